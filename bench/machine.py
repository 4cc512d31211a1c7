"""What the measurements were made on."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

LIBRARIES = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-macros-plugin",
    "mkdocs-table-reader-plugin",
    "pandas",
    "PyYAML",
    "zensical",
)


def machine() -> Iterator[str]:
    """Facts about this machine and what is installed, one a sentence."""
    day = dt.datetime.now(dt.UTC).date()
    yield f"Ngày đo: {day.day}/{day.month}/{day.year}."
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    yield f"Bộ xử lý: {_processor()}, {cores} nhân; bộ nhớ {pages / 2**30:.0f} GB."
    busy = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    yield f"Tải trung bình của máy lúc bắt đầu: {busy}; tải lớn thì thời gian dài ra, tỷ số ít đổi."
    yield f"{platform.system()} {platform.machine()}, Python {platform.python_version()}."
    yield f"{', '.join(_versions())}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "không rõ"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "không rõ")


def _versions() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} (chưa cài)"
    hugo = shutil.which("hugo")
    if hugo is None:
        yield "hugo (chưa cài)"
        return
    answer = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True)  # noqa: S603
    yield f"hugo {answer.stdout.split()[1].partition('-')[0].removeprefix('v').partition('+')[0]}"
