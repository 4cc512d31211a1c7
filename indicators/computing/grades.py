"""Classification by grades: counts give shares, and what of them is well or better the result."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from indicators.computing.arithmetic import point
from indicators.computing.figures import PERCENT, Figure, Role
from indicators.computing.formulas import Formula, sum_of
from indicators.computing.scope import Scope
from indicators.computing.units import portion_of
from indicators.model import Observation


def classified(scope: Scope, observation: Observation) -> None:
    """Keeps the counts and shares of one year's grades, and what they add up to.

    The number assessed is the typed denominator, else the sum of all grades where each was
    counted, else what alone fits a count with its printed share; the numerator is the sum of the
    grades that are well or better. A typed number is recomputed instead, for the ledger. Where
    every grade has a share, or all together more than there is, the last one that does not follow
    from a count is what the others leave.
    """
    if not observation.grades and observation.population is None:
        return
    grades = scope.subject.registry.dataset.grades
    scopes = {grade.id: _stated(scope, observation, grade.id) for grade in grades}
    told = {name: each for name, each in scopes.items() if each.figures}
    counts = {name: count for name, each in told.items() if (count := each.get(Role.COUNT))}
    every, well = [grade.id for grade in grades], [grade.id for grade in grades if grade.well]
    for role, names in ((Role.DENOMINATOR, every), (Role.NUMERATOR, well)):
        if names and all(name in counts for name in names):
            scope.derive(role, Formula.SUM_OF_PARTS, *[counts[name] for name in names])
    whole = scope.get(Role.DENOMINATOR)
    if whole is None:
        pairs = [(each.get(Role.COUNT), each.get(Role.SHARE)) for each in told.values()]
        whole = scope.fit(Role.DENOMINATOR, pairs, "")
    for each in told.values():
        each.derive(Role.SHARE, Formula.PERCENT, each.get(Role.COUNT), whole)
    shares = {name: share for name, each in told.items() if (share := each.get(Role.SHARE))}
    free = [name for name in shares if name not in counts][-1:]
    others = [share for name, share in shares.items() if name not in free]
    over = point(100).below(sum_of([share.value for share in shares.values() if share.value]))
    if free and others and (len(shares) == len(every) or over):
        told[free[0]].derive(Role.SHARE, Formula.REST_OF_WHOLE, *others)
    scope.derive(Role.UNASSESSED, Formula.DIFFERENCE, scope.get(Role.POPULATION), whole)


def _stated(scope: Scope, observation: Observation, grade: str) -> Scope:
    """A grade with the count and the share that were printed of it."""
    grades = {item.id: item for item in scope.subject.registry.dataset.grades}
    at = next((k for k, item in enumerate(observation.grades) if item.grade == grade), None)
    path = () if at is None else (*scope.path, "grades", at)
    portion = portion_of(grades[grade])
    each = Scope(scope.subject, scope.when, path, *scope.records, portion=portion)
    if at is None:
        return each
    item, state = observation.grades[at], partial(each.state, status=observation.status)
    if item.count is not None:
        counted = partial(state, bound=item.bound, about=item.approximate, unit="")
        counted(Role.COUNT, Decimal(item.count), "count")
    if item.share is not None:
        state(Role.SHARE, item.share, "share", unit=PERCENT)
    return each


def shared_well(scope: Scope, observation: Observation) -> Figure | None:
    """Keeps what is well or better where grades are told by their shares alone."""
    subject = scope.subject
    well = [portion_of(grade) for grade in subject.registry.dataset.grades if grade.well]
    shares = [Scope(subject, scope.when, portion=each).kept(Role.SHARE) for each in well]
    wanted = observation.grades and shares
    return scope.derive(Role.VALUE, Formula.SUM_OF_PARTS, *shares) if wanted else None
