"""What a record to take away says: each field described once, for JSON, CSV and their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Any

from indicators.computing.figures import Figure
from indicators.model import Record
from indicators.reading.fields import fields

Stated = dict[str, Any]
"""A record as it is told: its values by the names of the fields in JSON."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a record says in one place.

    ``kind`` is a type, a kind of code, another shape, a constant text, a list that holds the one
    kind of its items, or a mapping from one kind to one. ``null`` says that nothing may stand
    there. ``column`` is its name in CSV where that is not its own in capitals (SDMX has a word for
    it), and empty where it has none.
    """

    name: str
    kind: Any
    says: str
    column: str | None = None
    null: bool = False

    @property
    def heading(self) -> str:
        """The name of its column."""
        return self.name.upper().replace("-", "_") if self.column is None else self.column


maybe = partial(Slot, null=True)
"""A slot in which nothing may stand."""


def taken(record: type[Record], *names: str) -> Iterator[Slot]:
    """Fields of the data file as its model describes them; an id by the name of its record."""
    for name in names:
        known = fields(record)[name]
        coded = isinstance(known.type, type) and issubclass(known.type, StrEnum)
        column = record.__name__.upper() if name == "id" else None
        kind = known.type if coded else str
        yield Slot(name, kind, known.description, column, null=not known.required)


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a kind of record says; ``file`` names the kind of file that it is, if it is one."""

    name: str
    slots: tuple[Slot, ...]
    file: str = ""

    def told(self, source: object, /, **said: object) -> Stated:
        """A record of what is ``said`` by Python's names of the fields, else of what its source
        has by them.
        """
        names = ((slot.name, slot.name.replace("-", "_")) for slot in self.slots)
        return {
            name: _told(said[own] if own in said else getattr(source, own)) for name, own in names
        }


def _told(value: Any) -> Any:
    """A value in a record: a figure is told by its id, an exact number as a fraction."""
    match value:
        case Figure(id=name):
            return name
        case Fraction():
            return str(value)
        case tuple() if not hasattr(value, "_fields"):
            return [_told(item) for item in value]
        case dict():
            return {name: _told(item) for name, item in value.items()}
    return value
