"""Indicators beside each other: ratios of two, and what a wanted range asks of the side that is not
known; shares that together are all of a whole, and indicators that are a part of another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from indicators.computing.figures import RECOMPUTED, Figure, Kind, Period, Role, Span, When
from indicators.computing.formulas import Formula
from indicators.computing.periods import Years, period_of
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import Judgement, Standing, judge
from indicators.computing.subject import Subject
from indicators.model import Bound, DenominatorFigure, Status, TargetType

Sides = Mapping[str, tuple[Subject, Years]]
"""The indicators with their years by id."""


def ratios_of(subject: Subject, sides: Sides) -> tuple[tuple[Account, ...], tuple[Account, ...]]:
    """A row for every year of the term, and for the whole term where a target spans it; then one
    for every other cut-off of these years. What is planned for a year of which only a part has
    been counted still tells of the whole.
    """
    indicator = subject.indicator
    upper, lower = (sides.get(it or "") for it in (indicator.numerator, indicator.denominator))
    if upper is None or lower is None:
        return (), ()
    ratio = _Ratio(subject, upper, lower)
    printed = {period_of(item): at for at, item in enumerate(indicator.observations)}
    made: list[Account] = []
    others: list[Account] = []
    for state in upper[1].states:
        year = state.period.whole
        rows = {row.period: row for row in upper[1].every if row.period.year == year.year}
        listed = [period for period in printed if period.year == year.year]
        whole = [] if [*rows][-1].complete else [year]
        told: list[Account] = []
        for period in dict.fromkeys((*rows, *listed, *whole)):
            row, stated = rows.get(period), period in printed
            top = row.value if row and row.value.value is not None else None
            top = state.get(Role.PLAN) if top is None and not stated else top
            bottom = ratio.denominator(period) if row or top else None
            if period.complete or stated or (top and bottom and row):
                known = (item.value for item in (row or state, lower[1].at(period)))
                missing = (item.note for item in known if item.value is None and item.note)
                reason = indicator.missing or next(missing, None)
                told.append(ratio.row(period, top, bottom, reason, printed.get(period)))
        counts = [row for row in told if row.value.value]
        results = [row for row in counts if not row.value.is_forecast]
        made.append((results or counts or told)[-1])
        others += [row for row in counts if row is not made[-1]]
    aim = lower[0].aim(TargetType.TERM_TOTAL)
    if aim and indicator.denominator_figure is DenominatorFigure.PLAN:
        term = Span(subject.term.first, subject.term.last)
        reason = indicator.missing or upper[0].indicator.missing
        made.append(ratio.row(term, None, aim.goals[Role.TARGET], reason))
    return tuple(made), tuple(others)


def ratio_of(scope: Scope, top: Figure | None, bottom: Figure | None) -> Figure | None:
    """Keeps the ratio of two sides; with a plan on top it is what is expected, no result."""
    return scope.derive(
        Role.VALUE,
        Formula.PERCENT if scope.subject.is_percentage else Formula.QUOTIENT,
        top,
        bottom,
        unit=scope.subject.indicator.unit,
        status=Status.FORECAST if top and top.role is Role.PLAN else None,
    )


@dataclass(frozen=True)
class _Ratio:
    """An indicator that is a ratio, with its two sides."""

    subject: Subject
    upper: tuple[Subject, Years]
    lower: tuple[Subject, Years]

    def denominator(self, period: Period) -> Figure | None:
        years, of = self.lower[1], self.subject.indicator.denominator_figure
        if of is DenominatorFigure.PLAN:
            return years.at(period).get(Role.PLAN)
        if of is DenominatorFigure.FIRST_VALUE:
            listed = (*years.every, *years.earlier[::-1])
            return next((row.value for row in listed if row.value.value), None)
        if of is DenominatorFigure.PREVIOUS_VALUE:
            if period.year == years.states[0].period.year:
                return None
            period = Period(period.year - 1)
        value = years.at(period).value
        return value if value.value else None

    def row(
        self,
        when: Period | Span,
        top: Figure | None,
        bottom: Figure | None,
        reason: str | None,
        at: int | None = None,
    ) -> Account:
        """The ratio of a time as it was printed, else as its sides give it; beside a printed one
        what it leaves for a denominator that no source tells.
        """
        subject, below, stated = self.subject, self.lower[0].indicator, None
        scope = Scope(subject, when)
        if at is not None:
            record = subject.indicator.observations[at]
            scope = Scope(subject, when, ("observations", at), record)
            stated = scope.stated(record)
        value = ratio_of(scope, top, bottom)
        if stated and top and bottom is None and subject.is_percentage:
            scope.fit(Role.DENOMINATOR, [(top, stated)], below.unit, below)
        value = stated or value
        judged = judge(subject, value, scope.figures) if value else None
        # What was asked of a pool, still is.
        asked = value is None or (bottom is not None and bottom.role is Role.PLAN)
        if value is None:
            value = scope.keep(Role.VALUE, Kind.MISSING, None, subject.unit, note=reason)
        if asked:
            self._asked(scope, top, bottom)
        known = any(side and side.value for side in (top, bottom))
        lacks = Standing.NO_BASIS if known else Standing.NO_DATA
        without = Judgement(lacks, (value,)) if subject.aims and value.value is None else None
        return scope.account(judged or without)

    def _asked(self, scope: Scope, top: Figure | None, bottom: Figure | None) -> None:
        """Keeps what the range asks of the unknown side, or a floor of the upper one; a count of a
        part of a year asks nothing.
        """
        aim = self.subject.aim(TargetType.RANGE, TargetType.FLOOR)
        limits = aim.asked if aim else ()
        formula = Formula.MULTIPLE_RANGE if len(limits) > 1 else Formula.LEAST_MULTIPLE
        known, role, unknown = bottom, Role.NEEDED, self.upper[0].indicator
        if bottom is None or bottom.value is None:
            part = isinstance(scope.when, Period) and not scope.when.complete
            if top is None or (part and top.role is not Role.PLAN) or len(limits) < 2:
                return
            known, role, formula = top, Role.IMPLIED, Formula.QUOTIENT_RANGE
            unknown = self.lower[0].indicator
        if not limits or known is None:
            return
        asked = scope
        if known.role is Role.PLAN and isinstance(scope.when, Period):
            asked = Scope(self.subject, scope.when.whole)  # as the plan is
        scale, whole = Fraction(100 if self.subject.is_percentage else 1), unknown.decimals == 0
        given = partial(asked.derive, constants=(scale,), whole=whole, unit=unknown.unit)
        if said := asked.kept(role) or given(role, formula, known, *limits):
            scope.figures[role] = said


def hold_together(sides: Sides) -> None:
    """Keeps what the other shares of a whole leave for the last one that a source printed, at each
    time at which all of them are known, as results and as plans; where they are not, that it is
    more than what the known ones leave at most.
    """
    wholes: dict[str, list[str]] = {}
    for name, (subject, _) in sides.items():
        if subject.indicator.whole:
            wholes.setdefault(subject.indicator.whole, []).append(name)
    for names in (names for names in wholes.values() if len(names) > 1):
        for role in (Role.VALUE, Role.PLAN):
            told: dict[When | None, dict[str, tuple[Subject, Figure]]] = {}
            for name in names:
                for row in sides[name][1].every:
                    figure = row.get(role)
                    if figure is not None and figure.value is not None:
                        told.setdefault(figure.when, {})[name] = sides[name][0], figure
            for shares in told.values():
                _left([*shares.values()], all_known=len(shares) == len(names))


def _left(shares: Sequence[tuple[Subject, Figure]], *, all_known: bool) -> None:
    """What the others leave for the last exact share that was printed and not recomputed yet."""
    free = [
        (subject, share)
        for subject, share in shares
        if share.kind is Kind.PUBLISHED
        and share.exact is not None
        and f"{share.id}/{RECOMPUTED}" not in subject.figures
    ]
    if not free or len(shares) == 1:
        return
    subject, own = free[-1]
    others, scope = [share for _, share in shares if share is not own], Scope(subject, own.when)
    values = [value for share in others if (value := share.unrounded)]
    left, stated = Formula.REST_OF_WHOLE.way.apply(values, ()), own.unrounded
    if all_known and all(share.exact is not None for share in others):
        scope.derive(own.role, Formula.REST_OF_WHOLE, *others)
    elif left and stated and left.below(stated):
        scope.derive(own.role, Formula.REST_OF_WHOLE, *others, bound=Bound.AT_MOST)


def shared_in(sides: Sides) -> None:
    """Keeps what share of its whole each indicator is that is a part of another one, at each time
    at which both are known.
    """
    for subject, years in sides.values():
        whole = sides.get(subject.indicator.part_of or "")
        known = {row.value.when: row.value for row in whole[1].every} if whole else {}
        for row in years.every if known else ():
            scope, of = Scope(subject, row.value.when), known.get(row.value.when)
            if scope.derive(Role.SHARE, Formula.PERCENT, row.value, of):
                row.figures.update(scope.figures)
