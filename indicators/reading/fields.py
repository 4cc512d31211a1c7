"""Where a path leads in the model: which record's field it is, and of what type."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from types import UnionType
from typing import NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from indicators.model import Dataset, Record
from indicators.reporting.findings import Path


class Field(NamedTuple):
    """A record's field under the name it has in the file."""

    name: str
    description: str
    required: bool
    type: object
    """The record, code or scalar type, without ``None`` and without the list around it."""
    listed: bool
    """Whether the field holds a list."""


@cache
def fields(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by their names in the file."""
    made = (_field(info) for info in record.model_fields.values())
    return {field.name: field for field in made}


def _field(info: FieldInfo) -> Field:
    kind: object = info.annotation
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    listed = get_origin(kind) is tuple
    if listed:
        kind = get_args(kind)[0]
    required = info.is_required()
    return Field(info.alias or "", info.description or "", required, kind, listed)


def record_at(path: Path) -> type[Record]:
    """The record that a path leads to or into."""
    record: type[Record] = Dataset
    for step in path:
        field = fields(record).get(step) if isinstance(step, str) else None
        if field and isinstance(field.type, type) and issubclass(field.type, Record):
            record = field.type
    return record


def field_at(path: Path) -> Field | None:
    """The field that a path ends in, list indices aside."""
    names = tuple(i for i, step in enumerate(path) if isinstance(step, str))
    if not names:
        return None
    last = names[-1]
    return fields(record_at(path[:last])).get(str(path[last]))


def codes_at(path: Path) -> type[StrEnum] | None:
    """The kind of code that a path's field holds."""
    field = field_at(path)
    if field and isinstance(field.type, type) and issubclass(field.type, StrEnum):
        return field.type
    return None


@cache
def names(record: type[Record] = Dataset) -> frozenset[str]:
    """The names of all fields of the data."""
    found = set(fields(record))
    for field in fields(record).values():
        if isinstance(field.type, type) and issubclass(field.type, Record):
            found |= names(field.type)
    return frozenset(found)


@cache
def nested(record: type[Record] = Dataset) -> frozenset[str]:
    """The names of the fields that hold lists or blocks, wherever they stand."""
    found: set[str] = set()
    for field in fields(record).values():
        inside = isinstance(field.type, type) and issubclass(field.type, Record)
        if field.listed or inside:
            found.add(field.name)
        if isinstance(field.type, type) and issubclass(field.type, Record):
            found |= nested(field.type)
    return frozenset(found)


@cache
def homes(name: str, record: type[Record] = Dataset) -> tuple[str, ...]:
    """The lists and blocks of the data in which a field of this name is used."""
    found: list[str] = []
    for field in fields(record).values():
        if isinstance(field.type, type) and issubclass(field.type, Record):
            if name in fields(field.type):
                found.append(field.name)
            found.extend(homes(name, field.type))
    return tuple(dict.fromkeys(found))
