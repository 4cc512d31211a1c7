"""The editor's messages come out as they were agreed, for real values."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import pytest
from samples import TERM, edited

from indicators import examine
from indicators.model import Measure, PublishedFigure, Status

MODELS = [
    (
        ("value: 1514", "value: 1.514"),
        (
            "“1.514” có thể là một nghìn năm trăm mười bốn, hoặc một phẩy năm một bốn. "
            "Cách sửa: gõ 1514 (ở trường phần trăm, ba chữ số lẻ như 96.675 được chấp nhận)."
        ),
    ),
    (
        ("value: 112.15", "value: 112,15%"),
        "“112,15%” có dấu %; ở đây chỉ ghi số. Cách sửa: gõ 112.15.",
    ),
    (
        ("value: 1514\n", "value: 1514\n        value: 1541\n"),
        (
            "“value” được khai hai lần trong cùng một mục (lần đầu ở dòng 29). "
            "Cách sửa: nếu là một mục khác thì thêm dòng - period: … ngay trên dòng này; "
            "nếu không thì giữ dòng đúng, xóa dòng kia."
        ),
    ),
    (
        ("value: 1533", "vlaue: 1533"),
        (
            "Không có trường “vlaue”; có phải “value”? "
            "Cách sửa: đổi tên thành value hoặc xóa dòng này."
        ),
    ),
    (
        ("    measure: share\n", ""),
        (
            "Mục “xep-loai” thiếu trường bắt buộc “measure”. "
            "Cách sửa: thêm dòng measure: với một trong các mã: flow (cộng dồn theo thời gian), "
            "stock (số tại một thời điểm), share (tỷ lệ phần trăm), "
            "ratio (tỷ số của hai chỉ tiêu), rate (tốc độ tăng, giảm), rank (thứ hạng), "
            "yes-no (có hoặc không); thụt lề bằng các dòng cùng mục."
        ),
    ),
    (
        ("        value: 1514", "         value: 1514"),
        (
            "Dòng “value: 1514” thụt vào 9 dấu cách, các dòng cùng mục thụt 8. "
            "Cách sửa: xóa bớt 1 dấu cách ở đầu dòng."
        ),
    ),
    (
        ("        value: 1514", "\t\tvalue: 1514"),
        (
            "Đầu dòng “value: 1514” có dấu Tab. "
            "Cách sửa: xóa Tab, gõ dấu cách cho thẳng với dòng trên."
        ),
    ),
    (
        ("value: 1514", "value: 1\N{NO-BREAK SPACE}514"),
        (
            "“1 514” có dấu cách đặc biệt (U+00A0), thường do chép từ Word hoặc trang web. "
            "Cách sửa: xóa rồi gõ lại 1514."
        ),
    ),
    (
        ("name: Kết nạp\n", "name: “Kết nạp”\n"),
        'Ngoặc kép cong của Word quanh “Kết nạp”. Cách sửa: thay bằng ngoặc thẳng: "Kết nạp".',
    ),
    (
        ("name: Kết nạp\n", unicodedata.normalize("NFD", "name: Kết nạp\n")),
        (
            "“Kết nạp” gõ bằng dấu rời (Unicode tổ hợp): nhìn giống nhưng máy coi là chữ khác. "
            "Cách sửa: chọn bảng mã “Unicode” trong bộ gõ, xóa và gõ lại."
        ),
    ),
    (
        ("    source: bao-cao", "    source: bao-coa"),
        (
            "Không có nguồn nào mang mã “bao-coa”; có phải “bao-cao”? "
            "Cách sửa: sửa mã, hoặc khai nguồn mới trong documents trước."
        ),
    ),
    (
        ("period: 2023", "period: 2022"),
        (
            "Năm “2022” đã có ở dòng 34. Cách sửa: gộp hai mục; nếu số đã thay đổi, sửa mục cũ và "
            "ghi là điều chỉnh hay đính chính."
        ),
    ),
    (
        ("period: 2021\n", "period: 2019\n"),
        (
            "Năm “2019” nằm ngoài nhiệm kỳ 2020 – 2025. "
            "Cách sửa: kiểm tra lại năm; số của nhiệm kỳ trước không khai ở đây."
        ),
    ),
    (
        ("value: 5866", "value: 4700"),
        (
            "Lũy kế “4700” thấp hơn tổng các năm đã khai trong cùng thời gian (4.714). "
            "Cách sửa: đối chiếu lũy kế và từng năm với nguồn."
        ),
    ),
    (
        ("plan: 1350", "plan: 1400"),
        (
            "Tỷ lệ công bố “112.15” không phù hợp: 1.514 so với chỉ tiêu 1.400 là 108,14%. "
            "Cách sửa: kiểm tra value, plan và tỷ lệ; nếu nguồn ghi đúng cả ba, thêm explanation."
        ),
    ),
    (
        ("        explanation: Nguồn không nêu cách tính.\n", ""),
        (
            "Số công bố “96.75” chênh 0,075 điểm phần trăm so với số tính lại 96,675%, chưa có "
            "thuyết minh. Cách sửa: xem lại nguồn và các số được tính: 96,2% (dòng 50), "
            "97,15% (dòng 52); nếu nguồn ghi như vậy, thêm explanation, chỉ nêu điều biết chắc."
        ),
    ),
    (
        ("value: 96.75", "value: 96.68"),
        (
            "Thuyết minh “Nguồn không nêu cách tính.” không còn cần: số công bố đã khớp số "
            "tính lại. Cách sửa: xóa dòng explanation."
        ),
    ),
    (
        ("        value: 1667\n", ""),
        (
            "Mục “2023” không có số liệu và chưa ghi lý do. "
            "Cách sửa: ghi lý do, ví dụ “nguồn không nêu”; không gõ 0 thay cho số chưa có."
        ),
    ),
    (
        ("value: 97.15", "value: 972"),
        (
            "Tỷ lệ “972” lớn hơn 100%. Cách sửa: kiểm tra dấu thập phân (97.2?); tỷ lệ so với chỉ "
            "tiêu thì khai ở percent-of-plan."
        ),
    ),
    (
        ("- period: 2022\n        value: 1533", "- {period: 2022, value: 1533}"),
        (
            "“{period: 2022, value: 1533}” viết gộp trên một dòng. "
            "Cách sửa: bỏ ngoặc {}, ghi mỗi trường một dòng."
        ),
    ),
    (
        ("        value: 1514", "<<<<<<< HEAD\n        value: 1514\n=======\n>>>>>>> khac"),
        (
            "“<<<<<<< HEAD” là dấu xung đột khi hai người cùng sửa một chỗ. Cách sửa: giữ nội dung "
            "đúng, xóa ba dòng bắt đầu bằng <<<<<<<, =======, >>>>>>>."
        ),
    ),
    (
        ("    title: Báo cáo", "    title: BÕo cáo"),
        (
            "Tệp không ở bảng mã UTF-8 (dòng 11, byte “D5”). Cách sửa: mở tệp gốc, Lưu thành "
            "(Save As), chọn Encoding: UTF-8; không dùng TCVN3, VNI."
        ),
    ),
    (
        ("id: ket-nap\n", "id: kết nạp\n"),
        (
            "Mã “kết nạp” có ký tự không dùng được. "
            "Cách sửa: chỉ dùng chữ thường không dấu, chữ số, gạch nối: ket-nap."
        ),
    ),
    (
        ("status: forecast", "status: dự kiến"),
        "“dự kiến” không phải mã mức độ chính thức. Cách sửa: gõ forecast.",
    ),
    (
        ("value: 1514", "value: -15"),
        (
            "“-15” nhỏ hơn 0, không hợp lệ với số đảng viên. "
            "Cách sửa: kiểm tra nguồn và bỏ dấu trừ; phần chênh lệch do trang tự tính."
        ),
    ),
]
"""Each an edit of the sample and the message that it gets; the agreed twenty-five, in order."""


def test_all_agreed_messages_are_here() -> None:
    assert len(MODELS) == 25


def test_the_sample_itself_is_in_order() -> None:
    assert examine({"data.yaml": TERM.encode()}).problems == ()


@pytest.mark.parametrize(("edit", "expected"), MODELS, ids=range(1, len(MODELS) + 1))
def test_message(edit: tuple[str, str], expected: str) -> None:
    data = edited(TERM, edit).encode().replace("Õ".encode(), b"\xd5")
    (problem,) = examine({"data.yaml": data}).problems
    assert f"{problem.what()} Cách sửa: {problem.mend()}" == expected


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
            "thêm dòng through: và thời điểm cộng dồn đến, thụt lề bằng các dòng cùng mục.",
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
