"""A site is opened once, and anew when something that it is made of has changed; of the last one
only those pages stay of which nothing has.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, OWN, REAL, ROOT, copied

from indicators.bridge import Build, open_build
from indicators.comparing.history import UNKNOWN
from indicators.pages.content import Content, read_content
from indicators.pages.page import read_page
from indicators.showing.links import Hosting
from indicators.showing.site import Site, open_site


def test_a_site_is_opened_once_and_a_slip_in_between_is_told(tmp_path: Path) -> None:
    project = copied(tmp_path, *OWN)
    data, nav = project / DATA, [{"Tổng quan": "index.md"}]
    source = data.read_text("utf-8")

    def opened(text: str) -> Build:
        data.write_text(text, "utf-8")
        known = {"nav": nav, "extra": {"exports": []}, "use_directory_urls": True}
        known |= {"repo_url": "", "site_url": "", "site_name": "Trang"}
        os.utime(data, (0, len(text)))
        return open_build(project, known, tolerant=True)

    first = opened(source)
    assert first.site is not None
    assert opened(source).site is first.site
    assert opened(source.replace("value: 97.2", "vlaue: 97")).site is None
    assert opened(source.replace("value: 97.2", "value: 97.41")).site not in (None, first.site)


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
TOUCHED = {"chi-tieu/xep-loai-dang-vien.md", "doi-chieu.md", "index.md"}
UNTOUCHED = {"chi-tieu/ket-nap.md", "chi-tieu/nguon.md", "chi-tieu/ty-le-ket-nap.md"}
"""Pages that a rating of members is on, and that it is not on."""


def texts(site: Site) -> dict[str, str]:
    assert site.problems == ()
    sheets = {place: sheet.decode() for place, sheet in site.sheets}
    return sheets | {path: site.text(path) for path in site.content.pages}


@pytest.fixture(scope="module")
def before() -> Site:
    site = open_site({DATA: (ROOT / DATA).read_bytes()}, read_content(ROOT), last=[])
    assert len(texts(site)) > len(site.content.pages)
    return site


@pytest.mark.parametrize("edit", EDITS)
def test_no_page_stays_of_whose_data_something_has_changed(before: Site, edit: str) -> None:
    old, new = EDITS[edit]
    text = REAL
    assert old in text
    files = {DATA: text.replace(old, new, 1).encode()}
    after = open_site(files, before.content, last=[before])
    assert texts(after) == texts(open_site(files, before.content))
    stay = sum(after.told[path] is before.told[path] for path in after.told)
    assert stay >= STAY.get(edit, 0)
    if edit == "a result":
        other = {path for path in after.told if after.text(path) != before.text(path)}
        assert other >= TOUCHED
        assert not other & UNTOUCHED


def test_no_page_stays_when_something_else_of_it_has_changed(before: Site) -> None:
    files, content = {DATA: (ROOT / DATA).read_bytes()}, before.content
    page = content.pages["chi-tieu/ket-nap.md"]
    other = read_page(page.name, (ROOT / page.name).read_bytes() + "\nCâu mới.\n".encode())
    edited = replace(content, pages={**content.pages, page.path: other})
    taken = replace(content, abbreviations="")
    known = replace(UNKNOWN, updated={"ket-nap": "2024-01-01"})
    cases: list[tuple[Content, dict[str, Any]]] = [
        (edited, {}), (taken, {}), (content, {"hosting": HOSTING}), (content, {"history": known}),
        (content, {"directories": False}),
    ]  # fmt: skip
    for changed, more in cases:
        after = open_site(files, changed, last=[before], **more)
        assert texts(after) == texts(open_site(files, changed, **more))
