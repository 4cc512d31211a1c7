"""Why a line stands where none may: a dash, a heading or spaces are wrong, here or just above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.reading.headings import fits, in_list, missing_heading
from indicators.reading.line import glued, id_like, key_of, misplaced
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
    attempts = (_dashes_above, _no_dash, _dash_before, _glued, _no_heading, _first_item, _above)
    for attempt in attempts:
        slip = attempt(line)
        if slip is not None:
            return slip
    new = line.new
    others = [*line.closed, *line.open]
    same = [level.indent for level in others if level.listed == new.listed]
    near = min(
        same or [0],
        key=lambda to: (not fits(line.lines, new.line, to), abs(to - new.indent), -to),
    )
    return misplaced(new.line, line.content, new.indent, near)


def _first_item(line: Misplaced) -> Slip | None:
    """A list's first item that stands at another depth than the others, or lacks its dash."""
    new, text = line.new, line.lines[line.above - 1] if line.above else ""
    below = next(
        (
            (number, other)
            for number, other in enumerate(line.lines[new.line :], new.line + 1)
            if _is_content(other) and _indent(other) < new.indent
        ),
        None,
    )
    if new.listed or below is None or not below[1].startswith("- ", new.indent - 2):
        return None
    listed = line.content_above.startswith("- ")
    if listed and _indent(text) != new.indent - 2:
        return misplaced(line.above, line.content_above, _indent(text), new.indent - 2)
    opening = key_of(line.content_above)
    if opening and opening == key_of(below[1].strip(" -")) and _indent(text) < new.indent:
        return dash_missing(line.above, text, below[0])
    return None


def _above(line: Misplaced) -> Slip | None:
    """The line above, which left its block early, or began an item askew."""
    new, closed = line.new, line.closed
    top = line.open[-1] if line.open else None
    if top is None and closed and closed[-1].line == line.above:
        return misplaced(line.above, line.content_above, closed[-1].indent, new.indent)
    if not closed and top and any(level.indent == new.indent for level in line.before):
        if not new.listed and fits(line.lines, new.line, top.indent):
            return None
        return misplaced(line.above, line.content_above, top.indent, new.indent)
    opened = next(
        (x for x in (*closed, top) if x and x.line == line.above and x.listed == new.listed), None
    )
    if opened and opened.indent % 2 > new.indent % 2:
        # Depth goes by twos: the line that began the item stands askew, not this one.
        return misplaced(line.above, line.content_above, opened.indent, new.indent)
    return None


def _dashes_above(line: Misplaced) -> Slip | None:
    """Two dashes, or more than one space after the dash, on the line that began the item."""
    dashes = re.match(r"((?:- +)+)(?=[^ ])", line.content_above)
    if dashes is None or dashes[1] == "- " or line.new.listed:
        return None
    text = line.lines[line.above - 1]
    start = _indent(text)
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
            return dash_missing(line.new.line, line.lines[line.new.line - 1], level.line)
    return None


def dash_missing(number: int, text: str, beside: int) -> Slip:
    """The slip of a line that lacks the dash which another item of its list has."""
    content = text.strip(" ")
    first = Line("", beside, elsewhere=False)
    context = {"item": content, "write": f"- {content}", "first": first}
    return Slip(number, _indent(text) + 1, "dash-missing", context)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _is_content(text: str) -> bool:
    return bool(text.strip(" ")) and not text.lstrip(" ").startswith("#")


def _lists_at(line: Misplaced) -> Iterator[Level]:
    for level in (*line.closed, *line.open):
        if level.listed and level.indent == line.new.indent:
            yield level


def _dash_before(line: Misplaced) -> Slip | None:
    """An item after fields that stand where the list's first item should, or a needless dash."""
    new, closed = line.new, line.closed
    goes_on = bool(line.open) and line.open[-1].listed
    if goes_on or not (new.listed and closed and not closed[-1].listed):
        return None
    if not in_list(line.lines, new.line, closed[-1].indent):
        return Slip(new.line, new.indent + 1, "dash-extra", {"needless": line.content})
    context = {"written": line.content, "first": Line("", closed[-1].line, elsewhere=False)}
    return Slip(new.line, new.indent + 1, "dash-missing", context)


def _glued(line: Misplaced) -> Slip | None:
    """More text of the value above, or a field without its colon."""
    name = key_of(line.content)
    if line.new.listed or re.fullmatch(r"[a-z]+(?:[-_][a-z]+)*_?", name):
        return None
    above = line.content_above
    if above.startswith("- ") and not key_of(above[2:]) and id_like(line.content):
        return dash_missing(line.new.line, line.lines[line.new.line - 1], line.above)
    onto = Line("", line.above, elsewhere=False) if line.above else ""
    return Slip(line.new.line, line.new.indent + 1, *glued(line.content, onto=onto))


def _no_heading(line: Misplaced) -> Slip | None:
    return missing_heading(line.lines, line.new.line)
