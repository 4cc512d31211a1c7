"""Where the files to take away stand on the site.

An address without its ending (a stem) stands for one content in several forms: tables and
workbooks lie in ``data/``, the same as JSON in ``api/v1/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

FILES = "data/"
"""Where tables, workbooks and drawings stand, below the site's root."""

API = "api/v1/"
"""Where the read API stands, below the site's root."""

EVERYTHING = f"{FILES}observations"
FEED = f"{FILES}changes.atom"
FORM = f"{FILES}form"
SUMS = f"{FILES}SHA256SUMS"
DESCRIPTOR = f"{FILES}datapackage.json"


def stem_of(indicator: str) -> str:
    """The stem of the files about one indicator."""
    return f"{FILES}indicators/{indicator}"


def feed_of(indicator: str) -> str:
    """Where what changed of one indicator is told as a feed."""
    return f"{stem_of(indicator)}.atom"


def in_api(stem: str) -> str:
    """The address of a content as JSON."""
    return f"{API}{stem.removeprefix(FILES)}.json"


def drawing(indicator: str, what: str, form: str = "svg") -> str:
    """The address of a chart as a file of its own."""
    return f"{FILES}charts/{indicator}-{what}.{form}"


def former_places(path: str, former: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The addresses at which a file about one indicator stood, by indicators' former ids."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.partition(".")
    what = ""
    if folder.endswith("charts"):
        stem, _, what = stem.rpartition("-")
        what = f"-{what}"
    elif not folder.endswith("indicators"):
        return
    yield from (f"{folder}/{old}{what}.{ending}" for old in former.get(stem, ()))
