"""Checks on a file's bytes and characters, before anything is read from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from indicators.reporting.findings import Slip
from indicators.reporting.rules import Rule, Section, Wording

LARGEST_FILE = 20_000_000
"""Bytes; a file of 100,000 observations has about 12 million."""

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like the space bar's, as a regular expression's character set."""

INVISIBLE = (
    "\\x00-\\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f"
    "\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"
)
"""Control, format, direction and private characters, and what replaces damaged ones."""

_BAD = re.compile(f"[\t{SPACES}{INVISIBLE}]")
_BLANK = re.compile(f"^[ \t{SPACES}]+$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \n]|\Z)[^\n]*", re.MULTILINE)
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)
_REPEATED = 5

rule = partial(Rule, Section.FILE)

NOT_DATA = rule(
    "not-data",
    "Không phải tệp dữ liệu",
    vi="Đây là {other}, không phải tệp dữ liệu.",
    mend="tải lại tệp bằng nút tải tệp gốc (Raw, Download), hoặc lấy lại bản trước; số liệu nhiều "
    "thì tách ra tệp theo năm, ví dụ data/2024.yaml.",
    en="This is {other}, not a data file.",
    mend_en="load the file itself (Raw, Download), or take the version before; move much data to "
    "files by year, such as data/2024.yaml.",
    why="Lưu trang đang xem thì được trang web chứ không được tệp; tệp quá lớn thường là tệp khác "
    "bị chép nhầm, và trình soạn thảo trên web không mở được.",
    bad="<!DOCTYPE html>",
    good="model: 1",
    former=("file-size",),
)
_PAGE_SAVED = Wording("một trang web lưu thành tệp", "a web page saved as a file")
ENCODING = rule(
    "encoding",
    "Bảng mã không phải UTF-8",
    vi="Tệp không ở bảng mã UTF-8 ({guess}).",
    mend="mở tệp gốc, Lưu thành (Save As), chọn Encoding: UTF-8; không dùng TCVN3, VNI.",
    en="The file is not in UTF-8 ({guess}).",
    mend_en="open the original, choose Save As and the encoding UTF-8; do not use TCVN3 or VNI.",
    why="Bảng mã khác hiện thành ký tự lạ trên trang; máy không đoán lại được chữ đúng.",
    bad="Tệp lưu bằng bảng mã ANSI, Windows-1258, TCVN3, VNI hoặc UTF-16.",
    good="Tệp lưu bằng bảng mã UTF-8.",
)
CONFLICT_MARKER = rule(
    "conflict-marker",
    "Còn dấu xung đột",
    vi="“{written}” là dấu xung đột khi hai người cùng sửa một chỗ.",
    mend="giữ nội dung đúng, xóa ba dòng bắt đầu bằng <<<<<<<, =======, >>>>>>>.",
    en="“{written}” marks a conflict: two people changed the same place.",
    mend_en="keep the right content and delete the lines of <<<<<<<, =======, >>>>>>>.",
    why="Giữa các dấu này là hai bản của cùng một chỗ; chỉ người sửa mới biết bản nào đúng.",
    bad="<<<<<<< HEAD\n        value: 1347\n=======\n        value: 1374\n>>>>>>> sua-so-lieu",
    good="        value: 1347",
)
INVISIBLE_CHARACTER = rule(
    "invisible-character",
    "Dấu Tab, dấu cách đặc biệt, ký tự ẩn",
    vi="Dòng “{written}” có {sign} ({code}), thường do chép từ nơi khác.",
    mend="xóa rồi gõ lại chỗ đó: dấu cách bằng phím cách, số viết liền, chữ đã mất thì theo nguồn; "
    "mỗi ô của Excel là một trường, ghi trên dòng riêng.",
    en="The line “{written}” holds {sign} ({code}), often copied from elsewhere.",
    mend_en="delete and type that place again: spaces with the space bar, numbers without any, "
    "letters that were lost as the source has them; each cell of Excel is a field on its own line.",
    why="Ký tự không nhìn thấy làm hai mã giống nhau thành khác nhau, làm số không còn là số.",
    bad="value: 1\u00a0347",
    good="value: 1347",
    former=("line-end", "special-space", "tab", "tab-indent"),
)
_TAB = Wording("dấu Tab", "a tab")
_ODD = Wording("dấu cách đặc biệt hoặc ký tự ẩn", "a special space or an invisible character")
DECOMPOSED = rule(
    "decomposed",
    "Chữ gõ bằng dấu rời",
    vi="“{written}” gõ bằng dấu rời (Unicode tổ hợp): nhìn giống nhưng máy coi là chữ khác.",
    mend="chọn bảng mã “Unicode” trong bộ gõ, xóa và gõ lại.",
    en="“{written}” is typed with combining marks: it looks the same, but is other text.",
    mend_en="choose “Unicode” in the input method, delete the text and type it again.",
    why="Hai cách gõ nhìn như nhau nhưng tìm kiếm và so sánh coi là hai chữ khác nhau.",
    bad="name: Ke\u0302\u0301t na\u0323p đảng viên",
    good="name: Kết nạp đảng viên",
)


class Checked(NamedTuple):
    """What reading goes on with, beside what was ``typed``, and what was wrong."""

    text: str | None
    """Of the same lines and columns, with a space for each refused character; None where nothing
    can be read."""
    typed: str
    slips: tuple[Slip, ...] = ()
    spoiled: frozenset[int] = frozenset()
    """The lines of which that is told already."""


def check(data: bytes) -> Checked:
    """The text of a file's bytes, and what is wrong with its characters."""
    if len(data) > LARGEST_FILE:
        size = Wording(f"tệp {len(data)} byte", f"a file of {len(data)} bytes")
        return Checked(None, "", (Slip(1, 1, NOT_DATA(other=size)),))
    decoded = _decode(data)
    if isinstance(decoded, Slip):
        damaged = data.decode("utf-8", "replace").replace("\r\n", "\n")
        return Checked(None, damaged, (decoded,))
    text = typed = decoded.replace("\r\n", "\n")
    if _PAGE.match(text):
        return Checked(None, typed, (Slip(1, 1, NOT_DATA(other=_PAGE_SAVED)),))
    conflicts = tuple(_together(list(_conflicts(text))))
    if conflicts:
        return Checked(None, typed, conflicts)
    if _BAD.search(text):
        text = _BLANK.sub("", text)  # what stands on an empty line harms nobody
    found = [*_characters(text), *_decomposed(text)]
    spoiled = frozenset(slip.line for slip in found)
    return Checked(_BAD.sub(" ", text), typed, tuple(_together(found)), spoiled)


def _decode(data: bytes) -> str | Slip:
    halves = (data[0:256:2], data[1:256:2])
    wide = any(half.count(0) * 2 > len(half) > 1 for half in halves)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or wide:
        return Slip(1, 1, ENCODING(guess=Wording("có vẻ là UTF-16", "it looks like UTF-16")))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, start = before.count(b"\n") + 1, before.rfind(b"\n") + 1
        byte = f"“{data[error.start]:02X}”"
        guess = Wording(f"dòng {line}, byte {byte}", f"line {line}, byte {byte}")
        return Slip(line, len(before[start:].decode("utf-8")) + 1, ENCODING(guess=guess))


def _conflicts(text: str) -> Iterator[Slip]:
    """The start of each conflict, or the first of the marker lines where no start is left."""
    marks = list(_CONFLICT.finditer(text))
    starts = [mark for mark in marks if mark[0].startswith("<")]
    line = at = 0
    for mark in starts or marks[:1]:
        line += text.count("\n", at, mark.start())
        at = mark.start()
        yield Slip(line + 1, 1, CONFLICT_MARKER(written=mark[0]))


def _characters(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split("\n") if _BAD.search(text) else (), 1):
        match = _BAD.search(line)
        if match:
            code, written = f"U+{ord(match[0]):04X}", line.strip()
            sign = _TAB if match[0] == "\t" else _ODD
            fault = INVISIBLE_CHARACTER(written=written, code=code, sign=sign)
            yield Slip(number, match.start() + 1, fault)


def _decomposed(text: str) -> Iterator[Slip]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            pairs = enumerate(zip(line, composed, strict=False))
            column = next((i for i, (a, b) in pairs if a != b), len(composed)) + 1
            yield Slip(number, column, DECOMPOSED(written=composed.strip(" ")))


def _together(slips: list[Slip]) -> Iterator[Slip]:
    """One slip for all lines where the same thing is wrong on many: it has one cause."""
    by_rule: dict[str, list[Slip]] = {}
    for slip in slips:
        by_rule.setdefault(slip.rule, []).append(slip)
    for first, *others in by_rule.values():
        if len(others) < _REPEATED:
            yield from (first, *others)
            continue
        lines = ", ".join(str(slip.line) for slip in others[:_REPEATED])
        context = {**first.fault.context, "others": lines, "count": len(others)}
        yield first._replace(fault=replace(first.fault, context=context))
