"""What reading the data costs, held against PyYAML's plain ``CSafeLoader`` on the same file.

``python bench/load.py [OBSERVATIONS]`` prints a table; ``measure`` gives the numbers to others.
Each side runs in a process of its own, so that the peak of its memory is its own.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

OBSERVATIONS = 100_000
YEARS = range(2000, 2050)


class Cost(NamedTuple):
    """What one side took: the median of its times, and its process's highest memory."""

    seconds: float
    megabytes: float


def data_text(observations: int) -> str:
    """A synthetic data file of so many observations, as an editor might have typed it."""
    return "".join(_lines(observations))


def _lines(observations: int) -> Iterator[str]:
    yield "model: 1\norganisation:\n  name: Đảng bộ tổng hợp để đo\n"
    yield f"term:\n  name: số liệu tổng hợp\n  start: {YEARS[0]}\n  end: {YEARS[-1]}\n"
    yield "source: bao-cao\ndocuments:\n  - id: bao-cao\n    title: Báo cáo tổng hợp\nindicators:\n"
    for number in range(observations // len(YEARS)):
        yield f"  - id: chi-tieu-{number}\n    name: Chỉ tiêu tổng hợp số {number}\n"
        yield "    measure: flow\n    unit: đảng viên\n    decimals: 0\n    observations:\n"
        for year in YEARS:
            yield f"      - period: {year}\n        value: {1000 + number + year}\n"
            yield f"        plan: {900 + year}\n        locator: trang 3, bảng 2\n"
            yield "        status: official\n"


def _plain(data: bytes) -> None:
    import yaml  # noqa: PLC0415 - the side that is compared with

    yaml.load(data, yaml.CSafeLoader)


def _ours(data: bytes) -> None:
    from indicators.reading.load import load  # noqa: PLC0415 - not in the other side's process

    assert load({"data.yaml": data}).dataset is not None


def _checked(data: bytes) -> None:
    from indicators import check  # noqa: PLC0415
    from indicators.reading import load  # noqa: PLC0415 - not in the other side's process

    dataset = load.load({"data.yaml": data}).dataset
    assert dataset is not None
    assert not any(True for _ in check.check(dataset, whole=False))


SIDES: dict[str, Callable[[bytes], None]] = {
    "CSafeLoader": _plain,
    "load": _ours,
    "load + check": _checked,
}


def measure(observations: int = OBSERVATIONS, runs: int = 3) -> dict[str, Cost]:
    """The cost of each side; the sides take turns, so that a busy machine is unfair to none."""
    taken: dict[str, list[Cost]] = {side: [] for side in SIDES}
    for _ in range(runs):
        for side in SIDES:
            command = [sys.executable, __file__, "--side", side, str(observations)]
            answer = subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            taken[side].append(Cost(*json.loads(answer.stdout)))
    return {
        side: Cost(
            statistics.median(cost.seconds for cost in costs),
            statistics.median(cost.megabytes for cost in costs),
        )
        for side, costs in taken.items()
    }


def _run(side: str, observations: int) -> None:
    data = data_text(observations).encode()
    began = time.perf_counter()
    SIDES[side](data)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak]))


def main() -> None:
    """Print what each side costs, and how many times the plain loader's that is."""
    if sys.argv[1:2] == ["--side"]:
        _run(sys.argv[2], int(sys.argv[3]))
        return
    observations = int(sys.argv[1]) if len(sys.argv) > 1 else OBSERVATIONS
    costs = measure(observations)
    plain = costs["CSafeLoader"]
    print(f"{observations} observations, {len(data_text(observations).encode()) / 1e6:.1f} MB")
    for side, cost in costs.items():
        times, memory = cost.seconds / plain.seconds, cost.megabytes / plain.megabytes
        print(
            f"{side:14} {cost.seconds:7.2f} s  × {times:4.2f}"
            f"   {cost.megabytes:6.0f} MB  × {memory:4.2f}"
        )


if __name__ == "__main__":
    main()
