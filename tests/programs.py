"""Programs that tests run, some of which the project itself does not need."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

Done = subprocess.CompletedProcess[str]


def ran(
    *command: str | Path, folder: Path | None = None, told: Mapping[str, str] = {}, **more: Any
) -> Done:
    """A command to its end, with what it said; it is ``told`` more than the environment."""
    asked: dict[str, Any] = {"env": {**os.environ, **told}, "check": False, **more}
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", **asked)  # noqa: PLW1510


def program(package: str, *names: str, otherwise: str = "") -> str:
    """The path of the first such program that there is, which only some tests need: without any
    they are skipped at home, where the rest still holds, and fail where every change is checked.
    """
    for name in names:
        if path := shutil.which(name):
            return path
    reason = f"no {names[0]} found: install it (Debian: apt-get install {package}){otherwise}"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)
