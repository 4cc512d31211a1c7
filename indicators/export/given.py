"""Files that are given away: what pages say of each, and its content, which waits on the disk."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Given:
    """A file by its size and its checksum (SHA-256), and where it waits."""

    size: int
    digest: str
    place: Path = field(compare=False)
    _store: Store = field(compare=False)


class Store:
    """A folder in which files wait, gone with the last one that names a file of it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp())
        self._sums = defaultdict[str, Any](hashlib.sha256)
        weakref.finalize(self, shutil.rmtree, self._folder)

    def __getitem__(self, path: str) -> Given:
        """A file as far as it is written."""
        place = self._folder / path
        return Given(place.stat().st_size, self._sums[path].hexdigest(), place, self)

    def take(self, made: Iterable[tuple[str, bytes]]) -> dict[str, Given]:
        """Files by their addresses, in order, each of which may come in parts."""
        for path, part in made:
            place = self._folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("ab") as file:
                file.write(part)
            self._sums[path].update(part)
        return {path: self[path] for path in sorted(self._sums)}
