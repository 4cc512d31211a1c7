"""The versions of the data that a repository keeps: what each held, when, and what of it its
authors wrote for readers; what follows from one, and that under the ids of today.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indicators import examine
from indicators.checks.periods import check_term_form
from indicators.checks.places import Data
from indicators.checks.totals import check_unit_loop
from indicators.computing.compute import Views, compute
from indicators.model import Dataset, Identified, Record
from indicators.reading.fields import fields, records
from indicators.reading.load import load
from indicators.reporting.problems import DataError
from indicators.terms import lenses

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""Dates are those of Vietnam, wherever a commit was made."""

_NOTE = re.compile(r"(?im)^[ \t*-]*ghi[- ]chú[ \t]*:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)")


class Extent(StrEnum):
    """How much of the past is known."""

    COMPLETE = "complete"
    SHALLOW = "shallow"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of the main branch: when it came, and what its authors wrote for readers."""

    id: str
    date: dt.date
    note: str = ""


LONGEST_NOTE = 500
"""Characters of what a commit says for readers."""


def note_of(message: str) -> str:
    """What a commit's message says for readers: behind each “Ghi-chú:” to the end of its line, and
    on the lines below that begin with a blank, as git reads what ends a message.
    """
    found = _NOTE.findall(unicodedata.normalize("NFC", message))
    told = " ".join(dict.fromkeys(" ".join(text.split()) for text in found))
    # Nothing that turns the direction of a text, or that a terminal or Markdown obeys.
    plain = "".join(letter for letter in told if unicodedata.category(letter)[0] != "C")
    return plain if len(plain) <= LONGEST_NOTE else f"{plain[:LONGEST_NOTE]}…"


@dataclass(frozen=True, slots=True)
class Version:
    """The data files as a commit left them, the main one first.

    Empty where they were removed, None where git cannot give them.
    """

    commit: Commit
    files: Mapping[str, bytes] | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What changed the data, oldest first; ``reason`` says why the past is not known in full."""

    extent: Extent
    listed: Sequence[Version] = ()
    reason: str = ""


GROUND = (check_term_form, check_unit_loop)
"""The rules without which nothing can be computed; what breaks another one may be compared."""


def lenient_views(files: Mapping[str, bytes], *, published: bool = True) -> Mapping[str, Views]:
    """What follows from the files, the main one first, although they may not pass ``check``: for
    each term by its id, which is empty where the data is of one term. Unless only what is
    ``published`` is asked for, nothing is withheld.

    An older version was published under the rules of its time, and a new one is compared before
    its mistakes are mended. Errors: ``DataError`` where they cannot be read, are of another
    model, or nothing follows from them; without a problem where no rule says why.
    """
    dataset = load(files).dataset if files else None
    if dataset is not None and not any(any(rule(Data(dataset))) for rule in GROUND):
        try:
            seen = dataset if published else dataset.with_all()
            return {lens.id: compute(lens.dataset) for lens in lenses(seen)}
        except Exception:  # noqa: BLE001, S110 - computing counts on rules that were not asked
            pass
    raise DataError(examine(files).problems if files else ())


FormerIds = Mapping[str, tuple[str, ...]]
_Ids = Mapping[str, str]
_R = TypeVar("_R", bound=Record)


def former_ids(dataset: Dataset) -> FormerIds:
    """The former ids of each id that has some."""
    named = (item for _, item in records(dataset) if isinstance(item, Identified))
    return {item.id: item.former_ids for item in named if item.former_ids}


def as_today(today: Mapping[str, Views], then: Mapping[str, Views]) -> Mapping[str, Views]:
    """What followed from a version of the data, for each term, under the ids of ``today``'s."""
    return {
        term: under_ids_of(today[term].dataset, views) if term in today else views
        for term, views in under_terms_of(today, then).items()
    }


def under_ids_of(today: Dataset, then: Views) -> Views:
    """What followed from a version of the data, with the ids that its records have in ``today``'s.

    Of several records that are one today, only one is taken for it.
    """
    if not former_ids(today):
        return then
    lists = [field for field in fields(Dataset).values() if field.listed]
    ids = {f.name: _renamed(f.of(then.asked), f.of(today)) for f in lists}
    called = _called(then.asked, today, ids)
    return then if called == then.asked else compute(called)


def under_terms_of(today: Mapping[str, Views], then: Mapping[str, Views]) -> Mapping[str, Views]:
    """The terms of a version of the data by the ids that they have in ``today``'s.

    Data that was, or is, of one term alone is that of the term which starts in the same year, else
    of the first.
    """
    if not then or ("" in then) is ("" in today):
        return then
    one, several = (then, today) if "" in then else (today, then)
    start = one[""].dataset.term.first
    same = [name for name, views in several.items() if views.dataset.term.first == start]
    known = {"": [*same, *several][0]} if one is then else {[*same, *several][0]: ""}
    return {known.get(name, name): views for name, views in then.items()}


def _renamed(then: tuple[Record, ...], today: tuple[Record, ...]) -> _Ids:
    """The former ids in a list with those that their records have today."""
    known = {item.id for item in then if isinstance(item, Identified)}
    named = [item for item in today if isinstance(item, Identified) and item.id not in known]
    old = ((next((n for n in item.former_ids if n in known), ""), item.id) for item in named)
    return {then: now for then, now in old if then}


def _called(record: _R, today: Record | None, ids: Mapping[str, _Ids]) -> _R:
    """A record and all that it holds under today's ids; ``today`` is that record as it is today."""
    changed: dict[str, object] = {}
    for field in fields(type(record)).values():
        value, there = field.of(record), field.of(today) if today else None
        own = ids.get(field.refers, {})
        if value and field.refers:
            named = tuple(own.get(name, name) for name in value) if field.listed else None
            changed[field.attribute] = named or own.get(value, value)
        elif value and field.record:
            items = _listed(value, there or (), ids) if field.listed else None
            changed[field.attribute] = items or _called(value, there, ids)
    return record.model_copy(update=changed)


def _listed(
    items: tuple[Record, ...], today: tuple[Record, ...], ids: Mapping[str, _Ids]
) -> tuple[Record, ...]:
    own = _renamed(items, today)
    there = {item.id: item for item in today if isinstance(item, Identified)}
    made: list[Record] = []
    for item in items:
        name = own.get(item.id, item.id) if isinstance(item, Identified) else ""
        copy = _called(item, there.get(name), ids)
        made.append(copy.model_copy(update={"id": name}) if name else copy)
    return tuple(made)
