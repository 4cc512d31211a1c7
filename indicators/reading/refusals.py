"""What the model refuses, told as broken rules: pydantic's errors become findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from indicators.model import Dataset
from indicators.reading import codes
from indicators.reading.called import not_an_id
from indicators.reading.fields import codes_at, field_at, fields, homes, record_at
from indicators.reporting.findings import Finding, Path


class Gap:
    """What stands in the data where a value was already refused while reading the text."""

    def __repr__(self) -> str:
        return "GAP"


GAP: Final = Gap()
_NAMING = (
    "period", "through", "id", "figure", "grade", "name", "title", "unit", "group", "date",
)  # fmt: skip


_OF_RECORD = ("missing", "invalid_key")
"""Errors whose path ends in something that is not there."""


@dataclass(frozen=True)
class Refused:
    """Why data is no dataset: what to tell, and every place that was refused."""

    findings: tuple[Finding, ...]
    places: frozenset[Path]


def validate(data: object) -> Dataset | Refused:
    """The data as records, or why it is none."""
    try:
        return Dataset.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        findings = tuple(_findings(errors, data))
        places = {tuple(e["loc"][:-1] if e["type"] in _OF_RECORD else e["loc"]) for e in errors}
        places |= {_above(f.path) for f in findings if f.rule == "dash-extra"}
        return Refused(findings, frozenset(places))


def _findings(errors: Sequence[ErrorDetails], data: object) -> Iterator[Finding]:
    """A finding for each error, without those that only follow from another one."""
    told = [e for e in errors if e["input"] is not GAP and e["type"] != "invalid_key"]
    meant = {_meant(tuple(e["loc"])) for e in told if e["type"] == "extra_forbidden"}
    lacking: set[Path] = set()
    for e in told:
        path: Path = tuple(e["loc"])
        if e["type"] == "missing":
            if path in meant or _lost(path, data) or path[:-1] in lacking:
                continue
            if _split_off(path, data):
                lacking.add(path[:-1])
                above = name_of(_above(path[:-1]), data)
                context = {"field": str(path[-1]), "above": above}
                yield Finding("dash-extra", path[:-1], context)
                continue
        known = _KNOWN.get(e["type"])
        if known is not None:
            yield known(path, e["input"], data)
        else:
            yield Finding(e["type"], path, e.get("ctx", {}))


def _above(path: Path) -> Path:
    """The item before the one that a path leads to."""
    return (*path[:-1], int(path[-1]) - 1)


def _split_off(path: Path, data: object) -> bool:
    """Whether an item lacks a field because a needless dash cut it off from the item above."""
    place = path[:-1]
    if not place or not isinstance(place[-1], int) or place[-1] == 0:
        return False
    above, below = follow(_above(place), data), follow(place, data)
    if not isinstance(above, dict) or not isinstance(below, dict) or above.keys() & below.keys():
        return False
    required = {name for name, f in fields(record_at(place)).items() if f.required}
    return path[-1] in above and required <= above.keys() | below.keys()


def _meant(path: Path) -> Path:
    """Where an unknown field would stand under the name that was probably meant."""
    names = tuple(fields(record_at(path[:-1])))
    return (*path[:-1], codes.field_for(names, str(path[-1])))


def _lost(path: Path, data: object) -> bool:
    """Whether the record holds a refused field name, which may be the missing one."""
    record = follow(path[:-1], data)
    return isinstance(record, dict) and GAP in record


def follow(path: Path, data: object) -> Any:
    """The value that a path leads to, or None."""
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def name_of(path: Path, data: object) -> str:
    """What a message calls the record at a path: its period, its id, or the field it is in."""
    record = follow(path, data)
    if isinstance(record, dict):
        for naming in _NAMING:
            if isinstance(record.get(naming), str) and record[naming]:
                return str(record[naming])
    names = [str(step) for step in path if isinstance(step, str)]
    return names[-1] if names else ""


def _missing(path: Path, _: object, data: object) -> Finding:
    field = field_at(path)
    described = re.split("[.,:;(]", field.description)[0] if field else ""
    what = described[:1].lower() + described[1:]
    if field and field.listed:
        what = ""
    context = {
        "field": str(path[-1]),
        "record": name_of(path[:-1], data),
        "what": what,
        "known": _listed_codes(codes_at(path)),
    }
    return Finding("field-missing", path[:-1], context)


def _unknown(path: Path, _: object, data: object) -> Finding:
    written = str(path[-1])
    names = tuple(fields(record_at(path[:-1])))
    context = {
        "written": written,
        "write": codes.field_for(names, written),
        "home": ", ".join(homes(written)),
        "record": name_of(path[:-1], data),
        "known": ", ".join(names),
    }
    return Finding("field-unknown", path, context, at_key=True)


def _not_a_record(path: Path, value: object, _: object) -> Finding:
    field = field_at(path)
    record = record_at(path)
    first = next(iter(fields(record)))
    context = {"field": field.name if field else "", "first": first}
    if isinstance(value, str) and not value and path:
        return _empty(path, value, None)
    return Finding("block-expected", path, context)


def _not_a_list(path: Path, value: object, _: object) -> Finding:
    context = {"field": str(path[-1])}
    if isinstance(value, str) and not value:
        return _empty(path, value, None)
    return Finding("list-expected", path, context)


def _listed_codes(kind: type[StrEnum] | None) -> str:
    """The codes of a kind with what they mean; nothing for what is no code."""
    return ", ".join(f"{code.value} ({codes.label(code)})" for code in kind or ())


def _not_a_code(path: Path, value: object, _: object) -> Finding:
    field = field_at(path)
    name = field.name if field else ""
    if not isinstance(value, str):
        return Finding("text-expected", path, {"field": name})
    if not value:
        return _empty(path, value, None)
    kind = codes_at(path)
    assert kind is not None, path
    context = {
        "written": value,
        "kind": codes.KINDS[kind],
        "field": name,
        "write": codes.code_for(kind, value),
        "known": _listed_codes(kind),
    }
    return Finding("code-unknown", path, context)


def _not_a_text(path: Path, _: object, __: object) -> Finding:
    field = field_at(path)
    return Finding("text-expected", path, {"field": field.name if field else ""})


def _empty(path: Path, _: object, __: object) -> Finding:
    field = field_at(path)
    name = field.name if field else ""
    required = name if field and field.required else ""
    return Finding("value-empty", path, {"field": name, "required": required})


_KNOWN: dict[str, Callable[[Path, object, object], Finding]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "model_type": _not_a_record,
    "tuple_type": _not_a_list,
    "enum": _not_a_code,
    "text-expected": _not_a_text,
    "value-empty": _empty,
    "id-form": not_an_id,
}
