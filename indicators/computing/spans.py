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
    """Keeps what several years give together: a flow's sum, and every such printed figure.

    The sum runs over the last unbroken run of whole years with results; a forecast is none.
    """
    known = [row for row in made if row.value.exact is not None and row.period.complete]
    results = _unbroken([row for row in known if not row.value.is_forecast])
    stated = {item.figure for item in subject.indicator.published}
    flow = subject.indicator.measure is Measure.FLOW
    if flow and len(results) > 1 and PublishedFigure.SUM not in stated:
        span = Span(results[0].period.year, results[-1].period.year)
        _derive(Scope(subject, span), PublishedFigure.SUM, results)
    units = {
        PublishedFigure.CHANGE: subject.difference_unit,
        PublishedFigure.CHANGE_PERCENT: PERCENT,
    }
    for index, item in enumerate(subject.indicator.published):
        span = Span(
            item.from_ or (known[0].period.year if known else subject.term.start),
            item.to or (known[-1].period.year if known else subject.term.end),
        )
        scope = Scope(subject, span)
        scope.state_printed(item, ("published", index), None, units.get(item.figure))
        _derive(scope, item.figure, _inputs(made, item.figure, span))


def _inputs(made: tuple[Account, ...], figure: PublishedFigure, span: Span) -> list[Account]:
    """The years that a figure over a span is made of; none when one of them is not known.

    A change needs only the two ends, a sum and a mean every year.
    """
    step = max(1, span.last - span.first) if figure in _CHANGES else 1
    wanted = range(span.first, span.last + 1, step)
    found = {row.period.year: row for row in made if row.value.exact is not None}
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


def _unbroken(known: list[Account]) -> list[Account]:
    """The last run of years that follow each other without a gap."""
    run: list[Account] = []
    for row in known:
        if run and row.period.year != run[-1].period.year + 1:
            run = []
        run.append(row)
    return run
