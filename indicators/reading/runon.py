"""A value that runs on over the lines below it: what those lines were meant to be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.reading.headings import missing_heading
from indicators.reading.line import glued, id_like, key_of, misplaced, ornament
from indicators.reporting.findings import Line, Slip

GLUED = frozenset(
    {"line-glued", "colon-missing", "dash-lookalike", "dash-missing", "heading-missing",
     "ornament-line"}
)  # fmt: skip
"""The rules that tell of a line which YAML joins to the value above."""

LOST = frozenset({"dash-missing", "heading-missing"})
"""Those of them that tell of a cause of their own, whatever is wrong below."""

_FIELD = re.compile("[a-z]+(?:-[a-z]+)*")


def runs_on(lines: Sequence[str], first: int, last: int) -> bool:
    """Whether a quoted value was typed over several lines, rather than left without its end.

    It was not where a line that it swallowed is a field or an item. Lines count from 1.
    """
    for line in lines[first:last]:
        content = line.strip(" ")
        if content.startswith("- ") or _FIELD.fullmatch(key_of(content)):
            return False
    return True


def over_lines(lines: Sequence[str], opened: Slip) -> Slip | None:
    """What to tell of a quoted value without its end on the line, if a line below ends it."""
    mark = str(opened.context["mark"])
    for last in range(opened.line + 1, len(lines) + 1):
        if not runs_on(lines, last - 1, last):
            return None
        if mark in lines[last - 1]:
            number = next(n for n in range(opened.line + 1, last + 1) if lines[n - 1].strip(" "))
            onto = Line("", opened.line, elsewhere=False)
            return Slip(number, 1, *glued(lines[number - 1].strip(" "), onto=onto))
    return None


def run_on(
    lines: Sequence[str], number: int, start: tuple[int, int], *, listed: bool, weigh: bool
) -> Slip:
    """What to tell of line ``number``, which YAML joins to a value above.

    ``start`` is the value's line, from 1, and column, from 0; ``listed`` is whether the value is
    a list's item; ``weigh`` whether all lines may be looked at.
    """
    line = lines[number - 1]
    content = line.strip(" ")
    above, column = start
    alone = not lines[above - 1][:column].strip(" ")
    if content.startswith("- ") and alone and not ornament(lines[above - 1].strip(" ")):
        # The first item of a list lacks its dash, the second does not.
        return _dash_missing(lines, above, number)
    if content.startswith("- ") and listed:
        wanted = lines[above - 1].rindex("-", 0, column)
        return misplaced(number, content, len(line) - len(line.lstrip(" ")), wanted)
    if content.startswith("- ") and weigh:
        slip = missing_heading(lines, number)
        if slip is not None:
            return slip
    if listed and id_like(content):
        return _dash_missing(lines, number, above)
    return Slip(number, 1, *glued(content, onto=Line("", above, elsewhere=False)))


def _dash_missing(lines: Sequence[str], number: int, beside: int) -> Slip:
    text = lines[number - 1]
    content = text.strip(" ")
    first = Line("", beside, elsewhere=False)
    context = {"item": content, "write": f"- {content}", "first": first}
    return Slip(number, len(text) - len(text.lstrip(" ")) + 1, "dash-missing", context)
