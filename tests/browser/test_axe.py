"""axe-core finds nothing wrong: every page, light and dark, on a phone and on a desk."""

import pytest

from browser.conftest import Open, settled
from browser.measured import PHONE, broken_rules, violations

pytestmark = pytest.mark.browser


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
