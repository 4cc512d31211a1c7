"""Rules about lists: each item is there once, each id that is named is one of its list, and what
has a time stands in its order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from indicators.checks.places import Data, own_end, repeated
from indicators.computing.figures import CutOff, end_of
from indicators.model import (
    Dataset,
    Former,
    FormerLevel,
    GradeCount,
    Identified,
    Indicator,
    Observation,
    Part,
    Programme,
    Published,
    Record,
    Target,
    Total,
)
from indicators.reading.codes import closest, folded, unknown_id
from indicators.reading.fields import fields
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section, Wording

rule = partial(Rule, Section.RECORDS)

REPEATED = rule(
    "repeated",
    "Khai hai lần",
    vi="“{written}” đã có ở {first}.",
    en="“{written}” exists already ({first}).",
    mend="mục khác thì sửa dòng này; không thì gộp hai mục, số đã thay đổi thì ghi ở former.",
    mend_en="mend the line of another item; else join the two, with a changed number in former.",
    why="Khai hai lần thì cộng hai lần, liên kết không biết dẫn đến đâu, và không biết tin số nào.",
    bad="- unit: xa-b\n  value: 90\n- unit: xa-b",
    good="- unit: xa-b\n  value: 90\n- unit: xa-c",
    former=(
        "former-id", "grade-repeated", "id-repeated", "part-repeated", "period-repeated",
        "programme-twice", "published-repeated", "reference-repeated", "target-twice",
        "total-repeated",
    ),
)  # fmt: skip


_FORMER = (
    Wording(
        "Mã cũ “{written}” đang là mã, hoặc cũng là mã cũ, của mục ở {first}.",
        "The former id “{written}” is an id, or a former one, of another item too ({first}).",
    ),
    Wording(
        "giữ mã cũ ở đúng một mục, nơi mã ấy nay có tên khác; mã đang dùng thì không ghi.",
        "keep it with the one item that was called so; leave out an id that is in use.",
    ),
)
_NAMED = Wording("mục khác thì sửa mã; chép thừa thì xóa.", "mend the id, or delete the copy.")
_BOUND_TWICE = (
    Wording(
        "“{written}” đã thuộc một chỉ tiêu khác cũng loại {type} ({first}).",
        "“{written}” belongs to another target of type {type} already ({first}).",
    ),
    Wording(
        "giữ ở một chỉ tiêu; mức đã điều chỉnh thì ghi mức cũ ở former; mức khác thì theo dõi bằng "
        "một mã riêng trong indicators.",
        "keep it in one target; one that was adjusted has its former level in former; follow "
        "another level by an indicator of its own.",
    ),
)


def check_repeated(data: Data) -> Iterator[Finding]:
    """What tells the items of a list apart stands in it once: ids, former ones too, years and
    cut-offs, units and groups, grades, printed figures of the same years, the terms of programmes.
    """
    keys: list[tuple[Path, Hashable]] = []
    former: list[tuple[Path, Hashable]] = []
    for path, record in data.records:
        name, key = _apart(record)
        listed = () if name == "term" else path[:-1]  # the first programme stands by itself
        keys += [((*path, name), (listed, key))] if name else []
        for index, old in enumerate(record.former_ids if isinstance(record, Identified) else ()):
            former.append(((*path, "former-ids", index), (listed, old)))
    keys += [(path, (path[:-1], name)) for path, field, name in data.references if field.listed]
    for path, first in repeated([*keys, *former]):
        named = isinstance(path[-1], int)
        words = _FORMER if "former-ids" in path else (None, _NAMED) if named else ()
        yield Finding(REPEATED(*words, first=first), path)


def check_bound_twice(data: Data) -> Iterator[Finding]:
    """An indicator is bound by one target of each type in a term."""
    names = (
        ((*path, "indicators", index), (target.term, target.type, name))
        for path, target in data.of(Target)
        for index, name in enumerate(target.indicators)
    )
    for path, first in repeated(names):
        if first.path[:2] != path[:2]:
            kind = data.dataset.at((*path[:2], "type")).value
            yield Finding(REPEATED(*_BOUND_TWICE, first=first, type=kind), path)


def _apart(record: Record) -> tuple[str, Hashable]:
    """What a record is told apart by: the field, and its value with what belongs to it."""
    match record:
        case Identified():
            return "id", record.id
        case Part() if record.unit or record.group:
            return "unit" if record.unit else "group", (record.unit, record.group)
        case GradeCount():
            return "grade", record.grade
        case Published():
            return "figure", (record.figure, record.from_, record.to)
        case Programme() if record.term:
            return "term", record.term
        case Total():
            return "through", end_of(record)
        case Observation() if end := own_end(record):
            return "through" if record.through else "period", (end.date.year, end.in_year)
    return "", None


ID_RENAMED = Rule(
    Section.IDS,
    "id-renamed",
    "Mã đã đổi",
    vi="Mã “{written}” nay là “{write}”.",
    en="The id “{written}” is “{write}” now.",
    why="Mã cũ ở former-ids chỉ để địa chỉ đã công bố còn dẫn tới; trong dữ liệu, mỗi mục một mã.",
    bad="- unit: thon-b",
    good="- unit: xa-b",
    certain=True,
)


def check_id_unknown(data: Data) -> Iterator[Finding]:
    """An id that is named is declared.

    Of a list in which an id stands twice nothing is said: the one that is not found is one of
    the two.
    """
    listed = (
        f for f in fields(Dataset).values() if "id" in fields(f.record or Dataset) and f.listed
    )
    lists: dict[str, Sequence[Any]] = {field.name: field.of(data.dataset) for field in listed}
    known = {name: [record.id for record in listed] for name, listed in lists.items()}
    sets = {name: frozenset(ids) for name, ids in known.items()}
    for path, field, name in data.references:
        home = field.refers
        if name in sets[home] or len(sets[home]) < len(known[home]):
            continue
        renamed = {old: record.id for record in lists[home] for old in record.former_ids}
        if name in renamed:
            yield Finding(ID_RENAMED.typed(renamed[name]), path)
        else:
            called = {folded(getattr(r, "name", "") or r.title): r.id for r in lists[home]}
            meant = called.get(name) or closest(known[home], name)
            other = next((other for other in sets if name in sets[other]), "")
            yield Finding(unknown_id(field.noun, home, meant, other), path)


ORDER = rule(
    "order",
    "Không theo thứ tự thời gian",
    vi="“{written}” đứng sau {above}.",
    en="“{written}” stands after {above}.",
    mend="chuyển mục này lên trên, theo thứ tự thời gian.",
    mend_en="move the item up, so that all stand in the order of time.",
    why="Đúng thứ tự thì dễ thấy năm nào thiếu, lũy kế tăng hay giảm, số nào thay số nào.",
    bad="- period: 2023\n  value: 1365\n- period: 2022",
    good="- period: 2022\n  value: 1365\n- period: 2023",
    former=("former-order", "period-order", "total-order"),
)


def check_order(data: Data) -> Iterator[Finding]:
    """Years and changes stand in the order of time. The cut-offs of a year do so among
    themselves; the whole of it may stand before or after them.
    """
    for path, indicator in data.of(Indicator):
        yield from _years(path, indicator)
    for path, former in data.of(Former, FormerLevel):
        index = int(path[-1])
        before = data.holder(path).former[index - 1].date if index else former.date
        shared = min(len([part for part in date if part]) for date in (before, former.date))
        if tuple(former.date)[:shared] < tuple(before)[:shared]:
            yield Finding(ORDER(above=str(before)), (*path, "date"))


def _years(path: Path, indicator: Indicator) -> Iterator[Finding]:
    latest, seen, ends = -1, set[int](), dict[int, CutOff]()
    for index, row in enumerate(indicator.observations):
        year, place = row.period, (*path, "observations", index)
        if year < latest and year not in seen:
            yield Finding(ORDER(above=str(latest)), (*place, "period"))
        latest = max(latest, year)
        seen.add(year)
        if row.through is not None and row.through.year == year:
            end = CutOff(row.through, row.part)
            if end.latest < ends.get(year, end).latest:
                yield Finding(ORDER(above=str(ends[year].date)), (*place, "through"))
            ends[year] = max(end, ends.get(year, end), key=attrgetter("latest"))
