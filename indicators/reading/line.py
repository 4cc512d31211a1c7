"""The form of one line, ``name: value``, and how else it was typed."""

from __future__ import annotations

import re

from indicators.reading.fields import names, nested
from indicators.reading.signs import COMMANDS, command, flow, lone_dash, quote
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
_LOOKALIKE = re.compile(r"([–—‒‐‑−•·▪◦*+]|[0-9]{1,2}[.)](?= +[a-z]+(?:-[a-z]+)*: )) +")
"""What looks like a list's dash, or numbers an item that begins with a field."""


class BrokenLineError(Exception):
    """A line is not of the form ``name: value``; the slip says why."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip)
        self.slip = slip


def key_of(content: str) -> str:
    """The field's name with which the content of a line begins, else an empty text."""
    name = _KEY.match(content)
    return name[1] if name else ""


def opens(number: int, line: str, at: int) -> bool:
    """Whether deeper lines may follow a line, whose content after its dashes begins at ``at``.

    Errors: ``BrokenLineError`` when the line is not of the form that it should have.
    """
    text = line[at:]
    dashed = "-" in line[:at]
    if text.startswith("-"):
        raise BrokenLineError(
            Slip(number, at + 1, "dash-space", {"write": "- " + text.lstrip("- ").strip()})
        )
    if text.startswith(("? ", "[", "{")) or text == "?":
        raise BrokenLineError(flow(number, at + 1, text))
    if text[0] in COMMANDS:
        raise BrokenLineError(Slip(number, at + 1, *command(text)))
    name = _KEY.match(text)
    if name is None:
        if dashed or text[0] in "\"'":
            _value(number, line, at)
            return False
        raise BrokenLineError(no_colon(number, line, at))
    if not name[1]:
        raise BrokenLineError(Slip(number, at + 1, "key-empty", {"written": text.strip()}))
    if len(name[1]) > LONGEST_KEY:
        raise BrokenLineError(Slip(number, at + 1, "key-long", {"written": name[1][:40] + "…"}))
    rest = text[name.end() :]
    start = at + name.end() + len(rest) - len(rest.lstrip(" "))
    if start >= len(line) or line.startswith("#", start):
        return True
    _value(number, line, start)
    return False


def no_colon(number: int, line: str, at: int) -> Slip:
    """The slip of a line whose content begins at ``at`` and is no ``name: value``."""
    text = line[at:].strip(" ")
    if len(text) > LONGEST_KEY and " " not in text:
        return Slip(number, at + 1, "key-long", {"written": text[:40] + "…"})
    colon = re.match(r"([^\s:：]+)\s*([:：])\s*(?=\S)", text)
    if colon:
        write = f"{colon[1]}: {text[colon.end() :]}"
        context = {"written": text, "write": write, "mark": colon[2]}
        return Slip(number, at + colon.start(2) + 1, "colon-space", context)
    return Slip(number, at + 1, *glued(text))


def glued(text: str, onto: Line | str = "") -> tuple[str, dict[str, object]]:
    """The rule and context of a line without a colon: forgotten after a name, or never meant.

    ``onto`` is the line whose value it is joined to, where that is known.
    """
    look = _LOOKALIKE.match(text)
    if look:
        return "dash-lookalike", {"mark": look[1], "write": f"- {text[look.end() :].strip()}"}
    if ornament(text):
        return "ornament-line", {"written": text}
    if text.strip() in nested():
        return "colon-missing", {"written": text, "write": f"{text.strip()}:"}
    name = re.match(r"([a-z]+(?:-[a-z]+)*) *[=;]? *(?<![a-z])(\S.*)", text)
    if name and name[1] in names():
        return "colon-missing", {"written": text, "write": f"{name[1]}: {name[2]}"}
    more = text if key_of(text) else ""
    return "line-glued", {"written": text, "more": more, "onto": onto}


def dash_lookalike(text: str) -> bool:
    """Whether the content of a line begins with what only looks like a list's dash."""
    return _LOOKALIKE.match(text) is not None


def id_like(text: str) -> bool:
    """Whether a text has the form of an id, as the items of a list of ids have."""
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None


def ornament(text: str) -> bool:
    """Whether the content of a line only rules off or frames, as in a chat or a table."""
    return re.fullmatch(r"([-=_~*+])\1{2,}|(`{3,}|~{3,}) *[a-z]*", text) is not None


def without_colon(number: int, line: str, at: int) -> Slip | None:
    """What to say of a list item without a colon, should fields follow it."""
    text = line[at:].strip(" ")
    if _KEY.match(text):
        return None
    _, context = glued(text)
    return Slip(number, at + 1, "colon-missing", context)


def misplaced(number: int, content: str, indent: int, wanted: int) -> Slip:
    """The slip of a line that stands at another depth than its block."""
    context = {
        "written": content,
        "indent": str(indent),
        "wanted": str(wanted),
        "fewer": str(indent - wanted) if indent > wanted else "",
        "more": str(wanted - indent) if wanted > indent else "",
    }
    return Slip(number, indent + 1, "indentation", context)


def _value(number: int, line: str, at: int) -> None:
    text = line[at:].rstrip(" ")
    field = key_of(line[:at].lstrip("- "))
    if text[0] in "\"'":
        _quoted(number, at, text)
    elif text[0] in "[{":
        raise BrokenLineError(flow(number, at + 1, text, field))
    elif text[0] in COMMANDS or text == "?" or text.startswith("? "):
        raise BrokenLineError(Slip(number, at + 1, *command(text, field)))
    elif text == "-" or text.startswith("- "):
        raise BrokenLineError(Slip(number, at + 1, "lone-dash", lone_dash(text, field)))
    elif text.startswith(": ") and field:
        context = {"written": f"{field}: {text}", "write": f"{field}: {text.strip(': ')}"}
        raise BrokenLineError(Slip(number, at + 1, "colon-extra", context))
    else:
        _plain(number, line, at)


def _plain(number: int, line: str, at: int) -> None:
    text = line[at:].rstrip(" ")
    if re.match(r"[a-z]+(?:-[a-z]+)*[:：]\S", text) and "-" in line[:at]:
        raise BrokenLineError(no_colon(number, line, at))
    colon = re.search(r":(?= |$)", text)
    hash_mark = re.search(r" #", text)
    if colon and not (hash_mark and hash_mark.start() < colon.start()):
        raise BrokenLineError(_two_names(number, at, text, colon.start()))


def _two_names(number: int, at: int, text: str, colon: int) -> Slip:
    """Why a value holds a colon: another field stands on its line, or it needs quotes."""
    second = re.fullmatch(r"(\S+) +([a-z]+(?:-[a-z]+)*): +(\S.*)", text)
    if second and second[2] in names():
        column = at + second.start(2) + 1
        return Slip(number, column, "fields-on-one-line", {"write": f"{second[2]}: {second[3]}"})
    context = {"written": text, "write": quote(text)}
    return Slip(number, at + colon + 1, "colon-in-value", context)


def _quoted(number: int, at: int, text: str) -> None:
    closed = _QUOTED.match(text)
    if closed is None:
        context = {"written": text, "mark": text[0]}
        raise BrokenLineError(Slip(number, at + 1, "quote-open", context))
    if not text.startswith("#", closed.end()) and closed.end() < len(text):
        mark = text[0]
        # Inside single quotes an apostrophe is the likely culprit, which must stay.
        inner = text.strip(mark) if mark == "'" else text.replace(mark, "")
        context = {"written": text, "write": quote(inner)}
        raise BrokenLineError(Slip(number, at + closed.end() + 1, "quote-tail", context))
    if text[0] == '"':
        for escape in re.finditer(r"\\.", closed[0]):
            if not _ESCAPE.match(closed[0], escape.start()):
                write = "'" + closed[0].strip()[1:-1].replace("'", "''") + "'"
                context = {"written": closed[0].strip(), "write": write}
                raise BrokenLineError(
                    Slip(number, at + escape.start() + 1, "quote-backslash", context)
                )
