"""A year divided by units and groups: each part's figures, and their sums held against the whole.

Units partition a number at every level of their tree; groups overlap and are never summed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial

from indicators.computing.figures import (
    PERCENT,
    Day,
    Figure,
    Kind,
    Path,
    Period,
    Portion,
    Role,
    qualifiers_of,
)
from indicators.computing.formulas import Formula, sum_of
from indicators.computing.periods import (
    Years,
    compare_with_plan,
    count,
    explained,
    plans_of,
    share_of,
)
from indicators.computing.ratios import ratio_of
from indicators.computing.scope import Account, Rows, Scope
from indicators.computing.standing import judge
from indicators.computing.subject import Subject
from indicators.computing.units import portion_of
from indicators.model import DenominatorFigure, Measure, Observation, Part, Status

ADDITIVE = frozenset({Measure.FLOW, Measure.STOCK})
"""Measures whose parts add up to the whole."""

LEFT = {Role.VALUE: Role.VALUE_LEFT, Role.PLAN: Role.PLAN_LEFT}
"""What is left of a number when its known parts are taken away."""


@dataclass(frozen=True)
class Breakdown:
    """The parts of one year, or of a cut-off of it, in the official order.

    ``left`` are what no known part explains, of the whole and of units with parts below them;
    ``absent`` the units without a part that are needed to make up a unit, or the whole (None).
    """

    period: Period
    units: tuple[Account, ...]
    groups: tuple[Account, ...]
    left: tuple[Figure, ...] = ()
    sums: dict[Role, Figure] = field(default_factory=dict)
    absent: Mapping[str | None, tuple[Portion, ...]] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        """Whether every unit of the registry has its number, and others must have the rest."""
        known = all(row.value.value for row in self.units if row.depth == 0)
        return None not in self.absent and known

    @property
    def told(self) -> bool:
        """Whether the result of any part is known."""
        return any(row.value.value is not None for row in (*self.units, *self.groups))

    @cached_property
    def _rows(self) -> Mapping[Portion, Account]:
        return {row.portion: row for row in (*self.units, *self.groups)}

    def row(self, portion: Portion) -> Account | None:
        """The row of a unit or a group."""
        return self._rows.get(portion)


def breakdowns(subject: Subject, years: Years) -> tuple[Breakdown, ...]:
    """Every year and cut-off that is divided, in the order of time."""
    observations = subject.indicator.observations
    listed: dict[int, list[int]] = {}
    for at in years.listed:
        if observations[at].parts:
            listed.setdefault(observations[at].period, []).append(at)
    made: list[Breakdown] = []
    before: dict[tuple[int, Day], Breakdown] = {}
    for year, places in listed.items():
        # What all units were assigned is told where most of them are named.
        fullest = max(places, key=lambda at: len(observations[at].parts))
        rows = [_Year(subject, years.listed[at], places, at, at == fullest) for at in places]
        own = [row.breakdown(before.get((year - 1, row.row.cut_off.in_year))) for row in rows]
        before |= {(year, item.period.end.in_year): item for item in own}
        # Each cut-off tells what is still to be assigned in the whole of the year.
        plans = [item for each in own for item in each.left if item.role is Role.PLAN_LEFT]
        sums = {role: it for each in own for role, it in each.sums.items() if role is Role.PLAN}
        for each in own:
            results = (item for item in each.left if item.role is not Role.PLAN_LEFT)
            made.append(replace(each, left=(*results, *plans), sums=each.sums | sums))
    return tuple(made)


@dataclass(frozen=True)
class _Year:
    """One cut-off of an indicator that is divided, with the ``places`` of all of its year; what is
    planned adds up in one of them, which is its ``plans``.
    """

    subject: Subject
    row: Account
    places: Sequence[int]
    at: int
    plans: bool

    @cached_property
    def observation(self) -> Observation:
        return self.subject.indicator.observations[self.at]

    @cached_property
    def listed(self) -> Mapping[str, Part]:
        return {part.unit: part for part in self.observation.parts if part.unit}

    @cached_property
    def covering(self) -> set[str]:
        return {name for unit in self.listed for name in self.subject.registry.above(unit)}

    def breakdown(self, before: Breakdown | None) -> Breakdown:
        places, listed = self.subject.registry, self.listed
        at = {(part.unit, part.group): k for k, part in enumerate(self.observation.parts)}
        units = []
        for unit in (unit for unit in places.ordered if unit.id in listed):
            depth = len(listed.keys() & places.above(unit.id))
            units.append(self._part(at[unit.id, None], portion_of(unit), depth))
        groups = [
            self._part(at[None, group.id], portion_of(group))
            for group in places.dataset.groups
            if (None, group.id) in at
        ]
        made = Breakdown(self.row.period, tuple(units), tuple(groups))
        if self.subject.indicator.measure not in ADDITIVE:
            return made
        for row in (*groups, *(unit for unit in units if unit.get(Role.SHARE))):
            self._share(row, before)
        return self._summed(made)

    def _part(self, k: int, portion: Portion, depth: int = 0) -> Account:
        part, period = self.observation.parts[k], self.row.period
        path: Path = ("observations", self.at, "parts", k)
        record = explained(part) if self.twins else part
        scope = Scope(self.subject, period, path, self.observation, record, portion=portion)
        scope.figures |= plans_of(list(self._planned(k, portion)))
        value = self._value(scope, part)
        if part.share is not None:
            scope.state(Role.SHARE, part.share, "share", status=part.status, unit=PERCENT)
        self._percent(scope, part, value)
        compare_with_plan(scope, value)
        asked = value.value is None or scope.get(Role.PLAN) or scope.get(Role.PERCENT_OF_PLAN)
        judged = judge(self.subject, value, scope.figures) if asked else None
        return scope.account(judged, depth=depth)

    def _percent(self, scope: Scope, part: Part, value: Figure) -> None:
        """Keeps a printed percentage of the plan, and the plan that alone gives it."""
        if part.percent_of_plan is None:
            return
        told = partial(scope.state, status=part.status, unit=PERCENT)
        if part.value is None:  # else these are said of the value
            told = partial(told, **qualifiers_of(part))
        share = told(Role.PERCENT_OF_PLAN, part.percent_of_plan, "percent-of-plan")
        if scope.get(Role.PLAN) is None:
            home = Scope(self.subject, self.row.period.whole, portion=scope.portion)
            plan = home.fit(Role.PLAN, [(value, share)], self.subject.indicator.unit)
            scope.figures.update({Role.PLAN: plan} if plan else {})

    def _planned(self, k: int, portion: Portion) -> Iterator[tuple[Scope, Part]]:
        """Where the year, on whichever of its rows, may tell what was planned for a part."""
        part, period = self.observation.parts[k], self.row.period.whole
        for at, place in ((self.at, k), *self.twins.get((part.unit, part.group), ())):
            row = self.subject.indicator.observations[at]
            path: Path = ("observations", at, "parts", place)
            item = row.parts[place]
            yield Scope(self.subject, period, path, row, item, portion=portion), item

    @cached_property
    def twins(self) -> Mapping[tuple[str | None, str | None], list[tuple[int, int]]]:
        """Where the other rows of the year name each unit and group."""
        found: dict[tuple[str | None, str | None], list[tuple[int, int]]] = {}
        for at in self.places:
            for k, item in enumerate(self.subject.indicator.observations[at].parts):
                if at != self.at:
                    found.setdefault((item.unit, item.group), []).append((at, k))
        return found

    def _value(self, scope: Scope, part: Part) -> Figure:
        passed = part.status is Status.FORECAST and self.row.value.overtaken
        stated = scope.stated(part, overtaken=passed)
        count(scope, part)
        if known := stated or share_of(scope, stated):
            return known
        withheld, place = self.subject.registry.withheld, (*self.subject.path, *scope.path, "value")
        if place not in withheld:
            return scope.unsaid(part)
        threshold = withheld[place]
        constants = () if threshold is None else (Fraction(threshold),)
        return scope.unsaid(part, kind=Kind.WITHHELD, constants=constants)

    def _share(self, row: Account, before: Breakdown | None) -> None:
        """A group's share of the whole, and its change since the year before."""
        if self.row.value.exact is None:
            return
        scope = Scope(self.subject, self.row.period, portion=row.portion)
        scope.derive(Role.SHARE, Formula.PERCENT, row.value, self.row.value)
        past = before.row(row.portion) if before else None
        share, then = row.get(Role.SHARE) or scope.get(Role.SHARE), past and past.get(Role.SHARE)
        if share and then and share.exact is not None and then.exact is not None:
            scope.derive(Role.SHARE_CHANGE, Formula.DIFFERENCE, share, then)
        for role, figure in scope.figures.items():
            row.figures.setdefault(role, figure)

    def _summed(self, made: Breakdown) -> Breakdown:
        """Each level's parts held against what they divide: complete parts of a published whole
        recompute it; the known parts of any other whole are added up, and leave a rest of it where
        a source states it.
        """
        rows = {row.portion.id: row for row in made.units}
        left: list[Figure] = []
        sums: dict[Role, Figure] = {}
        absent: dict[str | None, tuple[Portion, ...]] = {}
        for above, level in self.subject.registry.levels(rows).items():
            missing = [portion for portion in self._expected(above) if portion.id not in rows]
            if missing:
                absent[above] = tuple(missing)
            whole = rows[above] if above else self.row
            for role, rest in LEFT.items():
                told = [found for unit in level if (found := rows[unit].get(role)) and found.value]
                parts = [item for item in told if item.kind is not Kind.INFERRED]
                if not parts or (role is Role.PLAN and not self.plans):
                    continue
                when = self.row.period.whole if role is Role.PLAN else self.row.period
                scope = Scope(self.subject, when, portion=whole.value.portion)
                figure, full = whole.get(role), not missing and len(parts) == len(level)
                stated = figure is not None and figure.kind is Kind.PUBLISHED
                if stated and full and self._complete(above, figure, parts):
                    scope.derive(role, Formula.SUM_OF_PARTS, *parts)
                    continue
                total, by = Role.SUM_OF_PARTS, Formula.SUM_OF_PARTS
                if above is None and (added := scope.derive(total, by, *parts, of=role)):
                    sums[role] = added
                if stated and (over := scope.derive(rest, Formula.REST_OF_PARTS, figure, *parts)):
                    left.append(over)
        return replace(made, left=tuple(left), sums=sums, absent=absent)

    def _complete(self, above: str | None, whole: Figure | None, parts: Sequence[Figure]) -> bool:
        """Whether all that is listed is all that there is: parts that fall short of the whole are
        a partial list, unless that is explained or they made up the whole at another time. What is
        no count may be short by its rounding.
        """
        counted = self.subject.indicator.decimals == 0
        known = [item for item in (whole, *parts) if item is not None]
        held = [item.value if counted else item.unrounded for item in known]
        told = [value for value in held if value is not None]
        owner = self.listed[above] if above else self.observation
        short = sum_of(told[1:]).below(told[0])
        return not short or bool(owner.explanation) or above in _made_up(self.subject)

    def _expected(self, above: str | None) -> list[Portion]:
        """The units that together make up a unit, or the whole: those below it that existed; in
        place of one without a part of its own those below it, if they have parts.
        """
        places, listed = self.subject.registry, self.listed
        throughout = self.subject.indicator.measure is Measure.FLOW
        found: list[Portion] = []
        ahead = list(reversed(places.below.get(above, ())))
        while ahead:
            unit = ahead.pop()
            existed = places.existed(unit, self.row.period, throughout=throughout)
            if not existed and unit.id not in listed:
                continue
            if unit.id not in listed and unit.id in self.covering:
                ahead += reversed(places.below.get(unit.id, ()))
            else:
                found.append(portion_of(unit))
        return found


def _made_up(subject: Subject) -> frozenset[str | None]:
    """The units, and the whole (None), that the listed parts of some time make up exactly."""
    found: set[str | None] = set()
    for row in subject.indicator.observations:
        listed = {part.unit: part for part in row.parts if part.unit}
        for above, level in subject.registry.levels(listed).items():
            whole = listed[above] if above else row
            for name in ("value", "plan"):
                numbers = [getattr(listed[unit], name) for unit in level]
                if None not in numbers and sum(numbers) == getattr(whole, name):
                    found.add(above)
    return frozenset(found)


def ratio_breakdowns(
    subject: Subject, upper: Sequence[Breakdown], lower: Sequence[Breakdown]
) -> tuple[Breakdown, ...]:
    """The ratio of every unit and group of which both sides are known.

    What is asked of a pool is asked of every unit's; other limits are for the whole alone.
    """
    of = subject.indicator.denominator_figure
    by_year = {item.period.year: item for item in lower}
    by_time = {item.period: item for item in lower}
    made = []
    for top in upper:
        bottom = by_time.get(top.period, by_year.get(top.period.year))
        if of is DenominatorFigure.PREVIOUS_VALUE:
            bottom = by_year.get(top.period.year - 1)
        elif of is DenominatorFigure.FIRST_VALUE:
            bottom = next(iter(lower), None)
        if bottom is not None:
            told = partial(_ratios, subject, top.period, bottom)
            units, groups = told(top.units), told(top.groups)
            made += [Breakdown(top.period, units, groups)] if units or groups else []
    return tuple(made)


def _ratios(subject: Subject, period: Period, bottom: Breakdown, tops: Rows) -> tuple[Account, ...]:
    planned, made = subject.indicator.denominator_figure is DenominatorFigure.PLAN, []
    for row in tops:
        other = bottom.row(row.portion)
        if side := other and other.get(Role.PLAN if planned else Role.VALUE):
            scope = Scope(subject, period, portion=row.portion)
            if ratio := ratio_of(scope, row.value, side):
                judged = judge(subject, ratio, scope.figures) if planned else None
                made.append(scope.account(judged, depth=row.depth))
    return tuple(made)
