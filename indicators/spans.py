"""What several years of one indicator give together: sums, means and changes."""

from __future__ import annotations

from fractions import Fraction

from indicators.arithmetic import mean, percent, point
from indicators.figures import PERCENT, POINTS, Figures, Formula, Role, Span
from indicators.model import Measure, PublishedFigure
from indicators.periods import Row
from indicators.subject import Subject


def across_years(subject: Subject, figures: Figures, made: tuple[Row, ...]) -> None:
    """Keeps what several years give together: a flow's sum, and every such printed figure."""
    known = [row for row in made if row.value.exact is not None and row.period.complete]
    unbroken = _unbroken(known)
    stated = {(item.figure, item.from_, item.to) for item in subject.indicator.published}
    if subject.indicator.measure is Measure.FLOW and len(unbroken) > 1:
        span = Span(unbroken[0].period.year, unbroken[-1].period.year)
        if not any(figure is PublishedFigure.SUM for figure, _, _ in stated):
            _sum(subject, figures, span, unbroken, again=False)
    for index, item in enumerate(subject.indicator.published):
        span = Span(
            item.from_ or (known[0].period.year if known else subject.term.start),
            item.to or (known[-1].period.year if known else subject.term.end),
        )
        points = item.figure is PublishedFigure.CHANGE and subject.is_percentage
        unit = {PublishedFigure.CHANGE_PERCENT: PERCENT}.get(item.figure)
        subject.published(
            figures,
            Role(item.figure.value),
            span,
            item.value,
            ("published", index, "value"),
            record=item,
            bound=item.bound,
            unit=POINTS if points else unit,
        )
        inputs = [row for row in made if span.first <= row.period.year <= span.last]
        if all(row.value.exact is not None for row in inputs):
            _recompute(subject, figures, item.figure, span, inputs)


def _recompute(
    subject: Subject, figures: Figures, figure: PublishedFigure, span: Span, inputs: list[Row]
) -> None:
    values = [row.value for row in inputs]
    numbers = [value.exact for value in values if value.exact is not None]
    first, last = numbers[0], numbers[-1]
    match figure:
        case PublishedFigure.SUM:
            _sum(subject, figures, span, inputs, again=True)
        case PublishedFigure.MEAN:
            figures.derive(
                subject.id,
                Role.MEAN,
                span,
                Formula.MEAN,
                values,
                point(mean(numbers)),
                subject.indicator.unit,
                again=True,
            )
        case PublishedFigure.CHANGE:
            figures.derive(
                subject.id,
                Role.CHANGE,
                span,
                Formula.DIFFERENCE,
                (values[-1], values[0]),
                point(last - first),
                subject.difference_unit,
                again=True,
                decimals=2 if subject.is_percentage else subject.decimals,
            )
        case PublishedFigure.CHANGE_PERCENT if first > 0:
            figures.derive(
                subject.id,
                Role.CHANGE_PERCENT,
                span,
                Formula.CHANGE_PERCENT,
                (values[-1], values[0]),
                point(percent(last - first, first)),
                PERCENT,
                again=True,
            )


def _sum(subject: Subject, figures: Figures, span: Span, inputs: list[Row], *, again: bool) -> None:
    numbers = [row.value.exact for row in inputs if row.value.exact is not None]
    figures.derive(
        subject.id,
        Role.SUM,
        span,
        Formula.SUM,
        [row.value for row in inputs],
        point(sum(numbers, Fraction(0))),
        subject.indicator.unit,
        decimals=subject.decimals,
        again=again,
    )


def _unbroken(known: list[Row]) -> list[Row]:
    """The last run of years that follow each other without a gap."""
    run: list[Row] = []
    for row in known:
        if run and row.period.year != run[-1].period.year + 1:
            run = []
        run.append(row)
    return run
