"""Figures: what each inherits from its inputs, and the times they speak of."""

from itertools import product

import pytest
from cases import through
from pydantic import TypeAdapter

from indicators.computing.figures import (
    CutOff,
    Period,
)
from indicators.model import PartOfMonth
from indicators.scalars import Date


def cut_off(time: str) -> CutOff:
    """Of ``2023-12-mid``."""
    typed = through(time)
    part = PartOfMonth(typed["part"]) if "part" in typed else None
    return CutOff(TypeAdapter(Date).validate_python(typed["through"]), part)


ORDER = """2022 2023-01-31 2023-06-early 2023-06-10 2023-06-mid 2023-06-20 2023-06-late 2023-06
    2023-12-early 2023-12-mid 2023-12-late 2023 2024-02"""
IN_ORDER = [cut_off(time) for time in ORDER.split()]


def test_a_later_cut_off_reaches_an_earlier_one_and_never_the_other_way() -> None:
    for (first, one), (second, other) in product(enumerate(IN_ORDER), repeat=2):
        assert one.reaches(other) == (first >= second), (one, other)
    earliest = [one.earliest for one in IN_ORDER]
    assert earliest == sorted(earliest)


def test_the_whole_year_the_whole_of_december_and_its_last_day_are_one_cut_off() -> None:
    same = [cut_off(time) for time in ("2023", "2023-12", "2023-12-31")]
    assert all(one.reaches(other) for one, other in product(same, repeat=2))
    assert cut_off("2024-02").reaches(cut_off("2024-02-29"))


def test_it_is_not_known_which_of_a_part_of_a_month_and_a_day_in_it_is_later() -> None:
    middle, day = cut_off("2023-12-mid"), cut_off("2023-12-15")
    assert not middle.reaches(day)
    assert not day.reaches(middle)


@pytest.mark.parametrize(
    ("times", "ends_year", "next_year"),
    [
        ("2023 2023-12 2023-12-31", True, 2024),
        ("2023-12-30 2023-12-mid 2023-12-late", False, 2024),
        ("2023-11 2023-06", False, 2023),
    ],
)
def test_a_part_of_december_does_not_end_the_year_but_leaves_no_period(
    times: str, ends_year: bool, next_year: int
) -> None:
    for one in map(cut_off, times.split()):
        assert (one.ends_year, one.next_year) == (ends_year, next_year)
        assert Period(2023, one).complete == ends_year
    assert Period(2023).complete
