"""What changed, as Atom feeds: of all numbers, and of each indicator with its targets."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from indicators.comparing.history import Event, History
from indicators.computing.compute import Views
from indicators.export.addresses import FEED, feed_of
from indicators.export.edition import BOTH, Edition, author, title
from indicators.export.records import plain_text
from indicators.showing.chronicle import FIRST, kind_of_change
from indicators.showing.links import Links
from indicators.showing.macro import render
from indicators.words.names import names_of
from indicators.words.wording import lowered

MOST = 100
"""Entries that a feed keeps; the page of the history has all."""

_HERE = uuid.UUID("8b0f3c1e-4f0b-5d53-9c59-6a2a3a1f7c11")
"""What the names of entries are made from, so that they stay where the site moves."""


class Entry(NamedTuple):
    """What one commit changed of one indicator or target."""

    id: str
    title: str
    updated: str
    page: str
    html: str


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
            entries = [*_entries(views, known, edition, homes)][:MOST]
            page = homes[subjects[-1]] if path != FEED else ""
            yield (
                path,
                render(
                    "feed.xml.jinja",
                    Links("", {}),
                    id=_name(path, title(views)),
                    title=f"Thay đổi số liệu: {what}",
                    author=author(views),
                    address=edition.address + root + path,
                    page=edition.address + page,
                    rights=BOTH,
                    entries=entries,
                ).encode(),
            )


def _entries(
    views: Views, events: Sequence[Event], edition: Edition, homes: Mapping[str, str]
) -> Iterator[Entry]:
    names = names_of(views)
    groups: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:  # one that no commit tells of stands alone
        key = (event.date, event.commit or event.figure, event.subject)
        groups.setdefault(key, []).append(event)
    for (date, cause, subject), changed in groups.items():
        told = [_line(event) for event in changed]
        new = all(kind_of_change(event) == FIRST for event in changed)
        several = f"{len(told)} số {'ghi lần đầu' if new else 'thay đổi'}"
        items = Markup("").join(map(Markup("<li>{}</li>").format, told))
        yield Entry(
            id=_name(changed[0].term, subject, date, cause),
            title=f"{names[subject]}: {several if told[1:] else lowered(told[0]).rstrip('.')}",
            updated=f"{date}{'-01' * (2 - date.count('-'))}T00:00:00+07:00",
            page=edition.address + homes[subject],
            html=f"<ul>{items}</ul>",
        )


def _line(event: Event) -> str:
    """A change in one sentence."""
    kind, before, after = lowered(kind_of_change(event)), event.before or event.follows, event.after
    change = " → ".join(filter(None, (before, after or "không còn")))
    why = "; ".join(part.rstrip(".") for part in (event.reason, event.note) if part)
    return plain_text(f"{event.label}: {change} ({kind}){f'. {why}' if why else ''}.")


def _name(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_HERE, '/'.join(parts))}"
