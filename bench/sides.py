"""The sides that are compared: for each a project folder, and the command that builds it."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bench.pages import HEADINGS as COLUMNS
from bench.pages import INDEX, SOURCES, Writing, called, cells, macros, page, written_out
from bench.workload import Workload, data_file, indicator_id, letters, page_path

ROOT = Path(__file__).resolve().parent.parent
PLAIN, OURS = "Markdown", "ours"

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "site")
ZENSICAL = (sys.executable, "-m", "zensical", "build")


@dataclass(frozen=True)
class Side:
    """One way of publishing a workload."""

    name: str
    prepare: Callable[[Workload, Path], None]
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    """Modules that must be installed."""
    program: str = ""
    """A program that must be installed."""
    most_pages: int | None = None
    """The largest workload on which it tells anything new."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What this side needs and this machine does not have."""
        absent = [name for name in self.needs if importlib.util.find_spec(name) is None]
        if self.program and shutil.which(self.program) is None:
            absent.append(self.program)
        return tuple(absent)


def settings(
    work: Workload, *, ours: bool = False, downloads: bool = False, plugin: str = ""
) -> str:
    """This project's own mkdocs.yml with the workload's navigation.

    The other sides get stock Material with the same extensions and features: without our theme
    changes, our macros and the extension that carries their HTML. None of them gives files to
    take away, so ours does only where ``downloads`` asks for them.
    """
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = re.sub(r"^nav:\n(?: .*\n)+", lambda _: _navigation(work), text, flags=re.MULTILINE)
    # Everything is built strictly, apart from what only this project's real pages hold.
    text = re.sub(r"^watch:\n(?: .*\n)+", "", text, flags=re.MULTILINE)
    if not downloads:
        text = re.sub(r"^  exports: .*$", "  exports: []", text, flags=re.MULTILINE)
    if ours:
        return text
    text = re.sub(r"^  custom_dir: .*\n|^  icon:\n    logo: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^  favicon: .*\n|^  - indicators\..*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^  - macros:\n(?: {6}.*\n)+", lambda _: plugin, text, flags=re.MULTILINE)


def _navigation(work: Workload) -> str:
    lines = ["nav:\n  - Tổng quan: index.md\n  - Văn bản: van-ban.md\n"]
    section = ""
    for number in range(work.pages):
        path = page_path(number)
        if (folder := path.partition("/")[0]) != section:
            section = folder
            lines.append(f"  - Phần {folder.removeprefix('phan-')}:\n")
        lines.append(f"      - Trang {letters(number)}: {path}\n")
    return "".join(lines)


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of a side's project."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _pages(work: Workload, folder: Path, writing: Writing) -> None:
    write(folder, "docs/index.md", INDEX)
    write(folder, "docs/van-ban.md", SOURCES)
    for number in range(work.pages):
        write(folder, f"docs/{page_path(number)}", page(work, number, writing))
    shutil.copytree(ROOT / "includes", folder / "includes")


def plain(work: Workload, folder: Path, writing: Writing | None = None) -> None:
    """Prepare stock Material with everything typed out, or as ``writing`` has it."""
    _pages(work, folder, writing or written_out(work))
    write(folder, "mkdocs.yml", settings(work))


def ours(
    work: Workload, folder: Path, writing: Writing | None = None, *, downloads: bool = False
) -> None:
    """Prepare a project of ours, its pages with our macros or as ``writing`` has them."""
    _pages(work, folder, writing or macros(work))
    write(folder, "mkdocs.yml", settings(work, ours=True, downloads=downloads))
    write(folder, "data/indicators.yaml", data_file(work))
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "macros.py", folder)


def _bare(work: Workload, folder: Path) -> None:
    """The pages without any table: what MkDocs, Material and search cost by themselves."""
    plain(work, folder, replace(written_out(work), table=lambda _: ""))


_SILENT = """
def define_env(env):
    for name in ("table", "figure", "year"):
        env.macro(lambda *_: "", name)
"""


def _silent(work: Workload, folder: Path) -> None:
    """Our pages with macros that say nothing: the floor of whatever macros fill pages with."""
    plain(work, folder, replace(macros(work), front=lambda _: ""))
    write(folder, "mkdocs.yml", settings(work, plugin="  - macros\n"))
    write(folder, "main.py", _SILENT)


_NAIVE = """
import pandas
import yaml


def status(row):
    if row["value"] > row["plan"]:
        return "Vượt chỉ tiêu"
    return "Đạt chỉ tiêu" if row["value"] == row["plan"] else "Chưa đạt chỉ tiêu"


def define_env(env):
    @env.macro
    def table(name):
        with open(f"{env.project_dir}/data/{name}.yaml", encoding="utf-8") as file:
            frame = pandas.DataFrame(yaml.safe_load(file))
        percent = frame["value"] / frame["plan"] * 100
        shown = pandas.DataFrame({
            "Năm": frame["period"],
            "Chỉ tiêu": frame["plan"].map("{:,}".format).str.replace(",", "."),
            "Kết quả": frame["value"].map("{:,}".format).str.replace(",", "."),
            "Tỷ lệ so với chỉ tiêu": percent.map("{:.2f}%".format).str.replace(".", ","),
            "Trạng thái": frame.apply(status, axis=1),
        })
        return shown.to_markdown(index=False, disable_numparse=True)
"""


def _naive(work: Workload, folder: Path) -> None:
    """As most people write it, but kindly: a call reads one indicator's file, not all data."""
    _pages(work, folder, called(work, "{{{{ table('{}') }}}}"))
    write(folder, "mkdocs.yml", settings(work, plugin="  - macros\n"))
    write(folder, "main.py", _NAIVE)
    for indicator in range(work.pages * 2):
        rows = (
            f"- period: {row.year}\n  plan: {row.plan}\n  value: {row.value}\n"
            for row in work.values(indicator)
        )
        write(folder, f"data/{indicator_id(indicator)}.yaml", "".join(rows))


def _table_reader(work: Workload, folder: Path) -> None:
    """Tables as CSV files, worded beforehand."""
    call = "{{{{ read_csv('data/{}.csv', dtype='str', disable_numparse=True) }}}}"
    _pages(work, folder, called(work, call))
    write(folder, "mkdocs.yml", settings(work, plugin="  - table-reader\n"))
    for indicator in range(work.pages * 2):
        rows = [COLUMNS, *(cells(row) for row in work.values(indicator))]
        text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
        write(folder, f"data/{indicator_id(indicator)}.csv", text)


_HUGO_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ range first 30 .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</nav><main>{{ .Content }}</main></body></html>
"""


def _hugo(work: Workload, folder: Path) -> None:
    """The pages alone: no theme and no search, so what Hugo shows here is a floor."""
    writing = written_out(work)
    for number in range(work.pages):
        text = re.sub(r"\.md(?=[)#])", "/", page(work, number, writing))
        front = f"---\ntitle: Trang {letters(number)}\n---\n\n"
        write(folder, f"content/{page_path(number)}", front + text)
    write(folder, "hugo.toml", 'title = "Số liệu tổng hợp"\nlanguageCode = "vi"\n')
    write(folder, "config.toml", 'title = "Số liệu tổng hợp"\nlanguageCode = "vi"\n')
    for kind in ("single", "list"):
        write(folder, f"layouts/_default/{kind}.html", _HUGO_PAGE)


def sides() -> Iterator[Side]:
    """Every side, the one that the others are held against first."""
    yield Side(PLAIN, plain, MKDOCS)
    yield Side(OURS, ours, MKDOCS)
    yield Side(f"{OURS}, downloads", partial(ours, downloads=True), MKDOCS, most_pages=20)
    yield Side("no tables", _bare, MKDOCS)
    yield Side("silent macros", _silent, MKDOCS)
    yield Side("naive macro", _naive, MKDOCS, needs=("pandas", "tabulate"))
    yield Side("table-reader", _table_reader, MKDOCS, needs=("mkdocs_table_reader_plugin",))
    yield Side("Zensical, Markdown", plain, ZENSICAL, needs=("zensical",))
    yield Side("Zensical, ours", ours, ZENSICAL, needs=("zensical",))
    yield Side("Hugo", _hugo, ("hugo", "--quiet"), program="hugo")
