"""What changed when: the versions of the data held against each other, one after the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pydantic import TypeAdapter

from indicators.comparing.compare import (
    ChangedFigure,
    changed_figures,
    new_records,
    without_figures,
)
from indicators.comparing.versions import (
    Commit,
    Extent,
    Version,
    Versions,
    as_today,
    lenient_views,
)
from indicators.computing.compute import Views
from indicators.computing.figures import FORECASTS, Figure, Role
from indicators.model import ChangeKind
from indicators.reporting.problems import DataError
from indicators.words.changes import FormerNumber, formers, until
from indicators.words.explain import role_label
from indicators.words.wording import capital, in_text, reason_of

SETTLED, WITHDRAWN, RESTORED = "settled", "withdrawn", "restored"
"""The kinds of a change from what was expected to what is so, to a number that was withdrawn, and
from one to what stands in its place.
"""

FORMAT = 1
"""The form of the written history; one of another form is not read."""


@dataclass(frozen=True, slots=True)
class Event:
    """A typed number that came, changed or went with a commit.

    ``before`` and ``after`` are worded; empty where there was, or is, none. ``kind`` (revision or
    correction), ``reason``, ``source`` and ``locator`` are what the data itself records of the
    change; empty where it records nothing, but that something expected is now ``SETTLED``, or that
    a number was ``WITHDRAWN`` or ``RESTORED``: what is withdrawn now is worded nowhere. An event
    without a ``commit`` is known from such a record alone; ``note`` is what that says for readers.
    ``term`` is empty where the data is of one term. A count that goes on from one of its year
    ``follows`` it.
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
    locator: str = ""
    commit: str = ""
    note: str = ""
    term: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the past of every number, newest first.

    ``extent`` says how much of the past that is, ``reason`` why not all of it. ``unread`` are the
    commits whose data cannot be read today. ``updated`` is the
    day on which a figure of a subject last changed, also a computed one; a subject of which that
    is not known is not in it; ``pages`` is the same of the text of pages. ``data`` tells the data
    that the newest version holds, and ``behind`` that the data has been changed since.
    """

    extent: Extent = Extent.MISSING
    reason: str = ""
    events: tuple[Event, ...] = ()
    unread: tuple[Commit, ...] = ()
    updated: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    data: str = ""
    behind: bool = False

    def of(self, subjects: Sequence[str]) -> tuple[Event, ...]:
        """The events of the numbers about some indicators or targets."""
        return tuple(event for event in self.events if event.subject in subjects)

    def of_term(self, *ids: str) -> History:
        """What is known of the numbers of one term, by the ids that it has had."""
        updated = {
            subject: day
            for name, day in self.updated.items()
            for own, _, subject in [name.rpartition("/")]
            if own in ids
        }
        events = tuple(event for event in self.events if event.term in ids)
        return replace(self, events=events, updated=updated)


UNKNOWN = History(reason="lịch sử chưa được lập; chạy make history trước khi dựng trang")


def history_of(
    versions: Versions,
    opened: Callable[[Mapping[str, bytes]], Mapping[str, Views]] = lenient_views,
) -> History:
    """The history that the versions of the data tell, each ``opened`` as it can be.

    A version that cannot be read (broken, or of another model) is listed and passed over: what
    changed with it counts when the next one can be read. Where older versions are not at hand,
    the first one only serves to compare, because what it brought is not known. All are told under
    the ids of the newest that can be read.
    """
    steps: dict[str, list[_Step]] = {}
    unread: list[Commit] = []
    last: Mapping[str, Views] = {}
    readable = ((it, read) for it in reversed(versions.listed) if (read := _read(it, opened)))
    newest, today = next(readable, (None, {}))
    for version in versions.listed:
        if version.files == {}:
            continue
        read = today if version is newest else _read(version, opened)
        if read is None:
            unread.append(version.commit)
            continue
        then, gone = as_today(today, read), {t: without_figures(v) for t, v in last.items()}
        then = {**then, **{term: views for term, views in gone.items() if term not in then}}
        for term, now in then.items() if last or versions.extent is Extent.COMPLETE else ():
            before = last[term] if term in last else without_figures(now)
            changed = changed_figures(before, now)
            found = [(change, new_records(before, now, change)) for change in changed]
            steps.setdefault(term, []).append((version.commit, found))
        last = then
    told = [
        event for term, views in last.items() for event in _events(term, steps.get(term, ()), views)
    ]
    return History(
        extent=versions.extent,
        reason=versions.reason,
        events=tuple(sorted(told, key=lambda event: event.date, reverse=True)),
        unread=tuple(reversed(unread)),
        updated={
            _name(term, change.now.subject): commit.date.isoformat()
            for term, listed in steps.items()
            for commit, found in listed
            for change, _ in found
        },
        data=digest(versions.listed[-1].files or {}) if versions.listed else "",
    )


def _name(term: str, subject: str) -> str:
    """Under what the last change of a subject is kept; of data of one term by its id alone."""
    return f"{term}/{subject}" if term else subject


def _read(
    version: Version, opened: Callable[[Mapping[str, bytes]], Mapping[str, Views]]
) -> Mapping[str, Views] | None:
    with suppress(DataError):
        return opened(version.files or {})
    return None


_Step = tuple[Commit, list[tuple[ChangedFigure, tuple[FormerNumber, ...]]]]
"""A commit with the figures that it changed, and what its data records of each."""


def _events(term: str, steps: Sequence[_Step], last: Views) -> list[Event]:
    """Those of a term; what one commit changed, in the order of the data."""
    events: list[Event] = []
    used: set[tuple[str, FormerNumber]] = set()
    gone = _withdrawn(steps)
    for commit, found in reversed(steps):
        for change, records in found:
            if not change.typed:
                continue
            record, was, past = _record(change, records, last), change.before, change.earlier
            used |= {(change.now.id, record)} if record else set()
            told = _event(change.now, commit.date.isoformat(), was, change.after, record, gone)
            if change.after and change.after.is_withdrawn:
                told = replace(told, kind=WITHDRAWN, reason=capital(reason_of(change.after)))
            elif was and was.is_withdrawn and change.after:
                told = replace(told, kind=RESTORED)
            elif change.moved and not record:
                told = replace(told, kind=ChangeKind.CORRECTION.value, reason=capital(change.moved))
            elif not record and not change.vanished and was and was.status in FORECASTS:
                told = replace(told, kind=SETTLED)
            follows = f"{_worded(past, gone)} ({until(past)})" if past else ""
            events.append(replace(told, follows=follows, commit=commit.id, note=commit.note))
    events += _recorded(last, used)
    return [replace(event, term=term) for event in events]


def _withdrawn(steps: Sequence[_Step]) -> Container[str]:
    """The numbers that were withdrawn, be it that their rows are gone since."""
    gone: set[str] = set()
    for figure in (change.after for _, found in steps for change, _ in found):
        if figure and (figure.value or figure.is_withdrawn):
            (gone.add if figure.is_withdrawn else gone.discard)(figure.id)
    return gone


def _worded(figure: Figure | None, gone: Container[str]) -> str:
    if figure is None or not (figure.value or figure.is_withdrawn):
        return ""
    hidden = figure.value and figure.id in gone
    unit = figure.role is not Role.FACT  # a fact is called by its unit
    return "số nay đã rút" if hidden else in_text(figure, unit=unit, marks=bool(figure.value))


def _record(
    change: ChangedFigure, records: Sequence[FormerNumber], last: Views
) -> FormerNumber | None:
    """What the data of that day, or of today, says of a change."""
    was, now = change.before, last.figures.get(change.now.id)
    if was is None or was.value is None:
        return None
    known = (*records, *(formers(last, now) if now else ()))
    return next((item for item in known if Fraction(item.number) == was.value.only_limit), None)


def _recorded(last: Views, used: Container[tuple[str, FormerNumber]]) -> Iterator[Event]:
    """Changes of which the data tells and no known commit does."""
    for figure in last.figures.values():
        kept = formers(last, figure)
        numbers = [*(record.as_figure(figure) for record in kept), figure]
        for record, before, after in zip(kept, numbers, numbers[1:], strict=False):
            if (figure.id, record) not in used:
                yield _event(figure, str(record.former.date), before, after, record)


def _event(
    figure: Figure,
    date: str,
    before: Figure | None,
    after: Figure | None,
    record: FormerNumber | None,
    gone: Container[str] = (),
) -> Event:
    sides = (_worded(side, gone) for side in (before, after))
    event = Event(figure.id, figure.subject, capital(role_label(figure)), date, *sides)
    if record is None:
        return replace(event, reason=after.note or "") if after and after.value is None else event
    kind, reason, (source, locator) = record.former.kind, record.former.reason, record.read(figure)
    return replace(event, kind=kind.value, reason=reason, source=source, locator=locator)


def digest(files: Mapping[str, bytes]) -> str:
    """A short name for the content of data files, whatever they are called."""
    together = hashlib.sha256()
    for content in files.values():
        together.update(hashlib.sha256(content).digest())
    return together.hexdigest()


_FORM = TypeAdapter(History)


def to_json(known: History) -> str:
    """The history as it is written before a build."""
    told = _FORM.dump_python(known, mode="json", exclude={"behind"})
    return json.dumps({"format": FORMAT, **told}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> History:
    """The history that was written. Errors: ``ValueError`` when the text is of another form."""
    told = json.loads(text)
    if not isinstance(told, dict) or told.pop("format", None) != FORMAT:
        raise ValueError("the history was written in another form")
    return _FORM.validate_python(told)
