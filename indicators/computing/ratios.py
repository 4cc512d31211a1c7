"""Ratios of two indicators, and what a wanted range asks of the side that is not known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.computing.arithmetic import Interval
from indicators.computing.assessment import within_limits
from indicators.computing.figures import (
    Figure,
    Figures,
    Formula,
    Kind,
    Period,
    Role,
    Span,
    figure_id,
)
from indicators.computing.periods import Row
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import Subject
from indicators.model import DenominatorFigure, Status, TargetType


@dataclass(frozen=True, slots=True)
class RatioRow:
    """One period of a ratio: its two sides, the ratio if both are known, else what is asked.

    ``asked`` is the interval in which the unknown side must lie for the ratio to be in its range,
    limited to whole numbers where that side is counted.
    """

    period: Period | Span
    value: Figure
    numerator: Figure | None
    denominator: Figure | None
    asked: Figure | None
    judgement: Judgement


def ratio_rows(
    subject: Subject, figures: Figures, sides: Mapping[str, tuple[Subject, tuple[Row, ...]]]
) -> tuple[RatioRow, ...]:
    """A row for every year of the term, and for the whole term where a target spans it."""
    indicator = subject.indicator
    upper = sides.get(indicator.numerator or "")
    lower = sides.get(indicator.denominator or "")
    if upper is None or lower is None:
        return ()
    ratio = _Ratio(subject, figures, upper[0], lower[0])
    made = []
    for index, row in enumerate(upper[1]):
        bottom = _denominator(subject, lower[1], index)
        reason = indicator.missing or _reason(row, lower[1][index])
        made.append(ratio.row(row.period, _known(row), bottom, reason))
    spans = lower[0].target is not None and lower[0].target.type is TargetType.TERM_TOTAL
    goal = lower[0].goals.get(Role.TARGET)
    if goal is not None and spans and indicator.denominator_figure is DenominatorFigure.PLAN:
        whole_term = Span(subject.term.start, subject.term.end)
        reason = indicator.missing or upper[0].indicator.missing
        made.append(ratio.row(whole_term, None, goal, reason))
    return tuple(made)


def _known(row: Row) -> Figure | None:
    """A row's value, or its plan while there is no value yet."""
    return row.value if row.value.value is not None else row.get(Role.PLAN)


def _reason(*rows: Row) -> str | None:
    """Why a ratio is not known: the reason stated for the first of its sides that is missing."""
    return next(
        (row.value.note for row in rows if row.value.note and row.value.value is None), None
    )


def _denominator(subject: Subject, years: tuple[Row, ...], index: int) -> Figure | None:
    match subject.indicator.denominator_figure:
        case DenominatorFigure.PLAN:
            return years[index].get(Role.PLAN)
        case DenominatorFigure.PREVIOUS_VALUE:
            return years[index - 1].value if index and years[index - 1].value.value else None
    return years[index].value if years[index].value.value else None


@dataclass(frozen=True, slots=True)
class _Ratio:
    """A ratio and its two sides."""

    subject: Subject
    figures: Figures
    upper: Subject
    lower: Subject

    @property
    def scale(self) -> int:
        return 100 if self.subject.is_percentage else 1

    def row(
        self,
        period: Period | Span,
        top: Figure | None,
        bottom: Figure | None,
        reason: str | None,
    ) -> RatioRow:
        value = self._value(period, top, bottom)
        if value is not None:
            judgement = within_limits(self.subject, period, value)
            return RatioRow(
                period,
                value,
                top,
                bottom,
                None,
                judgement or Judgement(Standing.NO_BASIS, (value,)),
            )
        value = self.figures.add(
            Figure(
                id=figure_id(self.subject.id, Role.VALUE, period),
                subject=self.subject.id,
                role=Role.VALUE,
                kind=Kind.MISSING,
                value=None,
                unit=self.subject.indicator.unit,
                when=period,
                note=reason,
                source=self.subject.source,
            )
        )
        asked = self._asked(period, top, bottom)
        return RatioRow(period, value, top, bottom, asked, Judgement(Standing.NO_BASIS, (value,)))

    def _value(
        self, period: Period | Span, top: Figure | None, bottom: Figure | None
    ) -> Figure | None:
        """The ratio; one with a plan on top is what is expected, not a result."""
        if top is None or bottom is None or top.value is None or bottom.value is None:
            return None
        if bottom.value.low is None or bottom.value.low <= 0:
            return None
        quotient = top.value.over(bottom.value).scaled(self.scale)
        if quotient.low == 0 and quotient.low_open:
            # A denominator without an upper limit says no more than that the ratio is positive.
            quotient = Interval(None, quotient.high, high_open=quotient.high_open)
        if quotient.low is None and quotient.high is None:
            return None
        return self.figures.derive(
            self.subject.id,
            Role.VALUE,
            period,
            Formula.PERCENT if self.scale == 100 else Formula.QUOTIENT,
            (top, bottom),
            quotient,
            self.subject.indicator.unit,
            status=Status.FORECAST if top.role is Role.PLAN else None,
        )

    def _asked(
        self, period: Period | Span, top: Figure | None, bottom: Figure | None
    ) -> Figure | None:
        """What the range asks of the unknown side.

        From min <= scale * top / bottom <= max follows, for a known denominator, top from
        min * bottom / scale to max * bottom / scale; for a known numerator, bottom from
        scale * top / max to scale * top / min. A count of a part of a year asks nothing.
        """
        least, most = self.subject.goals.get(Role.MIN), self.subject.goals.get(Role.MAX)
        if least is None or most is None or least.exact is None or most.exact is None:
            return None
        if least.exact <= 0:
            return None
        part = isinstance(period, Period) and not period.complete
        if bottom is not None and bottom.value is not None:
            known, role, formula, unknown = bottom, Role.NEEDED, Formula.MULTIPLE_RANGE, self.upper
            factors = (least.exact / self.scale, most.exact / self.scale)
        elif top is not None and (top.role is Role.PLAN or not part):
            known, role, formula, unknown = top, Role.IMPLIED, Formula.QUOTIENT_RANGE, self.lower
            factors = (self.scale / most.exact, self.scale / least.exact)
        else:
            return None
        asked = self._between(known, factors, whole=unknown.indicator.decimals == 0)
        if asked is None:
            return None
        return self.figures.derive(
            self.subject.id,
            role,
            period,
            formula,
            (known, least, most),
            asked,
            unknown.indicator.unit,
            decimals=0 if unknown.indicator.decimals == 0 else 2,
            constants=(Fraction(self.scale),),
            kind=Kind.INFERRED,
        )

    @staticmethod
    def _between(
        known: Figure, factors: tuple[Fraction, Fraction], *, whole: bool
    ) -> Interval | None:
        """A known number times two factors; the whole numbers between them if it is a count."""
        if not known.exact or known.exact < 0:
            return None
        low, high = (known.exact * factor for factor in factors)
        if whole:
            low, high = Fraction(math.ceil(low)), Fraction(math.floor(high))
        return Interval(low, high) if low <= high else None
