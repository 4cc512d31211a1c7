"""Shares of one whole: together they are all of it, so the last printed one is what is left."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.computing.figures import RECOMPUTED, Figure, Kind, Role, When
from indicators.computing.formulas import Formula
from indicators.computing.periods import Years
from indicators.computing.scope import Scope
from indicators.computing.subject import Subject


def hold_together(sides: Mapping[str, tuple[Subject, Years]]) -> None:
    """Keeps what the other shares of a whole leave for the last one that a source printed, at each
    time at which all of them are known, as results and as plans.
    """
    wholes: dict[str, list[str]] = {}
    for name, (subject, _) in sides.items():
        if subject.indicator.whole:
            wholes.setdefault(subject.indicator.whole, []).append(name)
    for names in (names for names in wholes.values() if len(names) > 1):
        for role in (Role.VALUE, Role.PLAN):
            told: dict[When | None, dict[str, Figure]] = {}
            for name in names:
                for row in sides[name][1].every:
                    figure = row.get(role)
                    if figure is not None and figure.exact is not None:
                        told.setdefault(figure.when, {})[name] = figure
            for when, shares in told.items():
                free = [
                    name
                    for name, share in shares.items()
                    if share.kind is Kind.PUBLISHED
                    and f"{share.id}/{RECOMPUTED}" not in sides[name][0].figures
                ]
                if len(shares) == len(names) and free:
                    scope = Scope(sides[free[-1]][0], when)
                    others = [share for name, share in shares.items() if name != free[-1]]
                    scope.derive(role, Formula.REST_OF_WHOLE, *others)
