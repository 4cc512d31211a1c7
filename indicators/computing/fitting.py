"""Which whole numbers a count and its printed percentage leave for what it is a percentage of."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from indicators.computing.arithmetic import Interval, printed
from indicators.computing.figures import Figure, Role, typed
from indicators.computing.formulas import Formula
from indicators.computing.scope import Scope
from indicators.model import Indicator

Told = Iterable[tuple[Figure | None, Figure | None]]
"""Counts, each with the percentage that was printed beside it."""


def evidence(
    indicator: Indicator, value: Figure | None, share: Figure | None
) -> tuple[Interval, Interval] | None:
    """What a value and its printed percentage stand for, where they tell of a whole.

    They do not when the whole need not be a whole number, when one of the two is missing or only
    a bound, or when a percentage printed as 0 sets no greatest whole.
    """
    if value is None or value.value is None or share is None or share.exact is None:
        return None
    counted = value.role in (Role.NUMERATOR, Role.COUNT) and value.decimals == 0
    if value.exact is None or value.exact < 0 or not (counted or indicator.decimals == 0):
        return None
    stands_for = printed(typed(share))
    if value.exact == 0:
        told = not stands_for.holds(value.exact)
    else:
        told = stands_for.low is not None and stands_for.low > 0
    return (value.value, stands_for) if told else None


def fitting(home: Scope, role: Role, indicator: Indicator, told: Told, unit: str) -> Figure | None:
    """Keeps the whole that alone gives a printed percentage, where none is stated.

    Several that do give the interval from the least to the greatest; none gives no figure, and
    the ledger says so. A percentage of an estimate names its whole as well as any other. Of
    several percentages the one that leaves the fewest tells it, the first among equals: the
    others are held against it.
    """
    found: list[tuple[Fraction, int, Figure, Figure, tuple[Interval, Interval]]] = []
    for value, share in told:
        taken = evidence(indicator, value, share)
        fits = Formula.WHOLE_NUMBER.way.apply(taken, ()) if taken else None
        if taken and value and share and fits and fits.low is not None and fits.high is not None:
            found.append((fits.high - fits.low, len(found), value, share, taken))
    if not found:
        return None
    *_, value, share, taken = min(found, key=lambda item: item[:2])
    return home.derive(role, Formula.WHOLE_NUMBER, value, share, taken=taken, unit=unit)
