"""The calls of macros on a page: a name and constants, read without running anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from indicators.reporting.rules import Fault, Rule, Section, Wording

rule = partial(Rule, Section.PAGES)

PAGE_CODE = rule(
    "page-code",
    "Mã lệnh trên trang",
    vi="“{written}” không phải lời gọi macro với giá trị cố định.",
    en="“{written}” is not a call of a macro with constants.",
    mend=(
        "chỉ gọi macro bằng giá trị cố định, ví dụ {{{{ table('ket-nap') }}}}; không dùng {{%, bộ "
        "lọc hay phép tính."
    ),
    mend_en=(
        "only call macros with constants, such as {{{{ table('ket-nap') }}}}; no {{%, no filters, "
        "no arithmetic."
    ),
    why="Mã lệnh trên trang chạy được bất cứ điều gì khi dựng trang, nên không được dùng.",
    bad="{{ figure('ket-nap/2021/value') | upper }}",
    good="{{ figure('ket-nap/2021/value') }}",
)

PAGE_SYNTAX = rule(
    "page-syntax",
    "Lời gọi macro viết chưa đúng",
    vi="Lời gọi macro “{written}” thiếu {missing}.",
    en="The call “{written}” lacks {missing}.",
    mend="thêm {missing}; lời gọi đủ có dạng {{{{ table('ket-nap') }}}}.",
    mend_en="add {missing}; a whole call looks like {{{{ table('ket-nap') }}}}.",
    why="Thiếu một dấu thì máy không biết lời gọi kết thúc ở đâu.",
    bad="{{ table('ket-nap' }}",
    good="{{ table('ket-nap') }}",
)

PAGE_QUOTES = rule(
    "page-quotes",
    "Dấu nháy cong trong lời gọi macro",
    vi="Lời gọi macro có dấu nháy cong {written}, thường do chép từ Word.",
    en="The call of a macro has a curly quote {written}, often copied from Word.",
    mend="thay bằng dấu nháy thẳng: {{{{ table('ket-nap') }}}}.",
    mend_en="type straight quotes instead: {{{{ table('ket-nap') }}}}.",
    why="Máy chỉ nhận dấu nháy thẳng; dấu nháy cong là chữ.",
    bad="{{ table(‘ket-nap’) }}",
    good="{{ table('ket-nap') }}",
)

OPENING, CLOSING = "{{", "}}"

_NAME = re.compile(r"\{\{[ \t\n]*([A-Za-z_][A-Za-z0-9_]*)[ \t\n]*")
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)[ \t\n]*=[ \t\n]*")
_CONSTANT = re.compile(
    r"'([^'\\\n{}]*)'|\"([^\"\\\n{}]*)\"|([0-9]{1,9})(?![0-9A-Za-z_.])|(True|False)\b"
)
_BLANK = re.compile(r"[ \t\n]*")
_CURLY = frozenset("“”„‟‘’‚‛«»`´")

Constant = str | int | bool


@dataclass(frozen=True, slots=True)
class Call:
    """One call: ``start`` and ``end`` count characters of the page's body; so do its values'."""

    name: str
    arguments: tuple[Constant, ...]
    options: Mapping[str, Constant]
    start: int
    end: int
    places: Mapping[Constant, int]
    """Where each constant stands."""


class NoCall(NamedTuple):
    """Why something is no call, at which character of the body, and where reading can go on."""

    at: int
    fault: Fault
    end: int


def read_call(body: str, start: int) -> Call | NoCall:
    """The call that begins with two braces at ``start``."""
    named = _NAME.match(body, start)
    if not named:
        return _fault(body, start, start)
    if not body.startswith("(", named.end()):
        missing = "(" if body.startswith(CLOSING, named.end()) else ""
        return _fault(body, start, named.end(), missing)
    at = _blank(body, named.end() + 1)
    arguments: list[Constant] = []
    options: dict[str, Constant] = {}
    places: dict[Constant, int] = {}
    while not body.startswith(")", at):
        key = _KEY.match(body, at)
        found = _CONSTANT.match(body, key.end() if key else at)
        if not found:
            return _fault(body, start, key.end() if key else at, "" if at < len(body) else ")")
        value = _value(found)
        places.setdefault(value, found.start() + isinstance(value, str))
        if key:
            options[key[1]] = value
        elif options:
            return _fault(body, start, at)
        else:
            arguments.append(value)
        at = _blank(body, found.end())
        if body.startswith(",", at):
            at = _blank(body, at + 1)
        elif not body.startswith(")", at):
            return _fault(body, start, at, ")" if body.startswith(CLOSING, at) else "")
    at = _blank(body, at + 1)
    if not body.startswith(CLOSING, at):
        return _fault(
            body, start, at, "" if body[at : at + 1] in ("|", ".", "[", "~", "(") else CLOSING
        )
    return Call(named[1], tuple(arguments), options, start, at + 2, places)


def _value(found: re.Match[str]) -> Constant:
    if found[3]:
        return int(found[3])
    if found[4]:
        return found[4] == "True"
    return found[1] if found[1] is not None else found[2]


def _blank(body: str, at: int) -> int:
    blank = _BLANK.match(body, at)
    return blank.end() if blank else at


def _fault(body: str, start: int, at: int, missing: str = "") -> NoCall:
    """What is written instead of a call, up to its end or the end of its line."""
    line_end = body.find("\n", start)
    line_end = len(body) if line_end < 0 else line_end
    closing = body.find(CLOSING, start, line_end)
    end = line_end if closing < 0 else closing + len(CLOSING)
    written = body[start:end].strip()
    at = min(at, line_end)
    if body[at : at + 1] in _CURLY:
        return NoCall(at, PAGE_QUOTES(written=body[at]), end)
    quote = next((sign for sign in "'\"" if written.count(sign) % 2), "")
    if missing or quote or closing < 0:
        sign = quote or missing or CLOSING
        lacking = Wording(f"dấu {sign}", sign)
        return NoCall(start, PAGE_SYNTAX(written=written, missing=lacking), end)
    return NoCall(start, PAGE_CODE(written=written), end)
