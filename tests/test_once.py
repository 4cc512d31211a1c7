"""A site is opened once, and anew when something that it is made of has changed; of the last one
only those pages stay of which nothing has.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from conftest import DATA, ROOT

from indicators.comparing.history import UNKNOWN
from indicators.pages.content import Content, read_content
from indicators.pages.page import read_page
from indicators.showing.links import DOCUMENTS, Hosting
from indicators.showing.site import Site, once, open_site


def opened(number: int) -> Site:
    page = read_page(f"docs/{number}.md", b"---\nhome: documents\n---\n# Trang\n")
    return open_site({DATA: (ROOT / DATA).read_bytes()}, Content({page.path: page}))


def test_the_same_stamp_gives_the_same_site_and_another_one_a_new_site() -> None:
    first = once("a", lambda _: opened(1))
    assert once("a", lambda _: opened(2)) is first
    second = once("b", lambda _: opened(2))
    assert second is not first
    assert second.chapters[-1].homes[DOCUMENTS] == "2/"
    assert once("a", lambda _: opened(1)) is not first  # only the last one is kept


def test_what_could_not_be_opened_is_tried_again() -> None:
    def broken(_: Sequence[Site]) -> Site:
        raise ValueError("not yet")

    with pytest.raises(ValueError, match="not yet"):
        once("c", broken)
    assert once("c", lambda _: opened(3)).chapters[-1].homes[DOCUMENTS] == "3/"


HOSTING = Hosting("https://vi-du.example", view="{repo}/{commit}/{file}#{line}", commit="a")
EDITS = {
    "a result": ("value: 97.2\n", "value: 97.4\n"),
    "a result that another indicator is held against": ("value: 1533\n", "value: 1534\n"),
    "a level of a target": ("    max: 4\n", "    max: 5\n"),
    "what an indicator is called": ("name: Kết nạp đảng viên\n", "name: Kết nạp\n"),
    "what the organisation is called": ("Đảng bộ tỉnh Long An\n", "Đảng bộ tỉnh Tây Ninh\n"),
    "the place in a source": ("locator: câu 1, đoạn 3\n", "locator: câu 1, đoạn 2\n"),
    "lines that stand the other way round": (
        "      - period: 2021\n        value: 1514\n", "      - value: 1514\n        period: 2021\n"
    ),
    "a line before all others": ("model: 1\n", "\nmodel: 1\n"),
    "nothing that is shown": ("# Cách sửa:", "# Cách sửa là:"),
}  # fmt: skip
STAY = {"a result": 5, "lines that stand the other way round": 5}
"""How many pages stay at least."""


def texts(site: Site) -> dict[str, str]:
    assert site.problems == ()
    return {path: site.text(path) for path in site.content.pages}


@pytest.fixture(scope="module")
def before() -> Site:
    return open_site({DATA: (ROOT / DATA).read_bytes()}, read_content(ROOT), last=[])


@pytest.mark.parametrize("edit", EDITS)
def test_no_page_stays_of_whose_data_something_has_changed(before: Site, edit: str) -> None:
    old, new = EDITS[edit]
    text = (ROOT / DATA).read_text("utf-8")
    assert old in text
    files = {DATA: text.replace(old, new, 1).encode()}
    after = open_site(files, before.content, last=[before])
    assert texts(after) == texts(open_site(files, before.content))
    stay = sum(after.told[path].made is before.told[path].made for path in after.told)
    assert stay >= STAY.get(edit, 0)


def test_no_page_stays_when_something_else_of_it_has_changed(before: Site) -> None:
    files, content = {DATA: (ROOT / DATA).read_bytes()}, before.content
    page = content.pages["chi-tieu/ket-nap.md"]
    other = read_page(page.name, (ROOT / page.name).read_bytes() + "\nCâu mới.\n".encode())
    edited = replace(content, pages={**content.pages, page.path: other})
    taken = replace(content, includes={**content.includes, "abbreviations.md": ""})
    known = replace(UNKNOWN, updated={"ket-nap": "2024-01-01"})
    cases: list[tuple[Content, dict[str, Any]]] = [
        (edited, {}), (taken, {}), (content, {"hosting": HOSTING}), (content, {"history": known}),
        (content, {"directories": False}),
    ]  # fmt: skip
    for changed, more in cases:
        after = open_site(files, changed, last=[before], **more)
        assert texts(after) == texts(open_site(files, changed, **more))
