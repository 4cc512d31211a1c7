"""Where a year stands: against its plan, its printed percentage of plan, or its target's limits."""

from __future__ import annotations

from fractions import Fraction

from indicators.computing.figures import Figure, Kind, Period, Role
from indicators.computing.scope import Scope
from indicators.computing.standing import Judgement, Standing, against, inside
from indicators.computing.subject import Subject
from indicators.model import Measure, TargetType

LIMITS = frozenset({TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE})
"""Types of target that every period must keep."""


def judge(scope: Scope) -> Judgement | None:
    """Where a year stands against its plan, else its printed percentage of plan, else the limits
    of the target. A printed percentage is judged itself, not the plan that was inferred from it;
    100 as printed is a plan that was met.
    """
    value = scope.figures[Role.VALUE]
    plan, share = scope.get(Role.PLAN), scope.get(Role.PERCENT_OF_PLAN)
    if value.value is not None and plan and plan.kind is Kind.PUBLISHED and plan.exact is not None:
        return Judgement(_answers(scope.subject, value, plan.exact), (value, plan), value.when)
    if share and share.value is not None and share.kind is Kind.PUBLISHED:
        return Judgement(_answers(scope.subject, share, Fraction(100)), (share,), value.when)
    if value.value is None:
        return Judgement(Standing.NO_DATA, (value,), value.when)
    return within_limits(scope.subject, value)


def _ended(figure: Figure) -> bool:
    return not isinstance(figure.when, Period) or figure.when.complete


def _answers(subject: Subject, result: Figure, wanted: Fraction) -> Standing:
    """How a result stands against a plan, which is one to stay under where less is better."""
    assert result.value is not None
    ends = {"forecast": result.is_forecast, "ended": _ended(result)}
    if subject.less_is_better:
        grows = subject.indicator.measure is Measure.FLOW
        return inside(result.value, TargetType.CEILING, None, wanted, **ends, grows=grows)
    return against(result.value, wanted, **ends)


def within_limits(subject: Subject, value: Figure) -> Judgement | None:
    """Where a value stands against the limits of its target; None when it has none."""
    target = subject.target
    if target is None or target.type not in LIMITS or value.value is None:
        return None
    used = tuple(subject.goals[role] for role in (Role.MIN, Role.MAX) if role in subject.goals)
    standing = inside(
        value.value,
        target.type,
        subject.goal(Role.MIN),
        subject.goal(Role.MAX),
        forecast=value.is_forecast,
        ended=_ended(value),
        grows=subject.indicator.measure in (Measure.FLOW, Measure.RATIO),
    )
    return Judgement(standing, (value, *used), value.when)
