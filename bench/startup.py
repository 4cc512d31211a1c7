"""What the command line costs before it does anything, on the real data file."""

from __future__ import annotations

import re
import sys

from bench.process import ROOT, Cost, median, run
from bench.report import Table, seconds

CHECK = ("-m", "indicators", "check")
HEAVIEST = 6
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| (\s*)(\S+)")


def measure(rounds: int) -> tuple[dict[str, Cost], list[tuple[str, float]]]:
    """The cost of starting Python, of ``check``; and the modules whose import takes longest."""
    commands = {
        "Python không làm gì": (sys.executable, "-c", "pass"),
        "indicators check --help": (sys.executable, *CHECK, "--help"),
        "indicators check": (sys.executable, *CHECK),
    }
    taken: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(run(command, ROOT))
    told = [run((sys.executable, "-X", "importtime", *CHECK), ROOT).output for _ in range(rounds)]
    found: dict[str, list[float]] = {}
    for output in told:
        for own, _, _, name in _IMPORT.findall(output):
            package = name.partition(".")[0]
            found.setdefault(package, []).append(int(own) / 1e6)
    own_time = {name: sum(times) / rounds for name, times in found.items()}
    heaviest = sorted(own_time.items(), key=lambda item: -item[1])[:HEAVIEST]
    return {name: median(costs) for name, costs in taken.items()}, heaviest


def table(costs: dict[str, Cost], heaviest: list[tuple[str, float]]) -> Table:
    """The commands, and what their imports are made of."""
    rows = [
        (f"`{name}`" if " " not in name or name.startswith("ind") else name, seconds(cost.seconds))
        for name, cost in costs.items()
    ]
    listed = ", ".join(f"{name} {seconds(time)}" for name, time in heaviest)
    return Table(
        "Khởi động dòng lệnh trên dữ liệu thật",
        ("Lệnh", "Thời gian"),
        rows,
        (f"Thời gian nạp mô-đun của `check`, nặng nhất trước: {listed}.",),
    )
