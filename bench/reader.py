"""What a reader's browser has to fetch and do to show a page, measured in Chromium.

``python -m bench.reader FOLDER ADDRESS`` measures a page of a built site and prints JSON.
"""

# ruff: noqa: PLC0415 - Playwright is needed by the process that visits only

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.process import here
from bench.report import Measured, decimal, seconds

SLOWER = 4
"""How many times slower the processor is made, as on a cheap phone."""

VISITS = 3

KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "Phông"}

_PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime / 1000))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""

Visit = dict[str, float]
"""One first visit: bytes as sent, of all and by kind, requests, elements, and the paint."""


class _Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as GitHub Pages does: text compressed."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix not in (".woff2", ".png", ".jpg", ".gz", ".zip"):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def _visit(browser: Any, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it keeps notes on it
    assert page.goto(address, wait_until="networkidle").ok, address
    sent: Counter[str] = Counter()
    for answer in answers:
        sent[answer.request.resource_type] += int(answer.headers.get("content-length", 0))
    elements = page.evaluate("document.getElementsByTagName('*').length")
    paint = page.evaluate(_PAINT)
    context.close()
    found = {"all": sent.total(), "requests": len(answers), "elements": elements, "paint": paint}
    return {**sent, **found}


def measure(folder: Path, address: str) -> Visit:
    """A first visit to an address of a built site, in a process of its own."""
    visit: Visit = here("bench.reader", str(folder.resolve()), address)
    return visit


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
            "Hiện nội dung chính: largest contentful paint, máy chủ tại chỗ.",
            f"Bộ xử lý làm chậm {SLOWER} lần, màn hình rộng 360 điểm; trung vị {VISITS} lần mở.",
        ),
    )


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as tools:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = tools.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


def main() -> None:
    """Visit one address here; the median paint of several visits."""
    folder, address = sys.argv[1:]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with browser() as chromium:
        root = f"http://127.0.0.1:{server.server_port}/"
        seen = [_visit(chromium, root + address) for _ in range(VISITS)]
    print(json.dumps(seen[0] | {"paint": statistics.median(each["paint"] for each in seen)}))


if __name__ == "__main__":
    main()
