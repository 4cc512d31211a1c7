"""How a figure follows from its inputs, written in words and in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.computing.figures import PERCENT, Division, Figure, Formula, Role
from indicators.words.explain import role_label
from indicators.words.wording import MINUS, NBSP, ROLES, amount, fraction, is_rounded

# A no-break space before each operator keeps it at the end of its line.
_PLUS = f"{NBSP}+ "

# Inputs by their number, constants of the figure as c0, c1, c2.
_PATTERNS: Mapping[Formula, str] = {
    Formula.PERCENT: "{0}~: {1}~× 100",
    Formula.QUOTIENT: "{0}~: {1}",
    Formula.DIFFERENCE: "{0}~− {1}",
    Formula.CHANGE_PERCENT: "({0}~− {1})~: {1}~× 100",
    Formula.YEARS_TO_END: "{c0}~− {c1}",
    Formula.LINEAR_PACE: "{0}~+ ({1}~− {0})~× ({c0}~− {c1})~: ({c2}~− {c1})",
}

_WORDS: Mapping[Formula, str] = {
    Formula.MEAN: "cộng kết quả của các năm, chia cho số năm",
    Formula.WHOLE_NUMBER: "số nguyên mà kết quả so với nó cho đúng tỷ lệ đã công bố",
    Formula.REST_OF_TOTAL: "lũy kế~− tổng các năm đã nêu",
    Formula.SHARED_OUT: "phần còn phải đạt~: số năm còn lại",
    Formula.YEARS_TO_END: "năm cuối nhiệm kỳ~− năm đạt mức chỉ tiêu",
    Formula.MULTIPLE_RANGE: "{0}~× mức tối thiểu và mức trên",
    Formula.QUOTIENT_RANGE: "{0}~: mức trên và mức tối thiểu",
    Formula.LINEAR_PACE: "mức đầu kỳ cộng phần tăng, giảm chia đều theo năm",
}


def in_words(figure: Figure, inputs: Sequence[Figure]) -> str:
    """The formula with the roles of its inputs: ``kết quả : chỉ tiêu năm × 100``."""
    words = [ROLES[item.role] for item in inputs]
    if figure.role is Role.DIFFERENCE:
        words = ["số công bố", "số tính lại"]
    elif figure.formula is Formula.DIFFERENCE and words[0] == words[1]:
        words = [role_label(item) for item in inputs]
    if figure.formula is Formula.SUM:
        kinds = list(dict.fromkeys(words))
        return _PLUS.join(kinds) if len(kinds) > 1 else f"cộng {kinds[0]} của các năm"
    if figure.formula in (Formula.SUM_OF_PARTS, Formula.REST_OF_PARTS):
        return _of_parts(figure, inputs)
    if figure.formula is not None and figure.formula in _WORDS:
        return _filled(_WORDS[figure.formula], words, ())
    return _written(figure, words)


def _of_parts(figure: Figure, inputs: Sequence[Figure]) -> str:
    """What is added up, or taken from the whole: units of one level, or grades."""
    of_grades = any(p.portion and p.portion.division is Division.GRADE for p in inputs)
    parts = "các mức xếp loại" if of_grades else "các đơn vị"
    role = ROLES[inputs[-1].role]
    if figure.formula is Formula.SUM_OF_PARTS:
        return f"cộng {role} của {parts}"
    return f"{role} chung{NBSP}− tổng {parts} đã có số"


def in_numbers(figure: Figure, inputs: Sequence[Figure]) -> str:
    """The formula with its numbers and result: ``1.514 : 1.350 × 100 ≈ 112,15%``."""
    match figure.formula:
        case Formula.WHOLE_NUMBER:
            return _whole_number(figure, inputs)
        case Formula.MULTIPLE_RANGE | Formula.QUOTIENT_RANGE:
            return _range(figure, inputs)
    result = amount(figure, unit=True, sign=False)
    if figure.exact is None:
        # A bound says by its own word how it compares, so no sign of equality stands before it.
        return f"{_written(figure, [_limit(item) for item in inputs])}, tức {result}"
    sign = "≈" if is_rounded(figure) else "="
    return f"{_written(figure, [_operand(item) for item in inputs])} {sign} {result}"


def _operand(figure: Figure) -> str:
    """A number inside a formula; one below 0 in brackets, so that no two signs meet."""
    text = amount(figure, sign=False)
    return f"({text})" if text.startswith(MINUS) else text


def _written(figure: Figure, parts: Sequence[str]) -> str:
    constants = [str(value) for value in figure.constants]
    match figure.formula:
        case Formula.SUM | Formula.SUM_OF_PARTS:
            return _PLUS.join(parts)
        case Formula.MEAN:
            return _filled("({0})~: {1}", [_PLUS.join(parts), str(len(parts))], ())
        case Formula.SHARED_OUT:
            pattern = "({0}~− {1})~: {c0}" if len(parts) > 1 else "{0}~: {c0}"
            return _filled(pattern, parts, constants)
        case Formula.REST_OF_TOTAL | Formula.REST_OF_PARTS:
            pattern = "{0}~− ({1})" if len(parts) > 2 else "{0}~− {1}"
            return _filled(pattern, [parts[0], _PLUS.join(parts[1:])], ())
    assert figure.formula is not None, f"{figure.id} follows from nothing"
    return _filled(_PATTERNS[figure.formula], parts, constants)


def _filled(pattern: str, parts: Sequence[str], constants: Sequence[str]) -> str:
    named = {f"c{place}": value for place, value in enumerate(constants)}
    return pattern.replace("~", NBSP).format(*parts, **named)


def _limit(figure: Figure) -> str:
    """The number that a bound is known by, without the word that makes it a bound."""
    value = figure.value
    limit = None if value is None else value.low if value.low is not None else value.high
    assert limit is not None, "a formula has no missing input"
    return fraction(limit, figure.decimals) + ("%" if figure.unit == PERCENT else "")


def _whole_number(figure: Figure, inputs: Sequence[Figure]) -> str:
    value, share = (amount(item) for item in inputs)
    shown = amount(figure)
    if figure.exact is not None:
        only = "không số nguyên nào khác cho tỷ lệ này"
        result = f"{value} so với {shown} là {share}; {only}"
    else:
        result = f"{value} so với mỗi số nguyên {shown} đều là {share}"
    return f"{result} (giả định nguồn làm tròn nửa lên)"


def _range(figure: Figure, inputs: Sequence[Figure]) -> str:
    known, least, most = inputs
    parts = [amount(known), _limit(least), _limit(most)]
    pattern = "{0}~× {1} và {0}~× {2}"
    if figure.formula is Formula.QUOTIENT_RANGE:
        pattern = "{0}~: {2} và {0}~: {1}"
    return f"{_filled(pattern, parts, ())}, tức {amount(figure, unit=True)}"
