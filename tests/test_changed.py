"""With the last version that loads at hand, what changed since is told first, with what it was."""

import pytest
from conftest import ending
from samples import HEAD, SMALL, TERM, edited

from indicators import Problem, examine

GOOD = {"d.yaml": TERM.encode()}


def first(text: str) -> Problem:
    """The first problem of a text that was the sample before."""
    return examine({"d.yaml": text.encode()}, last_good=GOOD).problems[0]


def test_a_problem_of_a_changed_line_says_what_stood_there() -> None:
    problem = first(edited(TERM, ("value: 1533", "value: 1533%")))
    assert problem.what().endswith(" (Dòng này vừa sửa; trước đó là “value: 1533”.)")
    assert problem.what("en").endswith(
        " (This line was just changed; before, it was “value: 1533”.)"
    )


@pytest.mark.parametrize(
    ("edit", "line", "what"),
    [
        (
            ("    measure: flow\n", ""),
            23,
            "Ngay trên dòng này vừa xóa “measure: flow”; các lỗi dưới đây có thể do đó.",
        ),
        (
            ("start: 2020", "start: 2022"),
            6,
            ("Các lỗi dưới đây có thể do dòng này. (Dòng này vừa sửa; trước đó là “start: 2020”.)"),
        ),
    ],
)
def test_where_the_problems_stand_elsewhere_the_changed_line_is_told_before_them(
    edit: tuple[str, str], line: int, what: str
) -> None:
    text = edited(TERM, edit)
    problem = first(text)
    assert (problem.line, problem.rule, problem.what()) == (line, "line-changed", what)
    assert problem.source == text.split("\n")[line - 1]


def test_a_changed_line_is_not_blamed_for_what_the_last_version_had_too() -> None:
    had = edited(TERM, ("start: 2020", "start: 2022"))
    files = {"d.yaml": edited(had, ("trang 1", "trang 2")).encode()}
    told = examine(files, last_good={"d.yaml": had.encode()}).problems
    assert told == examine(files).problems != ()


def test_a_line_that_was_added_had_nothing_before_it() -> None:
    text = edited(TERM, ("value: 1533", "value: 1533\n        note: Một.\n        bound: abve"))
    assert "changed_from" not in first(text).context


def test_a_line_that_was_deleted_among_equal_ones_is_found() -> None:
    old = edited(TERM, ("targets:\n", "# x\n# x\n# x\ntargets:\n"))
    new = edited(old, ("# x\n", ""), ("start: 2020", "start: 2022"))
    told = examine({"d": new.encode()}, last_good={"d": old.encode()}).problems
    changed = [
        (one.file, one.line, one.fault.context) for one in told if one.rule == "line-changed"
    ]
    assert changed == [
        ("d", 6, {"changed_from": "start: 2020"}), ("d", 12, {"deleted": "# x"}),
    ]  # fmt: skip


def test_a_problem_below_a_deleted_line_says_what_was_deleted() -> None:
    what = first(edited(TERM, ("    totals:\n", ""))).what()
    assert what.endswith(" (Ngay trên dòng này vừa xóa “totals:”.)")


def test_of_several_changes_each_problem_says_what_stood_at_its_own() -> None:
    more = ("start: 2020", "start: 2020\n# một dòng nữa")
    text = edited(TERM, more, ("value: 1514", "value: 1514%"), ("value: 1667", "value: 1667 người"))
    was = [
        (problem.line, problem.context["changed_from"])
        for problem in examine({"d.yaml": text.encode()}, last_good=GOOD).problems
    ]
    lines = TERM.split("\n")
    assert was == [
        (lines.index(f"        {typed}") + 2, typed) for typed in ("value: 1514", "value: 1667")
    ]


def test_a_file_that_was_not_there_before_is_told_as_usual() -> None:
    files = {"d.yaml": edited(SMALL, ("value: 1514", "value: 15x")).encode()}
    assert examine(files, last_good={}).problems == examine(files).problems
    assert examine(files, last_good={"d.yaml": b"\xff\n"}).problems == examine(files).problems


def test_data_in_order_is_the_same_with_and_without_it() -> None:
    files = {"d.yaml": edited(TERM, ("trang 1", "trang 2")).encode()}
    assert examine(files, last_good=GOOD).problems == ()


def test_a_file_that_changed_as_a_whole_is_compared_soon() -> None:
    rows = "".join(f"      - period: {n}\n        value: {n}\n" for n in range(30_000))
    old = HEAD + SMALL[len(HEAD) : SMALL.index("      - period")] + rows
    new = {"d.yaml": old.replace("value:", "value").encode()}
    with ending():
        problems = examine(new, last_good={"d.yaml": old.encode()}).problems
    assert (problems[0].line, problems[0].context["changed_from"]) == (20, "value: 0")
