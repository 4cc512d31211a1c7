"""Exact arithmetic: rounding, intervals and printed percentages, against brute force."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import percent

from indicators.computing.arithmetic import (
    Interval,
    Rounding,
    above,
    below,
    decimals_of,
    point,
    printed,
    rounded,
    rounded_outward,
)

HALF = Fraction(1, 2)
QUANTIZE = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}


def unit(decimals: int) -> Fraction:
    return Fraction(1, 10**decimals)


@pytest.mark.parametrize("rule", Rounding)
@pytest.mark.parametrize("decimals", range(3))
def test_each_rule_rounds_as_the_decimal_module_does(rule: Rounding, decimals: int) -> None:
    for thousandths in range(-1100, 1101):
        value = Decimal(thousandths).scaleb(-3)
        expected = value.quantize(Decimal(1).scaleb(-decimals), QUANTIZE[rule])
        shown = rounded(Fraction(thousandths, 1000), decimals, rule)
        assert shown == expected
        assert decimals_of(shown) == decimals, "as many decimals are shown as were asked for"


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert str(rounded(percent(1, 32), 2)) == "3.13"  # which a binary number formats as 3.12
    assert str(rounded(Fraction(-1, 1000), 1)) == "0.0"
    assert str(rounded_outward(Fraction(-1, 1000), 1, low=False)) == "0.0"


@given(st.fractions(max_denominator=10**6), st.integers(0, 4))
def test_rounding_outward_never_loses_the_value_and_gives_away_less_than_a_unit(
    value: Fraction, decimals: int
) -> None:
    low = Fraction(rounded_outward(value, decimals, low=True))
    high = Fraction(rounded_outward(value, decimals, low=False))
    assert value - unit(decimals) < low <= value <= high < value + unit(decimals)
    assert {(low / unit(decimals)).denominator, (high / unit(decimals)).denominator} == {1}


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_a_printed_number_stands_for_just_the_values_that_round_to_it(decimals: int) -> None:
    """Also below zero, where a half is rounded down, and at zero, where neither half is."""
    for units in range(-12, 13):
        number = Decimal(units).scaleb(-decimals)
        stands_for = printed(number)
        for eighths in range(8 * (units - 2), 8 * (units + 2) + 1):
            value = Fraction(eighths, 8) * unit(decimals)
            assert stands_for.holds(value) == (rounded(value, decimals) == number)


def test_the_typed_digits_say_how_precise_a_number_is() -> None:
    assert [decimals_of(Decimal(text)) for text in ("111.9", "111.90", "90", "0.075")] == [
        1, 2, 0, 3,
    ]  # fmt: skip
    assert printed(Decimal("96.2")) == Interval(
        Fraction("96.15"), Fraction("96.25"), high_open=True
    )
    assert printed(Decimal("96.20")) != printed(Decimal("96.2"))


LIMITS: list[Fraction | None] = [None, *map(Fraction, range(-2, 3))]
SAMPLE = [Fraction(halves, 2) for halves in range(-7, 8)]
"""Every limit, a point between each two, and points beyond: two intervals with such limits are
told apart by these points."""


def every_interval() -> list[Interval]:
    made = []
    for low, high, low_open, high_open in product(LIMITS, LIMITS, [False, True], [False, True]):
        redundant = (low is None and low_open) or (high is None and high_open)
        empty = (
            low is not None
            and high is not None
            and (low > high or (low == high and (low_open or high_open)))
        )
        if not redundant and not empty:
            made.append(Interval(low, high, low_open, high_open))
    return made


def sampled(interval: Interval) -> list[Fraction]:
    return [value for value in SAMPLE if interval.holds(value)]


def test_membership_is_what_the_limits_say() -> None:
    assert sampled(Interval(Fraction(0), Fraction(1), low_open=True)) == [HALF, 1]
    assert sampled(Interval(Fraction(0), Fraction(1), high_open=True)) == [0, HALF]
    assert sampled(above(3)) == [Fraction(7, 2)]
    assert sampled(above(3, or_equal=True)) == [3, Fraction(7, 2)]
    assert sampled(below(-3)) == [Fraction(-7, 2)]
    assert sampled(below(-3, or_equal=True)) == [Fraction(-7, 2), -3]
    assert sampled(point(1)) == [1]


def test_within_meets_and_below_agree_with_sampling_for_all_pairs() -> None:
    values = {interval: sampled(interval) for interval in every_interval()}
    assert len(values) > 60
    for one, other in product(values, repeat=2):
        here, there = values[one], values[other]
        assert one.within(other) == (set(here) <= set(there)), (one, other)
        assert one.meets(other) == bool(set(here) & set(there)), (one, other)
        assert one.below(other) == (max(here) < min(there)), (one, other)


def test_the_whole_numbers_in_an_interval_are_those_from_the_least_to_the_greatest() -> None:
    for one in every_interval():
        for interval in (one, one.scaled(HALF)):
            members = [n for n in range(-9, 10) if interval.holds(Fraction(n))]
            found = interval.whole()
            assert [n for n in range(-9, 10) if found and found.holds(Fraction(n))] == members
            limits = (found.low, found.high) if found else ()
            assert all(limit is None or limit in members for limit in limits)


@pytest.mark.parametrize(
    "limits",
    [(1, 0, False, False), (1, 1, True, False), (1, 1, False, True), (1, 1, True, True)],
)
def test_an_interval_that_holds_nothing_is_refused(limits: tuple[int, int, bool, bool]) -> None:
    low, high, low_open, high_open = limits
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(low), Fraction(high), low_open, high_open)


def test_only_a_point_is_exact_and_only_a_point_or_a_bound_has_one_limit() -> None:
    for interval in every_interval():
        members = sampled(interval)
        single = interval.low is not None and interval.low == interval.high
        assert interval.exact == (members[0] if single else None)
        ends = [limit for limit in (interval.low, interval.high) if limit is not None]
        expected = ends[0] if ends and (single or len(ends) == 1) else None
        assert interval.only_limit == expected


FAR, NEAR = Fraction(10**9), Fraction(1, 10**9)


def corners(interval: Interval) -> list[Fraction]:
    """Values in the interval next to its ends: far away, at the limit, or just inside."""
    low, high = interval.low, interval.high
    if low is not None and high is not None and (interval.low_open or interval.high_open):
        near = min(NEAR, (high - low) / 4)
    else:
        near = NEAR
    least = -FAR if low is None else low + near * interval.low_open
    most = FAR if high is None else high - near * interval.high_open
    return sorted({min(least, most), max(least, most)})


def assert_tight(result: Interval, values: list[Fraction]) -> None:
    """All the values lie in the result, and reach as near to its ends as they are in it."""
    assert all(result.holds(value) for value in values)
    least, most = min(values), max(values)
    assert least < -(10**6) if result.low is None else abs(least - result.low) < Fraction(1, 10**6)
    assert most > 10**6 if result.high is None else abs(result.high - most) < Fraction(1, 10**6)
    if result.low is not None:
        assert result.low_open == (least != result.low)
    if result.high is not None:
        assert result.high_open == (most != result.high)


def test_sums_differences_and_multiples_hold_what_they_must_and_no_more() -> None:
    listed = every_interval()
    for one in listed:
        assert_tight(-one, [-value for value in corners(one)])
        assert_tight(one.scaled(Fraction(3, 7)), [value * 3 / 7 for value in corners(one)])
        for other in listed:
            pairs = list(product(corners(one), corners(other)))
            assert_tight(one + other, [a + b for a, b in pairs])
            assert_tight(one - other, [a - b for a, b in pairs])


def test_quotients_hold_what_they_must_and_no_more() -> None:
    """Of any quantity, also 0 and less than 0, by one that is more than 0."""
    divisors = [
        interval
        for interval in every_interval()
        if interval.low is not None
        and (interval.low > 0 or (interval.low == 0 and interval.low_open))
    ]
    assert any(divisor.low == 0 for divisor in divisors)
    for one, other in product(every_interval(), divisors):
        assert_tight(one.over(other), [a / b for a, b in product(corners(one), corners(other))])


def test_nothing_is_divided_by_what_may_be_nothing() -> None:
    for divisor in (point(0), above(0, or_equal=True), below(5), point(-1), printed(Decimal(0))):
        with pytest.raises(ZeroDivisionError):
            point(1).over(divisor)


@pytest.mark.parametrize("factor", [0, -1, Fraction(-1, 2)])
def test_an_interval_is_not_multiplied_by_a_factor_that_would_turn_it(
    factor: Fraction | int,
) -> None:
    with pytest.raises(ValueError, match="positive"):
        point(1).scaled(factor)
