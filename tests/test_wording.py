"""Numbers, dates and times read as Vietnam writes them, rounded once and outward for bounds."""

from decimal import Decimal
from fractions import Fraction

import pytest
from cases import views

from indicators.computing.arithmetic import Interval, above, below, point
from indicators.computing.compute import Views
from indicators.computing.figures import CutOff, Figure, Kind, Period, Role, Span
from indicators.model import PartOfMonth
from indicators.scalars import PartialDate
from indicators.words.explain import caution
from indicators.words.formulas import in_numbers
from indicators.words.wording import (
    amount,
    date,
    dated,
    fraction,
    number_text,
    when,
)


def figure(
    value: Interval | None,
    *,
    unit: str = "đảng viên",
    decimals: int = 0,
    kind: Kind = Kind.COMPUTED,
    role: Role = Role.VALUE,
) -> Figure:
    """A synthetic figure."""
    return Figure("x/2021/value", "x", role, kind, value, unit, decimals=decimals)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


OVER, UNDER = Fraction(119999, 1000), Fraction(119991, 1000)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (figure(point(1514)), "1.514"),
        (figure(point(Fraction("112.15")), unit="phần trăm", decimals=2), "112,15%"),
        (figure(point(2), unit="lần"), "2 lần"),
        (figure(point(Fraction("0.95")), unit="điểm phần trăm", decimals=2, role=Role.CHANGE),
         "+0,95 điểm phần trăm"),
        (figure(point(Fraction("-0.5")), unit="điểm phần trăm", decimals=1, role=Role.CHANGE),
         "−0,5 điểm phần trăm"),
        (figure(point(0), role=Role.CHANGE), "0"),
        (figure(above(90), unit="phần trăm", kind=Kind.PUBLISHED), "trên 90%"),
        (figure(above(7526, or_equal=True), kind=Kind.PUBLISHED), "ít nhất 7.526"),
        (figure(below(5), kind=Kind.PUBLISHED), "dưới 5"),
        (figure(below(5, or_equal=True), kind=Kind.PUBLISHED), "không quá 5"),
        (figure(Interval(Fraction(2025), Fraction(2700))), "2.025 – 2.700"),
        (figure(None, kind=Kind.MISSING), "Chưa có"),
        # Of a difference only its side may be known.
        (figure(above(0), role=Role.MARGIN), "cao hơn; nguồn không nêu mức"),
        (figure(above(0), role=Role.MARGIN)._replace(inputs=("x/max", "x")),
         "thấp hơn; nguồn không nêu mức"),
        (figure(above(0, or_equal=True), role=Role.OVER_PLAN),
         "không thấp hơn; nguồn không nêu mức"),
        (figure(below(0), role=Role.OVER_PLAN), "thấp hơn; nguồn không nêu mức"),
        # A computed bound is rounded outward, never half up.
        (figure(above(OVER, or_equal=True), unit="phần trăm", decimals=2), "ít nhất 119,99%"),
        (figure(below(UNDER, or_equal=True), unit="phần trăm", decimals=2), "không quá 120,00%"),
    ],
)  # fmt: skip
def test_a_figure_reads_as_the_conventions_demand(shown: Figure, text: str) -> None:
    assert plain(amount(shown)) == text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        # A number keeps its digits and is grouped by points.
        *(
            (number_text(Decimal(value)), text)
            for value, text in {
                "1514": "1.514", "112.15": "112,15", "111.90": "111,90", "0.075": "0,075",
                "5600000": "5.600.000", "-1234.5": "−1.234,5", "0": "0",
            }.items()
        ),
        # Ties are rounded half up, from the exact value.
        (fraction(Fraction(1, 32) * 100, 2), "3,13"),
        (fraction(Fraction(25, 1000), 2), "0,03"),
        # A date is written as administrative texts do.
        (dated(PartialDate(2021, 4, 15)), "ngày 15/4/2021"),
        (dated(PartialDate(2023, 10, 4)), "ngày 04/10/2023"),
        (dated(PartialDate(2019, 1, 21)), "ngày 21/01/2019"),
        (dated(PartialDate(2023, 12)), "tháng 12/2023"),
        (dated(PartialDate(2022)), "năm 2022"),
        (date(PartialDate(2021, 4, 15)), "15/4/2021"),
        # A cut-off keeps the words of its source.
        (when(Period(2021)), "năm 2021"),
        (when(Period(2023, CutOff(PartialDate(2023, 6)))), "năm 2023 (đến hết tháng 6/2023)"),
        (when(Span(2021, 2023)), "các năm 2021 – 2023"),
        (when(CutOff(PartialDate(2023, 12), PartOfMonth.MID)), "đến giữa tháng 12/2023"),
        (when(CutOff(PartialDate(2024))), "đến hết năm 2024"),
        (when(CutOff(PartialDate(2023, 12, 15))), "đến ngày 15/12/2023"),
        (when(None), ""),
    ],
)  # fmt: skip
def test_numbers_dates_and_times_read_as_vietnam_writes_them(said: str, text: str) -> None:
    assert plain(said) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ket-nap/2021/percent-of-plan/recomputed", "1.514 : 1.350 × 100 ≈ 112,15%"),
        ("ket-nap/2021-2023/sum", "1.514 + 1.533 + 1.667 = 4.714 đảng viên"),
        (
            "ket-nap/through-2023-12-mid/unexplained",
            "5.866 − (1.514 + 1.533 + 1.667), tức ít nhất 1.152 đảng viên",
        ),
        ("ket-nap/through-2024/years-early/recomputed", "2025 − 2024 = 1 năm"),
        ("xep-loai-to-chuc/mean/recomputed", "(96,2% + 97,15%) : 2 = 96,675%"),
        ("xep-loai-to-chuc/2022/change", "97,15% − 96,2% = 0,95 điểm phần trăm"),
        ("ty-so-nguon/2021/needed", "1.350 × 1,5 và 1.350 × 2, tức 2.025 – 2.700 quần chúng"),
        (
            "ty-le-ket-nap/2021/implied",
            "1.514 : 4% và 1.514 : 3%, tức 37.850 – 50.466 đảng viên",
        ),
    ],
)
def test_a_formula_shows_its_inputs_and_result(long_an: Views, name: str, text: str) -> None:
    shown = long_an.figures[name]
    inputs = [long_an.figures[item] for item in shown.inputs]
    assert plain(in_numbers(shown, inputs)) == text


def test_a_number_below_0_stands_in_brackets_inside_a_formula() -> None:
    made = views("rate: 2021 -1.2; 2022 8.1").figures
    shown = made["so/2022/change"]
    text = in_numbers(shown, [made[item] for item in shown.inputs])
    assert plain(text) == "8,1% − (−1,2%) = 9,30 điểm phần trăm"


def test_what_rests_on_an_inferred_plan_is_called_inferred_twice(long_an: Views) -> None:
    shown = long_an.figures["ty-so-nguon/2021/needed"]
    assert caution(long_an, shown) == "Suy ra từ một số đã suy ra, nên là suy ra hai lần."


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("", "Suy ra từ lũy kế và số của các năm; nguồn không nêu trực tiếp."),
        (
            "-mid",
            (
                "Nguồn không nêu số của năm\u00a02022 tính đến khi nào, nên chỉ xác định được mức "
                "ít nhất."
            ),
        ),
    ],
)
def test_the_rest_of_a_total_follows_from_it_and_its_years(part: str, why: str) -> None:
    made = views(f"flow: 2022 1533 | total 2022-12{part} 2000")
    (rest,) = (item for item in made.figures.values() if item.role is Role.UNEXPLAINED)
    assert caution(made, rest) == why
