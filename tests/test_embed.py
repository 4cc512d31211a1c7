"""Finished HTML on its way past Markdown and past the search plugin's parser."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from conftest import DATA, ROOT
from markdown import Markdown
from markupsafe import Markup

from indicators.bridge import Build
from indicators.pages.content import read_content
from indicators.showing.embed import forget, hand, late, looked_at, restored
from indicators.showing.site import open_site

TABLE = (
    "<figure><table><caption>Bảng 1. Kết nạp</caption>"
    "<thead data-search-exclude><tr><th>Năm</th></tr></thead>"
    "<tbody><tr><td>1.514</td><td>1.350</td></tr></tbody></table></figure>"
)
UNSEARCHED = TABLE.replace("<tbody>", "<tbody data-search-exclude>")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    forget()


@pytest.mark.parametrize("table", [TABLE, UNSEARCHED])
def test_what_search_leaves_out_comes_back_unchanged(table: str) -> None:
    assert restored(late(table)) == table


def test_search_reads_the_words_of_a_table_without_its_cells() -> None:
    assert ">Bảng 1. Kết nạp<" in late(TABLE)
    assert "--> 1.514 1.350 <!--" in late(TABLE)
    assert "Năm" not in late(TABLE)
    assert "1.514" not in late(UNSEARCHED)


def test_markdown_leaves_html_as_it_is_and_late_html_as_comments() -> None:
    hand(late(f"<p>a</p>\n{TABLE}"), [])
    made = Markdown(extensions=["indicators.showing.embed"]).convert("a")
    assert "<td>" not in made
    assert TABLE in restored(made)


def test_a_comment_that_only_looks_like_one_of_late_html_stays() -> None:
    strange = f"<!--@html:{'0' * 32}@-->"
    assert restored(strange) == strange
    assert restored(f"{strange}a<!---->") == f"{strange}a<!---->"


def test_a_page_that_is_handed_over_goes_to_the_builder_alone() -> None:
    hand("<p>a</p>", [])
    assert looked_at(["b"], digits=True).html == "<p>b</p>"
    hand("<p>a</p>", [])
    assert Markdown(extensions=["indicators.showing.embed"]).convert("c") == "<p>a</p>"


def test_a_table_that_was_typed_is_set_as_those_of_macros() -> None:
    made = Markdown(extensions=["tables", "indicators.showing.embed"]).convert(
        "| Bên | Giờ |\n| :-- | --: |\n| `a` | b |\n"
    )
    assert made.replace("\n", "") == (
        '<div aria-label="Bảng" class="i-scroll" role="region" tabindex="0">'
        '<table class="i-table"><thead><tr><th scope="col">Bên</th>'
        '<th class="i-num" scope="col">Giờ</th></tr></thead><tbody><tr><th scope="row">'
        '<code>a</code></th><td class="i-num" data-label="Giờ">b</td></tr></tbody></table></div>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "chữ {: onclick=mo }", "chữ {: style=a }", "[a](javascript:mo)", "![a](data:b)", "{{ a }}",
        "đạt 15", "&#49;", "``` {.a onclick=mo}\na\n```",
    ],
)  # fmt: skip
def test_what_no_page_may_hold_is_told(text: str) -> None:
    assert looked_at([text], digits=False).flaws


def test_html_is_text() -> None:
    made = Markdown(extensions=["indicators.showing.embed"]).convert("<b onclick=mo>a</b>\n\n<div>")
    assert made == "<p>&lt;b onclick=mo&gt;a&lt;/b&gt;</p>\n<p>&lt;div&gt;</p>"


@pytest.mark.parametrize("part", [Markup("<p>a \2wzxhzdk:0\3</p>"), "a \2wzxhzdk:0\3"])
def test_what_is_given_holds_no_mark_of_markdowns_own(part: str) -> None:
    made = looked_at([part, "\n\n", Markup("<hr>")], digits=True)
    assert made.html == "<p>a wzxhzdk:0</p>\n<hr>"


def test_a_page_leads_to_the_same_places_for_builders_that_read_it_as_from_its_file(
    tmp_path: Path,
) -> None:
    """Zensical writes ``../`` before the addresses of a page that stands in a folder of its own."""

    def led(*, asking: bool, seen_from: str) -> tuple[str, list[str]]:
        build = Build(open_site({DATA: (ROOT / DATA).read_bytes()}, read_content(ROOT)))
        meta = build.page("chi-tieu/nguon.md", tmp_path, asking=asking)
        assert meta["render_macros"] is False
        html = Markdown(extensions=["indicators.showing.embed"]).convert("{{ bất kỳ }}")
        found = re.findall(r' (?:href|src)="([^"]*)"', restored(html))
        return re.sub(r"<[^>]*>", "", html), [urljoin(seen_from, to) for to in found]

    words, page = led(asking=True, seen_from="https://a/chi-tieu/nguon/")
    others, file = led(asking=False, seen_from="https://a/chi-tieu/nguon.md")
    assert "bất kỳ" not in words + others
    own = "https://a/chi-tieu/nguon"
    assert [to.replace(f"{own}.md", f"{own}/") for to in file] == page
    assert len(page) > 50
    assert (tmp_path / "tom-tat/index.html").exists()
