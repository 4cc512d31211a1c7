"""Targets: how far each of their series has come, by what the type of target means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from indicators.computing.figures import Figure, Role
from indicators.computing.formulas import Formula
from indicators.computing.periods import in_order
from indicators.computing.scope import Account, Rows, Scope
from indicators.computing.standing import GROW, Judgement, Standing, against, within_limits, worst
from indicators.computing.subject import LIMITS, Aim, Subject
from indicators.model import Measure, TargetType
from indicators.scalars import PartialDate


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator's progress towards a target: what is known, and what is expected; ``years``
    are where each stands that is to keep a limit, ``totals`` all that were reached of a term's
    total, each of which proves what it has come to.
    """

    indicator: str
    judgement: Judgement
    outlook: Judgement | None = None
    latest: Account | None = None
    expected: Account | None = None
    totals: tuple[Account, ...] = ()
    figures: dict[Role, Figure] = field(default_factory=dict)
    years: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetView(Aim):
    """A target with its own figures and the progress of its series; the worst one decides. Where
    less is better, what it asks of each year ``falls``.
    """

    series: tuple[Series, ...]
    standing: Standing
    falls: bool = False


def progress(
    subject: Subject, aim: Aim, years: Rows, others: Rows, totals: Rows, means: Rows
) -> Series:
    """What an indicator has reached of a target, with figures that only the target needs.

    Results alone decide the status, each year's by the latest; what is expected after the last of
    them is the outlook, also where a year that has begun is expected to end so. Until several
    years have a mean, an average has come as far as the latest of them.
    """
    kind = aim.kind
    total, average = kind is TargetType.TERM_TOTAL, kind is TargetType.AVERAGE
    rows = totals if total else years
    known = [item for item in rows if item.value.value is not None]
    if kind is TargetType.YEARLY_CHANGE:
        changes = [(item, item.get(Role.CHANGE)) for item in years]
        known = [replace(item, value=it) for item, it in changes if it and it.value is not None]
    told = means if average and means else known
    results = [item for item in told if not item.value.is_forecast]
    latest = results[-1] if results else None
    coming = [
        item
        for item in (known if total else in_order((*known, *others)))
        if item.value.is_forecast and not (latest and latest.cut_off.reaches(item.cut_off))
    ]
    if kind is TargetType.DONE:
        latest = next((item for item in results if item.value.exact), latest)
    ratio = subject.indicator.measure is Measure.RATIO
    without = Judgement(Standing.NO_BASIS if ratio and kind in LIMITS else Standing.NO_DATA)
    return Series(
        subject.id,
        _judged(subject, aim, results, latest) or without,
        outlook=None if average else _judged(subject, aim, coming, coming[-1] if coming else None),
        latest=latest,
        expected=coming[-1] if coming and total else None,
        totals=tuple(results) if total else (),
        figures=_ahead(subject, aim, results) if kind is TargetType.END_VALUE else {},
        years=_of_each(subject, aim, results) if kind in LIMITS else (),
    )


def _judged(subject: Subject, aim: Aim, accounts: Rows, last: Account | None) -> Judgement | None:
    """Where these stand; all that is asked is of the last of them but for limits, which hold every
    year: there the worst of the years with data decides.
    """
    if last is None:
        return None
    match aim.kind:
        case TargetType.TERM_TOTAL:
            return last.judgement
        case TargetType.DONE:
            return _answered(subject, aim, last)
        case TargetType.AVERAGE if last.value.role is Role.MEAN:
            return last.judgement
        case TargetType.AVERAGE:
            over = subject.ended(last.cut_off, aim.target.due)
            standing = Standing.NO_BASIS if over else Standing.IN_PROGRESS
            return Judgement(standing, (last.value,), last.period)
        case TargetType.END_VALUE:
            return _reaches(subject, aim, last)
    if not (judged := _of_each(subject, aim, accounts)):
        return None
    standing = worst([item.standing for item in judged])
    because = tuple(item.because[0] for item in judged if item.standing is standing)
    return Judgement(standing, because, judged[-1].as_of)


def _of_each(subject: Subject, aim: Aim, accounts: Rows) -> tuple[Judgement, ...]:
    """Where each of the years with data stands against a limit.

    A year's own plan is another matter: its limits are judged here even where a plan decides the
    status of its row. Once the limit is due, or was set, years before count no more.
    """
    since = [item for item in accounts if item.period.year >= aim.since]
    found = (within_limits(subject, aim, item.value, item.figures) for item in since or accounts)
    return tuple(item for item in found if item is not None)


def _answered(subject: Subject, aim: Aim, account: Account) -> Judgement:
    """What is to be done: met once the answer is yes, missed when its time ends without it."""
    value, forecast = account.value, account.value.is_forecast
    if value.exact:
        standing = Standing.FORECAST_MET if forecast else Standing.MET
    else:
        late = subject.ended(account.cut_off, aim.target.due) and not forecast
        standing = Standing.NOT_MET if late else Standing.IN_PROGRESS
    return Judgement(standing, (value,), account.period)


def _reaches(subject: Subject, aim: Aim, account: Account) -> Judgement:
    """Where one year stands against the value wanted when the term ends, or when it is due.

    Until then a value that is good enough may be lost again, so nothing is decided; but for what
    only grows in the course of the last year itself.
    """
    value = account.value
    assert value.value is not None
    due = aim.target.due or PartialDate(*subject.term.closes)
    standing = against(
        value.value,
        aim.wanted(lower=subject.less_is_better),
        forecast=value.is_forecast,
        ended=subject.ended(account.cut_off, due) and subject.told_late(value, due),
        grows=subject.indicator.measure in GROW and account.period.year == due.year,
        goal=Role.TARGET in aim.goals,
        waits=subject.waits(value),
    )
    return Judgement(standing, (value, *aim.asked), account.period)


def _ahead(subject: Subject, aim: Aim, results: Rows) -> dict[Role, Figure]:
    """The linear pace, which decides nothing, and by how much the value must still change in each
    period that is left.

    The path to the target starts at the base in the first year of the term, else at the first
    known value, if that one has not reached the target. It says nothing about a part of a year.
    """
    goal = next(iter(aim.asked), None)
    if not results or not subject.is_comparable or goal is None:
        return {}
    first, last = results[0], results[-1]
    scope, value, end = Scope(subject, last.period), last.value, subject.term.last
    base, start, year = aim.goals.get(Role.BASE), subject.term.first, last.period.year
    if base is None:
        base, start = first.value, first.period.year
    wanted = goal.exact or Fraction(0)
    ahead = base.exact is None or (base.exact >= wanted and not subject.less_is_better)
    if last.period.complete and not ahead and start < year:
        path = (Fraction(year), Fraction(start), Fraction(end))
        decimals = max(1, value.decimals)
        scope.derive(Role.PACE, Formula.LINEAR_PACE, base, goal, constants=path, decimals=decimals)
    left = Fraction(end - last.cut_off.next_year + 1)
    wanted_of = aim.wanted(lower=subject.less_is_better)
    if left > 0 and value.exact is not None and not wanted_of.holds(value.exact):
        scope.derive(Role.REQUIRED_PER_PERIOD, Formula.SHARED_OUT, goal, value, constants=(left,))
    return scope.figures
