"""Parts of one whole: shares that together are all of it, so that the last printed one is what is
left, and indicators that are a part of another one.
"""

from __future__ import annotations

from collections.abc import Mapping

from indicators.computing.arithmetic import Interval, printed
from indicators.computing.figures import RECOMPUTED, Figure, Kind, Role, When, typed
from indicators.computing.formulas import Formula
from indicators.computing.periods import Years
from indicators.computing.scope import Scope
from indicators.computing.subject import Subject
from indicators.model import Bound


def hold_together(sides: Mapping[str, tuple[Subject, Years]]) -> None:
    """Keeps what the other shares of a whole leave for the last one that a source printed, at each
    time at which all of them are known, as results and as plans; where they are not, that it is
    more than what the known ones leave at most.
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
                    if figure is not None and figure.value is not None:
                        told.setdefault(figure.when, {})[name] = figure
            for when, shares in told.items():
                _left(sides, role, when, shares, len(names))


def shared_in(sides: Mapping[str, tuple[Subject, Years]]) -> None:
    """Keeps what share of its whole each indicator is that is a part of another one, at each time
    at which both are known.
    """
    for subject, years in sides.values():
        whole = sides.get(subject.indicator.part_of or "")
        known = {row.value.when: row.value for row in whole[1].every} if whole else {}
        for row in years.every if known else ():
            scope, of = Scope(subject, row.value.when), known.get(row.value.when)
            if scope.derive(Role.SHARE, Formula.PERCENT, row.value, of):
                row.figures.update(scope.figures)


def _left(
    sides: Mapping[str, tuple[Subject, Years]],
    role: Role,
    when: When | None,
    shares: Mapping[str, Figure],
    count: int,
) -> None:
    """What the others leave for the last exact share that was printed and not recomputed yet."""
    free = [
        name
        for name, share in shares.items()
        if share.kind is Kind.PUBLISHED
        and share.exact is not None
        and f"{share.id}/{RECOMPUTED}" not in sides[name][0].figures
    ]
    if not free or len(shares) == 1:
        return
    scope, own = Scope(sides[free[-1]][0], when), shares[free[-1]]
    others = [share for share in shares.values() if share is not own]
    left = Formula.REST_OF_WHOLE.way.apply([_as_rounded(share) for share in others], ())
    if len(shares) == count and all(share.exact is not None for share in others):
        scope.derive(role, Formula.REST_OF_WHOLE, *others)
    elif left and left.below(_as_rounded(own)):
        scope.derive(role, Formula.REST_OF_WHOLE, *others, bound=Bound.AT_MOST)


def _as_rounded(share: Figure) -> Interval:
    """All that a share may have been before its source rounded it."""
    assert share.value is not None
    exact = share.kind is Kind.PUBLISHED and share.exact is not None
    return printed(typed(share)) if exact else share.value
