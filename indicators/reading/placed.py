"""Values that know where they stand: the data as it was typed, each part with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from indicators.reporting.findings import Finding, Line, Path, Position, placed
from indicators.reporting.problems import Problem


@dataclass(frozen=True)
class File:
    """One file's name and text."""

    name: str
    text: str

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self.text.split("\n")

    def position(self, line: int, column: int) -> Position:
        """The position of a line and column, both counted from 1 and kept inside the file."""
        line = min(max(line, 1), len(self._lines))
        text = self._lines[line - 1]
        return Position(self.name, line, min(max(column, 1), len(text) + 1), text)


class Placed:
    """A part of the data; line and column count from 1."""

    __slots__ = ()
    file: File
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Where it stands."""
        return self.file.position(self.line, self.column)


class PlacedText(Placed, str):
    """A typed text."""

    __slots__ = ("column", "file", "line")


class PlacedMap(Placed, dict[str, object]):
    """Lines ``name: value``; the names are ``PlacedText`` too."""

    __slots__ = ("column", "file", "line")


class PlacedList(Placed, list[object]):
    """Lines that begin with ``- ``."""

    __slots__ = ("column", "file", "line")


def follow(path: Path, data: object) -> Any:
    """The value that a path leads to, or None."""
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


class Positions(Mapping[Path, Position]):
    """The position of each value, by its path in the merged data.

    ``read`` gives the data as it was typed. It is asked for when first a position is, because
    reading a text once more takes as long as reading it did.
    """

    def __init__(self, read: Callable[[], object], first: File) -> None:
        self._read = read
        self._first = first

    @cached_property
    def _root(self) -> object:
        return self._read()

    def value(self, path: Path) -> Placed | None:
        """The value as it was typed."""
        node = follow(path, self._root)
        return node if isinstance(node, Placed) else None

    def __getitem__(self, path: Path) -> Position:
        part = self.value(path)
        if part is None:
            raise KeyError(path)
        return part.position

    def key(self, path: Path) -> Position:
        """The position of the field's name; that of the value where it has no name."""
        parent = self.value(path[:-1])
        names = parent if isinstance(parent, PlacedMap) else ()
        found = (key for key in names if key == path[-1] and isinstance(key, PlacedText))
        name = next(found, None)
        return name.position if name is not None else self.nearest(path)

    def nearest(self, path: Path) -> Position:
        """The position of the value, or of the closest part that holds its place."""
        parts = (self.value(path[:end]) for end in range(len(path), -1, -1))
        part = next((part for part in parts if part is not None), None)
        return part.position if part is not None else self._first.position(1, 1)

    def problem(self, finding: Finding) -> Problem:
        """A finding as a problem at the place of its value or name."""
        at = (self.key if finding.at_key else self.nearest)(finding.path)

        def beside(path: Path) -> Line:
            place = self.nearest(path)
            return Line(place.line, place.file, place.file != at.file)

        context = {name: placed(value, beside) for name, value in finding.fault.context.items()}
        written = self.value(finding.path)
        if isinstance(written, PlacedText):
            context.setdefault("written", str(written))
        return Problem.at(at, replace(finding.fault, context=context))

    def __iter__(self) -> Iterator[Path]:
        return (path for path in _paths((), self._root) if path)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _paths(path: Path, value: object) -> Iterator[Path]:
    """The way to a value and to all that it holds, in the order of the file."""
    yield path
    inside = value.items() if isinstance(value, PlacedMap) else ()
    for step, part in enumerate(value) if isinstance(value, PlacedList) else inside:
        yield from _paths((*path, step), part)
