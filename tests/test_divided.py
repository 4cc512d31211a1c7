"""Parts by unit and by group, and grades: figures, sums, what is hidden, and what a reader sees."""

import re
from typing import Any

import pytest
from cases import indicators, tree, views
from hypothesis import given, settings
from hypothesis import strategies as st
from reader import rows, words, writer
from synthetic import told

from indicators.comparing.compare import compare
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Kind, Role
from indicators.computing.ledger import Verdict
from indicators.export.records import typed_values
from indicators.model import Dataset
from indicators.showing.writer import Writer
from indicators.words.explain import role_label
from indicators.words.wording import amount

FULL = "flow: 2021 100/90 {parts: {a: 50/40, b: 40/30, c: 10/20, nu: 40}}"
"""A year of which every district has its part."""
HIDDEN = "flow: 2021 100/90 {parts: {a: 50/40, b: 47/30, c: 3/20}}"


def page(line: str) -> Writer:
    return writer(views(line))


def verdicts(made: Views) -> dict[str, Verdict]:
    return {entry.published.id.split("/", 2)[2]: entry.verdict for entry in made.ledger}


def pooled() -> Views:
    """The people in the pool of each unit, and their ratio to its plan."""
    data = tree(FULL)
    pool = tree("stock: 2021 150 {parts: {a: 60, b: 66, c: 24}}")["indicators"][0]
    ratio = indicators("ratio of plan", "//")[-1] | {"numerator": "nguon", "denominator": "so"}
    pool |= {"id": "nguon", "name": "Nguồn", "unit": "quần chúng"}
    data["indicators"] += [pool, ratio | {"unit": "lần"}]
    data["targets"] = tree("flow: | aim range 1.5 2 {indicators: [ty-so]}")["targets"]
    return compute(Dataset.model_validate(data))


def graded(more: str = "", fields: str = "", *, tot: str = "60", khong: str = "2") -> str:
    counts = f"grades: {{xuat-sac: 12, tot: {tot}, hoan-thanh: 6, khong: {khong}}}"
    return f"share: 2021 {more} {{{counts}{fields}}}"


RIGHT = graded(tot="{count: 60, share: 75}", khong="{count: 2, share: 3}")


@pytest.mark.parametrize(
    ("line", "agree", "differ"),
    [
        (FULL, "value plan", ""),
        # Parts that give less are a part of all unless that is explained, once for both sums, or
        # they have made up the whole by another number; that more is refused, edges.yaml says.
        ("flow: 2021 100/90 {parts: {a: 50/40, b: 40/30, c: 9/20}}", "plan", "value"),
        ("flow: 2021 100 explained {parts: {a: 50, b: 40, c: 9}}", "", "value"),
        # Each level is summed by itself; one without parts is made up by the one below.
        ("flow: 2021 100 {parts: {a: 50, b: 40, c: 10, a1: 20, a2: 20, a3: 10}}",
         "value unit/a/value", ""),
        ("flow: 2021 100 {parts: {a: 50, b: 40, c: 10, a1: 20, a2: 21, a3: 10}}",
         "value", "unit/a/value"),
        ("flow: 2021 100 {parts: {b: 40, c: 10, a1: 20, a2: 20, a3: 10}}", "value", ""),
        # Groups overlap, so they are not summed.
        ("flow: 2021 100 {parts: {nu: 80, tre: 70}}", "", ""),
        # Of grades: the share, its two numbers, those assessed, and printed shares of single ones.
        (graded("90.0"), "value", ""),
        (graded("72:80"), "numerator denominator", ""),
        (graded("", ", denominator: 80, population: 85"), "denominator", ""),
        (RIGHT, "grade/tot/share grade/khong/share", ""),
        (graded(tot="{count: 60, share: 76}"), "", "grade/tot/share"),
    ],
)  # fmt: skip
def test_parts_and_grades_are_held_against_the_whole(line: str, agree: str, differ: str) -> None:
    expected = dict.fromkeys(agree.split(), Verdict.AGREES)
    assert verdicts(views(line)) == expected | dict.fromkeys(differ.split(), Verdict.DISAGREES)
    assert "2021/value-left" not in told(views(line))


def test_an_absent_part_leaves_a_remainder_and_is_never_summed_as_nothing() -> None:
    made = views('flow: 2021 100/90 {parts: {a: 50/40, b: "- /30", nu: 40}}')
    figures = told(made)
    expected = {"value-left": "50 computed", "plan-left": "20 computed", "unit/b/value": "missing"}
    assert {name: figures[f"2021/{name}"] for name in expected} == expected
    assert "2021/value/recomputed" not in figures
    assert [one.id for one in made.indicators["so"].breakdowns[0].absent[None]] == ["c"]
    assert made.ledger == ()


def test_units_that_are_named_need_not_be_all_that_there_are() -> None:
    made = views("flow: 2021 100 {parts: {a: 50, b: 40, c: 9, a1: 20, a2: 20, a3: 9}}")
    figures = told(made)
    assert figures["2021/value-left"] == figures["2021/unit/a/value-left"] == "1 computed"
    assert figures["2021/value/sum-of-parts"] == "99 computed"
    assert made.indicators["so"].breakdowns[0].partial
    assert made.ledger == ()


def test_where_nobody_states_the_whole_the_known_parts_give_a_sum_of_their_own() -> None:
    figures = told(views('flow: 2021 - {parts: {a: 50, b: "-"}}'))
    assert figures["2021/value"] == "missing"
    assert figures["2021/value/sum-of-parts"] == "50 computed"


def test_the_whole_takes_the_place_of_the_sum_of_its_parts_and_not_that_of_plans() -> None:
    parts = "{parts: {a: 50/40, b: 40/30, c: 10/20}}"
    found = compare(*(views(f"flow: 2021 {whole} {parts}") for whole in ("-", "100")))
    (gone,) = (one for one in found.vanished if one.now.id == "so/2021/value/sum-of-parts")
    itself = found.successor(gone)
    assert itself is not None
    assert itself.id == "so/2021/value"
    plans = found.after.figures["so/2021/plan/sum-of-parts"]
    assert role_label(plans).startswith("cộng các đơn vị đã có số, chỉ tiêu năm, năm")


def test_a_unit_whose_type_had_ended_is_not_awaited() -> None:
    """Districts that ended on a day count for the flow of that year, not for a stock at its end."""

    def absent(kind: str) -> list[list[str]]:
        years = "; ".join(f"{at} 100 {{parts: {{x1: 50}}}}" for at in (2021, 2022, 2023))
        made = tree(f"{kind}: {years} | / {{units: {{a: '', x1: ''}}}}")
        made["unit-types"] = [made["unit-types"][0] | {"to": "2022-06-30"}, made["unit-types"][1]]
        breakdowns = compute(Dataset.model_validate(made)).indicators["so"].breakdowns
        return [[one.id for one in each.absent.get(None, ())] for each in breakdowns]

    assert absent("flow") == [["a"], ["a"], []]
    assert absent("stock") == [["a"], [], []]


def test_units_stand_in_the_order_of_the_registry_whatever_the_order_of_the_rows() -> None:
    made = views("flow: 2021 100 {parts: {c: 10, a2: 20, b: 40, a: 50}}")
    units = made.indicators["so"].breakdowns[0].units
    assert [(row.portion.id, row.depth) for row in units] == [
        ("a", 0), ("a2", 1), ("b", 0), ("c", 0),
    ]  # fmt: skip
    assert Role.PLAN not in units[0].figures


def test_grades_of_which_some_were_not_counted_give_no_total() -> None:
    found = told(views("share: 2021 {grades: {xuat-sac: 12, tot: 60}}"), "ty-le")
    assert "2021/denominator" not in found
    assert found["2021/value"] == "missing"


@pytest.mark.parametrize(
    ("shown", "gone"),
    [
        ("{a: 50, b: 47, c: 3}", "b c-"),
        # Small numbers that hide each other need no third, unless they are too small together.
        ("{a: 93, b: 4, c: 3}", "b- c-"),
        ("{a: 98, b: 1, c: 1}", "a b- c-"),
        # Nothing and the threshold itself are shown.
        ("{a: 95, b: 5, c: 0}", ""),
        # What lies below a hidden unit is hidden too.
        ("{a: 4, b: 48, c: 48, a1: 0, a2: 4}", "a- a1 a2- b"),
        # A group is hidden alone, because groups do not add up.
        ("{nu: 3, tre: 60}", "nu-"),
    ],
)
def test_small_numbers_are_hidden_with_what_would_tell_them(shown: str, gone: str) -> None:
    """With ``-`` those of which it is said that they are small."""
    found = {
        figure.portion.id: amount(figure)
        for figure in views(f"flow: 2021 100 {{parts: {shown}}}").figures.values()
        if figure.kind is Kind.WITHHELD and figure.portion
    }
    small = "ít hơn\u00a05, không công bố"
    expected = {one.strip("-"): small if "-" in one else "không công bố" for one in gone.split()}
    assert found == expected


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("share: 2021 50:100 {parts: {a: 3:10, b: 47:90}}", "a b"),
        ("share: 2021 50:100 {parts: {a: 3:10, nu: 30 7:40}}", "a"),
        ("flow: 2021 50 {parts: {a: {plan: 10, percent-of-plan: 30}, b: 47}}", "a b"),
        ("flow: 2021 200 {parts: {nu: {share: 1.5}, a: {share: 1.5}, b: 100, c: 97}}", "a c nu"),
        ("money: 2021 100 {parts: {a: 50, b: 47, c: 3}}", "b c"),
        ("money: 2021 100 {parts: {a: 50, b: 46.5, c: 3}}", ""),
    ],
)
def test_a_small_number_is_hidden_however_it_is_told(line: str, gone: str) -> None:
    """By counts of a share, by percentages, or without saying that the indicator counts."""
    figures = views(line).figures.values()
    hidden = {item.portion.id for item in figures if item.kind is Kind.WITHHELD and item.portion}
    assert hidden == set(gone.split())
    told = {Role.NUMERATOR, Role.DENOMINATOR, Role.SHARE, Role.PERCENT_OF_PLAN}
    assert not [
        item for item in figures if item.role in told and item.portion and item.portion.id in hidden
    ]


def test_a_hidden_number_is_in_no_figure_no_record_and_no_former_value() -> None:
    said = "former: [2022-01-01 777], note: Ba người., reason: Còn ba người., status: estimate"
    row = f"{{value: 3, plan: 20, {said}}}"
    made = views(f"flow: 2021 100/90 {{parts: {{a: 50/40, b: 47, c: {row}}}}}")
    hidden = [name for name in told(made) if "unit/c/percent" in name or "unit/c/over" in name]
    assert not hidden
    texts = {item["key"]: item["value"] for item in typed_values(made) if "/parts/" in item["key"]}
    assert not {"3", "47", "777", "Ba người.", "Còn ba người."} & set(texts.values())
    assert made.figures["so/2021/unit/c/plan"].status is None
    assert all(figure.exact not in (3, 47) for figure in made.figures.values())
    assert not [figure for figure in made.figures.values() if "Ba" in (figure.note or "")]


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_no_small_number_follows_from_the_whole_and_the_numbers_shown(
    values: list[int], least: int
) -> None:
    """What is hidden together is at least the threshold, or is all there is."""
    parts = ", ".join(f"{name}: {value}" for name, value in zip("abc", values, strict=True))
    shown = f"{{publication: {{permission: Văn bản., smallest-shown: {least}}}}}"
    made = views(f"flow: 2021 {sum(values)} {{parts: {{{parts}}}}} | / {shown}").figures
    taken = [
        value
        for name, value in zip("abc", values, strict=True)
        if made[f"so/2021/unit/{name}/value"].kind is Kind.WITHHELD
    ]
    assert bool(taken) == any(0 < value < least for value in values)
    if taken:
        assert len(taken) > 1
        assert sum(taken) >= least or len(taken) == len(values)


def test_the_assignment_table_says_pool_ratio_plan_result_and_status_in_official_order() -> None:
    full = writer(pooled())
    html = full.assignment("so", 2021)
    assert rows(html) == [
        "Huyện A 60 1,50 lần trong mức 40 50 125,00% Vượt chỉ tiêu",
        "Huyện B 66 2,20 lần trên mức 30 40 133,33% Vượt chỉ tiêu",
        "Huyện C 24 1,20 lần dưới mức 20 10 50,00% Chưa đạt chỉ tiêu",
        "Toàn Đảng bộ 150 1,67 lần 90 100 111,11% Vượt chỉ tiêu",
    ]
    for said in (
        "so: giao chỉ tiêu và kết quả theo đơn vị, năm 2021", "không xếp hạng",
        "Mức cần có của nguồn so với chỉ tiêu: từ 1,5 đến 2 lần .",
        "Căn cứ công bố số liệu theo đơn vị: Quyết định thử nghiệm.",
    ):  # fmt: skip
        assert said in words(html)
    form = words(full.assignment_form("so"))
    for heading in ("Nguồn (quần chúng)", "Đề xuất", "Chỉ tiêu giao", "Kết quả"):
        assert heading in form
    assert not re.search(r"\d", form.replace("Bảng 2.", "").replace("Bảng 1.", ""))


def test_a_hidden_number_is_said_to_be_hidden_and_why() -> None:
    html = page(HIDDEN).assignment("so", 2021)
    assert "Huyện B 30 không công bố Chưa có Chưa có số liệu" in rows(html)
    assert "Huyện C 20 ít hơn 5, không công bố Chưa có Chưa có số liệu" in rows(html)
    assert "Không công bố, để không suy ra được số nhỏ của đơn vị khác." in words(html)


def test_what_is_open_is_listed_with_the_units_concerned() -> None:
    made = page('flow: 2021 - /90 {parts: {a: 50/40, b: "- /30", a1: 20}}')
    assert words(made.outstanding("so", 2021)) == (
        "Chỉ tiêu chưa giao đến đơn vị: 20 người . Đơn vị chưa có dòng số liệu: Huyện C."
        " Đơn vị chưa có kết quả: Huyện B."
    )
    shown = words(made.assignment("so", 2021))
    assert "Cộng các đơn vị đã có số 70 50" in shown
    assert "Còn chưa phân theo đơn vị 20" in shown
    assert words(page(FULL).outstanding("so", 2021)) == "Mọi đơn vị đã có số."


def test_a_result_without_a_plan_says_that_it_cannot_be_judged() -> None:
    made = page("flow: 2021 100/90 {parts: {a: 50/40, b: 40}}")
    judged = "Huyện B Chưa có 40 Chưa có Chưa đủ căn cứ đánh giá"
    assert judged in rows(made.assignment("so", 2021))
    assert rows(made.unit("b")) == ["2021 40"], "where nothing at all is judged"


def test_a_table_without_any_plan_does_not_speak_of_assignment() -> None:
    made = page("flow: 2021 100 {parts: {a: 60, a1: 60, b: 30, c: 10}}")
    for html in (made.assignment("so", 2021), made.unit("a")):
        assert "so: kết quả theo đơn vị, năm 2021" in words(html)


def test_where_nothing_is_divided_the_page_says_so() -> None:
    empty = page("flow: 2021 100")
    calls: dict[str, tuple[Any, ...]] = {
        "assignment": ("đơn vị", "so", 2021), "outstanding": ("đơn vị", "so", 2021),
        "multiples": ("đơn vị", "so"), "unit": ("đơn vị", "a"),
        "group_shares": ("nhóm", "so"), "grades": ("mức xếp loại", "so"),
    }  # fmt: skip
    for macro, (what, *arguments) in calls.items():
        said = f"Chưa có số liệu theo {what}."
        assert words(getattr(empty, macro)(*arguments)) == said
    assert empty.counted == {}


def test_a_units_page_is_the_home_of_its_numbers_and_of_those_below_it() -> None:
    made = views("flow: 2021 100/90 {parts: {a: 50/40, b: 40/30, c: 10/20, a1: 50}}")
    homes = {"unit/a": "don-vi/a/", "unit/a1": "don-vi/a/"}
    html = writer(made, "don-vi/a/", **homes).unit("a")
    assert 'href="#so.2021.unit.a.value"' in html
    assert "Xã A1 50" in words(html)
    origins = writer(made, "don-vi/a/", **homes).provenance("unit/a")
    other = writer(made, **homes).provenance("so")
    for unit, here in (("a", True), ("a1", True), ("b", False)):
        row = f'id="so.2021.unit.{unit}.value"'
        assert (row in origins, row in other) == (here, not here)


def test_groups_show_share_count_and_change() -> None:
    years = "flow: 2021 100 {{parts: {{nu: 40}}}}; {} 200 {{parts: {{nu: 90}}}}"
    html = page(years.format(2022)).group_shares("so")
    assert rows(html) == ["Nữ 40,00% ( 40 ) 45,00% ( 90 ) +5,00 điểm phần trăm"]
    assert "điểm phần trăm" not in words(page(years.format(2023)).group_shares("so"))
    assert "không cộng các nhóm" in words(html)


def test_grades_show_counts_shares_and_what_is_well_or_better() -> None:
    assert rows(page(graded("", ", population: 85")).grades("ty-le")) == [
        "Xuất sắc 12 ( 15,00% )", "Tốt 60 ( 75,00% )", "Hoàn thành 6 ( 7,50% )",
        "Không đạt 2 ( 2,50% )", "ty-le 72 ( 90,00% )", "Số được đánh giá 80",
        "Số chưa được đánh giá 5", "Tổng số 85",
    ]  # fmt: skip


def test_small_drawings_say_their_numbers_and_leave_out_what_is_unknown() -> None:
    years = (
        '2021 100/90 {parts: {a: 50/40, b: 40, c: 10}}; 2022 100 {parts: {a: 60, b: "-", c: 10}}'
    )
    html = page(f"flow: {years}").multiples("so")
    assert '<title id="hinh-1-1">Huyện A. 2021: 50, chỉ tiêu 40; 2022: 60</title>' in html
    assert "Huyện B. 2021: 40; 2022: Chưa có" in html
    assert (html.count("i-c-bar"), html.count("i-c-tick")) == (5, 1)
    last = [words(item) for item in re.findall(r"__last\">(.*?)</p>", html)]
    assert last == ["60 ( 2022 )", "40 ( 2021 )", "10 ( 2022 )"]
    assert "Nguồn: Báo cáo thử nghiệm ." in words(html)
    assert "style=" not in html
