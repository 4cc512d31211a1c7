"""The built site of the real data: what a reader finds on it, and what breaks a build."""

import html
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import BUILT, DATA, ROOT, Build, copied, giving

from indicators.bridge import HISTORY
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
def test_a_changed_number_changes_the_pages_it_should_and_no_others(
    built: Path, articles: dict[Path, Article], build: Build, tmp_path: Path
) -> None:
    project = copied(tmp_path / "project", *BUILT)
    if (told := ROOT / HISTORY).exists():  # which an earlier build wrote
        (project / HISTORY).parent.mkdir()
        shutil.copy(told, project / HISTORY)
    data = project / DATA
    source = data.read_text("utf-8")
    assert source.count("value: 97.2\n") == 1
    data.write_text(source.replace("value: 97.2\n", "value: 97.4\n"), "utf-8")
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stdout + result.stderr

    def words(article: Article) -> str:
        # The copy has no history, so neither day, year nor commit of the last change is known,
        # which workbooks name, so that their sizes differ too.
        unknown = r"(chưa rõ ngày |số đã có )?đưa lên trang [^(]*|Phiên bản[^.]*\. | \([0-9,]+ KB\)"
        return re.sub(rf"{unknown}|-2[0-9]{{3}}(?=, author)| year = {{[0-9]*}},", "", article.words)

    after = {page: tmp_path / "site" / page.relative_to(built) for page in articles}
    changed = {
        page.relative_to(built).parent.as_posix()
        for page, article in articles.items()
        if words(article) != words(Article(after[page].read_text("utf-8")))
    }
    assert {"chi-tieu/xep-loai-dang-vien", "doi-chieu", "."} <= changed
    assert not changed & {"chi-tieu/ket-nap", "chi-tieu/nguon", "chi-tieu/ty-le-ket-nap"}


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
