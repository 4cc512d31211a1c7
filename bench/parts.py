"""Where the time of a build goes: what it is at, looked at every few milliseconds of its time.

``python -m bench.parts`` builds the project of the folder that it is called in, and prints how
often each part was seen.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

from bench.content import Workload
from bench.process import run
from bench.report import Measured, decimal

EVERY = 0.002
ORIGINS, ANSWER = "Viết nguồn gốc từng số", ("macro.py", "answer")
PARTS = {
    ("__init__.py", "examine"): "Đọc, kiểm tra và tính số liệu",
    ("sheet.py", "sheets"): "Viết tờ tóm tắt để in",
    ANSWER: "Viết bảng và câu trong bài",
    ("embed.py", "looked_at"): "Markdown và kiểm tra bài",
    ("site.py", "text"): "Ghép bài từ các phần đã viết",
    ("build.py", "_build_page"): "Giao diện Material, tìm kiếm, ghi từng trang",
}
"""Functions in which a part is done; a part within another belongs to it."""
REST = "Phần còn lại: khởi động, MkDocs, liên kết"


def part_of(frame: FrameType | None) -> str:
    """The part in which a frame is."""
    found = REST
    while frame is not None:
        place = Path(frame.f_code.co_filename).name, frame.f_code.co_name
        found = PARTS.get(place, found)
        if place == ANSWER and frame.f_locals["call"].__name__ == "provenance":
            found = ORIGINS
        frame = frame.f_back
    return found


def table(work: Workload, folder: Path) -> Measured:
    """What each part takes of the building of a project of ours."""
    seen = json.loads(run((sys.executable, "-m", "bench.parts"), folder).output.splitlines()[-1])
    shares = sorted(seen.items(), key=lambda it: -it[1])
    rows = [(what, f"{decimal(100 * times / sum(seen.values()), 0)}%") for what, times in shares]
    title = f"Thời gian đi đâu: {decimal(work.pages, 0)} trang, không tệp tải về"
    notes = f"Xem tiến trình đang làm gì, cứ {decimal(EVERY * 1000, 0)} ms bộ xử lý một lần."
    return Measured(title, ("Việc", "Phần thời gian"), rows, (notes,))


def main() -> None:
    """Build here, and look."""
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda _, frame: seen.update([part_of(frame)]))
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    from mkdocs.commands.build import build  # noqa: PLC0415 - its start counts too
    from mkdocs.config import load_config  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config("mkdocs.yml", site_dir="site"))
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
