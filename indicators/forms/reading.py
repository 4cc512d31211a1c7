"""Filled forms against the data: the changes that they ask for, or what must be mended where."""

from __future__ import annotations

import datetime as dt
import html
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from indicators import read
from indicators.computing.withheld import withhold
from indicators.editing.edit import Change, EditError, Place, Put, Tree, edited
from indicators.editing.lines import copied
from indicators.editing.places import name_of, value_at
from indicators.editing.setting import OF_VALUE, Told
from indicators.export.workbook import Cover
from indicators.forms import refusals
from indicators.forms.form import (
    MARK,
    NUMBERS,
    VERSION,
    WHY,
    Entry,
    Form,
    Row,
    Sheet,
    form_of,
    heading,
    is_number,
    time_named,
    time_told,
)
from indicators.forms.opened import NOTHING, Cell, Grid, RefusedError, opened
from indicators.forms.worded import TYPED, shown, worded
from indicators.forms.writing import (
    ANSWERS_ID,
    BASE,
    GUIDE,
    HEADINGS_ID,
    LABELS,
    SUM_ID,
    TITLE_ID,
    Answered,
    form_book,
)
from indicators.model import Dataset, Former, Part
from indicators.reading.fields import fields
from indicators.reading.load import trees
from indicators.reporting.findings import Line, visible
from indicators.reporting.problems import inert
from indicators.reporting.rules import Fault, Rule, Wording, same
from indicators.scalars import number
from indicators.words.wording import lowered

EXPORTED = ["KEY", "LABEL", "VALUE"]
"""How the file begins in which a site gives away all that was typed (``dataset.csv``)."""
UNREPORTED = "Chưa báo cáo."
"""Why there is no number yet of a time of which only parts are told."""

_EMPTY = Wording("ô trống", "an empty cell")
_ROW, _COLUMN = Wording("dòng", "row"), Wording("cột", "column")
_SHEET, _UNIT = Wording("trang tính", "sheet"), Wording("đơn vị", "unit")
_NO_UNIT = Wording(
    "“{written}” không phải tên đơn vị nào ở đây; các đơn vị: {units}.",
    "“{written}” is no name of a unit here; the units: {units}.",
)
_OLDER = Wording("Biểu này là bản {told}, nay dùng bản {now}.", "This form has version {told}.")


class Spot(NamedTuple):
    """A cell of a file that was handed in; without it the sheet or file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        sheet = f", trang “{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}{f', ô {self.cell}' if self.cell else ''}"


class Answer(NamedTuple):
    """What must be mended at a spot, and of whose cell it is."""

    spot: Spot
    fault: Fault
    about: str = ""
    place: Place = ()

    @property
    def words(self) -> str:
        """The answer as it stands beside the cell."""
        return visible(f"{self.fault.what()} Cách sửa: {self.fault.mend()}")

    @property
    def rest(self) -> str:
        """The same where the copy has no such cell: where it was, once."""
        if self.fault.rule is refusals.FORM_REST:
            return visible(self.fault.context["written"])
        cell = f"Ô {self.spot.cell}: " if self.spot.cell else ""
        return f"{cell}{self.words}"


class Taken(NamedTuple):
    """The changes of the data, or the answers and the copies that take them back."""

    changes: Sequence[Change]
    answers: Sequence[Answer] = ()
    returned: Mapping[str, bytes] = {}


def taken(files: Mapping[str, bytes], data: Mapping[str, bytes], today: dt.date) -> Taken:
    """What filled forms, by their names, ask of the data files: all of it, or nothing.

    Errors: ``DataError`` where the data is broken as it is.
    """
    dataset = read(data).dataset
    assert dataset is not None, "what was read without a problem is there"
    intake = _Intake(dataset, data, today)
    for name, content in files.items():
        intake.open(name, content)
    changes = intake.changes()
    if not intake.answers:
        return Taken(changes)
    order = {name: at for at, name in enumerate(files)}
    return Taken(
        (),
        sorted(intake.answers, key=lambda a: (order[a.spot.file], *_at(a.spot))),
        intake.returned(),
    )


def _at(spot: Spot) -> tuple[str, int, int]:
    return (spot.sheet, *(xl_cell_to_rowcol(spot.cell) if spot.cell else (-1, -1)))


def as_text(answers: Iterable[Answer]) -> str:
    """The answers for a terminal, in the order of files, sheets and cells."""
    told = []
    for spot, fault, about, _ in answers:
        of = f" ({about})" if about else ""
        told.append(f"{spot}{of}: {fault.what()}\n  Cách sửa: {fault.mend()}\n")
    return inert("\n".join(told))


def as_markdown(answers: Sequence[Answer]) -> str:
    """The answers for a job's summary, in a block that shows any text."""
    told = html.escape(as_text(answers))
    return f"## Biểu nhập: {len(answers)} chỗ cần sửa\n\n<pre>\n{told}</pre>\n"


class _Given(NamedTuple):
    """A cell of a form that was filled in or left, and what was known when the form was made; None
    where the file does not say.
    """

    spot: Spot
    row: Row
    entry: Entry
    cell: Cell
    text: str
    base: str | None

    @property
    def kept(self) -> bool:
        """Whether it says what the form said, or nothing."""
        text = self.entry.meant(self.text)
        return not text or (self.base is not None and self.entry.same(text, self.base))

    @property
    def about(self) -> str:
        return f"{self.row.label.strip()}, {heading(self.entry.field)}"

    def about_itself(self, place: Place) -> bool:
        """Whether what stands at a place is what this cell says, also of a former number."""
        inside = place[: len(self.row.place)] == self.row.place
        return inside and place[-1] == self.entry.place[-1]

    def answer(self, fault: Fault) -> Answer:
        return Answer(self.spot, fault, self.about, self.entry.place)


class _Intake:
    """Files that are handed in together, read one after the other."""

    def __init__(self, dataset: Dataset, data: Mapping[str, bytes], today: dt.date) -> None:
        self.dataset, self.data, self.today = dataset, data, today
        self.answers: list[Answer] = []
        self.given: list[_Given] = []
        self.times = {
            ("indicators", one.id, "observations", time_named(row))
            for one in dataset.indicators
            for row in one.observations
        }
        seen = cache(lambda published: withhold(dataset)[0] if published else dataset)
        self._form = cache(
            lambda *asked, published=False: form_of(seen(published), *asked, every=True)
        )
        self.forms: dict[str, Form] = {}
        """The form of each file that is one."""
        self.spoiled: set[Place] = set()
        """The rows of which a cell is refused, so that the rest of them says too little."""
        self.doubted: set[tuple[str, Place]] = set()
        """The rows of a file of whose numbers one does not know whether they are theirs."""
        self.keys: dict[tuple[str, str], str] = {}
        """The sheet of the form that a file's sheet is."""

    def open(self, name: str, content: bytes) -> None:
        try:
            grids = opened(name, content)
        except RefusedError as error:
            self.answers.append(Answer(Spot(name), error.fault))
            return
        for title, grid in grids.items():
            if grid.names[:3] == EXPORTED:
                self._export(Spot(name, title), grid)
                return
        marks = {title: grid.at(0, 0).text.split("|") for title, grid in grids.items()}
        own = {title: mark for title, mark in marks.items() if mark[0] == MARK and len(mark) == 5}
        if not own:
            self.answers.append(Answer(Spot(name), refusals.FORM_UNKNOWN()))
        for title, grid in grids.items() if own else ():
            if title not in {*own, GUIDE} and any(cell.counts for row in grid.rows for cell in row):
                self.answers.append(Answer(Spot(name, title), refusals.FORM_SHEET()))
        for title, mark in own.items():
            spot = Spot(name, title)
            try:
                sheet = self._asked(name, *mark[1:])
            except RefusedError as error:
                again = Answer(Spot(name), error.fault)
                self.answers += [again] if again not in self.answers else []
                continue
            self.keys[name, title] = sheet.key
            self._sheet(spot, grids[title], sheet)

    def _export(self, spot: Spot, grid: Grid) -> None:
        """What a unit's own site gives away: the numbers of its organisation are the unit's here.

        Times and indicators of which nothing is asked here are no concern of this data.
        """
        said = {row[0].text: (at, row[2]) for at, row in enumerate(grid.rows) if len(row) > 2}
        _, whose = said.get("organisation/name", (0, NOTHING))
        unit = next((one.id for one in self.dataset.units if one.name == whose.text), "")
        if not unit:
            names = ", ".join(one.name for one in self.dataset.units)
            fault = refusals.FORM_PLACE(_NO_UNIT, written=whose.text or _EMPTY, units=same(names))
            self.answers.append(Answer(spot, fault))
            return
        times = {steps[3] for key in said if (steps := key.split("/"))[2:3] == ["observations"]}
        rows: dict[str, Row] = {}
        for time in times:
            with suppress(EditError):
                for sheet in self._form(time, unit).sheets:
                    rows |= {row.id.removesuffix(f"/parts/{unit}"): row for row in sheet.rows}
        for key, (at, cell) in said.items():
            place, _, name = key.rpartition("/")
            entry = rows[place].entries.get(name) if place in rows else None
            if entry and name in (*NUMBERS, *OF_VALUE, "note"):
                here = spot._replace(cell=xl_rowcol_to_cell(at, 2))
                self.given.append(_Given(here, rows[place], entry, cell, cell.text, None))

    def _asked(self, name: str, version: str, period: str, unit: str, key: str) -> Sheet:
        """The sheet that a form has, as the data asks now. Errors: ``RefusedError``."""
        if version != VERSION:
            told = Wording(*(text.format(told=version, now=VERSION) for text in _OLDER))
            raise RefusedError(refusals.FORM_UNKNOWN(told))
        first = self.forms.get(name)
        if first and first.period != period:
            raise RefusedError(refusals.FORM_PERIOD(written=period, other=first.period))
        if unit and unit not in {one.id for one in self.dataset.units}:
            raise RefusedError(refusals.FORM_PLACE(written=unit, thing=_UNIT))
        try:
            form = self._form(period, unit)
        except EditError as error:
            raise RefusedError(refusals.FORM_UNKNOWN(same(f"{error}."))) from None
        sheet = next((one for one in form.sheets if one.key == key), None)
        if sheet is None:
            raise RefusedError(refusals.FORM_PLACE(written=key, thing=_SHEET))
        self.forms.setdefault(name, form)
        return sheet

    def _sheet(self, spot: Spot, grid: Grid, sheet: Sheet) -> None:
        names = grid.names
        known = {row.id: row for row in sheet.rows}
        columns = {field.name: field for field in sheet.columns}
        for at, name in enumerate(names[1:], 1):
            if name and name.removeprefix(BASE) not in {*columns, ANSWERS_ID}:
                self._refuse(spot, 0, at, refusals.FORM_PLACE(written=name, thing=_COLUMN))
        self._merged(spot, grid, known)
        titles = dict(enumerate(LABELS, 1))
        titles |= {at: heading(columns[name]) for at, name in enumerate(names) if name in columns}
        for at, row in enumerate(grid.rows[1:], 1):
            name = row[0].text if row else ""
            if name in known:
                self._row(spot, grid, at, known[name])
            elif name in (TITLE_ID, HEADINGS_ID):
                was = {1: sheet.title} if name == TITLE_ID else titles
                self._words(spot, grid, at, was, sheet.rows)
            elif name == ANSWERS_ID:
                if row[1:] and row[1].text:
                    self._refuse(spot, at, 1, refusals.FORM_REST(written=row[1].text))
            elif name and name != SUM_ID:
                own = [n for n, of in enumerate(names) if n and of and of[0] != BASE]
                said = ", ".join(filter(None, (grid.at(at, n).text for n in own)))
                label = grid.at(at, 1).text or name
                written = f"{label}: {said}" if said else label
                self._refuse(spot, at, 1, refusals.FORM_PLACE(written=written, thing=_ROW))
            elif not name:
                self._stray(spot, at, row)

    def _merged(self, spot: Spot, grid: Grid, known: Mapping[str, Row]) -> None:
        """Cells of the form's rows that were made one."""
        for cells in grid.merged:
            top, left, bottom, _ = _corners(cells)
            ids = [grid.at(at, 0).text for at in range(top, min(bottom + 1, len(grid.rows)))]
            rows = [known[one] for one in ids if one in known]
            if rows:
                self._doubt(spot, rows)
                fault = refusals.FORM_MERGED(written=cells)
                self._refuse(spot, top, left, fault, rows[0].place)

    def _doubt(self, spot: Spot, rows: Iterable[Row]) -> None:
        places = [row.place for row in rows]
        self.spoiled.update(places)
        self.doubted.update((spot.file, place) for place in places)

    def _words(
        self, spot: Spot, grid: Grid, at: int, told: Mapping[int, str], rows: Sequence[Row]
    ) -> None:
        """Refuse other words than the form's own in a row, with the rows that they are said of."""
        wrong = {n: was for n, was in told.items() if _plain(grid.at(at, n).text) != _plain(was)}
        if wrong:
            self._doubt(spot, rows)
        for n, was in wrong.items():
            fault = refusals.FORM_HEADING(was=was.strip(), written=grid.at(at, n).text or _EMPTY)
            self._refuse(spot, at, n, fault, rows[0].place if len(rows) == 1 else ())

    def _stray(self, spot: Spot, at: int, row: Sequence[Cell]) -> None:
        """A number where the form has no row; words around a form are nobody's numbers."""
        label = next((f"{cell.text[:99]}: " for cell in row if cell.text and not cell.counts), "")
        for n, cell in enumerate(row):
            if cell.counts:
                fault = refusals.FORM_PLACE(written=label + cell.text, thing=_ROW)
                self._refuse(spot, at, n, fault)

    def _row(self, spot: Spot, grid: Grid, at: int, row: Row) -> None:
        names = grid.names
        self._words(spot, grid, at, {1: row.label}, [row])
        for n, cell in enumerate(grid.rows[at]):
            name = names[n] if n < len(names) else ""
            entry = row.entries.get(name)
            if entry is None:
                known = n <= len(LABELS) or name.startswith(BASE) or name == ANSWERS_ID
                if cell.text and not known:
                    self._refuse(spot, at, n, refusals.FORM_PLACE(written=cell.text, thing=_COLUMN))
                continue
            base = grid.at(at, names.index(BASE + name)).text if BASE + name in names else None
            given = _Given(
                spot._replace(cell=xl_rowcol_to_cell(at, n)), row, entry, cell, cell.text, base
            )
            self.given.append(given)
            fault = None if given.kept else _refused(entry, cell)
            if fault:
                self.spoiled.add(row.place)
                self.answers.append(given.answer(fault))

    def _refuse(self, spot: Spot, row: int, column: int, fault: Fault, place: Place = ()) -> None:
        here = spot._replace(cell=xl_rowcol_to_cell(row, column))
        self.answers.append(Answer(here, fault, place=place))

    def changes(self) -> Sequence[Change]:
        """What the cells ask for; what of it cannot be is told."""
        self._of_one_period()
        rows: dict[Place, list[_Given]] = defaultdict(list)
        for given in self._edits():
            rows[given.row.place].append(given)
        rows = {p: edits for p, edits in rows.items() if p not in self.spoiled and self._may(edits)}
        made, told = self._made(rows), set[Rule]()
        while made and (blamed := self._check(made, rows, told)):
            rows = {place: edits for place, edits in rows.items() if place not in blamed}
            made = self._made(rows)
        return made

    def _of_one_period(self) -> None:
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

    def _made(self, rows: dict[Place, list[_Given]]) -> Sequence[Change]:
        """The changes that rows ask for; a row that cannot be written is told, and goes."""
        wanted = {name: copied(tree) for name, tree in trees(self.data).items()}
        made: list[Change] = []
        for place, edits in [*rows.items()]:
            for change in self._told(edits, wanted):
                try:
                    change.apply(wanted)
                except EditError as error:
                    why = same(str(error))
                    fault = refusals.FORM_EDIT(written=edits[0].cell.text, why=why)
                    self.answers.append(edits[0].answer(fault))
                    del rows[place]
                    break
                made.append(change)
        return made

    def _edits(self) -> Iterator[_Given]:
        """The cells that say something new, each once."""
        first: dict[Place, _Given] = {}
        for given in self.given:
            entry, text = given.entry, given.entry.meant(given.text)
            if given.kept or entry.same(text, entry.base):
                continue
            given = given._replace(text=text)  # noqa: PLW2901 - the same cell, as it is typed
            other = first.setdefault(entry.place, given)
            if not entry.same(text, other.text):
                where = str(other.spot)
                fault = refusals.FORM_TWICE(
                    written=shown(text), other=shown(other.text), where=where
                )
            elif given.base is not None and not entry.same(given.base, entry.base):
                was, now = (shown(one) or _EMPTY for one in (given.base, entry.base))
                fault = refusals.FORM_MOVED(written=shown(text), base=was, now=now)
                if self._published(given) not in (None, given.entry.base):
                    fault = refusals.FORM_HIDDEN()
            else:
                continue
            self.spoiled.add(given.row.place)
            self.answers.append(given.answer(fault))
        yield from first.values()

    def _published(self, given: _Given) -> str | None:
        """What a form of the site says in a cell."""
        form = self.forms.get(given.spot.file)
        made = form and self._form(form.period, form.unit, published=True)
        rows = (row for sheet in made.sheets for row in sheet.rows) if made else ()
        name = given.entry.field.name
        return next((r.entries[name].base for r in rows if r.place == given.row.place), None)

    def _may(self, edits: Sequence[_Given]) -> bool:
        """Whether known numbers of a row may become others, and do where it says why."""
        said = {given.entry.field.name: given for given in edits}
        known = [given for given in edits if given.entry.field.name in NUMBERS and given.entry.base]
        value = edits[0].row.entries.get("value")
        if value and value.base and "value" not in said:
            known += [given for given in edits if given.entry.field.name in OF_VALUE]
        faults: list[Answer] = []
        for given in known:
            if given.entry.elsewhere:
                faults.append(given.answer(self._against(given, given.entry.elsewhere, _TWO_PLANS)))
            elif given.entry.fixed:
                faults.append(given.answer(refusals.FORM_EDIT(written=given.cell.text, why=_FIXED)))
            elif not said.keys() >= set(WHY):
                kind, reason = (heading(fields(Former)[name]) for name in WHY)
                now = given.entry.choices.get(given.entry.base, given.entry.base)
                beside = given.entry.field.name not in NUMBERS
                fault = refusals.FORM_KNOWN(
                    *((_KNOWN_BESIDE, _LEFT_BESIDE) if beside else ()),
                    written=shown(given.cell.text),
                    now=shown(now) or _EMPTY,
                    kind=kind,
                    reason=reason,
                )
                faults.append(given.answer(fault))
        for name in WHY if not known else ():
            if name in said:
                fault = refusals.FORM_EDIT(written=said[name].cell.text, why=_NO_CHANGE)
                faults.append(said[name].answer(fault))
        self.answers += faults
        return not faults

    def _told(self, edits: Sequence[_Given], wanted: Mapping[str, Tree]) -> Iterator[Change]:
        """What a row asks for; a new time of which only parts are told has none of its own yet."""
        row = edits[0].row
        asked: dict[str, str | None] = {one.entry.field.name: one.text for one in edits}
        said = {name: asked.pop(name) for name in WHY if name in asked}
        if "value" in asked and row.entries["value"].base:
            # What stands in the row beside a new number is said of it.
            beside = (name for name in OF_VALUE if row.entries[name].base)
            asked |= {name: row.entries[name].base for name in beside if name not in asked}
        whole = row.place[:4]
        there = value_at(wanted, whole) or {}
        new = row.record is Part and whole not in self.times
        if new and not there.keys() & {"value", "answer", "numerator", "grades", "missing"}:
            yield Put((*whole, "missing"), UNREPORTED)
        yield Told(row.place, row.record, asked, said, self.today)

    def _check(
        self, made: Sequence[Change], rows: Mapping[Place, Sequence[_Given]], told: set[Rule]
    ) -> set[Place]:
        """Let the data's own rules judge the result, each answer at the cell that it is about,
        except by rules that told already; gives the rows with cells that hide what is beside them.
        """
        result = edited(self.data, made)
        problems = [one for one in result.problems if one.fault.rule not in told]
        if not problems:
            return set()
        told |= {one.fault.rule for one in problems}
        asked = [given for edits in rows.values() for given in edits]
        blamed = set()
        where: dict[tuple[str, int], Place] = {}
        tried = trees({**self.data, **result.tried}, slips=True)
        for name, tree in tried.items():
            where |= {(name, line): place for line, place in _lines(tree)}
        by_place = {given.entry.place: given for given in asked}

        def called(line: Line) -> str:
            given = by_place.get(where.get((line.file, line.line), ()))
            return f"ô {given.spot.cell}" if given else "số đã có"

        for problem in problems:
            place = where.get((problem.file, problem.line), ())
            lines = (one for one in problem.context.values() if isinstance(one, Line))
            others = [where.get((one.file or problem.file, one.line), ()) for one in lines]
            at = next((one for one in (place, *others) if one in by_place), place)
            near = max(asked, key=lambda one: _nearness(one.entry.place, at))
            own = near.about_itself(at)
            other = next((one for one in (place, *others) if one not in (at, ())), None)
            if own and other and other[-1] in NUMBERS:
                fault = self._against(near, other, problem.fault.rule.title, tried)
            else:
                text = shown(near.cell.text) if near.cell.number else near.cell.text
                fault = worded(problem.fault, near.entry, text, called, own=own)
            self.answers.append(near.answer(fault))
            blamed |= {near.row.place} if problem.fault.rule.section in TYPED else set()
        return blamed

    def _against(
        self, given: _Given, other: Place, why: str, tried: Mapping[str, Tree] | None = None
    ) -> Fault:
        """A number that does not go with another one, which is known."""
        known = str(value_at(tried, other)) if tried else given.entry.base
        time, name = str(other[3]), str(other[-1])
        called = lowered(heading(fields(given.row.record)[name])).removesuffix(" năm")
        which = f"{called} {time_told(time)}"
        return refusals.FORM_AGAINST(
            written=shown(given.text), known=same(which), other=shown(known), why=same(lowered(why))
        )

    def returned(self) -> Mapping[str, bytes]:
        """The forms again, with the answers beside their cells."""
        made = {}
        for name, form in self.forms.items():
            own = [answer for answer in self.answers if answer.spot.file == name]
            answers: dict[Place, list[str]] = defaultdict(list)
            others: dict[str, list[str]] = defaultdict(list)
            cells = [given for given in self.given if given.spot.file == name]
            said: dict[Place, Cell] = {}
            bases = {given.entry.place: given.base or "" for given in cells}
            first: dict[Place, str] = {}
            for given in sorted(cells, key=lambda one: not one.kept):
                place, cell = given.entry.place, given.cell
                twice = not given.kept and first.setdefault(place, cell.text) != cell.text
                doubted = twice or (name, given.row.place) in self.doubted
                if not given.kept and (doubted or cell.fault):
                    # No number is put where nobody said that it belongs.
                    cell = Cell(f"{_ASKED} {cell.text.removeprefix(_ASKED).strip()}")
                    fault = _refused(given.entry, cell) if doubted else None
                    answers[place] += [given.answer(fault).words] if fault else []
                said[place] = cell
            form = form.only(said)  # noqa: PLW2901 - the same form, as far as it was handed in
            front = next((sheet.key for sheet in form.sheets), "")
            places = said.keys() | {given.row.place for given in cells}
            for answer in own:
                key = self.keys.get((name, answer.spot.sheet), front)
                if answer.place in places:
                    answers[answer.place].append(answer.words)
                else:
                    others[key].append(answer.rest)
            cover = Cover(f"Biểu nhập {form.whose}", (), form.whose, "Có chỗ cần sửa")
            if own:
                answered = Answered(said, bases, answers, others)
                made[name] = form_book(form, cover, answered)
        return made


_ASKED = "?"
"""How a cell of a copy begins that holds what was refused where it stood."""
_DOUBTED = Wording("chữ hay số đã nộp ở chỗ không rõ của ai", "something that was nobody's")
_KNOWN_BESIDE = Wording(
    "Ô này nói về số đã có, đang là “{now}”, biểu ghi “{written}”.",
    "This cell speaks of a known number; it is “{now}”, the form says “{written}”.",
)
_LEFT_BESIDE = Wording(
    "xóa ô này nếu không định đổi; đổi thì điền cả “{kind}” và “{reason}” của dòng này.",
    "empty the cell if no change is meant; else fill in both “{kind}” and “{reason}”.",
)
_NO_CHANGE = Wording(
    "không số đã có nào của dòng này đổi, nên hai ô này để trống",
    "no known number of this row changes, so both cells stay empty",
)
_TWO_PLANS = "Hai chỉ tiêu cho một năm"
_FIXED = Wording(
    "biểu chỉ thay được kết quả và chỉ tiêu đã có, không thay số này",
    "a form changes known results and plans alone; mend this one in the data file",
)


def _refused(entry: Entry, cell: Cell) -> Fault | None:
    """Why a cell is nothing to take, whatever the data is."""
    truth = entry.kind is bool and cell.text in ("TRUE", "FALSE")
    if cell.fault and not truth:
        return cell.fault
    if cell.text.startswith(_ASKED):
        return refusals.FORM_CELL(written=cell.text, kind=_DOUBTED)
    if entry.percent and cell.number and not cell.percent and 0 < abs(number(cell.text)) < 1:
        whole = shown(f"{(number(cell.text) * 100).normalize():f}")
        return refusals.FORM_SHARE(written=shown(cell.text), percent=whole)
    typed = cell.text.removesuffix("%").rstrip()
    percent = cell.percent or (typed != cell.text and is_number(typed))
    if entry.counted and (percent or (cell.number and "." in cell.text)):
        written = shown(typed) + "%" * percent if cell.number else cell.text
        return refusals.FORM_COUNT(written=written, unit=entry.counted)
    return None


def _lines(node: Any, place: Place = ()) -> Iterator[tuple[int, Place]]:
    """The lines of a tree with the place of what stands there, the innermost last."""
    yield node.line, place
    inside: Iterable[Any] = node.items() if isinstance(node, dict) else ()
    if isinstance(node, list):
        inside = [(name_of(item) or at, item) for at, item in enumerate(node)]
    for step, item in inside:
        yield from _lines(item, (*place, str(step)))


def _nearness(place: Place, other: Place) -> tuple[int, bool]:
    """How far two places lead the same way, and whether they end in the same field."""
    pairs = zip(place, other, strict=False)
    shared = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(place), len(other)))
    return shared, place[-1:] == other[-1:]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _corners(cells: str) -> tuple[int, int, int, int]:
    first, _, last = cells.partition(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last or first))
