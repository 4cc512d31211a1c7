"""Names where ids belong: the id of what has the name is offered, and no id that does not exist."""

from __future__ import annotations

import pytest
from samples import HEAD

from indicators import examine

TEXT = (
    HEAD.replace("- id: bao-cao\n", "- id: bao-cao\n    code: 21-BC/TU\n")
    + """\
targets:
  - id: muc-ket-nap
    name: Mức kết nạp
    type: term-total
    value: 6300
    set-by: SET-BY
    indicators:
      - LISTED
indicators:
  - id: ket-nap
    name: Kết nạp đảng viên
    measure: flow
    unit: đảng viên
    observations:
      - period: 2021
        value: 1514
        parts:
          - unit: UNIT
            value: 1514
unit-types:
  - id: xa
    name: Xã
units:
  - id: xa-b
    name: Đảng bộ xã B
    type: TYPE
publication:
  permission: Thông báo
  smallest-shown: 5
"""
)
RIGHT = {"SET-BY": "bao-cao", "LISTED": "ket-nap", "UNIT": "xa-b", "TYPE": "xa"}


def told(**wrong: str) -> list[str]:
    """The messages for other references than the right ones."""
    text = TEXT
    for place, name in (RIGHT | {k.replace("_", "-"): v for k, v in wrong.items()}).items():
        text = text.replace(place, name)
    return [f"{p.what()} {p.mend()}" for p in examine({"d": text.encode()}).problems]


def test_the_right_ids_are_taken() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"UNIT": "Đảng bộ xã B"},
            "“Đảng bộ xã B” là tên, không phải mã. gõ mã của “Đảng bộ xã B” trong units: xa-b.",
        ),
        (
            {"LISTED": "Kết nạp đảng viên"},
            (
                "“Kết nạp đảng viên” là tên, không phải mã. "
                "gõ mã của “Kết nạp đảng viên” trong indicators: ket-nap."
            ),
        ),
        (
            {"SET_BY": "21-BC/TU"},
            ("“21-BC/TU” là tên, không phải mã. gõ mã của “21-BC/TU” trong documents: bao-cao."),
        ),
        (
            {"TYPE": "XA"},
            (
                "Mã “XA” có ký tự không dùng được. "
                "chỉ dùng chữ thường không dấu, chữ số, gạch nối: xa."
            ),
        ),
        (
            {"UNIT": "Đảng bộ xã C"},
            (
                "Mã “Đảng bộ xã C” có ký tự không dùng được. "
                "gõ một mã đã khai trong units; chưa có thì khai mục mới ở đó trước."
            ),
        ),
        (
            {"LISTED": "ket-nap, ket-nap"},
            (
                "“ket-nap, ket-nap” là nhiều mã trên một dòng. "
                "ghi mỗi mã một dòng, bắt đầu bằng “- ”."
            ),
        ),
        (
            {"UNIT": "dang-bo-xa-b"},
            (
                "Không có đơn vị nào mang mã “dang-bo-xa-b”; có phải “xa-b”? "
                "sửa mã, hoặc khai đơn vị mới trong units trước."
            ),
        ),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_a_name_is_answered_with_the_id_of_what_is_called_so(
    wrong: dict[str, str], message: str
) -> None:
    assert told(**wrong) == [message]
