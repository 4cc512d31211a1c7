"""Rules about ids: each is declared once, and each one that is named exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from indicators.checks import places
from indicators.model import Dataset, Programme, Sourced
from indicators.reading.codes import closest, folded, unknown_id
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Rule, Section, Wording

rule = partial(Rule, Section.IDS)


class _Kind(NamedTuple):
    """What ids of one list are called, and the list's name."""

    noun: Wording
    listed: str


_SOURCE = _Kind(Wording("nguồn", "source"), "documents")
_DOCUMENT = _Kind(Wording("văn bản", "document"), "documents")
_INDICATOR = _Kind(Wording("chỉ tiêu", "indicator"), "indicators")
_UNIT = _Kind(Wording("đơn vị", "unit"), "units")
_UNIT_TYPE = _Kind(Wording("loại đơn vị", "type of unit"), "unit-types")
_GROUP = _Kind(Wording("nhóm", "group"), "groups")
_GRADE = _Kind(Wording("mức xếp loại", "grade"), "grades")

_Reference = tuple[Path, str | None, _Kind]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check_id_unknown(dataset: Dataset) -> Iterator[Finding]:
    """An id that is named is declared.

    Of a list in which an id stands twice nothing is said: the one that is not found is one of
    the two.
    """
    lists = {str(path[0]): records for path, records in _lists(dataset) if len(path) == 1}
    sets = {name: frozenset(r.id for r in records) for name, records in lists.items()}
    for path, name, kind in _references(dataset):
        if name is None or name in sets[kind.listed]:
            continue
        if len(sets[kind.listed]) == len(lists[kind.listed]):
            meant = _meant(lists[kind.listed], name)
            yield Finding(unknown_id(kind.noun, kind.listed, meant), path)


def _meant(records: Sequence[_Named], name: str) -> str:
    """The id of the record that is called so, else the closest id, else an empty text."""
    called = {folded(str(getattr(r, "name", getattr(r, "title", "")))): r.id for r in records}
    return called.get(name) or closest(tuple(record.id for record in records), name)


def _references(dataset: Dataset) -> Iterator[_Reference]:
    yield ("source",), dataset.source, _SOURCE
    yield from _target_references(dataset)
    yield from _row_references(dataset)
    for index, unit in enumerate(dataset.units):
        yield ("units", index, "type"), unit.type, _UNIT_TYPE
        yield ("units", index, "parent"), unit.parent, _UNIT
    if dataset.programme is not None:
        yield from _programme_references(dataset.programme)
    for index, solution in enumerate(dataset.solutions):
        path: Path = ("solutions", index)
        yield from _sourced(path, solution)
        yield from _several((*path, "indicators"), solution.indicators, _INDICATOR)
        yield from _several((*path, "documents"), solution.documents, _DOCUMENT)


def _programme_references(programme: Programme) -> Iterator[_Reference]:
    yield ("programme", "document"), programme.document, _DOCUMENT
    for index, step in enumerate(programme.steps):
        path: Path = ("programme", "steps", index)
        yield from _sourced(path, step)
        yield from _several((*path, "indicators"), step.indicators, _INDICATOR)
        yield from _several((*path, "documents"), step.documents, _DOCUMENT)


def _target_references(dataset: Dataset) -> Iterator[_Reference]:
    for index, target in enumerate(dataset.targets):
        path: Path = ("targets", index)
        yield (*path, "set-by"), target.set_by, _DOCUMENT
        yield (*path, "source"), target.source, _SOURCE
        yield from _several((*path, "indicators"), target.indicators, _INDICATOR)


def _row_references(dataset: Dataset) -> Iterator[_Reference]:
    for path, indicator in places.indicators(dataset):
        yield from _sourced(path, indicator)
        yield (*path, "plan-set-by"), indicator.plan_set_by, _DOCUMENT
        yield (*path, "numerator"), indicator.numerator, _INDICATOR
        yield (*path, "denominator"), indicator.denominator, _INDICATOR
    for path, _, observation in places.observations(dataset):
        yield from _sourced(path, observation)
        for at, count in enumerate(observation.grades):
            yield (*path, "grades", at, "grade"), count.grade, _GRADE
    for path, _, _, part in places.parts(dataset):
        yield from _sourced(path, part)
        yield (*path, "unit"), part.unit, _UNIT
        yield (*path, "group"), part.group, _GROUP
    for path, _, total in places.totals(dataset):
        yield from _sourced(path, total)
    for printed in places.published(dataset):
        yield from _sourced(printed.path, printed.published)
    for changed in places.changes(dataset):
        yield (*changed.path, "source"), changed.former.source, _SOURCE


def _sourced(path: Path, record: Sourced) -> Iterator[_Reference]:
    if record.source is not None:
        yield (*path, "source"), record.source, _SOURCE


def _several(path: Path, names: Iterable[str], kind: _Kind) -> Iterator[_Reference]:
    for index, name in enumerate(names):
        yield (*path, index), name, kind


ID_REPEATED = rule(
    "id-repeated",
    "Mã khai hai lần",
    vi="Mã “{written}” đã có ở {first}.",
    en="The id “{written}” exists already ({first}).",
    mend="đặt mã khác, hoặc gộp hai mục.",
    mend_en="choose another id, or join the two items.",
    why="Mã thành địa chỉ; hai mục cùng mã thì liên kết không biết dẫn đến đâu.",
    bad="- id: xa-b",
    good="- id: xa-c",
)


def check_id_repeated(dataset: Dataset) -> Iterator[Finding]:
    """An id is declared once in its list."""
    for path, records in _lists(dataset):
        first: dict[str, int] = {}
        for index, record in enumerate(records):
            if record.id in first:
                at = At((*path, first[record.id], "id"))
                yield Finding(ID_REPEATED(first=at), (*path, index, "id"))
            else:
                first[record.id] = index


def _lists(dataset: Dataset) -> Iterator[tuple[Path, Sequence[_Named]]]:
    lists: Mapping[str, Sequence[_Named]] = {
        "documents": dataset.documents,
        "targets": dataset.targets,
        "indicators": dataset.indicators,
        "unit-types": dataset.unit_types,
        "units": dataset.units,
        "groups": dataset.groups,
        "grades": dataset.grades,
        "solutions": dataset.solutions,
    }
    for name, records in lists.items():
        yield (name,), records
    for index, document in enumerate(dataset.documents):
        yield ("documents", index, "facts"), document.facts
    if dataset.programme is not None:
        yield ("programme", "steps"), dataset.programme.steps


REFERENCE_REPEATED = rule(
    "reference-repeated",
    "Mã liệt kê hai lần",
    vi="“{written}” đã liệt kê ở {first}.",
    en="“{written}” is listed already ({first}).",
    mend="xóa dòng này.",
    mend_en="delete the line.",
    why="Liệt kê hai lần thì bảng hiện hai dòng giống nhau.",
    bad="- ket-nap\n- ket-nap",
    good="- ket-nap",
)


def check_reference_repeated(dataset: Dataset) -> Iterator[Finding]:
    """A list names the same id once."""
    for path, names in _name_lists(dataset):
        for index, name in enumerate(names):
            if name in names[:index]:
                at = At((*path, names.index(name)))
                yield Finding(REFERENCE_REPEATED(first=at), (*path, index))


def _name_lists(dataset: Dataset) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for index, target in enumerate(dataset.targets):
        yield ("targets", index, "indicators"), target.indicators
    for index, solution in enumerate(dataset.solutions):
        yield ("solutions", index, "indicators"), solution.indicators
        yield ("solutions", index, "documents"), solution.documents
    for index, step in enumerate(dataset.programme.steps if dataset.programme else ()):
        yield ("programme", "steps", index, "indicators"), step.indicators
        yield ("programme", "steps", index, "documents"), step.documents


UNIT_LOOP = rule(
    "unit-loop",
    "Đơn vị nằm dưới chính mình",
    vi="Theo các trường parent, đơn vị “{unit}” nằm dưới chính nó.",
    en="By its parents, the unit “{unit}” lies below itself.",
    mend="kiểm tra parent của các đơn vị; đơn vị cao nhất không có parent.",
    mend_en="check the units' parents; the highest unit has none.",
    why="Cây đơn vị phải có gốc, nếu không thì không cộng được từ dưới lên.",
    bad="parent: xa-b",
    good="parent: tinh",
)


def check_unit_loop(dataset: Dataset) -> Iterator[Finding]:
    """No unit lies, through its parents, below itself."""
    parents = {unit.id: unit.parent for unit in dataset.units}
    for index, unit in enumerate(dataset.units):
        seen = {unit.id}
        above = unit.parent
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == unit.id:
            yield Finding(UNIT_LOOP(unit=unit.id), ("units", index, "parent"))
