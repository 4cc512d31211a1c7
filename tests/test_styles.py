"""Style sheets of a published site: nothing that its pages could need goes."""

from pathlib import Path

import pytest
from conftest import tool

styles = tool("styles")
NAMED = {"page", "table", "dark", "open", "--from-a-script"}

SLIMMED = {
    ".page{color:red}": ".page{color:red}",
    ".gone{color:red}": "",
    ".page , .gone > b , .page > .table { color : red ; top: 0 !important }":
        ".page,.page > .table{color:red;top:0!important}",
    "b.gone:hover::before{top:0}": "",
    # What stands in brackets may be an alternative, or what must not be there.
    "b:not(.gone){top:0}.page:is(.gone,.table){top:0}":
        "b:not(.gone){top:0}.page:is(.gone,.table){top:0}",
    "[scheme=dark]{top:0}[scheme='light']{top:0}[class*=light]{top:0}":
        "[scheme=dark]{top:0}[class*=light]{top:0}",
    "@media print{.gone{top:0}}": "",
    "@media (min-width : 1px) { .gone{top:0} .page{top:0} }":
        "@media (min-width : 1px){.page{top:0}}",
    "@font-face { src: url(a.woff2) }": "@font-face { src: url(a.woff2) }",
    ":root{--asked:1;--not-asked:2;--from-a-script:3}b{top:var( --asked, 0)}":
        ":root{--asked:1;--from-a-script:3}b{top:var( --asked, 0)}",
    "/* why */ b { /* why */ content: 'a  /* b'; }": "b{content:\"a  /* b\"}",
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "slim"), SLIMMED.items())
def test_a_rule_goes_only_where_what_it_needs_is_nowhere(sheet: str, slim: str) -> None:
    assert styles.slim([sheet], NAMED.__contains__) == [slim]


def test_a_variable_that_another_sheet_asks_for_stays() -> None:
    sheets = [":root{--asked:1}", "b{top:var(--asked)}"]
    assert styles.slim(sheets, NAMED.__contains__) == sheets


def test_a_script_names_what_it_makes_and_not_every_word_of_it(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p class="page">gone', "utf-8")
    (tmp_path / "all.js").write_text('let note = "md-top";add(".md-nav__link i-own focus-visible")')
    assert styles.named(tmp_path) == {
        "p", "class", "page", "md-top", "md-nav__link", "i-own", "focus-visible",
    }  # fmt: skip


def test_a_published_site_has_one_sheet_beside_those_of_the_theme(built: Path) -> None:
    folder = built / "assets" / "stylesheets"
    assert len(list(folder.glob("*.css"))) == 3  # the theme's, its colours, ours
    text = (folder / "style.css").read_text("utf-8")
    assert "@import" not in text
    assert "@media print{" in text
    assert ".i-table" in text
