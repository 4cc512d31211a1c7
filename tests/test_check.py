"""Rules across records at their edges: the last value that is taken, the first that is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from samples import HEAD, SMALL, TERM, edited

from indicators import examine, model, read
from indicators.check import check
from indicators.checks.periods import PERIOD_REPEATED
from indicators.model import Code, Dataset
from indicators.reading import codes, load
from indicators.reporting.findings import At, Finding

Edit = tuple[str, str]


def rules(text: str) -> list[str]:
    """The rules that the text breaks, in order."""
    return [problem.rule for problem in examine({"data.yaml": text.encode()}).problems]


def dataset(text: str) -> Dataset:
    return Dataset.model_validate(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - texts only


def indicator(fields: str, *, head: str = HEAD) -> str:
    """A file with one indicator ``x`` of these lines, which begin below its name."""
    return f"{head}indicators:\n  - id: x\n    name: X\n{fields}"


FLOW = "    measure: flow\n    unit: người\n    decimals: 0\n"
SHARE = "    measure: share\n    unit: phần trăm\n"
RATE = "    measure: rate\n    unit: phần trăm\n"
MONEY = "    measure: flow\n    unit: tỷ đồng\n"


def year(*lines: str, period: int = 2021) -> str:
    """The observations of an indicator: one year with these lines."""
    made = [f"      - period: {period}", *(f"        {line}" for line in lines)]
    return "    observations:\n" + "\n".join(made) + "\n"


def test_a_check_knows_records_only() -> None:
    found = list(check(dataset(edited(TERM, ("period: 2023", "period: 2022")))))
    first = At(("indicators", 0, "observations", 1, "period"))
    place = ("indicators", 0, "observations", 2, "period")
    assert found == [Finding(PERIOD_REPEATED(first=first), place)]


def test_data_in_order_breaks_no_rule() -> None:
    assert rules(TERM) == []
    assert list(check(dataset(TERM))) == []


# ---------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("measure", "typed", "expected"),
    [
        (FLOW, "1.514", ["number-thousands"]),
        (FLOW, "999.999", ["number-thousands"]),
        (FLOW, "0.514", ["number-decimals"]),
        (FLOW, "1514.567", ["number-decimals"]),
        (FLOW, "1514.0", ["number-decimals"]),
        (FLOW, "1514", []),
        (FLOW, "0", []),
        (FLOW, "-1", ["number-negative"]),
        (MONEY, "1.514", ["number-thousands"]),
        (MONEY, "-1,514", ["number-negative", "number-thousands"]),
        (MONEY, "1.5140", []),
        (MONEY, "1.51", []),
        (MONEY, "0.514", []),
        (MONEY, "1000.514", []),
        (MONEY, "-1.5", ["number-negative"]),
        (MONEY + "    decimals: 1\n", "-1.5", []),
        ("    measure: stock\n    unit: người\n", "-15", ["number-negative"]),
        (MONEY + "    decimals: 1\n", "1.5", []),
        (MONEY + "    decimals: 1\n", "1.50", []),
        (MONEY + "    decimals: 1\n", "1.55", ["number-decimals"]),
        (MONEY + "    decimals: 1\n", "1.514", ["number-thousands"]),
        (SHARE, "96.675", []),
        (SHARE, "1.514", []),
        (SHARE, "100", []),
        (SHARE, "100.01", ["share-over"]),
        (SHARE, "0", []),
        (SHARE, "-0.1", ["number-negative"]),
        (SHARE + "    decimals: 2\n", "96.675", ["number-decimals"]),
        (RATE, "-2.5", []),
        (RATE + "    decimals: 0\n", "-2", []),
        (RATE, "120", []),
        (RATE, "1.514", []),
        ("    measure: rank\n    unit: hạng\n", "1", []),
        ("    measure: rank\n    unit: hạng\n", "0", ["rank-form"]),
        ("    measure: rank\n    unit: hạng\n", "-1", ["rank-form"]),
        ("    measure: rank\n    unit: hạng\n", "1.5", ["rank-form"]),
    ],
)
def test_a_number_is_taken_or_refused_by_what_its_indicator_is(
    measure: str, typed: str, expected: list[str]
) -> None:
    assert rules(indicator(measure + year(f"value: {typed}"))) == expected


PERCENT = ("published:", "  - figure: percent-of-plan")


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (["value: 1533", *PERCENT, "    value: 20"], False),
        (["value: 1533", *PERCENT, "    value: 19.99"], True),
        (["value: 1500", *PERCENT, "    value: 500"], False),
        (["value: 1533", *PERCENT, "    value: 500.1"], True),
        (["value: 1533", *PERCENT, "    value: 0"], True),
        (["value: 0", *PERCENT, "    value: 0"], False),
        (["plan: 1350", "missing: Không nêu.", *PERCENT, "    value: 1.119"], True),
        (["through: 2021-02", "value: 150", *PERCENT, "    value: 11.1"], False),
        (["through: 2021-02", "value: 150", *PERCENT, "    value: 1111"], True),
        (
            ["value: 150", *PERCENT, "    value: 11.1", "    explanation: Nguồn in như vậy."],
            False,
        ),
        (["value: 150", "plan: 1350", *PERCENT, "    value: 11.1"], False),
    ],
)
def test_a_percentage_that_nothing_confirms_is_one_that_a_year_can_have(
    lines: list[str], refused: bool
) -> None:
    expected = ["percent-unlikely"] if refused else []
    assert rules(indicator(FLOW + year(*lines))) == expected


@pytest.mark.parametrize(
    ("decimals", "mend"),
    [
        ("0", "gõ 1514 (ở trường phần trăm, ba chữ số lẻ như 96.675 được chấp nhận)."),
        ("2", "gõ 1514 (ở trường phần trăm, ba chữ số lẻ như 96.675 được chấp nhận)."),
        ("3", "gõ 1514; nếu nguồn ghi số lẻ thật, gõ thêm số 0 ở cuối: 1.5140."),
    ],
)
def test_both_readings_are_offered_only_where_both_are_possible(decimals: str, mend: str) -> None:
    fields = f"{MONEY}    decimals: {decimals}\n" + year("value: 1,514")
    (problem,) = examine({"d": indicator(fields).encode()}).problems
    assert problem.what().startswith("“1,514” có thể là số nguyên 1514, hoặc")
    assert problem.mend() == mend
    mended = mend.rstrip(".").rpartition(" ")[2] if decimals == "3" else "1514"
    assert rules(indicator(fields.replace("1,514", mended))) == []


@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ("numerator: 1.514\n        denominator: 2000", "1.514"),
        ("numerator: 15\n        denominator: 1.514", "1.514"),
        ("numerator: 15\n        denominator: 20\n        population: 1,514", "1,514"),
    ],
)
def test_counts_behind_a_share_are_counts(where: str, typed: str) -> None:
    (problem,) = examine({"d": indicator(SHARE + year(where)).encode()}).problems
    assert (problem.rule, problem.context["written"]) == ("number-thousands", typed)


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (("value: 6300", "value: 6.300"), "number-thousands"),
        (("value: 5866", "value: 5.866"), "number-thousands"),
        (("value: 5866", "value: -5866"), "number-negative"),
        (("plan: 1660", "plan: 1.660"), "number-thousands"),
        (("plan: 1660", "plan: -1660"), "number-negative"),
        (("value: 112.15", "value: 112.150"), "percent-disagrees"),
        (("plan: 1350", "plan: 1350\n        proposed: 1.350"), "number-thousands"),
        (("title: Báo cáo", ("title: B\n    facts:\n      - id: f\n        name: F\n"
          "        value: 1.700")), "number-thousands"),
        (("value: 96.75", "value: 967.5"), "share-over"),
    ],
)  # fmt: skip
def test_every_number_of_the_data_is_looked_at(edit: Edit, rule: str) -> None:
    assert rules(edited(TERM, edit)) == [rule]


def test_a_printed_change_may_be_negative_and_a_printed_percentage_above_100() -> None:
    printed = "        published:\n          - figure: change-percent\n            value: 1.3"
    more = f"value: 1533\n{printed}"
    assert rules(edited(TERM, ("value: 1533", more))) == []
    fewer = edited(TERM, ("value: 1533", more), ("value: 1533", "value: 1500"), ("1.3", "-0.9"))
    assert rules(fewer) == []


@pytest.mark.parametrize(
    ("measure", "value", "bound", "refused"),
    [
        (SHARE, "90", "above", False),
        (SHARE, "100", "above", True),
        (SHARE, "100", "at-least", False),
        (SHARE, "100", "at-most", True),
        (SHARE, "99", "at-most", False),
        (SHARE, "0", "below", True),
        (SHARE, "0", "at-least", True),
        (SHARE, "1", "below", False),
        (SHARE, "0", "above", False),
        (FLOW, "0", "at-least", True),
        (FLOW, "5000", "above", False),
        (FLOW, "5000", "at-most", False),
        (MONEY + "    decimals: 1\n", "0", "below", False),
        (MONEY, "0", "below", True),
    ],
)
def test_a_bound_must_leave_and_exclude_something(
    measure: str, value: str, bound: str, refused: bool
) -> None:
    found = rules(indicator(measure + year(f"value: {value}", f"bound: {bound}")))
    assert found == (["bound-empty"] if refused else [])


# ------------------------------------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("through", "part", "expected"),
    [
        ("2021-06", "", []),
        ("2021-06-15", "", []),
        ("2021-12", "mid", []),
        ("2021", "", ["cut-off-year"]),
        ("2022-06", "", ["cut-off-year"]),
        ("2021-06-15", "mid", ["part-of-month"]),
        ("", "mid", ["part-of-month"]),
    ],
)
def test_a_cut_off_lies_in_its_year(through: str, part: str, expected: list[str]) -> None:
    lines = ["value: 15"]
    lines += [f"through: {through}"] if through else []
    lines += [f"part: {part}"] if part else []
    assert rules(indicator(FLOW + year(*lines))) == expected


@pytest.mark.parametrize(("period", "refused"), [(2019, 1), (2020, 0), (2025, 0), (2026, 1)])
def test_the_terms_ends_belong_to_it(period: int, refused: int) -> None:
    found = rules(indicator(FLOW + year("value: 15", period=period)))
    assert found == ["period-outside"] * refused


def test_years_out_of_a_term_that_is_itself_wrong_are_not_told() -> None:
    assert rules(edited(TERM, ("end: 2025", "end: 2015"))) == ["years-order"]


@pytest.mark.parametrize(
    ("issued", "status", "refused"),
    [
        ("2020", "official", True),
        ("2020", "", True),
        ("2020-12-31", "preliminary", True),
        ("2020", "forecast", False),
        ("2020", "estimate", False),
        ("2021-12-30", "official", True),
        ("2021-12-30", "", False),
        ("2021-12-31", "official", False),
        ("2021", "official", False),
        ("2022-01", "official", False),
    ],
)
def test_no_source_tells_the_final_result_of_a_time_that_is_not_over(
    issued: str, status: str, refused: bool
) -> None:
    head = edited(HEAD, ("title: Báo cáo", f"title: Báo cáo\n    date: {issued}"))
    lines = ["value: 15", *([f"status: {status}"] if status else [])]
    found = rules(indicator(FLOW + year(*lines), head=head))
    assert found == (["told-too-early"] if refused else [])


def test_a_year_counted_in_part_can_be_told_in_that_year() -> None:
    head = edited(HEAD, ("title: Báo cáo", "title: Báo cáo\n    date: 2021-07-05"))
    lines = ["value: 15", "status: official", "through: 2021-06"]
    assert rules(indicator(FLOW + year(*lines), head=head)) == []


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("forecast", "official", True),
        ("forecast", "", True),
        ("forecast", "preliminary", True),
        ("forecast", "forecast", False),
        ("forecast", "estimate", False),
        ("estimate", "official", False),
    ],
)
def test_a_forecast_of_a_year_that_is_over_is_doubted(first: str, then: str, told: bool) -> None:
    after = [f"        status: {then}"] if then else []
    lines = "\n".join(["      - period: 2022", "        value: 16", *after])
    text = indicator(FLOW + year("value: 15", f"status: {first}") + lines + "\n")
    assert rules(text) == []
    assert doubts(text) == (["forecast-passed"] if told else [])


# ----------------------------------------------------------------------------------------- totals


def totals(*rows: Sequence[str], observations: str = "") -> str:
    """A file with a flow that has these totals; each row is its lines."""
    made = [
        f"      - {row[0]}\n" + "".join(f"        {line}\n" for line in row[1:]) for row in rows
    ]
    return indicator(FLOW + observations + "    totals:\n" + "".join(made))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["through: 2022", "value: 10"], ["through: 2023", "value: 10"]], []),
        ([["through: 2022", "value: 10"], ["through: 2023", "value: 9"]], ["total-falls"]),
        ([["through: 2022", "value: 10", "bound: at-least"], ["through: 2023", "value: 9"]],
         ["total-falls"]),
        ([["through: 2022", "value: 10", "bound: at-most"], ["through: 2023", "value: 9"]], []),
        ([["through: 2022", "value: 10"], ["through: 2023", "value: 9", "bound: above"]], []),
        ([["through: 2022", "value: 10"], ["through: 2023", "value: 9", "bound: below"]],
         ["total-falls"]),
        ([["through: 2023", "value: 10"], ["through: 2022", "value: 9"]], ["total-order"]),
        ([["through: 2023-12", "value: 10"], ["through: 2023", "value: 10"]], []),
        ([["through: 2023-12", "part: mid", "value: 10"], ["through: 2023-12", "value: 11"]], []),
        ([["through: 2023-12", "value: 10"], ["through: 2023-12", "part: mid", "value: 11"]],
         ["total-order", "total-falls"]),
        ([["through: 2022", "value: 10"], ["through: 2022", "value: 10"]], ["total-repeated"]),
    ],
)  # fmt: skip
def test_totals_stand_in_order_and_never_fall(
    rows: Sequence[Sequence[str]], expected: list[str]
) -> None:
    assert sorted(rules(totals(*rows))) == sorted(expected)


@pytest.mark.parametrize(
    ("through", "part", "value", "refused"),
    [
        ("2021", "", "14", True),
        ("2021", "", "15", False),
        ("2021-12", "", "14", True),
        ("2021-12", "late", "14", False),
        ("2021-12", "mid", "14", False),
        ("2021-11", "", "1", False),
        ("2022-01", "", "14", True),
        ("2022-01", "early", "14", True),
        ("2020", "", "1", False),
    ],
)
def test_a_total_holds_the_years_that_ended_before_it(
    through: str, part: str, value: str, refused: bool
) -> None:
    row = [f"through: {through}", *([f"part: {part}"] if part else []), f"value: {value}"]
    found = rules(totals(row, observations=year("value: 15")))
    assert found == (["total-under-years"] if refused else [])


@pytest.mark.parametrize(
    ("of_year", "of_total", "refused"),
    [
        (["status: forecast"], [], False),
        (["status: forecast"], ["status: forecast"], True),
        (["status: estimate"], ["status: official"], False),
        (["bound: at-least"], [], True),
        (["bound: at-most"], [], False),
        ([], ["bound: at-least"], False),
        ([], ["bound: at-most"], True),
        ([], ["status: forecast"], False),
    ],
)
def test_a_bound_or_a_forecast_contradicts_only_what_it_excludes(
    of_year: list[str], of_total: list[str], refused: bool
) -> None:
    text = totals(
        ["through: 2021", "value: 14", *of_total], observations=year("value: 15", *of_year)
    )
    assert ("total-under-years" in rules(text)) is refused


def test_a_total_holds_an_earlier_one_with_the_years_between() -> None:
    rows = ["through: 2020-12", "part: mid", "value: 5866"], ["through: 2021", "value: 5880"]
    for counted, told in (("14", []), ("15", ["total-under-years"])):
        assert rules(totals(*rows, observations=year(f"value: {counted}"))) == told


def test_sums_of_years_that_may_be_negative_may_fall() -> None:
    rows = "    totals:\n      - through: 2021\n        value: 3.5\n"
    rows += "      - through: 2022\n        value: 2.5\n"
    years = year("value: 5.5") + "      - period: 2022\n        value: -2.5\n"
    assert "total-falls" not in rules(indicator(MONEY + years + rows))


# ---------------------------------------------------------------------------------------- targets

TARGET = "targets:\n  - id: t\n    name: T\n    type: {type}\n{levels}    indicators:\n      - x\n"


def aimed(kind: str, levels: Sequence[str], fields: str) -> str:
    """A file with one target of one indicator."""
    lines = "".join(f"    {line}\n" for line in levels)
    return indicator(fields, head=HEAD + TARGET.format(type=kind, levels=lines))


@pytest.mark.parametrize(
    ("kind", "levels", "fields", "expected"),
    [
        ("term-total", ["value: 6300"], FLOW, []),
        ("term-total", [], FLOW, ["target-needs"]),
        ("term-total", ["value: 0"], FLOW, ["target-zero"]),
        ("term-total", ["value: 6300", "base: 5"], FLOW, ["target-field"]),
        ("term-total", ["value: 95"], SHARE, ["target-measure"]),
        ("floor", ["min: 90"], SHARE, []),
        ("floor", ["min: 0"], SHARE, []),
        ("floor", ["value: 90"], SHARE, ["target-field"]),
        ("floor", ["min: 101"], SHARE, ["share-over"]),
        ("floor", ["min: 101"], RATE, []),
        ("ceiling", ["max: 0"], FLOW, []),
        ("ceiling", ["max: -1"], FLOW, ["number-negative"]),
        ("range", ["min: 3", "max: 4"], SHARE, []),
        ("range", ["min: 3", "max: 3"], SHARE, ["target-range"]),
        ("range", ["min: 3"], SHARE, ["target-needs"]),
        ("end-value", ["value: 9"], SHARE, []),
        ("end-value", ["value: 9", "base: 9"], SHARE, ["target-zero"]),
        ("end-value", ["value: 9", "base: 5"], SHARE, []),
        ("end-value", ["value: 0"], SHARE, ["target-zero"]),
        ("end-value", ["value: 0", "base: 5"], SHARE, []),
        ("end-value", ["value: 0", "base: 0"], SHARE, ["target-zero"]),
        ("done", [], "    measure: yes-no\n    unit: việc\n", []),
        ("done", [], FLOW, ["target-done"]),
        ("floor", ["min: 1"], "    measure: yes-no\n    unit: việc\n", ["target-done"]),
        ("term-total", ["value: 1"], "    measure: yes-no\n    unit: việc\n", ["target-done"]),
    ],
)
def test_a_target_has_the_numbers_of_its_type(
    kind: str, levels: list[str], fields: str, expected: list[str]
) -> None:
    text = aimed(kind, levels, fields + "    missing: Nguồn không nêu.\n")
    assert rules(text) == expected


@pytest.mark.parametrize(
    ("kind", "levels", "mend"),
    [
        ("floor", ["value: 90"], "kiểm tra type, hoặc đổi “value” thành min."),
        ("floor", ["min: 90", "max: 95"], "kiểm tra type, hoặc xóa dòng max."),
        ("term-total", ["value: 6300", "base: 5"], "kiểm tra type, hoặc xóa dòng base."),
    ],
)
def test_a_level_of_another_type_is_renamed_only_to_one_that_is_lacking(
    kind: str, levels: list[str], mend: str
) -> None:
    text = aimed(kind, levels, FLOW + "    missing: Không nêu.\n")
    (problem,) = examine({"d": text.encode()}).problems
    assert problem.mend() == mend


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("    type: term-total\n    value:", "    type: end-value\n    value:")], 1),
        ([("    type: term-total\n", "    type: floor\n")], 0),
        ([("      - ket-nap\nindicators", "      - ketnap\nindicators")], 0),
        (
            [
                (
                    "indicators:\n  - id: ket-nap",
                    (
                        "  - id: muc-khac\n    name: M\n    type: ceiling\n    max: 9\n"
                        "    indicators:\n      - ket-nap\nindicators:\n  - id: ket-nap"
                    ),
                )
            ],
            0,
        ),
    ],
)
def test_a_percentage_of_no_target_is_told_once_and_only_as_the_cause(
    edits: list[Edit], expected: int
) -> None:
    text = to_target("93.11", more="")
    text = text.replace(
        "  - id: xep-loai",
        "      - through: 2024\n        value: 7526\n"
        "        published:\n          - figure: percent-of-target\n            value: 119.46\n"
        "  - id: xep-loai",
        1,
    )
    assert rules(text) == []
    found = rules(edited(text, *edits))
    assert found.count("published-target") == expected
    assert found


def test_a_target_may_bind_indicators_of_one_kind_only() -> None:
    second = "  - id: y\n    name: Y\n{fields}    missing: Không nêu.\n"
    one = aimed("floor", ["min: 90"], SHARE + "    missing: Không nêu.\n")
    both = edited(one, ("      - x\n", "      - x\n      - y\n"))
    assert rules(both + second.format(fields=SHARE)) == []
    assert rules(both + second.format(fields=RATE)) == ["target-mixed"]
    rates, points = both.replace(SHARE, RATE), RATE.replace("phần trăm", "điểm")
    assert rules(rates + second.format(fields=points)) == ["target-mixed"]


# ------------------------------------------------------------------------------------ what is held


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (FLOW + year("plan: 15"), []),
        (FLOW + year("proposed: 15"), []),
        (FLOW + year("missing: Không nêu."), []),
        (FLOW + year("plan: 15", "missing: Không nêu."), []),
        (FLOW + year("note: Không nêu."), ["missing-reason"]),
        (FLOW, ["missing-reason"]),
        (FLOW + "    missing: Không nêu.\n", []),
        (FLOW + "    missing: Không nêu.\n" + year("missing: Không nêu."), []),
        (FLOW + "    missing: Không nêu.\n" + year("plan: 15"), []),
        (FLOW + "    missing: Không nêu.\n" + year("value: 15"), ["missing-beside-value"]),
        (FLOW + year("value: 15", "missing: Không nêu."), ["missing-beside-value"]),
        (FLOW + year("plan: 15", "status: forecast"), []),
        (FLOW + year("plan: 15", "bound: above"), ["without-value"]),
        (FLOW + year("missing: K.", "bound: above", "status: official"), ["without-value"] * 2),
        (SHARE + year("numerator: 79", "denominator: 85"), []),
        (SHARE + year("numerator: 85", "denominator: 85"), []),
        (SHARE + year("numerator: 86", "denominator: 85"), ["numerator-over"]),
        (SHARE + year("numerator: 0", "denominator: 0"), ["denominator-zero"]),
        (SHARE + year("denominator: 85"), ["pair-incomplete"]),
        (SHARE + year("numerator: 79"), ["pair-incomplete"]),
        (SHARE + year("numerator: 79", "denominator: 85", "population: 85"), []),
        (SHARE + year("numerator: 79", "denominator: 85", "population: 84"), ["population-under"]),
        (FLOW + year("numerator: 79", "denominator: 85"), ["field-of-measure"] * 2),
        (FLOW + year("value: 1") + "    numerator: x\n", ["field-of-measure"]),
        (FLOW + year("value: 1", "answer: true"), ["field-of-measure"]),
        ("    measure: yes-no\n    unit: việc\n" + year("answer: false"), []),
        ("    measure: yes-no\n    unit: việc\n" + year("value: 1"), ["field-of-measure"]),
        ("    measure: yes-no\n    unit: việc\n" + year("missing: Không nêu."), []),
        (FLOW + year("plan: 0"), ["plan-zero"]),
        (RATE + year("plan: 0"), ["plan-zero"]),
    ],
)
def test_a_record_holds_a_number_or_a_reason_and_what_suits_it(
    fields: str, expected: list[str]
) -> None:
    assert rules(indicator(fields)) == expected


RATIO = """\
  - id: r
    name: R
    measure: ratio
    unit: lần
"""


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (["numerator: x", "denominator: x", "denominator-figure: plan"], []),
        (["numerator: x", "denominator: x", "denominator-figure: previous-value"], []),
        (["numerator: x", "denominator: x"], ["ratio-of-itself"]),
        (["numerator: x", "denominator: x", "denominator-figure: value"], ["ratio-of-itself"]),
        (["numerator: x"], ["ratio-side-missing"]),
        ([], ["ratio-side-missing"] * 2),
        (["numerator: x", "denominator: r"], ["ratio-sides"]),
        (["numerator: x", "denominator: y"], ["id-unknown"]),
    ],
)
def test_a_ratio_has_two_sides_that_are_counts(sides: list[str], expected: list[str]) -> None:
    text = indicator(FLOW + year("value: 15")) + RATIO + "".join(f"    {s}\n" for s in sides)
    assert rules(text) == expected


# ----------------------------------------------------------------------------------- parts, grades

UNITS = """\
unit-types:
  - id: cap
    name: Cấp
    from: 2021-07
    to: 2023
units:
  - id: tinh
    name: Tỉnh
    type: cap
  - id: a
    name: A
    type: cap
    parent: tinh
  - id: a1
    name: A1
    type: cap
    parent: a
  - id: b
    name: B
    type: cap
    parent: tinh
groups:
  - id: g
    name: G
  - id: h
    name: H
publication:
  permission: Văn bản cho phép
  smallest-shown: 5
"""


def parts(*rows: str, whole: str = "value: 10", period: int = 2021, fields: str = FLOW) -> str:
    """A file with a year that is broken down; each row is ``owner value``, or lines."""
    lines = []
    for row in rows:
        owner, _, value = row.partition(" ")
        lines += [f"  - {owner.replace('=', ': ')}", f"    {value}"]
    return indicator(fields + year(whole, "parts:", *lines, period=period)) + UNITS


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["unit=a value: 4", "unit=b value: 6"], []),
        (["unit=a value: 4", "unit=b value: 7"], ["parts-over"]),
        (["unit=a plan: 40", "unit=b plan: 70"], []),
        (["unit=a value: 4", "unit=a1 value: 4", "unit=b value: 6"], []),
        (["unit=a value: 4", "unit=a1 value: 5", "unit=b value: 6"], ["parts-over"]),
        (["unit=a1 value: 5", "unit=b value: 6"], ["parts-over"]),
        (["unit=tinh value: 10", "unit=a value: 4", "unit=b value: 6"], []),
        (["group=g value: 9", "group=h value: 9"], []),
        (["group=g value: 11"], ["group-over"]),
        (["unit=a missing: Không nêu.", "unit=b value: 10"], []),
        (["unit=a note: Không nêu.", "unit=b value: 10"], ["missing-reason"]),
        (["unit=a value: 1", "unit=a value: 1"], ["part-repeated"]),
        (["unit=a value: 1", "group=g value: 1"], []),
        (["unit=z value: 1"], ["id-unknown"]),
        (["group=z value: 1"], ["id-unknown"]),
        (["unit=a value: -1"], ["number-negative"]),
        (["unit=a value: 1.000"], ["number-thousands"]),
        (["unit=a plan: 0"], ["plan-zero"]),
    ],
)
def test_units_partition_their_whole_and_groups_lie_inside_it(
    rows: list[str], expected: list[str]
) -> None:
    assert rules(parts(*rows)) == expected


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("value: 10\n        bound: at-least", []),
        ("value: 10\n        bound: at-most", ["parts-over"]),
        ("plan: 9", []),
        ("value: 10\n        explanation: Nguồn ghi như vậy.", []),
    ],
)
def test_a_sum_contradicts_only_what_the_whole_excludes(whole: str, expected: list[str]) -> None:
    found = rules(parts("unit=a value: 11", whole=whole))
    assert ("parts-over" in found) is bool(expected)


def test_nothing_is_said_of_units_without_permission() -> None:
    text = parts("unit=a value: 4")
    permission = "publication:\n  permission: Văn bản cho phép\n  smallest-shown: 5\n"
    assert rules(edited(text, (permission, ""))) == ["publication-missing"]


def test_shares_of_units_are_not_added() -> None:
    assert (
        rules(parts("unit=a value: 96", "unit=b value: 97", whole="value: 96.5", fields=SHARE))
        == []
    )


@pytest.mark.parametrize(("period", "refused"), [(2020, 1), (2021, 0), (2023, 0), (2024, 1)])
def test_a_unit_has_parts_only_while_its_type_existed(period: int, refused: int) -> None:
    assert rules(parts("unit=a value: 4", period=period)) == ["unit-ended"] * refused


@pytest.mark.parametrize(
    ("parent", "refused"),
    [("a: a", ["a"]), ("a: a1", ["a", "a1"]), ("tinh: a1", ["tinh", "a", "a1"]), ("b: a", [])],
)
def test_no_unit_lies_below_itself(parent: str, refused: list[str]) -> None:
    unit, above = parent.split(": ")
    data = dataset(indicator(FLOW + year("value: 1")) + UNITS)
    units = tuple(
        item.model_copy(update={"parent": above}) if item.id == unit else item
        for item in data.units
    )
    found = check(data.model_copy(update={"units": units}))
    assert [finding.fault.context["unit"] for finding in found] == refused


GRADES = """\
grades:
  - id: tot
    name: Tốt
    well: true
  - id: dat
    name: Đạt
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["denominator: 85", "grades:", "  - grade: tot", "    count: 79",
          "  - grade: dat", "    count: 6"], []),
        (["denominator: 85", "grades:", "  - grade: tot", "    count: 79",
          "  - grade: dat", "    count: 5"], ["grades-sum"]),
        (["denominator: 85", "grades:", "  - grade: tot", "    count: 79"], []),
        (["denominator: 85", "grades:", "  - grade: tot", "    count: 86"], ["grades-sum"]),
        (["population: 85", "grades:", "  - grade: tot", "    count: 79",
          "  - grade: dat", "    count: 5"], []),
        (["population: 83", "grades:", "  - grade: tot", "    count: 79",
          "  - grade: dat", "    count: 5"], ["grades-sum"]),
        (["grades:", "  - grade: tot", "    share: 92.94",
          "  - grade: dat", "    share: 7.06"], []),
        (["grades:", "  - grade: tot", "    share: 92.9",
          "  - grade: dat", "    share: 7.2"], []),
        (["grades:", "  - grade: tot", "    share: 92.9",
          "  - grade: dat", "    share: 7.3"], ["grade-shares"]),
        (["grades:", "  - grade: tot", "    share: 100.1"], ["share-over"]),
        (["grades:", "  - grade: tot", "    count: -1"], ["number-negative"]),
        (["grades:", "  - grade: kem", "    count: 1"], ["id-unknown"]),
        (["grades:", "  - grade: tot"], ["grade-empty"]),
        (["grades:", "  - grade: tot", "    count: 1.514"], ["number-thousands"]),
    ],
)  # fmt: skip
def test_grades_add_up(lines: list[str], expected: list[str]) -> None:
    found = rules(indicator(SHARE + year(*lines)) + GRADES)
    assert sorted(found) == sorted(expected)


# ----------------------------------------------------------------- what was printed, what changed


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("figure: mean", "figure: sum")], ["published-sum"]),
        ([("figure: mean", "figure: percent-of-plan")], ["published-place"]),
        ([("figure: mean", "figure: years-early")], ["published-place"]),
        ([("figure: percent-of-plan", "figure: percent-of-target")], ["published-place"]),
        ([("from: 2021", "from: 2019")], ["period-outside"]),
        ([("to: 2022", "to: 2026")], ["period-outside"]),
        ([("        from: 2021\n        to: 2022\n", "")], ["published-years"] * 2),
        ([("from: 2021\n        to: 2022", "from: 2022\n        to: 2021")], ["years-order"]),
        ([("value: 5866", ("value: 5866\n        published:\n"
           "          - figure: percent-of-target\n            value: 93.11"))], []),
        ([("không nêu cách tính.", "có 2 số.")], ["explanation-digits"]),
        ([("value: 5866", "value: 5866\n        explanation: Có ５ số.")], ["explanation-digits"]),
    ],
)  # fmt: skip
def test_what_a_source_printed_stands_where_it_can_be_recomputed(
    edits: list[Edit], expected: list[str]
) -> None:
    found = [rule for rule in rules(edited(TERM, *edits)) if rule != "explanation-needless"]
    assert found == expected


FORMER = """\
value: 1514
        former:
          - kind: revision
            date: {first}
            reason: Bổ sung.
            value: {old}
          - kind: correction
            date: {second}
            reason: Sửa lỗi.
            value: {newer}
"""


@pytest.mark.parametrize(
    ("first", "second", "old", "newer", "expected"),
    [
        ("2022-01", "2022-02", 1510, 1512, []),
        ("2022-01-05", "2022-01-05", 1510, 1512, []),
        ("2022", "2022-02", 1510, 1512, []),
        ("2022-03", "2022", 1510, 1512, []),
        ("2022-03", "2022-02", 1510, 1512, ["former-order"]),
        ("2023", "2022-12-31", 1510, 1512, ["former-order"]),
        ("2022-01", "2022-02", 1510, 1514, ["former-same"]),
        ("2022-01", "2022-02", 1510, 1510, ["former-same"]),
        ("2022-01", "2022-02", 1514, 1510, []),
    ],
)
def test_changes_stand_in_order_and_change_something(
    first: str, second: str, old: int, newer: int, expected: list[str]
) -> None:
    former = FORMER.format(first=first, second=second, old=old, newer=newer)
    assert rules(edited(SMALL, ("value: 1514\n", former))) == expected


# ---------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("edit", "written"),
    [
        (("source: bao-cao\ndocuments", "source: bao-coa\ndocuments"), "bao-coa"),
        (("    source: bao-cao", "    source: x"), "x"),
        (("    unit: đảng viên", "    unit: đảng viên\n    plan-set-by: x"), "x"),
        (("        locator: trang 1", "        source: x"), "x"),
        (("    type: term-total", "    type: term-total\n    set-by: x"), "x"),
        (("    type: term-total", "    type: term-total\n    source: x"), "x"),
        (("      - ket-nap\n", "      - ket-nap-moi\n"), "ket-nap-moi"),
        (("        value: 5866", "        value: 5866\n        source: x"), "x"),
        (("            value: 112.15", "            value: 112.15\n            source: x"), "x"),
        (("value: 1533", ("value: 1533\n        former:\n          - kind: revision\n"
          "            date: 2023\n            reason: R\n            value: 1\n"
          "            source: x")), "x"),
        (("indicators:\n  - id", "programme:\n  document: x\nindicators:\n  - id"), "x"),
        (("indicators:\n  - id", ("programme:\n  document: bao-cao\n  steps:\n    - id: s\n"
          "      title: S\n      indicators:\n        - x\nindicators:\n  - id")), "x"),
        (("indicators:\n  - id", ("solutions:\n  - id: s\n    title: S\n    documents:\n"
          "      - x\nindicators:\n  - id")), "x"),
    ],
)  # fmt: skip
def test_every_name_is_looked_up(edit: Edit, written: str) -> None:
    found = examine({"data.yaml": edited(TERM, edit).encode()}).problems
    unknown = [p.context["written"] for p in found if p.rule == "id-unknown"]
    assert unknown == [written]


@pytest.mark.parametrize("name", ["bao-coa", "bao_cao", "báo-cáo", "Bao-Cao", "bao cao", "baocao"])
def test_a_slip_of_the_keys_is_told_the_nearest_id(name: str) -> None:
    found = codes.closest(("bao-cao", "nghi-quyet"), name)
    assert found == "bao-cao"


def test_a_far_name_is_told_nothing() -> None:
    assert codes.closest(("bao-cao", "nghi-quyet"), "chuong-trinh") == ""
    assert codes.closest((), "x") == ""


@pytest.mark.parametrize("kind", Code.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_code_has_words_of_its_own_that_lead_back_to_it(kind: type[Code]) -> None:
    for code in kind if kind.__module__ == model.__name__ else ():
        for word in (code.value, code.label, *code.typed):
            assert codes.code_for(kind, word) == code.value
            assert codes.code_for(kind, word.upper()) == code.value
    assert all(code.label for code in kind)


def test_words_without_diacritics_lead_to_codes_too() -> None:
    assert codes.code_for(model.Status, "du kien") == "forecast"
    assert codes.code_for(model.Status, "forcast") == "forecast"
    assert codes.code_for(model.Status, "màu xanh") == ""
    assert codes.code_for(model.TargetType, "tổng") == "term-total"
    assert codes.code_for(model.TargetType, "tông nhiệm ky") == "term-total"
    assert codes.code_for(model.TargetType, "xon") == ""


def test_a_slip_of_a_fields_name_is_told_from_another_short_word() -> None:
    assert codes.field_for(("id", "name", "title"), "max") == ""
    assert codes.field_for(("id", "name", "title"), "nmae") == "name"
    assert codes.field_for(("plan", "value"), "plna") == "plan"
    assert codes.field_for(("id", "name"), "mã") == "id"


def test_the_real_data_breaks_no_rule(root: Path) -> None:
    data = (root / "data" / "indicators.yaml").read_bytes()
    loaded = load.load({"data/indicators.yaml": data})
    assert loaded.problems == ()
    assert loaded.dataset is not None
    assert list(check(loaded.dataset)) == []


# ----------------------------------------------------- printed figures that nothing can explain


def shares(first: str, second: str, mean: str, *more: str) -> str:
    """Two years of a share with a printed mean that is explained."""
    lines = [
        "    observations:", "      - period: 2021", f"        value: {first}",
        "      - period: 2022", f"        value: {second}",
        "    published:", "      - figure: mean", "        from: 2021", "        to: 2022",
        f"        value: {mean}", *(f"        {line}" for line in more),
        "        explanation: Nguồn không nêu cách tính.",
    ]  # fmt: skip
    return indicator(SHARE + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("years", "mean", "refused"),
    [
        (("96.2", "97.15"), "96.75", False),
        (("96.2", "9.715"), "96.75", True),
        (("96.2", "0.9715"), "96.75", True),
        (("9.62", "97.15"), "96.75", True),
        (("96.2", "97.15"), "9.675", True),
        (("96.2", "97.15"), "97.2", False),
        (("96.2", "97.15"), "88", False),
        (("40", "80"), "70", False),
        (("40", "80"), "79", True),
    ],
)
def test_an_explained_mean_is_one_that_its_years_can_have(
    years: tuple[str, str], mean: str, refused: bool
) -> None:
    assert rules(shares(*years, mean)) == (["published-far"] if refused else [])


def test_an_explained_bound_on_a_mean_is_held_to_the_years_too() -> None:
    assert rules(shares("96.5", "9.72", "96.8", "bound: above")) == ["published-far"]


def to_target(percent: str, *lines: str, value: str = "5866", more: str = "") -> str:
    """A total of 6300 with a printed percentage."""
    total = [f"value: {value}", *lines, "published:", "  - figure: percent-of-target"]
    total += [f"    value: {percent}", *([f"    {more}"] if more else [])]
    return edited(TERM, ("        value: 5866\n", "".join(f"        {line}\n" for line in total)))


EXPLAINED = "explanation: Nguồn in như vậy."
AT_LEAST = ("bound: at-least", "status: forecast")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (to_target("93.11"), []),
        (to_target("9.311"), ["published-disagrees"]),
        (to_target("9.311", more=EXPLAINED), ["published-far"]),
        (to_target("931.1", more=EXPLAINED), ["published-far"]),
        (to_target("0", more=EXPLAINED), ["published-far"]),
        (to_target("46.55", more=EXPLAINED), []),
        (to_target("119.5", *AT_LEAST, value="7526"), []),
        (to_target("119.5", *AT_LEAST, value="7500"), []),
        (to_target("119.5", *AT_LEAST, value="5526"), ["bound-far"]),
        (to_target("119.5", *AT_LEAST, value="5526", more=EXPLAINED), []),
        (to_target("80", "bound: at-most", value="7526"), ["bound-far"]),
        (to_target("119", "bound: at-most", value="7526"), []),
    ],
)
def test_a_percentage_of_a_total_is_explained_and_not_many_times_off(
    text: str, expected: list[str]
) -> None:
    assert rules(text) == expected


@pytest.mark.parametrize(("least", "refused"), [("1", False), ("0", True), ("-5", True)])
def test_the_least_number_that_is_shown_is_1_or_more(least: str, refused: bool) -> None:
    text = f"{TERM}publication:\n  permission: Văn bản cho phép\n  smallest-shown: {least}\n"
    assert rules(text) == (["smallest-shown"] if refused else [])


@pytest.mark.parametrize(
    ("date", "more", "refused"),
    [
        ("2020-12-31", [], True),
        ("2021", [], False),
        ("2020-12-31", ["status: forecast"], False),
    ],
)
def test_a_result_replaces_none_before_its_year(date: str, more: list[str], refused: bool) -> None:
    former = ["former:", "  - kind: revision", f"    date: {date}", "    reason: Bổ sung."]
    lines = ["value: 1514", *more, *former, "    value: 1510"]
    assert rules(indicator(FLOW + year(*lines))) == (["former-early"] if refused else [])
    plan = ["value: 1514", "plan: 1400", *former, "    plan: 1350"]
    assert rules(indicator(FLOW + year(*plan))) == []


FORECAST = "      - through: 2024\n        value: 7526\n        status: forecast\n"
BEFORE = "      - through: 2023\n        value: 5866\n"


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        (BEFORE + FORECAST, []),
        (FORECAST + BEFORE, ["total-order"]),
        (
            BEFORE.replace("2023", "2022").replace("5866", "3100")
            + FORECAST.replace("2024", "2023").replace("7526", "5800")
            + BEFORE.replace("2023", "2024"),
            [],
        ),
        (BEFORE.replace("2023", "2026-01") + FORECAST, ["period-outside"]),
    ],
)
def test_a_forecast_may_be_overtaken_by_a_later_total(totals: str, expected: list[str]) -> None:
    assert rules(edited(TERM, (BEFORE, totals))) == expected


def test_cut_offs_of_one_month_are_told_with_their_part_of_it() -> None:
    late, mid = (
        f"      - through: 2023-12\n        part: {part}\n        value: {value}\n"
        for part, value in (("late", 5900), ("mid", 5866))
    )
    (problem,) = examine({"d": edited(TERM, (BEFORE, late + mid)).encode()}).problems
    told = "Lũy kế đến “2023-12, part: mid” đứng sau lũy kế đến “2023-12, part: late”."
    assert (problem.rule, problem.what()) == ("total-order", told)


# ------------------------------------------------------------------------------ what is doubted


def doubts(text: str, today: dt.date | None = None) -> list[str]:
    return [problem.rule for problem in examine({"d": text.encode()}, today).doubts]


def test_a_doubt_stops_nothing() -> None:
    text = edited(TERM, ("title: Báo cáo", "title: Báo cáo\n    date: 2035"))
    found = examine({"d": text.encode()}, dt.date(2025, 12, 31))
    assert [problem.rule for problem in found.doubts] == ["date-ahead"]
    assert found.problems == ()
    assert read({"d": text.encode()}).dataset is not None


def test_without_a_day_no_date_is_ahead_and_beside_a_problem_nothing_is_doubted() -> None:
    text = edited(TERM, ("title: Báo cáo", "title: Báo cáo\n    date: 2035"))
    assert doubts(text) == []
    assert doubts(edited(text, ("value: 1514", "value: 1.514")), dt.date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("issued", "lines", "expected"),
    [
        ("2021-07-05", [], ["source-older"]),
        ("2021-12-31", [], []),
        ("2021", [], []),
        ("2022-07-05", [], []),
        ("2021-07-05", ["status: estimate"], []),
        ("2021-07-05", ["through: 2021-06"], []),
        ("2021-07-05", ["source: bao-cao"], ["source-older"]),
        ("2021-07-05", ["status: preliminary"], []),
        ("2022-01-31\n    knows-through: 2021-06", [], ["source-older"]),
        ("2022-01-31\n    knows-through: 2021-06", ["status: preliminary"], ["source-older"]),
        ("2022-01-31\n    knows-through: 2021-06", ["through: 2021-06"], []),
        ("2021-12-20\n    knows-through: 2021", [], []),
    ],
)
def test_half_a_year_is_not_taken_for_a_whole_one(
    issued: str, lines: list[str], expected: list[str]
) -> None:
    head = edited(HEAD, ("title: Báo cáo", f"title: Báo cáo\n    date: {issued}"))
    assert doubts(indicator(FLOW + year("value: 15", *lines), head=head)) == expected
