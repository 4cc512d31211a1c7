"""Totals since the start of a term: progress, what remains, and the outlook."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.arithmetic import Interval, above, point
from indicators.figures import (
    PERCENT,
    YEARS,
    CutOff,
    Figure,
    Figures,
    Formula,
    Kind,
    Role,
)
from indicators.model import Total
from indicators.periods import Row
from indicators.standing import Judgement, against
from indicators.subject import Subject


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One cumulative total with what follows from it, and where it stands."""

    cut_off: CutOff
    value: Figure
    figures: dict[Role, Figure]
    judgement: Judgement | None

    def get(self, role: Role) -> Figure | None:
        return self.figures.get(role)


def totals(subject: Subject, figures: Figures, years: tuple[Row, ...]) -> tuple[TotalRow, ...]:
    """A row for every cumulative total, in the order of the data."""
    made: list[TotalRow] = []
    for index, total in enumerate(subject.indicator.totals):
        made.append(_row(subject, figures, years, index, total, made))
    return tuple(made)


def _row(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    index: int,
    total: Total,
    before: list[TotalRow],
) -> TotalRow:
    cut_off = CutOff(total.through, total.part)
    value = subject.published(
        figures,
        Role.TOTAL,
        cut_off,
        total.value,
        ("totals", index, "value"),
        record=total,
        bound=total.bound,
        status=total.status,
    )
    found: dict[Role, Figure] = {}
    for at, item in enumerate(total.published):
        role = Role(item.figure.value)
        found[role] = subject.published(
            figures,
            role,
            cut_off,
            item.value,
            ("totals", index, "published", at, "value"),
            record=item,
            holder=total,
            bound=item.bound,
            status=total.status,
            unit=YEARS if role is Role.YEARS_EARLY else PERCENT,
        )
    _recompute(subject, figures, years, cut_off, value, before)
    goal = subject.goals.get(Role.TARGET)
    if goal is None or not goal.exact:
        return TotalRow(cut_off, value, found, None)
    _against_target(subject, figures, years, cut_off, value, goal, found)
    assert value.value is not None
    ended = cut_off.ends_year and cut_off.date.year >= subject.term.end
    standing = against(value.value, goal.exact, forecast=value.is_forecast, ended=ended)
    return TotalRow(cut_off, value, found, Judgement(standing, (value, goal), cut_off))


def _recompute(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    cut_off: CutOff,
    value: Figure,
    before: list[TotalRow],
) -> None:
    """A forecast is held against the last total plus the plans after it; any other total against
    the years that it may contain."""
    if value.is_forecast:
        known = [row for row in before if not row.value.is_forecast]
        if known:
            _forecast(subject, figures, years, cut_off, known[-1])
        return
    year = cut_off.date.year
    counted = [row for row in years if row.period.year <= year and row.value.exact is not None]
    numbers = [row.value.exact for row in counted if row.value.exact is not None]
    if not counted or value.exact is None:
        return
    overlap = counted[-1].period.year == year and not cut_off.ends_year
    every_year = len(counted) == year - subject.term.start + 1
    if every_year and not overlap:
        figures.derive(
            subject.id,
            Role.TOTAL,
            cut_off,
            Formula.SUM,
            [row.value for row in counted],
            point(sum(numbers, Fraction(0))),
            subject.indicator.unit,
            decimals=subject.decimals,
            again=True,
        )
        return
    rest = value.exact - sum(numbers, Fraction(0))
    # The year's count may hold what came after the cut-off, so the rest is only a lower bound.
    unexplained = figures.derive(
        subject.id,
        Role.UNEXPLAINED,
        cut_off,
        Formula.REST_OF_TOTAL,
        [value, *(row.value for row in counted)],
        above(rest, or_equal=True) if overlap else point(rest),
        subject.indicator.unit,
        decimals=subject.decimals,
        kind=Kind.INFERRED,
    )
    goal = subject.goals.get(Role.TARGET)
    if goal and goal.exact and rest >= 0:
        # Of the number itself, not of the bound, so that it is rounded like any percentage.
        figures.derive(
            subject.id,
            Role.UNEXPLAINED_PERCENT,
            cut_off,
            Formula.PERCENT,
            (unexplained, goal),
            point(rest * 100 / goal.exact),
            PERCENT,
        )


def _forecast(
    subject: Subject, figures: Figures, years: tuple[Row, ...], cut_off: CutOff, known: TotalRow
) -> None:
    """The last known total and the plan of every year after it up to the forecast's cut-off."""
    first = known.cut_off.date.year + 1
    after = [row for row in years if first <= row.period.year <= cut_off.date.year]
    plans = [plan for row in after if (plan := row.get(Role.PLAN)) is not None]
    if known.value.value is None or len(plans) != len(after) or not plans:
        return
    amount = known.value.value
    for plan in plans:
        assert plan.value is not None
        amount = amount + plan.value
    figures.derive(
        subject.id,
        Role.TOTAL,
        cut_off,
        Formula.SUM,
        [known.value, *plans],
        amount,
        subject.indicator.unit,
        decimals=subject.decimals,
        again=True,
    )


def _against_target(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    cut_off: CutOff,
    value: Figure,
    goal: Figure,
    found: dict[Role, Figure],
) -> None:
    assert value.value is not None and goal.exact
    share = figures.derive(
        subject.id,
        Role.PERCENT_OF_TARGET,
        cut_off,
        Formula.PERCENT,
        (value, goal),
        value.value.scaled(100 / goal.exact),
        PERCENT,
        again=Role.PERCENT_OF_TARGET in found,
    )
    found.setdefault(Role.PERCENT_OF_TARGET, share)
    if value.value.within(Interval(goal.exact, None)):
        found[Role.OVER_TARGET] = figures.derive(
            subject.id,
            Role.OVER_TARGET,
            cut_off,
            Formula.DIFFERENCE,
            (value, goal),
            value.value - point(goal.exact),
            subject.indicator.unit,
            decimals=subject.decimals,
        )
        early = subject.term.end - cut_off.date.year
        if early > 0:
            figure = figures.derive(
                subject.id,
                Role.YEARS_EARLY,
                cut_off,
                Formula.YEARS_TO_END,
                (value, goal),
                point(early),
                YEARS,
                decimals=0,
                constants=(Fraction(subject.term.end), Fraction(cut_off.date.year)),
                again=Role.YEARS_EARLY in found,
            )
            found.setdefault(Role.YEARS_EARLY, figure)
        return
    remaining = figures.derive(
        subject.id,
        Role.REMAINING,
        cut_off,
        Formula.DIFFERENCE,
        (goal, value),
        point(goal.exact) - value.value,
        subject.indicator.unit,
        decimals=subject.decimals,
    )
    found[Role.REMAINING] = remaining
    assert remaining.value is not None
    if remaining.value.low is not None and remaining.value.low >= 0:
        found[Role.REMAINING_PERCENT] = figures.derive(
            subject.id,
            Role.REMAINING_PERCENT,
            cut_off,
            Formula.PERCENT,
            (remaining, goal),
            remaining.value.scaled(100 / goal.exact),
            PERCENT,
        )
        _pace(subject, figures, years, cut_off, remaining, found)


def _pace(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    cut_off: CutOff,
    remaining: Figure,
    found: dict[Role, Figure],
) -> None:
    """What each period that is left must bring; a part of December left over is not a period."""
    nothing_left = cut_off.ends_year or cut_off.date.month == 12
    first = cut_off.date.year + (1 if nothing_left else 0)
    left = subject.term.end - first + 1
    assert remaining.value is not None
    if left > 0:
        found[Role.REQUIRED_PER_PERIOD] = figures.derive(
            subject.id,
            Role.REQUIRED_PER_PERIOD,
            cut_off,
            Formula.SHARED_OUT,
            (remaining,),
            remaining.value.scaled(Fraction(1, left)),
            subject.indicator.unit,
            decimals=0 if remaining.exact is not None and remaining.exact % left == 0 else 2,
            constants=(Fraction(left),),
        )
    plans = [row.get(Role.PLAN) for row in years if row.period.year >= first]
    plan = next((item for item in plans if item is not None), None)
    if plan and plan.exact:
        found[Role.REMAINING_OF_PLAN] = figures.derive(
            subject.id,
            Role.REMAINING_OF_PLAN,
            cut_off,
            Formula.PERCENT,
            (remaining, plan),
            remaining.value.scaled(100 / plan.exact),
            PERCENT,
        )
