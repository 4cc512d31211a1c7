"""Broken rules before they become messages: where a path leads, and what a check or reader saw."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from indicators.reporting.rules import Fault

Path = tuple[str | int, ...]
"""The way to a value from the top of the data, in the file's own keys and list indices."""


class Position(NamedTuple):
    """Where a value stands; line and column count from 1, columns in code points."""

    file: str
    line: int
    column: int
    text: str


class Slip(NamedTuple):
    """A mistake in one file's text, found before there are records; counted from 1."""

    line: int
    column: int
    fault: Fault

    @property
    def rule(self) -> str:
        """The name of the broken rule."""
        return self.fault.rule.name


class Line(NamedTuple):
    """Another line that a message speaks of."""

    line: int
    file: str = ""
    elsewhere: bool = False
    """Whether that is another file than the problem's."""


class At(NamedTuple):
    """In a finding's context: a path, which becomes the ``Line`` where it stands."""

    path: Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken by a record, as a check sees it: without text and positions."""

    fault: Fault
    path: Path
    at_key: bool = False
    """Whether the field's name is at fault, not its value."""

    @property
    def rule(self) -> str:
        """The name of the broken rule."""
        return self.fault.rule.name

    def moved(self, place: Callable[[Path], Path]) -> Finding:
        """The same with ``place`` of each path: of its own, and of those that its message names."""
        context = {
            name: placed(value, lambda path: At(place(path)))
            for name, value in self.fault.context.items()
        }
        return replace(self, fault=replace(self.fault, context=context), path=place(self.path))


def placed(value: object, place: Callable[[Path], object]) -> object:
    """A value of a context with ``place`` of each path in it for the path."""
    if isinstance(value, At):
        return place(value.path)
    if type(value) is tuple:
        return tuple(placed(part, place) for part in value)
    return value


def moved(path: Path, kept: Mapping[Path, Sequence[int]]) -> Path:
    """The path in the whole of what has this path in a part of it, which kept these items of each
    list.
    """
    whole: Path = ()
    for step in path:
        items = kept.get(whole)
        whole = (*whole, items[step] if items and isinstance(step, int) else step)
    return whole


def visible(text: str, *, mark_spaces: bool = False) -> str:
    """The same text with nothing in it that a terminal obeys or an eye misses.

    Every character stays one character, so that columns stay columns.
    """
    return "".join(_shown(character, mark_spaces) for character in text)


def _shown(character: str, mark_spaces: bool) -> str:
    if " " <= character <= "~":
        return character
    if character == "\t":
        return "→"
    if character < " ":
        return chr(0x2400 + ord(character))
    match unicodedata.category(character):
        case "Zs":
            return "␣" if mark_spaces else " "
        case "Cc" | "Cf" | "Zl" | "Zp" | "Co" | "Cs" | "Cn":
            return "▯"
    return character
