"""Published reports as they were printed: what the built page, the ledger and the status say.

``reports.yaml`` holds facts of each report, and what must be said of them, which was worked out by
hand from the printed figures: after a minus what is not said, and ``-`` that nothing is.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from cases import Case, cases, dataset, tree, typed, views
from conftest import followed
from reader import words, writer

from indicators import examine
from indicators.computing.compute import Views
from indicators.model import Measure, TargetType
from indicators.pages.calls import Call, read_call
from indicators.showing.writer import macros

REPORTS: Mapping[str, str] = yaml.safe_load(
    Path(__file__).with_name("reports.yaml").read_text("utf-8")
)
LISTS = ("units", "groups", "grades")


def lines(name: str) -> Iterator[str]:
    """The lines of a report, each whole, without remarks."""
    text = re.sub("(?m)^#.*\n", "", REPORTS[name])
    return (re.sub(r"\s+", " ", line) for line in re.split(r"\n(?! )", text.strip()))


def headed(head: str) -> dict[str, Any]:
    """A file of an organisation and a term, with the document in which its facts stood."""
    whose, term, issuer, date = head.split(" | ")
    ends = dict(zip(("start", "end"), term.split(" – "), strict=True))
    document = {"id": "nguon", "title": "Báo cáo, bài báo", "issuer": issuer, "date": date}
    return {
        "model": "1",
        "organisation": {"name": whose},
        "term": {"name": f"nhiệm kỳ {term}", **ends},
        "source": "nguon",
        "documents": [document],
        "targets": [],
        "indicators": [],
    }


def listed(kind: str, item: str) -> dict[str, str]:
    """What is declared by its id and name; with a plus a grade of those who did well."""
    known, _, name = item.partition(" ")
    more = {"type": "loai"} if kind == "units" else {"well": "true"} if name.endswith(" +") else {}
    return {"id": known, "name": name.removesuffix(" +"), **more}


def data(name: str) -> bytes:
    """The file that the facts of a report stand for."""
    head, *facts = (line for line in lines(name) if " → " not in line)
    made = headed(head)
    for fact in facts:
        what, _, rest = fact.partition(": ")
        kind, _, named = what.partition(" ")
        if kind == "published":
            made["publication"] = {"permission": rest, "smallest-shown": "1"}
        elif kind in LISTS:
            made[kind] = [listed(kind, item) for item in rest.split("; ")]
            made |= {"unit-types": [{"id": "loai", "name": named}]} if kind == "units" else {}
        else:
            own = tree(rest)
            title, _, unit = named.removesuffix(")").rpartition(" (")
            names = {"id": kind, "name": title, "unit": unit}
            made["indicators"].append(own["indicators"][-1] | names)
            made["targets"] += [goal | {"indicators": [kind]} for goal in own.get("targets", ())]
    groups = {group["id"] for group in made.get("groups", ())}
    for row in (row for one in made["indicators"] for row in one["observations"]):
        for part in row.get("parts", ()):
            if part.get("unit") in groups:
                part["group"] = part.pop("unit")
    return (typed(made) + "\n").encode()


def said(views: Views, call: str) -> str:
    """The words that a call of a page writes."""
    made = read_call(f"{{{{ {call} }}}}", 0)
    assert isinstance(made, Call)
    return words(macros()[made.name](writer(views, "trang/"), *made.arguments, **made.options))


def shows(made: Views, call: str, part: str) -> bool:
    """Whether a call of a page says some words; after a minus that it does not, or nothing."""
    text = said(made, call)
    found = bool(text) if part == "-" else part.removeprefix("-") in text
    return found is not part.startswith("-")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_says_what_was_printed_and_no_more(name: str) -> None:
    views = followed(data(name))
    told = [line.partition(" → ") for line in lines(name) if " → " in line]
    listed = [(call, part) for call, _, parts in told for part in parts.split(" / ")]
    assert [(call, part) for call, part in listed if not shows(views, call, part)] == []
    assert listed


@pytest.mark.parametrize(
    ("was", "now", "rule"),
    [
        ("value: 80", "value: 121", "parts-over"),
        ("part-of: thu", "part-of: nd", "misfit"),
        ("unit: tỷ đồng", "unit: lượt", "misfit"),
    ],
)
def test_a_part_of_another_number_is_counted_as_it_and_is_not_more(
    was: str, now: str, rule: str
) -> None:
    text = data("mot-phan").decode().replace(was, now, 1)
    assert [problem.rule for problem in examine({"data.yaml": text.encode()}).problems] == [rule]


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("value: khoảng 100", "thêm dòng approximate: true"),
        ("value: gần 120", "thêm dòng approximate: true"),
        ("value: 90-100", "kết quả là value và value-max"),
        ("value: trên 90", "bound: above"),
        # What a plan asks at least is no bound of the result.
        ("plan: từ 90 trở lên", "của chỉ tiêu: plan-bound"),
        ("plan: 90-100", "plan và plan-max"),
        ("plan: 100\n        plan-max: 90", "có thể bị đổi chỗ"),
    ],
)
def test_words_beside_a_number_are_answered_with_the_line_that_says_them(
    line: str, advice: str
) -> None:
    text = data("35-nong-son").replace(b"value: 71", line.encode())
    found = [problem.mend() for problem in examine({"data.yaml": text}).problems]
    assert len(found) == 1
    assert advice in found[0]


@pytest.mark.parametrize(
    ("plan", "values"),
    [
        ("plan: 90\n        plan-bound: at-least", {90: "Đạt", 95: "Đạt", 89: "Chưa đạt"}),
        ("plan: 90\n        plan-bound: above", {90: "Chưa đạt", 91: "Đạt"}),
        ("plan: 90\n        plan-bound: at-most", {90: "Đạt", 91: "Chưa đạt"}),
        ("plan: 90\n        plan-bound: below", {90: "Chưa đạt", 89: "Đạt"}),
        ("plan: 90\n        plan-max: 100", {89: "Chưa đạt", 95: "Đạt", 100: "Đạt", 101: "Đạt"}),
    ],
)
def test_a_plan_that_is_a_limit_or_a_range_is_judged_exactly(
    plan: str, values: Mapping[int, str]
) -> None:
    report = data("28-hai-duong").decode()
    for value, standing in values.items():
        text = report.replace("value: 1855", f"value: {value}\n        {plan}")
        views = followed(text.encode())
        assert f" {standing} chỉ tiêu" in said(views, "table('kn')")


@pytest.mark.parametrize(
    ("report", "was", "now", "call", "parts"),
    [
        # 3 : 15% can only be of 20, and is no slip; without a value the percentage stays.
        (
            "28-hai-duong", "value: 1855", "value: 3\n        PERCENT 15",
            "table('kn')", "20 suy ra 3 15%",
        ),
        (
            "28-hai-duong", "value: 1855", "missing: Nguồn chỉ nêu tỷ lệ.\n        PERCENT 158.18",
            "table('kn')", "Chưa có 158,18%",
        ),
        # 439 : 709 = 61,92%, which is not what was printed; of 701 it would be.
        (
            "16-can-tho", "population: 709", "denominator: 709\n        explanation: Nguồn in vậy.",
            "ledger('xep-loai')", "Mẫu số phù hợp với số công bố: 701",
        ),
        # 62,62 + 20,95 + 6,13 + 0,29 = 89,99.
        (
            "16-can-tho", "population: 709", "explanation: Nguồn in vậy.\n        population: 709",
            "ledger('xep-loai')", "= 10,30% Có chênh lệch",
        ),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_once_it_is_explained(
    report: str, was: str, now: str, call: str, parts: str
) -> None:
    percent = "published:\n          - figure: percent-of-plan\n            value:"
    text = data(report).decode().replace(was, now.replace("PERCENT", percent))
    if "10,30%" in parts:
        text = text.replace("share: 30.96", "share: 20.95")
    assert parts in said(followed(text.encode()), call)


def test_what_cannot_be_missing_is_not_told_to_say_why_it_is() -> None:
    text = typed(tree("flow: 2021 1 | aim floor {min: chưa có}"))
    (problem,) = examine({"data.yaml": text.encode()}).problems
    assert problem.mend() == (
        "xóa dòng này; mục chỉ có số ấy thì xóa cả mục, khi nguồn nêu số thì thêm lại."
    )


def test_a_base_that_does_not_give_the_printed_share_is_told_with_the_one_that_does() -> None:
    text = data("16-can-tho").replace(b"population: 709", b"denominator: 709")
    (problem,) = examine({"data.yaml": text}).problems
    assert problem.rule == "published-disagrees"
    assert "(mẫu số phù hợp: 701)" in problem.mend()


@pytest.mark.parametrize("case", [*cases("targets")], ids=lambda case: case.line)
def test_a_target_is_judged_as_it_was_set(case: Case) -> None:
    made = views(case.line)
    (so,) = made.indicators
    tables = (f"{name}('{so}')" for name in ("table", "totals", "ledger", "provenance", "years"))
    text = " ".join(said(made, call) for call in ("cards()", "state('muc')", *tables))
    for part in case.expected[0].split(" / "):
        assert (part.removeprefix("-") in text) is not part.startswith("-"), f"{part}\n{text}"


def test_every_type_of_target_and_every_measure_that_is_typed_is_judged() -> None:
    data = [dataset(case.line) for case in cases("targets")]
    assert {target.type for one in data for target in one.targets} == set(TargetType)
    measures = {indicator.measure for one in data for indicator in one.indicators}
    assert measures == set(Measure) - {Measure.RATIO}


def test_a_percentage_does_not_tell_a_number_that_is_too_small_to_show() -> None:
    told = b"plan: 10\n            percent-of-plan: 20"
    text = data("14-binh-thuan").replace(b"percent-of-plan: 158.18", told)
    text = text.replace(b"smallest-shown: 1", b"smallest-shown: 5")
    assert "20%" not in said(followed(text), "assignment('ket-nap')")
