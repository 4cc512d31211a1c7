"""Synthetic indicators and the pages about them, the same for every side that is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FIRST_YEAR = 2001
FOLDER = 20
"""Pages to a section of the navigation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One year of an indicator, with what a table says about it."""

    year: int
    plan: int
    value: int

    @property
    def percent(self) -> Decimal:
        """The result in percent of the plan, rounded half up to two decimals."""
        exact = Decimal(self.value) * 100 / Decimal(self.plan)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def status(self) -> str:
        if self.value > self.plan:
            return "Vượt chỉ tiêu"
        return "Đạt chỉ tiêu" if self.value == self.plan else "Chưa đạt chỉ tiêu"


@dataclass(frozen=True, slots=True)
class Workload:
    """So many pages with two indicators each, and so many years of each indicator."""

    pages: int
    rows: int

    @property
    def observations(self) -> int:
        return self.pages * 2 * self.rows

    @property
    def last_year(self) -> int:
        return FIRST_YEAR + self.rows - 1

    def indicators(self, page: int) -> tuple[int, int]:
        """The numbers of the two indicators of a page."""
        return 2 * page, 2 * page + 1

    def values(self, indicator: int) -> tuple[Row, ...]:
        """The years of an indicator; spread without chance, so that every run is the same."""
        return tuple(
            Row(
                FIRST_YEAR + at,
                plan=900 + (indicator * 29 + at * 7) % 800,
                value=1000 + (indicator * 37 + at * 13) % 900,
            )
            for at in range(self.rows)
        )


def letters(number: int) -> str:
    """A number in four letters, because a page may not type a digit."""
    made = ""
    for _ in range(4):
        number, rest = divmod(number, 26)
        made = chr(ord("a") + rest) + made
    return made


def indicator_id(indicator: int) -> str:
    """The id of an indicator."""
    return f"chi-tieu-{letters(indicator)}"


def indicator_name(indicator: int) -> str:
    """The name of an indicator."""
    return f"Chỉ tiêu tổng hợp {letters(indicator)}"


def page_path(page: int) -> str:
    """The path of a page below the docs folder."""
    return f"phan-{letters(page // FOLDER)}/trang-{letters(page)}.md"


def data_file(work: Workload) -> str:
    """The whole data as one file, as an editor would have typed it."""
    numbers = range(work.pages * 2)
    records = (line for number in numbers for line in _record(work.values(number), number))
    return "".join([*_head(work), "indicators:\n", *records])


def split_files(work: Workload) -> Iterator[tuple[str, str]]:
    """The same data as a main file and one file for each year, by name."""
    numbers = range(work.pages * 2)
    main = "".join(line for number in numbers for line in _about(number))
    yield "indicators.yaml", "".join([*_head(work), "indicators:\n", main])
    for at in range(work.rows):
        parts = ["indicators:\n"]
        for number in numbers:
            row = work.values(number)[at]
            parts.append(f"  - id: {indicator_id(number)}\n    observations:\n{_typed(row)}")
        yield f"{FIRST_YEAR + at}.yaml", "".join(parts)


def _head(work: Workload) -> Iterator[str]:
    yield "model: 1\norganisation:\n  name: Đảng bộ tổng hợp để đo\n"
    yield f"term:\n  name: số liệu tổng hợp\n  start: {FIRST_YEAR}\n  end: {work.last_year}\n"
    yield "source: bao-cao\ndocuments:\n  - id: bao-cao\n    title: Báo cáo tổng hợp\n"


def _about(number: int) -> Iterator[str]:
    yield f"  - id: {indicator_id(number)}\n    name: {indicator_name(number)}\n"
    yield "    measure: flow\n    unit: đảng viên\n    decimals: 0\n"


def _record(rows: tuple[Row, ...], number: int) -> Iterator[str]:
    yield from _about(number)
    yield "    observations:\n"
    yield from map(_typed, rows)


def _typed(row: Row) -> str:
    return f"      - period: {row.year}\n        value: {row.value}\n        plan: {row.plan}\n"
