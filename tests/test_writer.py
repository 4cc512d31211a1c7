"""Every macro on the real data, and what it says to an author who calls it wrongly."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from indicators.computing.compute import Views
from indicators.showing.links import DOCUMENTS, Links, NoPageError
from indicators.showing.writer import Writer, macros


@pytest.fixture
def writer(long_an: Views) -> Writer:
    subjects = {figure.subject for figure in long_an.figures.values()}
    homes = {subject: f"chi-tieu/{subject}/" for subject in subjects}
    homes.update({name: f"chi-tieu/{name}/" for name in long_an.indicators})
    return Writer(long_an, Links("chi-tieu/ket-nap/", {**homes, DOCUMENTS: "van-ban/"}))


def words(html: str) -> str:
    text = re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


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
        ("cut_off", ["ket-nap"], {}, "giữa tháng 12/2023"),
        ("organisation", [], {}, "Đảng bộ tỉnh Long An"),
        ("name", ["ket-nap"], {}, "Kết nạp đảng viên"),
    ],
)
def test_a_macro_inside_a_sentence_writes_just_these_words(
    writer: Writer, macro: str, arguments: list[Any], options: dict[str, Any], text: str
) -> None:
    assert words(macros()[macro](writer, *arguments, **options)) == text


@pytest.mark.parametrize(
    ("macro", "arguments", "parts"),
    [
        ("cards", [], ["5.866 đảng viên", "93,11%", "434 đảng viên", "giữa tháng 12/2023"]),
        ("summary", [], ["từ 3% đến 4%", "từ 1,5 đến 2 lần", "Dự kiến vượt"]),
        ("table", ["ket-nap"], ["Bảng 1.", "2020 Chưa có", "1.350 suy ra", "111,9%"]),
        ("table", ["dang-so"], ["nguồn không nêu số đảng viên của Đảng bộ tỉnh"]),
        ("totals", ["ket-nap"], ["Đến giữa tháng 12/2023", "còn lại 434", "ít nhất 1.226"]),
        ("needed", ["ty-so-nguon"], ["2.025 – 2.700", "9.450 – 12.600"]),
        ("working", ["ket-nap"], ["217 đảng viên", "tỷ lệ công bố 112,15% so với 100%"]),
        ("ledger", [], ["96,675%", "0,075 điểm phần trăm", "Khớp"]),
        ("provenance", ["ket-nap"], ["câu 1, đoạn 3", "1.514 : 1.350 × 100 ≈ 112,15%"]),
        ("documents", [], ["28-CT/TW", "Nguồn không ghi"]),
        ("steps", [], ["Ban Tổ chức Tỉnh ủy"]),
        ("solutions", ["indicator"], ["doanh nghiệp ngoài khu vực nhà nước"]),
        ("solutions", ["document"], ["Nguồn không nêu văn bản căn cứ"]),
        ("groups", [], ["Cán bộ nữ"]),
        ("statuses", [], ["Vượt chỉ tiêu", "Chưa đủ căn cứ đánh giá"]),
        ("verdicts", [], ["Có chênh lệch"]),
    ],
)
def test_a_block_macro_writes_one_line_of_html_with_its_numbers(
    writer: Writer, macro: str, arguments: list[Any], parts: list[str]
) -> None:
    html = macros()[macro](writer, *arguments)
    assert "\n" not in html
    assert 'style="' not in html
    for part in parts:
        assert part in words(html), part


def test_a_figure_without_a_home_page_is_an_error_not_a_dead_link(long_an: Views) -> None:
    with pytest.raises(NoPageError, match="indicators:"):
        Writer(long_an, Links("", {})).figure("ket-nap/2021/value")


def test_tables_of_a_page_are_numbered_in_their_order(writer: Writer) -> None:
    first, second = writer.table("ket-nap"), writer.totals("ket-nap")
    assert "Bảng 1." in first
    assert "Bảng 2." in second


def test_every_cell_says_its_column_for_screens_that_stack_cells(writer: Writer) -> None:
    for html in (writer.table("ket-nap"), writer.totals("ket-nap"), writer.ledger()):
        assert len(re.findall("<td", html)) == len(re.findall('<td[^>]* data-label="', html))
        assert "<caption" in html
        assert not re.findall("<th>", html)


def test_every_macro_has_its_entry_on_the_authors_page(root: Path) -> None:
    page = (root / "docs" / "gioi-thieu" / "macro.md").read_text("utf-8")
    assert set(re.findall(r"^### (\w+)$", page, re.MULTILINE)) == set(macros())
    live = re.sub(r"\{% raw %\}.*?\{% endraw %\}", "", page, flags=re.DOTALL)
    assert set(re.findall(r"\{\{ (\w+)\(", live)) == set(macros())


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
