"""Packs a folder into a zip whose bytes depend on nothing but names, contents and one date."""

from __future__ import annotations

import argparse
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

# The zip format knows no earlier moment.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def pack(folder: Path, target: Path, moment: datetime) -> None:
    """Write every file below ``folder`` to ``target``, under the folder's own name.

    ``moment`` becomes the date of each entry.
    Raises ``FileNotFoundError`` when there is no file to pack.
    """
    files = sorted(
        (path for path in folder.rglob("*") if path.is_file()),
        key=lambda path: path.relative_to(folder).parts,
    )
    if not files:
        message = f"nothing to pack in {folder}"
        raise FileNotFoundError(message)
    date_time = max(moment.astimezone(UTC), EARLIEST).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, date_time)
            entry.create_system = 3  # Unix, wherever it is packed
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)


def main() -> None:
    """Pack the folder named on the command line, dated by ``SOURCE_DATE_EPOCH``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    chosen = parser.parse_args()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    pack(chosen.folder, chosen.target, datetime.fromtimestamp(epoch, tz=UTC))
    print(f"{chosen.target}: {chosen.target.stat().st_size / 1_000_000:.1f} MB")


if __name__ == "__main__":
    main()
