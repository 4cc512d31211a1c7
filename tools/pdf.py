"""Makes one PDF of a built site's report part: cover, contents, chapters, bookmarks.

Chromium prints it, found by its usual names or named by the variable CHROMIUM. Pages about the
site itself (its data files, its upkeep) are left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Route, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, PdfObject, TextStringObject

from indicators import data_files, read, whole
from indicators.comparing.git import GitError, Repository
from indicators.export.edition import Edition, edition
from indicators.scalars import PartialDate
from indicators.terms import lenses
from indicators.words.wording import capital, dated

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LEFT_OUT = ("du-lieu/", "gioi-thieu/")
OPENED = "https://trang.example/"
"""Where the browser opens the site: its files answer for it."""
KEPT = ("gioi-thieu/phuong-phap/", "gioi-thieu/thuat-ngu/")

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)  # fmt: skip
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# What Chromium makes bookmarks of, and its words with single spaces.
_HEADINGS = ":is(h1, h2, h3, h4, h5, h6)"
_SPACED = r"found => found.map(heading => heading.textContent.replace(/\s+/g, ' ').trim())"


class NoReportError(Exception):
    """The report cannot be made; the text says why, in Vietnamese."""


def printed_as(root: Path) -> Edition:
    """What is printed of a project folder: its commit, as far as git knows it, and whether all is
    in it; and the day of the build, else that of the commit.
    """
    try:
        project = Repository(root)
        name, moment = project.commit()[:8], project.moment()
        clean = all(map(project.is_clean, ("data", "docs")))
    except GitError:
        name, moment, clean = "", "", True
    changed = "" if clean else " (có sửa đổi chưa ghi vào git)"
    known = edition(os.environ, commit=name + changed, moment=moment)
    today = dt.datetime.now(tz=dt.UTC).date()  # noqa: TID251 - nothing else tells a date
    return replace(known, date=known.date or today)


def _day(made: Edition) -> str:
    assert made.date is not None, "what is printed has a day"
    return dated(PartialDate(made.date.year, made.date.month, made.date.day))


def browser(environment: Mapping[str, str]) -> str:
    """The path of Chromium. Errors: ``NoReportError`` when there is none."""
    named = environment.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found is None:
        missing = f"CHROMIUM={named} không chạy được" if named else "không tìm thấy Chromium"
        raise NoReportError(
            f"Chưa tạo được PDF: {missing}.\n"
            "Cách sửa: cài Chromium (Debian, Ubuntu: sudo apt install chromium) hoặc Google "
            "Chrome, rồi chạy lại; nếu để ở nơi khác: make pdf CHROMIUM=/nơi/đó/chromium"
        )
    return found


def make(site: Path, made: Edition, chromium: str) -> bytes:
    """The PDF of a built site. Errors: ``NoReportError``.

    Links to pages that are not printed lead to the public address, where that is known.
    """
    if not (site / "index.html").is_file():
        raise NoReportError(
            f"Không có trang đã dựng trong {site}. Cách sửa: chạy make build trước."
        )

    def answer(route: Route) -> None:
        place = site / unquote(urlsplit(route.request.url).path[1:])
        route.fulfill(path=place / "index.html" if place.is_dir() else place)

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            page = started.new_context(bypass_csp=True, locale="vi-VN").new_page()
            page.route(f"{OPENED}**", answer)
            page.goto(OPENED)
            printed = _printed(page, _assemble(page, made))
            headings = page.eval_on_selector_all(_HEADINGS, _SPACED)
            return _finished(printed, headings, page.title())
        finally:
            started.close()


def _assemble(page: Page, edition: Edition) -> list[str]:
    """Puts all pages into the one that is open; gives the names that the contents lead to."""
    dataset = read(data_files(ROOT / "data" / "indicators.yaml", ROOT)).dataset
    assert dataset is not None
    data = lenses(dataset)[-1].dataset
    name = page.locator('meta[property="og:site_name"]').get_attribute("content") or ""
    cover = {
        "organisation": data.organisation.name,
        "title": name.removesuffix(data.organisation.name).rstrip(" –-"),
        "term": capital(data.term.name),
        "edition": f"Bản in {_day(edition)}"
        + (f", phiên bản {edition.commit}" if edition.commit else ""),
    }
    given = {"leftOut": LEFT_OUT, "kept": KEPT, "cover": cover, "published": edition.address}
    made = page.evaluate((HERE / "report.js").read_text("utf-8"), given)
    if made["dead"]:
        raise NoReportError("Liên kết không dẫn đến đâu:\n" + "\n".join(made["dead"]))
    page.add_style_tag(content=(HERE / "report.css").read_text("utf-8"))
    short = " · ".join(filter(None, (capital(_day(edition)), edition.commit)))
    heads = {"--i-head-left": name, "--i-head-right": short}
    for key, text in heads.items():
        # As JSON writes a text, so does CSS.
        page.evaluate(
            "([key, text]) => document.documentElement.style.setProperty(key, text)",
            [key, json.dumps(text, ensure_ascii=False)],
        )
    return [str(name) for name in made["linked"]]


def _printed(page: Page, linked: Sequence[str]) -> bytes:
    """The PDF with the numbers of pages in its contents, which a first printing tells."""
    numbers: list[int] = []
    for _ in range(3):
        made = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
        reader = PdfReader(BytesIO(made))
        places = {key.lstrip("/"): place for key, place in reader.named_destinations.items()}
        found = [(reader.get_destination_page_number(places[name]) or 0) + 1 for name in linked]
        if found == numbers:
            return made
        numbers = found
        page.evaluate(
            "numbers => document.querySelectorAll('.i-contents__page').forEach("
            "(cell, index) => { cell.textContent = numbers[index] })",
            numbers,
        )
    raise NoReportError("Số trang trong mục lục không ổn định sau ba lần in.")


def _finished(made: bytes, headings: Sequence[str], title: str) -> bytes:
    """The PDF that opens with its bookmarks, each named as its heading.

    Chromium leaves out the space between two lines of a heading and names itself as the creator.
    """
    writer = PdfWriter(clone_from=BytesIO(made))
    marks = list(_bookmarks(writer.root_object["/Outlines"].get_object()))
    if len(marks) != len(headings):
        raise NoReportError(f"Có {len(headings)} đầu mục nhưng {len(marks)} dấu trang trong PDF.")
    for mark, heading in zip(marks, headings, strict=True):
        mark[NameObject("/Title")] = TextStringObject(heading)
    writer.page_mode = "/UseOutlines"
    writer.pdf_header = PdfReader(BytesIO(made)).pdf_header
    writer.add_metadata({"/Title": title, "/Creator": "party-indicators"})
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _bookmarks(parent: PdfObject | None) -> Iterator[DictionaryObject]:
    """The bookmarks below one, each before those below it."""
    assert isinstance(parent, DictionaryObject)
    following = parent.get("/First")
    while following is not None:
        mark = following.get_object()
        assert isinstance(mark, DictionaryObject)
        yield mark
        yield from _bookmarks(mark)
        following = mark.get("/Next")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the PDF that the command line asks for; 1 with a message when it cannot be made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("target", type=Path, help="PDF to write")
    chosen = parser.parse_args(arguments)
    try:
        made = make(chosen.site, printed_as(ROOT), browser(os.environ))
    except NoReportError as error:
        print(error, file=sys.stderr)
        return 1
    whole.write(chosen.target, made)
    pages = len(PdfReader(BytesIO(made)).pages)
    print(f"{chosen.target}: {pages} trang, {len(made) / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
