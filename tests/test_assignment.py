"""What a reader sees of units, groups and grades: official order, hidden numbers, open work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from divided import FULL, POOL_TARGET, admissions, group, organisation, part, pool
from synthetic import share, year

from indicators.computing.compute import Views, compute
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.writer import Writer


def writer(made: Views, **homes: str) -> Writer:
    known = {name: f"{name}/" for name in (*made.indicators, *made.targets)}
    return Writer(made, Links("ket-nap/", {**known, DOCUMENTS: "van-ban/", **homes}))


def words(html: str) -> str:
    text = re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


def rows(html: str) -> list[str]:
    """The words of each row of a table's body."""
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", html)[1:]]


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
    text = words(html)
    assert "không xếp hạng" in text
    assert "Mức cần có của nguồn so với chỉ tiêu: từ 1,5 đến 2 lần ." in text
    assert "Căn cứ công bố số liệu theo đơn vị: Quyết định thử nghiệm." in text


def test_a_hidden_number_is_said_to_be_hidden_and_why() -> None:
    parts = [part("a", 50, 40), part("b", 47, 30), part("c", 3, 20)]
    made = writer(compute(organisation(admissions(year(2021, 100, plan=90, parts=parts)))))
    text = words(made.assignment("ket-nap", 2021))
    assert "Huyện C 20 ít hơn 5, không công bố" in text
    assert "Huyện B 30 không công bố" in text
    assert "Không công bố, để không suy ra được số nhỏ của đơn vị khác." in text


def test_what_is_open_is_listed_with_the_units_concerned() -> None:
    parts = [part("a", 50, 40), part("b", None, 30), part("a1", 20)]
    row = year(2021, plan=90, missing="Chưa tổng hợp.", parts=parts)
    made = writer(compute(organisation(admissions(row))))
    assert words(made.outstanding("ket-nap", 2021)) == (
        "Chỉ tiêu chưa giao đến đơn vị: 20 người . Đơn vị chưa có dòng số liệu: Huyện C."
        " Đơn vị chưa có kết quả: Huyện B."
    )
    assert "Cộng các đơn vị đã có số 50" in words(made.assignment("ket-nap", 2021))
    assert "Còn chưa phân theo đơn vị 20" in words(made.assignment("ket-nap", 2021))


def test_a_result_without_a_plan_says_that_it_cannot_be_judged() -> None:
    parts = [part("a", 50, 40), part("b", 40)]
    made = writer(compute(organisation(admissions(year(2021, 100, plan=90, parts=parts)))))
    assert "Huyện B Chưa có 40 Chưa có Chưa đủ căn cứ đánh giá" in words(
        made.assignment("ket-nap", 2021)
    )
    assert "2021 40 Chưa đủ căn cứ" not in words(made.unit("b")), "where nothing at all is judged"


def test_a_table_without_any_plan_does_not_speak_of_assignment(full: Writer) -> None:
    title = "Kết nạp: {} theo đơn vị, năm 2021"
    assert title.format("giao chỉ tiêu và kết quả") in words(full.assignment("ket-nap", 2021))
    parts = [part("a", 60), part("a1", 60), part("b", 30), part("c", 10)]
    made = writer(compute(organisation(admissions(year(2021, 100, parts=parts)))))
    assert title.format("kết quả") in words(made.assignment("ket-nap", 2021))
    assert title.format("kết quả") in words(made.unit("a"))


def test_where_nothing_is_divided_the_page_says_so() -> None:
    empty = writer(compute(organisation(admissions(year(2021, 100)))))
    calls: list[tuple[str, tuple[Any, ...]]] = [
        ("assignment", ("ket-nap", 2021)),
        ("outstanding", ("ket-nap", 2021)),
        ("multiples", ("ket-nap",)),
        ("unit", ("a",)),
    ]
    for macro, arguments in calls:
        said = words(getattr(empty, macro)(*arguments))
        assert said == "Chưa có số liệu: chưa có số theo đơn vị."
    assert words(empty.group_shares("ket-nap")) == "Chưa có số liệu: chưa có số theo nhóm."
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
    page = Writer(made, Links("don-vi/a/", {"ket-nap": "ket-nap/", DOCUMENTS: "v/", **homes}))
    html = page.unit("a")
    assert 'href="#ket-nap.2021.unit.a.value"' in html
    assert "Xã A1 50" in words(html)
    origins = page.provenance("unit/a")
    assert 'id="ket-nap.2021.unit.a.value"' in origins
    assert 'id="ket-nap.2021.unit.a1.value"' in origins
    assert "unit.b" not in origins
    other = writer(made, **homes).provenance("ket-nap")
    assert "ket-nap.2021.unit.b.value" in other
    assert 'id="ket-nap.2021.unit.a.value' not in other


def test_groups_show_share_count_and_change() -> None:
    first = year(2021, 100, parts=[group("nu", 40)])
    second = year(2022, 200, parts=[group("nu", 90)])
    made = writer(compute(organisation(admissions(first, second))))
    text = words(made.group_shares("ket-nap"))
    assert "Nữ 40,00% ( 40 ) 45,00% ( 90 ) +5,00 điểm phần trăm" in text
    assert "không cộng các nhóm" in text


def test_grades_show_counts_shares_and_what_is_well_or_better() -> None:
    counts = {"xuat-sac": 12, "tot": 60, "hoan-thanh": 6, "khong": 2}
    grades = [{"grade": name, "count": count} for name, count in counts.items()]
    row = year(2021, population=85, grades=grades)
    made = writer(compute(organisation(share(row))))
    assert rows(made.grades("ty-le")) == [
        "Xuất sắc 12 ( 15,00% )",
        "Tốt 60 ( 75,00% )",
        "Hoàn thành 6 ( 7,50% )",
        "Không hoàn thành 2 ( 2,50% )",
        "ty-le 72 ( 90,00% )",
        "Số được đánh giá 80",
        "Số chưa được đánh giá 5",
        "Tổng số 85",
    ]


def test_small_drawings_say_their_numbers_and_leave_out_what_is_unknown() -> None:
    rows_ = [
        year(2021, 100, plan=90, parts=[part("a", 50, 40), part("b", 40), part("c", 10)]),
        year(2022, 100, parts=[part("a", 60), part("b"), part("c", 10)]),
    ]
    html = writer(compute(organisation(admissions(*rows_)))).multiples("ket-nap")
    assert '<title id="hinh-1-1">Huyện A. 2021: 50, chỉ tiêu 40; 2022: 60</title>' in html
    assert "Huyện B. 2021: 40; 2022: Chưa có" in html
    assert html.count("i-c-bar") == 5
    assert html.count("i-multiples__plan") == 1
    assert [words(last) for last in re.findall(r"__last\">(.*?)</p>", html)] == [
        "60 ( 2022 )",
        "40 ( 2021 )",
        "10 ( 2022 )",
    ]
    assert "Nguồn: Báo cáo thử nghiệm ." in words(html)
    assert "style=" not in html
