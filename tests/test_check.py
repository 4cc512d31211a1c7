"""Rules across records at their edges: the last value that is taken, the first that is not.

``edges_told.yaml`` has edges whose message is not that of ``rules_told.yaml``, with its words as
they were reviewed; ``python tests/test_check.py`` writes these anew.
"""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from cases import cases, chosen, indicator, tree, typed
from samples import TERM, edited, told

from indicators import examine, model, read
from indicators.model import Code
from indicators.reading import codes
from indicators.reporting.rules import catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [pytest.param(*one[2:], id=f"{one.guarantee}: {one.line}") for one in cases("edges")],
)
def test_an_edge_is_held(line: str, expected: list[str]) -> None:
    rules = [rule + "?" * catalogue()[rule].doubt for rule, _ in told(typed(tree(line)))]
    assert sorted(rules) == sorted(" ".join(expected).split())


TOLD = Path(__file__).with_name("edges_told.yaml")
EDGES: dict[str, str] = yaml.safe_load(TOLD.read_text("utf-8"))


def words(line: str) -> str:
    """All that is told of a case."""
    return " ‖ ".join(f"{rule} {text}" for rule, text in told(typed(tree(line))))


@pytest.mark.parametrize("line", EDGES)
def test_an_edge_is_told_in_the_reviewed_words(line: str) -> None:
    assert words(line) == EDGES[line]


@pytest.mark.parametrize(
    ("shares", "over"),
    [
        (("70", "45", "-"), True),
        ((">60", "45", "-"), True),
        ((">60", "45"), True),
        (("70", "30", "-"), False),
        ((">60", "35"), False),
        (("33.4", "33.3", "33.4", "-"), False),  # 33,35 + 33,25 + 33,35 are 99,95
        (("/70", "/45", "-"), True),
    ],
)
def test_shares_of_one_whole_are_no_more_than_it(shares: tuple[str, ...], over: bool) -> None:
    made = tree("share: 2021 1")
    made["indicators"] = [
        {**indicator(f"s-{at}", "share", f"2021 {share}"), "whole": "ca"}
        for at, share in enumerate(shares)
    ]
    found = examine({"data.yaml": typed(made).encode()}).problems
    assert [problem.rule for problem in found] == ["published-disagrees"] * over


def test_the_real_data_breaks_no_rule(root: Path) -> None:
    data = (root / "data" / "indicators.yaml").read_bytes()
    assert examine({"data/indicators.yaml": data}).problems == ()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("flow: 2023 (15, 15 estimate)", "19:17"), ("flow: 2022-07 15", "20:18"),
        ("flow: 2023-01 15 estimate", "20:18"), ("flow: | total 2022-07 15", "19:18"),
        ("flow: 2021 15 {former: [(2022-07, 2022-06-16) 10]}", "23:19"),
        ("flow: 2021 15 | aim floor 9 {former: [{kind: revision, date: 2023, reason: B, min: 6}]}",
         "21:15"),
        ("flow: 2021 15 | issued 2022-07", "12:11"),
        ("flow: (2022, 2022-06) 15", ""), ("flow: 2022-07 15 (estimate, forecast)", ""),
        ("flow: | total 2022-06 15", ""), ("flow: 2021 15 {former: [2022-06-15 10]}", ""),
    ],
)  # fmt: skip
def test_what_is_dated_ahead_of_a_day_is_doubted_at_its_date(line: str, place: str) -> None:
    for one in chosen(line):
        found = told(typed(tree(one)), dt.date(2022, 6, 15))
        assert [(rule, text.split()[0]) for rule, text in found] == (
            [("date-ahead", place)] if place else []
        )


def test_a_date_ahead_of_a_day_is_doubted_which_stops_nothing() -> None:
    text = edited(TERM, ("title: Báo cáo", "title: Báo cáo\n    date: 2035"))
    broken = edited(text, ("value: 1514", "value: 1.514"))
    day = dt.date(2025, 12, 31)
    for typed_text, today, doubts in (
        (text, day, ["date-ahead"]),
        (text, None, []),
        (broken, day, []),
    ):
        found = examine({"d": typed_text.encode()}, today)
        assert [doubt.rule for doubt in found.doubts] == doubts
        assert bool(found.problems) == (typed_text == broken)
    assert read({"d": text.encode()}).dataset is not None


def test_a_slip_of_the_keys_is_told_the_nearest_id_and_a_far_name_nothing() -> None:
    known = ("bao-cao", "nghi-quyet")
    slips = ("bao-coa", "bao_cao", "báo-cáo", "Bao-Cao", "bao cao", "baocao")
    assert {codes.closest(known, name) for name in slips} == {"bao-cao"}
    assert codes.closest(known, "chuong-trinh") == codes.closest((), "x") == ""


@pytest.mark.parametrize("kind", Code.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_code_has_words_of_its_own_that_lead_back_to_it(kind: type[Code]) -> None:
    for code in kind if kind.__module__ == model.__name__ else ():
        for word in (code.value, code.label, *code.typed):
            assert codes.code_for(kind, word) == code.value
            assert codes.code_for(kind, word.upper()) == code.value
    assert all(code.label for code in kind)


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [
        (model.Status, "du kien", "forecast"), (model.Status, "forcast", "forecast"),
        (model.Status, "màu xanh", ""), (model.TargetType, "tổng", "term-total"),
        (model.TargetType, "tông nhiệm ky", "term-total"), (model.TargetType, "xon", ""),
    ],
)  # fmt: skip
def test_words_without_diacritics_lead_to_codes_too(kind: type[Code], word: str, code: str) -> None:
    assert codes.code_for(kind, word) == code


@pytest.mark.parametrize(
    ("names", "typed_name", "meant"),
    [
        ("id name title", "max", ""), ("id name title", "nmae", "name"),
        ("plan value", "plna", "plan"), ("id name", "mã", "id"),
    ],
)  # fmt: skip
def test_a_slip_of_a_fields_name_is_told_from_another_short_word(
    names: str, typed_name: str, meant: str
) -> None:
    assert codes.field_for(names.split(), typed_name) == meant


if __name__ == "__main__":
    head = "# What is told of an edge: rule, line, column, message → mend | in English.\n"
    answers = {line: words(line) for line in EDGES}
    text = yaml.safe_dump(answers, allow_unicode=True, width=10**6, sort_keys=False)
    TOLD.write_text(head + text, "utf-8")
