"""The registry of units, groups and grades: who lies below whom, in which order, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from indicators.computing.figures import CutOff, Division, Path, Period, Portion, knowledge
from indicators.model import Dataset, Grade, Group, Unit, UnitType
from indicators.scalars import PartialDate


@dataclass(frozen=True)
class Registry:
    """What a dataset declares once and its rows name by id.

    ``withheld`` gives, for the place of each number that is not published, the threshold below
    which it lies, or None for one that is hidden only because it would give another one away.
    """

    dataset: Dataset
    withheld: Mapping[Path, int | None] = field(default_factory=dict)

    @cached_property
    def knowledge(self) -> Mapping[str, CutOff]:
        """Up to when each document can tell results, where that is known."""
        told = ((document.id, knowledge(document)) for document in self.dataset.documents)
        return {name: known for name, known in told if known}

    @cached_property
    def dates(self) -> Mapping[str, PartialDate | None]:
        """When each document was issued."""
        return {document.id: document.date for document in self.dataset.documents}

    @cached_property
    def types(self) -> Mapping[str, UnitType]:
        """The types of units by id."""
        return {kind.id: kind for kind in self.dataset.unit_types}

    @cached_property
    def by_id(self) -> Mapping[str, Unit]:
        """The units by id, in the official order."""
        return {unit.id: unit for unit in self.dataset.units}

    @cached_property
    def below(self) -> Mapping[str | None, tuple[Unit, ...]]:
        """The units directly below each unit, and below none, in the official order."""
        found: dict[str | None, list[Unit]] = {}
        for unit in self.by_id.values():
            found.setdefault(unit.parent, []).append(unit)
        return {parent: tuple(units) for parent, units in found.items()}

    @cached_property
    def ordered(self) -> tuple[Unit, ...]:
        """Every unit, each followed by those below it; the official order, never a ranking.

        A unit below itself is below none of the topmost ones, so it is not among them.
        """
        found: list[Unit] = []
        ahead = list(reversed(self.below.get(None, ())))
        while ahead:
            found.append(ahead.pop())
            ahead += reversed(self.below.get(found[-1].id, ()))
        return tuple(found)

    @cached_property
    def above(self) -> Callable[[str], Sequence[str]]:
        """The ids of the units above a unit, the closest first, each once: a unit below itself
        ends the walk.
        """
        return cache(self._above)

    def _above(self, unit: str) -> Sequence[str]:
        found: dict[str, None] = {}
        known = self.by_id.get(unit)
        while known and known.parent is not None and known.parent not in found:
            found[known.parent] = None
            known = self.by_id.get(known.parent)
        return tuple(found)

    def levels(self, listed: Container[str]) -> Mapping[str | None, Sequence[str]]:
        """The listed units by the closest unit above each that is listed too, from the top."""
        found: dict[str | None, list[str]] = {}
        for unit in self.ordered:
            if unit.id in listed:
                above = next((name for name in self.above(unit.id) if name in listed), None)
                found.setdefault(above, []).append(unit.id)
        return found

    def existed(self, unit: Unit, period: Period, *, throughout: bool) -> bool:
        """Whether a unit of this type existed at some time of a period (``throughout``), or at its
        end. What flows counts all who existed; a stock is counted on one day.
        """
        kind = self.types.get(unit.type)
        if kind is None:
            return True
        last = period.end.latest
        first = dt.date(period.year, 1, 1) if throughout else last
        year, month, day = kind.from_ or (1, 1, 1)
        begun = dt.date(year, month or 1, day or 1) <= last
        return begun and (kind.to is None or first <= CutOff(kind.to).latest)

    def asked(self, period: Period, *, throughout: bool) -> Sequence[Unit]:
        """The units of which each has a row of its own in a period: not the only one at the top,
        which is the whole.
        """
        tops = self.below.get(None, ())
        whole = tops[0] if len(tops) == 1 and tops[0].id in self.below else None
        return [
            unit
            for unit in self.ordered
            if unit is not whole and self.existed(unit, period, throughout=throughout)
        ]


def portion_of(part: Unit | Group | Grade) -> Portion:
    """A unit, a group or a grade as what a figure speaks of."""
    divisions = {Unit: Division.UNIT, Group: Division.GROUP, Grade: Division.GRADE}
    return Portion(divisions[type(part)], part.id, part.name)
