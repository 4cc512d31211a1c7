"""Axes: exact places, round numbers, and no value beyond an end."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.showing.marks import Scale, around, from_zero

amounts = st.fractions(0, 10**7, max_denominator=1000)
shares = st.fractions(0, 100, max_denominator=1000)


def test_a_value_lies_at_its_exact_share_of_the_line() -> None:
    assert Scale(Fraction(88), Fraction(100), Fraction(2)).place(Fraction(90)) == Fraction(50, 3)


def test_a_value_that_is_not_on_the_line_is_refused() -> None:
    with pytest.raises(ValueError, match="is not between"):
        Scale(Fraction(88), Fraction(100), Fraction(2)).place(Fraction(87))


@pytest.mark.parametrize(
    ("values", "room", "ticks"),
    [
        ([1514, 1667], False, [0, 500, 1000, 1500, 2000]),
        ([5866, 7526], True, [0, 2000, 4000, 6000, 8000]),
        ([2000], False, [0, 500, 1000, 1500, 2000]),
        ([2000], True, [0, 500, 1000, 1500, 2000, 2500]),
        ([0], False, [0, 1]),
        ([], False, [0, 1]),
        ([-5, 20], False, [-5, 0, 5, 10, 15, 20]),
    ],
)
def test_a_line_for_lengths_is_marked_with_round_numbers_from_0(
    values: list[int], room: bool, ticks: list[int]
) -> None:
    assert list(from_zero([Fraction(value) for value in values], room=room).ticks) == ticks


def test_a_line_for_places_has_room_on_both_sides_but_none_beyond_what_is_possible() -> None:
    line = around([Fraction(90), Fraction("97.15"), Fraction(100)], most=Fraction(100))
    assert [line.low, line.high, line.step] == [88, 100, 2]
    assert around([Fraction(3), Fraction(4)]).low < 3
    assert around([Fraction(3), Fraction(4)]).high > 4
    assert around([Fraction(0)]).low == 0


def test_marked_values_are_told_apart_by_the_decimals_that_are_shown() -> None:
    line = around([Fraction("1.5"), Fraction(2)])
    assert (line.step, line.decimals) == (Fraction(1, 10), 1)


@given(st.lists(amounts), st.booleans())
def test_every_value_and_0_lie_on_a_line_for_lengths(values: list[Fraction], room: bool) -> None:
    line = from_zero(values, room=room)
    assert line.low == 0
    assert all(0 <= line.place(value) <= 100 for value in values)
    assert 2 <= len(line.ticks) <= 8
    assert line.place(line.ticks[-1]) == 100
    if room:
        assert all(value < line.high for value in values)


@given(st.lists(shares, min_size=1))
def test_every_value_lies_on_a_line_for_places(values: list[Fraction]) -> None:
    line = around(values, most=Fraction(100))
    assert 0 <= line.low < line.high <= 100
    assert all(0 <= line.place(value) <= 100 for value in values)
    assert len(line.ticks) >= 2
