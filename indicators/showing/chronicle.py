"""The history of numbers as tables, and the day on which something last changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from indicators.comparing.history import Event, History
from indicators.comparing.versions import Commit, Extent
from indicators.computing.compute import Views
from indicators.model import ChangeKind
from indicators.scalars import PartialDate
from indicators.showing.links import Links
from indicators.showing.render import joined, render
from indicators.showing.tables import Column, Line, Table, citation
from indicators.words.names import names_of
from indicators.words.wording import CHANGES, capital, dated
from indicators.words.wording import date as in_digits

_SHOWN = 8
"""Digits of a commit's name that are shown."""


def updated(past: History, names: Iterable[str]) -> Markup:
    """The day on which a figure of these indicators or targets last changed, or why not known."""
    days = [past.updated[name] for name in names if name in past.updated]
    if past.behind:
        told = Markup("chưa rõ, vì tệp dữ liệu có thay đổi chưa vào lịch sử")
    elif days:
        told = _day(max(days))
    elif past.reason:
        told = Markup("chưa rõ, vì {}").format(past.reason)
    else:
        told = Markup("chưa có số liệu")
    return Markup('<span class="i-updated">Cập nhật lần cuối: {}</span>').format(told)


def history_tables(
    views: Views, past: History, names: Sequence[str], links: Links, count: Callable[[], int]
) -> Markup:
    """A table for each named indicator or target that has a past, or for each that there is;
    then what is not known of the past.
    """
    whose = names_of(views)
    wanted = names or (*views.targets, *views.indicators)
    tables = [
        _table(views, whose[name], events, past, links, count())
        for name in wanted
        if (events := past.of((name,)))
    ]
    remarks = tuple(_remarks(past, links, empty=not tables))
    if remarks:
        tables.append(render("remarks.html.jinja", links, remarks=remarks))
    return joined(tables, " ")


def _table(
    views: Views, name: str, events: Sequence[Event], past: History, links: Links, count: int
) -> Markup:
    lines: list[Line] = []
    for (date, commit), found in groupby(events, lambda event: (event.date, event.commit)):
        listed = list(found)
        first_told = [event for event in listed if not event.before]
        groups = [[event] for event in listed if event.before]
        groups += [first_told] if first_told else []
        known = past.commits.get(commit)
        lines += [_line(views, date, known, group, links) for group in groups]
    return Table(
        caption=Markup("Lịch sử số liệu: {}").format(name),
        head="Ngày",
        columns=(
            Column("Thay đổi"),
            Column("Lý do và người thực hiện"),
        ),
        lines=tuple(lines),
        number=count,
        kind="history",
    ).html(links)


def _line(
    views: Views, date: str, commit: Commit | None, events: Sequence[Event], links: Links
) -> Line:
    """One change, or all numbers that came with one commit."""
    first = events[0]
    told = [_told(views, event, links) for event in events]
    changed = told[0]
    if len(events) > 1:
        items = [Markup("<li>{}</li>").format(text) for text in told]
        changed = Markup("Ghi lần đầu: <ul>{}</ul>").format(joined(items, " "))
    about = (_reason(views, first, links), _people(commit, links))
    return Line(_day(date, noun=False), (changed, joined([part for part in about if part], " ")))


def _told(views: Views, event: Event, links: Links) -> Markup:
    """What a number was and what it is; in bold what holds since."""
    label, before, after = _label(views, event, links), event.before, event.after
    if not before:
        return Markup("{}: <strong>{}</strong>").format(label, after)
    if not after:
        return Markup("{}: trước đó {}, <strong>nay không còn</strong>").format(label, before)
    return Markup("{}: từ {} thành <strong>{}</strong>").format(label, before, after)


def _label(views: Views, event: Event, links: Links) -> Markup:
    """What the number is, leading to where it comes from if there still is such a number."""
    figure = views.figures.get(event.figure)
    if figure is None:
        return Markup("{}").format(event.label)
    return Markup('<a href="{}">{}</a>').format(links.figure(figure), event.label)


def _reason(views: Views, event: Event, links: Links) -> Markup:
    """What the data records of the change."""
    if not event.kind:
        return Markup()
    text = Markup("{}: {}.").format(
        capital(CHANGES[ChangeKind(event.kind)]), event.reason.rstrip(".")
    )
    documents = {document.id: document for document in views.dataset.documents}
    if event.source in documents:
        cited = citation(documents[event.source], links)
        text += Markup(" Số trước theo {}.").format(cited)
    return text


def _people(commit: Commit | None, links: Links) -> Markup:
    """Which commit it was, and who made, reviewed and took it, as far as git tells."""
    if commit is None:
        return Markup("Ghi trong dữ liệu; lịch sử không có lần thay đổi này.")
    parts = [_commit(commit, links)]
    for role, people in (
        ("Người sửa", commit.authors),
        ("Người duyệt", commit.reviewers),
        ("Người nhận", (commit.merger,) if commit.merger else ()),
    ):
        if people:
            parts.append(Markup("{}: {}.").format(role, ", ".join(people)))
    return joined(parts, " ")


def _commit(commit: Commit, links: Links) -> Markup:
    name = Markup('<code class="i-code">{}</code>').format(commit.id[:_SHOWN])
    address = links.hosting.commit_page(commit.id)
    if address:
        name = Markup('<a href="{}">{}</a>').format(address, name)
    return Markup("Bản ghi {} <q>{}</q>.").format(name, commit.subject)


def _remarks(past: History, links: Links, *, empty: bool) -> Iterator[Markup]:
    """What a reader must know of the past that is not told."""
    match past.extent:
        case Extent.MISSING:
            yield Markup("Không có lịch sử: {}.").format(past.reason)
        case Extent.SHALLOW:
            yield Markup(
                "Lịch sử không đầy đủ: {}. Những thay đổi trước đó không được liệt kê."
            ).format(past.reason)
        case Extent.COMPLETE if empty:
            yield Markup("Chưa có thay đổi nào.")
    if past.behind:
        yield Markup("Tệp dữ liệu đang có thay đổi chưa vào lịch sử.")
    for commit in past.unread:
        yield Markup(
            "Dữ liệu của bản {} không đọc được nên bị bỏ qua; thay đổi của nó được tính vào bản "
            "kế tiếp đọc được. {}"
        ).format(_day(commit.date.isoformat()), _people(commit, links))


def _day(date: str, *, noun: bool = True) -> Markup:
    """A day as far as it is known."""
    value = PartialDate(*(int(part) for part in date.split("-")))
    words = dated(value) if noun else in_digits(value)
    return Markup('<time datetime="{}">{}</time>').format(date, words)
