"""Every page for everybody: the keyboard, narrow screens, large text, forced colours, no script;
rules of axe-core, and charts in every scheme.
"""

import pytest
from playwright.sync_api import Page

from browser.conftest import Open, settled
from browser.measured import DESK, PHONE, broken_rules, too_wide, unreadable, violations

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
    assert any(url.endswith(".css") for url in here.asked), "the network was watched"


def test_the_room_for_a_finger_makes_no_table_wider_than_the_phone(tab: Open, server: str) -> None:
    page = settled(tab(360, has_touch=True).page, f"{server}chi-tieu/nguon/")
    over = "tables => tables.map(table => table.scrollWidth - table.clientWidth)"
    assert set(page.eval_on_selector_all(".i-scroll", over)) == {0}


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
    assert any(name.startswith("5.866\u00a0đảng viên, lũy kế") for name in passed), "what it is"
    cells = [name for name in passed if name.startswith(("1.514, ", "1.533, ", "1.667, "))]
    assert len(cells) <= 4, "the figures of a table, a list or a paragraph are one stop"
    assert len(passed) <= 105
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
    page.keyboard.insert_text("nguon ket nap")
    page.keyboard.press("End")  # at once: every key begins a search, and late ones move the focus
    page.locator(".md-search-result mark").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chi-tieu/nguon/**")


def card(page: Page) -> str:
    """What the card over the page says, or nothing where none is shown."""
    shown = page.locator(".i-block--provenance tr:visible")
    return " ".join(" ".join(shown.all_inner_texts()).split())


@pytest.mark.parametrize(("width", "script"), [(PHONE, True), (DESK, True), (PHONE, False)])
def test_a_figure_tells_its_origin_in_a_card_that_leaves_the_page_where_it_is(
    tab: Open, server: str, width: int, script: bool
) -> None:
    page = tab(width, java_script_enabled=script).page
    page.goto(server + "chi-tieu/xep-loai-to-chuc/")
    figure = page.locator("p .i-fig", has_text="96,75%").first
    figure.scroll_into_view_if_needed()
    length, before = page.evaluate("[document.documentElement.scrollHeight, scrollY]")
    figure.focus()
    page.keyboard.press("Enter")
    told = card(page)
    for part in ("Trung bình", "câu 2, đoạn 6", "Công bố 96,75%", "Tính lại 96,675%", "Đóng"):
        assert part in told
    assert page.url.endswith("#" + str(figure.get_attribute("href")).partition("#")[2])
    box = page.locator(".i-block--provenance tr:visible").first.bounding_box()
    assert box is not None
    assert 100 < box["y"] < box["y"] + box["height"] <= 800
    assert page.evaluate("[document.documentElement.scrollHeight, scrollY]")[0] == length
    if script:
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.textContent") == figure.inner_text()
        assert "#" not in page.url
    else:
        assert page.evaluate("scrollY") == before
        page.get_by_role("link", name="Đóng").click()
        assert page.evaluate("scrollY") == before
    assert not card(page)


def test_a_card_that_another_page_led_to_has_the_focus_and_gives_it_to_its_figure(
    tab: Open, server: str
) -> None:
    page = settled(tab().page, server)
    page.locator(".i-card a.i-fig[href*='ket-nap/#']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chi-tieu/ket-nap/#*")
    page.wait_for_load_state()
    anchor = page.url.partition("#")[2]
    assert page.evaluate("document.activeElement.id") == anchor
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{anchor}"
    assert "#" not in page.url
    assert not card(page)


def test_a_card_has_the_whole_of_a_low_window(tab: Open, server: str) -> None:
    page = tab(320).page
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(server + PAGE + "#ket-nap.2021.plan")
    seen, ways = page.locator(".i-block--provenance tr:visible").all()
    assert seen.evaluate("row => row.clientHeight") > 240
    assert ways.evaluate("ways => ways.clientHeight") < 40
    assert seen.evaluate("row => parseFloat(getComputedStyle(row).paddingBottom)") > 40


def test_all_origins_open_at_once_and_arrows_lead_through_a_table(tab: Open, server: str) -> None:
    page = settled(tab().page, server + PAGE)
    page.locator(".i-fold--provenance summary").click()
    assert page.locator(".i-block--provenance tbody tr:visible").count() > 30
    first = page.locator(".i-table:not(.i-table--provenance)").first.locator("tbody .i-fig").first
    first.focus()
    page.keyboard.press("End")
    last = focused(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    assert focused(page) == last != first.get_attribute("aria-label")


def test_the_pages_read_and_lead_on_without_javascript(tab: Open, server: str) -> None:
    page = tab(PHONE, java_script_enabled=False).page
    page.goto(server + PAGE)
    assert page.locator("article .i-table").first.is_visible()
    assert page.locator(".md-sidebar--primary a").first.is_hidden()
    page.locator(".i-drawer:visible").click()
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


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_axe_on_a_phone_or_a_desk(
    tab: Open, server: str, addresses: list[str], scheme: str
) -> None:
    # Without motion, so that no colour is measured half way.
    page = tab(dark=scheme == "dark", reduced_motion="reduce").page
    assert broken_rules(page, server, addresses, pictures=scheme) == {}


def test_the_open_search_and_the_open_drawer_break_no_rule_of_axe(tab: Open, server: str) -> None:
    page = settled(tab(PHONE, reduced_motion="reduce").page, server + "chi-tieu/ket-nap/")
    page.locator(".md-search__input").fill("đảng viên")
    page.locator(".md-search-result mark").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("[data-i-drawer]").click()
    page.locator(".md-sidebar--primary").wait_for(state="visible")
    assert violations(page) == []


_FONTS = """() => [...new Set([...document.querySelectorAll('svg.i-c text')].map(text =>
    getComputedStyle(text).fontFamily.split(',')[0].replaceAll('"', '')))]"""

_PAINT = """(kind) => {
    const style = getComputedStyle(document.querySelector('svg.i-c ' + kind))
    return style.fill + ' ' + style.stroke
}"""


def test_words_of_a_chart_are_in_the_font_of_the_page(tab: Open, server: str) -> None:
    page = settled(tab().page, server + PAGE)
    assert page.evaluate(_FONTS) == ["Inter"]


def test_a_chart_takes_the_colours_of_the_scheme_and_of_paper(tab: Open, server: str) -> None:
    light = settled(tab().page, server + PAGE)
    dark = settled(tab(dark=True).page, server + PAGE)
    for kind in ("text", "rect.i-c-bar", "line.i-c-grid"):
        assert light.evaluate(_PAINT, kind) != dark.evaluate(_PAINT, kind), kind
    dark.emulate_media(media="print")
    light.emulate_media(media="print")
    for kind in ("text", "rect.i-c-bar", "line.i-c-grid"):
        assert light.evaluate(_PAINT, kind) == dark.evaluate(_PAINT, kind), kind


def test_in_the_readers_own_colours_every_mark_is_still_seen_on_the_background(
    tab: Open, server: str
) -> None:
    page = settled(tab(forced_colors="active").page, server + PAGE)
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for kind, painted in (
        ("text", "fill"),
        ("rect.i-c-result", "fill"),
        ("rect.i-c-plan-inferred", "stroke"),
        ("rect.i-c-plan-forecast", "stroke"),
        ("rect.i-c-forecast", "stroke"),
        (".i-c-hatch", "stroke"),
        (".i-c-range", "stroke"),
        (".i-c-head", "fill"),
        ("line.i-c-axis", "stroke"),
        ("line.i-c-target", "stroke"),
    ):
        mark = page.locator(f"svg.i-c {kind}").first
        colour = mark.evaluate("(mark, painted) => getComputedStyle(mark)[painted]", painted)
        assert colour not in ("none", canvas), kind
