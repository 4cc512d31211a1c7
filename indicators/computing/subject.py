"""An indicator as its figures see it: with its targets, its term and where it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from indicators.computing.arithmetic import Interval, above, below
from indicators.computing.figures import (
    ANSWER,
    PERCENT,
    PLACE,
    PLACES,
    POINTS,
    YEARS,
    CutOff,
    Figure,
    Figures,
    Path,
    Period,
    Role,
)
from indicators.computing.units import Registry
from indicators.model import (
    Answerable,
    Better,
    Indicator,
    Measure,
    PublishedFigure,
    Status,
    Target,
    TargetType,
    Term,
)
from indicators.scalars import PartialDate

T = TypeVar("T")

LIMITS = frozenset(
    {TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE, TargetType.YEARLY_CHANGE}
)
"""Types of target that every period must keep."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with its figures; a strict limit stands at the role of the one it is in place of."""

    target: Target
    goals: Mapping[Role, Figure]
    set_on: PartialDate | None

    @property
    def since(self) -> int:
        """The first year that is held to it: when it is due, or was set by a dated document."""
        return max(day.year if day else 0 for day in (self.target.due, self.set_on))

    @property
    def kind(self) -> TargetType:
        return self.target.type

    @property
    def asked(self) -> Sequence[Figure]:
        """What is to be reached or kept, without from where it started."""
        return [figure for role, figure in self.goals.items() if role is not Role.BASE]

    def level(self, role: Role) -> Fraction | None:
        """One of its numbers, where it has that."""
        figure = self.goals.get(role)
        return figure.exact if figure else None

    @property
    def is_upper(self) -> bool:
        """Whether less is better: it is a ceiling, or below the base."""
        base, wanted = self.level(Role.BASE), self.level(Role.TARGET)
        down = base is not None and wanted is not None and wanted < base
        return down or self.kind is TargetType.CEILING

    def wanted(self, *, lower: bool) -> Interval:
        """What it asks for, where less is better if ``lower``.

        More than the upper end of a range is no breach: a range says how much is wanted at least
        and up to where it counts; only a ceiling forbids more.
        """
        goal, least, most = (self.goals.get(r) for r in (Role.TARGET, Role.MIN, Role.MAX))
        if goal is not None and goal.exact is not None:
            return beyond(goal.exact, lower=lower)
        if least and most:
            least, most = (None, most) if lower else (least, None)
        return Interval(
            least.exact if least else None,
            most.exact if most else None,
            least is not None and least.role is Role.ABOVE,
            most is not None and most.role is Role.BELOW,
        )


def beyond(number: Fraction, *, lower: bool) -> Interval:
    """All that is as good as a number or better."""
    return below(number, or_equal=True) if lower else above(number, or_equal=True)


@dataclass(frozen=True)
class Subject:
    """An indicator with what its figures need to know of the dataset around it: the targets that
    it is held to are at most one of each type.
    """

    indicator: Indicator
    path: Path
    registry: Registry
    figures: Figures
    aims: tuple[Aim, ...] = ()

    @cached_property
    def id(self) -> str:
        return self.indicator.id

    @cached_property
    def term(self) -> Term:
        return self.registry.dataset.term

    def ended(self, cut_off: CutOff, due: PartialDate | None = None) -> bool:
        """Whether nothing of the term, or of what is due in it, is left after a cut-off."""
        return CutOff(due or PartialDate(*self.term.closes)).latest <= cut_off.earliest

    def holds(self, period: Period) -> bool:
        """Whether what is asked of years is asked of this one: not of the year in which the term
        began, where that had begun before; the one in which it ends is the last of the term.
        """
        return (period.year, 1) >= self.term.opens

    def aim(self, *kinds: TargetType) -> Aim | None:
        """The first of its targets that is of one of these types."""
        return next((aim for aim in self.aims if aim.kind in kinds), None)

    def told_late(self, figure: Figure, due: PartialDate | None = None) -> bool:
        """Whether the time of a figure was over when its source told it, or that is not doubted: a
        year told in its middle, and not called a result, may be half a year. What is due in the
        course of a year is over then.
        """
        when = figure.when
        if not isinstance(when, Period):
            return True
        if not when.complete:
            return due is not None and due.year == when.year and self.ended(when.end, due)
        if figure.source and figure.status is None:
            return self._known(figure) is not False
        counts = (Role.VALUE, Role.NUMERATOR)
        return all(
            self.told_late(item) for item in self.figures.inputs_of(figure) if item.role in counts
        )

    def due(self, *figures: Figure | None) -> PartialDate | None:
        """When what these were typed for is due, where the first of their rows says it."""
        rows = {figure.path[:-1]: None for figure in figures if figure and figure.path}
        records = map(self.registry.dataset.at, rows)
        return next((r.due for r in records if isinstance(r, Answerable) and r.due), None)

    def gained(self, now: T, then: T) -> tuple[T, T]:
        """From which of two the other is taken for a change: of ranks, places are gained."""
        return (then, now) if self.indicator.measure is Measure.RANK else (now, then)

    def waits(self, figure: Figure) -> bool:
        """Whether a shortfall is none yet: what was estimated before the time of it was over."""
        return figure.status is Status.ESTIMATE and not self._known(figure)

    def _known(self, figure: Figure) -> bool | None:
        """Whether its source knew of the end of a figure's time; None where it has no date."""
        known, when = self.registry.knowledge.get(figure.source or ""), figure.when
        if known is None or not isinstance(when, Period):
            return None
        return known.latest >= when.end.earliest

    @cached_property
    def source(self) -> str:
        """Where everything was read that names no source of its own."""
        return self.registry.dataset.source

    @cached_property
    def is_percentage(self) -> bool:
        return self.indicator.measure is Measure.SHARE or self.indicator.unit == PERCENT

    @cached_property
    def growth_base(self) -> int | None:
        """What stands for no growth, of what is growth in percent and averaged by multiplying."""
        base = {Measure.RATE: 0, Measure.INDEX: 100}.get(self.indicator.measure)
        return base if self.indicator.unit == PERCENT else None

    @cached_property
    def is_comparable(self) -> bool:
        """Whether percentages and differences mean something: not of ranks and answers."""
        return self.indicator.measure not in (Measure.RANK, Measure.YES_NO)

    @cached_property
    def unit(self) -> str:
        """The unit of its values: ranks and answers are told in their own words, whatever the data
        calls their unit.
        """
        own = {Measure.RANK: PLACE, Measure.YES_NO: ANSWER}
        return own.get(self.indicator.measure, self.indicator.unit)

    @cached_property
    def difference_unit(self) -> str:
        """The unit of a difference between two of its values."""
        of_percentages = POINTS if self.is_percentage else self.indicator.unit
        return PLACES if self.indicator.measure is Measure.RANK else of_percentages

    @cached_property
    def gap_units(self) -> Mapping[str, str]:
        """The units of differences, by those of what they are between."""
        return {PERCENT: POINTS, self.unit: self.difference_unit}

    def unit_printed(self, figure: PublishedFigure) -> str:
        """The unit of a figure that is printed beside numbers."""
        summed = dict.fromkeys((PublishedFigure.SUM, PublishedFigure.MEAN), self.unit)
        others = {PublishedFigure.CHANGE: self.difference_unit, PublishedFigure.YEARS_EARLY: YEARS}
        return (summed | others).get(figure, PERCENT)

    @cached_property
    def less_is_better(self) -> bool:
        """Whether plans and targets are to be kept under: as the indicator says, else where one of
        its targets is a ceiling or an end value below the base.
        """
        if self.indicator.measure is Measure.RANK or self.indicator.better is not None:
            return self.indicator.better is not Better.HIGHER
        return any(aim.is_upper for aim in self.aims)
