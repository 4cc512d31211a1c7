"""``python -m bench.engines``: builds the repository by each engine, and tells what differs.

MkDocs is what the others are held against: the article of every page, every link within the site,
every file that is given away, and what a search in a browser finds.
"""

from __future__ import annotations

import html
import importlib.metadata
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from bench.process import ROOT, FailedError, building, run
from bench.reader import SITE, opened, place
from bench.report import BUILDERS, TIGHTNESS, Measured, write_down

ENGINES = {"mkdocs": "MkDocs", "properdocs": "ProperDocs", "zensical": "Zensical"}
PROJECT = (
    "build", "data", "docs", "includes", "indicators", "macros.py", "mkdocs.yml", "overrides"
)  # fmt: skip
SEARCHED, FOUND = "kết nạp", f"{SITE}chi-tieu/ket-nap/"

OWN = {
    r'<a id="__skip" tabindex="-1"></a>': "chỗ mà liên kết “bỏ qua phần đầu” dẫn tới",
    r' data-search-exclude(?:="")?': "dấu cho máy tìm kiếm, công cụ đọc xong thì bỏ",
    r"\s+": "khoảng trắng giữa các thẻ",
}
"""What the theme of an engine adds to an article or takes from it, which no reader sees."""


class Page(HTMLParser):
    """A built page: the names in it, where it leads, and its article."""

    def __init__(self, text: str, address: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.leads: set[str] = set()
        self._address = address
        self.feed(text)
        found = re.search(r"<article[^>]*>(.*)</article>", text, re.DOTALL)
        article = found[1] if found else text
        for pattern in OWN:
            article = re.sub(pattern, " ", article)
        article = re.sub('(?<=href=")[^"#]+', lambda to: urljoin(address, to[0]), article)
        self.article = re.sub("(?<=>) | (?=[<>])", "", article)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name == "id":
                self.names.add(value or "")
            elif name in ("href", "src"):
                self.leads.add(urljoin(self._address, value or ""))


class Built(NamedTuple):
    """What an engine built: pages and other files, by their places in the folder."""

    folder: Path
    pages: dict[str, Page]
    files: dict[str, bytes]

    def dead(self) -> Iterator[str]:
        """The links that lead nowhere, each with its page."""
        for name, page in self.pages.items():
            for to in sorted(lead for lead in page.leads if lead.startswith(SITE)):
                path, anchor = place(to), unquote(urldefrag(to).fragment)
                there = self.pages.get(path)
                known = path in self.files if there is None else {anchor} <= {"", *there.names}
                if not known:
                    yield f"{name}: {to}"

    def given(self) -> dict[str, object]:
        """What is given away beside the pages, and the list for other machines in any order."""
        ours = {name: file for name, file in self.files.items() if re.match("data/|api/", name)}
        listed = html.unescape(self.files["sitemap.xml"].decode())
        return {**ours, "sitemap.xml": sorted(re.findall("<url>.*?</url>", listed, re.DOTALL))}


def built(engine: str, folder: Path) -> Built:
    """What an engine makes of a copy of the project, as ``make build`` does."""
    for name in PROJECT:
        copy: Any = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    run(("env", f"SITE_URL={SITE}", *building(engine)), folder)
    run((sys.executable, str(ROOT / "tools" / "styles.py"), "site"), folder)
    site, pages, files = folder / "site", {}, {}
    for path in (path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            address = SITE + name.removesuffix("index.html")
            pages[name] = Page(path.read_text("utf-8"), address)
        else:
            files[name] = path.read_bytes()
    return Built(site, pages, files)


def searched(site: Path) -> dict[str, list[str]]:
    """What a search does not find, and what the browser complains of."""
    told: list[str] = []
    with opened(site) as page:
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda it: told.extend(re.findall(".*Security Policy.*", it.text)))
        page.goto(FOUND, wait_until="networkidle")
        page.goto(SITE, wait_until="networkidle")
        page.keyboard.press("/")
        page.wait_for_timeout(500)
        page.keyboard.type(SEARCHED, delay=50)
        page.wait_for_timeout(3000)
        results = page.locator("ol a").evaluate_all("links => links.map(link => link.href)")
    found = any(to.startswith(f"{FOUND}?") for to in results)
    return {"Tìm không thấy": [] if found else [SEARCHED], "Trình duyệt báo": told}


def compared(above: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each engine with its faults by their kind."""
    first = None
    for engine, name in ENGINES.items():
        (above / engine).mkdir()
        site = built(engine, above / engine)
        first = first or site
        articles, given = {n: page.article for n, page in site.pages.items()}, site.given()
        faults = {
            "Bài viết khác": [n for n, it in first.pages.items() if articles.get(n) != it.article],
            "Liên kết chết": list(site.dead()),
            "Tệp thiếu hoặc khác": [n for n, it in first.given().items() if given.get(n) != it],
        }
        if shutil.which(os.environ.get("CHROMIUM") or "chromium"):
            faults |= searched(site.folder)
        yield f"{name} {importlib.metadata.version(engine)}", faults


def main() -> None:
    """Compare, tell every fault, and write down how many there are."""
    with tempfile.TemporaryDirectory(prefix="engines-") as above:
        try:
            rows = list(compared(Path(above)))
        except FailedError as error:
            sys.exit(f"Không dựng được: {error}")
    for name, faults in rows:
        for kind, those in faults.items():
            print("".join(f"{name}: {kind}: {fault}\n" for fault in those), end="")
    kinds = list(rows[0][1])
    notes = [f"Không kể là khác: {'; '.join(OWN.values())}."]
    notes += [] if len(kinds) > 3 else ["Không có Chromium, nên chưa thử tìm kiếm."]
    counts = [(name, *(str(len(those)) for those in faults.values())) for name, faults in rows]
    table = Measured(BUILDERS, ("Công cụ", *kinds), counts, notes).markdown()
    print(table)
    write_down(table, TIGHTNESS)
    sys.exit(any(those for _, faults in rows for those in faults.values()))


if __name__ == "__main__":
    main()
