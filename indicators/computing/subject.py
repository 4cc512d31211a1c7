"""An indicator as its figures see it: with its target, its term and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from indicators.computing.figures import (
    PERCENT,
    PLACES,
    POINTS,
    CutOff,
    Figure,
    Figures,
    Path,
    Role,
)
from indicators.computing.units import Registry
from indicators.model import Indicator, Measure, Target, TargetType, Term
from indicators.scalars import PartialDate


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator with what its figures need to know of the dataset around it."""

    indicator: Indicator
    path: Path
    registry: Registry
    figures: Figures
    target: Target | None = None
    goals: Mapping[Role, Figure] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.indicator.id

    @property
    def term(self) -> Term:
        return self.registry.dataset.term

    def ended(self, cut_off: CutOff) -> bool:
        """Whether nothing of the term is left after a cut-off."""
        return CutOff(PartialDate(*self.term.closes)).latest <= cut_off.earliest

    @property
    def source(self) -> str:
        """Where everything was read that names no source of its own."""
        return self.registry.dataset.source

    @property
    def is_percentage(self) -> bool:
        return self.indicator.measure is Measure.SHARE or self.indicator.unit == PERCENT

    @property
    def is_comparable(self) -> bool:
        """Whether percentages and differences mean something: not of ranks and answers."""
        return self.indicator.measure not in (Measure.RANK, Measure.YES_NO)

    @property
    def difference_unit(self) -> str:
        if self.indicator.measure is Measure.RANK:
            return PLACES
        return POINTS if self.is_percentage else self.indicator.unit

    def change_decimals(self, *inputs: Figure) -> int:
        """How many decimals a change between these shows: percentage points show two."""
        return max(2 if self.is_percentage else 0, *(figure.decimals for figure in inputs))

    @property
    def less_is_better(self) -> bool:
        """Whether plans and targets are to be kept under: a rank, a ceiling, or an end value below
        the base. Without a base, an end value is taken as one to be reached from below.
        """
        if self.indicator.measure is Measure.RANK:
            return True
        if self.target is None:
            return False
        base, wanted = self.goal(Role.BASE), self.goal(Role.TARGET)
        falls = base is not None and wanted is not None and wanted < base
        return falls or self.target.type is TargetType.CEILING

    def goal(self, role: Role) -> Fraction | None:
        figure = self.goals.get(role)
        return figure.exact if figure else None
