"""Rules about targets: each type has its own numbers, and its indicators can be held to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indicators.checks import places
from indicators.checks.fields import MISFIT, lacking
from indicators.checks.places import Data
from indicators.model import Better, FormerLevel, Indicator, Measure, Target, TargetType
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Wording

_Level = Target | FormerLevel

_PLACES = {"above": "min", "below": "max"}
"""A strict limit stands in place of another one."""
_ANY = (("value",), ("min",), ("max",), ("min", "max"))
_LEVELS: Mapping[TargetType, tuple[tuple[str, ...], ...]] = {
    TargetType.TERM_TOTAL: (("value",),),
    TargetType.FLOOR: (("min",),),
    TargetType.CEILING: (("max",),),
    TargetType.RANGE: (("min", "max"),),
    TargetType.END_VALUE: _ANY,
    TargetType.AVERAGE: _ANY,
    TargetType.YEARLY_CHANGE: (("min",), ("min", "max")),
    TargetType.DONE: ((),),
}
"""The levels that a type asks for; of several ways to ask, those stated are of one."""


def check_target_levels(data: Data) -> Iterator[Finding]:
    """A target has the numbers that its type asks for and no others, nor those that its indicators
    invert.
    """
    for path, target in data.of(Target):
        foreign, lacks = _apart(target, target.type)
        # A level under another name is told, with what it should have.
        for name in () if foreign else lacks:
            yield lacking((*path, "type"), f"type: {target.type.value}", name)
        yield from _unused(path, target, target.type)
        for at, level in enumerate(target.former):
            yield from _unused((*path, "former", at), level, target.type)
        if first := data.by_id.get((*target.indicators, "")[0]):
            yield from _inverted(path, target, first)


def _unused(path: Path, level: _Level, kind: TargetType) -> Iterator[Finding]:
    """What a target asks, or asked before, that its type does not use; a former level may be
    called just value.
    """
    foreign, lacks = _apart(level, kind)
    plain = isinstance(level, FormerLevel) and [name for name, _ in places.levels(level)] == [
        "value"
    ]
    for name in () if plain else foreign:
        instead = Wording("sửa type", "mend type")
        if lacks:
            used = ", ".join(lacks)
            instead = Wording(
                f"sửa type, đổi “{name}” thành {used}", f"mend type, rename “{name}” to {used}"
            )
        fault = MISFIT(field=name, of=f"type: {kind.value}", instead=instead)
        yield Finding(fault, (*path, name), at_key=True)


_OF_RANK = Wording("thứ hạng, càng nhỏ càng tốt", "a rank, of which a smaller one is better")
_OF_LESS = Wording("số liệu càng thấp càng tốt", "what is better the lower it is")
_AT_MOST = Wording("dùng type: ceiling với max", "use type: ceiling with max")


def _inverted(path: Path, target: Target, indicator: Indicator) -> Iterator[Finding]:
    """A target that would be met by what is worse."""
    least = [name for name in ("min", "above") if getattr(target, name) is not None]
    most = target.max if target.below is None else target.below
    ranked = indicator.measure is Measure.RANK and target.type is not TargetType.YEARLY_CHANGE
    if ranked and least and most is None:
        fault = MISFIT(field=least[0], of=_OF_RANK, instead=_AT_MOST)
        yield Finding(fault, (*path, least[0]), at_key=True)
    if target.type is TargetType.TERM_TOTAL and indicator.better is Better.LOWER:
        fault = MISFIT(field="type: term-total", of=_OF_LESS, instead=_AT_MOST)
        yield Finding(fault, (*path, "type"))


def _apart(level: _Level, kind: TargetType) -> tuple[list[str], list[str]]:
    """The levels that a target of its type does not use, and those that it needs and has not."""
    stated = {name: _PLACES.get(name, name) for name, _ in places.levels(level)}
    taken = set(stated.values())
    form = max(_LEVELS[kind], key=lambda form: len(taken & {*form}) - len({*form} - taken))
    used = (*form, "base") if kind is TargetType.END_VALUE else form
    foreign = [name for name, place in stated.items() if place not in used]
    return foreign, [name for name in form if name not in taken]


def fits(target: Target) -> bool:
    """Whether a target has just the levels of its type, so that the type is what was meant."""
    return _apart(target, target.type) == ([], [])


def check_target_measure(data: Data) -> Iterator[Finding]:
    """Only a flow adds up over the term, and what is to be done is followed by a yes or no alone;
    all indicators of one target are of one measure and unit.
    """
    for path, target in data.of(Target):
        kinds = ((at, data.by_id.get(name)) for at, name in enumerate(target.indicators))
        known = [(at, indicator) for at, indicator in kinds if indicator]
        for _, indicator in known:
            answer = indicator.measure is Measure.YES_NO
            summed = target.type is TargetType.TERM_TOTAL and indicator.measure is not Measure.FLOW
            if (target.type is TargetType.DONE) != answer or summed:
                of = f"measure: {indicator.measure.value}"
                instead = _FOR_ANSWERS if answer or not summed else _FOR_YEARS
                fault = MISFIT(field=f"type: {target.type.value}", of=of, instead=instead)
                yield Finding(fault, (*path, "type"))
                break
        for at, indicator in known[1:]:
            first = known[0][1]
            if _kind(indicator) != _kind(first):
                kind = f"{first.id} ({_kind(first)})"
                told = Wording(f"mức của {kind}", f"what is asked of {kind}")
                fault = MISFIT(field=indicator.id, of=told, instead=_APART)
                yield Finding(fault, (*path, "indicators", at))


_FOR_ANSWERS = Wording(
    "type: done đi với measure: yes-no: sửa một trong hai",
    "type: done goes with measure: yes-no: mend one of them",
)
_FOR_YEARS = Wording(
    "chọn floor, ceiling, range (từng năm) hoặc end-value (cuối nhiệm kỳ)",
    "choose floor, ceiling, range (each year) or end-value (at the end)",
)


_APART = Wording(
    "tách thành hai chỉ tiêu, mỗi chỉ tiêu một loại số liệu và một đơn vị tính",
    "make two targets, each of one measure and unit",
)


def _kind(indicator: Indicator) -> str:
    return f"{indicator.measure.value}, {indicator.unit}"
