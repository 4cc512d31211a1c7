"""Runs a command in a process of its own and says what it cost: time, and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "FAIL_ON_ERROR": "true"}


class Cost(NamedTuple):
    """What one run took of processors, which others do not lengthen, and at its highest memory,
    and what it said.
    """

    seconds: float
    megabytes: float
    output: str = ""


class FailedError(Exception):
    """A command that did not succeed; the text holds the end of what it said."""


def building(engine: str) -> tuple[str, ...]:
    """The command by which an engine builds a project's folder, as ``make build`` does."""
    return (sys.executable, "-m", engine, "build", "-f", "mkdocs.yml", "--clean", "--strict")


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end. Errors: ``FailedError`` with its last words.

    A process begins with its parent's memory as its own highest, so whoever measures must be
    smaller than what is measured. Compiled modules are kept, as on anyone's machine.
    """
    around = {name: it for name, it in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        ends: dict[str, Any] = {"stdout": said, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(command, cwd=folder, env=around | SETTINGS, **ends)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        seconds = usage.ru_utime + usage.ru_stime
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read()
    if process.returncode != 0:
        raise FailedError(f"{' '.join(command)}\n{output[-2000:]}")
    # The kernel counts kilobytes, on macOS bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(seconds, usage.ru_maxrss / unit, output)


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each part of several runs' cost."""
    each = zip(*((cost.seconds, cost.megabytes) for cost in costs), strict=True)
    return Cost(*map(statistics.median, each))
