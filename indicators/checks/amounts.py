"""Rules about numbers as they were typed: their digits, signs and limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from indicators.checks import places
from indicators.checks.places import Amount, Data
from indicators.computing.arithmetic import decimals_of
from indicators.model import Bound, Measure, Observation, Part, Target, TargetType
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Fault, Rule, Section, Wording
from indicators.scalars import NUMBER_LIMITS, NUMBER_THOUSANDS

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
_NO_MINUS = Wording(
    "kiểm tra nguồn và bỏ dấu trừ; phần chênh lệch do trang tự tính.",
    "check the source and delete the minus sign; differences are computed by the site.",
)
_FALLING = Wording(
    "bỏ dấu trừ; mức giảm mỗi năm thì gõ số dương, và số liệu phải có better: lower.",
    "delete the minus sign; a fall each year is a positive number, of what has better: lower.",
)
_LOOK = Wording(
    "{look}; tỷ lệ so với chỉ tiêu thì khai ở percent-of-plan.",
    "{look}; a percentage of the plan belongs in percent-of-plan.",
)
_AS_GIVEN = Wording("gõ {limits}, như nguồn nêu.", "type {limits}, as the source gives it.")
_MORE = Wording(
    "đối chiếu với nguồn; nguồn in nhiều chữ số hơn thì tăng decimals của chỉ tiêu.",
    "compare it with the source; if it prints more digits, raise decimals.",
)
_NOT_BELOW = Wording("số từ 0 trở lên", "a number from 0 on")
_SHARE = Wording("tỷ lệ từ 0 đến 100%", "a share from 0 to 100%")
_RANK = Wording("thứ hạng, là số nguyên từ 1 trở lên", "a rank, which is a whole number from 1 on")


def check_numbers(data: Data) -> Iterator[Finding]:
    """Each number is one that its indicator may have, and cannot be read in two ways."""
    for amount in data.amounts:
        fault = _doubtful(amount) or _beyond(amount)
        if fault:
            yield Finding(fault, amount.path)


def _doubtful(amount: Amount) -> Fault | None:
    """A number with three decimals is doubtful, except among percentages and ratios and where the
    indicator says that its numbers have as many.
    """
    whole = abs(int(amount.value))
    declared = amount.percentage or (amount.decimals or 0) >= 3
    if declared or decimals_of(amount.value) != 3 or not 1 <= whole <= 999:
        return None
    mend = _LONGER if amount.indicator and amount.decimals is None else _SHARES_DIFFER
    return NUMBER_THOUSANDS(_TWO_WAYS, mend, write=str(amount.value).replace(".", ""))


def _beyond(amount: Amount) -> Fault | None:
    """A count or a share is not below 0, a share not above 100, a rank is whole and begins with 1;
    no number has more decimals than its indicator declares.
    """
    value, most = amount.value, amount.decimals
    if value < 0 and not amount.signed and not amount.ranked:
        mend = _FALLING if amount.path[0] == "targets" else _NO_MINUS
        return NUMBER_LIMITS(None, mend, limits=_NOT_BELOW)
    if amount.limited and amount.share and value > 100:
        return NUMBER_LIMITS(None, _LOOK, limits=_SHARE, look=_look(value))
    if amount.limited and amount.ranked and (value < 1 or value % 1):
        return NUMBER_LIMITS(None, _AS_GIVEN, limits=_RANK)
    if most is None or decimals_of(value.normalize() if most else value) <= most:
        return None
    if not most:
        limits = Wording("số nguyên", "a whole number")
        return NUMBER_LIMITS(None, _AS_GIVEN, limits=limits)
    limits = Wording(
        f"số có nhiều nhất {most} chữ số thập phân, là mức đã khai ở decimals",
        f"a number of at most {most} decimals, which is what decimals declares",
    )
    return NUMBER_LIMITS(None, _MORE, limits=limits)


def _look(value: Decimal) -> Wording:
    """Where to look; with the decimal mark after the second digit where there is none."""
    digits = str(value)
    if not digits.isdigit():
        return Wording("đối chiếu với nguồn", "compare it with the source")
    mended = f"{digits[:2]}.{digits[2:]}"
    return Wording(f"kiểm tra dấu thập phân ({mended}?)", f"check the decimal mark ({mended}?)")


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
    for path, indicator, row in data.within(Observation, Part):
        names = ("denominator",) if indicator.measure is Measure.RANK else ("plan", "denominator")
        for name in names:
            if getattr(row, name) == 0:
                yield Finding(DIVISOR_ZERO(field=name), (*path, name))
    for path, target in data.of(Target):
        if target.type is TargetType.TERM_TOTAL and target.value == 0:
            yield Finding(DIVISOR_ZERO(field="value"), (*path, "value"))
        elif target.type is TargetType.END_VALUE and target.value == (target.base or 0):
            yield Finding(DIVISOR_ZERO(_AS_BASE, base=target.base or 0), (*path, "value"))


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
    for path, indicator, row in data.within(Observation, Part):
        if row.value is None or row.bound is None:
            continue
        if row.bound in (Bound.ABOVE, Bound.AT_MOST):
            empty = indicator.measure is Measure.SHARE and row.value >= 100
        else:
            empty = not places.may_be_negative(indicator) and row.value <= 0
        if empty:
            yield Finding(BOUND_EMPTY(number=str(row.value)), (*path, "bound"))
    for amount in data.amounts:
        nobody = {"above": amount.value >= 100, "below": amount.value <= 0}
        if amount.share and nobody.get(str(amount.path[-1])):
            yield Finding(BOUND_EMPTY(_UNREACHED, _AS_STATED), amount.path)


_UNREACHED = Wording(
    "Không tỷ lệ nào đạt được mức này (“{written}”).",
    "No share can reach this level (“{written}”).",
)
_AS_STATED = Wording(
    "đối chiếu với nguồn; đúng mức ấy mà đã đạt thì gõ min thay cho above, max thay cho below.",
    "compare it with the source; where the level itself is enough, type min for above, max for "
    "below.",
)
