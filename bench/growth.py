"""What reading, checking, computing and exporting cost as the data grows.

``python -m bench.growth OBSERVATIONS`` measures one size in its own process and prints JSON.
"""

# ruff: noqa: PLC0415 - the package is imported where its import is not what is measured

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from bench.process import ROOT, Cost, median, run
from bench.report import Table, decimal, seconds
from bench.workload import Workload, data_file, split_files
from indicators.__main__ import COLLECTIONS

Result = TypeVar("Result")

ROWS = 20


class Size(NamedTuple):
    """So many observations, in one file or as a main file and one file a year."""

    observations: int
    split: bool = False

    @property
    def words(self) -> str:
        count = decimal(self.observations, 0)
        return f"{count}, tách tệp theo năm" if self.split else count


STEPS = {"load": "Đọc", "check": "Kiểm tra", "compute": "Tính", "export": "Xuất CSV"}


def files(size: Size) -> dict[str, bytes]:
    """The data files of a size."""
    work = Workload(size.observations // (2 * ROWS), ROWS)
    if size.split:
        return {f"data/{name}": text.encode() for name, text in split_files(work)}
    return {"data/indicators.yaml": data_file(work).encode()}


def steps(size: Size) -> Iterator[tuple[str, float]]:
    """The time of each step, one after the other in this process."""
    from indicators.check import check
    from indicators.computing.compute import compute
    from indicators.export import Format
    from indicators.export import files as exports
    from indicators.export.edition import edition
    from indicators.reading.load import load

    data = files(size)
    loaded, taken = _timed(lambda: load(data))
    dataset = loaded.dataset
    assert dataset is not None, loaded.problems
    del loaded
    yield "load", taken
    # The rules that compare printed numbers compute too, which the next step then need not.
    found, checked = _timed(lambda: list(check(dataset, whole=False)))
    assert not found
    yield "check", checked
    views, taken = _timed(lambda: compute(dataset))
    yield "compute", taken
    written, taken = _timed(
        lambda: sum(len(content) for _, content in exports(views, edition({}), [Format.CSV]))
    )
    assert written
    yield "export", taken


def _timed(step: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    made = step()
    return made, time.perf_counter() - began


def measure(size: Size, rounds: int) -> tuple[dict[str, float], Cost]:
    """The median time of each step, and of the whole process."""
    command = [sys.executable, "-m", "bench.growth", json.dumps(size)]
    costs = [run(command, ROOT) for _ in range(rounds)]
    found = [json.loads(cost.output.splitlines()[-1]) for cost in costs]
    middle = {step: statistics.median(each[step] for each in found) for step in found[0]}
    return middle, median(costs)


def table(measured: dict[Size, tuple[dict[str, float], Cost]]) -> Table:
    """Times by size, and by observation, which linear growth leaves the same."""
    rows = []
    for size, (taken, cost) in measured.items():
        each = [
            f"{seconds(taken[step])} ({decimal(taken[step] / size.observations * 1e6, 0)} µs)"
            for step in STEPS
        ]
        rows.append((size.words, *each, f"{decimal(cost.megabytes, 0)} MB"))
    return Table(
        "Dữ liệu lớn dần",
        ("Số quan sát", *STEPS.values(), "Bộ nhớ cao nhất"),
        rows,
        (
            "Trong ngoặc: thời gian cho một quan sát; tăng tuyến tính thì số ấy không đổi.",
            "Khi tách tệp, mỗi năm nhắc lại mã của chỉ tiêu, nên mỗi quan sát có thêm hai dòng.",
        ),
    )


def main() -> None:
    """Measure one size here, as the command line would take it."""
    gc.set_threshold(*COLLECTIONS)
    print(json.dumps(dict(steps(Size(*json.loads(sys.argv[1]))))))


if __name__ == "__main__":
    main()
