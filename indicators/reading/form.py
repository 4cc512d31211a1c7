"""The form of a line, ``name: value``: what every line looks like, and what is wrong with another.

One pattern says what a line may be, so that a file is looked at line by line only where one
does not match; such a line is told by what stands on it, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from indicators.model import Bound
from indicators.reading import codes
from indicators.reading.fields import names, nested
from indicators.reading.text import counted
from indicators.reporting.findings import Slip
from indicators.reporting.rules import TYPE_THIS, Fault, Rule, Section, Wording

LONGEST_VALUE = 4000

MOST_LINES = 100
"""Lines of another form that are told one by one; what has more is no data file."""

GAP = "\ue000"
"""The name of a field that was refused before it was read; no text may hold this character."""

_CURLY = "“”„‟‘’‚‛«»"
_NAME = r"""(?:\w[\w.-]{0,80}+|"[^"\\\n]*+"|'[^'\n]*+')"""
_QUOTED = r"""(?:"(?:[^"\\\n]|\\["\\])*+"|'(?:[^'\n]|'')*+')"""
_PLAIN = (
    rf"(?![{_CURLY}][^{_CURLY}\n]*+[{_CURLY}] *+$)"
    r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|[\-?:](?=[^\s]))"""
    r"[^\n:#]*+(?:(?::(?! |$)|(?<! )\#)[^\n:#]*+)*+"
)
_VALUE = rf"(?!.{{{LONGEST_VALUE + 1}}})(?:{_QUOTED}|{_PLAIN}) *+"
_REMARK = r"(?<= )\#.*+"
_LINE = (
    rf" *+(?:\#.*+|(?:- ++)?+"
    rf"(?:{_NAME}:(?: ++{_VALUE}| *+(?:{_REMARK})?+)|(?<=- ){_VALUE}|(?<=- ){_REMARK})|- *+)?+"
)
_OTHER = re.compile(rf"^(?!{_LINE}$).*", re.MULTILINE)

_FIELD = "[a-z]+(?:-[a-z]+)*"
_NUMBER = "-?[0-9]+(?:[.,][0-9]+)?"
_LOOKALIKE = re.compile(rf"([–—‒‐‑−•·▪◦*+]|[0-9]{{1,2}}[.)](?= +{_FIELD}:)) +(?=\S)")
_COPIED = re.compile(rf"(\+|>|[0-9]+[:|]?)(?= *(?:- +)?{_FIELD}:(?: |$))")
"""What a line begins with that was copied from a comparison, a mail or beside line numbers."""
_SIGNS = "%@`&*!|>,]}[{?:-"
"""The signs with which no plain value may begin."""

rule = partial(Rule, Section.LINES)

NO_FIELD = rule(
    "no-field",
    "Dòng không phải là trường",
    vi="Dòng “{written}” không có dạng “tên: giá trị”, nên không phải là một trường.",
    mend="xóa dòng này, hoặc ghi các số trong đó thành từng trường, ví dụ value: 1514; nếu là "
    "phần tiếp của giá trị ở dòng trên thì nối vào cuối dòng ấy.",
    en="The line “{written}” is not of the form “name: value”, so it is no field.",
    mend_en="delete the line, or enter its numbers as fields, such as value: 1514; join what "
    "continues the value above to the end of that line.",
    why="Mỗi dòng có dạng “tên: giá trị”; lời nhắn, dòng của bảng tính hay dòng ngăn cách chép "
    "lẫn vào thì máy không đọc được, hoặc nối vào giá trị ở dòng trên.",
    bad="note: Số liệu đến cuối năm\n  theo báo cáo",
    good="note: Số liệu đến cuối năm theo báo cáo",
    former=(
        "directive",
        "key-complex",
        "key-empty",
        "key-long",
        "line-glued",
        "ornament-line",
        "several-documents",
        "syntax",
    ),
)
LINE_COPIED = rule(
    "line-copied",
    "Dấu chép kèm ở đầu dòng",
    vi="Dòng “{written}” mở đầu bằng “{mark}”, chép kèm từ nơi khác.",
    mend="xóa “{mark}” ở đầu dòng, giữ nguyên các dấu cách thụt lề.",
    en="The line “{written}” begins with “{mark}”, copied along from elsewhere.",
    mend_en="delete the “{mark}” at the start of the line and keep the spaces that indent it.",
    why="Chép từ bản so sánh, thư hay cửa sổ có số dòng thì dấu “+”, “>” hay số dòng đi kèm.",
    bad="+        value: 1514",
    good="        value: 1514",
)
DASH_LOOKALIKE = rule(
    "dash-lookalike",
    "Dấu khác thay cho dấu -",
    vi="Đầu dòng là dấu “{mark}”, không phải dấu “-” của bàn phím.",
    en="The line begins with “{mark}”, which is not the keyboard's dash.",
    why="Word tự đổi dấu “-” thành dấu gạch dài hoặc dấu chấm tròn; máy không coi đó là đầu mục.",
    bad="– period: 2021",
    good="- period: 2021",
)
DASH_SPACE = rule(
    "dash-space",
    "Dấu cách sau dấu -",
    vi="Sau dấu “-” đầu mục thiếu dấu cách, hoặc có hai dấu “-”.",
    en="A space is missing after the dash that begins an item, or there are two dashes.",
    why="Không có dấu cách, máy coi dấu “-” là một phần của tên trường.",
    bad="-period: 2021",
    good="- period: 2021",
)
COLON_SPACE = rule(
    "colon-space",
    "Thiếu dấu cách sau dấu hai chấm",
    vi="Trong “{written}”, sau dấu “{mark}” thiếu dấu cách, hoặc dấu hai chấm không phải dấu "
    "thường.",
    en="In “{written}” a space is missing after “{mark}”, or it is not the plain colon.",
    why="Máy chỉ nhận ra tên trường khi sau tên là dấu hai chấm và một dấu cách.",
    bad="value:1514",
    good="value: 1514",
)
COLON_MISSING = rule(
    "colon-missing",
    "Thiếu dấu hai chấm",
    vi="Dòng “{written}” thiếu dấu hai chấm sau tên trường.",
    en="The line “{written}” lacks the colon after the field's name.",
    why="Không có dấu hai chấm, máy nối cả dòng vào giá trị của dòng trên.",
    bad="value 1514",
    good="value: 1514",
)
FIELDS_ON_ONE_LINE = rule(
    "fields-on-one-line",
    "Hai trường trên một dòng",
    vi="Từ “{write}” là một trường nữa trên cùng dòng.",
    mend="xuống dòng trước {write}, thụt lề thẳng với trường đầu dòng.",
    en="From “{write}” on there is another field on the same line.",
    mend_en="begin a new line before {write}, aligned with the first field.",
    why="Mỗi trường đứng trên một dòng; trường thứ hai trên dòng sẽ bị đọc thành một phần của giá "
    "trị.",
    bad="- period: 2021 value: 1514",
    good="- period: 2021\n  value: 1514",
)
COLON_IN_VALUE = rule(
    "colon-in-value",
    "Dấu hai chấm trong giá trị",
    vi="“{written}” có dấu hai chấm và dấu cách ở giữa, nên máy đọc thành tên trường.",
    mend="đặt cả giá trị trong ngoặc kép thẳng: {write}.",
    en="“{written}” holds a colon and a space, so it reads as a field's name.",
    mend_en="put the whole value in straight quotes: {write}.",
    why="Trong YAML, “: ” ngăn tên trường với giá trị.",
    bad="name: Chỉ tiêu 1: kết nạp",
    good='name: "Chỉ tiêu 1: kết nạp"',
)
COMMENT_AFTER_VALUE = rule(
    "comment-after-value",
    "Chữ sau dấu #",
    vi="“{written}” không được đọc, vì “ #” mở đầu lời ghi cho người sửa.",
    mend="lời ghi thì đặt ở dòng riêng bắt đầu bằng “# ”, hoặc ở note; nếu thuộc giá trị thì đặt "
    "trong ngoặc kép: {write}.",
    en="“{written}” is not read, since “ #” begins a remark.",
    mend_en="put a remark on a line of its own that begins with “# ”, or into note; if it belongs "
    "to the value, quote it: {write}.",
    why="Người đọc tưởng phần sau dấu # thuộc giá trị, còn máy thì bỏ đi.",
    bad="value: 1514 # số sơ bộ",
    good="# Số sơ bộ.\nvalue: 1514",
)
YAML_COMMAND = rule(
    "yaml-command",
    "Giá trị bắt đầu bằng ký hiệu lệnh",
    vi="“{written}” bắt đầu bằng “{mark}”, YAML hiểu là lệnh.",
    mend="đặt cả giá trị trong ngoặc kép: {write}, hoặc bỏ “{mark}”.",
    en="“{written}” begins with “{mark}”, which tells YAML to do something.",
    mend_en="quote the whole value: {write}, or drop the “{mark}”.",
    why="Các ký hiệu & * ! | > % @ ` ở đầu giá trị là lệnh của YAML; giá trị thật bị đổi hoặc mất.",
    bad="value: &1514",
    good="value: 1514",
    former=("colon-extra", "flow-list", "flow-map", "lone-dash", "text-lines"),
)
QUOTE_OPEN = rule(
    "quote-open",
    "Thiếu ngoặc kép đóng",
    vi="“{written}” mở bằng {mark} nhưng không đóng ở cuối dòng.",
    mend="đặt cả giá trị trong một cặp ngoặc: {write}.",
    en="“{written}” opens with {mark}, which is not closed at the line's end.",
    mend_en="put the whole value in one pair of quotes: {write}.",
    why="Không có dấu đóng, máy nuốt các dòng sau vào giá trị này.",
    bad='name: "Kết nạp đảng viên',
    good='name: "Kết nạp đảng viên"',
    former=("invisible-escape", "quote-backslash", "quote-tail"),
)
CURLY_QUOTES = rule(
    "curly-quotes",
    "Ngoặc kép cong",
    vi="Ngoặc kép cong của Word quanh “{written}”.",
    en="Word's curly quotes stand around “{written}”.",
    mend="thay bằng ngoặc thẳng: {write}.",
    mend_en="use straight quotes: {write}.",
    why="Máy chỉ coi ngoặc thẳng là ngoặc; ngoặc cong bị đọc là một phần của giá trị.",
    bad="name: “Kết nạp”",
    good='name: "Kết nạp"',
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

_OF_SHAPE = frozenset(
    {NO_FIELD, LINE_COPIED, DASH_LOOKALIKE, DASH_SPACE, COLON_SPACE, COLON_MISSING}
)
"""What leaves open where a line belongs, or what it says."""


class Other(NamedTuple):
    """A line of another form."""

    slip: Slip
    instead: str
    """The line to read on with."""
    sure: bool
    """Whether it is known where the line belongs, and that it is a field."""


def others(text: str) -> Sequence[Other]:
    """The lines of another form, and what is wrong with each; after so many they are counted."""
    found: list[Other] = []
    uncounted: list[int] = []
    number = at = 0
    for match in _OTHER.finditer(text):
        number += text.count("\n", at, match.start())
        at = match.start()
        if len(found) == MOST_LINES:
            uncounted.append(number + 1)
            continue
        column, fault = _told(match[0])
        slip, sure = Slip(number + 1, column, fault), fault.rule not in _OF_SHAPE
        found.append(Other(slip, _instead(match[0], column, fault), sure))
    if uncounted:
        found[-1] = found[-1]._replace(slip=counted(found[-1].slip, uncounted))
    return found


def _told(line: str) -> tuple[int, Fault]:
    """Where a line is at fault, and why."""
    content = line.strip(" ")
    at = line.index(content[0])
    dash = re.match("- +", content)
    body = content[dash.end() :] if dash else content
    start = at + (dash.end() if dash else 0)
    copied, look = _COPIED.match(content), _LOOKALIKE.match(content)
    if copied and (copied[1] != "+" or not at):
        return at + 1, LINE_COPIED(written=content, mark=copied[1])
    if look:
        return at + 1, DASH_LOOKALIKE(mark=look[1], write=f"- {content[look.end() :]}")
    bare = content.lstrip("- ")
    if bare and content[0] == "-" and (not dash or body[0] == "-"):
        return at + 1, DASH_SPACE(write=f"- {bare}")
    named = re.match(rf"({_NAME}):(?: +|$)", body)
    if named:
        return _of_value(start + named.end(), body[named.end() :], named[1])
    if dash and (body[0] in _SIGNS + "\"'#" or re.search(": |:$", body)):
        return _of_value(start, body, "")
    column, fault = _of_unnamed(body)
    return start + column, fault


def without_colon(line: str) -> tuple[int, Fault] | None:
    """What is wrong with an item that is a plain text, should fields follow it."""
    item = re.match(rf"( *- +)(?!{_NAME}:(?: |$))(.*[^ ])", line)
    if item is None:
        return None
    column, fault = _of_unnamed(item[2])
    return len(item[1]) + column, fault


def _instead(line: str, column: int, fault: Fault) -> str:
    """The line as its advice has it, with a gap for a value, or none where that is unknown."""
    start = re.match(r" *(?:- +)?", line)
    before = start[0] if start else ""
    context = fault.context
    if fault.rule is LINE_COPIED:
        rest = line[column - 1 + len(str(context["mark"])) :]
        return rest if context["mark"] == "+" else rest.removeprefix(" ")
    if fault.rule is NO_FIELD and "write" not in context:
        return ""
    if fault.rule in _OF_SHAPE:
        at = " " * (column - 1) if fault.rule in (DASH_SPACE, DASH_LOOKALIKE) else before
        return f"{at}{context['write']}"
    return f"{before}{GAP}:"


_MEANT = Wording(
    "Không có trường “{written}”; có phải là “{write}”?",
    "There is no field “{written}”; is “{write}” meant?",
)


def _of_unnamed(text: str) -> tuple[int, Fault]:
    """What is wrong with a line without a field's name and colon."""
    colon = re.match(rf"({_FIELD}) *([:：])\s*(?=\S)", text)
    if colon and colon[1] in names():
        write = f"{colon[1]}: {text[colon.end() :]}"
        return colon.start(2) + 1, COLON_SPACE(written=text, write=write, mark=colon[2])
    named = re.match(r"(\w[^:#]{0,40}): +(\S.*)", text)
    meant = codes.field_for(tuple(sorted(names())), named[1]) if named else ""
    if named and meant:
        return 1, NO_FIELD(_MEANT, TYPE_THIS, written=named[1], write=f"{meant}: {named[2]}")
    name = re.match(rf"({_FIELD}) *[=;]? *(?<![a-z])(\S.*)", text)
    if text in nested() or (name and name[1] in names()):
        write = f"{name[1]}: {name[2]}" if name else f"{text}:"
        return 1, COLON_MISSING(written=text, write=write)
    return 1, NO_FIELD(written=text)


def _of_value(start: int, value: str, field: str) -> tuple[int, Fault]:
    """What is wrong with the value that begins at a column, counted from 0."""
    quoted = re.match(rf"{_QUOTED} *", value)
    end = quoted.end() if quoted else 0
    hidden, colon = re.search("(?:^| )#", value[end:]), re.search(r":(?= |$)", value)
    if len(value) > LONGEST_VALUE:
        fault = TEXT_LONG(written=f"{value[:40]}…", length=len(value))
    elif value[0] in "\"'" and not (quoted and hidden):
        start += end
        fault = _of_quotes(value, closed=bool(quoted))
    elif value[0] in _SIGNS and not re.match(r"[-?:]\S", value):
        fault = _of_sign(value, field)
    elif hidden and not (colon and colon.start() < hidden.start()):
        at = end + hidden.end() - 1
        start += at
        fault = COMMENT_AFTER_VALUE(written=value[at:], write=quote(value))
    elif colon:
        second = re.fullmatch(rf"(\S+) +({_FIELD}): +(\S.*)", value)
        several = second is not None and second[2] in names()
        start += second.start(2) if several and second else colon.start()
        write = value[second.start(2) :] if several and second else quote(value)
        fault = (FIELDS_ON_ONE_LINE if several else COLON_IN_VALUE)(written=value, write=write)
    else:
        bare = value.strip(_CURLY)
        fault = CURLY_QUOTES(written=bare, write=quote(bare))
    return start + 1, fault


def _of_quotes(value: str, *, closed: bool) -> Fault:
    """Why a quoted value is none: it is not closed, goes on, or holds a backslash."""
    mark = value[0]
    inner = value.strip(f"{mark} ")
    if closed and mark == '"':  # an apostrophe inside single quotes must stay
        inner = value.replace(mark, "")
    if mark == '"' and "\\" in inner:
        what = Wording(
            "Trong “{written}” có dấu \\, trong ngoặc kép là lệnh của YAML.",
            "“{written}” holds a backslash, which is a command inside double quotes.",
        )
        return QUOTE_OPEN(what, written=value, write=quote(inner))
    return QUOTE_OPEN(written=value, mark=mark, write=quote(inner))


def _of_sign(text: str, field: str) -> Fault:
    """What is wrong with a value that begins with a sign by which YAML is told something."""
    mend = None
    bound = re.fullmatch(rf">(=?) *({_NUMBER})%?", text)
    number = re.fullmatch(rf"[^\w\s]\s*({_NUMBER})\s*[^\w\s]*", text)
    if field == "bound":
        mend = Wording("gõ {code}.", "type {code}.")
    elif bound:
        mend = Wording(
            "gõ {field}: {number}, rồi bound: {bound} ở dòng dưới nếu mục này có trường ấy.",
            "type {field}: {number}, then bound: {bound} below if the item has that field.",
        )
    elif number and text[0] != "-" and field not in nested():
        mend = Wording(
            "nếu là số thì gõ {number}; nếu là chữ thì đặt trong ngoặc kép: {write}.",
            "if it is a number, type {number}; if it is text, quote it: {write}.",
        )
    elif text in ("?", "-"):
        mend = Wording(
            "số chưa có thì xóa dòng này và ghi lý do ở missing.",
            "for a number that is not known delete the line and give the reason in missing.",
        )
    elif text[0] in "|>" and not text.strip("|>+-0123456789 "):
        mend = Wording(
            "bỏ “{written}”, ghi cả đoạn trên một dòng sau dấu hai chấm; dòng dài cũng được.",
            "drop “{written}” and write the whole passage on one line after the colon.",
        )
    elif text[0] in "[{-" and (not field or field in nested()):
        mend = Wording(
            "xuống dòng, ghi mỗi mục, mỗi trường trên dòng riêng, mục bắt đầu bằng “- ”.",
            "write each item and field on a line of its own below, items beginning with “- ”.",
        )
    return YAML_COMMAND(
        None,
        mend,
        written=text,
        mark=text[0],
        write=quote(text),
        field=field,
        number=(bound or number or ["", "", ""])[2 if bound else 1],
        bound="at-least" if bound and bound[1] else "above",
        code=codes.code_for(Bound, text) if field == "bound" else "",
    )


def is_plain(text: str) -> bool:
    """Whether a value may be typed without quotes."""
    return re.fullmatch(_PLAIN, text) is not None and not text.endswith(" ")


def quote(text: str) -> str:
    """The text between straight quotes, as YAML reads it back unchanged."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
