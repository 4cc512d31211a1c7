"""Formulas: what each gives for numbers and for bounds, how it reads, and how one is added; and the
times of which figures speak.
"""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, cast

import pytest
from cases import dataset, through, views
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from synthetic import percent, tell

from indicators.computing.arithmetic import Interval, above, below, point, printed, rounded
from indicators.computing.figures import CutOff, Figure, Figures, Kind, Period, Role
from indicators.computing.formulas import Formula, Way, Ways
from indicators.computing.ledger import Verdict, entries
from indicators.computing.scope import Scope
from indicators.computing.subject import Subject
from indicators.computing.units import Registry
from indicators.model import PartOfMonth
from indicators.scalars import Date
from indicators.words.formulas import in_numbers, words_of


def applied(formula: Ways, *numbers: object, constants: tuple[int, ...] = ()) -> Interval | None:
    """What a formula gives for numbers and intervals."""
    values = [n if isinstance(n, Interval) else point(Fraction(str(n))) for n in numbers]
    return formula.way.apply(values, tuple(map(Fraction, constants)))


GIVEN: dict[Formula, tuple[tuple[object, ...], tuple[int, ...], object]] = {
    Formula.PERCENT: ((79, 85), (), Fraction(7900, 85)),
    Formula.QUOTIENT: ((79, 85), (), Fraction(79, 85)),
    Formula.DIFFERENCE: ((3, 5), (), -2),
    Formula.SUM: ((1, 2, -4), (), -1),
    Formula.MEAN: (("96.2", "97.15"), (), Fraction("96.675")),
    Formula.GEOMETRIC_MEAN: ((44, 0), (), 20),
    Formula.INDEX_MEAN: ((144, 100), (), 120),
    Formula.CHANGE_PERCENT: ((12, 8), (), 50),
    Formula.SHARED_OUT: ((9, 4), (10,), Fraction(1, 2)),
    Formula.MULTIPLE_RANGE: ((5, 3, 4), (100,), Interval(Fraction(3, 20), Fraction(1, 5))),
    Formula.LEAST_MULTIPLE: ((5356, 3), (100,), above(Fraction("160.68"), or_equal=True)),
    Formula.QUOTIENT_RANGE: ((6, 3, 4), (100,), Interval(Fraction(150), Fraction(200))),
    Formula.WHOLE_NUMBER: (
        (227, printed(Decimal(108))), (), Interval(Fraction(210), Fraction(211)),
    ),
    Formula.REST_OF_TOTAL: ((10, 3, 4), (), 3),
    Formula.YEARS_TO_END: ((1,), (2025, 2023), 2),
    Formula.LINEAR_PACE: ((10, 20), (2022, 2020, 2024), 15),
    Formula.REST_OF_PARTS: ((10, 3, 4), (), 3),
    Formula.REST_OF_WHOLE: ((60, 30), (), 10),
    Formula.SUM_OF_PARTS: ((3, 4), (), 7),
}  # fmt: skip


def test_each_formula_gives_what_it_says() -> None:
    assert set(GIVEN) == set(Formula)
    for formula, (numbers, constants, expected) in GIVEN.items():
        value = applied(formula, *numbers, constants=constants)
        assert value is not None
        assert expected in (value, value.exact), formula


@pytest.mark.parametrize("formula", [Formula.PERCENT, Formula.QUOTIENT, Formula.CHANGE_PERCENT])
@pytest.mark.parametrize("nothing", [point(0), point(-1), below(5), above(0, or_equal=True)])
def test_nothing_follows_from_a_division_by_what_may_be_nothing(
    formula: Formula, nothing: Interval
) -> None:
    assert applied(formula, 1, nothing) is None


def test_a_divisor_without_a_greatest_value_leaves_only_a_greatest_quotient() -> None:
    assert applied(Formula.PERCENT, 5, above(10)) == below(50)
    assert applied(Formula.QUOTIENT, above(5), above(10)) == Interval(None, None)
    assert applied(Formula.WHOLE_NUMBER, 0, printed(Decimal(50))) is None


@st.composite
def known(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """A positive quantity with a number that it may be; exactly that, or a bound or a range."""
    number = draw(st.fractions(Fraction(1, 10), 100, max_denominator=20))
    low, high = (draw(st.none() | st.fractions(0, number, max_denominator=20)) for _ in range(2))
    return Interval(None if low is None else low, None if high is None else number + high), number


@given(st.sampled_from(sorted(Formula)), known(), known())
def test_a_formula_applied_to_bounds_holds_whatever_the_numbers_in_them_give(
    formula: Formula, one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    constants = {Formula.SHARED_OUT: (3,), Formula.YEARS_TO_END: (2025, 2023)}.get(formula, ())
    if formula is Formula.LINEAR_PACE or "multiple" in formula or "quotient-range" in formula:
        return  # of exact numbers alone
    if formula is Formula.WHOLE_NUMBER and one[0].exact is None:
        return
    bound = applied(formula, one[0], other[0], constants=constants)
    exact = applied(formula, point(one[1]), point(other[1]), constants=constants)
    if bound is not None and exact is not None and exact.exact is not None:
        assert bound.holds(exact.exact)


def plans(part: int, share: Decimal | str) -> list[int]:
    """The whole numbers between the least and the greatest that give a printed percentage."""
    found = applied(Formula.WHOLE_NUMBER, part, printed(Decimal(share)))
    if found is None:
        return []
    assert found.low is not None and found.high is not None  # noqa: PT018 - both sides
    return list(range(int(found.low), int(found.high) + 1))


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_exactly_the_whole_numbers_that_give_a_printed_percentage_are_found(decimals: int) -> None:
    """Every whole number up to a limit is tried: those that round half up to the percentage are
    found, and no other; a percentage that none gives has none."""
    most = 200
    for part in range(1, 21):
        giving: dict[Decimal, list[int]] = defaultdict(list)
        for whole in range(1, most + 1):
            giving[rounded(percent(part, whole), decimals)].append(whole)
        for number in set(giving) | {n + Decimal(1).scaleb(-decimals) for n in giving}:
            least = printed(number).low
            if least is not None and least > 0 and Fraction(part) * 100 / least < most:
                assert plans(part, number) == giving.get(number, [])


def published(name: str, number: object = 1, **fields: Any) -> Figure:
    unit, status = fields.get("unit", "người"), fields.get("status")
    kind = fields.get("kind", Kind.PUBLISHED)
    made = f"so/{name}/value"
    return Figure(made, "so", Role.VALUE, kind, point(Decimal(str(number))), unit, status=status)


def test_a_recomputation_shows_a_third_decimal_where_the_value_ends_there() -> None:
    shown = {}
    for name, last in (("96.675", "97.15"), ("96.67", "97.14"), ("96.5", "96.8")):
        made = views(f"stock2: 2021 96.2; 2022 {last} | printed mean 2021-2022 96")
        shown[name] = made.figures["so/2021-2022/mean/recomputed"].decimals
    assert shown == {"96.675": 3, "96.67": 2, "96.5": 2}


class Grown(Ways):
    """A formula that the package does not have: all that is needed is its record."""

    PRODUCT = Way("product", lambda values, _: values[0].scaled(values[1].exact or 1), "{0}~× {1}")


def test_a_formula_is_added_by_one_record_that_computes_checks_and_reads() -> None:
    view, stated = views("stock1: 2021 1.5/4"), dataset("stock1: 2021 1.5/4 5.9%")
    figures = Figures()
    subject = Subject(stated.indicators[0], ("indicators", 0), Registry(stated), figures)
    here = Scope(subject, Period(2021), ("observations", 0), stated.indicators[0].observations[0])
    one, other = (figures.add(view.figures[f"so/2021/{name}"]) for name in ("value", "plan"))
    here.state(Role.PERCENT_OF_PLAN, Decimal("5.9"), "published", 0, "value")
    formula = cast(Formula, Grown.PRODUCT)
    made = here.derive(Role.PERCENT_OF_PLAN, formula, one, other)
    assert made is not None
    assert (made.id, tell(made)) == ("so/2021/percent-of-plan/recomputed", "6 computed")
    words = words_of(view, made, [one, other]).replace("\u00a0", " ")
    assert words == "Kết quả × chỉ tiêu năm"
    assert in_numbers(made, [one, other]).replace("\u00a0", " ") == "1,5 × 4 = 6,0 người"
    (entry,) = entries(subject)
    assert entry.verdict is Verdict.WITHIN_INPUTS
    assert entry.allowed == Interval(Fraction("5.8"), Fraction("6.2"), high_open=True)


def test_every_formula_of_the_package_reads_in_words_and_numbers() -> None:
    inputs = [published("a", 2), published("b", 3), published("c", 4)]
    for formula, several in product(Formula, (False, True)):
        value = Interval(Fraction(1), Fraction(5 if several else 1))
        constants = (Fraction(2024), Fraction(2020), Fraction(2025))
        figure = Figure(
            "so/x", "so", Role.PLAN, Kind.COMPUTED, value, "người", formula=formula,
            constants=constants,
        )  # fmt: skip
        written = words_of(views("flow:"), figure, inputs), in_numbers(figure, inputs)
        assert all(written), formula
        assert not any("{" in text or "~" in text for text in written), formula


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
