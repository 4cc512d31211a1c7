"""Building the same pages by every side, in turn within one run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.process import Cost, FailedError, median, run
from bench.report import Table, decimal, seconds, times
from bench.sides import OURS, PLAIN, Side, sides
from bench.workload import Workload


def measure(work: Workload, folder: Path, rounds: int) -> dict[str, Cost | str]:
    """Each side's median cost, or why it has none."""
    found: dict[str, Cost | str] = {}
    ready: list[Side] = []
    for side in sides():
        if side.most_pages is not None and work.pages > side.most_pages:
            continue
        if side.missing:
            found[side.name] = f"chưa cài {', '.join(side.missing)}"
            continue
        place = _place(folder, side)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        side.prepare(work, place)
        ready.append(side)
    costs: dict[str, list[Cost]] = {side.name: [] for side in ready}
    for _ in range(rounds):
        for side in [side for side in ready if side.name not in found]:
            place = _place(folder, side)
            for made in ("site", "public", ".cache"):
                shutil.rmtree(place / made, ignore_errors=True)
            try:
                costs[side.name].append(run(side.command, place))
            except FailedError as error:
                sys.stderr.write(f"{side.name}: {error}\n")
                found[side.name] = "không dựng được"
    return {
        side.name: found.get(side.name) or median(costs[side.name])
        for side in sides()
        if side.name in costs or side.name in found
    }


def place_of(folder: Path, name: str) -> Path:
    """Where a side's project stands after ``measure``."""
    return next(_place(folder, side) for side in sides() if side.name == name)


def searched(folder: Path, name: str) -> int:
    """The bytes of the search index that a side built."""
    return (place_of(folder, name) / "site" / "search" / "search_index.json").stat().st_size


def _place(folder: Path, side: Side) -> Path:
    return folder / side.name.replace(" ", "-").replace(",", "")


def table(work: Workload, costs: dict[str, Cost | str], rounds: int) -> Table:
    """The costs as a table."""
    return Table(
        f"Dựng {decimal(work.pages, 0)} trang, mỗi trang hai bảng {work.rows} dòng",
        (
            "Bên",
            "Thời gian",
            "Thời gian so với Markdown",
            "Bộ nhớ cao nhất",
            "Bộ nhớ so với Markdown",
        ),
        list(_rows(costs)),
        (
            f"{decimal(work.observations, 0)} quan sát.",
            f"Trung vị của {rounds} lượt, các bên chạy xen kẽ.",
        ),
    )


def _rows(costs: dict[str, Cost | str]) -> Iterator[tuple[str, ...]]:
    plain = costs[PLAIN]
    for name, cost in costs.items():
        label = NAMES.get(name, name)
        if isinstance(cost, str) or isinstance(plain, str):
            yield (label, str(cost), "–", "–", "–")
            continue
        yield (
            label,
            seconds(cost.seconds),
            times(cost.seconds, plain.seconds),
            f"{decimal(cost.megabytes, 0)} MB",
            times(cost.megabytes, plain.megabytes),
        )


NAMES = {
    PLAIN: "Bảng gõ sẵn bằng Markdown",
    OURS: "Trang này",
    f"{OURS}, downloads": "Trang này, kèm mọi tệp tải về (CSV, XLSX, JSON, SVG)",
    "no tables": "Không bảng nào (sàn của MkDocs, Material, tìm kiếm)",
    "silent macros": "Macro không cho ra gì (sàn của mọi cách dùng macro)",
    "naive macro": "Macro đơn giản (yaml, pandas mỗi lần gọi)",
    "table-reader": "mkdocs-table-reader-plugin",
    "Zensical, Markdown": "Zensical, bảng gõ sẵn",
    "Zensical, ours": "Zensical, trang này",
    "Hugo": "Hugo, không giao diện, không tìm kiếm",
}
