"""Every page for everybody: the keyboard, narrow screens, large text, forced colours, no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.conftest import Open, settled
from browser.measured import DESK, PHONE, too_wide, unreadable

pytestmark = pytest.mark.browser

PAGE = "chi-tieu/ket-nap/"


@pytest.mark.parametrize(
    ("width", "enlarged"), [(320, False), (PHONE, False), (DESK, False), (DESK, True)]
)
def test_no_page_scrolls_sideways_whatever_the_width_and_size_of_text(
    tab: Open, server: str, addresses: list[str], width: int, enlarged: bool
) -> None:
    """Also of twice the size on a desk; words of charts stay on them, apart from each other."""
    here, wrong = tab(width), {}
    for address in addresses:
        page = settled(here.page, server + address)
        if enlarged:
            page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's is 125%
        found = (too_wide(page), [] if enlarged else unreadable(page))
        if any(found):
            wrong[address] = found
    assert wrong == {}
    assert any(url.endswith("site.css") for url in here.asked), "the network was watched"


def focused(page: Page) -> str:
    """What has the focus: its text or its name."""
    return str(
        page.evaluate(
            "(document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.innerText).trim()"
        )
    )


def visible_focus(page: Page) -> bool:
    """Whether the element in focus lies on the screen and shows that it has the focus."""
    return bool(
        page.evaluate(
            """() => {
              const element = document.activeElement
              const shown = element.matches(".md-option") ? element.nextElementSibling : element
              const box = shown.getBoundingClientRect()
              const style = getComputedStyle(shown)
              return box.width > 0 && box.right > 0 && box.left < innerWidth
                && style.visibility === "visible"
                && (style.outlineStyle !== "none" || element.matches(".md-search__input"))
            }"""
        )
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_keyboard_reaches_everything_in_order_and_the_focus_is_seen(
    tab: Open, server: str, width: int
) -> None:
    page = settled(tab(width, reduced_motion="reduce").page, server + PAGE)
    page.keyboard.press("Tab")
    assert focused(page) == "Đến nội dung chính"
    passed: list[str] = []
    while len(passed) < 400:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert visible_focus(page), focused(page)
        passed.append(focused(page))
    assert "Mục lục trang" in passed or width == DESK
    assert "1.514 đảng viên" in passed or "1.514" in passed
    assert any(name.startswith("Trang sau") for name in passed), "the end of the page"


def test_the_skip_link_leads_past_the_navigation(tab: Open, server: str) -> None:
    page = settled(tab().page, server + PAGE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")


def test_the_keyboard_opens_and_closes_the_drawer(tab: Open, server: str) -> None:
    page = settled(tab(PHONE, reduced_motion="reduce").page, server + PAGE)
    opener = page.locator("[data-i-drawer]")
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    page.locator(".md-sidebar--primary a:focus").wait_for()
    assert focused(page) == "Kết nạp đảng viên", "the page itself, in the open menu"
    assert visible_focus(page)
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.hasAttribute('data-i-drawer')")


def test_the_keyboard_searches_and_follows_a_result(tab: Open, server: str) -> None:
    page = settled(tab().page, server)
    page.keyboard.press("/")
    page.keyboard.type("nguon ket nap", delay=20)
    page.locator(".md-search-result mark").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chi-tieu/nguon/**")


def test_a_figure_leads_by_keyboard_to_its_origin_which_is_then_marked(
    tab: Open, server: str
) -> None:
    page = settled(tab().page, server + PAGE)
    plain = "row => getComputedStyle(row.firstElementChild).backgroundColor"
    figure = page.locator("article .i-table .i-fig").first
    origin = page.locator(f"[id='{str(figure.get_attribute('href')).split('#')[1]}']")
    before = origin.evaluate(plain)
    figure.focus()
    page.keyboard.press("Enter")
    assert origin.evaluate(plain) != before
    top = origin.evaluate("row => row.getBoundingClientRect().top")
    assert 0 < top < 800, "not hidden below the fixed head"


def test_the_pages_read_and_lead_on_without_javascript(tab: Open, server: str) -> None:
    page = tab(PHONE, java_script_enabled=False).page
    page.goto(server + PAGE)
    assert page.locator("article .i-table").first.is_visible()
    assert page.locator(".md-sidebar--primary a").first.is_hidden()
    page.locator("label.i-drawer").click()
    page.locator(".md-sidebar--primary a").first.wait_for(state="visible")


def test_who_wants_less_motion_gets_none(tab: Open, server: str) -> None:
    page = settled(tab(PHONE, reduced_motion="reduce").page, server)
    slow = page.evaluate(
        """[...document.querySelectorAll("*")].filter(element =>
          getComputedStyle(element).transitionDuration.split(",").some(t => parseFloat(t) > 0.01)
        ).length"""
    )
    assert slow == 0


def test_figures_stand_in_columns_of_equal_digits(tab: Open, server: str) -> None:
    """The font has Vietnamese letters of its own and digits of one width in tables."""
    page = settled(tab().page, server + PAGE)
    assert page.evaluate("document.fonts.check('16px Inter', 'Đảng ủy Ề ỗ ữ ỵ')")
    widths = page.evaluate(
        """() => {
          const cell = document.querySelector(".i-table .i-num .i-fig")
          return ["1111", "8888", "4070"].map(digits => {
            cell.textContent = digits
            return cell.getBoundingClientRect().width
          })
        }"""
    )
    assert len(set(widths)) == 1, widths


def test_the_colours_a_reader_forces_keep_marks_and_bars_visible(tab: Open, server: str) -> None:
    page = settled(tab(forced_colors="active").page, server)
    value, track = page.evaluate(
        "['value', 'track'].map(part =>"
        " getComputedStyle(document.querySelector('.i-bar__' + part)).fill)"
    )
    assert value != track
