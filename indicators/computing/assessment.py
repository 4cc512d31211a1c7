"""Where a year stands: against its plan, its printed percentage of plan, or its target's limits."""

from __future__ import annotations

from fractions import Fraction

from indicators.computing.figures import Figure, Kind, Period, Role, Span
from indicators.computing.standing import Judgement, Standing, against, inside
from indicators.computing.subject import Subject
from indicators.model import Measure, TargetType

LIMITS = frozenset({TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE})
"""Types of target that every period must keep."""


def judge(
    subject: Subject, period: Period, value: Figure, found: dict[Role, Figure]
) -> Judgement | None:
    """Where a year stands against its plan, else its printed percentage of plan, else the limits
    of the target. A printed percentage is judged itself, not the plan that was inferred from it;
    100 as printed is a plan that was met.
    """
    plan, share = found.get(Role.PLAN), found.get(Role.PERCENT_OF_PLAN)
    if value.value is not None and plan and plan.kind is Kind.PUBLISHED and plan.exact is not None:
        return Judgement(_answers(subject, period, value, plan.exact), (value, plan), period)
    if share and share.value is not None and share.kind is Kind.PUBLISHED:
        return Judgement(_answers(subject, period, share, Fraction(100)), (share,), period)
    if value.value is None:
        return Judgement(Standing.NO_DATA, (value,), period)
    return within_limits(subject, period, value)


def _answers(subject: Subject, period: Period, result: Figure, wanted: Fraction) -> Standing:
    """How a result stands against a plan, which is one to stay under where less is better."""
    assert result.value is not None
    ends = {"forecast": result.is_forecast, "ended": period.complete}
    if subject.less_is_better:
        grows = subject.indicator.measure is Measure.FLOW
        return inside(result.value, TargetType.CEILING, None, wanted, **ends, grows=grows)
    return against(result.value, wanted, **ends)


def within_limits(subject: Subject, when: Period | Span, value: Figure) -> Judgement | None:
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
        ended=not isinstance(when, Period) or when.complete,
        grows=subject.indicator.measure in (Measure.FLOW, Measure.RATIO),
    )
    return Judgement(standing, (value, *used), when)
