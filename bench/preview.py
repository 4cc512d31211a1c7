"""From saving one edited number to seeing it in the running preview."""

from __future__ import annotations

import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.content import page_path
from bench.process import surroundings

PATIENCE = 600
EDITS = 3


def measure(folder: Path) -> float:
    """The median time from an edit to the page that shows it, in a prepared project of ours.

    An edit makes the first result of the data a number that is nowhere else.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    page = f"http://{address}/{page_path(0).removesuffix('.md')}/"
    serve = (sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address)
    server = subprocess.Popen(  # noqa: S603 - as `make serve` does
        [*serve, "--watch", "data"],
        cwd=folder,
        env=surroundings() | {"FAIL_ON_ERROR": "false"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(page, "<table", server)
        data, taken = folder / "data" / "indicators.yaml", []
        for number in range(EDITS):
            old, new = data.read_text("utf-8"), f"value: {7000 + number}"
            text = re.sub(r"value: \d+", new, old, count=1)
            began = time.perf_counter()
            data.write_text(text, "utf-8")
            _until(page, f">7.{number:03}<", server)
            taken.append(time.perf_counter() - began)
        return statistics.median(taken)
    finally:
        server.terminate()
        server.wait(timeout=30)


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
