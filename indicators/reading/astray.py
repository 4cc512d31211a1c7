"""Items that do not stand where they belong: cut in two by a dash, or in another list's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from indicators.model import Record
from indicators.reading.fields import Field, fields, record_at
from indicators.reporting.findings import Path

_SAYS = frozenset({"value", "missing", "plan", "answer", "numerator", "count", "grades"})
"""Fields of which an item needs one to say anything."""


class Strayed(NamedTuple):
    """Items that have the fields of another list than the one in which they stand."""

    path: Path
    """The first of them."""
    many: int
    homes: tuple[str, ...]
    """The lists to which they may belong."""
    around: Path
    """The record that has, or should have, these lists."""
    lost: bool
    """Whether the heading of their list is not there, so that they follow the list above."""
    lacking: str
    """The field that would make it an item of this list, where only that is missing."""


def follow(path: Path, data: object) -> Any:
    """The value that a path leads to, or None."""
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def above(path: Path) -> Path:
    """The item before the one that a path leads to."""
    return (*path[:-1], int(path[-1]) - 1)


def split_off(path: Path, data: object) -> bool:
    """Whether an item lacks a field because a needless dash cut it off from the item above.

    Two items that each say something are two.
    """
    place = path[:-1]
    if not place or not isinstance(place[-1], int) or place[-1] == 0:
        return False
    upper, lower = follow(above(place), data), follow(place, data)
    if not isinstance(upper, dict) or not isinstance(lower, dict) or upper.keys() & lower.keys():
        return False
    record = fields(record_at(place))
    required = {name for name, f in record.items() if f.required}
    one = not (_SAYS & upper.keys() and _SAYS & lower.keys())
    known = lower.keys() <= record.keys()
    return one and known and path[-1] in upper and required <= upper.keys() | lower.keys()


def strayed(faulty: Iterable[Path], data: object) -> Iterator[Strayed]:
    """The runs of items that stand in another list than theirs.

    ``faulty`` are the records that lack a field or have an unknown one.
    """
    items = {path for path in faulty if path and isinstance(path[-1], int)}
    for path in sorted(items, key=lambda path: [str(step).zfill(9) for step in path]):
        index = path[-1]
        assert isinstance(index, int)
        if index and above(path) in items:
            continue  # looked at with the item above
        run = 1
        while (*path[:-1], index + run) in items:
            run += 1
        for first in range(index, index + run):
            found = _strayed((*path[:-1], first), index + run - first, data)
            if found is not None:
                yield found
                break


def _strayed(path: Path, many: int, data: object) -> Strayed | None:
    item = follow(path, data)
    if not isinstance(item, dict):
        return None
    names = [name for name in item if isinstance(name, str)]
    here = fields(record_at(path))
    foreign = [name for name in names if name not in here]
    lacking = [name for name, field in here.items() if field.required and name not in names]
    if not (foreign or many > 1 or (lacking == ["period"] and names[:1] == ["through"])):
        return None
    for around in _records(path[:-2]):
        inside = fields(record_at(around))
        homes = [f.name for f in inside.values() if f.name != path[-2] and _holds(f, names)]
        if homes:
            present = follow(around, data) or {}
            absent = tuple(name for name in homes if name not in present)
            last = len(follow(path[:-1], data)) == int(path[-1]) + many
            lost = bool(absent) and last and around == path[:-2]
            needs = lacking[0] if len(lacking) == 1 and not foreign else ""
            return Strayed(path, many, absent if lost else tuple(homes), around, lost, needs)
    return None


def _records(path: Path) -> Iterator[Path]:
    """The records around, the nearest first."""
    yield path
    for end in range(len(path) - 1, -1, -1):
        if end == 0 or isinstance(path[end - 1], int):
            yield path[:end]


def _holds(field: Field, names: list[str]) -> bool:
    """Whether a field is a list whose records have these fields."""
    if not (field.listed and isinstance(field.type, type) and issubclass(field.type, Record)):
        return False
    inside = fields(field.type)
    required = (name for name, f in inside.items() if f.required)
    return all(name in inside for name in names) and all(name in names for name in required)
