"""From records to figures and views: everything that follows from the data, nothing worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from indicators.computing.arithmetic import decimals_of, point
from indicators.computing.breakdowns import Breakdown, breakdowns, ratio_breakdowns
from indicators.computing.figures import Figure, Figures, Kind, Period, Role
from indicators.computing.ledger import Entry, entries
from indicators.computing.periods import years_of
from indicators.computing.progress import Series, TargetView, goals_of, progress
from indicators.computing.ratios import ratios_of
from indicators.computing.scope import Account
from indicators.computing.spans import across_years
from indicators.computing.standing import worst
from indicators.computing.subject import Subject
from indicators.computing.totals import totals
from indicators.computing.units import Registry, registry
from indicators.computing.withheld import withhold
from indicators.model import Dataset, Indicator, Measure, Target


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that is shown about one indicator."""

    indicator: Indicator
    target: Target | None
    rows: tuple[Account, ...]
    totals: tuple[Account, ...]
    ratios: tuple[Account, ...]
    series: Series | None
    entries: tuple[Entry, ...]
    breakdowns: tuple[Breakdown, ...] = ()

    @property
    def years(self) -> tuple[Account, ...]:
        """The single years, those of a ratio as well."""
        ratios = (item for item in self.ratios if isinstance(item.value.when, Period))
        return (*self.rows, *ratios)


@dataclass(frozen=True, slots=True)
class Views:
    """The whole of what follows from a dataset: every figure, and the views that arrange them.

    ``dataset`` is without the numbers that are too small to publish.
    """

    dataset: Dataset
    figures: Figures
    indicators: Mapping[str, IndicatorView]
    targets: Mapping[str, TargetView]

    @property
    def ledger(self) -> tuple[Entry, ...]:
        """Every published figure that can be recomputed, in the order of the data."""
        return tuple(entry for view in self.indicators.values() for entry in view.entries)


def compute(dataset: Dataset) -> Views:
    """All figures and views of a dataset that has passed ``check``.

    Asked for the same object again it gives the same views: a dataset is frozen, and checking,
    showing and exporting it compute once. Errors: a dataset that has not passed may raise
    ``ArithmeticError`` or ``ValueError``.
    """
    return _computed(_Same(dataset))


class _Same:
    """A dataset as that very object: comparing two by content costs as much as computing."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.dataset is other.dataset

    def __hash__(self) -> int:
        return id(self.dataset)


@lru_cache(maxsize=1)
def _computed(asked: _Same) -> Views:
    dataset, withheld = withhold(asked.dataset)
    places = registry(dataset, withheld)
    figures = Figures()
    _facts(dataset, figures)
    units = {indicator.id: indicator.unit for indicator in dataset.indicators}
    goals: dict[str, dict[Role, Figure]] = {}
    target_of: dict[str, Target] = {}
    for index, target in enumerate(dataset.targets):
        unit = units[target.indicators[0]]
        goals[target.id] = goals_of(target, index, unit, dataset.source, figures)
        target_of.update(dict.fromkeys(target.indicators, target))
    subjects = {
        indicator.id: _subject(dataset, index, figures, target_of.get(indicator.id), goals, places)
        for index, indicator in enumerate(dataset.indicators)
    }
    years = {
        subject.id: years_of(subject)
        for subject in subjects.values()
        if subject.indicator.measure is not Measure.RATIO
    }
    sides = {name: (subjects[name], made) for name, made in years.items()}
    divided = {name: breakdowns(subjects[name], made) for name, made in years.items()}
    views = {
        subject.id: _view(dataset, subject, years.get(subject.id, ()), sides, divided)
        for subject in subjects.values()
    }
    targets = {}
    for target in dataset.targets:
        series = tuple(made for name in target.indicators if (made := views[name].series))
        standing = worst([item.judgement.standing for item in series])
        targets[target.id] = TargetView(target, goals[target.id], series, standing)
    return Views(dataset, figures, views, targets)


def _subject(
    dataset: Dataset,
    index: int,
    figures: Figures,
    target: Target | None,
    goals: Mapping[str, Mapping[Role, Figure]],
    places: Registry,
) -> Subject:
    return Subject(
        indicator=dataset.indicators[index],
        path=("indicators", index),
        term=dataset.term,
        source=dataset.source,
        target=target,
        goals=goals[target.id] if target else {},
        figures=figures,
        registry=places,
    )


def _view(
    dataset: Dataset,
    subject: Subject,
    years: tuple[Account, ...],
    sides: Mapping[str, tuple[Subject, tuple[Account, ...]]],
    divided: Mapping[str, tuple[Breakdown, ...]],
) -> IndicatorView:
    if subject.indicator.measure is Measure.RATIO:
        cumulative: tuple[Account, ...] = ()
        ratios = ratios_of(subject, sides)
        upper, lower = subject.indicator.numerator or "", subject.indicator.denominator or ""
        parts = ratio_breakdowns(subject, divided.get(upper, ()), divided.get(lower, ()))
    else:
        across_years(subject, years)
        cumulative = totals(subject, years)
        ratios = ()
        parts = divided[subject.id]
    series = progress(subject, years, cumulative, ratios) if subject.target else None
    return IndicatorView(
        indicator=subject.indicator,
        target=subject.target,
        rows=years,
        totals=cumulative,
        ratios=ratios,
        series=series,
        entries=entries(dataset, subject),
        breakdowns=parts,
    )


def _facts(dataset: Dataset, figures: Figures) -> None:
    """What documents state about themselves, such as how many main targets a resolution has."""
    for index, document in enumerate(dataset.documents):
        for at, fact in enumerate(document.facts):
            figures.add(
                Figure(
                    id=f"{document.id}/{fact.id}/{Role.FACT}",
                    subject=document.id,
                    role=Role.FACT,
                    kind=Kind.PUBLISHED,
                    value=point(Fraction(fact.value)),
                    unit=fact.name,
                    decimals=decimals_of(fact.value),
                    source=dataset.source,
                    path=("documents", index, "facts", at, "value"),
                )
            )
