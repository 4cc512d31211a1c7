"""Rules about numbers as they were typed: their digits, signs and limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from indicators.checks import places
from indicators.checks.places import Amount, Data
from indicators.computing.arithmetic import decimals_of
from indicators.mistyped import NUMBER_THOUSANDS
from indicators.model import Bound, Measure, TargetType
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Rule, Section, Wording

rule = partial(Rule, Section.NUMBERS)


_TWO_WAYS = Wording(
    "“{written}” có thể là số nguyên {write}, hoặc số có ba chữ số lẻ.",
    "“{written}” may be the whole number {write}, or one with three decimals.",
)
_LONGER = Wording(
    "gõ {write}; nếu nguồn in đúng ba chữ số lẻ thì thêm dòng decimals: 3 ở chỉ tiêu này.",
    "type {write}; if the source does print three decimals, add decimals: 3 to the indicator.",
)
_SHARES_DIFFER = Wording(
    "gõ {write} (ở trường phần trăm, ba chữ số lẻ như 95.675 được chấp nhận).",
    "type {write} (in a field of percentages, three decimals such as 95.675 are taken).",
)


def check_number_thousands(data: Data) -> Iterator[Finding]:
    """A number with three decimals is doubtful, except among percentages and ratios and where the
    indicator says that its numbers have as many.
    """
    for amount in data.amounts:
        if _doubtful(amount):
            write = str(amount.value).replace(".", "")
            fault = NUMBER_THOUSANDS(
                _TWO_WAYS,
                _LONGER if amount.indicator and amount.decimals is None else _SHARES_DIFFER,
                write=write,
            )
            yield Finding(fault, amount.path)


def _doubtful(amount: Amount) -> bool:
    whole = abs(int(amount.value))
    declared = amount.percentage or (amount.decimals or 0) >= 3
    return not declared and decimals_of(amount.value) == 3 and 1 <= whole <= 999


NUMBER_DECIMALS = rule(
    "number-decimals",
    "Nhiều chữ số lẻ hơn đã khai",
    vi="“{written}” có nhiều hơn {most} chữ số thập phân, là mức đã khai ở decimals.",
    en="“{written}” has more than {most} decimals, which is what decimals declares.",
    mend="đối chiếu với nguồn; nguồn in nhiều hơn {most} chữ số thì tăng decimals của chỉ tiêu.",
    mend_en="compare it with the source; if it prints more than {most}, raise decimals.",
    why="Một người không có phần lẻ; chữ số lẻ ở đây là gõ nhầm hoặc lẫn với tỷ lệ.",
    bad="value: 1347.5",
    good="value: 1347",
    unsettles=True,
)
_NOT_WHOLE = Wording(
    "“{written}” không phải số nguyên; số {unit} không có phần lẻ (decimals: 0).",
    "“{written}” is no whole number; the number of {unit} has no decimals (decimals: 0).",
)
_AS_GIVEN = Wording("gõ số nguyên như nguồn nêu.", "type the whole number that the source gives.")


def check_number_decimals(data: Data) -> Iterator[Finding]:
    """A number has no more decimals than its indicator declares."""
    for amount in data.amounts:
        most = amount.decimals
        if most is None or _doubtful(amount):
            continue
        if most == 0 and decimals_of(amount.value):
            fault = NUMBER_DECIMALS(_NOT_WHOLE, _AS_GIVEN, unit=_unit(amount))
            yield Finding(fault, amount.path)
        elif decimals_of(amount.value.normalize()) > most:
            yield Finding(NUMBER_DECIMALS(most=most), amount.path)


def _unit(amount: Amount) -> str:
    return amount.indicator.unit if amount.indicator else ""


NUMBER_NEGATIVE = rule(
    "number-negative",
    "Số âm",
    vi="“{written}” nhỏ hơn 0, không hợp lệ với {of}.",
    en="“{written}” is below 0, which {of} cannot be.",
    mend="kiểm tra nguồn và bỏ dấu trừ; phần chênh lệch do trang tự tính; mức giảm mỗi năm thì gõ "
    "số dương, và số liệu phải có better: lower.",
    mend_en="check the source and delete the minus sign; differences are computed by the site; a "
    "fall each year is a positive number, of an indicator with better: lower.",
    why="Số người, số tổ chức và tỷ lệ trong tổng số không nhỏ hơn 0.",
    bad="value: -15",
    good="value: 15",
    unsettles=True,
)


def check_number_negative(data: Data) -> Iterator[Finding]:
    """A count and a share are not below zero."""
    for amount in data.amounts:
        ranked = amount.indicator is not None and amount.indicator.measure is Measure.RANK
        if amount.value < 0 and not amount.signed and not ranked:
            unit = _unit(amount)
            of = Wording(f"số {unit}", f"the number of {unit}") if unit else _THIS
            yield Finding(NUMBER_NEGATIVE(of=of), amount.path)


_THIS = Wording("trường này", "this field")


SHARE_OVER = rule(
    "share-over",
    "Tỷ lệ lớn hơn 100%",
    vi="Tỷ lệ “{written}” lớn hơn 100%.",
    en="The share “{written}” is above 100%.",
    mend="{look}; tỷ lệ so với chỉ tiêu thì khai ở percent-of-plan.",
    mend_en="{look}; a percentage of the plan belongs in percent-of-plan.",
    why="Một phần không lớn hơn toàn bộ; thường là thiếu dấu thập phân.",
    bad="value: 964",
    good="value: 96.4",
    unsettles=True,
)


def check_share_over(data: Data) -> Iterator[Finding]:
    """A share is at most 100 percent."""
    for amount in data.amounts:
        if amount.share and amount.limited and amount.value > 100:
            yield Finding(SHARE_OVER(look=_look(amount.value)), amount.path)


def _look(value: Decimal) -> Wording:
    """Where to look; with the decimal mark after the second digit where there is none."""
    digits = str(value)
    if not digits.isdigit():
        return Wording("đối chiếu với nguồn", "compare it with the source")
    mended = f"{digits[:2]}.{digits[2:]}"
    return Wording(f"kiểm tra dấu thập phân ({mended}?)", f"check the decimal mark ({mended}?)")


RANK_FORM = rule(
    "rank-form",
    "Thứ hạng không phải số nguyên từ 1",
    vi="“{written}” không phải thứ hạng; thứ hạng là số nguyên từ 1 trở lên.",
    en="“{written}” is no rank; a rank is a whole number from 1 on.",
    mend="gõ thứ hạng như nguồn nêu, ví dụ 3.",
    mend_en="type the rank that the source gives, such as 3.",
    why="Không có hạng 0 và không có nửa hạng; chưa xếp hạng thì ghi lý do ở missing.",
    bad="value: 0",
    good="value: 3",
)


def check_rank_form(data: Data) -> Iterator[Finding]:
    """A rank is a whole number from 1 on."""
    for amount in data.amounts:
        indicator = amount.indicator
        ranked = indicator is not None and indicator.measure is Measure.RANK and amount.limited
        if ranked and (amount.value < 1 or amount.value % 1):
            yield Finding(RANK_FORM(), amount.path)


DIVISOR_ZERO = rule(
    "divisor-zero",
    "Không chia được cho 0",
    vi="“{field}” bằng 0 thì không tính được tỷ lệ.",
    en="“{field}” is 0, so no percentage can be computed.",
    mend="đối chiếu với nguồn; không có gì để so thì xóa dòng này và nói rõ ở note, hoặc ghi lý do "
    "ở missing; mức “không vượt quá 0” thì khai type: ceiling với max: 0.",
    mend_en="compare it with the source; where there is nothing to compare with, delete the line "
    "and say so in note or missing; “at most 0” is type: ceiling with max: 0.",
    why="Không chia được cho 0; “không giao chỉ tiêu” và “giao 0” là hai điều khác nhau.",
    bad="plan: 0",
    good="note: Năm nay không giao chỉ tiêu.",
    unsettles=True,
    former=("denominator-zero", "plan-zero", "target-zero"),
)
_AS_BASE = Wording(
    "Mức chỉ tiêu “{written}” bằng mức đầu kỳ {base}, nên không có gì để đo tiến độ.",
    "The target “{written}” equals its base {base}, so there is no progress to measure.",
)


def check_divisor_zero(data: Data) -> Iterator[Finding]:
    """What is divided by is not 0: a plan, a denominator, a target of the whole term; nor does a
    target of its end equal where it started from.
    """
    for path, indicator, row in data.rows:
        names = ("denominator",) if indicator.measure is Measure.RANK else ("plan", "denominator")
        for name in names:
            if getattr(row, name) == 0:
                yield Finding(DIVISOR_ZERO(field=name), (*path, name))
    for index, target in enumerate(data.dataset.targets):
        path = ("targets", index, "value")
        if target.type is TargetType.TERM_TOTAL and target.value == 0:
            yield Finding(DIVISOR_ZERO(field="value"), path)
        elif target.type is TargetType.END_VALUE and target.value == (target.base or 0):
            yield Finding(DIVISOR_ZERO(_AS_BASE, base=target.base or 0), path)


BOUND_EMPTY = rule(
    "bound-empty",
    "Cận không nói lên điều gì",
    vi="“{written}” {number} không nói lên điều gì: mọi giá trị đều thỏa, hoặc không giá trị nào.",
    en="“{written}” {number} says nothing: every value fits it, or none does.",
    mend="đối chiếu value và bound với nguồn; nếu nguồn nêu đúng số thì xóa dòng bound.",
    mend_en="compare value and bound with the source; if it gives the number itself, delete bound.",
    why="“Trên 100%” không xảy ra được, “ít nhất 0” thì lúc nào cũng đúng.",
    bad="value: 100\nbound: above",
    good="value: 90\nbound: above",
    compares=True,
)


def check_bound_empty(data: Data) -> Iterator[Finding]:
    """A bound leaves some values possible and excludes others, and so does a strict limit."""
    for path, indicator, row in data.rows:
        if row.value is None or row.bound is None:
            continue
        if row.bound in (Bound.ABOVE, Bound.AT_MOST):
            empty = indicator.measure is Measure.SHARE and row.value >= 100
        else:
            empty = not places.may_be_negative(indicator) and row.value <= 0
        if empty:
            yield Finding(BOUND_EMPTY(number=str(row.value)), (*path, "bound"))
    for amount in data.amounts:
        if amount.path[-1] in ("above", "below") and amount.share and _nobody(amount):
            yield Finding(BOUND_EMPTY(_UNREACHED, _AS_STATED), amount.path)


def _nobody(amount: Amount) -> bool:
    """Whether no share is on the wanted side of a strict limit."""
    return amount.value >= 100 if amount.path[-1] == "above" else amount.value <= 0


_UNREACHED = Wording(
    "Không tỷ lệ nào đạt được mức này (“{written}”).",
    "No share can reach this level (“{written}”).",
)
_AS_STATED = Wording(
    "đối chiếu với nguồn; đúng mức ấy mà đã đạt thì gõ min thay cho above, max thay cho below.",
    "compare it with the source; where the level itself is enough, type min for above, max for "
    "below.",
)
