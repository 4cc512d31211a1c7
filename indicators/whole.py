"""Files that appear whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

_STAGE = ".new"
"""The folder inside another one in which its new files wait until all are there."""


def write(path: Path, content: bytes) -> None:
    """One file. Errors: ``OSError``, after which the file is as it was."""
    place = path.resolve()
    if place.exists() and not place.is_file():
        place.write_bytes(content)  # a device, which takes what comes; a folder refuses it
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(place)
    try:
        beside.write_bytes(content)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Files by their paths below a folder, which keeps what else it holds; gives their number.

    A file that begins as a script does may be run. Errors: ``OSError``; until the last file is
    written, the folder is as it was.
    """
    place = folder.resolve()
    beside = place / _STAGE if place.is_dir() else _beside(place)
    shutil.rmtree(beside, ignore_errors=True)  # what was broken off before
    names = []
    try:
        for name, content in files:
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if content.startswith(b"#!"):
                path.chmod(0o755)
            names.append(name)
        if place.is_dir():
            for name in names:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (beside / name).replace(place / name)
        else:
            beside.replace(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(names)


def is_empty(folder: Path) -> bool:
    """Whether a folder is not there or holds nothing, but what a broken writing left."""
    return not folder.exists() or all(path.name == _STAGE for path in folder.iterdir())


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.new")
