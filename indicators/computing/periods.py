"""The years of one indicator: what was planned, what was observed, and what follows for each."""

from __future__ import annotations

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
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import Subject
from indicators.model import Observation, PublishedFigure


def years_of(subject: Subject) -> tuple[Account, ...]:
    """Every year of the term, also those of which nothing is known."""
    listed = {item.period: at for at, item in enumerate(subject.indicator.observations)}
    made: list[Account] = []
    for year in range(subject.term.start, subject.term.end + 1):
        before = made[-1].value if made else None
        at = listed.get(year)
        made.append(_silent(subject, year) if at is None else _year(subject, at, before))
    return tuple(made)


def _silent(subject: Subject, year: int) -> Account:
    """A year of which nothing is said."""
    scope = Scope(subject, Period(year))
    scope.unsaid()
    asked = subject.target is not None or bool(subject.indicator.observations)
    return scope.account(Judgement(Standing.NO_DATA) if asked else None)


def _year(subject: Subject, at: int, before: Figure | None) -> Account:
    observation = subject.indicator.observations[at]
    cut_off = CutOff(observation.through, observation.part) if observation.through else None
    scope = Scope(subject, Period(observation.period, cut_off), ("observations", at), observation)
    status = observation.status
    for role, number in (
        (Role.NUMERATOR, observation.numerator),
        (Role.DENOMINATOR, observation.denominator),
        (Role.POPULATION, observation.population),
    ):
        if number is not None:
            scope.state(role, number, role.value, status=status, unit="")
    # A status beside a result is the result's; alone beside a plan it is the plan's.
    plans_status = None if _states_result(observation) else status
    if observation.proposed is not None:
        scope.state(Role.PROPOSED, observation.proposed, "proposed", status=plans_status)
    if observation.plan is not None:
        scope.state(Role.PLAN, observation.plan, "plan", status=plans_status)
    classified(scope, observation)
    value = _value(scope, observation)
    for index, item in enumerate(observation.published):
        change = item.figure is PublishedFigure.CHANGE
        unit = subject.difference_unit if change else PERCENT
        scope.state_printed(item, ("published", index), status, unit)
    inferred_plan(scope, value)
    compare_with_plan(scope, value)
    compare_with_limit(scope, value)
    compare_with_year_before(scope, value, before)
    return scope.account(judge(scope))


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
