"""Two versions of the data held against each other: what is told, and that nothing else is."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

import pytest
import yaml
from conftest import DATA, ROOT, ending
from synthetic import Fields, as_typed, dataset, flow, share, target, views, year

from indicators.comparing.compare import Comparison, compare
from indicators.comparing.leaves import Nature
from indicators.comparing.report import NOTHING, reported, sections
from indicators.computing.compute import Views, compute
from indicators.model import Dataset, Record
from indicators.reading.fields import Field, fields
from indicators.words.wording import amount, in_text

Place = tuple[str | int, ...]
Tree = dict[str, Any]


def tree_of(name: str) -> Tree:
    found: Tree = yaml.load((ROOT / name).read_bytes(), yaml.BaseLoader)  # noqa: S506 - texts
    return found


REAL, EVERY = tree_of(DATA), tree_of("tests/every_kind.yaml")
CODES = {
    "bound": ("at-least", "below"),
    "figure": ("mean", "percent-of-plan", "sum"),
    "denominator-figure": ("value",),
    "measure": ("stock", "flow"),
    "part": ("late",),
    "status": ("estimate",),
    "type": ("floor", "ceiling", "term-total"),
}
REFERENCES = {"id", "source", "set-by", "plan-set-by", "numerator", "denominator", "document"}
TIMES = {"period", "start", "end", "from", "to", "date", "through", "model"}
CANNOT = (ArithmeticError, AssertionError, AttributeError, LookupError, ValueError)
"""Nothing follows from such data, so there is nothing to compare."""


def made(tree: Tree) -> Views:
    return compute(Dataset.model_validate(tree))


def told(before: Views, after: Views) -> str:
    return reported("text", compare(before, after))


def places(node: object, path: Place = ()) -> Iterator[Place]:
    """Where each typed value of the file stands."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from places(value, (*path, name))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from places(value, (*path, index))
    else:
        yield path


def at(tree: Any, path: Place) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def changed(path: Place, value: str) -> Views:
    tree = copy.deepcopy(REAL)
    at(tree, path[:-1])[path[-1]] = value
    return made(tree)


def renamed(node: Any, old: str, new: str) -> Any:
    """The file with an id that is another one wherever it is used."""
    if isinstance(node, dict):
        return {name: renamed(value, old, new) for name, value in node.items()}
    if isinstance(node, list):
        return [renamed(value, old, new) for value in node]
    return new if node == old else node


def kind(path: Place) -> str:
    """Which way a value is changed: a number, a text, a code, a time, or an id."""
    name = path[-1] if isinstance(path[-1], str) else path[-2]
    if name in CODES or name in TIMES or name == "unit":
        return "code" if name in CODES else "time" if name in TIMES else "text"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", at(REAL, path)):
        return "number"
    return "id" if name in REFERENCES or isinstance(path[-1], int) else "text"


def all_of(wanted: str) -> list[Place]:
    return [path for path in places(REAL) if kind(path) == wanted]


def name(path: Place) -> str:
    return "/".join(str(step) for step in path)


def mentioned(comparison: Comparison) -> set[str]:
    """The figures that a comparison tells as gone, changed or new."""
    followers = (item for group in comparison.groups for item in group.followers)
    return {item.now.id for item in (*comparison.vanished, *comparison.typed, *followers)}


def differing(before: Views, after: Views) -> set[str]:
    """The figures of which a reader sees something else, by an independent way."""
    first, second = (
        {
            name: f"{amount(figure)} {figure.status} {figure.kind}"
            for name, figure in side.figures.items()
            if figure.value is not None
        }
        for side in (before, after)
    )
    return {name for name in first | second if first.get(name) != second.get(name)}


# --- every value of the real file ----------------------------------------------------------------


@pytest.mark.parametrize("path", all_of("number"), ids=name)
def test_one_changed_number_is_told_with_all_that_follows_and_nothing_else(
    long_an: Views, path: Place
) -> None:
    text = at(REAL, path)
    after = changed(path, text[:-1] + ("8" if text[-1] == "9" else str(int(text[-1]) + 1)))
    found = compare(long_an, after)
    if path[-1] == "decimals":
        assert [item.now.field for item in found.edits] == ["decimals"]
    else:
        [cause] = {item.now.id for item in found.typed}
        figure = after.figures[cause]
        assert figure.path == path
        assert found.edits == ()
        was, now = (in_text(side.figures[cause], unit=True) for side in (long_an, after))
        assert f": {was} → {now}".replace("\u00a0", " ") in told(long_an, after)
        related = {item.subject for item in after.figures.values() if item.id in mentioned(found)}
        targets = {name for name, view in after.targets.items() if view.target.indicators}
        assert {status.now.subject for status in found.statuses} <= related | targets
        assert {doubt.figure.subject for doubt in found.doubts} <= {figure.subject}
    assert mentioned(found) == differing(long_an, after)


@pytest.mark.parametrize("path", all_of("text"), ids=name)
def test_one_changed_text_is_told_alone_and_only_a_unit_changes_what_numbers_look_like(
    long_an: Views, path: Place
) -> None:
    was, now = at(REAL, path), f"{at(REAL, path)} (sửa)"
    after = changed(path, now)
    found = compare(long_an, after)
    [edit] = found.edits
    assert [side.text for side in (edit.before, edit.after) if side] == [was, now]
    assert edit.now.path == path
    assert mentioned(found) == differing(long_an, after)
    if path[-1] == "unit":
        assert edit.now.nature is Nature.MEANING
        return
    assert (mentioned(found), found.statuses, found.verdicts, found.doubts) == (set(), (), (), ())
    assert not found.numbers_change
    assert edit.now.nature is (Nature.SOURCE if path[-1] == "locator" else Nature.WORDING)


@pytest.mark.parametrize("path", all_of("code"), ids=name)
def test_one_changed_code_is_told(long_an: Views, path: Place) -> None:
    tried = 0
    for code in CODES[str(path[-1])]:
        try:
            after = changed(path, code)
        except CANNOT:
            continue
        found = compare(long_an, after)
        assert found.numbers_change or code == at(REAL, path)
        assert mentioned(found) == differing(long_an, after)
        tried += code != at(REAL, path)
    assert tried, "no other code was tried"


@pytest.mark.parametrize("path", all_of("id"), ids=name)
def test_one_renamed_id_is_told_as_one_that_goes_and_one_that_comes(
    long_an: Views, path: Place
) -> None:
    old = at(REAL, path)
    after = made(renamed(REAL, old, f"{old}-moi"))
    assert told(long_an, after) != f"{NOTHING}\n"
    about = [figure for figure in long_an.figures.values() if figure.id.split("/")[0] == old]
    gone = {figure.id for figure in about if figure.value is not None}
    assert gone <= {change.now.id for change in compare(long_an, after).vanished}


@pytest.mark.parametrize("path", [p for p in all_of("id") if p[-1] == "id"], ids=name)
def test_a_renamed_id_that_is_kept_is_told_as_wording_alone(long_an: Views, path: Place) -> None:
    old = at(REAL, path)
    tree = renamed(REAL, old, f"{old}-moi")
    at(tree, path[:-1])["former-ids"] = [old]
    found = compare(long_an, made(tree))
    assert not found.numbers_change
    (edit,) = found.edits
    assert (edit.before, edit.now.text, edit.now.key[-2:]) == (
        None, old, (f"{old}-moi", "former-ids"),
    )  # fmt: skip


# --- every field of the model --------------------------------------------------------------------


def sample(field: Field) -> Any:
    """Something to type for a field of the model."""
    kind = get_args(field.type)[0] if get_origin(field.type) is Annotated else field.type
    assert isinstance(kind, type)
    made: Any = {"decimals": "1", "url": "https://vi-du.example/"}.get(field.name)
    if issubclass(kind, Record):
        inside = fields(kind).values()
        made = {inner.name: sample(inner) for inner in inside if inner.required}
    elif issubclass(kind, StrEnum):
        made = next(iter(kind)).value
    known = {Decimal: "5", int: "2022", str: "nghi-quyet", bool: "true"}
    made = made or known.get(kind, "2022-03")
    return [made] if field.listed else made


def optional(record: type[Record], node: Any, path: Place = ()) -> Iterator[tuple[Place, Field]]:
    """Every optional field of the model, once, at the first record of the file that may hold it."""
    for field in fields(record).values():
        if not field.required:
            yield (*path, field.name), field
        inside = node.get(field.name)
        if field.record and inside:
            step: Place = (field.name, 0) if field.listed else (field.name,)
            yield from optional(field.record, at(node, step), (*path, *step))


OPTIONAL = dict(optional(Dataset, EVERY))


@pytest.mark.parametrize("path", OPTIONAL, ids=name)
def test_every_optional_field_and_record_is_told_when_it_comes_and_when_it_goes(
    path: Place,
) -> None:
    tree = copy.deepcopy(EVERY)
    holder = at(tree, path[:-1])
    if path[-1] in holder:
        del holder[path[-1]]
    else:
        holder[path[-1]] = sample(OPTIONAL[path])
    try:
        first, second = made(EVERY), made(tree)
    except CANNOT:
        # No count is an answer, no id a group, no sum is held against a level that is not there.
        assert path[-1] in ("answer", "group", "term") or path == ("targets", 0, "value")
        return
    for before, after in ((first, second), (second, first)):
        found = compare(before, after)
        assert list(sections(found)), "nothing is told"
        assert all(reported(form, found) for form in ("text", "markdown", "json"))


# --- what changes nothing ------------------------------------------------------------------------


def reversed_lists(tree: Tree) -> Tree:
    for listed in ("documents", "targets", "indicators", "solutions", "groups"):
        tree[listed].reverse()
    return dict(reversed(tree.items()))


@pytest.mark.parametrize("change", [dict, reversed_lists])
def test_the_same_records_in_any_order_change_nothing(long_an: Views, change: Any) -> None:
    after = made(change(copy.deepcopy(REAL)))
    assert told(long_an, after) == f"{NOTHING}\n"
    assert list(sections(compare(long_an, after))) == []


def test_the_order_of_steps_is_told_as_wording(long_an: Views) -> None:
    tree = copy.deepcopy(REAL)
    tree["programme"]["steps"].reverse()
    found = compare(long_an, made(tree))
    assert not found.numbers_change
    assert [item.now.label for item in found.edited(Nature.WORDING)] == [
        "chương trình, các bước: thứ tự"
    ]


# --- what comes and goes -------------------------------------------------------------------------


def test_a_number_that_goes_is_told_first_with_what_went_with_it(long_an: Views) -> None:
    tree = copy.deepcopy(REAL)
    year_2022 = tree["indicators"][0]["observations"][1]
    del year_2022["value"]
    year_2022["missing"] = "nguồn không nêu"
    found = compare(long_an, made(tree))
    assert [change.now.id for change in found.vanished] == [
        "ket-nap/2022/value",
        "ket-nap/2022/plan",
        "ket-nap/2022/percent-of-plan/recomputed",
        "ket-nap/2022/over-plan",
        "ket-nap/2022/change",
        "ket-nap/2023/change",
        "ket-nap/2021-2022/sum",
        "ket-nap/2021-2023/sum",
        "ty-le-ket-nap/2022/implied",
        "ty-so-nguon/2022/needed",
    ]
    assert next(sections(found)).title == "Số không còn trên trang"
    assert found.edits == ()


def test_a_new_year_tells_its_number_its_status_and_the_longer_sum(long_an: Views) -> None:
    tree = copy.deepcopy(REAL)
    tree["indicators"][0]["observations"][3] = {"period": "2024", "value": "1700", "plan": "1660"}
    found = compare(long_an, made(tree))
    assert found.vanished == ()
    followers = [item.now.id for group in found.groups for item in group.followers]
    assert [name for name in followers if name.endswith("/sum")] == ["ket-nap/2021-2024/sum"]
    statuses = [
        (s.now.subject, *(side and side.standing.value for side in (s.before, s.after)))
        for s in found.statuses
    ]
    assert statuses == [
        ("muc-ket-nap", "in-progress", "exceeded"),
        ("muc-ket-nap", "forecast-exceeded", None),
        ("ket-nap", "no-data", "exceeded"),
        ("ket-nap", "forecast-exceeded", None),
        ("ket-nap", None, "exceeded"),
    ]
    assert [doubt.fault.rule.name for doubt in found.doubts] == ["compare-source"]


def test_a_new_indicator_is_told_with_its_numbers() -> None:
    first = flow(year(2021, 100))
    found = compare(
        views(first), views(first, {**flow(year(2021, 50)), "id": "khac", "name": "Khác"})
    )
    assert [item.now.id for item in found.typed] == ["khac/2021/value"]
    assert found.groups == ()
    assert [item.now.label for item in found.edits] == ["chỉ tiêu: Khác"]


def test_numbers_that_no_page_shows_as_figures_are_told_too() -> None:
    def grades(count: int) -> Views:
        counts = [{"grade": "tot", "count": count}, {"grade": "kem", "count": 3}]
        return views(share({**year(2021, 90), "grades": counts}))

    assert compare(grades(10), grades(11)).numbers_change
    assert re.search(r"\b10\b.* → 11\b", told(grades(10), grades(11)))


def test_what_follows_from_two_numbers_is_told_once_under_both() -> None:
    before = views(flow({**year(2021, 100), "plan": 80}))
    after = views(flow({**year(2021, 120), "plan": 90}))
    roles = [
        (sorted(c.now.role for c in group.causes), [c.now.role for c in group.followers])
        for group in compare(before, after).groups
    ]
    assert roles == [(["plan", "value"], ["percent-of-plan", "over-plan"])]


# --- what is unlikely ----------------------------------------------------------------------------


def was(value: int, kind: str = "revision", reason: str = "Rà soát.") -> Fields:
    return {"former": [{"kind": kind, "date": "2024-02-01", "reason": reason, "value": value}]}


def total(value: int, through: int = 2022) -> Fields:
    return {"through": str(through), "value": value}


def goal(value: int) -> Views:
    return views(flow(*PAST), targets=[target("term-total", "so", value=value)])


PAST = (year(2021, 100), year(2022, 120))
SHARES = (year(2021, 85), year(2022, 87))
COUNTED = views(flow(*PAST))
SUMMED = views(flow(*PAST, totals=[total(220)]))
REVISED = {**year(2021, 110), **was(100)}
AHEAD = views(flow(*PAST, {**year(2023, 130), "status": "forecast"}))
JUMP, UNRECORDED = "compare-jump", "compare-unrecorded so/2021/value"
STEP_2022, STEP_2023 = (f"compare-total so/through-{year}/total" for year in (2022, 2023))


def counted(value: object) -> Views:
    return views(flow(*PAST, year(2023, value)))


def shared(value: object) -> Views:
    return views(share(*SHARES, year(2023, value)))


def leapt(value: int) -> Views:
    return views(flow(*PAST, totals=[total(220), total(value, 2023)]))


def begun(value: int) -> Views:
    first = year(2021, value) if value == 100 else {**year(2021, value), **was(100)}
    return views(flow(first, PAST[1], totals=[total(180)]), start="2021-07")


@pytest.mark.parametrize(
    ("before", "after", "doubted"),
    [
        # A count beyond twice the greatest, or half of the smallest.
        (COUNTED, counted(240), ""),
        (COUNTED, counted(241), f"{JUMP} so/2023/value"),
        (COUNTED, counted(50), ""),
        (COUNTED, counted(49), f"{JUMP} so/2023/value"),
        (views(flow()), views(flow(year(2021, 10_000))), ""),
        (goal(1000), goal(2001), f"{JUMP} muc/target"),
        # A share beyond ten points of its past.
        (views(share(*SHARES)), shared(97), ""),
        (views(share(*SHARES)), shared("97.1"), f"{JUMP} ty-le/2023/value"),
        (views(share(*SHARES)), shared(75), ""),
        (views(share(*SHARES)), shared("74.9"), f"{JUMP} ty-le/2023/value"),
        # A published number that moves without a record of what it was.
        (COUNTED, views(flow(year(2021, 101), PAST[1])), UNRECORDED),
        (
            COUNTED,
            views(flow({**year(2021, 101), **was(99)}, PAST[1])),
            UNRECORDED,
        ),
        (COUNTED, views(flow({**year(2021, 101), **was(100)}, PAST[1])), ""),
        (AHEAD, counted(125), ""),
        (COUNTED, counted(125), ""),
        # A total that does not move as its years do, or leaps beyond the last one.
        (
            SUMMED,
            views(flow(REVISED, PAST[1], totals=[total(220)])),
            STEP_2022,
        ),
        (SUMMED, views(flow(REVISED, PAST[1], totals=[{**total(230), **was(220)}])), ""),
        # A year that began before the term is in none of its totals.
        (begun(100), begun(110), ""),
        (SUMMED, leapt(460), ""),
        (SUMMED, leapt(461), STEP_2023),
        (SUMMED, leapt(219), STEP_2023),
    ],
)
def test_only_what_is_unlikely_is_doubted(before: Views, after: Views, doubted: str) -> None:
    found = [
        f"{doubt.fault.rule.name} {doubt.figure.id}" for doubt in compare(before, after).doubts
    ]
    # No number here names its source.
    found = [name for name in found if not name.startswith("compare-source")]
    assert found == ([doubted] if doubted else [])


def test_a_doubt_tells_by_how_much_a_total_should_have_moved() -> None:
    after = views(flow(REVISED, PAST[1], totals=[total(220)]))
    assert "đổi +10 người (năm 2021), còn lũy kế đổi 0 người" in told(SUMMED, after)


def test_a_recorded_change_is_told_with_its_kind_and_reason() -> None:
    before = views(flow(year(2021, 100)))
    after = views(flow({**year(2021, 101), **was(100, "correction", "Ghi nhầm.")}))
    assert "Đính chính ngày 01/02/2024: trước đó là 100 người. Lý do: Ghi nhầm." in told(
        before, after
    )
    assert (compare(before, after).doubts, compare(before, after).edits) == ((), ())


def test_comparing_takes_time_in_proportion_to_what_changed() -> None:
    """As many numbers of one indicator, and as many figures that follow from others, as would take
    minutes if each were held against each.
    """
    sides = []
    for by in (0, 1):
        units = [f"u{n}" for n in range(7000)]
        of_units = [{"unit": unit, "value": 100 + by} for unit in units]
        many = [
            {**flow(year(2021, 100 + by), year(2022, 110 + 2 * by)), "id": f"i{n}"}
            for n in range(1000)
        ]
        data = dataset(flow({**year(2021, 700_000 + 7000 * by), "parts": of_units}), *many)
        records = data.model_dump(mode="json", by_alias=True, exclude_none=True)
        records["unit-types"] = [{"id": "xa", "name": "Xã"}]
        records["units"] = [{"id": unit, "name": unit, "type": "xa"} for unit in units]
        sides.append(compute(Dataset.model_validate(as_typed(records))))
    with ending():
        found = compare(*sides)
    assert len(found.typed) > 9000
