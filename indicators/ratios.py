"""Ratios of two indicators, and what a wanted range asks of the side that is not known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.arithmetic import Interval
from indicators.figures import (
    Figure,
    Figures,
    Formula,
    Kind,
    Period,
    Role,
    Span,
    figure_id,
)
from indicators.model import DenominatorFigure, TargetType
from indicators.periods import Row
from indicators.standing import Judgement, Standing, inside
from indicators.subject import Subject


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
    units = (upper[0].indicator.unit, lower[0].indicator.unit)
    made = []
    for index, row in enumerate(upper[1]):
        top = _known(row)
        bottom = _denominator(subject, lower[1], index)
        reason = subject.indicator.missing or _reason(row, lower[1][index])
        made.append(_row(subject, figures, row.period, top, bottom, units, reason))
    goal = lower[0].goals.get(Role.TARGET)
    if goal is not None and indicator.denominator_figure is DenominatorFigure.PLAN:
        whole_term = Span(subject.term.start, subject.term.end)
        reason = subject.indicator.missing or upper[0].indicator.missing
        made.append(_row(subject, figures, whole_term, None, goal, units, reason))
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


def _row(
    subject: Subject,
    figures: Figures,
    period: Period | Span,
    top: Figure | None,
    bottom: Figure | None,
    units: tuple[str, str],
    reason: str | None,
) -> RatioRow:
    scale = 100 if subject.is_percentage else 1
    if top and bottom and top.value and bottom.value and bottom.exact:
        formula = Formula.PERCENT if scale == 100 else Formula.QUOTIENT
        value = figures.derive(
            subject.id,
            Role.VALUE,
            period,
            formula,
            (top, bottom),
            top.value.scaled(Fraction(scale) / bottom.exact),
            subject.indicator.unit,
        )
        return RatioRow(period, value, top, bottom, None, _judge(subject, value, period))
    value = figures.add(
        Figure(
            id=figure_id(subject.id, Role.VALUE, period),
            subject=subject.id,
            role=Role.VALUE,
            kind=Kind.MISSING,
            value=None,
            unit=subject.indicator.unit,
            when=period,
            note=reason,
            source=subject.source,
        )
    )
    asked = _asked(subject, figures, period, top, bottom, scale, units)
    return RatioRow(period, value, top, bottom, asked, Judgement(Standing.NO_BASIS, (value,), None))


def _judge(subject: Subject, value: Figure, period: Period | Span) -> Judgement:
    assert value.value is not None
    if subject.target is None or subject.target.type is not TargetType.RANGE:
        return Judgement(Standing.NO_BASIS, (value,), period)
    standing = inside(
        value.value,
        subject.target.type,
        subject.goal(Role.MIN),
        subject.goal(Role.MAX),
        forecast=value.is_forecast,
        ended=not isinstance(period, Period) or period.complete,
    )
    limits = tuple(subject.goals[role] for role in (Role.MIN, Role.MAX) if role in subject.goals)
    return Judgement(standing, (value, *limits), period)


def _asked(
    subject: Subject,
    figures: Figures,
    period: Period | Span,
    top: Figure | None,
    bottom: Figure | None,
    scale: int,
    units: tuple[str, str],
) -> Figure | None:
    """What the range asks of the unknown side.

    From min <= scale * top / bottom <= max follows, for a known denominator, top from
    min * bottom / scale to max * bottom / scale; for a known numerator, bottom from
    scale * top / max to scale * top / min.
    """
    least, most = subject.goals.get(Role.MIN), subject.goals.get(Role.MAX)
    if not (least and most and least.exact and most.exact):
        return None
    if bottom and bottom.exact and bottom.exact > 0:
        low, high = (limit * bottom.exact / scale for limit in (least.exact, most.exact))
        formula, known, role = Formula.MULTIPLE_RANGE, bottom, Role.NEEDED
    elif top and top.exact and top.exact > 0:
        low, high = (scale * top.exact / limit for limit in (most.exact, least.exact))
        formula, known, role = Formula.QUOTIENT_RANGE, top, Role.IMPLIED
    else:
        return None
    whole = known.decimals == 0
    if whole:
        low, high = Fraction(math.ceil(low)), Fraction(math.floor(high))
        if low > high:
            return None
    return figures.derive(
        subject.id,
        role,
        period,
        formula,
        (known, least, most),
        Interval(low, high),
        units[0] if role is Role.NEEDED else units[1],
        decimals=0 if whole else 2,
        constants=(Fraction(scale),),
        kind=Kind.INFERRED,
    )
