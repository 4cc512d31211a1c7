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

from bench import building, growth, load, machine, preview, reader, share, startup
from bench.opened import pages
from bench.process import ROOT, Cost, FailedError
from bench.report import Table, document
from bench.sides import OURS
from bench.workload import Workload

WRITTEN = ROOT / "includes" / "toc-do.md"
"""Where the last tables stand; the page about speed includes them."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    builds: tuple[tuple[Workload, int], ...]
    """Workloads, each with how many times every side builds it."""
    sizes: tuple[tuple[int, int], ...]
    """Numbers of observations, each with how many times it is measured."""
    loaded: int
    """The number of observations whose loading is held against the plain loader's."""
    previewed: Workload
    rounds: int


FULL = Plan(
    builds=((Workload(20, 12), 5), (Workload(300, 12), 3), (Workload(1000, 20), 3)),
    sizes=((1_000, 3), (10_000, 3), (100_000, 1), (1_000_000, 1)),
    loaded=load.OBSERVATIONS,
    previewed=Workload(300, 12),
    rounds=5,
)
QUICK = Plan(
    builds=((Workload(4, 12), 1),),
    sizes=((400, 1), (2_000, 1)),
    loaded=1_000,
    previewed=Workload(4, 12),
    rounds=1,
)


def measured(plan: Plan, folder: Path) -> Iterator[Table]:
    """Every table of a plan, one after the other."""
    for number, (work, rounds) in enumerate(plan.builds):
        place = folder / str(number)
        costs = building.measure(work, place, rounds)
        yield building.table(work, costs, rounds)
        ours = costs[OURS]
        if isinstance(ours, Cost):
            project = building.place_of_ours(place)
            yield share.table(work.pages, share.measure(project), ours)
            if work == plan.previewed:
                yield preview.table(work.pages, preview.measure(work, project), ours)
    yield growth.table({size: growth.measure(size, rounds) for size, rounds in plan.sizes})
    yield load.table(plan.loaded, load.measure(plan.loaded, plan.rounds))
    yield startup.table(*startup.measure(plan.rounds))
    if reader.missing():
        sys.stderr.write(f"Chưa cài {reader.missing()}: không đo việc mở trang.\n")
    else:
        found = [(page.label, reader.measure(page.site, page.address)) for page in pages(folder)]
        yield reader.table(found)


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
        WRITTEN.write_text(document(facts, tables), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
