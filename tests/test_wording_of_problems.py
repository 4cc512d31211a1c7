"""Messages about fields name what may be typed; each rule's own words are in rules_told.yaml."""

from enum import StrEnum

import pytest
from samples import HEAD, SMALL, TERM, edited

from indicators import examine
from indicators.model import Measure, PublishedFigure, Status


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        (("status: forecast", "status: tạm"), Status),
        (("measure: share", "measure: số"), Measure),
        (("figure: mean", "figure: khác"), PublishedFigure),
    ],
)
def test_every_code_that_may_be_typed_is_named(edit: tuple[str, str], codes: type[StrEnum]) -> None:
    (problem,) = examine({"data.yaml": edited(TERM, edit).encode()}).problems
    assert all(f"{code.value} (" in problem.mend() for code in codes)


def test_a_block_or_field_of_the_file_that_is_lost_is_told_with_its_lines() -> None:
    lost = edited(SMALL, ("model: 1\n", ""), (HEAD[HEAD.index("source:") : HEAD.index("doc")], ""))
    (problem,) = examine({"data.yaml": lost.encode()}).problems
    assert (problem.line, problem.rule) == (1, "field-missing")
    assert "“model: …” (phiên bản của mẫu dữ liệu), “source: …” (nguồn chung)" in problem.mend()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "Tệp chưa có dữ liệu."),
        ("# x\n", "Tệp chưa có dữ liệu."),
        ("\n<!DOCTYPE html>\n", "Đây là một trang web lưu thành tệp, không phải tệp dữ liệu."),
        ("- a\n", "“Tệp” phải là các dòng “tên: giá trị”."),
    ],
)
def test_what_is_no_data_is_told_in_one_sentence(text: str, what: str) -> None:
    (problem,) = examine({"data.yaml": text.encode()}).problems
    assert problem.what() == what


def test_every_field_that_may_be_typed_is_named() -> None:
    text = edited(TERM, ("        locator: trang 1\n", "        percent: 112.15\n"))
    (problem,) = examine({"data.yaml": text.encode()}).problems
    assert problem.mend().endswith("parts, grades.")
