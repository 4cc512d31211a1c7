"""Rules about parts and grades: whose each is, and that together they do not exceed the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from indicators.checks import places
from indicators.checks.places import Data
from indicators.computing.arithmetic import decimals_of
from indicators.computing.figures import Period
from indicators.computing.units import Registry, listed_parent
from indicators.model import Bound, Measure, Observation
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import Rule, Section, Wording

rule = partial(Rule, Section.BREAKDOWNS)

PART_OWNER = rule(
    "part-owner",
    "Phần vừa của đơn vị vừa của nhóm",
    vi="Mục này ghi cả unit và group (“{written}”).",
    en="This item names both a unit and a group (“{written}”).",
    mend="ghi thành hai mục: một cho đơn vị, một cho nhóm.",
    mend_en="make two items: one for the unit, one for the group.",
    why="Đơn vị chia hết một tổng nên cộng được; nhóm chồng lên nhau nên không cộng.",
    bad="- unit: xa-b\n  group: can-bo-nu",
    good="- unit: xa-b",
)

PART_WITHOUT_OWNER = rule(
    "part-without-owner",
    "Phần không của ai",
    vi="Mục này không ghi unit, cũng không ghi group.",
    en="This item names neither a unit nor a group.",
    mend="thêm dòng unit: và mã đơn vị, hoặc group: và mã nhóm.",
    mend_en="add the line unit: or group: with its id.",
    why="Số không có chủ thì không biết xếp vào đâu.",
    bad="- value: 90",
    good="- unit: xa-b\n  value: 90",
)


def check_part_owner(data: Data) -> Iterator[Finding]:
    """A part belongs to a unit or to a group, not to both."""
    for path, _, _, part in data.parts:
        if part.unit is not None and part.group is not None:
            yield Finding(PART_OWNER(), (*path, "group"), at_key=True)
        elif part.unit is None and part.group is None:
            yield Finding(PART_WITHOUT_OWNER(), path)


PART_REPEATED = rule(
    "part-repeated",
    "Đơn vị hoặc nhóm khai hai lần",
    vi="“{written}” đã có trong cùng năm ({first}).",
    en="“{written}” exists already in this year ({first}).",
    mend="gộp hai mục; nếu số đã thay đổi, ghi số cũ ở former.",
    mend_en="join the two items; if the number has changed, record the old one in former.",
    why="Khai hai lần thì cộng hai lần.",
    bad="- unit: xa-b\n  value: 90\n- unit: xa-b",
    good="- unit: xa-b\n  value: 90\n- unit: xa-c",
)


def check_part_repeated(data: Data) -> Iterator[Finding]:
    """A unit or group has one part in a year."""
    owners = (
        ((*path, "unit" if part.unit else "group"), (path[:-1], part.unit, part.group))
        for path, _, _, part in data.parts
        if part.unit or part.group
    )
    yield from (Finding(PART_REPEATED(first=at), path) for path, at in places.repeated(owners))


PARTS_OVER = rule(
    "parts-over",
    "Tổng các đơn vị lớn hơn toàn bộ",
    vi="Tổng các đơn vị ({sum}) lớn hơn {of} ({whole}).",
    en="The units add up to {sum}, above {of} ({whole}).",
    mend="đối chiếu từng đơn vị và số chung với nguồn; nguồn ghi như vậy thì thêm explanation.",
    mend_en="compare each unit and the whole with the source; if it says so, add explanation.",
    why="Các đơn vị chia hết số chung, nên cộng lại không thể lớn hơn.",
    bad="- unit: xa-b\n  value: 1600",
    good="- unit: xa-b\n  value: 160",
    compares=True,
)

GROUP_OVER = rule(
    "group-over",
    "Nhóm lớn hơn toàn bộ",
    vi="Số “{written}” của nhóm “{group}” lớn hơn số chung ({whole}).",
    en="The number “{written}” of the group “{group}” is above the whole ({whole}).",
    mend="đối chiếu với nguồn.",
    mend_en="compare it with the source.",
    why="Một nhóm là một phần của số chung.",
    bad="- group: can-bo-nu\n  value: 1600",
    good="- group: can-bo-nu\n  value: 160",
    compares=True,
)


def check_parts_over(data: Data) -> Iterator[Finding]:
    """Units partition their whole, so their sum is not above it; nor is one group."""
    units = Registry(data.dataset)
    for path, indicator, row in data.observations:
        for field in _ADDED.get(indicator.measure, ()) if row.parts else ():
            counted = indicator.decimals == 0 or field in _ADDED[Measure.SHARE]
            yield from _over(path, row, field, units, counted=counted)


_ADDED: Mapping[Measure, Sequence[str]] = {
    **dict.fromkeys((Measure.FLOW, Measure.STOCK), ("plan", "value")),
    Measure.SHARE: ("numerator", "denominator"),
}
"""What of a part is a part of the same of the whole."""


def _over(
    path: Path, row: Observation, field: str, units: Registry, *, counted: bool
) -> Iterator[Finding]:
    """What is more than the whole; a sum of amounts that are no counts by more than rounding."""
    listed = {part.unit: part for part in row.parts if part.unit}
    sums: dict[str | None, Decimal] = {}
    told: dict[str | None, Decimal] = {}
    last: dict[str | None, Path] = {}
    for index, part in enumerate(row.parts):
        number, place = places.least(part, field), (*path, "parts", index, field)
        if number is None:
            continue
        if part.unit is not None:
            above = listed_parent(part.unit, units, listed)
            least = number if counted else number - _half(number)
            sums[above] = sums.get(above, Decimal(0)) + least
            told[above] = told.get(above, Decimal(0)) + number
            last[above] = place
        elif part.group is not None:
            whole = places.most(row, field)
            if whole is not None and number > whole:
                yield Finding(GROUP_OVER(group=part.group, whole=whole), place)
    for above, total in sums.items():
        owner = listed[above] if above else row
        whole = places.most(owner, field)
        room = _half(whole) if whole is not None and not counted else 0
        if whole is not None and total > whole + room and not owner.explanation:
            of = Wording(f"số của “{above}”", f"the number of “{above}”") if above else _WHOLE
            yield Finding(PARTS_OVER(sum=told[above], whole=whole, of=of), last[above])


def _half(number: Decimal) -> Decimal:
    """By how much a number may have been rounded."""
    return Decimal("0.5").scaleb(-decimals_of(number))


_WHOLE = Wording("số chung", "the whole")


PUBLICATION_MISSING = rule(
    "publication-missing",
    "Chưa có quyết định công bố số liệu theo đơn vị",
    vi="Tệp có số theo đơn vị hoặc nhóm, nhưng chưa ghi ai cho phép công bố.",
    en="The file has numbers of units or groups, but does not say who allowed to publish them.",
    mend="thêm publication với permission và smallest-shown; chưa được phép thì xóa parts.",
    mend_en="add publication with permission and smallest-shown; without permission delete parts.",
    why="Số theo đơn vị, nhóm chỉ công bố khi được cho phép; số quá nhỏ có thể chỉ ra từng người.",
    bad="units:",
    good="publication:\n  permission: Thông báo của Ban Thường vụ\n  smallest-shown: 5\nunits:",
)


def check_publication_missing(data: Data) -> Iterator[Finding]:
    """Numbers of single units and groups stand only in data whose owner decided to publish them."""
    if data.dataset.publication is None:
        for path, _, row in data.observations:
            if row.parts:
                yield Finding(PUBLICATION_MISSING(), (*path, "parts"), at_key=True)
                return


SMALLEST_SHOWN = rule(
    "smallest-shown",
    "Số nhỏ nhất được hiện nhỏ hơn 1",
    vi="“{written}” ở smallest-shown không dùng được: số nhỏ hơn mức này mới được giấu.",
    en="“{written}” cannot be smallest-shown: numbers below it are withheld.",
    mend="gõ mức mà văn bản cho phép công bố nêu, ví dụ 5; nếu văn bản cho hiện mọi số thì gõ 1.",
    mend_en="type the level that the permission gives, such as 5, or 1 to show every number.",
    why="Mức 0 hay số âm không giấu số nào, dù quyết định công bố đòi hỏi giấu số quá nhỏ.",
    bad="smallest-shown: 0",
    good="smallest-shown: 5",
)


def check_smallest_shown(data: Data) -> Iterator[Finding]:
    """The least number that is shown is 1 or more: below it numbers are withheld."""
    if data.dataset.publication is not None and data.dataset.publication.smallest_shown < 1:
        yield Finding(SMALLEST_SHOWN(), ("publication", "smallest-shown"))


UNIT_ENDED = rule(
    "unit-ended",
    "Đơn vị không còn hoặc chưa có",
    vi="Năm {period} không có đơn vị “{unit}”: loại “{kind}” có mốc {limit}.",
    en="There was no unit “{unit}” in {period}: the type “{kind}” has the limit {limit}.",
    mend="kiểm tra năm, mã đơn vị, và from, to của loại đơn vị trong unit-types.",
    mend_en="check the year, the unit's id, and from and to of its type in unit-types.",
    why="Số ghi cho đơn vị đã giải thể hoặc chưa lập là gõ nhầm năm hoặc nhầm mã.",
    bad="- unit: huyen-a",
    good="- unit: xa-b",
)


def check_unit_ended(data: Data) -> Iterator[Finding]:
    """A unit has a part only in years in which its type of unit existed."""
    units = Registry(data.dataset)
    for path, _, row, part in data.parts:
        unit = units.by_id.get(part.unit or "")
        if unit is None or units.existed(unit, Period(row.period), throughout=True):
            continue
        kind = units.types[unit.type]
        limit = kind.to if kind.to and kind.to.year < row.period else kind.from_
        fault = UNIT_ENDED(unit=unit.id, kind=kind.name, period=str(row.period), limit=str(limit))
        yield Finding(fault, (*path, "unit"))


GRADE_REPEATED = rule(
    "grade-repeated",
    "Mức xếp loại khai hai lần",
    vi="Mức “{written}” đã có ở {first}.",
    en="The grade “{written}” exists already ({first}).",
    mend="gộp hai mục.",
    mend_en="join the two items.",
    why="Khai hai lần thì cộng hai lần.",
    bad="- grade: tot\n  count: 60\n- grade: tot",
    good="- grade: tot\n  count: 60\n- grade: hoan-thanh",
)

GRADE_EMPTY = rule(
    "grade-empty",
    "Mức xếp loại không có số",
    vi="Mức “{written}” không có số lượng, cũng không có tỷ lệ.",
    en="The grade “{written}” has neither a count nor a share.",
    mend="thêm dòng count: hoặc share: như nguồn nêu, hoặc xóa mục này.",
    mend_en="add the line count: or share: as the source gives it, or delete the item.",
    why="Mức không có số thì không cho biết điều gì; số 0 phải gõ là 0.",
    bad="- grade: tot\n- grade: hoan-thanh",
    good="- grade: tot\n  count: 60\n- grade: hoan-thanh",
)


def check_grade_repeated(data: Data) -> Iterator[Finding]:
    """A grade is counted once in a year, and with a number."""
    counted = [
        ((*path, "grades", index, "grade"), path, count)
        for path, _, row in data.observations
        for index, count in enumerate(row.grades)
    ]
    keys = ((place, (path, count.grade)) for place, path, count in counted)
    yield from (Finding(GRADE_REPEATED(first=at), place) for place, at in places.repeated(keys))
    for place, _, count in counted:
        if count.count is None and count.share is None:
            yield Finding(GRADE_EMPTY(), place)


GRADES_SUM = rule(
    "grades-sum",
    "Tổng các mức không khớp số được đánh giá",
    vi="Tổng các mức xếp loại ({sum}) không khớp số được đánh giá ({whole}).",
    en="The grades add up to {sum}, which does not fit the number assessed ({whole}).",
    mend="đối chiếu từng mức và denominator, population với nguồn.",
    mend_en="compare each grade and denominator, population with the source.",
    why="Mỗi người, mỗi tổ chức được xếp một mức, nên các mức cộng lại bằng số được đánh giá.",
    bad="denominator: 85\ngrades:\n  - grade: tot\n    count: 86",
    good="denominator: 85\ngrades:\n  - grade: tot\n    count: 79",
    compares=True,
)


def check_grades_sum(data: Data) -> Iterator[Finding]:
    """The counts by grade add up to the number assessed."""
    grades = {grade.id for grade in data.dataset.grades}
    for path, _, row in data.observations:
        if not row.grades:
            continue
        least = [g for g in row.grades if not g.approximate and g.bound not in _AT_MOST]
        exact = [g for g in least if g.count is not None and g.bound is None]
        complete = grades == {g.grade for g in exact}
        counted = sum(g.count or 0 for g in least)
        whole = row.denominator if row.denominator is not None else row.population
        known = complete and row.denominator is not None
        if whole is not None and (counted > whole or (known and counted != whole)):
            fault = GRADES_SUM(sum=counted, whole=whole)
            yield Finding(fault, (*path, "grades"), at_key=True)


_AT_MOST = (Bound.BELOW, Bound.AT_MOST)
