"""``python -m bench [quick]``: runs every measurement, prints the tables and writes them down.

``quick`` takes small workloads once, to see that everything works; it writes nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import anatomy, data, preview, reader, sides
from bench.content import Workload, page_path
from bench.process import ROOT, Cost, FailedError, run
from bench.report import Aim, Measured, aimed, machine

WRITTEN = ROOT / "includes" / "toc-do.md"
"""Where the last tables stand; the page about speed includes them."""

EDIT = "Trang này: từ lúc lưu một số đến lúc thấy trên trang xem trước"


class Plan(NamedTuple):
    """How much is measured: workloads and numbers of observations, each with how many times, and
    the workload that is previewed.
    """

    builds: dict[Workload, int]
    previewed: Workload
    observations: dict[int, int]


FULL = Plan(
    {Workload(20, 12): 5, Workload(300, 12): 3, Workload(1000, 20): 3},
    Workload(300, 12),
    {1_000: 3, 10_000: 3, 100_000: 1},
)
QUICK = Plan({Workload(4, 12): 1}, Workload(4, 12), {400: 1, 2_000: 1})


def measured(plan: Plan, folder: Path) -> Iterator[Measured]:
    """Every table of a plan, one after the other; the last says what was aimed at."""
    reached: list[Aim] = []
    place = own = folder
    for work, rounds in plan.builds.items():
        place = folder / str(work.pages)
        own = sides.folder_of(place, sides.OURS)
        costs = sides.measure(work, place, rounds)
        reached += sides.aims(work, costs, place)
        shares = anatomy.measure(own)
        if work == plan.previewed:
            taken = preview.measure(own)
            whole = f"Xem trước {work.pages} trang: thấy số vừa sửa, so với dựng cả trang"
            reached.append(Aim(whole, 0.25, taken / costs[sides.OURS].seconds))
            costs[EDIT] = Cost(taken, 0)
        yield sides.table(work, costs, rounds)
        yield anatomy.table(work.pages, shares)
        reached += anatomy.aims(work.pages, shares)
    grown = {count: data.measure(count, rounds) for count, rounds in plan.observations.items()}
    yield data.table(grown)
    reached += data.aims(grown)
    real, page = folder / "real", f"{page_path(0).removesuffix('.md')}/"
    run([*sides.MKDOCS[:-1], str(real)], ROOT)
    opened = {
        "Tổng quan, dữ liệu thật": (real, ""),
        "Kết nạp đảng viên, dữ liệu thật": (real, "chi-tieu/ket-nap/"),
        "Hai bảng: trang này, kèm phông": (own / "site", page),
        "Hai bảng: Material gốc, không phông": (sides.folder_of(place, sides.PLAIN) / "site", page),
    }
    visits = {name: reader.measure(*where) for name, where in opened.items()}
    yield reader.table(visits)
    reached.append(reader.aim(*list(visits.values())[2:]))
    yield aimed(reached)


def main() -> None:
    """Measure; print each table as soon as it is known."""
    quick = "quick" in sys.argv[1:]
    facts = "".join(f"- {fact}\n" for fact in machine())
    tables: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            for table in measured(QUICK if quick else FULL, Path(folder)):
                print(table.markdown(), flush=True)
                tables.append(table)
        except FailedError as error:
            sys.exit(f"Không đo được: {error}")
    if not quick:
        # What was aimed at comes first for whoever reads.
        parts = [
            f"## Máy đo\n\n{facts}",
            *(table.markdown() for table in (tables[-1], *tables[:-1])),
        ]
        WRITTEN.write_text("\n".join(parts), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
