"""What needs attention on a given day, from the data alone; nothing is late before it is due; and
what the data asks for and has not: results, plans and numbers of units, each by its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from indicators.computing.arithmetic import Interval, point
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import CutOff, Figure, Kind, Period, Portion, Role
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.progress import Series
from indicators.computing.scope import Account
from indicators.computing.standing import Judgement, Standing, asked_by
from indicators.computing.subject import LIMITS, beyond
from indicators.model import Answerable, Code, Measure, Target, TargetType, Term
from indicators.scalars import PartialDate


class Urgency(Code):
    """Why something needs attention, the most urgent first."""

    OVERDUE = "overdue", "Quá hạn mà chưa đạt"
    AT_RISK = "at-risk", "Có nguy cơ không đạt"
    WITHOUT_DATA = "due-without-data", "Đến hạn mà chưa có số liệu"
    STALE = "stale", "Số liệu đã cũ"
    DISAGREES = "disagrees", "Số công bố lệch số tính lại"
    NO_BASIS = "no-basis", "Chưa đủ căn cứ đánh giá"


class Duty(NamedTuple):
    """Who answers for something, by when, and in the owner's words why it was missed."""

    responsible: str | None = None
    due: PartialDate | None = None
    reason: str | None = None

    def before(self, other: Duty) -> Duty:
        """The same, with what only the other one says."""
        return Duty._make(own or theirs for own, theirs in zip(self, other, strict=True))


NOBODY = Duty()


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs attention: the target or indicator that it is about, and the figures
    that say so, of which the first is what is known.

    ``due`` is the day that was set, else the end of the year or the term. ``judgement`` is where it
    stands, ``pace`` what an even course would have given by then, ``entry`` a disagreement.
    ``depth`` is above 0 for units below a listed one.
    """

    kind: Urgency
    subject: str
    figures: tuple[Figure, ...] = ()
    duty: Duty = NOBODY
    due: CutOff | None = None
    judgement: Judgement | None = None
    pace: Figure | None = None
    entry: Entry | None = None
    depth: int = 0

    @property
    def id(self) -> str:
        """What tells it from all others of the data, and is the same on another day."""
        first = self.figures[0] if self.figures else None
        if first is None or first.subject != self.subject:
            return "/".join([self.kind, self.subject, *([first.subject] if first else [])])
        return f"{self.kind}/{first.id}"

    @property
    def portion(self) -> Portion | None:
        """The unit or group that it is about, if it is about one."""
        return self.figures[0].portion if self.figures else None


def duty_of(record: Answerable) -> Duty:
    """What a record says of who answers for it."""
    return Duty(record.responsible, record.due, record.reason)


def duty_beside(views: Views, *figures: Figure | None) -> Duty:
    """What the records in which figures are typed say of who answers for them, the first first."""
    found = NOBODY
    for figure in figures:
        record = views.dataset.at(figure.path[:-1]) if figure and figure.path else None
        found = found.before(duty_of(record)) if isinstance(record, Answerable) else found
    return found


def duty_of_row(views: Views, row: Account) -> Duty:
    """Who answers for a year, or for a part in one; why it was missed only its own record says."""
    plan = row.figures.get(Role.PLAN)
    own = duty_beside(views, row.value, *(f for f in row.figures.values() if f is not plan))
    return own.before(duty_beside(views, plan)._replace(reason=None))


def concerns(views: Views, today: dt.date | None) -> tuple[Concern, ...]:
    """Everything that needs attention on a day, the most urgent first, else in the data's order.

    Where the day is not known nothing has come to be due, and only what no day changes is told.
    """
    day, order = today or dt.date.min, list(Urgency)
    found = (each for view in views.indicators.values() for each in _of_view(views, view, day))
    return tuple(sorted(found, key=lambda concern: order.index(concern.kind)))


def _of_view(views: Views, view: IndicatorView, today: dt.date) -> Iterator[Concern]:
    name, term = view.indicator.id, views.dataset.term
    for target in view.targets:
        of_target = _limits if target.type in LIMITS else _aim
        yield from of_target(views, view, target, view.progress[target.id], today)
    parts = (row for made in view.divided for row in (*made.units, *made.groups))
    for row in (*view.rows, *parts):
        yield from _plan(views, view, row, today)
    for entry in view.entries:
        if entry.verdict in (Verdict.DISAGREES, Verdict.NO_WHOLE_NUMBER):
            yield Concern(Urgency.DISAGREES, name, (entry.published,), entry=entry)
    results = [row for row in (*view.results, *view.reached) if row.value.value is not None]
    newest = max(results, key=lambda row: row.cut_off.latest, default=None)
    done = view.target_of(TargetType.DONE) and newest and newest.value.exact
    last = newest.cut_off.latest if newest and view.rows and not done else today
    old = (last.year + 1, last.month, last.day) < (today.year, today.month, today.day)
    if newest and old and last < CutOff(_last_day(term)).latest:
        duty = Duty(view.target.responsible if view.target else None)
        yield Concern(Urgency.STALE, name, (newest.value,), duty)


def _urgency(
    standing: Standing, due: CutOff, today: dt.date, *, behind: bool = False
) -> Urgency | None:
    """What a standing asks for on a day: nothing is judged here but whether its due day is past."""
    if standing in (Standing.MET, Standing.EXCEEDED):
        return None
    if standing in (Standing.NO_BASIS, Standing.WITHDRAWN):
        return Urgency.NO_BASIS
    if due.latest < today:
        return Urgency.OVERDUE if standing is Standing.NOT_MET else Urgency.WITHOUT_DATA
    return Urgency.AT_RISK if behind else None


def _aim(
    views: Views, view: IndicatorView, target: Target, series: Series, today: dt.date
) -> Iterator[Concern]:
    """What is to be reached once: by its due day, else by the end of the term. Where nothing is
    known after a year of it, it cannot be told.
    """
    term, row, duty = views.dataset.term, series.latest, duty_of(target)
    due, even = CutOff(duty.due or _last_day(term)), series.figures.get(Role.PACE)
    aim, total = views.targets[target.id], target.type is TargetType.TERM_TOTAL
    lower = view.less_is_better and not total
    wanted, goal = aim.wanted(lower=lower), next(iter(aim.goals.values()), None)
    pace = None
    if row and goal and total:
        pace = _even(goal, wanted, row, dt.date(*term.opens, 1), due)
    elif row and goal and target.type is TargetType.AVERAGE:
        pace = _behind(goal, wanted, row)
    elif row and even and even.exact is not None:
        pace = _behind(even, beyond(even.exact, lower=lower), row)
    known = (row.value,) if row else tuple(year.value for year in view.years)
    duty = duty.before(duty_beside(views, *known[:1] if row else ())._replace(due=None))
    behind = row is not None and pace is not None and row.cut_off.earliest <= today
    unknown = row is None and Period(term.first).end.latest < today
    kind = _urgency(series.judgement.standing, due, today, behind=behind)
    if kind := kind or (Urgency.NO_BASIS if unknown else None):
        pace = pace if kind is Urgency.AT_RISK else None
        yield Concern(kind, target.id, known, duty, due, series.judgement, pace)


def _limits(
    views: Views, view: IndicatorView, target: Target, series: Series, today: dt.date
) -> Iterator[Concern]:
    """What every year is to keep, or every one since the target was due or set: each is
    due when it ends. Where no year is known, it cannot be told.
    """
    own, nothing = duty_of(target), series.latest is None
    judged = {item.as_of.year: item for item in series.years if isinstance(item.as_of, Period)}
    without = Judgement(series.judgement.standing if nothing else Standing.NO_DATA)
    told: dict[Urgency, list[Figure]] = {}
    last: dict[Urgency, CutOff] = {}
    for row in view.years:
        found, value, year = judged.get(row.period.year), row.value, row.period.year
        if value.kind is Kind.WITHHELD or (not found and value.value and not value.is_forecast):
            continue
        if year < views.targets[target.id].since:
            continue
        due = CutOff(own.due) if own.due and year == own.due.year else Period(year).end
        if kind := _urgency((found or without).standing, due, today):
            kind = Urgency.NO_BASIS if nothing else kind
            told.setdefault(kind, []).append(found.because[0] if found else value)
            last[kind] = due
    for kind, figures in told.items():
        duty = duty_beside(views, *figures).before(own)
        judgement = replace(series.judgement, because=tuple(figures))
        yield Concern(kind, target.id, tuple(figures), duty, last[kind], judgement)


def _plan(views: Views, view: IndicatorView, row: Account, today: dt.date) -> Iterator[Concern]:
    """What was planned for a year, or for a part in it: by its due day, else by the year's end."""
    plan, share, value = row.get(Role.PLAN), row.get(Role.PERCENT_OF_PLAN), row.value
    if not (plan or share) or value.kind is Kind.WITHHELD:
        return
    duty, year, pace = duty_of_row(views, row), row.period.year, None
    due = CutOff(duty.due) if duty.due else Period(year).end
    flows = view.indicator.measure is Measure.FLOW and not row.period.complete
    if flows and plan and plan.value and not value.is_forecast:
        wanted = asked_by(plan.value, lower=view.less_is_better)
        pace = _even(plan, wanted, row, dt.date(year, 1, 1), due)
    figures, subject = (value, *([plan] if plan else ())), view.indicator.id
    judged = row.judgement or Judgement(Standing.NO_DATA)
    behind = pace is not None and row.cut_off.earliest <= today
    if kind := _urgency(judged.standing, due, today, behind=behind):
        pace = pace if kind is Urgency.AT_RISK else None
        yield Concern(kind, subject, figures, duty, due, judged, pace, depth=row.depth)


def _last_day(term: Term) -> PartialDate:
    return PartialDate(*term.closes) if term.closes[1] < 12 else PartialDate(term.last)


def _even(
    goal: Figure, wanted: Interval, row: Account, start: dt.date, due: CutOff
) -> Figure | None:
    """What of a goal an even course gives by the time of a row, at the earliest that it may be,
    if the row surely is behind it.
    """
    passed, whole = ((day - start).days + 1 for day in (row.cut_off.earliest, due.latest))
    early = 0 < passed < whole
    return _behind(goal, wanted.scaled(Fraction(passed, whole)), row) if early else None


def _behind(goal: Figure, wanted: Interval, row: Account) -> Figure | None:
    """What is wanted of a goal at the time of a row, if the row surely is behind it."""
    level, known = wanted.only_limit, row.value.value
    if level is None or known is None or known.meets(wanted):
        return None
    return goal._replace(role=Role.PACE, kind=Kind.COMPUTED, value=point(level), path=None)


class Awaited(NamedTuple):
    """A number that is asked for: whose, which one, of which year, and when it can be there; of
    some ``portions`` where others have theirs.
    """

    subject: str
    role: Role
    year: int
    by: dt.date
    portions: tuple[Portion, ...] = ()


def awaited(views: Views) -> Iterator[Awaited]:
    """Every number that is asked for and not known, by indicator and year.

    A result is asked for each year of the term from the first that the data knows, a plan for each
    year of an indicator that has plans, a unit's where other units of that year have theirs. A
    ratio asks for what its two sides do.
    """
    known = [row.period.year for view in views.indicators.values() for row in view.rows]
    term = views.dataset.term
    for name, view in views.indicators.items():
        once = view.indicator.measure is Measure.YES_NO
        first = term.last if once else min(known, default=term.first)
        years = range(first, term.last + 1) if view.indicator.measure is not Measure.RATIO else ()
        for year in years:
            row = next((item for item in view.rows if item.period.year == year), None)
            due = duty_of_row(views, row).due if row else None
            end = CutOff(due or PartialDate(year)).latest
            ends = {Role.VALUE: end, Role.PLAN: dt.date(year, 1, 1)}
            for role, portions in _lacking(view, year, row):
                yield Awaited(name, role, year, ends[role], portions)


def _lacking(
    view: IndicatorView, year: int, row: Account | None
) -> Iterator[tuple[Role, tuple[Portion, ...]]]:
    planned = view.indicator.plan_set_by or any(_has(item, Role.PLAN) for item in view.rows)
    if not (row and row.period.complete and _has(row, Role.VALUE)) and not _told(view, year):
        yield Role.VALUE, ()
    if planned and not (row and _has(row, Role.PLAN)):
        yield Role.PLAN, ()
    divided = view.divided_in(year)
    for role in (Role.VALUE, Role.PLAN):
        without = [unit.portion for unit in divided.units if not _has(unit, role)]
        lacking = (*without, *divided.absent.get(None, ()))
        if lacking and len(without) < len(divided.units):
            yield role, lacking


def _told(view: IndicatorView, year: int) -> bool:
    """Whether what is done once is done, or a total of years that are not told one by one known."""
    if view.indicator.measure is Measure.YES_NO:
        return any(row.value.exact for row in view.results)
    totals = () if view.rows else view.reached
    return any(row.cut_off.latest.year > year or row.cut_off.ends_year for row in totals)


def _has(row: Account, role: Role) -> bool:
    """Whether a number is known, or hidden; what is only forecast is no result."""
    figure = row.get(role)
    if figure is None or figure.value is None:
        return figure is not None and figure.kind is Kind.WITHHELD
    return role is Role.PLAN or not figure.is_forecast
