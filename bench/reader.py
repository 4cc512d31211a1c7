"""What a reader's browser has to fetch and do to show a page, measured in Chromium.

``python -m bench.reader FOLDER ADDRESS`` measures a page of a built site and prints JSON.
"""

# ruff: noqa: PLC0415 - Playwright is needed by this side only

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import shutil
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from bench.process import ROOT, run
from bench.report import Table, decimal, seconds

SLOWER = 4
"""How many times slower the processor is made, as on a cheap phone."""

VISITS = 3

_PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime / 1000))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""


class Visit(NamedTuple):
    """One first visit: bytes as sent and as they are, and what the browser made of them."""

    requests: int
    compressed: int
    raw: int
    scripts: int
    styles: int
    fonts: int
    html: int
    elements: int
    paint: float


def missing() -> str:
    """What this machine lacks for measuring pages; empty where nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright"
    return "" if _chromium() else "chromium"


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


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


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served for a while."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()


def visit(folder: Path, address: str) -> Visit:
    """A first visit to an address of a built site; the median paint of several."""
    from playwright.sync_api import sync_playwright

    with served(folder) as root, sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        seen = [_visit(browser, root + address) for _ in range(VISITS)]
        browser.close()
    return seen[0]._replace(paint=statistics.median(each.paint for each in seen))


def _visit(browser: Any, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it keeps notes on it
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.ok, f"{address}: {answer.status}"
    kinds: dict[str, int] = {}
    compressed = raw = 0
    for answer in answers:
        sent = int(answer.headers.get("content-length", 0))
        kind = answer.request.resource_type
        kinds[kind] = kinds.get(kind, 0) + sent
        compressed += sent
        raw += len(answer.body()) if answer.ok else 0
    elements = page.evaluate("document.getElementsByTagName('*').length")
    paint = page.evaluate(_PAINT)
    context.close()
    return Visit(
        requests=len(answers),
        compressed=compressed,
        raw=raw,
        scripts=kinds.get("script", 0),
        styles=kinds.get("stylesheet", 0),
        fonts=kinds.get("font", 0),
        html=kinds.get("document", 0),
        elements=elements,
        paint=paint,
    )


def measure(folder: Path, address: str) -> Visit:
    """``visit`` in a process of its own."""
    command = [sys.executable, "-m", "bench.reader", str(folder.resolve()), address]
    return Visit(*json.loads(run(command, ROOT).output.splitlines()[-1]))


def table(rows: list[tuple[str, Visit]]) -> Table:
    """The visits, one a line."""
    return Table(
        "Mở một trang lần đầu",
        (
            "Trang", "Yêu cầu", "Nén", "HTML", "CSS", "JS", "Phông", "Không nén", "Phần tử",
            "Hiện nội dung chính",
        ),
        [
            (
                label,
                str(visit.requests),
                *(
                    _kilobytes(size)
                    for size in (
                        visit.compressed, visit.html, visit.styles, visit.scripts, visit.fonts,
                        visit.raw,
                    )
                ),
                decimal(visit.elements, 0),
                seconds(visit.paint),
            )
            for label, visit in rows
        ],
        (
            "KB gửi qua mạng (gzip, phông không nén thêm); phần tử DOM sau khi tải xong.",
            "Hiện nội dung chính: largest contentful paint, máy chủ tại chỗ.",
            f"Bộ xử lý làm chậm {SLOWER} lần, màn hình rộng 360 điểm; trung vị {VISITS} lần mở.",
        ),
    )  # fmt: skip


def _kilobytes(size: int) -> str:
    return f"{decimal(size / 1000, 1)} KB" if size else "0"


def main() -> None:
    """Visit one address here."""
    folder, address = sys.argv[1:]
    print(json.dumps(visit(Path(folder), address)))


if __name__ == "__main__":
    main()
