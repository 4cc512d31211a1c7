"""What one typed value may be: numbers, years, dates, ids and texts; why another is refused, and
what it certainly meant instead.

Every value reaches this module as the text that stands in the file. A refusal is a
``PydanticCustomError`` whose type is the name of a rule and whose context holds the fault.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Any, LiteralString, NamedTuple

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from indicators.lettering import misread, repaired, unmarked
from indicators.reporting.rules import Fault, Rule, Section, Wording, same

rule = partial(Rule, Section.FIELDS)
numbers = partial(Rule, Section.NUMBERS)

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

WORDS_FOR_MISSING = frozenset(
    {"null", "~", "n/a", "na", "nan", "none", "không có", "chưa có", "-", "–", "—", "…", "..."}
)
"""What is typed for a number that is not known, and says nothing of why."""

NOT_A_NUMBER = numbers(
    "not-a-number",
    "Không phải số",
    vi="“{written}” không phải số.",
    en="“{written}” is no number.",
    mend="chỉ ghi chữ số, ví dụ 112.25; đơn vị khai ở unit, ghi chú ở note.",
    mend_en="write digits only, such as 112.25; the unit belongs in unit, remarks in note.",
    why="Máy chỉ tính được với chữ số và một dấu thập phân; 010 hay 1e3 thì đọc hai cách.",
    bad="value: 010",
    good="value: 10",
    certain=True,
    former=("number-percent", "number-zero"),
)
NUMBER_WORD = numbers(
    "number-word",
    "Chữ thay cho số chưa có",
    vi="“{written}” không phải số.",
    en="“{written}” is no number.",
    mend="xóa dòng này và ghi lý do ở trường missing, ví dụ missing: Nguồn không nêu.",
    mend_en="delete the line and give the reason in the field missing.",
    why="Số chưa có phải nói rõ vì sao chưa có; dấu gạch hay N/A không nói được.",
    bad="value: N/A",
    good="missing: Nguồn không nêu.",
)
NUMBER_THOUSANDS = numbers(
    "number-thousands",
    "Dấu ngăn hàng nghìn",
    vi="“{written}” có dấu ngăn hàng nghìn.",
    en="“{written}” holds a separator of thousands.",
    why="1.347 là một nghìn ba trăm bốn mươi bảy với người Việt, là một phẩy ba bốn bảy với máy.",
    bad="value: 1.347",
    good="value: 1347",
    certain=True,
    unsettles=True,
)
NUMBER_DIGITS = numbers(
    "number-digits",
    "Chữ số hoặc dấu không thông dụng",
    vi="“{written}” có “{sign}”, không phải chữ số hay dấu của bàn phím.",
    en="“{written}” holds “{sign}”, which is no digit or sign of the keyboard.",
    mend="xóa rồi gõ lại bằng chữ số 0–9 của bàn phím.",
    mend_en="delete it and type it with the keyboard's digits 0–9.",
    why="Chữ O, chữ l, chữ số rộng, dấu trừ dài nhìn giống nhưng không phải chữ số.",
    bad="value: １３４７",
    good="value: 1347",
    certain=True,
)
NUMBER_SEVERAL = numbers(
    "number-several",
    "Hai số ở chỗ của một",
    vi="“{written}” là một khoảng hoặc một phân số; ở đây chỉ ghi một số.",
    en="“{written}” is a range or a fraction; one number is written here.",
    mend="khoảng thì ghi hai dòng: kết quả là value và value-max, chỉ tiêu năm là plan và "
    "plan-max, mức chỉ tiêu là min và max; phân số thì ghi hai dòng numerator: và denominator:.",
    mend_en="of a range write two lines: of a result value and value-max, of a plan plan and "
    "plan-max, of a target min and max; of a fraction write numerator: and denominator:.",
    why="Máy không tính được với “3 – 4” hay “79/85”; tỷ lệ do trang tự tính từ tử số, mẫu số.",
    bad="value: 79/85",
    good="numerator: 79\ndenominator: 85",
    former=("number-range", "number-fraction"),
)
NUMBER_UNIT = numbers(
    "number-unit",
    "Chữ cạnh số",
    vi="“{written}” có chữ hoặc dấu cạnh số; ở đây chỉ ghi một số.",
    en="“{written}” has words or signs beside the number; only one number is written here.",
    mend="chỉ để lại số, tính theo đơn vị ở unit; “trên”, “từ … trở lên”, “không quá” thì thêm "
    "dòng bound: above, at-least, below hoặc at-most (của chỉ tiêu: plan-bound; của mức chỉ "
    "tiêu: above thay min, below thay max); “gần”, “khoảng” thì thêm dòng approximate: true; lời "
    "giải thích ghi ở note.",
    mend_en="leave the number alone, counted in the unit of unit; a bound goes into a line bound: "
    "above, at-least, below or at-most (of a plan: plan-bound; of a target: above for min, below "
    "for max), what is only about so many gets a line approximate: true; an explanation goes into "
    "note.",
    why="Có chữ đi kèm thì không tính được; cận có trường riêng, và không đem tính như số đúng.",
    bad="value: trên 90",
    good="value: 90\nbound: above",
    former=("number-bound",),
)

_PLAIN = r"-?[0-9]+(?:[.,][0-9]+)?"
_GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:[ ._,][0-9]{3}){2,}|-?[0-9]{1,3}[ _][0-9]{3}"
    r"|-?[0-9]{1,3}(?:\.[0-9]{3})+,(?P<comma>[0-9]+)|-?[0-9]{1,3}(?:,[0-9]{3})+\.(?P<point>[0-9]+)"
)
_SEVERAL = re.compile(
    rf"(?:từ +)?{_PLAIN} *%? *(?:[-‐‑–—−]|đến|to) *{_PLAIN} *%?|[0-9]+ */ *[0-9]+", re.IGNORECASE
)
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("OoОоΟο", "0"), **dict.fromkeys("lIіІ|", "1"),
        **dict.fromkeys("−–—‐‑－", "-"), **dict.fromkeys("ае“”„‟‘’‚‛«»", ""),
    }
)  # fmt: skip
"""Letters, some of other scripts, and signs that are taken for a digit or slip in among digits."""


def why_not_a_number(text: str) -> Fault:
    """Which rule a text breaks as a number; with the number to write where that is certain."""
    if text.strip().lower() in WORDS_FOR_MISSING:
        return NUMBER_WORD()
    grouped = _GROUPED.fullmatch(text)
    if grouped:
        decimals = grouped["comma"] or grouped["point"] or ""
        whole = re.sub("[ ._,]", "", text[: -len(decimals) - 1] if decimals else text)
        return NUMBER_THOUSANDS.typed(
            _pointed(f"{whole}.{decimals}" if decimals.strip("0") else whole)
        )
    if _SEVERAL.fullmatch(text):
        return NUMBER_SEVERAL()
    if re.fullmatch(rf"{_PLAIN} *%", text):
        return NOT_A_NUMBER.typed(_pointed(text.rstrip("% ")))
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    odd = re.sub("[-0-9., ]", "", text)
    if odd and re.search(r"\d", text) and re.fullmatch("-?(0|[1-9][0-9]*)([.,][0-9]+)?", plain):
        return NUMBER_DIGITS.typed(
            "" if re.search("[²³¹⁰⁴-₉]", odd) else _pointed(plain), sign=odd[0]
        )
    whole = re.sub(r"^(-?)(?=[.,][0-9])", r"\g<1>0", text.removeprefix("+")).rstrip(".,;")
    if re.fullmatch(_PLAIN, whole):
        write = _pointed(whole)
        doubtful = write == text or re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", write)
        return NOT_A_NUMBER.typed("" if doubtful else write)
    return NUMBER_UNIT() if len(re.findall(_PLAIN, text)) == 1 else NOT_A_NUMBER()


def _pointed(text: str) -> str:
    """The number with a point, without needless zeros before it; zero itself has no sign."""
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", text.replace(",", "."))
    return plain if plain.strip("-0.") else plain.removeprefix("-")


def year_meant(text: str) -> str:
    """The one year that a text names beside words, and no part of it, else an empty text."""
    digits = re.findall("[0-9]+", text)
    part = re.search("quý|tháng|kỳ|nửa", text, re.IGNORECASE)
    fits = len(digits) == 1 and not part and re.fullmatch("(19|2[01])[0-9]{2}", digits[0])
    return digits[0] if fits else ""


_DATE_WORDS = re.compile(r"(?:ngày|tháng|năm|[ /.,–—−-])*", re.IGNORECASE)


def date_meant(text: str) -> str:
    """The date of a text in which Vietnam writes it, day before month, else an empty text."""
    parts = re.findall("[0-9]+", text)
    if not _DATE_WORDS.fullmatch(re.sub("[0-9]+", "", text)) or not 1 <= len(parts) <= 3:
        return ""
    parts = parts if len(parts[0]) == 4 else parts[::-1]
    fits = len(parts[0]) == 4 and all(len(part) <= 2 for part in parts[1:])
    write = "-".join(part.zfill(2) for part in parts)
    return write if fits and possible(*map(int, parts)) else ""


def possible(year: int, month: int | None = None, day: int | None = None) -> bool:
    """Whether there is such a year, month or day."""
    return (
        EARLIEST_YEAR <= year <= LATEST_YEAR
        and (month is None or 1 <= month <= 12)
        and (day is None or 1 <= day <= calendar.monthrange(year, month or 1)[1])
    )


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


UNFILLED = frozenset(
    {
        "AI CHO PHÉP, BẰNG VĂN BẢN NÀO", "AI THỰC HIỆN", "CƠ QUAN BAN HÀNH", "DÙNG ĐỂ LÀM GÌ",
        "LÝ DO", "LÝ DO CHƯA CÓ SỐ", "MÃ-BƯỚC", "MÃ-CŨ", "MÃ-GIẢI-PHÁP", "MÃ-LOẠI", "MÃ-MẪU-SỐ",
        "MÃ-MỨC", "MÃ-MỨC-XẾP-LOẠI", "MÃ-MỨC-XẾP-LOẠI-KHÁC", "MÃ-NGUỒN", "MÃ-NHIỆM-KỲ",
        "MÃ-NHIỆM-KỲ-SAU", "MÃ-NHÓM", "MÃ-SỐ-LIỆU", "MÃ-SỐ-LIỆU-KHÁC", "MÃ-SỐ-LIỆU-TRƯỚC",
        "MÃ-SỐ-LƯỢNG", "MÃ-TỔNG", "MÃ-TỬ-SỐ", "MÃ-VĂN-BẢN", "MÃ-ĐƠN-VỊ", "MÃ-ĐƠN-VỊ-CẤP-TRÊN",
        "MÃ-ĐƠN-VỊ-KHÁC", "NĂM-THÁNG-NGÀY", "SỐ", "SỐ CŨ", "SỐ LỚN HƠN", "SỐ MỚI", "SỐ, KÝ HIỆU",
        "TÊN CHỈ TIÊU", "TÊN LOẠI ĐƠN VỊ", "TÊN MỨC XẾP LOẠI", "TÊN MỨC XẾP LOẠI KHÁC", "TÊN NHÓM",
        "TÊN SỐ LIỆU", "TÊN SỐ LIỆU KHÁC", "TÊN SỐ LƯỢNG", "TÊN TỔ CHỨC ĐẢNG", "TÊN VĂN BẢN",
        "TÊN ĐƠN VỊ", "TÊN ĐƠN VỊ KHÁC", "TỶ LỆ", "VIỆC PHẢI LÀM", "VỊ TRÍ TRONG NGUỒN",
        "ĐIỀU CẦN NÓI THÊM", "ĐỊA CHỈ CÔNG KHAI",
    }
)  # fmt: skip
"""What the guides' templates hold where an editor writes what is true."""


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


NUMBER_LIMITS = numbers(
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
