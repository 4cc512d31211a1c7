"""Small numbers of units and groups: in no figure, and not to be found by subtracting."""

from __future__ import annotations

import pytest
from divided import admissions, group, organisation, part
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import told, year

from indicators.computing.compute import compute
from indicators.computing.figures import Kind
from indicators.computing.ledger import Verdict
from indicators.export.records import stated_figures, typed_values
from indicators.words.wording import amount

LEAST = 5


def hidden(*parts: dict[str, object], value: object = 100) -> dict[str, str]:
    """The hidden parts of a year, with what a reader sees in their place."""
    views = compute(organisation(admissions(year(2021, value, parts=list(parts)))))
    return {
        figure.portion.id: amount(figure)
        for figure in views.figures.values()
        if figure.kind is Kind.WITHHELD and figure.portion
    }


@pytest.mark.parametrize(
    ("shown", "gone"),
    [
        ({"a": 50, "b": 47, "c": 3}, "b c"),
        # Small numbers that hide each other need no third, unless they are too small together.
        ({"a": 93, "b": 4, "c": 3}, "b c"),
        ({"a": 98, "b": 1, "c": 1}, "a b c"),
        # Nothing and the threshold itself are shown.
        ({"a": 95, "b": 5, "c": 0}, ""),
        # What lies below a hidden unit is hidden too.
        ({"a": 4, "b": 48, "c": 48, "a1": 0, "a2": 4}, "a a1 a2 b"),
    ],
)
def test_small_numbers_are_hidden_with_what_would_tell_them(
    shown: dict[str, int], gone: str
) -> None:
    found = hidden(*(part(name, value) for name, value in shown.items()))
    assert sorted(found) == gone.split()
    for name, words in found.items():
        least = "ít hơn\u00a05, " * (0 < shown[name] < LEAST)
        assert words == f"{least}không công bố"


def test_a_small_group_is_hidden_alone_because_groups_do_not_add_up() -> None:
    assert hidden(group("nu", 3), group("tre", 60)) == {"nu": "ít hơn\u00a05, không công bố"}


def test_a_hidden_number_is_in_no_figure_no_record_and_no_former_value() -> None:
    former = [{"kind": "revision", "date": "2022-01-01", "reason": "Rà soát.", "value": 777}]
    parts = [part("a", 50, 40), part("b", 47), part("c", 3, 20, former=former, note="Ba người.")]
    views = compute(organisation(admissions(year(2021, 100, plan=90, parts=parts))))
    names = told(views, "ket-nap")
    assert not [name for name in names if "unit/c/percent" in name or "unit/c/over" in name]
    texts = {item["key"]: item["value"] for item in typed_values(views) if "/parts/" in item["key"]}
    assert not {"3", "47", "777", "Ba người."} & set(texts.values())
    assert all(figure.exact not in (3, 47) for figure in views.figures.values())
    assert not [figure for figure in views.figures.values() if "Ba" in (figure.note or "")]


def test_the_rules_still_see_the_whole_truth() -> None:
    parts = [part("a", 50), part("b", 48), part("c", 3)]
    dataset = organisation(admissions(year(2021, 100, parts=parts)))
    open_data = dataset.model_copy(update={"publication": None})
    assert [entry.verdict for entry in compute(open_data).ledger] == [Verdict.DISAGREES]
    assert compute(dataset).ledger == ()


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_no_small_number_follows_from_the_whole_and_the_numbers_shown(
    values: list[int], least: int
) -> None:
    """What is hidden together is at least the threshold, or is all there is."""
    parts = [part(name, value) for name, value in zip("abc", values, strict=True)]
    dataset = organisation(
        admissions(year(2021, sum(values), parts=parts)),
        publication={"permission": "Quyết định thử nghiệm.", "smallest-shown": least},
    )
    views = compute(dataset)
    taken = [
        value
        for name, value in zip("abc", values, strict=True)
        if views.figures[f"ket-nap/2021/unit/{name}/value"].kind is Kind.WITHHELD
    ]
    small = [value for value in values if 0 < value < least]
    assert bool(taken) == bool(small)
    if taken:
        assert len(taken) > 1
        assert sum(taken) >= least or len(taken) == len(values)


def test_no_export_tells_a_hidden_number() -> None:
    parts = [part("a", 50, 40), part("b", 47, 30), part("c", 3, 20)]
    views = compute(organisation(admissions(year(2021, 100, plan=90, parts=parts))))
    listed = {item["id"]: item for _, made in stated_figures(views) for item in made}
    hidden_one = listed["ket-nap/2021/unit/c/value"]
    assert (hidden_one["value"], hidden_one["exact"], hidden_one["obs-status"]) == (None, None, "Q")
    assert hidden_one["text"] == "ít hơn 5, không công bố"
    assert (hidden_one["division"], hidden_one["portion"]) == ("unit", "c")
    assert not [item for item in listed.values() if item["value"] in (3, 47)]
