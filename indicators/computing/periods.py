"""The years of one indicator: what was planned, what was observed, and what follows for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from typing import TypeVar

from indicators.computing.arithmetic import Interval, point
from indicators.computing.figures import (
    FORECASTS,
    PERCENT,
    YEAR_END,
    CutOff,
    Day,
    Figure,
    Kind,
    Period,
    Role,
    end_of,
)
from indicators.computing.formulas import Formula, sum_of
from indicators.computing.ledger import Beside, Past, state_printed
from indicators.computing.scope import Account, Rows, Scope
from indicators.computing.standing import GROW, Judgement, Standing, judge, within_limits
from indicators.computing.subject import Subject
from indicators.computing.units import portion_of
from indicators.model import Measure, Observation, Part, Status, TargetType

_PLANNED = (Role.PROPOSED, Role.PLAN)
_CHANGES = (Role.CHANGE, Role.CHANGE_PERCENT)
_SAME_PERIOD = (Role.SAME_PERIOD_CHANGE, Role.SAME_PERIOD_CHANGE_PERCENT)
_COMPARED = (Formula.DIFFERENCE, Formula.CHANGE_PERCENT)


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a term, each as its latest result leaves it, and the other cut-offs that are
    known of them: earlier ones, and a forecast of a year that has begun. ``listed`` are all that
    are stated, by their places among the observations; ``earlier`` is what is known of the years
    before the term, which are only compared with.
    """

    states: tuple[Account, ...]
    others: tuple[Account, ...] = ()
    listed: Mapping[int, Account] = field(default_factory=dict)
    earlier: tuple[Account, ...] = ()

    @property
    def every(self) -> tuple[Account, ...]:
        """All of them by time."""
        return in_order((*self.states, *self.others))

    def at(self, period: Period) -> Account:
        """A year of the term as of the same cut-off, else as its latest result leaves it."""
        state = self.states[period.year - self.states[0].period.year]
        same = (row for row in self.others if row.period.year == period.year)
        return by_day(same).get(period.end.in_year, state)


Days = Mapping[Day, Account]
"""The cut-offs of a year by their places in it, the first of each."""


def by_day(rows: Iterable[Account]) -> Days:
    """The cut-offs of a year by their places in it."""
    found: dict[Day, Account] = {}
    for row in rows:
        found.setdefault(row.cut_off.in_year, row)
    return found


def in_order(rows: Rows) -> tuple[Account, ...]:
    """Years and their cut-offs by time."""
    return tuple(sorted(rows, key=lambda row: (row.period.year, row.cut_off.latest)))


def years_of(subject: Subject) -> Years:
    """Every year of the term, also those of which nothing is known."""
    listed: dict[int, list[int]] = {}
    for at, item in enumerate(subject.indicator.observations):
        listed.setdefault(item.period, []).append(at)
    states: list[Account] = []
    others: list[Account] = []
    earlier: list[Account] = []
    stated: dict[int, Account] = {}
    made: Rows = ()
    first = subject.term.first
    for year in range(min([first, *listed]), subject.term.last + 1):
        if year in listed:
            found = _year(subject, listed[year], by_day(made))
            stated |= found
            made = [*found.values()]
        elif year < first:
            made = []
        else:
            scope, asked = Scope(subject, Period(year)), bool(subject.aims or listed)
            scope.unsaid()
            made = [scope.account(Judgement(Standing.NO_DATA) if asked else None)]
        if year < first:
            earlier += [replace(row, judgement=None) for row in made]
            continue
        known = [row for row in made if row.value.value is not None]
        results = [row for row in known if not row.value.is_forecast]
        held = [row for row in results if row.period.within(subject.term)]
        states.append((held or results or known or made)[-1])
        others += [row for row in known if row is not states[-1]]
    return Years(tuple(states), tuple(others), stated, tuple(earlier))


Explained = TypeVar("Explained", Observation, Part)


def _year(subject: Subject, places: Sequence[int], before: Days) -> dict[int, Account]:
    """The cut-offs of a year by their places, in the order of time. Where only parts of it are
    known, the whole of it is a figure that is missing.
    """
    rows: list[tuple[Scope, Observation]] = []
    for at in places:
        row = subject.indicator.observations[at]
        said = explained(row) if len(places) > 1 else row
        rows.append((Scope(subject, period_of(row), ("observations", at), said), row))
    rows.sort(key=lambda row: row[0].period.end.latest)
    home = Scope(subject, rows[0][0].period.whole)
    plans: dict[Role, Figure] = {}
    known: list[Past] = []
    pasts: list[Sequence[Past]] = []
    for scope, observation in rows:
        count(scope, observation)
        if not pasts:
            told = [(Scope(subject, home.when, row.path, it.planning), it) for row, it in rows]
            plans = plans_of(told)
        scope.figures.update(plans)
        classified(scope, observation)
        known.append((scope, _value(scope, observation)))
        pasts.append(_print(scope, observation, before) if observation.published else ())
    if not any(scope.period.complete for scope, _ in rows):
        home.unsaid()
    if Role.PLAN not in plans:
        every = chain(known, *pasts)
        beside = ((value, scope.get(Role.PERCENT_OF_PLAN)) for scope, value in every)
        plan = home.fit(Role.PLAN, beside, subject.indicator.unit)
        for scope, _ in rows:
            scope.figures.update({Role.PLAN: plan} if plan else {})
    for (scope, value), past in zip(known, pasts, strict=True):
        compare_with_plan(scope, value)
        _compare_with_targets(scope, value)
        _compare_with_year_before(scope, value, before)
        for beside_it, was in past:
            if beside_it.get(Role.PERCENT_OF_PLAN):
                plan = scope.get(Role.PLAN)
                beside_it.derive(Role.PERCENT_OF_PLAN, Formula.PERCENT, was, plan, firm_as=was)
            _compare_with_year_before(beside_it, was, before, always=False)
    return {
        int(scope.path[1]): scope.account(judge(subject, value, scope.figures))
        for scope, value in known
    }


def period_of(observation: Observation) -> Period:
    """The time that a row counts."""
    return _counted(observation.period, end_of(observation) if observation.through else None)


@lru_cache(maxsize=10_000)
def _counted(year: int, cut_off: CutOff | None) -> Period:
    """One object for the same time of all indicators, which knows its days once."""
    return Period(year, cut_off)


def explained(record: Explained) -> Explained:
    """A row of a year of several cut-offs with its explanation as a note, where readers meet it:
    it may say why less was counted than before.
    """
    told = " ".join(text for text in (record.note, record.explanation) if text)
    return record.model_copy(update={"note": told or None})


def plans_of(rows: Sequence[tuple[Scope, Observation | Part]]) -> dict[Role, Figure]:
    """Keeps what was planned and proposed for a year, once, on whichever of its rows that stands
    first: a number, a limit or a range; of a year that began in the term before, that term tells
    it.
    """
    home = rows[0][0]
    found: dict[Role, Figure] = {}
    for role in () if home.subject.term.began_before(home.period.year) else _PLANNED:
        known = home.kept(role) if home.portion else None  # which every cut-off asks for
        told = ((scope, item) for scope, item in rows if getattr(item, role) is not None)
        if known is None and (first := next(told, None)):
            scope, record = first
            # A status beside a result is the result's; alone beside a plan it is the plan's.
            alone = None if _states_result(record) else record.status
            limited = role is Role.PLAN
            known = scope.state(
                role,
                getattr(record, role),
                role.value,
                bound=record.plan_bound if limited else None,
                most=record.plan_max if limited else None,
                status=record.plan_status or alone,
            )
        found |= {role: known} if known else {}
    return found


def _states_result(record: Observation | Part) -> bool:
    if record.value is not None or isinstance(record, Part):
        return record.value is not None
    counted = record.numerator is not None and record.denominator is not None
    return counted or record.answer is not None or bool(record.grades)


def _value(scope: Scope, observation: Observation) -> Figure:
    """The result: as it was stated, else the share that its counts give."""
    status = observation.status
    # Whether a result is known of as much time as the row tells of, or more.
    passed = status is Status.FORECAST and any(
        period_of(item).end.reaches(scope.period.end)
        for item in scope.subject.indicator.observations
        if item.status not in FORECASTS and _states_result(item)
    )
    stated = scope.stated(observation, overtaken=passed)
    if observation.answer is not None:
        answer = Decimal(int(observation.answer))
        return scope.state(Role.VALUE, answer, "answer", status=status)
    share = share_of(scope, stated) or shared_well(scope, observation)
    return stated or share or scope.unsaid(observation)


def count(scope: Scope, record: Observation | Part) -> None:
    """Keeps the counts of which a share is told."""
    for role in (Role.NUMERATOR, Role.DENOMINATOR, Role.POPULATION):
        number = getattr(record, role, None)
        if number is not None:
            scope.state(role, number, role.value, status=record.status, unit="")


def share_of(scope: Scope, stated: Figure | None) -> Figure | None:
    """Keeps the share that counts give; of a printed one whose base no source tells, the base."""
    part, whole = scope.get(Role.NUMERATOR), scope.get(Role.DENOMINATOR)
    if part and whole is None:
        whole = scope.fit(Role.DENOMINATOR, [(part, stated)], "")
    return scope.derive(Role.VALUE, Formula.PERCENT, part, whole) if part else None


def _print(scope: Scope, observation: Observation, before: Days) -> Sequence[Past]:
    """Keeps what the source printed beside a result, and gives what it printed with a former one.

    A change of a part of a year is one from the same part of the year before.
    """
    *_, (kept, then) = _held_against(scope, before)
    share = Role.PERCENT_OF_PLAN
    beside: dict[Role, Beside] = {share: (share, Formula.PERCENT, scope.get(Role.PLAN))}
    for role, to, formula in zip(_CHANGES, kept, _COMPARED, strict=True):
        beside[role] = to, formula, then
    return state_printed(scope, observation, Role.VALUE, beside)


def compare_with_plan(scope: Scope, value: Figure) -> None:
    """Keeps what a result is in percent of its plan, and by how much it is over the plan: results
    also where the plan was only expected to be set. Of a plan that is to be reached at least it
    is that of the limit; of one that is a range, or a limit to stay under, there is none.
    """
    plan = scope.get(Role.PLAN)
    if plan is None or plan.value is None or value.value is None or not scope.subject.is_comparable:
        return
    asked = plan.value
    if plan.kind is Kind.PUBLISHED:
        asked = asked if asked.high is not None else Interval(asked.low, asked.low)
        if asked.exact is None:
            return
    told = partial(scope.derive, taken=(value.value, asked), firm_as=value)
    if told(Role.PERCENT_OF_PLAN, Formula.PERCENT, value, plan):
        told(Role.OVER_PLAN, Formula.DIFFERENCE, value, plan)


def _compare_with_targets(scope: Scope, value: Figure) -> None:
    """Keeps the distance to a floor or a ceiling, positive on the allowed side, but of what grows
    in the course of a year none before that is over, unless it is decided; and the change since
    the start of a term, where a target states from where it started.
    """
    subject, measure = scope.subject, scope.subject.indicator.measure
    if (aim := subject.aim(TargetType.FLOOR, TargetType.CEILING)) and subject.is_comparable:
        judged = within_limits(subject, aim, value, scope.figures)
        open_yet = judged is not None and judged.standing is Standing.IN_PROGRESS
        if not open_yet or measure not in GROW or scope.period.complete:
            floor = aim.kind is TargetType.FLOOR
            limit = aim.goals.get(Role.MIN if floor else Role.MAX)
            pair = (value, limit) if floor else (limit, value)
            scope.derive(Role.MARGIN, Formula.DIFFERENCE, *pair)
    if (aim := subject.aim(TargetType.END_VALUE)) and measure is not Measure.YES_NO:
        scope.change(Role.BASE_CHANGE, value, aim.goals.get(Role.BASE))


def _held_against(scope: Scope, before: Days) -> Sequence[tuple[tuple[Role, Role], Figure | None]]:
    """What a result is held against, and as what the changes since are kept: a whole year against a
    whole one, and a part of a year against the same part; only of a stock, which is of one day, the
    end of the year before tells as much.
    """
    period, days = scope.period, []
    if period.complete or scope.subject.indicator.measure is Measure.STOCK:
        days.append((_CHANGES, YEAR_END))
    if not period.complete:
        days.append((_SAME_PERIOD, period.end.in_year))
    return [(roles, then.value if (then := before.get(day)) else None) for roles, day in days]


def _compare_with_year_before(
    scope: Scope, value: Figure, before: Days, *, always: bool = True
) -> None:
    """Keeps the change from the year before, and recomputes the changes that a source printed;
    without ``always`` nothing else.
    """
    if not before or value.exact is None or scope.subject.indicator.measure is Measure.YES_NO:
        return
    for (change, percent), then in _held_against(scope, before):
        if then is not None and then.exact is not None:
            if always or scope.get(change):
                scope.change(change, value, then)
            if scope.get(percent):
                scope.derive(percent, Formula.CHANGE_PERCENT, value, then)


def classified(scope: Scope, observation: Observation) -> None:
    """Keeps the counts and shares of one year's grades, and what they add up to.

    The number assessed is the typed denominator, else the sum of all grades where each was
    counted, else what alone fits a count with its printed share; the numerator is the sum of the
    grades that are well or better. A typed number is recomputed instead, for the ledger. Where
    every grade has a share, or all together more than there is, the last one that does not follow
    from a count is what the others leave.
    """
    if not observation.grades and observation.population is None:
        return
    grades = scope.subject.registry.dataset.grades
    places = {item.grade: at for at, item in enumerate(observation.grades)}
    told: dict[str, Scope] = {}
    for grade in (grade for grade in grades if grade.id in places):
        at, portion = places[grade.id], portion_of(grade)
        path, item = (*scope.path, "grades", at), observation.grades[at]
        each = Scope(scope.subject, scope.when, path, *scope.records, portion=portion)
        told[grade.id], state = each, partial(each.state, status=observation.status)
        if item.count is not None:
            counted = partial(state, bound=item.bound, about=item.approximate, unit="")
            counted(Role.COUNT, Decimal(item.count), "count")
        if item.share is not None:
            state(Role.SHARE, item.share, "share", unit=PERCENT)
    counts = {name: count for name, each in told.items() if (count := each.get(Role.COUNT))}
    every, well = [grade.id for grade in grades], [grade.id for grade in grades if grade.well]
    for role, names in ((Role.DENOMINATOR, every), (Role.NUMERATOR, well)):
        if names and all(name in counts for name in names):
            scope.derive(role, Formula.SUM_OF_PARTS, *[counts[name] for name in names])
    whole = scope.get(Role.DENOMINATOR)
    if whole is None:
        pairs = [(each.get(Role.COUNT), each.get(Role.SHARE)) for each in told.values()]
        whole = scope.fit(Role.DENOMINATOR, pairs, "")
    for each in told.values():
        each.derive(Role.SHARE, Formula.PERCENT, each.get(Role.COUNT), whole)
    shares = {name: share for name, each in told.items() if (share := each.get(Role.SHARE))}
    free = [name for name in shares if name not in counts][-1:]
    others = [share for name, share in shares.items() if name not in free]
    over = point(100).below(sum_of([share.value for share in shares.values() if share.value]))
    if free and others and (len(shares) == len(every) or over):
        told[free[0]].derive(Role.SHARE, Formula.REST_OF_WHOLE, *others)
    scope.derive(Role.UNASSESSED, Formula.DIFFERENCE, scope.get(Role.POPULATION), whole)


def shared_well(scope: Scope, observation: Observation) -> Figure | None:
    """Keeps what is well or better where grades are told by their shares alone."""
    if not observation.grades:
        return None
    grades = scope.subject.registry.dataset.grades
    homes = (
        Scope(scope.subject, scope.when, portion=portion_of(grade))
        for grade in grades
        if grade.well
    )
    shares = [home.kept(Role.SHARE) for home in homes]
    return scope.derive(Role.VALUE, Formula.SUM_OF_PARTS, *shares) if shares else None
