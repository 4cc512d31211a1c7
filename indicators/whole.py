"""Files that appear whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STAGE = ".new-"
"""How the name of a folder begins in which files wait."""

FORGOTTEN = 3600
"""After how many seconds what a broken writing left is taken away by the next one."""


class UnwrittenError(OSError):
    """A place that cannot be written; what stood there is as it was."""


@contextmanager
def _told(path: Path) -> Iterator[Path]:
    """Where that is. What fails is told by the name that was given, not by that of a stage."""
    try:
        yield path.resolve()
    except OSError as error:
        raise UnwrittenError(error.errno, error.strerror, str(path)) from error


def write(path: Path, content: bytes) -> None:
    """One file. Errors: ``UnwrittenError``."""
    with _told(path) as place:
        if place.exists() and not place.is_file():
            place.write_bytes(content)  # a device takes what comes, a folder refuses it
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            write_all(place.parent, [(place.name, content)])


def write_all(folder: Path, files: Iterable[tuple[str, bytes | Path]]) -> int:
    """Files by their paths below a folder, which keeps what else it holds; gives their number.
    Content that lies elsewhere as a file is copied from there.

    A file that begins as a script does may be run. Errors: ``UnwrittenError``.
    """
    names: list[str] = []
    with _told(folder) as place:
        there = place.is_dir()
        beside = place if there else place.parent
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=_STAGE, dir=beside, ignore_cleanup_errors=True
        ) as waiting:
            now = Path(waiting).stat().st_mtime
            for other in beside.glob(f"{_STAGE}*"):
                with suppress(FileNotFoundError):  # another writing may be through with it
                    if now - other.stat().st_mtime > FORGOTTEN:
                        shutil.rmtree(other, ignore_errors=True)
            stage = Path(waiting, "files")  # unlike the folder around it, one that others may read
            stage.mkdir()
            for name, content in files:
                path = stage / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if isinstance(content, Path):
                    shutil.copyfile(content, path)
                else:
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


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While what stands in a folder is read and written again: whoever asks for the same folder
    meanwhile waits, as one of two changes would else be lost. Errors: ``UnwrittenError``.
    """
    with _told(folder) as place:
        held = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def is_empty(folder: Path) -> bool:
    """Whether a folder is not there or holds nothing, but what a broken writing left."""
    with _told(folder) as place:
        if not place.is_dir():
            return not place.exists()
        return all(path.name.startswith(_STAGE) for path in place.iterdir())
