"""Which heading is missing above lines that belong to a list or block: told by their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.model import Record
from indicators.reading.fields import Field, field_at, fields, record_at
from indicators.reading.line import key_of
from indicators.reporting.findings import Path, Slip

STEP = 2
"""Spaces by which the lines of a list or block stand deeper than its heading."""


class _Row(NamedTuple):
    """A line's depth, the column of its content after the dashes, and the field on it."""

    indent: int
    column: int
    name: str
    opens: bool
    """Whether the field's value stands on the lines below."""


def missing_heading(lines: Sequence[str], number: int) -> Slip | None:
    """The slip of a heading that is missing above line ``number`` (from 1), if fields say which.

    It is the name of a list or block that the record around may have, does not have, and whose
    fields stand from this line on.
    """
    row = _row(lines[number - 1])
    if row is None:
        return None
    listed = row.column > row.indent
    names = frozenset(name for name in following(lines, number, row.column) if name)
    if listed and not names and _plain_item_above(lines, number):
        return None  # it goes on with that list
    for depth in (row.indent - STEP, row.indent):
        around = _around(lines, number, depth)
        if around is not None:
            path, present = around
            fit = [f for f in fields(record_at(path)).values() if _holds(f, names, listed=listed)]
            headings = [f"{field.name}:" for field in fit if field.name not in present]
            if headings:
                context = {
                    "written": lines[number - 1].strip(" "),
                    "heading": " hoặc ".join(headings),
                    "wanted": str(depth),
                }
                return Slip(number, row.indent + 1, "heading-missing", context)
    return None


def fits(lines: Sequence[str], number: int, depth: int) -> bool:
    """Whether line ``number`` (from 1), or the item that it begins, belongs at a depth."""
    row = _row(lines[number - 1])
    if row is None:
        return False
    if row.column > row.indent:
        names = frozenset({row.name, *_below(lines, number, depth + STEP)}) - {""}
        field = field_at(_path(lines, number, depth))
        return field is not None and _holds(field, names, listed=True)
    around = _around(lines, number, depth)
    below = next(filter(None, map(_row, lines[number:])), None)
    if around is None or (row.opens and below is not None and below.indent < depth):
        return False
    path, present = around
    return row.name in fields(record_at(path)) and row.name not in present


def in_list(lines: Sequence[str], number: int, depth: int) -> bool:
    """Whether what stands at a depth around a line belongs to a list, not to a block."""
    field = field_at(_path(lines, number, depth))
    return field is None or field.listed


def following(lines: Sequence[str], number: int, column: int) -> Iterator[str]:
    """The names of the fields at a column (from 0) from a line on, up to the record's end.

    An item without a name is an empty text.
    """
    for index in range(number - 1, len(lines)):
        row = _row(lines[index])
        if row is None:
            continue
        if row.indent < column and index > number - 1:
            return
        if row.column == column:
            yield row.name


def preceding(lines: Sequence[str], number: int, column: int) -> Iterator[tuple[int, str]]:
    """The lines and names of the fields at a column above a line, up to the record's start."""
    for above in range(number - 1, 0, -1):
        row = _row(lines[above - 1])
        if row is None:
            continue
        if row.column == column:
            yield above, row.name
        if row.indent < column:
            return


def _holds(field: Field, names: frozenset[str], *, listed: bool) -> bool:
    """Whether a field is a list or block whose records have these fields."""
    if field.listed != listed:
        return False
    if not (isinstance(field.type, type) and issubclass(field.type, Record)):
        return listed and not names
    inside = fields(field.type)
    return names <= inside.keys() and all(n in names for n, f in inside.items() if f.required)


def _around(lines: Sequence[str], number: int, depth: int) -> tuple[Path, frozenset[str]] | None:
    """The record whose fields stand at a depth around a line: the way to it, and its fields.

    None where no field stands at that depth.
    """
    present = {name for _, name in preceding(lines, number, depth)} - {""}
    if not present:
        return None
    present.update(_below(lines, number, depth))
    return _path(lines, number, depth), frozenset(present)


def _plain_item_above(lines: Sequence[str], number: int) -> bool:
    row = next(filter(None, map(_row, reversed(lines[: number - 1]))), None)
    return row is not None and row.column > row.indent and not row.name


def _path(lines: Sequence[str], number: int, depth: int) -> Path:
    """The headings above a line that stand less deep than a depth, each inside the one before."""
    path: list[str] = []
    for line in reversed(lines[: number - 1]):
        row = _row(line) if depth > 0 else None
        if row is not None and row.name and row.column < depth:
            depth = row.column
            if row.opens:
                path.insert(0, row.name)
    return tuple(path)


def _below(lines: Sequence[str], number: int, depth: int) -> Iterator[str]:
    """The fields at a depth below a line, up to the end of the record that has them."""
    for line in lines[number:]:
        row = _row(line)
        if row is not None and row.indent < depth:
            return
        if row is not None and row.column == depth:
            yield row.name


def _row(line: str) -> _Row | None:
    content = line.lstrip(" ")
    if not content or content.startswith("#"):
        return None
    indent = len(line) - len(content)
    while content.startswith("- "):
        content = content[1:].lstrip(" ")
    name = key_of(content)
    return _Row(indent, len(line) - len(content), name, content.rstrip(" ") == f"{name}:")
