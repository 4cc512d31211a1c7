"""What several years of one indicator give together: sums, means and changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from indicators.computing.arithmetic import Interval, point, printed
from indicators.computing.figures import (
    GEOMETRIC,
    RECOMPUTED,
    CutOff,
    Figure,
    Role,
    Span,
    typed,
)
from indicators.computing.formulas import Formula, growth
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import Judgement, Standing, against
from indicators.computing.subject import Aim, Subject
from indicators.model import Measure, Published, PublishedFigure, TargetType
from indicators.scalars import PartialDate

_CHANGES = (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)


def across_years(
    subject: Subject, made: tuple[Account, ...], earlier: tuple[Account, ...] = ()
) -> tuple[Account, ...]:
    """Keeps what several whole years give together: a flow's sums, the means that a target asks
    for, and every such printed figure; gives the means, by time.

    An unbroken run of whole years with results has a sum up to each of its years, so that the sum
    which was shown stays when the next year comes; a forecast is no result.
    """
    known = [row for row in made if row.value.exact is not None and row.period.complete]
    results = [row for row in known if not row.value.is_forecast and subject.holds(row.period)]
    stated = subject.indicator.published
    first, last = subject.term.first, subject.term.last
    if known:
        first, last = known[0].period.year, known[-1].period.year
    told_over = [(item, _span(item, first, last)) for item in stated]
    printed_of = {(item.figure, over) for item, over in told_over}
    means: dict[Span, Scope] = {}
    wanted = [PublishedFigure.SUM] if subject.indicator.measure is Measure.FLOW else []
    wanted += [PublishedFigure.MEAN] if subject.aim(TargetType.AVERAGE) else []
    run: list[Account] = []
    for row in results if wanted else ():
        run = [*run, row] if run and run[-1].period.year + 1 == row.period.year else [row]
        span = Span(run[0].period.year, row.period.year)
        for figure in wanted if len(run) > 1 else ():
            summed = figure is not PublishedFigure.SUM or row.period.within(subject.term)
            if summed and (figure, span) not in printed_of:
                scope = Scope(subject, span)
                _derive(scope, figure, run)
                if figure is PublishedFigure.MEAN:  # what shrank below nothing has none any more
                    means = {**means, span: scope} if scope.get(Role.MEAN) else {}
    for index, (item, over) in enumerate(told_over):
        scope = Scope(subject, over)
        role, place = Role(item.figure.value), ("published", index, "value")
        told = scope.state(role, item.value, *place, record=item)
        end = subject.registry.knowledge.get(told.source or "")
        rows = [row for row in known if end is None or end.reaches(row.cut_off)]
        rows = _inputs((*earlier, *made), item.figure, over) if over else rows
        known_over = Span(rows[0].period.year, rows[-1].period.year) if rows else None
        _derive(scope if over else Scope(subject, known_over), item.figure, rows, again=told)
        if item.figure is PublishedFigure.MEAN and over:
            means[over] = scope
    aim = subject.aim(TargetType.AVERAGE)
    spans = sorted(means, key=lambda span: (span.last, -span.first)) if aim else ()
    return tuple(_average(means[span], aim, span) for span in spans if aim)


def _span(item: Published, first: int, last: int) -> Span | None:
    """The years that a figure is of; None where the source of a mean names none."""
    if item.figure is PublishedFigure.MEAN and item.from_ is None and item.to is None:
        return None
    return Span(item.from_ or first, item.to or last)


def _average(scope: Scope, aim: Aim, span: Span) -> Account:
    """A mean with where it stands: judged once the term is over, if it leaves out no more than the
    year in which the term began; of growth by what it comes to, however its source averaged it, so
    that no root is rounded.
    """
    subject, term = scope.subject, scope.subject.term
    value = scope.figures[Role.MEAN]
    again = subject.figures.get(f"{value.id}/{RECOMPUTED}", value)
    wanted, result = aim.wanted(lower=subject.less_is_better), again.value
    base = subject.growth_base
    rates = subject.figures.inputs_of(again) if base is not None else ()
    if again.formula is Formula.MEAN and base is not None:
        multiplied = Scope(subject, span, mark=GEOMETRIC)
        again = multiplied.derive(Role.MEAN, _MULTIPLIED[base], *rates) or again
    if rates and base is not None:
        inputs = [item.exact for item in rates]
        if (multiple := growth(inputs, base)) is None:
            return scope.account(Judgement(Standing.NO_BASIS, (again,), span), Role.MEAN)
        result = point(multiple)
        low, high = (
            None if end is None else (1 + (end - base) / 100) ** len(inputs)
            for end in (wanted.low, wanted.high)
        )
        wanted = Interval(low, high, wanted.low_open, wanted.high_open)
    assert result is not None
    over = subject.ended(CutOff(PartialDate(span.last)), aim.target.due)
    goal = Role.TARGET in aim.goals
    standing = against(result, wanted, forecast=value.is_forecast, ended=over, goal=goal)
    if over and span.first > term.first + 1:
        standing = Standing.NO_BASIS
    return scope.account(Judgement(standing, (again, *aim.goals.values()), span), Role.MEAN)


def _inputs(made: tuple[Account, ...], figure: PublishedFigure, span: Span) -> list[Account]:
    """The years that a figure over a span is made of; none when one of them is not known.

    A change needs only the two ends, a sum and a mean every year.
    """
    step = max(1, span.last - span.first) if figure in _CHANGES else 1
    wanted = range(span.first, span.last + 1, step)
    whole = (row for row in made if row.period.complete)
    found = {row.period.year: row for row in whole if row.value.exact is not None}
    inputs = [found[year] for year in wanted if year in found]
    return inputs if len(inputs) == len(wanted) else []


def _derive(
    scope: Scope,
    figure: PublishedFigure,
    rows: Sequence[Account],
    again: Figure | None = None,
) -> None:
    """Keeps what years give together, be it a printed figure ``again``."""
    values, told = [row.value for row in rows], partial(scope.derive, Role(figure.value))
    match figure:
        case _ if not rows:
            return
        case PublishedFigure.CHANGE:
            scope.change(Role.CHANGE, values[-1], values[0], again)
        case PublishedFigure.CHANGE_PERCENT:
            told(Formula.CHANGE_PERCENT, values[-1], values[0], again=again)
        case PublishedFigure.SUM:
            told(Formula.SUM, *values, again=again)
        case PublishedFigure.MEAN:
            told(_mean(scope.subject.growth_base, again, values), *values, again=again)


_MULTIPLIED = {0: Formula.GEOMETRIC_MEAN, 100: Formula.INDEX_MEAN}
"""By what stands for no growth how growth is averaged."""


def _mean(base: int | None, told: Figure | None, values: Sequence[Figure]) -> Formula:
    """Growth averages geometrically; only a printed number that nothing but the arithmetic mean
    gives was counted so.
    """
    known = [figure.value for figure in values if figure.value is not None]
    usual = Formula.MEAN if base is None else _MULTIPLIED[base]
    for formula in (usual, Formula.MEAN) if told and told.exact is not None else ():
        mean = formula.way.apply(known, ())
        if told and mean and mean.meets(printed(typed(told))):
            return formula
    return usual
