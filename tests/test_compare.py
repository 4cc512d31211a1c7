"""Two versions of the data held against each other: what is told, and that nothing else is."""

import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

import pytest
import yaml
from cases import tree, views
from conftest import DATA, ROOT, ending

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


def name(path: Place) -> str:
    return "/".join(str(step) for step in path)


def all_of(wanted: str) -> list[Place]:
    """The places of a kind; of texts and ids the first and the last of each field."""
    found = [path for path in places(REAL) if kind(path) == wanted]
    fields = [tuple(step for step in path if isinstance(step, str)) for path in found]
    ends = {*dict(zip(fields, found, strict=True)).values()}
    ends |= {*dict(zip(reversed(fields), reversed(found), strict=True)).values()}
    return [path for path in found if path in ends or wanted in ("number", "code")]


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
        every = {**long_an.figures, **after.figures}  # also of what is no longer known
        related = {every[item].subject for item in mentioned(found) if item in every}
        targets = {name for name, view in after.targets.items() if view.target.indicators}
        assert {status.now.subject for status in found.statuses} <= related | targets
        assert {doubt.path[:2] for doubt in found.doubts} <= {path[:2]}
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


OPTIONAL, EVERY_VIEWS = dict(optional(Dataset, EVERY)), made(EVERY)


@pytest.mark.parametrize("path", OPTIONAL, ids=name)
def test_every_optional_field_and_record_is_told_when_it_comes_and_when_it_goes(
    path: Place,
) -> None:
    tree = copy.deepcopy(EVERY)
    holder = at(tree, path[:-1])
    whole = (at(EVERY, path[:end]) for end in range(len(path) - 1))
    around = [node["source"] for node in whole if "source" in node][-1:]
    if path[-1] == "source" and [holder.get("source")] == around:
        holder["source"] = next(iter({"bao-cao", "nghi-quyet"} - {*around}))  # not as around it
    elif path[-1] in holder:
        del holder[path[-1]]
    else:
        holder[path[-1]] = sample(OPTIONAL[path])
    try:
        first, second = EVERY_VIEWS, made(tree)
    except CANNOT:
        # No count is an answer, no id a group, no sum is held against a level that is not there.
        assert path[-1] in ("answer", "group", "term") or path == ("targets", 0, "value")
        return
    comes, goes = compare(first, second), compare(second, first)
    assert reported("markdown", comes).count("\n") > 3, "more is told than that there is nothing"
    assert json.loads(reported("json", goes))["sections"]


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
    first = next(sections(found))
    assert (first.title, first.rows[1].text) == ("Số không còn trên trang", "Nguồn không nêu.")
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
        ("ket-nap", "no-data", "exceeded"),
        ("ket-nap", "forecast-exceeded", "exceeded"),  # of the total until its end
    ]
    assert [d.fault.rule.name for d in found.doubts] == ["compare-source"] * 2  # result, plan


def test_a_forecast_has_not_gone_where_a_result_stands_in_its_place(long_an: Views) -> None:
    tree = copy.deepcopy(REAL)
    tree["indicators"][0]["totals"][1] = {"through": "2024", "value": "7568"}
    report = told(long_an, made(tree))
    assert "Số không còn trên trang: không có\n" in report
    _, statuses, *_ = re.split("Trạng thái đổi:\n|\n\nKết luận", report)
    assert [line.partition(": ")[2] for line in statuses.split("\n")] == [
        "Đang thực hiện (theo số dự kiến: Dự kiến vượt) → Vượt chỉ tiêu",  # the target
        "Dự kiến vượt → Vượt chỉ tiêu",  # the total until the end of 2024
    ]


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        # 434/1660 = 26,1446%, 434/1700 = 25,5294%: 0,6152 points between them.
        ("flow: 2021 434/1660", "flow: 2021 434/1700", "26,14% → 25,53% (−0,61 điểm phần trăm)"),
        ("share: 2021 96.2", "share: 2021 97.15", "96,2% → 97,15% (+0,95 điểm phần trăm)"),
    ],
)
def test_a_change_is_what_a_reader_counts_between_the_two_shown(
    before: str, after: str, by: str
) -> None:
    assert f": {by}\n" in told(views(before), views(after)).replace("\u00a0", " ")


def test_numbers_that_no_page_shows_as_figures_are_told_too() -> None:
    before, after = (
        views(f"share: 2021 90 {{grades: {{tot: {count}, khong: 3}}}}") for count in (10, 11)
    )
    assert compare(before, after).numbers_change
    assert re.search(r"\b10\b.* → 11\b", told(before, after))


def test_a_sum_that_only_goes_on_as_the_same_is_no_change() -> None:
    """A later count of the year proves the target in the same year as the earlier one did."""
    known = "flow: 2021 100; 2022-{} {} | aim term-total 150 | total 2021 100"
    ids = [
        change.now.role
        for change in compare(views(known.format("06", 60)), views(known.format("09", 70))).changed
    ]
    assert "value" in ids
    assert "years-early" not in ids


PAST, SHARES = "flow: 2021 100; 2022 120", "share: 2021 85; 2022 87"
REVISED = "flow: 2021 110 {former: [2024-02 100]}; 2022 120"
LATE = " | total 2022 180 | / {term: {name: nhiệm kỳ, start: 2021-07, end: 2025}}"
JUMP, UNRECORDED = "compare-jump", "compare-unrecorded so/2021/value"
STEP, LEAP = "compare-total so/through-2022/total", f"{JUMP} so/through-2023/total"


@pytest.mark.parametrize(
    ("before", "after", "doubted"),
    [
        # A count beyond twice the greatest, or half of the smallest.
        (PAST, f"{PAST}; 2023 240", ""),
        (PAST, f"{PAST}; 2023 241", f"{JUMP} so/2023/value"),
        (PAST, f"{PAST}; 2023 50", ""),
        (PAST, f"{PAST}; 2023 49", f"{JUMP} so/2023/value"),
        ("flow: 2021 -", "flow: 2021 10000", ""),
        (f"{PAST} | aim term-total 1000", f"{PAST} | aim term-total 2001", f"{JUMP} muc/target"),
        # A share beyond ten points of its past.
        (SHARES, f"{SHARES}; 2023 97", ""),
        (SHARES, f"{SHARES}; 2023 97.1", f"{JUMP} ty-le/2023/value"),
        (SHARES, f"{SHARES}; 2023 75", ""),
        (SHARES, f"{SHARES}; 2023 74.9", f"{JUMP} ty-le/2023/value"),
        # A published number that moves without a record of what it was.
        (PAST, "flow: 2021 101; 2022 120", UNRECORDED),
        (PAST, "flow: 2021 101 {former: [2024-02 99]}; 2022 120", UNRECORDED),
        (PAST, "flow: 2021 101 {former: [2024-02 100]}; 2022 120", ""),
        (f"{PAST}; 2023 130 forecast", f"{PAST}; 2023 125", ""),
        (f"{PAST}; 2023 130 estimate", f"{PAST}; 2023 125", ""),
        (PAST, f"{PAST}; 2023 125", ""),
        # A total that does not move as its years do, or leaps beyond the last one.
        (f"{PAST} | total 2022 220", f"{REVISED} | total 2022 220", STEP),
        (f"{PAST} | total 2022 220", f"{REVISED} | total 2022 230 {{former: [2024-02 220]}}", ""),
        (f"{PAST} | total 2022 220", f"{PAST} | total 2022 220 | total 2023 460", ""),
        (f"{PAST} | total 2022 220", f"{PAST} | total 2022 220 | total 2023 461", LEAP),
        (f"{PAST} | total 2022 220", f"{PAST} | total 2022 220 | total 2023 219", LEAP),
        # What is expected need not follow the years, nor what comes of it that.
        (f"{PAST} | total 2023 330 forecast", f"{REVISED} | total 2023 330 forecast", ""),
        (f"{PAST} | total 2023 330 forecast", f"{PAST} | total 2023 350", ""),
        (f"{PAST} | total 2022 220 | total 2023 300 forecast",
         f"{PAST} | total 2022 220 | total 2023 461", LEAP),
        # One that is only told roughly moves by nothing that is known.
        (f"{PAST} | total 2022 220",
         f"{REVISED} | total 2022 230 {{approximate: 'true', former: [2024-02 220]}}", ""),
        # A year that began before the term is in none of its totals.
        (PAST + LATE, REVISED + LATE, ""),
    ],
)  # fmt: skip
def test_only_what_is_unlikely_is_doubted(before: str, after: str, doubted: str) -> None:
    known = views(after)
    ids = {figure.path: name for name, figure in known.figures.items()}
    found = [f"{doubt.rule} {ids[doubt.path]}" for doubt in compare(views(before), known).doubts]
    # No number here names its source.
    found = [name for name in found if not name.startswith("compare-source")]
    assert found == ([doubted] if doubted else [])


def test_a_limit_that_becomes_a_strict_one_has_changed_and_not_gone() -> None:
    before, after = (views(f"{SHARES} | aim floor {{{at}}}") for at in ("min: 90", "above: 91"))
    (change,) = (c for c in compare(before, after).changed if c.now.subject == "muc")
    assert (change.now.id, change.before is None, change.vanished) == ("muc/above", False, False)


def test_comparing_takes_time_in_proportion_to_what_changed() -> None:
    """As many numbers of one indicator, and as many figures that follow from others, as would take
    minutes if each were held against each.
    """
    sides = []
    for by in (0, 1):
        units = [f"u{n}" for n in range(4000)]
        records = tree(f"flow: 2021 {400_000 + 4000 * by}")
        (row,) = records["indicators"][0]["observations"]
        row["parts"] = [{"unit": unit, "value": str(100 + by)} for unit in units]
        (more,) = tree(f"flow: 2021 {100 + by}; 2022 {110 + 2 * by}")["indicators"]
        records["indicators"] += [{**more, "id": f"i{n}"} for n in range(500)]
        records["unit-types"] = [{"id": "xa", "name": "Xã"}]
        records["units"] = [{"id": unit, "name": unit, "type": "xa"} for unit in units]
        sides.append(compute(Dataset.model_validate(records)))
    with ending():
        found = compare(*sides)
    assert len(found.typed) > 5000
