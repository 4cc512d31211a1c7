"""Where a path leads in the model: which record's field it is, and what the field says of itself.

This is the one walk that messages, references, places, comparison and exports take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from indicators.model import Code, Dataset, Record
from indicators.reporting.findings import Path
from indicators.reporting.rules import Wording

_Records = type[Record]
_Codes = type[Code]


class Field(NamedTuple):
    """A record's field under the name it has in the file."""

    name: str
    attribute: str
    """The name that Python has for it."""
    label: str
    typed: tuple[str, ...]
    """Other words that are typed for the name."""
    description: str
    required: bool
    type: object
    """The record, code or scalar type, without ``None`` and without the list around it."""
    listed: bool
    """Whether the field holds a list."""
    refers: str
    """The list of the data that declares the ids which the field holds, else an empty text."""

    def of(self, record: Record) -> Any:
        """The field's value in a record."""
        return getattr(record, self.attribute)

    @property
    def record(self) -> _Records | None:
        """The records that the field holds, if it holds some."""
        kind = self.type
        return kind if isinstance(kind, type) and issubclass(kind, Record) else None

    @property
    def codes(self) -> _Codes | None:
        """The kind of code that the field holds, if it holds one."""
        kind = self.type
        return kind if isinstance(kind, type) and issubclass(kind, Code) else None

    @property
    def noun(self) -> Wording:
        """What the ids of the field name; a document is a source where it is cited as one."""
        if self.name == "source":
            return Wording(self.label, self.name)
        listed = fields(Dataset)[self.refers]
        return Wording(listed.label, listed.name.removesuffix("s").replace("-", " "))


@cache
def fields(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by their names in the file."""
    made = (_field(name, info) for name, info in record.model_fields.items())
    return {field.name: field for field in made}


def _field(attribute: str, info: FieldInfo) -> Field:
    kind: object = info.annotation
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    listed = get_origin(kind) is tuple
    if listed:
        kind = get_args(kind)[0]
    said = info.json_schema_extra
    more: dict[str, Any] = {**said} if isinstance(said, dict) else {}
    return Field(
        name=info.alias or "",
        attribute=attribute,
        label=info.title or "",
        typed=more.get("typed", ()),
        description=info.description or "",
        required=info.is_required(),
        type=kind,
        listed=listed,
        refers=more.get("refers", ""),
    )


def record_at(path: Path) -> type[Record]:
    """The record that a path leads to or into."""
    record: type[Record] = Dataset
    for step in path:
        field = fields(record).get(step) if isinstance(step, str) else None
        record = (field and field.record) or record
    return record


def field_at(path: Path) -> Field | None:
    """The field that a path ends in, list indices aside."""
    names = tuple(i for i, step in enumerate(path) if isinstance(step, str))
    if not names:
        return None
    last = names[-1]
    return fields(record_at(path[:last])).get(str(path[last]))


@cache
def everywhere(record: type[Record] = Dataset, around: str = "") -> tuple[tuple[str, Field], ...]:
    """All fields of the data, each with the list or block in which it stands."""
    found: list[tuple[str, Field]] = []
    for field in fields(record).values():
        found.append((around, field))
        if field.record:
            found.extend(everywhere(field.record, field.name))
    return tuple(found)


@cache
def names() -> frozenset[str]:
    """The names of all fields of the data."""
    return frozenset(field.name for _, field in everywhere())


@cache
def nested() -> frozenset[str]:
    """The names of the fields that hold lists or blocks, wherever they stand."""
    return frozenset(field.name for _, field in everywhere() if field.listed or field.record)


@cache
def homes(name: str) -> tuple[str, ...]:
    """The lists and blocks of the data in which a field of this name is used."""
    found = (around for around, field in everywhere() if field.name == name and around)
    return tuple(dict.fromkeys(found))


@cache
def _within(record: type[Record]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The fields of a record that hold ids of others, and those that hold records."""
    own = fields(record).values()
    return tuple(f for f in own if f.refers), tuple(f for f in own if f.record)


def records(record: Record, path: Path = ()) -> list[tuple[Path, Record]]:
    """A record with all that it holds, each with its path, in the order of the file."""
    found = [(path, record)]
    for field in _within(type(record))[1]:
        value, place = field.of(record), (*path, field.name)
        if isinstance(value, Record):
            found += records(value, place)
        elif value:
            for index, item in enumerate(value):
                found += records(item, (*place, index))
    return found


class Reference(NamedTuple):
    """An id that names a record elsewhere, at its place."""

    path: Path
    field: Field
    id: str


def references(listed: Iterable[tuple[Path, Record]]) -> Iterator[Reference]:
    """Every id by which records, with their paths, name a record of a list."""
    for path, record in listed:
        for field in _within(type(record))[0]:
            value, place = field.of(record), (*path, field.name)
            if isinstance(value, tuple):
                yield from (Reference((*place, i), field, name) for i, name in enumerate(value))
            elif value is not None:
                yield Reference(place, field, str(value))
