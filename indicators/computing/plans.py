"""Yearly plans that no source states but a printed percentage gives away."""

from __future__ import annotations

from fractions import Fraction

from indicators.computing.arithmetic import Interval, printed, whole_numbers_giving
from indicators.computing.figures import Figure, Figures, Formula, Kind, Period, Role
from indicators.computing.subject import Subject, typed
from indicators.model import Indicator


def candidates(indicator: Indicator, value: Figure | None, share: Figure | None) -> range | None:
    """The whole numbers that as a plan give the printed percentage of plan.

    None where nothing can be said: when plans need not be whole numbers, when the value or the
    percentage is missing or only a bound, or when a percentage printed as 0 sets no greatest plan.
    """
    if value is None or share is None or indicator.decimals != 0:
        return None
    if value.exact is None or value.exact < 0 or share.exact is None:
        return None
    stands_for = printed(typed(share))
    if value.exact == 0:
        return None if stands_for.holds(Fraction(0)) else range(0)
    if stands_for.low is None or stands_for.low <= 0:
        return None
    return whole_numbers_giving(value.exact, typed(share))


def inferred_plan(
    subject: Subject, figures: Figures, period: Period, value: Figure, share: Figure | None
) -> Figure | None:
    """The plan that alone gives the printed percentage, where plans are whole numbers.

    Several candidates give the interval from the least to the greatest; none gives no figure,
    and the ledger says so. A percentage of an estimate names the plan as well as any other.
    """
    fitting = candidates(subject.indicator, value, share)
    if not fitting or share is None:
        return None
    return figures.derive(
        subject.id,
        Role.PLAN,
        period,
        Formula.WHOLE_NUMBER,
        (value, share),
        Interval(Fraction(fitting[0]), Fraction(fitting[-1])),
        subject.indicator.unit,
        decimals=0,
        kind=Kind.INFERRED,
        firm=True,
    )
