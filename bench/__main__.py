"""``python -m bench [quick]``: runs every measurement, prints the tables and writes them down.

``quick`` takes small workloads once, to see that everything works; it writes nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import (
    aims,
    anatomy,
    building,
    growth,
    load,
    machine,
    opened,
    preview,
    reader,
    startup,
)
from bench.process import ROOT, Cost, FailedError
from bench.report import Table, document
from bench.sides import OURS, PLAIN
from bench.workload import Workload

WRITTEN = ROOT / "includes" / "toc-do.md"
"""Where the last tables stand; the page about speed includes them."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    builds: tuple[tuple[Workload, int], ...]
    """Workloads, each with how many times every side builds it."""
    sizes: tuple[tuple[growth.Size, int], ...]
    """Sizes of the data, each with how many times it is measured."""
    loaded: int
    """The number of observations whose loading is held against the plain loader's."""
    previewed: Workload
    rounds: int


FULL = Plan(
    builds=((Workload(20, 12), 5), (Workload(300, 12), 3), (Workload(1000, 20), 3)),
    sizes=(
        (growth.Size(1_000), 3),
        (growth.Size(10_000), 3),
        (growth.Size(100_000), 1),
        (growth.Size(10_000, split=True), 3),
        (growth.Size(100_000, split=True), 1),
        (growth.Size(1_000_000, split=True), 1),
    ),
    loaded=load.OBSERVATIONS,
    previewed=Workload(300, 12),
    rounds=5,
)
QUICK = Plan(
    builds=((Workload(4, 12), 1),),
    sizes=((growth.Size(400), 1), (growth.Size(2_000), 1), (growth.Size(2_000, split=True), 1)),
    loaded=1_000,
    previewed=Workload(4, 12),
    rounds=1,
)


def measured(plan: Plan, folder: Path) -> Iterator[Table]:
    """Every table of a plan, one after the other; the last says what was aimed at."""
    reached: list[aims.Aim] = []
    for number, (work, rounds) in enumerate(plan.builds):
        place = folder / str(number)
        costs = building.measure(work, place, rounds)
        yield building.table(work, costs, rounds)
        reached += aims.of_build(work, costs)
        ours = costs[OURS]
        if isinstance(ours, Cost):
            project = building.place_of(place, OURS)
            parts = anatomy.measure(project)
            yield anatomy.table(work.pages, parts)
            reached += aims.of_share(work, parts)
            sizes = {name: building.searched(place, name) for name in (OURS, PLAIN)}
            reached += aims.of_search(work, sizes)
            if work == plan.previewed:
                taken = preview.measure(work, project)
                yield preview.table(work.pages, taken, ours)
                reached += aims.of_preview(work, taken, ours)
    grown = {size: growth.measure(size, rounds) for size, rounds in plan.sizes}
    yield growth.table(grown)
    reached += aims.of_growth(grown)
    loaded = load.measure(plan.loaded, plan.rounds)
    yield load.table(plan.loaded, loaded)
    reached += aims.of_load(loaded)
    yield startup.table(*startup.measure(plan.rounds))
    if reader.missing():
        sys.stderr.write(f"Chưa cài {reader.missing()}: không đo việc mở trang.\n")
    else:
        visits = {page: reader.measure(page.site, page.address) for page in opened.pages(folder)}
        yield reader.table([(page.label, visit) for page, visit in visits.items()])
        reached += aims.of_reader({page.kind: visit for page, visit in visits.items()})
    yield aims.table(reached)


def main() -> None:
    """Measure; print each table as soon as it is known."""
    quick = "quick" in sys.argv[1:]
    plan = QUICK if quick else FULL
    facts = list(machine.machine())
    tables: list[Table] = []
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        for table in measured(plan, folder):
            print(table.markdown(), flush=True)
            tables.append(table)
    except FailedError as error:
        sys.exit(f"Không đo được: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not quick:
        # What was aimed at comes first for whoever reads.
        WRITTEN.write_text(document(facts, tables[-1:] + tables[:-1]), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
