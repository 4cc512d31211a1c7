"""From one edited number to the page that shows it, as the preview builds it again and again."""

from __future__ import annotations

import json
import logging
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.content import page_path
from bench.process import run

EDITS = (4, 2, 4)
"""The last digits of what is typed."""

Edit = tuple[str, str, str, str]
"""What is edited, what is typed instead, on which page, and how that shows it."""

INVENTED = "value: [0-9]+", "value: 700{}", page_path(0).removesuffix(".md"), ">7.00{}<"
REAL = r"(?m)value: 97\.[0-9]$", "value: 97.{}", "chi-tieu/xep-loai-dang-vien", ">97,{}%<"


def measure(folder: Path, edit: Edit) -> float:
    """The median time in which a copy of a project is built again after an edit; the half second
    until the server sees it is not in it.
    """
    with tempfile.TemporaryDirectory(prefix="preview-") as place:
        copy = Path(place) / "project"
        shutil.copytree(
            folder, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "site", "tests")
        )
        command = ("env", "FAIL_ON_ERROR=false", sys.executable, "-m", "bench.preview", *edit)
        taken = json.loads(run(command, copy).output.splitlines()[-1])
    return float(statistics.median(taken))


def main() -> None:
    """Build here, edit and build again; print what each edit took."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - in this process only
    from mkdocs.config import load_config  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    old, new, page, show = sys.argv[1:]
    data, shown = Path("data/indicators.yaml"), Path("site") / page / "index.html"
    build(load_config("mkdocs.yml", site_dir="site"))
    taken = []
    for digit in EDITS:
        data.write_text(re.sub(old, new.format(digit), data.read_text("utf-8"), count=1), "utf-8")
        began = time.process_time()
        build(load_config("mkdocs.yml", site_dir="site"))
        taken.append(time.process_time() - began)
        assert show.format(digit) in shown.read_text("utf-8")
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
