"""The years of one indicator: what was planned, what was observed, and what follows for each."""

from __future__ import annotations

from decimal import Decimal

from indicators.computing.arithmetic import Interval, printed
from indicators.computing.figures import PERCENT, CutOff, Figure, Period, Role, typed
from indicators.computing.formulas import Formula
from indicators.computing.grades import classified
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import Judgement, Standing, judge
from indicators.computing.subject import Subject
from indicators.model import Indicator, Measure, Observation, PublishedFigure, TargetType


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
    return scope.account(judge(subject, value, scope.figures))


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


def evidence(
    indicator: Indicator, value: Figure | None, share: Figure | None
) -> tuple[Interval, Interval] | None:
    """What a value and its printed percentage of plan stand for, where they tell of a plan.

    They do not when plans need not be whole numbers, when one of the two is missing or only a
    bound, or when a percentage printed as 0 sets no greatest plan.
    """
    if value is None or share is None or indicator.decimals != 0:
        return None
    if value.value is None or value.exact is None or value.exact < 0 or share.exact is None:
        return None
    stands_for = printed(typed(share))
    if value.exact == 0:
        told = not stands_for.holds(value.exact)
    else:
        told = stands_for.low is not None and stands_for.low > 0
    return (value.value, stands_for) if told else None


def inferred_plan(scope: Scope, value: Figure) -> None:
    """Keeps the plan that alone gives the printed percentage, where none is stated.

    Several that do give the interval from the least to the greatest; none gives no figure, and
    the ledger says so. A percentage of an estimate names the plan as well as any other.
    """
    share = scope.get(Role.PERCENT_OF_PLAN)
    taken = evidence(scope.subject.indicator, value, share)
    if taken is not None and scope.get(Role.PLAN) is None:
        scope.derive(Role.PLAN, Formula.WHOLE_NUMBER, value, share, taken=taken)


def compare_with_plan(scope: Scope, value: Figure) -> None:
    """Keeps what a result is in percent of its plan, and by how much it is over the plan."""
    plan = scope.get(Role.PLAN)
    if (
        plan is not None
        and scope.subject.is_comparable
        and scope.derive(Role.PERCENT_OF_PLAN, Formula.PERCENT, value, plan)
    ):
        scope.derive(Role.OVER_PLAN, Formula.DIFFERENCE, value, plan)


def compare_with_limit(scope: Scope, value: Figure) -> None:
    """Keeps the distance to a floor or a ceiling, positive on the allowed side."""
    subject = scope.subject
    kind = subject.target.type if subject.target and subject.is_comparable else None
    if kind is TargetType.FLOOR:
        scope.derive(Role.MARGIN, Formula.DIFFERENCE, value, subject.goals.get(Role.MIN))
    elif kind is TargetType.CEILING:
        scope.derive(Role.MARGIN, Formula.DIFFERENCE, subject.goals.get(Role.MAX), value)


def compare_with_year_before(scope: Scope, value: Figure, before: Figure | None) -> None:
    """Keeps the change from the year before, and recomputes the changes that a source printed.

    A part of a year is no year, so only a stock is compared in the middle of one.
    """
    subject, measure = scope.subject, scope.subject.indicator.measure
    if before is None or value.exact is None or before.exact is None or measure is Measure.YES_NO:
        return
    whole = all(isinstance(item.when, Period) and item.when.complete for item in (before, value))
    comparable = (whole and measure is not Measure.FLOW) or measure is Measure.STOCK
    if comparable or scope.get(Role.CHANGE):
        decimals = subject.change_decimals(value, before)
        scope.derive(Role.CHANGE, Formula.DIFFERENCE, value, before, decimals=decimals)
    if scope.get(Role.CHANGE_PERCENT):
        scope.derive(Role.CHANGE_PERCENT, Formula.CHANGE_PERCENT, value, before)
