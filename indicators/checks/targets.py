"""Rules about targets: each type has its own numbers, and its indicators can be held to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from indicators.checks import places
from indicators.checks.fields import MISFIT, lacking
from indicators.checks.places import Data
from indicators.model import Better, FormerLevel, Indicator, Measure, Target, TargetType
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section, Wording

rule = partial(Rule, Section.TARGETS)

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


def _targets(data: Data) -> Iterator[tuple[Path, Target]]:
    for index, target in enumerate(data.dataset.targets):
        yield ("targets", index), target


def check_target_needs(data: Data) -> Iterator[Finding]:
    """A target has the numbers that its type asks for."""
    for path, target in _targets(data):
        # A level under another name is told, with what it should have.
        if not _foreign(target, target.type):
            for name in _lacking(target, target.type):
                fault = lacking(f"type: {target.type.value}", name)
                yield Finding(fault, (*path, "type"), at_key=True)


def check_target_field(data: Data) -> Iterator[Finding]:
    """A target has no numbers that its type does not use, nor those that its indicators invert."""
    by_id = _by_id(data)
    for path, target in _targets(data):
        yield from _unused(path, target, target.type)
        for at, level in enumerate(target.former):
            yield from _unused((*path, "former", at), level, target.type)
        for indicator in (by_id[name] for name in target.indicators[:1] if name in by_id):
            yield from _inverted(path, target, indicator)


def _unused(path: Path, level: _Level, kind: TargetType) -> Iterator[Finding]:
    """What a target asks, or asked before, that its type does not use; a former level may be
    called just value.
    """
    plain = isinstance(level, FormerLevel) and [*_form(level, kind)[1]] == ["value"]
    for name in () if plain else _foreign(level, kind):
        used = ", ".join(_lacking(level, kind))
        instead = Wording("sửa type", "mend type")
        if used:
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


def _form(level: _Level, kind: TargetType) -> tuple[tuple[str, ...], dict[str, str]]:
    """The levels that a target should have, and at which place each stated one stands."""
    stated = {name: _PLACES.get(name, name) for name, _ in places.levels(level)}
    taken = set(stated.values())
    forms = _LEVELS[kind]
    return max(forms, key=lambda form: len(taken & {*form}) - len({*form} - taken)), stated


def _foreign(level: _Level, kind: TargetType) -> tuple[str, ...]:
    """The levels that a target of its type does not use."""
    form, stated = _form(level, kind)
    base = ("base",) if kind is TargetType.END_VALUE else ()
    return tuple(name for name, place in stated.items() if place not in (*form, *base))


def _lacking(level: _Level, kind: TargetType) -> tuple[str, ...]:
    """The levels that a target of its type needs, and has not."""
    form, stated = _form(level, kind)
    return tuple(name for name in form if name not in stated.values())


def fits(target: Target) -> bool:
    """Whether a target has just the levels of its type, so that the type is what was meant."""
    return not _foreign(target, target.type) and not _lacking(target, target.type)


def check_target_measure(data: Data) -> Iterator[Finding]:
    """Only a flow adds up over the term; what is to be done is followed by a yes or no alone."""
    by_id = _by_id(data)
    for path, target in _targets(data):
        for indicator in (by_id[name] for name in target.indicators if name in by_id):
            answer = indicator.measure is Measure.YES_NO
            summed = target.type is TargetType.TERM_TOTAL and indicator.measure is not Measure.FLOW
            if (target.type is TargetType.DONE) != answer or summed:
                of = f"measure: {indicator.measure.value}"
                instead = _FOR_ANSWERS if answer or not summed else _FOR_YEARS
                fault = MISFIT(field=f"type: {target.type.value}", of=of, instead=instead)
                yield Finding(fault, (*path, "type"))
                break


_FOR_ANSWERS = Wording(
    "type: done đi với measure: yes-no: sửa một trong hai",
    "type: done goes with measure: yes-no: mend one of them",
)
_FOR_YEARS = Wording(
    "chọn floor, ceiling, range (từng năm) hoặc end-value (cuối nhiệm kỳ)",
    "choose floor, ceiling, range (each year) or end-value (at the end)",
)


def check_target_mixed(data: Data) -> Iterator[Finding]:
    """The indicators of one target are of one measure and unit."""
    by_id = _by_id(data)
    for path, target in _targets(data):
        known = [(i, by_id[name]) for i, name in enumerate(target.indicators) if name in by_id]
        for index, indicator in known[1:]:
            first = known[0][1]
            if _kind(indicator) != _kind(first):
                kind = f"{first.id} ({_kind(first)})"
                of = Wording(f"mức của {kind}", f"what is asked of {kind}")
                fault = MISFIT(field=indicator.id, of=of, instead=_APART)
                yield Finding(fault, (*path, "indicators", index))


_APART = Wording(
    "tách thành hai chỉ tiêu, mỗi chỉ tiêu một loại số liệu và một đơn vị tính",
    "make two targets, each of one measure and unit",
)


def _kind(indicator: Indicator) -> str:
    return f"{indicator.measure.value}, {indicator.unit}"


TARGET_TWICE = rule(
    "target-twice",
    "Số liệu thuộc hai chỉ tiêu cùng loại",
    vi="“{written}” đã thuộc một chỉ tiêu khác cũng loại {type} ({first}).",
    en="“{written}” belongs to another target of type {type} already ({first}).",
    mend="giữ ở một chỉ tiêu; mức đã điều chỉnh thì ghi mức cũ ở former; mức khác thì theo dõi "
    "bằng một mã riêng trong indicators.",
    mend_en="keep it in one target; one that was adjusted has its former level in former; follow "
    "another level by an indicator of its own.",
    why="Mỗi loại chỉ tiêu so số liệu theo một cách; hai mức cùng loại thì có thể vừa đạt vừa chưa "
    "đạt.",
    bad="type: floor\nmin: 1\nindicators:\n  - xep-loai",
    good="type: floor\nmin: 1\nindicators:\n  - bo-sung",
)


def check_target_twice(data: Data) -> Iterator[Finding]:
    """An indicator is bound by one target of each type in a term."""
    names = (
        ((*path, "indicators", index), (target.term, target.type, name))
        for path, target in _targets(data)
        for index, name in enumerate(target.indicators)
    )
    for path, first in places.repeated(names):
        if first.path[:2] != path[:2]:
            kind = data.dataset.at((*path[:2], "type")).value
            yield Finding(TARGET_TWICE(first=first, type=kind), path)


def _by_id(data: Data) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in data.dataset.indicators}
