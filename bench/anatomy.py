"""What a build spends its time on: whose code runs, looked at a thousand times a second.

``python -m bench.anatomy FOLDER`` builds a prepared project and prints JSON. A moment belongs to
the innermost frame whose file somebody owns, so that importing our modules is ours.
"""

# ruff: noqa: PLC0415 - MkDocs is imported in the process that builds

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

from bench.process import ROOT, here
from bench.report import Measured, decimal

OWN = "Dự án này: khởi động, kiểm tra, tính, viết bảng và số"
THEME = "Material: mẫu giao diện, danh mục trang"
REST = "MkDocs: khởi động, cấu hình, đọc và ghi tệp"
OWNERS = {
    f"{ROOT}/indicators/reading/": "Dự án này: đọc dữ liệu",
    f"{ROOT}/indicators/": OWN,
    "/macros.py": OWN,
    "/mkdocs_macros/": "mkdocs-macros: biên dịch từng trang thành mẫu Jinja",
    "/markdown/": "Python-Markdown",
    "/pymdownx/": "Python-Markdown",
    "/material/plugins/search/": "Material: chỉ mục tìm kiếm",
    "/material/": THEME,
    "/overrides/": THEME,
    "/mkdocs/": REST,
}
"""Whose a file is, by a part of its path; the first that fits."""


def owner(frame: FrameType | None) -> str:
    """Whose the innermost owned frame is."""
    while frame is not None:
        name = frame.f_code.co_filename
        for path, words in OWNERS.items():
            if path in name:
                return words
        frame = frame.f_back
    return REST


def measure(folder: Path) -> dict[str, int]:
    """How often each owner was seen in a prepared project's build."""
    found: dict[str, int] = here("bench.anatomy", str(folder.resolve()))
    return found


def table(pages: int, found: dict[str, int]) -> Measured:
    """The owners and their shares."""
    percent = {name: found.get(name, 0) / sum(found.values()) * 100 for name in OWNERS.values()}
    rows = [(name, f"{decimal(share, 1)}%") for name, share in percent.items()]
    note = "Mỗi phần nghìn giây xem mã của ai đang chạy; nạp mô-đun của ai tính cho người ấy."
    title = f"Một lượt dựng {decimal(pages, 0)} trang gồm những gì"
    return Measured(title, ("Phần việc", "Tỷ trọng"), rows, (note,))


def main() -> None:
    """Build one project here."""
    os.chdir(sys.argv[1])
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda _, frame: seen.update([owner(frame)]))
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    from mkdocs.commands import build
    from mkdocs.config import load_config

    config = load_config(config_file="mkdocs.yml", strict=True, site_dir="site")
    config.plugins.on_startup(command="build", dirty=False)
    build.build(config)
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
