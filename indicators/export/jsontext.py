"""JSON as text that keeps the digits a number was typed with: 111.90 is not 111.9.

Each record of a list stands on a line of its own, so that a change shows as the lines it concerns.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from typing import Any

from pydantic import BaseModel

from indicators.scalars import PartialDate


class Written(str):
    """A record that is JSON already, because it stands in several files."""

    __slots__ = ()


def json_text(value: Mapping[str, Any]) -> str:
    """The value in lines with a line end.

    Errors: ``TypeError`` for a type that has no place in an export, such as a binary float.
    """
    return _lines(value, "\n") + "\n"


def unpacked(value: Any) -> Any:
    """A record of the data file, and all in it, as mappings and lists; what says nothing is left
    out, as in the file.
    """
    if isinstance(value, BaseModel):
        infos = type(value).model_fields.items()
        told = {info.alias or name: getattr(value, name) for name, info in infos}
        return {name: unpacked(item) for name, item in told.items() if item not in (None, ())}
    listed = isinstance(value, tuple) and not isinstance(value, PartialDate)
    return [unpacked(item) for item in value] if listed else value


def _lines(value: Any, margin: str) -> str:
    """A value in lines as far as it holds lists of records, the rest of it on one."""
    deeper = margin + "  "
    if _is_list(value):
        parts = [_lines(item, deeper) for item in value]
        return f"[{deeper}{f',{deeper}'.join(parts)}{margin}]"
    if not _is_long(value):
        return one_line(value)
    parts = [f"{quoted(name)}: {_lines(item, deeper)}" for name, item in value.items()]
    return f"{{{deeper}{f',{deeper}'.join(parts)}{margin}}}"


def _is_list(value: Any) -> bool:
    """Whether a value is a list of records."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict | Written)


def _is_long(value: Any) -> bool:
    """Whether a value holds a list of records, at any depth."""
    held = value.values() if isinstance(value, dict) else ()
    return any(_is_list(item) or _is_long(item) for item in held)


def one_line(value: Any) -> Written:
    """A value on one line."""
    match value:
        case Written():
            return value
        case None:
            return Written("null")
        case str() | PartialDate():
            return Written(quoted(str(value)))
        case bool():
            return Written("true" if value else "false")
        case int():
            return Written(value)
        case Decimal():
            return Written(f"{value:f}")
        case list():
            return Written(f"[{', '.join(map(one_line, value))}]")
        case dict():
            parts = [f"{quoted(name)}: {one_line(item)}" for name, item in value.items()]
            return Written(f"{{{', '.join(parts)}}}")
    raise TypeError(f"{type(value).__name__} has no place in an export")
