"""Totals since the start of a term: held against their years, what remains, and the outlook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from indicators.computing.arithmetic import Interval
from indicators.computing.figures import FORECASTS, REACHED, CutOff, Figure, Kind, Role, end_of
from indicators.computing.formulas import Formula, sum_of
from indicators.computing.periods import Years
from indicators.computing.printed import Beside, Past, past_of, state_printed
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import Judgement, against
from indicators.computing.subject import Subject
from indicators.model import Bound, Measure, Observation, Status, TargetType


def totals_of(subject: Subject, years: Years) -> tuple[Account, ...]:
    """A row for every cumulative total, by time.

    Where a target asks for the total of a term and the years go on after the last total that a
    source states, what they give together is one more row, and so is what results prove to be
    reached.
    """
    listed = [(at, total) for at, total in enumerate(subject.indicator.totals) if total.value]
    earlier = [(k, i) for k, i in listed if end_of(i).before(subject.term)]
    before = None
    for index, total in earlier[-1:]:  # with which this term is compared
        scope = Scope(subject, end_of(total), ("totals", index), total)
        before = scope.stated(total, Role.TERM_BEFORE)
    listed = [item for item in listed if item not in earlier]
    made: list[Account] = []
    for expected in (False, True):
        for index, total in listed:
            if (total.status is Status.FORECAST) is expected:
                scope, past = _stated(subject, years, index, made, before)
                made.append(_row(scope, years.states, made, past))
        for given in () if expected else (_own, _proved):
            own = given(subject, years.states, made)
            if own is not None:
                made.append(_row(own, years.states, made))
    return tuple(sorted(made, key=lambda row: row.cut_off.earliest))


def _stated(
    subject: Subject,
    years: Years,
    index: int,
    before: Sequence[Account],
    earlier: Figure | None,
) -> tuple[Scope, Sequence[Past]]:
    """A total that a source states, with its recomputation, and what it printed with a former
    one.
    """
    total = subject.indicator.totals[index]
    end = end_of(total)
    scope = Scope(subject, end, ("totals", index), total)
    passed = any(row.cut_off.reaches(end) for row in before if not row.value.is_forecast)
    passed = passed and total.status is Status.FORECAST
    value = scope.stated(total, Role.TOTAL, overtaken=passed)
    assert value is not None, "checked data states every total"
    aim, share = subject.aim(TargetType.TERM_TOTAL), Role.PERCENT_OF_TARGET
    changes: Mapping[Role, Beside] = {  # since the term before
        Role.CHANGE: (Role.TERM_CHANGE, Formula.DIFFERENCE, earlier),
        Role.CHANGE_PERCENT: (Role.TERM_CHANGE_PERCENT, Formula.CHANGE_PERCENT, earlier),
    }
    to_goal: Beside = (share, Formula.PERCENT, aim.goals[Role.TARGET] if aim else None)
    past = state_printed(scope, total, Role.TOTAL, {**changes, share: to_goal})
    ended = subject.ended(end) and not value.is_forecast
    for home, number, always in ((scope, value, ended), *((*item, False) for item in past)):
        for role, formula, _ in changes.values():
            if home.get(role) or always:
                home.derive(role, formula, number, earlier)
    _recount(scope, _as_of(years, value), value, before)
    return scope, past


def _as_of(years: Years, total: Figure) -> tuple[Account, ...]:
    """The years with the last of them as of a total: its count up to the same day, else the latest
    one that is in the total, else the first that goes on after it.
    """
    cut_off = cut_off_of(total)
    same = [row for row in years.every if row.period.year == cut_off.date.year]
    firm = [row for row in same if row.value.value is not None and _counts(total, row)]
    last = ([row for row in firm if cut_off.reaches(row.cut_off)] or firm[:1])[-1:]
    return tuple(
        last[0] if last and row.period.year == cut_off.date.year else row for row in years.states
    )


def _counts(total: Figure, year: Account) -> bool:
    """Whether a year is of a total: what is expected is of no result."""
    return total.is_forecast or not year.value.is_forecast


def _own(subject: Subject, years: tuple[Account, ...], before: Sequence[Account]) -> Scope | None:
    """The total that the years give where a target needs it and no source states it.

    It goes on from the last stated result that ends a year, else from the start of the term, as
    far as every year is known on both sides; there is none unless it is later than every stated
    one. Where none is stated and years are not known, the others are at least that much.
    """
    known = _results(subject, years)
    last = max(before, key=lambda row: row.cut_off.earliest, default=None)
    ended = [row for row in before if _is_known(row) and row.cut_off.ends_year]
    base = sorted(ended, key=lambda row: row.cut_off.earliest)[-1:]
    start = base[0].cut_off.date.year + 1 if base else subject.term.first
    run: list[Account] = []
    for row, _ in known:
        goes_on = row.period.year == start + len(run) and (not run or run[-1].period.complete)
        run += [row] if goes_on and _is_known(row) else []
    if last is None and len(run) < len(known) and all(low >= 0 for _, low in known):
        return _summed(subject, [row for row, _ in known], Bound.AT_LEAST)
    if not run or (last is not None and last.cut_off.reaches(run[-1].cut_off)):
        return None
    return _summed(subject, [*base, *run])


def _proved(
    subject: Subject, years: tuple[Account, ...], before: Sequence[Account]
) -> Scope | None:
    """The most that results surely add up to, where that reaches the target and no total known up
    to then does: a total, or none, with the counts of all later years. What was counted between
    is not known, so it is a lower bound; only what cannot fall proves it.
    """
    aim, known = subject.aim(TargetType.TERM_TOTAL), _results(subject, years)
    wanted = aim.level(Role.TARGET) if aim else None
    if wanted is None or any(low < 0 for _, low in known):
        return None
    ways: list[tuple[Fraction, list[Account]]] = []
    for base in (None, *before):
        start, year = (base.value.least, base.cut_off.date.year) if base else (Fraction(0), 0)
        later = [(row, low) for row, low in known if row.period.year > year]
        if start is not None:
            rows = [*filter(None, [base]), *(row for row, _ in later)]
            ways.append((start + sum(low for _, low in later), rows))
    most, rows = max(ways, key=lambda way: way[0])
    if not rows or most < wanted:
        return None
    reached = (row.value.least for row in before if row.cut_off.reaches(rows[-1].cut_off))
    if any(low is not None and low >= wanted for low in reached):
        return None
    return _summed(subject, rows, Bound.AT_LEAST)


def _is_known(row: Account) -> bool:
    """Whether its value is known on both sides, exactly or as a range."""
    known = row.value.value
    return known is not None and known.low is not None and known.high is not None


def _results(subject: Subject, years: tuple[Account, ...]) -> list[tuple[Account, Fraction]]:
    """The years that a target sums up, each with the least that is known of it; no forecast."""
    asked = subject.aim(TargetType.TERM_TOTAL) is not None
    summed = asked and subject.indicator.measure is Measure.FLOW
    return [
        (row, low)
        for row in (years if summed else ())
        if (low := row.value.least) is not None
        and not row.value.is_forecast
        and row.period.within(subject.term)
    ]


def _summed(subject: Subject, rows: Sequence[Account], bound: Bound | None = None) -> Scope:
    """A total of results, told from what a source expected of the same day."""
    end, stated = rows[-1].cut_off, [end_of(item) for item in subject.indicator.totals]
    scope = Scope(subject, end, mark=REACHED if end in stated else "")
    scope.derive(Role.TOTAL, Formula.SUM, *[row.value for row in rows], bound=bound)
    return scope


def _row(
    scope: Scope,
    years: tuple[Account, ...],
    before: Sequence[Account],
    past: Sequence[Past] = (),
) -> Account:
    """A total with what follows from it: progress, and what is over its target or left to it."""
    subject, value = scope.subject, scope.figures[Role.TOTAL]
    aim = subject.aim(TargetType.TERM_TOTAL)
    cut_off, reached = cut_off_of(value), value.value
    wanted = aim.level(Role.TARGET) if aim else None
    if aim is None or wanted is None or wanted <= 0 or reached is None:
        return scope.account(None, Role.TOTAL)
    goal, asked = aim.goals[Role.TARGET], aim.wanted(lower=False)
    scope.derive(Role.PERCENT_OF_TARGET, Formula.PERCENT, value, goal)
    ends = (Fraction(subject.term.last), Fraction(cut_off.date.year))
    for printed, was in past:
        if printed.get(Role.PERCENT_OF_TARGET):
            printed.derive(Role.PERCENT_OF_TARGET, Formula.PERCENT, was, goal)
        if printed.get(Role.YEARS_EARLY):
            printed.derive(Role.YEARS_EARLY, Formula.YEARS_TO_END, was, goal, constants=ends)
    if reached.within(asked):
        earlier = [row.value.value for row in before if cut_off.reaches(row.cut_off)]
        first = not any(known is not None and known.within(asked) for known in earlier)
        scope.derive(Role.OVER_TARGET, Formula.DIFFERENCE, value, goal)
        # How early it was reached is told of the first total that does, else where it was printed.
        if scope.get(Role.YEARS_EARLY) or (first and ends[1] < ends[0]):
            scope.derive(Role.YEARS_EARLY, Formula.YEARS_TO_END, value, goal, constants=ends)
    else:
        _remaining(scope, years, value, goal)
    if value.overtaken:
        return scope.account(None, Role.TOTAL)
    ended = subject.ended(cut_off, aim.target.due)
    forecast = value.is_forecast
    standing = against(reached, asked, forecast=forecast, ended=ended, grows=True, goal=True)
    return scope.account(Judgement(standing, (value, goal), cut_off), Role.TOTAL)


def _remaining(scope: Scope, years: tuple[Account, ...], value: Figure, goal: Figure) -> None:
    """What is left to the target; only where something surely is: in percent, for each period
    that is left, and against the next year's plan.

    A part of a year is a period, but for a part of December. The plan of a year that has begun
    is no measure for what is left, because a part of it has been done.
    """
    remaining = scope.derive(Role.REMAINING, Formula.DIFFERENCE, goal, value)
    if remaining is None or remaining.least is None or remaining.least < 0:
        return
    scope.derive(Role.REMAINING_PERCENT, Formula.PERCENT, remaining, goal)
    cut_off = cut_off_of(value)
    left = scope.subject.term.last - cut_off.next_year + 1
    if left > 0:
        even = remaining.exact is not None and remaining.exact % left == 0
        told = partial(scope.derive, decimals=0 if even else None, constants=(Fraction(left),))
        told(Role.REQUIRED_PER_PERIOD, Formula.SHARED_OUT, remaining)
    for row in years:
        plan = row.get(Role.PLAN)
        if row.period.year == cut_off.date.year + 1 and plan and plan.exact is not None:
            scope.derive(Role.REMAINING_OF_PLAN, Formula.PERCENT, remaining, plan)


def _recount(
    stated: Scope, years: tuple[Account, ...], total: Figure, before: Sequence[Account]
) -> None:
    """Recomputes a published total, or keeps what its years leave open.

    Where every year from the start of the term to the cut-off is known, the total is their sum.
    Else a forecast is the last result of the totals ``before`` it with what was expected after.
    Any other total is the last one before it that ends a year with every year since, else it
    leaves a rest that no year explains, which is known only where no year can be negative. A
    forecast is never held against years that have come true since: that it missed is no mistake
    of the source.
    """
    cut_off = cut_off_of(total)
    scope = Scope(stated.subject, cut_off)
    until = [row for row in years if row.period.year <= cut_off.date.year and row.value.value]
    inside = [row for row in until if row.period.within(scope.subject.term)]
    counted = [row for row in inside if _counts(total, row)]
    overtaken = total.is_forecast and not any(row.value.is_forecast for row in counted)
    ended = [row for row in before if row.cut_off.ends_year and cut_off.reaches(row.cut_off)]
    base = max(ended, key=lambda row: row.cut_off.latest, default=None)
    start = base.cut_off.date.year + 1 if base else scope.subject.term.first
    since = [row for row in counted if row.period.year >= start]
    if _fill(counted, scope.subject.term.first, cut_off) and not overtaken:
        scope.derive(Role.TOTAL, Formula.SUM, *[row.value for row in counted])
    elif total.is_forecast:
        _expected(scope, years, total, before)
    elif base and _fill(since, start, cut_off):
        scope.derive(Role.TOTAL, Formula.SUM, *[row.value for row in (base, *since)])
    else:
        _rest(scope, [row for row in counted if row.value.exact is not None], total)


def cut_off_of(total: Figure) -> CutOff:
    """Up to when a total was counted."""
    assert isinstance(total.when, CutOff)
    return total.when


def _covers(rows: Sequence[Account], start: int, cut_off: CutOff) -> bool:
    """Whether these years lie without a gap from the start to the cut-off or beyond."""
    if [row.period.year for row in rows] != list(range(start, cut_off.date.year + 1)) or not rows:
        return False
    whole = all(row.period.complete for row in rows[:-1])
    return whole and rows[-1].cut_off.reaches(cut_off)


def _fill(rows: Sequence[Account], start: int, cut_off: CutOff) -> bool:
    """Whether these years lie without a gap from the start to the cut-off, and no further."""
    return _covers(rows, start, cut_off) and cut_off.reaches(rows[-1].cut_off)


def _expected(
    scope: Scope, years: tuple[Account, ...], total: Figure, before: Sequence[Account]
) -> None:
    """The last total before a forecast, of those that no other source gives if there are any, and
    what was expected of every year after it: its forecast value, else its plan.

    Whatever was left of the last total's own year is not in it, so the sum is only a lower bound.
    """
    # What results have proved since, the source of the forecast did not go by.
    results = [row for row in before if row.value.kind is Kind.PUBLISHED or _is_known(row)]
    cut_off = cut_off_of(total)
    earlier = [r for r in results if not r.value.is_forecast and cut_off.reaches(r.cut_off)]
    own = [row for row in earlier if row.value.source in (None, total.source)]
    last = max(own or earlier, key=lambda row: row.cut_off.earliest, default=None)
    if last is None or not cut_off.ends_year:
        return
    known = last.cut_off
    after = [row for row in years if known.date.year < row.period.year <= cut_off.date.year]
    awaited = [
        row.value if row.value.status in FORECASTS and row.period.complete else row.get(Role.PLAN)
        for row in after
    ]
    if awaited:
        bound = None if known.ends_year else Bound.AT_LEAST
        told = partial(scope.derive, bound=bound, status=Status.FORECAST)
        told(Role.TOTAL, Formula.SUM, last.value, *awaited)


def _rest(scope: Scope, rows: Sequence[Account], total: Figure) -> None:
    """What a total holds beyond the counts of its years.

    A count that may go on after the cut-off makes the rest a lower bound. Years that end before
    it and yet are more than the total, or all years and yet less, contradict it: they are its
    recomputation, as a bound that it misses.
    """
    cut_off, value = cut_off_of(total), total.value
    inside = [row.value for row in rows if cut_off.reaches(row.cut_off)]
    counted = [row.value for row in rows]
    if not rows or value is None or any((figure.exact or 0) < 0 for figure in counted):
        return
    if inside and value.below(_sum(inside)):
        scope.derive(Role.TOTAL, Formula.SUM, *inside, bound=Bound.AT_LEAST)
        return
    if _covers(rows, scope.subject.term.first, cut_off):
        if _sum(counted).below(value):
            scope.derive(Role.TOTAL, Formula.SUM, *counted, bound=Bound.AT_MOST)
        return
    most, changed = zip(*(_ever(scope.subject, row, total) for row in rows), strict=True)
    open_ended = len(inside) != len(counted) or any(changed)
    least = (value - _sum(most)).low
    if least is None or (least <= 0 and (open_ended or value.exact is None)):
        return
    bound = Bound.AT_LEAST if open_ended else None
    rest = scope.derive(Role.UNEXPLAINED, Formula.REST_OF_TOTAL, total, *most, bound=bound)
    aim = scope.subject.aim(TargetType.TERM_TOTAL)
    goal = aim.goals[Role.TARGET] if aim else None
    scope.derive(Role.UNEXPLAINED_PERCENT, Formula.PERCENT, rest, goal)


def _ever(subject: Subject, row: Account, total: Figure) -> tuple[Figure, bool]:
    """The most that a year may have come to in a total, and whether it may have been less: another
    number may have stood there, unless the total's own source is what changed it.
    """
    now, path = row.value, row.value.path or ()
    record = subject.registry.dataset.at(path[:-1])
    if not isinstance(record, Observation):
        return now, False
    former = record.former
    known = [(item.value, k) for k, item in enumerate(former) if item.value is not None]
    most, k = max(known, default=(0, 0))
    if not known or (now.source == total.source != (former[k].source or total.source)):
        return now, False
    if most <= (now.exact or 0):
        return now, True
    home = Scope(subject, row.period, path[len(subject.path) : -1], record)
    return past_of(home, record, k, Role.VALUE)[1], True


def _sum(figures: Sequence[Figure]) -> Interval:
    return sum_of([figure.value for figure in figures if figure.value])
