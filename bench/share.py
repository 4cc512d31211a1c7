"""Our own share of a build: what is neither MkDocs nor the theme.

``python -m bench.share FOLDER`` takes a prepared project's steps apart and prints JSON.
"""

# ruff: noqa: PLC0415 - the package is imported where its import is not what is measured

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.growth import project_files
from bench.process import ROOT, Cost, run
from bench.report import Table, decimal, seconds

PARTS = {
    "load": "Đọc dữ liệu",
    "check": "Kiểm tra dữ liệu và trang, tính",
    "render": "Viết bảng và số vào trang",
}


def parts(folder: Path) -> Iterator[tuple[str, float]]:
    """The time of each part, in the order in which a build takes them."""
    from jinja2 import Environment
    from mkdocs.utils.meta import get_data

    from indicators.reading.load import load
    from indicators.showing.pages import Page
    from indicators.showing.site import address, open_site
    from indicators.showing.writer import macros

    data = project_files(folder)
    pages = {}
    for path in sorted((folder / "docs").rglob("*.md")):
        body, meta = get_data(path.read_text("utf-8"))
        pages[path.relative_to(folder / "docs").as_posix()] = (Page(path.name, body), meta)
    began = time.perf_counter()
    assert load(data).dataset is not None
    loaded = time.perf_counter() - began
    yield "load", loaded
    began = time.perf_counter()
    site = open_site(data, pages)
    assert not site.problems
    yield "check", time.perf_counter() - began - loaded
    # Compiling a page's calls is the macros plugin's work; answering them is ours.
    environment = Environment(autoescape=False)  # noqa: S701 - as the plugin does
    ready = [
        (site.writer(address(name)), environment.from_string(page.body))
        for name, (page, _) in pages.items()
    ]
    bound = [
        (page, {name: call.__get__(writer) for name, call in macros().items()})
        for writer, page in ready
    ]
    began = time.perf_counter()
    for page, calls in bound:
        page.render(calls)
    yield "render", time.perf_counter() - began


def measure(folder: Path) -> dict[str, float]:
    """The parts of a prepared project's build."""
    command = [sys.executable, "-m", "bench.share", str(folder.resolve())]
    found: dict[str, float] = json.loads(run(command, ROOT).output.splitlines()[-1])
    return found


def table(pages: int, found: dict[str, float], build: Cost) -> Table:
    """The parts, and what they are of the whole build."""
    own = found["check"] + found["render"]
    rows = [
        (label, seconds(found[part]), f"{decimal(found[part] / build.seconds * 100, 1)}%")
        for part, label in PARTS.items()
    ]
    rows.append(
        (
            "Phần của dự án này, không kể đọc",
            seconds(own),
            f"{decimal(own / build.seconds * 100, 1)}%",
        )
    )
    rows.append(("Cả lượt dựng", seconds(build.seconds), "100%"))
    return Table(
        f"Phần của dự án này trong lượt dựng {decimal(pages, 0)} trang",
        ("Phần", "Thời gian", "Trong cả lượt dựng"),
        rows,
    )


def main() -> None:
    """Take the parts of one project here."""
    print(json.dumps(dict(parts(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
