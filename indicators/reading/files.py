"""Which files hold the data: the main one, and beside it one for each year that was split off."""

from __future__ import annotations

import re
from pathlib import Path

from indicators.reporting.messages import fault
from indicators.reporting.problems import DataError, Problem

MAIN = "indicators.yaml"
YEAR = re.compile(r"[0-9]{4}\.yaml")
"""The name of a file that holds one year, beside the main one."""
_LIKE = re.compile(r"[^.].*\.ya?ml(\.txt)?", re.IGNORECASE)
"""Names of files that an editor takes for data, such as Notepad's ``2024.yaml.txt``."""


def data_files(main: Path, root: Path | None = None) -> dict[str, bytes]:
    """The bytes of the data files by name, the main one first, then the years in order.

    A main file of another name than ``indicators.yaml`` stands alone. Names are relative to
    ``root`` where the files lie below it. Errors: ``OSError`` when a file cannot be read,
    ``DataError`` when a YAML file beside the main one would silently not be read.
    """
    paths = [main]
    if main.name == MAIN and main.is_file():
        beside = sorted(path for path in main.parent.iterdir() if _LIKE.fullmatch(path.name))
        years = [path for path in beside if YEAR.fullmatch(path.name)]
        strays = [path for path in beside if path not in years and path.name != MAIN]
        if strays:
            raise DataError(_unread(_name(path, root)) for path in strays)
        paths += years
    return {_name(path, root): path.read_bytes() for path in paths}


def _unread(name: str) -> Problem:
    written = name.rpartition("/")[2]
    return Problem(name, 1, 1, fault("file-name", {"written": written}), "")


def _name(path: Path, root: Path | None) -> str:
    inside = root is not None and path.is_relative_to(root)
    return (path.relative_to(root) if inside and root else path).as_posix()
