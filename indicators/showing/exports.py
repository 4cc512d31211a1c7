"""Everything that can be taken away, by one function for the build and the command line."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from indicators.computing.compute import Views, compute
from indicators.export import Format, files
from indicators.export.addresses import FILES, SUMS, former_places
from indicators.export.edition import BOTH, Edition
from indicators.model import Dataset
from indicators.showing.standalone import standalone
from indicators.terms import lenses


def exports(
    views: Views, edition: Edition, formats: Collection[Format] = tuple(Format)
) -> dict[str, bytes]:
    """Every file of the chosen formats by its address below the site's root, in order.

    The same data and edition give the same bytes. Files that do not name the edition (all but the
    descriptor, the API's index, the workbooks' covers and the checksums) change only when the
    data does. Nothing is written: whoever asks writes what is given.
    """
    return dict(sorted(one_by_one(views, edition, formats)))


def of_all_terms(
    dataset: Dataset, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    """The files of every term: those of the first at the root, of a later one below its id."""
    for lens in lenses(dataset):
        for path, content in one_by_one(compute(lens.dataset), edition, formats):
            yield lens.prefix + path, content


def one_by_one(
    views: Views, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    """The same files as they are made, for who need not hold all of them at once."""
    sums: dict[str, str] = {}
    made = files(views, edition, formats)
    drawn = standalone(views).items() if Format.SVG in formats else ()
    former = {item.id: item.former_ids for item in views.dataset.indicators}
    for path, content in chain(made, drawn):
        digest = hashlib.sha256(content).hexdigest()
        for place in (path, *former_places(path, former)):
            sums[place] = digest
            yield place, content
    yield SUMS, _listed(sums)


def _listed(sums: Mapping[str, str]) -> bytes:
    """The files' checksums as ``sha256sum --check`` reads them in the folder of that list."""
    lines = [
        f"{digest}  {posixpath.relpath(path, FILES)}\n" for path, digest in sorted(sums.items())
    ]
    return f"# {BOTH}\n{''.join(lines)}".encode()
