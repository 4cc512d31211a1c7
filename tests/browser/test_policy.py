"""What a page may load and run: nothing from elsewhere, nothing inline that is not listed."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from browser.conftest import Open, settled

DATA = ("application/json", "application/ld+json")


class Inline(HTMLParser):
    """What a page runs or styles by itself, and the policy that it declares."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.policy = ""
        self.scripts: set[str] = set()
        self.forbidden: list[str] = []
        self._script: list[str] | None = None
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        # JSON is data, not a script, for the policy too.
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self._script = []
        if tag == "style":
            self.forbidden.append("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{name}={value}")
            if name in ("href", "src") and (value or "").startswith("javascript:"):
                self.forbidden.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            digest = hashlib.sha256("".join(self._script).encode()).digest()
            self.scripts.add(f"'sha256-{base64.b64encode(digest).decode()}'")
            self._script = None


@pytest.fixture(scope="module", params=["built", "folder"])
def pages(request: pytest.FixtureRequest) -> dict[str, Inline]:
    """Every page of the site, and of the form that opens without a network."""
    site: Path = request.getfixturevalue(request.param)
    return {page.relative_to(site).as_posix(): Inline(page) for page in site.rglob("*.html")}


def test_every_page_has_one_and_the_same_policy(pages: dict[str, Inline]) -> None:
    sheets = {page.policy for name, page in pages.items() if "tom-tat/" in name}
    assert sheets == {
        "default-src 'self' file:; object-src 'none'; base-uri 'none'; form-action 'none'"
    }
    assert len({page.policy for page in pages.values()} - sheets) == 1
    policy = next(iter(pages.values())).policy
    assert policy.startswith("default-src 'self'")
    assert set(re.findall(r"[a-z]+:", policy)) <= {"data:", "file:"}, "no other host"
    assert "unsafe" not in policy
    assert "*" not in policy


def test_the_policy_lists_exactly_the_inline_scripts_of_all_pages(
    pages: dict[str, Inline],
) -> None:
    """When the theme changes a script: put the hashes of the failure into partials/csp.html."""
    listed = set(re.findall(r"'sha256-[^']+'", next(iter(pages.values())).policy))
    assert listed == set().union(*(page.scripts for page in pages.values()))


def test_no_page_has_inline_styles_or_handlers(pages: dict[str, Inline]) -> None:
    found = {name: page.forbidden for name, page in pages.items() if page.forbidden}
    assert found == {}


@pytest.mark.browser
def test_every_page_opens_from_its_folder_without_a_foreign_request_or_a_complaint(
    tab: Open, folder: Path
) -> None:
    here = tab()
    for page in folder.rglob("*.html"):
        if page.name != "404.html":  # only a server answers with it
            settled(here.page, page.as_uri())
    assert all(url.startswith(("file://", "data:")) for url in here.asked)


@pytest.mark.browser
def test_search_is_fetched_when_it_is_used(tab: Open, server: str) -> None:
    here = tab()
    settled(here.page, server)
    here.page.wait_for_load_state("networkidle")
    assert [url for url in here.asked if "search" in url] == []
    here.page.locator(".md-search__input").focus()
    here.page.locator(".md-search-result__meta", has_text="Gõ từ cần tìm").wait_for()
    assert any("search_index.json" in url for url in here.asked)


@pytest.mark.browser
def test_use_of_the_page_breaks_no_rule(tab: Open, server: str) -> None:
    page = settled(tab().page, server + "chi-tieu/ket-nap/")
    for _ in range(2):
        page.locator("[data-md-component=palette] label:not([hidden])").click()
    page.locator(".md-search__input").fill("đảng viên")
    page.locator(".md-search-result mark").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".md-tabs__link").nth(2).click()
    page.emulate_media(media="print")
    page.pdf()


@pytest.mark.browser
def test_the_page_for_unknown_addresses_leads_on_from_any_depth(tab: Open, server: str) -> None:
    here = tab()
    settled(here.page, server + "khong/co/trang/nay/")
    assert "Không tìm thấy trang" in here.page.locator("h1").inner_text()
    here.complaints.clear()  # the browser reports the answer 404 itself, which is right
    for link in here.page.locator(".md-content article a[href]").all():
        target = link.evaluate("link => link.href")
        assert here.page.request.get(target).status == 200, target
