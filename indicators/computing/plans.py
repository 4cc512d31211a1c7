"""Yearly plans that no source states but a printed percentage gives away."""

from __future__ import annotations

from indicators.computing.arithmetic import Interval, printed
from indicators.computing.figures import Figure, Role, typed
from indicators.computing.formulas import Formula
from indicators.computing.scope import Scope
from indicators.model import Indicator


def evidence(
    indicator: Indicator, value: Figure | None, share: Figure | None
) -> tuple[Interval, Interval] | None:
    """What a value and its printed percentage of plan stand for, where they tell of a plan.

    They do not when plans need not be whole numbers, when one of the two is missing or only a
    bound, or when a percentage printed as 0 sets no greatest plan.
    """
    if value is None or share is None or indicator.decimals != 0:
        return None
    if value.value is None or value.exact is None or value.exact < 0 or share.exact is None:
        return None
    stands_for = printed(typed(share))
    if value.exact == 0:
        told = not stands_for.holds(value.exact)
    else:
        told = stands_for.low is not None and stands_for.low > 0
    return (value.value, stands_for) if told else None


def inferred_plan(scope: Scope, value: Figure) -> None:
    """Keeps the plan that alone gives the printed percentage, where none is stated.

    Several that do give the interval from the least to the greatest; none gives no figure, and
    the ledger says so. A percentage of an estimate names the plan as well as any other.
    """
    share = scope.get(Role.PERCENT_OF_PLAN)
    taken = evidence(scope.subject.indicator, value, share)
    if taken is not None and scope.get(Role.PLAN) is None:
        scope.derive(Role.PLAN, Formula.WHOLE_NUMBER, value, share, taken=taken)
