"""Why a text is no number, and the number, year or date that it certainly meant instead."""

from __future__ import annotations

import calendar
import re
import unicodedata
from functools import partial

from indicators.reporting.rules import Fault, Rule, Section

rule = partial(Rule, Section.NUMBERS)

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

WORDS_FOR_MISSING = frozenset(
    {"null", "~", "n/a", "na", "nan", "none", "không có", "chưa có", "-", "–", "—", "…", "..."}
)
"""What is typed for a number that is not known, and says nothing of why."""

NOT_A_NUMBER = rule(
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
NUMBER_WORD = rule(
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
NUMBER_THOUSANDS = rule(
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
NUMBER_DIGITS = rule(
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
NUMBER_SEVERAL = rule(
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
NUMBER_UNIT = rule(
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

_NUMBER = r"-?[0-9]+(?:[.,][0-9]+)?"
_GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:[ ._,][0-9]{3}){2,}|-?[0-9]{1,3}[ _][0-9]{3}"
    r"|-?[0-9]{1,3}(?:\.[0-9]{3})+,(?P<comma>[0-9]+)|-?[0-9]{1,3}(?:,[0-9]{3})+\.(?P<point>[0-9]+)"
)
_SEVERAL = re.compile(
    rf"(?:từ +)?{_NUMBER} *%? *(?:[-‐‑–—−]|đến|to) *{_NUMBER} *%?|[0-9]+ */ *[0-9]+", re.IGNORECASE
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
    if re.fullmatch(rf"{_NUMBER} *%", text):
        return NOT_A_NUMBER.typed(_pointed(text.rstrip("% ")))
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    odd = re.sub("[-0-9., ]", "", text)
    if odd and re.search(r"\d", text) and re.fullmatch("-?(0|[1-9][0-9]*)([.,][0-9]+)?", plain):
        return NUMBER_DIGITS.typed(
            "" if re.search("[²³¹⁰⁴-₉]", odd) else _pointed(plain), sign=odd[0]
        )
    whole = re.sub(r"^(-?)(?=[.,][0-9])", r"\g<1>0", text.removeprefix("+")).rstrip(".,;")
    if re.fullmatch(_NUMBER, whole):
        write = _pointed(whole)
        doubtful = write == text or re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", write)
        return NOT_A_NUMBER.typed("" if doubtful else write)
    return NUMBER_UNIT() if len(re.findall(_NUMBER, text)) == 1 else NOT_A_NUMBER()


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
