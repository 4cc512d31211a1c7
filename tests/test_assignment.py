"""What a reader sees of units, groups and grades: official order, hidden numbers, open work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from divided import FULL, POOL_TARGET, admissions, group, organisation, part, pool
from reader import rows, words, writer
from synthetic import share, year

from indicators.computing.compute import compute
from indicators.showing.writer import Writer


def page(*years: Any) -> Writer:
    return writer(compute(organisation(admissions(*years))))


@pytest.fixture
def full() -> Writer:
    pools = year(2021, 150, parts=[part("a", 60), part("b", 66), part("c", 24)])
    return writer(compute(organisation(admissions(FULL), *pool(pools), targets=[POOL_TARGET])))


def test_the_assignment_table_says_pool_ratio_plan_result_and_status_in_official_order(
    full: Writer,
) -> None:
    html = full.assignment("ket-nap", 2021)
    assert rows(html) == [
        "Huyện A 60 1,50 lần trong mức 40 50 125,00% Vượt chỉ tiêu",
        "Huyện B 66 2,20 lần trên mức 30 40 133,33% Vượt chỉ tiêu",
        "Huyện C 24 1,20 lần dưới mức 20 10 50,00% Chưa đạt chỉ tiêu",
        "Toàn Đảng bộ 150 1,67 lần 90 100 111,11% Vượt chỉ tiêu",
    ]
    for said in (
        "Kết nạp: giao chỉ tiêu và kết quả theo đơn vị, năm 2021",
        "không xếp hạng",
        "Mức cần có của nguồn so với chỉ tiêu: từ 1,5 đến 2 lần .",
        "Căn cứ công bố số liệu theo đơn vị: Quyết định thử nghiệm.",
    ):
        assert said in words(html)


def test_a_hidden_number_is_said_to_be_hidden_and_why() -> None:
    parts = [part("a", 50, 40), part("b", 47, 30), part("c", 3, 20)]
    html = page(year(2021, 100, plan=90, parts=parts)).assignment("ket-nap", 2021)
    assert "Huyện B 30 không công bố Chưa có Chưa có số liệu" in rows(html)
    assert "Huyện C 20 ít hơn 5, không công bố Chưa có Chưa có số liệu" in rows(html)
    assert "Không công bố, để không suy ra được số nhỏ của đơn vị khác." in words(html)


def test_what_is_open_is_listed_with_the_units_concerned() -> None:
    parts = [part("a", 50, 40), part("b", None, 30), part("a1", 20)]
    made = page(year(2021, plan=90, missing="Chưa tổng hợp.", parts=parts))
    assert words(made.outstanding("ket-nap", 2021)) == (
        "Chỉ tiêu chưa giao đến đơn vị: 20 người . Đơn vị chưa có dòng số liệu: Huyện C."
        " Đơn vị chưa có kết quả: Huyện B."
    )
    shown = words(made.assignment("ket-nap", 2021))
    assert "Cộng các đơn vị đã có số 70 50" in shown
    assert "Còn chưa phân theo đơn vị 20" in shown
    assert words(page(FULL).outstanding("ket-nap", 2021)) == "Mọi đơn vị đã có số."


def test_a_result_without_a_plan_says_that_it_cannot_be_judged() -> None:
    made = page(year(2021, 100, plan=90, parts=[part("a", 50, 40), part("b", 40)]))
    judged = "Huyện B Chưa có 40 Chưa có Chưa đủ căn cứ đánh giá"
    assert judged in rows(made.assignment("ket-nap", 2021))
    assert rows(made.unit("b")) == ["2021 40"], "where nothing at all is judged"


def test_a_table_without_any_plan_does_not_speak_of_assignment() -> None:
    parts = [part("a", 60), part("a1", 60), part("b", 30), part("c", 10)]
    made = page(year(2021, 100, parts=parts))
    for html in (made.assignment("ket-nap", 2021), made.unit("a")):
        assert "Kết nạp: kết quả theo đơn vị, năm 2021" in words(html)


def test_where_nothing_is_divided_the_page_says_so() -> None:
    empty = page(year(2021, 100))
    for macro, what, *arguments in (
        ("assignment", "đơn vị", "ket-nap", 2021),
        ("outstanding", "đơn vị", "ket-nap", 2021),
        ("multiples", "đơn vị", "ket-nap"),
        ("unit", "đơn vị", "a"),
        ("group_shares", "nhóm", "ket-nap"),
        ("grades", "mức xếp loại", "ket-nap"),
    ):
        said = f"Chưa có số liệu: chưa có số theo {what}."
        assert words(getattr(empty, macro)(*arguments)) == said
    assert empty.counted == {}


def test_the_empty_form_has_the_columns_and_no_number(full: Writer) -> None:
    text = words(full.assignment_form("ket-nap"))
    for heading in ("Nguồn (quần chúng)", "Đề xuất", "Chỉ tiêu giao", "Kết quả"):
        assert heading in text
    assert not re.search(r"\d", text.replace("Bảng 1.", ""))


def test_a_units_page_is_the_home_of_its_numbers_and_of_those_below_it() -> None:
    parts = [part("a", 50, 40), part("b", 40, 30), part("c", 10, 20), part("a1", 50)]
    made = compute(organisation(admissions(year(2021, 100, plan=90, parts=parts))))
    homes = {"unit/a": "don-vi/a/", "unit/a1": "don-vi/a/"}
    html = writer(made, "don-vi/a/", **homes).unit("a")
    assert 'href="#ket-nap.2021.unit.a.value"' in html
    assert "Xã A1 50" in words(html)
    origins = writer(made, "don-vi/a/", **homes).provenance("unit/a")
    other = writer(made, **homes).provenance("ket-nap")
    for unit, here in (("a", True), ("a1", True), ("b", False)):
        row = f'id="ket-nap.2021.unit.{unit}.value"'
        assert (row in origins, row in other) == (here, not here)


def test_groups_show_share_count_and_change() -> None:
    years = [year(2021, 100, parts=[group("nu", 40)]), year(2022, 200, parts=[group("nu", 90)])]
    html = page(*years).group_shares("ket-nap")
    assert rows(html) == ["Nữ 40,00% ( 40 ) 45,00% ( 90 ) +5,00 điểm phần trăm"]
    assert "không cộng các nhóm" in words(html)


def test_grades_show_counts_shares_and_what_is_well_or_better() -> None:
    counts = {"xuat-sac": 12, "tot": 60, "hoan-thanh": 6, "khong": 2}
    grades = [{"grade": name, "count": count} for name, count in counts.items()]
    made = writer(compute(organisation(share(year(2021, population=85, grades=grades)))))
    assert rows(made.grades("ty-le")) == [
        "Xuất sắc 12 ( 15,00% )", "Tốt 60 ( 75,00% )", "Hoàn thành 6 ( 7,50% )",
        "Không hoàn thành 2 ( 2,50% )", "ty-le 72 ( 90,00% )", "Số được đánh giá 80",
        "Số chưa được đánh giá 5", "Tổng số 85",
    ]  # fmt: skip


def test_small_drawings_say_their_numbers_and_leave_out_what_is_unknown() -> None:
    years = [
        year(2021, 100, plan=90, parts=[part("a", 50, 40), part("b", 40), part("c", 10)]),
        year(2022, 100, parts=[part("a", 60), part("b"), part("c", 10)]),
    ]
    html = page(*years).multiples("ket-nap")
    assert '<title id="hinh-1-1">Huyện A. 2021: 50, chỉ tiêu 40; 2022: 60</title>' in html
    assert "Huyện B. 2021: 40; 2022: Chưa có" in html
    assert (html.count("i-c-bar"), html.count("i-multiples__plan")) == (5, 1)
    last = [words(item) for item in re.findall(r"__last\">(.*?)</p>", html)]
    assert last == ["60 ( 2022 )", "40 ( 2021 )", "10 ( 2022 )"]
    assert "Nguồn: Báo cáo thử nghiệm ." in words(html)
    assert "style=" not in html
