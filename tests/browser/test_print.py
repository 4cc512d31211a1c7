"""A page on paper: a report with running head, page numbers and its own fonts."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from browser.conftest import Open, serving, settled
from browser.measured import fonts

pytestmark = pytest.mark.browser

PAGE = "chi-tieu/ket-nap/"


@pytest.fixture
def printed(tab: Open, server: str) -> PdfReader:
    """An indicator's page as the browser's print command gives it, from a dark screen."""
    page = settled(tab(dark=True).page, server + PAGE)
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def test_the_print_is_an_a4_report_with_running_head_and_page_numbers(printed: PdfReader) -> None:
    pages = printed.pages
    width, height = (float(side) * 25.4 / 72 for side in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert "Chỉ tiêu xây dựng Đảng – Đảng bộ tỉnh Long An" in text
        assert f"Trang {number}/{len(pages)}" in text


def test_the_text_of_the_print_can_be_searched_and_its_font_is_embedded(
    printed: PdfReader,
) -> None:
    text = " ".join("".join(page.extract_text() for page in printed.pages).split())
    assert "Kết nạp đảng viên theo năm, nhiệm kỳ 2020 – 2025" in text
    assert fonts(printed) == {"Inter-Regular": True, "Inter-SemiBold": True}


def test_a_page_ends_before_its_appendix_and_tells_paper_nothing_to_press(
    printed: PdfReader,
) -> None:
    texts = [" ".join(page.extract_text().split()) for page in printed.pages]
    first = next(i for i, text in enumerate(texts) if "Phụ lục. Đối chiếu" in text)
    for end in ("Báo sai sót", "không thay thế báo cáo chính thức"):
        assert [i for i, text in enumerate(texts) if end in text] == [first - 1], end
    assert "Bấm vào" not in " ".join(texts)


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(printed: PdfReader) -> None:
    texts = [page.extract_text() for page in printed.pages]
    first = next(i for i, text in enumerate(texts) if "Nguồn hoặc cách tính" in text)
    last = max(i for i, text in enumerate(texts) if "dòng " in text)
    assert last > first
    assert all("Nguồn hoặc cách tính" in text for text in texts[first : last + 1])


def test_paper_has_no_navigation_and_no_screen_colours(tab: Open, server: str) -> None:
    page = settled(tab(dark=True).page, server + PAGE)
    page.emulate_media(media="print")
    for part in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-sidebar--secondary"):
        assert not page.locator(part).first.is_visible(), part
    assert not page.locator(".md-footer__inner").is_visible()
    assert page.locator(".md-copyright__highlight").is_visible()
    drawn = "footer => getComputedStyle(footer).backgroundColor"
    assert page.locator(".md-footer").evaluate(drawn) == "rgba(0, 0, 0, 0)"
    background, colour = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('article p')).color]"
    )
    assert (background, colour) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_a_link_to_another_site_is_printed_with_its_address_and_a_figure_is_not(
    tab: Open, server: str
) -> None:
    page = settled(tab().page, server + PAGE)
    page.locator("article p").first.evaluate(
        "p => p.insertAdjacentHTML('beforeend', '<a class=\"probe\" href=\"https://vidu.vn/x\">x</a>')"
    )
    page.emulate_media(media="print")
    after = "link => getComputedStyle(link, '::after').content"
    assert page.locator(".probe").evaluate(after) == '" (https://vidu.vn/x)"'
    assert page.locator("article .i-fig").first.evaluate(after) == "none"


def test_each_sheet_is_one_page_of_a4_with_the_day_of_printing(
    browser: Browser, demo_built: Path
) -> None:
    """Also where an organisation has many targets, and an indicator many notes."""
    sheets = sorted(path.parent for path in demo_built.glob("tom-tat/**/index.html"))
    assert len(sheets) > 10
    with serving(demo_built) as address:
        page = browser.new_page()
        for folder in sheets:
            page.goto(address + folder.relative_to(demo_built).as_posix() + "/")
            made = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
            assert len(made.pages) == 1, folder
            width, height = (float(side) * 25.4 / 72 for side in made.pages[0].mediabox[2:])
            assert (round(width), round(height)) == (210, 297)
            assert re.search(r"Ngày in: \d+/\d+/\d{4}", made.pages[0].extract_text()), folder
        page.close()
