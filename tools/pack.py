"""Packs a folder into a zip whose bytes depend on nothing but names, contents and one date."""

from __future__ import annotations

import argparse
import os
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from indicators import whole

# The zip format knows no earlier moment.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def packed(folder: Path, moment: datetime) -> bytes:
    """Every file below ``folder``, under the folder's own name and with that date.

    Errors: ``FileNotFoundError`` when there is no file to pack.
    """
    files = sorted(path.relative_to(folder).parts for path in folder.rglob("*") if path.is_file())
    if not files:
        raise FileNotFoundError(f"nothing to pack in {folder}")
    date_time = max(moment.astimezone(UTC), EARLIEST).timetuple()[:6]
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for parts in files:
            entry = zipfile.ZipInfo("/".join((folder.name, *parts)), date_time)
            entry.create_system = 3  # Unix, wherever it is packed
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, folder.joinpath(*parts).read_bytes(), compresslevel=9)
    return target.getvalue()


def main() -> None:
    """Pack the folder named on the command line, dated by ``SOURCE_DATE_EPOCH``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    chosen = parser.parse_args()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    made = packed(chosen.folder, datetime.fromtimestamp(epoch, tz=UTC))
    whole.write(chosen.target, made)
    print(f"{chosen.target}: {len(made) / 1_000_000:.1f} MB")


if __name__ == "__main__":
    main()
