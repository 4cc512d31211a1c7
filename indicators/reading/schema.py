"""The JSON Schema of the data file, so that editors complete and explain fields while one types."""

from __future__ import annotations

import json
from typing import Any

from indicators import model
from indicators.model import Code, Dataset

SCHEMA = "schema/indicators.schema.json"
"""Where the schema is committed, from the root of the project."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema, made of the records: what they require, allow and say about their fields."""
    made = Dataset.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    return {
        "$schema": DIALECT,
        "title": "Số liệu chỉ tiêu",
        **_record(made),
        "$defs": {
            name: _codes(getattr(model, name)) if "enum" in definition else _record(definition)
            for name, definition in sorted(definitions.items())
        },
    }


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _record(definition: dict[str, Any]) -> dict[str, Any]:
    properties = definition["properties"]
    return {
        "description": definition["title"],
        "type": "object",
        "required": definition.get("required", []),
        "properties": {name: _property(value) for name, value in properties.items()},
        "additionalProperties": False,
    }


def _property(value: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without what only Python needs: words, defaults, and ``null``.

    A field that is not there is left out of the file, never left empty.
    """
    typed = value.get("anyOf", ({},))[0]  # the other is null
    merged = {**typed, **{key: part for key, part in value.items() if key not in _OURS}}
    return {"description": merged.pop("description"), **merged}


_OURS = ("title", "default", "anyOf", "typed", "refers")


def _codes(kind: type[Code]) -> dict[str, Any]:
    return {
        "description": "; ".join(f"{code.value}: {code.label}" for code in kind),
        "type": "string",
        "enum": [code.value for code in kind],
        "enumDescriptions": [code.label for code in kind],
    }
