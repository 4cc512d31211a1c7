"""Why YAML cannot read a file: the first line that breaks the form ``name: value``.

A YAML reader notices a mistake where it can go on no longer, often lines below its cause. The
data uses a small part of YAML, one field a line, so the cause is the first line that is not of
this form or whose depth fits no line above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indicators.reading.fields import nested
from indicators.reading.line import (
    BrokenLineError,
    dash_lookalike,
    glued,
    id_like,
    key_of,
    opens,
    ornament,
    without_colon,
)
from indicators.reading.misplaced import Level, Misplaced, cause, dash_missing
from indicators.reading.runon import over_lines
from indicators.reporting.findings import Line, Slip


def diagnose(lines: Sequence[str], last: int) -> Slip | None:
    """The cause of a mistake that YAML noticed at line ``last`` (from 1), if a line shows it."""
    reader = _Reader(lines)
    try:
        for number, line in enumerate(lines[:last], 1):
            reader.read(number, line)
    except BrokenLineError as broken:
        slip = broken.slip
        if slip.rule == "line-glued" and not slip.context["onto"] and reader.runs_on:
            onto = Line("", reader.above, elsewhere=False)
            return slip._replace(context={**slip.context, "onto": onto})
        return (slip.rule == "quote-open" and over_lines(lines, slip)) or slip
    return None


class _Reader:
    """Reads line by line and knows which blocks are open."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._levels: list[Level] = []
        self._closed: list[Level] = []
        """The blocks that the line above closed."""
        self._opens = True
        """Whether the line above may hold deeper lines."""
        self.above = 0
        self._item: Slip | None = None
        """What is wrong with the line above if it is no list item, but lacks its colon."""

    @property
    def runs_on(self) -> bool:
        """Whether the line above has a value that may go on."""
        return bool(self.above) and not self._opens

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
        if ornament(content):
            slip = Slip(number, line.index(content[0]) + 1, "ornament-line", {"written": content})
            raise BrokenLineError(slip)
        if dash_lookalike(content):
            indent = line.index(content[0])
            raise BrokenLineError(Slip(number, indent + 1, *glued(content)))
        new = list(_levels_of(number, line))
        deeper = self._item and not new[0].listed and new[0].indent >= self._item.column - 1
        if self._item and deeper and key_of(content):
            raise BrokenLineError(self._item)
        closed = self._close(new[0])
        if not self._fits(new[0], closed):
            raise BrokenLineError(
                cause(
                    Misplaced(self._lines, new[0], self._levels, closed, self._closed, self.above)
                )
            )
        self._levels.extend(new[1:])
        self._closed = closed
        last = new[-1]
        # A dash alone, or one before a comment, opens an item on the lines below.
        self._opens = last.listed or self._read_field(number, line, last.indent)
        self._item = None if last.listed else without_colon(number, line, last.indent)
        self.above = number

    def _read_field(self, number: int, line: str, at: int) -> bool:
        """Whether deeper lines may follow; what lacks its colon may be an item without its dash."""
        try:
            return opens(number, line, at)
        except BrokenLineError as broken:
            slip = broken.slip
            if slip.rule == "line-glued" and self.above:
                slip = self._no_dash(number, line) or slip
            raise BrokenLineError(slip) from None

    def _no_dash(self, number: int, line: str) -> Slip | None:
        above, content = self._lines[self.above - 1].strip(" "), line.strip(" ")
        heading = key_of(above.strip("- "))
        below = self._lines[number] if number < len(self._lines) else ""
        depth = self._lines[self.above - 1].find(heading)
        if self._opens and heading in nested() and re.match(rf" {{{depth},}}- ", below):
            return dash_missing(number, line, number + 1)
        if self._opens and heading in nested():
            context = {"field": heading, "first": content}
            return Slip(number, line.index(content) + 1, "list-expected", context)
        if above.startswith("- ") and not heading and id_like(content):
            return dash_missing(number, line, self.above)
        return None

    def _close(self, new: Level) -> list[Level]:
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

    def _fits(self, new: Level, closed: list[Level]) -> bool:
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


def _levels_of(number: int, line: str) -> Iterator[Level]:
    """The blocks that a line stands in or opens: one for each dash, one for a field's name."""
    at = len(line) - len(line.lstrip(" "))
    while line.startswith("- ", at) or line[at:] == "-":
        yield Level(at, True, number)
        rest = line[at + 1 :]
        at += 1 + len(rest) - len(rest.lstrip(" "))
        if at >= len(line):
            return
    if not line.startswith("#", at):
        yield Level(at, False, number)
