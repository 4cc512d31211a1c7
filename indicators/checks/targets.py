"""Rules about targets: each type has its own numbers, and its indicators can be held to it."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.checks import places
from indicators.model import Dataset, Indicator, Measure, Target, TargetType
from indicators.reporting.findings import At, Finding, Path

_NEEDED = {
    TargetType.TERM_TOTAL: ("value",),
    TargetType.FLOOR: ("min",),
    TargetType.CEILING: ("max",),
    TargetType.RANGE: ("min", "max"),
    TargetType.END_VALUE: ("value",),
    TargetType.DONE: (),
}
_ALLOWED = {**_NEEDED, TargetType.END_VALUE: ("value", "base")}


def _targets(dataset: Dataset) -> Iterator[tuple[Path, Target]]:
    for index, target in enumerate(dataset.targets):
        yield ("targets", index), target


def check_target_needs(dataset: Dataset) -> Iterator[Finding]:
    """A target has the numbers that its type asks for.

    Bad:  indicators:
    Good: min: 90
    """
    for path, target in _targets(dataset):
        if _foreign(target):
            continue  # a level under another name is told, with the name that it should have
        for name in _lacking(target):
            if name in _NEEDED[target.type]:
                context = {"record": target.id, "field": name, "type": target.type.value}
                yield Finding("target-needs", path, context)


def check_target_field(dataset: Dataset) -> Iterator[Finding]:
    """A target has no numbers that its type does not use.

    Bad:  type: floor
    Good: type: range
    """
    for path, target in _targets(dataset):
        for name in _foreign(target):
            context = {
                "field": name,
                "type": target.type.value,
                "used": ", ".join(_lacking(target)),
            }
            yield Finding("target-field", (*path, name), context, at_key=True)


def _foreign(target: Target) -> tuple[str, ...]:
    """The levels that a target of its type does not use."""
    return tuple(name for name, _ in places.levels(target) if name not in _ALLOWED[target.type])


def _lacking(target: Target) -> tuple[str, ...]:
    """The levels that a target of its type may have, and has not."""
    return tuple(name for name in _ALLOWED[target.type] if getattr(target, name) is None)


def fits(target: Target) -> bool:
    """Whether a target has just the levels of its type, so that the type is what was meant."""
    needed = _NEEDED[target.type]
    return not _foreign(target) and not any(name in needed for name in _lacking(target))


def check_target_zero(dataset: Dataset) -> Iterator[Finding]:
    """A target by which progress is divided is not 0, nor where it started from.

    Bad:  value: 0
    Good: value: 6300
    """
    for path, target in _targets(dataset):
        if target.value is None:
            continue
        start = target.base if target.type is TargetType.END_VALUE and target.base else 0
        if target.type is TargetType.TERM_TOTAL and target.value == 0:
            yield Finding("target-zero", (*path, "value"))
        elif target.type is TargetType.END_VALUE and target.value == start:
            yield Finding("target-zero", (*path, "value"), {"base": start})


def check_target_range(dataset: Dataset) -> Iterator[Finding]:
    """A range has its lower limit below its upper one.

    Bad:  min: 4
    Good: min: 3
    """
    for path, target in _targets(dataset):
        both = target.min is not None and target.max is not None
        if target.type is TargetType.RANGE and both and target.min >= target.max:  # type: ignore[operator]
            yield Finding("target-range", (*path, "max"), {"min": target.min})


def check_target_measure(dataset: Dataset) -> Iterator[Finding]:
    """Only a flow adds up over the term.

    Bad:  type: term-total
    Good: type: floor
    """
    by_id = _by_id(dataset)
    for path, target in _targets(dataset):
        for name in target.indicators:
            indicator = by_id.get(name)
            summed = target.type is TargetType.TERM_TOTAL
            if summed and indicator and indicator.measure not in (Measure.FLOW, Measure.YES_NO):
                context = {"indicator": name, "measure": indicator.measure.value}
                yield Finding("target-measure", (*path, "type"), context)
                break


def check_target_done(dataset: Dataset) -> Iterator[Finding]:
    """What is to be done is followed by a yes or no, and a yes or no by nothing else.

    Bad:  type: floor
    Good: type: done
    """
    by_id = _by_id(dataset)
    for path, target in _targets(dataset):
        for name in target.indicators:
            indicator = by_id.get(name)
            done = target.type is TargetType.DONE
            if indicator and done != (indicator.measure is Measure.YES_NO):
                context = {"indicator": name, "measure": indicator.measure.value}
                yield Finding("target-done", (*path, "type"), context)
                break


def check_target_mixed(dataset: Dataset) -> Iterator[Finding]:
    """The indicators of one target are of one measure and unit.

    Bad:  - dang-so
    Good: - ket-nap
    """
    by_id = _by_id(dataset)
    for path, target in _targets(dataset):
        known = [(i, by_id[name]) for i, name in enumerate(target.indicators) if name in by_id]
        for index, indicator in known[1:]:
            first = known[0][1]
            if (indicator.measure, indicator.unit) != (first.measure, first.unit):
                context = {
                    "kind": f"{indicator.measure.value}, {indicator.unit}",
                    "first": first.id,
                    "first_kind": f"{first.measure.value}, {first.unit}",
                }
                yield Finding("target-mixed", (*path, "indicators", index), context)


def check_target_twice(dataset: Dataset) -> Iterator[Finding]:
    """An indicator is bound by one target.

    Bad:  - ket-nap
    Good: - dang-so
    """
    first: dict[str, Path] = {}
    for path, target in _targets(dataset):
        for index, name in enumerate(target.indicators):
            place = (*path, "indicators", index)
            if name not in first:
                first[name] = place
            elif first[name][:2] != path:
                yield Finding("target-twice", place, {"first": At(first[name])})


def _by_id(dataset: Dataset) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in dataset.indicators}
