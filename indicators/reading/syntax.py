"""Why YAML cannot read a file: the first line that breaks the form ``name: value``.

A YAML reader notices a mistake where it can go on no longer, often lines below its cause. The
data uses a small part of YAML, one field a line, so the cause is the first line that is not of
this form or whose depth fits no line above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.reading.line import BrokenLineError, dash_lookalike, glued, opens, without_colon
from indicators.reporting.findings import Line, Slip


class _Level(NamedTuple):
    """An open block: where its lines begin, whether they are list items, where it started."""

    indent: int
    listed: bool
    line: int


def diagnose(lines: Sequence[str], last: int) -> Slip | None:
    """The cause of a mistake that YAML noticed at line ``last`` (from 1), if a line shows it."""
    reader = _Reader()
    try:
        for number, line in enumerate(lines[:last], 1):
            reader.read(number, line)
    except BrokenLineError as broken:
        return broken.slip
    return None


class _Reader:
    """Reads line by line and knows which blocks are open."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._closed: list[_Level] = []
        """The blocks that the line above closed."""
        self._opens = True
        """Whether the line above may hold deeper lines."""
        self._above = (0, "")
        self._item: Slip | None = None
        """What is wrong with the line above if it is no list item, but lacks its colon."""

    def read(self, number: int, line: str) -> None:
        content = line.strip(" ")
        if not content or content.startswith("#"):
            return
        if re.match(r"---(?: |$)", line) and not self._levels:
            return
        if re.match(r"(?:---|\.\.\.)(?: |$)", line):
            raise BrokenLineError(Slip(number, 1, "several-documents", {"written": content[:3]}))
        if line.startswith("%") and not self._levels:
            raise BrokenLineError(Slip(number, 1, "directive", {"written": content}))
        if dash_lookalike(content):
            indent = line.index(content[0])
            raise BrokenLineError(Slip(number, indent + 1, *glued(content)))
        new = list(_levels_of(number, line))
        if self._item and not new[0].listed and new[0].indent >= self._item.column - 1:
            raise BrokenLineError(self._item)
        closed = self._close(new[0])
        if not self._fits(new[0], closed):
            raise BrokenLineError(self._cause(new[0], closed, content))
        self._levels.extend(new[1:])
        self._closed = closed
        last = new[-1]
        # A dash alone, or one before a comment, opens an item on the lines below.
        self._opens = last.listed or opens(number, line, last.indent)
        self._item = None if last.listed else without_colon(number, line, last.indent)
        self._above = (number, content)

    def _close(self, new: _Level) -> list[_Level]:
        """Close the blocks that a line at this depth ends."""
        closed = []
        while self._levels and self._levels[-1].indent > new.indent:
            closed.append(self._levels.pop())
        if not new.listed and self._in_list_beside_its_name(new.indent):
            closed.append(self._levels.pop())
        return closed

    def _in_list_beside_its_name(self, indent: int) -> bool:
        """Whether a list stands at the depth of the name that holds it, as YAML allows."""
        return [(level.indent, level.listed) for level in self._levels[-2:]] == [
            (indent, False),
            (indent, True),
        ]

    def _fits(self, new: _Level, closed: list[_Level]) -> bool:
        """Whether the line goes on with an open block, or opens one that may stand here."""
        top = self._levels[-1] if self._levels else None
        if top and top.indent == new.indent and top.listed == new.listed:
            return True
        if closed or not self._opens:
            return False
        if top is None or top.indent < new.indent or (new.listed and not top.listed):
            self._levels.append(new)
            return True
        return False

    def _cause(self, new: _Level, closed: list[_Level], content: str) -> Slip:
        """Which line is at fault when one does not fit: it, or the one above that left early."""
        if new.listed and closed and not closed[-1].listed:
            context = {"written": content, "first": Line("", closed[-1].line, False)}
            return Slip(new.line, new.indent + 1, "dash-missing", context)
        top = self._levels[-1] if self._levels else None
        if not closed and top and any(level.indent == new.indent for level in self._closed):
            return _misplaced(*self._above, top.indent, new.indent)
        opened = next((x for x in (*closed, top) if x and x.line == self._above[0]), None)
        if opened and not opened.listed and opened.indent % 2 > new.indent % 2:
            # Depth goes by twos: the line that began the item stands askew, not this one.
            return _misplaced(*self._above, opened.indent, new.indent)
        others = [*closed, *self._levels]
        same = [level.indent for level in others if level.listed == new.listed]
        near = min(same or [0], key=lambda indent: (abs(indent - new.indent), -indent))
        return _misplaced(new.line, content, new.indent, near)


def _misplaced(number: int, content: str, indent: int, wanted: int) -> Slip:
    context = {
        "written": content,
        "indent": str(indent),
        "wanted": str(wanted),
        "fewer": str(indent - wanted) if indent > wanted else "",
        "more": str(wanted - indent) if wanted > indent else "",
    }
    return Slip(number, indent + 1, "indentation", context)


def _levels_of(number: int, line: str) -> Iterator[_Level]:
    """The blocks that a line stands in or opens: one for each dash, one for a field's name."""
    at = len(line) - len(line.lstrip(" "))
    while line.startswith("- ", at) or line[at:] == "-":
        yield _Level(at, True, number)
        rest = line[at + 1 :]
        at += 1 + len(rest) - len(rest.lstrip(" "))
        if at >= len(line):
            return
    if not line.startswith("#", at):
        yield _Level(at, False, number)
