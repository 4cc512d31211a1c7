"""What several years give together: sums, means and changes."""

from __future__ import annotations

from typing import Any

import pytest
from synthetic import flow, share, stock, told, views, year

YEARS = (year(2021, 1514), year(2022, 1533), year(2023, 1667))
"""The yearly admissions of the Long An interview."""


def printed(figure: str, value: object, **fields: Any) -> list[dict[str, Any]]:
    return [{"figure": figure, "value": value, **fields}]


def over_years(made: dict[str, str]) -> dict[str, str]:
    """The figures over spans of years, whose ids begin with two years."""
    return {name: text for name, text in made.items() if name[4] == "-"}


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (YEARS, {"2021-2023/sum": "4714 computed"}),
        (YEARS[:1], {}),
        ((YEARS[0], YEARS[2]), {}),
        ((year(2020, 7), *YEARS[1:]), {"2022-2023/sum": "3200 computed"}),
        ((*YEARS, year(2024, 1660, status="forecast")), {"2021-2023/sum": "4714 computed"}),
        ((*YEARS, year(2024, 1660, status="estimate")), {"2021-2023/sum": "4714 computed"}),
        ((*YEARS, year(2024, 800, through="2024-06")), {"2021-2023/sum": "4714 computed"}),
        ((*YEARS, year(2024, 1600, bound="above")), {"2021-2023/sum": "4714 computed"}),
        (
            (*YEARS[:2], year(2023, 1667, status="preliminary")),
            {"2021-2023/sum": "4714 computed preliminary"},
        ),
    ],
)
def test_results_are_summed_over_the_last_whole_years_without_a_gap(
    years: tuple[dict[str, Any], ...], expected: dict[str, str]
) -> None:
    assert over_years(told(views(flow(*years)))) == expected


def test_what_does_not_add_up_is_not_summed() -> None:
    assert over_years(told(views(stock(*YEARS)))) == {}
    shares = views(share(year(2021, 90), year(2022, 91)))
    assert over_years(told(shares, "ty-le")) == {}


def test_no_digit_of_the_summands_is_lost() -> None:
    made = flow(year(2021, "1.25"), year(2022, "2.5"))
    del made["decimals"]
    figure = views(made).figures["so/2021-2022/sum"]
    assert (str(figure.exact), figure.decimals) == ("15/4", 2)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (
            printed("sum", 4714, **{"from": 2021, "to": 2023}),
            {"2021-2023/sum": "4714", "2021-2023/sum/recomputed": "4714 computed"},
        ),
        (
            printed("sum", 3047, to=2022),
            {"2021-2022/sum": "3047", "2021-2022/sum/recomputed": "3047 computed"},
        ),
        (
            printed("mean", "1571.3"),
            {
                "2021-2023/mean": "15713/10",
                "2021-2023/mean/recomputed": "4714/3 computed",
                "2021-2023/sum": "4714 computed",
            },
        ),
        (
            printed("change", 153, **{"from": 2021, "to": 2023}),
            {
                "2021-2023/change": "153",
                "2021-2023/change/recomputed": "153 computed",
                "2021-2023/sum": "4714 computed",
            },
        ),
        (
            printed("change-percent", "10.1", **{"from": 2021, "to": 2023}),
            {
                "2021-2023/change-percent": "101/10",
                "2021-2023/change-percent/recomputed": "7650/757 computed",
                "2021-2023/sum": "4714 computed",
            },
        ),
        # Years that are not in the term, or not known: printed, and not recomputed.
        (
            printed("mean", 1500, **{"from": 2018, "to": 2023}),
            {"2018-2023/mean": "1500", "2021-2023/sum": "4714 computed"},
        ),
        (
            printed("mean", 1500, **{"from": 2020, "to": 2022}),
            {"2020-2022/mean": "1500", "2021-2023/sum": "4714 computed"},
        ),
        (
            printed("mean", 1500, to=2020),
            {"2021-2020/mean": "1500", "2021-2023/sum": "4714 computed"},
        ),
    ],
)
def test_what_a_source_prints_over_years_is_recomputed_from_all_of_them_or_not_at_all(
    published: list[dict[str, Any]], expected: dict[str, str]
) -> None:
    assert over_years(told(views(flow(*YEARS, published=published)))) == expected


def test_a_change_needs_only_its_two_ends() -> None:
    published = printed("change", 5, **{"from": 2021, "to": 2024})
    made = views(share(year(2021, 90), year(2022, 80, bound="above"), year(2024, 95),
                       published=published))  # fmt: skip
    assert over_years(told(made, "ty-le")) == {
        "2021-2024/change": "5",
        "2021-2024/change/recomputed": "5 computed",
    }
    assert made.figures["ty-le/2021-2024/change"].unit == "điểm phần trăm"
    assert made.figures["ty-le/2021-2024/change/recomputed"].inputs == (
        "ty-le/2024/value",
        "ty-le/2021/value",
    )


def test_a_mean_over_a_bound_is_not_recomputed() -> None:
    published = printed("mean", 95, **{"from": 2021, "to": 2022})
    made = views(share(year(2021, 96), year(2022, 90, bound="above"), published=published))
    assert over_years(told(made, "ty-le")) == {"2021-2022/mean": "95"}


def test_a_printed_mean_without_any_year_stands_alone() -> None:
    made = views(share(published=printed("mean", 95, bound="above")))
    assert over_years(told(made, "ty-le")) == {"2020-2025/mean": ">95"}


def test_growth_from_nothing_is_not_recomputed() -> None:
    published = printed("change-percent", 100, **{"from": 2021, "to": 2022})
    made = views(flow(year(2021, 0), year(2022, 5), published=published))
    assert "so/2021-2022/change-percent/recomputed" not in made.figures
