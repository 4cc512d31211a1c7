"""The JSON Schema of the data file, so that editors complete and explain fields while one types."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from indicators import model
from indicators.model import Dataset, Record
from indicators.reading import codes

SCHEMA = "schema/indicators.schema.json"
"""Where the schema is committed, from the root of the project."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RECORDS: dict[type[Record], str] = {
    model.Organisation: "Tổ chức đảng có các chỉ tiêu này.",
    model.Publication: "Quyết định về công bố số liệu của từng đơn vị, từng nhóm.",
    model.Term: "Nhiệm kỳ, kể cả năm đầu và năm cuối.",
    model.Fact: "Số lượng mà một văn bản nêu về chính nó.",
    model.Document: "Văn bản hoặc nguồn được dẫn.",
    model.Target: "Mức phải đạt, do một văn bản đặt ra, cho một hoặc nhiều số liệu.",
    model.Published: "Đại lượng suy ra mà nguồn đã in; trang tính lại và đối chiếu.",
    model.Former: "Số trước khi điều chỉnh (revision) hay đính chính (correction).",
    model.GradeCount: "Số lượng được xếp một mức.",
    model.Part: "Phần của một đơn vị hoặc một nhóm.",
    model.Observation: "Một năm: chỉ tiêu và kết quả, hoặc lý do chưa có số liệu.",
    model.Total: "Lũy kế từ đầu nhiệm kỳ đến một thời điểm.",
    model.Indicator: "Một đại lượng được theo dõi qua các năm.",
    model.UnitType: "Loại đơn vị và thời gian tồn tại.",
    model.Unit: "Đơn vị trực thuộc; các đơn vị chia hết một tổng.",
    model.Group: "Nhóm đối tượng; các nhóm chồng lên nhau nên không cộng.",
    model.Grade: "Mức xếp loại, xếp từ cao xuống thấp.",
    model.Step: "Một bước của chương trình hành động.",
    model.Programme: "Chương trình hành động và các bước.",
    model.Solution: "Giải pháp: ai làm, phục vụ chỉ tiêu nào, căn cứ văn bản nào.",
    model.Dataset: "Số liệu chỉ tiêu của một tổ chức đảng trong một nhiệm kỳ.",
}


def schema() -> dict[str, Any]:
    """The schema, made of the records: what they require, allow and say about their fields."""
    made = Dataset.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    described = {kind.__name__: text for kind, text in _RECORDS.items()}
    kinds = {kind.__name__: kind for kind in codes.KINDS}
    return {
        "$schema": DIALECT,
        "title": "Số liệu chỉ tiêu",
        **_record(made, described["Dataset"]),
        "$defs": {
            name: _codes(kinds[name]) if name in kinds else _record(definition, described[name])
            for name, definition in sorted(definitions.items())
        },
    }


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _record(definition: dict[str, Any], description: str) -> dict[str, Any]:
    properties = definition["properties"]
    return {
        "description": description,
        "type": "object",
        "required": definition.get("required", []),
        "properties": {name: _property(value) for name, value in properties.items()},
        "additionalProperties": False,
    }


def _property(value: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without what only Python needs: titles, defaults, and ``null``.

    A field that is not there is left out of the file, never left empty.
    """
    options = [option for option in value.get("anyOf", ()) if option != {"type": "null"}]
    kept = {key: part for key, part in value.items() if key not in ("title", "default", "anyOf")}
    merged = {**(options[0] if options else {}), **kept}
    return {"description": merged.pop("description"), **merged}


def _codes(kind: type[StrEnum]) -> dict[str, Any]:
    return {
        "description": "; ".join(f"{code.value}: {codes.label(code)}" for code in kind),
        "type": "string",
        "enum": [code.value for code in kind],
        "enumDescriptions": [codes.label(code) for code in kind],
    }
