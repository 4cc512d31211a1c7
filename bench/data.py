"""What reading, checking and computing the data cost against PyYAML's plain
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
from collections.abc import Iterator

from bench.content import Workload, data_file
from bench.process import ROOT, Cost, median, run
from bench.report import Aim, Measured, decimal, megabytes, seconds

PLAIN, READ, CHECKED = "yaml.CSafeLoader", "Trang này: đọc", "Trang này: kiểm tra"
COMPUTED = "Trang này: tính"


def _ours(data: str) -> Iterator[str]:
    """Takes a step before each name that it gives; the first names none."""
    from indicators.check import check
    from indicators.computing.compute import compute
    from indicators.reading.load import load

    yield ""
    dataset = load({"data.yaml": data.encode()}).dataset
    yield READ
    # The rules that compare printed numbers compute too, which the next step then need not.
    assert dataset is not None and not list(check(dataset, whole=False))  # noqa: PT018
    yield CHECKED
    compute(dataset)
    yield COMPUTED


def _plain(data: str) -> Iterator[str]:
    import yaml

    yield ""
    yaml.load(data, yaml.CSafeLoader)
    yield PLAIN


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


def aim(observations: int, taken: dict[str, Cost]) -> Aim:
    """What reading, checking and computing may cost against the plain loader."""
    steps = sum(taken[step].seconds for step in (READ, CHECKED, COMPUTED))
    words = f"{decimal(observations, 0)} quan sát: đọc, kiểm tra và tính, so với {PLAIN}"
    return (words, 1.3, steps / taken[PLAIN].seconds)


def main() -> None:
    """Take the steps here, with the command line's habits."""
    from indicators.__main__ import COLLECTIONS

    side, observations = sys.argv[1:]
    data = data_file(Workload(int(observations) // 40, 20))
    gc.set_threshold(*(gc.get_threshold() if side == PLAIN else COLLECTIONS))
    taken, began = {}, 0.0
    for name in (_plain if side == PLAIN else _ours)(data):
        now = time.process_time()
        taken[name], began = now - began, now
    del taken[""]
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
