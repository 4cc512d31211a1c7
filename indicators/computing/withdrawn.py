"""Withdrawn numbers: taken, with all that rests on them, out of what was computed with them.

Everything is computed as if they stood, so that what has an address keeps it; then each figure
that is withdrawn, or follows from one that is, has the reason in place of its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar

from indicators.computing.arithmetic import Interval
from indicators.computing.figures import (
    PERCENT,
    RECOMPUTED,
    YEARS,
    CutOff,
    Figure,
    Figures,
    Kind,
    Path,
    Period,
    Portion,
    Role,
    Span,
)
from indicators.computing.ledger import Entry, Verdict
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.computing.standing import Judgement, Standing, worst
from indicators.model import Dataset, Indicator, Observation, Part, Record, Total
from indicators.scalars import PartialDate

_T = TypeVar("_T")
_Row = TypeVar("_Row", Observation, Part, Total)

_RESULTS = ("value", "numerator", "answer", "grades", "published")
_PLANNED = frozenset(
    name for name in Observation.model_fields if name.startswith(("plan", "proposed"))
)
_STAYS = frozenset(
    {"period", "through", "part", "unit", "group", "source", "locator", "missing", "withdrawn"}
    | {"responsible", "due"}
)
"""What of a withdrawn row tells which it is and where it was read; its notes might tell more."""


class Gone(NamedTuple):
    """Why something was taken out of the data, and where that is said."""

    why: str
    path: Path


def withdraw(dataset: Dataset) -> tuple[Dataset, Mapping[Path, Gone]]:
    """The dataset without the numbers of withdrawn rows and of what they hold, and by the places
    of what was taken why; a plan beside a result stays.
    """
    gone: dict[Path, Gone] = {}
    indicators = tuple(
        indicator.model_copy(
            update={
                name: _emptied(getattr(indicator, name), ("indicators", at, name), gone)
                for name in ("observations", "totals")
            }
        )
        for at, indicator in enumerate(() if dataset.in_full else dataset.indicators)
    )
    return dataset.model_copy(update={"indicators": indicators}) if gone else dataset, gone


def _emptied(
    rows: tuple[_Row, ...],
    path: Path,
    gone: dict[Path, Gone],
    around: Gone | None = None,
    stays: frozenset[str] = frozenset(),
) -> tuple[_Row, ...]:
    """Rows without what was withdrawn of them, or of a row ``around`` them, of which something
    ``stays``.
    """
    made = []
    for at, row in enumerate(rows):
        place: Path = (*path, at)
        why, kept = around, stays
        if row.withdrawn and not around:
            why = Gone(row.withdrawn, (*place, "withdrawn"))
            kept = _STAYS | (_PLANNED if states_result(row) else frozenset())
        parts = getattr(row, "parts", ())
        inner = _emptied(parts, (*place, "parts"), gone, why, kept)
        now: dict[str, Any] = {"parts": inner} if parts else {}
        for name, info in type(row).model_fields.items() if why else ():
            if name not in kept and name != "parts":
                now[name] = info.get_default()
                gone |= {(*place, info.alias or name): why} if why else {}
        if why and kept & _PLANNED:
            former = (item for item in row.former if item.plan is not None)
            result = {"value": None, "bound": None, "status": None}
            now["former"] = tuple(item.model_copy(update=result) for item in former)
        made.append(row.model_copy(update=now) if now else row)
    return tuple(made)


def states_result(row: Record) -> bool:
    """Whether a row states what came out, itself or in its parts, and not only what was planned."""
    own = any(getattr(row, name, None) not in (None, ()) for name in _RESULTS)
    return own or any(states_result(part) for part in getattr(row, "parts", ()))


def without(made: _T, figures: Figures, dataset: Dataset, gone: Mapping[Path, Gone]) -> _T:
    """What was ``made`` of figures, with no number of those that are gone or follow from them."""
    told = Figures()
    for figure in figures.values():
        if figure.id not in told:
            now = told.add(_masked(figure, told, gone))
            for side in _sides(now, figures):
                told.add(side)
    indicators = {indicator.id: indicator for indicator in dataset.indicators}
    found: _T = _Without(told, indicators).of(made)
    return found


def _masked(figure: Figure, told: Figures, gone: Mapping[Path, Gone]) -> Figure:
    path = figure.path or ()
    own = [why for end in range(len(path) + 1) if (why := gone.get(path[:end]))]
    printed = told.get(figure.id.removesuffix(f"/{RECOMPUTED}"))  # which this may be again
    basis = [*told.inputs_of(figure), *([printed] if printed else [])]
    roots = [item for item in basis if item.is_withdrawn]
    if not own and not roots:
        noted = (*path[:-1], "note") in gone  # which may tell what it stood beside
        return figure._replace(note=None) if noted else figure
    reasons = [own[0].why] if own else dict.fromkeys(item.note or "" for item in roots)
    return figure._replace(
        kind=Kind.WITHDRAWN if own else Kind.DEPENDENT,
        value=None,
        formula=None,
        constants=(),
        note=" ".join(reasons),
        path=own[0].path if own else figure.path,
    )


_BESIDE = {
    Role.REMAINING: None,
    Role.REMAINING_PERCENT: PERCENT,
    Role.REMAINING_OF_PLAN: PERCENT,
    Role.REQUIRED_PER_PERIOD: None,
    Role.OVER_TARGET: None,
    Role.YEARS_EARLY: YEARS,
}
"""What tells on which side of its target a total is, with its unit where that is another."""


def _sides(total: Figure, figures: Mapping[str, Figure]) -> list[Figure]:
    """All that might stand beside a total of which the number went, which tells no side then; a
    printed one is withdrawn by itself.
    """
    if total.role is not Role.TOTAL or not total.is_withdrawn:
        return []
    ids = {role: _side_of(total, role) for role in _BESIDE}
    if not any(name in figures for name in ids.values()):
        return []
    made = total._replace(kind=Kind.DEPENDENT, inputs=(total.id,), source=None, locator=None)
    return [
        made._replace(id=name, role=role, unit=_BESIDE[role] or total.unit, path=None)
        for role, name in ids.items()
        if name not in figures or figures[name].kind is not Kind.PUBLISHED
    ]


def _side_of(total: Figure, role: Role) -> str:
    """The id of what stands beside a total in a role."""
    before, _, mark = total.id.rpartition(f"/{Role.TOTAL}")
    return f"{before}/{role}{mark}"


@dataclass(frozen=True)
class _Without:
    """The figures as they are told, and the indicators without what was withdrawn of them."""

    figures: Figures
    indicators: Mapping[str, Indicator]

    def of(self, made: Any) -> Any:
        """The same with the figures as they are told."""
        match made:
            case Figure(id=name):
                return self.figures[name]
            case Figures():
                return self.figures
            case Indicator(id=name):
                return self.indicators[name]
            case Period() | Span() | CutOff() | Portion() | Interval() | PartialDate():
                return made
            case tuple():
                return tuple(map(self.of, made))
            case dict():
                return {name: self.of(item) for name, item in made.items()}
        if not is_dataclass(made) or isinstance(made, type):
            return made
        parts = {item.name: self.of(getattr(made, item.name)) for item in fields(made)}
        now = _judged_anew(replace(made, **parts))
        if isinstance(now, Account) and now.value.role is Role.TOTAL and now.value.is_withdrawn:
            beside = {role: self.figures.get(_side_of(now.value, role)) for role in _BESIDE}
            known = {role: figure for role, figure in beside.items() if figure}
            return replace(now, figures=now.figures | known)
        return now


def _judged_anew(made: Any) -> Any:
    """What was judged, without what rested on withdrawn figures; a total that stands still proves
    what was reached.
    """
    match made:
        case Judgement(because=because) if any(item.is_withdrawn for item in because):
            return replace(made, standing=Standing.WITHDRAWN)
        case Series(totals=totals) if any(not row.value.is_withdrawn for row in totals):
            last = [row for row in totals if not row.value.is_withdrawn][-1]
            return replace(made, latest=last, judgement=last.judgement or made.judgement)
        case TargetView(series=series):
            return replace(made, standing=worst([item.judgement.standing for item in series]))
        case Entry() if any(
            figure.is_withdrawn
            for figure in (made.published, made.recomputed, made.rest, made.present)
            if figure
        ):
            again = made.recomputed if made.recomputed and made.recomputed.is_withdrawn else None
            return Entry(made.published, Verdict.WITHDRAWN, again)
    return made
