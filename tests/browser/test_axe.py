"""axe-core finds nothing wrong: every page, light and dark, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import Page

from browser.conftest import Open, settled

pytestmark = pytest.mark.browser

SCREENSHOTS = ROOT / "build" / "screenshots"
PHONE, DESK = 360, 1280


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page as it is shown, rule by rule."""
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{rule['id']}: {node['html']}\n{node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def keep_screenshot(page: Page, address: str, form: str) -> None:
    """A picture of the page for whoever looks at it after the run."""
    name = address.removesuffix(".html").strip("/").replace("/", "_") or "index"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{form}.png", full_page=True)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_axe_on_a_phone_or_a_desk(
    tab: Open, server: str, addresses: list[str], scheme: str
) -> None:
    # Without motion, so that no colour is measured half way.
    page = tab(dark=scheme == "dark", reduced_motion="reduce").page
    wrong = {}
    for address in addresses:
        settled(page, server + address)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 800})
            keep_screenshot(page, address, f"{width}-{scheme}")
            if found := violations(page):
                wrong[address, width] = found
    assert wrong == {}


def test_the_open_search_and_the_open_drawer_break_no_rule_of_axe(tab: Open, server: str) -> None:
    page = settled(tab(PHONE, reduced_motion="reduce").page, server + "chi-tieu/ket-nap/")
    page.locator(".md-search__input").fill("đảng viên")
    page.locator(".md-search-result mark").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("[data-i-drawer]").click()
    page.locator(".md-sidebar--primary").wait_for(state="visible")
    assert violations(page) == []
