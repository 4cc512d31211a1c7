"""JSON as text that keeps the digits a number was typed with: 111.90 is not 111.9.

Each record of a list stands on a line of its own, so that a change shows as the lines it concerns.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from typing import Any

Stated = dict[str, Any]
"""What is told of something, by the names that it has in JSON."""


class Written(str):
    """A record that is JSON already, because it stands in several files."""

    __slots__ = ()


def filled(told: Stated) -> Stated:
    """What is told, without what says nothing."""
    return {name: value for name, value in told.items() if value or value == 0}


def json_text(value: Mapping[str, Any]) -> str:
    """The value in lines with a line end.

    Errors: ``TypeError`` for a type that has no place in an export, such as a binary float.
    """
    return _lines(value, "\n") + "\n"


def _lines(value: Any, margin: str) -> str:
    """A value in lines as far as it holds lists of records, the rest of it on one."""
    deeper = margin + "  "
    if not _is_long(value):
        return one_line(value)
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
    match value:
        case Written():
            return value
        case None:
            return Written("null")
        case str():
            return Written(quoted(value))
        case bool():
            return Written(str(value).lower())
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
