"""What reading the data costs, held against PyYAML's plain ``CSafeLoader`` on the same file.

``python -m bench.load SIDE OBSERVATIONS`` takes one side in its own process and prints its time.
"""

# ruff: noqa: PLC0415 - a side imports what it needs in its own process only

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator

from bench.process import ROOT, Cost, median, run
from bench.report import Table, decimal, seconds, times
from indicators.__main__ import COLLECTIONS

OBSERVATIONS = 100_000
YEARS = range(2000, 2050)
PLAIN = "yaml.CSafeLoader"


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
    import yaml

    yaml.load(data, yaml.CSafeLoader)


def _ours(data: bytes) -> None:
    from indicators.reading.load import load

    assert load({"data.yaml": data}).dataset is not None


def _checked(data: bytes) -> None:
    from indicators.check import check
    from indicators.reading.load import load

    dataset = load({"data.yaml": data}).dataset
    assert dataset is not None
    assert not any(True for _ in check(dataset, whole=False))


SIDES: dict[str, Callable[[bytes], None]] = {
    PLAIN: _plain,
    "Trang này: đọc": _ours,
    "Trang này: đọc và kiểm tra": _checked,
}


def measure(observations: int, rounds: int) -> dict[str, Cost]:
    """The cost of each side; they take turns, so that a busy machine is unfair to none."""
    taken: dict[str, list[Cost]] = {side: [] for side in SIDES}
    for _ in range(rounds):
        for side in SIDES:
            command = (sys.executable, "-m", "bench.load", side, str(observations))
            cost = run(command, ROOT)
            inside = json.loads(cost.output)  # without starting Python and making the data
            taken[side].append(cost._replace(seconds=inside))
    return {side: median(costs) for side, costs in taken.items()}


def table(observations: int, costs: dict[str, Cost]) -> Table:
    """The sides, and how many times the plain loader's cost each takes."""
    plain = costs[PLAIN]
    size = decimal(len(data_text(observations).encode()) / 1e6, 1)
    return Table(
        f"Đọc {decimal(observations, 0)} quan sát",
        (
            "Bên",
            "Thời gian",
            f"Thời gian so với {PLAIN}",
            "Bộ nhớ cao nhất",
            f"Bộ nhớ so với {PLAIN}",
        ),
        [
            (
                side,
                seconds(cost.seconds),
                times(cost.seconds, plain.seconds),
                f"{decimal(cost.megabytes, 0)} MB",
                times(cost.megabytes, plain.megabytes),
            )
            for side, cost in costs.items()
        ],
        (
            f"Một tệp {size} MB. {PLAIN} chỉ đọc, không kiểm tra và không biết vị trí của giá trị.",
            "Thời gian không kể khởi động Python; bộ nhớ kể cả.",
            "Kiểm tra: những quy tắc không cần tính lại; việc tính đo ở bảng dữ liệu lớn dần.",
        ),
    )


def main() -> None:
    """Take one side here; ours looks for garbage as seldom as the command line does."""
    side, observations = sys.argv[1:]
    data = data_text(int(observations)).encode()
    if side != PLAIN:
        gc.set_threshold(*COLLECTIONS)
    began = time.perf_counter()
    SIDES[side](data)
    print(json.dumps(time.perf_counter() - began))


if __name__ == "__main__":
    main()
