"""What several years of one indicator give together: sums, means and changes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.computing.arithmetic import Interval, mean, percent, point
from indicators.computing.figures import PERCENT, Figure, Figures, Formula, Role, Span
from indicators.computing.periods import Row
from indicators.computing.subject import Subject
from indicators.model import Measure, PublishedFigure


def across_years(subject: Subject, figures: Figures, made: tuple[Row, ...]) -> None:
    """Keeps what several years give together: a flow's sum, and every such printed figure.

    The sum runs over the last unbroken run of whole years with results; a forecast is none.
    """
    known = [row for row in made if row.value.exact is not None and row.period.complete]
    results = _unbroken([row for row in known if not row.value.is_forecast])
    stated = {item.figure for item in subject.indicator.published}
    flow = subject.indicator.measure is Measure.FLOW
    if flow and len(results) > 1 and PublishedFigure.SUM not in stated:
        span = Span(results[0].period.year, results[-1].period.year)
        _derive(subject, figures, PublishedFigure.SUM, span, results, again=False)
    for index, item in enumerate(subject.indicator.published):
        span = Span(
            item.from_ or (known[0].period.year if known else subject.term.start),
            item.to or (known[-1].period.year if known else subject.term.end),
        )
        subject.published(
            figures,
            Role(item.figure.value),
            span,
            item.value,
            ("published", index, "value"),
            record=item,
            bound=item.bound,
            unit=_unit(subject, item.figure),
        )
        inputs = _inputs(made, item.figure, span)
        if inputs:
            _derive(subject, figures, item.figure, span, inputs, again=True)


def _unit(subject: Subject, figure: PublishedFigure) -> str:
    match figure:
        case PublishedFigure.CHANGE:
            return subject.difference_unit
        case PublishedFigure.CHANGE_PERCENT:
            return PERCENT
    return subject.indicator.unit


def _inputs(made: tuple[Row, ...], figure: PublishedFigure, span: Span) -> list[Row]:
    """The years that a figure over a span is made of; none when one of them is not known.

    A change needs only the two ends, a sum and a mean every year.
    """
    wanted = range(span.first, span.last + 1)
    if figure in (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT):
        wanted = range(span.first, span.last + 1, max(1, span.last - span.first))
    found = {row.period.year: row for row in made if row.value.exact is not None}
    inputs = [found[year] for year in wanted if year in found]
    return inputs if len(inputs) == len(wanted) else []


def _derive(
    subject: Subject,
    figures: Figures,
    figure: PublishedFigure,
    span: Span,
    rows: Sequence[Row],
    *,
    again: bool,
) -> None:
    values = [row.value for row in rows]
    result = _combined(figure, [value.exact for value in values if value.exact is not None])
    if result is None:
        return
    formula, value = result
    change = formula in (Formula.DIFFERENCE, Formula.CHANGE_PERCENT)
    inputs = (values[-1], values[0]) if change else tuple(values)
    figures.derive(
        subject.id,
        Role(figure.value),
        span,
        formula,
        inputs,
        value,
        _unit(subject, figure),
        decimals=_decimals(subject, formula, inputs),
        again=again,
    )


def _combined(
    figure: PublishedFigure, numbers: Sequence[Fraction]
) -> tuple[Formula, Interval] | None:
    first, last = numbers[0], numbers[-1]
    match figure:
        case PublishedFigure.SUM:
            return Formula.SUM, point(sum(numbers, Fraction(0)))
        case PublishedFigure.MEAN:
            return Formula.MEAN, point(mean(numbers))
        case PublishedFigure.CHANGE:
            return Formula.DIFFERENCE, point(last - first)
        case PublishedFigure.CHANGE_PERCENT if first > 0:
            return Formula.CHANGE_PERCENT, point(percent(last - first, first))
    return None


def _decimals(subject: Subject, formula: Formula, inputs: Sequence[Figure]) -> int:
    match formula:
        case Formula.SUM:
            return subject.decimals_of(*inputs)
        case Formula.DIFFERENCE:
            return subject.change_decimals(*inputs)
    return 2


def _unbroken(known: list[Row]) -> list[Row]:
    """The last run of years that follow each other without a gap."""
    run: list[Row] = []
    for row in known:
        if run and row.period.year != run[-1].period.year + 1:
            run = []
        run.append(row)
    return run
