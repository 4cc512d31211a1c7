"""Several files of the same shape as one: records of one id or year are joined, lists continue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from indicators.reporting.findings import Path


class Clash(NamedTuple):
    """A value of a further file that says something else than the one already read."""

    path: Path
    first: object
    other: object


def merge(trees: Sequence[object]) -> tuple[object, tuple[Clash, ...]]:
    """The first tree with the others' lists and new fields in it; what contradicts it.

    A field that the first already has may be repeated, but not differ. A further tree that is
    None holds nothing. The trees are changed.
    """
    if not trees:
        return None, ()
    main, *others = trees
    clashes: list[Clash] = []
    for other in others:
        if other is not None:
            _join(main, other, (), clashes)
    return main, tuple(clashes)


def _join(into: object, other: object, path: Path, clashes: list[Clash]) -> None:
    if isinstance(into, dict) and isinstance(other, dict):
        for name, value in other.items():
            if name in into:
                _join(into[name], value, (*path, name), clashes)
            else:
                into[name] = value
    elif isinstance(into, list) and isinstance(other, list):
        _append(into, other, path, clashes)
    elif into != other:
        clashes.append(Clash(path, into, other))


def _append(into: list[object], other: list[object], path: Path, clashes: list[Clash]) -> None:
    """Items of a known id or year join theirs; others, and those without, are put behind."""
    places = {
        name: index
        for index, item in reversed(list(enumerate(into)))
        if (name := _name(item)) is not None
    }
    for item in other:
        name = _name(item)
        if name is not None and name in places:
            index = places[name]
            _join(into[index], item, (*path, index), clashes)
        else:
            into.append(item)


def _name(item: object) -> str | None:
    """What tells an item from the others of its list: its id, else its year."""
    if not isinstance(item, dict):
        return None
    name = item.get("id", item.get("period"))
    return name if isinstance(name, str) else None
