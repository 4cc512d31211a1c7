"""A year divided by units and groups: each part's figures, and their sums held against the whole.

Units partition a number at every level of their tree; groups overlap and are never summed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from indicators.computing.arithmetic import Interval, point
from indicators.computing.assessment import judge, within_limits
from indicators.computing.comparisons import compare_with_plan
from indicators.computing.figures import (
    PERCENT,
    POINTS,
    Division,
    Figure,
    Figures,
    Formula,
    Kind,
    Path,
    Period,
    Portion,
    Role,
    figure_id,
)
from indicators.computing.periods import Row
from indicators.computing.standing import Judgement, Standing
from indicators.computing.subject import Subject, reason_of
from indicators.computing.units import listed_parent, portion_of
from indicators.model import DenominatorFigure, Measure, Observation, Part

ADDITIVE = frozenset({Measure.FLOW, Measure.STOCK})
"""Measures whose parts add up to the whole."""

LEFT = {Role.VALUE: Role.VALUE_LEFT, Role.PLAN: Role.PLAN_LEFT}
"""What is left of a number when its known parts are taken away."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One unit's or group's part of a year; ``depth`` is 0 for a unit below no listed one."""

    portion: Portion
    depth: int
    value: Figure
    figures: dict[Role, Figure]
    judgement: Judgement | None

    def get(self, role: Role) -> Figure | None:
        return self.value if role is Role.VALUE else self.figures.get(role)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of one year in the official order.

    ``left`` are what no known part explains, of the whole and of units with parts below them;
    ``absent`` the units without a part that are needed to make up a unit, or the whole (None).
    """

    period: Period
    units: tuple[PartRow, ...]
    groups: tuple[PartRow, ...]
    left: tuple[Figure, ...] = ()
    sums: dict[Role, Figure] = field(default_factory=dict)
    absent: Mapping[str | None, tuple[Portion, ...]] = field(default_factory=dict)

    def row(self, portion: Portion) -> PartRow | None:
        """The row of a unit or a group."""
        return next((row for row in (*self.units, *self.groups) if row.portion == portion), None)


def breakdowns(subject: Subject, figures: Figures, rows: Sequence[Row]) -> tuple[Breakdown, ...]:
    """Every year that is divided, in the order of time."""
    listed = {item.period: at for at, item in enumerate(subject.indicator.observations)}
    made: list[Breakdown] = []
    for row in rows:
        at = listed.get(row.period.year)
        if at is not None and subject.indicator.observations[at].parts:
            before = made[-1] if made and made[-1].period.year == row.period.year - 1 else None
            made.append(_Year(subject, figures, row, at).breakdown(before))
    return tuple(made)


@dataclass(frozen=True)
class _Year:
    """One year of an indicator that is divided."""

    subject: Subject
    figures: Figures
    row: Row
    at: int

    @property
    def observation(self) -> Observation:
        return self.subject.indicator.observations[self.at]

    @property
    def listed(self) -> Mapping[str, Part]:
        return {part.unit: part for part in self.observation.parts if part.unit}

    def breakdown(self, before: Breakdown | None) -> Breakdown:
        places, listed = self.subject.registry, self.listed
        index = {(p.unit, p.group): k for k, p in enumerate(self.observation.parts)}
        depths: dict[str, int] = {}
        units: list[PartRow] = []
        for unit in places.ordered:
            if unit.id in listed:
                above = listed_parent(unit.id, places, listed)
                depths[unit.id] = depths[above] + 1 if above is not None else 0
                units.append(self._part(index[unit.id, None], portion_of(unit), depths[unit.id]))
        groups = [
            self._part(index[None, group.id], Portion(Division.GROUP, group.id, group.name), 0)
            for group in places.groups
            if (None, group.id) in index
        ]
        for row in groups:
            self._share(row, before)
        made = Breakdown(self.row.period, tuple(units), tuple(groups))
        return self._summed(made) if self.subject.indicator.measure in ADDITIVE else made

    def _part(self, k: int, portion: Portion, depth: int) -> PartRow:
        part = self.observation.parts[k]
        path: Path = ("observations", self.at, "parts", k)
        found: dict[Role, Figure] = {}
        for role, number in ((Role.PROPOSED, part.proposed), (Role.PLAN, part.plan)):
            if number is not None:
                found[role] = self.subject.published(
                    self.figures,
                    role,
                    self.row.period,
                    number,
                    (*path, role.value),
                    record=part,
                    holder=self.observation,
                    status=part.status if part.value is None else None,
                    portion=portion,
                )
        value = self._value(part, path, portion)
        compare_with_plan(self.subject, self.figures, self.row.period, value, found)
        judgement = None
        if value.value is None:
            judgement = Judgement(Standing.NO_DATA, (value,), self.row.period)
        elif Role.PLAN in found:
            judgement = judge(self.subject, self.row.period, value, found)
        return PartRow(portion, depth, value, found, judgement)

    def _value(self, part: Part, path: Path, portion: Portion) -> Figure:
        if part.value is not None:
            return self.subject.published(
                self.figures,
                Role.VALUE,
                self.row.period,
                part.value,
                (*path, "value"),
                record=part,
                holder=self.observation,
                bound=part.bound,
                status=part.status,
                portion=portion,
            )
        withheld = self.subject.registry.withheld
        place = (*self.subject.path, *path, "value")
        threshold = withheld.get(place)
        return self.figures.add(
            Figure(
                id=figure_id(self.subject.id, Role.VALUE, self.row.period, portion=portion),
                subject=self.subject.id,
                role=Role.VALUE,
                kind=Kind.WITHHELD if place in withheld else Kind.MISSING,
                value=None,
                unit=self.subject.indicator.unit,
                when=self.row.period,
                note=reason_of(part) or self.subject.indicator.missing,
                source=part.source or self.observation.source or self.subject.source,
                locator=part.locator if part.missing else None,
                constants=() if threshold is None else (Fraction(threshold),),
                path=(*self.subject.path, *path, "missing") if place not in withheld else None,
                portion=portion,
            )
        )

    def _share(self, row: PartRow, before: Breakdown | None) -> None:
        """A group's share of the whole, and its change since the year before."""
        whole, part = self.row.value, row.value
        if self.subject.indicator.measure not in ADDITIVE or part.value is None:
            return
        if whole.exact is None or whole.exact <= 0:
            return
        share = self.figures.derive(
            self.subject.id,
            Role.SHARE,
            self.row.period,
            Formula.PERCENT,
            (part, whole),
            part.value.scaled(100 / whole.exact),
            PERCENT,
            portion=row.portion,
        )
        row.figures[Role.SHARE] = share
        past = before.row(row.portion) if before else None
        then = past.get(Role.SHARE) if past else None
        if then is None or then.exact is None or share.exact is None:
            return
        row.figures[Role.SHARE_CHANGE] = self.figures.derive(
            self.subject.id,
            Role.SHARE_CHANGE,
            self.row.period,
            Formula.DIFFERENCE,
            (share, then),
            point(share.exact - then.exact),
            POINTS,
            portion=row.portion,
        )

    def _summed(self, made: Breakdown) -> Breakdown:
        """Each level's parts held against what they divide."""
        places, listed = self.subject.registry, self.listed
        rows = {row.portion.id: row for row in made.units}
        levels: dict[str | None, list[PartRow]] = {}
        for row in made.units:
            levels.setdefault(listed_parent(row.portion.id, places, listed), []).append(row)
        left: list[Figure] = []
        sums: dict[Role, Figure] = {}
        absent: dict[str | None, tuple[Portion, ...]] = {}
        for above, level in levels.items():
            expected = self._expected(above)
            missing = [portion for portion in expected if portion.id not in rows]
            if missing:
                absent[above] = tuple(missing)
            whole = rows[above] if above else self.row
            for role in (Role.VALUE, Role.PLAN):
                figure = whole.value if role is Role.VALUE else whole.get(role)
                parts = [found for row in level if (found := row.get(role)) and found.value]
                full = not missing and len(parts) == len(level)
                if not parts:
                    continue
                if figure is None or figure.value is None:
                    if above is None:
                        sums[role] = self._sum(role, parts)
                elif figure.kind is Kind.PUBLISHED and full:
                    self._again(role, figure, parts)
                elif figure.kind is Kind.PUBLISHED:
                    left.append(self._rest(role, figure, parts))
        return Breakdown(made.period, made.units, made.groups, tuple(left), sums, absent)

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

    def _total(self, parts: Sequence[Figure]) -> Interval:
        amount = point(0)
        for part in parts:
            assert part.value is not None
            amount = amount + part.value
        return amount

    def _sum(self, role: Role, parts: Sequence[Figure]) -> Figure:
        """What the known parts give together where nobody states the whole."""
        return self.figures.derive(
            self.subject.id,
            Role.SUM_OF_PARTS,
            self.row.period,
            Formula.SUM_OF_PARTS,
            parts,
            self._total(parts),
            self.subject.indicator.unit,
            decimals=self.subject.decimals_of(*parts),
            name=f"{figure_id(self.subject.id, role, self.row.period)}/{Role.SUM_OF_PARTS}",
        )

    def _again(self, role: Role, whole: Figure, parts: Sequence[Figure]) -> None:
        self.figures.derive(
            self.subject.id,
            role,
            self.row.period,
            Formula.SUM_OF_PARTS,
            parts,
            self._total(parts),
            self.subject.indicator.unit,
            decimals=self.subject.decimals_of(*parts),
            again=True,
            portion=whole.portion,
        )

    def _rest(self, role: Role, whole: Figure, parts: Sequence[Figure]) -> Figure:
        assert whole.value is not None
        return self.figures.derive(
            self.subject.id,
            LEFT[role],
            self.row.period,
            Formula.REST_OF_PARTS,
            (whole, *parts),
            whole.value - self._total(parts),
            self.subject.indicator.unit,
            decimals=self.subject.decimals_of(whole, *parts),
            portion=whole.portion,
        )


def ratio_breakdowns(
    subject: Subject, figures: Figures, upper: Sequence[Breakdown], lower: Sequence[Breakdown]
) -> tuple[Breakdown, ...]:
    """The ratio of every unit and group of which both sides are known.

    What is asked of a pool is asked of every unit's; other limits are for the whole alone.
    """
    bottoms = {item.period.year: item for item in lower}
    previous = subject.indicator.denominator_figure is DenominatorFigure.PREVIOUS_VALUE
    plan = subject.indicator.denominator_figure is DenominatorFigure.PLAN
    made = []
    for top in upper:
        bottom = bottoms.get(top.period.year - previous)
        if bottom is None:
            continue

        def of(
            rows: tuple[PartRow, ...], top: Breakdown = top, bottom: Breakdown = bottom
        ) -> tuple[PartRow, ...]:
            found = []
            for row in rows:
                other = bottom.row(row.portion)
                side = other.get(Role.PLAN if plan else Role.VALUE) if other else None
                ratio = _ratio(subject, figures, top.period, row.value, side)
                if ratio is not None:
                    judgement = within_limits(subject, top.period, ratio) if plan else None
                    found.append(PartRow(row.portion, row.depth, ratio, {}, judgement))
            return tuple(found)

        divided = Breakdown(top.period, of(top.units), of(top.groups))
        if divided.units or divided.groups:
            made.append(divided)
    return tuple(made)


def _ratio(
    subject: Subject, figures: Figures, period: Period, top: Figure, bottom: Figure | None
) -> Figure | None:
    if top.value is None or bottom is None or bottom.value is None:
        return None
    if bottom.value.low is None or bottom.value.low <= 0:
        return None
    percentage = subject.is_percentage
    return figures.derive(
        subject.id,
        Role.VALUE,
        period,
        Formula.PERCENT if percentage else Formula.QUOTIENT,
        (top, bottom),
        top.value.over(bottom.value).scaled(100 if percentage else 1),
        subject.indicator.unit,
        portion=top.portion,
    )
