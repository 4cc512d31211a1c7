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
from conftest import DATA, ROOT
from synthetic import Fields, flow, share, target, views, year

from indicators.comparing.compare import Comparison, compare
from indicators.comparing.doubts import STEP
from indicators.comparing.leaves import Nature
from indicators.comparing.report import FORMATS, NOTHING, sections, summary
from indicators.computing.compute import Views, compute
from indicators.computing.standing import Standing
from indicators.model import Dataset, Record
from indicators.reading.fields import Field, fields
from indicators.words.wording import amount, in_text

Place = tuple[str | int, ...]


REAL: dict[str, Any] = yaml.load((ROOT / DATA).read_bytes(), yaml.BaseLoader)  # noqa: S506 - texts
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


def made(tree: dict[str, Any]) -> Views:
    return compute(Dataset.model_validate(tree))


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


def changed(path: Place, value: str) -> dict[str, Any]:
    tree = copy.deepcopy(REAL)
    at(tree, path[:-1])[path[-1]] = value
    return tree


def renamed(old: str, new: str) -> dict[str, Any]:
    """The file with an id that is another one wherever it is used."""

    def rename(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: rename(value) for name, value in node.items()}
        if isinstance(node, list):
            return [rename(value) for value in node]
        return new if node == old else node

    renamed_tree = rename(REAL)
    assert isinstance(renamed_tree, dict)
    return renamed_tree


def kind(path: Place) -> str:
    """Which way a value is changed: a number, a text, a code, a date, or an id."""
    name = path[-1] if isinstance(path[-1], str) else path[-2]
    if name in CODES:
        return "code"
    if name in ("period", "start", "end", "from", "to", "date", "through", "model"):
        return "time"
    text = at(REAL, path)
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return "number"
    if name in REFERENCES or isinstance(path[-1], int):
        return "id"
    return "unit" if name == "unit" else "text"


ALL = list(places(REAL))
NUMBERS, TEXTS, UNITS, CODED, IDS = (
    [path for path in ALL if kind(path) == wanted]
    for wanted in ("number", "text", "unit", "code", "id")
)


def bumped(text: str) -> str:
    """The number with its last digit another one."""
    return text[:-1] + ("8" if text[-1] == "9" else str(int(text[-1]) + 1))


def seen(views: Views) -> dict[str, str]:
    """What a reader sees of each figure, by an independent way."""
    return {
        name: f"{amount(figure)} {figure.status} {figure.kind}"
        for name, figure in views.figures.items()
        if figure.value is not None
    }


def mentioned(comparison: Comparison) -> set[str]:
    """The figures that a comparison tells as gone, changed or new."""
    grouped = (item for group in comparison.groups for item in (*group.causes, *group.followers))
    return {change.now.id for change in (*comparison.vanished, *grouped)}


def differing(before: Views, after: Views) -> set[str]:
    first, second = seen(before), seen(after)
    return {name for name in first | second if first.get(name) != second.get(name)}


def name(path: Place) -> str:
    return "/".join(str(step) for step in path)


# --- every value of the real file ----------------------------------------------------------------


@pytest.mark.parametrize("path", NUMBERS, ids=name)
def test_one_changed_number_is_told_with_all_that_follows_and_nothing_else(
    long_an: Views, path: Place
) -> None:
    after = made(changed(path, bumped(at(REAL, path))))
    found = compare(long_an, after)
    if path[-1] == "decimals":
        assert [item.now.field for item in found.edits] == ["decimals"]
    else:
        [cause] = {item.now.id for group in found.groups for item in group.causes}
        figure = after.figures[cause]
        assert figure.path == path
        assert found.edits == ()
        was, now = (in_text(views.figures[cause], unit=True) for views in (long_an, after))
        assert f": {was} → {now}".replace("\u00a0", " ") in FORMATS["text"](found, ())
        related = {item.subject for item in after.figures.values() if item.id in mentioned(found)}
        targets = {name for name, view in after.targets.items() if view.target.indicators}
        assert {flip.now.subject for flip in found.statuses} <= related | targets
        assert {doubt.figure.subject for doubt in found.doubts} <= {figure.subject}
    assert mentioned(found) == differing(long_an, after)


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_one_changed_text_is_told_alone_and_changes_no_number(long_an: Views, path: Place) -> None:
    after = made(changed(path, f"{at(REAL, path)} (sửa)"))
    found = compare(long_an, after)
    [edit] = found.edits
    assert edit.before is not None
    assert edit.after is not None
    assert (edit.before.text, edit.after.text) == (at(REAL, path), f"{at(REAL, path)} (sửa)")
    assert edit.now.path == path
    assert mentioned(found) == set()
    assert (found.statuses, found.verdicts, found.doubts) == ((), (), ())
    assert not found.numbers_change
    assert edit.now.nature is (Nature.SOURCE if path[-1] == "locator" else Nature.WORDING)


@pytest.mark.parametrize("path", UNITS, ids=name)
def test_one_changed_unit_is_told_once_and_numbers_only_where_they_look_different(
    long_an: Views, path: Place
) -> None:
    after = made(changed(path, f"{at(REAL, path)} (sửa)"))
    found = compare(long_an, after)
    assert [(item.now.nature, item.now.path) for item in found.edits] == [(Nature.MEANING, path)]
    assert mentioned(found) == differing(long_an, after)


@pytest.mark.parametrize("path", CODED, ids=name)
def test_one_changed_code_is_told(long_an: Views, path: Place) -> None:
    told = 0
    for code in CODES[str(path[-1])]:
        if code == at(REAL, path):
            continue
        try:
            after = made(changed(path, code))
        except (ArithmeticError, AssertionError, LookupError, ValueError):
            continue  # nothing follows from such data, so there is nothing to compare
        found = compare(long_an, after)
        assert found.numbers_change
        assert mentioned(found) == differing(long_an, after)
        told += 1
    assert told, "no other code was tried"


@pytest.mark.parametrize("path", IDS, ids=name)
def test_one_renamed_id_is_told_as_one_that_goes_and_one_that_comes(
    long_an: Views, path: Place
) -> None:
    old = at(REAL, path)
    found = compare(long_an, made(renamed(old, f"{old}-moi")))
    assert FORMATS["text"](found, ()) != f"{NOTHING}\n"
    about = [figure for figure in long_an.figures.values() if figure.id.split("/")[0] == old]
    gone = {figure.id for figure in about if figure.value is not None}
    assert gone <= {change.now.id for change in found.vanished}


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
        if isinstance(field.type, type) and issubclass(field.type, Record) and inside:
            first = inside[0] if field.listed else inside
            step: Place = (field.name, 0) if field.listed else (field.name,)
            yield from optional(field.type, first, (*path, *step))


WHOLE = (ROOT / "tests/every_kind.yaml").read_bytes()
EVERY: dict[str, Any] = yaml.load(WHOLE, yaml.BaseLoader)  # noqa: S506 - texts
FIELDS_OF_ALL = dict(optional(Dataset, EVERY))


@pytest.mark.parametrize("path", FIELDS_OF_ALL, ids=name)
def test_every_optional_field_and_record_is_told_when_it_comes_and_when_it_goes(
    path: Place,
) -> None:
    tree = copy.deepcopy(EVERY)
    holder = at(tree, path[:-1])
    if path[-1] in holder:
        del holder[path[-1]]
    else:
        holder[path[-1]] = sample(FIELDS_OF_ALL[path])
    try:
        first, second = made(EVERY), made(tree)
    except (ArithmeticError, AssertionError, LookupError, ValueError):
        pytest.skip("nothing follows from such data, so there is nothing to compare")
    for before, after in ((first, second), (second, first)):
        found = compare(before, after)
        assert list(sections(found)), "nothing is told"
        assert all(FORMATS[form](found, ()) for form in FORMATS)


def test_every_field_of_the_model_has_a_name_in_the_report() -> None:
    pending: list[type[Record]] = [Dataset]
    while pending:
        for field in fields(pending.pop()).values():
            assert field.label
            if isinstance(field.type, type) and issubclass(field.type, Record):
                pending.append(field.type)


# --- what changes nothing ------------------------------------------------------------------------


def test_the_same_data_changes_nothing(long_an: Views) -> None:
    found = compare(long_an, made(copy.deepcopy(REAL)))
    assert not found.numbers_change
    assert list(sections(found)) == []
    assert FORMATS["text"](found, ()) == f"{NOTHING}\n"


def test_moving_records_changes_nothing(long_an: Views) -> None:
    tree = copy.deepcopy(REAL)
    for listed in ("documents", "targets", "indicators", "solutions", "groups"):
        tree[listed].reverse()
    found = compare(long_an, made(dict(reversed(tree.items()))))
    assert FORMATS["text"](found, ()) == f"{NOTHING}\n"


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
        "ket-nap/2021-2023/sum",
        "ty-le-ket-nap/2022/implied",
        "ty-so-nguon/2022/needed",
    ]
    assert next(sections(found)).title == "Số không còn trên trang"
    assert found.edits == ()


def test_a_new_year_tells_its_number_its_status_and_the_sum_that_takes_over(
    long_an: Views,
) -> None:
    tree = copy.deepcopy(REAL)
    tree["indicators"][0]["observations"][3] = {"period": "2024", "value": "1700", "plan": "1660"}
    found = compare(long_an, made(tree))
    [gone] = found.vanished
    assert gone.now.id == "ket-nap/2021-2023/sum"
    successor = found.successor(gone)
    assert successor is not None
    assert successor.id == "ket-nap/2021-2024/sum"
    [flip] = found.statuses
    standings = [side.standing for side in (flip.before, flip.after) if side]
    assert (flip.now.subject, standings) == ("ket-nap", [Standing.NO_DATA, Standing.EXCEEDED])
    assert summary(found) == "1 số đổi, 1 số mới, 1 trạng thái đổi."
    assert found.doubts == ()


def test_a_new_indicator_is_told_with_its_numbers() -> None:
    first = flow(year(2021, 100))
    other = {**flow(year(2021, 50)), "id": "khac", "name": "Khác"}
    found = compare(views(first), views(first, other))
    assert [[item.now.id for item in group.causes] for group in found.groups] == [
        ["khac/2021/value"]
    ]
    assert [item.now.label for item in found.edits] == ["chỉ tiêu: Khác"]


def test_numbers_that_no_page_shows_as_figures_are_told_too() -> None:
    def grades(count: int) -> Fields:
        counts = [{"grade": "tot", "count": count}, {"grade": "kem", "count": 3}]
        return share({**year(2021, 90), "grades": counts})

    found = compare(views(grades(10)), views(grades(11)))
    assert found.numbers_change
    assert re.search(r"\b10\b.* → 11\b", FORMATS["text"](found, ()))


# --- several changes at once ---------------------------------------------------------------------


def test_what_follows_from_two_numbers_is_told_once_under_both() -> None:
    before = views(flow({**year(2021, 100), "plan": 80}))
    after = views(flow({**year(2021, 120), "plan": 90}))
    told = [
        (
            sorted(cause.now.role for cause in group.causes),
            [c.now.role for c in group.followers],
        )
        for group in compare(before, after).groups
    ]
    assert told == [
        (["plan"], []),
        (["value"], []),
        (["plan", "value"], ["percent-of-plan", "over-plan"]),
    ]


def test_a_recorded_change_is_told_with_its_kind_and_reason() -> None:
    former = {"kind": "correction", "date": "2024-02-01", "reason": "Ghi nhầm.", "value": 100}
    found = compare(
        views(flow(year(2021, 100))), views(flow({**year(2021, 101), "former": [former]}))
    )
    assert "Đính chính ngày 01/02/2024: trước đó là 100 người. Lý do: Ghi nhầm." in FORMATS["text"](
        found, ()
    )
    assert found.doubts == ()
    assert found.edits == ()


# --- what is unlikely ----------------------------------------------------------------------------


def suspicions(before: Views, after: Views) -> list[tuple[str, str]]:
    return [(doubt.fault.rule.name, doubt.figure.id) for doubt in compare(before, after).doubts]


PAST = (year(2021, 100), year(2022, 120))


@pytest.mark.parametrize(
    ("value", "unlikely"), [(240, False), (241, True), (50, False), (49, True)]
)
def test_a_count_jumps_beyond_twice_the_greatest_or_half_of_the_smallest(
    value: int, unlikely: bool
) -> None:
    found = suspicions(views(flow(*PAST)), views(flow(*PAST, year(2023, value))))
    assert found == ([("compare-jump", "so/2023/value")] if unlikely else [])


@pytest.mark.parametrize(
    ("value", "unlikely"), [(97, False), ("97.1", True), (75, False), ("74.9", True)]
)
def test_a_share_jumps_beyond_ten_points_of_its_past(value: object, unlikely: bool) -> None:
    past = (year(2021, 85), year(2022, 87))
    found = suspicions(views(share(*past)), views(share(*past, year(2023, value))))
    assert found == ([("compare-jump", "ty-le/2023/value")] if unlikely else [])


def test_a_first_number_cannot_jump() -> None:
    assert suspicions(views(flow()), views(flow(year(2021, 10_000)))) == []


def test_a_published_number_that_moves_without_a_record_is_doubted() -> None:
    after = views(flow(year(2021, 101), year(2022, 120)))
    assert suspicions(views(flow(*PAST)), after) == [("compare-unrecorded", "so/2021/value")]


def test_a_record_of_another_number_does_not_count() -> None:
    former = {"kind": "revision", "date": "2024", "reason": "Rà soát.", "value": 99}
    after = views(flow({**year(2021, 101), "former": [former]}, year(2022, 120)))
    assert suspicions(views(flow(*PAST)), after) == [("compare-unrecorded", "so/2021/value")]


def test_a_forecast_gives_way_to_a_result_without_a_record() -> None:
    before = views(flow(*PAST, {**year(2023, 130), "status": "forecast"}))
    assert suspicions(before, views(flow(*PAST, year(2023, 125)))) == []


def test_the_result_of_a_new_year_needs_no_record() -> None:
    assert suspicions(views(flow(*PAST)), views(flow(*PAST, year(2023, 125)))) == []


def total(value: int, through: object = 2022) -> Fields:
    return {"through": str(through), "value": value}


def test_a_total_that_does_not_move_with_its_years_is_doubted() -> None:
    note = {"former": [{"kind": "revision", "date": "2024", "reason": "Rà soát.", "value": 100}]}
    before = views(flow(*PAST, totals=[total(220)]))
    after = views(flow({**year(2021, 110), **note}, year(2022, 120), totals=[total(220)]))
    [doubt] = compare(before, after).doubts
    assert (doubt.figure.id, doubt.fault.rule) == ("so/through-2022/total", STEP)
    assert "lũy kế đổi +10 người (năm 2021), còn lũy kế đổi 0 người" in doubt.fault.what()


def test_a_total_that_moves_as_its_years_do_is_not_doubted() -> None:
    def note(value: int) -> Fields:
        former = {"kind": "revision", "date": "2024", "reason": "Rà soát.", "value": value}
        return {"former": [former]}

    before = views(flow(*PAST, totals=[total(220)]))
    moved = flow(
        {**year(2021, 110), **note(100)}, year(2022, 120), totals=[{**total(230), **note(220)}]
    )
    assert suspicions(before, views(moved)) == []


def test_a_new_total_far_beyond_the_last_one_is_doubted() -> None:
    before = views(flow(*PAST, totals=[total(220)]))
    for value, unlikely in ((460, False), (461, True), (219, True)):
        after = views(flow(*PAST, totals=[total(220), total(value, 2023)]))
        found = suspicions(before, after)
        assert found == ([("compare-total", "so/through-2023/total")] if unlikely else [])


def test_a_target_that_doubles_and_more_is_doubted() -> None:
    before = views(flow(*PAST), targets=[target("term-total", "so", value=1000)])
    after = views(flow(*PAST), targets=[target("term-total", "so", value=2001)])
    assert suspicions(before, after) == [("compare-jump", "muc/target")]
