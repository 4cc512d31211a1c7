"""An indicator as its figures see it, and the figures about it at one time as they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from indicators.computing.arithmetic import Interval, decimals_of
from indicators.computing.figures import (
    PERCENT,
    PLACES,
    POINTS,
    RECOMPUTED,
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
from indicators.computing.formulas import Formula
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

DOUBTFUL = (Status.FORECAST, Status.ESTIMATE, Status.PRELIMINARY)
"""How firm a number is, the least firm first; nothing is said where none is in doubt."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator with what its figures need to know of the dataset around it."""

    indicator: Indicator
    path: Path
    term: Term
    source: str
    target: Target | None
    goals: Mapping[Role, Figure]
    figures: Figures
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


class Scope:
    """One indicator at one time, whole or a portion of it: its figures by role as they are made.

    ``path`` leads from the indicator to what states them; of ``records``, the outer one first,
    the innermost that names a source or a place in it is where a figure was read.
    """

    __slots__ = ("figures", "path", "portion", "records", "subject", "when")

    def __init__(
        self,
        subject: Subject,
        when: When | None,
        path: Path = (),
        *records: Sourced,
        portion: Portion | None = None,
    ) -> None:
        self.subject = subject
        self.when = when
        self.path = path
        self.records = records
        self.portion = portion
        self.figures: dict[Role, Figure] = {}

    def get(self, role: Role) -> Figure | None:
        """The figure that counts: as it was printed, else as it was derived."""
        return self.figures.get(role)

    def state(
        self,
        role: Role,
        value: Decimal,
        *path: str | int,
        record: Sourced | None = None,
        bound: Bound | None = None,
        status: Status | None = None,
        unit: str | None = None,
    ) -> Figure:
        """Keeps a figure as a source printed it; ``record`` is one that states it alone."""
        subject = self.subject
        records = (*self.records, record) if record else self.records
        source, locator = self._read(*records)
        return self._keep(
            Figure(
                id=figure_id(subject.id, role, self.when, portion=self.portion),
                subject=subject.id,
                role=role,
                kind=Kind.PUBLISHED,
                value=limits(value, bound),
                unit=subject.indicator.unit if unit is None else unit,
                decimals=decimals_of(value),
                when=self.when,
                status=status,
                source=source,
                locator=locator,
                note=records[-1].note if records else None,
                path=(*subject.path, *self.path, *path),
                portion=self.portion,
            )
        )

    def unsaid(
        self,
        record: Observation | Part | None = None,
        *,
        kind: Kind = Kind.MISSING,
        constants: tuple[Fraction, ...] = (),
    ) -> Figure:
        """Keeps that the value is not known: why, in the record's words, else the indicator's."""
        subject = self.subject
        if record is None or record.missing is None:
            reason, place = subject.indicator.missing, subject.path
            source, locator = self._read() if reason else (self._read()[0], None)
        else:
            reason = " ".join(text for text in (record.missing, record.note) if text)
            place = (*subject.path, *self.path)
            source, locator = self._read(*self.records)
        stated = reason is not None and kind is Kind.MISSING
        path = (*place, "missing") if stated else None
        return self._missing(reason, source, locator, path, kind, constants)

    def unknown(self, reason: str | None) -> Figure:
        """Keeps that the value is not known because of another indicator, for its reason."""
        return self._missing(reason, self.subject.source)

    def _missing(
        self,
        reason: str | None,
        source: str,
        locator: str | None = None,
        path: Path | None = None,
        kind: Kind = Kind.MISSING,
        constants: tuple[Fraction, ...] = (),
    ) -> Figure:
        return self._keep(
            Figure(
                id=figure_id(self.subject.id, Role.VALUE, self.when, portion=self.portion),
                subject=self.subject.id,
                role=Role.VALUE,
                kind=kind,
                value=None,
                unit=self.subject.indicator.unit,
                when=self.when,
                note=reason,
                source=source,
                locator=locator,
                constants=constants,
                path=path,
                portion=self.portion,
            )
        )

    def _read(self, *records: Sourced) -> tuple[str, str | None]:
        """The source of what these records state, the outer one first, and the place in it."""
        subject = self.subject
        source, locator = subject.indicator.source or subject.source, subject.indicator.locator
        for item in records:
            source, locator = item.source or source, item.locator or locator
        return source, locator or None

    def derive(  # noqa: PLR0913 - all that tells one figure from another
        self,
        role: Role,
        formula: Formula,
        *inputs: Figure | None,
        constants: tuple[Fraction, ...] = (),
        taken: tuple[Interval, ...] | None = None,
        bound: Bound | None = None,
        whole: bool = False,
        unit: str | None = None,
        decimals: int | None = None,
        status: Status | None = None,
        of: Role | None = None,
    ) -> Figure | None:
        """Keeps what a formula gives for its inputs, with what it inherits from them; nothing
        where one of them is not known or they give nothing.

        The inputs stand for their values unless others are ``taken``. What is more than the
        result says only a ``bound``; of ``whole`` numbers only those are possible. What rests on
        an inferred figure is inferred, and a figure is as firm as the least firm of its inputs
        unless a ``status`` is given. Of a figure that was printed this is the recomputation: it
        shows a third decimal where its value ends there, so that it can be held against the
        printed one. A figure about another one is told from it by ``of``, that one's role.
        """
        way, subject = formula.way, self.subject
        known = [item for item in inputs if item is not None and item.value is not None]
        value = None
        if len(known) == len(inputs):
            values = taken or [item.value for item in known if item.value is not None]
            value = _limited(way.apply(values, constants), bound, whole=whole)
        if value is None:
            return None
        if unit is None:
            unit = self._unit(formula, known[0].unit)
        if decimals is None:
            decimals = 0 if whole else way.decimals
        if decimals is None:
            decimals = max([item.decimals for item in known])
        name = figure_id(subject.id, role, self.when, portion=self.portion)
        if of is not None:
            name = f"{figure_id(subject.id, of, self.when, portion=self.portion)}/{role}"
        printed = subject.figures.get(name)
        if printed is not None and printed.kind is Kind.PUBLISHED:
            name = f"{name}/{RECOMPUTED}"
            exact = value.exact
            if exact is not None and exact * 100 % 1 and not exact * 1000 % 1:
                decimals = max(decimals, 3)
        return self._keep(
            Figure(
                id=name,
                subject=subject.id,
                role=role,
                kind=Kind.INFERRED if way.infers or _is_inferred(known) else Kind.COMPUTED,
                value=value,
                unit=unit,
                decimals=decimals,
                when=self.when,
                status=None if way.firm else status or _least_firm(known),
                formula=formula,
                inputs=tuple([item.id for item in known]),
                constants=constants,
                portion=self.portion,
            )
        )

    def _unit(self, formula: Formula, unit: str) -> str:
        """The unit of what a formula gives for inputs in a unit."""
        if formula.way.gap and unit == self.subject.indicator.unit:
            return self.subject.difference_unit
        if formula.way.gap and unit == PERCENT:
            return POINTS
        return unit if formula.way.unit is None else formula.way.unit

    def _keep(self, figure: Figure) -> Figure:
        self.figures.setdefault(figure.role, figure)
        return self.subject.figures.add(figure)


def _is_inferred(inputs: list[Figure]) -> bool:
    return Kind.INFERRED in [item.kind for item in inputs]


def _least_firm(inputs: list[Figure]) -> Status | None:
    stated = [item.status for item in inputs if item.status is not None]
    if not stated:
        return None
    return next((status for status in DOUBTFUL if status in stated), None)


def _limited(value: Interval | None, bound: Bound | None, *, whole: bool) -> Interval | None:
    """What is at least or at most a value, or the whole numbers in it; None where that is nothing
    or anything.
    """
    if value is not None and bound is not None:
        least = bound is Bound.AT_LEAST
        low, high = (value.low, None) if least else (None, value.high)
        value = Interval(low, high, value.low_open and least, value.high_open and not least)
    if value is not None and whole:
        value = value.whole()
    return None if value is None or (value.low is None and value.high is None) else value
