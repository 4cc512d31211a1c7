"""JSON as text that keeps the digits a number was typed with: 111.90 is not 111.9."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from indicators.scalars import PartialDate


def text_of(value: Any) -> str:
    """A record, mapping, list or plain value as indented JSON with a line end.

    A ``Decimal`` becomes a number with its own digits. Errors: ``TypeError`` for a type that has
    no place in an export, such as a binary float.
    """
    return "".join(_pieces(value, "\n")) + "\n"


def plain(value: BaseModel, *, filled: bool = False) -> dict[str, Any]:
    """A record under the names of the file; ``filled`` leaves out what says nothing, as the data
    file does.
    """
    found = {
        info.alias or name: _plain(getattr(value, name), filled=filled)
        for name, info in type(value).model_fields.items()
    }
    if not filled:
        return found
    return {name: item for name, item in found.items() if item is not None and item != []}


def _plain(value: Any, *, filled: bool) -> Any:
    match value:
        case BaseModel():
            return plain(value, filled=filled)
        case PartialDate():
            return str(value)
        case tuple():
            return [_plain(item, filled=filled) for item in value]
        case Mapping():
            return {name: _plain(item, filled=filled) for name, item in value.items()}
    return value


def _pieces(value: Any, margin: str) -> Iterator[str]:
    match value:
        case BaseModel():
            yield from _pieces(plain(value), margin)
        case Mapping():
            named = (
                (json.dumps(str(name), ensure_ascii=False) + ": ", item)
                for name, item in value.items()
            )
            yield from _listed(named, "{", "}", margin)
        case list() | tuple():
            yield from _listed((("", item) for item in value), "[", "]", margin)
        case Decimal():
            yield f"{value:f}"
        case None | bool() | int() | str():
            yield json.dumps(value, ensure_ascii=False)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in an export")


def _listed(
    items: Iterable[tuple[str, Any]], opening: str, closing: str, margin: str
) -> Iterator[str]:
    deeper = margin + "  "
    before = opening
    for lead, item in items:
        yield before + deeper + lead
        yield from _pieces(item, deeper)
        before = ","
    yield opening + closing if before == opening else margin + closing
