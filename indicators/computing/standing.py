"""Where a result stands against its plan or target, judged on full precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.computing.arithmetic import Interval, point
from indicators.computing.figures import Figure, Kind, Period, Role, When
from indicators.computing.subject import LIMITS, Aim, Subject, beyond
from indicators.model import Better, Code, Measure, TargetType
from indicators.scalars import PartialDate


class Standing(Code):
    """The status that a reader sees, worst first: a target of several series takes the worst."""

    NOT_MET = "not-met", "Chưa đạt chỉ tiêu"
    WITHDRAWN = "withdrawn", "Phụ thuộc số đã rút"
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
    return min(standings, key=list(Standing).index, default=Standing.NO_DATA)


def against(
    result: Interval,
    wanted: Interval,
    *,
    forecast: bool,
    ended: bool,
    grows: bool = False,
    goal: bool = False,
    waits: bool = False,
) -> Standing:
    """How a result stands against what is wanted: a ``goal`` may also be passed, and a shortfall
    that ``waits`` is none yet.

    Before the end of its time only what ``grows`` until then is decided, once it has reached what
    it cannot lose, or passed what it cannot give back. A result that may lie on either side (a
    bound that does not decide) gives no basis, unless its time has not run out.
    """
    final = result
    if not (ended or forecast):
        final = Interval(result.low, None, result.low_open) if grows else Interval(None, None)
    if final.within(wanted):
        edge = wanted.only_limit
        passed = goal and edge is not None and not result.holds(edge)
        if forecast:
            return Standing.FORECAST_EXCEEDED if passed else Standing.FORECAST_MET
        return Standing.EXCEEDED if passed else Standing.MET
    if forecast or waits or (not ended and final.meets(wanted)):
        return Standing.IN_PROGRESS
    return Standing.NO_BASIS if final.meets(wanted) else Standing.NOT_MET


def judge(subject: Subject, value: Figure, found: Mapping[Role, Figure]) -> Judgement | None:
    """Where a year stands against its plan, else its printed percentage of plan, else the limits
    of the target. A printed percentage is judged itself, not the plan that was inferred from it;
    100 as printed is a plan that was met. Of a number that was corrected since, and of cut-offs
    without a percentage of their own, it is what they are of the inferred plan. Where less is
    better sources count what was reached in ways of their own, so a printed percentage decides
    nothing. A forecast that was overtaken tells nothing of where its time came to stand.
    """
    plan, share = found.get(Role.PLAN), found.get(Role.PERCENT_OF_PLAN)
    due = subject.due(value, plan)
    if value.overtaken:
        return Judgement(Standing.NO_BASIS, (value,), value.when)
    if value.value is not None and plan and plan.kind is Kind.PUBLISHED and plan.value:
        return Judgement(_answers(subject, value, plan.value, due), (value, plan), value.when)
    printed = share is not None and share.value is not None
    if share and printed and subject.indicator.better is not Better.LOWER:
        return Judgement(_answers(subject, share, point(100), due), (share,), value.when)
    judged = [within_limits(subject, aim, value, found) for aim in subject.aims]
    without = Judgement(Standing.NO_DATA, (value,), value.when) if value.value is None else None
    if share and printed:
        without = Judgement(Standing.NO_BASIS, (share,), value.when)
    against_limits = [item for item in judged if item]
    worst_of = worst([item.standing for item in against_limits])
    return next((item for item in against_limits if item.standing is worst_of), without)


GROW = frozenset({Measure.FLOW, Measure.RATIO})
"""Measures whose values only rise in the course of a year."""


def asked_by(plan: Interval, *, lower: bool) -> Interval:
    """What a plan asks for: a number to be reached, or to stay under where less is better, or the
    limits that the plan itself sets.

    More than the upper end of a range is no breach: a range says how much is wanted at least and
    up to where it counts.
    """
    if plan.low is None or plan.high is None:
        return plan
    return beyond(plan.high if lower else plan.low, lower=lower)


def _answers(subject: Subject, result: Figure, plan: Interval, due: PartialDate | None) -> Standing:
    """How a result stands against a plan that is due at the end of its year, or earlier."""
    assert result.value is not None
    lower = subject.less_is_better
    return against(
        result.value,
        asked_by(plan, lower=lower),
        forecast=result.is_forecast,
        ended=subject.told_late(result, due),
        grows=subject.indicator.measure in GROW,
        goal=plan.exact is not None and not lower,
        waits=subject.waits(result),
    )


def within_limits(
    subject: Subject, aim: Aim, value: Figure, found: Mapping[Role, Figure]
) -> Judgement | None:
    """Where a value, or its change since the year before, stands against the limits of a target;
    None when it has none. Limits that are due, or were set, are to be kept from then on.
    """
    changes = aim.kind is TargetType.YEARLY_CHANGE
    measured = found.get(Role.CHANGE) if changes else value
    if aim.kind not in LIMITS or measured is None or measured.value is None:
        return None
    due = aim.target.due
    early = isinstance(value.when, Period) and value.when.year < aim.since
    if isinstance(value.when, Period) and not subject.holds(value.when):
        return None
    result, lower = measured.value, subject.less_is_better
    if changes:
        ranked = subject.indicator.measure is Measure.RANK  # whose places are told as gained
        result, lower = -result if lower and not ranked else result, False
    standing = against(
        result,
        aim.wanted(lower=lower),
        forecast=value.is_forecast,
        ended=subject.told_late(measured, due),
        grows=subject.indicator.measure in GROW and not changes,
        waits=early or subject.waits(measured),
    )
    return Judgement(standing, (measured, *aim.asked), value.when)
