"""The built site, served on loopback and opened from its folder, in a real browser."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from programs import program

# Chromium as a machine without screen, sandbox or network runs it; nothing of its own calls home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def folder(shared: Callable[..., Path]) -> Path:
    """The folder of the form that opens without a network, by double click."""
    return shared("offline", ROOT, OFFLINE="true")


def pages_of(site: Path) -> list[str]:
    """The address of every page of a built site, relative to the server's."""
    pages = sorted(site.rglob("*.html"))
    return [page.relative_to(site).as_posix().removesuffix("index.html") for page in pages]


@pytest.fixture(scope="session")
def addresses(built: Path) -> list[str]:
    """The address of every page, relative to the server's."""
    return pages_of(built)


class _Pages(SimpleHTTPRequestHandler):
    """A web host as the published site has one: an unknown address is answered with 404.html."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *details: Any, **more: Any) -> None:
        if code != 404:
            super().send_error(code, *details, **more)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a site while it is served, with the slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(site))) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}/"
        host.shutdown()


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[str]:
    """The address of the served site, with the slash at its end."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a run; without one they are skipped at home and fail in CI."""
    path = os.environ.get("CHROMIUM") or program(
        "chromium",
        "chromium",
        "google-chrome",
        otherwise=", or name another one in the variable CHROMIUM",
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Tab:
    """A page in its own browser context, with all that it asked for and complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """From now on keeps what the page asks for and complains of."""

        def complain(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(message.text)

        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", complain)

    def foreign(self, own: str) -> list[str]:
        """The requests that went elsewhere than to the site itself."""
        return [url for url in self.asked if not url.startswith((own, "file://", "data:"))]


Open = Callable[..., Tab]


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Open]:
    """Opens tabs. Whatever a test does in one: no foreign request, no complaint in the console.

    A violation of the Content-Security-Policy is such a complaint.
    """
    opened: list[Tab] = []

    def new(width: int = 1280, *, dark: bool = False, **options: Any) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            **options,
        )
        made = Tab(context.new_page())
        made.watch()
        opened.append(made)
        return made

    yield new
    for made in opened:
        made.page.context.close()
        assert made.foreign(server) == []
        assert made.complaints == []


def settled(page: Page, address: str) -> Page:
    """The page at the address, when its search is ready and its fonts are there."""
    page.goto(address)
    page.wait_for_function("document.fonts.status === 'loaded'")
    return page
