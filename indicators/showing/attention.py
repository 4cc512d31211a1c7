"""What needs attention on the day of the edition, as a table for each reason."""

from __future__ import annotations

from typing import Annotated

from indicators.computing.attention import Concern, Urgency, concerns
from indicators.computing.compute import Views
from indicators.export.addresses import FILES
from indicators.scalars import PartialDate
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import UNIT
from indicators.words.attention import about, duty_columns, why
from indicators.words.table import Capital, Column, Piece, Table, joined, said, sentences
from indicators.words.wording import lowered


@macro
def attention(writer: Writer, name: Annotated[str, UNIT] = "") -> list[Table | Piece]:
    """What is late, at risk, without data, stale, in disagreement or without a basis to judge it:
    all, with the units of the top level; or what concerns one unit and those below it.
    """
    views, today = writer.views, writer.edition.date
    below = {unit.id for unit in views.dataset.units if unit.parent == name}
    found = [
        concern
        for concern in concerns(views, today)
        if (concern.portion and concern.portion.id in {name, *below})
        or (not name and concern.depth == 0)
    ]
    by_kind = {kind: [one for one in found if one.kind is kind] for kind in Urgency}
    listed = {kind.label: some for kind, some in by_kind.items() if some}
    words = '<span class="i-number">{}</span> mục {}'
    told = [said(words, str(len(some)), lowered(what)) for what, some in listed.items()]
    day = PartialDate(today.year, today.month, today.day) if today else None
    calm = "không có điều gì cần chú ý" if day else "chưa biết có gì quá hạn hay không"
    known = joined(told or [calm], "; ")
    lead: list[Piece] = ["bản này không rõ ngày nên chưa xét hạn nào", known]
    if day:
        lead = [said("xét đến {}: {}", day, known)]
    files = dict.fromkeys([*listed][-1:], f"{FILES}attention")
    return [
        said("<p>{}</p>", sentences(lead)),
        *(_table(views, what, some, files.get(what, "")) for what, some in listed.items()),
    ]


def _table(views: Views, what: str, listed: list[Concern], files: str) -> Table:
    duties = [one.duty._replace(due=one.due.date if one.due else None) for one in listed]
    columns = (
        Column("Nội dung", [about(views, one) for one in listed]),
        Column("Vì sao", [Capital(why(views, one)) for one in listed]),
        *duty_columns(duties),
    )
    return Table(what, columns, kind="attention", files=files)
