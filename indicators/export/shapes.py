"""What a record to take away says: each field described once, for JSON, CSV and their schemas; and
JSON as text.

A number keeps the digits it was typed with: 111.90 is not 111.9. Each record of a list stands on a
line of its own, so that a change shows as the lines it concerns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, partial
from json.encoder import encode_basestring as quoted
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

    def read(self, source: object) -> object:
        """What a source has of it; nothing where the way to it ends."""
        for step in self._way:
            source = None if source is None else getattr(source, step)
        return source


maybe = partial(Slot, null=True)
"""A slot in which nothing may stand."""


def taken(record: type[Record], *names: str, of: str = "") -> Iterator[Slot]:
    """Fields of the data file as its model describes them; an id by the name of its record."""
    for name in names:
        known = fields(record)[name]
        column = record.__name__.upper() if name == "id" else None
        null = not known.required and not known.listed
        slot = Slot(name, known.type, known.description, column, null, of)
        kind = [str] if known.listed else str
        yield slot if slot.codes else replace(slot, kind=kind)


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a kind of record says; ``file`` names the kind of file that it is, if it is one."""

    name: str
    slots: tuple[Slot, ...]
    file: str = ""

    def told(self, source: object, /, **said: object) -> Stated:
        """A record of what is ``said`` by Python's names of the fields, else of what its source
        has of them. What has been told already stays as it is.
        """
        if isinstance(source, dict):
            return source
        return {slot.name: _told(slot, source, said) for slot in self.slots}


def shape(name: str, *slots: Slot, file: str = "") -> Shape:
    """A shape of these slots."""
    return Shape(name, slots, file)


def _told(slot: Slot, source: object, said: Mapping[str, object]) -> Any:
    if isinstance(slot.kind, str):
        return slot.kind
    value: Any = said[slot.own] if slot.own in said else slot.read(source)
    if value is None and slot.null:
        return None
    if type(value) is str:  # as most are
        return value if value or not slot.null else None
    match slot.kind:
        case Shape():
            return slot.kind.told(value)
        case [Shape() as inner]:
            return [item if isinstance(item, Written) else inner.told(item) for item in value]
    return plain(value)


def plain(value: Any) -> Any:
    """A value as JSON has it: a figure by its id, an exact number as a fraction, a record of the
    data file as a mapping in which what says nothing is left out, as in the file.
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
    return value


def schema_of(kinds: Sequence[Shape], description: str) -> Stated:
    """The JSON Schema of every kind of file, each under its name among the definitions."""
    found: dict[str, tuple[str, Stated]] = {}
    for kind in kinds:
        _schema(kind, found)
    return {
        "$schema": DIALECT,
        "title": "Dữ liệu chỉ tiêu: các tệp JSON",
        "description": description,
        "oneOf": [{"$ref": f"#/$defs/{kind.file}"} for kind in kinds],
        "$defs": {name: made for _, (name, made) in sorted(found.items())},
    }


# What a value is in JSON. An exact number is a fraction in lowest terms: 1514 or 28000/259.
TYPES: Mapping[object, Stated] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    Fraction: {"pattern": "^-?[0-9]+(/[1-9][0-9]*)?$", "type": "string"},
}


def _schema(kind: Any, found: dict[str, tuple[str, Stated]]) -> Stated:
    """The schema of a value; the definitions that it refers to are added to what is ``found``."""
    match kind:
        case [inner]:
            return {"items": _schema(inner, found), "type": "array"}
        case str():
            return {"const": kind, "type": "string"}
        case {"allOf": _}:
            return dict(kind)
        case dict():
            ((keys, values),) = kind.items()
            names, inner = _schema(keys, found), _schema(values, found)
            return {"additionalProperties": inner, "propertyNames": names, "type": "object"}
        case Shape(name=name):
            if name not in found:
                found[name] = (kind.file or name, _of_record(kind, found))
        case _ if kind in TYPES:
            return TYPES[kind]
        case _:
            name = kind.__name__
            words = "; ".join(f"{c.value}: {c.label}" for c in kind if isinstance(c, Code))
            found[name] = (name, filled({"description": words, "type": "string", "enum": [*kind]}))
    return {"$ref": f"#/$defs/{name}"}


def _of_record(shape: Shape, found: dict[str, tuple[str, Stated]]) -> Stated:
    leads = {"$schema": {"description": "Lược đồ mà tệp này theo.", "type": "string"}}
    properties: Stated = leads if shape.file else {}
    for slot in shape.slots:
        made = _schema(slot.kind, found)
        either = {"anyOf": [made, {"type": "null"}]} if slot.null else made
        properties[slot.name] = dict(sorted({"description": slot.says, **either}.items()))
    closed = {"properties": properties, "additionalProperties": False}
    return {"type": "object", "required": list(properties), **closed}


def json_text(value: Mapping[str, Any]) -> str:
    """The value in lines with a line end.

    Errors: ``TypeError`` for a type that has no place in an export, such as a binary float.
    """
    return _lines(value, "\n") + "\n"


def _lines(value: Any, margin: str) -> str:
    """A value in lines as far as it holds lists of records, the rest of it on one."""
    deeper = margin + "  "
    if not _is_long(value):
        return _inline(value)
    if isinstance(value, list):
        parts, ends = [_lines(item, deeper) for item in value], "[]"
    else:
        parts, ends = [f"{quoted(k)}: {_lines(item, deeper)}" for k, item in value.items()], "{}"
    return f"{ends[0]}{deeper}{f',{deeper}'.join(parts)}{margin}{ends[1]}"


def _is_long(value: Any) -> bool:
    """Whether a value is a list of records, or holds one at any depth."""
    if isinstance(value, list):
        return isinstance(next(iter(value), None), dict | Written)
    return isinstance(value, dict) and any(map(_is_long, value.values()))


def one_line(value: Any) -> Written:
    """A value on one line."""
    return Written(_inline(value))


def _inline(value: Any) -> str:
    match value:
        case Written():
            return value
        case str():
            return quoted(value)
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case list():
            return f"[{', '.join(map(_inline, value))}]"
        case dict():
            parts = [f"{quoted(name)}: {_inline(item)}" for name, item in value.items()]
            return f"{{{', '.join(parts)}}}"
    raise TypeError(f"{type(value).__name__} has no place in an export")
