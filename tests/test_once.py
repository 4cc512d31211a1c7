"""A site is opened once, and anew when something that it is made of has changed."""

from __future__ import annotations

import pytest
from conftest import DATA, ROOT

from indicators.pages.content import Content
from indicators.pages.page import read_page
from indicators.showing.links import DOCUMENTS
from indicators.showing.site import Site, once, open_site


def opened(number: int) -> Site:
    page = read_page(f"docs/{number}.md", b"---\nhome: documents\n---\n# Trang\n")
    return open_site({DATA: (ROOT / DATA).read_bytes()}, Content({page.path: page}))


def test_the_same_stamp_gives_the_same_site_and_another_one_a_new_site() -> None:
    first = once("a", lambda: opened(1))
    assert once("a", lambda: opened(2)) is first
    second = once("b", lambda: opened(2))
    assert second is not first
    assert second.chapters[-1].homes[DOCUMENTS] == "2/"
    assert once("a", lambda: opened(1)) is not first  # only the last one is kept


def test_what_could_not_be_opened_is_tried_again() -> None:
    def broken() -> Site:
        raise ValueError("not yet")

    with pytest.raises(ValueError, match="not yet"):
        once("c", broken)
    assert once("c", lambda: opened(3)).chapters[-1].homes[DOCUMENTS] == "3/"
