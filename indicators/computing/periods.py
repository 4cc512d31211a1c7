"""The years of one indicator: what was planned, what was observed, and what follows for each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.computing.assessment import judge
from indicators.computing.comparisons import (
    compare_with_limit,
    compare_with_plan,
    compare_with_year_before,
)
from indicators.computing.figures import PERCENT, CutOff, Figure, Period, Role
from indicators.computing.formulas import Formula
from indicators.computing.grades import classified
from indicators.computing.plans import inferred_plan
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import Scope, Subject
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


def rows(subject: Subject) -> tuple[Row, ...]:
    """A row for every year of the term, also for years of which nothing is known."""
    listed = {item.period: at for at, item in enumerate(subject.indicator.observations)}
    made: list[Row] = []
    for year in range(subject.term.start, subject.term.end + 1):
        before = made[-1].value if made else None
        at = listed.get(year)
        made.append(_silent(subject, year) if at is None else _row(subject, at, before))
    return tuple(made)


def _silent(subject: Subject, year: int) -> Row:
    """A year of which nothing is said."""
    period = Period(year)
    asked = subject.target is not None or bool(subject.indicator.observations)
    value = Scope(subject, period).unsaid()
    return Row(period, value, {}, Judgement(Standing.NO_DATA) if asked else None)


def _row(subject: Subject, at: int, before: Figure | None) -> Row:
    observation = subject.indicator.observations[at]
    cut_off = CutOff(observation.through, observation.part) if observation.through else None
    period = Period(observation.period, cut_off)
    scope = Scope(subject, period, ("observations", at), observation)
    for role, number in (
        (Role.NUMERATOR, observation.numerator),
        (Role.DENOMINATOR, observation.denominator),
        (Role.POPULATION, observation.population),
        (Role.PROPOSED, observation.proposed),
        (Role.PLAN, observation.plan),
    ):
        if number is not None:
            planned = role in (Role.PROPOSED, Role.PLAN)
            # A status beside a result is the result's; alone beside a plan it is the plan's.
            speaks = not planned or not _states_result(observation)
            status = observation.status if speaks else None
            scope.state(role, number, role.value, status=status, unit=None if planned else "")
    classified(scope, observation)
    value = _value(scope, observation)
    for index, item in enumerate(observation.published):
        scope.state(
            Role(item.figure.value),
            item.value,
            "published", index, "value",
            record=item,
            bound=item.bound,
            status=observation.status,
            unit=subject.difference_unit if item.figure is PublishedFigure.CHANGE else PERCENT,
        )  # fmt: skip
    inferred_plan(scope, value)
    compare_with_plan(scope, value)
    compare_with_limit(scope, value)
    compare_with_year_before(scope, value, before)
    del scope.figures[Role.VALUE]
    return Row(period, value, scope.figures, judge(subject, period, value, scope.figures))


def _states_result(observation: Observation) -> bool:
    counted = observation.numerator is not None and observation.denominator is not None
    answered = observation.answer is not None
    return observation.value is not None or counted or answered or bool(observation.grades)


def _value(scope: Scope, observation: Observation) -> Figure:
    """The result: as it was stated, else the share that its counts give."""
    status, stated = observation.status, None
    if observation.value is not None:
        stated = scope.state(
            Role.VALUE, observation.value, "value", bound=observation.bound, status=status
        )
    if observation.answer is not None:
        answer = Decimal(int(observation.answer))
        return scope.state(Role.VALUE, answer, "answer", status=status)
    part, whole = scope.get(Role.NUMERATOR), scope.get(Role.DENOMINATOR)
    share = scope.derive(Role.VALUE, Formula.PERCENT, part, whole) if part else None
    return stated or share or scope.unsaid(observation)
