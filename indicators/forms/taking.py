"""Filled forms as they were handed in: what each cell says, and what all ask of the data, or what
must be mended where.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from indicators import read
from indicators.computing.units import Registry
from indicators.computing.unpublished import withhold
from indicators.editing.edit import Change, Place, Put, edited, name_of, value_at
from indicators.editing.lines import EditError, Tree, copied
from indicators.editing.setting import OF_VALUE, Told
from indicators.forms import refusals, writing
from indicators.forms.form import (
    ASIDE,
    HEADINGS,
    MARK,
    NUMBERS,
    TIME,
    VERSION,
    WHY,
    Asked,
    Entry,
    Form,
    Row,
    Sheet,
    headed,
    heading,
    is_number,
    shown,
    time_told,
)
from indicators.forms.opened import NOTHING, Cell, Grid, RefusedError, opened
from indicators.model import Dataset, Part
from indicators.reading.load import trees
from indicators.reporting.findings import Line, visible
from indicators.reporting.problems import Problem, inert
from indicators.reporting.rules import Fault, Section, Wording, same
from indicators.scalars import number
from indicators.words.wording import lowered

EXPORTED = ["KEY", "LABEL", "VALUE"]
"""How the file begins in which a site gives away all that was typed (``dataset.csv``)."""
EMPTY = "ô trống"
_ROW, _COLUMN = "dòng", "cột"
_NO_LONGER = "Biểu này có trang của đơn vị hoặc chỉ tiêu mà dữ liệu nay không có."
_NO_UNIT = "“{written}” không phải tên đơn vị nào ở đây; các đơn vị: {units}."
_OLDER = "Biểu này là bản {told}, nay dùng bản {now}."
_MARK = re.compile(rf"{MARK}\|([0-9]+)\|({TIME})\|([^|]*)\|([^|]*)")
UNREPORTED = "Chưa báo cáo."
"""Why there is no number yet of a time of which only parts are told."""

_KNOWN_BESIDE = "Ô này nói về số đã có, đang là “{now}”, biểu ghi “{written}”."
_LEFT_BESIDE = (
    "xóa ô này nếu không định đổi; đổi thì điền cả “Loại thay đổi” và “Lý do thay đổi” của dòng "
    "này."
)
_NO_CHANGE = "không số đã có nào của dòng này đổi, nên hai ô này để trống"
_TWO_PLANS = "Hai chỉ tiêu cho một năm"
_FIXED = "biểu chỉ thay được kết quả và chỉ tiêu đã có, không thay số này"


_TYPED = (Section.FILE, Section.LINES, Section.FIELDS, Section.NUMBERS, Section.IDS)
"""What is wrong with what one cell says, whatever stands in the others."""
_ITEM = re.compile(r"\b(một|cùng) mục\b")
_REPORT = "báo đơn vị quản lý số liệu"
_RETYPE = "đối chiếu với nguồn rồi gõ lại ô này."
_COMPARE = (
    f"đối chiếu các ô với nguồn rồi sửa ô sai; nguồn ghi đúng như vậy thì để trống và {_REPORT}."
)
_WORDS_BESIDE = (
    "chỉ để lại số; “trên”, “ít nhất”, “dưới”, “không quá” thì chọn ở cột bound; “gần”, “khoảng” "
    "thì chọn “có” ở cột approximate; lời khác ghi ở cột note."
)
_NO_NUMBER = "để trống ô này và ghi lý do ở cột missing, ví dụ: Nguồn không nêu."
_MENDS = {
    "number-unit": _WORDS_BESIDE,
    "number-word": _NO_NUMBER,
    "number-several": "chỉ gõ một số; kết quả là một khoảng thì mức dưới ghi ở cột value, mức trên "
    "ở cột value-max.",
    "number-limits": "đối chiếu với nguồn, xem lại dấu trừ, dấu phẩy rồi gõ lại ô này.",
    "not-a-reason": "ghi lý do bằng lời, ví dụ: Nguồn không nêu; số là kết quả thì ghi ở cột "
    "value.",
    "clash": "giữ ô đúng với lời của nguồn, để trống ô kia; lời giải thích ghi ở cột note.",
    "needs": "điền cả hai như nguồn nêu, hoặc để trống cả hai.",
    "quote-lone": "xóa dấu ấy, hoặc gõ thêm dấu còn thiếu.",
    "old-font": "gõ lại bằng bảng mã “Unicode”.",
    "text-long": "rút gọn lời ghi.",
}
_LISTED = "“{written}” không có trong danh sách của ô."


class Spot(NamedTuple):
    """A cell of a file that was handed in; without it the sheet or file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        sheet = f", trang “{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}{f', ô {self.cell}' if self.cell else ''}"


class Answer(NamedTuple):
    """What must be mended at a spot, and what that is."""

    spot: Spot
    fault: Fault
    about: str = ""

    @property
    def words(self) -> str:
        """The answer as it stands beside the cell."""
        return visible(f"{self.fault.what()} Cách sửa: {self.fault.mend()}")


class Given(NamedTuple):
    """A cell of a form that was filled in or left, and what was known when the form was made; None
    where the file does not say.
    """

    spot: Spot
    row: Row
    entry: Entry
    cell: Cell
    base: str | None

    @property
    def text(self) -> str:
        """What is typed in the file for it."""
        return self.entry.meant(self.cell.text)

    @property
    def kept(self) -> bool:
        """Whether it says what the form said, or nothing."""
        text = self.text
        return not text or (self.base is not None and self.entry.same(text, self.base))

    @property
    def about(self) -> str:
        return f"{self.row.label.strip()}, {heading(self.entry.field)}"

    def answer(self, fault: Fault) -> Answer:
        return Answer(self.spot, fault, self.about)

    def refused(self) -> Fault | None:
        """Why it is nothing to take, whatever the data is."""
        entry, cell = self.entry, self.cell
        truth = entry.kind is bool and cell.text in ("TRUE", "FALSE")
        if cell.fault and not truth:
            return cell.fault
        if entry.percent and cell.number and not cell.percent and 0 < abs(number(cell.text)) < 1:
            whole = shown(f"{(number(cell.text) * 100).normalize():f}")
            return refusals.FORM_SHARE(written=shown(cell.text), percent=whole)
        typed = cell.text.removesuffix("%").rstrip()
        percent = cell.percent or (typed != cell.text and is_number(typed))
        if entry.counted and (percent or (cell.number and "." in cell.text)):
            written = shown(typed) + "%" * percent if cell.number else cell.text
            return refusals.FORM_COUNT(written=written, unit=entry.counted)
        return None


class Taken(NamedTuple):
    """The changes of the data, or the answers and the copies that take them back."""

    changes: Sequence[Change]
    answers: Sequence[Answer] = ()
    returned: Mapping[str, bytes] = {}
    lost: Sequence[str] = ()
    """What of forms was not handed in with the rest of them."""


def taken(files: Mapping[str, bytes], data: Mapping[str, bytes], today: dt.date) -> Taken:
    """What filled forms, by their names, ask of the data files: all of it, or nothing.

    Errors: ``DataError`` where the data is broken as it is.
    """
    dataset = read(data).dataset
    assert dataset is not None, "what was read without a problem is there"
    said = _HandedIn(dataset, data, today)
    for name, content in files.items():
        said.open(name, content)
    said.of_one_period()
    changes = said.changes()
    if not said.answers:
        return Taken(changes, lost=said.lost)
    order = [*files]
    answers = sorted(said.answers, key=lambda a: (order.index(a.spot.file), *_at(a.spot)))
    copies: dict[str, bytes] = {}
    for name in said.forms:
        own = [answer for answer in answers if answer.spot.file == name]
        if own:
            told = [(one.spot.sheet, one.spot.cell, one.words) for one in own]
            copies[name] = writing.returned(files[name], said.grids[name], told)
    return Taken((), answers, copies, said.lost)


def _at(spot: Spot) -> tuple[str, int, int]:
    return (spot.sheet, *(xl_cell_to_rowcol(spot.cell) if spot.cell else (-1, -1)))


def as_text(answers: Iterable[Answer]) -> str:
    """The answers for a terminal, in the order of files, sheets and cells."""
    told = []
    for spot, fault, about in answers:
        of = f" ({about})" if about else ""
        told.append(f"{spot}{of}: {fault.what()}\n  Cách sửa: {fault.mend()}\n")
    return inert("\n".join(told))


def as_markdown(answers: Sequence[Answer]) -> str:
    """The answers for a job's summary, in a block that shows any text."""
    told = html.escape(as_text(answers))
    return f"## Biểu nhập: {len(answers)} chỗ cần sửa\n\n<pre>\n{told}</pre>\n"


class _HandedIn:
    """Files that are handed in together, read one after the other, and held against the data."""

    def __init__(self, dataset: Dataset, data: Mapping[str, bytes], today: dt.date) -> None:
        self.dataset, self.data, self.today = dataset, data, today
        self.known, self.places = trees(data), Registry(dataset)
        self.answers: list[Answer] = []
        self.given: list[Given] = []
        seen = cache(lambda published: withhold(dataset)[0] if published else dataset)
        self.asked = cache(
            lambda period, published=False: Asked(seen(published), period, every=True)
        )
        self.grids: dict[str, Mapping[str, Grid]] = {}
        self.forms: dict[str, Form] = {}
        """The form of each file that is one."""
        self.lost: list[str] = []
        """The sheets that a file lacks, of which nothing is known."""
        self.spoiled: set[Place] = set()
        """The rows of which it is not sure whose they are or what they say."""

    def open(self, name: str, content: bytes) -> None:
        try:
            grids = self.grids[name] = opened(name, content)
        except RefusedError as error:
            self.answers.append(Answer(Spot(name), error.fault))
            return
        for title, grid in grids.items():
            if grid.names[:3] == EXPORTED:
                self._export(Spot(name, title), grid)
                return
        marks = {title: _MARK.fullmatch(grid.at(0, 0).text) for title, grid in grids.items()}
        own = {title: mark.groups() for title, mark in marks.items() if mark}
        if not own:
            self.answers.append(Answer(Spot(name), refusals.FORM_UNKNOWN()))
        for title, grid in grids.items() if own else ():
            if title not in {*own, writing.GUIDE} and any(
                cell.counts for row in grid.rows for cell in row
            ):
                self.answers.append(Answer(Spot(name, title), refusals.FORM_SHEET()))
        for title, mark in own.items():
            spot = Spot(name, title)
            try:
                sheet = self._asked(name, *mark)
            except RefusedError as error:
                again = Answer(Spot(name), error.fault)
                self.answers += [again] if again not in self.answers else []
                continue
            _Handed(self, spot, grids[title], sheet).read()
        if name in self.forms and "" not in grids:  # a sheet saved as CSV is one of several
            form, there = self.forms[name], {key for *_, key in own.values()}
            asked = Asked(self.dataset, form.period).of(form.unit).sheets
            self.lost += [f"{name}: không có trang “{s.name}”" for s in asked if s.key not in there]

    def _export(self, spot: Spot, grid: Grid) -> None:
        """What a unit's own site gives away: the numbers of its organisation are the unit's here.

        Times and indicators of which nothing is asked here are no concern of this data.
        """
        said = {row[0].text: (at, row[2]) for at, row in enumerate(grid.rows) if len(row) > 2}
        _, whose = said.get("organisation/name", (0, NOTHING))
        unit = next((one.id for one in self.dataset.units if one.name == whose.text), "")
        if not unit:
            names = ", ".join(one.name for one in self.dataset.units)
            fault = refusals.FORM_PLACE(
                same(_NO_UNIT), written=whose.text or EMPTY, units=same(names)
            )
            self.answers.append(Answer(spot, fault))
            return
        times = {steps[3] for key in said if (steps := key.split("/"))[2:3] == ["observations"]}
        rows: dict[str, Row] = {}
        for time in times:
            with suppress(EditError):
                for sheet in self.asked(time).of(unit).sheets:
                    rows |= {row.id.removesuffix(f"/parts/{unit}"): row for row in sheet.rows}
        for key, (at, cell) in said.items():
            place, _, name = key.rpartition("/")
            entry = rows[place].entries.get(name) if place in rows else None
            if entry and name in (*NUMBERS, *OF_VALUE, "note"):
                here = spot._replace(cell=xl_rowcol_to_cell(at, 2))
                self.given.append(Given(here, rows[place], entry, cell, None))

    def _asked(self, name: str, version: str, period: str, unit: str, key: str) -> Sheet:
        """The sheet that a form has, as the data asks now. Errors: ``RefusedError``."""
        if version != VERSION:
            raise RefusedError(refusals.FORM_UNKNOWN(same(_OLDER), told=version, now=VERSION))
        first = self.forms.get(name)
        if first and first.period != period:
            raise RefusedError(refusals.FORM_PERIOD(written=period, other=first.period))
        if unit and unit not in {one.id for one in self.dataset.units}:
            raise RefusedError(refusals.FORM_UNKNOWN(same(_NO_LONGER)))
        try:
            form = first if first and first.unit == unit else self.asked(period).of(unit)
        except EditError as error:
            raise RefusedError(refusals.FORM_UNKNOWN(same(f"{error}."))) from None
        sheet = next((one for one in form.sheets if one.key == key), None)
        if sheet is None:
            raise RefusedError(refusals.FORM_UNKNOWN(same(_NO_LONGER)))
        self.forms.setdefault(name, form)
        return sheet

    def of_one_period(self) -> None:
        """Refuse the forms of another period than most."""
        periods = Counter(form.period for form in self.forms.values())
        usual = next((period for period, _ in periods.most_common(1)), "")
        for name, period in [(name, form.period) for name, form in self.forms.items()]:
            if period != usual:
                del self.forms[name]
                self.given = [given for given in self.given if given.spot.file != name]
                self.answers = [answer for answer in self.answers if answer.spot.file != name]
                fault = refusals.FORM_PERIOD(written=period, other=usual)
                self.answers.append(Answer(Spot(name), fault))

    def changes(self) -> Sequence[Change]:
        """What the cells ask for; what of it cannot be is told."""
        unsure, rows = {*self.spoiled}, defaultdict[Place, list[Given]](list)
        for given in self._edits():
            rows[given.row.place].append(given)
        asked = {at: self._told(row) for at, row in rows.items() if at not in self.spoiled}
        sound = {at: told for at, told in asked.items() if told}
        made = self._made(sound, rows)
        if _Trial(self.data, made).problems or self.answers:
            self._judge(edits for place, edits in rows.items() if place not in unsure)
            sound = {at: told for at, told in sound.items() if at not in self.spoiled}
            made = self._made(sound, rows)
            self._check(_Trial(self.data, made), [one for at in sound for one in rows[at]])
        return made

    def _judge(self, rows: Iterable[Sequence[Given]]) -> None:
        """Tell what is wrong with what a cell says, whatever stands in the others; what to type
        instead only where that can be taken.
        """
        told = {answer.spot for answer in self.answers}
        cells = [[one for one in edits if one.spot not in told] for edits in rows]
        found: dict[Place, Fault] = {}
        for together in zip_longest(*cells):
            found |= self._wrong({one.entry.place: one.text for one in together if one})
        writes = {place: fault.context.get("write") for place, fault in found.items()}
        found |= self._wrong({at: str(text) for at, text in writes.items() if text})
        for given in (one for edits in cells for one in edits if one.entry.place in found):
            self.spoiled.add(given.row.place)
            fault = _worded(found[given.entry.place], given.entry, _shown(given), own=True)
            self.answers.append(given.answer(fault))

    def _wrong(self, texts: Mapping[Place, str]) -> Mapping[Place, Fault]:
        """What is wrong with texts by themselves, at most one in a row."""
        trial = _Trial(self.data, [self._alone(place, text) for place, text in texts.items()])
        found: dict[Place, Fault] = {}
        for problem in trial.problems:
            place, typed = trial.at(problem), problem.fault.rule.section in _TYPED
            at = (*place[:-3], place[-1]) if place[-3:-2] == ("former",) else place
            if at in texts and typed and "written" in problem.context:
                found.setdefault(at, problem.fault)
        return found

    def _alone(self, place: Place, text: str) -> Put:
        """A text without what stands beside it; why a number changes, in a change of its own."""
        if place[-1] not in WHY:
            return Put(place, text)
        former = (*place[:-1], "former")
        change = {"kind": "correction", "date": str(self.today), "reason": UNREPORTED}
        known = value_at(self.known, former) or ()
        return Put((*former, len(known)), {**change, str(place[-1]): text})

    def _made(
        self, sound: dict[Place, Told], rows: Mapping[Place, Sequence[Given]]
    ) -> Sequence[Change]:
        """The changes that rows ask for; a row that cannot be written is told, and goes."""
        wanted, made = {name: copied(tree) for name, tree in self.known.items()}, list[Change]()
        for place, told in [*sound.items()]:
            first = rows[place][0]
            try:
                for change in (*self._begun(first.row, wanted), told):
                    change.apply(wanted)
                    made.append(change)
            except EditError as error:
                fault = refusals.FORM_EDIT(written=first.cell.text, why=same(str(error)))
                self.answers.append(first.answer(fault))
                del sound[place]
        return made

    def _edits(self) -> Iterator[Given]:
        """The cells that say something new, each once."""
        first: dict[Place, Given] = {}
        for given in self.given:
            if not (given.kept or given.entry.same(given.text, given.entry.base)):
                other = first.setdefault(given.entry.place, given)
                if fault := given.refused() or self._moved(given, other):
                    self.spoiled.add(given.row.place)
                    self.answers.append(given.answer(fault))
        yield from first.values()

    def _moved(self, given: Given, other: Given) -> Fault | None:
        """Why a cell does not go with another one of the same, or with what is known by now."""
        entry, text = given.entry, shown(given.text)
        if not entry.same(given.text, other.text):
            where = str(other.spot)
            return refusals.FORM_TWICE(written=text, other=shown(other.text), where=where)
        if given.base is None or entry.same(given.base, entry.base):
            return None
        if self._published(given) not in (None, entry.base):
            return refusals.FORM_HIDDEN()
        was, now = (shown(one) or EMPTY for one in (given.base, entry.base))
        return refusals.FORM_MOVED(written=text, base=was, now=now)

    def _published(self, given: Given) -> str | None:
        """What a form of the site says in a cell."""
        form = self.forms.get(given.spot.file)
        place = given.entry.elsewhere or given.entry.place
        return self.asked(form.period, published=True).known.get(place, "") if form else None

    def _told(self, edits: Sequence[Given]) -> Told | None:
        """What a row asks for, what stands in it beside a number that changes being said of that;
        None where known numbers may not become others, or do without a word why.
        """
        row, before = edits[0].row, len(self.answers)
        names: dict[str, str | None] = {one.entry.field.name: one.text for one in edits}
        asked, said = ({n: names[n] for n in names if (n in WHY) == why} for why in (False, True))
        told = Told(row.place, row.record, asked, said, self.today)
        kept = told.kept(self.known)
        changes = kept or any(name in NUMBERS and row.entries[name].base for name in names)
        for given in edits:
            name, entry, written = given.entry.field.name, given.entry, given.cell.text
            beside, fault = name in OF_VALUE and "value" not in names, None
            if entry.elsewhere:
                fault = self._against(given, entry.elsewhere, entry.base, _TWO_PLANS)
            elif entry.fixed:
                fault = refusals.FORM_EDIT(written=written, why=_FIXED)
            elif name in WHY and not changes:
                fault = refusals.FORM_EDIT(written=written, why=_NO_CHANGE)
            elif ("value" if beside else name) in kept and said.keys() != {*WHY}:
                now = shown(entry.choices.get(entry.base, entry.base)) or EMPTY
                words = (same(_KNOWN_BESIDE), same(_LEFT_BESIDE)) if beside else ()
                fault = refusals.FORM_KNOWN(*words, written=shown(written), now=now)
            self.answers += [given.answer(fault)] if fault else []
        also = {n: row.entries[n].base for n in (OF_VALUE if "value" in kept else ())}
        wanted = {**{name: text for name, text in also.items() if text}, **asked}
        return told._replace(asked=wanted) if len(self.answers) == before else None

    def _begun(self, row: Row, wanted: Mapping[str, Tree]) -> Iterator[Change]:
        """A new time of which only parts are told has no number of its own yet."""
        whole = row.place[:4]
        there = value_at(wanted, whole) or {}
        new = row.record is Part and value_at(self.known, whole) is None
        if new and not there.keys() & {"value", "answer", "numerator", "grades", "missing"}:
            yield Put((*whole, "missing"), UNREPORTED)

    def _check(self, trial: _Trial, given: Sequence[Given]) -> None:
        """Let the data's own rules judge the result, each answer at the cells that it is about."""
        asked = {one.entry.place: one for one in given}

        def called(line: Line) -> str:
            cell = asked.get(trial.at(line))
            return f"ô {cell.spot.cell}" if cell else "số đã có"

        for problem in trial.problems:
            fault, lines = problem.fault, problem.context.values()
            about = [trial.at(one) for one in (problem, *lines) if isinstance(one, Problem | Line)]
            at = next((one for one in about if one in asked), about[0])
            near = max(asked.values(), key=lambda one: _nearness(one.entry.place, at))
            row, name = near.row.place, near.entry.field.name
            own = at[: len(row)] == row and at[-1] == name  # or a former one of it
            other = next((one for one in about if one not in (at, ())), None)
            if own and other and other[-1] in NUMBERS:
                known = str(value_at(trial.trees, other))
                told = self._against(near, other, known, fault.rule.title)
            else:
                told = _worded(fault, near.entry, _shown(near), called, own=own)
            above = self.places.above(str(at[5])) if at[4:5] == ("parts",) else ()
            wholes = [*((*at[:5], unit, at[-1]) for unit in above), (*at[:4], at[-1])]
            whole = next((one for one in wholes if value_at(trial.trees, one)), ())
            cells = {one.spot: one for one in (near, asked.get(whole)) if one}
            self.answers += [one.answer(told) for one in cells.values()]

    def _against(self, given: Given, other: Place, known: str, why: str) -> Fault:
        """A number that does not go with another one, which is known."""
        time, name = str(other[3]), str(other[-1])
        called = lowered(HEADINGS[name]).removesuffix(" năm")
        which = f"{called} {time_told(time)}"
        return refusals.FORM_AGAINST(
            written=shown(given.text), known=same(which), other=shown(known), why=same(lowered(why))
        )


class _Handed:
    """A sheet that was handed in, held against the form's own."""

    def __init__(self, said: _HandedIn, spot: Spot, grid: Grid, sheet: Sheet) -> None:
        if writing.ANSWERS_ID in grid.names:
            at = grid.names.index(writing.ANSWERS_ID)
            rows = [[*row[:at], NOTHING, *row[at + 1 :]] for row in grid.rows]
            grid = Grid(rows, grid.merged)
        self._said, self._spot, self._grid, self._sheet = said, spot, grid, sheet
        self._names, self._known = grid.names, {row.id: row for row in sheet.rows}

    def read(self) -> None:
        """Tell what its cells say, and what of it is not the form's."""
        grid, names, columns = self._grid, self._names, {f.name: f for f in self._sheet.columns}
        for at, name in enumerate(names[1:], 1):
            if name and name.removeprefix(writing.BASE) not in columns:
                told = grid.at(writing.HEADINGS, at).text or EMPTY
                self._refuse(writing.HEADINGS, at, refusals.FORM_PLACE(written=told, thing=_COLUMN))
        self._merged()
        titles = dict(enumerate(writing.LABELS, 1))
        titles |= {at: heading(columns[name]) for at, name in enumerate(names) if name in columns}
        words = {writing.TITLE_ID: {1: self._sheet.title}, writing.HEADINGS_ID: titles}
        for at, row in enumerate(grid.rows[1:], 1):
            name = row[0].text if row else ""
            if name in self._known:
                self._words(at, {1: self._known[name].label}, [self._known[name]])
                self._row(at, self._known[name])
            elif name in words:
                self._words(at, words[name], self._sheet.rows)
            elif name and name != writing.SUM_ID:
                own = [n for n, of in enumerate(names) if n and of and of[0] != writing.BASE]
                said = ", ".join(filter(None, (grid.at(at, n).text for n in own)))
                written = ": ".join(filter(None, (grid.at(at, 1).text, said))) or EMPTY
                self._refuse(at, 1, refusals.FORM_PLACE(written=written, thing=_ROW))
            elif not name:  # words around a form are nobody's numbers
                words_of = (cell.text for cell in row if cell.text and not cell.counts)
                label = next((f"{text[:99]}: " for text in words_of), "")
                for n, cell in ((n, cell) for n, cell in enumerate(row) if cell.counts):
                    self._refuse(at, n, refusals.FORM_PLACE(written=label + cell.text, thing=_ROW))

    def _merged(self) -> None:
        """Cells of the form's rows that were made one."""
        end = len(self._grid.rows)
        for cells in self._grid.merged:
            first, _, last = cells.partition(":")
            (top, left), (bottom, _) = map(xl_cell_to_rowcol, (first, last or first))
            own = (self._grid.at(at, 0).text for at in range(top, min(bottom + 1, end)))
            rows = [self._known[one] for one in own if one in self._known]
            if rows:
                self._said.spoiled.update(row.place for row in rows)
                self._refuse(top, left, refusals.FORM_MERGED(written=cells))

    def _words(self, at: int, told: Mapping[int, str], rows: Sequence[Row]) -> None:
        """Refuse other words than the form's own in a row, with the rows that they are said of."""
        for n, was in told.items():
            now = self._grid.at(at, n).text
            if now.split() != was.split():
                self._said.spoiled.update(row.place for row in rows)
                fault = refusals.FORM_HEADING(was=was.strip(), written=now or EMPTY)
                self._refuse(at, n, fault)

    def _row(self, at: int, row: Row) -> None:
        for n, cell in enumerate(self._grid.rows[at]):
            name = self._names[n] if n < len(self._names) else ""
            if entry := row.entries.get(name):
                known = writing.BASE + name in self._names
                base = (
                    self._grid.at(at, self._names.index(writing.BASE + name)).text
                    if known
                    else None
                )
                self._said.given.append(Given(self._at(at, n), row, entry, cell, base))
            elif cell.text and n > len(writing.LABELS) and not name.startswith(writing.BASE):
                self._refuse(at, n, refusals.FORM_PLACE(written=cell.text, thing=_COLUMN))

    def _refuse(self, row: int, column: int, fault: Fault) -> None:
        self._said.answers.append(Answer(self._at(row, column), fault))

    def _at(self, row: int, column: int) -> Spot:
        return self._spot._replace(cell=xl_rowcol_to_cell(row, column))


class _Trial:
    """The data with changes, what is wrong with it, and where that stands."""

    def __init__(self, data: Mapping[str, bytes], changes: Sequence[Change]) -> None:
        result = edited(data, changes)
        self.problems = result.problems
        self.trees = trees({**data, **result.tried}, slips=True) if result.problems else {}
        self._places = {
            (name, line): place for name, tree in self.trees.items() for line, place in _lines(tree)
        }

    def at(self, place: Problem | Line) -> Place:
        """The place of what stands in a line."""
        return self._places.get((place.file, place.line), ())


def _shown(given: Given) -> str:
    """What stands in a cell."""
    return shown(given.cell.text) if given.cell.number else given.cell.text


def _lines(node: Any, place: Place = ()) -> Iterator[tuple[int, Place]]:
    """The lines of a tree with the place of what stands there, the innermost last."""
    yield node.line, place
    inside: Iterable[Any] = node.items() if isinstance(node, dict) else ()
    if isinstance(node, list):
        inside = [(name_of(item) or at, item) for at, item in enumerate(node)]
    for step, item in inside:
        yield from _lines(item, (*place, step))


def _nearness(place: Place, other: Place) -> tuple[int, bool]:
    """How far two places lead the same way, and whether they end in the same field."""
    pairs = zip(place, other, strict=False)
    shared = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(place), len(other)))
    return shared, place[-1:] == other[-1:]


def _worded(
    fault: Fault, entry: Entry, written: str, place: Callable[[Line], str] = str, *, own: bool
) -> Fault:
    """The fault of a data rule at a cell in which that is written, as those who fill in know it:
    its fact names columns, its mend is chosen by the kind of rule, since a form has no lines to
    add. ``own`` is it where it is about the cell itself; ``place`` says where a line stands.
    """

    def told(value: object) -> object:
        match value:
            case Line():
                return same(place(value))
            case Wording():
                return same(headed(value.vi))
            case tuple():
                return tuple(map(told, value))
            case str():
                return HEADINGS.get(value) or shown(value)
        return value

    context = {name: told(value) for name, value in fault.context.items()}
    typed = own and fault.rule.section in _TYPED
    if typed:
        context["written"] = written
    chosen = typed and (entry.choices or entry.field.refers)
    fact = _LISTED if chosen else headed(ASIDE.sub("", fault.wording.vi))
    fact = _ITEM.sub(r"\1 dòng", fact)
    mend = (
        _chosen(entry, fault)
        if chosen
        else headed(_MENDS.get(fault.rule.name, _RETYPE if typed else _COMPARE))
    )
    write = fault.context.get("write")
    if typed and not chosen and isinstance(write, str):
        context["write"] = shown(write) if entry.numeric else write
        mend = "gõ {write}."
    return replace(fault, wording=same(fact), advice=same(mend), context=context)


def _chosen(entry: Entry, fault: Fault) -> str:
    """What to choose in a cell that has a list."""
    write = str(fault.context.get("write", ""))
    if entry.field.refers:
        return f"chọn một mã trong danh sách của ô; nguồn chưa có trong danh sách thì {_REPORT}."
    if write in entry.choices:
        return f"chọn “{entry.choices[write]}”."
    return f"chọn trong danh sách của ô: {', '.join(entry.choices.values())}."
