"""A file that is given away: what pages say of it, and its content, which waits outside memory."""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


class Sum:
    """How large a file is that comes in parts, and its checksum (SHA-256)."""

    def __init__(self) -> None:
        self.size, self._hash = 0, hashlib.sha256()

    def add(self, part: bytes) -> None:
        """Takes the next part in."""
        self.size += len(part)
        self._hash.update(part)

    @property
    def digest(self) -> str:
        """The checksum in hexadecimal digits."""
        return self._hash.hexdigest()


class _Store:
    """A file without a name, gone with the last one that may read it."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below

    def __del__(self) -> None:
        self.file.close()


@dataclass(frozen=True, slots=True)
class Given:
    """A file by its size and its checksum, and where its parts wait until it is read."""

    size: int
    digest: str
    _where: Sequence[tuple[int, int]] = field(compare=False)
    _store: _Store = field(compare=False)

    def parts(self) -> Iterator[bytes]:
        """The content, part by part."""
        for start, size in self._where:
            self._store.file.seek(start)
            yield self._store.file.read(size)


def kept(made: Iterable[tuple[str, bytes]]) -> dict[str, Given]:
    """Files by their addresses, in order, each of which may come in parts."""
    store = _Store()
    where = defaultdict[str, list[tuple[int, int]]](list)
    sums = defaultdict[str, Sum](Sum)
    for path, part in made:
        where[path].append((store.file.tell(), store.file.write(part)))
        sums[path].add(part)
    return {
        path: Given(sums[path].size, sums[path].digest, where[path], store)
        for path in sorted(where)
    }
