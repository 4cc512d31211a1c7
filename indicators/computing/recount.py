"""Totals held against the years they contain: sums, forecasts, and the part no year explains."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.computing.arithmetic import Interval, above, below, point
from indicators.computing.figures import PERCENT, CutOff, Figure, Figures, Formula, Kind, Role
from indicators.computing.periods import Row
from indicators.computing.subject import Subject
from indicators.model import Bound, Status


def recount(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    total: Figure,
    results: Sequence[Figure],
) -> None:
    """Recomputes a published total, or keeps what its years leave open.

    Where every year from the start of the term to the cut-off is known, the total is their sum.
    Else a forecast is the last of ``results`` (totals that are none) with what was expected after
    it, and any other total leaves a rest that no year explains, which is known only where no year
    can be negative. A forecast is never held against years that have come true since: that it
    missed is no mistake of the source.
    """
    cut_off = cut_off_of(total)
    counted = [
        row
        for row in years
        if row.period.year <= cut_off.date.year
        and row.value.value is not None
        and (total.is_forecast or not row.value.is_forecast)
    ]
    overtaken = total.is_forecast and not any(row.value.is_forecast for row in counted)
    covered = _covers(counted, subject.term.start, cut_off)
    if covered and cut_off.reaches(counted[-1].period.end) and not overtaken:
        _again(subject, figures, cut_off, [row.value for row in counted])
    elif total.is_forecast:
        _expected(subject, figures, years, cut_off, results)
    else:
        _rest(subject, figures, [row for row in counted if row.value.exact is not None], total)


def own_total(
    subject: Subject, years: tuple[Row, ...], results: Sequence[Figure]
) -> tuple[CutOff, list[Figure]] | None:
    """The cut-off and the summands of a total that no source states but the years give.

    It goes on from the last stated result that ends a year, else from the start of the term, as
    far as every year is known exactly; there is none unless it is later than every stated one.
    """
    last = max(results, key=lambda figure: cut_off_of(figure).earliest, default=None)
    summands: list[Figure] = []
    expected, end = subject.term.start, None
    if last is not None and last.exact is not None and cut_off_of(last).ends_year:
        summands, expected = [last], cut_off_of(last).date.year + 1
    for row in years:
        if row.period.year < expected:
            continue
        if row.value.exact is None or row.value.is_forecast:
            break
        summands.append(row.value)
        end = row.period.end
        if not row.period.complete:
            break
    if end is None or (last is not None and cut_off_of(last).reaches(end)):
        return None
    return end, summands


def cut_off_of(total: Figure) -> CutOff:
    """Up to when a total was counted."""
    assert isinstance(total.when, CutOff)
    return total.when


def _covers(rows: Sequence[Row], start: int, cut_off: CutOff) -> bool:
    """Whether these years lie without a gap from the start of the term to the cut-off or beyond."""
    if [row.period.year for row in rows] != list(range(start, cut_off.date.year + 1)) or not rows:
        return False
    whole = all(row.period.complete for row in rows[:-1])
    return whole and rows[-1].period.end.reaches(cut_off)


def _again(
    subject: Subject,
    figures: Figures,
    cut_off: CutOff,
    summands: Sequence[Figure],
    *,
    bound: Bound | None = None,
    status: Status | None = None,
) -> None:
    """Keeps a total's recomputation: at least the summands where more belongs to it, at most
    where they hold more than it.
    """
    amount = point(0)
    for figure in summands:
        assert figure.value is not None
        amount += figure.value
    if bound is Bound.AT_LEAST:
        amount = Interval(amount.low, None, amount.low_open)
    if bound is Bound.AT_MOST:
        amount = Interval(None, amount.high, high_open=amount.high_open)
    if amount.low is None and amount.high is None:
        return
    figures.derive(
        subject.id,
        Role.TOTAL,
        cut_off,
        Formula.SUM,
        summands,
        amount,
        subject.indicator.unit,
        decimals=subject.decimals_of(*summands),
        status=status,
        again=True,
    )


def _expected(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    cut_off: CutOff,
    results: Sequence[Figure],
) -> None:
    """The last total before a forecast, and what was expected of every year after it.

    Whatever was left of the last total's own year is not in it, so the sum is only a lower bound.
    """
    earlier = [total for total in results if cut_off.reaches(cut_off_of(total))]
    if not earlier or not cut_off.ends_year:
        return
    last = max(earlier, key=lambda total: cut_off_of(total).earliest)
    known = cut_off_of(last)
    after = [row for row in years if known.date.year < row.period.year <= cut_off.date.year]
    awaited = [_awaited(row) for row in after]
    summands = [figure for figure in awaited if figure is not None]
    if not summands or len(summands) != len(after):
        return
    _again(
        subject,
        figures,
        cut_off,
        [last, *summands],
        bound=None if known.ends_year else Bound.AT_LEAST,
        status=Status.FORECAST,
    )


def _awaited(row: Row) -> Figure | None:
    """What was expected of a year: its forecast value, else its plan."""
    expected = row.value if row.value.is_forecast and row.period.complete else row.get(Role.PLAN)
    return expected if expected is not None and expected.value is not None else None


def _rest(subject: Subject, figures: Figures, rows: Sequence[Row], total: Figure) -> None:
    """What a total holds beyond the counts of its years.

    A count that may go on after the cut-off makes the rest a lower bound. Years that end before
    it and yet are more than the total, or all years and yet less, contradict it: they are its
    recomputation, as a bound that it misses.
    """
    cut_off, value = cut_off_of(total), total.value
    inside = [row.value for row in rows if cut_off.reaches(row.period.end)]
    counted = [row.value for row in rows]
    if not rows or value is None or any((figure.exact or 0) < 0 for figure in counted):
        return
    if inside and value.below(above(_sum(inside), or_equal=True)):
        _again(subject, figures, cut_off, inside, bound=Bound.AT_LEAST)
        return
    if _covers(rows, subject.term.start, cut_off):
        if below(_sum(counted), or_equal=True).below(value):
            _again(subject, figures, cut_off, counted, bound=Bound.AT_MOST)
        return
    rest = value - point(_sum(counted))
    if rest.low is not None and len(inside) != len(counted):
        rest = Interval(rest.low, None, rest.low_open)
    if rest.low is None or (rest.low <= 0 and rest.exact is None):
        return
    unexplained = figures.derive(
        subject.id,
        Role.UNEXPLAINED,
        cut_off,
        Formula.REST_OF_TOTAL,
        [total, *counted],
        rest,
        subject.indicator.unit,
        decimals=subject.decimals_of(total, *counted),
        kind=Kind.INFERRED,
    )
    goal = subject.goals.get(Role.TARGET)
    if goal and goal.exact is not None and goal.exact > 0:
        figures.derive(
            subject.id,
            Role.UNEXPLAINED_PERCENT,
            cut_off,
            Formula.PERCENT,
            (unexplained, goal),
            rest.scaled(100 / goal.exact),
            PERCENT,
        )


def _sum(figures: Sequence[Figure]) -> Fraction:
    return sum((figure.exact for figure in figures if figure.exact is not None), Fraction(0))
