"""Files that appear whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_STAGE = ".new"
"""The folder inside another one in which its new files wait until all are there."""


class UnwrittenError(OSError):
    """A place that cannot be written; what stood there is as it was."""


@contextmanager
def _told(path: Path) -> Iterator[Path]:
    """Where that is. What fails is told by the name that was given, not by that of a stage."""
    try:
        yield path.resolve()
    except OSError as error:
        raise UnwrittenError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _staged(stage: Path) -> Iterator[Path]:
    """A folder in which files wait until all are there."""
    shutil.rmtree(stage, ignore_errors=True)  # what was broken off before
    stage.mkdir(parents=True)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def write(path: Path, content: bytes) -> None:
    """One file. Errors: ``UnwrittenError``."""
    with _told(path) as place:
        if place.exists() and not place.is_file():
            place.write_bytes(content)  # a device takes what comes, a folder refuses it
            return
        with _staged(place.with_name(f".{place.name}.new")) as stage:
            (stage / "file").write_bytes(content)
            (stage / "file").replace(place)


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Files by their paths below a folder, which keeps what else it holds; gives their number.

    A file that begins as a script does may be run. Errors: ``UnwrittenError``.
    """
    names = []
    with _told(folder) as place:
        there = place.is_dir()
        with _staged(place / _STAGE if there else place.with_name(f".{place.name}.new")) as stage:
            for name, content in files:
                path = stage / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                if content.startswith(b"#!"):
                    path.chmod(0o755)
                names.append(name)
            for name in names if there else ():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (stage / name).replace(place / name)
            if not there:
                stage.replace(place)
    return len(names)


def is_empty(folder: Path) -> bool:
    """Whether a folder is not there or holds nothing, but what a broken writing left."""
    with _told(folder) as place:
        if not place.is_dir():
            return not place.exists()
        return all(path.name == _STAGE for path in place.iterdir())
