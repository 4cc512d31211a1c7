"""A field's name that comes again in one record: a line too many, or a record whose start is lost.

Where a dash, the first line of an item or a heading was lost, the fields that follow belong to
a record of their own, so the advice to delete what comes again would delete data.
"""

from __future__ import annotations

from typing import NamedTuple

from indicators.reading.fields import nested
from indicators.reading.headings import following, missing_heading, preceding
from indicators.reading.line import key_of
from indicators.reading.placed import File
from indicators.reporting.findings import Line, Slip

OPENING = frozenset({"period", "through", "id", "figure", "grade", "unit", "group", "kind"})
"""The fields by which items are told apart, which therefore begin them."""


class Again(NamedTuple):
    """A name that comes again, in a file; line and column count from 1."""

    file: File
    line: int
    column: int
    name: str
    known: tuple[str, ...]
    """The names that the record has already, in order."""
    in_list: bool
    """Whether the record is an item of a list."""


class Told(NamedTuple):
    """What to tell of it, and where the fields from there on belong."""

    slip: Slip
    opens: str = ""
    """``item`` where they are another item; for another block its heading; else empty."""
    whole: bool = True
    """Whether nothing of that record is lost."""


def told(again: Again) -> Told:
    """What a name that comes again means."""
    above = list(preceding(again.file.lines, again.line, again.column - 1))
    start = above[-1][0] if above else again.line
    first = next((line for line, name in reversed(above) if name == again.name), start)
    if not again.in_list:
        slip = missing_heading(again.file.lines, again.line)
        if slip is not None:
            return Told(slip, str(slip.context["heading"]).partition(":")[0])
    elif len(again.known) > 1:
        names = list(following(again.file.lines, again.line, again.column - 1))
        several = sum(name in again.known for name in names) > 1
        opening = again.known[0]
        if again.name != opening and several:
            return Told(_start_missing(again, opening, start), "item", whole=False)
        if again.name == opening and (several or _differs(again, first, len(names))):
            return Told(_dash_missing(again, start), "item")
    # Of two lists or blocks of one name, the second is not read: its records are missing.
    return Told(duplicate(again, first), whole=again.name not in nested())


def _differs(again: Again, first: int, fields: int) -> bool:
    """Whether a lone opening field says something else than the first, with fields of its own."""
    said = {_content(again, number) for number in (first, again.line)}
    return again.name in OPENING and fields > 1 and len(said) > 1


def _dash_missing(again: Again, start: int) -> Slip:
    content = _content(again, again.line)
    context = {"item": content, "write": f"- {content}", "first": _line(again, start)}
    return Slip(again.line, again.column, "dash-missing", context)


def _start_missing(again: Again, opening: str, start: int) -> Slip:
    above = again.file.lines[again.line - 2].lstrip(" ") if again.line > 1 else ""
    hidden = above.startswith("#") and key_of(above.lstrip("# -")) == opening
    context = {
        "written": _content(again, again.line),
        "first": _line(again, start),
        "opening": opening,
        "hidden": _line(again, again.line - 1) if hidden else "",
    }
    return Slip(again.line, again.column, "item-start-missing", context)


def duplicate(again: Again, first: int = 0) -> Slip:
    """The slip of a name that comes again because a line is too many."""
    opening = again.known[0]
    context = {
        "written": again.name,
        "first": _line(again, first),
        "list": f"{again.name}:" if again.name in nested() else "",
        "opening": opening if again.in_list and opening in OPENING - {again.name} else "",
    }
    return Slip(again.line, again.column, "key-duplicate", context)


def _content(again: Again, number: int) -> str:
    return again.file.lines[number - 1].strip(" ").removeprefix("-").strip(" ")


def _line(again: Again, number: int) -> Line:
    return Line(again.file.name, number, elsewhere=False)
