"""Totals held against the years they contain: sums, forecasts, and the part no year explains."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.computing.arithmetic import above, below
from indicators.computing.figures import CutOff, Figure, Role
from indicators.computing.formulas import Formula
from indicators.computing.scope import Account, Scope
from indicators.computing.subject import Subject
from indicators.model import Bound, Status


def recount(
    subject: Subject, years: tuple[Account, ...], total: Figure, results: Sequence[Figure]
) -> None:
    """Recomputes a published total, or keeps what its years leave open.

    Where every year from the start of the term to the cut-off is known, the total is their sum.
    Else a forecast is the last of ``results`` (totals that are none) with what was expected after
    it, and any other total leaves a rest that no year explains, which is known only where no year
    can be negative. A forecast is never held against years that have come true since: that it
    missed is no mistake of the source.
    """
    cut_off = cut_off_of(total)
    scope = Scope(subject, cut_off)
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
        scope.derive(Role.TOTAL, Formula.SUM, *[row.value for row in counted])
    elif total.is_forecast:
        _expected(scope, years, cut_off, results)
    else:
        _rest(scope, [row for row in counted if row.value.exact is not None], total)


def own_total(
    subject: Subject, years: tuple[Account, ...], results: Sequence[Figure]
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


def _covers(rows: Sequence[Account], start: int, cut_off: CutOff) -> bool:
    """Whether these years lie without a gap from the start of the term to the cut-off or beyond."""
    if [row.period.year for row in rows] != list(range(start, cut_off.date.year + 1)) or not rows:
        return False
    whole = all(row.period.complete for row in rows[:-1])
    return whole and rows[-1].period.end.reaches(cut_off)


def _expected(
    scope: Scope, years: tuple[Account, ...], cut_off: CutOff, results: Sequence[Figure]
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
    if after:
        scope.derive(
            Role.TOTAL,
            Formula.SUM,
            last,
            *map(_awaited, after),
            bound=None if known.ends_year else Bound.AT_LEAST,
            status=Status.FORECAST,
        )


def _awaited(row: Account) -> Figure | None:
    """What was expected of a year: its forecast value, else its plan."""
    return row.value if row.value.is_forecast and row.period.complete else row.get(Role.PLAN)


def _rest(scope: Scope, rows: Sequence[Account], total: Figure) -> None:
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
        scope.derive(Role.TOTAL, Formula.SUM, *inside, bound=Bound.AT_LEAST)
        return
    if _covers(rows, scope.subject.term.start, cut_off):
        if below(_sum(counted), or_equal=True).below(value):
            scope.derive(Role.TOTAL, Formula.SUM, *counted, bound=Bound.AT_MOST)
        return
    open_ended = len(inside) != len(counted)
    least = None if value.low is None else value.low - _sum(counted)
    if least is None or (least <= 0 and (open_ended or value.exact is None)):
        return
    bound = Bound.AT_LEAST if open_ended else None
    rest = scope.derive(Role.UNEXPLAINED, Formula.REST_OF_TOTAL, total, *counted, bound=bound)
    goal = scope.subject.goals.get(Role.TARGET)
    scope.derive(Role.UNEXPLAINED_PERCENT, Formula.PERCENT, rest, goal)


def _sum(figures: Sequence[Figure]) -> Fraction:
    return sum((figure.exact for figure in figures if figure.exact is not None), Fraction(0))
