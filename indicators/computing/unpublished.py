"""What the data hold and nobody is to see: small numbers of parts, and numbers that were withdrawn.

Small numbers of single units and groups are taken out before anything is computed, so that they
cannot turn up anywhere; published totals could give a single one away, so the smallest beside it
goes too. Of withdrawn numbers everything is computed as if they stood, so that what has an address
keeps it; then each figure that is one, or follows from one, has the reason in place of its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from operator import is_not
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
from indicators.computing.units import Registry
from indicators.model import (
    Dataset,
    Indicator,
    Measure,
    Measured,
    Observation,
    Part,
    Record,
    Result,
    Total,
    in_file,
)
from indicators.scalars import PartialDate

_T = TypeVar("_T")
_Row = TypeVar("_Row", bound=Result)

_RESULTS = ("value", "numerator", "answer", "grades", "published")
_PLANNED = frozenset(
    name for name in Observation.model_fields if name.startswith(("plan", "proposed"))
)
_STAYS = frozenset(
    {"period", "through", "part", "unit", "group", "source", "locator", "missing", "withdrawn"}
    | {"responsible", "due", "parts"}
)
"""What of a row tells which it is and where it was read; its notes might tell the number."""
_FORMER = dict.fromkeys((*Measured.model_fields, "value", "status"))

SMALL = "Ít hơn {threshold}, không công bố."
BESIDE = "Không công bố, để không suy ra được số nhỏ của đơn vị khác."


def _changed(
    dataset: Dataset, change: Callable[[Path, Indicator, Observation | Total], object]
) -> Dataset:
    """The dataset with each year and total as ``change`` leaves it, which is given its place."""
    indicators = tuple(
        indicator.model_copy(
            update={
                name: tuple(
                    change(("indicators", at, name, index), indicator, row)
                    for index, row in enumerate(getattr(indicator, name))
                )
                for name in ("observations", "totals")
            }
        )
        for at, indicator in enumerate(dataset.indicators)
    )
    return dataset.model_copy(update={"indicators": indicators})


def _cleared(row: _Row, stays: frozenset[str]) -> dict[str, Any]:
    """What becomes of the fields of a row of which only some stay: where what was planned does,
    the former plans do too.
    """
    own = type(row).model_fields
    now = {name: info.get_default() for name, info in own.items() if name not in stays}
    if stays & _PLANNED:
        plans = (item for item in row.former if item.plan is not None)
        now["former"] = tuple(item.model_copy(update=_FORMER) for item in plans)
    return now


def withhold(dataset: Dataset) -> tuple[Dataset, Mapping[Path, int | None]]:
    """The dataset without the results that are too small to publish, and where they stood.

    Only counts of parts are concerned, typed or told by a percentage: above 0 and below
    ``smallest-shown``. Of the units on one level, two or more are hidden, which together reach the
    threshold, so that subtracting the others from the total above tells neither of them; what lies
    below a hidden unit is hidden.
    """
    if dataset.publication is None:
        return dataset, {}
    least, places = dataset.publication.smallest_shown, Registry(dataset)
    hidden: dict[Path, int | None] = {}

    def shown(path: Path, indicator: Indicator, row: Observation | Total) -> Observation | Total:
        if isinstance(row, Total) or not (found := dict(_hidden(indicator, row, least, places))):
            return row
        parts = list(row.parts)
        for k, threshold in found.items():
            hidden[*path, "parts", k, "value"] = threshold
            why = BESIDE if threshold is None else SMALL.format(threshold=threshold)
            now = _cleared(parts[k], _STAYS | _PLANNED) | {"missing": why}
            parts[k] = parts[k].model_copy(update=now)
        return row.model_copy(update={"parts": tuple(parts)})

    return _changed(dataset, shown), hidden


def is_counted(indicator: Indicator) -> bool:
    """Whether an indicator counts: by what it declares, else by what is typed."""
    if indicator.measure not in (Measure.FLOW, Measure.STOCK):
        return False
    if indicator.decimals is not None:
        return indicator.decimals == 0
    rows = indicator.observations
    values = [row.value for row in rows] + [part.value for row in rows for part in row.parts]
    return all(value is None or value == int(value) for value in values)


def _count(
    indicator: Indicator, record: Observation | Part, whole: Observation | None = None
) -> Decimal | None:
    """How many a record counts: as it says, else as a percentage of its base, of its plan or of
    the ``whole`` tells; of a share how many have it.
    """
    if indicator.measure is Measure.SHARE:
        own, told = record.numerator, [(record.denominator, record.value)]
    elif is_counted(indicator):
        own, told = record.value, []
        if isinstance(record, Part):
            told = [(record.plan, record.percent_of_plan)]
            told += [(whole.value, record.share)] if whole else []
    else:
        return None
    implied = (base * share / 100 for base, share in told if base and share is not None)
    return next(implied, None) if own is None else own


def _hidden(
    indicator: Indicator, row: Observation, least: int, places: Registry
) -> Iterator[tuple[int, int | None]]:
    """The places of the parts whose result is hidden, with the threshold of those below it."""
    told = ((k, _count(indicator, part, row)) for k, part in enumerate(row.parts))
    counts = {k: number for k, number in told if number is not None}
    small = {k for k, number in counts.items() if 0 < number < least}
    yield from ((k, least) for k in small if row.parts[k].unit is None)
    at = {part.unit: k for k, part in enumerate(row.parts) if part.unit}
    hidden: set[int] = set()
    for above, units in places.levels(at).items():
        level = [at[unit] for unit in units if at[unit] in counts]
        chosen = {k for k in level if k in small}
        whole = counts.get(at[above]) if above is not None else _count(indicator, row)
        if above is not None and at[above] in hidden:
            chosen = set(level)
        elif whole is not None:
            # As many of the smallest others as it takes; a 0 hides little, so it is taken last.
            others = sorted(set(level) - chosen, key=lambda k: (counts[k] == 0, counts[k], k))
            while chosen and others and (len(chosen) < 2 or sum(counts[k] for k in chosen) < least):
                chosen.add(others.pop(0))
        hidden |= chosen
        yield from ((k, least if k in small else None) for k in sorted(chosen))


class Gone(NamedTuple):
    """Why something was taken out of the data, and where that is said."""

    why: str
    path: Path


def withdraw(dataset: Dataset) -> tuple[Dataset, Mapping[Path, Gone]]:
    """The dataset without the numbers of withdrawn rows and of what they hold, and by the places
    of what was taken why; a plan beside a result stays.
    """
    gone: dict[Path, Gone] = {}

    def kept(
        path: Path, row: _Row, why: Gone | None = None, stays: frozenset[str] = frozenset()
    ) -> _Row:
        if row.withdrawn and not why:
            why = Gone(row.withdrawn, (*path, "withdrawn"))
            stays = _STAYS | (_PLANNED if states_result(row) else frozenset())
        now: dict[str, Any] = {}
        if why:
            now = _cleared(row, stays)
            gone.update({(*path, in_file(name)): why for name in now})
        if parts := getattr(row, "parts", ()):
            inner = (kept((*path, "parts", k), part, why, stays) for k, part in enumerate(parts))
            now["parts"] = tuple(inner)
        return row.model_copy(update=now) if now else row

    if dataset.in_full:
        return dataset, gone
    made = _changed(dataset, lambda path, _, row: kept(path, row))
    return made if gone else dataset, gone


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
    own = next((gone[path[:end]] for end in range(len(path) + 1) if path[:end] in gone), None)
    printed = told.get(figure.id.removesuffix(f"/{RECOMPUTED}"))  # which this may be again
    basis = [*told.inputs_of(figure), *([printed] if printed else [])]
    roots = [item for item in basis if item.is_withdrawn]
    if not own and not roots:
        noted = (*path[:-1], "note") in gone  # which may tell what it stood beside
        return figure._replace(note=None) if noted else figure
    reasons = [own.why] if own else dict.fromkeys(item.note or "" for item in roots)
    return figure._replace(
        kind=Kind.WITHDRAWN if own else Kind.DEPENDENT,
        value=None,
        formula=None,
        constants=(),
        note=" ".join(reasons),
        path=own.path if own else figure.path,
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


def _ids(total: Figure) -> Mapping[Role, str]:
    """The ids of what may stand beside a total of which the number went."""
    if total.role is not Role.TOTAL or not total.is_withdrawn:
        return {}
    before, _, mark = total.id.rpartition(f"/{Role.TOTAL}")
    return {role: f"{before}/{role}{mark}" for role in _BESIDE}


def _sides(total: Figure, figures: Mapping[str, Figure]) -> Iterator[Figure]:
    """All that might stand beside such a total, which tells no side then; a printed one is
    withdrawn by itself.
    """
    ids = _ids(total)
    made = total._replace(kind=Kind.DEPENDENT, inputs=(total.id,), source=None, locator=None)
    for role, name in ids.items() if any(name in figures for name in ids.values()) else ():
        if name not in figures or figures[name].kind is not Kind.PUBLISHED:
            unit = _BESIDE[role] or total.unit
            yield made._replace(id=name, role=role, unit=unit, path=None)


@dataclass(frozen=True)
class _Without:
    """The figures as they are told, and the indicators without what was withdrawn of them."""

    figures: Figures
    indicators: Mapping[str, Indicator]

    def of(self, made: Any) -> Any:
        """The same with the figures as they are told: itself where all of them are as they were."""
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
                now = tuple(map(self.of, made))
                return now if any(map(is_not, now, made)) else made
            case dict():
                told = {name: self.of(item) for name, item in made.items()}
                return told if any(map(is_not, told.values(), made.values())) else made
        if not is_dataclass(made) or isinstance(made, type):
            return made
        held = {item.name: getattr(made, item.name) for item in fields(made)}
        parts = self.of(held)
        return made if parts is held else self._anew(replace(made, **parts))

    def _anew(self, made: Any) -> Any:
        """What was judged, without what rested on withdrawn figures; a total that stands still
        proves what was reached.
        """
        match made:
            case Account(value=total):
                ids = _ids(total).items()
                beside = {role: self.figures[name] for role, name in ids if name in self.figures}
                return replace(made, figures=made.figures | beside)
            case Judgement(because=because) if any(item.is_withdrawn for item in because):
                return replace(made, standing=Standing.WITHDRAWN)
            case Series(totals=totals) if any(not row.value.is_withdrawn for row in totals):
                last = [row for row in totals if not row.value.is_withdrawn][-1]
                return replace(made, latest=last, judgement=last.judgement or made.judgement)
            case TargetView(series=series):
                return replace(made, standing=worst([item.judgement.standing for item in series]))
            case Entry(published, _, again, rest=rest, present=present) if any(
                figure and figure.is_withdrawn for figure in (published, again, rest, present)
            ):
                known = again if again and again.is_withdrawn else None
                return Entry(published, Verdict.WITHDRAWN, known)
        return made
