"""Reports read well everywhere they are shown, and no data can speak through them."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import DataError, Problem
from indicators.checks.doubts import RATIO_FAR
from indicators.checks.totals import TOTAL_UNDER
from indicators.reading.files import FILE_NAME
from indicators.reporting.findings import visible
from indicators.reporting.problems import as_github, as_json, as_summary, as_text, conclusion, inert
from indicators.scalars import NUMBER_THOUSANDS

URL = "https://so-lieu.example/gioi-thieu/quy-tac/"


def problem(
    written: str = "1 514", source: str = "", column: int = 8, file: str = "d.yaml"
) -> Problem:
    told = NUMBER_THOUSANDS(written=written, write="1514")
    return Problem(file, 3, column, told, source or f"value: {written}")


def test_text_in_english_with_the_rules_address() -> None:
    assert as_text([problem(), problem("2 514")], "en", URL) == (
        "d.yaml:3:8: “1 514” holds a separator of thousands.\n"
        "    value: 1 514\n"
        "           ^\n"
        f"  How to mend: type 1514. [number-thousands] {URL}#number-thousands\n"
        "\n"
        "d.yaml:3:8: “2 514” holds a separator of thousands.\n"
        "    value: 2 514\n"
        "           ^\n"
        f"  How to mend: type 1514. [number-thousands] {URL}#number-thousands\n"
    )


def test_a_problem_of_a_whole_file_shows_no_line() -> None:
    report = as_text([Problem("d.yml", 1, 1, FILE_NAME(written="d.yml"), "")])
    assert [line[:5] for line in report.splitlines()] == ["d.yml", "  Các"]


@pytest.mark.parametrize(
    ("source", "column", "shown", "caret"),
    [
        ("value: 1\u00a0514", 9, "value: 1␣514", "        ^"),
        ("\tvalue: 1", 1, "→value: 1", "^"),
        ("名前: x", 5, "名前: x", "      ^"),
        ("e\u0302: x", 4, "e\u0302: x", "  ^"),
        ("a: \u202ex", 4, "a: ▯x", "   ^"),
        ("x: " + "9" * 200, 4, "x: " + "9" * 48 + "…", "   ^"),
        ("x" * 200 + ": 1", 203, "…" + "x" * 46 + ": 1", " " * 49 + "^"),
    ],
)
def test_the_caret_stands_below_the_column(
    source: str, column: int, shown: str, caret: str
) -> None:
    _, line, mark, _ = as_text([problem(source=source, column=column)]).splitlines()
    assert (line, mark) == ("    " + shown, "    " + caret)


def test_conclusion_counts_what_is_to_be_mended() -> None:
    assert conclusion([]) == "Dữ liệu hợp lệ.\n"
    assert conclusion([problem(), problem()]) == "2 chỗ cần sửa.\n"
    assert conclusion([problem()], "en") == "1 to mend.\n"


def test_json_holds_every_part() -> None:
    (row,) = json.loads(as_json([problem()], rules_url=URL))
    assert row == {
        "file": "d.yaml",
        "line": 3,
        "column": 8,
        "level": "error",
        "rule": "number-thousands",
        "message": "“1 514” có dấu ngăn hàng nghìn.",
        "mend": "gõ 1514.",
        "source": "value: 1 514",
        "url": f"{URL}#number-thousands",
    }
    assert json.loads(as_json([])) == []


def test_github_annotation_is_one_workflow_command() -> None:
    assert as_github([problem(file="a,b:c%.yaml")]) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=3,col=8,title=number-thousands::"
        "“1 514” có dấu ngăn hàng nghìn. Cách sửa: gõ 1514. [number-thousands]\n"
    )


@given(st.text(min_size=1))
def test_no_data_can_end_the_annotation_or_begin_another(written: str) -> None:
    report = as_github([problem(written)])
    assert report.endswith("\n")
    assert len(re.split("[\r\n]", report)) == 2
    message = report.partition("title=number-thousands::")[2]
    assert re.fullmatch("(?:[^%]|%25|%0D|%0A)*", message)


@given(st.text(min_size=1))
def test_no_data_can_become_markup_in_the_job_summary(written: str) -> None:
    hostile = f"</pre><script>{written}\n\n# x ```"
    summary = as_summary([problem(hostile)])
    heading, _, block = summary.partition("<pre>\n")
    assert heading == "## Kiểm tra dữ liệu: 1 chỗ cần sửa\n\n"
    assert block.endswith("\n</pre>\n")
    assert not set("<>") & set(block.removesuffix("</pre>\n"))
    assert visible("</pre><script>") in html.unescape(block)


def test_a_report_tells_the_first_problems_and_counts_the_others_by_rule() -> None:
    many = [problem("<" * 60, source="đ" * 60) for _ in range(20_000)]
    rest = "Còn 19.900 chỗ nữa: number-thousands 19.900."
    assert as_text(many).count("Cách sửa") == as_github(many).count("Cách sửa") == 100
    assert as_text(many).endswith(f"\n{rest}\n")
    assert as_github(many).endswith(f"\n::error::{rest}\n")
    assert json.loads(as_json(many))[100:] == [{"message": rest}]
    summary = as_summary(many)
    assert summary.startswith("## Kiểm tra dữ liệu: 20000 chỗ cần sửa")
    assert len(summary.encode()) < 200_000  # GitHub takes a mebibyte


def test_a_doubt_is_a_warning_and_counted_apart() -> None:
    doubt = Problem("d.yaml", 3, 8, RATIO_FAR(ratio="336%", name="x", inputs="1"), "value: 1")
    assert as_text([doubt]).startswith("d.yaml:3:8: nên xem lại: Tỷ số 336% của “x”")
    assert as_github([doubt]).startswith("::warning file=d.yaml,line=3,col=8,title=ratio-far::")
    assert json.loads(as_json([doubt]))[0]["level"] == "warning"
    assert conclusion([doubt]) == "Dữ liệu hợp lệ; 1 chỗ nên xem lại.\n"
    assert conclusion([doubt, problem()], "en") == "1 to mend; 1 worth a second look.\n"


@given(
    st.sampled_from(["::error::", "  ::add-mask::", "\u3000::stop-commands::", "x ##[group]"]),
    st.text(),
)
def test_nothing_that_is_told_is_a_command_to_a_runner(command: str, written: str) -> None:
    hostile = problem(command + written, source=command + written.replace("\n", " "), file=command)
    for line in as_text([hostile]).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    for line in re.split(r"[\r\n]", inert(f"a\n\t{written}\r{command}b\n{command}")):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert "\x1b" not in line


def test_json_says_the_same_without_a_command_to_a_runner() -> None:
    text = as_json([problem("##[error]x")])
    assert "##[" in text
    assert "##[" not in inert(text)
    assert json.loads(inert(text)) == json.loads(text)


@given(st.text())
def test_what_is_shown_obeys_no_terminal_and_keeps_its_columns(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert shown.isprintable() or not shown
    assert visible(shown) == shown


@given(st.text(min_size=1))
def test_a_report_has_as_many_lines_as_it_should(written: str) -> None:
    report = as_text([problem(written, source="value: " + written.replace("\n", ""))])
    assert len(report.split("\n")) == 5


def test_a_long_value_is_quoted_in_part() -> None:
    assert problem("x" * 1000).what() == f"“{'x' * 79}…” có dấu ngăn hàng nghìn."


def test_the_text_of_an_error_is_the_whole_report() -> None:
    assert [str(DataError(told)) for told in ([], [problem()])] == ["", as_text([problem()])]


def test_a_blank_that_nothing_fills_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="written"):
        TOTAL_UNDER(sum=1).what()
