"""What reading, checking, computing and exporting the data cost against PyYAML's plain
``CSafeLoader``, which checks nothing and knows no places.

``python -m bench.data SIDE OBSERVATIONS`` takes a side's steps in its own process and prints
their times.
"""

# ruff: noqa: PLC0415 - a side imports what it needs in its own process only

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.content import Workload, data_file
from bench.process import ROOT, Cost, median, run
from bench.report import Aim, Measured, decimal, megabytes, seconds

PLAIN, READ, CHECKED = "yaml.CSafeLoader", "Trang này: đọc", "Trang này: kiểm tra"
COMPUTED = "Trang này: tính"


def _ours(data: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each step, to be taken one after the other; what it makes is left for the next."""
    from indicators.check import check
    from indicators.computing.compute import compute
    from indicators.export import Edition, Format, files
    from indicators.reading.load import load

    made: dict[str, Any] = {}
    text = {"data.yaml": data.encode()}
    yield READ, lambda: made.update(dataset=load(text).dataset)
    # The rules that compare printed numbers compute too, which the next step then need not.
    yield CHECKED, lambda: made.update(found=list(check(made["dataset"], whole=False)))
    assert made["found"] == []
    yield COMPUTED, lambda: made.update(views=compute(made["dataset"]))
    csv = [Format.CSV]
    yield "Trang này: xuất CSV", lambda: [len(f) for _, f in files(made["views"], Edition(), csv)]


def _plain(data: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    import yaml

    yield PLAIN, lambda: yaml.load(data, yaml.CSafeLoader)


def measure(observations: int, rounds: int) -> dict[str, Cost]:
    """The median of each step, with the memory of the process that took it."""
    taken = {}
    for side in (PLAIN, "ours"):
        command = (sys.executable, "-m", "bench.data", side, str(observations))
        costs = [run(command, ROOT) for _ in range(rounds)]
        memory, found = median(costs).megabytes, [json.loads(cost.output) for cost in costs]
        for step in found[0]:
            taken[step] = Cost(statistics.median(each[step] for each in found), memory)
    return taken


def table(observations: int, taken: dict[str, Cost]) -> Measured:
    """Each step against the plain loader."""
    rows = []
    for step, cost in taken.items():
        each = f"{decimal(cost.seconds / observations * 1e6, 0)} µs"
        times = decimal(cost.seconds / taken[PLAIN].seconds)
        rows.append((step, seconds(cost.seconds), each, times, megabytes(cost.megabytes)))
    return Measured(
        f"Dữ liệu có {decimal(observations, 0)} quan sát",
        ("Việc", "Thời gian", "Mỗi quan sát", f"So với {PLAIN}", "Bộ nhớ của cả lượt"),
        rows,
        (f"{PLAIN} chỉ đọc, không kiểm tra và không biết vị trí của giá trị.",),
    )


def aims(observations: int, taken: dict[str, Cost]) -> Iterator[Aim]:
    """What reading, checking and computing may cost against the plain loader."""
    steps = sum(taken[step].seconds for step in (READ, CHECKED, COMPUTED))
    words = f"{decimal(observations, 0)} quan sát: đọc, kiểm tra và tính, so với {PLAIN}"
    yield Aim(words, 1.3, steps / taken[PLAIN].seconds)


def main() -> None:
    """Take the steps here, with the command line's habits."""
    from indicators.__main__ import COLLECTIONS

    side, observations = sys.argv[1:]
    data = data_file(Workload(int(observations) // 40, 20))
    gc.set_threshold(*(gc.get_threshold() if side == PLAIN else COLLECTIONS))
    taken = {}
    for name, step in (_plain if side == PLAIN else _ours)(data):
        began = time.process_time()
        step()
        taken[name] = time.process_time() - began
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
