"""An old address of a page leads to the new one in a real browser, served and as a file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from conftest import BUILT, Build, copied, giving
from playwright.sync_api import Browser
from test_kept import NEW, OLD, rename
from test_site import Article

from browser.conftest import Open, Tab, serving


@pytest.fixture(scope="module")
def moved(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of the site in which an indicator and its page have new names, in both forms."""
    project = rename(giving(copied(tmp_path_factory.mktemp("kho") / "project", *BUILT)))

    def made(offline: str) -> Path:
        site = project / f"site-{offline}"
        result = build(project, site, OFFLINE=offline)
        assert result.returncode == 0, result.stdout + result.stderr
        return site

    return made


@pytest.fixture(scope="module", params=["served", "file"])
def old_and_new(
    request: pytest.FixtureRequest, moved: Callable[[str], Path]
) -> Iterator[tuple[str, str]]:
    """The old and the new address of the page."""
    if request.param == "file":
        folder = moved("true").as_uri() + "/chi-tieu"
        yield f"{folder}/{OLD}.html", f"{folder}/{NEW}.html"
        return
    with serving(moved("false")) as address:
        yield f"{address}chi-tieu/{OLD}/", f"{address}chi-tieu/{NEW}/"


@pytest.mark.parametrize("script", [True, False])
def test_an_old_address_leads_to_the_new_one_and_a_script_takes_the_anchor_along(
    browser: Browser, old_and_new: tuple[str, str], script: bool
) -> None:
    old, new = old_and_new
    with browser.new_context(java_script_enabled=script) as context:
        tab = Tab(context.new_page())
        tab.watch()
        tab.page.goto(f"{old}#{OLD}.2021.value")
        if script:
            tab.page.wait_for_url(f"{new}#{OLD}.2021.value")
            row = tab.page.locator(f"tr[id='{NEW}.2021.value']")
            assert row.locator(":target").count() == 1
            assert row.evaluate("row => row.getBoundingClientRect().top") < 800
        else:
            tab.page.wait_for_url(f"{new}*")
        assert tab.complaints == []


def test_where_something_went_is_told_to_those_whom_an_old_link_led_there(
    tab: Open, server: str
) -> None:
    page = tab().page
    page.goto(f"{server}gioi-thieu/macro/")
    assert page.locator(".i-moved p").count() > 1
    assert page.locator(".i-moved p:visible").count() == 0
    page.goto(f"{server}gioi-thieu/macro/#nq-21")
    (told,) = page.locator(".i-moved p:visible").all()
    assert told.inner_text() == "Nội dung từng ở đây nay ở: Văn bản và nguồn."
    assert 0 <= told.evaluate("told => told.getBoundingClientRect().top") < 800


def test_every_link_of_the_form_that_needs_no_network_leads_to_a_file(folder: Path) -> None:
    dead = [
        (page.relative_to(folder).as_posix(), link)
        for page in folder.rglob("*.html")
        for link in set(Article(page.read_text("utf-8")).links)
        if not urlsplit(link).scheme and page.name != "404.html"
        if not (page.parent / unquote(urldefrag(link).url)).is_file() and urldefrag(link).url
    ]
    assert dead == []
