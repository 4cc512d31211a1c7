"""Synthetic indicators and the pages about them, the same for every side that is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

FIRST_YEAR = 2001
FOLDER = 20
"""Pages to a section of the navigation."""

HEADINGS = [
    "Năm", "Chỉ tiêu", "Kết quả", "Tỷ lệ so với chỉ tiêu", "So với năm trước", "Trạng thái",
]  # fmt: skip


class Year(NamedTuple):
    """One year of an indicator."""

    year: int
    plan: int
    value: int
    before: int | None
    """The value of the year before."""

    @property
    def cells(self) -> list[str]:
        """What a table of the site says about it."""
        exact = Decimal(self.value) * 100 / Decimal(self.plan)
        share = f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%".replace(".", ",")
        status = "Vượt chỉ tiêu" if self.value > self.plan else "Chưa đạt chỉ tiêu"
        status = "Đạt chỉ tiêu" if self.value == self.plan else status
        plan, value = (f"{number:,}".replace(",", ".") for number in (self.plan, self.value))
        change = "Chưa có" if self.before is None else f"{self.value - self.before:+}"
        return [str(self.year), plan, value, share, change.replace("-", "−"), status]


class Workload(NamedTuple):
    """So many pages with two indicators each, and so many years of each indicator."""

    pages: int
    rows: int

    @property
    def last_year(self) -> int:
        return FIRST_YEAR + self.rows - 1

    @property
    def indicators(self) -> range:
        return range(self.pages * 2)

    def values(self, indicator: int) -> list[Year]:
        """The years of an indicator; spread without chance, so that every run is the same."""
        plans = (900 + (indicator * 29 + at * 7) % 800 for at in range(self.rows))
        values = [1000 + (indicator * 37 + at * 13) % 900 for at in range(self.rows)]
        years = range(FIRST_YEAR, FIRST_YEAR + self.rows)
        return list(map(Year, years, plans, values, [None, *values]))


def letters(number: int) -> str:
    """A number in four letters, because a page may not type a digit."""
    return "".join(chr(ord("a") + number // 26**at % 26) for at in (3, 2, 1, 0))


def indicator_id(indicator: int) -> str:
    """The id of an indicator."""
    return f"chi-tieu-{letters(indicator)}"


def page_path(page: int) -> str:
    """The path of a page below the docs folder."""
    return f"phan-{letters(page // FOLDER)}/trang-{letters(page)}.md"


def data_file(work: Workload) -> str:
    """The data as an editor would have typed it."""
    head = (
        "model: 1\norganisation:\n  name: Đảng bộ tổng hợp để đo\n"
        f"term:\n  name: số liệu tổng hợp\n  start: {FIRST_YEAR}\n  end: {work.last_year}\n"
        "source: bao-cao\ndocuments:\n  - id: bao-cao\n    title: Báo cáo tổng hợp\nindicators:\n"
    )
    parts = [head]
    for number in work.indicators:
        parts.append(
            f"  - id: {indicator_id(number)}\n    name: Chỉ tiêu {letters(number)}\n"
            "    measure: flow\n    unit: đảng viên\n    decimals: 0\n    observations:\n"
        )
        parts += (
            f"      - period: {row.year}\n        value: {row.value}\n        plan: {row.plan}\n"
            for row in work.values(number)
        )
    return "".join(parts)


ORIGIN = "Nguồn gốc số liệu"

_SECTION = """\
## {name}

{name} là số liệu tổng hợp, chỉ dùng để đo tốc độ dựng trang.
Năm {year}, kết quả là {result} đảng viên, bằng {percent} chỉ tiêu.

{table}

Bảng trên so sánh kết quả từng năm với chỉ tiêu của năm ấy; \
trang [tổng quan](../index.md) nói rõ hơn.
"""

# The caption and the source, which our macro writes by itself.
_FRAME = """\
**{name} theo năm.** Đơn vị tính: đảng viên

{table}

Nguồn: [Báo cáo tổng hợp](../van-ban.md#bao-cao)."""


def typed_origin(work: Workload, number: int) -> str:
    """What our pages tell below of each number, typed out: what it is, and where it comes from."""
    lines = ["| Số liệu | Giá trị | Nguồn hoặc cách tính |", "| --- | ---: | --- |"]
    for indicator in (2 * number, 2 * number + 1):
        total, name = 0, f"Chỉ tiêu {letters(indicator)}"
        for year in work.values(indicator):
            when, plan, value, share, change, _ = year.cells
            total += year.value
            told = [
                ("Kết quả", value, "Công bố: Báo cáo tổng hợp"),
                ("Chỉ tiêu năm", plan, "Công bố: Báo cáo tổng hợp"),
                ("Tỷ lệ so với chỉ tiêu", share, f"Kết quả : chỉ tiêu: {value} : {plan} ≈ {share}"),
                ("Chênh lệch", year.value - year.plan, f"Kết quả − chỉ tiêu {value} − {plan}"),
                ("So với năm trước", change, f"So kết quả: {change}"),
                ("Tổng", total, f"Cộng kết quả các năm đến năm {when}: {total}"),
            ]
            told = told if year.before is not None else told[:4]
            lines += (f"| {name}: {k}, năm {when} | {v} | {of}. |" for k, v, of in told)
    return f"## {ORIGIN}\n\n" + "\n".join(lines) + "\n"


def typed_page(work: Workload, number: int, call: str = "", *, origin: bool = False) -> str:
    """A page with everything computed beforehand and typed as Markdown; with a ``call`` for the
    tables, in which the indicator's id stands; with the ``origin`` of its numbers.
    """

    def said(indicator: int) -> Mapping[str, str]:
        years = [year.cells for year in work.values(indicator)]
        lines = [HEADINGS, ["---", "---:", "---:", "---:", "---:", "---"], *years]
        typed = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        table = call.format(indicator_id(indicator)) if call else typed
        framed = _FRAME.format(name=f"Chỉ tiêu {letters(indicator)}", table=table)
        year, _, result, percent, *_ = years[-1]
        return {"table": framed, "result": result, "percent": percent, "year": year}

    return _page(number, said) + (typed_origin(work, number) if origin else "")


def our_page(work: Workload, number: int) -> str:
    """A page with our macros, which tells below where its numbers come from."""
    calls = {
        "table": "{{{{ table('{0}') }}}}",
        "result": "{{{{ figure('{0}/{1}/value') }}}}",
        "percent": "{{{{ figure('{0}/{1}/percent-of-plan') }}}}",
        "year": "{{{{ year({1}) }}}}",
    }

    def said(indicator: int) -> Mapping[str, str]:
        known = indicator_id(indicator), work.last_year
        return {what: call.format(*known) for what, call in calls.items()}

    both = [indicator_id(2 * number), indicator_id(2 * number + 1)]
    front = "".join(("---\nindicators:\n", *(f"  - {name}\n" for name in both), "---\n"))
    origin = f"## {ORIGIN}\n\n{{{{ provenance('{both[0]}', '{both[1]}') }}}}\n"
    return f"{front}\n{_page(number, said)}{origin}"


def _page(number: int, said: Callable[[int], Mapping[str, str]]) -> str:
    sections = (
        _SECTION.format(name=f"Chỉ tiêu {letters(indicator)}", **said(indicator))
        for indicator in (2 * number, 2 * number + 1)
    )
    return "\n".join((f"# Trang {letters(number)}\n", *sections, ""))
