"""The preview: edits show without a restart, and a slip is shown in the page, not the end of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import BUILT, copied, giving

PATIENCE = 90  # seconds until a preview that shows nothing is called stuck


class Preview:
    """A running preview of a copy of the project."""

    def __init__(self, project: Path, port: int) -> None:
        self.project = project
        self.address = f"http://127.0.0.1:{port}/"
        self.log = project.parent / "log.txt"

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.project / name
        source = path.read_text("utf-8")
        assert old in source
        path.write_text(source.replace(old, new, 1), "utf-8")

    def shows(self, page: str, words: str) -> bool:
        """Whether the words come to stand on the page."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.address + page, timeout=5) as answer:
                    if words in answer.read().decode():
                        return True
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(0.3)
        return False


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    project = giving(copied(tmp_path / "project", *BUILT))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
    settings = {"FAIL_ON_ERROR": "false", "OFFLINE": "false", "NO_MKDOCS_2_WARNING": "1"}
    with (tmp_path / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project,
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
        )
        try:
            yield Preview(project, port)
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.mark.slow
def test_the_preview_shows_edits_and_slips_without_a_restart(preview: Preview) -> None:
    home, data = "docs/index.md", "data/indicators.yaml"
    assert preview.shows("", "5.866")
    preview.edit(data, "value: 1533", "value: 1534")
    assert preview.shows("chi-tieu/ket-nap/", "1.534")
    preview.edit(data, "value: 1534", "vlaue: 1534")
    assert preview.shows("chi-tieu/ket-nap/", "có phải “value”?")
    preview.edit(data, "vlaue: 1534", "value: 1533")
    assert preview.shows("chi-tieu/ket-nap/", "1.533")
    preview.edit(home, "# Tổng quan", "# Tổng quan\n\n{{ figure('ket-nap/2021/valeu') }}")
    assert preview.shows("", "có phải “ket-nap/2021/value”?")
    preview.edit(home, "{{ figure('ket-nap/2021/valeu') }}", "{{ tabel('ket-nap') }}")
    assert preview.shows("", "có phải “table”?")
    preview.edit(home, "{{ tabel('ket-nap') }}", "Câu đã sửa xong.")
    assert preview.shows("", "Câu đã sửa xong.")
    preview.edit("indicators/templates/cards.html.jinja", "<dl>", '<dl title="mẫu đã sửa">')
    assert preview.shows("", "mẫu đã sửa")
    preview.edit("indicators/computing/standing.py", '"Đang thực hiện"', '"Đang làm"')
    assert preview.shows("", "Đang làm")
    preview.edit("macros.py", "update(meta)", 'update(meta | {"description": "Cầu mới."})')
    assert preview.shows("", "Cầu mới.")
    preview.edit(home, "Câu đã sửa xong.", "{{ figure('x') }}")
    assert preview.shows("", "1 chỗ cần sửa")
    assert "Serving on" in preview.log.read_text("utf-8")
    assert "[macros]" not in preview.log.read_text("utf-8")


AGAIN = """
import pathlib, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

for step in sys.argv[1:]:
    site, *edits = step.split("¦")
    for name, old, new in (edit.split("|") for edit in edits):
        path = pathlib.Path(name)
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), "utf-8")
    build(load_config("mkdocs.yml", site_dir=site))
"""
STEPS = (
    (),
    (
        "data/indicators.yaml|value: 97.2\n|value: 97.4\n",
        "docs/van-ban.md|description: |description: Mới, ",
    ),
    (
        "mkdocs.yml|- Tổng quan: index.md|- Trang đầu: index.md",
        "includes/abbreviations.md|Ban Tổ chức Tỉnh ủy|Ban Tổ chức",
    ),
    (
        "overrides/partials/feedback.html|<|Mẫu mới. <",
        "indicators/templates/table.html.jinja|Nguồn: |Theo nguồn: ",
    ),
)
"""Edits between builds, none of which makes a page anew that another one of its step concerns: a
file, what stands in it, and what is put in its place.
"""


@pytest.mark.slow
def test_the_preview_writes_what_a_build_of_its_own_writes(tmp_path: Path) -> None:
    settings = {"FAIL_ON_ERROR": "false", "OFFLINE": "false", "NO_MKDOCS_2_WARNING": "1"}
    asked = {
        name: ["¦".join((str(tmp_path / name / str(at)), *edits)) for at, edits in enumerate(STEPS)]
        for name in ("preview", "alone")
    }
    for name, steps in asked.items():
        project = giving(copied(tmp_path / f"project-{name}", *BUILT))
        for some in [steps] if name == "preview" else [[step] for step in steps]:
            command = [sys.executable, "-c", AGAIN, *some]
            subprocess.run(command, cwd=project, env={**os.environ, **settings}, check=True)
    sites = [tmp_path / name / str(at) for at in range(len(STEPS)) for name in asked]
    written = [{p.relative_to(s): p.read_bytes() for p in s.rglob("*.html")} for s in sites]
    same = [one == other for one, other in zip(written[::2], written[1::2], strict=True)]
    assert same == [True] * len(STEPS)
    assert all(one != other for one, other in pairwise(written[::2]))
