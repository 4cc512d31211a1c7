"""The years of one indicator: what was planned, what was observed, and what follows for each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.computing.arithmetic import percent, point
from indicators.computing.assessment import judge
from indicators.computing.comparisons import (
    compare_with_limit,
    compare_with_plan,
    compare_with_year_before,
)
from indicators.computing.figures import (
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
from indicators.computing.grades import classified
from indicators.computing.plans import inferred_plan
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import Subject, reason_of
from indicators.model import Observation, PublishedFigure


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
        return Row(period, _missing(subject, figures, period), {}, _no_data(subject))
    cut_off = CutOff(observation.through, observation.part) if observation.through else None
    period = Period(year, cut_off)
    path: Path = ("observations", index)
    found: dict[Role, Figure] = {}

    def keep(figure: Figure | None) -> None:
        if figure is not None:
            found[figure.role] = figure

    planned = (Role.PROPOSED, Role.PLAN)
    for role, number in (
        (Role.NUMERATOR, observation.numerator),
        (Role.DENOMINATOR, observation.denominator),
        (Role.POPULATION, observation.population),
        (Role.PROPOSED, observation.proposed),
        (Role.PLAN, observation.plan),
    ):
        if number is not None:
            # A status beside a result is the result's; alone beside a plan it is the plan's.
            speaks = role not in planned or not _states_result(observation)
            keep(
                subject.published(
                    figures,
                    role,
                    period,
                    number,
                    (*path, role.value),
                    record=observation,
                    status=observation.status if speaks else None,
                    unit=None if role in planned else "",
                )
            )
    classified(subject, figures, period, observation, path, found)
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
                status=observation.status,
                unit=subject.difference_unit if item.figure is PublishedFigure.CHANGE else PERCENT,
            )
        )
    if Role.PLAN not in found:
        keep(inferred_plan(subject, figures, period, value, found.get(Role.PERCENT_OF_PLAN)))
    compare_with_plan(subject, figures, period, value, found)
    compare_with_limit(subject, figures, period, value, found)
    compare_with_year_before(subject, figures, value, found, before.value if before else None)
    return Row(period, value, found, judge(subject, period, value, found))


def _states_result(observation: Observation) -> bool:
    counted = observation.numerator is not None and observation.denominator is not None
    answered = observation.answer is not None
    return observation.value is not None or counted or answered or bool(observation.grades)


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
    if observation.answer is not None:
        answer = Decimal(int(observation.answer))
        return subject.published(
            figures,
            Role.VALUE,
            period,
            answer,
            (*path, "answer"),
            record=observation,
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
    return stated or _missing(subject, figures, period, observation, (*path, "missing"))


def _missing(
    subject: Subject,
    figures: Figures,
    period: Period,
    observation: Observation | None = None,
    path: Path = (),
) -> Figure:
    """That a year has no result: why, in the year's words, else in the indicator's."""
    indicator = subject.indicator
    reason, locator = indicator.missing, indicator.locator
    place: Path = ("missing",)
    if observation is not None and observation.missing:
        reason, place = reason_of(observation), path
        locator = observation.locator or locator
    return figures.add(
        Figure(
            id=figure_id(subject.id, Role.VALUE, period),
            subject=subject.id,
            role=Role.VALUE,
            kind=Kind.MISSING,
            value=None,
            unit=subject.indicator.unit,
            when=period,
            note=reason,
            source=subject.indicator.source or subject.source,
            locator=locator if reason else None,
            path=(*subject.path, *place) if reason else None,
        )
    )


def _no_data(subject: Subject) -> Judgement | None:
    return Judgement(Standing.NO_DATA) if subject.target or subject.indicator.observations else None
