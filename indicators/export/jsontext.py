"""JSON as text that keeps the digits a number was typed with: 111.90 is not 111.9.

Each record of a list stands on a line of its own, so that a change shows as the lines it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring as quoted
from typing import Any, get_args

from pydantic import BaseModel

from indicators.scalars import PartialDate

Known = dict[int, str]
"""The text of records that were written before, by the record itself."""


class Json:
    """Writes records and mappings as JSON.

    A ``Decimal`` becomes a number with its own digits. ``filled`` leaves out what says nothing,
    as the data file does; ``known`` keeps the text of records that stand in several files.
    """

    def __init__(self, *, filled: bool = False, known: Known | None = None) -> None:
        self._filled = filled
        self._known: Known = {} if known is None else known

    def text(self, value: Mapping[str, Any] | BaseModel, schema: str = "") -> str:
        """The value in lines with a line end; its first field names the ``schema``, if given.

        Errors: ``TypeError`` for a type that has no place in an export, such as a binary float.
        """
        first = {"$schema": schema} if schema else {}
        return self._lines({**first, **dict(self._items(value))}, "\n") + "\n"

    def _items(self, value: Mapping[str, Any] | BaseModel) -> Iterator[tuple[str, Any]]:
        if isinstance(value, Mapping):
            yield from value.items()
            return
        for name, alias in _names(type(value)):
            item = getattr(value, name)
            if not self._filled or (item is not None and item != ()):
                yield alias, item

    def _lines(self, value: Any, margin: str) -> str:
        """A value in lines as far as it holds lists of records, the rest of it on one."""
        deeper = margin + "  "
        if _is_list(value):
            parts = [self._lines(item, deeper) for item in value]
            return f"[{deeper}{f',{deeper}'.join(parts)}{margin}]"
        if not _is_long(value):
            return self._line(value)
        parts = [
            f"{quoted(name)}: {self._lines(item, deeper)}" for name, item in self._items(value)
        ]
        return f"{{{deeper}{f',{deeper}'.join(parts)}{margin}}}"

    def _line(self, value: Any) -> str:  # noqa: C901 - one case for each type there is
        if value is None:
            return "null"
        if isinstance(value, str):
            return quoted(str(value))
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, Decimal):
            return f"{value:f}"
        if isinstance(value, PartialDate):
            return quoted(str(value))
        if isinstance(value, list | tuple):
            return f"[{', '.join([self._line(item) for item in value])}]"
        if isinstance(value, BaseModel):
            text = self._known.get(id(value))
            if text is None:
                text = self._known[id(value)] = self._braced(value)
            return text
        if isinstance(value, Mapping):
            return self._braced(value)
        raise TypeError(f"{type(value).__name__} has no place in an export")

    def _braced(self, value: Mapping[str, Any] | BaseModel) -> str:
        parts = [f"{quoted(name)}: {self._line(item)}" for name, item in self._items(value)]
        return f"{{{', '.join(parts)}}}"


def _is_list(value: Any) -> bool:
    """Whether a value is a list of records or mappings."""
    return (
        isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict | BaseModel)
    )


def _is_long(value: Any) -> bool:
    """Whether a value holds a list of records, at any depth."""
    if isinstance(value, BaseModel):
        if _is_flat(type(value)):
            return False
        held: Any = (getattr(value, name) for name, _ in _names(type(value)))
    elif isinstance(value, Mapping):
        held = value.values()
    else:
        return False
    return any(_is_list(item) or _is_long(item) for item in held)


@cache
def _names(record: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The attributes of a record with their names in the file."""
    return tuple((name, info.alias or name) for name, info in record.model_fields.items())


@cache
def _is_flat(record: type[BaseModel]) -> bool:
    """Whether no field of a record can hold a record."""

    def holds(kind: Any) -> bool:
        if isinstance(kind, type) and not get_args(kind):
            return issubclass(kind, BaseModel) or kind is object
        return kind is Any or any(holds(part) for part in get_args(kind))

    return not any(holds(info.annotation) for info in record.model_fields.values())
