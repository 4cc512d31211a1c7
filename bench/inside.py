"""What is measured inside one process: reading data, the preview, the parts of a build.

``python -m bench.inside WORK …`` does one of them where it is called, and prints what it found.
"""

# ruff: noqa: PLC0415 - each imports what it needs in its own process only

from __future__ import annotations

import gc
import json
import logging
import re
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from bench.content import Workload, data_file, page_path
from bench.process import ROOT, Cost, median, run
from bench.report import Aim, Measured, decimal, megabytes, seconds

PLAIN, READ, CHECKED = "yaml.CSafeLoader", "Trang này: đọc", "Trang này: kiểm tra"
COMPUTED = "Trang này: tính"

Edit = tuple[str, str, str, str]
"""What is edited, what is typed instead, on which page, and how that shows it."""
INVENTED = "value: [0-9]+", "value: 700{}", page_path(0).removesuffix(".md"), ">7.00{}<"
REAL = r"(?m)value: 97\.[0-9]$", "value: 97.{}", "chi-tieu/xep-loai-dang-vien", ">97,{}%<"

EVERY = 0.002
ORIGINS, ANSWER = "Viết nguồn gốc từng số", ("macro.py", "answer")
PARTS = {
    ("__init__.py", "examine"): "Đọc, kiểm tra và tính số liệu",
    ("sheet.py", "sheet"): "Viết tờ tóm tắt để in",
    ANSWER: "Viết bảng và câu trong bài",
    ("embed.py", "looked_at"): "Markdown và kiểm tra bài",
    ("site.py", "text"): "Ghép bài từ các phần đã viết",
    ("build.py", "_build_page"): "Giao diện Material, tìm kiếm, ghi từng trang",
}
"""Functions in which a part of a build is done; a part within another belongs to it."""
REST = "Phần còn lại: khởi động, MkDocs, liên kết"


def _run(folder: Path, *work: str) -> tuple[Cost, Any]:
    fails = f"FAIL_ON_ERROR={str(work[0] != 'edits').lower()}"  # a preview shows what is wrong
    cost = run(("env", fails, sys.executable, "-m", "bench.inside", *work), folder)
    return cost, json.loads(cost.output.splitlines()[-1])


def steps(observations: int, rounds: int) -> dict[str, Cost]:
    """The median of each step in which data are taken in, against PyYAML's ``CSafeLoader``, with
    the memory of the process that took it.
    """
    taken = {}
    for side in ("plain", "ours"):
        runs = [_run(ROOT, side, str(observations)) for _ in range(rounds)]
        memory = median(cost for cost, _ in runs).megabytes
        for step in runs[0][1]:
            taken[step] = Cost(statistics.median(found[step] for _, found in runs), memory)
    return taken


def data_table(observations: int, taken: dict[str, Cost]) -> Measured:
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


def data_aim(observations: int, taken: dict[str, Cost]) -> Aim:
    """What reading, checking and computing may cost against the plain loader."""
    whole = sum(taken[step].seconds for step in (READ, CHECKED, COMPUTED))
    words = f"{decimal(observations, 0)} quan sát: đọc, kiểm tra và tính, so với {PLAIN}"
    return (words, 1.3, whole / taken[PLAIN].seconds)


def preview(folder: Path, edit: Edit) -> float:
    """The median time in which a copy of a project is built again after an edit; the half second
    until the server sees it is not in it.
    """
    left = shutil.ignore_patterns(".git", ".venv", ".cache", "site", "tests")
    with tempfile.TemporaryDirectory(prefix="preview-") as place:
        copy = shutil.copytree(folder, Path(place) / "project", ignore=left)
        return float(statistics.median(_run(copy, "edits", *edit)[1].values()))


def parts_table(work: Workload, folder: Path) -> Measured:
    """What each part takes of the building of a project of ours."""
    seen = _run(folder, "parts")[1]
    shares = sorted(seen.items(), key=lambda it: -it[1])
    rows = [(what, f"{decimal(100 * times / sum(seen.values()), 0)}%") for what, times in shares]
    title = f"Thời gian đi đâu: {decimal(work.pages, 0)} trang, không tệp tải về"
    notes = f"Xem tiến trình đang làm gì, cứ {decimal(EVERY * 1000, 0)} ms bộ xử lý một lần."
    return Measured(title, ("Việc", "Phần thời gian"), rows, (notes,))


def _data(observations: str) -> str:
    return data_file(Workload(int(observations) // 40, 20))


def _plain(observations: str) -> Iterator[str]:
    import yaml

    data = _data(observations)
    yield ""
    yaml.load(data, yaml.CSafeLoader)
    yield PLAIN


def _ours(observations: str) -> Iterator[str]:
    from indicators.__main__ import COLLECTIONS
    from indicators.check import check
    from indicators.computing.compute import compute
    from indicators.reading.load import load

    data = _data(observations)
    gc.set_threshold(*COLLECTIONS)  # as the command line does
    yield ""
    dataset = load({"data.yaml": data.encode()}).dataset
    yield READ
    # The rules that compare printed numbers compute too, which the next step then need not.
    assert dataset is not None and not list(check(dataset, whole=False))  # noqa: PT018
    yield CHECKED
    compute(dataset)
    yield COMPUTED


def _build() -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config("mkdocs.yml", site_dir="site"))


def _edits(old: str, new: str, page: str, show: str) -> Iterator[str]:
    data, shown = Path("data/indicators.yaml"), Path("site") / page / "index.html"
    _build()
    for edit, digit in enumerate((4, 2, 4)):  # what the number ends with
        data.write_text(re.sub(old, new.format(digit), data.read_text("utf-8"), count=1), "utf-8")
        yield ""
        _build()
        yield str(edit)
        assert show.format(digit) in shown.read_text("utf-8")


def _timed(steps: Iterator[str]) -> dict[str, float]:
    """How long each step took that ends with its name; what ends without a name is not told."""
    taken, began = {}, 0.0
    for name in steps:
        now = time.process_time()
        taken[name], began = now - began, now
    del taken[""]
    return taken


def _part_of(frame: FrameType | None) -> str:
    found = REST
    while frame is not None:
        place = Path(frame.f_code.co_filename).name, frame.f_code.co_name
        found = PARTS.get(place, found)
        if place == ANSWER and frame.f_locals["call"].__name__ == "provenance":
            found = ORIGINS
        frame = frame.f_back
    return found


def _parts() -> dict[str, int]:
    """How often a build was seen at each part, looked at after every few milliseconds of it."""
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda _, frame: seen.update([_part_of(frame)]))
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    _build()
    signal.setitimer(signal.ITIMER_PROF, 0)
    return seen


TIMED: dict[str, Callable[..., Iterator[str]]] = {"plain": _plain, "ours": _ours, "edits": _edits}

if __name__ == "__main__":
    work, *told = sys.argv[1:]
    print(json.dumps(_timed(TIMED[work](*told)) if work in TIMED else _parts()))
