"""The figures about one indicator at one time: as they are made, and as what they amount to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.computing.arithmetic import Interval, decimals_of, point, printed
from indicators.computing.figures import (
    RECOMPUTED,
    CutOff,
    Figure,
    Kind,
    Path,
    Period,
    Portion,
    Role,
    When,
    figure_id,
    limits,
    qualifiers_of,
    typed,
)
from indicators.computing.formulas import Formula
from indicators.computing.standing import Judgement
from indicators.computing.subject import Subject
from indicators.model import Bound, Former, Indicator, Published, Result, Row, Sourced, Status

Told = Iterable[tuple[Figure | None, Figure | None]]
"""Counts, each with the percentage that was printed beside it."""

DOUBTFUL = (Status.FORECAST, Status.ESTIMATE, Status.PRELIMINARY)
"""How firm a number is, the least firm first; nothing is said where none is in doubt."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of an indicator at one time, whole or of a portion: its value, the figures
    beside it by role, and where it stands; ``depth`` is 0 for a unit below no listed one.
    """

    value: Figure
    figures: dict[Role, Figure]
    judgement: Judgement | None
    depth: int = 0

    def get(self, role: Role) -> Figure | None:
        return self.value if role is self.value.role else self.figures.get(role)

    @property
    def period(self) -> Period:
        """The time of what is no total and spans no several years."""
        assert isinstance(self.value.when, Period)
        return self.value.when

    @property
    def cut_off(self) -> CutOff:
        """Up to when it was counted, be it from the start of the term or of the year."""
        return self.value.cut_off

    @property
    def portion(self) -> Portion:
        """The unit or group that it is about, where it is about one."""
        assert self.value.portion is not None
        return self.value.portion

    @property
    def asked(self) -> Figure | None:
        """The interval in which the unknown side of a ratio must lie for it to be in its range,
        limited to whole numbers where that side is counted.
        """
        found = self.figures.get(Role.NEEDED) or self.figures.get(Role.IMPLIED)
        return found if self.value.value is None else None


Rows = Sequence[Account]
"""Times of an indicator, one after the other."""


class Scope:
    """One indicator at one time, whole or a portion of it: its figures by role as they are made.

    ``path`` leads from the indicator to what states them; of ``records``, the outer one first,
    the innermost that names a source or a place in it is where a figure was read. A ``mark`` ends
    the ids of figures that stand beside others of their role and time.
    """

    __slots__ = ("_about", "figures", "mark", "path", "portion", "records", "subject", "when")

    def __init__(
        self,
        subject: Subject,
        when: When | None,
        path: Path = (),
        *records: Sourced,
        portion: Portion | None = None,
        mark: str = "",
    ) -> None:
        self.subject = subject
        self.when = when
        self.path = path
        self.records = records
        self.portion = portion
        self.mark = mark
        self.figures: dict[Role, Figure] = {}
        self._about = figure_id(subject.id, "", when, portion=portion)

    @property
    def period(self) -> Period:
        """The year, or the part of one, where that is its time."""
        assert isinstance(self.when, Period)
        return self.when

    @property
    def end(self) -> CutOff:
        """Up to when its time counts."""
        assert self.when is not None
        return self.when.end

    def get(self, role: Role) -> Figure | None:
        """The figure that counts: as it was printed, else as it was derived."""
        return self.figures.get(role)

    def kept(self, role: Role) -> Figure | None:
        """What has been kept of this time in a role, in whichever scope."""
        found: Figure | None = self.subject.figures.get(self._name(role))
        return found

    def account(
        self, judgement: Judgement | None, role: Role = Role.VALUE, *, depth: int = 0
    ) -> Account:
        """The figures with the value of them that the others are about."""
        return Account(self.figures.pop(role), self.figures, judgement, depth)

    def state(  # noqa: PLR0913 - all that may be said of a typed number
        self,
        role: Role,
        value: Decimal,
        *path: str | int,
        record: Published | None = None,
        bound: Bound | None = None,
        about: bool | None = None,
        most: Decimal | None = None,
        status: Status | None = None,
        unit: str | None = None,
        overtaken: bool = False,
    ) -> Figure:
        """Keeps a figure as a source printed it; ``record`` is one that states it alone."""
        records = self.records
        if record is not None:
            records, bound = (*records, record), record.bound
            unit = self.subject.unit_printed(record.figure)
        source, locator = self._read(*records)
        return self.keep(
            role,
            Kind.PUBLISHED,
            limits(value, bound, about=about, most=most),
            self.subject.unit if unit is None else unit,
            decimals=max(decimals_of(value), decimals_of(most or value)),
            about=value if about else None,
            status=status,
            source=source,
            locator=locator,
            note=records[-1].note if records else None,
            path=(*self.subject.path, *self.path, *path),
            overtaken=overtaken,
        )

    def stated(
        self,
        record: Result | Former,
        role: Role = Role.VALUE,
        *path: str | int,
        overtaken: bool = False,
    ) -> Figure | None:
        """Keeps a record's value as it was printed, if there is one."""
        if record.value is None:
            return None
        told, status = qualifiers_of(record), record.status
        return self.state(
            role, record.value, *path, "value", **told, status=status, overtaken=overtaken
        )

    def unsaid(
        self,
        record: Row | None = None,
        *,
        kind: Kind = Kind.MISSING,
        constants: tuple[Fraction, ...] = (),
    ) -> Figure:
        """Keeps that the value is not known: why, in the record's words, else the indicator's."""
        subject = self.subject
        reason, place, said = subject.indicator.missing, subject.path, Sourced()
        if record is not None and record.missing is not None:
            reason = " ".join(text for text in (record.missing, record.note) if text)
            place, said = (*subject.path, *self.path), self.records[-1]
        elif reason:
            said = Sourced(source=subject.indicator.source, locator=subject.indicator.locator)
        # Where numbers are read need not tell why there is none: only what is said beside that is,
        # and a place alone is one in the source of what is around.
        silent = kind is Kind.MISSING and said.locator is None
        source = said.source if silent else self._read(said)[0]
        return self.keep(
            Role.VALUE,
            kind,
            None,
            subject.unit,
            note=reason,
            source=source,
            locator=said.locator if reason else None,
            constants=constants,
            path=(*place, "missing") if reason and kind is Kind.MISSING else None,
        )

    def _read(self, *records: Sourced) -> tuple[str, str | None]:
        """The source of what these records state, the outer one first, and the place in it; a
        place in one source is none in another.
        """
        subject = self.subject
        source, locator = subject.indicator.source or subject.source, subject.indicator.locator
        for item in records:
            kept = locator if item.source in (None, source) else None
            source, locator = item.source or source, item.locator or kept
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
        firm_as: Figure | None = None,
        of: Role | None = None,
        again: Figure | None = None,
    ) -> Figure | None:
        """Keeps what a formula gives for its inputs, with what it inherits from them; nothing
        where one of them is not known or they give nothing.

        The inputs stand for their values unless others are ``taken``. What is more than the
        result says only a ``bound``; of ``whole`` numbers only those are possible. What rests on
        an inferred figure is inferred, and a figure is as firm as the least firm of its inputs, or
        as one of them is (``firm_as``), unless a ``status`` is given. Of a figure that was printed
        this is the recomputation: it shows a third decimal where its value ends there, so that it
        can be held against the printed one, which need not be of the same time (``again``). A
        figure about another one is told from it by ``of``, that one's role.
        """
        known = [item for item in inputs if item is not None and item.value is not None]
        if len(known) != len(inputs):
            return None
        ids, _, _, kinds, values, units, _, _, shown, firm, *_, overtaken = zip(*known, strict=True)
        way, gaps = formula.way, self.subject.gap_units
        value = way.apply(taken or values, constants)
        if bound or whole:
            value = _limited(value, bound, whole=whole)
        if value is None or value.low is None is value.high:
            return None
        if unit is None:
            unit = gaps.get(units[0], units[0]) if way.gap else way.unit or units[0]
        if decimals is None:
            decimals = 0 if whole else max(shown) if way.decimals is None else way.decimals
        if status is None:
            firm = (firm_as.status,) if firm_as else firm
            status = next((doubtful for doubtful in DOUBTFUL if doubtful in firm), None)
        name = again.id if again else self._name(of or role)
        if of is not None:
            name = f"{name}/{role}"
        printed = self.subject.figures.get(name)
        if printed is not None and printed.kind is Kind.PUBLISHED:
            name = f"{name}/{RECOMPUTED}"
            exact = value.exact
            if exact is not None and exact * 100 % 1 and not exact * 1000 % 1:
                decimals = max(decimals, 3)
        return self.keep(
            role,
            Kind.INFERRED if way.infers or Kind.INFERRED in kinds else Kind.COMPUTED,
            value,
            unit,
            name=name,
            decimals=decimals,
            status=None if way.firm else status,
            formula=formula,
            inputs=ids,
            constants=constants,
            overtaken=True in overtaken,
        )

    def fit(
        self, role: Role, told: Told, unit: str, among: Indicator | None = None
    ) -> Figure | None:
        """Keeps the whole that alone gives a printed percentage, where none is stated.

        Several that do give the interval from the least to the greatest; none gives no figure, and
        the ledger says so. A percentage of an estimate names its whole as well as any other. Of
        several percentages the one that leaves the fewest tells it, the first among equals: the
        others are held against it. The whole is one ``among`` what another indicator counts.
        """
        found: list[tuple[Fraction, int, Figure, Figure, tuple[Interval, Interval]]] = []
        for value, share in told:
            taken = evidence(among or self.subject.indicator, value, share)
            fits = Formula.WHOLE_NUMBER.way.apply(taken, ()) if taken else None
            low, high = (fits.low, fits.high) if fits else (None, None)
            if taken and value and share and low is not None and high is not None:
                found.append((high - low, len(found), value, share, taken))
        if not found:
            return None
        *_, value, share, taken = min(found, key=lambda item: item[:2])
        return self.derive(role, Formula.WHOLE_NUMBER, value, share, taken=taken, unit=unit)

    def change(
        self, role: Role, now: Figure, then: Figure | None, again: Figure | None = None
    ) -> Figure | None:
        """Keeps by how much a number has changed since another one; of ranks the places gained."""
        if then is None:
            return None
        pair, least = self.subject.gained(now, then), 2 if self.subject.is_percentage else 0
        decimals = max(least, now.decimals, then.decimals)  # percentage points show two
        return self.derive(role, Formula.DIFFERENCE, *pair, decimals=decimals, again=again)

    def _name(self, role: Role) -> str:
        return f"{self._about}{role}/{self.mark}" if self.mark else f"{self._about}{role}"

    def keep(
        self,
        role: Role,
        kind: Kind,
        value: Interval | None,
        unit: str,
        *,
        name: str | None = None,
        **more: Any,
    ) -> Figure:
        """Keeps a figure of this time; of several in a role the first counts."""
        about, when, portion = self.subject.id, self.when, self.portion
        name = name or self._name(role)
        figure = Figure(name, about, role, kind, value, unit, when, portion, **more)
        self.figures.setdefault(role, figure)
        return self.subject.figures.add(figure)


def evidence(
    indicator: Indicator, value: Figure | None, share: Figure | None
) -> tuple[Interval, Interval] | None:
    """What a value and its printed percentage stand for, where they tell of a whole.

    They do not when the whole need not be a whole number, when one of the two is missing or only
    a bound, or when a percentage printed as 0 sets no greatest whole.
    """
    if value is None or value.exact is None or share is None or share.exact is None:
        return None
    counted = value.role in (Role.NUMERATOR, Role.COUNT) and value.decimals == 0
    stands_for = printed(typed(share))
    told = stands_for.low is not None and stands_for.low > 0 and value.exact >= 0
    whole = counted or indicator.decimals == 0
    return (point(value.exact), stands_for) if told and whole else None


def _limited(value: Interval | None, bound: Bound | None, *, whole: bool) -> Interval | None:
    """What is at least or at most a value, or the whole numbers in it, if there are any."""
    if value is not None and bound is not None:
        least = bound is Bound.AT_LEAST
        low, high = (value.low, None) if least else (None, value.high)
        value = Interval(low, high, value.low_open and least, value.high_open and not least)
    return value.whole() if value is not None and whole else value
