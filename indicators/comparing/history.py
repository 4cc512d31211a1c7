"""What changed when: the versions of the data held against each other, one after the other."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from typing import Any

from indicators.comparing.compare import Change, changed_figures
from indicators.comparing.lenient import lenient_views
from indicators.comparing.versions import Commit, Extent, Versions
from indicators.computing.compute import Views
from indicators.computing.figures import Figures
from indicators.reporting.problems import DataError
from indicators.words.changes import Change as Former
from indicators.words.changes import changes
from indicators.words.explain import role_label
from indicators.words.wording import capital, in_text, number, unit_text

FORMAT = 1
"""The form of the written history; one of another form is not read."""


@dataclass(frozen=True, slots=True)
class Event:
    """A typed number that came, changed or went with a commit.

    ``before`` and ``after`` are worded; empty where there was, or is, none. ``kind`` (revision or
    correction), ``reason`` and ``source`` are what the data itself records of the change; empty
    where it records nothing. An event without a commit is known from such a record alone.
    """

    figure: str
    subject: str
    label: str
    date: str
    before: str = ""
    after: str = ""
    kind: str = ""
    reason: str = ""
    source: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the past of every number, newest first.

    ``extent`` says how much of the past that is, ``reason`` why not all of it. ``commits`` are
    those that events name; ``unread`` those whose data cannot be read today. ``updated`` is the
    day on which a figure of a subject last changed, also a computed one; a subject of which that
    is not known is not in it. ``data`` tells the data that the newest version holds, and
    ``behind`` that the data has been changed since.
    """

    extent: Extent = Extent.MISSING
    reason: str = ""
    events: tuple[Event, ...] = ()
    commits: Mapping[str, Commit] = field(default_factory=dict)
    unread: tuple[Commit, ...] = ()
    updated: Mapping[str, str] = field(default_factory=dict)
    data: str = ""
    behind: bool = False

    def of(self, subjects: Sequence[str]) -> tuple[Event, ...]:
        """The events of the numbers about some indicators or targets."""
        return tuple(event for event in self.events if event.subject in subjects)


UNKNOWN = History(reason="lịch sử chưa được lập; chạy make history trước khi dựng trang")


def history(
    versions: Versions, opened: Callable[[Mapping[str, bytes]], Views] = lenient_views
) -> History:
    """The history that the versions of the data tell, each ``opened`` as it can be.

    A version that cannot be read (broken, or of another model) is listed and passed over: what
    changed with it counts when the next one can be read. Where older versions are not at hand,
    the first one only serves to compare, because what it brought is not known.
    """
    steps: list[tuple[Commit, list[Change]]] = []
    unread: list[Commit] = []
    last: Views | None = None
    for version in versions.listed:
        if version.files == {}:
            continue
        try:
            views = opened(version.files or {})
        except DataError:
            unread.append(version.commit)
            continue
        if last is not None or versions.extent is Extent.COMPLETE:
            before = last or Views(views.dataset, Figures(), {}, {})
            steps.append((version.commit, list(changed_figures(before, views))))
        last = views
    updated: dict[str, str] = {}
    for commit, changed in steps:
        updated.update({item.figure.subject: commit.date.isoformat() for item in changed})
    return History(
        extent=versions.extent,
        reason=versions.reason,
        events=tuple(_events(steps, last)) if last else (),
        commits={commit.id: commit for commit, found in steps if any(c.typed for c in found)},
        unread=tuple(reversed(unread)),
        updated=updated,
        data=digest(versions.listed[-1].files or {}) if versions.listed else "",
    )


def _events(steps: Sequence[tuple[Commit, list[Change]]], last: Views) -> list[Event]:
    """Newest first; what one commit changed, in the order of the data."""
    events: list[Event] = []
    used: set[tuple[str, Former]] = set()
    for commit, changed in reversed(steps):
        for change in changed:
            if change.typed:
                record = _record(change, last)
                used |= {(change.figure.id, record)} if record else set()
                events.append(_event(change, commit, record))
    events += _recorded(last, used)
    return sorted(events, key=lambda event: event.date, reverse=True)


def _record(change: Change, last: Views) -> Former | None:
    """What the data of that day, or of today, says of a change."""
    was, now = change.before, last.figures.get(change.figure.id)
    if was is None or was.value is None:
        return None
    later = changes(last, now) if now is not None else ()
    known = (item for item in (*change.formers, *later))
    return next((item for item in known if Fraction(item.number) == was.value.only_limit), None)


def _event(change: Change, commit: Commit, record: Former | None) -> Event:
    before, after = (
        in_text(side, unit=True) if side is not None and side.value is not None else ""
        for side in (change.before, change.after)
    )
    event = Event(
        figure=change.figure.id,
        subject=change.figure.subject,
        label=capital(role_label(change.figure)),
        date=commit.date.isoformat(),
        before=before,
        after=after,
        commit=commit.id,
    )
    return _with_record(event, record) if record else event


def _with_record(event: Event, record: Former) -> Event:
    former = record.former
    return replace(event, kind=former.kind.value, reason=former.reason, source=former.source or "")


def _recorded(last: Views, used: Container[tuple[str, Former]]) -> Iterator[Event]:
    """Changes of which the data tells and no known commit does."""
    for figure in last.figures.values():
        kept = changes(last, figure)
        unit = unit_text(figure.unit, in_full=True)
        for place, record in enumerate(kept):
            if (figure.id, record) in used:
                continue
            follows = kept[place + 1 : place + 2]
            event = Event(
                figure=figure.id,
                subject=figure.subject,
                label=capital(role_label(figure)),
                date=str(record.former.date),
                before=number(record.number) + unit,
                after=number(follows[0].number) + unit if follows else in_text(figure, unit=True),
            )
            yield _with_record(event, record)


def digest(files: Mapping[str, bytes]) -> str:
    """A short name for the content of data files, whatever they are called."""
    together = hashlib.sha256()
    for content in files.values():
        together.update(hashlib.sha256(content).digest())
    return together.hexdigest()


def as_json(known: History) -> str:
    """The history as it is written before a build."""
    written: dict[str, object] = {
        "format": FORMAT,
        "extent": known.extent,
        "reason": known.reason,
        "data": known.data,
        "updated": dict(known.updated),
        "commits": [_commit(commit) for commit in known.commits.values()],
        "unread": [_commit(commit) for commit in known.unread],
        "events": [asdict(event) for event in known.events],
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _commit(commit: Commit) -> dict[str, object]:
    return {**asdict(commit), "date": commit.date.isoformat()}


def from_json(text: str) -> History:
    """The history that was written. Errors: ``ValueError`` when the text is of another form."""
    try:
        written = json.loads(text)
        if written["format"] != FORMAT:
            raise ValueError("the history was written in another form")
        commits = [_read_commit(item) for item in written["commits"]]
        return History(
            extent=Extent(written["extent"]),
            reason=str(written["reason"]),
            events=tuple(Event(**item) for item in written["events"]),
            commits={commit.id: commit for commit in commits},
            unread=tuple(_read_commit(item) for item in written["unread"]),
            updated=dict(written["updated"]),
            data=str(written["data"]),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("the history was written in another form") from error


def _read_commit(item: dict[str, Any]) -> Commit:
    date = dt.date.fromisoformat(item["date"])
    listed = {name: tuple(item[name]) for name in ("authors", "reviewers")}
    return Commit(
        id=item["id"], date=date, subject=item["subject"], merger=item["merger"], **listed
    )
