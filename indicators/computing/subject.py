"""An indicator as its figures see it: with its target, its term and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from indicators.computing.arithmetic import Interval, decimals_of, point, printed
from indicators.computing.figures import (
    PERCENT,
    PLACES,
    POINTS,
    Figure,
    Figures,
    Kind,
    Path,
    Portion,
    Role,
    When,
    figure_id,
    limits,
)
from indicators.computing.units import Registry
from indicators.model import (
    Bound,
    Indicator,
    Measure,
    Observation,
    Part,
    Sourced,
    Status,
    Target,
    TargetType,
    Term,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator with what its figures need to know of the dataset around it."""

    indicator: Indicator
    path: Path
    term: Term
    source: str
    target: Target | None
    goals: Mapping[Role, Figure]
    registry: Registry = field(default_factory=Registry)

    @property
    def id(self) -> str:
        return self.indicator.id

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

    def decimals_of(self, *inputs: Figure) -> int:
        """How many decimals a sum or a difference of these shows: no digit of theirs is lost."""
        return max(self.indicator.decimals or 0, *(figure.decimals for figure in inputs))

    def change_decimals(self, *inputs: Figure) -> int:
        """How many decimals a change between these shows: percentage points show two."""
        return max(2 if self.is_percentage else 0, self.decimals_of(*inputs))

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

    def published(  # noqa: PLR0913 - all that a source may state beside a number
        self,
        figures: Figures,
        role: Role,
        when: When | None,
        value: Decimal,
        path: Path,
        *,
        record: Sourced | None = None,
        holder: Sourced | None = None,
        bound: Bound | None = None,
        status: Status | None = None,
        unit: str | None = None,
        portion: Portion | None = None,
    ) -> Figure:
        """Keeps a figure as a source printed it; source and locator come from the record that
        states it, else from what holds that record.
        """
        source, locator = self.indicator.source or self.source, self.indicator.locator
        for item in (holder, record):
            if item is not None:
                source, locator = item.source or source, item.locator or locator
        return figures.add(
            Figure(
                id=figure_id(self.id, role, when, portion=portion),
                subject=self.id,
                role=role,
                kind=Kind.PUBLISHED,
                value=limits(value, bound),
                unit=self.indicator.unit if unit is None else unit,
                decimals=decimals_of(value),
                when=when,
                status=status,
                source=source,
                locator=locator or None,
                note=record.note if record else None,
                path=(*self.path, *path),
                portion=portion,
            )
        )


def reason_of(record: Observation | Part) -> str | None:
    """Why a record has no number, if it says so, with what is noted beside that."""
    if record.missing is None:
        return None
    return " ".join(part for part in (record.missing, record.note) if part)


def typed(figure: Figure) -> Decimal:
    """A published figure's number with the decimals it was printed with."""
    value = figure.value
    assert value is not None
    limit = value.low if value.low is not None else value.high
    assert limit is not None
    return Decimal(int(limit * 10**figure.decimals)).scaleb(-figure.decimals)


def as_rounded(figure: Figure) -> Interval | None:
    """What a figure's printed number stands for: counts are exact, the rest was rounded."""
    if figure.exact is None:
        return figure.value
    decided = figure.role in (Role.TARGET, Role.MIN, Role.MAX, Role.PLAN, Role.BASE)
    if (
        figure.kind is not Kind.PUBLISHED
        or decided
        or (figure.decimals == 0 and figure.unit not in (PERCENT, POINTS))
    ):
        return point(figure.exact)
    return printed(typed(figure))
