"""Revisions and corrections: what a figure was before, as the data itself records it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from indicators.computing.arithmetic import decimals_of
from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Kind, Period, Role, limits, qualifiers_of
from indicators.model import Former, FormerLevel
from indicators.words.wording import capital, dated, in_text, when


class FormerNumber(NamedTuple):
    """A former number of a figure with the record that says why it is no longer so."""

    former: Former | FormerLevel
    number: Decimal

    def as_figure(self, figure: Figure) -> Figure:
        """The number as the figure that it was: with its bound, and how firm it was."""
        old, plan = self.former, figure.role is Role.PLAN
        told = qualifiers_of(old) if isinstance(old, Former) and not plan else {}
        firm = None if plan and old.value is not None else old.status  # beside a result its own
        return figure._replace(
            kind=Kind.PUBLISHED,
            value=limits(self.number, **told),
            about=self.number if told.get("about") else None,
            decimals=max(map(decimals_of, (self.number, told.get("most") or self.number))),
            status=firm,
        )

    def read(self, figure: Figure) -> tuple[str, str]:
        """The source of the number and the place in it, as far as they are known."""
        source, locator = self.former.source, self.former.locator
        return source or (figure.source if locator else "") or "", locator or ""


def formers(views: Views, figure: Figure) -> tuple[FormerNumber, ...]:
    """The former numbers of a published figure, in the order of the data; oldest first."""
    if figure.path is None or figure.role not in _CHANGING:
        return ()
    kept: tuple[Former | FormerLevel, ...] = getattr(
        views.dataset.at(figure.path[:-1]), "former", ()
    )
    names = _CHANGING[figure.role]
    found = ((former, getattr(former, name, None)) for former in kept for name in names)
    return tuple(FormerNumber(former, was) for former, was in found if was is not None)


_LOWER, _UPPER = ("min", "above", "value"), ("max", "below", "value")
_CHANGING: Mapping[Role, tuple[str, ...]] = {
    Role.VALUE: ("value",),
    Role.TOTAL: ("value",),
    Role.PLAN: ("plan",),
    Role.TARGET: (*_LOWER, "max", "below"),
    Role.MIN: _LOWER,
    Role.ABOVE: _LOWER,
    Role.MAX: _UPPER,
    Role.BELOW: _UPPER,
}
"""What of a former record was the number of each figure that may have had another."""


def until(figure: Figure) -> str:
    """Up to when a figure was counted, where a later count goes on from it."""
    return when(figure.when.end if isinstance(figure.when, Period) else figure.when)


def change_in_words(change: FormerNumber, figure: Figure) -> str:
    """One change as a sentence: which kind, when, what it was, and why."""
    kind, was = capital(change.former.kind.label), in_text(change.as_figure(figure), unit=True)
    reason = change.former.reason.rstrip(".")
    return f"{kind} {dated(change.former.date)}: trước đó là {was}. Lý do: {reason}."
