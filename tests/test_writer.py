"""Every macro on the real data, and what it says to an author who calls it wrongly."""

import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from cases import views
from reader import rows, words, writer

from indicators.computing.compute import Views
from indicators.computing.figures import Role
from indicators.showing import assignment, tables
from indicators.showing.links import Links, NoPageError
from indicators.showing.macro import html
from indicators.showing.writer import Writer, macros
from indicators.words.table import Table, worded


@pytest.fixture
def page(long_an: Views) -> Writer:
    return writer(long_an, "ket-nap/")


@pytest.mark.parametrize(
    ("macro", "arguments", "options", "text"),
    [
        ("figure", ["ket-nap/2021/value"], {}, "1.514"),
        ("figure", ["ket-nap/2021/value"], {"unit": True}, "1.514 đảng viên"),
        ("figure", ["ket-nap/2021/plan"], {}, "1.350 suy ra"),
        ("figure", ["ket-nap/2021/plan"], {"marks": False}, "1.350"),
        ("figure", ["ket-nap/2024/plan"], {}, "1.660 dự kiến"),
        ("figure", ["ket-nap/2025/value"], {}, "Chưa có"),
        ("figure", ["ket-nap/2021/over-plan"], {"sign": False, "marks": False}, "164"),
        ("figure", ["xep-loai-to-chuc/2023/value"], {}, "trên 90%"),
        ("figure", ["nq-dai-hoi-xi/so-chi-tieu/fact"], {}, "17"),
        ("status", ["muc-ket-nap"], {}, "Đang thực hiện"),
        ("status", ["muc-ket-nap"], {"outlook": True}, "Dự kiến vượt"),
        ("status", ["muc-xep-loai"], {}, "Đạt chỉ tiêu"),
        ("status", ["ket-nap/2021"], {}, "Vượt chỉ tiêu"),
        ("status", ["ket-nap/2024"], {}, "Chưa có số liệu"),
        ("status", ["muc-nguon"], {}, "Chưa đủ căn cứ đánh giá"),
        ("document", ["ctr-01"], {}, "01-CTr/BTCTU"),
        ("document", ["ctr-01"], {"form": "date"}, "ngày 15/4/2021"),
        ("document", ["nq-21"], {"form": "date"}, "năm 2022"),
        ("term", [], {}, "nhiệm kỳ 2020 – 2025"),
        ("term", ["end"], {}, "2025"),
        ("year", [2021], {}, "2021"),
        ("when", ["ket-nap/latest/total"], {}, "giữa tháng 12/2023"),
        ("when", ["ket-nap/latest/value"], {}, "năm 2023"),
        ("when", ["ket-nap/2021-2023/sum"], {}, "các năm 2021 – 2023"),
        ("organisation", [], {}, "Đảng bộ tỉnh Long An"),
        ("name", ["ket-nap"], {}, "Kết nạp đảng viên"),
    ],
)
def test_a_macro_inside_a_sentence_writes_just_these_words(
    page: Writer, macro: str, arguments: list[Any], options: dict[str, Any], text: str
) -> None:
    assert words(macros()[macro](page, *arguments, **options)) == text


def test_a_figure_without_a_home_page_is_an_error_not_a_dead_link(long_an: Views) -> None:
    with pytest.raises(NoPageError, match="indicators:"):
        Writer(long_an, Links("", {})).figure("ket-nap/2021/value")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("ket-nap.2021.value", ["1.514 đảng viên", "Công bố :", "câu 1, đoạn 3"]),
        ("ket-nap.2021.percent-of-plan", ["Vượt chỉ tiêu – tỷ lệ công bố 112,15% so với 100%"]),
        ("ket-nap.2021.plan", ["chỉ 1.350 cho đúng tỷ lệ 112,15% của kết quả 1.514",
         "Suy ra từ kết quả và tỷ lệ đã"]),
        ("ket-nap.through-2023-12-mid.percent-of-target", ["Công bố 93,11% Tính lại 93,11%",
         "5.866 : 6.300 × 100 ≈ 93,11% . Khớp ."]),
    ],
)  # fmt: skip
def test_a_row_of_origin_tells_by_itself_all_that_is_asked_of_its_figure(
    page: Writer, row: str, told: list[str]
) -> None:
    made = page.provenance("ket-nap")
    text = words(made[made.index(f'<tr id="{row}"') :].partition("</tr>")[0])
    for part in told:
        assert part in text
    assert words(made[made.index('<tr class="i-ways"') :]).startswith("Liên kết đến số này Đóng")


def test_a_number_is_called_by_what_it_is_and_a_status_leads_to_what_it_was_judged_from(
    page: Writer,
) -> None:
    made = page.table("ket-nap")
    for name, told in {
        "ket-nap/2021/value": ["1.514", "kết quả, năm\u00a02021"],
        "ket-nap/2021/plan": ["1.350", "suy ra", "chỉ tiêu năm, năm\u00a02021"],
        "ket-nap/2024/plan": ["1.660", "dự kiến", "chỉ tiêu năm, năm\u00a02024"],
    }.items():
        assert f'aria-label="{", ".join(told)}"' in page.figure(name, marks=False)
        # In a table the heads of its row and column are heard beside it.
        link = made[: made.index(f">{told[0]}</a>")].rpartition("<a ")[2]
        heard = re.findall('aria-label="(.*?)"', link)
        assert heard == ([", ".join(told[:-1])] if told[1:-1] else [])
    status = 'class="i-fig i-fig--status" href="#ket-nap.2021.percent-of-plan"'
    assert status in made


def test_tables_of_a_page_are_numbered_in_their_order(page: Writer) -> None:
    for number, made in enumerate((page.table("ket-nap"), page.totals("ket-nap")), 1):
        assert f"Bảng {number}." in made


def test_every_cell_says_its_column_for_screens_that_stack_cells(page: Writer) -> None:
    for made in (page.table("ket-nap"), page.totals("ket-nap"), page.ledger()):
        assert made.count("<td") == made.count(" data-label=")
        assert "<caption" in made
        assert "<th>" not in made


def test_a_column_is_added_to_a_table_by_one_line(
    page: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = rows(page.table("ket-nap"))
    monkeypatch.setitem(tables.BY_YEAR, Role.OVER_PLAN, "Chênh lệch so với chỉ tiêu")
    made = page.table("ket-nap")
    assert 'data-label="Chênh lệch so với chỉ tiêu"' in made
    assert rows(made)[1] == known[1].replace("Vượt", "+164 suy ra Vượt")
    assert 'href="#ket-nap.2021.over-plan"' in made
    assert "Tính từ số đã suy ra; nguồn không nêu trực tiếp." in words(made)


@pytest.mark.parametrize(
    ("macro", "name"),
    [(tables.table, "ket-nap"), (tables.totals, "ket-nap"), (tables.needed, "ty-so-nguon"),
     (tables.table, "xep-loai-to-chuc"), (assignment.assignment_form, "ket-nap")],
)  # fmt: skip
def test_a_table_says_the_same_as_text_and_as_html(page: Writer, macro: Any, name: str) -> None:
    made = macro(page, name)
    (table,) = (it for it in (made if isinstance(made, list) else [made]) if isinstance(it, Table))
    assert isinstance(table, Table)
    for part in [table.caption, *table.notes, table.sources, *chain.from_iterable(table.rows)]:
        shown = words(html(part, page.links))
        text = re.sub(r"\s+", " ", worded(part))
        assert re.sub("[ ()]", "", text) == re.sub("[ ()]", "", shown)


def test_every_macro_has_its_entry_on_the_authors_page(root: Path) -> None:
    page = (root / "docs" / "gioi-thieu" / "macro.md").read_text("utf-8")
    assert set(re.findall(r"^### (\w+)$", page, re.MULTILINE)) == set(macros())
    live = re.sub(r"\{% raw %\}.*?\{% endraw %\}", "", page, flags=re.DOTALL)
    # The files and the citation of the examples' invented data would be taken for real ones.
    assert set(re.findall(r"\{\{ (\w+)\(", live)) == set(macros()) - {"downloads", "cite"}


@pytest.mark.parametrize(
    ("page", "address", "relative"),
    [
        ("", "chi-tieu/ket-nap/#a", "chi-tieu/ket-nap/#a"),
        ("chi-tieu/ket-nap/", "chi-tieu/ket-nap/#a", "#a"),
        ("chi-tieu/ket-nap/", "van-ban/", "../../van-ban/"),
        ("chi-tieu/ket-nap/", "", "../../"),
        ("chi-tieu/ket-nap.html", "chi-tieu/nguon.html#b", "nguon.html#b"),
        ("chi-tieu/ket-nap.html", "index.html", "../index.html"),
    ],
)
def test_an_address_is_relative_to_the_page_in_both_forms_of_the_site(
    page: str, address: str, relative: str
) -> None:
    assert Links(page, {}).to(address) == relative


def test_of_a_share_without_any_result_nothing_is_said_of_its_rate() -> None:
    told = str(macros()["coverage"](writer(views("share: 2021 {missing: Chưa báo cáo.}"))))
    assert ": chưa báo cáo.<" in told  # and not that there is no number too
    assert "chỉ có tỷ lệ" not in told
