"""A built site in Chromium, without a server: what a page has to fetch and do to show itself."""

# ruff: noqa: PLC0415 - Playwright is needed where a browser is opened only

from __future__ import annotations

import gzip
import os
import shutil
import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bench.report import Measured, decimal, seconds

SITE = "https://trang.example/"
"""Where a site is opened: its files answer for it."""
SLOWER = 4
"""How many times slower the processor is made, as on a cheap phone."""
VISITS = 3
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "Phông"}
PACKED = (".woff2", ".png", ".jpg", ".gz", ".zip")
"""What no server compresses again."""

_PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime / 1000))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""

Visit = dict[str, float]
"""One first visit: bytes as sent, of all and by kind, requests, elements, and the paint."""


def place(address: str) -> str:
    """Where in the folder of a built site an address leads."""
    path = unquote(urlsplit(address).path[1:])
    return path if path and not path.endswith("/") else f"{path}index.html"


@contextmanager
def opened(site: Path) -> Iterator[Any]:
    """A page of Chromium for which the folder of a built site stands at ``SITE``."""
    from playwright.sync_api import sync_playwright

    def answer(route: Any) -> None:
        file = site / place(route.request.url)
        route.fulfill(path=file) if file.is_file() else route.abort()

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as tools:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = tools.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.route(f"{SITE}**", answer)
        yield page
        browser.close()


def measure(site: Path, path: str) -> Visit:
    """A first visit to a page of a built site; the median paint of several."""
    seen = [_visit(site, path) for _ in range(VISITS)]
    return seen[0] | {"paint": statistics.median(each["paint"] for each in seen)}


def _visit(site: Path, path: str) -> Visit:
    sent: Counter[str] = Counter()
    asked: list[Any] = []
    with opened(site) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.on("request", lambda it: asked.append(it))  # noqa: PLW0108 - it keeps notes on it
        page.goto(SITE + path, wait_until="networkidle")
        elements = page.evaluate("document.getElementsByTagName('*').length")
        paint = page.evaluate(_PAINT)
        for request in asked:
            sent[request.resource_type] += _sent(site / place(request.url))
    found = {"all": sent.total(), "requests": len(asked), "elements": elements, "paint": paint}
    return {**sent, **found}


def _sent(file: Path) -> int:
    """The bytes of a file as GitHub Pages sends it: text compressed."""
    data = file.read_bytes() if file.is_file() else b""
    return len(data if file.suffix in PACKED else gzip.compress(data, 6))


def table(visits: dict[str, Visit]) -> Measured:
    """The visits, one a line."""
    rows = []
    for name, visit in visits.items():
        sizes = [f"{decimal(visit.get(kind, 0) / 1000, 1)} KB" for kind in ("all", *KINDS)]
        requests, elements = (decimal(visit[what], 0) for what in ("requests", "elements"))
        rows.append((name, requests, *sizes, elements, seconds(visit["paint"])))
    return Measured(
        "Mở một trang lần đầu",
        ("Trang", "Yêu cầu", "Nén", *KINDS.values(), "Phần tử", "Hiện nội dung chính"),
        rows,
        (
            "KB gửi qua mạng (gzip, phông không nén thêm); phần tử DOM sau khi tải xong.",
            "Hiện nội dung chính: largest contentful paint, tệp lấy ngay tại máy.",
            f"Bộ xử lý làm chậm {SLOWER} lần, màn hình rộng 360 điểm; trung vị {VISITS} lần mở.",
        ),
    )
