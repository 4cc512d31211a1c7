"""Checks on a file's bytes and characters, before anything is read from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from indicators.reporting.findings import Slip
from indicators.reporting.rules import Fault, Rule, Section, Wording

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
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)
_REPEATED = 5

rule = partial(Rule, Section.FILE)

FILE_SIZE = rule(
    "file-size",
    "Tệp quá lớn",
    vi="Tệp có {size} byte, nhiều hơn mức {most} byte.",
    mend="tách bớt số liệu sang tệp theo năm, ví dụ data/2024.yaml.",
    en="The file has {size} bytes, more than the {most} allowed.",
    mend_en="move some of the data to files by year, such as data/2024.yaml.",
    why="Một tệp lớn như vậy thường là tệp khác bị chép nhầm; tệp lớn còn làm trình soạn thảo trên "
    "web không mở được.",
    bad="Tệp lớn hơn 20.000.000 byte.",
    good="Tệp data/indicators.yaml và các tệp theo năm, ví dụ data/2024.yaml.",
)
ENCODING = rule(
    "encoding",
    "Bảng mã không phải UTF-8",
    vi="Tệp không ở bảng mã UTF-8 ({guess}).",
    mend="mở tệp gốc, Lưu thành (Save As), chọn Encoding: UTF-8; không dùng TCVN3, VNI.",
    en="The file is not in UTF-8 ({guess}).",
    mend_en="open the original, choose Save As and the encoding UTF-8; do not use TCVN3 or VNI.",
    why="Chữ Việt lưu bằng bảng mã khác sẽ hiện thành ký tự lạ trên trang; máy không đoán lại được "
    "chữ đúng.",
    bad="Tệp lưu bằng bảng mã ANSI, Windows-1258, TCVN3, VNI hoặc UTF-16.",
    good="Tệp lưu bằng bảng mã UTF-8.",
)
LINE_END = rule(
    "line-end",
    "Dấu xuống dòng kiểu cũ",
    vi="Tệp dùng dấu xuống dòng kiểu máy Mac cũ (U+000D).",
    mend="lưu lại tệp với kiểu xuống dòng LF hoặc CRLF.",
    en="The file ends its lines as old Macs did (U+000D).",
    mend_en="save the file with line ends LF or CRLF.",
    why="Các chương trình đếm dòng khác nhau khi gặp dấu này, nên thông báo và liên kết sẽ chỉ sai "
    "dòng.",
    bad="Dòng kết thúc chỉ bằng ký tự U+000D.",
    good="Dòng kết thúc bằng LF, hoặc CRLF như trên Windows.",
)
NOT_DATA = rule(
    "not-data",
    "Tệp là trang web",
    vi="Đây là một trang web lưu thành tệp, không phải tệp dữ liệu.",
    mend="tải lại tệp bằng nút tải tệp gốc (Raw, Download), hoặc lấy lại bản trước.",
    en="This is a web page saved as a file, not a data file.",
    mend_en="load the file itself (Raw, Download), or take the version before.",
    why="Lưu trang đang xem thì được trang web chứ không được tệp.",
    bad="<!DOCTYPE html>",
    good="model: 1",
)
CONFLICT_MARKER = rule(
    "conflict-marker",
    "Còn dấu xung đột",
    vi="“{written}” là dấu xung đột khi hai người cùng sửa một chỗ.",
    mend="giữ nội dung đúng, xóa ba dòng bắt đầu bằng <<<<<<<, =======, >>>>>>>.",
    en="“{written}” marks a conflict: two people changed the same place.",
    mend_en="keep the right content and delete the three lines that begin with <<<<<<<, =======, "
    ">>>>>>>.",
    why="Giữa các dấu này là hai bản khác nhau của cùng một chỗ; chỉ người sửa mới biết bản nào "
    "đúng.",
    bad="<<<<<<< HEAD\n        value: 1514\n=======\n        value: 1541\n>>>>>>> sua-so-lieu",
    good="        value: 1514",
)
TAB = rule(
    "tab",
    "Dấu Tab trong dòng",
    vi="Dòng “{written}” có dấu Tab.",
    mend="xóa Tab; nếu cần thì gõ một dấu cách. Mỗi ô của Excel là một trường, ghi trên dòng "
    "riêng.",
    en="The line “{written}” holds a tab.",
    mend_en="delete the tab; type one space where one is needed. Each cell of Excel is a field on "
    "a line of its own.",
    why="Tab nhìn giống dấu cách nhưng là ký tự khác; thường do dán từ Excel, có khi kéo theo cả ô "
    "bên cạnh.",
    bad="value:\t1514",
    good="value: 1514",
)
TAB_INDENT = rule(
    "tab-indent",
    "Dấu Tab đầu dòng",
    vi="Đầu dòng “{written}” có dấu Tab.",
    mend="xóa Tab, gõ dấu cách cho thẳng với dòng trên.",
    en="The line “{written}” begins with a tab.",
    mend_en="delete the tab and type spaces, so that the line stands straight below the one above.",
    why="Tab rộng bao nhiêu tùy máy, nên nhìn thẳng hàng mà máy khác đọc lệch.",
    bad="\t\tvalue: 1514",
    good="        value: 1514",
)
SPECIAL_SPACE = rule(
    "special-space",
    "Dấu cách đặc biệt",
    vi="“{written}” có dấu cách đặc biệt ({code}), thường do chép từ Word hoặc trang web.",
    mend="xóa rồi gõ lại {write}.",
    en="“{written}” holds a special space ({code}), often copied from Word or a web page.",
    mend_en="delete it and type {write} again.",
    why="Dấu cách này nhìn giống dấu cách thường, nhưng máy coi là ký tự khác, nên số không còn là "
    "số.",
    bad="value: 1\u00a0514",
    good="value: 1514",
)
INVISIBLE_CHARACTER = rule(
    "invisible-character",
    "Ký tự ẩn",
    vi="“{written}” có ký tự ẩn hoặc điều khiển ({code}), thường do chép từ nơi khác.",
    mend="xóa rồi gõ lại {write}.",
    en="“{written}” holds an invisible or control character ({code}), often copied from elsewhere.",
    mend_en="delete it and type {write} again.",
    why="Ký tự không nhìn thấy có thể đổi thứ tự chữ, làm hai mã giống nhau thành khác nhau, hoặc "
    "làm hỏng số.",
    bad="value: 15\u200b14",
    good="value: 1514",
)
DECOMPOSED = rule(
    "decomposed",
    "Chữ gõ bằng dấu rời",
    vi="“{written}” gõ bằng dấu rời (Unicode tổ hợp): nhìn giống nhưng máy coi là chữ khác.",
    mend="chọn bảng mã “Unicode” trong bộ gõ, xóa và gõ lại.",
    en="“{written}” is typed with combining marks (decomposed Unicode): it looks the same, but is "
    "other text to a computer.",
    mend_en="choose “Unicode” in the input method, delete the text and type it again.",
    why="Hai cách gõ nhìn như nhau nhưng tìm kiếm và so sánh coi là hai chữ khác nhau.",
    bad="name: Ke\u0302\u0301t na\u0323p đảng viên",
    good="name: Kết nạp đảng viên",
)


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
    """Whether a line was left out."""


def check(data: bytes) -> Checked:
    """The text of a file's bytes, with spaces where its refused characters stood.

    A line whose depth is read from such a character is left out.
    """
    if len(data) > LARGEST_FILE:
        return Checked(None, (), (Slip(1, 1, FILE_SIZE(size=len(data), most=LARGEST_FILE)),))
    decoded = _decode(data)
    if isinstance(decoded, Slip):
        damaged = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        return Checked(None, tuple(damaged), (decoded,))
    text = decoded.replace("\r\n", "\n")
    lines = tuple(text.split("\n"))
    if _BAD.search(text):
        text = _BLANK.sub("", text)  # what stands on an empty line harms nobody
    stopping = (*_not_read(text), *_together(list(_conflicts(text))))
    if stopping:
        return Checked(None, lines, stopping)
    found = [*_characters(text), *_decomposed(text, lines)]
    if not found:
        return Checked(text, lines)
    spoiled = frozenset(slip.line for slip in found)
    read = _BAD.sub(" ", text).split("\n")
    askew = [slip.line for slip in found if _before_content(lines, slip)]
    for number in askew:
        read[number - 1] = ""
    return Checked("\n".join(read), lines, tuple(_together(found)), spoiled, bool(askew))


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


def _not_read(text: str) -> Iterator[Slip]:
    at = text.find("\r")
    if at >= 0:
        yield Slip(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), LINE_END())
    elif _PAGE.match(text):
        yield Slip(1, 1, NOT_DATA())


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
    if not _BAD.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = _BAD.search(line)
        if match:
            yield Slip(number, match.start() + 1, _character(line, match.start()))


def _character(line: str, at: int) -> Fault:
    """What is wrong with a line's character."""
    character = line[at]
    if character == "\t":
        broken = TAB if line[:at].strip(" -") else TAB_INDENT
        return broken(written=_BAD.sub(" ", line).strip())
    special = _SPACE.match(character)
    # What indents a line stands before all that is written on it.
    indents = bool(special) and not line[:at].strip(f" {character}")
    written = line.strip() if indents else _value(line)
    context: dict[str, Any] = {
        "written": _SPACE.sub(" ", written),
        "code": f"U+{ord(character):04X}",
    }
    mend = None
    if indents:
        mend = Wording(
            "xóa các dấu cách ở đầu dòng rồi gõ lại bằng phím cách, thẳng với các dòng cùng mục.",
            "delete the spaces at the start of the line and type them with the space bar, aligned "
            "with its block.",
        )
    elif character == "\ufffd":
        mend = Wording(
            "chữ ở chỗ ấy đã mất: xem nguồn rồi gõ lại cả từ.",
            "the letters that stood there are lost: look at the source and type the word again.",
        )
    return (SPECIAL_SPACE if special else INVISIBLE_CHARACTER)(
        None, mend, **context, write=_retyped(written)
    )


def _value(line: str) -> str:
    """What follows the field's name on a line, or the whole of the line's content."""
    _, separator, value = line.partition(": ")
    return (value if separator and value.strip() else line).strip(" \t-") or line.strip(" ")


def _retyped(written: str) -> str:
    """The same content with the space bar's spaces; digits that a space parted are joined."""
    spaced = re.sub("[\t\x0b\x0c\x85\u2028\u2029]", " ", _SPACE.sub(" ", written))
    plain = re.sub(f"[{INVISIBLE}]", "", spaced).strip()
    return plain.replace(" ", "") if re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+", plain) else plain


def _decomposed(text: str, lines: tuple[str, ...]) -> Iterator[Slip]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(lines, 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            pairs = enumerate(zip(line, composed, strict=False))
            column = next((i for i, (a, b) in pairs if a != b), min(len(line), len(composed)))
            value = _value(composed)
            written = value if composed.rfind(value) <= column else composed.strip(" ")
            yield Slip(number, column + 1, DECOMPOSED(written=written))


def _together(slips: list[Slip]) -> Iterator[Slip]:
    """One slip for all lines where the same thing is wrong on many: it has one cause."""
    same: dict[str, list[Slip]] = {}
    for slip in slips:
        same.setdefault(slip.rule, []).append(slip)
    for found in same.values():
        many = len(found) > _REPEATED
        yield from [counted(found[0], [slip.line for slip in found[1:]])] if many else found


def counted(slip: Slip, lines: Sequence[int]) -> Slip:
    """A slip that tells of more lines of its kind."""
    more = {"others": ", ".join(map(str, lines[:_REPEATED])), "count": len(lines)}
    return slip._replace(fault=replace(slip.fault, context={**slip.fault.context, **more}))


def _before_content(lines: tuple[str, ...], slip: Slip) -> bool:
    """Whether the slip stands where the line's depth is read from."""
    line = lines[slip.line - 1]
    return slip.rule != "decomposed" and not line[: slip.column - 1].strip(" -")
