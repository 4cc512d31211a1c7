"""Rules about numbers as they were typed: their digits, signs and limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.checks import places
from indicators.checks.places import Amount
from indicators.computing.arithmetic import decimals_of
from indicators.model import Bound, Dataset, Indicator, Measure
from indicators.reporting.findings import Finding, Path


def check_number_thousands(dataset: Dataset) -> Iterator[Finding]:
    """A number with three decimals is doubtful, except among percentages and ratios.

    Bad:  value: 1.514
    Good: value: 1514
    """
    for amount in places.amounts(dataset):
        if _doubtful(amount):
            typed = str(amount.value)
            fraction = amount.decimals is None or amount.decimals >= 3
            context = {
                "thousands": typed.replace(".", ""),
                "fraction": typed,
                "longer": f"{typed}0" if fraction else "",
            }
            yield Finding("number-thousands", amount.path, context)


def _doubtful(amount: Amount) -> bool:
    whole = abs(int(amount.value))
    return not amount.percentage and decimals_of(amount.value) == 3 and 1 <= whole <= 999


def check_number_decimals(dataset: Dataset) -> Iterator[Finding]:
    """A number has no more decimals than its indicator declares.

    Bad:  value: 1514.5
    Good: value: 1514
    """
    for amount in places.amounts(dataset):
        most = amount.decimals
        if most is None or _doubtful(amount):
            continue
        if most == 0 and decimals_of(amount.value):
            yield Finding("number-decimals", amount.path, {"unit": _unit(amount.indicator)})
        elif decimals_of(amount.value.normalize()) > most:
            yield Finding("number-decimals", amount.path, {"most": str(most)})


def _unit(indicator: Indicator | None) -> str:
    return indicator.unit if indicator else ""


def check_number_negative(dataset: Dataset) -> Iterator[Finding]:
    """A count and a share are not below zero.

    Bad:  value: -15
    Good: value: 15
    """
    for amount in places.amounts(dataset):
        ranked = amount.indicator is not None and amount.indicator.measure is Measure.RANK
        if amount.value < 0 and not amount.signed and not ranked:
            yield Finding("number-negative", amount.path, {"unit": _unit(amount.indicator)})
    for path, number in _grade_numbers(dataset):
        if number < 0:
            yield Finding("number-negative", path)


def _grade_numbers(dataset: Dataset) -> Iterator[tuple[Path, Decimal | int]]:
    for path, _, row in places.observations(dataset):
        for index, count in enumerate(row.grades):
            if count.count is not None:
                yield (*path, "grades", index, "count"), count.count
            if count.share is not None:
                yield (*path, "grades", index, "share"), count.share


def check_share_over(dataset: Dataset) -> Iterator[Finding]:
    """A share is at most 100 percent.

    Bad:  value: 972
    Good: value: 97.2
    """
    for amount in places.amounts(dataset):
        share = amount.indicator is not None and amount.indicator.measure is Measure.SHARE
        if share and amount.limited and amount.value > 100:
            yield Finding("share-over", amount.path, {"write": _pointed(amount.value)})
    for path, number in _grade_numbers(dataset):
        if path[-1] == "share" and number > 100:
            yield Finding("share-over", path, {"write": _pointed(Decimal(number))})


def _pointed(value: Decimal) -> str:
    """The digits with the decimal mark after the second one: 972 was 97.2."""
    digits = str(value)
    return f"{digits[:2]}.{digits[2:]}" if digits.isdigit() else ""


def check_rank_form(dataset: Dataset) -> Iterator[Finding]:
    """A rank is a whole number from 1 on.

    Bad:  value: 0
    Good: value: 3
    """
    for amount in places.amounts(dataset):
        indicator = amount.indicator
        ranked = indicator is not None and indicator.measure is Measure.RANK and amount.limited
        if ranked and (amount.value < 1 or amount.value % 1):
            yield Finding("rank-form", amount.path)


def check_plan_zero(dataset: Dataset) -> Iterator[Finding]:
    """A plan is not 0: no percentage of it can be computed.

    Bad:  plan: 0
    Good: note: Năm nay không giao chỉ tiêu.
    """
    for path, indicator, row in places.rows(dataset):
        if row.plan is not None and row.plan == 0 and indicator.measure is not Measure.RANK:
            yield Finding("plan-zero", (*path, "plan"))


def check_denominator_zero(dataset: Dataset) -> Iterator[Finding]:
    """A denominator is above 0, not below its numerator, and not above the whole.

    Bad:  denominator: 0
    Good: denominator: 85
    """
    for path, _, row in places.observations(dataset):
        below, above, whole = row.denominator, row.numerator, row.population
        if below is not None and below == 0:
            yield Finding("denominator-zero", (*path, "denominator"))
        elif below is not None and above is not None and above > below:
            yield Finding("numerator-over", (*path, "numerator"), {"denominator": below})
        if below is not None and whole is not None and whole < below:
            yield Finding("population-under", (*path, "population"), {"denominator": below})


def check_bound_empty(dataset: Dataset) -> Iterator[Finding]:
    """A bound leaves some values possible and excludes others.

    Bad:  value: 100
    Good: value: 90
    """
    for path, indicator, row in places.rows(dataset):
        if row.value is None or row.bound is None:
            continue
        lowest = None if places.may_be_negative(indicator) else Decimal(0)
        highest = Decimal(100) if indicator.measure is Measure.SHARE else None
        if _empty(row.value, row.bound, lowest, highest):
            context = {"number": str(row.value), "lowest": lowest, "highest": highest}
            yield Finding("bound-empty", (*path, "bound"), context)


def _empty(value: Decimal, bound: Bound, lowest: Decimal | None, highest: Decimal | None) -> bool:
    """Whether the bound allows nothing or excludes nothing between the limits."""
    match bound:
        case Bound.ABOVE:
            return highest is not None and value >= highest
        case Bound.AT_MOST:
            return highest is not None and value >= highest
        case Bound.BELOW | Bound.AT_LEAST:
            return lowest is not None and value <= lowest
