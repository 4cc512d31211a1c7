"""Revisions and corrections: what a figure was before, as the data itself records it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Period, Role
from indicators.model import Former
from indicators.words.wording import capital, dated, number_text, unit_text, when


class FormerNumber(NamedTuple):
    """A former number of a figure with the record that says why it is no longer so."""

    former: Former
    number: Decimal


def formers(views: Views, figure: Figure) -> tuple[FormerNumber, ...]:
    """The former numbers of a published figure, in the order of the data; oldest first."""
    if figure.path is None or figure.role not in (Role.VALUE, Role.TOTAL, Role.PLAN):
        return ()
    kept: tuple[Former, ...] = getattr(views.dataset.at(figure.path[:-1]), "former", ())
    plan = figure.role is Role.PLAN
    found = ((former, former.plan if plan else former.value) for former in kept)
    return tuple(FormerNumber(former, was) for former, was in found if was is not None)


def until(figure: Figure) -> str:
    """Up to when a figure was counted, where a later count goes on from it."""
    return when(figure.when.end if isinstance(figure.when, Period) else figure.when)


def change_in_words(change: FormerNumber, figure: Figure) -> str:
    """One change as a sentence: which kind, when, what it was, and why."""
    before = number_text(change.number) + unit_text(figure.unit, in_full=True)
    kind = capital(change.former.kind.label)
    reason = change.former.reason.rstrip(".")
    return f"{kind} {dated(change.former.date)}: trước đó là {before}. Lý do: {reason}."
