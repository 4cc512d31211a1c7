"""Classification by grades: counts give shares, and what of them is well or better the result."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.computing.arithmetic import Interval, percent, point
from indicators.computing.figures import (
    PERCENT,
    Division,
    Figure,
    Figures,
    Formula,
    Path,
    Period,
    Portion,
    Role,
)
from indicators.computing.subject import Subject
from indicators.model import Grade, Observation


def portion_of(grade: Grade) -> Portion:
    """A grade as what a figure speaks of."""
    return Portion(Division.GRADE, grade.id, grade.name)


def classified(
    subject: Subject,
    figures: Figures,
    period: Period,
    observation: Observation,
    path: Path,
    found: dict[Role, Figure],
) -> None:
    """Keeps the counts and shares of one year's grades, and into ``found`` what they add up to.

    The number assessed is the typed denominator, else the sum of all grades where each was
    counted; the numerator is the sum of the grades that are well or better. A typed number is
    recomputed instead, for the ledger.
    """
    listed = {count.grade: at for at, count in enumerate(observation.grades)}
    grades = [grade for grade in subject.registry.grades if grade.id in listed]
    counts: dict[str, Figure] = {}
    for grade in grades:
        at = listed[grade.id]
        count = observation.grades[at].count
        if count is not None:
            counts[grade.id] = subject.published(
                figures,
                Role.COUNT,
                period,
                Decimal(count),
                (*path, "grades", at, "count"),
                record=observation,
                status=observation.status,
                unit="",
                portion=portion_of(grade),
            )
    if counts and len(counts) == len(subject.registry.grades):
        _add_up(subject, figures, period, Role.DENOMINATOR, list(counts.values()), found)
    well = [grade.id for grade in subject.registry.grades if grade.well]
    if well and all(name in counts for name in well):
        _add_up(subject, figures, period, Role.NUMERATOR, [counts[n] for n in well], found)
    for grade in grades:
        at = listed[grade.id]
        stated = observation.grades[at].share
        if stated is not None:
            subject.published(
                figures,
                Role.SHARE,
                period,
                stated,
                (*path, "grades", at, "share"),
                record=observation,
                status=observation.status,
                unit=PERCENT,
                portion=portion_of(grade),
            )
        _share(subject, figures, period, counts.get(grade.id), found, again=stated is not None)
    _unassessed(subject, figures, period, found)


def _add_up(
    subject: Subject,
    figures: Figures,
    period: Period,
    role: Role,
    counts: Sequence[Figure],
    found: dict[Role, Figure],
) -> None:
    amount = sum((figure.exact for figure in counts if figure.exact is not None), start=0)
    total = figures.derive(
        subject.id,
        role,
        period,
        Formula.SUM_OF_PARTS,
        counts,
        point(amount),
        "",
        decimals=0,
        again=role in found,
    )
    found.setdefault(role, total)


def _share(
    subject: Subject,
    figures: Figures,
    period: Period,
    count: Figure | None,
    found: dict[Role, Figure],
    *,
    again: bool,
) -> None:
    whole = found.get(Role.DENOMINATOR)
    if count is None or count.exact is None or whole is None or not whole.exact:
        return
    figures.derive(
        subject.id,
        Role.SHARE,
        period,
        Formula.PERCENT,
        (count, whole),
        point(percent(count.exact, whole.exact)),
        PERCENT,
        again=again,
        portion=count.portion,
    )


def _unassessed(
    subject: Subject, figures: Figures, period: Period, found: dict[Role, Figure]
) -> None:
    """How many belong to the whole but were not assessed."""
    whole, assessed = found.get(Role.POPULATION), found.get(Role.DENOMINATOR)
    if whole is None or assessed is None or whole.exact is None or assessed.exact is None:
        return
    found[Role.UNASSESSED] = figures.derive(
        subject.id,
        Role.UNASSESSED,
        period,
        Formula.DIFFERENCE,
        (whole, assessed),
        Interval(whole.exact - assessed.exact, whole.exact - assessed.exact),
        "",
        decimals=0,
    )
