"""How a year compares: with its plan, with the limit of its target, and with the year before."""

from __future__ import annotations

from indicators.computing.arithmetic import percent, point
from indicators.computing.figures import PERCENT, Figure, Figures, Formula, Period, Role
from indicators.computing.subject import Subject
from indicators.model import Measure, TargetType


def compare_with_plan(
    subject: Subject, figures: Figures, period: Period, value: Figure, found: dict[Role, Figure]
) -> None:
    """Keeps what a result is in percent of its plan, and by how much it is over the plan."""
    plan = found.get(Role.PLAN)
    if plan is None or plan.value is None or value.value is None or not subject.is_comparable:
        return
    if plan.value.low is None or plan.value.low <= 0:
        return
    stated = found.get(Role.PERCENT_OF_PLAN)
    share = figures.derive(
        subject.id,
        Role.PERCENT_OF_PLAN,
        period,
        Formula.PERCENT,
        (value, plan),
        value.value.over(plan.value).scaled(100),
        PERCENT,
        again=stated is not None,
        portion=value.portion,
    )
    if stated is None:
        found[Role.PERCENT_OF_PLAN] = share
    found[Role.OVER_PLAN] = figures.derive(
        subject.id,
        Role.OVER_PLAN,
        period,
        Formula.DIFFERENCE,
        (value, plan),
        value.value - plan.value,
        subject.difference_unit,
        decimals=max(value.decimals, plan.decimals),
        portion=value.portion,
    )


def compare_with_limit(
    subject: Subject, figures: Figures, period: Period, value: Figure, found: dict[Role, Figure]
) -> None:
    """Keeps the distance to a floor or a ceiling, positive on the allowed side."""
    limit = _limit(subject)
    if limit is None or limit.exact is None or value.value is None or not subject.is_comparable:
        return
    floor = limit.role is Role.MIN
    gap = value.value - point(limit.exact)
    found[Role.MARGIN] = figures.derive(
        subject.id,
        Role.MARGIN,
        period,
        Formula.DIFFERENCE,
        (value, limit) if floor else (limit, value),
        gap if floor else -gap,
        subject.difference_unit,
        decimals=max(value.decimals, limit.decimals),
    )


def compare_with_year_before(
    subject: Subject,
    figures: Figures,
    value: Figure,
    found: dict[Role, Figure],
    before: Figure | None,
) -> None:
    """Keeps the change from the year before, and recomputes the changes that a source printed.

    A part of a year is no year, so only a stock is compared in the middle of one.
    """
    answers = subject.indicator.measure is Measure.YES_NO
    if before is None or value.exact is None or before.exact is None or answers:
        return
    now, then = value.exact, before.exact
    whole = all(isinstance(item.when, Period) and item.when.complete for item in (before, value))
    comparable = whole or subject.indicator.measure is Measure.STOCK
    stated = Role.CHANGE in found
    if stated or (comparable and subject.indicator.measure is not Measure.FLOW):
        change = figures.derive(
            subject.id,
            Role.CHANGE,
            value.when,
            Formula.DIFFERENCE,
            (value, before),
            point(now - then),
            subject.difference_unit,
            decimals=subject.change_decimals(value, before),
            again=stated,
        )
        found.setdefault(Role.CHANGE, change)
    if Role.CHANGE_PERCENT in found and then > 0:
        figures.derive(
            subject.id,
            Role.CHANGE_PERCENT,
            value.when,
            Formula.CHANGE_PERCENT,
            (value, before),
            point(percent(now - then, then)),
            PERCENT,
            again=True,
        )


def _limit(subject: Subject) -> Figure | None:
    """The limit that every period keeps a distance from: a floor's or a ceiling's."""
    if subject.target is None:
        return None
    if subject.target.type is TargetType.FLOOR:
        return subject.goals.get(Role.MIN)
    return subject.goals.get(Role.MAX) if subject.target.type is TargetType.CEILING else None
