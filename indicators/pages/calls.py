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

_BLANK = r"[ \t\n]*"
_WORD = "[A-Za-z_][A-Za-z0-9_]*"
_QUOTED = r"'[^'\\\n{}]*'|\"[^\"\\\n{}]*\""
_CONSTANT = rf"(?:{_QUOTED}|[0-9]{{1,9}}(?![0-9A-Za-z_.])|(?:True|False)\b)"
_GIVEN = rf"{_CONSTANT}{_BLANK}(?:,{_BLANK}|(?=\)))"
_LISTED = rf"(?:{_GIVEN})*(?:{_WORD}{_BLANK}={_BLANK}{_GIVEN})*"
_CALL = re.compile(rf"\{{\{{{_BLANK}({_WORD}){_BLANK}\({_BLANK}({_LISTED})\){_BLANK}\}}\}}")
_ONE = re.compile(rf"(?:({_WORD}){_BLANK}={_BLANK})?({_CONSTANT})")
_NAME = re.compile(rf"\{{\{{{_BLANK}{_WORD}{_BLANK}\}}\}}")
_TYPED = re.compile(r".*?(\}\}|$)", re.MULTILINE)
_CURLY = re.compile("[“”„‟‘’‚‛«»`´]")

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
    found = _CALL.match(body, start)
    if not found:
        return _no_call(body, start)
    arguments: list[Constant] = []
    options: dict[str, Constant] = {}
    places: dict[Constant, int] = {}
    for one in _ONE.finditer(body, *found.span(2)):
        value = _value(one[2])
        places.setdefault(value, one.start(2) + isinstance(value, str))
        if one[1]:
            options[one[1]] = value
        else:
            arguments.append(value)
    return Call(found[1], tuple(arguments), options, start, found.end(), places)


def _value(typed: str) -> Constant:
    if typed[0] in "'\"":
        return typed[1:-1]
    return typed == "True" if typed[0] in "TF" else int(typed)


def _no_call(body: str, start: int) -> NoCall:
    """What is written instead of a call, up to its end or the end of its line."""
    typed = _TYPED.match(body, start)
    assert typed, "a line ends somewhere"
    written, end = typed[0].strip(), typed.end()
    bare = re.sub(_QUOTED, lambda quoted: " " * len(quoted[0]), written)
    if curly := _CURLY.search(bare):
        return NoCall(start + curly.start(), PAGE_QUOTES(written=curly[0]), end)
    lacks = {
        "'": "'" in bare,
        '"': '"' in bare,
        "(": bool(_NAME.fullmatch(written)),
        ")": bare.count("(") > bare.count(")"),
        "}}": not typed[1] or "{{" in written[2:],
    }
    for sign in (sign for sign, so in lacks.items() if so):
        lacking = Wording(f"dấu {sign}", sign)
        return NoCall(start, PAGE_SYNTAX(written=written, missing=lacking), end)
    return NoCall(start, PAGE_CODE(written=written), end)
