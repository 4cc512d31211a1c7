"""Rules about time: years in order and inside the term, cut-offs and statuses that fit them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from indicators.checks import places
from indicators.computing.figures import FORECASTS, CutOff
from indicators.model import Dataset, Document, Indicator, Observation, Status, Term, Total
from indicators.reporting.findings import At, Finding, Path
from indicators.scalars import PartialDate


def check_model_version(dataset: Dataset) -> Iterator[Finding]:
    """The file says that it follows model 1, the only one there is.

    Bad:  model: 2
    Good: model: 1
    """
    if dataset.model != 1:
        yield Finding("model-version", ("model",))


def check_years_order(dataset: Dataset) -> Iterator[Finding]:
    """A span of time does not end before it starts.

    Bad:  start: 2025
    Good: start: 2020
    """
    term = dataset.term
    if term.end < term.start:
        yield Finding("years-order", ("term", "end"), {"start": str(term.start)})
    for index, kind in enumerate(dataset.unit_types):
        if kind.from_ and kind.to and CutOff(kind.to).latest < _first_day(kind.from_):
            path: Path = ("unit-types", index, "to")
            yield Finding("years-order", path, {"start": str(kind.from_)})
    for printed in places.published(dataset):
        start, end = printed.published.from_, printed.published.to
        if start is not None and end is not None and end < start:
            yield Finding("years-order", (*printed.path, "to"), {"start": str(start)})


def _first_day(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1)


def check_period_repeated(dataset: Dataset) -> Iterator[Finding]:
    """An indicator has one item for a year.

    Bad:  - period: 2022
    Good: - period: 2023
    """
    for path, indicator in places.indicators(dataset):
        first: dict[int, int] = {}
        for index, observation in enumerate(indicator.observations):
            place = (*path, "observations", index, "period")
            if observation.period in first:
                at = At((*path, "observations", first[observation.period], "period"))
                yield Finding("period-repeated", place, {"first": at})
            else:
                first[observation.period] = index


def check_period_order(dataset: Dataset) -> Iterator[Finding]:
    """The years of an indicator stand in order, the earliest first.

    Bad:  - period: 2022
    Good: - period: 2023
    """
    for path, indicator in places.indicators(dataset):
        latest = -1
        seen = set()
        for index, observation in enumerate(indicator.observations):
            year = observation.period
            if year < latest and year not in seen:
                context = {"above": str(latest)}
                yield Finding("period-order", (*path, "observations", index, "period"), context)
            latest = max(latest, year)
            seen.add(year)


def check_period_outside(dataset: Dataset) -> Iterator[Finding]:
    """Every year lies in the term.

    Bad:  - period: 2019
    Good: - period: 2021
    """
    start, end = dataset.term.start, dataset.term.end
    if end < start:
        return
    years = [
        *(((*path, "period"), row.period) for path, _, row in places.observations(dataset)),
        *(((*path, "through"), row.through.year) for path, _, row in places.totals(dataset)),
    ]
    for printed in places.published(dataset):
        for name, year in (("from", printed.published.from_), ("to", printed.published.to)):
            if year is not None:
                years.append(((*printed.path, name), year))
    for path, year in years:
        if not start <= year <= end:
            context = {"year": str(year), "start": str(start), "end": str(end)}
            yield Finding("period-outside", path, context)


def check_cut_off_year(dataset: Dataset) -> Iterator[Finding]:
    """A year that was counted only in part was counted up to a month of that same year.

    Bad:  through: 2022-06
    Good: through: 2023-06
    """
    for path, _, observation in places.observations(dataset):
        through = observation.through
        if through is None:
            continue
        if through.year != observation.period or through.month is None:
            context = {"period": str(observation.period)}
            yield Finding("cut-off-year", (*path, "through"), context)


def check_part_of_month(dataset: Dataset) -> Iterator[Finding]:
    """A part of a month stands beside a cut-off that names a month and no day.

    Bad:  - through: 2023
    Good: - through: 2023-12
    """
    rows: list[tuple[Path, Observation | Total]] = [
        *((path, row) for path, _, row in places.observations(dataset)),
        *((path, row) for path, _, row in places.totals(dataset)),
    ]
    for path, row in rows:
        if row.part is not None:
            through = row.through
            if through is None or through.month is None or through.day is not None:
                yield Finding("part-of-month", (*path, "part"))


def check_forecast_passed(dataset: Dataset) -> Iterator[Finding]:
    """A forecast is replaced once a later result is known.

    Bad:  value: 1500
    Good: value: 1514
    """
    for path, indicator in places.indicators(dataset):
        if any(row.status is Status.FORECAST for row in indicator.observations):
            yield from _passed(path, "observations", _results(indicator))
        if any(total.status is Status.FORECAST for total in indicator.totals):
            yield from _passed(path, "totals", _totals(indicator, dataset.term))


class _Told(NamedTuple):
    """Where a result stands in its list, when it ends, in words too, and how firm it is."""

    place: int
    end: dt.date
    when: str
    status: Status | None


def _results(indicator: Indicator) -> list[_Told]:
    """The years with a value."""
    return [
        _Told(index, CutOff(PartialDate(row.period)).latest, str(row.period), row.status)
        for index, row in enumerate(indicator.observations)
        if row.value is not None or row.numerator is not None
    ]


def _totals(indicator: Indicator, term: Term) -> list[_Told]:
    """The totals of the term; the date of any other is told to be wrong."""
    return [
        _Told(index, CutOff(total.through, total.part).latest, str(total.through), total.status)
        for index, total in enumerate(indicator.totals)
        if term.start <= total.through.year <= term.end
    ]


def _passed(path: Path, field: str, results: list[_Told]) -> Iterator[Finding]:
    for told, later in pairwise(sorted(results, key=attrgetter("end"))):
        if told.status is Status.FORECAST and later.status not in FORECASTS:
            context = {"later": later.when}
            yield Finding("forecast-passed", (*path, field, told.place, "status"), context)


def check_told_too_early(dataset: Dataset) -> Iterator[Finding]:
    """What a source tells of a time that was not over when it was issued is no final result.

    Bad:  status: official
    Good: status: estimate
    """
    told = {document.id: document for document in dataset.documents}
    for path, indicator, row in places.observations(dataset):
        if row.value is not None:
            through = row.through or PartialDate(row.period)
            source = row.source or indicator.source or dataset.source
            yield from _too_early(path, row, CutOff(through, row.part), told.get(source))
    for path, indicator, total in places.totals(dataset):
        source = total.source or indicator.source or dataset.source
        cut_off = CutOff(total.through, total.part)
        yield from _too_early(path, total, cut_off, told.get(source))


def _too_early(
    path: Path, row: Observation | Total, cut_off: CutOff, document: Document | None
) -> Iterator[Finding]:
    if document is None or document.date is None or row.status in FORECASTS:
        return
    issued = CutOff(document.date).latest
    years_before = document.date.year < cut_off.date.year
    if years_before or (row.status is Status.OFFICIAL and issued < cut_off.earliest):
        field = "value" if row.status is None else "status"
        context = {"source": document.id, "date": str(document.date), "end": str(cut_off.date)}
        yield Finding("told-too-early", (*path, field), context)
