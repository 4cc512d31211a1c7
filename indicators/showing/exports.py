"""Everything that can be taken away, by one function for the build and the command line."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Collection, Mapping

from indicators.computing.compute import Views
from indicators.export import Format, files
from indicators.export.addresses import FOLDER, SUMS
from indicators.export.edition import BOTH, Edition
from indicators.showing.standalone import drawings


def exports(
    views: Views, edition: Edition, formats: Collection[Format] = tuple(Format)
) -> dict[str, bytes]:
    """Every file of the chosen formats by its address below the site's root, in order.

    The same data and edition give the same bytes. Files that do not name the edition (all but the
    descriptor, the API's index, the workbooks' covers and the checksums) change only when the
    data does. Nothing is written: whoever asks writes what is given.
    """
    made = files(views, edition, formats)
    if Format.SVG in formats:
        made |= drawings(views)
    made[SUMS] = _sums(made)
    return dict(sorted(made.items()))


def _sums(made: Mapping[str, bytes]) -> bytes:
    """The files' checksums as ``sha256sum --check`` reads them in the folder of that list."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {posixpath.relpath(path, FOLDER)}\n"
        for path, content in sorted(made.items())
    ]
    return f"# {BOTH}\n{''.join(lines)}".encode()
