"""Rules about cumulative totals: in order, never falling, never below what they contain."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.checks import places
from indicators.computing.figures import FORECASTS, CutOff
from indicators.model import Bound, Dataset, Indicator, Observation, Total
from indicators.reporting.findings import At, Finding, Path
from indicators.scalars import PartialDate

_NOT_BELOW = (None, Bound.ABOVE, Bound.AT_LEAST)
_NOT_ABOVE = (None, Bound.BELOW, Bound.AT_MOST)


def _cut_off(total: Total) -> CutOff:
    return CutOff(total.through, total.part)


def _with_totals(dataset: Dataset) -> Iterator[tuple[Path, Indicator]]:
    for path, indicator in places.indicators(dataset):
        if indicator.totals:
            yield path, indicator


def check_total_order(dataset: Dataset) -> Iterator[Finding]:
    """Cumulative totals stand in the order of time, one for each cut-off.

    Bad:  value: 3047
    Good: value: 4714
    """
    for path, indicator in _with_totals(dataset):
        first: dict[CutOff, int] = {}
        above: CutOff | None = None
        for index, total in enumerate(indicator.totals):
            place = (*path, "totals", index, "through")
            cut_off = _cut_off(total)
            if cut_off in first:
                at = At((*path, "totals", first[cut_off], "through"))
                yield Finding("total-repeated", place, {"first": at})
                continue
            first[cut_off] = index
            if not dataset.term.start <= cut_off.date.year <= dataset.term.end:
                continue  # told to be outside the term, so its place is not known
            if above is not None and cut_off.latest < above.latest:
                context = {"at": _in_words(cut_off), "above": _in_words(above)}
                yield Finding("total-order", place, context)
            else:
                above = cut_off


def _in_words(cut_off: CutOff) -> str:
    """A cut-off as its fields are typed."""
    return f"{cut_off.date}, part: {cut_off.part.value}" if cut_off.part else str(cut_off.date)


def check_total_falls(dataset: Dataset) -> Iterator[Finding]:
    """A cumulative total is not below an earlier one.

    Bad:  value: 3100
    Good: value: 3050
    """
    for path, indicator in _with_totals(dataset):
        if _falls_at_times(indicator):
            continue
        highest: tuple[Decimal, int] | None = None
        for index, total in sorted(
            enumerate(indicator.totals), key=lambda item: _cut_off(item[1]).latest
        ):
            if highest and total.bound in _NOT_ABOVE and total.value < highest[0]:
                at = At((*path, "totals", highest[1], "value"))
                context = {"before": highest[0], "first": at}
                yield Finding("total-falls", (*path, "totals", index, "value"), context)
            elif total.bound in _NOT_BELOW and (not highest or total.value >= highest[0]):
                highest = (total.value, index)


def _falls_at_times(indicator: Indicator) -> bool:
    """Whether a year's value is negative, so that a sum of years may fall."""
    return any(row.value is not None and row.value < 0 for row in indicator.observations)


def check_total_under_years(dataset: Dataset) -> Iterator[Finding]:
    """A cumulative total is not below the sum of the years that end before its cut-off.

    Bad:  value: 3000
    Good: value: 3050
    """
    for path, indicator in _with_totals(dataset):
        if _falls_at_times(indicator):
            continue
        for index, total in enumerate(indicator.totals):
            years = sum(
                (row.value for row in indicator.observations if row.value and _within(row, total)),
                Decimal(0),
            )
            if total.bound in _NOT_ABOVE and total.value < years:
                place = (*path, "totals", index, "value")
                yield Finding("total-under-years", place, {"sum": years})


def _within(row: Observation, total: Total) -> bool:
    """Whether the total must contain the year's value: it ended before, and is as firm."""
    end = CutOff(row.through or PartialDate(row.period), row.part)
    firm = row.status not in FORECASTS or total.status in FORECASTS
    return firm and row.bound in _NOT_BELOW and end.latest <= _cut_off(total).earliest
