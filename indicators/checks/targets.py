"""Rules about targets: each type has its own numbers, and its indicators can be held to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from indicators.checks import places
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


TARGET_NEEDS = rule(
    "target-needs",
    "Chỉ tiêu thiếu mức",
    vi="Chỉ tiêu “{record}” loại {type} thiếu “{field}”.",
    en="The target “{record}” of type {type} lacks “{field}”.",
    mend="thêm dòng {field}: và mức như văn bản nêu.",
    mend_en="add the line {field}: and the level that the document gives.",
    why="Mỗi loại so với mức riêng: floor với min, ceiling với max, range với cả hai, khác: value.",
    bad="type: floor\nindicators:",
    good="type: floor\nmin: 90\nindicators:",
)


def check_target_needs(data: Data) -> Iterator[Finding]:
    """A target has the numbers that its type asks for."""
    for path, target in _targets(data):
        # A level under another name is told, with what it should have.
        if not _foreign(target, target.type):
            for name in _lacking(target, target.type):
                fault = TARGET_NEEDS(record=target.id, field=name, type=target.type.value)
                yield Finding(fault, path)


TARGET_FIELD = rule(
    "target-field",
    "Mức không hợp với loại chỉ tiêu",
    vi="Loại chỉ tiêu {type} không dùng “{field}”.",
    en="A target of type {type} does not use “{field}”.",
    mend="kiểm tra type, hoặc {instead}.",
    mend_en="check type, or {instead}.",
    why="Mức thừa sẽ không được so với gì cả.",
    bad="type: floor\nmin: 90\nmax: 95",
    good="type: range\nmin: 90\nmax: 95",
)


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
        instead = Wording(f"xóa dòng {name}", f"delete the line {name}")
        if used:
            instead = Wording(f"đổi “{name}” thành {used}", f"rename “{name}” to {used}")
        fault = TARGET_FIELD(field=name, type=kind.value, instead=instead)
        if other := _beside(level, kind, name):
            fault = TARGET_FIELD(_TWICE, _ONE_OF_BOTH, field=name, other=other)
        yield Finding(fault, (*path, name), at_key=True)


_TWICE = Wording(
    "“{field}” và “{other}” là hai cách ghi cùng một mức.",
    "“{field}” and “{other}” are two ways of stating one level.",
)
_ONE_OF_BOTH = Wording(
    "giữ dòng đúng với lời của nguồn, xóa dòng kia.",
    "keep the line that says what the source does, and delete the other.",
)
_OF_RANK = Wording(
    "Thứ hạng càng nhỏ càng tốt, nên mức của nó là “không quá”, không dùng “{field}”.",
    "A smaller rank is better: its limit is “at most”, and “{field}” is not used.",
)
_OF_LESS = Wording(
    "“{indicator}” càng thấp càng tốt, nên tổng nhiệm kỳ không phải mức để đạt tới.",
    "Less of “{indicator}” is better, so a total of the term is nothing to be reached.",
)
_AT_MOST = Wording("dùng type: ceiling với max.", "use type: ceiling with max.")


def _inverted(path: Path, target: Target, indicator: Indicator) -> Iterator[Finding]:
    """A target that would be met by what is worse."""
    least = [name for name in ("min", "above") if getattr(target, name) is not None]
    most = target.max if target.below is None else target.below
    ranked = indicator.measure is Measure.RANK and target.type is not TargetType.YEARLY_CHANGE
    if ranked and least and most is None:
        yield Finding(TARGET_FIELD(_OF_RANK, _AT_MOST, field=least[0]), (*path, least[0]))
    if target.type is TargetType.TERM_TOTAL and indicator.better is Better.LOWER:
        yield Finding(TARGET_FIELD(_OF_LESS, _AT_MOST, indicator=indicator.id), (*path, "type"))


def _form(level: _Level, kind: TargetType) -> tuple[tuple[str, ...], dict[str, str]]:
    """The levels that a target should have, and at which place each stated one stands."""
    stated = {name: _PLACES.get(name, name) for name, _ in places.levels(level)}
    taken = set(stated.values())
    forms = _LEVELS[kind]
    return max(forms, key=lambda form: len(taken & {*form}) - len({*form} - taken)), stated


def _foreign(level: _Level, kind: TargetType) -> tuple[str, ...]:
    """The levels that a target of its type does not use, or has twice."""
    form, stated = _form(level, kind)
    base = ("base",) if kind is TargetType.END_VALUE else ()
    places = [*stated.values()]
    return tuple(
        name
        for at, (name, place) in enumerate(stated.items())
        if place not in (*form, *base) or place in places[:at]
    )


def _beside(level: _Level, kind: TargetType, name: str) -> str:
    """The level before that states the same place, if there is one."""
    stated = _form(level, kind)[1]
    earlier = list(stated)[: list(stated).index(name)]
    return next((other for other in earlier if stated[other] == stated[name]), "")


def _lacking(level: _Level, kind: TargetType) -> tuple[str, ...]:
    """The levels that a target of its type needs, and has not."""
    form, stated = _form(level, kind)
    return tuple(name for name in form if name not in stated.values())


def fits(target: Target) -> bool:
    """Whether a target has just the levels of its type, so that the type is what was meant."""
    return not _foreign(target, target.type) and not _lacking(target, target.type)


TARGET_ZERO = rule(
    "target-zero",
    "Mức chỉ tiêu không đo được",
    vi="Mức chỉ tiêu bằng 0 thì không tính được tỷ lệ hoàn thành.",
    en="The target is 0, of which no percentage can be computed.",
    mend="đối chiếu với văn bản; mức “không vượt quá 0” thì khai type: ceiling với max: 0.",
    mend_en="compare it with the document; “at most 0” is type: ceiling with max: 0.",
    why="Tiến độ là phép chia cho mức chỉ tiêu; chia cho 0 không được.",
    bad="type: term-total\nvalue: 0",
    good="type: term-total\nvalue: 5500",
)


def check_target_zero(data: Data) -> Iterator[Finding]:
    """A target by which progress is divided is not 0, nor where it started from."""
    for path, target in _targets(data):
        if target.value is None:
            continue
        start = target.base if target.type is TargetType.END_VALUE and target.base else 0
        if target.type is TargetType.TERM_TOTAL and target.value == 0:
            yield Finding(TARGET_ZERO(), (*path, "value"))
        elif target.type is TargetType.END_VALUE and target.value == start:
            yield Finding(TARGET_ZERO(_AS_BASE, base=start), (*path, "value"))


_AS_BASE = Wording(
    "Mức chỉ tiêu “{written}” bằng mức đầu kỳ {base}, nên không có gì để đo tiến độ.",
    "The target “{written}” equals its base {base}, so there is no progress to measure.",
)


TARGET_RANGE = rule(
    "target-range",
    "Khoảng chỉ tiêu ngược",
    vi="Mức tối đa “{written}” không lớn hơn mức tối thiểu {min}.",
    en="The upper limit “{written}” is not above the lower one, {min}.",
    mend="đối chiếu với văn bản; có thể hai mức bị đổi chỗ.",
    mend_en="compare them with the document; they may have changed places.",
    why="Khoảng có mức tối đa nhỏ hơn mức tối thiểu thì không giá trị nào đạt.",
    bad="min: 4\nmax: 3",
    good="min: 3\nmax: 4",
    compares=True,
)


def check_target_range(data: Data) -> Iterator[Finding]:
    """A range has its lower limit below its upper one, be it a target's or a plan's."""
    for path, _, row in data.rows:
        if row.plan is not None and row.plan_max is not None and row.plan_max <= row.plan:
            yield Finding(TARGET_RANGE(min=row.plan), (*path, "plan-max"))
    for path, target in _targets(data):
        least = target.above if target.min is None else target.min
        most, name = (target.max, "max") if target.below is None else (target.below, "below")
        if fits(target) and least is not None and most is not None and least >= most:
            yield Finding(TARGET_RANGE(min=least), (*path, name))


TARGET_MEASURE = rule(
    "target-measure",
    "Tổng nhiệm kỳ của số không cộng được",
    vi="“{indicator}” có measure: {measure}, không cộng qua các năm nên không dùng {written}.",
    en="“{indicator}” has measure: {measure}, which does not add up to a {written}.",
    mend="chọn loại khác: floor, ceiling, range (từng năm) hoặc end-value (cuối nhiệm kỳ).",
    mend_en="choose another type: floor, ceiling, range (each year) or end-value (at the end).",
    why="Cộng tỷ lệ của các năm, hoặc cộng số đảng viên của từng năm, không ra điều gì có nghĩa.",
    bad="type: term-total\nvalue: 95",
    good="type: floor\nmin: 95",
)

TARGET_DONE = rule(
    "target-done",
    "Việc phải làm và số liệu có hoặc không",
    vi="Chỉ tiêu loại {written} không hợp với “{indicator}” (measure: {measure}).",
    en="A target of type {written} does not suit “{indicator}” (measure: {measure}).",
    mend="việc phải làm (done) đi với số liệu có hoặc không (yes-no); kiểm tra type và measure.",
    mend_en="what is to be done (done) goes with a yes or no (yes-no); check type and measure.",
    why="Có hay không thì không so được với một mức; một con số thì không nói đã xong hay chưa.",
    bad="type: floor\nmin: 1",
    good="type: done",
)


def check_target_measure(data: Data) -> Iterator[Finding]:
    """Only a flow adds up over the term; what is to be done is followed by a yes or no alone."""
    by_id = _by_id(data)
    for path, target in _targets(data):
        told = set()
        for indicator in (by_id[name] for name in target.indicators if name in by_id):
            answer = indicator.measure is Measure.YES_NO
            summed = target.type is TargetType.TERM_TOTAL and not answer
            broken = TARGET_MEASURE if summed and indicator.measure is not Measure.FLOW else None
            broken = TARGET_DONE if (target.type is TargetType.DONE) != answer else broken
            if broken and broken.name not in told:
                told.add(broken.name)
                fault = broken(indicator=indicator.id, measure=indicator.measure.value)
                yield Finding(fault, (*path, "type"))


TARGET_MIXED = rule(
    "target-mixed",
    "Một chỉ tiêu cho các số liệu khác loại",
    vi="“{written}” ({kind}) khác loại với “{first}” ({first_kind}) của cùng chỉ tiêu.",
    en="“{written}” ({kind}) differs in kind from “{first}” ({first_kind}) of the same target.",
    mend="tách thành hai chỉ tiêu, mỗi chỉ tiêu một loại số liệu và một đơn vị tính.",
    mend_en="make two targets, each of one measure and unit.",
    why="Một mức không thể so với hai loại số khác nhau.",
    bad="- xep-loai\n- pci",
    good="- xep-loai",
)


def check_target_mixed(data: Data) -> Iterator[Finding]:
    """The indicators of one target are of one measure and unit."""
    by_id = _by_id(data)
    for path, target in _targets(data):
        known = [(i, by_id[name]) for i, name in enumerate(target.indicators) if name in by_id]
        for index, indicator in known[1:]:
            first = known[0][1]
            if _kind(indicator) != _kind(first):
                fault = TARGET_MIXED(first=first.id, kind=_kind(indicator), first_kind=_kind(first))
                yield Finding(fault, (*path, "indicators", index))


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


BETTER_FIXED = rule(
    "better-fixed",
    "Chiều tốt đã rõ",
    vi="Số liệu có measure: {measure} không dùng “{written}”: chiều tốt của nó đã rõ.",
    en="Of measure {measure} it is known which direction is better; “{written}” is not used.",
    mend="xóa dòng better; thứ hạng càng nhỏ càng tốt, tăng bậc là tốt lên.",
    mend_en="delete the line better; a smaller rank is better, and places are gained.",
    why="Ghi lại điều đã rõ thì có thể ghi ngược, và mọi trạng thái thành ngược.",
    bad="measure: rank\nbetter: higher",
    good="measure: rank",
)


def check_better_fixed(data: Data) -> Iterator[Finding]:
    """Nobody says in which direction ranks and answers get better."""
    for path, indicator in data.indicators:
        known = indicator.measure in (Measure.RANK, Measure.YES_NO)
        if known and indicator.better is not None:
            yield Finding(BETTER_FIXED(measure=indicator.measure.value), (*path, "better"))


def _by_id(data: Data) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in data.dataset.indicators}
