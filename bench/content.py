"""Synthetic indicators and the pages about them, the same for every side that is measured."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

FIRST_YEAR = 2001
FOLDER = 20
"""Pages to a section of the navigation."""

HEADINGS = ["Năm", "Chỉ tiêu", "Kết quả", "Tỷ lệ so với chỉ tiêu", "Trạng thái"]


class Year(NamedTuple):
    """One year of an indicator."""

    year: int
    plan: int
    value: int

    @property
    def cells(self) -> list[str]:
        """What a table of the site says about it."""
        exact = Decimal(self.value) * 100 / Decimal(self.plan)
        share = f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%".replace(".", ",")
        status = "Vượt chỉ tiêu" if self.value > self.plan else "Chưa đạt chỉ tiêu"
        status = "Đạt chỉ tiêu" if self.value == self.plan else status
        plan, value = (f"{number:,}".replace(",", ".") for number in (self.plan, self.value))
        return [str(self.year), plan, value, share, status]


class Workload(NamedTuple):
    """So many pages with two indicators each, and so many years of each indicator."""

    pages: int
    rows: int

    @property
    def observations(self) -> int:
        return self.pages * 2 * self.rows

    @property
    def last_year(self) -> int:
        return FIRST_YEAR + self.rows - 1

    @property
    def indicators(self) -> range:
        return range(self.pages * 2)

    def values(self, indicator: int) -> list[Year]:
        """The years of an indicator; spread without chance, so that every run is the same."""
        return [
            Year(
                FIRST_YEAR + at,
                plan=900 + (indicator * 29 + at * 7) % 800,
                value=1000 + (indicator * 37 + at * 13) % 900,
            )
            for at in range(self.rows)
        ]


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


class Writing(NamedTuple):
    """How one side writes what is computed: a table, and a result in a sentence."""

    table: Callable[[int], str]
    result: Callable[[int], str]
    percent: Callable[[int], str]
    year: str
    front: Callable[[int], str] = lambda _: ""
    origin: Callable[[int], str] = lambda _: ""
    """Where the numbers of a page come from, below them; only our macros tell it."""


def page(number: int, writing: Writing) -> str:
    """The text of a page."""
    parts = [writing.front(number), f"# Trang {letters(number)}\n"]
    for indicator in (2 * number, 2 * number + 1):
        name = f"Chỉ tiêu {letters(indicator)}"
        parts.append(
            f"## {name}\n\n"
            f"{name} là số liệu tổng hợp, chỉ dùng để đo tốc độ dựng trang.\n"
            f"Năm {writing.year}, kết quả là {writing.result(indicator)} đảng viên, "
            f"bằng {writing.percent(indicator)} chỉ tiêu.\n\n"
            f"{writing.table(indicator)}\n\n"
            "Bảng trên so sánh kết quả từng năm với chỉ tiêu của năm ấy; "
            "trang [tổng quan](../index.md) nói rõ hơn.\n"
        )
    return "\n".join((*parts, writing.origin(number)))


def written_out(work: Workload) -> Writing:
    """Everything computed beforehand and typed as Markdown."""

    def table(indicator: int) -> str:
        lines = [HEADINGS, ["---", "---:", "---:", "---:", "---"]]
        lines += [year.cells for year in work.values(indicator)]
        return _framed(indicator, "\n".join(f"| {' | '.join(line)} |" for line in lines))

    def last(at: int) -> Callable[[int], str]:
        return lambda indicator: work.values(indicator)[-1].cells[at]

    return Writing(table, last(2), last(3), str(work.last_year))


def called(work: Workload, call: str) -> Writing:
    """Tables by a call with an indicator's id; the sentences typed out."""
    return written_out(work)._replace(table=lambda i: _framed(i, call.format(indicator_id(i))))


def macros(work: Workload) -> Writing:
    """Our macros."""

    def macro(call: str) -> Callable[[int], str]:
        return lambda indicator: f"{{{{ {call.format(indicator_id(indicator))} }}}}"

    def both(number: int) -> list[str]:
        return [indicator_id(2 * number), indicator_id(2 * number + 1)]

    def front(number: int) -> str:
        return "".join(("---\nindicators:\n", *(f"  - {i}\n" for i in both(number)), "---\n"))

    def origin(number: int) -> str:
        names = "', '".join(both(number))
        return f"## {ORIGIN}\n\n{{{{ provenance('{names}') }}}}\n"

    figure = f"figure('{{}}/{work.last_year}/"
    year = f"{{{{ year({work.last_year}) }}}}"
    result, percent = macro(f"{figure}value')"), macro(f"{figure}percent-of-plan')")
    return Writing(macro("table('{}')"), result, percent, year, front, origin)


def _framed(indicator: int, table: str) -> str:
    """A table with the caption and the source that our macro writes by itself."""
    return (
        f"**Chỉ tiêu {letters(indicator)} theo năm.** Đơn vị tính: đảng viên\n\n{table}\n\n"
        "Nguồn: [Báo cáo tổng hợp](../van-ban.md#bao-cao)."
    )
