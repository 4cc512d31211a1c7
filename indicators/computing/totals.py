"""Totals since the start of a term: progress, what remains, and the outlook."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.computing.arithmetic import Interval
from indicators.computing.figures import FORECASTS, PERCENT, YEARS, CutOff, Figure, Role
from indicators.computing.formulas import Formula
from indicators.computing.recount import cut_off_of, own_total, recount
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import Judgement, against
from indicators.computing.subject import Subject
from indicators.model import Measure, PublishedFigure, TargetType


def totals(subject: Subject, years: tuple[Account, ...]) -> tuple[Account, ...]:
    """A row for every cumulative total, by time.

    Where a target asks for the total of a term and the years go on after the last total that a
    source states, what they give together is one more row.
    """
    listed = list(enumerate(subject.indicator.totals))
    made: list[Account] = []
    for expected in (False, True):
        for index, total in listed:
            if (total.status in FORECASTS) is expected:
                made.append(_row(_stated(subject, years, index, made), years, made))
        own = None if expected else _own(subject, years, made)
        if own is not None:
            made.append(_row(own, years, made))
    return tuple(sorted(made, key=lambda row: row.cut_off.earliest))


def _stated(
    subject: Subject, years: tuple[Account, ...], index: int, before: Sequence[Account]
) -> Scope:
    """A total that a source states, with its recomputation."""
    total = subject.indicator.totals[index]
    scope = Scope(subject, CutOff(total.through, total.part), ("totals", index), total)
    value = scope.state(Role.TOTAL, total.value, "value", bound=total.bound, status=total.status)
    for at, item in enumerate(total.published):
        unit = YEARS if item.figure is PublishedFigure.YEARS_EARLY else PERCENT
        scope.state_printed(item, ("published", at), total.status, unit)
    recount(subject, years, value, [row.value for row in before if not row.value.is_forecast])
    return scope


def _own(subject: Subject, years: tuple[Account, ...], before: Sequence[Account]) -> Scope | None:
    """The total that the years give where a target needs it and no source states it."""
    asked = subject.target is not None and subject.target.type is TargetType.TERM_TOTAL
    found = own_total(subject, years, [row.value for row in before])
    if not asked or subject.indicator.measure is not Measure.FLOW or found is None:
        return None
    cut_off, summands = found
    if any(CutOff(item.through, item.part) == cut_off for item in subject.indicator.totals):
        return None
    scope = Scope(subject, cut_off)
    scope.derive(Role.TOTAL, Formula.SUM, *summands)
    return scope


def _row(scope: Scope, years: tuple[Account, ...], before: Sequence[Account]) -> Account:
    """A total with what follows from it: progress, and what is over its target or left to it."""
    subject, value = scope.subject, scope.figures[Role.TOTAL]
    goal = subject.goals.get(Role.TARGET)
    cut_off, wanted, reached = cut_off_of(value), subject.goal(Role.TARGET), value.value
    if goal is None or wanted is None or wanted <= 0 or reached is None:
        return scope.account(None, Role.TOTAL)
    scope.derive(Role.PERCENT_OF_TARGET, Formula.PERCENT, value, goal)
    asked = Interval(wanted, None)
    if reached.within(asked):
        earlier = [row.value.value for row in before if cut_off.reaches(row.cut_off)]
        first = not any(known is not None and known.within(asked) for known in earlier)
        _over_target(scope, value, goal, first=first)
    else:
        _remaining(scope, years, value, goal)
    ended = cut_off.ends_year and cut_off.date.year >= subject.term.end
    standing = against(reached, wanted, forecast=value.is_forecast, ended=ended)
    return scope.account(Judgement(standing, (value, goal), cut_off), Role.TOTAL)


def _over_target(scope: Scope, value: Figure, goal: Figure, *, first: bool) -> None:
    """By how much a reached target is passed and, for the first total that does, how early."""
    end, year = scope.subject.term.end, cut_off_of(value).date.year
    scope.derive(Role.OVER_TARGET, Formula.DIFFERENCE, value, goal)
    if scope.get(Role.YEARS_EARLY) or (first and year < end):
        constants = Fraction(end), Fraction(year)
        scope.derive(Role.YEARS_EARLY, Formula.YEARS_TO_END, value, goal, constants=constants)


def _remaining(scope: Scope, years: tuple[Account, ...], value: Figure, goal: Figure) -> None:
    """What is left to the target; only where something surely is: in percent, for each period
    that is left, and against the next year's plan.

    A part of a year is a period, but for a part of December. The plan of a year that has begun
    is no measure for what is left, because a part of it has been done.
    """
    remaining = scope.derive(Role.REMAINING, Formula.DIFFERENCE, goal, value)
    least = remaining.value.low if remaining and remaining.value else None
    if remaining is None or least is None or least < 0:
        return
    scope.derive(Role.REMAINING_PERCENT, Formula.PERCENT, remaining, goal)
    cut_off = cut_off_of(value)
    left = scope.subject.term.end - cut_off.next_year + 1
    if left > 0:
        even = remaining.exact is not None and remaining.exact % left == 0
        scope.derive(
            Role.REQUIRED_PER_PERIOD,
            Formula.SHARED_OUT,
            remaining,
            constants=(Fraction(left),),
            decimals=0 if even else None,
        )
    for row in years:
        plan = row.get(Role.PLAN)
        if row.period.year == cut_off.date.year + 1 and plan and plan.exact is not None:
            scope.derive(Role.REMAINING_OF_PLAN, Formula.PERCENT, remaining, plan)
