"""Totals since the start of a term: progress, what remains, and the outlook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.computing.arithmetic import Interval, point
from indicators.computing.figures import (
    FORECASTS,
    PERCENT,
    YEARS,
    CutOff,
    Figure,
    Figures,
    Formula,
    Role,
)
from indicators.computing.periods import Row
from indicators.computing.recount import cut_off_of, own_total, recount
from indicators.computing.standing import Judgement, against
from indicators.computing.subject import Subject
from indicators.model import Measure, TargetType, Total


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
    """A row for every cumulative total, by time.

    Where a target asks for the total of a term and the years go on after the last total that a
    source states, what they give together is one more row.
    """
    listed = list(enumerate(subject.indicator.totals))
    made: list[TotalRow] = []
    for index, total in listed:
        if total.status not in FORECASTS:
            made.append(_stated(subject, figures, years, index, total, made))
    own = _own(subject, figures, years, made)
    if own is not None:
        made.append(own)
    for index, total in listed:
        if total.status in FORECASTS:
            made.append(_stated(subject, figures, years, index, total, made))
    return tuple(sorted(made, key=lambda row: row.cut_off.earliest))


def _stated(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    index: int,
    total: Total,
    before: Sequence[TotalRow],
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
    results = [row.value for row in before if not row.value.is_forecast]
    recount(subject, figures, years, value, results)
    return _row(subject, figures, years, value, found, before)


def _own(
    subject: Subject, figures: Figures, years: tuple[Row, ...], before: Sequence[TotalRow]
) -> TotalRow | None:
    """The total that the years give where a target needs it and no source states it."""
    asked = subject.target is not None and subject.target.type is TargetType.TERM_TOTAL
    found = own_total(subject, years, [row.value for row in before])
    if not asked or subject.indicator.measure is not Measure.FLOW or found is None:
        return None
    cut_off, summands = found
    if any(CutOff(item.through, item.part) == cut_off for item in subject.indicator.totals):
        return None
    value = figures.derive(
        subject.id,
        Role.TOTAL,
        cut_off,
        Formula.SUM,
        summands,
        point(sum((item.exact for item in summands if item.exact is not None), Fraction(0))),
        subject.indicator.unit,
        decimals=subject.decimals_of(*summands),
    )
    return _row(subject, figures, years, value, {}, before)


def _row(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    value: Figure,
    found: dict[Role, Figure],
    before: Sequence[TotalRow],
) -> TotalRow:
    cut_off = cut_off_of(value)
    goal = subject.goals.get(Role.TARGET)
    if goal is None or goal.exact is None or goal.exact <= 0 or value.value is None:
        return TotalRow(cut_off, value, found, None)
    asked = Interval(goal.exact, None)
    _percent(subject, figures, value, goal, found)
    if value.value.within(asked):
        earlier = [row.value.value for row in before if cut_off.reaches(row.cut_off)]
        first = not any(known is not None and known.within(asked) for known in earlier)
        _over_target(subject, figures, value, goal, found, first=first)
    else:
        _remaining(subject, figures, years, value, goal, found)
    ended = cut_off.ends_year and cut_off.date.year >= subject.term.end
    standing = against(value.value, goal.exact, forecast=value.is_forecast, ended=ended)
    return TotalRow(cut_off, value, found, Judgement(standing, (value, goal), cut_off))


def _percent(
    subject: Subject, figures: Figures, value: Figure, goal: Figure, found: dict[Role, Figure]
) -> None:
    assert value.value is not None and goal.exact
    share = figures.derive(
        subject.id,
        Role.PERCENT_OF_TARGET,
        value.when,
        Formula.PERCENT,
        (value, goal),
        value.value.scaled(100 / goal.exact),
        PERCENT,
        again=Role.PERCENT_OF_TARGET in found,
    )
    found.setdefault(Role.PERCENT_OF_TARGET, share)


def _over_target(
    subject: Subject,
    figures: Figures,
    value: Figure,
    goal: Figure,
    found: dict[Role, Figure],
    *,
    first: bool,
) -> None:
    """By how much a reached target is passed and, for the first total that does, how early."""
    assert value.value is not None and goal.exact
    found[Role.OVER_TARGET] = figures.derive(
        subject.id,
        Role.OVER_TARGET,
        value.when,
        Formula.DIFFERENCE,
        (value, goal),
        value.value - point(goal.exact),
        subject.indicator.unit,
        decimals=subject.decimals_of(value, goal),
    )
    year = cut_off_of(value).date.year
    early = subject.term.end - year
    stated = Role.YEARS_EARLY in found
    if stated or (first and early > 0):
        figure = figures.derive(
            subject.id,
            Role.YEARS_EARLY,
            value.when,
            Formula.YEARS_TO_END,
            (value, goal),
            point(early),
            YEARS,
            decimals=0,
            constants=(Fraction(subject.term.end), Fraction(year)),
            again=stated,
        )
        found.setdefault(Role.YEARS_EARLY, figure)


def _remaining(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    value: Figure,
    goal: Figure,
    found: dict[Role, Figure],
) -> None:
    """What is left to the target; in percent and by year only where something surely is."""
    assert value.value is not None and goal.exact
    remaining = figures.derive(
        subject.id,
        Role.REMAINING,
        value.when,
        Formula.DIFFERENCE,
        (goal, value),
        point(goal.exact) - value.value,
        subject.indicator.unit,
        decimals=subject.decimals_of(goal, value),
    )
    found[Role.REMAINING] = remaining
    assert remaining.value is not None
    if remaining.value.low is None or remaining.value.low < 0:
        return
    found[Role.REMAINING_PERCENT] = figures.derive(
        subject.id,
        Role.REMAINING_PERCENT,
        value.when,
        Formula.PERCENT,
        (remaining, goal),
        remaining.value.scaled(100 / goal.exact),
        PERCENT,
    )
    _pace(subject, figures, years, remaining, found)


def _pace(
    subject: Subject,
    figures: Figures,
    years: tuple[Row, ...],
    remaining: Figure,
    found: dict[Role, Figure],
) -> None:
    """What each period that is left must bring, and what is left against the next year's plan.

    A part of a year is a period, but for a part of December. The plan of a year that has begun
    is no measure for what is left, because a part of it has been done.
    """
    cut_off = cut_off_of(remaining)
    left = subject.term.end - cut_off.next_year + 1
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
    plans = [row.get(Role.PLAN) for row in years if row.period.year == cut_off.date.year + 1]
    plan = next((item for item in plans if item is not None), None)
    if plan is not None and plan.exact is not None and plan.exact > 0:
        found[Role.REMAINING_OF_PLAN] = figures.derive(
            subject.id,
            Role.REMAINING_OF_PLAN,
            cut_off,
            Formula.PERCENT,
            (remaining, plan),
            remaining.value.scaled(100 / plan.exact),
            PERCENT,
        )
