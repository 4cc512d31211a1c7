"""A year divided by units and groups: each part's figures, and their sums held against the whole.

Units partition a number at every level of their tree; groups overlap and are never summed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from indicators.computing.figures import (
    Figure,
    Kind,
    Path,
    Period,
    Portion,
    Role,
)
from indicators.computing.formulas import Formula
from indicators.computing.periods import compare_with_plan
from indicators.computing.ratios import ratio_of
from indicators.computing.scope import Account, Scope
from indicators.computing.standing import judge, within_limits
from indicators.computing.subject import Subject
from indicators.computing.units import listed_parent, portion_of
from indicators.model import DenominatorFigure, Measure, Observation, Part

ADDITIVE = frozenset({Measure.FLOW, Measure.STOCK})
"""Measures whose parts add up to the whole."""

LEFT = {Role.VALUE: Role.VALUE_LEFT, Role.PLAN: Role.PLAN_LEFT}
"""What is left of a number when its known parts are taken away."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of one year in the official order.

    ``left`` are what no known part explains, of the whole and of units with parts below them;
    ``absent`` the units without a part that are needed to make up a unit, or the whole (None).
    """

    period: Period
    units: tuple[Account, ...]
    groups: tuple[Account, ...]
    left: tuple[Figure, ...] = ()
    sums: dict[Role, Figure] = field(default_factory=dict)
    absent: Mapping[str | None, tuple[Portion, ...]] = field(default_factory=dict)

    def row(self, portion: Portion) -> Account | None:
        """The row of a unit or a group."""
        return next((row for row in (*self.units, *self.groups) if row.portion == portion), None)


def breakdowns(subject: Subject, rows: Sequence[Account]) -> tuple[Breakdown, ...]:
    """Every year that is divided, in the order of time."""
    listed = {item.period: at for at, item in enumerate(subject.indicator.observations)}
    made: list[Breakdown] = []
    for row in rows:
        at = listed.get(row.period.year)
        if at is not None and subject.indicator.observations[at].parts:
            before = made[-1] if made and made[-1].period.year == row.period.year - 1 else None
            made.append(_Year(subject, row, at).breakdown(before))
    return tuple(made)


@dataclass(frozen=True)
class _Year:
    """One year of an indicator that is divided."""

    subject: Subject
    row: Account
    at: int

    @cached_property
    def observation(self) -> Observation:
        return self.subject.indicator.observations[self.at]

    @cached_property
    def listed(self) -> Mapping[str, Part]:
        return {part.unit: part for part in self.observation.parts if part.unit}

    def breakdown(self, before: Breakdown | None) -> Breakdown:
        places, listed = self.subject.registry, self.listed
        index = {(p.unit, p.group): k for k, p in enumerate(self.observation.parts)}
        depths: dict[str, int] = {}
        units: list[Account] = []
        for unit in places.ordered:
            if unit.id in listed:
                above = listed_parent(unit.id, places, listed)
                depths[unit.id] = depths[above] + 1 if above is not None else 0
                units.append(self._part(index[unit.id, None], portion_of(unit), depths[unit.id]))
        groups = [
            self._part(index[None, group.id], portion_of(group), 0)
            for group in places.dataset.groups
            if (None, group.id) in index
        ]
        if self.subject.indicator.measure not in ADDITIVE:
            return Breakdown(self.row.period, tuple(units), tuple(groups))
        for row in groups:
            self._share(row, before)
        return self._summed(Breakdown(self.row.period, tuple(units), tuple(groups)))

    def _scope(self, portion: Portion | None) -> Scope:
        return Scope(self.subject, self.row.period, portion=portion)

    def _part(self, k: int, portion: Portion, depth: int) -> Account:
        part, period = self.observation.parts[k], self.row.period
        path: Path = ("observations", self.at, "parts", k)
        scope = Scope(self.subject, period, path, self.observation, part, portion=portion)
        for role, number in ((Role.PROPOSED, part.proposed), (Role.PLAN, part.plan)):
            if number is not None:
                status = part.status if part.value is None else None
                scope.state(role, number, role.value, status=status)
        value = self._value(scope, part)
        compare_with_plan(scope, value)
        asked = value.value is None or scope.get(Role.PLAN)
        judged = judge(self.subject, value, scope.figures) if asked else None
        return scope.account(judged, depth=depth)

    def _value(self, scope: Scope, part: Part) -> Figure:
        if part.value is not None:
            return scope.state(
                Role.VALUE, part.value, "value", bound=part.bound, status=part.status
            )
        withheld, place = self.subject.registry.withheld, (*self.subject.path, *scope.path, "value")
        if place not in withheld:
            return scope.unsaid(part)
        threshold = withheld[place]
        constants = () if threshold is None else (Fraction(threshold),)
        return scope.unsaid(part, kind=Kind.WITHHELD, constants=constants)

    def _share(self, row: Account, before: Breakdown | None) -> None:
        """A group's share of the whole, and its change since the year before."""
        scope = self._scope(row.portion)
        if self.row.value.exact is not None:
            share = scope.derive(Role.SHARE, Formula.PERCENT, row.value, self.row.value)
            past = before.row(row.portion) if before else None
            then = past.get(Role.SHARE) if past else None
            if share and then and share.exact is not None and then.exact is not None:
                scope.derive(Role.SHARE_CHANGE, Formula.DIFFERENCE, share, then)
        row.figures.update(scope.figures)

    def _summed(self, made: Breakdown) -> Breakdown:
        """Each level's parts held against what they divide: complete parts of a published whole
        recompute it, others leave a rest, and parts of an unknown whole are added up.
        """
        places, listed = self.subject.registry, self.listed
        rows = {row.portion.id: row for row in made.units}
        levels: dict[str | None, list[Account]] = {}
        for row in made.units:
            levels.setdefault(listed_parent(row.portion.id, places, listed), []).append(row)
        left: list[Figure | None] = []
        sums: dict[Role, Figure] = {}
        absent: dict[str | None, tuple[Portion, ...]] = {}
        for above, level in levels.items():
            missing = [portion for portion in self._expected(above) if portion.id not in rows]
            if missing:
                absent[above] = tuple(missing)
            whole = rows[above] if above else self.row
            scope = self._scope(rows[above].portion if above else None)
            for role, rest in LEFT.items():
                figure = whole.get(role)
                parts = [found for row in level if (found := row.get(role)) and found.value]
                if not parts:
                    continue
                unknown = figure is None or figure.value is None
                if unknown and above is None:
                    total = scope.derive(Role.SUM_OF_PARTS, Formula.SUM_OF_PARTS, *parts, of=role)
                    sums |= {role: total} if total else {}
                elif unknown or figure is None:
                    continue
                elif figure.kind is Kind.PUBLISHED and not missing and len(parts) == len(level):
                    scope.derive(role, Formula.SUM_OF_PARTS, *parts)
                elif figure.kind is Kind.PUBLISHED:
                    left.append(scope.derive(rest, Formula.REST_OF_PARTS, figure, *parts))
        rests = tuple(item for item in left if item)
        return Breakdown(made.period, made.units, made.groups, rests, sums, absent)

    def _expected(self, above: str | None) -> list[Portion]:
        """The units that together make up a unit, or the whole: those below it that existed; in
        place of one without a part of its own those below it, if they have parts.
        """
        places, listed = self.subject.registry, self.listed
        throughout = self.subject.indicator.measure is Measure.FLOW
        covering = {name for unit in listed for name in places.above(unit)}
        found: list[Portion] = []
        ahead = list(reversed(places.below.get(above, ())))
        while ahead:
            unit = ahead.pop()
            existed = places.existed(unit, self.row.period, throughout=throughout)
            if not existed and unit.id not in listed:
                continue
            if unit.id not in listed and unit.id in covering:
                ahead += reversed(places.below.get(unit.id, ()))
            else:
                found.append(portion_of(unit))
        return found


def ratio_breakdowns(
    subject: Subject, upper: Sequence[Breakdown], lower: Sequence[Breakdown]
) -> tuple[Breakdown, ...]:
    """The ratio of every unit and group of which both sides are known.

    What is asked of a pool is asked of every unit's; other limits are for the whole alone.
    """
    bottoms = {item.period.year: item for item in lower}
    previous = subject.indicator.denominator_figure is DenominatorFigure.PREVIOUS_VALUE
    plan = subject.indicator.denominator_figure is DenominatorFigure.PLAN

    def of(period: Period, tops: Sequence[Account], bottom: Breakdown) -> Iterator[Account]:
        for row in tops:
            other = bottom.row(row.portion)
            side = other.get(Role.PLAN if plan else Role.VALUE) if other else None
            scope = Scope(subject, period, portion=row.portion)
            ratio = ratio_of(scope, row.value, side)
            if ratio is not None:
                yield scope.account(
                    within_limits(subject, ratio) if plan else None, depth=row.depth
                )

    made = []
    for top in upper:
        bottom = bottoms.get(top.period.year - previous)
        if bottom is not None:
            units, groups = (
                tuple(of(top.period, rows, bottom)) for rows in (top.units, top.groups)
            )
            made.append(Breakdown(top.period, units, groups))
    return tuple(item for item in made if item.units or item.groups)
