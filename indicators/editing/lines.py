"""The lines of a file, rewritten where its tree differs from the one that is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from indicators.reading.form import is_plain, quote
from indicators.reading.placed import Placed, PlacedList, PlacedMap, PlacedText

Tree = PlacedMap
"""What a file holds. In a copy that says what is wanted, new parts are plain texts, lists and
dicts, and parts that stay are the file's own, in their order.
"""


class EditError(Exception):
    """A change that cannot be made; the text says why, to who asked for it."""


def copied(part: Any) -> Any:
    """A tree to be changed: its lists and blocks anew, its texts the same."""
    if isinstance(part, str):
        return part
    made: Any = type(part)()
    made.file, made.line, made.column = part.file, part.line, part.column
    if isinstance(made, dict):
        made.update(zip(part, map(copied, part.values()), strict=True))
    else:
        made.extend(map(copied, part))
    return made


def rewritten(data: bytes, old: Tree, new: Tree) -> bytes:
    """The bytes of a file with other lines for what differs; all others stay as they are.

    ``old`` is the file's tree, ``new`` a copy of it, changed. Errors: ``EditError``.
    """
    lines = _Lines(old.file.lines)
    lines.map(old, new, 2)
    return lines.joined(data)


class _Part(NamedTuple):
    """A field of a block or an item of a list, and its lines, counted from 0."""

    mark: object
    """What the same part of the wanted tree is known by."""
    lead: int
    """Where the remarks that stand over it begin."""
    start: int
    end: int
    """Behind its last line and the deeper remarks below it."""


class _Lines:
    """One file's lines on the way to what is wanted."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._was = lines
        self._now = list(lines)
        self._gone: set[int] = set()
        self._above: dict[int, list[str]] = {}
        self._below: dict[int, list[str]] = {}

    def joined(self, data: bytes) -> bytes:
        """The lines with the ends that they had; a new line ends as the one beside it."""
        mark = data[: len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))]
        rows = data.removeprefix(mark).split(b"\n")
        ends = ["\r\n" if row.endswith(b"\r") else "\n" for row in rows]
        ends[-1] = ends[-2] if len(ends) > 1 else "\n"
        made: list[str] = []
        for at, end in enumerate(ends):
            there = at not in self._gone and (at < len(rows) - 1 or rows[at] != b"")
            own = [self._now[at]] if there else []
            for line in (*self._above.get(at, ()), *own, *self._below.get(at, ())):
                made += line, end
        if rows[-1] != b"" and made:
            made.pop()
        return mark + "".join(made).encode()

    def map(self, old: Any, new: Mapping[Any, object], offset: int) -> None:
        """Change the fields of a block.

        ``offset`` is how far the dashes of a list stand behind its name, around here.
        """
        column = old.column - 1
        lists = (value for value in old.values() if isinstance(value, PlacedList))
        offset = next((value.column - 1 - column for value in lists), offset)
        parts = [self._part(name, value, column, name.line - 1) for name, value in old.items()]
        head = self._was[parts[0].start][:column] if parts else ""
        if head.strip():  # the dash of an item, so that what stands over it stands over the item
            parts[0] = parts[0]._replace(lead=parts[0].start)
        kept = [name for name in old if _stays(old[name], new.get(name))]
        for name in kept:
            self._change(old[name], new[name], offset)
        wanted = [
            (name, []) if name in kept else (None, self._field(name, value, column, offset))
            for name, value in new.items()
        ]
        self._arrange(parts, wanted)
        if head.strip() and wanted:
            self._dash(parts, wanted[0][0], head)

    def _dash(self, parts: Sequence[_Part], first: object, head: str) -> None:
        """Let the dash of an item stand before what is its first field now."""
        if first == parts[0].mark:
            return
        start, width = parts[0].start, len(head)
        if first is None:
            new = self._above[start]
            new[0] = head + new[0][width:]
            self._now[start] = " " * width + self._now[start][width:]
        else:
            at = next(part.start for part in parts if part.mark == first)
            self._now[at] = head + self._now[at][width:]

    def _list(self, old: Any, new: Sequence[object], offset: int) -> None:
        column = old.column - 1
        parts = [self._part(item.line, item, column, self._dashed(item, column)) for item in old]
        known = {item.line: item for item in old}
        marks = [mark if (mark := getattr(item, "line", 0)) in known else None for item in new]
        for at, item in enumerate(new if len(new) == len(old) else ()):
            free = marks[at] is None and old[at].line not in marks
            if free and isinstance(item, str) and isinstance(old[at], str):
                marks[at] = old[at].line  # a text in the place of another
        for mark, item in zip(marks, new, strict=True):
            if mark is not None:
                self._change(known[mark], item, offset)
        wanted = [
            (mark, self._block([item], column, offset) if mark is None else [])
            for mark, item in zip(marks, new, strict=True)
        ]
        self._arrange(parts, wanted)

    def _change(self, old: Any, new: object, offset: int) -> None:
        if old == new:
            return
        if isinstance(new, dict):
            self.map(old, new, offset)
        elif isinstance(new, list):
            self._list(old, new, offset)
        else:
            self._text(old, str(new))

    def _text(self, old: PlacedText, new: str) -> None:
        at, start = old.line - 1, old.column - 1
        row = self._now[at]
        typed = row[start:].rstrip(" ")
        if old == "" and typed:  # a remark, which may stand behind no value
            raise EditError(f"chuyển lời ghi ở dòng {old.line} lên dòng riêng rồi chạy lại")
        blank = "" if old or row[:start].endswith(" ") else " "
        self._now[at] = row[:start] + blank + scalar(new, typed) + row[start + len(typed) :]

    def _arrange(self, parts: Sequence[_Part], wanted: Sequence[tuple[object, list[str]]]) -> None:
        """Take away the parts that are not wanted and put new ones between those that stay.

        Each part that is wanted is what one that was there is known by, or None and its lines.
        """
        places = {part.mark: at for at, part in enumerate(parts)}
        stay = [places[mark] for mark, _ in wanted if mark is not None]
        if stay != sorted(stay):
            raise EditError("không đổi được thứ tự các mục đã có")
        for at in set(range(len(parts))) - set(stay):
            self._take(parts, at)
        before, first = None, []
        for mark, new in wanted:
            spaced = [""] if self._spaced(parts, before) else []
            if mark is not None:
                before = places[mark]
            elif before is None:
                first += [*new, *spaced]
            else:
                self._below.setdefault(parts[before].end - 1, []).extend([*spaced, *new])
        if first and parts:
            self._above[parts[0].lead] = first + self._above.get(parts[0].lead, [])
        elif first:  # a file without data
            filled = [at for at, line in enumerate(self._was) if line.strip()]
            where = self._below if filled else self._above
            where[max(filled, default=0)] = first

    def _take(self, parts: Sequence[_Part], at: int) -> None:
        """Take away a part with what stands over it, and the blank lines on one side."""
        first, end = parts[at].lead, parts[at].end
        while at and not self._was[first - 1].strip(" "):
            first -= 1
        while not at and len(parts) > 1 and not self._was[end].strip(" "):
            end += 1
        self._gone.update(range(first, end))

    def _spaced(self, parts: Sequence[_Part], before: int | None) -> bool:
        """Whether blank lines stand where something comes to stand, or beside it at the end."""
        at = 1 if before is None else min(before + 1, len(parts) - 1)
        return 0 < at < len(parts) and parts[at - 1].end < parts[at].lead

    def _part(self, mark: object, value: Any, column: int, start: int) -> _Part:
        lead, end = start, max(start + 1, _last(value))
        while lead and self._remark(lead - 1) == column:
            lead -= 1
        for at in range(end, len(self._was)):
            depth = self._remark(at)
            if depth is not None and depth > column:
                end = at + 1
            elif depth is not None or self._was[at].strip(" "):
                break
        return _Part(mark, lead, start, end)

    def _remark(self, at: int) -> int | None:
        """The column of a line's remark, if it is one."""
        content = self._was[at].lstrip(" ")
        return len(self._was[at]) - len(content) if content.startswith("#") else None

    def _dashed(self, item: Placed, column: int) -> int:
        """The line of an item's dash, which may stand above what the item holds."""
        at = item.line - 1
        while self._was[at][: column + 1].lstrip(" ") != "-":
            at -= 1
        return at

    def _field(self, name: str, value: object, column: int, offset: int) -> list[str]:
        pad = " " * column
        if isinstance(value, str):
            return [f"{pad}{name}: {scalar(value)}"]
        inside = column + (offset if isinstance(value, list) else 2)
        return [f"{pad}{name}:", *self._block(value, inside, offset)]

    def _block(self, value: object, column: int, offset: int) -> list[str]:
        """The lines of a list or of a block's fields."""
        if isinstance(value, dict) and value:
            fields = (self._field(name, part, column, offset) for name, part in value.items())
            return [line for field in fields for line in field]
        made: list[str] = []
        for item in value if isinstance(value, list) else ():
            text = isinstance(item, str)
            lines = [scalar(item)] if text else self._block(item, column + 2, offset)
            made += (f"{' ' * column}- {lines[0].lstrip(' ')}", *lines[1:])
        if not made:
            raise EditError("một danh sách hay một mục mới không có gì")
        return made


def _stays(old: object, new: object) -> bool:
    """Whether a field holds what it held, or another text or list in its place."""
    kinds = str, dict, list
    return any(isinstance(old, kind) and isinstance(new, kind) for kind in kinds)


def _last(node: Any) -> int:
    """The last line of what was typed."""
    while isinstance(node, list | dict):
        node = node[-1] if isinstance(node, list) else next(reversed(node.values()))
    line: int = node.line
    return line


def scalar(text: str, before: str = "") -> str:
    """A value as it is typed: in the quotes of the one before, or in such as it needs."""
    if not text or "\n" in text:
        raise EditError(f"giá trị “{text}” phải nằm trên một dòng và không để trống")
    if before[:1] == "'":
        return "'" + text.replace("'", "''") + "'"
    if before[:1] == '"' or not is_plain(text):
        return quote(text)
    return text
