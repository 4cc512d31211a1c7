"""Several files of the same shape as one: records of one id or year are joined, lists continue.

What is in the order of time stays so: the files of a year and of those around it are one list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from indicators.model import PartOfMonth
from indicators.reporting.findings import Path


class Clash(NamedTuple):
    """A value of a further file that says something else than the one already read."""

    path: Path
    first: Any
    other: Any


class Merged:
    """The first tree with the others' lists and new fields in it, and what is worth knowing of how
    it came together.

    A field that the first already has may be repeated, but not differ. A further tree that is
    None holds nothing. The trees are changed.
    """

    def __init__(self, trees: Sequence[object]) -> None:
        self.tree = trees[0] if trees else None
        self.clashes: list[Clash] = []
        """What further files contradict."""
        self.added: set[Path] = set()
        """The items without a time that only a further file has."""
        for other in trees[1:]:
            if other is not None:
                self._join(self.tree, other, ())

    def _join(self, into: object, other: object, path: Path) -> None:
        if isinstance(into, dict) and isinstance(other, dict):
            for name, value in other.items():
                if name in into:
                    self._join(into[name], value, (*path, name))
                else:
                    into[name] = value
        elif isinstance(into, list) and isinstance(other, list):
            self._append(into, other, path)
        elif into != other:
            self.clashes.append(Clash(path, into, other))

    def _append(self, into: list[object], other: list[object], path: Path) -> None:
        """Items of a known id or year join theirs; others stand by their time, else behind."""
        places = {name: at for at, item in reversed([*enumerate(into)]) if (name := name_of(item))}
        met = [(places.get(name_of(item)), item) for item in other]
        for at, item in met:
            if at is not None:
                self._join(into[at], item, (*path, at))
        for item in (item for at, item in met if at is None):
            if isinstance(item, dict) and time_of(item) is None:
                self.added.add((*path, len(into)))
            into.insert(_place(into, item), item)


def _place(into: list[object], item: object) -> int:
    """Where an item belongs: before the later ones at the end of the list."""
    time = time_of(item)
    place = len(into)
    while time and place and (time_of(into[place - 1]) or time) > time:
        place -= 1
    return place


def time_of(item: object) -> tuple[str, int] | None:
    """Where a year or cut-off stands in the order of time; a year ends after its months."""
    if not isinstance(item, dict):
        return None
    date = item.get("through", item.get("period"))
    if not isinstance(date, str) or not re.fullmatch(_DATE, date, re.ASCII):
        return None
    part = item.get("part")
    return f"{date}-99-99"[:10], _PARTS.index(part) if part in _PARTS else len(_PARTS)


_DATE = "[0-9]{4}(?:-[0-9]{2}){0,2}"
_PARTS = tuple(part.value for part in PartOfMonth)


def name_of(item: object) -> str:
    """What tells an item from the others of its list: its id, else its year or cut-off in one;
    nothing where it has neither.
    """
    if not isinstance(item, dict):
        return ""
    if "period" in item and "through" in item:
        return f"{item['through']} {item.get('part')}"
    return str(item.get("id") or item.get("period") or "")
