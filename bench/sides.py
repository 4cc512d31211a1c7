"""The sides that are compared: for each a project folder, the command that builds it, its cost."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench import content
from bench.content import Workload, Year, indicator_id, letters, page_path, typed_page
from bench.process import ROOT, Cost, FailedError, building, median, run
from bench.report import Aim, Measured, decimal, megabytes, seconds

PLAIN, OURS, READER = "Bảng gõ sẵn bằng Markdown", "Trang này", "mkdocs-table-reader-plugin"
WHOLE = "Bảng và nguồn gốc từng số gõ sẵn bằng Markdown"
GIVEN = "Trang này, kèm tệp tải về: XLSX, CSV, JSON, SVG"
BARE = "Trang này, mỗi trang chỉ một tiêu đề: phần của MkDocs, Material"
DRAWN = "Trang này, kèm cả ảnh PNG của từng biểu đồ"
COLD = "{}, lần đầu: mã chưa biên dịch"


Files = dict[str, str]
"""The files of a project: where each stands, and its text."""


class Side(NamedTuple):
    """One way of publishing a workload."""

    name: str
    files: Callable[[Workload], Files]
    command: tuple[str, ...] = building("mkdocs")

    def prepare(self, work: Workload, above: Path) -> Path:
        """The folder of the side's project, which is written there with what all sides share."""
        folder = folder_of(above, self.name)
        for name, text in self.files(work).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        for name in ("includes", "overrides"):
            shutil.copytree(ROOT / name, folder / name)
        return folder


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


def stock(work: Workload, call: str = "", plugin: str = "", *, origin: bool = False) -> Files:
    """Stock Material with everything typed out, or the tables by a ``call``."""
    pages = (typed_page(work, number, call, origin=origin) for number in range(work.pages))
    return _docs(pages) | {"mkdocs.yml": settings(work, plugin=plugin)}


def ours(work: Workload, exports: str = "[]", *, bare: bool = False) -> Files:
    """A project of ours, its pages with our macros, or ``bare``: with a heading alone."""
    page = (lambda _, number: f"# Trang {letters(number)}\n") if bare else content.our_page
    return _docs(page(work, number) for number in range(work.pages)) | {
        "mkdocs.yml": settings(work, ours=True, exports=exports),
        "data/indicators.yaml": content.data_file(Workload(1, 1) if bare else work),
        "macros.py": (ROOT / "macros.py").read_text("utf-8"),
    }


def _docs(pages: Iterable[str]) -> Files:
    return {
        "docs/index.md": "# Tổng quan\n\nSố liệu tổng hợp, chỉ dùng để đo tốc độ.\n",
        "docs/van-ban.md": (
            "---\nhome: documents\n---\n\n# Văn bản\n\n## Báo cáo tổng hợp {: #bao-cao }\n"
        ),
        **{f"docs/{page_path(number)}": text for number, text in enumerate(pages)},
    }


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


def _naive(work: Workload) -> Files:
    """As most people write it, but kindly: a call reads one indicator's file, not all data."""
    row = "- period: {0.year}\n  plan: {0.plan}\n  value: {0.value}\n"
    return stock(work, "{{{{ table('{}') }}}}", "  - macros\n") | {
        "main.py": _NAIVE,
        **_each(work, "yaml", lambda years: "".join(map(row.format, years))),
    }


def _table_reader(work: Workload) -> Files:
    """Tables as CSV files, worded beforehand."""
    call = "{{{{ read_csv('data/{}.csv', dtype='str', disable_numparse=True) }}}}"

    def told(years: list[Year]) -> str:
        rows = [content.HEADINGS, *(year.cells for year in years)]
        return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)

    return stock(work, call, "  - table-reader\n") | _each(work, "csv", told)


def _each(work: Workload, ending: str, told: Callable[[list[Year]], str]) -> Files:
    """A data file of each indicator."""
    return {f"data/{indicator_id(of)}.{ending}": told(work.values(of)) for of in work.indicators}


_HUGO_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ range first 30 .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ end }}</nav><main>{{ .Content }}</main></body></html>
"""


def _hugo(work: Workload) -> Files:
    """The pages alone: no theme and no search, so what Hugo shows here is a floor."""
    files = {f"layouts/_default/{kind}.html": _HUGO_PAGE for kind in ("single", "list")}
    files["hugo.toml"] = 'title = "Số liệu tổng hợp"\nlanguageCode = "vi"\n'
    for number in range(work.pages):
        text = re.sub(r"\.md(?=[)#])", "/", typed_page(work, number))
        front = f"---\ntitle: Trang {letters(number)}\n---\n\n"
        files[f"content/{page_path(number)}"] = front + text
    return files


_ANEW = ("env", "PYTHONPYCACHEPREFIX=.cache/compiled", *building("mkdocs"))
SIDES = (
    Side(PLAIN, stock),
    Side(OURS, ours),
    Side(WHOLE, partial(stock, origin=True)),
    Side(BARE, partial(ours, bare=True)),
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
    folders = {side: side.prepare(work, above) for side in sides}
    costs: dict[str, list[Cost]] = {}
    for side in sides * rounds:
        for made in ("site", "public", ".cache"):
            shutil.rmtree(folders[side] / made, ignore_errors=True)
        try:
            cost = run(side.command, folders[side])
            costs.setdefault(side.name, []).append(cost)
        except (FailedError, OSError) as error:
            sys.stderr.write(f"{side.name}: {error}\n")
    return {name: median(each) for name, each in costs.items()}


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
