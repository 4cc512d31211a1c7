"""Why a line stands where none may: a dash, a heading or spaces are wrong, here or just above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.reading.headings import missing_heading
from indicators.reading.line import glued, key_of
from indicators.reporting.findings import Line, Slip


class Level(NamedTuple):
    """An open block: where its lines begin, whether they are list items, where it started."""

    indent: int
    listed: bool
    line: int


class Misplaced(NamedTuple):
    """A line that fits no block, and what is known of the lines above it."""

    lines: Sequence[str]
    new: Level
    open: Sequence[Level]
    closed: Sequence[Level]
    """The blocks that this line ended, the deepest first."""
    before: Sequence[Level]
    """The blocks that the line above ended."""
    above: int
    """The line above, remarks and empty lines aside; counted from 1."""

    @property
    def content(self) -> str:
        return self.lines[self.new.line - 1].strip(" ")

    @property
    def content_above(self) -> str:
        return self.lines[self.above - 1].strip(" ") if self.above else ""


def cause(line: Misplaced) -> Slip:
    """Which line is at fault when one does not fit: it, or the one above that left early."""
    for attempt in (_dashes_above, _no_dash, _no_dash_before, _glued, _no_heading):
        slip = attempt(line)
        if slip is not None:
            return slip
    new, closed = line.new, line.closed
    top = line.open[-1] if line.open else None
    if not closed and top and any(level.indent == new.indent for level in line.before):
        return _misplaced(line.above, line.content_above, top.indent, new.indent)
    opened = next((x for x in (*closed, top) if x and x.line == line.above), None)
    if opened and not opened.listed and opened.indent % 2 > new.indent % 2:
        # Depth goes by twos: the line that began the item stands askew, not this one.
        return _misplaced(line.above, line.content_above, opened.indent, new.indent)
    others = [*closed, *line.open]
    same = [level.indent for level in others if level.listed == new.listed]
    near = min(same or [0], key=lambda indent: (abs(indent - new.indent), -indent))
    return _misplaced(new.line, line.content, new.indent, near)


def _dashes_above(line: Misplaced) -> Slip | None:
    """Two dashes, or more than one space after the dash, on the line that began the item."""
    dashes = re.match(r"((?:- +)+)(?=[^ ])", line.content_above)
    if dashes is None or dashes[1] == "- " or line.new.listed:
        return None
    text = line.lines[line.above - 1]
    start = len(text) - len(text.lstrip(" "))
    if line.new.indent != start + 2:
        return None
    write = "- " + line.content_above[dashes.end() :]
    several = "double" if dashes[1].count("-") > 1 else "spaces"
    context = {"write": write, several: str(max(dashes[1].count("-"), dashes[1].count(" ")))}
    return Slip(line.above, start + 2, "dash-space", context)


def _no_dash(line: Misplaced) -> Slip | None:
    """A line at the depth of a list's dashes that has none, and begins as the list's items do."""
    for level in _lists_at(line):
        item = line.lines[level.line - 1].strip(" ").removeprefix("- ").lstrip(" ")
        if not line.new.listed and key_of(item) == key_of(line.content):
            first = Line("", level.line, elsewhere=False)
            context = {"item": line.content, "write": f"- {line.content}", "first": first}
            return Slip(line.new.line, line.new.indent + 1, "dash-missing", context)
    return None


def _lists_at(line: Misplaced) -> Iterator[Level]:
    for level in (*line.closed, *line.open):
        if level.listed and level.indent == line.new.indent:
            yield level


def _no_dash_before(line: Misplaced) -> Slip | None:
    """An item after fields that stand where the list's first item should."""
    if line.new.listed and line.closed and not line.closed[-1].listed:
        first = Line("", line.closed[-1].line, elsewhere=False)
        context = {"written": line.content, "first": first}
        return Slip(line.new.line, line.new.indent + 1, "dash-missing", context)
    return None


def _glued(line: Misplaced) -> Slip | None:
    """More text of the value above, or a field without its colon."""
    name = key_of(line.content)
    if line.new.listed or re.fullmatch(r"[a-z]+(?:[-_][a-z]+)*_?", name):
        return None
    onto = Line("", line.above, elsewhere=False) if line.above else ""
    return Slip(line.new.line, line.new.indent + 1, *glued(line.content, onto=onto))


def _no_heading(line: Misplaced) -> Slip | None:
    return missing_heading(line.lines, line.new.line)


def _misplaced(number: int, content: str, indent: int, wanted: int) -> Slip:
    context = {
        "written": content,
        "indent": str(indent),
        "wanted": str(wanted),
        "fewer": str(indent - wanted) if indent > wanted else "",
        "more": str(wanted - indent) if wanted > indent else "",
    }
    return Slip(number, indent + 1, "indentation", context)
