"""What several years of one indicator give together: sums, means and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.computing.arithmetic import Interval, point, printed
from indicators.computing.figures import GEOMETRIC, RECOMPUTED, Figure, Role, Span, typed
from indicators.computing.formulas import Formula, growth
from indicators.computing.scope import Account, Rows, Scope
from indicators.computing.standing import Judgement, Standing, against
from indicators.computing.subject import Aim, Subject
from indicators.model import Measure, Published, PublishedFigure, TargetType


def across_years(subject: Subject, made: Rows, earlier: Rows = ()) -> tuple[Account, ...]:
    """Keeps what several whole years give together: a flow's sums, the means that a target asks
    for, and every such printed figure; gives the means, by time.

    An unbroken run of whole years with results has a sum up to each of its years, so that the sum
    which was shown stays when the next year comes; a forecast is no result.
    """
    known = [row for row in made if row.value.exact is not None and row.period.complete]
    first, last = subject.term.first, subject.term.last
    if known:
        first, last = known[0].period.year, known[-1].period.year
    told_over = [(item, _span(item, first, last)) for item in subject.indicator.published]
    printed_of = {(item.figure, over) for item, over in told_over}
    aim, means = subject.aim(TargetType.AVERAGE), dict[Span, Scope]()
    wanted = [PublishedFigure.SUM] if subject.indicator.measure is Measure.FLOW else []
    wanted += [PublishedFigure.MEAN] if aim else []
    for run in _runs(subject, known) if wanted else ():
        span = Span(run[0].period.year, run[-1].period.year)
        for figure in wanted:
            outside = figure is PublishedFigure.SUM and not run[-1].period.within(subject.term)
            if not outside and (figure, span) not in printed_of:
                scope = Scope(subject, span)
                _derive(scope, figure, run)
                if figure is PublishedFigure.MEAN:  # what shrank below nothing has none any more
                    means = {**means, span: scope} if scope.get(Role.MEAN) else {}
    for index, (item, over) in enumerate(told_over):
        scope, place = Scope(subject, over), ("published", index, "value")
        told = scope.state(Role(item.figure.value), item.value, *place, record=item)
        end = subject.registry.knowledge.get(told.source or "")
        rows: Rows = [row for row in known if end is None or end.reaches(row.cut_off)]
        home = scope
        if over:
            rows = _inputs((*earlier, *made), item.figure, over)
        elif rows:
            home = Scope(subject, Span(rows[0].period.year, rows[-1].period.year))
        _derive(home, item.figure, rows, again=told)
        if item.figure is PublishedFigure.MEAN and over:
            means[over] = scope
    spans = sorted(means, key=lambda span: (span.last, -span.first))
    return tuple(_average(means[span], aim, span) for span in spans if aim)


def _runs(subject: Subject, known: Rows) -> Iterator[Rows]:
    """The years with results that follow one another, up to each of them but the first."""
    run: list[Account] = []
    for row in known:
        if not row.value.is_forecast and subject.holds(row.period):
            run = [*run, row] if run and run[-1].period.year + 1 == row.period.year else [row]
            if len(run) > 1:
                yield run


def _span(item: Published, first: int, last: int) -> Span | None:
    """The years that a figure is of; None where the source of a mean names none."""
    if item.figure is PublishedFigure.MEAN and item.from_ is None and item.to is None:
        return None
    return Span(item.from_ or first, item.to or last)


def _inputs(rows: Rows, figure: PublishedFigure, span: Span) -> Rows:
    """The years that a figure over a span is made of; none when one of them is not known.

    A change needs only the two ends, a sum and a mean every year.
    """
    ends = figure in (PublishedFigure.CHANGE, PublishedFigure.CHANGE_PERCENT)
    wanted = range(span.first, span.last + 1, max(1, span.last - span.first) if ends else 1)
    whole = (row for row in rows if row.period.complete and row.value.exact is not None)
    found = {row.period.year: row for row in whole}
    return [found[year] for year in wanted] if found.keys() >= {*wanted} else []


def _derive(scope: Scope, figure: PublishedFigure, rows: Rows, again: Figure | None = None) -> None:
    """Keeps what years give together, be it a printed figure ``again``."""
    values = [row.value for row in rows]
    if not rows:
        return
    if figure is PublishedFigure.CHANGE:
        scope.change(Role.CHANGE, values[-1], values[0], again)
    elif figure is PublishedFigure.CHANGE_PERCENT:
        scope.derive(
            Role.CHANGE_PERCENT, Formula.CHANGE_PERCENT, values[-1], values[0], again=again
        )
    elif figure is PublishedFigure.SUM:
        scope.derive(Role.SUM, Formula.SUM, *values, again=again)
    elif figure is PublishedFigure.MEAN:
        formula = _mean(scope.subject.growth_base, again, values)
        scope.derive(Role.MEAN, formula, *values, again=again)


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


def _average(scope: Scope, aim: Aim, span: Span) -> Account:
    """A mean with where it stands: judged once the term is over, if it leaves out no more than the
    year in which the term began; of growth by what it comes to, however its source averaged it, so
    that no root is rounded.
    """
    subject, value = scope.subject, scope.figures[Role.MEAN]
    again = subject.figures.get(f"{value.id}/{RECOMPUTED}", value)
    wanted, result = aim.wanted(lower=subject.less_is_better), again.value
    if (base := subject.growth_base) is not None and (rates := subject.figures.inputs_of(again)):
        if again.formula is Formula.MEAN:
            multiplied = Scope(subject, span, mark=GEOMETRIC)
            again = multiplied.derive(Role.MEAN, _MULTIPLIED[base], *rates) or again
        if (multiple := growth([item.exact for item in rates], base)) is None:
            return scope.account(Judgement(Standing.NO_BASIS, (again,), span), Role.MEAN)
        result = point(multiple)
        low, high = (
            None if end is None else (1 + (end - base) / 100) ** len(rates)
            for end in (wanted.low, wanted.high)
        )
        wanted = Interval(low, high, wanted.low_open, wanted.high_open)
    assert result is not None
    over, goal = subject.ended(span.end, aim.target.due), Role.TARGET in aim.goals
    standing = against(result, wanted, forecast=value.is_forecast, ended=over, goal=goal)
    if over and span.first > subject.term.first + 1:
        standing = Standing.NO_BASIS
    return scope.account(Judgement(standing, (again, *aim.goals.values()), span), Role.MEAN)
