"""The sides that are compared: for each a project folder, the command that builds it, its cost."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench import content
from bench.content import Workload, indicator_id, letters, page_path, written_out
from bench.process import ROOT, Cost, FailedError, median, run
from bench.report import Aim, Measured, decimal, megabytes, seconds

PLAIN, OURS, READER = "Bảng gõ sẵn bằng Markdown", "Trang này", "mkdocs-table-reader-plugin"
ZENSICAL = "Zensical, trang này"

MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "site")


class Side(NamedTuple):
    """One way of publishing a workload."""

    name: str
    prepare: Callable[[Workload, Path], None]
    command: tuple[str, ...] = MKDOCS


def folder_of(above: Path, name: str) -> Path:
    """Where a side's project stands."""
    return above / re.sub(r"\W+", "-", name)


def settings(work: Workload, *, ours: bool = False, plugin: str = "") -> str:
    """This project's own mkdocs.yml with the workload's navigation, and nothing to take away.

    The other sides get stock Material with the same extensions and features: without our theme
    changes, our macros and the extension that carries their HTML.
    """
    navigation = "nav:\n  - Tổng quan: index.md\n  - Văn bản: van-ban.md\n"
    for number in range(work.pages):
        if number % content.FOLDER == 0:
            navigation += f"  - Phần {letters(number)}:\n"
        navigation += f"      - Trang {letters(number)}: {page_path(number)}\n"
    edits = {
        r"^nav:\n(?: .*\n)+": navigation,
        r"^watch:\n(?: .*\n)+|^ *#.*\n": "",
        r"^  exports: .*$": "  exports: []",
    }
    if not ours:
        edits |= {
            r"^  custom_dir: .*\n|^  icon:\n    logo: .*\n": "",
            r"^  favicon: .*\n|^  - indicators\..*\n": "",
            r"^  - macros:\n(?: {6}.*\n)+": plugin,
        }
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    for pattern, new in edits.items():
        text = re.sub(pattern, lambda _, new=new: new, text, flags=re.MULTILINE)  # type: ignore[misc]
    return text


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of a side's project."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def stock(work: Workload, folder: Path, call: str = "", plugin: str = "") -> None:
    """Prepare stock Material with everything typed out, or the tables by a ``call``."""
    writing = written_out(work, call)
    _pages(work, folder, lambda number: content.page(number, writing))
    write(folder, "mkdocs.yml", settings(work, plugin=plugin))


def ours(work: Workload, folder: Path) -> None:
    """Prepare a project of ours, its pages with our macros."""
    _pages(work, folder, lambda number: content.our_page(number, work))
    write(folder, "mkdocs.yml", settings(work, ours=True))
    write(folder, "data/indicators.yaml", content.data_file(work))
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "macros.py", folder)


def _pages(work: Workload, folder: Path, page: Callable[[int], str]) -> None:
    write(folder, "docs/index.md", "# Tổng quan\n\nSố liệu tổng hợp, chỉ dùng để đo tốc độ.\n")
    sources = "---\nhome: documents\n---\n\n# Văn bản\n\n## Báo cáo tổng hợp {: #bao-cao }\n"
    write(folder, "docs/van-ban.md", sources)
    for number in range(work.pages):
        write(folder, f"docs/{page_path(number)}", page(number))
    shutil.copytree(ROOT / "includes", folder / "includes")


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
            "So với năm trước": frame["value"].diff().map(
                lambda by: "Chưa có" if pandas.isna(by) else f"{by:+.0f}".replace("-", "−")
            ),
            "Trạng thái": frame.apply(status, axis=1),
        })
        return shown.to_markdown(index=False, disable_numparse=True)
"""


def _naive(work: Workload, folder: Path) -> None:
    """As most people write it, but kindly: a call reads one indicator's file, not all data."""
    stock(work, folder, "{{{{ table('{}') }}}}", "  - macros\n")
    write(folder, "main.py", _NAIVE)
    row = "- period: {0.year}\n  plan: {0.plan}\n  value: {0.value}\n"
    for indicator in work.indicators:
        rows = "".join(map(row.format, work.values(indicator)))
        write(folder, f"data/{indicator_id(indicator)}.yaml", rows)


def _table_reader(work: Workload, folder: Path) -> None:
    """Tables as CSV files, worded beforehand."""
    call = "{{{{ read_csv('data/{}.csv', dtype='str', disable_numparse=True) }}}}"
    stock(work, folder, call, "  - table-reader\n")
    for indicator in work.indicators:
        rows = [content.HEADINGS, *(row.cells for row in work.values(indicator))]
        text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
        write(folder, f"data/{indicator_id(indicator)}.csv", text)


_HUGO_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ range first 30 .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</nav><main>{{ .Content }}</main></body></html>
"""


def _hugo(work: Workload, folder: Path) -> None:
    """The pages alone: no theme and no search, so what Hugo shows here is a floor."""
    for number in range(work.pages):
        text = re.sub(r"\.md(?=[)#])", "/", content.page(number, written_out(work)))
        front = f"---\ntitle: Trang {letters(number)}\n---\n\n"
        write(folder, f"content/{page_path(number)}", front + text)
    for name in ("hugo.toml", "config.toml"):  # as later and as earlier versions call it
        write(folder, name, 'title = "Số liệu tổng hợp"\nlanguageCode = "vi"\n')
    for kind in ("single", "list"):
        write(folder, f"layouts/_default/{kind}.html", _HUGO_PAGE)


# Zensical evaluates macros itself, of pages that have passed the check.
_ZENSICAL = ("env", "RENDER_MACROS=true", sys.executable, "-m", "zensical", "build")
SIDES = (
    Side(PLAIN, stock),
    Side(OURS, ours),
    Side("Macro đơn giản (yaml, pandas mỗi lần gọi)", _naive),
    Side(READER, _table_reader),
    Side("Zensical, bảng gõ sẵn", stock, _ZENSICAL),
    Side(ZENSICAL, ours, _ZENSICAL),
    Side("Hugo, không giao diện, không tìm kiếm", _hugo, ("hugo", "--quiet")),
)
"""Every side, the one that the others are held against first."""


def measure(work: Workload, above: Path, rounds: int) -> dict[str, Cost]:
    """Each side's median cost; they take turns, which is fair to all. What cannot be built here
    says why and is left out.
    """
    costs: dict[str, list[Cost]] = {side.name: [] for side in SIDES}
    for side in SIDES:
        side.prepare(work, folder_of(above, side.name))
    for side in SIDES * rounds:
        folder = folder_of(above, side.name)
        for made in ("site", "public", ".cache"):
            shutil.rmtree(folder / made, ignore_errors=True)
        try:
            costs[side.name].append(run(side.command, folder))
        except (FailedError, OSError) as error:
            sys.stderr.write(f"{side.name}: {error}\n")
    return {name: median(each) for name, each in costs.items() if each}


def table(work: Workload, costs: dict[str, Cost], rounds: int) -> Measured:
    """The costs as a table."""
    plain, listed = costs[PLAIN], []
    for name, cost in costs.items():
        time, memory = cost.seconds / plain.seconds, cost.megabytes / plain.megabytes
        held = (megabytes(cost.megabytes), decimal(memory)) if cost.megabytes else ("–", "–")
        listed.append((name, seconds(cost.seconds), decimal(time), *held))
    against, size = "so với Markdown", decimal(work.observations, 0)
    return Measured(
        f"Dựng {decimal(work.pages, 0)} trang, mỗi trang hai bảng {work.rows} dòng",
        ("Bên", "Thời gian", f"Thời gian {against}", "Bộ nhớ cao nhất", f"Bộ nhớ {against}"),
        listed,
        (f"{size} quan sát.", f"Trung vị của {rounds} lượt, các bên chạy xen kẽ."),
    )


LARGE = 1_000
"""Pages of the workload of which most is said."""

_MOST = {20: {PLAIN: 1.0}, LARGE: {PLAIN: 0.6, READER: 0.5, ZENSICAL: 1.5}}
"""For how many pages something is aimed at: what a build may take of another side's time."""


def aims(work: Workload, costs: dict[str, Cost], above: Path) -> Iterator[Aim]:
    """What a build and its search index may cost against other sides."""
    whole, own = f"Dựng {decimal(work.pages, 0)} trang", costs[OURS]
    for name, most in _MOST.get(work.pages, {}).items():
        if name in costs:
            yield Aim(f"{whole}: thời gian so với {name}", most, own.seconds / costs[name].seconds)
    if work.pages == LARGE:
        memory = own.megabytes / costs[PLAIN].megabytes
        yield Aim(f"{whole}: bộ nhớ so với {PLAIN}", 1.5, memory)
        index = "site/search/search_index.json"
        sizes = [(folder_of(above, name) / index).stat().st_size for name in (OURS, PLAIN)]
        yield Aim(f"{whole}: chỉ mục tìm kiếm so với {PLAIN}", 1.0, sizes[0] / sizes[1])
