"""What the model refuses, told as broken rules: pydantic's errors become findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from indicators.model import Code, Dataset
from indicators.reading import codes
from indicators.reading.astray import Strayed, above, follow, split_off, strayed
from indicators.reading.called import not_an_id
from indicators.reading.fields import codes_at, field_at, fields, homes, record_at
from indicators.reading.line import no_colon
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Fault, Wording


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


def validate(data: object, added: frozenset[Path] = frozenset()) -> Dataset | Refused:
    """The data as records, or why it is none.

    ``added`` are items that only a file beside the main one has.
    """
    try:
        return Dataset.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        findings = tuple(_findings(errors, data, added))
        places = {tuple(e["loc"][:-1] if e["type"] in _OF_RECORD else e["loc"]) for e in errors}
        places |= {above(f.path) for f in findings if f.rule == "dash-extra"}
        if any(f.rule in ("heading-missing", "item-strayed") for f in findings):
            places.add(())  # what is not in its list is missing there
        return Refused(findings, frozenset(places))


def _findings(
    errors: Sequence[ErrorDetails], data: object, added: frozenset[Path]
) -> Iterator[Finding]:
    """A finding for each error, without those that only follow from another one."""
    told = [e for e in errors if e["input"] is not GAP and e["type"] != "invalid_key"]
    meant = {_meant(tuple(e["loc"])) for e in told if e["type"] == "extra_forbidden"}
    split = {
        p[:-1]: str(p[-1])
        for p in _places("missing", told)
        if split_off(p, data) and (p[:-1] in added) == (above(p[:-1]) in added)
    }
    for place, field in split.items():
        context = {"field": field, "above": name_of(above(place), data)}
        yield Finding("dash-extra", place, context)
    faulty = {path[:-1] for path in _places(_OF_FIELD, told)} - split.keys()
    astray = tuple(strayed(faulty, data))
    yield from (_strayed(found, data) for found in astray)
    unknown = {path for path in added & faulty if _only_id(path, data)}
    yield from (_unknown_id(path, data) for path in sorted(unknown))
    explained = _explained(astray) | unknown
    for e in told:
        path: Path = tuple(e["loc"])
        if e["type"] in _OF_FIELD and any(path[:end] in explained for end in range(len(path) + 1)):
            continue
        if e["type"] == "missing" and (
            path in meant or _lost(path, data) or path[:-1] in split or _below(path, split, data)
        ):
            continue
        known = _KNOWN.get(e["type"])
        if known is not None:
            yield known(path, e["input"], data)
        elif e["type"] == "number-bound":
            yield _bounded(path, e["ctx"]["fault"])
        else:
            yield Finding(e["ctx"]["fault"], path)


_OF_FIELD = ("missing", "extra_forbidden")
"""Errors of a record that has not the fields that it should have."""


def _places(kinds: str | tuple[str, ...], errors: Iterable[ErrorDetails]) -> Iterator[Path]:
    for e in errors:
        if e["type"] in kinds:
            yield tuple(e["loc"])


def _below(path: Path, split: Mapping[Path, str], data: object) -> bool:
    """Whether a missing field stands in the item below, which a dash cut off."""
    place = path[:-1]
    if not place or not isinstance(place[-1], int):
        return False
    below = (*place[:-1], place[-1] + 1)
    return below in split and path[-1] in follow(below, data)


def _only_id(path: Path, data: object) -> bool:
    """Whether an item has, of the fields that it must have, no other than its id."""
    required = [name for name, field in fields(record_at(path)).items() if field.required]
    item = follow(path, data)
    return (
        "id" in required
        and not _lost((*path, "id"), data)
        and all(name == "id" for name in required if name in item)
    )


def _unknown_id(path: Path, data: object) -> Finding:
    """The id of a file beside the main one that names nothing in it, or is not there."""
    items = follow(path[:-1], data)
    if "id" not in items[path[-1]]:
        return _missing((*path, "id"), None, data)
    ids = tuple(i["id"] for i in items[: int(path[-1])] if isinstance(i.get("id"), str))
    written = items[path[-1]]["id"]
    listed = str(path[-2])
    noun = _NOUNS.get(listed, Wording("mục", "item"))
    write = codes.closest(ids, written) if isinstance(written, str) else ""
    return Finding(codes.unknown_id(noun, listed, write), (*path, "id"))


_NOUNS = {"indicators": Wording("chỉ tiêu", "indicator")}


def _explained(astray: Iterable[Strayed]) -> frozenset[Path]:
    """What is told with items that stand in another list than theirs: they, and their list."""
    places: set[Path] = set()
    for found in astray:
        first = int(found.path[-1])
        places |= {(*found.path[:-1], index) for index in range(first, first + found.many)}
        places |= {(*found.around, home) for home in found.homes if found.lost}
    return frozenset(places)


def _strayed(found: Strayed, data: object) -> Finding:
    if found.lost:
        homes = " hoặc ".join(f"{home}:" for home in found.homes)
        written = f"- {_first_line(follow(found.path, data))}"
        beside = f"{found.path[-2]}:"
        return Finding(
            "heading-missing", found.path, {"written": written, "heading": homes, "beside": beside}
        )
    context = {
        "record": name_of(found.path, data),
        "here": str(found.path[-2]),
        "home": " hoặc ".join(found.homes),
        "lacking": found.lacking,
        "count": str(found.many) if found.many > 1 else "",
    }
    return Finding("item-strayed", found.path, context)


def _meant(path: Path) -> Path:
    """Where an unknown field would stand under the name that was probably meant."""
    names = tuple(fields(record_at(path[:-1])))
    if "period" in names and re.fullmatch("[0-9]{4}", str(path[-1])):
        return (*path[:-1], "period")
    return (*path[:-1], codes.field_for(names, str(path[-1])))


def _lost(path: Path, data: object) -> bool:
    """Whether the record holds a refused field name, which may be the missing one."""
    record = follow(path[:-1], data)
    return isinstance(record, dict) and GAP in record


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


def _unknown(path: Path, value: object, data: object) -> Finding:
    written = str(path[-1])
    names = tuple(fields(record_at(path[:-1])))
    year = written if "period" in names and re.fullmatch("[0-9]{4}", written) else ""
    context = {
        "written": written,
        "year": year,
        "top": written if written in fields(Dataset) and not homes(written) else "",
        "typed": value if year and isinstance(value, str) else "",
        "write": codes.field_for(names, written),
        "home": ", ".join(homes(written)),
        "record": name_of(path[:-1], data),
        "known": ", ".join(names),
    }
    return Finding("field-unknown", path, context, at_key=True)


def _bounded(path: Path, fault: Fault) -> Finding:
    """A number typed with its bound, where there may be no field for that."""
    if fault.context.get("write") and "bound" not in fields(record_at(path)):
        fault = fault.rule(mend=_NO_BOUND, **fault.context)
    return Finding(fault, path)


_NO_BOUND = Wording(
    "gõ {write}; mục này không ghi cận.", "type {write}; no bound is written in this item."
)


def _not_a_record(path: Path, value: object, _: object) -> Finding:
    field = field_at(path)
    record = record_at(path)
    first = next(iter(fields(record)))
    context = {"field": field.name if field else "", "first": first}
    if isinstance(value, str) and not value and path:
        return _empty(path, value, None)
    if isinstance(value, list) and len(value) == 1 and path and isinstance(path[-1], int):
        return Finding("dash-space", path, {"double": "2", "write": f"- {_first_line(value[0])}"})
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        return Finding("block-expected", path, {**context, "dash": "-"})
    if isinstance(value, str):
        slip = no_colon(1, value, 0)
        if slip.rule in ("colon-missing", "colon-space"):
            return Finding(slip.rule, path, slip.context)
    return Finding("block-expected", path, context)


def _first_line(value: object) -> str:
    """The line with which a record begins in the file, or the text itself."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else "…"
    name = next((name for name in value if isinstance(name, str)), "")
    inside = value.get(name)
    return f"{name}: {inside}" if isinstance(inside, str) else f"{name}:"


def _not_a_list(path: Path, value: object, _: object) -> Finding:
    context = {"field": str(path[-1])}
    if isinstance(value, str) and not value:
        return _empty(path, value, None)
    if isinstance(value, dict):
        context["first"] = _first_line(value)
    return Finding("list-expected", path, context)


def _listed_codes(kind: type[Code] | None) -> str:
    """The codes of a kind with what they mean; nothing for what is no code."""
    return ", ".join(f"{code.value} ({code.label})" for code in kind or ())


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
        "kind": field.label if field else "",
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
