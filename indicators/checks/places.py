"""Walks through a dataset: records with their paths, and typed numbers with what governs them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple

from indicators.computing.figures import CutOff, end_of
from indicators.model import (
    Bound,
    Dataset,
    Document,
    Fact,
    FormerLevel,
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
    def ranked(self) -> bool:
        """Whether it is of a rank."""
        return self.indicator is not None and self.indicator.measure is Measure.RANK

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
    return None if rough or number is None else greatest or number


@cache
def _number_fields(record: type[Record]) -> Mapping[str, str]:
    """The fields of a record that hold numbers, by what Python calls them."""
    return {f.attribute: f.name for f in fields(record).values() if f.type in (Decimal, Number)}


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


def own_end(row: Observation) -> CutOff | None:
    """Up to when a year counts; one that tells a time of another year is told to, and no more."""
    return end_of(row) if row.through is None or row.through.year == row.period else None


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
    def _by_kind(self) -> Mapping[type[Record], Sequence[tuple[Path, Any, Any]]]:
        found: dict[type[Record], list[tuple[Path, Any, Any]]] = {}
        for path, record in self.records:
            inside = None
            if path[:1] == ("indicators",):
                inside = self.dataset.indicators[int(path[1])]
            elif path[:1] == ("targets",):
                named = self.dataset.targets[int(path[1])].indicators
                inside = next((self.by_id[name] for name in named if name in self.by_id), None)
            found.setdefault(type(record), []).append((path, inside, record))
        return found

    def of(self, *kinds: type[Record]) -> Iterator[tuple[Path, Any]]:
        """Each record of these kinds."""
        return ((path, record) for path, _, record in self.within(*kinds))

    def within(self, *kinds: type[Record]) -> Iterable[tuple[Path, Indicator, Any]]:
        """Each record of these kinds, with the indicator in which it stands, or that it is; of a
        target the first one that is held to it.
        """
        return chain.from_iterable(self._by_kind.get(kind, ()) for kind in kinds)

    @cached_property
    def results(self) -> Sequence[tuple[Path, Observation | Total, CutOff, Document]]:
        """Each result of a year or total, with the end of its time and where it was read."""
        documents = {document.id: document for document in self.dataset.documents}
        return [
            (path, row, end_of(row), document)
            for path, indicator, row in self.within(Observation, Total)
            if row.value is not None
            if (document := documents.get(row.source or indicator.source or self.dataset.source))
        ]

    def holder(self, path: Path) -> Any:
        """The record in a list of which an item stands."""
        return self.dataset.at(path[:-2])

    @cached_property
    def by_id(self) -> Mapping[str, Indicator]:
        """The indicators by their ids."""
        return {indicator.id: indicator for indicator in self.dataset.indicators}

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """Each number of the data to which a rule about typing may object.

        Years and dates are none; nor is a whole number of what is counted, which cannot be typed in
        two ways, and of which there are very many.
        """
        return [
            _amount((*path, names[attribute]), number, record, indicator)
            for kind, found in self._by_kind.items()
            if (names := _number_fields(kind))
            for path, indicator, record in found
            for attribute in names.keys() & record.model_fields_set
            if (number := getattr(record, attribute)) is not None
            if not _is_plain(number)
            or names[attribute] in _PERCENT
            or (indicator and indicator.measure in (Measure.SHARE, Measure.RANK))
        ]


_PERCENT = ("share", "percent-of-plan")


def _amount(path: Path, number: Decimal, record: Record, indicator: Indicator | None) -> Amount:
    percent = path[-1] in _PERCENT
    if indicator is None or percent:
        asked = percent or not isinstance(record, Fact)  # of what nobody knows
        signed = asked and not percent
        return Amount(path, number, None, asked, None, signed=signed, limited=percent)
    measure, signed = indicator.measure, may_be_negative(indicator)
    if path[-1] in ("numerator", "denominator", "population"):
        return Amount(path, number, indicator, percentage=False, decimals=None)
    plain, limited, rated = indicator.decimals, True, is_percentage(indicator)
    if isinstance(record, Published):
        plain, limited = None, record.figure is PublishedFigure.MEAN and measure is Measure.SHARE
        rated, signed = rated or record.figure in _PERCENTAGES, signed or record.figure in _CHANGES
    elif isinstance(record, Target) and record.type is TargetType.AVERAGE:
        plain, limited = None, measure is Measure.SHARE  # but for what single numbers must be
    return Amount(path, number, indicator, rated, plain, signed, limited)
