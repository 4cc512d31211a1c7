"""Walks through a dataset: records with their paths, and typed numbers with what governs them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from indicators.computing.figures import CutOff
from indicators.model import (
    Dataset,
    Former,
    Indicator,
    Measure,
    Observation,
    Part,
    Published,
    PublishedFigure,
    Target,
    Total,
)
from indicators.reporting.findings import At, Path
from indicators.scalars import PartialDate

_Item = TypeVar("_Item")
_Walk = Callable[[Dataset], Iterator[_Item]]

_walked: dict[str, tuple[Dataset, Sequence[Any]]] = {}
"""What each walk last found, with the dataset that it was taken through."""


def forget() -> None:
    """Let go of the datasets that were walked through, and of what was found in them."""
    _walked.clear()


def _once(walk: _Walk[_Item]) -> Callable[[Dataset], Sequence[_Item]]:
    """A walk that is taken once through a dataset: dozens of rules ask for the same records."""

    @wraps(walk)
    def found(dataset: Dataset) -> Sequence[_Item]:
        through, items = _walked.get(walk.__name__, (None, ()))
        if through is not dataset:
            items = list(walk(dataset))
            _walked[walk.__name__] = (dataset, items)
        return items

    return found


def repeated(keys: Iterable[tuple[Path, Hashable]]) -> Iterator[tuple[Path, At]]:
    """Each place whose key was met before, with where it was first."""
    first: dict[Hashable, Path] = {}
    for path, key in keys:
        if first.setdefault(key, path) is not path:
            yield path, At(first[key])


def indicators(dataset: Dataset) -> Iterator[tuple[Path, Indicator]]:
    """Each indicator with its path."""
    for index, indicator in enumerate(dataset.indicators):
        yield ("indicators", index), indicator


@_once
def observations(dataset: Dataset) -> Iterator[tuple[Path, Indicator, Observation]]:
    """Each observation with its path and its indicator."""
    for path, indicator in indicators(dataset):
        for index, observation in enumerate(indicator.observations):
            yield (*path, "observations", index), indicator, observation


@_once
def parts(dataset: Dataset) -> Iterator[tuple[Path, Indicator, Observation, Part]]:
    """Each unit's or group's part with its path, its indicator and its observation."""
    for path, indicator, observation in observations(dataset):
        for index, part in enumerate(observation.parts):
            yield (*path, "parts", index), indicator, observation, part


@_once
def rows(dataset: Dataset) -> Iterator[tuple[Path, Indicator, Observation | Part]]:
    """Each record that may hold a value for a year: observations and their parts."""
    for path, indicator, observation in observations(dataset):
        yield path, indicator, observation
        for index, part in enumerate(observation.parts):
            yield (*path, "parts", index), indicator, part


@_once
def totals(dataset: Dataset) -> Iterator[tuple[Path, Indicator, Total]]:
    """Each cumulative total with its path and its indicator."""
    for path, indicator in indicators(dataset):
        for index, total in enumerate(indicator.totals):
            yield (*path, "totals", index), indicator, total


class Timed(NamedTuple):
    """A year or a total with its path, its indicator and up to when it counts."""

    path: Path
    indicator: Indicator
    record: Observation | Total
    end: CutOff


@_once
def timed(dataset: Dataset) -> Iterator[Timed]:
    """Each year and each cumulative total."""
    for path, indicator, row in observations(dataset):
        end = CutOff(row.through or PartialDate(row.period), row.part)
        yield Timed(path, indicator, row, end)
    for path, indicator, total in totals(dataset):
        yield Timed(path, indicator, total, CutOff(total.through, total.part))


class Printed(NamedTuple):
    """A published figure with its path and the records that hold it."""

    path: Path
    indicator: Indicator
    holder: Observation | Total | None
    published: Published


@_once
def published(dataset: Dataset) -> Iterator[Printed]:
    """Each published figure; one of an indicator itself has no further holder."""
    for path, indicator in indicators(dataset):
        for index, item in enumerate(indicator.published):
            yield Printed((*path, "published", index), indicator, None, item)
    for path, indicator, observation in observations(dataset):
        for index, item in enumerate(observation.published):
            yield Printed((*path, "published", index), indicator, observation, item)
    for path, indicator, total in totals(dataset):
        for index, item in enumerate(total.published):
            yield Printed((*path, "published", index), indicator, total, item)


@dataclass(frozen=True, slots=True)
class Changed:
    """A former value with its path, its index among others, and the record that was changed."""

    path: Path
    indicator: Indicator
    record: Observation | Part | Total
    index: int
    former: Former


@_once
def changes(dataset: Dataset) -> Iterator[Changed]:
    """Each former value of a row or a total."""
    changed: Sequence[tuple[Path, Indicator, Observation | Part | Total]]
    for changed in (rows(dataset), totals(dataset)):
        for path, indicator, record in changed:
            for index, former in enumerate(record.former):
                yield Changed((*path, "former", index), indicator, record, index, former)


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


_ONE = Decimal(1)
_PERCENTAGES = (
    PublishedFigure.PERCENT_OF_PLAN,
    PublishedFigure.PERCENT_OF_TARGET,
    PublishedFigure.CHANGE_PERCENT,
)
_CHANGES = (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)


def is_percentage(indicator: Indicator) -> bool:
    """Whether the indicator's values are percentages or ratios."""
    return indicator.measure in (Measure.SHARE, Measure.RATIO, Measure.RATE)


def may_be_negative(indicator: Indicator) -> bool:
    """Whether the indicator's values may be below zero: rates, and sums of money.

    What is counted has no decimals, whether that is declared or not.
    """
    money = indicator.measure in (Measure.FLOW, Measure.STOCK) and bool(indicator.decimals)
    return money or indicator.measure is Measure.RATE


@_once
def amounts(dataset: Dataset) -> Iterator[Amount]:
    """Each number of the data to which a rule about typing may object.

    Years, dates and counts of grades are none; nor is a whole number of what is counted, which
    cannot be typed in two ways, and of which there are very many.
    """
    for index, document in enumerate(dataset.documents):
        for at, fact in enumerate(document.facts):
            yield Amount(("documents", index, "facts", at, "value"), fact.value, None, False, None)
    yield from _target_amounts(dataset)
    for path, indicator, row in rows(dataset):
        yield from _row_amounts(path, indicator, row)
    for path, indicator, total in totals(dataset):
        yield _of_indicator((*path, "value"), total.value, indicator)
    for path, indicator, _, printed in published(dataset):
        yield Amount(
            (*path, "value"),
            printed.value,
            indicator,
            printed.figure in _PERCENTAGES or is_percentage(indicator),
            decimals=None,
            signed=printed.figure in _CHANGES or may_be_negative(indicator),
            limited=printed.figure is PublishedFigure.MEAN,
        )
    for changed in changes(dataset):
        for name in ("value", "plan"):
            number = getattr(changed.former, name)
            if number is not None:
                yield _of_indicator((*changed.path, name), number, changed.indicator)


def _of_indicator(path: Path, number: Decimal, indicator: Indicator) -> Amount:
    return Amount(
        path,
        number,
        indicator,
        is_percentage(indicator),
        indicator.decimals,
        may_be_negative(indicator),
        limited=True,
    )


def _row_amounts(path: Path, indicator: Indicator, row: Observation | Part) -> Iterator[Amount]:
    limited = indicator.measure in (Measure.SHARE, Measure.RANK)
    for name in ("value", "plan", "proposed"):
        number = getattr(row, name)
        if number is not None and (limited or not _is_plain(number)):
            yield _of_indicator((*path, name), number, indicator)
    for name in ("numerator", "denominator", "population"):
        number = getattr(row, name, None)
        if number is not None and not _is_plain(number):
            yield Amount((*path, name), number, indicator, False, None)


def _is_plain(number: Decimal) -> bool:
    """Whether a number is whole, without decimals and a minus sign."""
    return number.same_quantum(_ONE) and not number.is_signed()


def _target_amounts(dataset: Dataset) -> Iterator[Amount]:
    by_id = {indicator.id: indicator for indicator in dataset.indicators}
    for index, target in enumerate(dataset.targets):
        indicator = next((by_id[name] for name in target.indicators if name in by_id), None)
        for name, number in levels(target):
            path: Path = ("targets", index, name)
            if indicator is None:
                yield Amount(path, number, None, True, None, signed=True)
            else:
                yield _of_indicator(path, number, indicator)


def levels(target: Target) -> Iterator[tuple[str, Decimal]]:
    """The numbers of a target by their fields' names."""
    for name in ("value", "min", "max", "base"):
        number = getattr(target, name)
        if number is not None:
            yield name, number
