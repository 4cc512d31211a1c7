"""Tables of what was measured and on what machine, as Vietnamese Markdown and HTML."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bench.process import ROOT

PAGE = ROOT / "docs" / "gioi-thieu" / "toc-do.md"
"""The page about speed, whose last parts are what was measured last."""
BUILDERS, TIGHTNESS = "Dựng bằng công cụ khác", "Độ chặt của kiểm tra"
"""The headings with which the second and the third of them begin."""

LIBRARIES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "pandas", "PyYAML", "zensical")


def decimal(value: float, places: int = 2) -> str:
    """A number as Vietnam writes it."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def seconds(value: float) -> str:
    """A time: milliseconds below a tenth of a second."""
    return f"{decimal(value * 1000, 0)} ms" if value < 0.1 else f"{decimal(value)} s"


def megabytes(value: float) -> str:
    """An amount of memory."""
    return f"{decimal(value, 0)} MB"


def write_down(text: str, until: str = "") -> None:
    """Put what was measured on the page, in the place of what begins with the same heading, up to
    the heading with which the next part begins.
    """
    page = PAGE.read_text("utf-8")
    start = page.index(text[: text.index("\n") + 1])
    end = page.index(f"\n## {until}\n", start) if until else len(page)
    PAGE.write_text(page[:start] + text + page[end:], "utf-8", newline="\n")


class Measured(NamedTuple):
    """A measured table with the sentences that say how to read it."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """The table as a section of a page. Nothing is aligned: that would write style attributes,
        which the site's policy forbids.
        """
        lines = [self.headings, ["---"] * len(self.headings), *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        notes = "".join(f"\n{note}" for note in self.notes)
        return f"## {self.title}\n\n{table}\n" + (f"{notes}\n" if notes else "")


Aim = tuple[str, float, float]
"""A ratio: its name, what it should be at most, and what was found."""


def aimed(aims: Iterable[Aim]) -> Measured:
    """Each aim with what was found."""
    rows = [
        (what, decimal(most), decimal(found), "đạt" if found <= most else "chưa đạt")
        for what, most, found in aims
    ]
    return Measured("Mục tiêu", ("Tỷ số", "Không quá", "Đo được", "Kết luận"), rows)


def machine() -> Iterator[str]:
    """Facts about this machine and what is installed, one a sentence."""
    day = dt.datetime.now(dt.UTC).date()
    yield f"Ngày đo: {day.day}/{day.month}/{day.year}."
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    yield f"{os.cpu_count()} nhân, bộ nhớ {memory:.0f} GB."
    busy = decimal(os.getloadavg()[0], 1)
    yield f"Tải trung bình của máy lúc bắt đầu: {busy}; tải lớn thì thời gian dài ra, tỷ số ít đổi."
    yield f"{platform.system()} {platform.machine()}, Python {platform.python_version()}."
    yield ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES) + "."
