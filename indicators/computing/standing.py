"""Where a result stands against its plan or target, judged on full precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.computing.arithmetic import Interval
from indicators.computing.figures import Figure, Kind, Period, Role, When
from indicators.computing.subject import Subject
from indicators.model import Code, Measure, TargetType

LIMITS = frozenset({TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE})
"""Types of target that every period must keep."""


class Standing(Code):
    """The status that a reader sees, worst first: a target of several series takes the worst."""

    NOT_MET = "not-met", "Chưa đạt chỉ tiêu"
    NO_BASIS = "no-basis", "Chưa đủ căn cứ đánh giá"
    NO_DATA = "no-data", "Chưa có số liệu"
    IN_PROGRESS = "in-progress", "Đang thực hiện"
    FORECAST_MET = "forecast-met", "Dự kiến đạt"
    FORECAST_EXCEEDED = "forecast-exceeded", "Dự kiến vượt"
    MET = "met", "Đạt chỉ tiêu"
    EXCEEDED = "exceeded", "Vượt chỉ tiêu"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A standing with the figures that it was judged from, and the time it speaks of."""

    standing: Standing
    because: tuple[Figure, ...] = ()
    as_of: When | None = None


def worst(standings: list[Standing]) -> Standing:
    """The worst of several standings; no standing at all is no data."""
    order = list(Standing)
    return min(standings, key=order.index, default=Standing.NO_DATA)


def against(result: Interval, wanted: Fraction, *, forecast: bool, ended: bool) -> Standing:
    """How a result stands against a number to be reached or passed.

    A result that may lie on either side (a bound that does not decide) gives no basis, unless the
    time for it has not run out. A shortfall is one only when the period has ended.
    """
    if result.low is not None and result.low >= wanted:
        if result.low != wanted or result.low_open:
            return Standing.FORECAST_EXCEEDED if forecast else Standing.EXCEEDED
        return Standing.FORECAST_MET if forecast else Standing.MET
    if forecast or not ended:
        return Standing.IN_PROGRESS
    return Standing.NO_BASIS if result.meets(Interval(wanted, None)) else Standing.NOT_MET


def inside(
    result: Interval,
    kind: TargetType,
    low: Fraction | None,
    high: Fraction | None,
    *,
    forecast: bool,
    ended: bool,
    grows: bool,
) -> Standing:
    """How a result stands against limits that every period must keep.

    More than the upper end of a range is no breach: a range says how much is wanted at least and
    up to where it counts; only a ceiling forbids more. Before the period ends only a count that
    ``grows`` until then is decided, when it has passed a lower limit.
    """
    ceiling = kind is TargetType.CEILING
    allowed = Interval(low, high if ceiling else None)
    if forecast:
        return Standing.FORECAST_MET if result.within(allowed) else Standing.IN_PROGRESS
    if result.within(allowed) and (ended or (grows and not ceiling)):
        return Standing.MET
    if not ended:
        return Standing.IN_PROGRESS
    return Standing.NO_BASIS if result.meets(allowed) else Standing.NOT_MET


def judge(subject: Subject, value: Figure, found: Mapping[Role, Figure]) -> Judgement | None:
    """Where a year stands against its plan, else its printed percentage of plan, else the limits
    of the target. A printed percentage is judged itself, not the plan that was inferred from it;
    100 as printed is a plan that was met. Of a number that was corrected since, and of cut-offs
    without a percentage of their own, it is what they are of the inferred plan. A forecast that
    was overtaken tells nothing of where its time came to stand.
    """
    plan, share = found.get(Role.PLAN), found.get(Role.PERCENT_OF_PLAN)
    if value.overtaken:
        return Judgement(Standing.NO_BASIS, (value,), value.when)
    if value.value is not None and plan and plan.kind is Kind.PUBLISHED and plan.exact is not None:
        return Judgement(_answers(subject, value, plan.exact), (value, plan), value.when)
    if share and share.value is not None:
        return Judgement(_answers(subject, share, Fraction(100)), (share,), value.when)
    if value.value is None:
        return Judgement(Standing.NO_DATA, (value,), value.when)
    return within_limits(subject, value)


def _ended(figure: Figure) -> bool:
    return not isinstance(figure.when, Period) or figure.when.complete


_GROW = frozenset({Measure.FLOW, Measure.RATIO})
"""Measures whose values only rise in the course of a year."""


def _answers(subject: Subject, result: Figure, wanted: Fraction) -> Standing:
    """How a result stands against a plan, which is one to stay under where less is better."""
    assert result.value is not None
    forecast, ended = result.is_forecast, _ended(result)
    grows = subject.indicator.measure in _GROW
    if not (ended or grows or forecast):
        return Standing.IN_PROGRESS
    if not subject.less_is_better:
        return against(result.value, wanted, forecast=forecast, ended=ended)
    return inside(
        result.value,
        TargetType.CEILING,
        None,
        wanted,
        forecast=forecast,
        ended=ended,
        grows=grows,
    )


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
        grows=subject.indicator.measure in _GROW,
    )
    return Judgement(standing, (value, *used), value.when)
