"""Published reports as they were printed: what the built page, the ledger and the status say.

Each file of ``reports`` holds facts of one report; its first line names whose they are, the term,
who published them and when. What must be said was worked out by hand from the printed figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from reader import words, writer

from indicators import examine, read
from indicators.computing.compute import Views, compute
from indicators.pages.calls import Call, read_call
from indicators.showing.writer import macros

REPORTS = Path(__file__).parent / "reports"

HEAD = """\
model: 1
organisation:
  name: {0}
term:
  name: nhiệm kỳ {1}
  start: {2}
  end: {3}
source: nguon
documents:
  - id: nguon
    title: Báo cáo, bài báo
    issuer: {4}
    date: {5}
"""

SAYS: Mapping[str, Mapping[str, list[str]]] = {
    "28-hai-duong": {
        "table('kn')": ["1.855", "−645", "Chưa đạt chỉ tiêu", "nguồn chỉ nêu không hoàn thành"],
        "cards()": ["từ 2.500 đảng viên trở lên", "1.855 đảng viên (năm 2019 )", "Chưa đạt"],
    },
    "31-son-la": {
        "grades('xl')": ["khoảng 120", "451", "-598", "-95,48", "-571", "Chưa có"],
        "ledger('xl')": ["-"],
    },
    "35-nong-son": {
        # 71 : 70 = 101,43%, and no other whole plan gives 101 as printed.
        "table('kn')": ["70 suy ra", "101%", "Vượt chỉ tiêu"],
        "table('thu')": ["khoảng 10", "186%", "Vượt chỉ tiêu", "không tính gì từ số gần đúng"],
        "ledger('thu')": ["186%", "Nguồn không nêu đủ số đầu vào"],
        "chart('thu')": ["nguồn chỉ nêu khoảng 10 , nên không vẽ"],
        "ledger('hn')": ["−3 điểm phần trăm", "Không đủ số liệu để tính lại"],
        "ledger('gt')": ["12,3%", "Không đủ số liệu để tính lại"],
    },
}
"""By report and macro what it writes; after a minus, what it does not, and ``-`` that it is empty.
"""


def data(name: str) -> bytes:
    """A report's file with the head that its first line stands for."""
    first, _, rest = (REPORTS / f"{name}.yaml").read_text("utf-8").partition("\n")
    whose, term, issuer, date = first.removeprefix("# ").split(" | ")
    return (HEAD.format(whose, term, *term.split(" – "), issuer, date) + rest).encode()


def seen(text: bytes) -> Views:
    """What follows from a file, which is read without a problem."""
    dataset = read({"data.yaml": text}).dataset
    assert dataset is not None
    return compute(dataset)


def said(views: Views, call: str) -> str:
    """The words that a call of a page writes."""
    made = read_call(f"{{{{ {call} }}}}", 0)
    assert isinstance(made, Call)
    return words(macros()[made.name](writer(views, "trang/"), *made.arguments, **made.options))


def test_every_report_that_was_typed_is_looked_at() -> None:
    assert {path.stem for path in REPORTS.iterdir()} == set(SAYS)


@pytest.mark.parametrize("name", SAYS)
def test_a_report_says_what_was_printed_and_no_more(name: str) -> None:
    views = seen(data(name))
    for call, expected in SAYS[name].items():
        text = said(views, call)
        for part in expected:
            denied = part.startswith("-")
            found = bool(text) if part == "-" else part.removeprefix("-") in text
            assert found is not denied, f"{call}: {part}\n{text}"


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("value: khoảng 100", "thêm dòng approximate: true"),
        ("value: gần 120", "thêm dòng approximate: true"),
        ("value: 90-100", "bound: at-least"),
        ("value: trên 90", "bound: above"),
        # What a plan asks at least is no bound of the result.
        ("plan: từ 90 trở lên", "plan-bound: at-least"),
        ("plan: trên 90", "plan-bound: at-least"),
        ("plan: 90-100", "mức trên ở plan-max"),
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
        views = seen(text.encode())
        assert f" {standing} chỉ tiêu" in said(views, "table('kn')")
