"""The JSON Schema of the read API, made of the records that its files are made of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic.json_schema import models_json_schema

from indicators.computing.arithmetic import Rounding
from indicators.computing.figures import Division, Kind, Role
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.export.edition import BOTH
from indicators.export.records import Limit, ObservationStatus, SubjectType, TimeScope
from indicators.model import Record
from indicators.reading import codes
from indicators.reading.schema import DIALECT
from indicators.words import wording

_MEANINGS: tuple[tuple[type[StrEnum], Mapping[Any, str]], ...] = (
    (Kind, wording.KINDS),
    (Role, wording.ROLES),
    (Verdict, wording.VERDICTS),
    (Rounding, wording.ROUNDINGS),
    (Standing, wording.STANDINGS),
    (
        ObservationStatus,
        {
            ObservationStatus.NORMAL: "bình thường",
            ObservationStatus.ESTIMATE: "ước tính",
            ObservationStatus.FORECAST: "dự kiến",
            ObservationStatus.IMPUTED: "suy ra",
            ObservationStatus.MISSING: "chưa có",
            ObservationStatus.PROVISIONAL: "sơ bộ",
            ObservationStatus.SUPPRESSED: "không công bố",
        },
    ),
    (
        SubjectType,
        {
            SubjectType.INDICATOR: "chỉ tiêu",
            SubjectType.TARGET: "mức chỉ tiêu",
            SubjectType.DOCUMENT: "văn bản",
        },
    ),
    (
        Division,
        {Division.UNIT: "đơn vị", Division.GROUP: "nhóm", Division.GRADE: "mức xếp loại"},
    ),
    (
        TimeScope,
        {
            TimeScope.PERIOD: "một năm",
            TimeScope.SPAN: "nhiều năm",
            TimeScope.THROUGH: "từ đầu nhiệm kỳ đến mốc",
        },
    ),
    (
        Limit,
        {
            Limit.ABOVE: "trên",
            Limit.AT_LEAST: "ít nhất",
            Limit.BELOW: "dưới",
            Limit.AT_MOST: "không quá",
            Limit.BETWEEN: "trong khoảng",
        },
    ),
)


def meanings(kind: type[StrEnum]) -> Mapping[str, str]:
    """What each code of a kind means, in Vietnamese; empty for a kind that has no words."""
    for known, words in _MEANINGS:
        if known is kind:
            return {code.value: words[code] for code in kind}
    return {code.value: codes.label(code) for code in kind} if kind in codes.KINDS else {}


def schema(kinds: Mapping[str, type[Record]]) -> dict[str, Any]:
    """The schema of every kind of file, each under its name among the definitions."""
    _, made = models_json_schema(
        [(kind, "validation") for kind in kinds.values()], ref_template="#/$defs/{model}"
    )
    files = {kind.__name__: name for name, kind in kinds.items()}
    coded = {kind.__name__: kind for kind in (*codes.KINDS, *(kind for kind, _ in _MEANINGS))}
    return {
        "$schema": DIALECT,
        "title": "Dữ liệu chỉ tiêu: các tệp JSON",
        "description": f"Mọi tệp theo giấy phép {BOTH}.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "$defs": {
            files.get(name, name): _codes(definition, coded.get(name))
            if "enum" in definition
            else _record(definition, is_file=name in files)
            for name, definition in sorted(made["$defs"].items())
        },
    }


def _codes(definition: dict[str, Any], kind: type[StrEnum] | None) -> dict[str, Any]:
    words = meanings(kind) if kind else {}
    described = {"description": "; ".join(f"{code}: {words[code]}" for code in words)}
    return {**(described if words else {}), "type": "string", "enum": definition["enum"]}


def _record(definition: dict[str, Any], *, is_file: bool) -> dict[str, Any]:
    properties = {
        name: {key: part for key, part in value.items() if key not in ("title", "default")}
        for name, value in definition["properties"].items()
    }
    if is_file:
        leads = {"description": "Lược đồ mà tệp này theo.", "type": "string"}
        properties = {"$schema": leads, **properties}
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
