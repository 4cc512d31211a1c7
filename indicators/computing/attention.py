"""What needs attention on a given day, from the data alone; nothing is late before it is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from indicators.computing.arithmetic import Interval, point
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import CutOff, Figure, Kind, Period, Portion, Role
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.progress import Series
from indicators.computing.scope import Account
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import LIMITS
from indicators.model import Answerable, Better, Code, Measure, Target, TargetType, Term
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


def _judged(told: Concern, row: Account | None, today: dt.date) -> Urgency | None:
    """What is asked by a day, and known by a row at the latest: whether it is late, behind, or
    cannot be told.
    """
    standing = told.judgement.standing if told.judgement else Standing.NO_DATA
    if told.due is None or (row and standing in (Standing.MET, Standing.EXCEEDED)):
        return None
    passed = told.due.latest < today
    if passed and (row is None or row.cut_off.latest < told.due.latest):
        return Urgency.WITHOUT_DATA
    if standing is Standing.NO_BASIS:
        return Urgency.NO_BASIS
    behind = row is not None and told.pace and row.cut_off.earliest <= today
    return Urgency.OVERDUE if passed else Urgency.AT_RISK if behind else None


def _aim(
    views: Views, view: IndicatorView, target: Target, series: Series, today: dt.date
) -> Iterator[Concern]:
    """What is to be reached once: by its due day, else by the end of the term. Where nothing is
    known after a year of it, it cannot be told.
    """
    term, latest, duty = views.dataset.term, series.latest, duty_of(target)
    row = latest if latest and latest.value.value is not None else None
    due, pace = CutOff(duty.due or _last_day(term)), series.figures.get(Role.PACE)
    goals = views.targets[target.id].goals
    wanted = next(
        (goals[role] for role in (Role.TARGET, Role.MIN, Role.MAX) if role in goals), None
    )
    falls = view.indicator.better is Better.LOWER or wanted is goals.get(Role.MAX)
    if row and wanted and target.type is TargetType.TERM_TOTAL:
        pace = _even(wanted, row, dt.date(*term.opens, 1), due)
    elif target.type is TargetType.AVERAGE:
        pace = wanted
    elif pace and wanted:
        falls = (wanted.exact or 0) < (views.figures[pace.inputs[0]].exact or 0)
    pace = pace if row and pace and _lags(row.value, pace, falls=falls) else None
    known = (latest.value,) if latest else tuple(year.value for year in view.years)
    told = Concern(Urgency.NO_BASIS, target.id, known, duty, due, series.judgement, pace)
    unknown = row is None and _end_of(term.first).latest < today
    if kind := _judged(told, row, today) or (Urgency.NO_BASIS if unknown else None):
        yield replace(told, kind=kind, pace=pace if kind is Urgency.AT_RISK else None)


def _limits(
    views: Views, view: IndicatorView, target: Target, series: Series, today: dt.date
) -> Iterator[Concern]:
    """What every year is to keep: each is due when it ends."""
    judged, own, nothing = series.judgement, duty_of(target), series.latest is None
    known = {row.value.id for row in view.results if row.period.complete}
    over = [row for row in view.years if _end_of(row.period.year).latest < today]
    silent = [r.value for r in over if r.value.id not in known and r.value.kind != Kind.WITHHELD]
    because = judged.because or tuple(row.value for row in view.years)
    duty = duty_beside(views, *judged.because).before(own)
    if judged.standing is Standing.NO_BASIS or (nothing and silent):
        yield Concern(Urgency.NO_BASIS, target.id, because, duty, judgement=judged)
    due = _end_of_last(because)
    if judged.standing is Standing.NOT_MET and due and due.latest < today:
        yield Concern(Urgency.OVERDUE, target.id, because, duty, due, judged)
    if silent and not nothing:
        due = _end_of_last(silent)
        yield Concern(Urgency.WITHOUT_DATA, target.id, tuple(silent), own, due, judged)


def _plan(views: Views, view: IndicatorView, row: Account, today: dt.date) -> Iterator[Concern]:
    """What was planned for a year, or for a part in it: by its due day, else by the year's end."""
    plan, share, value = row.get(Role.PLAN), row.get(Role.PERCENT_OF_PLAN), row.value
    if not (plan or share) or value.kind is Kind.WITHHELD:
        return
    duty, year, pace = duty_of_row(views, row), row.period.year, None
    due = CutOff(duty.due) if duty.due else _end_of(year)
    known = value if value.value is not None else share
    result = row if known and known.value is not None and not known.is_forecast else None
    if result and plan and view.indicator.measure is Measure.FLOW and not row.period.complete:
        even = _even(plan, row, dt.date(year, 1, 1), due)
        falls = view.indicator.better is Better.LOWER
        pace = even if even and _lags(value, even, falls=falls) else None
    figures, subject = (value, *([plan] if plan else ())), view.indicator.id
    told = Concern(Urgency.OVERDUE, subject, figures, duty, due, row.judgement, pace)
    if kind := _judged(told, result, today):
        pace = pace if kind is Urgency.AT_RISK else None
        yield replace(told, kind=kind, pace=pace, depth=row.depth)


def _end_of(year: int) -> CutOff:
    return CutOff(PartialDate(year))


def _end_of_last(figures: Iterable[Figure]) -> CutOff | None:
    years = [item.when.year for item in figures if isinstance(item.when, Period)]
    return _end_of(max(years)) if years else None


def _last_day(term: Term) -> PartialDate:
    return PartialDate(*term.closes) if term.closes[1] < 12 else PartialDate(term.last)


def _even(goal: Figure, row: Account, start: dt.date, due: CutOff) -> Figure | None:
    """What of a goal an even course gives by the time of a row, at the earliest that it may be."""
    passed, whole = ((day - start).days + 1 for day in (row.cut_off.earliest, due.latest))
    if goal.exact is None or not 0 < passed < whole:
        return None
    value = point(goal.exact * Fraction(passed, whole))
    return replace(goal, role=Role.PACE, kind=Kind.COMPUTED, value=value, path=None)


def _lags(value: Figure, pace: Figure, *, falls: bool) -> bool:
    """Whether a result surely is behind its pace, which may be on the way down."""
    if value.value is None or pace.exact is None:
        return False
    ahead = Interval(None, pace.exact) if falls else Interval(pace.exact, None)
    return not value.value.meets(ahead)
