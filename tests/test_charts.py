"""Charts: every mark at its exact place, nothing drawn for what is not known, no word unsafe."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pytest
import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import flow, share, stock, target, year

from indicators.computing.compute import Views
from indicators.showing.links import Links
from indicators.showing.writer import Writer

SHOWN: list[tuple[str, Literal["years", "totals", "needed"]]] = [
    ("ket-nap", "years"),
    ("ket-nap", "totals"),
    ("xep-loai-to-chuc", "years"),
    ("xep-loai-dang-vien", "years"),
    ("ty-so-nguon", "needed"),
    ("ty-le-ket-nap", "needed"),
]
HALF_A_HUNDREDTH = Fraction(1, 200)


def written(views: Views, name: str = "so", what: str = "years") -> str:
    subjects = [*views.indicators, *views.targets]
    homes = {**dict.fromkeys(subjects, "trang/"), "documents": "van-ban/"}
    return str(Writer(views, Links("trang/", homes)).chart(name, what))


@dataclass
class Drawn:
    """A chart as it is drawn: its marks with their places in percent of the axis."""

    html: str

    def __post_init__(self) -> None:
        found = re.search(r'<svg class="i-c" .*</svg>', self.html)
        assert found is not None
        self.source = found[0]
        self.svg = ET.fromstring(found[0])  # noqa: S314 - our own template

    def all(self, tag: str, *classes: str) -> list[ET.Element]:
        return [
            item
            for item in self.svg.iter(tag)
            if set(classes) <= set(item.get("class", "").split())
        ]

    def bars(self, look: str) -> list[tuple[Fraction, Fraction]]:
        """Where each bar begins and ends."""
        return [
            (percent(bar, "x"), percent(bar, "x") + percent(bar, "width"))
            for bar in self.all("rect", "i-c-bar", f"i-c-{look}")
        ]

    def ticks(self, look: str) -> list[Fraction]:
        return [percent(tick, "x") for tick in self.all("rect", "i-c-tick", f"i-c-{look}")]

    def dots(self) -> list[Fraction]:
        return [percent(dot, "cx") for dot in self.all("circle", "i-c-dot")]

    def ranges(self) -> list[tuple[Fraction, Fraction]]:
        return [
            (percent(line, "x1"), percent(line, "x2"))
            for group in self.all("g", "i-c-range")
            for line in group.iter("line")
        ]

    def rows(self) -> list[str]:
        """The words of each row, beginning with its name."""
        texts = [" ".join("".join(text.itertext()).split()) for text in self.svg.iter("text")]
        named = {
            " ".join("".join(name.itertext()).split()) for name in self.all("tspan", "i-c-name")
        }
        return [text for text in texts if any(text.startswith(name) for name in named)]

    def axis(self) -> dict[Fraction, Fraction]:
        """The marked values with their places."""
        found = {}
        for text in self.all("text", "i-c-note"):
            words = "".join(text.itertext())
            if re.fullmatch(r"[0-9.,]+%?", words) and text.get("x"):
                value = Fraction(words.rstrip("%").replace(".", "").replace(",", "."))
                found[value] = percent(text, "x")
        return found

    def place(self, value: Fraction | int | str) -> Fraction:
        """Where the axis's own marks say that a value lies."""
        ends = sorted(self.axis().items())
        (low, start), (high, end) = ends[0], ends[-1]
        return start + (Fraction(value) - low) * (end - start) / (high - low)


def percent(element: ET.Element, name: str) -> Fraction:
    text = element.get(name, "")
    assert text.endswith("%"), (element.attrib, name)
    return Fraction(text.removesuffix("%"))


def near(places: list[Fraction], expected: list[Fraction]) -> bool:
    return len(places) == len(expected) and all(
        abs(place - wanted) <= 2 * HALF_A_HUNDREDTH
        for place, wanted in zip(places, expected, strict=True)
    )


@pytest.fixture(scope="module")
def by_year(long_an: Views) -> Drawn:
    return Drawn(written(long_an, "ket-nap"))


@pytest.fixture(scope="module")
def totals(long_an: Views) -> Drawn:
    return Drawn(written(long_an, "ket-nap", "totals"))


@pytest.fixture(scope="module")
def rates(long_an: Views) -> Drawn:
    return Drawn(written(long_an, "xep-loai-to-chuc"))


# ---- A flow by year against its plan ----


def test_a_bar_is_as_long_as_its_result_and_begins_at_0(by_year: Drawn) -> None:
    assert by_year.place(0) == 0
    assert [start for start, _ in by_year.bars("result")] == [0, 0, 0]
    ends = [end for _, end in by_year.bars("result")]
    assert near(ends, [by_year.place(value) for value in (1514, 1533, 1667)])


def test_an_inferred_plan_and_a_forecast_one_each_have_their_own_mark_at_their_place(
    by_year: Drawn,
) -> None:
    inferred = [by_year.place(value) for value in (1350, 1370, 1550)]
    assert near(by_year.ticks("plan-inferred"), inferred)
    assert near(by_year.ticks("plan-forecast"), [by_year.place(1660)])
    assert by_year.ticks("plan") == []


def test_a_published_plan_has_the_mark_of_a_plan() -> None:
    drawn = Drawn(written(synthetic.views(flow(year(2021, 40, plan=50)))))
    assert near(drawn.ticks("plan"), [drawn.place(50)])


def test_a_year_without_a_result_says_so_and_has_no_bar(by_year: Drawn) -> None:
    assert by_year.rows() == [
        "2020 Chưa có",
        "2021 1.514 chỉ tiêu 1.350 (suy ra)",
        "2022 1.533 chỉ tiêu 1.370 (suy ra)",
        "2023 1.667 chỉ tiêu 1.550 (suy ra)",
        "2024 Chưa có chỉ tiêu 1.660 (dự kiến)",
        "2025 Chưa có",
    ]
    assert len(by_year.bars("result")) == 3


def test_a_result_of_0_is_written_and_is_not_the_same_as_none() -> None:
    drawn = Drawn(written(synthetic.views(flow(year(2021, 0), year(2022, 5)))))
    assert drawn.rows()[:3] == ["2020 Chưa có", "2021 0", "2022 5"]
    assert sum(drawn.bars("result")[0]) == 0


def test_a_result_that_is_only_expected_is_hatched() -> None:
    drawn = Drawn(written(synthetic.views(flow(year(2021, 5), year(2022, 8, status="forecast")))))
    assert near([end for _, end in drawn.bars("forecast")], [drawn.place(8)])
    assert drawn.rows()[2] == "2022 8 (dự kiến)"
    fill = drawn.all("rect", "i-c-forecast")[0].get("fill")
    assert fill == "url(#hinh-1-gach)"
    assert drawn.all("pattern")[0].get("id") == "hinh-1-gach"


def test_a_part_of_a_year_says_until_when() -> None:
    drawn = Drawn(written(synthetic.views(flow(year(2021, 5, through="2021-06")))))
    assert "2021 (đến hết tháng 6/2021) 5" in drawn.rows()


def test_a_plan_that_several_numbers_fit_is_a_range_and_not_a_tick() -> None:
    views = synthetic.views(flow(year(2021, 150, percent="99")))
    plan = views.figures["so/2021/plan"].value
    assert plan is not None
    assert plan.low is not None
    assert plan.high is not None
    drawn = Drawn(written(views))
    assert drawn.ticks("plan-inferred") == []
    assert near([*drawn.ranges()[0]], [drawn.place(plan.low), drawn.place(plan.high)])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_bars_are_in_proportion_whatever_the_results(values: list[int]) -> None:
    years = [year(2020 + index, value) for index, value in enumerate(values)]
    drawn = Drawn(written(synthetic.views(flow(*years))))
    ends = [end for _, end in drawn.bars("result")]
    assert near(ends, [drawn.place(value) for value in values])


# ---- Totals against the target of the term ----


def test_what_is_expected_of_a_total_begins_where_the_known_part_ends(totals: Drawn) -> None:
    known, least = totals.place(5866), totals.place(7526)
    ends = [place for bar in totals.bars("result") for place in bar]
    assert near(ends, [Fraction(0), known, Fraction(0), known])
    assert near([*totals.bars("forecast")[0]], [known, least])


def test_a_total_that_is_at_least_so_much_goes_on_in_an_arrow(totals: Drawn) -> None:
    assert near([*totals.ranges()[0]], [totals.place(7526), Fraction(100)])
    (arrow,) = (line for group in totals.all("g", "i-c-range") for line in group.iter("line"))
    assert arrow.get("marker-end") == "url(#hinh-1-mui)"
    assert arrow.get("marker-start") is None
    assert totals.place(7526) < 100


def test_the_target_of_the_term_is_a_line_with_its_number(totals: Drawn) -> None:
    assert near(
        [percent(line, "x1") for line in totals.all("line", "i-c-target")], [totals.place(6300)]
    )
    assert "Chỉ tiêu nhiệm kỳ: 6.300" in "".join(totals.svg.itertext())


def test_each_total_says_up_to_when_in_the_words_of_its_source(totals: Drawn) -> None:
    assert totals.rows() == [
        "Đến giữa tháng 12/2023 5.866",
        "Đến hết năm 2024 ít nhất 7.526 (dự kiến)",
    ]


# ---- Rates against their limits ----


def test_a_rate_is_a_point_at_its_place_and_has_no_bar(rates: Drawn) -> None:
    assert near(rates.dots(), [rates.place("96.2"), rates.place("97.15")])
    assert rates.all("rect", "i-c-bar") == []


def test_above_90_is_an_open_range_from_90_upward_and_never_a_point_at_90(rates: Drawn) -> None:
    assert near([*rates.ranges()[0]], [rates.place(90), Fraction(100)])
    (group,) = rates.all("g", "i-c-range")
    (limit,) = group.iter("circle")
    assert limit.get("class") == "i-c-open"
    assert near([percent(limit, "cx")], [rates.place(90)])
    assert rates.place(90) not in rates.dots()


def test_a_floor_is_a_line_with_the_band_above_it(rates: Drawn) -> None:
    (line,) = rates.all("line", "i-c-target")
    (band,) = rates.all("rect", "i-c-wanted")
    assert near([percent(line, "x1"), percent(band, "x")], [rates.place(90), rates.place(90)])
    assert abs(percent(band, "x") + percent(band, "width") - 100) <= 2 * HALF_A_HUNDREDTH
    assert "Chỉ tiêu: từ 90% trở lên" in "".join(rates.svg.itertext())


def test_an_axis_that_does_not_begin_at_0_says_where_it_begins(rates: Drawn) -> None:
    assert min(rates.axis()) == 88
    assert "Trục bắt đầu từ 88%, không từ 0%." in "".join(rates.svg.itertext())


def test_an_axis_from_0_says_nothing_of_it(by_year: Drawn) -> None:
    assert "Trục" not in "".join(text for row in by_year.all("text") for text in row.itertext())


@pytest.mark.parametrize(
    ("bound", "start", "end", "marks"),
    [
        ("at-least", "80", None, ["i-c-closed"]),
        ("below", None, "80", ["i-c-open"]),
        ("at-most", None, "80", ["i-c-closed"]),
    ],
)
def test_every_bound_goes_on_to_its_own_side(
    bound: str, start: str | None, end: str | None, marks: list[str]
) -> None:
    views = synthetic.views(share(year(2021, 80, bound=bound), year(2022, 70)))
    drawn = Drawn(written(views, "ty-le"))
    expected = [
        drawn.place(start) if start else Fraction(0),
        drawn.place(end) if end else Fraction(100),
    ]
    assert near([*drawn.ranges()[0]], expected)
    (group,) = drawn.all("g", "i-c-range")
    assert [mark.get("class") for mark in group.iter("circle")] == marks
    (line,) = group.iter("line")
    assert (line.get("marker-start") is None) == (start is not None)
    assert (line.get("marker-end") is None) == (end is not None)


@pytest.mark.parametrize(
    ("kind", "limits", "words", "band"),
    [
        ("ceiling", {"max": 40}, "Chỉ tiêu: không quá 40%", (None, 40)),
        ("range", {"min": 30, "max": 40}, "Chỉ tiêu: từ 30% đến 40%", (30, 40)),
    ],
)
def test_a_ceiling_and_a_range_are_drawn_on_the_side_that_they_allow(
    kind: str, limits: dict[str, int], words: str, band: tuple[int | None, int]
) -> None:
    aim = target(kind, "ty-le", **limits)
    views = synthetic.views(share(year(2021, 35), year(2022, 45)), targets=[aim])
    drawn = Drawn(written(views, "ty-le"))
    (found,) = drawn.all("rect", "i-c-wanted")
    start = Fraction(0) if band[0] is None else drawn.place(band[0])
    assert near([percent(found, "x")], [start])
    assert near([percent(found, "x") + percent(found, "width")], [drawn.place(band[1])])
    assert words in "".join(drawn.svg.itertext())
    lines = [percent(line, "x1") for line in drawn.all("line", "i-c-target")]
    assert near(lines, [drawn.place(value) for value in limits.values()])


def test_a_value_for_the_end_of_the_term_is_a_line_and_the_base_a_row_of_its_own() -> None:
    aim = target("end-value", "so", value=90, base=20)
    views = synthetic.views(stock(year(2021, 40), year(2022, 60)), targets=[aim])
    drawn = Drawn(written(views))
    assert drawn.rows()[0] == "Mức đầu kỳ 20"
    ends = [end for _, end in drawn.bars("result")]
    assert near(ends, [drawn.place(20), drawn.place(40), drawn.place(60)])
    (line,) = drawn.all("line", "i-c-target")
    assert near([percent(line, "x1")], [drawn.place(90)])
    assert "Chỉ tiêu cuối nhiệm kỳ: 90" in "".join(drawn.svg.itertext())


# ---- What a range asks for ----


def test_what_a_range_asks_for_is_drawn_from_limit_to_limit(long_an: Views) -> None:
    drawn = Drawn(written(long_an, "ty-so-nguon", "needed"))
    expected = [(2025, 2700), (2055, 2740), (2325, 3100), (2490, 3320)]
    found = [place for both in drawn.ranges() for place in both]
    assert near(found, [drawn.place(limit) for both in expected for limit in both])
    assert drawn.rows()[3] == "2024 2.490 – 3.320 (suy ra, dự kiến)"


# ---- The words below ----


def summary(chart: str) -> str:
    found = re.search(r'<p class="i-c-summary">(.*?)</p>', chart)
    assert found is not None
    return " ".join(html.unescape(re.sub("<[^>]+>", "", found[1])).split())


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        (
            "ket-nap",
            "years",
            (
                "Kết quả tăng qua các năm có số cụ thể, từ 1.514 đảng viên (năm 2021) lên "
                "1.667 đảng viên (năm 2023). Năm 2021, 2022 và 2023 đều vượt chỉ tiêu năm. "
                "Chưa có kết quả năm 2020, 2024 và 2025; năm 2024 mới có chỉ tiêu 1.660 dự kiến."
            ),
        ),
        (
            "ket-nap",
            "totals",
            (
                "Đến giữa tháng 12/2023, lũy kế là 5.866 đảng viên, tức 93,11% chỉ tiêu nhiệm kỳ, "
                "còn lại 434 đảng viên. Phần gạch chéo chưa phải kết quả: đến hết năm 2024, nguồn "
                "dự kiến ít nhất 7.526 đảng viên, tức 119,5% chỉ tiêu nhiệm kỳ, cao hơn ít nhất "
                "1.226 đảng viên. Vạch đứng là chỉ tiêu nhiệm kỳ, 6.300 đảng viên."
            ),
        ),
        (
            "xep-loai-to-chuc",
            "years",
            (
                "Kết quả tăng qua các năm có số cụ thể, từ 96,2% (năm 2021) lên 97,15% (năm 2022). "
                "Năm 2021, 2022 và 2023 đều đạt chỉ tiêu từ 90% trở lên. Năm 2023 nguồn chỉ nêu "
                "trên 90%, nên vẽ thành mũi tên từ mức ấy, không vẽ thành một điểm. "
                "Chưa có kết quả năm 2020, 2024 và 2025."
            ),
        ),
        (
            "ty-so-nguon",
            "needed",
            (
                "Mỗi vạch ngang là khoảng ứng với mức từ 1,5 đến 2 lần, suy ra chứ không do nguồn "
                "nêu. Gần nhất là năm 2024: 2.490 – 3.320 quần chúng."
            ),
        ),
    ],
)
def test_sentences_below_say_what_the_chart_shows(
    long_an: Views, name: str, what: str, words: str
) -> None:
    assert summary(written(long_an, name, what)) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((9, 7, 4), "Kết quả giảm qua các năm có số cụ thể, từ 9 người (năm 2020) xuống 4 người"),
        (
            (5, 9, 7),
            (
                "Trong các năm có số cụ thể, kết quả thấp nhất là 5 người (năm 2020), "
                "cao nhất là 9 người (năm 2021)."
            ),
        ),
        ((6, 6), "Kết quả các năm có số cụ thể bằng nhau: 6 người."),
        ((6,), "Năm có số cụ thể: 6 người (năm 2020)."),
    ],
)
def test_the_sentence_on_the_years_fits_how_they_went(values: tuple[int, ...], words: str) -> None:
    years = [year(2020 + index, value) for index, value in enumerate(values)]
    assert summary(written(synthetic.views(flow(*years)))).startswith(words)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((21, 16, 18), "thứ hạng thấp nhất là thứ 21 (năm 2020), cao nhất là thứ 16 (năm 2021)."),
        ((21, 16, 9), "Thứ hạng tăng qua các năm có số cụ thể, từ thứ 21 (năm 2020) lên thứ 9"),
    ],
)
def test_the_first_place_is_the_highest_of_ranks(values: tuple[int, ...], words: str) -> None:
    years = [year(2020 + index, value) for index, value in enumerate(values)]
    chart = written(synthetic.views(stock(*years, measure="rank", unit="thứ hạng")))
    assert words in summary(chart)
    assert "thứ hạng, không từ 0" not in chart


def test_years_that_missed_their_plan_are_told_apart_from_those_that_passed_it() -> None:
    views = synthetic.views(flow(year(2020, 9, plan=10), year(2021, 12, plan=10)))
    words = summary(written(views))
    assert "Năm 2021 vượt chỉ tiêu năm; năm 2020 chưa đạt chỉ tiêu năm." in words


def test_a_part_of_a_year_takes_no_part_in_how_the_years_went() -> None:
    views = synthetic.views(flow(year(2020, 9), year(2021, 4, through="2021-06")))
    assert summary(written(views)).startswith("Năm có số cụ thể: 9 người (năm 2020).")


def test_every_number_in_the_sentences_leads_to_its_origin_or_is_a_time(long_an: Views) -> None:
    for name, what in SHOWN:
        found = re.search(r'<p class="i-c-summary">(.*?)</p>', written(long_an, name, what))
        assert found is not None
        rest = re.sub(r'<a class="i-fig[^>]*>[^<]*</a>|<time[^>]*>[^<]*</time>', "", found[1])
        assert not re.search("[0-9]", re.sub("<[^>]+>", "", rest)), (name, what, rest)


# ---- What every chart keeps ----


@pytest.mark.parametrize(("name", "what"), SHOWN)
def test_a_chart_is_one_line_of_at_most_4_kilobytes_without_code_style_or_foreign_address(
    long_an: Views, name: str, what: str
) -> None:
    chart = written(long_an, name, what)
    drawn = Drawn(chart)
    assert chart.startswith('<figure class="i-chart"')
    assert chart.endswith("</figure>")
    assert "\n" not in chart
    assert len(drawn.source.encode()) <= 4096
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?:|//", drawn.source)


@pytest.mark.parametrize(("name", "what"), SHOWN)
def test_a_chart_has_a_name_a_description_and_a_tooltip_for_every_mark(
    long_an: Views, name: str, what: str
) -> None:
    drawn = Drawn(written(long_an, name, what))
    svg = drawn.svg
    assert svg.get("role") == "img"
    ids = {item.get("id"): "".join(item.itertext()) for item in svg.iter() if item.get("id")}
    assert all(ids[part].strip() for part in svg.get("aria-labelledby", "").split())
    marks = [
        item
        for shape in ("bar", "tick", "dot", "range")
        for item in svg.iter()
        if f"i-c-{shape}" in item.get("class", "").split()
    ]
    assert marks
    assert all((mark.findtext("title") or "").strip() for mark in marks)
    # Nothing in a picture can be focused: the same numbers are links in the words and the table.
    assert list(svg.iter("a")) == []


@pytest.mark.parametrize(("name", "what"), SHOWN)
def test_every_word_in_a_chart_takes_the_colour_of_the_text_of_the_page(
    long_an: Views, name: str, what: str
) -> None:
    drawn = Drawn(written(long_an, name, what))
    assert drawn.all("text") == drawn.all("text", "i-c-text")


@pytest.mark.parametrize(("name", "what"), SHOWN)
def test_every_look_that_occurs_is_explained(long_an: Views, name: str, what: str) -> None:
    chart = written(long_an, name, what)
    looks = r'class="(i-c-(?:bar|tick|dot|range) i-c-[a-z-]+)"'
    key, drawing = chart.split('<svg class="i-c" ')
    assert set(re.findall(looks, key)) == set(re.findall(looks, drawing))


def test_charts_of_a_page_are_numbered_and_share_no_id(long_an: Views) -> None:
    homes = dict.fromkeys([*long_an.indicators, *long_an.targets, "documents"], "trang/")
    writer = Writer(long_an, Links("trang/", homes))
    charts = [str(writer.chart("ket-nap")), str(writer.chart("ket-nap", "totals"))]
    assert "Hình 1." in charts[0]
    assert "Hình 2." in charts[1]
    ids = [name for chart in charts for name in re.findall(r'\bid="([^"]+)"', chart)]
    assert len(ids) == len(set(ids))
    for chart, number in zip(charts, "12", strict=True):
        assert set(re.findall(r"url\(#hinh-([0-9])", chart)) == {number} or number == "1"


def test_names_are_text_whatever_stands_in_them() -> None:
    hostile = "</title><script>alert(1)</script>\"'&"
    aim = target("term-total", "so", value=10)
    indicator = flow(year(2021, 5), name=hostile, unit=hostile)
    chart = written(synthetic.views(indicator, targets=[aim]))
    assert "<script" not in chart
    drawn = Drawn(chart)
    assert drawn.svg.findtext("title", "").startswith(hostile)
    assert hostile in html.unescape(chart)


def test_an_indicator_without_any_observation_says_why_and_counts_no_chart(long_an: Views) -> None:
    chart = written(long_an, "dang-so")
    assert "<svg" not in chart
    assert "nguồn không nêu số đảng viên" in chart


@pytest.mark.parametrize(("name", "what"), [("xep-loai-to-chuc", "totals"), ("ket-nap", "needed")])
def test_a_chart_of_what_an_indicator_does_not_have_is_refused(
    long_an: Views, name: str, what: str
) -> None:
    with pytest.raises(ValueError, match=f"“{name}” không có số liệu để vẽ biểu đồ “{what}”"):
        written(long_an, name, what)


# ---- The bar on a card ----


def test_the_bar_of_a_card_shows_result_forecast_and_target_in_proportion(long_an: Views) -> None:
    homes = dict.fromkeys([*long_an.indicators, *long_an.targets, "documents"], "trang/")
    card = str(Writer(long_an, Links("trang/", homes)).cards("muc-ket-nap"))
    parts = {
        name: {key: Fraction(number) for key, number in re.findall(r'(x|width)="([0-9.]+)"', rest)}
        for name, rest in re.findall(r'<rect class="i-bar__([a-z]+)"([^>]*)>', card)
    }
    widest = Fraction("119.5")
    result = Fraction("93.11") * 100 / widest
    assert abs(parts["value"]["width"] - result) <= HALF_A_HUNDREDTH
    assert abs(parts["forecast"]["x"] - result) <= HALF_A_HUNDREDTH
    assert abs(parts["forecast"]["x"] + parts["forecast"]["width"] - 100) <= 2 * HALF_A_HUNDREDTH
    end = parts["target"]["x"] + parts["target"]["width"]
    assert abs(end - 10000 / widest) <= 2 * HALF_A_HUNDREDTH
