"""Small numbers of single units and groups: taken out before anything is computed or published.

What is taken out of the records cannot turn up in a table, a chart, an export or a comparison.
Published totals could give a single hidden number away, so the smallest beside it goes too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from indicators.computing.figures import Path
from indicators.computing.units import Registry
from indicators.model import Dataset, Indicator, Measure, Measured, Observation, Part

SMALL = "Ít hơn {threshold}, không công bố."
BESIDE = "Không công bố, để không suy ra được số nhỏ của đơn vị khác."


def withhold(dataset: Dataset) -> tuple[Dataset, Mapping[Path, int | None]]:
    """The dataset without the results that are too small to publish, and where they stood.

    Only counts of parts are concerned, typed or told by a percentage: above 0 and below
    ``smallest-shown``. Of the units on one level, two or more are hidden, which together reach the
    threshold, so that subtracting the others from the total above tells neither of them; what lies
    below a hidden unit is hidden.
    """
    if dataset.publication is None:
        return dataset, {}
    least = dataset.publication.smallest_shown
    places = Registry(dataset)
    hidden: dict[Path, int | None] = {}
    indicators = []
    for at, indicator in enumerate(dataset.indicators):
        rows = list(indicator.observations)
        for index, row in enumerate(rows):
            counts = {
                k: number
                for k, part in enumerate(row.parts)
                if (number := _count(indicator, part, row)) is not None
            }
            found = dict(_hidden(row, _count(indicator, row), counts, least, places))
            if found:
                path = ("indicators", at, "observations", index, "parts")
                hidden.update({(*path, k, "value"): reason for k, reason in found.items()})
                parts = list(row.parts)
                for k, reason in found.items():
                    parts[k] = _emptied(parts[k], reason)
                rows[index] = row.model_copy(update={"parts": tuple(parts)})
        indicators.append(indicator.model_copy(update={"observations": tuple(rows)}))
    return dataset.model_copy(update={"indicators": tuple(indicators)}), hidden


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
    row: Observation,
    total: Decimal | None,
    counts: Mapping[int, Decimal],
    least: int,
    places: Registry,
) -> Iterator[tuple[int, int | None]]:
    """The places of the parts whose result is hidden, with the threshold of those below it."""
    small = {k for k, number in counts.items() if 0 < number < least}
    yield from ((k, least) for k in small if row.parts[k].unit is None)
    at = {part.unit: k for k, part in enumerate(row.parts) if part.unit}
    known = {row.parts[k].unit: number for k, number in counts.items()} | {None: total}
    hidden: set[int] = set()
    for above, units in places.levels(at).items():
        level = [at[unit] for unit in units if at[unit] in counts]
        chosen = {k for k in level if k in small}
        if above is not None and at[above] in hidden:
            chosen = set(level)
        elif known.get(above) is not None:
            chosen = _protected(counts, level, chosen, least)
        hidden |= chosen
        yield from ((k, least if k in small else None) for k in sorted(chosen))


def _protected(
    counts: Mapping[int, Decimal], level: list[int], small: set[int], least: int
) -> set[int]:
    """The hidden of one level with as many of the smallest others as it takes to keep them; a 0
    hides little, so it is taken last.
    """
    others = sorted(set(level) - small, key=lambda k: (counts[k] == 0, counts[k], k))
    chosen = set(small)
    while chosen and others and (len(chosen) < 2 or sum(counts[k] for k in chosen) < least):
        chosen.add(others.pop(0))
    return chosen


_TELLING = ("percent_of_plan", "share", "numerator", "denominator")
"""What would tell a number that is hidden."""


def _emptied(part: Part, threshold: int | None) -> Part:
    reason = BESIDE if threshold is None else SMALL.format(threshold=threshold)
    plans = [kept for kept in part.former if kept.plan is not None]
    gone = dict.fromkeys(("value", "value_max", "bound", "approximate", "status"))
    former = tuple(k if k.value is None else k.model_copy(update=gone) for k in plans)
    told = dict.fromkeys(_TELLING) | {
        **dict.fromkeys(Measured.model_fields),
        "value": None,
        "missing": reason,
        "former": former,
    }
    said = {"explanation": None, "note": None}  # which might tell the number
    return part.model_copy(update=told | said)
