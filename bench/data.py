"""What reading, checking, computing and exporting cost as the data grows, and what PyYAML's plain
``CSafeLoader`` takes, which checks nothing and knows no places.

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

PLAIN = "yaml.CSafeLoader"
STEPS = {"load": "Đọc", "check": "Kiểm tra", "compute": "Tính", "export": "Xuất CSV"}
ROWS = 20

Taken = dict[int, dict[str, Cost]]
"""For each number of observations what each step takes; memory is that of the whole process."""


def _ours(data: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each step, to be taken one after the other; what it makes is left for the next."""
    from indicators.__main__ import COLLECTIONS
    from indicators.check import check
    from indicators.computing.compute import compute
    from indicators.export import Edition, Format, files
    from indicators.reading.load import load

    gc.set_threshold(*COLLECTIONS)
    made: dict[str, Any] = {}
    text = {"data.yaml": data.encode()}
    yield "load", lambda: made.update(dataset=load(text).dataset)
    # The rules that compare printed numbers compute too, which the next step then need not.
    yield "check", lambda: made.update(found=list(check(made["dataset"], whole=False)))
    assert made["found"] == []
    yield "compute", lambda: made.update(views=compute(made["dataset"]))
    yield "export", lambda: [len(f) for _, f in files(made["views"], Edition(), [Format.CSV])]


def _plain(data: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    import yaml

    yield PLAIN, lambda: yaml.load(data, yaml.CSafeLoader)


def measure(observations: int, rounds: int) -> dict[str, Cost]:
    """The median of each step, of ours and of the plain loader."""
    taken = {}
    for side in ("ours", PLAIN):
        command = (sys.executable, "-m", "bench.data", side, str(observations))
        costs = [run(command, ROOT) for _ in range(rounds)]
        found = [json.loads(cost.output) for cost in costs]
        for step in found[0]:
            middle = statistics.median(each[step] for each in found)
            taken[step] = Cost(middle, median(costs).megabytes)
    return taken


def table(taken: Taken) -> Measured:
    """Times by size, and by observation, which linear growth leaves the same."""
    rows = []
    for count, costs in taken.items():
        cells = [
            f"{seconds(cost.seconds)} ({decimal(cost.seconds / count * 1e6, 0)} µs)"
            for cost in costs.values()
        ]
        memory = [megabytes(costs[step].megabytes) for step in ("export", PLAIN)]
        rows.append((decimal(count, 0), *cells, *memory))
    return Measured(
        "Dữ liệu lớn dần",
        ("Số quan sát", *STEPS.values(), PLAIN, "Bộ nhớ của trang này", f"Bộ nhớ của {PLAIN}"),
        rows,
        (
            "Trong ngoặc: thời gian cho một quan sát; tăng tuyến tính thì số ấy không đổi.",
            f"{PLAIN} chỉ đọc, không kiểm tra và không biết vị trí của giá trị.",
        ),
    )


def aims(taken: Taken) -> Iterator[Aim]:
    """How much more one observation may cost in the largest data than in the smallest, and what
    reading and checking may cost against the plain loader.
    """
    least, most = min(taken), max(taken)
    for step, name in STEPS.items():
        each = [taken[count][step].seconds / count for count in (most, least)]
        words = f"{name}: mỗi quan sát ở {decimal(most, 0)}, so với ở {decimal(least, 0)}"
        yield Aim(words, 1.5, each[0] / each[1])
    load, check, plain = (taken[most][step].seconds for step in ("load", "check", PLAIN))
    words = f"{decimal(most, 0)} quan sát, so với {PLAIN}"
    yield Aim(f"Đọc {words}", 1.5, load / plain)
    yield Aim(f"Đọc và kiểm tra {words}", 1.5, (load + check) / plain)


def main() -> None:
    """Take the steps here."""
    side, observations = sys.argv[1:]
    data = data_file(Workload(int(observations) // (2 * ROWS), ROWS))
    taken = {}
    for name, step in _plain(data) if side == PLAIN else _ours(data):
        began = time.perf_counter()
        step()
        taken[name] = time.perf_counter() - began
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
