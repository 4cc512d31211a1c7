"""What an edition tells of its day: what needs attention, what changed until then, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

from indicators.comparing.history import Event, History
from indicators.comparing.versions import Extent
from indicators.computing.attention import Concern, Urgency, concerns
from indicators.computing.compute import Views
from indicators.computing.figures import Period
from indicators.computing.scope import Account
from indicators.export.addresses import FEED, FILES, feed_of
from indicators.export.feed import FIRST, kind_of_change
from indicators.scalars import PartialDate
from indicators.showing.links import Links
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import FOLLOWED, UNIT
from indicators.showing.tables import citation
from indicators.words.attention import about, duty_columns, why
from indicators.words.table import (
    Capital,
    Column,
    Linked,
    Piece,
    Table,
    in_columns,
    joined,
    named,
    said,
    sentences,
)
from indicators.words.wording import date as in_digits
from indicators.words.wording import lowered


@macro
def updated(writer: Writer, *names: Annotated[str, FOLLOWED]) -> Piece:
    """Up to when the numbers of these indicators are, and the day on which a figure of them or of
    these targets was last put on the site, or why that is not known.
    """
    past = writer.past
    until: Piece = ""
    for view in (
        writer.views.indicators[name] for name in names if name in writer.views.indicators
    ):
        known = [row for row in view.reached if row.value.value][-1:]
        # Of a total and a year that end in one month the total says more exactly when.
        for row in sorted((*view.results[-1:], *known), key=_month)[-1:]:
            whole = isinstance(row.value.when, Period) and row.value.when.complete
            until = until or said("số liệu đến {}", named(row.period) if whole else row.cut_off)
    days = [past.updated[name] for name in names if name in past.updated]
    put: Piece = ""
    if past.behind:
        put = "chưa rõ ngày đưa lên trang, vì tệp dữ liệu có thay đổi chưa vào lịch sử"
    elif days:
        put = said("{}đưa lên trang {}", "" if until else "số đã có ", _day(max(days)))
    elif past.reason:
        put = f"chưa rõ ngày đưa lên trang, vì {past.reason}"
    told = joined(filter(None, (until or "chưa có kết quả", put)), "; ")
    return said('<span class="i-updated">{}</span>', Capital(told))


def _month(row: Account) -> tuple[int, int]:
    last = row.cut_off.earliest
    return last.year, last.month


@macro
def history(writer: Writer, *names: Annotated[str, FOLLOWED]) -> list[Table | Piece]:
    """A table for each named indicator or target that has a past, or for each that there is;
    then what is not known of the past.
    """
    views, past, links = writer.views, writer.past, writer.links
    whose, shared = views.names, {view.indicator.name for view in views.indicators.values()}
    for name in views.targets:
        whose = {**whose, name: whose[name] + " (mức chỉ tiêu)" * (whose[name] in shared)}
    wanted = names or (*views.targets, *views.indicators)
    tables = [
        _table(views, whose[name], events, links) for name in wanted if (events := past.of((name,)))
    ]
    told = [*_followed(views, links), *_remarks(past, links, empty=not tables)]
    remarks = [said("<p>{}</p> ", item) for item in told]
    below = said('<div class="i-notes i-remarks">{}</div>', joined(remarks, ""))
    return [*tables, below] if remarks else [*tables]


def _followed(views: Views, links: Links) -> Iterator[Piece]:
    """The feeds by which changes can be followed, where there are any."""
    called = {FEED: "mọi thay đổi"}
    called |= {feed_of(name): view.indicator.name for name, view in views.indicators.items()}
    feeds = [
        said('<a href="{}" type="application/atom+xml">{}</a>', links.file(path), what)
        for path, what in called.items()
        if path in links.files
    ]
    if feeds:
        yield said("Theo dõi thay đổi bằng trình đọc tin (Atom): {}.", joined(feeds, "; "))


def _table(views: Views, name: str, events: Sequence[Event], links: Links) -> Table:
    rows: list[tuple[Piece, ...]] = []
    for (date, commit), found in groupby(events, lambda event: (event.date, event.commit)):
        listed = list(found)
        came = [event for event in listed if not (event.before or event.follows)]
        groups = [[event] for event in listed if event not in came]
        for group in [*groups, came] if came else groups:
            told = (_reason(views, group[0]), _noted(commit, group[0].note, links))
            rows.append((_date(date), *_change(views, group), joined(filter(None, told), " ")))
    headings = ("Ngày", "Số liệu", "Từ", "Thành", "Loại thay đổi", "Lý do, ghi chú")
    return Table(f"Lịch sử số liệu: {name}", in_columns(headings, rows), kind="history")


def _change(views: Views, events: Sequence[Event]) -> tuple[Piece, Piece, Piece, Piece]:
    """What changed, from what, to what and how; all numbers that came with one commit together."""
    names = [_named(views, event) for event in events]
    if events[1:]:
        told = [
            said("<li>{}: {}</li>", name, event.after)
            for name, event in zip(names, events, strict=True)
        ]
        return said("<ul>{}</ul>", joined(told, " ")), "", f"{len(events)} số", FIRST
    [event] = events
    before, after = event.follows or event.before, event.after or "không còn"
    return names[0], before, said("<strong>{}</strong>", after), kind_of_change(event)


def _named(views: Views, event: Event) -> Piece:
    """A number, leading to where it comes from if there still is such a number."""
    figure = views.figures.get(event.figure)
    return Linked(event.label, figure) if figure else event.label


def _reason(views: Views, event: Event) -> Piece:
    """What the data records of the change."""
    text = f"{event.reason.rstrip('.')}." if event.reason else ""
    listed = {document.id for document in views.dataset.documents}
    cited = citation(views, event.source if event.source in listed else None, event.locator)
    return said("{} Số trước theo {}.", text, cited) if cited else text


def _noted(commit: str, note: str, links: Links) -> Piece:
    """What who changed it wrote for readers, and a link to all that is known of the change."""
    address = links.hosting.commit_page(commit) if commit else ""
    page = said('<a href="{}">Xem bản ghi</a>', address) if address else ""
    told = f"Ghi chú: {note.rstrip('.')}." if note else ""
    return joined(filter(None, (told, page)), " ") if told or page else ""


def _remarks(past: History, links: Links, *, empty: bool) -> Iterator[Piece]:
    """What a reader must know of the past that is not told."""
    match past.extent:
        case Extent.MISSING:
            yield f"Không có lịch sử: {past.reason}."
        case Extent.SHALLOW:
            rest = "Những thay đổi trước đó không được liệt kê."
            yield f"Lịch sử không đầy đủ: {past.reason}. {rest}"
        case Extent.COMPLETE if empty:
            yield "Chưa có thay đổi nào."
    if past.behind:
        yield "Tệp dữ liệu đang có thay đổi chưa vào lịch sử."
    words = (
        "Dữ liệu của bản {} không đọc được nên bị bỏ qua; thay đổi của nó được tính vào bản kế "
        "tiếp đọc được. {}"
    )
    for commit in past.unread:
        yield said(words, _day(commit.date.isoformat()), _noted(commit.id, commit.note, links))


def _day(date: str) -> PartialDate:
    """A day as far as it is known."""
    return PartialDate(*(int(part) for part in date.split("-")))


def _date(date: str) -> Piece:
    """The same in a column of days."""
    return said('<time datetime="{}">{}</time>', date, in_digits(_day(date)))


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
    day = _day(today.isoformat()) if today else None
    calm = "không có điều gì cần chú ý" if day else "chưa biết có gì quá hạn hay không"
    known = joined(told or [calm], "; ")
    lead: list[Piece] = ["bản này không rõ ngày nên chưa xét hạn nào", known]
    if day:
        lead = [said("xét đến {}: {}", day, known)]
    files = dict.fromkeys([*listed][-1:], f"{FILES}attention")
    return [
        said("<p>{}</p>", sentences(lead)),
        *(_concerns(views, what, some, files.get(what, "")) for what, some in listed.items()),
    ]


def _concerns(views: Views, what: str, listed: list[Concern], files: str) -> Table:
    duties = [one.duty._replace(due=one.due.date if one.due else None) for one in listed]
    columns = (
        Column("Nội dung", [about(views, one) for one in listed]),
        Column("Vì sao", [Capital(why(views, one)) for one in listed]),
        *duty_columns(duties),
    )
    return Table(what, columns, kind="attention", files=files)
