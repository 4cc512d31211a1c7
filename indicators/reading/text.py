"""Checks on a file's bytes and characters, before anything is read from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from indicators.reporting.findings import Slip

LARGEST_FILE = 20_000_000
"""Bytes; a file of 100,000 observations has about 12 million."""

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like the space bar's, as a regular expression's character set."""

INVISIBLE = (
    "\\x00-\\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f"
    "\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)
"""Control, format, direction and private characters, and what replaces damaged ones."""

_BAD = re.compile(f"[\t{SPACES}{INVISIBLE}]")
_SPACE = re.compile(f"[{SPACES}]")
_BLANK = re.compile(f"^[ \t{SPACES}]+$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \n]|\Z)[^\n]*", re.MULTILINE)
_REPEATED = 5


class Checked(NamedTuple):
    """What reading goes on with: a text of the same lines and columns, and what was wrong.

    ``text`` is None where it cannot be read at all; problems found later on a spoiled line have
    the cause that is already reported.
    """

    text: str | None
    lines: tuple[str, ...]
    slips: tuple[Slip, ...] = ()
    spoiled: frozenset[int] = frozenset()
    askew: bool = False
    """Whether a spoiled line's depth is a guess."""


def check(data: bytes) -> Checked:
    """The text of a file's bytes, with spaces where its refused characters stood."""
    if len(data) > LARGEST_FILE:
        context = {"size": len(data), "most": LARGEST_FILE}
        return Checked(None, (), (Slip(1, 1, "file-size", context),))
    decoded = _decode(data)
    if isinstance(decoded, Slip):
        damaged = data.decode("utf-8", "replace").split("\n")
        return Checked(None, tuple(damaged), (decoded,))
    text = decoded.replace("\r\n", "\n")
    lines = tuple(text.split("\n"))
    if _BAD.search(text):
        text = _BLANK.sub("", text)  # what stands on an empty line harms nobody
    stopping = (*_line_ends(text), *_conflicts(text))
    if stopping:
        return Checked(None, lines, stopping)
    found = [*_characters(text), *_decomposed(text, lines)]
    if not found:
        return Checked(text, lines)
    spoiled = frozenset(slip.line for slip in found)
    stop = any(_before_content(lines, slip) for slip in found)
    return Checked(_BAD.sub(" ", text), lines, tuple(_together(found)), spoiled, stop)


def _decode(data: bytes) -> str | Slip:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf_16(data):
        return Slip(1, 1, "encoding", {"guess": "UTF-16"})
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8")) + 1
        byte = f"{data[error.start]:02X}"
        return Slip(line, column, "encoding", {"line": str(line), "byte": byte})


def _looks_like_utf_16(data: bytes) -> bool:
    """Whether most of every second byte at the start is zero, as in unmarked UTF-16."""
    start = data[:256]
    return any(half.count(0) * 2 > len(half) > 1 for half in (start[0::2], start[1::2]))


def _line_ends(text: str) -> Iterator[Slip]:
    at = text.find("\r")
    if at >= 0:
        yield Slip(*_place(text, at), "line-end")


def _conflicts(text: str) -> Iterator[Slip]:
    """The start of each conflict, or the first of the marker lines where no start is left."""
    marks = list(_CONFLICT.finditer(text))
    starts = [mark for mark in marks if mark[0].startswith("<")]
    for mark in starts or marks[:1]:
        yield Slip(*_place(text, mark.start()), "conflict-marker", {"written": mark[0]})


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _characters(text: str) -> Iterator[Slip]:
    if not _BAD.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = _BAD.search(line)
        if match:
            yield Slip(number, match.start() + 1, *_character(line, match.start()))


def _character(line: str, at: int) -> tuple[str, dict[str, object]]:
    character = line[at]
    if character == "\t":
        rule = "tab" if line[:at].strip(" -") else "tab-indent"
        return rule, {"written": _BAD.sub(" ", line).strip()}
    # What indents a line stands before all that is written on it.
    indents = bool(_SPACE.match(character)) and not line[:at].strip(f" {line[at]}")
    written = line.strip() if indents else _value(line)
    context: dict[str, object] = {
        "written": _SPACE.sub(" ", written),
        "code": f"U+{ord(character):04X}",
        "write": "" if indents else _retyped(written),
    }
    return ("special-space" if _SPACE.match(character) else "invisible-character"), context


def _value(line: str) -> str:
    """What follows the field's name on a line, or the whole of the line's content."""
    _, separator, value = line.partition(": ")
    return (value if separator and value.strip() else line).strip(" \t-") or line.strip(" ")


def _retyped(written: str) -> str:
    """The same content with the space bar's spaces; digits that a space parted are joined."""
    plain = re.sub(f"[{INVISIBLE}]", "", _SPACE.sub(" ", written.replace("\t", " "))).strip()
    return plain.replace(" ", "") if re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+", plain) else plain


def _decomposed(text: str, lines: tuple[str, ...]) -> Iterator[Slip]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(lines, 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next(
                (i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b),
                min(len(line), len(composed)),
            )
            value = _value(composed)
            written = value if composed.rfind(value) <= column else composed.strip(" ")
            yield Slip(number, column + 1, "decomposed", {"written": written})


def _together(slips: list[Slip]) -> Iterator[Slip]:
    """One slip for all lines where the same thing is wrong on many: it has one cause."""
    by_rule = attrgetter("rule")
    for _, group in groupby(sorted(slips, key=by_rule), by_rule):
        same = list(group)
        if len(same) <= _REPEATED:
            yield from same
            continue
        first, rest = same[0], same[1:]
        others = ", ".join(str(slip.line) for slip in rest[:_REPEATED])
        context = {**first.context, "others": others, "count": len(rest)}
        yield first._replace(context=context)


def _before_content(lines: tuple[str, ...], slip: Slip) -> bool:
    """Whether the slip stands where the line's depth is read from."""
    line = lines[slip.line - 1]
    return slip.rule != "decomposed" and not line[: slip.column - 1].strip(" -")


def unprintable(text: str) -> str:
    """The code of the first refused character in a text, else an empty text."""
    match = _BAD.search(text) or re.search("[\r\n]", text)
    return f"U+{ord(match[0]):04X}" if match else ""
