"""What filled forms ask of the data: the changes, or what must be mended where."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol

from indicators import read
from indicators.computing.units import Registry
from indicators.editing.edit import Change, EditError, Place, Put, Tree, edited
from indicators.editing.lines import copied
from indicators.editing.places import name_of, value_at
from indicators.editing.setting import OF_VALUE, Told
from indicators.forms import refusals
from indicators.forms.form import (
    ASIDE,
    HEADINGS,
    NUMBERS,
    WHY,
    Entry,
    Row,
    headed,
    shown,
    time_told,
)
from indicators.forms.reading import EMPTY, Answer, Given, HandedIn, Spot, returned
from indicators.model import Part
from indicators.reading.load import trees
from indicators.reporting.findings import Line
from indicators.reporting.problems import Problem, inert
from indicators.reporting.rules import Fault, Section, Wording, same
from indicators.words.wording import lowered

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
    said = HandedIn(dataset)
    for name, content in files.items():
        said.open(name, content)
    said.of_one_period()
    taking = _Taking(said, data, today)
    changes = taking.changes()
    if not said.answers:
        return Taken(changes, lost=said.lost)
    order = [*files]
    answers = sorted(said.answers, key=lambda a: (order.index(a.spot.file), *_at(a.spot)))
    copies: dict[str, bytes] = {}
    for name in said.forms:
        own = [answer for answer in answers if answer.spot.file == name]
        if own:
            copies[name] = returned(files[name], said.grids[name], own)
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


class _Taking:
    """What was handed in, held against the data."""

    def __init__(self, said: HandedIn, data: Mapping[str, bytes], today: dt.date) -> None:
        self.said, self.data, self.today = said, data, today
        self.answers, self.spoiled = said.answers, said.spoiled
        self.known, self.places = trees(data), Registry(said.dataset)

    def changes(self) -> Sequence[Change]:
        """What the cells ask for; what of it cannot be is told."""
        unsure, rows = {*self.spoiled}, defaultdict[Place, list[Given]](list)
        for given in self._edits():
            rows[given.row.place].append(given)
        sound = {at: row for at, row in rows.items() if at not in self.spoiled and self._may(row)}
        made = self._made(sound)
        if _Trial(self.data, made).problems or self.answers:
            self._judge(edits for place, edits in rows.items() if place not in unsure)
            sound = {place: edits for place, edits in sound.items() if place not in self.spoiled}
            made = self._made(sound)
            self._check(_Trial(self.data, made), sound)
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

    def _made(self, rows: dict[Place, list[Given]]) -> Sequence[Change]:
        """The changes that rows ask for; a row that cannot be written is told, and goes."""
        wanted, made = {name: copied(tree) for name, tree in self.known.items()}, list[Change]()
        for place, (first, *others) in [*rows.items()]:
            try:
                for change in (*self._begun(first.row, wanted), self._told([first, *others])):
                    change.apply(wanted)
                    made.append(change)
            except EditError as error:
                fault = refusals.FORM_EDIT(written=first.cell.text, why=same(str(error)))
                self.answers.append(first.answer(fault))
                del rows[place]
        return made

    def _edits(self) -> Iterator[Given]:
        """The cells that say something new, each once."""
        first: dict[Place, Given] = {}
        for given in self.said.given:
            entry, text = given.entry, given.text
            if given.kept or entry.same(text, entry.base):
                continue
            other = first.setdefault(entry.place, given)
            fault = given.refused()
            if not (fault or entry.same(text, other.text)):
                where = str(other.spot)
                fault = refusals.FORM_TWICE(
                    written=shown(text), other=shown(other.text), where=where
                )
            if not (fault or given.base is None or entry.same(given.base, entry.base)):
                was, now = (shown(one) or EMPTY for one in (given.base, entry.base))
                fault = refusals.FORM_MOVED(written=shown(text), base=was, now=now)
                if self._published(given) not in (None, given.entry.base):
                    fault = refusals.FORM_HIDDEN()
            if fault:
                self.spoiled.add(given.row.place)
                self.answers.append(given.answer(fault))
        yield from first.values()

    def _published(self, given: Given) -> str | None:
        """What a form of the site says in a cell."""
        form = self.said.forms.get(given.spot.file)
        place = given.entry.elsewhere or given.entry.place
        return self.said.asked(form.period, published=True).known.get(place, "") if form else None

    def _may(self, edits: Sequence[Given]) -> bool:
        """Whether known numbers of a row may become others, and do where it says why."""
        row, told, before = edits[0].row, self._told(edits), len(self.answers)
        kept, names = told.kept(self.known), {one.entry.field.name for one in edits}
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
            elif ("value" if beside else name) in kept and told.said.keys() != {*WHY}:
                now = shown(entry.choices.get(entry.base, entry.base)) or EMPTY
                words = (same(_KNOWN_BESIDE), same(_LEFT_BESIDE)) if beside else ()
                fault = refusals.FORM_KNOWN(*words, written=shown(written), now=now)
            self.answers += [given.answer(fault)] if fault else []
        return len(self.answers) == before

    def _told(self, edits: Sequence[Given]) -> Told:
        """What a row asks for; what stands in it beside a number that changes is said of that."""
        row = edits[0].row
        asked: dict[str, str | None] = {one.entry.field.name: one.text for one in edits}
        said = {name: asked.pop(name) for name in WHY if name in asked}
        told = Told(row.place, row.record, asked, said, self.today)
        beside = OF_VALUE if "value" in told.kept(self.known) else ()
        kept = {name: row.entries[name].base for name in beside if row.entries[name].base}
        return told._replace(asked={**kept, **asked})

    def _begun(self, row: Row, wanted: Mapping[str, Tree]) -> Iterator[Change]:
        """A new time of which only parts are told has no number of its own yet."""
        whole = row.place[:4]
        there = value_at(wanted, whole) or {}
        new = row.record is Part and value_at(self.known, whole) is None
        if new and not there.keys() & {"value", "answer", "numerator", "grades", "missing"}:
            yield Put((*whole, "missing"), UNREPORTED)

    def _check(self, trial: _Trial, rows: Mapping[Place, Sequence[Given]]) -> None:
        """Let the data's own rules judge the result, each answer at the cells that it is about."""
        asked = [given for edits in rows.values() for given in edits]
        by_place = {given.entry.place: given for given in asked}

        def called(line: Line) -> str:
            given = by_place.get(trial.at(line))
            return f"ô {given.spot.cell}" if given else "số đã có"

        for problem in trial.problems:
            place, fault = trial.at(problem), problem.fault
            lines = (one for one in problem.context.values() if isinstance(one, Line))
            others = [trial.at(one) for one in lines]
            at = next((one for one in (place, *others) if one in by_place), place)
            near = max(asked, key=lambda one: _nearness(one.entry.place, at))
            row = near.row.place
            own = at[: len(row)] == row and at[-1] == near.entry.place[-1]  # or a former one of it
            other = next((one for one in (place, *others) if one not in (at, ())), None)
            if own and other and other[-1] in NUMBERS:
                known = str(value_at(trial.trees, other))
                told = self._against(near, other, known, fault.rule.title)
            else:
                told = _worded(fault, near.entry, _shown(near), called, own=own)
            for given in {
                one.spot: one for one in (near, self._whole(at, trial, by_place)) if one
            }.values():
                self.answers.append(given.answer(told))

    def _whole(self, at: Place, trial: _Trial, by_place: Mapping[Place, Given]) -> Given | None:
        """The cell of what a number is a part of: the closest unit above that has one, or all."""
        above = self.places.above(str(at[5])) if at[4:5] == ("parts",) else ()
        wholes = [*((*at[:5], unit, at[-1]) for unit in above), (*at[:4], at[-1])]
        return by_place.get(
            next(one for one in wholes if one == wholes[-1] or value_at(trial.trees, one))
        )

    def _against(self, given: Given, other: Place, known: str, why: str) -> Fault:
        """A number that does not go with another one, which is known."""
        time, name = str(other[3]), str(other[-1])
        called = lowered(HEADINGS[name]).removesuffix(" năm")
        which = f"{called} {time_told(time)}"
        return refusals.FORM_AGAINST(
            written=shown(given.text), known=same(which), other=shown(known), why=same(lowered(why))
        )


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
