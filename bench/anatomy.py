"""What a build spends its time on: whose work each second is, with nothing counted twice.

``python -m bench.anatomy FOLDER`` builds a prepared project and prints JSON.
"""

# ruff: noqa: PLC0415 - MkDocs is imported in the process that builds

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from bench.process import ROOT, run
from bench.report import Table, decimal, seconds

THEME, MARKDOWN, PAGES, SEARCH = "theme", "markdown", "pages", "search"
LOAD, DATA, CALLS, REST = "load", "data", "calls", "rest"

PARTS = {
    LOAD: "Dự án này: đọc dữ liệu",
    DATA: "Dự án này: khởi động, kiểm tra dữ liệu và trang, tính",
    CALLS: "Dự án này: viết bảng và số",
    PAGES: "mkdocs-macros: biên dịch từng trang thành mẫu Jinja",
    MARKDOWN: "Python-Markdown",
    THEME: "Material: mẫu giao diện, danh mục trang",
    SEARCH: "Material: chỉ mục tìm kiếm",
    REST: "MkDocs: khởi động, cấu hình, đọc và ghi tệp",
}


class Watch:
    """Adds up the time of each part; what one part calls of another counts for that other only."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self._parts = [REST]
        self._since = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.spent[self._parts[-1]] += now - self._since
        self._since = now

    def timed(self, call: Callable[..., Any], part: str) -> Callable[..., Any]:
        """The call, its time counted for the part."""

        @wraps(call)
        def watched(*arguments: Any, **options: Any) -> Any:
            self._turn()
            self._parts.append(part)
            try:
                return call(*arguments, **options)
            finally:
                self._turn()
                self._parts.pop()

        return watched

    def watch(self, owner: Any, name: str, part: str) -> None:
        """From now on count what an owner's function takes."""
        setattr(owner, name, self.timed(getattr(owner, name), part))

    def stop(self) -> dict[str, float]:
        """What each part took."""
        self._turn()
        return self.spent


def _built() -> dict[str, float]:
    """Build the project of this folder and say what each part took."""
    watch = Watch()
    from jinja2 import Template
    from markdown import Markdown
    from material.plugins.search.plugin import SearchIndex
    from mkdocs.commands import build
    from mkdocs.config import load_config
    from mkdocs_macros.plugin import MacrosPlugin

    from indicators.reading import load

    register: Callable[..., Any] = MacrosPlugin.macro

    def registered(plugin: Any, call: Callable[..., Any], name: str = "") -> Any:
        return register(plugin, watch.timed(call, CALLS), name or call.__name__)

    setattr(MacrosPlugin, "macro", registered)  # noqa: B010 - only this process measures
    watch.watch(load, "load", LOAD)
    watch.watch(MacrosPlugin, "_load_modules", DATA)
    watch.watch(MacrosPlugin, "render", PAGES)
    watch.watch(Markdown, "convert", MARKDOWN)
    watch.watch(SearchIndex, "add_entry_from_context", SEARCH)
    watch.watch(SearchIndex, "generate_search_index", SEARCH)
    own: Callable[..., Any] = Template.render

    def rendered(template: Any, *arguments: Any, **options: Any) -> Any:
        # Pages and our tables are Jinja templates too; those of the theme have files' names.
        themed = template.name is not None and template.name.endswith(("main.html", "404.html"))
        return (watch.timed(own, THEME) if themed else own)(template, *arguments, **options)

    setattr(Template, "render", rendered)  # noqa: B010 - as above
    config = load_config(config_file="mkdocs.yml", strict=True, site_dir="site")
    config.plugins.on_startup(command="build", dirty=False)
    build.build(config)
    return watch.stop()


def measure(folder: Path) -> dict[str, float]:
    """The parts of a prepared project's build, taken in a process of its own."""
    command = [sys.executable, "-m", "bench.anatomy", str(folder.resolve())]
    found: dict[str, float] = json.loads(run(command, ROOT).output.splitlines()[-1])
    return found


def table(pages: int, found: dict[str, float]) -> Table:
    """The parts and their shares."""
    whole = sum(found.values())
    rows = [
        (label, seconds(found[part]), f"{decimal(found[part] / whole * 100, 1)}%")
        for part, label in PARTS.items()
    ]
    return Table(
        f"Một lượt dựng {decimal(pages, 0)} trang gồm những gì",
        ("Phần việc", "Thời gian", "Tỷ trọng"),
        [*rows, ("Cả lượt dựng", seconds(whole), "100%")],
        ("Đo trong một lượt riêng, có đồng hồ chen vào, nên dài hơn lượt dựng thường đôi chút.",),
    )


def main() -> None:
    """Build one project here."""
    os.chdir(sys.argv[1])
    print(json.dumps(_built()))


if __name__ == "__main__":
    main()
