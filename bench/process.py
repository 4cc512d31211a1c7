"""Runs a command in a process of its own and says what it cost: time, and peak memory."""

from __future__ import annotations

import json
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


def surroundings() -> dict[str, str]:
    """The environment of what is measured: compiled modules are kept, as on anyone's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | SETTINGS


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end. Errors: ``FailedError`` with its last words.

    A process begins with its parent's memory as its own highest, so whoever measures must be
    smaller than what is measured.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        ends: dict[str, Any] = {"stdout": said, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(command, cwd=folder, env=surroundings(), **ends)  # noqa: S603
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


def here(module: str, *arguments: str) -> Any:
    """What a module prints last, as JSON, when it is run as a process of its own."""
    return json.loads(run((sys.executable, "-m", module, *arguments), ROOT).output.splitlines()[-1])
