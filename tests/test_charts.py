"""Charts: every mark at its exact place, nothing drawn for what is not known, no word unsafe."""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import pytest
from cases import views
from hypothesis import given, settings
from hypothesis import strategies as st
from reader import writer

from indicators.computing.compute import Views

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
    return str(writer(views).chart(name, what))


def of_years(kind: str, values: Sequence[int]) -> Views:
    """An indicator with these values from 2020 on."""
    return views(f"{kind}: " + "; ".join(f"{2020 + at} {value}" for at, value in enumerate(values)))


def source(chart: str) -> str:
    found = re.search(r'<svg class="i-c" .*</svg>', chart)
    assert found is not None
    return found[0]


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def number(element: ET.Element, name: str, unit: str = "%") -> Fraction:
    text = element.get(name, "")
    assert text.endswith(unit), (element.attrib, name)
    return Fraction(text.removesuffix(unit))


def summary(chart: str) -> str:
    found = re.search(r'<p class="i-c-summary">(.*?)</p>', chart)
    assert found is not None
    return " ".join(html.unescape(re.sub("<[^>]+>", "", found[1])).split())


class Axis:
    """The marked values of an axis with their heights, by which a height says a value."""

    def __init__(self, svg: ET.Element) -> None:
        marked = {}
        lines = [number(line, "y1", "em") for line in svg.findall("line[@class='i-c-grid']")]
        notes = [text for text in svg.iter("text") if text.get("x") == "0%"]
        for text, height in zip(notes, lines, strict=False):
            value = words(text).rstrip("%").replace(".", "").replace(",", ".")
            marked[Fraction(value.replace("\u2212", "-"))] = height
        self.low, self.high = min(marked), max(marked)
        self.start, self.end = marked[self.low], marked[self.high]

    def value(self, height: Fraction) -> Fraction:
        return self.low + (height - self.start) * (self.high - self.low) / (self.end - self.start)

    def at(self, height: Fraction) -> str:
        """The value whose height this is, as exactly as a thousandth of a line tells it."""
        span = self.high - self.low
        digits = 2 if span <= 30 else 0 if span <= 5000 else -1
        return f"{round(float(self.value(height)), digits):g}"


def told(chart: str) -> list[str]:
    """What a chart draws, read back from its marks: its level, then each column with its marks.

    ``0=5`` is a bar, ``•5`` a dot, ``|5`` a plan's tick; a range stands between brackets that say
    whether its limits belong to it, and ``→`` goes on beyond the drawing.
    """
    svg = ET.fromstring(source(chart))  # noqa: S314 - our own template
    axis = Axis(svg)
    level = [axis.at(number(line, "y1", "em")) for line in svg.findall("line[@class='i-c-target']")]
    for band in svg.findall("rect[@class='i-c-wanted']"):
        top, tall = number(band, "y", "em"), number(band, "height", "em")
        level.append(f"{axis.at(top + tall)}..{axis.at(top)}")
    columns: dict[Fraction, dict[str, list[str]]] = {}
    for item in svg:
        kind, _, look = item.get("class", "").partition(" ")
        text = item if item.tag == "text" else item.find("text")
        mark = f"{look.removeprefix('i-c-')} "
        middle = number(item, "x") if item.get("x") else Fraction(0)
        if text is not None and middle:
            of = columns.setdefault(middle, {"words": [], "marks": []})
            note = text.get("class") == "i-c-text i-c-note" and "chỉ tiêu" not in of["words"]
            of["words"] += [*["chỉ tiêu"] * note, words(text)]
    for item in svg:
        kind, _, look = item.get("class", "").partition(" ")
        mark, said = f"{look.removeprefix('i-c-')} ", ""
        place = next((number(item, name) for name in ("cx", "x1", "x") if item.get(name)), None)
        if kind in ("i-c-bar", "i-c-tick"):
            place = number(item, "x") + number(item, "width") / 2
            top, tall = number(item, "y", "em"), number(item, "height", "em")
            tick = kind == "i-c-tick"
            said = (
                f"|{axis.at(top + tall / 2)}" if tick else f"{axis.at(top + tall)}={axis.at(top)}"
            )
        elif kind == "i-c-dot":
            said = f"•{axis.at(number(item, 'cy', 'em'))}"
        elif kind == "i-c-range":
            said = _range(item, svg, axis)
        if said and place is not None:
            near = min(columns, key=lambda at: abs(at - (place or 0)))
            columns[near]["marks"].append(f"{mark}{said}")
    strips = ["; ".join([" ".join(c["words"]), *c["marks"]]) for _, c in sorted(columns.items())]
    return [", ".join(level), *strips] if level else strips


def _range(line: ET.Element, svg: ET.Element, axis: Axis) -> str:
    shut = {
        (end.get("cx"), number(end, "cy", "em")): "i-c-closed" in end.get("class", "")
        for end in svg.iter("circle")
    }
    sides = []
    for name, mark, brackets in (("y1", "marker-start", "[("), ("y2", "marker-end", "])")):
        end, arrow = number(line, name, "em"), line.get(mark) is not None
        known = shut.get((line.get("x1"), end))
        assert arrow == (known is None), "a side has a limit or goes on"
        sides.append("" if arrow else (axis.at(end), brackets[not known]))
    first, last = sides
    return f"{first[1] + first[0] if first else '←'}..{last[0] + last[1] if last else '→'}"


REAL = {
    # Years without result and plan take no room; they are named.
    ("ket-nap", "years"): """\
2021 1.514 chỉ tiêu 1.350 suy ra; result 0=1514; plan-inferred |1350
2022 1.533 chỉ tiêu 1.370 suy ra; result 0=1533; plan-inferred |1370
2023 1.667 chỉ tiêu 1.550 suy ra; result 0=1667; plan-inferred |1550
2024 Chưa có chỉ tiêu 1.660 dự kiến; plan-forecast |1660
Kết quả tăng qua các năm có số cụ thể, từ 1.514 đảng viên (năm 2021) lên 1.667 đảng viên \
(năm 2023). Chưa có kết quả các năm 2020, 2024 và 2025.""",
    # What is expected of a total begins where the known part ends, and goes on from there.
    ("ket-nap", "totals"): """\
6300
Đến giữa tháng 12/2023 5.866; result 0=5870
Đến hết năm 2024 ít nhất 7.526 dự kiến; result 0=5870; forecast 5870=7530; forecast [7530..→
Đến giữa tháng 12/2023, lũy kế là 5.866 đảng viên, bằng 93,11% chỉ tiêu nhiệm kỳ; còn lại 434 \
đảng viên, tức 6,89% chỉ tiêu. Phần gạch chéo chưa phải kết quả: đến hết năm 2024, nguồn dự kiến \
ít nhất 7.526 đảng viên.""",
    # A rate is a point and no bar, and "above 90" never a point at 90.
    ("xep-loai-to-chuc", "years"): """\
90, 90..100
2021 96,2%; result •96.2
2022 97,15%; result •97.15
2023 trên 90%; result (90..→
Kết quả tăng qua các năm có số cụ thể, từ 96,2% (năm 2021) lên 97,15% (năm 2022). Năm 2023 \
nguồn chỉ nêu trên 90%. Chưa có kết quả các năm 2020, 2024 và 2025.""",
    ("ty-so-nguon", "needed"): """\
2021 2.025 – 2.700 suy ra; inferred [2025..2700]
2022 2.055 – 2.740 suy ra; inferred [2055..2740]
2023 2.325 – 3.100 suy ra; inferred [2325..3100]
2024 2.490 – 3.320 suy ra dự kiến; inferred [2490..3320]
Mỗi đoạn thẳng là khoảng ứng với mức từ 1,5 đến 2 lần, suy ra chứ không do nguồn nêu. Gần nhất là \
năm 2024: 2.490 – 3.320 quần chúng.""",
}


@pytest.mark.parametrize(("name", "what"), REAL)
def test_real_numbers_are_drawn_where_they_are_and_said_in_words(
    long_an: Views, name: str, what: str
) -> None:
    chart = written(long_an, name, what)
    assert [*told(chart), summary(chart)] == REAL[name, what].split("\n")


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("flow: 2021 40/50", "2021 40 chỉ tiêu 50; result 0=40; plan |50"),
        # A result of 0 is not the same as none.
        ("flow: 2022 0; 2023 5", "2022 0; result 0=0\n2023 5; "),
        ("flow: 2021 8 forecast", "2021 8 dự kiến; forecast 0=8"),
        ("flow: 2021-06 5", "2021 (đến hết tháng 6) 5; result 0=5"),
        # What is expected of a year follows the part that is known, and the plan is the year's.
        (
            "flow: 2021-06 9/20; 2021 19 forecast",
            "2021 19 dự kiến chỉ tiêu 20; result 0=9; forecast 9=19; plan |20",
        ),
        # A plan that several numbers fit is a range and no tick.
        (
            "flow: 2021 150 99%",
            "2021 150 chỉ tiêu 151 – 152 suy ra; result 0=150; plan-inferred [151..152]",
        ),
        # Every bound goes on to its own side.
        ("share: 2021 >=80", "2021 ít nhất 80%; result [80..→"),
        ("share: 2021 <80", "2021 dưới 80%; result ←..80)"),
        ("share: 2021 <=80", "2021 không quá 80%; result ←..80]"),
        # What a target allows is shaded on the side that it allows.
        ("share: 2021 35; 2022 45 | aim ceiling 40", "40, 34..40"),
        ("share: 2021 35; 2022 45 | aim range 30 40", "30, 40, 30..40"),
        ("stock: 2021 40 | aim end-value 90 from 20", "90\nMức đầu kỳ 20; result 0=20"),
    ],
)  # fmt: skip
def test_every_kind_of_number_has_a_mark_of_its_own(line: str, drawn: str) -> None:
    made = views(line)
    (name,) = made.indicators
    assert drawn in "\n".join(told(written(made, name)))


@pytest.mark.parametrize(
    ("line", "label", "above"),
    [
        ("rate: 2021 -1.2; 2022 8", "\u22121,2%", False),
        ("rate: 2021 -1.2; 2022 8", "8%", True),
        # Between a dot and the target's line there is no room: below the dot there is.
        ("share: 2021 24; 2022 35.7 | aim end-value 38 from 20", "35,7%", False),
        ("share: 2021 24; 2022 35.7 | aim end-value 38 from 20", "24%", True),
        # A bar has no place for words: they stand above the line.
        ("flow: 2021 90 | aim floor 95", "90", True),
        # Nothing is turned that fits.
        ("stock: 2021 158000; 2022 161100; 2023 164200; 2024 167300; 2025 170400", "158.000", True),
        ("rate: 2021 109.2; 2022 108.4; 2023 111.5; 2024 109.1; 2025 109.2", "109,2%", True),
        ("share: 2021 <=80; 2022 91; 2023 92; 2024 93; 2025 94", "không quá 80%", True),
    ],
)
def test_a_label_stands_upright_beside_its_mark_and_on_no_line(
    line: str, label: str, above: bool
) -> None:
    made = views(line)
    svg = ET.fromstring(source(written(made, *made.indicators)))  # noqa: S314 - our own template
    text = next(
        text for text in svg.findall("text") if words(text) == label and text.get("x") != "0%"
    )
    place, middle = number(text, "y", "em"), number(text, "x")
    dots = {number(dot, "cx"): number(dot, "cy", "em") for dot in svg.findall("circle")}
    for bar in svg.findall("rect[@class='i-c-bar i-c-result']"):
        dots[number(bar, "x") + number(bar, "width") / 2] = number(bar, "y", "em")
    mark = dots[min(dots, key=lambda at: abs(at - middle))]
    assert (place < mark) == above
    lines = svg.findall("line[@class='i-c-target']") + svg.findall("line[@class='i-c-axis']")
    assert not any(0 < place - number(it, "y1", "em") < 1 for it in lines)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_bars_are_in_proportion_whatever_the_results(values: list[int]) -> None:
    svg = ET.fromstring(source(written(of_years("flow", values))))  # noqa: S314
    axis = Axis(svg)
    for bar, value in zip(svg.findall("rect[@class='i-c-bar i-c-result']"), values, strict=True):
        top, tall = number(bar, "y", "em"), number(bar, "height", "em")
        part = Fraction(axis.high - axis.low) / 10000
        assert abs(axis.value(top + tall)) <= 2 * part
        assert abs(axis.value(top) - value) <= 2 * part


@pytest.mark.parametrize(
    ("values", "kind", "said"),
    [
        ((9, 7, 4), "stock", "giảm qua các năm có số cụ thể, từ 9 người (năm 2020) xuống 4 người"),
        (
            (5, 9, 7), "stock",
            "kết quả thấp nhất là 5 người (năm 2020), cao nhất là 9 người (năm 2021).",
        ),
        ((6, 6), "stock", "Kết quả các năm có số cụ thể bằng nhau: 6 người."),
        ((6,), "stock", "Năm có số cụ thể: 6 người (năm 2020)."),
        # The first place is the highest of ranks.
        ((21, 16, 18), "rank", "thấp nhất là thứ 21 (năm 2020), cao nhất là thứ 16 (năm 2021)."),
        ((21, 16, 9), "rank", "Thứ hạng tăng qua các năm có số cụ thể, từ thứ 21 (năm 2020) lên"),
    ],
)  # fmt: skip
def test_the_sentence_on_the_years_fits_how_they_went(
    values: tuple[int, ...], kind: str, said: str
) -> None:
    chart = written(of_years(kind, values))
    assert said in summary(chart)
    assert "thứ hạng, không từ 0" not in chart


def test_a_part_of_a_year_takes_no_part_in_how_the_years_went() -> None:
    chart = written(views("flow: 2020 9; 2021-06 4"))
    assert summary(chart).startswith("Năm có số cụ thể: 9 người (năm 2020).")


def test_every_number_in_the_sentences_leads_to_its_origin_or_is_a_time(long_an: Views) -> None:
    for name, what in SHOWN:
        found = re.search(r'<p class="i-c-summary">(.*?)</p>', written(long_an, name, what))
        assert found is not None
        rest = re.sub(r'<a class="i-fig[^>]*>[^<]*</a>|<time[^>]*>[^<]*</time>', "", found[1])
        assert not re.search("[0-9]", re.sub("<[^>]+>", "", rest)), (name, what, rest)


@pytest.mark.parametrize(("name", "what"), SHOWN)
def test_a_chart_is_one_small_safe_line_and_says_all_that_it_draws(
    long_an: Views, name: str, what: str
) -> None:
    chart = written(long_an, name, what)
    assert chart.startswith('<figure class="i-chart"')
    assert chart.endswith("</figure>")
    assert "\n" not in chart
    drawn = source(chart)
    assert len(drawn.encode()) <= 7168
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?:|//", drawn)
    svg = ET.fromstring(drawn)  # noqa: S314 - our own template
    assert svg.get("role") == "img"
    ids = {item.get("id"): words(item) for item in svg.iter() if item.get("id")}
    assert all(ids[part] for part in svg.get("aria-labelledby", "").split())
    marks = [
        item for item in svg.iter() if re.match("i-c-(bar|tick|dot|range)", item.get("class", ""))
    ]
    assert marks
    assert all((mark.findtext("title") or "").strip() for mark in marks), "a tooltip for each"
    assert [bar.get("fill") for bar in marks if bar.get("class") == "i-c-bar i-c-forecast"] == [
        f"url(#{pattern.get('id')})" for pattern in svg.iter("pattern")
    ], "what is expected is hatched"
    # Nothing in this picture can be focused: the same numbers are links in the words and the table.
    assert list(svg.iter("a")) == []
    assert all("i-c-text" in text.get("class", "").split() for text in svg.iter("text"))
    # Every look that occurs is explained.
    looks = r'class="(i-c-(?:bar|tick|dot|range) i-c-[a-z-]+)"'
    key, drawing = chart.split('<svg class="i-c" ')
    assert set(re.findall(looks, key)) == set(re.findall(looks, drawing))


def test_an_indicator_without_any_observation_says_why_and_counts_no_chart(long_an: Views) -> None:
    chart = written(long_an, "dang-so")
    assert "<svg" not in chart
    assert "bài phỏng vấn không nêu số đảng viên" in chart


@pytest.mark.parametrize(("name", "what"), [("xep-loai-to-chuc", "totals"), ("ket-nap", "needed")])
def test_a_chart_of_what_an_indicator_does_not_have_is_refused(
    long_an: Views, name: str, what: str
) -> None:
    with pytest.raises(ValueError, match=f"“{name}” không có số liệu để vẽ biểu đồ “{what}”"):
        written(long_an, name, what)


def test_the_bar_of_a_card_shows_result_forecast_and_target_in_proportion(long_an: Views) -> None:
    """5.866, 7.526 and 6.300 on a line from 0 to 8.000."""
    card = str(writer(long_an, "ket-nap/").cards("muc-ket-nap"))
    svg = re.search('<svg class="i-c i-bar".*?</svg>', card)
    assert svg is not None
    bar = ET.fromstring(svg[0])  # noqa: S314 - our own template
    result, known, forecast = (
        (number(part, "x"), number(part, "x") + number(part, "width"))
        for part in bar.findall("rect")
    )
    ends = [Fraction(value, 80) for value in (5866, 7526, 6300)]
    (target,) = bar.findall("line[@class='i-c-target']")
    found = (result[1], forecast[1], number(target, "x1"))
    assert all(abs(one - end) <= 2 * HALF_A_HUNDREDTH for one, end in zip(found, ends, strict=True))
    assert result == known
    assert forecast[0] == result[1]


def test_the_columns_of_a_card_lead_to_the_origin_of_each_number_where_it_is_not_told(
    long_an: Views,
) -> None:
    there, here = (str(writer(long_an, page).cards("muc-ket-nap")) for page in ("", "ket-nap/"))
    found = re.search('<svg class="i-c" role="group".*?</svg>', there)
    assert found is not None
    svg = ET.fromstring(found[0])  # noqa: S314 - our own template
    led = [(link.get("href"), words(link)) for link in svg.iter("a")]
    assert ("ket-nap/#ket-nap.2021.value", "1.514") in led
    assert ("ket-nap/#ket-nap.2024.plan", "1.660 dự kiến") in led
    assert list(svg.iter("title")) == [], "no number is told twice"
    assert 'role="group"' not in here
    assert "i-card__title" not in here


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        # Lengths begin at 0, places near the least of them, and neither leaves what is possible.
        ("flow: 2021 1514; 2022 1667", "0 500 1.000 1.500 2.000"),
        ("flow: 2021 2000", "0 500 1.000 1.500 2.000"),
        ("flow: 2021 0", "0 1"),
        ("stock: 2021 -5; 2022 20", "−5 0 5 10 15 20"),
        ("share: 2021 90; 2022 97.15; 2023 100", "88% 90% 92% 94% 96% 98% 100%"),
        ("share: 2021 0", "0,0% 0,2%"),
        ("rate: 2021 3; 2022 4", "2,8% 3,0% 3,2% 3,4% 3,6% 3,8% 4,0% 4,2%"),
    ],
)
def test_an_axis_is_marked_with_round_numbers_that_its_decimals_tell_apart(
    line: str, marks: str
) -> None:
    made = views(line)
    svg = ET.fromstring(source(written(made, *made.indicators)))  # noqa: S314 - our own template
    assert [words(text) for text in svg.iter("text") if text.get("x") == "0%"] == marks.split()
