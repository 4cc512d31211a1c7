"""The sides that are compared: for each a project folder, the command that builds it, its cost."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench import content
from bench.content import Workload, indicator_id, letters, page_path, typed_page
from bench.process import ROOT, Cost, FailedError, building, median, run
from bench.report import Aim, Measured, decimal, megabytes, seconds

PLAIN, OURS, READER = "Bảng gõ sẵn bằng Markdown", "Trang này", "mkdocs-table-reader-plugin"
WHOLE = "Bảng và nguồn gốc từng số gõ sẵn bằng Markdown"
GIVEN = "Trang này, kèm tệp tải về: XLSX, CSV, JSON, SVG"
DRAWN = "Trang này, kèm cả ảnh PNG của từng biểu đồ"
COLD = "{}, lần đầu: mã chưa biên dịch"


class Side(NamedTuple):
    """One way of publishing a workload."""

    name: str
    prepare: Callable[[Workload, Path], None]
    command: tuple[str, ...] = building("mkdocs")


def folder_of(above: Path, name: str) -> Path:
    """Where a side's project stands."""
    return above / re.sub(r"\W+", "-", name)


def settings(work: Workload, *, ours: bool = False, plugin: str = "", exports: str = "[]") -> str:
    """This project's own mkdocs.yml with the workload's navigation, and what is given away.

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
        r"^  exports: .*$": f"  exports: {exports}",
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


def stock(
    work: Workload, folder: Path, call: str = "", plugin: str = "", *, origin: bool = False
) -> None:
    """Prepare stock Material with everything typed out, or the tables by a ``call``."""
    _pages(work, folder, lambda number: typed_page(work, number, call, origin=origin))
    write(folder, "mkdocs.yml", settings(work, plugin=plugin))


def ours(work: Workload, folder: Path, exports: str = "[]", *, bare: bool = False) -> None:
    """Prepare a project of ours, its pages with our macros, or ``bare``: with a heading alone."""
    text = (lambda number: f"# Trang {letters(number)}\n") if bare else None
    _pages(work, folder, text or (lambda number: content.our_page(work, number)))
    write(folder, "mkdocs.yml", settings(work, ours=True, exports=exports))
    write(folder, "data/indicators.yaml", content.data_file(Workload(1, 1) if bare else work))
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
        text = re.sub(r"\.md(?=[)#])", "/", typed_page(work, number))
        front = f"---\ntitle: Trang {letters(number)}\n---\n\n"
        write(folder, f"content/{page_path(number)}", front + text)
    for name in ("hugo.toml", "config.toml"):  # as later and as earlier versions call it
        write(folder, name, 'title = "Số liệu tổng hợp"\nlanguageCode = "vi"\n')
    for kind in ("single", "list"):
        write(folder, f"layouts/_default/{kind}.html", _HUGO_PAGE)


_ANEW = ("env", "PYTHONPYCACHEPREFIX=.cache/compiled", *building("mkdocs"))
SIDES = (
    Side(PLAIN, stock),
    Side(OURS, ours),
    Side(WHOLE, partial(stock, origin=True)),
    Side(
        "Trang này, mỗi trang chỉ một tiêu đề: phần của MkDocs, Material", partial(ours, bare=True)
    ),
    Side(GIVEN, partial(ours, exports="[csv, json, svg, xlsx]")),
    Side("Macro đơn giản (yaml, pandas mỗi lần gọi)", _naive),
    Side(READER, _table_reader),
    Side("Zensical, bảng gõ sẵn", stock, building("zensical")),
    Side("Zensical, trang này", ours, building("zensical")),
    Side("Hugo, không giao diện, không tìm kiếm", _hugo, ("hugo", "--quiet")),
)
FIRST = (
    Side(DRAWN, partial(ours, exports="[csv, json, svg, xlsx, png]")),
    Side(COLD.format(PLAIN), stock, _ANEW),
    Side(COLD.format(OURS), ours, _ANEW),
)
"""Every side, the one that the others are held against first; and those of a small site alone:
with pictures, and the first builds after an installation.
"""


def measure(work: Workload, above: Path, rounds: int) -> dict[str, Cost]:
    """Each side's median cost; they take turns, which is fair to all. What cannot be built here
    says why and is left out.
    """
    sides = (*SIDES, *FIRST) if work.pages == SMALL else SIDES
    costs: dict[str, list[Cost]] = {side.name: [] for side in sides}
    for side in sides:
        side.prepare(work, folder_of(above, side.name))
    for side in sides * rounds:
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
        held = megabytes(cost.megabytes), decimal(memory)
        listed.append((name, seconds(cost.seconds), decimal(time), *held))
    against, size = "so với Markdown", decimal(len(work.indicators) * work.rows, 0)
    return Measured(
        f"Dựng {decimal(work.pages, 0)} trang, mỗi trang hai bảng {work.rows} dòng",
        ("Bên", "Thời gian", f"Thời gian {against}", "Bộ nhớ cao nhất", f"Bộ nhớ {against}"),
        listed,
        (f"{size} quan sát.", f"Trung vị của {rounds} lượt, các bên chạy xen kẽ."),
    )


SMALL, LARGE = 20, 1_000
"""Pages of the workloads of which most is said."""

_MOST = (
    (SMALL, OURS, PLAIN, 0.95), (SMALL, OURS, WHOLE, 0.95),
    (LARGE, OURS, PLAIN, 0.55), (LARGE, OURS, WHOLE, 0.55), (LARGE, OURS, READER, 0.45),
    (LARGE, GIVEN, PLAIN, 1.5), (LARGE, GIVEN, WHOLE, 1.5),
)  # fmt: skip
"""What a build of so many pages may take of another side's time."""


def aims(work: Workload, costs: dict[str, Cost], above: Path) -> Iterator[Aim]:
    """What a build and its search index may cost against other sides."""
    build = f"Dựng {decimal(work.pages, 0)} trang"
    for pages, own, other, most in _MOST:
        if pages == work.pages and {own, other} <= {*costs}:
            ratio = costs[own].seconds / costs[other].seconds
            yield (f"{build}: thời gian, {own} so với {other}", most, ratio)
    if work.pages == LARGE:
        for other in (PLAIN, WHOLE):
            memory = costs[OURS].megabytes / costs[other].megabytes
            yield (f"{build}: bộ nhớ, {OURS} so với {other}", 2.0, memory)
        index = "site/search/search_index.json"
        size, least = ((folder_of(above, it) / index).stat().st_size for it in (OURS, PLAIN))
        words = f"{decimal(LARGE, 0)} trang: chỉ mục tìm kiếm so với {PLAIN}"
        yield (words, 1.0, size / least)
