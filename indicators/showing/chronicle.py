"""The history of numbers as tables, and the day on which something last changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

from indicators.comparing.history import Event, History
from indicators.comparing.versions import Commit, Extent
from indicators.computing.compute import Views
from indicators.model import ChangeKind
from indicators.scalars import PartialDate
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import FOLLOWED
from indicators.showing.tables import citation
from indicators.words.names import names_of
from indicators.words.table import Linked, Piece, Table, in_columns, joined, said
from indicators.words.wording import capital
from indicators.words.wording import date as in_digits

_SHOWN = 8
"""Digits of a commit's name that are shown."""


@macro
def updated(writer: Writer, *names: Annotated[str, FOLLOWED]) -> Piece:
    """The day on which a figure of these indicators or targets last changed, or why not known."""
    past = writer.past
    days = [past.updated[name] for name in names if name in past.updated]
    told: Piece = "chưa có số liệu"
    if past.behind:
        told = "chưa rõ, vì tệp dữ liệu có thay đổi chưa vào lịch sử"
    elif days:
        told = _day(max(days))
    elif past.reason:
        told = f"chưa rõ, vì {past.reason}"
    return said('<span class="i-updated">Cập nhật lần cuối: {}</span>', told)


@macro
def history(writer: Writer, *names: Annotated[str, FOLLOWED]) -> list[Table | Piece]:
    """A table for each named indicator or target that has a past, or for each that there is;
    then what is not known of the past.
    """
    views, past, links = writer.views, writer.past, writer.links
    whose = names_of(views)
    wanted = names or (*views.targets, *views.indicators)
    tables = [
        _table(views, whose[name], events, past, links)
        for name in wanted
        if (events := past.of((name,)))
    ]
    remarks = [said("<p>{}</p> ", item) for item in _remarks(past, links, empty=not tables)]
    told = said('<div class="i-notes i-remarks">{}</div>', joined(remarks, ""))
    return [*tables, told] if remarks else [*tables]


def _table(views: Views, name: str, events: Sequence[Event], past: History, links: Links) -> Table:
    rows: list[tuple[Piece, Piece, Piece]] = []
    for (date, commit), found in groupby(events, lambda event: (event.date, event.commit)):
        listed = list(found)
        first_told = [event for event in listed if not (event.before or event.follows)]
        groups = [[event] for event in listed if event.before or event.follows]
        for group in [*groups, first_told] if first_told else groups:
            about = (_reason(views, group[0]), _people(past.commits.get(commit), links))
            why = joined([part for part in about if part], " ")
            rows.append((_date(date), _changes(views, group), why))
    headings = ("Ngày", "Thay đổi", "Lý do và người thực hiện")
    return Table(f"Lịch sử số liệu: {name}", in_columns(headings, rows), kind="history")


def _changes(views: Views, events: Sequence[Event]) -> Piece:
    """One change, or all numbers that came with one commit."""
    told = [_told(views, event) for event in events]
    if len(told) == 1:
        return told[0]
    items = joined([said("<li>{}</li>", item) for item in told], " ")
    return said("Ghi lần đầu: <ul>{}</ul>", items)


def _told(views: Views, event: Event) -> Piece:
    """What a number was and what it is, leading to where it comes from if there still is such a
    number; in bold what holds since.
    """
    figure, before, after = views.figures.get(event.figure), event.before, event.after
    label: Piece = Linked(event.label, figure) if figure else event.label
    if event.follows:
        return said("{}: <strong>{}</strong>, nối tiếp {}", label, after, event.follows)
    if not before:
        return said("{}: <strong>{}</strong>", label, after)
    if not after:
        return said("{}: trước đó {}, <strong>nay không còn</strong>", label, before)
    return said("{}: từ {} thành <strong>{}</strong>", label, before, after)


def _reason(views: Views, event: Event) -> Piece:
    """What the data records of the change."""
    if not event.kind:
        return ""
    text = f"{capital(ChangeKind(event.kind).label)}: {event.reason.rstrip('.')}."
    documents = {document.id: document for document in views.dataset.documents}
    if event.source not in documents:
        return text
    places = (event.locator,) if event.locator else ()
    return said("{} Số trước theo {}.", text, citation(documents[event.source], *places))


def _people(commit: Commit | None, links: Links) -> Piece:
    """Which commit it was, and who made, reviewed and took it, as far as git tells."""
    if commit is None:
        return "Ghi trong dữ liệu; lịch sử không có lần thay đổi này."
    name: Piece = said('<code class="i-code">{}</code>', commit.id[:_SHOWN])
    address = links.hosting.commit_page(commit.id)
    if address:
        name = said('<a href="{}">{}</a>', address, name)
    listed = {
        "Người sửa": commit.authors,
        "Người duyệt": commit.reviewers,
        "Người nhận": (commit.merger,) if commit.merger else (),
    }
    told = (f"{role}: {', '.join(people)}." for role, people in listed.items() if people)
    return joined([said("Bản ghi {} <q>{}</q>.", name, commit.subject), *told], " ")


def _remarks(past: History, links: Links, *, empty: bool) -> Iterator[Piece]:
    """What a reader must know of the past that is not told."""
    match past.extent:
        case Extent.MISSING:
            yield f"Không có lịch sử: {past.reason}."
        case Extent.SHALLOW:
            why = past.reason
            yield f"Lịch sử không đầy đủ: {why}. Những thay đổi trước đó không được liệt kê."
        case Extent.COMPLETE if empty:
            yield "Chưa có thay đổi nào."
    if past.behind:
        yield "Tệp dữ liệu đang có thay đổi chưa vào lịch sử."
    words = (
        "Dữ liệu của bản {} không đọc được nên bị bỏ qua; thay đổi của nó được tính vào bản kế "
        "tiếp đọc được. {}"
    )
    for commit in past.unread:
        yield said(words, _day(commit.date.isoformat()), _people(commit, links))


def _day(date: str) -> PartialDate:
    """A day as far as it is known."""
    return PartialDate(*(int(part) for part in date.split("-")))


def _date(date: str) -> Piece:
    """The same in a column of days."""
    return said('<time datetime="{}">{}</time>', date, in_digits(_day(date)))
