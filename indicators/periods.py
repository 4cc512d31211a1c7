"""The years of one indicator: what was planned, what was observed, and what follows for each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.arithmetic import Interval, percent, point, whole_numbers_giving
from indicators.figures import (
    PERCENT,
    CutOff,
    Figure,
    Figures,
    Formula,
    Kind,
    Path,
    Period,
    Role,
    figure_id,
)
from indicators.model import Measure, Observation, TargetType
from indicators.standing import Judgement, Standing, against, inside
from indicators.subject import Subject, typed


@dataclass(frozen=True, slots=True)
class Row:
    """One year: its figures by role, and where it stands against its plan or target."""

    period: Period
    value: Figure
    figures: dict[Role, Figure]
    judgement: Judgement | None

    def get(self, role: Role) -> Figure | None:
        return self.figures.get(role)


def rows(subject: Subject, figures: Figures) -> tuple[Row, ...]:
    """A row for every year of the term, also for years of which nothing is known."""
    by_year = {
        observation.period: (index, observation)
        for index, observation in enumerate(subject.indicator.observations)
    }
    made: list[Row] = []
    for year in range(subject.term.start, subject.term.end + 1):
        index, observation = by_year.get(year, (-1, None))
        made.append(_row(subject, figures, year, index, observation, made[-1] if made else None))
    return tuple(made)


def _row(
    subject: Subject,
    figures: Figures,
    year: int,
    index: int,
    observation: Observation | None,
    before: Row | None,
) -> Row:
    if observation is None:
        period = Period(year)
        return Row(period, _missing(subject, figures, period, None, None), {}, _no_data(subject))
    cut_off = CutOff(observation.through, observation.part) if observation.through else None
    period = Period(year, cut_off)
    path: Path = ("observations", index)
    found: dict[Role, Figure] = {}

    def keep(figure: Figure | None) -> None:
        if figure is not None:
            found[figure.role] = figure

    for role, number in (
        (Role.NUMERATOR, observation.numerator),
        (Role.DENOMINATOR, observation.denominator),
        (Role.POPULATION, observation.population),
        (Role.PROPOSED, observation.proposed),
        (Role.PLAN, observation.plan),
    ):
        if number is not None:
            counted = role in (Role.NUMERATOR, Role.DENOMINATOR, Role.POPULATION)
            # A status beside a value is the value's; alone beside a plan it is the plan's.
            status = observation.status if observation.value is None and not counted else None
            keep(
                subject.published(
                    figures,
                    role,
                    period,
                    number,
                    (*path, role.value),
                    record=observation,
                    status=status,
                    unit="" if counted else None,
                )
            )
    value = _value(subject, figures, period, observation, path, found)
    for at, item in enumerate(observation.published):
        keep(
            subject.published(
                figures,
                Role(item.figure.value),
                period,
                item.value,
                (*path, "published", at, "value"),
                record=item,
                holder=observation,
                bound=item.bound,
                unit=PERCENT,
            )
        )
    if Role.PLAN not in found:
        keep(_inferred_plan(subject, figures, period, value, found.get(Role.PERCENT_OF_PLAN)))
    _compare_with_plan(subject, figures, period, value, found)
    _compare_with_limits(subject, figures, period, value, found, before)
    return Row(period, value, found, _judge(subject, period, value, found))


def _value(
    subject: Subject,
    figures: Figures,
    period: Period,
    observation: Observation,
    path: Path,
    found: dict[Role, Figure],
) -> Figure:
    stated: Figure | None = None
    if observation.value is not None:
        stated = subject.published(
            figures,
            Role.VALUE,
            period,
            observation.value,
            (*path, "value"),
            record=observation,
            bound=observation.bound,
            status=observation.status,
        )
    part, whole = found.get(Role.NUMERATOR), found.get(Role.DENOMINATOR)
    if part and whole and part.exact is not None and whole.exact:
        share = figures.derive(
            subject.id,
            Role.VALUE,
            period,
            Formula.PERCENT,
            (part, whole),
            point(percent(part.exact, whole.exact)),
            PERCENT,
            again=stated is not None,
        )
        return stated or share
    return stated or _missing(subject, figures, period, observation.missing, (*path, "missing"))


def _missing(
    subject: Subject, figures: Figures, period: Period, reason: str | None, path: Path | None
) -> Figure:
    stated = reason or subject.indicator.missing
    place = path if reason else ("missing",) if subject.indicator.missing else None
    return figures.add(
        Figure(
            id=figure_id(subject.id, Role.VALUE, period),
            subject=subject.id,
            role=Role.VALUE,
            kind=Kind.MISSING,
            value=None,
            unit=subject.indicator.unit,
            when=period,
            note=stated,
            source=subject.indicator.source or subject.source,
            path=(*subject.path, *place) if place else None,
        )
    )


def _inferred_plan(
    subject: Subject, figures: Figures, period: Period, value: Figure, share: Figure | None
) -> Figure | None:
    """The plan that alone gives the printed percentage, where plans are whole numbers.

    Several candidates give the interval from the least to the greatest; none gives no figure,
    and the ledger says so.
    """
    if share is None or share.exact is None or not value.exact or subject.indicator.decimals != 0:
        return None
    candidates = whole_numbers_giving(value.exact, typed(share))
    if not candidates:
        return None
    return figures.derive(
        subject.id,
        Role.PLAN,
        period,
        Formula.WHOLE_NUMBER,
        (value, share),
        Interval(Fraction(candidates[0]), Fraction(candidates[-1])),
        subject.indicator.unit,
        decimals=0,
        kind=Kind.INFERRED,
    )


def _compare_with_plan(
    subject: Subject, figures: Figures, period: Period, value: Figure, found: dict[Role, Figure]
) -> None:
    plan = found.get(Role.PLAN)
    if plan is None or not plan.exact or value.value is None:
        return
    stated = found.get(Role.PERCENT_OF_PLAN)
    share = figures.derive(
        subject.id,
        Role.PERCENT_OF_PLAN,
        period,
        Formula.PERCENT,
        (value, plan),
        value.value.scaled(100 / plan.exact),
        PERCENT,
        again=stated is not None,
    )
    if stated is None:
        found[Role.PERCENT_OF_PLAN] = share
    found[Role.OVER_PLAN] = figures.derive(
        subject.id,
        Role.OVER_PLAN,
        period,
        Formula.DIFFERENCE,
        (value, plan),
        value.value - point(plan.exact),
        subject.difference_unit,
        decimals=value.decimals,
    )


def _compare_with_limits(
    subject: Subject,
    figures: Figures,
    period: Period,
    value: Figure,
    found: dict[Role, Figure],
    before: Row | None,
) -> None:
    limit = _limit(subject)
    if limit and limit.exact is not None and value.value is not None:
        floor = limit.role is Role.MIN
        gap = value.value - point(limit.exact)
        found[Role.MARGIN] = figures.derive(
            subject.id,
            Role.MARGIN,
            period,
            Formula.DIFFERENCE,
            (value, limit) if floor else (limit, value),
            gap if floor else -gap,
            subject.difference_unit,
            decimals=max(value.decimals, limit.decimals),
        )
    if (
        before
        and value.exact is not None
        and before.value.exact is not None
        and subject.indicator.measure is not Measure.FLOW
    ):
        found[Role.CHANGE] = figures.derive(
            subject.id,
            Role.CHANGE,
            period,
            Formula.DIFFERENCE,
            (value, before.value),
            point(value.exact - before.value.exact),
            subject.difference_unit,
            decimals=2 if subject.is_percentage else subject.decimals,
        )


def _limit(subject: Subject) -> Figure | None:
    """The limit that every period keeps a distance from: a floor's or a ceiling's."""
    if subject.target is None:
        return None
    if subject.target.type is TargetType.FLOOR:
        return subject.goals.get(Role.MIN)
    return subject.goals.get(Role.MAX) if subject.target.type is TargetType.CEILING else None


def _no_data(subject: Subject) -> Judgement | None:
    return Judgement(Standing.NO_DATA) if subject.target or subject.indicator.observations else None


def _judge(
    subject: Subject, period: Period, value: Figure, found: dict[Role, Figure]
) -> Judgement | None:
    plan, share = found.get(Role.PLAN), found.get(Role.PERCENT_OF_PLAN)
    if value.value is None:
        return Judgement(Standing.NO_DATA, (value,), period)
    ends = {"forecast": value.is_forecast, "ended": period.complete}
    if plan and plan.kind is Kind.PUBLISHED and plan.exact is not None:
        standing = against(value.value, plan.exact, **ends)
        return Judgement(standing, (value, plan), period)
    if share and share.value is not None and share.kind is Kind.PUBLISHED:
        # The printed percentage is judged itself, not the plan that was inferred from it.
        standing = against(share.value, Fraction(100), **ends)
        return Judgement(standing, (share,), period)
    target = subject.target
    if target and target.type in (TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE):
        low, high = subject.goal(Role.MIN), subject.goal(Role.MAX)
        limits_used = tuple(
            subject.goals[role] for role in (Role.MIN, Role.MAX) if role in subject.goals
        )
        standing = inside(value.value, target.type, low, high, **ends)
        return Judgement(standing, (value, *limits_used), period)
    return None
