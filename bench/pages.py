"""The Markdown of a workload's pages: one text for all sides, with places for what they compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.workload import Row, Workload, indicator_id, indicator_name, letters

HEADINGS = ("Năm", "Chỉ tiêu", "Kết quả", "Tỷ lệ so với chỉ tiêu", "Trạng thái")


def count(number: int) -> str:
    """A whole number as the site shows it."""
    return f"{number:,}".replace(",", ".")


def cells(row: Row) -> tuple[str, ...]:
    """A row of a table as the site shows it."""
    percent = f"{row.percent}%".replace(".", ",")
    return (str(row.year), count(row.plan), count(row.value), percent, row.status)


@dataclass(frozen=True)
class Writing:
    """How one side writes what is computed: a table, a result in a sentence, perhaps a chart."""

    table: Callable[[int], str]
    result: Callable[[int], str]
    percent: Callable[[int], str]
    year: Callable[[int], str] = str
    chart: Callable[[int], str] = lambda _: ""
    front: Callable[[int], str] = lambda _: ""


NEXT = "\n\n"


def page(work: Workload, number: int, writing: Writing) -> str:
    """The text of a page."""
    parts = [writing.front(number), f"# Trang {letters(number)}\n"]
    year = writing.year(work.last_year)
    for indicator in work.indicators(number):
        name = indicator_name(indicator)
        chart = writing.chart(indicator)
        parts.append(
            f"## {name}\n\n"
            f"{name} là số liệu tổng hợp, chỉ dùng để đo tốc độ dựng trang.\n"
            f"Năm {year}, kết quả là {writing.result(indicator)} đảng viên, "
            f"bằng {writing.percent(indicator)} chỉ tiêu.\n\n"
            f"{writing.table(indicator)}\n\n{chart}{chart and NEXT}"
            "Bảng trên so sánh kết quả từng năm với chỉ tiêu của năm ấy; "
            "trang [tổng quan](../index.md) nói rõ hơn.\n"
        )
    return "\n".join(parts)


INDEX = "# Tổng quan\n\nSố liệu tổng hợp, chỉ dùng để đo tốc độ.\n"

SOURCES = "---\nhome: documents\n---\n\n# Văn bản\n\n## Báo cáo tổng hợp {: #bao-cao }\n"


def written_out(work: Workload, chart: Callable[[int], str] = lambda _: "") -> Writing:
    """Everything computed beforehand and typed as Markdown, perhaps with charts."""

    def table(indicator: int) -> str:
        lines: list[tuple[str, ...]] = [HEADINGS, ("---", "---:", "---:", "---:", "---")]
        lines += [cells(row) for row in work.values(indicator)]
        return _framed(indicator, "\n".join(f"| {' | '.join(line)} |" for line in lines))

    def last(indicator: int) -> tuple[str, ...]:
        return cells(work.values(indicator)[-1])

    return Writing(table, lambda i: last(i)[2], lambda i: last(i)[3], chart=chart)


def macros(work: Workload) -> Writing:
    """Our macros; the charts, which ``charted`` adds, no other side of a build has."""

    def front(number: int) -> str:
        names = "".join(f"  - {indicator_id(i)}\n" for i in work.indicators(number))
        return f"---\nindicators:\n{names}---\n"

    def figure(indicator: int, role: str) -> str:
        return f"{{{{ figure('{indicator_id(indicator)}/{work.last_year}/{role}') }}}}"

    return Writing(
        table=lambda i: f"{{{{ table('{indicator_id(i)}') }}}}",
        result=lambda i: figure(i, "value"),
        percent=lambda i: figure(i, "percent-of-plan"),
        year=lambda y: f"{{{{ year({y}) }}}}",
        front=front,
    )


def charted(writing: Writing) -> Writing:
    """The same with our macro's charts."""
    return replace(writing, chart=lambda i: f"{{{{ chart('{indicator_id(i)}') }}}}")


def called(work: Workload, call: str) -> Writing:
    """Tables by a call with an indicator's id; the sentences typed out."""
    typed = written_out(work)
    return Writing(
        table=lambda i: _framed(i, call.format(indicator_id(i))),
        result=typed.result,
        percent=typed.percent,
    )


def _framed(indicator: int, table: str) -> str:
    """A table with the caption and the source that our macro writes by itself."""
    name = indicator_name(indicator)
    return (
        f"**{name} theo năm, số liệu tổng hợp.** Đơn vị tính: đảng viên\n\n{table}\n\n"
        "Nguồn: [Báo cáo tổng hợp](../van-ban.md#bao-cao)."
    )
