"""The demonstration in a real browser: what the real site has no numbers for reads as well."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from browser.conftest import Open, pages_of, serving, settled
from browser.measured import PHONE, broken_rules, too_wide, unreadable

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNITS = "to-chuc-thuc-hien/giao-chi-tieu/"

# Every kind of target in cards; a row for every unit; drawings, groups and grades;
# a rank; a district with numbers too small to publish.
JUDGED = [
    "",
    UNITS,
    "chi-tieu/ket-nap/",
    "chi-tieu/xep-loai-to-chuc/",
    "chi-tieu/xep-hang/",
    "don-vi/huyen-03/",
]

ALIKE = ".i-table--provenance tbody tr:nth-child(n+9)"
"""Rows of origins beyond the first, of which a district's page has hundreds."""

# The colours of everything that stands for a unit, as "red green blue".
_PAINT = """() => [...document.querySelectorAll(
    '.i-table--units *, .i-multiples rect, .i-multiples line'
)].map(mark => getComputedStyle(mark)).flatMap(style =>
    [style.color, style.fill, style.stroke, style.backgroundColor]
).filter(colour => colour.startsWith('rgb')).map(colour =>
    colour.match(/[0-9.]+/g).slice(0, 3).join(' '))"""


@pytest.fixture(scope="module")
def server(demo_built: Path) -> Iterator[str]:
    """The address of the demonstration, in place of the real site's: ``tab`` watches for it."""
    with serving(demo_built) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_form_of_number_breaks_a_rule_of_axe_on_a_phone_or_a_desk(
    tab: Open, server: str, scheme: str
) -> None:
    page = tab(dark=scheme == "dark", reduced_motion="reduce").page
    assert broken_rules(page, server, JUDGED, leave_out=ALIKE) == {}


def test_every_page_opens_on_a_phone_without_a_complaint_and_without_scrolling_sideways(
    tab: Open, server: str, demo_built: Path
) -> None:
    """One district's page stands for all twelve, which are long and alike."""
    here = tab(PHONE)
    wide, hard = {}, {}
    alike = [page for page in pages_of(demo_built) if page.startswith("don-vi/")]
    for address in set(pages_of(demo_built)).difference(alike[1:]):
        page = settled(here.page, server + address)
        if width := too_wide(page):
            wide[address] = width
        if words := unreadable(page):
            hard[address] = words
    assert (wide, hard) == ({}, {})
    assert any(url.endswith("style.css") for url in here.asked), "the network was watched"


def test_what_stands_in_a_table_wider_than_its_place_is_reached_with_the_keyboard(
    tab: Open, server: str
) -> None:
    page = settled(tab(640, reduced_motion="reduce").page, server + UNITS)
    wide = "table => table.scrollWidth > table.clientWidth && table.querySelector('.i-fig') && 1"
    tables = page.locator(".i-scroll").all()
    table = next(table for table in tables if table.evaluate(wide))
    while not table.evaluate("table => table.contains(document.activeElement)"):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement === document.body"), "the end of the page"
    seen = """table => {
      const [all, one] = [table, document.activeElement].map(it => it.getBoundingClientRect())
      return one.left >= all.left - 1 && one.right <= all.right + 1
    }"""
    page.wait_for_function(seen, arg=table.element_handle())


def test_the_full_unit_table_fits_a_desk_and_a_sheet(tab: Open, server: str) -> None:
    page = settled(tab().page, server + UNITS)
    overhang = """() => [...document.querySelectorAll('.i-table .i-status')].map(status => {
        const place = status.closest('.i-scroll').getBoundingClientRect()
        const padding = parseFloat(getComputedStyle(status.parentElement).paddingRight)
        return status.getBoundingClientRect().right + padding - place.right
    })"""
    assert max(page.evaluate(overhang)) < 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 945})  # an A4 sheet within its margins
    assert max(page.evaluate(overhang)) < 1


def test_a_unit_table_begins_on_paper_where_there_is_room_for_its_first_rows(
    tab: Open, server: str
) -> None:
    page = settled(tab().page, server + UNITS)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [sheet.extract_text() for sheet in printed.pages]
    assert "Đảng bộ huyện Bắc Sơn" in " ".join(texts[0].split())
    assert len(texts) == 3


def test_what_a_row_does_not_say_is_no_line_of_its_own_on_a_phone(tab: Open, server: str) -> None:
    page = settled(tab(PHONE).page, server + UNITS)
    shown = page.locator("article .i-table td:visible").all_inner_texts()
    assert shown
    assert all(words.strip() for words in shown)


def test_no_unit_is_painted_green_or_red(tab: Open, server: str) -> None:
    page = tab().page
    painted = set()
    for address in (UNITS, "chi-tieu/ket-nap/"):
        painted |= set(settled(page, server + address).evaluate(_PAINT))
    assert len(painted) > 2
    for red, green, blue in (colour.split() for colour in painted):
        assert int(red) < max(int(green), int(blue)) + 40, (red, green, blue)
        assert int(green) < max(int(red), int(blue)) + 40, (red, green, blue)
