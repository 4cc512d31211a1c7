"""Values that know where they stand: the data as it was typed, each part with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from indicators.reporting.findings import Path, Position


class File(NamedTuple):
    """One file's name and lines."""

    name: str
    lines: tuple[str, ...]

    def position(self, line: int, column: int) -> Position:
        """The position of a line and column, both counted from 1 and kept inside the file."""
        line = min(max(line, 1), max(len(self.lines), 1))
        text = self.lines[line - 1] if self.lines else ""
        return Position(self.name, line, min(max(column, 1), len(text) + 1), text)


class PlacedText(str):
    """A typed text."""

    __slots__ = ("column", "file", "line")
    file: File
    line: int
    column: int


class PlacedMap(dict[str, object]):
    """Lines ``name: value``; the names are ``PlacedText`` too."""

    __slots__ = ("column", "file", "line")
    file: File
    line: int
    column: int

    def key(self, name: str) -> PlacedText | None:
        """The name as it stands in the file."""
        for key in self:
            if key == name and isinstance(key, PlacedText):
                return key
        return None


class PlacedList(list[object]):
    """Lines that begin with ``- ``."""

    __slots__ = ("column", "file", "line")
    file: File
    line: int
    column: int


class PlacedGap(PlacedText):
    """What stands where a value was refused before it was read."""

    __slots__ = ()


Placed = PlacedText | PlacedMap | PlacedList


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
        node = self._root
        for step in path:
            try:
                node = node[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return None
        return node if isinstance(node, Placed) else None

    def __getitem__(self, path: Path) -> Position:
        node = self.value(path)
        if node is None:
            raise KeyError(path)
        return node.file.position(node.line, node.column)

    def key(self, path: Path) -> Position:
        """The position of the field's name; that of the value where it has no name."""
        parent = self.value(path[:-1])
        if isinstance(parent, PlacedMap):
            key = parent.key(str(path[-1]))
            if key is not None:
                return key.file.position(key.line, key.column)
        return self.nearest(path)

    def nearest(self, path: Path) -> Position:
        """The position of the value, or of the closest part that holds its place."""
        for end in range(len(path), -1, -1):
            node = self.value(path[:end])
            if node is not None:
                return node.file.position(node.line, node.column)
        return self._first.position(1, 1)

    def __iter__(self) -> Iterator[Path]:
        pending: list[tuple[Path, object]] = [((), self._root)]
        while pending:
            path, node = pending.pop()
            if path:
                yield path
            if isinstance(node, PlacedMap):
                pending.extend(((*path, name), node[name]) for name in reversed(node))
            elif isinstance(node, PlacedList):
                pending.extend(((*path, i), node[i]) for i in reversed(range(len(node))))

    def __len__(self) -> int:
        return sum(1 for _ in self)
