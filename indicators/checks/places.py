"""Walks through a dataset: records with their paths, and typed numbers with what governs them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from indicators.computing.figures import CutOff, end_of
from indicators.model import (
    Bound,
    Dataset,
    Fact,
    Former,
    FormerLevel,
    GradeCount,
    Indicator,
    Measure,
    Observation,
    Part,
    Published,
    PublishedFigure,
    Record,
    Target,
    TargetType,
    Total,
)
from indicators.reading.fields import Reference, fields, records, references
from indicators.reporting.findings import At, Path
from indicators.scalars import Number


def repeated(keys: Iterable[tuple[Path, Hashable]]) -> Iterator[tuple[Path, At]]:
    """Each place whose key was met before, with where it was first."""
    first: dict[Hashable, Path] = {}
    for path, key in keys:
        if first.setdefault(key, path) is not path:
            yield path, At(first[key])


class Timed(NamedTuple):
    """A year or a total with its path, its indicator and up to when it counts."""

    path: Path
    indicator: Indicator
    record: Observation | Total
    end: CutOff


class Printed(NamedTuple):
    """A published figure with its path and the records that hold it."""

    path: Path
    indicator: Indicator
    holder: Observation | Total | None
    published: Published


@dataclass(frozen=True, slots=True)
class Changed:
    """A former value with its path, its index among others, and the record that was changed."""

    path: Path
    indicator: Indicator | None
    record: Observation | Part | Total | Target
    index: int
    former: Former | FormerLevel

    @property
    def numbers(self) -> Sequence[str]:
        """The fields of what may have been another number."""
        return LEVELS if isinstance(self.former, FormerLevel) else ("value", "plan")


def _formers(
    record: Observation | Part | Total | Target,
) -> Sequence[Former | FormerLevel]:
    return record.former


class Amount(NamedTuple):
    """A typed number with what governs how it may be typed."""

    path: Path
    value: Decimal
    indicator: Indicator | None
    percentage: bool
    """Whether it is a percentage or ratio, which may well have three decimals."""
    decimals: int | None
    """The most decimals that it may have, where that is declared."""
    signed: bool = False
    """Whether it may be below zero."""
    limited: bool = False
    """Whether it lies between the limits of the indicator's own values."""

    @property
    def share(self) -> bool:
        """Whether it is a part of a whole, in percent."""
        if self.indicator is None:
            return self.path[-1] == "share"
        return self.indicator.measure is Measure.SHARE


_ONE = Decimal(1)
_PERCENTAGES = (
    PublishedFigure.PERCENT_OF_PLAN,
    PublishedFigure.PERCENT_OF_TARGET,
    PublishedFigure.CHANGE_PERCENT,
)
_CHANGES = (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)


def is_percentage(indicator: Indicator) -> bool:
    """Whether the indicator's values are percentages or ratios."""
    return indicator.measure in (Measure.SHARE, Measure.RATIO, Measure.RATE, Measure.INDEX)


def may_be_negative(indicator: Indicator) -> bool:
    """Whether the indicator's values may be below zero: rates, and sums of money.

    What is counted has no decimals, whether that is declared or not.
    """
    money = indicator.measure in (Measure.FLOW, Measure.STOCK) and bool(indicator.decimals)
    return money or indicator.measure is Measure.RATE


def least(row: Observation | Part | Total, field: str = "value") -> Decimal | None:
    """The least that a typed number says it may be, None where it says none."""
    number: Decimal | None = getattr(row, field)
    rough = field == "value" and (row.approximate or row.bound in (Bound.BELOW, Bound.AT_MOST))
    return None if rough else number


def most(row: Observation | Part | Total, field: str = "value") -> Decimal | None:
    """The most that a typed number says it may be, None where it says none."""
    number: Decimal | None = getattr(row, field)
    rough = field == "value" and (row.approximate or row.bound in (Bound.ABOVE, Bound.AT_LEAST))
    greatest: Decimal | None = getattr(row, f"{field}_max", None)
    return None if rough else greatest or number


def _of_indicator(path: Path, number: Decimal, indicator: Indicator) -> Amount:
    percentage, signed = is_percentage(indicator), may_be_negative(indicator)
    return Amount(path, number, indicator, percentage, indicator.decimals, signed, limited=True)


@cache
def _number_fields(record: type[Record]) -> Sequence[tuple[str, str]]:
    """The fields of a record that hold numbers: the name in the file, and what Python calls it."""
    numbers = (Decimal, Number)
    return [(f.name, f.attribute) for f in fields(record).values() if f.type in numbers]


def _is_plain(number: Decimal) -> bool:
    """Whether a number is whole, without decimals and a minus sign."""
    return number.same_quantum(_ONE) and not number.is_signed()


LEVELS = ("value", "min", "above", "max", "below")
"""The fields of what a target asks."""


def levels(target: Target | FormerLevel) -> Iterator[tuple[str, Decimal]]:
    """The numbers that a target asks or asked by their fields' names."""
    for name in (*LEVELS, "base"):
        number = getattr(target, name, None)
        if number is not None:
            yield name, number


class Data:
    """A dataset with what rules ask for in it, each found once: records with their paths."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def records(self) -> Sequence[tuple[Path, Record]]:
        """Every record of the data."""
        return records(self.dataset)

    @cached_property
    def references(self) -> Sequence[Reference]:
        """Every id that names a record of a list."""
        return list(references(self.records))

    @cached_property
    def indicators(self) -> Sequence[tuple[Path, Indicator]]:
        """Each indicator."""
        return [(("indicators", i), item) for i, item in enumerate(self.dataset.indicators)]

    @cached_property
    def observations(self) -> Sequence[tuple[Path, Indicator, Observation]]:
        """Each observation, with its indicator."""
        return [
            ((*path, "observations", index), indicator, row)
            for path, indicator in self.indicators
            for index, row in enumerate(indicator.observations)
        ]

    @cached_property
    def parts(self) -> Sequence[tuple[Path, Indicator, Observation, Part]]:
        """Each unit's or group's part, with its indicator and its observation."""
        return [
            ((*path, "parts", index), indicator, row, part)
            for path, indicator, row in self.observations
            for index, part in enumerate(row.parts)
        ]

    @cached_property
    def rows(self) -> Sequence[tuple[Path, Indicator, Observation | Part]]:
        """Each record that may hold a value for a year: observations and their parts."""
        return [*self.observations, *((path, of, part) for path, of, _, part in self.parts)]

    @cached_property
    def totals(self) -> Sequence[tuple[Path, Indicator, Total]]:
        """Each cumulative total, with its indicator."""
        return [
            ((*path, "totals", index), indicator, total)
            for path, indicator in self.indicators
            for index, total in enumerate(indicator.totals)
        ]

    @cached_property
    def timed(self) -> Sequence[Timed]:
        """Each year and each cumulative total."""
        years = (Timed(*item, end_of(item[2])) for item in self.observations)
        sums = (Timed(*item, end_of(item[2])) for item in self.totals)
        return [*years, *sums]

    @cached_property
    def dated(self) -> Mapping[Path, Timed]:
        """Each year and cut-off; one of another year is told to be that, and nothing else."""
        return {
            row.path: row
            for row in self.timed
            if isinstance(row.record, Observation) and row.end.date.year == row.record.period
        }

    @cached_property
    def published(self) -> Sequence[Printed]:
        """Each published figure; one of an indicator itself has no further holder."""
        holders: list[tuple[Path, Indicator, Observation | Total | None]] = [
            *((path, indicator, None) for path, indicator in self.indicators),
            *self.observations,
            *self.totals,
        ]
        return [
            Printed((*path, "published", index), indicator, holder, item)
            for path, indicator, holder in holders
            for index, item in enumerate((holder or indicator).published)
        ]

    @cached_property
    def changes(self) -> Sequence[Changed]:
        """Each former value of a row, a total or a target."""
        targets = enumerate(self.dataset.targets)
        first = {item.id: item for item in self.dataset.indicators}
        records: list[tuple[Path, Indicator | None, Observation | Part | Total | Target]] = [
            *self.rows,
            *self.totals,
            *((("targets", k), first.get((*item.indicators, "")[0]), item) for k, item in targets),
        ]
        return [
            Changed((*path, "former", index), indicator, record, index, former)
            for path, indicator, record in records
            for index, former in enumerate(_formers(record))
        ]

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """Each number of the data to which a rule about typing may object.

        Years, dates and counts of grades are none; nor is a whole number of what is counted, which
        cannot be typed in two ways, and of which there are very many.
        """
        return list(self._amounts())

    def _amounts(self) -> Iterator[Amount]:
        by_id = {indicator.id: indicator for indicator in self.dataset.indicators}
        for path, record in self.records:
            indicator = None
            if path[:1] == ("indicators",):
                indicator = self.dataset.indicators[int(path[1])]
            elif path[:1] == ("targets",):
                named = self.dataset.targets[int(path[1])].indicators
                indicator = next((by_id[name] for name in named if name in by_id), None)
            if isinstance(record, GradeCount) and record.count is not None:
                yield Amount((*path, "count"), Decimal(record.count), None, False, 0)
            for name, attribute in _number_fields(type(record)):
                number = getattr(record, attribute)
                if number is not None:
                    yield from _amount((*path, name), number, record, indicator)


def _amount(
    path: Path, number: Decimal, record: Record, indicator: Indicator | None
) -> Iterator[Amount]:
    name = path[-1]
    if isinstance(record, Published) and indicator is not None:
        percentage = record.figure in _PERCENTAGES or is_percentage(indicator)
        signed = record.figure in _CHANGES or may_be_negative(indicator)
        shared = record.figure is PublishedFigure.MEAN and indicator.measure is Measure.SHARE
        yield Amount(path, number, indicator, percentage, None, signed, limited=shared)
    elif isinstance(record, Target) and record.type is TargetType.AVERAGE and indicator is not None:
        made = _of_indicator(path, number, indicator)  # but for what single numbers must be
        yield made._replace(decimals=None, limited=indicator.measure is Measure.SHARE)
    elif name in ("share", "percent-of-plan"):
        yield Amount(path, number, None, percentage=True, decimals=None, limited=True)
    elif indicator is None:
        asked = not isinstance(record, Fact)  # of what nobody knows
        yield Amount(path, number, None, percentage=asked, decimals=None, signed=asked)
    elif indicator.measure in (Measure.SHARE, Measure.RANK) or not _is_plain(number):
        if name in ("numerator", "denominator", "population"):
            yield Amount(path, number, indicator, percentage=False, decimals=None)
        else:
            yield _of_indicator(path, number, indicator)
