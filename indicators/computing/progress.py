"""Targets: how far each of their series has come, by what the type of target means."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from indicators.computing.arithmetic import decimals_of, point
from indicators.computing.assessment import within_limits
from indicators.computing.figures import Figure, Figures, Kind, Period, Role
from indicators.computing.formulas import Formula
from indicators.computing.periods import Row
from indicators.computing.ratios import RatioRow
from indicators.computing.standing import Judgement, Standing, against, worst
from indicators.computing.subject import Scope, Subject
from indicators.computing.totals import TotalRow
from indicators.model import Target, TargetType


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
    rows: tuple[Row, ...],
    totals: tuple[TotalRow, ...],
    ratios: tuple[RatioRow, ...],
) -> Series:
    """What an indicator has reached of its target, with figures that only the target needs.

    Results alone decide the status; what is expected after the last of them is the outlook.
    """
    assert subject.target is not None
    years = rows + tuple(
        Row(item.period, item.value, {}, item.judgement)
        for item in ratios
        if isinstance(item.period, Period)
    )
    known = [row for row in years if row.value.value is not None]
    results = [row for row in known if not row.value.is_forecast]
    latest = results[-1] if results else None
    coming = [
        row
        for row in known
        if row.value.is_forecast and (latest is None or row.period.year > latest.period.year)
    ]
    match subject.target.type:
        case TargetType.TERM_TOTAL:
            return _term_total(subject, totals)
        case TargetType.DONE:
            return _done(subject, results, coming)
        case TargetType.END_VALUE:
            return _end_value(subject, results, coming)
    without = Standing.NO_BASIS if ratios else Standing.NO_DATA
    return Series(
        subject.id,
        _every_period(subject, results) or Judgement(without),
        outlook=_every_period(subject, coming),
        latest=latest,
    )


def _every_period(subject: Subject, rows: list[Row]) -> Judgement | None:
    """A limit that holds every year: the worst of the years with data decides, as of the last.

    A year's own plan is another matter: its limits are judged here even where a plan decides the
    status of its row.
    """
    judged = [
        judgement
        for row in rows
        if (judgement := within_limits(subject, row.period, row.value)) is not None
    ]
    if not judged:
        return None
    standing = worst([item.standing for item in judged])
    because = tuple(item.because[0] for item in judged if item.standing is standing)
    return Judgement(standing, because, judged[-1].as_of)


def _term_total(subject: Subject, totals: tuple[TotalRow, ...]) -> Series:
    known = [row for row in totals if not row.value.is_forecast]
    latest = known[-1] if known else None
    expected = [
        row
        for row in totals
        if row.value.is_forecast and not (latest and latest.cut_off.reaches(row.cut_off))
    ]
    coming = expected[-1] if expected else None
    judgement = latest.judgement if latest else None
    return Series(
        subject.id,
        judgement or Judgement(Standing.NO_DATA),
        outlook=coming.judgement if coming else None,
        latest=latest,
        expected=coming,
    )


def _end_value(subject: Subject, results: list[Row], coming: list[Row]) -> Series:
    """Progress towards a value at the end of the term: up, or down where the base is above it.

    What a source expects of the year that counts, or of the last year it speaks of, is the
    outlook. The linear pace is shown beside the value and decides nothing.
    """
    goal = subject.goals[Role.TARGET]
    outlook = _reaches(subject, goal, coming[-1]) if coming else None
    if not results:
        return Series(subject.id, Judgement(Standing.NO_DATA), outlook=outlook)
    last = results[-1]
    judgement = _reaches(subject, goal, last)
    scope = Scope(subject, last.period)
    if subject.is_comparable:
        _pace(scope, goal, results)
    if subject.is_comparable and judgement.standing not in (Standing.MET, Standing.EXCEEDED):
        _required(scope, goal, last)
    return Series(subject.id, judgement, outlook=outlook, latest=last, figures=scope.figures)


def _done(subject: Subject, results: list[Row], coming: list[Row]) -> Series:
    """What is to be done: met once the answer is yes, missed when the term ends without it."""
    if not results:
        outlook = _answered(subject, coming[-1]) if coming else None
        return Series(subject.id, Judgement(Standing.NO_DATA), outlook=outlook)
    last = next((row for row in results if row.value.exact), results[-1])
    expected = _answered(subject, coming[-1]) if coming else None
    return Series(subject.id, _answered(subject, last), outlook=expected, latest=last)


def _answered(subject: Subject, row: Row) -> Judgement:
    if row.value.exact:
        met = Standing.FORECAST_MET if row.value.is_forecast else Standing.MET
        return Judgement(met, (row.value,), row.period)
    ended = row.period.complete and row.period.year >= subject.term.end
    late = ended and not row.value.is_forecast
    return Judgement(Standing.NOT_MET if late else Standing.IN_PROGRESS, (row.value,), row.period)


def _reaches(subject: Subject, goal: Figure, row: Row) -> Judgement:
    """Where one year stands against the value wanted at the end of the term."""
    result, wanted = row.value.value, goal.exact
    assert result is not None and wanted is not None
    ended = row.period.complete and row.period.year >= subject.term.end
    if subject.less_is_better:
        result, wanted = -result, -wanted
    standing = against(result, wanted, forecast=row.value.is_forecast, ended=ended)
    return Judgement(standing, (row.value, goal), row.period)


def _pace(scope: Scope, goal: Figure, results: list[Row]) -> None:
    """Where a linear path to the target would be.

    That is base + (target - base) * (year - start) / (end - start). The path starts at the base
    in the first year of the term, else at the first known value, if that one has not reached the
    target. It says nothing about a part of a year.
    """
    subject, first, last = scope.subject, results[0], results[-1]
    base, start, end = subject.goals.get(Role.BASE), subject.term.start, subject.term.end
    if base is None:
        base, start = first.value, first.period.year
    if base.exact is None or goal.exact is None or not last.period.complete:
        return
    ahead = base.exact >= goal.exact and not subject.less_is_better
    if not ahead and start < last.period.year:
        scope.derive(
            Role.PACE,
            Formula.LINEAR_PACE,
            base,
            goal,
            constants=(Fraction(last.period.year), Fraction(start), Fraction(end)),
            decimals=max(1, last.value.decimals),
        )


def _required(scope: Scope, goal: Figure, last: Row) -> None:
    """By how much the value must still change in each period that is left."""
    left = scope.subject.term.end - last.period.end.next_year + 1
    if left > 0 and last.value.exact is not None:
        constants = (Fraction(left),)
        scope.derive(
            Role.REQUIRED_PER_PERIOD, Formula.SHARED_OUT, goal, last.value, constants=constants
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
