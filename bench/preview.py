"""From saving one edited number to seeing it in the running preview."""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.process import ROOT, Cost
from bench.report import Table, decimal, seconds
from bench.workload import Workload, page_path

PATIENCE = 600
EDITS = 3


def measure(work: Workload, folder: Path) -> float:
    """The median time from an edit to the page that shows it, in a prepared project of ours."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/{page_path(0).removesuffix('.md')}/"
    environment = {
        "PYTHONPATH": str(ROOT), "FAIL_ON_ERROR": "false", "NO_MKDOCS_2_WARNING": "1",
    }  # fmt: skip
    server = subprocess.Popen(  # noqa: S603 - as `make serve` does
        [*SERVE, "--dev-addr", f"127.0.0.1:{port}", "--watch", "data"],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(address, "<table", server)
        return statistics.median(_edit(work, folder, address, at, server) for at in range(EDITS))
    finally:
        server.terminate()
        server.wait(timeout=30)


SERVE = (sys.executable, "-m", "mkdocs", "serve", "--livereload")


def _edit(
    work: Workload, folder: Path, address: str, at: int, server: subprocess.Popen[bytes]
) -> float:
    """One edit: the first result of the data becomes another number."""
    data = folder / "data" / "indicators.yaml"
    number = 7000 + at
    assert work.values(0)[0].value < 7000
    edited = re.sub(r"value: \d+", f"value: {number}", data.read_text("utf-8"), count=1)
    began = time.perf_counter()
    data.write_text(edited, "utf-8")
    _until(address, f">7.{number % 1000:03}<", server)
    return time.perf_counter() - began


def _until(address: str, text: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a page holds a text."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        assert server.poll() is None, "the preview ended"
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 - local
                if text in page.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{text} never came")


def table(pages: int, taken: float, build: Cost) -> Table:
    """The time against a whole build."""
    return Table(
        f"Từ lúc lưu một số đến lúc thấy trên trang xem trước ({decimal(pages, 0)} trang)",
        ("Việc", "Thời gian", "So với dựng cả trang"),
        [
            ("Sửa một số trong tệp dữ liệu", seconds(taken), decimal(taken / build.seconds)),
            ("Dựng cả trang", seconds(build.seconds), "1,00"),
        ],
        (f"Trung vị của {EDITS} lần sửa.",),
    )
