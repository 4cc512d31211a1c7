"""Exact percentages, rounding, intervals and verdicts on printed numbers; knows no records.

Everything is computed with ``fractions.Fraction``; nothing is rounded before it is shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from indicators.model import Code


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a quantity lies: from ``low`` to ``high``, None where that side has no limit.

    An open side excludes its limit. A quantity that is known exactly has two equal closed limits.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is self.high and not (self.low_open or self.high_open):
            return  # known exactly, as most are: nothing to compare
        if self.low is not None and self.high is not None:
            empty = self.low == self.high and (self.low_open or self.high_open)
            if self.low > self.high or empty:
                raise ValueError(f"an interval from {self.low} to {self.high} is empty")

    @property
    def exact(self) -> Fraction | None:
        """The only value in the interval, or None when there are more."""
        # Comparing fractions costs more than asking whether they are one object.
        return self.low if self.low is self.high or self.low == self.high else None

    @property
    def only_limit(self) -> Fraction | None:
        """The number that an exact quantity is or a bound names; None where there are two."""
        if self.low is not None and self.high is not None:
            return self.exact
        return self.high if self.low is None else self.low

    def __add__(self, other: Interval) -> Interval:
        one, two = self.exact, other.exact
        if one is not None and two is not None:
            exact = one + two
            return Interval(exact, exact)
        low, low_open = _join(self.low, self.low_open, other.low, other.low_open)
        high, high_open = _join(self.high, self.high_open, other.high, other.high_open)
        return Interval(low, high, low_open, high_open)

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        one, two = self.exact, other.exact
        if one is not None and two is not None:
            exact = one - two
            return Interval(exact, exact)
        return self + -other

    def scaled(self, factor: Fraction | int) -> Interval:
        """The interval of ``factor`` times the quantity; ``factor`` must be positive."""
        if factor <= 0:
            raise ValueError("a factor must be positive")
        if self.exact is not None:
            return point(self.exact * factor)
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def over(self, divisor: Interval, scale: Fraction | int = 1) -> Interval:
        """The interval of the quotient of this quantity and one that is more than 0, ``scale``
        times; ``scale`` must be positive.

        Errors: ``ZeroDivisionError`` when the divisor may be 0 or less.
        """
        sign = -1 if divisor.low is None else divisor.low.numerator  # cheaper than comparing
        if sign < 0 or (sign == 0 and not divisor.low_open):
            raise ZeroDivisionError("the divisor may be 0")
        one, two = self.exact, divisor.exact
        if one is not None and two is not None:
            # At once: multiplying and dividing fractions would each look for a common divisor.
            top, bottom = one.numerator * scale, one.denominator * two.numerator
            exact = Fraction(top * two.denominator, bottom)
            return Interval(exact, exact)
        low, low_open = _least_quotient(self, divisor)
        high, high_open = _least_quotient(-self, divisor)
        return Interval(low, None if high is None else -high, low_open, high_open).scaled(scale)

    def whole(self) -> Interval | None:
        """The whole numbers from the least to the greatest in the interval; None without any."""
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(math.floor(low) + 1 if self.low_open else math.ceil(low))
        if high is not None:
            high = Fraction(math.ceil(high) - 1 if self.high_open else math.floor(high))
        return None if low is not None and high is not None and low > high else Interval(low, high)

    def holds(self, value: Fraction) -> bool:
        """Whether the quantity may be ``value``."""
        return self.meets(point(value))

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both intervals."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether every value here is less than every value there."""
        if self.high is None or other.low is None:
            return False
        if self.high_open or other.low_open:
            return self.high <= other.low
        return self.high < other.low

    def within(self, other: Interval) -> bool:
        """Whether every value here is a value there."""
        # Of two equal limits the open one is the narrower.
        low_fits = other.low is None or (
            self.low is not None and (self.low, self.low_open) >= (other.low, other.low_open)
        )
        high_fits = other.high is None or (
            self.high is not None and (self.high, other.high_open) <= (other.high, self.high_open)
        )
        return low_fits and high_fits


def _join(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool
) -> tuple[Fraction | None, bool]:
    if a is None or b is None:
        return None, False
    return a + b, a_open or b_open


def _least_quotient(dividend: Interval, divisor: Interval) -> tuple[Fraction | None, bool]:
    """The lower limit of a quotient and whether it is excluded; the divisor is more than 0.

    A positive quantity is least over the greatest divisor, a negative one over the least; 0 stays
    0 whatever it is divided by.
    """
    least = dividend.low
    if least is None:
        return None, False
    if least == 0:
        return least, dividend.low_open
    if least > 0:
        if divisor.high is None:
            return Fraction(0), True
        return least / divisor.high, dividend.low_open or divisor.high_open
    if not divisor.low:
        return None, False
    return least / divisor.low, dividend.low_open or divisor.low_open


@lru_cache(maxsize=10_000)
def point(value: Fraction | Decimal | int) -> Interval:
    """A quantity known exactly; of the same number the same."""
    exact = _fraction(value)
    return Interval(exact, exact)


def _fraction(value: Fraction | Decimal | int) -> Fraction:
    if type(value) is Fraction:
        return value  # which Fraction would copy
    if not isinstance(value, Decimal):
        return Fraction(value)
    # Fraction(value) would cost twice as much, and a divisor of 1 need not be cancelled.
    dividend, divisor = value.as_integer_ratio()
    return Fraction(dividend) if divisor == 1 else Fraction(dividend, divisor)


def above(value: Fraction | Decimal | int, *, or_equal: bool = False) -> Interval:
    """A quantity known only to be more than ``value``."""
    return Interval(_fraction(value), None, low_open=not or_equal)


def below(value: Fraction | Decimal | int, *, or_equal: bool = False) -> Interval:
    """A quantity known only to be less than ``value``."""
    return Interval(None, _fraction(value), high_open=not or_equal)


_WHOLE = Decimal(1)


def decimals_of(value: Decimal) -> int:
    """How many decimals were typed: 1 for 111.9, 2 for 111.90."""
    if value.same_quantum(_WHOLE):
        return 0  # as most have; taking a number apart costs more
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "a typed number is finite"
    return max(0, -exponent)


def printed(value: Decimal) -> Interval:
    """What a number printed with its decimals stands for when it was rounded half up.

    96.2 stands for [96.15, 96.25): half of the last printed place to each side. A half is rounded
    away from 0, so the limit that lies farther from 0 is excluded; a printed 0 excludes both.
    """
    half = Fraction(1, 2 * 10 ** decimals_of(value))
    exact = Fraction(value)
    return Interval(exact - half, exact + half, low_open=exact <= 0, high_open=exact >= 0)


class Rounding(Code):
    """Rules by which a source may have rounded; the site itself rounds half up."""

    HALF_UP = "half-up", "làm tròn thông thường"
    HALF_EVEN = "half-even", "làm tròn nửa về số chẵn"
    DOWN = "down", "bỏ phần lẻ"
    UP = "up", "làm tròn lên"


def rounded(value: Fraction, decimals: int, rule: Rounding = Rounding.HALF_UP) -> Decimal:
    """``value`` with ``decimals`` decimals; halves and directions are away from or towards 0."""
    whole = value.denominator
    if whole == 1 and decimals == 0:
        return Decimal(value.numerator)  # as most are
    # Whole numbers only: the rest is ``rest / whole`` of a unit, a half when twice it is the whole.
    floor, rest = divmod(abs(value.numerator) * 10**decimals, whole)
    if rule is Rounding.HALF_UP:
        more = 2 * rest >= whole
    elif rule is Rounding.HALF_EVEN:
        more = 2 * rest > whole or (2 * rest == whole and floor % 2 == 1)
    else:
        more = rule is Rounding.UP and rest > 0
    return _decimal(floor + more, decimals, negative=value.numerator < 0)


def rounded_outward(value: Fraction, decimals: int, *, low: bool) -> Decimal:
    """A limit rounded so that the interval only grows: a lower limit down, an upper one up."""
    scaled = value * 10**decimals
    whole = math.floor(scaled) if low else math.ceil(scaled)
    return _decimal(abs(whole), decimals, negative=whole < 0)


def _decimal(units: int, decimals: int, *, negative: bool) -> Decimal:
    sign = "-" if negative and units else ""
    return Decimal(f"{sign}{units}E-{decimals}")


def other_rounding(value: Fraction, published: Decimal) -> Rounding | None:
    """The rule other than half up that turns ``value`` into ``published``, if there is one."""
    places = decimals_of(published)
    for rule in (Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP):
        if rounded(value, places, rule) == published:
            return rule
    return None
