"""From records to figures and views: everything that follows from the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from indicators.computing.arithmetic import decimals_of, point
from indicators.computing.breakdowns import Breakdown, breakdowns, ratio_breakdowns
from indicators.computing.figures import Figure, Figures, Kind, Period, Role
from indicators.computing.ledger import Entry, entries
from indicators.computing.periods import Years, in_order, years_of
from indicators.computing.progress import Series, TargetView, progress
from indicators.computing.ratios import Sides, hold_together, ratios_of, shared_in
from indicators.computing.scope import Account
from indicators.computing.spans import across_years
from indicators.computing.standing import worst
from indicators.computing.subject import Aim, Subject
from indicators.computing.totals import totals_of
from indicators.computing.units import Registry
from indicators.computing.unpublished import withdraw, withhold, without
from indicators.model import Dataset, Document, FormerLevel, Indicator, Measure, Target, TargetType


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that is shown about one indicator.

    ``rows`` are the years as their latest results leave them, ``others`` every other cut-off that
    is known of them; both are those of a ratio where it is one. ``earlier`` are years before the
    term, which are only compared with.
    """

    indicator: Indicator
    targets: tuple[Target, ...]
    rows: tuple[Account, ...]
    totals: tuple[Account, ...]
    ratios: tuple[Account, ...]
    progress: Mapping[str, Series]
    entries: tuple[Entry, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    others: tuple[Account, ...] = ()
    earlier: tuple[Account, ...] = ()
    less_is_better: bool = False

    def target_of(self, *kinds: TargetType) -> Target | None:
        """The first of its targets that is of one of these types."""
        return next((target for target in self.targets if target.type in kinds), None)

    @property
    def target(self) -> Target | None:
        """The first of its targets."""
        return self.targets[0] if self.targets else None

    @property
    def series(self) -> Series | None:
        """How far it has come towards the first of its targets."""
        return next(iter(self.progress.values()), None)

    @property
    def years(self) -> tuple[Account, ...]:
        """The single years, those of a ratio as well."""
        ratios = (item for item in self.ratios if isinstance(item.value.when, Period))
        return (*self.rows, *ratios)

    @property
    def results(self) -> tuple[Account, ...]:
        """The years of which a result is known, be it of a part of one."""
        return tuple(row for row in self.years if row.value.value and not row.value.is_forecast)

    @property
    def reached(self) -> tuple[Account, ...]:
        """The totals that are results."""
        return tuple(row for row in self.totals if not row.value.is_forecast)

    @property
    def withdrawn(self) -> tuple[Figure, ...]:
        """The results that were withdrawn themselves, of times and totals."""
        known = (row.value for row in (*self.every, *self.totals))
        return tuple(figure for figure in known if figure.kind is Kind.WITHDRAWN)

    @property
    def every(self) -> tuple[Account, ...]:
        """The years with every cut-off that is known of them, by time; then the whole term."""
        years = in_order((*self.earlier, *self.years, *self.others))
        return (*years, *(row for row in self.ratios if not isinstance(row.value.when, Period)))

    @property
    def followed(self) -> tuple[Account, ...]:
        """The years, and of the one that is running every cut-off that is known."""
        known = [row.period for row in self.years if row.value.value is not None]
        running = known[-1].year if known and not known[-1].complete else None
        return in_order((*self.years, *(o for o in self.others if o.period.year == running)))

    @property
    def divided(self) -> tuple[Breakdown, ...]:
        """Each year that is divided, as of the latest cut-off at which a result is known."""
        latest = {item.period.year: item for item in self.breakdowns}
        return tuple({**latest, **{i.period.year: i for i in self.breakdowns if i.told}}.values())

    def divided_in(self, year: int) -> Breakdown:
        """The parts of a year, of which there may be none."""
        none = Breakdown(Period(year), (), ())
        return next((item for item in self.divided if item.period.year == year), none)


@dataclass(frozen=True)
class Views:
    """The whole of what follows from a dataset: every figure, and the views that arrange them.

    ``dataset`` is without the numbers that are too small to publish, or were withdrawn; ``asked``
    is the one that has them.
    """

    dataset: Dataset
    figures: Figures
    indicators: Mapping[str, IndicatorView]
    targets: Mapping[str, TargetView]
    asked: Dataset = field(repr=False)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What documents, targets and indicators are called, by their ids."""
        data = self.dataset
        titles = {document.id: document.title for document in data.documents}
        aims = {target.id: target.name for target in data.targets}
        return titles | aims | {indicator.id: indicator.name for indicator in data.indicators}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their ids."""
        return {document.id: document for document in self.dataset.documents}

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
    if not (_last and _last[0][0] is dataset):
        _last[:] = [(dataset, _computed(dataset))]
    return _last[0][1]


_last: list[tuple[Dataset, Views]] = []
"""What was computed last: comparing datasets by content would cost as much as computing."""


def _computed(asked: Dataset) -> Views:
    dataset, withheld = withhold(asked)
    published, gone = withdraw(dataset)
    places, figures = Registry(dataset, withheld), Figures()
    goals, aims = _stated(places, figures), dict[str, Aim]()
    own: dict[str, tuple[Aim, ...]] = {}
    for target in dataset.targets:
        aim = Aim(target, goals.get(target.id, {}), places.dates.get(target.set_by or ""))
        aims[target.id] = aim
        own |= {name: (*own.get(name, ()), aim) for name in target.indicators}
    subjects = {
        one.id: Subject(one, ("indicators", index), places, figures, own.get(one.id, ()))
        for index, one in enumerate(dataset.indicators)
    }
    sides = {
        name: (subject, years_of(subject))
        for name, subject in subjects.items()
        if subject.indicator.measure is not Measure.RATIO
    }
    divided = {name: breakdowns(*side) for name, side in sides.items()}
    hold_together(sides)
    shared_in(sides)
    views = {name: _view(subject, sides, divided) for name, subject in subjects.items()}
    targets = {}
    for name, aim in aims.items():
        known = (views[of].progress.get(name) for of in aim.target.indicators)
        series = tuple(item for item in known if item)
        standing = worst([item.judgement.standing for item in series])
        first = subjects[aim.target.indicators[0]]
        falls = first.less_is_better and first.indicator.measure is not Measure.RANK
        targets[name] = TargetView(aim.target, aim.goals, aim.set_on, series, standing, falls)
    told = Views(published, figures, views, targets, asked)
    return without(told, figures, published, gone) if gone else told


def _view(
    subject: Subject, sides: Sides, divided: Mapping[str, tuple[Breakdown, ...]]
) -> IndicatorView:
    ratios: tuple[Account, ...] = ()
    _, years = sides.get(subject.id, (subject, Years(())))
    others, parts = years.others, divided.get(subject.id, ())
    if subject.indicator.measure is Measure.RATIO:
        ratios, others = ratios_of(subject, sides)
        upper, lower = subject.indicator.numerator or "", subject.indicator.denominator or ""
        parts = ratio_breakdowns(subject, divided.get(upper, ()), divided.get(lower, ()))
    periods = (*years.states, *(row for row in ratios if isinstance(row.value.when, Period)))
    means = across_years(subject, periods, years.earlier)
    cumulative = totals_of(subject, years)
    found = {
        aim.target.id: progress(subject, aim, periods, others, cumulative, means)
        for aim in subject.aims
    }
    return IndicatorView(
        indicator=subject.indicator,
        targets=tuple(aim.target for aim in subject.aims),
        rows=years.states,
        totals=cumulative,
        ratios=ratios,
        progress=found,
        entries=entries(subject),
        breakdowns=parts,
        others=others,
        earlier=years.earlier,
        less_is_better=subject.less_is_better,
    )


def _stated(places: Registry, figures: Figures) -> dict[str, dict[Role, Figure]]:
    """What documents state about themselves, such as how many main targets a resolution has, and
    by target what is to be reached, with its limits.
    """
    dataset, kind = places.dataset, Kind.PUBLISHED
    for index, document in enumerate(dataset.documents):
        for at, fact in enumerate(document.facts):
            figure = Figure(
                f"{document.id}/{fact.id}/{Role.FACT}",
                document.id,
                Role.FACT,
                kind,
                point(fact.value),
                fact.name,
                decimals=decimals_of(fact.value),
                source=dataset.source,
                locator=fact.locator,
                path=("documents", index, "facts", at, "value"),
            )
            figures.add(figure)
    by_id = {indicator.id: indicator for indicator in dataset.indicators}
    goals: dict[str, dict[Role, Figure]] = {}
    for index, target in enumerate(dataset.targets):
        subject = Subject(by_id[target.indicators[0]], (), places, figures)
        changes = target.type is TargetType.YEARLY_CHANGE
        for place, key, role, number in _levels(target):
            goal = Figure(
                f"{target.id}/{role}",
                target.id,
                role,
                kind,
                point(number),
                subject.difference_unit if changes else subject.unit,
                decimals=decimals_of(number),
                source=target.source or dataset.source,
                locator=target.locator,
                note=target.note,
                path=("targets", index, key),
            )
            goals.setdefault(target.id, {})[place] = figures.add(goal)
    return goals


def _levels(asked: Target | FormerLevel) -> Iterator[tuple[Role, str, Role, Decimal]]:
    """Each number of what is asked: at which place it stands, its field, and what it is."""
    for key, place in _GOALS.items():
        if (number := getattr(asked, key, None)) is not None:
            yield place, key, Role.TARGET if key == "value" else Role(key), number


_GOALS = {
    "value": Role.TARGET,
    "min": Role.MIN,
    "above": Role.MIN,
    "max": Role.MAX,
    "below": Role.MAX,
    "base": Role.BASE,
}
"""At which place of a target each of its numbers stands: a strict limit in place of a limit."""


def asked_before(view: TargetView) -> Iterator[tuple[FormerLevel, TargetView]]:
    """What a target asked before each time that it was changed, oldest first."""
    now = next(iter(view.goals.values()), None)
    for former in view.target.former if now else ():
        goals = {
            place: now._replace(role=role, value=point(number), decimals=decimals_of(number))
            for place, _, role, number in _levels(former)
            if now
        }
        if goals:
            yield former, replace(view, goals=goals)
