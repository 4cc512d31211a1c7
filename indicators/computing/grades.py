"""Classification by grades: counts give shares, and what of them is well or better the result."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from indicators.computing.figures import PERCENT, Role
from indicators.computing.formulas import Formula
from indicators.computing.scope import Scope
from indicators.computing.units import portion_of
from indicators.model import Observation


def classified(scope: Scope, observation: Observation) -> None:
    """Keeps the counts and shares of one year's grades, and what they add up to.

    The number assessed is the typed denominator, else the sum of all grades where each was
    counted; the numerator is the sum of the grades that are well or better. A typed number is
    recomputed instead, for the ledger.
    """
    if not observation.grades and observation.population is None:
        return
    grades = scope.subject.registry.dataset.grades
    listed = {count.grade: at for at, count in enumerate(observation.grades)}
    scopes = {
        grade.id: Scope(
            scope.subject,
            scope.when,
            (*scope.path, "grades", listed[grade.id]),
            *scope.records,
            portion=portion_of(grade),
        )
        for grade in grades
        if grade.id in listed
    }
    status = observation.status
    counts = {}
    for name, each in scopes.items():
        grade = observation.grades[listed[name]]
        if grade.count is not None:
            number = Decimal(grade.count)
            told = partial(each.state, bound=grade.bound, about=grade.approximate, unit="")
            counts[name] = told(Role.COUNT, number, "count", status=status)
    every, well = [grade.id for grade in grades], [grade.id for grade in grades if grade.well]
    for role, names in ((Role.DENOMINATOR, every), (Role.NUMERATOR, well)):
        if names and all(name in counts for name in names):
            scope.derive(role, Formula.SUM_OF_PARTS, *[counts[name] for name in names])
    whole = scope.get(Role.DENOMINATOR)
    for name, each in scopes.items():
        share = observation.grades[listed[name]].share
        if share is not None:
            each.state(Role.SHARE, share, "share", status=status, unit=PERCENT)
        each.derive(Role.SHARE, Formula.PERCENT, each.get(Role.COUNT), whole)
    scope.derive(Role.UNASSESSED, Formula.DIFFERENCE, scope.get(Role.POPULATION), whole)
