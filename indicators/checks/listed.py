"""Rules about lists: each item is there once, and what has a time stands in its order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from operator import attrgetter

from indicators.checks import places
from indicators.checks.places import Data
from indicators.computing.figures import CutOff
from indicators.model import (
    GradeCount,
    Identified,
    Indicator,
    Part,
    Programme,
    Published,
    Record,
    Total,
)
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section

rule = partial(Rule, Section.RECORDS)

REPEATED = rule(
    "repeated",
    "Khai hai lần",
    vi="“{written}” đã có ở {first}.",
    en="“{written}” exists already ({first}).",
    mend="nếu là một mục khác thì sửa dòng này; nếu không thì gộp hai mục, số đã thay đổi thì ghi "
    "số cũ ở former.",
    mend_en="where it is another item, mend this line; else join the two, and record a number that "
    "has changed in former.",
    why="Khai hai lần thì cộng hai lần, liên kết không biết dẫn đến đâu, và không biết tin số nào.",
    bad="- unit: xa-b\n  value: 90\n- unit: xa-b",
    good="- unit: xa-b\n  value: 90\n- unit: xa-c",
    former=(
        "grade-repeated", "id-repeated", "part-repeated", "period-repeated", "programme-twice",
        "published-repeated", "reference-repeated", "total-repeated",
    ),
)  # fmt: skip


def check_repeated(data: Data) -> Iterator[Finding]:
    """What tells the items of a list apart stands in it once: ids, years and cut-offs, units and
    groups, grades, printed figures of the same years, the terms of programmes.
    """
    keys: list[tuple[Path, Hashable]] = []
    for path, name, key in _apart(data):
        listed = () if name == "term" else path[:-1]  # the first programme stands by itself
        keys.append(((*path, name), (listed, key)))
    keys += [(path, (path[:-1], name)) for path, field, name in data.references if field.listed]
    yield from (Finding(REPEATED(first=at), path) for path, at in places.repeated(keys))


def _apart(data: Data) -> Iterator[tuple[Path, str, Hashable]]:
    """What each record is told apart by: the field, and its value with what belongs to it."""
    for path, record in data.records:
        told = _of_record(record)
        if told is not None:
            yield path, *told
    for path, row in data.dated.items():
        name = "period" if row.record.through is None else "through"
        yield path, name, (row.end.date.year, row.end.in_year)


def _of_record(record: Record) -> tuple[str, Hashable] | None:
    match record:
        case Identified():
            return "id", record.id
        case Part():
            name = "unit" if record.unit else "group"
            return (name, (record.unit, record.group)) if record.unit or record.group else None
        case GradeCount():
            return "grade", record.grade
        case Published():
            return "figure", (record.figure, record.from_, record.to)
        case Programme() if record.term:
            return "term", record.term
        case Total():
            return "through", CutOff(record.through, record.part)
    return None


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
    for path, indicator in data.indicators:
        yield from _years(path, indicator)
    for changed in data.changes:
        if changed.index:
            before = changed.record.former[changed.index - 1].date
            shared = min(len([part for part in d if part]) for d in (before, changed.former.date))
            if tuple(changed.former.date)[:shared] < tuple(before)[:shared]:
                yield Finding(ORDER(above=str(before)), (*changed.path, "date"))


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
