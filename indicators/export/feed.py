"""What changed, as Atom feeds: of all numbers, and of each indicator with its targets."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET  # writes only
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from indicators.comparing.history import RESTORED, SETTLED, WITHDRAWN, Event, History
from indicators.computing.compute import Views
from indicators.export.addresses import FEED, feed_of
from indicators.export.edition import BOTH, Edition, author, title
from indicators.export.records import plain_text
from indicators.model import ChangeKind
from indicators.words.wording import capital, lowered

MOST = 100
"""Entries that a feed keeps; the page of the history has all."""

FIRST = "Ghi lần đầu"
_KINDS = {
    SETTLED: "Số dự kiến nay đã rõ",
    WITHDRAWN: "Rút số",
    RESTORED: "Có số trở lại",
}
_ATOM = "http://www.w3.org/2005/Atom"
_HERE = uuid.UUID("8b0f3c1e-4f0b-5d53-9c59-6a2a3a1f7c11")
"""What the names of entries are made from, so that they stay where the site moves."""


def kind_of_change(event: Event) -> str:
    """What kind of change it was, in words."""
    if event.kind:
        return _KINDS.get(event.kind) or capital(ChangeKind(event.kind).label)
    if event.follows:
        return "Nối tiếp"
    known = "Không ghi loại" if event.after else "Không còn số"
    return known if event.before else FIRST


def feeds(
    views: Views, past: History, edition: Edition, homes: Mapping[str, str], root: str = ""
) -> Iterator[tuple[str, bytes]]:
    """The feeds that have something to tell, by their addresses below the root of the term.

    A feed holds absolute addresses only: where the site's is not known there is none. ``homes``
    are the pages on which what is told of is shown.
    """
    if not edition.address:
        return
    listed = {FEED: (title(views), tuple(homes))}
    for name, view in views.indicators.items():
        subjects = (*(target.id for target in view.targets), name)
        listed[feed_of(name)] = (view.indicator.name, subjects)
    for path, (what, subjects) in listed.items():
        known = [event for event in past.of(subjects) if event.subject in homes]
        if known:
            page = "" if path == FEED else homes.get(subjects[-1], "")
            told = f"Thay đổi số liệu: {what}"
            feed = _element("feed", _name(path, title(views)), told, _day(known[0]))
            feed.set("xml:lang", "vi")
            ET.SubElement(ET.SubElement(feed, "author"), "name").text = author(views)
            _link(feed, "self", "application/atom+xml", edition.address + root + path)
            _link(feed, "alternate", "text/html", edition.address + page)
            ET.SubElement(feed, "rights").text = BOTH
            feed.extend(_entries(views, known, edition, homes)[:MOST])
            yield path, ET.tostring(feed, "utf-8", xml_declaration=True)


def _entries(
    views: Views, events: Sequence[Event], edition: Edition, homes: Mapping[str, str]
) -> list[ET.Element]:
    """What one commit changed of one indicator or target is an entry."""
    names, made = views.names, list[ET.Element]()
    groups: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:  # one that no commit tells of stands alone
        key = (event.date, event.commit or event.figure, event.subject)
        groups.setdefault(key, []).append(event)
    for (date, cause, subject), changed in groups.items():
        told = list(map(_line, changed))
        new = all(kind_of_change(event) == FIRST for event in changed)
        several = f"{len(told)} số {'ghi lần đầu' if new else 'thay đổi'}"
        what = several if told[1:] else lowered(told[0]).rstrip(".")
        name = _name(changed[0].term, subject, date, cause)
        entry = _element("entry", name, f"{names[subject]}: {what}", _day(changed[0]))
        _link(entry, "alternate", "text/html", edition.address + homes[subject])
        items = Markup("").join(map(Markup("<li>{}</li>").format, told))
        ET.SubElement(entry, "content", type="html").text = f"<ul>{items}</ul>"
        made.append(entry)
    return made


def _element(kind: str, name: str, heading: str, day: str) -> ET.Element:
    """A feed or an entry, as far as both say the same."""
    made = ET.Element(kind, {"xmlns": _ATOM} if kind == "feed" else {})
    for part, text in (("id", name), ("title", heading), ("updated", day)):
        ET.SubElement(made, part).text = text
    return made


def _link(of: ET.Element, rel: str, kind: str, address: str) -> None:
    ET.SubElement(of, "link", rel=rel, type=kind, href=address)


def _line(event: Event) -> str:
    """A change in one sentence."""
    kind, before = lowered(kind_of_change(event)), event.before or event.follows
    sides = dict.fromkeys(filter(None, (before, event.after or kind)))
    change = f"{' → '.join(sides)}{f' ({kind})' if event.after else ''}"
    why = "; ".join(part.rstrip(".") for part in (event.reason, event.note) if part)
    return plain_text(f"{event.label}: {change}{f'. {why}' if why else ''}.")


def _day(event: Event) -> str:
    """The first moment, in Vietnam, of the day, month or year that is known."""
    return f"{event.date}{'-01' * (2 - event.date.count('-'))}T00:00:00+07:00"


def _name(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_HERE, '/'.join(parts))}"
