"""The form of a line, ``name: value``: what every line looks like, and what is wrong with another.

One pattern says what a line may be, so that a file is looked at line by line only where one
does not match; such a line is told by what stands on it, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from indicators.reading import codes
from indicators.reading.fields import names, nested
from indicators.reporting.findings import Slip
from indicators.reporting.rules import TYPE_THIS, Fault, Rule, Section, Wording
from indicators.scalars import as_id

LONGEST_VALUE = 4000
MOST_LINES = 100
"""Lines of another form that are told; what has more is no data file."""

GAP = "\ue000"
"""The name of a field that was refused before it was read; no text may hold this character."""

_CURLY = "“”„‟‘’‚‛«»"
NAME = r"""(?:\w[\w.-]{0,80}+|"[^"\\\n]*+"|'[^'\n]*+')"""
_QUOTED = r"""(?:"(?:[^"\\\n]|\\["\\])*+"|'(?:[^'\n]|'')*+')"""
_PLAIN = (
    rf"(?![{_CURLY}][^{_CURLY}\n]*+[{_CURLY}] *+$)"
    r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|[\-?:](?=[^\s]))"""
    r"[^\n:#]*+(?:(?::(?! |$)|(?<! )\#)[^\n:#]*+)*+"
)
_REMARK = r"(?<= )\#.*+"
_VALUE = rf"(?!.{{{LONGEST_VALUE + 1}}})(?:{_QUOTED}|{_PLAIN}) *+"
_ITEM = rf"(?<=- )(?!(?:{'|'.join(names())})[ :=])(?:{_VALUE}|{_REMARK})"
"""A text of a list; one that begins as a field lacks its colon."""
_LINE = (
    rf" *+(?:\#.*+|(?:- ++)?+"
    rf"(?:{NAME}:(?: ++{_VALUE}| *+(?:{_REMARK})?+)|{_ITEM})|- *+)?+"
)
_OTHER = re.compile(rf"^(?!{_LINE}$).*", re.MULTILINE)
_HEAD = re.compile(rf"(?:- +)?(?:{NAME}:(?: +|$))?")

_FIELD = "[a-z]+(?:-[a-z]+)*"
_DASHES = re.compile(rf"(-[ -]*-|-(?! )|[–—‒‐‑−•·▪◦*]|[0-9]{{1,2}}[.)](?= +{_FIELD}:)) *(?=[^\s-])")
_COPIED = re.compile(rf"(\+|>|[0-9]+[:|]?)(?= *(?:- +)?{_FIELD}:(?: |$))")
"""What a line begins with that was copied from a comparison, a mail or beside line numbers."""

rule = partial(Rule, Section.LINES)

NO_FIELD = rule(
    "no-field",
    "Dòng không phải là trường",
    vi="Dòng “{written}” không có dạng “tên: giá trị”, nên không phải là một trường.",
    mend="xóa dòng này, hoặc ghi các số trong đó thành từng trường, ví dụ value: 1347; nếu là "
    "phần tiếp của giá trị ở dòng trên thì nối vào cuối dòng ấy.",
    en="The line “{written}” is not of the form “name: value”, so it is no field.",
    mend_en="delete the line, or enter its numbers as fields, such as value: 1347; join what "
    "continues the value above to the end of that line.",
    why="Dòng khác dạng “tên: giá trị” thì máy không đọc được, hoặc nối vào dòng trên.",
    bad="note: Số liệu đến cuối năm\n  theo báo cáo",
    good="note: Số liệu đến cuối năm theo báo cáo",
    former=(
        "colon-space", "colon-missing", "directive", "key-complex", "key-empty", "key-long",
        "line-copied", "line-glued", "ornament-line", "several-documents", "syntax",
    ),
)  # fmt: skip
DASH_LOOKALIKE = rule(
    "dash-lookalike",
    "Dấu đầu mục",
    vi="Đầu dòng là “{mark}”; đầu mục là một dấu “-” của bàn phím rồi một dấu cách.",
    en="The line begins with “{mark}”; an item begins with one keyboard dash, then a space.",
    why="Word tự đổi dấu “-” thành gạch dài hay chấm tròn; máy chỉ coi “- ” là đầu mục.",
    bad="– period: 2021",
    good="- period: 2021",
    former=("dash-space",),
)
COLON_IN_VALUE = rule(
    "colon-in-value",
    "Hai trường trên một dòng",
    vi="“{written}” có dấu hai chấm và dấu cách ở giữa, nên máy đọc thành hai trường.",
    mend="hai trường thì ghi hai dòng; một giá trị thì đặt trong ngoặc kép thẳng: {write}.",
    en="“{written}” holds a colon and a space, so it reads as two fields.",
    mend_en="write two fields on two lines; put one value in straight quotes: {write}.",
    why="Trong YAML, “: ” ngăn tên trường với giá trị; mỗi trường đứng trên một dòng.",
    bad="name: Chỉ tiêu 1: kết nạp",
    good='name: "Chỉ tiêu 1: kết nạp"',
    former=("fields-on-one-line",),
)
COMMENT_AFTER_VALUE = rule(
    "comment-after-value",
    "Chữ sau dấu #",
    vi="“{written}” không được đọc, vì “ #” mở đầu lời ghi cho người sửa.",
    mend="lời ghi thì đặt ở dòng riêng “# ” hoặc ở note; thuộc giá trị thì gõ {write}.",
    en="“{written}” is not read, since “ #” begins a remark.",
    mend_en="put a remark on its own line “# ” or into note; as part of the value type {write}.",
    why="Người đọc tưởng phần sau dấu # thuộc giá trị, còn máy thì bỏ đi.",
    bad="value: 1347 # số sơ bộ",
    good="# Số sơ bộ.\nvalue: 1347",
)
YAML_COMMAND = rule(
    "yaml-command",
    "Giá trị bắt đầu bằng ký hiệu lệnh",
    vi="“{written}” bắt đầu bằng “{mark}”, YAML hiểu là lệnh.",
    mend="số thì chỉ gõ chữ số, cận ghi ở bound, số chưa có thì ghi lý do ở missing; chữ thì đặt "
    "trong ngoặc kép thẳng; danh sách thì mỗi mục một dòng, bắt đầu bằng “- ”; đoạn văn thì ghi "
    "trên một dòng.",
    en="“{written}” begins with “{mark}”, which tells YAML to do something.",
    mend_en="of a number type the digits only, its bound in bound, why it is unknown in missing; "
    "put text in straight quotes; write a list one item a line, each with its dash, and a passage "
    "on one line.",
    why="Các ký hiệu & * ! | > % @ ` ở đầu giá trị là lệnh của YAML; giá trị thật bị đổi hoặc mất.",
    bad="value: &1347",
    good="value: 1347",
    former=("colon-extra", "flow-list", "flow-map", "lone-dash", "text-lines"),
)
QUOTE_OPEN = rule(
    "quote-open",
    "Ngoặc kép",
    vi="Giá trị {written} không mở và đóng bằng một dấu ngoặc thẳng, hoặc có dấu \\ ở trong.",
    mend="đặt cả giá trị trong một cặp ngoặc thẳng: {write}.",
    en="The value {written} does not open and close with one straight quote, or holds a \\.",
    mend_en="put the whole value in one pair of straight quotes: {write}.",
    why="Thiếu dấu đóng thì máy nuốt cả các dòng sau; ngoặc cong của Word thì máy coi là chữ.",
    bad='name: "Kết nạp đảng viên',
    good='name: "Kết nạp đảng viên"',
    former=("curly-quotes", "invisible-escape", "quote-backslash", "quote-tail"),
)
TEXT_LONG = rule(
    "text-long",
    "Giá trị quá dài",
    vi="“{written}” dài {length} ký tự, nhiều hơn mức cho phép.",
    mend="rút gọn; văn bản dài để ở trang, không để ở tệp dữ liệu.",
    en="“{written}” has {length} characters, more than is allowed.",
    mend_en="shorten it; long text belongs on a page, not in the data.",
    why="Tên, ghi chú và lý do dài hơn 4.000 ký tự là dán nhầm.",
    bad="Giá trị dài hơn 4.000 ký tự.",
    good="note: Số liệu đến cuối năm.",
)


class Other(NamedTuple):
    """A line of another form."""

    slip: Slip
    instead: str
    """The line to read on with: a gap where a field or item stands, empty for no field."""


def others(text: str) -> Sequence[Other]:
    """The first lines of another form, and what is wrong with each."""
    found: list[Other] = []
    number = at = 0
    for match in islice(_OTHER.finditer(text), MOST_LINES):
        number += text.count("\n", at, match.start())
        at = match.start()
        column, fault = _told(match[0])
        lost = fault.rule is NO_FIELD and "write" not in fault.context
        start = re.sub("[^ ].*", "", match[0])
        dash = "- " if match[0][len(start)] == "-" or fault.rule is DASH_LOOKALIKE else ""
        found.append(Other(Slip(number + 1, column, fault), "" if lost else f"{start}{dash}{GAP}:"))
    return found


def _told(line: str) -> tuple[int, Fault]:
    """Where a line is at fault, and why."""
    content = line.strip()
    at = line.index(content[0]) + 1
    copied, dashes, head = (p.match(content) for p in (_COPIED, _DASHES, _HEAD))
    if copied:
        return at, NO_FIELD(*_BESIDE, written=content, mark=copied[1])
    if dashes:
        return at, DASH_LOOKALIKE(mark=dashes[1], write=f"- {content[dashes.end() :]}")
    assert head is not None
    value = content[head.end() :]
    if head[0].strip(" -") or (head[0] and re.match(rf"[{_SIGNS}\"'#]|.*:(?: |$)", value)):
        column, fault = _of_value(value)
    else:
        column, fault = _of_unnamed(value)
    return at + head.end() + column, fault


_SIGNS = re.escape("%@`&*!|>,]}[{?:-")
"""The signs with which no plain value may begin."""
_BESIDE = (
    Wording(
        "Dòng “{written}” mở đầu bằng “{mark}”, chép kèm từ nơi khác.",
        "The line “{written}” begins with “{mark}”, copied along from elsewhere.",
    ),
    Wording(
        "xóa “{mark}” ở đầu dòng, giữ nguyên các dấu cách thụt lề.",
        "delete the “{mark}” at the start of the line and keep the spaces that indent it.",
    ),
)
_LISTED = Wording(
    "mã của một danh sách thì gõ - {written}; phần tiếp của giá trị ở dòng trên thì nối vào cuối "
    "dòng ấy.",
    "of an id in a list type - {written}; join what continues the value above to its end.",
)


def _of_unnamed(text: str) -> tuple[int, Fault]:
    """Where a line lacks a field's name, colon or space, counted from 0, and what was meant."""
    typed = re.match(rf"({_FIELD})(?![^\W\d]) *[:：=;]?\s*(.*)|([^:#]{{1,40}}): +(.*)", text)
    if typed and typed[1] in (names() if typed[2] else nested()):
        write = f"{typed[1]}: {typed[2]}".strip()
        return typed.end(1), NO_FIELD(mend=TYPE_THIS, written=text, write=write)
    # Of two fields of one name the one that holds no list is meant beside a value.
    known = sorted(names(), key=lambda name: (name not in nested(), name))
    name = codes.field_for(known, typed[3]) if typed and typed[3] else ""
    if typed and name:
        return 0, NO_FIELD(mend=TYPE_THIS, written=text, write=f"{name}: {typed[4]}")
    return 0, NO_FIELD(mend=_LISTED if as_id(text) == text else None, written=text)


def _of_value(value: str) -> tuple[int, Fault]:
    """Where a value is at fault, counted from 0, and why."""
    quoted = re.match(rf"{_QUOTED} *", value)
    end = quoted.end() if quoted else 0
    hidden, colon = re.search("(?:^| )#", value[end:]), re.search(r":(?= |$)", value)
    if len(value) > LONGEST_VALUE:
        return 0, TEXT_LONG(written=f"{value[:40]}…", length=len(value))
    curly = re.fullmatch(rf"[{_CURLY}][^{_CURLY}]*[{_CURLY}] *", value)
    if curly or (value[0] in "\"'" and not (quoted and hidden)):
        inner = value.strip("' ") if value[0] == "'" else re.sub(f'["{_CURLY}]', "", value).strip()
        return end, QUOTE_OPEN(written=value, write=quote(inner))
    if re.match(f"[{_SIGNS}]", value) and not re.match(r"[-?:]\S", value):
        return 0, YAML_COMMAND(written=value, mark=value[0])
    if hidden and not (colon and colon.start() < hidden.start()):
        at = end + hidden.end() - 1
        return at, COMMENT_AFTER_VALUE(written=value[at:], write=quote(value))
    assert colon is not None
    return colon.start(), COLON_IN_VALUE(written=value, write=quote(value))


def is_plain(text: str) -> bool:
    """Whether a value may be typed without quotes."""
    return re.fullmatch(_PLAIN, text) is not None and not text.endswith(" ")


def quote(text: str) -> str:
    """The text between straight quotes, as YAML reads it back unchanged."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
