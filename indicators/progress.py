"""Targets: how far each of their series has come, by what the type of target means."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from indicators.arithmetic import decimals_of, point
from indicators.figures import Figure, Figures, Formula, Kind, Role
from indicators.model import Target, TargetType
from indicators.periods import Row
from indicators.ratios import RatioRow
from indicators.standing import Judgement, Standing, worst
from indicators.subject import Subject
from indicators.totals import TotalRow


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator's progress towards a target: what is known, and what is expected."""

    indicator: str
    judgement: Judgement
    outlook: Judgement | None = None
    latest: Row | TotalRow | None = None
    expected: TotalRow | None = None
    figures: dict[Role, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target with its own figures and the progress of its series; the worst one decides."""

    target: Target
    goals: dict[Role, Figure]
    series: tuple[Series, ...]
    standing: Standing


def target_view(
    target: Target, goals: dict[Role, Figure], series: tuple[Series, ...]
) -> TargetView:
    """A target's view; see ``Standing`` for which status is worse."""
    return TargetView(target, goals, series, worst([item.judgement.standing for item in series]))


def progress(
    subject: Subject,
    figures: Figures,
    rows: tuple[Row, ...],
    totals: tuple[TotalRow, ...],
    ratios: tuple[RatioRow, ...],
) -> Series:
    """What an indicator has reached of its target, with figures that only the target needs."""
    assert subject.target is not None
    match subject.target.type:
        case TargetType.TERM_TOTAL:
            return _term_total(subject, totals)
        case TargetType.END_VALUE:
            return _end_value(subject, figures, rows)
    if ratios:
        known = [row.judgement for row in ratios if row.value.value is not None]
        return Series(subject.id, _every_period(known, Standing.NO_BASIS))
    with_value = [row for row in rows if row.value.value is not None]
    judged = [row.judgement for row in with_value if row.judgement is not None]
    latest = with_value[-1] if with_value else None
    return Series(subject.id, _every_period(judged, Standing.NO_DATA), latest=latest)


def _every_period(judged: list[Judgement], without: Standing) -> Judgement:
    """A limit that holds every year: the worst of the years with data decides, as of the last."""
    if not judged:
        return Judgement(without)
    standing = worst([item.standing for item in judged])
    because = tuple(
        item.because[0] for item in judged if item.standing is standing and item.because
    )
    return Judgement(standing, because, judged[-1].as_of)


def _term_total(subject: Subject, totals: tuple[TotalRow, ...]) -> Series:
    known = [row for row in totals if not row.value.is_forecast]
    expected = [row for row in totals if row.value.is_forecast]
    latest = known[-1] if known else None
    coming = expected[-1] if expected else None
    judgement = latest.judgement if latest else None
    return Series(
        subject.id,
        judgement or Judgement(Standing.NO_DATA),
        outlook=coming.judgement if coming else None,
        latest=latest,
        expected=coming,
    )


def _end_value(subject: Subject, figures: Figures, rows: tuple[Row, ...]) -> Series:
    """Progress towards a value at the end of the term.

    With a value at the start, the linear pace is base + (target - base) * (y - start) /
    (end - start); it is shown beside the value and decides nothing.
    """
    goal = subject.goals[Role.TARGET]
    known = [row for row in rows if row.value.exact is not None]
    if not known or goal.exact is None:
        return Series(subject.id, Judgement(Standing.NO_DATA))
    last = known[-1]
    value, wanted = last.value, goal.exact
    assert value.exact is not None
    base = subject.goals.get(Role.BASE) or (known[0].value if len(known) > 1 else None)
    start = subject.term.start if Role.BASE in subject.goals else known[0].period.year
    found: dict[Role, Figure] = {}
    left = subject.term.end - last.period.year
    ahead = wanted - value.exact
    if base and base.exact is not None and subject.term.end > start:
        passed = Fraction(last.period.year - start, subject.term.end - start)
        found[Role.PACE] = figures.derive(
            subject.id,
            Role.PACE,
            last.period,
            Formula.LINEAR_PACE,
            (base, goal),
            point(base.exact + (wanted - base.exact) * passed),
            subject.indicator.unit,
            decimals=max(1, value.decimals),
            constants=(Fraction(last.period.year), Fraction(start), Fraction(subject.term.end)),
        )
    upwards = base is None or base.exact is None or wanted >= base.exact
    reached = ahead <= 0 if upwards else ahead >= 0
    if left > 0 and not reached:
        found[Role.REQUIRED_PER_PERIOD] = figures.derive(
            subject.id,
            Role.REQUIRED_PER_PERIOD,
            last.period,
            Formula.SHARED_OUT,
            (goal, value),
            point(ahead / left),
            subject.difference_unit,
            constants=(Fraction(left),),
        )
    if reached:
        standing = Standing.MET if ahead == 0 else Standing.EXCEEDED
    else:
        standing = Standing.IN_PROGRESS if left > 0 else Standing.NOT_MET
    return Series(
        subject.id, Judgement(standing, (value, goal), last.period), latest=last, figures=found
    )


def goals_of(
    target: Target, index: int, unit: str, source: str, figures: Figures
) -> dict[Role, Figure]:
    """The target's own numbers as figures: what is to be reached, and the limits."""
    goals: dict[Role, Figure] = {}
    for role, key, number in (
        (Role.TARGET, "value", target.value),
        (Role.MIN, "min", target.min),
        (Role.MAX, "max", target.max),
        (Role.BASE, "base", target.base),
    ):
        if number is not None:
            goals[role] = figures.add(
                Figure(
                    id=f"{target.id}/{role}",
                    subject=target.id,
                    role=role,
                    kind=Kind.PUBLISHED,
                    value=point(number),
                    unit=unit,
                    decimals=decimals_of(number),
                    source=target.source or source,
                    locator=target.locator,
                    note=target.note,
                    path=("targets", index, key),
                )
            )
    return goals
