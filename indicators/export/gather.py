"""From figures and views to the records of an export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import CutOff, Figure, Kind, Period, Span, When, bound_of
from indicators.computing.progress import Series, TargetView
from indicators.computing.standing import Judgement, Standing
from indicators.export import records
from indicators.export.records import Limit, ObservationStatus, SubjectType, TimeScope
from indicators.model import PartOfMonth, Status
from indicators.words.explain import label
from indicators.words.names import names_of
from indicators.words.wording import NBSP, amount, shown

_STATUSES = {
    Status.FORECAST: ObservationStatus.FORECAST,
    Status.ESTIMATE: ObservationStatus.ESTIMATE,
    Status.PRELIMINARY: ObservationStatus.PROVISIONAL,
}


_ABSENT = {
    Kind.MISSING: ObservationStatus.MISSING,
    Kind.WITHHELD: ObservationStatus.SUPPRESSED,
}


@dataclass(frozen=True)
class Observations:
    """The figures of a dataset as an export states them, subject by subject in the data's order.

    They are made when they are asked for. ``kept`` says that this is more than once, so that they
    stay: a hundred thousand of them take hundreds of megabytes.
    """

    views: Views
    kept: bool = False
    _made: dict[str, tuple[records.Observation, ...]] = field(default_factory=dict)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return names_of(self.views)

    @cached_property
    def _judged(self) -> Mapping[str, Standing]:
        return _standings(self.views)

    def of(self, subject: str) -> tuple[records.Observation, ...]:
        """The figures of an indicator, a target or a document."""
        made = self._made.get(subject)
        if made is None:
            made = tuple(
                _observation(figure, self.views, self._names, self._judged.get(figure.id))
                for figure in self.views.figures.of(subject)
            )
            if self.kept:
                self._made[subject] = made
        return made

    def about(self, indicator: str) -> tuple[records.Observation, ...]:
        """The figures of an indicator, with those of its target before them."""
        target = self.views.indicators[indicator].target
        return (*(self.of(target.id) if target else ()), *self.of(indicator))

    @property
    def all(self) -> tuple[records.Observation, ...]:
        """The figures of every subject."""
        return tuple(item for subject in self.views.figures.subjects for item in self.of(subject))


def _observation(
    figure: Figure, views: Views, names: Mapping[str, str], standing: Standing | None
) -> records.Observation:
    value = figure.value
    exact = figure.exact
    low, high = shown(figure)
    known = exact is not None
    when = time(figure.when)
    return records.Observation(
        id=figure.id,
        title=plain_text(label(figure, names)),
        subject=figure.subject,
        subject_type=_subject_type(figure.subject, views),
        role=figure.role,
        division=figure.portion.division if figure.portion else None,
        portion=figure.portion.id if figure.portion else None,
        portion_name=figure.portion.name if figure.portion else None,
        time_period=when.period,
        time_scope=when.scope,
        through=when.through,
        part=when.part,
        value=low if known else None,
        bound=_limit(figure),
        lower=None if known else low,
        upper=None if known else high,
        text=plain_text(amount(figure, sign=False)),
        unit=figure.unit or None,
        decimals=figure.decimals,
        kind=figure.kind,
        status=figure.status,
        obs_status=_status(figure),
        standing=standing,
        exact=_ratio(exact),
        exact_lower=None if known or value is None else _ratio(value.low),
        exact_upper=None if known or value is None else _ratio(value.high),
        lower_open=value is not None and value.low_open,
        upper_open=value is not None and value.high_open,
        formula=figure.formula,
        inputs=figure.inputs,
        constants=tuple(str(constant) for constant in figure.constants),
        source=figure.source,
        locator=figure.locator,
        note=figure.note,
    )


def _standings(views: Views) -> Mapping[str, Standing]:
    """Where each year, total and part stands, by the id of its value."""
    rows = (row for view in views.indicators.values() for row in _rows(view))
    return {value.id: judgement.standing for value, _, judgement in rows if judgement}


class Time(NamedTuple):
    """A time as ISO 8601, its scope, and up to when it counts as the source says it."""

    period: str | None = None
    scope: TimeScope | None = None
    through: str | None = None
    part: PartOfMonth | None = None


def time(when: When | None) -> Time:
    """The time that a figure speaks of; nothing where it speaks of the whole term."""
    match when:
        case Period(year=year, cut_off=None):
            return Time(str(year), TimeScope.PERIOD)
        case Period(year=year, cut_off=CutOff(date=date, part=part)):
            return Time(str(year), TimeScope.PERIOD, str(date), part)
        case Span(first=first, last=last):
            return Time(f"{first}/{last}", TimeScope.SPAN)
        case CutOff(date=date, part=part):
            return Time(str(date), TimeScope.THROUGH, str(date), part)
    return Time()


def plain_text(text: str) -> str:
    """A text of a page for a file: its spaces may break."""
    return text.replace(NBSP, " ")


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _limit(figure: Figure) -> Limit | None:
    if figure.value is None or figure.exact is not None:
        return None
    bound = bound_of(figure.value)
    return Limit(bound.value) if bound else Limit.BETWEEN


def _status(figure: Figure) -> ObservationStatus:
    """One code where several might apply: that it is missing, then how firm, then how found."""
    if figure.kind in _ABSENT:
        return _ABSENT[figure.kind]
    if figure.status in _STATUSES:
        return _STATUSES[figure.status]
    inferred = figure.kind is Kind.INFERRED
    return ObservationStatus.IMPUTED if inferred else ObservationStatus.NORMAL


def _subject_type(subject: str, views: Views) -> SubjectType:
    if subject in views.indicators:
        return SubjectType.INDICATOR
    return SubjectType.TARGET if subject in views.targets else SubjectType.DOCUMENT


def indicators(views: Views) -> tuple[records.Indicator, ...]:
    """Every indicator in the order of the data."""
    return tuple(_indicator(view) for view in views.indicators.values())


def _indicator(view: IndicatorView) -> records.Indicator:
    data = view.indicator
    return records.Indicator(
        id=data.id,
        name=data.name,
        measure=data.measure,
        unit=data.unit,
        target=view.target.id if view.target else None,
        plan_set_by=data.plan_set_by,
        numerator=data.numerator,
        denominator=data.denominator,
        denominator_figure=data.denominator_figure,
        missing=data.missing,
        note=data.note,
    )


def rows(view: IndicatorView) -> tuple[records.Row, ...]:
    """The years of an indicator, its totals, then its parts, with where each stands."""
    return tuple(_row(*row) for row in _rows(view))


def _rows(view: IndicatorView) -> Iterator[tuple[Figure, Iterable[Figure], Judgement | None]]:
    for row in view.rows:
        yield row.value, row.figures.values(), row.judgement
    for total in view.totals:
        yield total.value, total.figures.values(), total.judgement
    for ratio in view.ratios:
        yield ratio.value, [ratio.asked] if ratio.asked else [], ratio.judgement
    for year in view.breakdowns:
        for part in (*year.units, *year.groups):
            yield part.value, part.figures.values(), part.judgement


def _row(value: Figure, others: Iterable[Figure], judgement: Judgement | None) -> records.Row:
    when = time(value.when)
    assert when.period is not None, "a row speaks of a time"
    return records.Row(
        time_period=when.period,
        part=when.part,
        division=value.portion.division if value.portion else None,
        portion=value.portion.id if value.portion else None,
        standing=judgement.standing if judgement else None,
        figures={figure.role: figure.id for figure in (value, *others)},
    )


def targets(views: Views) -> tuple[records.Target, ...]:
    """Every target in the order of the data."""
    return tuple(_target(views, view) for view in views.targets.values())


def _target(views: Views, view: TargetView) -> records.Target:
    target = view.target
    return records.Target(
        id=target.id,
        name=target.name,
        type=target.type,
        standing=view.standing,
        goals={role: figure.id for role, figure in view.goals.items()},
        set_by=target.set_by,
        source=target.source or views.dataset.source,
        locator=target.locator,
        note=target.note,
        progress=tuple(_progress(series) for series in view.series),
    )


def _progress(series: Series) -> records.Progress:
    return records.Progress(
        indicator=series.indicator,
        standing=series.judgement.standing,
        latest=series.latest.value.id if series.latest else None,
        outlook=series.outlook.standing if series.outlook else None,
        expected=series.expected.value.id if series.expected else None,
    )


def ledger(views: Views, indicator: str | None = None) -> tuple[records.Entry, ...]:
    """The ledger's entries; those of one indicator where one is named."""
    names = names_of(views, indicator)
    found = views.ledger if indicator is None else views.indicators[indicator].entries
    return tuple(
        records.Entry(
            figure=entry.published.id,
            title=plain_text(label(entry.published, names)),
            verdict=entry.verdict,
            recomputed=entry.recomputed.id if entry.recomputed else None,
            rounding=entry.rounding,
            difference=entry.difference.id if entry.difference else None,
            rest=entry.rest.id if entry.rest else None,
            explanation=entry.explanation,
        )
        for entry in found
    )
