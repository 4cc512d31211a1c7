"""Why YAML cannot read a file: the first line that breaks the form ``name: value``.

A YAML reader notices a mistake where it can go on no longer, often lines below its cause. The
data uses a small part of YAML, one field a line, so the cause is the first line that is not of
this form or whose depth fits no line above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indicators.reading.fields import names
from indicators.reporting.findings import Line, Slip

LONGEST_KEY = 80

_KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?!["'])(?:[^:#]|:(?=\S)|(?<=\S)\#)*?)\s*:(?=\s|$)"""
)
_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*""")
_ESCAPE = re.compile(
    r"\\(?:[0abt\tnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
)
_NUMBER = r"-?[0-9]+(?:[.,][0-9]+)?"
_COMMANDS = "%@`&*!|>,]}"


class _Level(NamedTuple):
    """An open block: where its lines begin, whether they are list items, where it started."""

    indent: int
    listed: bool
    line: int


class _BrokenError(Exception):
    def __init__(self, slip: Slip) -> None:
        super().__init__(slip)
        self.slip = slip


def diagnose(lines: Sequence[str], last: int) -> Slip | None:
    """The cause of a mistake that YAML noticed at line ``last`` (from 1), if a line shows it."""
    reader = _Reader()
    try:
        for number, line in enumerate(lines[:last], 1):
            reader.read(number, line)
    except _BrokenError as broken:
        return broken.slip
    return None


class _Reader:
    """Reads line by line and knows which blocks are open."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._closed: list[_Level] = []
        """The blocks that the line above closed."""
        self._opens = True
        """Whether the line above may hold deeper lines."""
        self._above = (0, "")
        self._item: Slip | None = None
        """What is wrong with the line above if it is no list item, but lacks its colon."""

    def read(self, number: int, line: str) -> None:
        content = line.strip(" ")
        if not content or content.startswith("#"):
            return
        if re.match(r"---(?: |$)", line) and not self._levels:
            return
        if re.match(r"(?:---|\.\.\.)(?: |$)", line):
            raise _BrokenError(Slip(number, 1, "several-documents", {"written": content[:3]}))
        if line.startswith("%") and not self._levels:
            raise _BrokenError(Slip(number, 1, "directive", {"written": content}))
        new = list(_levels_of(number, line))
        if self._item and not new[0].listed and new[0].indent >= self._item.column - 1:
            raise _BrokenError(self._item)
        closed = self._close(new[0])
        if not self._fits(new[0], closed):
            raise _BrokenError(self._cause(new[0], closed, content))
        self._levels.extend(new[1:])
        self._closed = closed
        self._opens = _content(number, line, new[-1])
        self._above = (number, content)
        self._item = _without_colon(number, line, new[-1])

    def _close(self, new: _Level) -> list[_Level]:
        """Close the blocks that a line at this depth ends."""
        closed = []
        while self._levels and self._levels[-1].indent > new.indent:
            closed.append(self._levels.pop())
        if not new.listed and self._in_list_beside_its_name(new.indent):
            closed.append(self._levels.pop())
        return closed

    def _in_list_beside_its_name(self, indent: int) -> bool:
        """Whether a list stands at the depth of the name that holds it, as YAML allows."""
        return [(level.indent, level.listed) for level in self._levels[-2:]] == [
            (indent, False),
            (indent, True),
        ]

    def _fits(self, new: _Level, closed: list[_Level]) -> bool:
        """Whether the line goes on with an open block, or opens one that may stand here."""
        top = self._levels[-1] if self._levels else None
        if top and top.indent == new.indent and top.listed == new.listed:
            return True
        if closed or not self._opens:
            return False
        if top is None or top.indent < new.indent or (new.listed and not top.listed):
            self._levels.append(new)
            return True
        return False

    def _cause(self, new: _Level, closed: list[_Level], content: str) -> Slip:
        """Which line is at fault when one does not fit: it, or the one above that left early."""
        if new.listed and closed and not closed[-1].listed:
            context = {"written": content, "first": Line("", closed[-1].line, False)}
            return Slip(new.line, new.indent + 1, "dash-missing", context)
        top = self._levels[-1] if self._levels else None
        if not closed and top and any(level.indent == new.indent for level in self._closed):
            return _misplaced(*self._above, top.indent, new.indent)
        opened = next((x for x in (*closed, top) if x and x.line == self._above[0]), None)
        if opened and not opened.listed and opened.indent % 2 > new.indent % 2:
            # Depth goes by twos: the line that began the item stands askew, not this one.
            return _misplaced(*self._above, opened.indent, new.indent)
        others = [*closed, *self._levels]
        same = [level.indent for level in others if level.listed == new.listed]
        near = min(same or [0], key=lambda indent: (abs(indent - new.indent), -indent))
        return _misplaced(new.line, content, new.indent, near)


def _misplaced(number: int, content: str, indent: int, wanted: int) -> Slip:
    context = {
        "written": content,
        "indent": str(indent),
        "wanted": str(wanted),
        "fewer": str(indent - wanted) if indent > wanted else "",
        "more": str(wanted - indent) if wanted > indent else "",
    }
    return Slip(number, indent + 1, "indentation", context)


def _levels_of(number: int, line: str) -> Iterator[_Level]:
    """The blocks that a line stands in or opens: one for each dash, one for a field's name."""
    at = len(line) - len(line.lstrip(" "))
    while line.startswith("- ", at) or line[at:] == "-":
        yield _Level(at, True, number)
        rest = line[at + 1 :]
        at += 1 + len(rest) - len(rest.lstrip(" "))
        if at >= len(line):
            return
    if not line.startswith("#", at):
        yield _Level(at, False, number)


def _content(number: int, line: str, level: _Level) -> bool:
    """Check what stands after the dashes; whether deeper lines may follow."""
    at = level.indent
    if level.listed:
        return True  # a dash alone, or one before a comment
    text = line[at:]
    dashed = "-" in line[:at]
    if text.startswith("-"):
        raise _BrokenError(Slip(number, at + 1, "dash-space", {"write": "- " + text[1:].strip()}))
    if text.startswith(("? ", "[", "{")) or text == "?":
        raise _BrokenError(flow(number, at + 1, text))
    if text[0] in _COMMANDS:
        raise _BrokenError(Slip(number, at + 1, "yaml-command", command(text)))
    name = _KEY.match(text)
    if name is None:
        if dashed or text[0] in "\"'":
            _value(number, line, at)
            return False
        raise _BrokenError(_no_colon(number, line, at))
    if not name[1]:
        raise _BrokenError(Slip(number, at + 1, "key-empty", {"written": text.strip()}))
    if len(name[1]) > LONGEST_KEY:
        raise _BrokenError(Slip(number, at + 1, "key-long", {"written": name[1][:40] + "…"}))
    rest = text[name.end() :]
    start = at + name.end() + len(rest) - len(rest.lstrip(" "))
    if start >= len(line) or line.startswith("#", start):
        return True
    _value(number, line, start)
    return False


def _no_colon(number: int, line: str, at: int) -> Slip:
    text = line[at:].strip(" ")
    if len(text) > LONGEST_KEY and " " not in text:
        return Slip(number, at + 1, "key-long", {"written": text[:40] + "…"})
    colon = re.match(r"([^\s:：]+)\s*([:：])\s*(?=\S)", text)
    if colon:
        write = f"{colon[1]}: {text[colon.end() :]}"
        context = {"written": text, "write": write, "mark": colon[2]}
        return Slip(number, at + colon.start(2) + 1, "colon-space", context)
    return Slip(number, at + 1, *glued(text))


def glued(text: str) -> tuple[str, dict[str, object]]:
    """The rule and context of a line without a colon: forgotten after a name, or never meant."""
    name = re.match(r"([a-z]+(?:-[a-z]+)*) *[=;]? *(?<![a-z])(\S.*)", text)
    if name and name[1] in names():
        return "colon-missing", {"written": text, "write": f"{name[1]}: {name[2]}"}
    return "line-glued", {"written": text}


def _without_colon(number: int, line: str, level: _Level) -> Slip | None:
    """What to say of a list item without a colon, should fields follow it."""
    text = line[level.indent :].strip(" ")
    if level.listed or _KEY.match(text):
        return None
    _, context = glued(text)
    return Slip(number, level.indent + 1, "colon-missing", context)


def _value(number: int, line: str, at: int) -> None:
    text = line[at:].rstrip(" ")
    if text[0] in "\"'":
        _quoted(number, at, text)
    elif text[0] in "[{":
        raise _BrokenError(flow(number, at + 1, text))
    elif text[0] in _COMMANDS or text == "?" or text.startswith("? "):
        raise _BrokenError(Slip(number, at + 1, "yaml-command", command(text)))
    elif text == "-" or text.startswith("- "):
        raise _BrokenError(Slip(number, at + 1, "lone-dash", {"write": text[2:].strip()}))
    elif re.match(r"[a-z]+(?:-[a-z]+)*[:：]\S", text) and "-" in line[:at]:
        raise _BrokenError(_no_colon(number, line, at))
    else:
        colon = re.search(r":(?= |$)", text)
        hash_mark = re.search(r" #", text)
        if colon and not (hash_mark and hash_mark.start() < colon.start()):
            context = {"written": text, "write": quote(text)}
            raise _BrokenError(Slip(number, at + colon.start() + 1, "colon-in-value", context))


def _quoted(number: int, at: int, text: str) -> None:
    closed = _QUOTED.match(text)
    if closed is None:
        context = {"written": text, "mark": text[0]}
        raise _BrokenError(Slip(number, at + 1, "quote-open", context))
    if not text.startswith("#", closed.end()) and closed.end() < len(text):
        mark = text[0]
        # Inside single quotes an apostrophe is the likely culprit, which must stay.
        inner = text.strip(mark) if mark == "'" else text.replace(mark, "")
        context = {"written": text, "write": quote(inner)}
        raise _BrokenError(Slip(number, at + closed.end() + 1, "quote-tail", context))
    if text[0] == '"':
        for escape in re.finditer(r"\\.", closed[0]):
            if not _ESCAPE.match(closed[0], escape.start()):
                write = "'" + closed[0].strip()[1:-1].replace("'", "''") + "'"
                context = {"written": closed[0].strip(), "write": write}
                raise _BrokenError(
                    Slip(number, at + escape.start() + 1, "quote-backslash", context)
                )


def quote(text: str) -> str:
    """The text between straight quotes, as YAML reads it back unchanged."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def flow(line: int, column: int, text: str) -> Slip:
    """The slip of writing a list or fields between brackets on one line."""
    text = text.rstrip(" ")
    opening = text[0] if text[0] in "[{" else "?"
    inner = re.fullmatch(rf"\[\s*({_NUMBER})\s*\]", text)
    context = {
        "written": text,
        "opening": opening,
        "closing": {"[": "]", "{": "}"}.get(opening, ""),
        "write": inner[1] if inner else "",
    }
    rule = {"[": "flow-list", "{": "flow-map"}.get(opening, "key-complex")
    return Slip(line, column, rule, context)


def command(text: str) -> dict[str, object]:
    """The context of a value that begins with a character by which YAML is told something."""
    text = text.rstrip(" ")
    bound = re.fullmatch(rf">(=?) *({_NUMBER})%?", text)
    if bound:
        kind = "at-least" if bound[1] else "above"
        return {"written": text, "mark": ">", "number": bound[2], "bound": kind}
    number = re.fullmatch(rf".({_NUMBER})`?", text)
    context: dict[str, object] = {"written": text, "mark": text[0], "write": quote(text)}
    return {**context, "number": number[1]} if number else context
