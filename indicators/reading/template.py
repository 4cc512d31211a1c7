"""The lines that a field, a block or an item of a list would be, made of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from indicators.model import Code, Record
from indicators.reading.fields import Field, fields

NAMING = (
    "period", "through", "id", "figure", "grade", "name", "title", "unit", "group", "date",
)  # fmt: skip
"""Fields by which records are told apart; the first that a record has names it."""


def lines_of(field: Field, indent: str = "") -> Iterator[str]:
    """The lines that a field would be, with those that its records must have."""
    if not (field.listed or field.record):
        yield f"{indent}{field.name}: …"
        return
    yield f"{indent}{field.name}:"
    yield from item_of(field, {}, f"{indent}  ") if field.record else [f"{indent}  - …"]


def item_of(field: Field, typed: Mapping[str, str], indent: str = "") -> Iterator[str]:
    """The lines of a record of a list or block, with what was typed in its place."""
    record, start = field.record, f"{indent}- " if field.listed else indent
    for inner in fields(record).values() if record else ():
        if inner.name in typed:
            yield f"{start}{inner.name}: {typed[inner.name]}"
        elif inner.required:
            first, *more = lines_of(inner, " " * len(start))
            yield from (start + first.lstrip(" "), *more)
        else:
            continue
        start = " " * len(start)


def hinted(field: Field) -> Iterator[str]:
    """The lines that a field would be, with what belongs there."""
    first, *more = (f"“{line}”" for line in lines_of(field))
    described = re.split("[.,:;(]", field.description)[0]
    hint = listed_codes(_codes_of(field)) or described[:1].lower() + described[1:]
    yield from (first, *more) if more else [f"{first} ({hint})"]


def quoted(lines: Iterator[str]) -> str:
    """Lines as a message tells them, one after another."""
    return ", ".join(f"“{line}”" for line in lines)


def _codes_of(field: Field) -> type[Code] | None:
    kind = field.type
    return kind if isinstance(kind, type) and issubclass(kind, Code) else None


def codes_in(field: Field) -> Mapping[str, str]:
    """The codes of a list's records, each with the field that holds it."""
    record = field.record if field.listed else None
    return {
        code.value: inner.name
        for inner in (fields(record).values() if record else ())
        if inner.required
        for code in _codes_of(inner) or ()
    }


def typed_in(record: type[Record], value: object) -> dict[str, str]:
    """What was typed in the place of a record, by the fields where it probably belongs."""
    known = fields(record)
    naming = next((name for name in NAMING if name in known), next(iter(known)))
    holder = "value" if "value" in known else naming
    if isinstance(value, dict):
        name, inside = next(iter(value.items()))
        return {naming: str(name)[:80]} | ({holder: inside[:80]} if isinstance(inside, str) else {})
    return {holder if re.fullmatch("[0-9.,%]+", str(value)) else naming: str(value)[:80]}


def listed_codes(kind: type[Code] | None) -> str:
    """The codes of a kind with what they mean; nothing for what is no code."""
    return ", ".join(f"{code.value} ({code.label})" for code in kind or ())
