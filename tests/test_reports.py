"""Published reports as they were printed: what the built page, the ledger and the status say.

Each file of ``reports`` holds facts of one report; its first line names whose they are, the term,
who published them and when. What must be said was worked out by hand from the printed figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from cases import tree, typed, views
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
    "03-xuan-loc": {
        # 358 : 7,615% < members <= 358 : 7,605%, so from 4.702 to 4.707 of them.
        "table('tl')": ["7,61%", "Đạt chỉ tiêu"],
        "ledger('tl')": ["7,61%", "4.702 – 4.707 đảng viên suy ra", "Không đủ số liệu để tính lại"],
        "cards()": ["từ 7% trở lên", "7,61%"],
    },
    "11-ninh-thuan": {
        # 288 : 815 = 35,337%; 21 : 20, 52 : 102, 5 : 10, 4 : 8, 13 : 75; 288 − 95 = 193.
        "table('ket-nap')": ["815 suy ra", "35,34%", "Đang thực hiện", "-Chưa đạt"],
        "assignment('ket-nap')": [
            "Công an tỉnh 20 suy ra 21 105% Vượt chỉ tiêu",
            "Ninh Phước 102 suy ra 52 50,98% Đang",
            "Quân sự tỉnh 10 suy ra 5 50%",
            "Bộ đội Biên phòng 8 suy ra 4 50%",
            "Ninh Sơn 75 suy ra 13 17,33%",
            "Cộng các đơn vị đã có số 95",
            "Các đơn vị khác 193",
            "-215",
            "-600",
        ],
        "outstanding('ket-nap')": ["Kết quả của các đơn vị khác: 193 đảng viên"],
        "ledger('ket-nap')": ["Dùng để suy ra, không kiểm tra độc lập được", "-Có chênh lệch"],
    },
    "13-chau-duc": {
        # 10 : 17 = 58,82% and 10 : 18 = 55,56%; 294,350 is printed with three decimals.
        "ledger('xa-ntm')": ["57,14%", "Không có số nguyên nào phù hợp", "Nguồn in như vậy"],
        "table('thu-ngan-sach')": ["294,350", "118,82%", "Vượt chỉ tiêu", "-294,3500"],
        "ledger('nong-nghiep')": [
            "67,11%",
            "+2,3%",
            "so với cùng kỳ năm trước",
            "Nguồn không nêu đủ số đầu vào",
        ],
        "table('nong-nghiep')": ["Đang thực hiện"],
    },
    "14-binh-thuan": {
        # 1.932 : 2.000 = 96,6%; 930 : 1.932 = 48,137%; 112 : 1.932 = 5,797%; 1.214 : 1.932.
        "assignment('ket-nap')": [
            "Công an tỉnh Chưa có 158,18% Vượt",
            "Khối các cơ quan Chưa có 104,61% Vượt",
            "Toàn Đảng bộ 1.932 96,6% Đang thực hiện",
            "-suy ra",
        ],
        "group_shares('ket-nap')": ["48,14% ( 930 )", "5,8% ( 112 )", "62,84% ( 1.214 )"],
        "ledger('ket-nap')": [
            "1.932 : 2.000 × 100 = 96,60% Khớp",
            "930 : 1.932 × 100 ≈ 48,14% Khớp",
            "112 : 1.932 × 100 ≈ 5,80% Khớp",
            "1.214 : 1.932 × 100 ≈ 62,84% Khớp",
            "158,18% Nguồn không nêu đủ số đầu vào",
        ],
    },
    "16-can-tho": {
        # 439 : 709 = 61,92%, 439 : 701 = 62,62%; 62,62 + 30,96 = 93,58, and 0,29 is left of 100.
        "grades('xep-loai')": ["439 ( 62,62% )", "93,58%", "701 suy ra", "8 suy ra", "709"],
        "ledger('xep-loai')": [
            "439 : 701 × 100 ≈ 62,62% Dùng để suy ra",
            "100% − (62,62% + 30,96% + 6,13%) = 0,29% Khớp",
        ],
        "ledger('tieu-bieu')": ["107 : 439 × 100 ≈ 24,37% Khớp"],
    },
    "23-kong-chro": {
        "table('ct')": ["62,50%"],
        "ledger('thu')": ["87,52%", "Nguồn không nêu đủ số đầu vào"],
        "table('thu')": ["22,71 87,52% Đang thực hiện"],
        "ledger('cn')": ["so với cùng kỳ năm trước", "+9,7%", "Nguồn không nêu đủ số đầu vào"],
    },
    "18-bac-ninh": {
        # One bad year is no broken average; the printed mean of three years reaches the card.
        "cards()": [
            "từ 7% đến 8%",
            "Bình quân đến nay 0,4% (các năm 2021 – 2023 )",
            "Đang thực hiện",
        ],
        "table('grdp')": ["−9,28% sơ bộ", "-Chưa đạt"],
        "mean('grdp')": ["0,4%", "không nêu đủ số để tính lại"],
    },
    "19-ba-ria-vung-tau": {
        "table('par')": ["+1,59"],
        "ledger('par-hang')": ["giảm 7 bậc", "Không đủ số liệu để tính lại"],
        "table('pci-hang')": ["tăng 6 bậc"],
        "ledger('pci-hang')": ["15 − 9 = 6 bậc Khớp"],
        "years('pci-hang')": ["thứ 15", "thứ 9", "tăng 6 bậc"],
        "ledger('papi')": ["40,62 : 80 × 100 = 50,775%", "(bỏ phần lẻ)"],
    },
    "21-nhu-xuan": {
        "cards()": [
            "Chưa có số liệu : Tốc độ tăng giá trị sản xuất bình quân (từ 16% trở lên)",
            "25.000 tấn",
            "(dưới 1% )",
        ],
    },
    "25-thai-nguyen": {
        # 90 : 5.356 = 1,680...%; 3% of 5.356 are 160,68, and people are counted whole.
        "cards()": ["từ 3% trở lên", "1,68% (đến hết tháng 9/2020 )", "Đang thực hiện"],
        "needed('tl')": ["2021 5.356 ít nhất 161", "2025 5.356 ít nhất 161"],
        "asked('tl')": ["năm 2019 là 5.356 đảng viên", "ít nhất 161", "-năm 2025 là"],
        "table('ds')": ["2019 5.356", "Năm 2019 ở trước nhiệm kỳ, chỉ để so sánh"],
    },
    "26-chu-se": {
        "totals('kn')": ["Tốc độ so với nhiệm kỳ trước", "1.500", "+1,2%"],
        "ledger('kn')": ["so với nhiệm kỳ trước", "+1,2%", "Không đủ số liệu để tính lại"],
    },
    "29-xuyen-moc": {
        "table('kn')": ["130 suy ra 136 104,6% Vượt chỉ tiêu"],
        "table('thu')": ["1.878,7 ước tính", "Số ước tính", "-dự kiến"],
        "years('thu')": ["1.878,7 tỷ đồng ước tính"],
        "ledger('thu')": ["cùng kỳ năm trước", "+30%", "Không đủ số liệu để tính lại"],
    },
    "36-ninh-thuan": {
        "state('m')": ["Kết quả mới nhất là giảm 1,89 điểm phần trăm sơ bộ (năm 2022 )"],
        "cards()": ["mỗi năm giảm từ 1,5 điểm phần trăm", "−1,89 điểm phần trăm", "Đạt chỉ tiêu"],
        "provenance('hn')": ["Đạt chỉ tiêu – giảm 1,89 điểm phần trăm so với mức tối thiểu 1,5"],
    },
    "28-hai-duong": {
        "table('kn')": ["1.855", "−645", "Chưa đạt chỉ tiêu", "nguồn chỉ nêu không hoàn thành"],
        "cards()": ["từ 2.500 đảng viên trở lên", "1.855 đảng viên (năm 2019 )", "Chưa đạt"],
    },
    "31-son-la": {
        "grades('xl')": ["khoảng 120", "451", "-598", "-95,48", "-571", "Chưa có"],
        "ledger('xl')": ["-"],
    },
    "34-phu-tho": {
        # 100 − 41,8 − 39,7 = 18,5.
        "ledger()": ["100% − (41,8% + 39,7%) = 18,5% Khớp"],
        "table('ldnn')": ["dưới 35%", "Chưa có số liệu"],
        "table('grdp')": ["ít nhất 7,5%"],
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
    "38-long-my": {
        # Above 111% of a plan, 100 exceed it before the year is over; no plan is told.
        "table('kn')": ["100 trên 111% Vượt chỉ tiêu", "-suy ra"],
        "ledger('kn')": ["Không đủ số liệu để tính lại"],
    },
    "40-tan-hong": {
        "assignment('ct')": [
            "Tân Hộ Cơ 85,71% 24 28",
            "Tân Công Chí 64,91% 37 57",
            "Tân Thành A 65,52% 19 29",
            "Bình Phú 22,22% 6 27",
            "Tân Phước 41,38% 12 29",
            "Toàn Đảng bộ Chưa có",
        ],
        "ledger('sk')": ["44 : 44 × 100 = 100,00% Khớp"],
    },
    "42-quan-11": {
        # 46 : 120 = 38,333%; 46 : 119 and 46 : 121 are 38,66% and 38,02%.
        "table('kn')": ["120 suy ra 46 38,33% Đang thực hiện"],
    },
    "43-hai-duong-xep-loai": {
        # 604 : 662 = 91,239%; 90,33 + 9,1 + 0,57 = 100.
        "ledger('tc')": ["604 : 662 × 100 ≈ 91,24% Khớp"],
        "ledger('dv')": ["100% − (90,33% + 9,1%) = 0,57% Khớp"],
    },
    "44-quang-nam": {
        # Twenty-two plans add up to 1.950, and 1.905 is printed: nothing of it is hidden.
        "ledger('kn')": ["= 1.950 đảng viên Có chênh lệch", "cao hơn số công bố 45"],
        "assignment('kn')": ["Tam Kỳ 150", "Toàn Đảng bộ 1.905", "-Các đơn vị khác"],
    },
    "45-gdp-quy-i-2022": {"ledger()": ["100% − (5,76% + 51,08%) = 43,16% Khớp"]},
    "46-dong-thap": {
        # 87,97 + 10,22 = 98,19 and 92,91 + 6,70 = 99,61.
        "grades('cs')": ["98,19%"],
        "grades('cb')": ["99,61%"],
        "ledger()": ["= 0,39% Khớp", "= 0,04% Khớp"],
    },
    "47-nghe-an": {
        "table('thu')": ["17.363 111,6%", "Vượt chỉ tiêu"],
        "ledger('nd')": ["117,6%", "+11,3%", "Nguồn không nêu đủ số đầu vào"],
    },
    "48-ba-ria-vung-tau": {
        # 9.877 + 8.097 + 4.081 = 22.055: whole amounts of billions are rounded ones.
        "ledger('thu')": ["= 22.055 tỷ đồng Trong phạm vi làm tròn của số đầu vào", "−19%"],
        "assignment('thu')": ["Thu dầu thô 8.097 33,9% Đang thực hiện", "-Các đơn vị khác"],
    },
    "49-gdp-quy-i-2021": {
        # 42,20 + 36,45 + 11,71 + 9,64 and 42,82 + 35,86 + 11,66 + 9,66 are both 100.
        "ledger('thue')": ["= 9,66% Khớp", "= 9,64% Khớp"],
        "table('dv')": ["−0,62 điểm phần trăm"],
    },
    "50-quang-tri": {"ledger()": ["= 3,89% Khớp", "3,92% sơ bộ", "= 3,92% Khớp"]},
    "51-doanh-nghiep": {
        "ledger('dn')": ["99.548 + 36.562 + 2.029 = 138.139 doanh nghiệp Khớp", "+5,2%"],
    },
}  # fmt: skip
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


PARTS = """\
indicators:
  - id: nd
    name: Thu nội địa
    measure: flow
    unit: tỷ đồng
    part-of: thu
    observations:
      - period: 2021
        value: 80
  - id: thu
    name: Thu ngân sách
    measure: flow
    unit: tỷ đồng
    observations:
      - period: 2021
        value: 120
"""


def test_what_is_a_part_of_another_number_says_its_share_and_is_not_more() -> None:
    text = HEAD.format("Đảng bộ thử", "2020 – 2025", "2020", "2025", "Báo", "2026-01") + PARTS
    views = seen(text.encode())
    assert "2021 80 66,67%" in said(views, "table('nd')")
    assert "Năm 2021 là 80 tỷ đồng , chiếm 66,67% của “Thu ngân sách”" in said(views, "years('nd')")
    of = "Kết quả của “Thu nội địa” : kết quả của “Thu ngân sách” × 100: 80 : 120 × 100 ≈ 66,67%"
    assert of in said(views, "provenance('nd')")
    for was, now, rule in (
        ("value: 80", "value: 121", "parts-over"),
        ("part-of: thu", "part-of: nd", "misfit"),
        ("unit: tỷ đồng\n    part-of", "unit: lượt\n    part-of", "misfit"),
    ):
        (problem,) = examine({"data.yaml": text.replace(was, now).encode()}).problems
        assert problem.rule == rule


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
        views = seen(text.encode())
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
    assert parts in said(seen(text.encode()), call)


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


FORMER = "{former: [{kind: revision, date: 2023-01-05, reason: Hội nghị., "
TARGETS: Mapping[str, list[str]] = {
    # 2.200 a year so far; one year below is none missed, and what is printed names no years.
    "flow: 2021 1900; 2022 2300; 2023 2400 | printed mean 2200 | aim average 2000": [
        "2.200,00 người (các năm 2021 – 2023 )", "Đang thực hiện", "không nêu các năm được tính",
        "(1.900 + 2.300 + 2.400) : 3 = 2.200,00", "Khớp", "-Chưa đạt",
    ],
    # 1,1 × 0,9 = 0,99, of which the root is 0,99498…: -0,5 as printed, below 0.
    "rate: 2021 10; 2022 -10 | printed mean 2021-2022 -0.5 | aim average {min: 0}": [
        "căn bậc 2 của [(100% + 10%) × (100% − 10%)] − 100%", "−0,51 – −0,50%", "Khớp",
    ],
    # 1,44 × 1 × … over six years: 20% in two of them are no 10% in all.
    "rate: 2020 10; 2021 10; 2022 10; 2023 10; 2024 10; 2025 9.99 | aim average {min: 10}": [
        "10,00%", "Chưa đạt chỉ tiêu",
    ],
    # 0,9 × 1,1 = 0,99 in each of three pairs of years: below 0, though the source printed 0.
    "rate: 2020 -10; 2021 10; 2022 -10; 2023 10; 2024 -10; 2025 10"
    " | printed mean 2020-2025 0 | aim average {min: 0}": [
        "−0,51 – −0,50% so với mức tối thiểu 0%", "Chưa đạt chỉ tiêu",
    ],
    # 1,08 in each of six years but the last: below 1,08 to the sixth.
    "index: 2020 108; 2021 108; 2022 108; 2023 108; 2024 108; 2025 107.99"
    " | aim average {min: 108}": ["107,99 – 108,00% (các năm 2020 – 2025 ); Chưa đạt chỉ tiêu"],
    "rate: 2021 10; 2022 -100 | aim average {min: 5}": ["−100,00%", "Đang"],
    "rate: 2024 10; 2025 -150 | aim average {min: 5}": ["−150%", "Chưa đủ căn cứ"],
    "share: 2021 3"
    f" | aim range 3 4 {FORMER}above: 5, below: 7}}]}}": [
        "Trước khi điều chỉnh ngày 05/01/2023 trên 5% đến dưới 7%",
    ],
    "share: 2021 96"
    f" | aim floor 90 {FORMER}value: 85}}]}}": ["Trước khi điều chỉnh ngày 05/01/2023 85%"],
    "flow: 2021 105/100 | aim ceiling 120": ["bằng 105,00% chỉ tiêu năm"],
    # A last year alone tells nothing of an average that is over.
    "rate: 2025 12 | aim average {min: 10}": ["12%", "Chưa đủ căn cứ", "-Đạt chỉ"],
    "share: 2021 90 | aim floor {above: 90}": ["trên 90%", "Chưa đạt chỉ tiêu"],
    "share: 2021 1.0; 2022 0.9 | aim ceiling {below: 1}": ["dưới 1%", "Chưa đạt"],
    "share: 2021 4.5/5; 2022 4.2/4 | aim end-value 3 from 8 | + {better: lower}": [
        "2021 5% 4,5% 90,00% Không tính được −3,50 điểm phần trăm Đạt chỉ tiêu",
        "2022 4% 4,2% 105,00% −0,30 điểm phần trăm −3,80 điểm phần trăm Chưa đạt chỉ tiêu",
    ],
    "flow: 2021 1900 | aim term-total 10000 | aim floor 2000 {id: khac}": [
        "Chỉ tiêu nhiệm kỳ 10.000 ;", "Kết quả lũy kế ít nhất 1.900 người", "Chưa đạt",
    ],
    "flow: 2021 1200; 2022 1300; 2023-06 700 | aim term-total 6000": [
        "ít nhất 3.200 người", "ít nhất 3.200 so với mức chỉ tiêu 6.000", "-6.000: thấp hơn",
        "ít nhất 53,33%", "2021 1.200 2022 1.300 2023 (đến hết tháng 6) 700",
        "nguồn không nêu lũy kế này", "-Kết quả lũy kế Chưa có",
    ],
    "flow: 2021 1200"
    f" | aim term-total 6000 {FORMER}value: 6300}}]}}": [
        "6.000 người", "Trước khi điều chỉnh ngày 05/01/2023 6.300 người",
    ],
    "flow: 2019 100; 2020 110 | aim floor 100": ["2019 100", "+10", "-210"],
    "flow: 2023 55632/54000 estimate | aim end-value 50000": [
        "55.632 người ước tính (năm 2023 ); Đang thực hiện",
        "Vượt chỉ tiêu – 55.632 so với chỉ tiêu năm 54.000: cao hơn",
        "so với mức chỉ tiêu 50.000: cao hơn, xét khi hết thời gian thực hiện", "-Dự kiến vượt",
    ],
    "flow: 2022 288/815 | aim floor 900 | issued 2022-07": ["35,34%", "-Chưa đạt"],
    # What was only expected of a plan stays so beside the result, and says what it is held to.
    "flow: 2023 1600/1660 {plan-status: forecast} | aim end-value 1650": [
        "2023 1.660 dự kiến 1.600 96,39% Chưa đạt", "so với chỉ tiêu năm 1.660 (dự kiến): thấp hơn",
    ],
    # 13 + (5 – 7); what is known only roughly is no year without a number.
    "flow: 2025 13; 2026 5 {value-max: 7} | aim term-total 60 | term 2025-2030": [
        "2026 18 – 20 30,00 – 33,34% còn lại 40 – 42", "-còn năm chưa có số",
    ],
    "flow: 2025 13; 2026 12 {approximate: true}; 2027 5 | aim term-total 60 | term 2025-2030": [
        "ít nhất 18", "có năm nguồn chỉ nêu gần đúng hoặc một phía", "-còn năm chưa có số",
    ],
    "flow: 2025 13; 2027 5 | aim term-total 60 | term 2025-2030": ["còn năm chưa có số"],
    # A plan and what every year is to keep are two measures; half a year misses neither.
    "flow: 2021 1514/1350; 2022 1600/1700; 2023-06 800 | aim floor 1550": [
        "chỉ tiêu năm Trạng thái so với mức từng năm", "Vượt chỉ tiêu Chưa đạt chỉ tiêu 2022",
        "94,12% 50 +86 Chưa đạt chỉ tiêu Đạt chỉ tiêu", "-−750",
    ],
    "yes-no: 2023 yes | aim done": ["Có (năm 2023 ); Đạt chỉ tiêu"],
}  # fmt: skip
"""By what is typed of an indicator and its targets, what its pages say or do not."""


@pytest.mark.parametrize("line", TARGETS)
def test_a_target_is_judged_as_it_was_set(line: str) -> None:
    made = views(line)
    (so,) = made.indicators
    tables = (f"{name}('{so}')" for name in ("table", "totals", "ledger", "provenance", "years"))
    text = " ".join(said(made, call) for call in ("cards()", "state('muc')", *tables))
    for part in TARGETS[line]:
        assert (part.removeprefix("-") in text) is not part.startswith("-"), f"{part}\n{text}"


def test_a_percentage_does_not_tell_a_number_that_is_too_small_to_show() -> None:
    told = b"plan: 10\n            percent-of-plan: 20"
    text = data("14-binh-thuan").replace(b"percent-of-plan: 158.18", told)
    text = text.replace(b"smallest-shown: 1", b"smallest-shown: 5")
    assert "20%" not in said(seen(text), "assignment('ket-nap')")
