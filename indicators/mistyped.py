"""Why a text is no number: what was typed instead, and the number that it certainly meant."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import partial

from indicators.reporting.rules import Fault, Rule, Section, Wording

rule = partial(Rule, Section.NUMBERS)

_DIGITS = r"-?[0-9]+(?:[.,][0-9]+)?"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?", re.ASCII)
_PERCENT = re.compile(rf"({_DIGITS}) *%")
_GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:[ ._,][0-9]{3}){2,}|-?[0-9]{1,3}[ _][0-9]{3}"
    r"|-?[0-9]{1,3}(?:\.[0-9]{3})+,(?P<comma>[0-9]+)"
    r"|-?[0-9]{1,3}(?:,[0-9]{3})+\.(?P<point>[0-9]+)",
    re.ASCII,
)
_PADDED = re.compile(r"(-?)0+([0-9]+(?:[.,][0-9]+)?)", re.ASCII)
_RANGE = re.compile(rf"(?:từ +)?{_DIGITS} *%? *(?:[-‐‑–—−]|đến|to) *{_DIGITS} *%?", re.IGNORECASE)
_FRACTION = re.compile(r"([0-9]+) */ *([0-9]+)", re.ASCII)
_BEFORE = {
    ">": "above", "trên": "above", "hơn": "above", "nhiều hơn": "above", "lớn hơn": "above",
    ">=": "at-least", "≥": "at-least", "ít nhất": "at-least", "tối thiểu": "at-least",
    "không dưới": "at-least", "không ít hơn": "at-least",
    "<": "below", "dưới": "below", "gần": "below", "ít hơn": "below", "nhỏ hơn": "below",
    "chưa đến": "below", "chưa tới": "below",
    "<=": "at-most", "≤": "at-most", "không quá": "at-most", "tối đa": "at-most",
    "nhiều nhất": "at-most", "không hơn": "at-most",
    "~": "", "≈": "", "khoảng": "", "xấp xỉ": "", "trên dưới": "",
}  # fmt: skip
_AFTER = {"trở lên": "at-least", "trở xuống": "at-most"}
_BOUNDED = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))}|từ)? *(?P<number>{_DIGITS})"
    r" *%?(?P<unit>(?: +[^\W\d_]+)*?)(?P<after> +trở lên| +trở xuống)?",
    re.IGNORECASE,
)
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_SCALED = re.compile(
    rf"({_DIGITS}) *({'|'.join(_SCALES)})(?: +([0-9]{{3}}))?((?: +[^\W\d_]+)*)", re.IGNORECASE
)
_WITH_UNIT = re.compile(rf"({_DIGITS})(?: +[^\W\d_].*| *[(*#].*| */ *[^\W\d].*)", re.DOTALL)
WORDS_FOR_MISSING = frozenset(
    {"null", "~", "n/a", "na", "nan", "none", "không có", "chưa có", "-", "–", "—", "…", "..."}
)
"""What is typed for a number that is not known, and says nothing of why."""
_QUOTES = "“”„‟‘’‚‛«»"
_LOOKALIKES = str.maketrans("−–—‐‑－", "------")


NOT_A_NUMBER = rule(
    "not-a-number",
    "Không phải số",
    vi="“{written}” không phải số.",
    en="“{written}” is no number.",
    mend="chỉ ghi chữ số, ví dụ 112.15; đơn vị khai ở unit, ghi chú ở note.",
    mend_en="write digits only, such as 112.15; the unit belongs in unit, remarks in note.",
    why="Máy chỉ tính được với chữ số và một dấu thập phân.",
    bad="value: 1e3",
    good="value: 1000",
    certain=True,
)


def why_not_a_number(text: str) -> Fault:
    """Which rule a text breaks as a number; with a number to write only where it is certain."""
    attempts = (attempt(text) for attempt in _ATTEMPTS)
    return next((found for found in attempts if found), NOT_A_NUMBER.typed(_completed(text)))


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

CURLY_QUOTES = Rule(
    Section.LINES,
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


def _missing(text: str) -> Fault | None:
    if text.strip().lower() in WORDS_FOR_MISSING:
        return NUMBER_WORD()
    bare = text.strip(_QUOTES)
    return CURLY_QUOTES(write=bare) if bare != text else None


NUMBER_PERCENT = rule(
    "number-percent",
    "Dấu % trong số",
    vi="“{written}” có dấu %; ở đây chỉ ghi số.",
    en="“{written}” holds a % sign; only the number is written here.",
    why="Đơn vị đã khai ở unit; dấu % làm số thành chữ.",
    bad="value: 112,15%",
    good="value: 112.15",
    certain=True,
)


def _percent(text: str) -> Fault | None:
    match = _PERCENT.fullmatch(text)
    return NUMBER_PERCENT(write=_pointed(match[1])) if match else None


NUMBER_THOUSANDS = rule(
    "number-thousands",
    "Dấu ngăn hàng nghìn",
    vi="“{written}” có dấu ngăn hàng nghìn.",
    en="“{written}” holds a separator of thousands.",
    why="1.514 là một nghìn năm trăm mười bốn với người Việt, là một phẩy năm một bốn với máy.",
    bad="value: 1.514",
    good="value: 1514",
    certain=True,
    unsettles=True,
)


def _grouped(text: str) -> Fault | None:
    match = _GROUPED.fullmatch(text)
    if match is None:
        return None
    decimals = match["comma"] or match["point"] or ""
    whole = re.sub("[ ._,]", "", text[: -len(decimals) - 1] if decimals else text)
    needed = f".{decimals}" if decimals.strip("0") else ""
    return NUMBER_THOUSANDS(write=_pointed(whole + needed))


NUMBER_ZERO = rule(
    "number-zero",
    "Số 0 thừa ở đầu",
    vi="“{written}” có số 0 thừa ở đầu, hoặc là số 0 âm.",
    en="“{written}” has a needless zero in front, or is minus zero.",
    why="Nhiều chương trình đọc 010 thành 8.",
    bad="value: 010",
    good="value: 10",
    certain=True,
)


def _padded(text: str) -> Fault | None:
    match = _PADDED.fullmatch(text)
    return NUMBER_ZERO(write=_pointed(match[1] + match[2])) if match else None


NUMBER_BOUND = rule(
    "number-bound",
    "Dấu so sánh trong số",
    vi="“{written}” gồm số và lời chỉ cận; ở đây chỉ ghi số.",
    en="“{written}” is a number with a bound; only the number is written here.",
    mend="chỉ để lại số; cận ghi ở dòng bound, ví dụ bound: above.",
    mend_en="leave the number alone; the bound goes into a line of its own, such as bound: above.",
    why="Cận có trường riêng, để trang ghi “trên 90%” và không đem tính trung bình như số đúng 90.",
    bad="value: trên 90",
    good="value: 90\nbound: above",
)
_WITH_BOUND = Wording("gõ {write}, ghi bound: {bound}.", "type {write}, with bound: {bound}.")
_ROUGHLY = Wording(
    "gõ {write} và nói rõ ở note rằng nguồn nêu số gần đúng.",
    "type {write} and say in note that the source gives it roughly.",
)


def _bounded(text: str) -> Fault | None:
    """A number with words that say on which side of it the true one lies."""
    match = _BOUNDED.fullmatch(text)
    if match is None:
        return None
    before, after = ((match[name] or "").strip().lower() for name in ("before", "after"))
    if not after and before not in _BEFORE:
        return None
    both = bool(after) and before in _BEFORE
    scaled = any(word in _SCALES for word in match["unit"].lower().split())
    write = "" if both or scaled else _certain(match["number"])
    if not write:
        return NUMBER_BOUND()
    bound = _AFTER.get(after, "") or _BEFORE[before]
    return NUMBER_BOUND(mend=_WITH_BOUND if bound else _ROUGHLY, write=write, bound=bound)


NUMBER_RANGE = rule(
    "number-range",
    "Một khoảng thay cho một số",
    vi="“{written}” là một khoảng; ở đây chỉ ghi một số.",
    en="“{written}” is a range; one number is written here.",
    mend="chỉ tiêu thì ghi min và max; kết quả thì ghi số dưới, thêm bound: at-least và note.",
    mend_en="give a target min and max; of a result write the lower, bound: at-least and a note.",
    why="Máy không tính được với chữ “3 – 4”.",
    bad="value: 95–97",
    good="value: 95\nbound: at-least",
)

NUMBER_FRACTION = rule(
    "number-fraction",
    "Phân số thay cho tỷ lệ",
    vi="“{written}” là phân số; ở đây chỉ ghi một số.",
    en="“{written}” is a fraction; one number is written here.",
    mend="ghi thành hai dòng numerator: {above} và denominator: {below}; tỷ lệ do trang tự tính.",
    mend_en="write two lines, numerator: {above} and denominator: {below}.",
    why="Ghi tử số và mẫu số thì tỷ lệ được tính chính xác; ghi phân số thì máy đọc thành chữ.",
    bad="value: 79/85",
    good="numerator: 79\ndenominator: 85",
)


def _several(text: str) -> Fault | None:
    """A range, or a share typed as a fraction."""
    if _RANGE.fullmatch(text):
        return NUMBER_RANGE()
    match = _FRACTION.fullmatch(text)
    return NUMBER_FRACTION(above=match[1], below=match[2]) if match else None


NUMBER_DIGITS = rule(
    "number-digits",
    "Chữ số hoặc dấu không thông dụng",
    vi="“{written}” có {sign}.",
    en="“{written}” holds {sign}.",
    mend="xóa rồi gõ lại bằng chữ số 0–9 của bàn phím.",
    mend_en="delete it and type it with the keyboard's digits 0–9.",
    why="Chữ O, chữ l, chữ số rộng, chữ số mũ, dấu trừ dài nhìn giống nhưng không phải chữ số.",
    bad="value: １５１４",
    good="value: 1514",
    certain=True,
)
_UNUSUAL = Wording("chữ số hoặc dấu không thông dụng", "unusual digits or signs")
_LETTERS: dict[str, str | int | None] = {
    **dict.fromkeys("OoОоΟο", "0"),
    **dict.fromkeys("lIіІ|", "1"),
    "а": "",
    "е": "",
}
"""Letters, some of other scripts, that are taken for a digit, or slip in between digits."""


def _digits(text: str) -> Fault | None:
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    if plain != text:
        # "15²" would turn into 152: a number is offered only where the digits are the same ones.
        same = bool(_NUMBER.fullmatch(plain)) and not re.search("[⁰¹²³⁴-₉]", text)
        return NUMBER_DIGITS.typed(plain if same else "", sign=_UNUSUAL)
    letters = [letter for letter in text if letter in _LETTERS]
    write = text.translate(str.maketrans(_LETTERS))
    if not letters or not re.search("[0-9]", text) or not _NUMBER.fullmatch(write):
        return None
    letter, digit = letters[0], _LETTERS[letters[0]] or "chữ số"
    sign = Wording(f"chữ {letter}, không phải {digit}", f"the letter {letter}, not a digit")
    return NUMBER_DIGITS.typed(write, sign=sign)


NUMBER_UNIT = rule(
    "number-unit",
    "Chữ sau số",
    vi="“{written}” có chữ hoặc dấu cạnh số; ở đây chỉ ghi một số.",
    en="“{written}” has words or signs beside the number; only one number is written here.",
    mend="gõ {number}; đơn vị khai ở unit, lời giải thích ghi ở note, mức độ ghi ở status.",
    mend_en="type {number}; the unit belongs in unit, an explanation in note.",
    why="Chữ đi kèm làm số thành chữ, không tính được.",
    bad="value: 1514 người",
    good="value: 1514",
)
_AS_GIVEN = Wording("một số bằng chữ số như nguồn nêu", "one number in digits as the source has it")
_SCALE = Wording(
    "unit của chỉ tiêu có chữ “{scale}” thì gõ {short}, không có thì gõ {long}.",
    "where the indicator's unit holds “{scale}” type {short}, else {long}.",
)


def _scaled(text: str) -> Fault | None:
    """A number in thousands or millions, which the indicator's unit may count in or not."""
    match = _SCALED.fullmatch(text)
    if match is None:
        return None
    places, rest = _SCALES[match[2].lower()], match[3]
    if rest and places == 3 and match[1].isdigit():
        return NUMBER_UNIT(number=f"{int(match[1])}{rest}")
    short = "" if rest else _certain(match[1])
    if not short:
        return NUMBER_UNIT(number=_AS_GIVEN)
    long = f"{Decimal(short).scaleb(places):f}"
    return NUMBER_UNIT(mend=_SCALE, scale=match[2], short=short, long=long)


def _united(text: str) -> Fault | None:
    match = _WITH_UNIT.fullmatch(text)
    if match is None:
        return None
    # Digits among the words may be the number that was meant, or a part of it.
    alone = not re.search(r"\d", text[match.end(1) :])
    return NUMBER_UNIT(number=(alone and _certain(match[1])) or _AS_GIVEN)


_ATTEMPTS = (
    _missing, _percent, _grouped, _padded, _bounded, _several, _digits, _scaled, _united
)  # fmt: skip


def _completed(text: str) -> str:
    """A number with a plus sign, a mark behind it or no digit beside its mark, made whole."""
    bare = text.removeprefix("+")
    bare = re.sub(r"^(-?)([.,])(?=[0-9])", r"\g<1>0\2", bare).rstrip(".,;")
    return _certain(bare) if _NUMBER.fullmatch(bare) else ""


def _pointed(text: str) -> str:
    """The number with a point, without needless zeros before it; zero itself has no sign."""
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", text.replace(",", "."))
    return plain if plain.strip("-0.") else plain.removeprefix("-")


def _certain(text: str) -> str:
    """The number, unless its three decimals may be thousands."""
    return "" if re.fullmatch(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", text) else _pointed(text)
