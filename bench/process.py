"""Runs a command in a process of its own and says what it cost: time, and peak memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LAUNCHER = Path(__file__).with_name("launch.py")


class Cost(NamedTuple):
    """What one run took by the clock, by the processor, and at its highest memory."""

    seconds: float
    processor: float
    megabytes: float
    output: str = ""


class FailedError(Exception):
    """A command that did not succeed; the text holds the end of what it said."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Errors: ``FailedError`` with its last words."""
    settings = {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "FAIL_ON_ERROR": "true"}
    told, tell = os.pipe()
    with (
        os.fdopen(told, encoding="utf-8") as measured,
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
    ):
        with os.fdopen(tell, "w"):  # closed here once the launcher holds it
            launcher = subprocess.Popen(  # noqa: S603 - commands of this project
                (sys.executable, "-S", str(LAUNCHER), str(tell), *command),
                cwd=folder,
                env={**os.environ, **settings, **(environment or {})},
                stdout=said,
                stderr=subprocess.STDOUT,
                pass_fds=(tell,),
            )
        answer = measured.read()
        launcher.wait()
        said.seek(0)
        output = said.read()
    seconds, processor, megabytes, code = json.loads(answer) if answer else (0, 0, 0, 1)
    if code != 0:
        raise FailedError(f"{' '.join(command)}\n{output[-2000:]}")
    return Cost(seconds, processor, megabytes, output)


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each part of several runs' cost."""
    listed = list(costs)
    return Cost(
        statistics.median(cost.seconds for cost in listed),
        statistics.median(cost.processor for cost in listed),
        statistics.median(cost.megabytes for cost in listed),
    )
