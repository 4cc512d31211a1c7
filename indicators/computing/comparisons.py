"""How a year compares: with its plan, with the limit of its target, and with the year before."""

from __future__ import annotations

from indicators.computing.figures import Figure, Period, Role
from indicators.computing.formulas import Formula
from indicators.computing.scope import Scope
from indicators.model import Measure, TargetType


def compare_with_plan(scope: Scope, value: Figure) -> None:
    """Keeps what a result is in percent of its plan, and by how much it is over the plan."""
    plan = scope.get(Role.PLAN)
    if (
        plan is not None
        and scope.subject.is_comparable
        and scope.derive(Role.PERCENT_OF_PLAN, Formula.PERCENT, value, plan)
    ):
        scope.derive(Role.OVER_PLAN, Formula.DIFFERENCE, value, plan)


def compare_with_limit(scope: Scope, value: Figure) -> None:
    """Keeps the distance to a floor or a ceiling, positive on the allowed side."""
    subject = scope.subject
    kind = subject.target.type if subject.target and subject.is_comparable else None
    if kind is TargetType.FLOOR:
        scope.derive(Role.MARGIN, Formula.DIFFERENCE, value, subject.goals.get(Role.MIN))
    elif kind is TargetType.CEILING:
        scope.derive(Role.MARGIN, Formula.DIFFERENCE, subject.goals.get(Role.MAX), value)


def compare_with_year_before(scope: Scope, value: Figure, before: Figure | None) -> None:
    """Keeps the change from the year before, and recomputes the changes that a source printed.

    A part of a year is no year, so only a stock is compared in the middle of one.
    """
    subject, measure = scope.subject, scope.subject.indicator.measure
    if before is None or value.exact is None or before.exact is None or measure is Measure.YES_NO:
        return
    whole = all(isinstance(item.when, Period) and item.when.complete for item in (before, value))
    comparable = (whole and measure is not Measure.FLOW) or measure is Measure.STOCK
    if comparable or scope.get(Role.CHANGE):
        decimals = subject.change_decimals(value, before)
        scope.derive(Role.CHANGE, Formula.DIFFERENCE, value, before, decimals=decimals)
    if scope.get(Role.CHANGE_PERCENT):
        scope.derive(Role.CHANGE_PERCENT, Formula.CHANGE_PERCENT, value, before)
