"""The lines of a file, rewritten where its tree differs from the one that is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
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
    bare = data.removeprefix(b"\xef\xbb\xbf")
    lines = re.findall("[^\n]*\n|[^\n]+", bare.decode())
    made, end = list[str](), "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    for line in _Lines(lines).block(old, new, 0, len(lines), 2):
        text = line.rstrip("\r\n")
        end = line[len(text) :] or end  # a new line ends as the one before it
        made += text, end
    if lines and not lines[-1].endswith("\n") and made:
        made.pop()
    return data[: len(data) - len(bare)] + "".join(made).encode()


class _Part(NamedTuple):
    """A field of a block or an item of a list, and its lines, counted from 0."""

    lead: int
    """Where the remarks that stand over it begin."""
    start: int
    end: int
    """Behind its last line and the deeper remarks below it."""


class _Lines:
    """One file's lines, with their ends, from which parts are taken for what is wanted."""

    def __init__(self, lines: list[str]) -> None:
        self._was = lines

    def block(
        self, old: Any, new: Mapping[Any, object], lo: int, hi: int, offset: int
    ) -> list[str]:
        """The lines of a block, which stands between two lines, with other fields.

        ``offset`` is how far the dashes of a list stand behind its name, around here.
        """
        column, starts = old.column - 1, [name.line - 1 for name in old]
        lists = (value for value in old.values() if isinstance(value, PlacedList))
        offset = next((value.column - 1 - column for value in lists), offset)
        head = self._was[lo][:column] if lo in starts[:1] else ""
        if head.strip():  # the dash of an item, which stands before whatever is its first field
            self._was[lo] = " " * column + self._was[lo][column:]
        parts = [self._part(*one, column, lo) for one in zip(old.values(), starts, strict=True)]
        known = {name: at for at, name in enumerate(old) if _stays(old[name], new.get(name))}
        made = self._arranged(parts, lo, hi, [
            (known[name], self._changed(old[name], value, parts[known[name]], offset))
            if name in known else (None, self._field(name, value, column, offset))
            for name, value in new.items()
        ])  # fmt: skip
        if head.strip():
            at = next(at for at, row in enumerate(made) if row.strip() and _remark(row) is None)
            made[at] = head + made[at][column:]
        return made

    def _list(self, old: Any, new: Sequence[object], lo: int, hi: int, offset: int) -> list[str]:
        column = old.column - 1
        parts = [self._part(item, self._dashed(item, column), column, lo) for item in old]
        known = {item.line: at for at, item in enumerate(old)}
        places = [known.get(getattr(item, "line", 0)) for item in new]
        for at, item in enumerate(new if len(new) == len(old) else ()):
            free = places[at] is None and at not in places
            if free and isinstance(item, str) and isinstance(old[at], str):
                places[at] = at  # a text in the place of another
        return self._arranged(parts, lo, hi, [
            (None, self._block([item], column, offset))
            if at is None else (at, self._changed(old[at], item, parts[at], offset))
            for at, item in zip(places, new, strict=True)
        ])  # fmt: skip

    def _changed(self, old: Any, new: Any, part: _Part, offset: int) -> list[str]:
        """The lines of a part whose value is another one now."""
        lead, start, end = part
        if old == new:
            return self._was[lead:end]
        first = old.line - 1
        if isinstance(new, str):
            return [*self._was[lead:first], self._text(old, new), *self._was[first + 1 : end]]
        inside = self.block if isinstance(new, dict) else self._list
        lo = start if first == start else start + 1
        return [*self._was[lead:lo], *inside(old, new, lo, end, offset)]

    def _text(self, old: PlacedText, new: str) -> str:
        row, start = self._was[old.line - 1], old.column - 1
        typed = row[start:].rstrip(" \r\n")
        if old == "" and typed:  # a remark, which may stand behind no value
            raise EditError(f"chuyển lời ghi ở dòng {old.line} lên dòng riêng rồi chạy lại")
        blank = "" if old or row[:start].endswith(" ") else " "
        return row[:start] + blank + scalar(new, typed) + row[start + len(typed) :]

    def _arranged(
        self,
        parts: Sequence[_Part],
        lo: int,
        hi: int,
        wanted: Sequence[tuple[int | None, list[str]]],
    ) -> list[str]:
        """The parts that stay, each known by its index, with new ones between them."""
        stay = [at for at, _ in wanted if at is not None]
        if stay != sorted(stay):
            raise EditError("không đổi được thứ tự các mục đã có")
        ends = [*(part.lead for part in parts), hi]
        edges = zip([lo, *(part.end for part in parts)], ends, strict=True)
        gaps = [self._was[first:end] for first, end in edges]
        for gone in set(range(len(parts))) - set(stay):  # and the blank lines on one side of it
            beside, side = (gaps[gone], -1) if gone else (gaps[1], 0)
            while len(parts) > 1 and beside and not beside[side].strip():
                beside.pop(side)
        if not parts:  # new ones come before the blank lines at the end
            filled = [at for at, row in enumerate(gaps[0], 1) if row.strip()]
            last = max(filled, default=0)
            gaps = [gaps[0][:last], gaps[0][last:]]
        made, before, done = gaps[0], -1, 1
        for at, rows in wanted:
            if at is not None:
                made += [*chain(*gaps[done : at + 1]), *rows]
                before, done = at, at + 1
                continue
            near = min(max(before, 0) + 1, len(parts) - 1)
            blank = [""] * (near > 0 and parts[near - 1].end < parts[near].lead)
            made += [*rows, *blank] if before < 0 else [*blank, *rows]
        return [*made, *chain(*gaps[done:])]

    def _part(self, value: Any, start: int, column: int, lo: int) -> _Part:
        lead, end = start, max(start + 1, _last(value))
        while lead > lo and _remark(self._was[lead - 1]) == column:
            lead -= 1
        for at in range(end, len(self._was)):
            depth = _remark(self._was[at])
            if depth is not None and depth > column:
                end = at + 1
            elif depth is not None or self._was[at].strip():
                break
        return _Part(lead, start, end)

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


def _remark(line: str) -> int | None:
    """The column of a line's remark, if it is one."""
    content = line.lstrip(" ")
    return len(line) - len(content) if content.startswith("#") else None


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
