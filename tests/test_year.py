"""A year in the life of the site: each update is a few fields set, and every page stays true.

What the pages said when they were first written, they still say, now from the data; and after each
update of a year, one by one and in any order, they say what was worked out by hand: ``year.yaml``
has the phrases of each page.
"""

import datetime as dt
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DATA, REAL, ROOT
from samples import edited

from indicators.editing import edit
from indicators.editing.edit import Change, Put
from indicators.editing.setting import Setting
from indicators.pages.content import Content, listed, read_content
from indicators.pages.page import read_page
from indicators.reporting.problems import Problem
from indicators.showing.site import Site, open_site

TOLD = yaml.load(Path(__file__).with_name("year.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
TODAY, UPDATES = TOLD["today"], TOLD["updates"]


@cache
def pages() -> Content:
    return read_content(ROOT, listed((ROOT / "mkdocs.yml").read_text("utf-8")))


@cache
def opened(text: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """What each page says with a text of the data, and what is wrong with the pages."""
    return shown(text, pages())


LAST: list[Site] = []
"""The site in order that was opened last: its pages of which nothing has changed stay."""


def shown(text: str, content: Content) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    site = open_site({DATA: text.encode()}, content, last=LAST)
    LAST[:] = LAST if site.problems else [site]
    return {path: plain("".join(site.text(path))) for path in site.content.pages}, site.problems


def plain(text: str) -> str:
    """The words of a page, as if read aloud."""
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>|\*\*", " ", text)))
    return re.sub(r" (?=[.,;:)”])|(?<=[(“]) ", "", words)


def phrases(told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for page, text in told.items():
        yield from ((page, phrase) for phrase in re.split(" / |\n", text) if phrase)


def agrees(text: str, said: Mapping[str, str], gone: Mapping[str, str]) -> None:
    """The pages say what they should and not what they should not, and nothing is wrong."""
    pages, problems = opened(text)
    assert [f"{p.file}:{p.line} {p.what()}" for p in problems] == []
    assert [(page, words) for page, words in phrases(said) if words not in pages[page]] == []
    assert [(page, words) for page, words in phrases(gone) if words in pages[page]] == []


def test_each_statement_about_the_interview_is_made_from_the_data() -> None:
    agrees(REAL, TODAY, {})


def changes(update: Mapping[str, Any]) -> Iterator[Change]:
    """What is put into the data for an update: new records, then the fields that are set."""
    if "districts" in update:
        yield from districts(update["districts"])
    for name, records in update.get("put", {}).items():
        for fields in records:
            yield Put((name, fields["id"]), {key: fields[key] for key in fields if key != "id"})
    for typed in filter(None, update.get("set", "").split("\n")):
        yield Setting(typed, dt.date(2025, 1, 31))


def districts(reported: str) -> Iterator[Change]:
    """Parts of 2024, of twelve plans of 138 and one of 142 that are 1.660; the results 1.702."""
    for name, value in (("permission", "Thông báo của Ban Thường vụ."), ("smallest-shown", "5")):
        yield Put(("publication", name), value)
    yield Put(("unit-types", "cap-huyen"), {"name": "Cấp huyện"})
    for x in "abcdefghijkl":
        yield Put(("units", f"huyen-{x}"), {"name": f"Huyện {x.upper()}", "type": "cap-huyen"})
    for x in reported:
        parts = ("indicators", "ket-nap", "observations", "2024", "parts", f"huyen-{x}")
        yield Put((*parts, "plan"), "142" if x == "l" else "138")
        yield Put((*parts, "value"), "151" if x == "l" else "141")


def updated(*names: str) -> str:
    made = [change for name in names for change in changes(UPDATES[name])]
    done = edit.edited({DATA: REAL.encode()}, made)
    assert [problem.what() for problem in done.problems] == []
    return done.files[DATA].decode()


@pytest.mark.parametrize("name", UPDATES)
def test_after_an_update_every_page_says_what_follows(name: str) -> None:
    agrees(updated(name), UPDATES[name]["said"], UPDATES[name].get("gone", {}))


QUARTERS = ("three months", "half a year", "nine months", "the year")


def test_a_year_grows_from_quarter_to_quarter_until_it_is_over() -> None:
    for count, name in enumerate(QUARTERS, 1):
        update = UPDATES[name]
        agrees(updated(*QUARTERS[:count]), update["said"], update.get("gone", {}))


YEAR = (
    "June", "membership", "the pool", "a correction", "a withdrawn rating", "grades", "a solution"
)  # fmt: skip


def test_updates_may_come_one_after_another() -> None:
    for count in range(2, len(YEAR) + 1):
        text = updated(*YEAR[:count])
        for name in YEAR[:count]:
            agrees(text, UPDATES[name]["said"], UPDATES[name].get("gone", {}))


NEW = """\
targets:
  - id: muc-hoc-tap
    name: Học tập nghị quyết
    type: floor
    min: 95
    indicators:
      - hoc-tap
"""
NEW_SERIES = """
indicators:
  - id: hoc-tap
    name: Đảng viên học tập nghị quyết
    measure: share
    unit: phần trăm
    observations:
      - period: 2024
        value: 98.5
"""
NEW_PAGE = """\
---
indicators:
  - hoc-tap
  - muc-hoc-tap
---

# Học tập

{{ state('muc-hoc-tap') }}

{{ provenance('hoc-tap', 'muc-hoc-tap') }}
"""


def test_a_new_indicator_with_its_page_stands_wherever_all_are_told() -> None:
    text = edited(REAL, ("targets:\n", NEW), ("\nindicators:\n", NEW_SERIES))
    page = read_page("docs/chi-tieu/hoc-tap.md", NEW_PAGE.encode())
    content = replace(pages(), pages={**pages().pages, page.path: page})
    said, problems = shown(text, content)
    assert [problem.what() for problem in problems] == []
    for place in ("index.md", "chi-tieu/index.md"):
        assert "theo dõi năm mức chỉ tiêu" in said[place]
        assert "“Học tập nghị quyết”" in said[place]
    assert "Đảng viên học tập nghị quyết: có kết quả năm 2024" in said["index.md"]
    assert "Kết quả mới nhất là 98,5% (năm 2024), so với mức từ 95% trở lên" in said[page.path]


def test_an_indicator_that_goes_is_told_at_once_wherever_a_page_calls_it() -> None:
    """Each with its page and line, before anything is built."""
    text = re.sub(r"  - id: (muc-)?ty-le-ket-nap\n(?:    .*\n)+", "", REAL)
    text = text.replace("        - ty-le-ket-nap\n", "")
    _, problems = opened(text)
    called = {
        (page.name, declared.line)
        for page in pages().pages.values()
        for declared in page.front.names.get("indicators", ())
        if declared.name in ("ty-le-ket-nap", "muc-ty-le-ket-nap")
    } | {
        (page.name, page.body[: call.start].count("\n") + page.front.lines + 1)
        for page in pages().pages.values()
        for call in page.calls
        if not page.path.startswith("gioi-thieu/")
        and any("ty-le-ket-nap" in str(item) for item in call.arguments)
    }
    told = {(problem.file, problem.line) for problem in problems if problem.rule == "page-name"}
    assert called == told
    assert len(called) > 10
    assert {problem.rule for problem in problems} <= {"page-name", "page-dead"}
    assert all(problem.mend() for problem in problems)
