"""Numbers, dates, times and states in Vietnamese; nothing else rounds a value to show it.

Conventions: ``1.514``, ``112,15%`` without a space, ``0,075 điểm phần trăm``, a range with an en
dash between no-break spaces. A number that stands in a text never breaks across lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from indicators.computing.arithmetic import Interval, rounded, rounded_outward
from indicators.computing.figures import (
    ANSWER,
    PERCENT,
    PLACE,
    PLACES,
    POINTS,
    TIMES,
    YEARS,
    CutOff,
    Figure,
    Kind,
    Period,
    Role,
    Span,
    When,
    bound_of,
)
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Standing
from indicators.model import Status
from indicators.scalars import PartialDate

NBSP = "\u00a0"
DASH = f"{NBSP}– "
"""Between the ends of a range, which may part after it and nowhere else."""
MINUS = "\u2212"
MISSING = "Chưa có"

STANDING_MEANINGS: Mapping[Standing, str] = {
    Standing.EXCEEDED: "Kết quả tốt hơn mức chỉ tiêu.",
    Standing.MET: "Kết quả bằng mức chỉ tiêu, hoặc nằm trong giới hạn mà chỉ tiêu đặt ra.",
    Standing.NOT_MET: "Kỳ đã kết thúc và kết quả chưa đến mức chỉ tiêu hoặc ngoài giới hạn.",
    Standing.IN_PROGRESS: "Thời gian thực hiện chưa hết và kết quả còn có thể thay đổi.",
    Standing.FORECAST_MET: "Số dự kiến bằng mức chỉ tiêu.",
    Standing.FORECAST_EXCEEDED: "Số dự kiến tốt hơn mức chỉ tiêu.",
    Standing.NO_DATA: "Nguồn không nêu số liệu của kỳ này.",
    Standing.WITHDRAWN: "Kết quả hay chỉ tiêu dùng để xét đã được rút khỏi trang, kèm lý do.",
    Standing.NO_BASIS: "Số liệu đã có chưa đủ để so với mức chỉ tiêu.",
}

VERDICT_MEANINGS: Mapping[Verdict, str] = {
    Verdict.AGREES: (
        "Số tính lại, làm tròn thông thường, đúng bằng số công bố hoặc nằm về phía nguồn nêu."
    ),
    Verdict.OTHER_ROUNDING: "Số tính lại bằng số công bố nếu làm tròn theo cách được ghi kèm.",
    Verdict.WITHIN_INPUTS: "Số đầu vào đã được làm tròn; phần bị làm tròn đủ để cho ra số công bố.",
    Verdict.DISAGREES: "Số công bố khác số tính lại, kể cả khi tính đến việc làm tròn số đầu vào.",
    Verdict.USED: "Số công bố đã dùng để suy ra một số đầu vào nên không tự chứng minh được.",
    Verdict.NO_YEARS: "Số công bố không nói của những năm nào; số tính lại là của các năm đã nêu.",
    Verdict.NO_INPUTS: "Nguồn không nêu đủ số đầu vào.",
    Verdict.ABOUT: "Nguồn chỉ nêu số gần đúng, nên chỉ đặt cạnh số tính lại.",
    Verdict.WITHDRAWN: "Số công bố hoặc một số đầu vào đã được rút khỏi trang, kèm lý do.",
    Verdict.NO_WHOLE_NUMBER: "Không số nguyên nào làm chỉ tiêu cho ra đúng tỷ lệ đã công bố.",
}

_SIGNED = frozenset(
    {
        Role.CHANGE, Role.CHANGE_PERCENT, Role.SAME_PERIOD_CHANGE, Role.SAME_PERIOD_CHANGE_PERCENT,
        Role.BASE_CHANGE, Role.TERM_CHANGE, Role.TERM_CHANGE_PERCENT, Role.OVER_PLAN,
        Role.DIFFERENCE, Role.SHARE_CHANGE,
    }
)  # fmt: skip


_SEPARATORS = str.maketrans(",.", ".,")


def number_text(value: Decimal) -> str:
    """A decimal number as Vietnam writes it, with the decimals that it has: 1.514 or 112,15."""
    text = f"{abs(value):,f}".translate(_SEPARATORS)
    return (MINUS if value < 0 else "") + text


def fraction(value: Fraction, decimals: int) -> str:
    """An exact value rounded half up to so many decimals."""
    if decimals == 0 and value.denominator == 1:  # as most are
        return f"{value.numerator:,}".replace(",", ".").replace("-", MINUS)
    return number_text(rounded(value, decimals))


def unit_text(unit: str, *, in_full: bool = False) -> str:
    """What follows a number: ``%`` always; other units with a space, when they are shown."""
    if unit == PERCENT:
        return "%"
    return NBSP + unit if in_full and unit else ""


def amount(figure: Figure, *, unit: bool = False, sign: bool = True) -> str:
    """A figure's value in words and digits; the text for missing when there is none.

    Percentages always carry their sign and points their unit; ``unit`` adds the others. ``sign``
    puts a plus before a positive difference, and says of places whether they go up or down.
    """
    exact = figure.exact
    if figure.is_withdrawn:
        return "số đã rút" if figure.kind is Kind.WITHDRAWN else lowered(figure.kind.label)
    if figure.value is None:
        hidden = "".join(f"ít hơn{NBSP}{fraction(limit, 0)}, " for limit in figure.constants[:1])
        return f"{hidden}không công bố" if figure.kind is Kind.WITHHELD else MISSING
    if figure.unit == ANSWER and exact is not None:
        return "Có" if exact else "Chưa"
    if figure.role in (Role.MARGIN, Role.OVER_PLAN) and (side := _side(figure)):
        return f"{side}; nguồn không nêu mức"
    if figure.unit == PLACE:
        bound, text = bound_of(figure.value), bare(figure)
        place = "hạng" if figure.decimals else "thứ"  # an average is no place of its own
        if bound and unit:
            return f"{bound.label}{NBSP}{place}{NBSP}{text.removeprefix(bound.label + NBSP)}"
        return (place + NBSP if unit else "") + text
    if figure.unit == PLACES and sign and figure.role in _SIGNED:
        return moved(figure)  # places gained are towards the first
    plus = "+" if sign and figure.role in _SIGNED and exact is not None and exact > 0 else ""
    # A percentage point or a multiple means nothing as a bare number, so its unit always stands.
    telling = figure.unit in (PERCENT, POINTS, TIMES, YEARS, PLACES)
    return plus + bare(figure) + unit_text(figure.unit, in_full=unit or telling)


def _side(figure: Figure) -> str:
    """On which side of what it is held against a result lies, where no more than that is known."""
    value, words = figure.value, ("cao hơn", "thấp hơn")
    if value is None or 0 not in (value.low, value.high) or value.exact is not None:
        return ""
    if "".join(figure.inputs[:1]).endswith(f"/{Role.MAX}"):  # how far below a limit
        words = words[::-1]
    up, down = words
    if value.low == 0 and value.high is None:
        return up if value.low_open else f"không {down}"
    if value.high == 0 and value.low is None:
        return down if value.high_open else f"không {up}"
    return ""


def moved(figure: Figure) -> str:
    """A change by its direction: ``tăng 19 đảng viên``, ``giảm ít nhất 3 bậc``."""
    value = figure.value
    rises = value is not None and value.low is not None and value.low >= 0
    falls = value is not None and value.high is not None and value.high <= 0
    if value is None or rises is falls:
        return amount(figure, unit=True, sign=False)
    size = figure._replace(value=-value) if falls else figure
    return f"{'giảm' if falls else 'tăng'}{NBSP}{amount(size, unit=True, sign=False)}"


@lru_cache(maxsize=4096)
def bare(figure: Figure) -> str:
    """A figure's number or interval without its unit, for a range whose unit follows its end; a
    page asks for the same several times.
    """
    if figure.about is not None:
        return f"khoảng{NBSP}{number_text(figure.about)}"
    if (exact := figure.exact) is not None:
        return fraction(exact, figure.decimals)
    low, high = shown_limits(figure)
    bound, limit = bound_of(figure.value), high if low is None else low
    if limit is None:
        return "không xác định"
    if bound is not None:
        return bound.label + NBSP + number_text(limit)
    return DASH.join(number_text(end) for end in (low, high) if end is not None)


def qualifiers(figure: Figure) -> list[str]:
    """The words that stand beside a number which is no plain result: that it was inferred, how
    firm it is where that is less than official, and why it was withdrawn.
    """
    words = ["suy ra"] if figure.kind is Kind.INFERRED else []
    if figure.kind is Kind.WITHDRAWN and figure.role in (Role.VALUE, Role.TOTAL, Role.PLAN):
        words.append(f"lý do: {reason_of(figure)}")
    if figure.value is not None and figure.status not in (None, Status.OFFICIAL):
        words.append(firmness(figure))
    return words


def reason_of(figure: Figure) -> str:
    """Why a figure was withdrawn, for the middle of a sentence."""
    return lowered((figure.note or "").rstrip("."))


def firmness(figure: Figure) -> str:
    """How firm a number is as its source called it, or that it was a forecast in its day."""
    label = figure.status.label if figure.status else ""
    return "dự báo trước đây" if figure.overtaken and figure.is_forecast else label


def in_text(figure: Figure, *, unit: bool = False, sign: bool = True, marks: bool = True) -> str:
    """A figure's number and, in brackets, the words that qualify it: ``1.350 (suy ra)``."""
    text, words = amount(figure, unit=unit, sign=sign), qualifiers(figure) if marks else []
    return f"{text} ({', '.join(words)})" if words else text


def shown_limits(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """The limits of a figure's value with the digits that are shown: the same number twice where
    the value is exact, None where a side has no limit.

    A limit that was computed is rounded so that the interval only grows.
    """
    value = figure.value or Interval(None, None)
    outward = value.exact is None and figure.kind is not Kind.PUBLISHED
    low, high = (
        None
        if end is None
        else rounded_outward(end, figure.decimals, low=low)
        if outward
        else rounded(end, figure.decimals)
        for end, low in ((value.low, True), (value.high, False))
    )
    return low, high


def date(value: PartialDate) -> str:
    """A date as administrative texts write it: ``15/4/2021``, ``04/10/2023``, ``21/01/2019``.

    Days below 10 and the months 1 and 2 take a zero, so that no digit can be added before them.
    """
    day = "" if value.day is None else f"{value.day:02d}/"
    month = value.month and (f"{value.month:02d}/" if value.month <= 2 else f"{value.month}/")
    return f"{day}{month or ''}{value.year}"


def dated(value: PartialDate) -> str:
    """A date with its noun: ``ngày 15/4/2021``, ``tháng 12/2023``, ``năm 2022``."""
    noun = "ngày" if value.day is not None else "tháng" if value.month is not None else "năm"
    return noun + NBSP + date(value)


def up_to(value: CutOff) -> str:
    """Up to when: ``giữa tháng 12/2023``, ``hết năm 2024``, ``ngày 15/12/2023``."""
    if value.date.month is None:
        return f"hết năm{NBSP}{value.date.year}"
    if value.part is not None:
        return f"{value.part.label} {dated(value.date)}"
    return ("" if value.date.day else "hết ") + dated(value.date)


def when(value: When | None) -> str:
    """The time a figure speaks of, as a phrase in a label; empty when it has none."""
    return _NOUNS[type(value)] + time_text(value) if value else ""


_NOUNS: Mapping[type[When], str] = {Period: f"năm{NBSP}", Span: f"các năm{NBSP}", CutOff: "đến "}


def time_text(value: When) -> str:
    """A time without its noun: ``2021``, ``2021 – 2023``, ``giữa tháng 12/2023``."""
    match value:
        case Period(year=year, cut_off=limit):
            return f"{year} (đến {up_to(limit)})" if limit else str(year)
        case Span(first=first, last=last):
            return f"{first}{DASH}{last}"
    return up_to(value)


def lowered(text: str) -> str:
    """The text as it stands in a sentence; an abbreviation such as ``UBND`` stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """The text with its first letter capital, the rest as it is."""
    return text[:1].upper() + text[1:]
