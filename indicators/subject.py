"""An indicator as its figures see it: with its target, its term and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.arithmetic import Interval, decimals_of, point, printed
from indicators.figures import (
    PERCENT,
    POINTS,
    Figure,
    Figures,
    Kind,
    Path,
    Role,
    When,
    figure_id,
    limits,
)
from indicators.model import Bound, Indicator, Measure, Sourced, Status, Target, Term


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator with what its figures need to know of the dataset around it."""

    indicator: Indicator
    path: Path
    term: Term
    source: str
    target: Target | None
    goals: Mapping[Role, Figure]

    @property
    def id(self) -> str:
        return self.indicator.id

    @property
    def decimals(self) -> int:
        """How many decimals computed values of this indicator show."""
        return 2 if self.indicator.decimals is None else self.indicator.decimals

    @property
    def is_percentage(self) -> bool:
        return self.indicator.measure is Measure.SHARE or self.indicator.unit == PERCENT

    @property
    def difference_unit(self) -> str:
        return POINTS if self.is_percentage else self.indicator.unit

    def goal(self, role: Role) -> Fraction | None:
        figure = self.goals.get(role)
        return figure.exact if figure else None

    def published(
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
    ) -> Figure:
        """Keeps a figure as a source printed it; source and locator come from the record that
        states it, else from what holds that record."""
        chain = [item for item in (record, holder, self.indicator) if item is not None]
        return figures.add(
            Figure(
                id=figure_id(self.id, role, when),
                subject=self.id,
                role=role,
                kind=Kind.PUBLISHED,
                value=limits(value, bound),
                unit=unit or self.indicator.unit,
                decimals=decimals_of(value),
                when=when,
                status=status,
                source=next((item.source for item in chain if item.source), self.source),
                locator=next((item.locator for item in chain if item.locator), None),
                note=record.note if record else None,
                path=(*self.path, *path),
            )
        )


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
