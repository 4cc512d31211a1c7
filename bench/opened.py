"""The pages that a reader's browser opens: our real and largest ones, and one made by each side."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.pages import Writing, charted, macros, page, written_out
from bench.process import ROOT, FailedError, run
from bench.sides import MKDOCS, OURS, ours, plain, write
from bench.workload import Workload, page_path

WORK = Workload(pages=20, rows=20)
"""Pages with two tables and two charts each, of which one is opened."""

PACKAGES = {
    "@fontsource/roboto": "5.3.0",
    "@observablehq/framework": "1.13.4",
    "@observablehq/plot": "0.6.17",
}
"""What npm brings: the fonts that stock Material has from elsewhere, and Observable."""

_CHART = re.compile(r'<figure class="i-chart".*?</figure>', re.DOTALL)


FONTLESS = "Material gốc, không phông"
WITH_FONTS = "Material gốc, kèm phông mặc định"
OBSERVABLE = "Observable Framework với Plot, không phông"


class Opened(NamedTuple):
    """A page of a built site, what kind of page it is, and what it is called in the table."""

    kind: str
    label: str
    site: Path
    address: str


def pages(folder: Path) -> Iterator[Opened]:
    """Build and name each page that is opened; what cannot be built says so and is left out."""
    yield from _real(folder / "real")
    yield _largest(folder / "demo")
    yield from _compared(folder / "compared")


def _real(site: Path) -> Iterator[Opened]:
    run([*MKDOCS[:-1], str(site.resolve())], ROOT)
    yield Opened("home", "Tổng quan, dữ liệu thật", site, "")
    yield Opened("indicator", "Kết nạp đảng viên, dữ liệu thật", site, "chi-tieu/ket-nap/")


def _largest(folder: Path) -> Opened:
    """The page of the demonstration with most rows in its tables."""
    run([sys.executable, str(ROOT / "tools" / "demo.py"), "--out", str(folder.resolve())], ROOT)
    run(MKDOCS, folder)
    site = folder / "site"
    rows = {path: path.read_text("utf-8").count("<tr") for path in site.rglob("index.html")}
    most = max(rows, key=lambda path: rows[path])
    address = f"{most.parent.relative_to(site).as_posix()}/"
    label = f"Trang dài nhất của trang trình diễn, {rows[most]} dòng"
    return Opened("longest", label, site, address)


def _compared(folder: Path) -> Iterator[Opened]:
    """The same page with two tables and two charts, by each side."""
    address = page_path(0).removesuffix(".md") + "/"
    made = folder / "ours"
    ours(WORK, made, charted(macros(WORK)))
    run(MKDOCS, made)
    label = "Hai bảng, hai biểu đồ: trang này, kèm phông"
    yield Opened(OURS, label, made / "site", address)
    charts = dict(_charts(made / "site"))
    typed = written_out(WORK, lambda indicator: charts[indicator])
    stock = folder / "stock"
    plain(WORK, stock, typed)
    run(MKDOCS, stock)
    yield Opened(FONTLESS, f"Như trên: {FONTLESS}", stock / "site", address)
    try:
        modules = _npm(folder / "npm")
        fonts = _with_fonts(folder / "fonts", typed, modules)
        yield Opened(WITH_FONTS, f"Như trên: {WITH_FONTS}", fonts, address)
        drawn = _observable(folder / "npm")
        file = f"{address.removesuffix('/')}.html"
        yield Opened(OBSERVABLE, f"Như trên: {OBSERVABLE}", drawn, file)
    except FailedError as error:
        sys.stderr.write(f"Không dựng được bên cần npm: {error}\n")


def _charts(site: Path) -> Iterator[tuple[int, str]]:
    """The drawings of our built pages by the number of their indicator, each on one line."""
    for number in range(WORK.pages):
        built = site / page_path(number).removesuffix(".md") / "index.html"
        found = _CHART.findall(built.read_text("utf-8"))
        for indicator, chart in zip(WORK.indicators(number), found, strict=True):
            yield indicator, re.sub(r"\s+", " ", chart)


def _npm(folder: Path) -> Path:
    """Where npm puts the packages. Errors: ``FailedError`` where npm or a package is missing."""
    npm = shutil.which("npm")
    if npm is None:
        raise FailedError("chưa cài npm")
    named = {"name": "bench", "private": True, "type": "module", "dependencies": PACKAGES}
    write(folder, "package.json", json.dumps(named))
    run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    return folder / "node_modules"


def _with_fonts(folder: Path, typed: Writing, modules: Path) -> Path:
    """Stock Material with Roboto, which it asks Google for; here it comes from the same site."""
    plain(WORK, folder, typed)
    fonts = modules / "@fontsource" / "roboto"
    weights = (300, 400, 700)
    for weight in weights:
        style = (fonts / f"{weight}.css").read_text("utf-8")
        # Google sends a modern browser one form of each font only.
        write(folder, f"docs/fonts/{weight}.css", re.sub(r", url\([^)]*\.woff\)[^;]*", "", style))
    shutil.copytree(fonts / "files", folder / "docs" / "fonts" / "files")
    write(folder, "docs/fonts/text.css", ':root { --md-text-font: "Roboto"; }\n')
    settings = folder / "mkdocs.yml"
    listed = "".join(f"  - fonts/{name}.css\n" for name in (*weights, "text"))
    settings.write_text(settings.read_text("utf-8") + f"\nextra_css:\n{listed}", "utf-8")
    run(MKDOCS, folder)
    return folder / "site"


def _observable(folder: Path) -> Path:
    """The pages as Observable Framework has them, drawn by Plot in the browser."""
    config = 'export default {title: "Số liệu tổng hợp", root: "src", search: true, '
    write(folder, "observablehq.config.js", config + "globalStylesheets: []};\n")
    typed = written_out(WORK, _plotted)
    for number in range(WORK.pages):
        text = re.sub(r"\.md(?=[)#])", "", page(WORK, number, typed))
        start = '```js\nimport * as Plot from "@observablehq/plot";\n```\n\n'
        write(folder, f"src/{page_path(number)}", start + text)
    for name in ("index", "van-ban"):
        write(folder, f"src/{name}.md", "# Tổng quan\n")
    program = "node_modules/@observablehq/framework/dist/bin/observable.js"
    run(["node", program, "build"], folder, {"OBSERVABLE_TELEMETRY_DISABLE": "true"})
    return folder / "dist"


def _plotted(indicator: int) -> str:
    rows = [{"year": row.year, "value": row.value} for row in WORK.values(indicator)]
    return (
        f"```js\ndisplay(Plot.plot({{marks: [Plot.barX({json.dumps(rows)}, "
        '{y: "year", x: "value"}), Plot.ruleX([0])]}));\n```'
    )
