"""What one typed value may be: numbers, years, dates, ids and texts, and why another is refused.

Every value reaches this module as the text that stands in the file. A refusal is a
``PydanticCustomError`` whose type is the name of a rule and whose context holds the fault.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Any, LiteralString, NamedTuple

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from indicators.lettering import misread, repaired, unmarked
from indicators.mistyped import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    NUMBER_DIGITS,
    NUMBER_THOUSANDS,
    WORDS_FOR_MISSING,
    date_meant,
    possible,
    why_not_a_number,
    year_meant,
)
from indicators.reporting.rules import Fault, Rule, Section, Wording, same
from indicators.unfilled import UNFILLED

rule = partial(Rule, Section.FIELDS)

LONGEST_ID = 80
MOST_DECIMALS = 6

_NUMBER = re.compile(
    r"(?=.{1,24}\Z)(?!-0(?:[.,]0+)?\Z)-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?", re.ASCII
)
"""Of at most 24 characters, and no zero below zero."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?(/[^\s\"'<>\\^`{|}]*)?", re.IGNORECASE
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


class PartialDate(NamedTuple):
    """A date as far as a source gives it: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in self if part is not None)


def _refusal(fault: Fault) -> PydanticCustomError:
    return PydanticCustomError(fault.rule.name, "", {"fault": fault})


def _unworded(rule: LiteralString) -> PydanticCustomError:
    """A refusal that is worded where the value's place is known."""
    return PydanticCustomError(rule, "")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _unworded("text-expected")
    return value


def _typed(value: Any) -> str:
    text = _text(value)
    if not text:
        raise _unworded("value-empty")
    return text


SAMPLE_TEXT = rule(
    "sample-text",
    "Chữ mẫu chưa thay",
    vi="“{written}” là chữ của mẫu, chưa được thay.",
    en="“{written}” is the template's own text, which was not replaced.",
    mend="thay bằng nội dung thật; nguồn không nêu thì xóa cả dòng nếu trường không bắt buộc.",
    mend_en="put the real content in its place, or delete the line unless it is required.",
    why="Chữ in hoa trong mẫu chỉ chỗ cần điền; để nguyên thì nó lên trang như nội dung thật.",
    bad="title: TÊN VĂN BẢN",
    good="title: Báo cáo tổng kết",
)


def _filled(text: str) -> str:
    """The text, unless it is what the templates hold in the place of a value."""
    if text in UNFILLED:
        raise _refusal(SAMPLE_TEXT())
    return text


def number(value: Any) -> Decimal:
    """The exact decimal number that a text states, its typed digits kept.

    A comma or a point is the decimal mark. Whether three decimals are doubtful depends on the
    field, so ``check`` decides that. Errors: one rule name for each way to type it wrongly.
    """
    return _number(_typed(value))


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal:
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise _refusal(why_not_a_number(_filled(text)))


NUMBER_LIMITS = Rule(
    Section.NUMBERS,
    "number-limits",
    "Số ngoài khoảng dùng được",
    vi="“{written}” không dùng được: ở đây ghi {limits}.",
    en="“{written}” cannot be used: this is {limits}.",
    mend="gõ {limits}.",
    mend_en="type {limits}.",
    why="Số ngoài khoảng là gõ nhầm: không có nửa người, số người âm, phần hơn toàn bộ.",
    bad="value: -15",
    good="value: 15",
    unsettles=True,
    former=(
        "decimals-range", "model-version", "number-decimals", "number-negative", "number-whole",
        "rank-form", "share-over", "smallest-shown", "whole-range",
    ),
)  # fmt: skip
_WHOLE = Wording("số nguyên", "a whole number")
_NO_COUNT = Wording(
    "gõ {limits}; tỷ lệ của một mức xếp loại thì khai ở share.",
    "type {limits}; a grade's percentage belongs in share.",
)


def _whole(value: Any) -> int:
    text = _typed(value)
    if re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text):
        raise _refusal(NUMBER_THOUSANDS(write=re.sub("[.,]", "", text)))
    if re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)? *%|-?[0-9]+[.,][0-9]+", text):
        raise _refusal(NUMBER_LIMITS(mend=_NO_COUNT, limits=_WHOLE))
    return int(number(text))


def _within(least: int, most: int | None, value: Any) -> int:
    number = _whole(value)
    if number < least or (most is not None and number > most):
        limits = Wording(f"số từ {least} đến {most}", f"a number from {least} to {most}")
        if most is None:
            limits = Wording(f"số từ {least} trở lên", f"a number from {least} on")
        raise _refusal(NUMBER_LIMITS(limits=limits if least != most else same(f"{least}")))
    return number


NOT_A_YEAR = rule(
    "not-a-year",
    "Không phải năm",
    vi="“{written}” không phải một năm dùng được.",
    en="“{written}” is no usable year.",
    mend="gõ năm bằng bốn chữ số, ví dụ 2021; số chưa hết năm (quý, sáu tháng) thì ghi số cộng từ "
    "đầu năm và thêm dòng through: 2021-06.",
    mend_en="type the year in four digits, such as 2021; of a part of it (a quarter, six months) "
    "type what was counted from the start of the year and add through: 2021-06.",
    why="Năm ngoài khoảng 1900 – 2200 là gõ nhầm.",
    bad="- period: 20211",
    good="- period: 2021",
)


def _year(value: Any) -> int:
    text = _typed(value)
    if re.fullmatch("[0-9]{4}", text, re.ASCII) and possible(int(text)):
        return int(text)
    digits = why_not_a_number(_filled(text))
    raise _refusal(digits if digits.rule is NUMBER_DIGITS else NOT_A_YEAR.typed(year_meant(text)))


NOT_A_DATE = rule(
    "not-a-date",
    "Ngày tháng không đúng dạng",
    vi="“{written}” không phải ngày tháng dùng được.",
    en="“{written}” is no usable date.",
    mend="gõ năm-tháng-ngày của một ngày có trong lịch, ví dụ 2021-04-15, hoặc 2021-04, hoặc 2021; "
    "đầu, giữa, cuối tháng của through thì ghi thêm part.",
    mend_en="type year-month-day of a day of the calendar, such as 2021-04-15, or 2021-04, or "
    "2021; the early, middle or late part of the month of a through goes into part.",
    why="15/4/2021 và 4/15/2021 viết theo hai thứ tự; dạng năm-tháng-ngày chỉ hiểu được một cách.",
    bad="date: 15/4/2021",
    good="date: 2021-04-15",
)


def _date(value: Any) -> PartialDate:
    text = _filled(_typed(value))
    match = _DATE.fullmatch(text)
    parts = [int(part) for part in match.groups() if part] if match else []
    if not parts or not possible(*parts):
        raise _refusal(NOT_A_DATE.typed(date_meant(text)))
    return PartialDate(*parts)


_A_MONTH = Wording(
    "gõ năm, ví dụ 2020, hoặc năm-tháng với tháng từ 01 đến 12, ví dụ 2020-10.",
    "type a year, such as 2020, or a year and a month from 01 to 12, such as 2020-10.",
)


def _month(value: Any) -> int | PartialDate:
    """A year, or a month of one, as it was typed."""
    text = _typed(value)
    if "-" not in (date_meant(text) or text):
        return _year(text)
    if not date_meant(_filled(text)):
        raise _refusal(NOT_A_DATE(mend=_A_MONTH))
    date = _date(text)
    if date.day:
        raise _refusal(NOT_A_DATE.typed(text[: len("2020-10")]))
    return date


RESERVED = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Ids that Windows stores no file under."""


def _id(value: Any) -> str:
    text = _typed(value)
    fits = _ID.fullmatch(_filled(text)) and len(text) <= LONGEST_ID
    if not fits or RESERVED.fullmatch(text):
        raise _unworded("id-form")
    return text


def as_id(text: str) -> str:
    """An id made of a Vietnamese text: no diacritics, lower case, hyphens."""
    return "-".join(re.findall("[a-z0-9]+", unmarked(text)))[:LONGEST_ID].removesuffix("-")


TEXT_SPACE = rule(
    "text-space",
    "Dấu cách thừa trong ngoặc",
    vi="“{written}” có dấu cách thừa ở đầu hoặc cuối.",
    en="“{written}” begins or ends with a space.",
    mend="xóa dấu cách thừa: {write}.",
    mend_en="delete the space: {write}.",
    why="Dấu cách thừa làm hai tên giống nhau thành khác nhau.",
    bad='name: "Kết nạp đảng viên "',
    good='name: "Kết nạp đảng viên"',
)

QUOTE_LONE = Rule(
    Section.LINES,
    "quote-lone",
    "Ngoặc kép lẻ",
    vi="“{written}” có dấu {mark} mà không có dấu đi cùng.",
    en="“{written}” holds the mark {mark} without its partner.",
    mend="xóa dấu ấy, hoặc gõ thêm dấu còn thiếu.",
    mend_en="delete the mark, or type the one that is missing.",
    why="Dấu ngoặc lẻ là phần còn sót khi xóa hoặc dán chữ; để nguyên thì nó lên trang.",
    bad='name: Kết nạp đảng viên"',
    good="name: Kết nạp đảng viên",
)

OLD_FONT = Rule(
    Section.FILE,
    "old-font",
    "Chữ của phông cũ",
    vi="“{written}” có chữ của phông cũ (TCVN3, VNI), chữ bị đọc sai bảng mã, hoặc chữ Ð, ð.",
    en="“{written}” holds letters of an old font (TCVN3, VNI), of a wrong code, or Ð or ð.",
    mend="gõ lại bằng bảng mã “Unicode”, hoặc chuyển bản gốc (.VnTime, VNI-Times) sang Unicode.",
    mend_en="type it again in the code “Unicode”, or convert the original (.VnTime, VNI-Times).",
    why="Chữ gõ bằng phông cũ hiện trên trang thành ký tự lạ và không tìm kiếm được.",
    bad="name: KÕt n¹p ®¶ng viªn",
    good="name: Kết nạp đảng viên",
    certain=True,
)


def _words(value: Any) -> str:
    return _written(_text(value))


@lru_cache(maxsize=4096)
def _written(text: str) -> str:
    """The text as it is, if it is fit to be shown."""
    if not text.strip():
        raise _unworded("value-empty")
    if _filled(text) != text.strip():
        raise _refusal(TEXT_SPACE(write=text.strip()))
    mark = _lone_quote(text)
    if mark:
        raise _refusal(QUOTE_LONE(mark=mark))
    if misread(text):
        meant = repaired(text)
        raise _refusal(OLD_FONT.typed("" if misread(meant) else meant))
    if "Ð" in text or "ð" in text:
        raise _refusal(OLD_FONT.typed(text.replace("Ð", "Đ").replace("ð", "đ")))
    return text


def _lone_quote(text: str) -> str:
    """A quotation mark at either end of a text without its partner, else an empty text."""
    for mark in (text[0], text[-1]):
        lone = text.count('"') % 2 if mark == '"' else text.count("“") != text.count("”")
        inches = mark == '"' and re.search('[0-9]"$', text)
        if mark in '“”"' and lone and not inches and "„" not in text:
            return mark
    return ""


NOT_A_REASON = Rule(
    Section.RECORDS,
    "not-a-reason",
    "Không phải lý do",
    vi="“{written}” không nói lên lý do.",
    en="“{written}” gives no reason.",
    mend="ghi lý do bằng lời, ví dụ: Nguồn không nêu; ở permission thì ghi ai cho phép, bằng văn "
    "bản nào; số là kết quả thì ghi ở value.",
    mend_en="give the reason in words, such as: Nguồn không nêu; in permission say who allowed it, "
    "by which document; a number that is the result belongs in value.",
    why="Số ghi ở chỗ của lý do không vào bảng nào, còn người đọc thấy năm ấy chưa có số liệu.",
    bad="missing: 1347",
    good="value: 1347",
)


def _reason(value: Any) -> str:
    """A text that says why: letters, and more than what some type for nothing."""
    text = _words(value)
    plain = text.strip(" %.").lower()
    answered = plain in {*WORDS_FOR_MISSING, "true", "false", "yes", "no", "có", "không", "x"}
    if answered or not re.search(r"[^\W\d_]", text):
        raise _refusal(NOT_A_REASON())
    return text


def _permission(value: Any) -> str:
    """Who allowed something, which the source of a number does not say."""
    text = _reason(value)
    if text.lower().startswith("nguồn không nêu"):
        raise _refusal(NOT_A_REASON())
    return text


def _flag(value: Any) -> bool:
    text = _typed(value)
    if text not in ("true", "false"):
        raise _unworded("code-unknown")
    return text == "true"


ADDRESS_FORM = rule(
    "address-form",
    "Địa chỉ không dùng được",
    vi="“{written}” không phải địa chỉ trang web dùng được.",
    en="“{written}” is no usable web address.",
    mend="bắt đầu bằng https://, không có dấu cách, ngoặc hay tên người dùng trước @.",
    mend_en="begin with https://, without spaces, quotes or a user's name before @.",
    why="Người đọc bấm vào địa chỉ này; chỉ địa chỉ công khai mới an toàn.",
    bad="url: www.example.vn/bao cao",
    good="url: https://www.example.vn/bao-cao",
)


def _address(value: Any) -> str:
    text = _typed(value)
    if not ADDRESS.fullmatch(text):
        raise _refusal(ADDRESS_FORM())
    return text


def _schema(pattern: str, *types: str, **limits: int) -> WithJsonSchema:
    """A JSON Schema in which a value typed with or without quotes is the same value."""
    return WithJsonSchema({"type": list(types), "pattern": pattern, **limits})


_DECIMAL_PATTERN = "^-?(0|[1-9][0-9]*)([.,][0-9]+)?$"
Number = Annotated[Decimal, BeforeValidator(number), _schema(_DECIMAL_PATTERN, "number", "string")]
_COUNT = ("^[0-9]+$", "integer", "string")
Whole = Annotated[int, BeforeValidator(partial(_within, 0, None)), _schema(*_COUNT)]
Decimals = Annotated[
    int,
    BeforeValidator(partial(_within, 0, MOST_DECIMALS)),
    _schema(*_COUNT, minimum=0, maximum=MOST_DECIMALS),
]
Smallest = Annotated[int, BeforeValidator(partial(_within, 1, None)), _schema(*_COUNT, minimum=1)]
Version = Annotated[
    int, BeforeValidator(partial(_within, 1, 1)), _schema(*_COUNT, minimum=1, maximum=1)
]
_YEARS = {"minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}
Year = Annotated[int, BeforeValidator(_year), _schema("^[0-9]{4}$", "integer", "string", **_YEARS)]
Date = Annotated[
    PartialDate,
    BeforeValidator(_date),
    _schema("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "integer", "string", **_YEARS),
]
Month = Annotated[
    int | PartialDate,
    PlainValidator(_month),
    _schema("^[0-9]{4}(-[0-9]{2})?$", "integer", "string", **_YEARS),
]
Id = Annotated[str, BeforeValidator(_id), _schema("^[a-z0-9]+(-[a-z0-9]+)*$", "string", "integer")]
Text = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": ["string", "number"]})]
Reason = Annotated[str, BeforeValidator(_reason), WithJsonSchema({"type": "string"})]
Permission = Annotated[str, BeforeValidator(_permission), WithJsonSchema({"type": "string"})]
Address = Annotated[str, BeforeValidator(_address), _schema("^https?://", "string")]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
