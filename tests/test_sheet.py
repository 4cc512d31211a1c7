"""Sheets to print: one for the organisation and for each indicator that a page is about."""

import html
import re
from pathlib import Path

from indicators.computing.compute import Views


def test_each_indicator_and_the_whole_have_a_sheet_that_a_page_offers(
    built: Path, long_an: Views
) -> None:
    sheets = {path.parent.relative_to(built).as_posix() for path in built.glob("tom-tat/**/*.html")}
    assert sheets == {"tom-tat", *(f"tom-tat/{name}" for name in long_an.indicators)}
    offered = set()
    for page in built.rglob("index.html"):
        for link in re.findall(r'href="([./]*tom-tat/[^"#]*)"', page.read_text("utf-8")):
            offered.add((page.parent / link).resolve().relative_to(built.resolve()).as_posix())
    assert offered == sheets


def test_a_sheet_says_how_far_as_of_when_and_from_where(built: Path) -> None:
    text = (built / "tom-tat/ket-nap/index.html").read_text("utf-8")
    shown = re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", "", text)))
    for words in (
        "Đảng bộ tỉnh Long An, nhiệm kỳ 2020 – 2025 Kết nạp đảng viên",
        "Số liệu đến giữa tháng 12/2023;", "bằng 93,11% chỉ tiêu nhiệm kỳ",
        "ít nhất 7.526", "2023 1.550 suy ra 1.667 107,55%", "Ngày in: ……/……/………",
        "Nguồn: Tạo nguồn, nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới, TTXVN",
    ):  # fmt: skip
        assert words in shown
    assert '<img src="../../data/charts/ket-nap-years.svg"' in text
    whole = (built / "tom-tat/index.html").read_text("utf-8")
    assert "93,11%" in whole
