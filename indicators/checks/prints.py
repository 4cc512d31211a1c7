"""Rules about figures that a source printed: where each may stand, and that it is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from indicators.checks import places
from indicators.checks.targets import fits
from indicators.model import (
    Dataset,
    Indicator,
    Measure,
    Observation,
    PublishedFigure,
    TargetType,
    Total,
)
from indicators.reporting.findings import At, Finding, Path
from indicators.reporting.rules import Wording

_OF_YEARS = (
    PublishedFigure.MEAN,
    PublishedFigure.SUM,
    PublishedFigure.CHANGE,
    PublishedFigure.CHANGE_PERCENT,
)
_OF_A_YEAR = (
    PublishedFigure.PERCENT_OF_PLAN,
    PublishedFigure.CHANGE,
    PublishedFigure.CHANGE_PERCENT,
)
_OF_A_TOTAL = (PublishedFigure.PERCENT_OF_TARGET, PublishedFigure.YEARS_EARLY)

LEAST_PERCENT, MOST_PERCENT = Decimal(20), Decimal(500)
"""Between these lies a whole year's result in percent of its plan, unless it is explained."""


def _allowed(holder: Observation | Total | None) -> tuple[PublishedFigure, ...]:
    match holder:
        case Observation():
            return _OF_A_YEAR
        case Total():
            return _OF_A_TOTAL
    return _OF_YEARS


def _home(figure: PublishedFigure, indicator: Indicator) -> Wording:
    """Where a figure of this kind is declared."""
    if figure in _OF_A_TOTAL:
        return Wording("published của một mục totals", "published of an item of totals")
    if figure in _OF_A_YEAR:
        return Wording("published của một năm", "published of a year")
    return Wording(f"published của {indicator.id}", f"published of {indicator.id}")


def check_published_place(dataset: Dataset) -> Iterator[Finding]:
    """A published figure stands with what it was computed from: a year, a total, several years.

    Bad:  - figure: mean
    Good: - figure: percent-of-plan
    """
    for path, indicator, holder, printed in places.published(dataset):
        allowed = _allowed(holder)
        if printed.figure not in allowed:
            listed = ", ".join(figure.value for figure in allowed)
            context = {"home": _home(printed.figure, indicator), "allowed": listed}
            yield Finding("published-place", (*path, "figure"), context)
        elif printed.figure is PublishedFigure.SUM and indicator.measure is not Measure.FLOW:
            context = {"measure": indicator.measure.value}
            yield Finding("published-sum", (*path, "figure"), context)


def check_published_years(dataset: Dataset) -> Iterator[Finding]:
    """A figure over several years says from which to which; another one has no such years.

    Bad:  value: 96.68
    Good: to: 2022
    """
    for path, _, holder, printed in places.published(dataset):
        for name, year in (("from", printed.from_), ("to", printed.to)):
            if holder is None and year is None and printed.figure in _OF_YEARS:
                context = {"figure": printed.figure.value, "field": name}
                yield Finding("published-years", path, context)
            if holder is not None and year is not None:
                yield Finding("published-no-years", (*path, name), {"field": name}, at_key=True)


def check_percent_unlikely(dataset: Dataset) -> Iterator[Finding]:
    """A printed percentage that no plan or result confirms is one that a year can have.

    Bad:  value: 1.119
    Good: value: 111.9
    """
    for path, _, holder, printed in places.published(dataset):
        if printed.figure is not PublishedFigure.PERCENT_OF_PLAN or printed.explanation:
            continue
        if not isinstance(holder, Observation) or _recomputed(holder):
            continue
        least = Decimal(0) if holder.through or holder.value == 0 else LEAST_PERCENT
        if not least <= printed.value <= MOST_PERCENT:
            context = _with_plan(holder.value, printed.value)
            yield Finding("percent-unlikely", (*path, "value"), context)


def _recomputed(row: Observation) -> bool:
    return row.value is not None and row.plan is not None


def _with_plan(result: Decimal | None, percent: Decimal) -> dict[str, object]:
    """The result and the whole plan of which it is about so many percent."""
    if result is None or percent <= 0:
        return {}
    return {"result": result, "plan": round(result * 100 / percent)}


def check_published_repeated(dataset: Dataset) -> Iterator[Finding]:
    """A figure is published once for the same years.

    Bad:  value: 112.2
    Good: value: 112.15
    """
    first: dict[tuple[object, ...], Path] = {}
    for path, _, _, printed in places.published(dataset):
        key = (path[:-1], printed.figure, printed.from_, printed.to)
        if key in first:
            at = At((*first[key], "figure"))
            yield Finding("published-repeated", (*path, "figure"), {"first": at})
        else:
            first[key] = path


def check_published_target(dataset: Dataset) -> Iterator[Finding]:
    """A percentage of the target needs a target for the whole term.

    Bad:  type: end-value
    Good: type: term-total
    """
    sound = _sound_targets(dataset)
    told: set[str] = set()
    for path, indicator, holder, printed in places.published(dataset):
        if not isinstance(holder, Total) or printed.figure not in _OF_A_TOTAL:
            continue
        types = sound.get(indicator.id, ())
        if types is not None and TargetType.TERM_TOTAL not in types and indicator.id not in told:
            told.add(indicator.id)
            yield Finding("published-target", (*path, "figure"), {"indicator": indicator.id})


def _sound_targets(dataset: Dataset) -> dict[str, tuple[TargetType, ...] | None]:
    """The types of each indicator's targets; None where one is told to be another than meant."""
    known = {indicator.id for indicator in dataset.indicators}
    types: dict[str, tuple[TargetType, ...] | None] = {}
    for target in dataset.targets:
        sound = fits(target)
        for name in target.indicators if known.issuperset(target.indicators) else known:
            before = types.get(name, ())
            types[name] = (*before, target.type) if sound and before is not None else None
    return types


def check_explanation_digits(dataset: Dataset) -> Iterator[Finding]:
    """An explanation holds no digits: the ledger writes the numbers beside it.

    Bad:  explanation: Trung bình của 96,2 và 97,15.
    Good: explanation: Nguồn không nêu cách tính.
    """
    explained: Iterator[tuple[Path, str | None]] = chain(
        ((item.path, item.published.explanation) for item in places.published(dataset)),
        ((path, row.explanation) for path, _, row in places.rows(dataset)),
        ((path, total.explanation) for path, _, total in places.totals(dataset)),
    )
    for path, explanation in explained:
        if explanation and re.search(r"\d", explanation):
            yield Finding("explanation-digits", (*path, "explanation"))
