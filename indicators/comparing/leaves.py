"""The typed values of a dataset under names that do not move: ids and periods, not positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import get_args

from indicators.computing.figures import CutOff, Period, Role
from indicators.model import (
    Dataset,
    Document,
    Former,
    FormerLevel,
    Indicator,
    Observation,
    Programme,
    Published,
    Record,
    Solution,
    Step,
    Total,
)
from indicators.reading.fields import field_at, fields
from indicators.reporting.findings import Path
from indicators.words.wording import NBSP, dated, up_to, when

LeafKey = tuple[str, ...]
"""The way to a value by names: ``("indicators", "ket-nap", "observations", "2021", "value")``."""

ORDER = "order"
"""The last part of the key under which the order of a list stands, where order tells something."""

_ORDERED = frozenset({"grades", "units", "steps"})


class Nature(StrEnum):
    """What a typed value is to the reader."""

    NUMBER = "number"
    MEANING = "meaning"
    SOURCE = "source"
    WORDING = "wording"


_PROSE = (Document, Former, Programme, Solution, Step)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One typed value, or a record (then without a text), with whose it is in words."""

    key: LeafKey
    path: Path
    record: type[Record]
    whose: tuple[str, ...]
    text: str | None = None

    @property
    def field(self) -> str:
        return self.key[-1]

    @property
    def nature(self) -> Nature:
        """What it is to the reader; a record is what is said of it."""
        if self.text is None or self.field == ORDER:
            return Nature.WORDING
        field = fields(self.record)[self.field]
        kind = (*get_args(field.type), field.type)[0]
        if kind is Decimal or field.name == "count":
            return Nature.NUMBER
        if field.name in ("locator", "plan-locator") or field.refers == "documents":
            return Nature.SOURCE
        says = field.refers or kind is not str or (self.record, field.name) == (Indicator, "unit")
        return Nature.MEANING if says and self.record not in _PROSE else Nature.WORDING

    @property
    def label(self) -> str:
        """Whose value it is and what it is; for a record, which one it is."""
        whose = ", ".join(self.whose)
        if self.text is None:
            listed = isinstance(self.path[-1], int)
            home = field_at(self.path)
            return f"{home.label}: {whose}" if home and listed else whose
        word = "thứ tự" if self.field == ORDER else fields(self.record)[self.field].label
        return f"{whose}: {word}" if whose else word


def leaves(dataset: Dataset) -> Mapping[LeafKey, Leaf]:
    """Every record of a dataset and every value that was typed, in the order of the file."""
    return {leaf.key: leaf for leaf in _walk(dataset, (), (), ())}


def inherited(known: Mapping[LeafKey, Leaf], leaf: Leaf) -> Leaf | None:
    """What holds in the place of a source, or a place in one, that is not typed: as the record
    says of its other number, or the closest one around it.
    """
    *holder, field = leaf.key
    usual = field.removeprefix("plan-")
    for end in range(len(holder), -1, -1):
        at = tuple(holder[:end])
        found = known.get((*at, usual))
        if found or (usual == "locator" and (*at, "source") in known):
            return found
    return None


def _walk(record: Record, key: LeafKey, path: Path, whose: tuple[str, ...]) -> Iterator[Leaf]:
    kind = type(record)
    yield Leaf(key, path, kind, whose)
    for field in fields(kind).values():
        value, at, there = field.of(record), (*key, field.name), (*path, field.name)
        inside = (*whose, field.label)
        if isinstance(value, Record):
            yield from _walk(value, at, there, inside)
        elif value and field.record:
            names, known = list[str](), Counter[str]()
            for index, item in enumerate(value):
                name, title = _called(item, index)
                names.append(f"{name}~{known[name]}" if known[name] else name)
                known[name] += 1
                yield from _walk(
                    item, (*at, names[-1]), (*there, index), (*whose, title or field.label)
                )
            if field.name in _ORDERED:
                yield Leaf((*at, ORDER), there, field.record, inside, "; ".join(names))
        elif value not in (None, ()):
            text = f"{value:f}" if isinstance(value, Decimal) else str(value)
            text = text.lower() if isinstance(value, bool) else text
            if isinstance(value, tuple) and not hasattr(value, "_fields"):
                text = ", ".join(sorted(map(str, value)))
            yield Leaf(at, there, kind, whose, text)


def _called(item: Record, index: int) -> tuple[str, str]:
    """What tells a record from the others of its list, its place in the list only at last; and the
    record in words, as part of whose value something is.
    """
    match item:
        case Total(through=through, part=part):
            cut_off = CutOff(through, part)
            return cut_off.key, f"lũy kế đến {up_to(cut_off)}"
        case Observation(period=period, through=through, part=part):
            time = Period(period, CutOff(through, part) if through else None)
            return time.key, when(time)
        case Published(figure=figure, from_=first, to=last):
            years = [str(year) for year in (first, last) if year]
            span = f" {NBSP.join(('năm', '–'.join(years)))}" if years else ""
            return "-".join((figure, *years)), f"{Role(figure.value).label} đã công bố{span}"
        case Former(kind=kind, date=date) | FormerLevel(kind=kind, date=date):
            return str(index), f"{kind.label} {dated(date)}"

    def said(*names: str) -> object:
        return next(filter(None, (getattr(item, name, None) for name in names)), None)

    own = ("grade", "unit", "group")
    return str(said("id", *own) or index), str(said("name", "title", *own) or "")
