"""An older version of the data under today's ids, so that a renamed thing stays the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from indicators.computing.compute import Views, compute
from indicators.model import Dataset, Identified, Record
from indicators.reading.fields import fields, records

FormerIds = Mapping[str, tuple[str, ...]]
_Ids = Mapping[str, str]
_R = TypeVar("_R", bound=Record)


def former_ids(dataset: Dataset) -> FormerIds:
    """The former ids of each id that has some."""
    named = (item for _, item in records(dataset) if isinstance(item, Identified))
    return {item.id: item.former_ids for item in named if item.former_ids}


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
        value = field.of(record)
        there = field.of(today) if today is not None else None
        if field.refers and value:
            own = ids[field.refers]
            changed[field.attribute] = (
                tuple(own.get(name, name) for name in value)
                if field.listed
                else own.get(value, value)
            )
        elif isinstance(value, Record):
            changed[field.attribute] = _called(value, there, ids)
        elif field.record and value:
            changed[field.attribute] = _listed(value, there or (), ids)
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
