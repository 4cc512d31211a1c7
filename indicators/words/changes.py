"""Revisions and corrections: what a figure was before, as the data itself records it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Role
from indicators.model import Former
from indicators.words.wording import capital, dated, number, unit_text


class Change(NamedTuple):
    """A former number of a figure with the record that says why it is no longer so."""

    former: Former
    number: Decimal


def changes(views: Views, figure: Figure) -> tuple[Change, ...]:
    """The former numbers of a published figure, in the order of the data; oldest first."""
    if figure.path is None or figure.role not in (Role.VALUE, Role.TOTAL, Role.PLAN):
        return ()
    record = views.dataset.at(figure.path[:-1])
    kept: tuple[Former, ...] = getattr(record, "former", ())
    return tuple(
        Change(former, before)
        for former in kept
        if (before := former.plan if figure.role is Role.PLAN else former.value) is not None
    )


def in_words(change: Change, figure: Figure) -> str:
    """One change as a sentence: which kind, when, what it was, and why."""
    before = number(change.number) + unit_text(figure.unit, in_full=True)
    kind = capital(change.former.kind.label)
    reason = change.former.reason.rstrip(".")
    return f"{kind} {dated(change.former.date)}: trước đó là {before}. Lý do: {reason}."
