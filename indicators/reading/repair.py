"""What else is wrong in a file of which one line breaks the form: read as its advice has that line.

Without this, an editor would mend one line only to be told of the next. The advice may be wrong,
so only what does not depend on where a line belongs is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from indicators.reading.tree import Tree
from indicators.reporting.findings import Line, Slip

MOST = 10
"""Broken lines of a file that are mended to read on; each means to read it once more."""

LARGEST = 2_000_000
"""Characters of a text that is read more than once."""

_OF_VALUE = frozenset(
    {
        "comment-after-value", "curly-quotes", "flow-list", "flow-map", "invisible-escape",
        "text-lines", "text-long", "yaml-command",
    }
)  # fmt: skip
_OF_LINE = _OF_VALUE | {
    "colon-extra", "colon-in-value", "colon-missing", "colon-space", "dash-lookalike",
    "dash-space", "fields-on-one-line", "indentation", "lone-dash", "ornament-line",
    "quote-backslash", "quote-open", "quote-tail",
}  # fmt: skip
_OF_PLACE = frozenset(
    {
        "block-expected", "dash-extra", "dash-space", "field-missing", "field-unknown",
        "heading-missing", "id-form", "id-unknown", "item-strayed", "list-expected",
        "text-expected", "value-empty",
    }
)  # fmt: skip


class Mended(NamedTuple):
    """A text that can be read, the broken lines in it, and what else is wrong for certain."""

    text: str
    root: object
    touched: frozenset[int]
    slips: tuple[Slip, ...]


def repaired(
    text: str, tree: Tree, read: Callable[[str], tuple[Tree, bool]], known: AbstractSet[int]
) -> Mended | None:
    """The text with its broken lines as their advice has them; None where it stays broken.

    ``tree`` is what was read of it, ``known`` are lines of which a mistake is told already.
    """
    lines = text.split("\n")
    touched: set[int] = set()
    slips: list[Slip] = []
    while (slip := tree.broken) is not None:
        if slip.line in touched or len(touched) >= MOST or len(text) > LARGEST:
            return None
        if slip.rule in _OF_LINE and not _goes_on(lines, slip.line, touched | known):
            slips.append(slip)
        advised = _as_advised(lines, slip)
        if advised is None:
            return None
        for number, line in advised.items():
            lines[number - 1] = line
        touched.update(advised)
        tree, whole = read("\n".join(lines))
        if not whole and tree.broken is None:
            return None
    slips += (slip for slip in tree.slips if slip.rule in _OF_VALUE and slip.line not in touched)
    further = tuple(slip for slip in slips if slip.line not in known)
    return Mended("\n".join(lines), tree.root, frozenset(touched), further)


def of_value(rule: str) -> bool:
    """Whether a slip is one of a value, which says nothing of where its line belongs."""
    return rule in _OF_VALUE


def certain(rule: str) -> bool:
    """Whether a broken rule says the same wherever its line belongs."""
    return rule not in _OF_PLACE


def _goes_on(lines: list[str], number: int, touched: AbstractSet[int]) -> bool:
    """Whether a line follows a broken one, so that it may be broken for the same reason."""
    above = number - 1
    while above > 0 and not lines[above - 1].strip(" "):
        above -= 1
    return above in touched


def _as_advised(lines: list[str], slip: Slip) -> dict[int, str] | None:
    """The lines as the advice has them; without content where that is the editor's to say.

    None where they would be more lines, or others would have to move.
    """
    line = lines[slip.line - 1]
    start = re.match(" *(?:- +)*", line)
    before = start[0] if start else ""
    write = str(slip.context.get("write", ""))
    first, onto = slip.context.get("first"), slip.context.get("onto")
    if slip.rule == "indentation":
        return {slip.line: " " * int(str(slip.context["wanted"])) + line.strip(" ")}
    if slip.rule == "dash-missing" and write and isinstance(first, Line):
        return {slip.line: " " * lines[first.line - 1].find("-") + write}
    if slip.rule in ("dash-space", "dash-lookalike"):
        return {slip.line: " " * (len(line) - len(line.lstrip(" "))) + write}
    if slip.rule in ("colon-space", "colon-missing") and write:
        return {slip.line: before + write}
    if isinstance(onto, Line) and lines[onto.line - 1].count('"') % 2:
        return {onto.line: lines[onto.line - 1] + " " + line.strip(" "), slip.line: ""}
    alone = slip.rule in _OF_LINE or slip.rule in ("line-glued", "list-expected")
    return {slip.line: ""} if alone else None
