"""The JSON Schema of the read API, made of the shapes that its records have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from indicators.export.edition import BOTH
from indicators.export.shapes import Shape
from indicators.model import Code
from indicators.reading.schema import DIALECT


def api_schema(kinds: Sequence[Shape]) -> dict[str, Any]:
    """The schema of every kind of file, each under its name among the definitions."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for kind in kinds:
        _of_kind(kind, found)
    return {
        "$schema": DIALECT,
        "title": "Dữ liệu chỉ tiêu: các tệp JSON",
        "description": f"Mọi tệp theo giấy phép {BOTH}.",
        "oneOf": [{"$ref": f"#/$defs/{kind.file}"} for kind in kinds],
        "$defs": {name: made for _, (name, made) in sorted(found.items())},
    }


# What a value is in JSON. An exact number is a fraction in lowest terms: 1514 or 28000/259.
_TYPES: Mapping[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    Fraction: {"pattern": "^-?[0-9]+(/[1-9][0-9]*)?$", "type": "string"},
}


def _of_kind(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value; the definitions that it refers to are added to what is ``found``."""
    match kind:
        case [inner]:
            return {"items": _of_kind(inner, found), "type": "array"}
        case str():
            return {"const": kind, "type": "string"}
        case {"allOf": _}:
            return dict(kind)
        case dict():
            ((keys, values),) = kind.items()
            names, inner = _of_kind(keys, found), _of_kind(values, found)
            return {"additionalProperties": inner, "propertyNames": names, "type": "object"}
        case Shape(name=name):
            if name not in found:
                found[name] = (kind.file or name, _record(kind, found))
        case type() if issubclass(kind, StrEnum):
            name = kind.__name__
            found[name] = (name, _codes(kind))
        case _:
            return _TYPES[kind]
    return {"$ref": f"#/$defs/{name}"}


def _record(shape: Shape, found: dict[str, Any]) -> dict[str, Any]:
    leads = {"$schema": {"description": "Lược đồ mà tệp này theo.", "type": "string"}}
    properties: dict[str, Any] = leads if shape.file else {}
    for slot in shape.slots:
        made = _of_kind(slot.kind, found)
        either = {"anyOf": [made, {"type": "null"}]} if slot.null else made
        properties[slot.name] = dict(sorted({"description": slot.says, **either}.items()))
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _codes(kind: type[StrEnum]) -> dict[str, Any]:
    words = [f"{code.value}: {code.label}" for code in kind if isinstance(code, Code)]
    described = {"description": "; ".join(words)} if words else {}
    return {**described, "type": "string", "enum": [*kind]}
