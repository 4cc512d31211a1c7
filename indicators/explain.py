"""How a figure follows from its inputs, and why a status is what it is, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from indicators.figures import PERCENT, RECOMPUTED, Figure, Formula, Kind, Role
from indicators.model import TargetType
from indicators.standing import Judgement, Standing
from indicators.wording import NBSP, ROLES, amount, fraction, is_rounded, when

_DIVIDE = f"{NBSP}: "
_TIMES = f"{NBSP}× "
_MINUS = f"{NBSP}− "
_PLUS = f"{NBSP}+ "


def label(figure: Figure, names: Mapping[str, str]) -> str:
    """What a figure is: whose it is, its role, and the time it speaks of."""
    return f"{names[figure.subject]}: {role_label(figure)}"


def role_label(figure: Figure) -> str:
    """A figure's role and time, without whose it is."""
    role = figure.unit if figure.role is Role.FACT else ROLES[figure.role]
    time = when(figure.when)
    again = " (tính lại)" if figure.id.endswith(f"/{RECOMPUTED}") else ""
    return role + (f", {time}" if time else "") + again


def in_words(figure: Figure, inputs: Sequence[Figure]) -> str:
    """The formula with the roles of its inputs: ``kết quả : chỉ tiêu năm × 100``."""
    words = [ROLES[item.role] for item in inputs]
    if figure.role is Role.DIFFERENCE:
        return f"số công bố{_MINUS}số tính lại"
    if figure.formula is Formula.DIFFERENCE and words[0] == words[1]:
        words = [role_label(item) for item in inputs]
    match figure.formula:
        case Formula.SUM if len({item.role for item in inputs}) == 1:
            return f"cộng {words[0]} của các năm"
        case Formula.SUM:
            return _PLUS.join(dict.fromkeys(words))
        case Formula.MEAN:
            return "cộng kết quả của các năm, chia cho số năm"
        case Formula.WHOLE_NUMBER:
            return "số nguyên mà kết quả so với nó cho đúng tỷ lệ đã công bố"
        case Formula.REST_OF_TOTAL:
            return f"lũy kế{_MINUS}tổng các năm đã nêu"
        case Formula.SHARED_OUT:
            return f"phần còn phải đạt{_DIVIDE}số năm còn lại"
        case Formula.YEARS_TO_END:
            return f"năm cuối nhiệm kỳ{_MINUS}năm đạt mức chỉ tiêu"
        case Formula.MULTIPLE_RANGE:
            return f"{words[0]}{_TIMES}mức tối thiểu và mức trên"
        case Formula.QUOTIENT_RANGE:
            return f"{words[0]}{_DIVIDE}mức trên và mức tối thiểu"
        case Formula.LINEAR_PACE:
            return "mức đầu kỳ cộng phần tăng, giảm chia đều theo năm"
    return _numbers(figure, words)


def in_numbers(figure: Figure, inputs: Sequence[Figure]) -> str:
    """The formula with its numbers and result: ``1.514 : 1.350 × 100 ≈ 112,15%``."""
    values = [amount(item, sign=False) for item in inputs]
    if figure.formula is Formula.WHOLE_NUMBER:
        return _whole_number(figure, inputs)
    if figure.formula in (Formula.MULTIPLE_RANGE, Formula.QUOTIENT_RANGE):
        return _range(figure, inputs)
    sign = "≈" if is_rounded(figure) else "="
    result = amount(figure, unit=True, sign=False)
    if figure.exact is None:
        # A bound says by its own word how it compares, so no sign of equality stands before it.
        return f"{_numbers(figure, [_plain(item) for item in inputs])}, tức {result}"
    return f"{_numbers(figure, values)} {sign} {result}"


def _plain(figure: Figure) -> str:
    value = figure.value
    limit = None if value is None else value.low if value.low is not None else value.high
    percent = "%" if figure.unit == PERCENT else ""
    return fraction(limit, figure.decimals) + percent if limit is not None else ""


def _numbers(figure: Figure, parts: list[str]) -> str:
    constants = [fraction(value, 0) for value in figure.constants]
    years = [str(value) for value in figure.constants]
    match figure.formula:
        case Formula.PERCENT:
            return f"{parts[0]}{_DIVIDE}{parts[1]}{_TIMES}100"
        case Formula.QUOTIENT:
            return f"{parts[0]}{_DIVIDE}{parts[1]}"
        case Formula.DIFFERENCE:
            return f"{parts[0]}{_MINUS}{parts[1]}"
        case Formula.SUM:
            return _PLUS.join(parts)
        case Formula.MEAN:
            return f"({_PLUS.join(parts)}){_DIVIDE}{len(parts)}"
        case Formula.CHANGE_PERCENT:
            return f"({parts[0]}{_MINUS}{parts[1]}){_DIVIDE}{parts[1]}{_TIMES}100"
        case Formula.SHARED_OUT if len(parts) == 2:
            return f"({parts[0]}{_MINUS}{parts[1]}){_DIVIDE}{constants[0]}"
        case Formula.SHARED_OUT:
            return f"{parts[0]}{_DIVIDE}{constants[0]}"
        case Formula.REST_OF_TOTAL:
            rest = _PLUS.join(parts[1:])
            return f"{parts[0]}{_MINUS}({rest})" if len(parts) > 2 else f"{parts[0]}{_MINUS}{rest}"
        case Formula.YEARS_TO_END:
            return f"{years[0]}{_MINUS}{years[1]}"
        case Formula.LINEAR_PACE:
            year, start, end = years
            share = f"({year}{_MINUS}{start}){_DIVIDE}({end}{_MINUS}{start})"
            return f"{parts[0]}{_PLUS}({parts[1]}{_MINUS}{parts[0]}){_TIMES}{share}"
    raise ValueError(f"{figure.id} has no formula")


def _whole_number(figure: Figure, inputs: Sequence[Figure]) -> str:
    value, share = (amount(item) for item in inputs)
    if figure.exact is not None:
        result = (
            f"{value} so với {amount(figure)} là {share}; không số nguyên nào khác cho tỷ lệ này"
        )
    else:
        result = f"{value} so với mỗi số nguyên {amount(figure)} đều là {share}"
    return f"{result} (giả định nguồn làm tròn nửa lên)"


def _range(figure: Figure, inputs: Sequence[Figure]) -> str:
    known, least, most = inputs
    shown = amount(known)
    if figure.formula is Formula.MULTIPLE_RANGE:
        working = f"{shown}{_TIMES}{_plain(least)} và {shown}{_TIMES}{_plain(most)}"
    else:
        working = f"{shown}{_DIVIDE}{_plain(most)} và {shown}{_DIVIDE}{_plain(least)}"
    return f"{working}, tức {amount(figure, unit=True)}"


def caution(figure: Figure, inputs: Sequence[Figure]) -> str:
    """What a reader must know before using a figure that was not published; else an empty text."""
    if figure.formula is Formula.WHOLE_NUMBER:
        return "Suy ra từ kết quả và tỷ lệ đã công bố; nguồn không nêu trực tiếp."
    if any(item.kind is Kind.INFERRED for item in inputs):
        if figure.formula in (Formula.MULTIPLE_RANGE, Formula.QUOTIENT_RANGE):
            return "Suy ra từ một số đã suy ra, nên là suy ra hai lần."
        return "Tính từ số đã suy ra; nguồn không nêu trực tiếp."
    if figure.formula is Formula.REST_OF_TOTAL and figure.exact is None:
        return "Nguồn không nêu số của năm cuối dừng ở thời điểm nào, nên chỉ biết mức ít nhất."
    if figure.kind is Kind.INFERRED:
        return "Suy ra từ mức chỉ tiêu; nguồn không nêu trực tiếp."
    if figure.is_forecast:
        return "Số dự kiến tại thời điểm nguồn công bố, không phải kết quả."
    return ""


def reason(judgement: Judgement, target: TargetType | None) -> str:
    """Why a status is what it is, with the numbers it was judged from."""
    figures = judgement.because
    if judgement.standing is Standing.NO_DATA:
        return "chưa có số liệu"
    if judgement.standing is Standing.NO_BASIS:
        return "số liệu đã có chưa đủ để so với mức chỉ tiêu"
    result, *limits = figures
    shown = amount(result)
    if result.role is Role.PERCENT_OF_PLAN:
        return f"tỷ lệ công bố {shown} so với 100%: {_compared(result, Fraction(100))}"
    if target in (TargetType.FLOOR, TargetType.CEILING, TargetType.RANGE) and limits:
        wanted = " và ".join(f"{ROLES[item.role]} {amount(item, unit=True)}" for item in limits)
        return f"{shown} so với {wanted}"
    if limits and limits[0].exact is not None:
        compared = _compared(result, limits[0].exact)
        return f"{shown} so với {ROLES[limits[0].role]} {amount(limits[0])}: {compared}"
    return f"{role_label(result)} là {shown}"


def _compared(figure: Figure, wanted: Fraction) -> str:
    value = figure.value
    assert value is not None
    if value.low is not None and (value.low > wanted or (value.low == wanted and value.low_open)):
        return "cao hơn"
    if value.exact == wanted:
        return "bằng"
    return "không thấp hơn" if value.low == wanted else "thấp hơn"
