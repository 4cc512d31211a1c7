"""Which heading is missing above lines that belong to a list or block: told by their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.model import Record
from indicators.reading.fields import Field, fields, record_at
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
    present = set()
    path: list[str] = []
    inside, limit = True, depth
    for line in reversed(lines[: number - 1]):
        row = _row(line)
        if row is None:
            continue
        if inside and row.column == depth and row.name:
            present.add(row.name)
        inside = inside and row.indent >= depth
        if row.name and row.column < limit:
            limit = row.column
            if row.opens:
                path.insert(0, row.name)
        if not inside and limit <= 0:
            break
    if not present:
        return None
    present.update(_below(lines, number, depth))
    return tuple(path), frozenset(present)


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
