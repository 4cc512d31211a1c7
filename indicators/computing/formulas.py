"""The formulas: of each one record, how it is applied and how it reads in numbers and in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Self

from indicators.computing import figures
from indicators.computing.arithmetic import Interval, point

Values = Sequence[Interval]
Constants = Sequence[Fraction]


@dataclass(frozen=True, slots=True)
class Way:
    """How a figure follows from its inputs, in the order in which they are listed.

    ``code`` is what files and programs call it. ``apply`` gives its value for theirs, bounds for
    bounds, or None where they give none. ``numbers`` is how that is written, with ``~`` before each
    operator that ends a line: ``{0}`` is the first input, ``{c0}`` the first constant, ``{sum}``
    all inputs added up, ``{rest}`` all but the first, ``{gap}`` the first less the others,
    ``{product}`` all multiplied, ``{growth}`` what growth by them comes to, ``{count}`` how many
    they are; the result follows unless it stands there as ``{result}`` or, without its unit,
    ``{number}``. ``unsure`` stands in its place where the result is no single number. ``words``
    tells the same with roles where these in ``numbers`` do not: ``{years}`` the roles of years,
    ``{parts}`` those of parts.

    The ``unit`` and the ``decimals`` are those of the inputs unless one is given; the unit of a
    ``gap`` is that of a difference. What a formula ``infers`` no source says; doubt in the inputs
    does not reach what is ``firm``.
    """

    code: str
    apply: Callable[[Values, Constants], Interval | None]
    numbers: str
    words: str = ""
    unsure: str = ""
    unit: str | None = None
    decimals: int | None = None
    gap: bool = False
    infers: bool = False
    firm: bool = False


class Ways(StrEnum):
    """Formulas as codes, each with its way."""

    way: Way

    def __new__(cls, way: Way) -> Self:
        made = str.__new__(cls, way.code)
        made._value_ = way.code
        made.way = way
        return made


def _whole(values: Values) -> list[int]:
    """The whole numbers that these are, where all are; adding fractions takes far longer."""
    ends = [value.low for value in values if value.low is value.high]
    known = [end.numerator for end in ends if end is not None and end.denominator == 1]
    return known if len(known) == len(values) else []


def sum_of(values: Values, _: Constants = ()) -> Interval:
    """The sum of quantities; of none it is 0."""
    if not values or (known := _whole(values)):
        return point(sum(known) if values else 0)
    amount, *others = values
    for value in others:
        amount = amount + value
    return amount


def _quotient(part: Interval, whole: Interval, scale: Fraction | int) -> Interval | None:
    """A quotient by what is more than 0; without a greatest divisor it is only positive."""
    try:
        found = part.over(whole, scale)
    except ZeroDivisionError:
        return None
    if whole.high is None and found.low_open:
        return Interval(None, found.high, high_open=found.high_open)
    return found


def _change_percent(values: Values, _: Constants) -> Interval | None:
    now, then = values
    grown = _quotient(now, then, 100)
    return None if grown is None else grown - point(100)


def _rest(values: Values, _: Constants) -> Interval:
    if known := _whole(values):
        return point(2 * known[0] - sum(known))
    return values[0] - sum_of(values[1:])


def _whole_number(values: Values, _: Constants) -> Interval | None:
    """From a printed p, p - h <= 100 a / t < p + h with half h of its last place, follows
    100 a / (p + h) < t <= 100 a / (p - h) for the whole number t.
    """
    part, share = values
    found = _quotient(part, share, 100) if part.low else None
    return None if found is None else found.whole()


def _range_of(values: Values) -> tuple[Fraction, Interval] | None:
    """A known positive number and the range from the least to the most that is wanted, if any."""
    known, least, *most = values
    if not known.exact or known.exact < 0 or not least.low or least.low < 0:
        return None
    return known.exact, Interval(least.low, most[0].high if most else None)


def _multiples(values: Values, constants: Constants) -> Interval | None:
    """From min <= scale * top / bottom <= max follows, for a known bottom, what top may be."""
    found = _range_of(values)
    return found[1].scaled(found[0] / constants[0]) if found else None


def _quotients(values: Values, constants: Constants) -> Interval | None:
    """From min <= scale * top / bottom <= max follows, for a known top, what bottom may be."""
    found = _range_of(values)
    return point(found[0] * constants[0]).over(found[1]) if found else None


def _linear_pace(values: Values, constants: Constants) -> Interval | None:
    base, goal = (value.exact for value in values)
    now, start, end = constants
    if base is None or goal is None:
        return None
    return point(base + (goal - base) * (now - start) / (end - start))


def _geometric_mean(base: int, values: Values, _: Constants) -> Interval | None:
    """The root of what growth in percent comes to, rounded outward where it is no fraction; none
    where something shrinks below nothing or its end is not known.
    """
    low = _root(growth((value.low for value in values), base), len(values), up=False)
    high = _root(growth((value.high for value in values), base), len(values), up=True)
    if low is None or high is None:
        return None
    return Interval(low * 100 - 100 + base, high * 100 - 100 + base)


def growth(rates: Iterable[Fraction | None], base: int) -> Fraction | None:
    """What grows by each of these percentages in turn comes to, as a multiple of its start; the
    ``base`` stands for no growth.
    """
    product = Fraction(1)
    for rate in rates:
        if rate is None or rate < base - 100:
            return None
        product *= 1 + (rate - base) / 100
    return product


_FINE = 10**12
"""To how small a part of one a root is found that is no fraction."""


def _root(power: Fraction | None, degree: int, *, up: bool) -> Fraction | None:
    """The root of a power, or the next fine fraction below or above it."""
    if power is None:
        return None
    low, high = 0, _FINE * max(1, math.ceil(power)) + 1
    while high - low > 1:  # low is not above the root, and high is
        middle = (low + high) // 2
        low, high = (middle, high) if Fraction(middle, _FINE) ** degree <= power else (low, middle)
    exact = Fraction(low, _FINE) ** degree == power
    return Fraction(high if up and not exact else low, _FINE)


_ASSUMED = "(giả định nguồn làm tròn thông thường)"


class Formula(Ways):
    """Every formula by which a figure follows from others."""

    PERCENT = Way(
        "percent",
        lambda values, _: _quotient(values[0], values[1], 100),
        "{0}~: {1}~× 100",
        unit=figures.PERCENT,
        decimals=2,
    )
    QUOTIENT = Way(
        "quotient", lambda values, _: _quotient(values[0], values[1], 1), "{0}~: {1}", decimals=2
    )
    DIFFERENCE = Way("difference", _rest, "{0}~− {1}", gap=True)
    SUM = Way("sum", sum_of, "{sum}", "{years}")
    MEAN = Way(
        "mean",
        lambda values, _: sum_of(values).scaled(Fraction(1, len(values))),
        "({sum})~: {count}",
        "cộng kết quả của các năm, chia cho số năm",
        decimals=2,
    )
    GEOMETRIC_MEAN = Way(
        "geometric-mean",
        partial(_geometric_mean, 0),
        "căn bậc {count} của [{growth}]~− 100%",
        "trung bình nhân: căn bậc số năm của tích các năm (mỗi năm 100%~+ tốc độ)~− 100%",
        decimals=2,
    )
    INDEX_MEAN = Way(
        "index-mean",
        partial(_geometric_mean, 100),
        "căn bậc {count} của ({product})",
        "trung bình nhân: căn bậc số năm của tích chỉ số các năm",
        decimals=2,
    )
    CHANGE_PERCENT = Way(
        "change-percent",
        _change_percent,
        "({0}~− {1})~: {1}~× 100",
        unit=figures.PERCENT,
        decimals=2,
    )
    SHARED_OUT = Way(
        "shared-out",
        lambda values, constants: _rest(values, ()).scaled(1 / constants[0]),
        "{gap}~: {c0}",
        "phần còn phải đạt~: số năm còn lại",
        decimals=2,
        gap=True,
    )
    MULTIPLE_RANGE = Way(
        "multiple-range",
        _multiples,
        "{0}~× {1} và {0}~× {2}, tức {result}",
        "{0}~× mức tối thiểu và mức tối đa",
        decimals=2,
        infers=True,
    )
    LEAST_MULTIPLE = Way(
        "least-multiple", _multiples, "{0}~× {1}", "{0}~× mức tối thiểu", decimals=2, infers=True
    )
    QUOTIENT_RANGE = Way(
        "quotient-range",
        _quotients,
        "{0}~: {2} và {0}~: {1}, tức {result}",
        "{0}~: mức tối đa và mức tối thiểu",
        decimals=2,
        infers=True,
    )
    WHOLE_NUMBER = Way(
        "whole-number",
        _whole_number,
        f"chỉ {{number}} cho đúng tỷ lệ {{1}} của kết quả {{0}} {_ASSUMED}",
        "số nguyên duy nhất cho đúng tỷ lệ đã công bố khi kết quả so với nó",
        f"{{0}} so với mỗi số nguyên {{number}} đều là {{1}} {_ASSUMED}",
        decimals=0,
        infers=True,
        firm=True,
    )
    REST_OF_TOTAL = Way(
        "rest-of-total", _rest, "{0}~− {rest}", "lũy kế~− tổng các năm đã nêu", infers=True
    )
    YEARS_TO_END = Way(
        "years-to-end",
        lambda _, constants: point(constants[0] - constants[1]),
        "{c0}~− {c1}",
        "năm cuối nhiệm kỳ~− năm đạt mức chỉ tiêu",
        unit=figures.YEARS,
        decimals=0,
    )
    LINEAR_PACE = Way(
        "linear-pace",
        _linear_pace,
        "{0}~+ ({1}~− {0})~× ({c0}~− {c1})~: ({c2}~− {c1})",
        "mức đầu kỳ cộng phần tăng, giảm chia đều theo năm",
    )
    REST_OF_PARTS = Way(
        "rest-of-parts", _rest, "{0}~− {rest}", "{last} chung~− tổng {parts} đã có số"
    )
    REST_OF_WHOLE = Way(
        "rest-of-whole",
        lambda values, _: point(100) - sum_of(values),
        "100%~− ({sum})",
        "100%~− các phần khác của cùng một tổng",
    )
    SUM_OF_PARTS = Way("sum-of-parts", sum_of, "{sum}", "cộng {last} của {parts}")
