"""``python -m bench [quick]``: runs every measurement, prints the tables and writes them down.

``quick`` takes small workloads once, to see that everything works; it writes nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import inside, reader, sides
from bench.content import Workload, page_path
from bench.process import ROOT, FailedError, building, run
from bench.report import BUILDERS, Aim, Measured, aimed, machine, write_down

Amount = tuple[dict[Workload, int], tuple[int, ...]]
FULL: Amount = {Workload(20, 12): 5, Workload(300, 12): 3, Workload(1000, 20): 3}, (20_000, 100_000)
QUICK: Amount = {Workload(4, 12): 1}, (2_000,)
"""Workloads, each with how many times it is built, and numbers of observations."""


def measured(
    builds: dict[Workload, int], observations: tuple[int, ...], folder: Path
) -> Iterator[Measured]:
    """Every table, one after the other; the last says what was aimed at."""
    reached: list[Aim] = []
    for work, rounds in builds.items():
        place = folder / str(work.pages)
        costs = sides.measure(work, place, rounds)
        reached += sides.aims(work, costs, place)
        if work.pages != sides.LARGE:
            taken = inside.preview(sides.folder_of(place, sides.OURS), inside.INVENTED)
            words = f"Xem trước {work.pages} trang: dựng lại sau khi sửa một số, so với dựng cả"
            reached.append((words, 0.3, taken / costs[sides.OURS].seconds))
        yield sides.table(work, costs, rounds)
    largest = max(builds)
    yield inside.parts_table(largest, sides.folder_of(folder / str(largest.pages), sides.OURS))
    for number in observations:
        steps = inside.steps(number, 3 if number < 50_000 else 1)
        yield inside.data_table(number, steps)
        reached.append(inside.data_aim(number, steps))
    words = "Trang thật, xem trước: số giây dựng lại sau khi sửa một số"
    reached.append((words, 1.0, inside.preview(ROOT, inside.REAL)))
    check = run((sys.executable, "-m", "indicators", "check"), ROOT).seconds
    reached.append(("Trang thật: số giây của lệnh check, kể cả khởi động", 0.4, check))
    real, page = folder / "real", f"{page_path(0).removesuffix('.md')}/"
    run(("env", f"SITE_DIR={real}", *building("mkdocs")), ROOT)
    # A site of the usual size: with every page, stock Material fetches the index of all of them.
    small = folder / str(next(iter(builds)).pages)
    own, stock = (sides.folder_of(small, side) / "site" for side in (sides.OURS, sides.PLAIN))
    for published in (real, own):
        run([sys.executable, "tools/styles.py", str(published)], ROOT)
    visits = {
        "Tổng quan, dữ liệu thật": reader.measure(real, ""),
        "Kết nạp đảng viên, dữ liệu thật": reader.measure(real, "chi-tieu/ket-nap/"),
        "Hai bảng: trang này, kèm phông": (ours := reader.measure(own, page)),
        "Hai bảng: Material gốc, không phông": (other := reader.measure(stock, page)),
    }
    yield reader.table(visits)
    words = "Mở một trang, kèm phông: KB nén so với Material gốc, không phông"
    reached.append((words, 1.0, ours["all"] / other["all"]))
    yield aimed(reached)


def main() -> None:
    """Measure; print each table as soon as it is known."""
    quick = "quick" in sys.argv[1:]
    written = ["## Máy đo\n\n" + "".join(f"- {fact}\n" for fact in machine())]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            for table in measured(*(QUICK if quick else FULL), Path(folder)):
                print(table.markdown(), flush=True)
                written.append(table.markdown())
        except FailedError as error:
            sys.exit(f"Không đo được: {error}")
    if not quick:
        # What was aimed at comes first for whoever reads.
        write_down("\n".join([written[0], written[-1], *written[1:-1]]), BUILDERS)


if __name__ == "__main__":
    main()
