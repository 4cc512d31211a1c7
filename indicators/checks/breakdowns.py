"""Rules about parts and grades: whose each is, and that together they do not exceed the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from indicators.checks import places
from indicators.computing.arithmetic import decimals_of
from indicators.model import Bound, Dataset, GradeCount, Measure, Observation, Part
from indicators.reporting.findings import At, Finding, Path

_COUNTED = ("plan", "value")


def check_part_owner(dataset: Dataset) -> Iterator[Finding]:
    """A part belongs to a unit or to a group, not to both.

    Bad:  group: can-bo-nu
    Good: - unit: xa-b
    """
    for path, _, _, part in places.parts(dataset):
        if part.unit is not None and part.group is not None:
            yield Finding("part-owner", (*path, "group"), at_key=True)
        elif part.unit is None and part.group is None:
            yield Finding("part-without-owner", path)


def check_part_repeated(dataset: Dataset) -> Iterator[Finding]:
    """A unit or group has one part in a year.

    Bad:  - unit: xa-b
    Good: - unit: xa-c
    """
    for path, _, row in places.observations(dataset):
        first: dict[tuple[str | None, str | None], int] = {}
        for index, part in enumerate(row.parts):
            owner = (part.unit, part.group)
            if owner == (None, None):
                continue
            field = "unit" if part.unit else "group"
            if owner in first:
                at = At((*path, "parts", first[owner], field))
                yield Finding("part-repeated", (*path, "parts", index, field), {"first": at})
            else:
                first[owner] = index


def check_parts_over(dataset: Dataset) -> Iterator[Finding]:
    """Units partition their whole, so their sum is not above it; nor is one group.

    Bad:  value: 1600
    Good: value: 160
    """
    parents = {unit.id: unit.parent for unit in dataset.units}
    for path, indicator, row in places.observations(dataset):
        if row.parts and indicator.measure in (Measure.FLOW, Measure.STOCK):
            for field in _COUNTED:
                yield from _over(path, row, field, parents)


def _over(
    path: Path, row: Observation, field: str, parents: Mapping[str, str | None]
) -> Iterator[Finding]:
    listed = {part.unit: part for part in row.parts if part.unit}
    sums: dict[str | None, Decimal] = {}
    last: dict[str | None, int] = {}
    for index, part in enumerate(row.parts):
        number = _at_least(part, field)
        if number is None:
            continue
        if part.group is not None and part.unit is None:
            whole = _at_most(row, field)
            if whole is not None and number > whole:
                context = {"group": part.group, "whole": whole}
                yield Finding("group-over", (*path, "parts", index, field), context)
        elif part.unit is not None:
            above = _listed_parent(part.unit, parents, listed)
            sums[above] = sums.get(above, Decimal(0)) + number
            last[above] = index
    for above, total in sums.items():
        owner = listed[above] if above else row
        whole = _at_most(owner, field)
        if whole is not None and total > whole and not owner.explanation:
            context = {"sum": total, "whole": whole, "unit": above or ""}
            yield Finding("parts-over", (*path, "parts", last[above], field), context)


def _listed_parent(
    unit: str, parents: Mapping[str, str | None], listed: Mapping[str, Part]
) -> str | None:
    """The closest unit above that has a part of its own in the same row."""
    seen = {unit}
    above = parents.get(unit)
    while above is not None and above not in listed and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above if above in listed and above != unit else None


def _at_least(row: Observation | Part, field: str) -> Decimal | None:
    number: Decimal | None = getattr(row, field)
    known = field == "plan" or row.bound in (None, Bound.ABOVE, Bound.AT_LEAST)
    return number if known else None


def _at_most(row: Observation | Part, field: str) -> Decimal | None:
    number: Decimal | None = getattr(row, field)
    known = field == "plan" or row.bound in (None, Bound.BELOW, Bound.AT_MOST)
    return number if known else None


def check_publication_missing(dataset: Dataset) -> Iterator[Finding]:
    """Numbers of single units and groups stand only in data whose owner decided to publish them.

    Bad:  units:
    Good: smallest-shown: 5
    """
    if dataset.publication is None:
        for path, _, row in places.observations(dataset):
            if row.parts:
                yield Finding("publication-missing", (*path, "parts"), at_key=True)
                return


def check_smallest_shown(dataset: Dataset) -> Iterator[Finding]:
    """The least number that is shown is 1 or more: below it numbers are withheld.

    Bad:  smallest-shown: 0
    Good: smallest-shown: 5
    """
    if dataset.publication is not None and dataset.publication.smallest_shown < 1:
        yield Finding("smallest-shown", ("publication", "smallest-shown"))


def check_unit_ended(dataset: Dataset) -> Iterator[Finding]:
    """A unit has a part only in years in which its type of unit existed.

    Bad:  - unit: huyen-a
    Good: - unit: xa-b
    """
    types = {kind.id: kind for kind in dataset.unit_types}
    kinds = {unit.id: types.get(unit.type) for unit in dataset.units}
    for path, _, row, part in places.parts(dataset):
        kind = kinds.get(part.unit or "")
        if kind is None:
            continue
        begun = kind.from_ is None or kind.from_.year <= row.period
        lasting = kind.to is None or row.period <= kind.to.year
        if not (begun and lasting):
            context = {
                "unit": str(part.unit),
                "kind": kind.name,
                "period": str(row.period),
                "limit": str(kind.to if begun else kind.from_),
            }
            yield Finding("unit-ended", (*path, "unit"), context)


def check_grade_repeated(dataset: Dataset) -> Iterator[Finding]:
    """A grade is counted once in a year.

    Bad:  - grade: tot
    Good: - grade: hoan-thanh
    """
    for path, _, row in places.observations(dataset):
        first: dict[str, int] = {}
        for index, count in enumerate(row.grades):
            place = (*path, "grades", index, "grade")
            if count.grade in first:
                at = At((*path, "grades", first[count.grade], "grade"))
                yield Finding("grade-repeated", place, {"first": at})
            first.setdefault(count.grade, index)
            if count.count is None and count.share is None:
                yield Finding("grade-empty", place)


def check_grades_sum(dataset: Dataset) -> Iterator[Finding]:
    """The counts by grade add up to the number assessed, and their shares to at most 100.

    Bad:  count: 9
    Good: count: 6
    """
    grades = {grade.id for grade in dataset.grades}
    for path, _, row in places.observations(dataset):
        if not row.grades:
            continue
        complete = grades == {g.grade for g in row.grades if g.count is not None}
        counted = sum(g.count or 0 for g in row.grades)
        whole = row.denominator if row.denominator is not None else row.population
        exact = complete and row.denominator is not None
        if whole is not None and (counted > whole or (exact and counted != whole)):
            context = {"sum": counted, "whole": whole}
            yield Finding("grades-sum", (*path, "grades"), context, at_key=True)
        if sum(map(_lowest_share, row.grades)) > 100:
            context = {"sum": sum(g.share or Decimal(0) for g in row.grades)}
            yield Finding("grade-shares", (*path, "grades"), context, at_key=True)


def _lowest_share(count: GradeCount) -> Decimal:
    """The least that a printed share can have been before it was rounded."""
    if count.share is None:
        return Decimal(0)
    return count.share - Decimal("0.5").scaleb(-decimals_of(count.share))
