"""What several years of one indicator give together: sums, means and changes."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.computing.figures import PERCENT, Role, Span
from indicators.computing.formulas import Formula
from indicators.computing.scope import Account, Scope
from indicators.computing.subject import Subject
from indicators.model import Measure, PublishedFigure

_FORMULAS = {
    PublishedFigure.SUM: Formula.SUM,
    PublishedFigure.MEAN: Formula.MEAN,
    PublishedFigure.CHANGE: Formula.DIFFERENCE,
    PublishedFigure.CHANGE_PERCENT: Formula.CHANGE_PERCENT,
}
_CHANGES = (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)


def across_years(subject: Subject, made: tuple[Account, ...]) -> None:
    """Keeps what several whole years give together: a flow's sums, and every such printed figure.

    An unbroken run of whole years with results has a sum up to each of its years, so that the sum
    which was shown stays when the next year comes; a forecast is no result.
    """
    known = [row for row in made if row.value.exact is not None and row.period.complete]
    results = [
        row for row in known if not row.value.is_forecast and row.period.within(subject.term)
    ]
    first, last = subject.term.first, subject.term.last
    if known:
        first, last = known[0].period.year, known[-1].period.year
    stated = subject.indicator.published
    printed = [(item, Span(item.from_ or first, item.to or last)) for item in stated]
    summed = [span for item, span in printed if item.figure is PublishedFigure.SUM]
    flow = subject.indicator.measure is Measure.FLOW
    run: list[Account] = []
    for row in results if flow else ():
        run = [*run, row] if run and run[-1].period.year + 1 == row.period.year else [row]
        span = Span(run[0].period.year, row.period.year)
        if len(run) > 1 and span not in summed:
            _derive(Scope(subject, span), PublishedFigure.SUM, run)
    units = {
        PublishedFigure.CHANGE: subject.difference_unit,
        PublishedFigure.CHANGE_PERCENT: PERCENT,
    }
    for index, (item, span) in enumerate(printed):
        scope = Scope(subject, span)
        scope.state_printed(item, ("published", index), None, units.get(item.figure))
        _derive(scope, item.figure, _inputs(made, item.figure, span))


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


def _derive(scope: Scope, figure: PublishedFigure, rows: Sequence[Account]) -> None:
    formula = _FORMULAS.get(figure)
    if not rows or formula is None:
        return
    values, decimals = [row.value for row in rows], None
    if figure in _CHANGES:
        values = [values[-1], values[0]]
    if figure is PublishedFigure.CHANGE:
        decimals = scope.subject.change_decimals(*values)
    scope.derive(Role(figure.value), formula, *values, decimals=decimals)
