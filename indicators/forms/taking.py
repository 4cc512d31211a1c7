"""What filled forms ask of the data: the changes, or what must be mended where."""

from __future__ import annotations

import datetime as dt
import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol

from indicators import read
from indicators.editing.edit import Change, EditError, Place, Put, Tree, edited
from indicators.editing.lines import copied
from indicators.editing.places import name_of, value_at
from indicators.editing.setting import OF_VALUE, Told
from indicators.forms import refusals
from indicators.forms.form import NUMBERS, WHY, heading, time_told
from indicators.forms.reading import EMPTY, Answer, Given, HandedIn, Spot
from indicators.forms.returning import returned
from indicators.forms.worded import TYPED, shown, worded
from indicators.model import Former, Part
from indicators.reading.fields import fields
from indicators.reading.load import trees
from indicators.reporting.findings import Line
from indicators.reporting.problems import inert
from indicators.reporting.rules import Fault, Rule, Wording, same
from indicators.words.wording import lowered

UNREPORTED = "Chưa báo cáo."
"""Why there is no number yet of a time of which only parts are told."""

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
    said = HandedIn(dataset)
    for name, content in files.items():
        said.open(name, content)
    said.of_one_period()
    taking = _Taking(said, data, today)
    changes = taking.changes()
    if not said.answers:
        return Taken(changes)
    order = [*files]
    answers = sorted(said.answers, key=lambda a: (order.index(a.spot.file), *_at(a.spot)))
    copies: dict[str, bytes] = {}
    for name in said.forms:
        own = [answer for answer in answers if answer.spot.file == name]
        if own:
            copies[name] = returned(files[name], said.grids[name], own)
    return Taken((), answers, copies)


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
        self.known = trees(data)

    def changes(self) -> Sequence[Change]:
        """What the cells ask for; what of it cannot be is told."""
        rows: dict[Place, list[Given]] = defaultdict(list)
        for given in self._edits():
            rows[given.row.place].append(given)
        rows = {p: edits for p, edits in rows.items() if p not in self.spoiled and self._may(edits)}
        made, told = self._made(rows), set[Rule]()
        while made and (blamed := self._check(made, rows, told)):
            rows = {place: edits for place, edits in rows.items() if place not in blamed}
            made = self._made(rows)
        return made

    def _made(self, rows: dict[Place, list[Given]]) -> Sequence[Change]:
        """The changes that rows ask for; a row that cannot be written is told, and goes."""
        wanted = {name: copied(tree) for name, tree in self.known.items()}
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

    def _edits(self) -> Iterator[Given]:
        """The cells that say something new, each once."""
        first: dict[Place, Given] = {}
        for given in self.said.given:
            entry, text = given.entry, given.text
            if given.kept or entry.same(text, entry.base):
                continue
            other = first.setdefault(entry.place, given)
            if not entry.same(text, other.text):
                where = str(other.spot)
                fault = refusals.FORM_TWICE(
                    written=shown(text), other=shown(other.text), where=where
                )
            elif given.base is not None and not entry.same(given.base, entry.base):
                was, now = (shown(one) or EMPTY for one in (given.base, entry.base))
                fault = refusals.FORM_MOVED(written=shown(text), base=was, now=now)
                if self._published(given) not in (None, given.entry.base):
                    fault = refusals.FORM_HIDDEN()
            else:
                continue
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
        said = {given.entry.field.name: given for given in edits}
        known = [given for given in edits if given.entry.field.name in NUMBERS and given.entry.base]
        known = [given for given in known if given.entry.field.name != "value" or not _came(said)]
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
                    now=shown(now) or EMPTY,
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

    def _told(self, edits: Sequence[Given], wanted: Mapping[str, Tree]) -> Iterator[Change]:
        """What a row asks for; a new time of which only parts are told has none of its own yet."""
        row = edits[0].row
        asked: dict[str, str | None] = {one.entry.field.name: one.text for one in edits}
        said = {name: asked.pop(name) for name in WHY if name in asked}
        known = {one.entry.field.name: one for one in edits}
        if "value" in asked and row.entries["value"].base and not _came(known):
            # What stands in the row beside a new number is said of it.
            beside = (name for name in OF_VALUE if row.entries[name].base)
            asked |= {name: row.entries[name].base for name in beside if name not in asked}
        whole = row.place[:4]
        there = value_at(wanted, whole) or {}
        new = row.record is Part and value_at(self.known, whole) is None
        if new and not there.keys() & {"value", "answer", "numerator", "grades", "missing"}:
            yield Put((*whole, "missing"), UNREPORTED)
        yield Told(row.place, row.record, asked, said, self.today)

    def _check(
        self, made: Sequence[Change], rows: Mapping[Place, Sequence[Given]], told: set[Rule]
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
            row = near.row.place
            own = (
                at[: len(row)] == row and at[-1] == near.entry.place[-1]
            )  # or a former number of it
            other = next((one for one in (place, *others) if one not in (at, ())), None)
            if own and other and other[-1] in NUMBERS:
                fault = self._against(near, other, problem.fault.rule.title, tried)
            else:
                text = shown(near.cell.text) if near.cell.number else near.cell.text
                fault = worded(problem.fault, near.entry, text, called, own=own)
            self.answers.append(near.answer(fault))
            blamed |= {row} if problem.fault.rule.section in TYPED else set()
        return blamed

    def _against(
        self, given: Given, other: Place, why: str, tried: Mapping[str, Tree] | None = None
    ) -> Fault:
        """A number that does not go with another one, which is known."""
        known = str(value_at(tried, other)) if tried else given.entry.base
        time, name = str(other[3]), str(other[-1])
        called = lowered(heading(fields(given.row.record)[name])).removesuffix(" năm")
        which = f"{called} {time_told(time)}"
        return refusals.FORM_AGAINST(
            written=shown(given.text), known=same(which), other=shown(known), why=same(lowered(why))
        )


def _came(said: Mapping[str, Given]) -> bool:
    """Whether a row tells the result where a number was only expected."""
    status = next(iter(said.values())).row.entries.get("status")
    now = said["status"].text if "status" in said else ""
    expected = status is not None and status.base == "forecast" != now
    return expected and "value" in said and not said.keys() & {*WHY}


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
