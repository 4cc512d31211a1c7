"""What a record to take away says: each field described once, for JSON, CSV and their schemas; and
JSON as text.

A number keeps the digits it was typed with: 111.90 is not 111.9. Each record of a list stands on a
line of its own, so that a change shows as the lines it concerns.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

from indicators.computing.figures import Figure
from indicators.model import Code, Record
from indicators.reading.fields import fields
from indicators.reading.schema import DIALECT
from indicators.scalars import PartialDate

Stated = dict[str, Any]
"""What is told of something, by the names that it has in JSON."""


class Written(str):
    """A record that is JSON already, because it stands in several files."""

    __slots__ = ()


def filled(told: Stated) -> Stated:
    """What is told, without what says nothing."""
    return {name: value for name, value in told.items() if value or value == 0}


@dataclass(frozen=True)
class Slot:
    """What a record says in one place.

    ``kind`` is a type, a kind of code, another shape, a constant text, a list that holds the one
    kind of its items, or a mapping from one kind to one. ``null`` says that nothing may stand
    there. ``column`` is its name in CSV where that is not its own in capitals (SDMX has a word for
    it), and empty where it has none. ``of`` leads to the value where the source has it elsewhere
    than by the field's name, which follows a point at its end.
    """

    name: str
    kind: Any
    says: str
    column: str | None = None
    null: bool = False
    of: str = ""

    @property
    def heading(self) -> str:
        """The name of its column."""
        return self.name.upper().replace("-", "_") if self.column is None else self.column

    @property
    def codes(self) -> list[StrEnum]:
        """The codes of which it holds one."""
        coded = isinstance(self.kind, type) and issubclass(self.kind, StrEnum)
        return [*self.kind] if coded else []

    @cached_property
    def own(self) -> str:
        """What Python calls it."""
        return self.name.replace("-", "_")

    @cached_property
    def _way(self) -> list[str]:
        return (self.of + self.own if self.of[-1:] in ("", ".") else self.of).split(".")

    def told(self, source: object, said: Mapping[str, object]) -> Any:
        """What it says: what is ``said``, else what the source has, if the way to it leads there;
        as JSON has it.
        """
        if isinstance(self.kind, str):
            return self.kind
        value: Any = said.get(self.own, source)
        for step in self._way if self.own not in said else ():
            value = None if value is None else getattr(value, step)
        if self.null and (value is None or value == ""):
            return None
        if isinstance(value, str):  # as most are
            return value
        match self.kind:
            case Shape():
                return self.kind.told(value)
            case [Shape() as inner]:
                return [item if isinstance(item, Written) else inner.told(item) for item in value]
        return plain(value)


maybe = partial(Slot, null=True)
"""A slot in which nothing may stand."""


def taken(record: type[Record], *names: str, of: str = "") -> Iterator[Slot]:
    """Fields of the data file as its model describes them; an id by the name of its record."""
    for name in names:
        known = fields(record)[name]
        kind = known.codes or ([str] if known.listed else str)
        column = record.__name__.upper() if name == "id" else None
        null = not known.required and not known.listed
        yield Slot(name, kind, known.description, column, null, of)


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a kind of record says; a ``file`` leads to its schema first."""

    name: str
    slots: tuple[Slot, ...]
    file: bool = False

    def told(self, source: object, /, **said: object) -> Stated:
        """A record of what is ``said`` by Python's names of the fields, else of what its source
        has of them. What has been told already stays as it is.
        """
        if isinstance(source, dict):
            return source
        return {slot.name: slot.told(source, said) for slot in self.slots}


def shape(name: str, *slots: Slot, file: bool = False) -> Shape:
    """A shape of these slots."""
    return Shape(name, slots, file)


def plain(value: Any) -> Any:
    """A value as JSON has it: a figure by its id, an exact number as a fraction, a record of the
    data file as a mapping in which what says nothing is left out, as in the file. Errors:
    ``TypeError`` for a number without exact digits.
    """
    match value:
        case str():
            return value
        case Figure(id=name):
            return name
        case Fraction() | PartialDate() | dt.date():
            return str(value)
        case tuple():
            return [plain(item) for item in value]
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case Record():
            told = ((field.name, field.of(value)) for field in fields(type(value)).values())
            return {name: plain(item) for name, item in told if item not in (None, ())}
        case float():
            raise TypeError(f"{value} has no place in an export")
    return value


# What a value is in JSON. An exact number is a fraction in lowest terms: 1514 or 28000/259.
TYPES: Mapping[object, Stated] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    Fraction: {"pattern": "^-?[0-9]+(/[1-9][0-9]*)?$", "type": "string"},
}


def schema_of(kinds: Sequence[Shape], description: str) -> Stated:
    """The JSON Schema of every kind of file, each under its name among the definitions."""
    found: dict[str, Stated] = {}
    return {
        "$schema": DIALECT,
        "title": "Dữ liệu chỉ tiêu: các tệp JSON",
        "description": description,
        "oneOf": [_schema(kind, found) for kind in kinds],
        "$defs": dict(sorted(found.items())),
    }


def _schema(kind: Any, found: dict[str, Stated]) -> Stated:
    """The schema of a value; the definitions that it refers to are added to what is ``found``."""
    match kind:
        case [inner]:
            return {"type": "array", "items": _schema(inner, found)}
        case str():
            return {"type": "string", "const": kind}
        case {"$ref": _}:
            return {"allOf": [kind]}
        case dict():
            ((keys, values),) = kind.items()
            names, inner = _schema(keys, found), _schema(values, found)
            return {"type": "object", "propertyNames": names, "additionalProperties": inner}
        case Shape(name, slots, file):
            lead = {"type": "string", "description": "Lược đồ mà tệp này theo."}
            properties: Stated = {"$schema": lead} if file else {}
            for slot in slots:
                made = _schema(slot.kind, found)
                either = {"anyOf": [made, {"type": "null"}]} if slot.null else made
                properties[slot.name] = {"description": slot.says, **either}
            closed = {"properties": properties, "additionalProperties": False}
            found[name] = {"type": "object", "required": list(properties), **closed}
        case _ if kind in TYPES:
            return TYPES[kind]
        case _:
            name = kind.__name__
            words = "; ".join(f"{c.value}: {c.label}" for c in kind if isinstance(c, Code))
            found[name] = filled({"description": words, "type": "string", "enum": [*kind]})
    return {"$ref": f"#/$defs/{name}"}


def json_text(value: Mapping[str, Any]) -> str:
    """The value in lines with a line end: each record of a list on one of its own."""
    return _lines(value, "\n") + "\n"


def _lines(value: Any, margin: str) -> str:
    """A value in lines as far as it holds lists of records, the rest of it on one."""
    deeper = margin + "  "
    if not _is_long(value):
        return one_line(value)
    if isinstance(value, list):
        parts, ends = [_lines(item, deeper) for item in value], "[]"
    else:
        parts = [f"{one_line(name)}: {_lines(item, deeper)}" for name, item in value.items()]
        ends = "{}"
    return f"{ends[0]}{deeper}{f',{deeper}'.join(parts)}{margin}{ends[1]}"


def _is_long(value: Any) -> bool:
    """Whether a value is a list of records, or holds one at any depth."""
    if isinstance(value, list):
        return isinstance(next(iter(value), None), dict | Written)
    return isinstance(value, dict) and any(map(_is_long, value.values()))


# No text of the data holds this mark, behind which a number keeps its digits.
_MARK = "\0"
_MARKED = re.compile(r'"\\u0000([^"]*)"')


def one_line(value: Any) -> Written:
    """A value on one line. Errors: ``TypeError`` for a type that has no place in an export."""
    if isinstance(value, Written):
        return value
    return Written(_MARKED.sub(r"\1", _ENCODER.encode(value)))


def _digits(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in an export")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_digits)
