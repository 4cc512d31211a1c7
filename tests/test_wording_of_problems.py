"""Messages about fields name what may be typed; each rule's own words are in rules_told.yaml."""

from __future__ import annotations

from enum import StrEnum

import pytest
from samples import TERM, edited

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


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            ("  - id: ket-nap\n    name: Kết nạp\n", "  - name: Kết nạp\n"),
            "Mục “Kết nạp” thiếu trường bắt buộc “id”.",
        ),
        (
            ("      - through: 2023\n        value: 5866", "      - value: 5866"),
            "thêm “through: …” (thời điểm cộng dồn đến), thụt lề bằng các dòng cùng mục.",
        ),
    ],
)
def test_a_missing_field_is_told_of_the_item_by_its_name_and_by_what_it_is(
    edit: tuple[str, str], message: str
) -> None:
    (problem, *_) = examine({"data.yaml": edited(TERM, edit).encode()}).problems
    assert message in (problem.what(), problem.mend())


@pytest.mark.parametrize(
    ("edit", "mend"),
    [
        (
            ("id: xep-loai\n", "id:\n"),
            "ghi giá trị sau id: vì mục nào cũng phải có trường này.",
        ),
        (
            ("    measure: share\n", "    measure:\n"),
            "ghi giá trị sau measure: vì mục nào cũng phải có trường này.",
        ),
        (
            ("        locator: trang 1\n", "        locator:\n"),
            ("ghi giá trị sau dấu hai chấm, hoặc xóa cả dòng; số chưa có thì ghi lý do ở missing."),
        ),
    ],
)
def test_an_empty_field_is_deleted_only_where_it_may_be_missing(
    edit: tuple[str, str], mend: str
) -> None:
    (problem,) = examine({"data.yaml": edited(TERM, edit).encode()}).problems
    assert (problem.rule, problem.mend()) == ("value-empty", mend)


def test_every_field_that_may_be_typed_is_named() -> None:
    text = edited(TERM, ("        locator: trang 1\n", "        percent: 112.15\n"))
    (problem,) = examine({"data.yaml": text.encode()}).problems
    assert problem.mend().endswith("published, former, parts, grades.")
