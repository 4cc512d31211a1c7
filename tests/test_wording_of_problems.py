"""Messages about fields name what may be typed; each rule's own words are in rules_told.yaml."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

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


WHOLE = (Path(__file__).parent / "every_kind.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("edit", "mend"),
    [
        (("- unit: huyen-b", "- unit: Huyện B"), "gõ mã đã khai trong units: huyen-b."),
        (("set-by: nghi-quyet\n", "set-by: NGHI QUYET\n"), "trong documents: nghi-quyet."),
        (("- unit: huyen-b", "- unit: Quận khác"), "ghi mỗi dòng một mã đã khai trong units;"),
        (("- unit: huyen-b", "- unit: dang-bo-y"), "sửa mã, hoặc khai đơn vị mới trong units"),
        (
            ("  - id: huyen-b", "  - id: Huyện B"),
            "chữ thường không dấu, chữ số, gạch nối: huyen-b.",
        ),
    ],
)
def test_a_name_is_answered_with_the_id_of_what_is_called_so(
    edit: tuple[str, str], mend: str
) -> None:
    text = edited(WHOLE, edit)
    (problem, *_) = examine({"data.yaml": text.encode()}).problems
    assert problem.rule in ("id-form", "id-unknown")
    assert mend in problem.mend()


def test_every_field_that_may_be_typed_is_named() -> None:
    text = edited(TERM, ("        locator: trang 1\n", "        percent: 112.15\n"))
    (problem,) = examine({"data.yaml": text.encode()}).problems
    assert problem.mend().endswith("published, former, parts, grades.")
