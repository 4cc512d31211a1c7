"""Totals since the start of a term: held against their years, what remains, and the outlook."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.computing.arithmetic import Interval
from indicators.computing.figures import FORECASTS, REACHED, CutOff, Figure, Kind, Role, end_of
from indicators.computing.formulas import Formula, sum_of
from indicators.computing.ledger import Beside, Past, past_of, state_printed
from indicators.computing.periods import Years
from indicators.computing.scope import Account, Rows, Scope
from indicators.computing.standing import Judgement, against
from indicators.computing.subject import Subject
from indicators.model import Bound, Measure, Observation, Status, TargetType, Total

Least = Sequence[tuple[Account, Fraction]]
"""The years that a target sums up, each with the least that is known of it."""


def totals_of(subject: Subject, years: Years) -> tuple[Account, ...]:
    """A row for every cumulative total, by time.

    Where a target asks for the total of a term and the years go on after the last total that a
    source states, what they give together is one more row, and so is what results prove to be
    reached.
    """
    listed = [
        (Scope(subject, end_of(total), ("totals", at), total), total)
        for at, total in enumerate(subject.indicator.totals)
        if total.value
    ]
    earlier = [item for item in listed if item[0].end.before(subject.term)]
    before = None
    for scope, total in earlier[-1:]:  # with which this term is compared
        before = scope.stated(total, Role.TERM_BEFORE)
    known = _results(subject, years.states)
    made: list[Account] = []
    for expected in (False, True):
        for scope, total in listed:
            if (total.status is Status.FORECAST) is expected and (scope, total) not in earlier:
                made.append(_stated(scope, total, years, made, before))
        for given in () if expected else (_own, _proved):
            if found := given(subject, known, made):
                rows, bound = found
                end, ends = rows[-1].cut_off, [end_of(item) for item in subject.indicator.totals]
                # It is told from what a source expected of the same day.
                scope = Scope(subject, end, mark=REACHED if end in ends else "")
                summed = [row.value for row in rows]
                value = scope.derive(Role.TOTAL, Formula.SUM, *summed, bound=bound)
                made += [_row(scope, value, years.states, made)] if value else []
    return tuple(sorted(made, key=lambda row: row.cut_off.earliest))


def _stated(
    scope: Scope, total: Total, years: Years, before: Rows, earlier: Figure | None
) -> Account:
    """A total that a source states, with what follows from it and from the former numbers with
    which it printed something.
    """
    subject, forecast = scope.subject, total.status is Status.FORECAST
    results = (row for row in before if not row.value.is_forecast)
    passed = forecast and any(row.cut_off.reaches(scope.end) for row in results)
    value = scope.stated(total, Role.TOTAL, overtaken=passed)
    assert value is not None, "checked data states every total"
    aim, share = subject.aim(TargetType.TERM_TOTAL), Role.PERCENT_OF_TARGET
    beside: dict[Role, Beside] = {  # since the term before
        Role.CHANGE: (Role.TERM_CHANGE, Formula.DIFFERENCE, earlier),
        Role.CHANGE_PERCENT: (Role.TERM_CHANGE_PERCENT, Formula.CHANGE_PERCENT, earlier),
    }
    changes = [*beside.values()]
    beside[share] = share, Formula.PERCENT, aim.goals[Role.TARGET] if aim else None
    past = state_printed(scope, total, Role.TOTAL, beside)
    for home, number in ((scope, value), *past):
        for role, formula, other in changes:
            if home.get(role) or (home is scope and subject.ended(scope.end) and not forecast):
                home.derive(role, formula, number, other)
    _recount(Scope(subject, scope.end), _as_of(years, value, scope.end), value, before)
    return _row(scope, value, years.states, before, past)


def _as_of(years: Years, total: Figure, end: CutOff) -> Rows:
    """The years with the last of them as of a total: its count up to the same day, else the latest
    one that is in the total, else the first that goes on after it.
    """
    year = end.date.year
    same = [row for row in years.every if row.period.year == year and _counts(total, row)]
    last = ([row for row in same if end.reaches(row.cut_off)] or same[:1])[-1:]
    return [last[0] if last and row.period.year == year else row for row in years.states]


def _counts(total: Figure, year: Account) -> bool:
    """Whether something of a year is in a total: what is expected is of no result."""
    return year.value.value is not None and (total.is_forecast or not year.value.is_forecast)


def _results(subject: Subject, years: Rows) -> Least:
    """The years that a target sums up; no forecast."""
    asked = subject.aim(TargetType.TERM_TOTAL) is not None
    return [
        (row, low)
        for row in (years if asked and subject.indicator.measure is Measure.FLOW else ())
        if (low := row.value.least) is not None
        and not row.value.is_forecast
        and row.period.within(subject.term)
    ]


def _own(subject: Subject, known: Least, before: Rows) -> tuple[Rows, Bound | None] | None:
    """What gives the total that a target needs and no source states.

    It goes on from the last stated result that ends a year, else from the start of the term, as
    far as every year is known on both sides; there is none unless it is later than every stated
    one. Where none is stated and years are not known, the others are at least that much.
    """
    last = max(before, key=lambda row: row.cut_off.earliest, default=None)
    ended = [row for row in before if _is_known(row) and row.cut_off.ends_year]
    base = sorted(ended, key=lambda row: row.cut_off.earliest)[-1:]
    start = base[0].cut_off.date.year + 1 if base else subject.term.first
    run: list[Account] = []
    for row, _ in known:
        goes_on = row.period.year == start + len(run) and (not run or run[-1].period.complete)
        run += [row] if goes_on and _is_known(row) else []
    if last is None and len(run) < len(known) and all(low >= 0 for _, low in known):
        return [row for row, _ in known], Bound.AT_LEAST
    if not run or (last is not None and last.cut_off.reaches(run[-1].cut_off)):
        return None
    return [*base, *run], None


def _proved(subject: Subject, known: Least, before: Rows) -> tuple[Rows, Bound | None] | None:
    """The most that results surely add up to, where that reaches the target and no total known up
    to then does: a total, or none, with the counts of all later years. What was counted between
    is not known, so it is a lower bound; only what cannot fall proves it.
    """
    aim = subject.aim(TargetType.TERM_TOTAL)
    wanted = aim.level(Role.TARGET) if aim else None
    if wanted is None or any(low < 0 for _, low in known):
        return None
    starts: list[tuple[Fraction, int, Rows]] = [(Fraction(0), 0, ())]
    told = ((row.value.least, row) for row in before)
    starts += [(low, row.cut_off.date.year, [row]) for low, row in told if low is not None]
    ways: list[tuple[Fraction, Rows]] = []
    for start, year, base in starts:
        later = [(row, low) for row, low in known if row.period.year > year]
        ways.append((start + sum(low for _, low in later), [*base, *(row for row, _ in later)]))
    most, rows = max(ways, key=lambda way: way[0])
    reached = (row.value.least for row in before if rows and row.cut_off.reaches(rows[-1].cut_off))
    if not rows or most < wanted or any(low is not None and low >= wanted for low in reached):
        return None
    return rows, Bound.AT_LEAST


def _is_known(row: Account) -> bool:
    """Whether its value is known on both sides, exactly or as a range."""
    known = row.value.value
    return known is not None and known.low is not None and known.high is not None


def _row(
    scope: Scope, value: Figure, years: Rows, before: Rows, past: Sequence[Past] = ()
) -> Account:
    """A total with what follows from it: progress, and what is over its target or left to it."""
    subject, aim = scope.subject, scope.subject.aim(TargetType.TERM_TOTAL)
    wanted, reached = aim.level(Role.TARGET) if aim else None, value.value
    if aim is None or wanted is None or wanted <= 0 or reached is None:
        return scope.account(None, Role.TOTAL)
    goal, asked = aim.goals[Role.TARGET], aim.wanted(lower=False)
    ends = (Fraction(subject.term.last), Fraction(scope.end.date.year))
    scope.derive(Role.PERCENT_OF_TARGET, Formula.PERCENT, value, goal)
    for beside, was in past:
        if beside.get(Role.PERCENT_OF_TARGET):
            beside.derive(Role.PERCENT_OF_TARGET, Formula.PERCENT, was, goal)
        if beside.get(Role.YEARS_EARLY):
            beside.derive(Role.YEARS_EARLY, Formula.YEARS_TO_END, was, goal, constants=ends)
    if reached.within(asked):
        earlier = [row.value.value for row in before if scope.end.reaches(row.cut_off)]
        first = not any(known is not None and known.within(asked) for known in earlier)
        scope.derive(Role.OVER_TARGET, Formula.DIFFERENCE, value, goal)
        # How early it was reached is told of the first total that does, else where it was printed.
        if scope.get(Role.YEARS_EARLY) or (first and ends[1] < ends[0]):
            scope.derive(Role.YEARS_EARLY, Formula.YEARS_TO_END, value, goal, constants=ends)
    else:
        _remaining(scope, years, value, goal)
    if value.overtaken:
        return scope.account(None, Role.TOTAL)
    ended = subject.ended(scope.end, aim.target.due)
    forecast = value.is_forecast
    standing = against(reached, asked, forecast=forecast, ended=ended, grows=True, goal=True)
    return scope.account(Judgement(standing, (value, goal), scope.end), Role.TOTAL)


def _remaining(scope: Scope, years: Rows, value: Figure, goal: Figure) -> None:
    """What is left to the target; only where something surely is: in percent, for each period
    that is left, and against the next year's plan.

    A part of a year is a period, but for a part of December. The plan of a year that has begun
    is no measure for what is left, because a part of it has been done.
    """
    remaining = scope.derive(Role.REMAINING, Formula.DIFFERENCE, goal, value)
    if remaining is None or remaining.least is None or remaining.least < 0:
        return
    scope.derive(Role.REMAINING_PERCENT, Formula.PERCENT, remaining, goal)
    left = scope.subject.term.last - scope.end.next_year + 1
    if left > 0:
        even = remaining.exact is not None and remaining.exact % left == 0
        over, shown = (Fraction(left),), 0 if even else None
        each = Role.REQUIRED_PER_PERIOD
        scope.derive(each, Formula.SHARED_OUT, remaining, constants=over, decimals=shown)
    for row in years:
        plan = row.get(Role.PLAN)
        if row.period.year == scope.end.date.year + 1 and plan and plan.exact is not None:
            scope.derive(Role.REMAINING_OF_PLAN, Formula.PERCENT, remaining, plan)


def _recount(scope: Scope, years: Rows, total: Figure, before: Rows) -> None:
    """Recomputes a published total, or keeps what its years leave open.

    Where every year from the start of the term to the cut-off is known, the total is their sum.
    Else a forecast is the last result of the totals ``before`` it with what was expected after.
    Any other total is the last one before it that ends a year with every year since, else it
    leaves a rest that no year explains, which is known only where no year can be negative. A
    forecast is never held against years that have come true since: that it missed is no mistake
    of the source.
    """
    end, term = scope.end, scope.subject.term
    until = (row for row in years if row.period.year <= end.date.year and row.period.within(term))
    counted = [row for row in until if _counts(total, row)]
    overtaken = total.is_forecast and not any(row.value.is_forecast for row in counted)
    ended = [row for row in before if row.cut_off.ends_year and end.reaches(row.cut_off)]
    base = max(ended, key=lambda row: row.cut_off.latest, default=None)
    start = base.cut_off.date.year + 1 if base else term.first
    since = [row for row in counted if row.period.year >= start]
    summed: Rows = ()
    if _cover(counted, term.first, end) and not overtaken:
        summed = counted
    elif total.is_forecast:
        _expected(scope, years, total, before)
        return
    elif base and _cover(since, start, end):
        summed = [base, *since]
    if summed:
        scope.derive(Role.TOTAL, Formula.SUM, *[row.value for row in summed])
    else:
        _rest(scope, [row for row in counted if row.value.exact is not None], total)


def _cover(rows: Rows, start: int, end: CutOff, *, beyond: bool = False) -> bool:
    """Whether these years lie without a gap from the start to the end, and no further unless they
    may lie ``beyond``.
    """
    if not rows or [row.period.year for row in rows] != [*range(start, end.date.year + 1)]:
        return False
    whole, last = all(row.period.complete for row in rows[:-1]), rows[-1].cut_off
    return whole and last.reaches(end) and (beyond or end.reaches(last))


def _expected(scope: Scope, years: Rows, total: Figure, before: Rows) -> None:
    """The last total before a forecast, of those that no other source gives if there are any, and
    what was expected of every year after it: its forecast value, else its plan.

    Whatever was left of the last total's own year is not in it, so the sum is only a lower bound.
    """
    # What results have proved since, the source of the forecast did not go by.
    results = [row for row in before if row.value.kind is Kind.PUBLISHED or _is_known(row)]
    earlier = [r for r in results if not r.value.is_forecast and scope.end.reaches(r.cut_off)]
    own = [row for row in earlier if row.value.source in (None, total.source)]
    last = max(own or earlier, key=lambda row: row.cut_off.earliest, default=None)
    if last is None or not scope.end.ends_year:
        return
    known = last.cut_off
    awaited = [
        row.value if row.value.status in FORECASTS and row.period.complete else row.get(Role.PLAN)
        for row in years
        if known.date.year < row.period.year <= scope.end.date.year
    ]
    if awaited:
        bound = None if known.ends_year else Bound.AT_LEAST
        inputs, status = (last.value, *awaited), Status.FORECAST
        scope.derive(Role.TOTAL, Formula.SUM, *inputs, bound=bound, status=status)


def _rest(scope: Scope, rows: Rows, total: Figure) -> None:
    """What a total holds beyond the counts of its years.

    A count that may go on after the cut-off makes the rest a lower bound. Years that end before
    it and yet are more than the total, or all years and yet less, contradict it: they are its
    recomputation, as a bound that it misses.
    """
    value, counted = total.value, [row.value for row in rows]
    inside = [row.value for row in rows if scope.end.reaches(row.cut_off)]
    if not rows or value is None or any((figure.exact or 0) < 0 for figure in counted):
        return
    if inside and value.below(_sum(inside)):
        scope.derive(Role.TOTAL, Formula.SUM, *inside, bound=Bound.AT_LEAST)
        return
    if _cover(rows, scope.subject.term.first, scope.end, beyond=True):
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
    if aim := scope.subject.aim(TargetType.TERM_TOTAL):
        goal = aim.goals[Role.TARGET]
        scope.derive(Role.UNEXPLAINED_PERCENT, Formula.PERCENT, rest, goal)


def _ever(subject: Subject, row: Account, total: Figure) -> tuple[Figure, bool]:
    """The most that a year may have come to in a total, and whether it may have been less: another
    number may have stood there, unless the total's own source is what changed it.
    """
    now, path = row.value, row.value.path or ()
    record = subject.registry.dataset.at(path[:-1])
    former = record.former if isinstance(record, Observation) else ()
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
