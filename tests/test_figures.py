"""Figures: what each inherits from its inputs, and the times they speak of."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from cases import through
from pydantic import TypeAdapter

from indicators.computing.arithmetic import Interval, point
from indicators.computing.compute import Views
from indicators.computing.figures import (
    CutOff,
    Figure,
    Figures,
    Kind,
    Period,
    Role,
    Span,
    bound_of,
    figure_id,
    limits,
)
from indicators.model import Bound, PartOfMonth
from indicators.scalars import Date, PartialDate


def published(name: str, value: int = 1, **fields: Any) -> Figure:
    made = Figure(name, "so", Role.VALUE, Kind.PUBLISHED, point(value), "người")
    return made._replace(**fields)


def test_an_id_is_taken_once() -> None:
    figures = Figures()
    figures.add(published("so/2021/value"))
    with pytest.raises(ValueError, match="so/2021/value exists already"):
        figures.add(published("so/2021/value", 2))


def test_a_figure_rests_only_on_figures_that_exist() -> None:
    with pytest.raises(ValueError, match="so/sum needs so/2021/value"):
        Figures().add(published("so/sum", inputs=("so/2021/value",)))


def test_figures_are_listed_in_the_order_in_which_they_were_made() -> None:
    figures = Figures()
    names = ["so/b/value", "khac/a/value", "so/a/value"]
    for name in names:
        figures.add(published(name, subject=name.split("/", maxsplit=1)[0]))
    assert list(figures) == names
    assert [figure.id for figure in figures.of("so")] == ["so/b/value", "so/a/value"]
    assert figures.of("nobody") == ()


def test_a_moved_line_changes_no_figure() -> None:
    assert published("so/a", path=("indicators", 0)) == published("so/a", path=("indicators", 7))


def test_ids_and_anchors_are_distinct_and_match(long_an: Views) -> None:
    assert figure_id("ket-nap", Role.VALUE, Period(2021)) == "ket-nap/2021/value"
    assert figure_id("ket-nap", Role.SUM, Span(2021, 2023)) == "ket-nap/2021-2023/sum"
    total = CutOff(PartialDate(2023, 12), PartOfMonth.MID)
    assert figure_id("so", Role.TOTAL, total, "x") == "so/through-2023-12-mid/total/x"
    anchors = {figure.anchor for figure in long_an.figures.values()}
    assert len(anchors) == len(long_an.figures)
    assert not any("/" in anchor or " " in anchor for anchor in anchors)


@pytest.mark.parametrize("bound", Bound)
def test_a_bound_is_kept_as_the_interval_that_it_says(bound: Bound) -> None:
    interval = limits(Decimal(90), bound)
    assert bound_of(interval) is bound
    assert interval.exact is None
    assert [interval.holds(Fraction(value)) for value in (89, 90, 91)] == {
        Bound.ABOVE: [False, False, True],
        Bound.AT_LEAST: [False, True, True],
        Bound.BELOW: [True, False, False],
        Bound.AT_MOST: [True, True, False],
    }[bound]


def test_an_exact_value_and_an_interval_with_two_limits_are_no_bounds() -> None:
    assert bound_of(limits(Decimal(90), None)) is None
    assert bound_of(Interval(Fraction(1), Fraction(2))) is None
    assert bound_of(None) is None


# --- cut-offs ------------------------------------------------------------------------------------


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
