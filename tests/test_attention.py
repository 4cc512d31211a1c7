"""What needs attention on a day: each class by its edges, worked out by hand, and where it is told.

The term of the samples is 2021 – 2025: 1,826 days, of which 911 are over on 30 June 2023.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from conftest import DATA, ROOT
from reader import rows, words, writer
from samples import HEAD, edited

from indicators import examine, read
from indicators.comparing.compare import compare
from indicators.comparing.report import sections
from indicators.computing.attention import Urgency, concerns
from indicators.computing.compute import compute
from indicators.export import Edition
from indicators.showing.exports import exports

TERM = HEAD.replace("2020", "2021")
PARTS = """\
publication:
  permission: Công văn.
  smallest-shown: 5
unit-types:
  - id: xa
    name: Xã
units:
  - id: xa-a
    name: Xã A
    type: xa
  - id: thon-b
    name: Thôn B
    type: xa
    parent: xa-a
"""


def target(kind: str, *levels: str) -> str:
    lines = "".join(f"    {line}\n" for line in levels)
    head = f"targets:\n  - id: muc\n    name: Mức\n    type: {kind}\n"
    return f"{head}{lines}    indicators:\n      - so\n"


def flow(*lines: str, measure: str = "flow", unit: str = "người") -> str:
    head = f"indicators:\n  - id: so\n    name: Số\n    measure: {measure}\n    unit: {unit}\n"
    return head + "".join(f"    {line}\n" for line in lines)


def year(number: int, *lines: str) -> str:
    told = "".join(f"\n        {line}" for line in lines)
    return f"  - period: {number}{told}"


def dated(day: str) -> str:
    """The date of the source, which is the last of the head."""
    return f"    date: {day}\n"


def told(text: str, day: str, *unit: str) -> list[str]:
    """The lines of the page on a day, each with its class before it."""
    data = read({DATA: text.encode()})
    assert data.dataset is not None, data.problems
    date = dt.date.fromisoformat(day) if day else None
    page = replace(writer(compute(data.dataset)), edition=Edition(date=date))
    html = page.attention(*unit)
    found = []
    for block in html.split("<figure")[1:]:
        caption = words(block.split("<caption")[1].split("</caption>")[0]).partition(". ")[2]
        found += [f"{caption}: {row}" for row in rows(block)]
    return [line.replace(" ,", ",").replace(" ;", ";") for line in found]


TOTAL = target("term-total", "value: 1000")
BY_JUNE = target("term-total", "value: 1000", "due: 2023-06")
TOTALS = ("totals:", "  - through: 2023-06", "    value: {}")
HALF = ("through: 2023-06", "plan: 200")
FLOOR = target("floor", "min: 90")


def total(value: int) -> str:
    return flow(*(line.format(value) for line in TOTALS))


def observed(*years: str, **more: str) -> str:
    return flow("observations:", *years, **more)


def share(*years: str) -> str:
    return observed(*years, measure="share", unit="phần trăm")


OVERDUE, RISK, SILENT = "Quá hạn mà chưa đạt", "Có nguy cơ không đạt", "Đến hạn mà chưa có số liệu"
STALE, NO_BASIS = "Số liệu đã cũ", "Chưa đủ căn cứ đánh giá"
CASES: dict[str, tuple[str, str, list[str]]] = {
    "an even course gives 1000 × 911 : 1826, which is 498,9": (
        TOTAL + total(498),
        "2023-07-31",
        [(f"{RISK}: Mức Đến hết tháng 6/2023 là 498 người, tiến độ đều đến lúc ấy là 499 người hết "
         "năm 2025")],
    ),
    "not behind it": (TOTAL + total(499), "2023-07-31", []),
    "a nearer due day asks for more: 1000 × 911 : 1095": (
        target("term-total", "value: 1000", "due: 2023", "responsible: Ban A") + total(499),
        "2023-07-31",
        [(f"{RISK}: Mức Đến hết tháng 6/2023 là 499 người, tiến độ đều đến lúc ấy là 832 người Ban "
         "A hết năm 2023")],
    ),
    "due today is not late": (BY_JUNE + total(800), "2023-06-30", []),
    "late on the day after": (
        BY_JUNE + total(800),
        "2023-07-01",
        [(f"{OVERDUE}: Mức Đến hết tháng 6/2023 là 800 người, so với mức chỉ tiêu 1.000 người hết "
         "tháng 6/2023")],
    ),
    "met early, and never late": (BY_JUNE + total(1000), "2025-12-31", [
        f"{STALE}: Số Số mới nhất: đến hết tháng 6/2023 là 1.000 người"
    ]),
    "nobody knows whether it was met in time": (
        target("term-total", "value: 1000", "due: 2023-09") + total(800),
        "2023-10-01",
        [f"{SILENT}: Mức Mới có số đến hết tháng 6/2023 là 800 người hết tháng 9/2023"],
    ),
    "a forecast is no result": (
        observed(year(2023, "plan: 100", "value: 120", "status: forecast")),
        "2024-01-01",
        [(f"{SILENT}: Số, năm 2023 Mới có số năm 2023 là 120 người dự kiến; chỉ tiêu là 100 người "
         "hết năm 2023")],
    ),
    "a year's plan that was missed, with its reason": (
        observed(year(2022, "plan: 100", "value: 90", "reason: Ít nguồn.", "responsible: Ban A")),
        "2023-01-01",
        [(f"{OVERDUE}: Số, năm 2022 Năm 2022 là 90 người, so với chỉ tiêu năm 100 người Ban A hết "
         "năm 2022 Ít nguồn.")],
    ),
    "is not late before the year is over": (
        observed(year(2022, "plan: 100", "value: 90")), "2022-12-31", []
    ),
    "half a year behind 200 × 181 : 365, which is 99,2": (
        observed(year(2023, *HALF, "value: 99")),
        "2023-07-31",
        [(f"{RISK}: Số, năm 2023 (đến hết tháng 6/2023) Năm 2023 (đến hết tháng 6/2023) là 99 "
         "người, tiến độ đều đến lúc ấy là 99 người hết năm 2023")],
    ),
    "half a year that is not": (observed(year(2023, *HALF, "value: 100")), "2023-07-31", []),
    "half a year is no result of the whole": (
        observed(year(2023, *HALF, "value: 100")),
        "2024-02-01",
        [(f"{SILENT}: Số, năm 2023 (đến hết tháng 6/2023) Mới có số năm 2023 (đến hết tháng "
         "6/2023) là 100 người; chỉ tiêu là 200 người hết năm 2023")],
    ),
    "a unit is known by its percentage alone": (
        observed(year(2023, "plan: 200", "value: 250", "parts:"))
        + "          - unit: xa-a\n            percent-of-plan: 81.2\n"
        + PARTS,
        "2024-02-01",
        [
            (
                f"{OVERDUE}: Số, năm 2023: Xã A Tỷ lệ so với chỉ tiêu, Xã A, năm 2023 là 81,2% "
                "hết năm 2023"
            )
        ],
    ),
    "a total of what was withdrawn is none": (
        TOTAL + observed(*[year(at, "value: 50", "withdrawn: Sai.") for at in range(2021, 2026)]),
        "2026-02-01",
        [
            (
                f"{NO_BASIS}: Mức Chưa có số liệu để so; "
                "phụ thuộc số đã rút: sai hết năm 2025"
            )
        ],
    ),
    "a number that was withdrawn is none": (
        observed(year(2023, "plan: 200", "value: 250", "withdrawn: Đếm hai lần.")),
        "2024-02-01",
        [
            (
                f"{NO_BASIS}: Số, năm 2023 Chưa có số liệu để so; chỉ tiêu là 200 người; "
                "đã rút: đếm hai lần hết năm 2023"
            )
        ],
    ),
    "what is only rough decides nothing": (
        observed(year(2023, "plan: 200", "value: 250", "approximate: true")),
        "2024-02-01",
        [
            (
                f"{NO_BASIS}: Số, năm 2023 Năm 2023 là khoảng 250 người, "
                "chưa đủ để so với chỉ tiêu năm 200 người hết năm 2023"
            )
        ],
    ),
    "a bound that decides nothing is no miss": (
        observed(year(2023, "plan: 200", "value: 150", "bound: at-least")),
        "2024-02-01",
        [(f"{NO_BASIS}: Số, năm 2023 Năm 2023 là ít nhất 150 người, chưa đủ để so với chỉ tiêu năm "
         "200 người hết năm 2023")],
    ),
    "a limit is due every year": (
        FLOOR + share(year(2021, "value: 88"), year(2022, "missing: Chưa họp.")),
        "2023-06-01",
        [
            f"{OVERDUE}: Mức Năm 2021 là 88%, so với mức tối thiểu 90% hết năm 2021",
            f"{SILENT}: Mức Chưa có kết quả năm 2022; chưa họp hết năm 2022",
            f"{STALE}: Số Số mới nhất: năm 2021 là 88%",
        ],
    ),
    "nothing newer than a year": (
        observed(year(2022, "value: 9")),
        "2024-01-01",
        [f"{STALE}: Số Số mới nhất: năm 2022 là 9 người"],
    ),
    "a year to the day is not old": (observed(year(2022, "value: 9")), "2023-12-31", []),
    "nothing more can come after the term": (observed(year(2025, "value: 9")), "2028-01-01", []),
    "on the way down from 10 to 5, of which 7,5 are the half": (
        target("end-value", "base: 10", "value: 5") + share(year(2023, "value: 8")),
        "2024-03-01",
        [f"{RISK}: Mức Năm 2023 là 8%, tiến độ đều đến lúc ấy là 7,5% hết năm 2025"],
    ),
    "down by the half": (
        target("end-value", "base: 10", "value: 5") + share(year(2023, "value: "
                                                                       "7.5")), "2024-03-01", []
    ),
    "an average is on its way as it stands": (
        target("average", "min: 90") + share(year(2021, "value: 88"), year(2022, "value: 90")),
        "2023-02-01",
        [(f"{RISK}: Mức Trung bình, các năm 2021 – 2022 là 89,00%, "
            "tiến độ đều đến lúc ấy là 90% hết năm 2025")],
    ),
    "less is better: half a year may bring 99,2 of 200": (
        observed(year(2023, *HALF, "value: 100")).replace("unit:", "better: lower\n    unit:"),
        "2023-07-31",
        [(f"{RISK}: Số, năm 2023 (đến hết tháng 6/2023) Năm 2023 (đến hết tháng 6/2023) là 100 "
            "người, tiến độ đều đến lúc ấy là 99 người hết năm 2023")],
    ),
    "nothing at all is known after a year": (
        TOTAL + flow("missing: Nguồn không nêu."),
        "2022-01-01",
        [f"{NO_BASIS}: Mức Chưa có số liệu để so; nguồn không nêu hết năm 2025"],
    ),
    "nothing is asked of a term that begins": (
        TOTAL + flow("missing: Nguồn không nêu."), "2021-12-31", []
    ),
    "no day, nothing due, but what no day decides is told": (
        FLOOR + share(year(2021, "value: 88"), year(2023, "value: 85", "bound: above")),
        "",
        [
            (
                f"{NO_BASIS}: Mức Năm 2023 là trên 85%, "
                "chưa đủ để so với mức tối thiểu 90% hết năm 2023"
            )
        ],
    ),
    "an end value that was withdrawn": (
        target("end-value", "value: 10") + share(year(2025, "value: 8", "withdrawn: Sai.")),
        "2026-03-01",
        [f"{NO_BASIS}: Mức Chưa có số liệu để so; đã rút: sai hết năm 2025"],
    ),
    "a year that was withdrawn, and one that is known only roughly": (
        FLOOR
        + share(year(2021, "value: 95", "approximate: true"),
                year(2022, "value: 95", "withdrawn: Sai.")),
        "2022-12-31",
        [(f"{NO_BASIS}: Mức Chưa có kết quả năm 2022; mới có số năm 2021 là khoảng 95%; "
          "đã rút: sai hết năm 2022")],
    ),
    "what is to be done, and why it was not": (
        target("done", "due: 2023-06")
        + observed(year(2023, "through: 2023-06", "answer: false", "reason: Thiếu vốn."),
                   measure="yes-no"),
        "2023-07-01",
        [f"{OVERDUE}: Mức Năm 2023 (đến hết tháng 6/2023) là Chưa hết tháng 6/2023 Thiếu vốn."],
    ),
    "an average of a year that was withdrawn": (
        target("average", "min: 90")
        + share(*[year(at, "value: 88") for at in range(2021, 2025)],
                year(2025, "value: 88", "withdrawn: Sai.")),
        "2026-03-01",
        [
            f"{STALE}: Số Số mới nhất: năm 2024 là 88%",
            f"{NO_BASIS}: Mức Chưa có số liệu để so; phụ thuộc số đã rút: sai hết năm 2025",
        ],
    ),
    "a year is known by its percentage alone, where 158 % is enough and 80 % is not": (
        observed(*[year(at, "missing: Nguồn không nêu.", "published:",
                        "  - figure: percent-of-plan", f"    value: {ratio}")
                   for at, ratio in ((2023, "80"), (2024, "158.18"))]),
        "2025-02-01",
        [(f"{OVERDUE}: Số, năm 2023 Tỷ lệ so với chỉ tiêu, năm 2023 là 80% hết năm 2023")],
    ),
    "half a year typed as a year is no miss": (
        dated("2022-07") + observed(year(2022, "plan: 815", "value: 288")),
        "2023-03-01",
        [(f"{SILENT}: Số, năm 2022 Mới có số năm 2022 là 288 người; "
          "chỉ tiêu là 815 người hết năm 2022")],
    ),
    "nor is an estimate made before the year was over": (
        dated("2022-10") + observed(year(2022, "plan: 815", "value: 288", "status: estimate")),
        "2023-03-01",
        [(f"{SILENT}: Số, năm 2022 Mới có số năm 2022 là 288 người ước tính; "
          "chỉ tiêu là 815 người hết năm 2022")],
    ),
    "at least 40 + 50 of 300 is no miss": (
        target("term-total", "value: 300", "due: 2023-12")
        + observed(year(2021, "value: 40"), year(2023, "value: 50")),
        "2024-06-01",
        [(f"{NO_BASIS}: Mức Đến hết năm 2023 là ít nhất 90 người, "
          "chưa đủ để so với mức chỉ tiêu 300 người hết tháng 12/2023")],
    ),
    "a limit that is due within a year is judged then": (
        target("floor", "min: 90", "due: 2021-06-30")
        + share(year(2021, "through: 2021-06", "value: 85", "reason: Ít nguồn.")),
        "2021-07-15",
        [(f"{OVERDUE}: Mức Năm 2021 (đến hết tháng 6/2021) là 85%, "
          "so với mức tối thiểu 90% ngày 30/6/2021 Ít nguồn.")],
    ),
    "before which nothing need be kept, but every year since": (
        target("floor", "min: 90", "due: 2022-12-31")
        + share(year(2021, "value: 80"), year(2022, "value: 91"), year(2023, "value: 85")),
        "2024-01-15",
        [f"{OVERDUE}: Mức Năm 2023 là 85%, so với mức tối thiểu 90% hết năm 2023"],
    ),
    "a plan that is due within a year as well": (
        observed(year(2021, "through: 2021-11", "value: 85", "plan: 90", "due: 2021-11-30")),
        "2021-12-15",
        [(f"{OVERDUE}: Số, năm 2021 (đến hết tháng 11/2021) Năm 2021 (đến hết tháng 11/2021) là 85 "
          "người, so với chỉ tiêu năm 90 người ngày 30/11/2021")],
    ),
    "place 3 is better than 5": (
        target("average", "value: 5")
        + observed(year(2021, "value: 3"), year(2022, "value: 3"), measure="rank", unit="hạng"),
        "2023-02-01",
        [],
    ),
    "20 of at most 80 is less than the half, and a ceiling says that less is better": (
        target("ceiling", "max: 80")
        + observed(year(2021, "through: 2021-06", "value: 20", "plan: 80")),
        "2021-07-31",
        [],
    ),
    "half a year behind a plan that is a limit or a span: 80 × 181 : 365 is 39,7": (
        observed(year(2021, "through: 2021-06", "value: 20", "plan: 80", "plan-max: 100")),
        "2021-07-31",
        [(f"{RISK}: Số, năm 2021 (đến hết tháng 6/2021) Năm 2021 (đến hết tháng 6/2021) là 20 "
          "người, tiến độ đều đến lúc ấy là 40 người hết năm 2021")],
    ),
    "the reason of the year in which a target was missed": (
        target("end-value", "value: 95") + share(year(2025, "value: 90", "reason: Ít nguồn.")),
        "2026-03-01",
        [(f"{OVERDUE}: Mức Năm 2025 là 90%, so với mức chỉ tiêu 95% hết năm 2025 Ít nguồn.")],
    ),
    "a limit to stay under is broken for good at half-year": (
        target("ceiling", "below: 90") + observed(year(2021, "through: 2021-06", "value: 95")),
        "2022-01-01",
        [(f"{OVERDUE}: Mức Năm 2021 (đến hết tháng 6/2021) là 95 người, so với mức phải thấp hơn "
          "90 người hết năm 2021")],
    ),
    "a change that is printed without its year": (
        target("yearly-change", "min: 3")
        + observed(year(2021, "missing: Nguồn không nêu.", "published:", "  - figure: change",
                        "    value: 2")),
        "2022-02-01",
        [(f"{OVERDUE}: Mức Thay đổi so với năm trước, năm 2021 là +2 người, "
          "so với mức tối thiểu 3 người hết năm 2021")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "day", "expected"), CASES.values(), ids=CASES)
def test_each_class_is_told_from_its_edge_on(text: str, day: str, expected: list[str]) -> None:
    assert told(TERM + text, day) == expected


UNITS = observed(
    year(2023, "missing: Chưa tổng hợp.", "parts:"),
    *[f"          {line}" for line in (
        "- unit: xa-a", "  plan: 200", "  value: 190", "  due: 2023-11-30", "  reason: Ít nguồn.",
        "- unit: thon-b", "  plan: 200", "  missing: Chưa báo cáo.",
    )],
)  # fmt: skip
MISSED = (
    "Số, năm 2023: Xã A Năm 2023 là 190 người, so với chỉ tiêu năm 200 người"
    " ngày 30/11/2023 Ít nguồn."
)


def test_units_are_told_with_their_own_due_day_and_those_below_on_their_page() -> None:
    text = TERM + UNITS.replace("          ", "      ").replace("    period", "period") + PARTS
    assert told(text, "2023-11-30") == []
    assert told(text, "2024-01-02") == [f"{OVERDUE}: {MISSED}"]
    below = (
        "Số, năm 2023: Thôn B Chưa có kết quả năm 2023; chỉ tiêu là 200 người; chưa báo cáo "
        "hết năm 2023"
    )
    assert told(text, "2024-01-02", "xa-a") == [f"{OVERDUE}: {MISSED}", f"{SILENT}: {below}"]


def test_a_calm_page_says_so_in_one_sentence_and_an_unknown_day_is_said() -> None:
    text = TERM + observed(year(2021, "plan: 100", "value: 120"))
    dataset = read({DATA: text.encode()}).dataset
    assert dataset is not None
    page = replace(writer(compute(dataset)), edition=Edition(date=dt.date(2022, 1, 31)))
    assert words(page.attention()) == "Xét đến ngày 31/01/2022 : không có điều gì cần chú ý."
    assert words(replace(page, edition=Edition()).attention()) == (
        "Bản này không rõ ngày nên chưa xét hạn nào: chưa biết có gì quá hạn hay không."
    )


LONG_AN = """\
due-without-data ; Kết nạp đảng viên trong nhiệm kỳ ; Mới có số đến giữa tháng 12/2023 là 5.866 \
đảng viên ; 2025
due-without-data ; Kết nạp đảng viên, năm 2024 ; Chưa có kết quả năm 2024; chỉ tiêu là 1.660 \
đảng viên (dự kiến) ; 2024
due-without-data ; Tỷ lệ tổ chức đảng, đảng viên hoàn thành tốt nhiệm vụ trở lên: Tỷ lệ tổ chức \
cơ sở đảng hoàn thành tốt nhiệm vụ trở lên ; Chưa có kết quả năm 2020, năm 2024 và năm 2025 ; 2025
due-without-data ; Tỷ lệ tổ chức đảng, đảng viên hoàn thành tốt nhiệm vụ trở lên: Tỷ lệ đảng \
viên hoàn thành tốt nhiệm vụ trở lên ; Chưa có kết quả năm 2020, năm 2024 và năm 2025 ; 2025
stale ; Kết nạp đảng viên ; Số mới nhất: năm 2023 là 1.667 đảng viên ; None
stale ; Tỷ lệ tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên ; Số mới nhất: năm 2023 là trên \
90% ; None
stale ; Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên ; Số mới nhất: năm 2023 là trên 90% ; None
no-basis ; Đảng viên mới kết nạp hằng năm so với số đảng viên ; Chưa có số liệu để so; bài phỏng \
vấn không nêu số đảng viên của Đảng bộ tỉnh ; 2025
no-basis ; Nguồn kết nạp so với chỉ tiêu dự kiến ; Chưa có số liệu để so; bài phỏng vấn không nêu \
số quần chúng đã rà soát ; 2025
"""


def test_the_real_data_is_told_in_full_and_the_files_say_the_same() -> None:
    """The interview names nobody and no day: only the ends of years and of the term are due."""
    dataset = read({DATA: (ROOT / DATA).read_bytes()}).dataset
    assert dataset is not None
    files = exports(compute(dataset), Edition(date=dt.date(2026, 9, 21)))
    found = json.loads(files["api/v1/attention.json"])["attention"]
    lines = [f"{one['kind']} ; {one['title']} ; {one['text']} ; {one['due']}" for one in found]
    assert "\n".join(lines) + "\n" == LONG_AN
    assert {one["responsible"] or one["reason"] or one["portion"] for one in found} == {None}
    assert [found[at]["id"] for at in (0, 1, 2)] == [
        "due-without-data/muc-ket-nap/ket-nap",
        "due-without-data/ket-nap/2024/value",
        "due-without-data/muc-xep-loai/xep-loai-to-chuc",
    ]
    table = csv.DictReader(io.StringIO(files["data/attention.csv"].decode("utf-8-sig")))
    assert [row["CONCERN"] for row in table] == [one["id"] for one in found]


DUTIES = edited(
    TERM + TOTAL + observed(year(2022, "plan: 100", "value: 90")),
    ("    value: 1000\n", "    value: 1000\n    responsible: Ban A\n    due: 2025-06-30\n"),
    ("        value: 90\n", "        value: 90\n        due: 2022-11\n        reason: Ít nguồn.\n"),
)


def test_cards_tables_and_files_name_who_answers_and_why_not() -> None:
    dataset = read({DATA: DUTIES.encode()}).dataset
    assert dataset is not None
    views = compute(dataset)
    assert "Chịu trách nhiệm Ban A Hạn ngày 30/6/2025" in words(writer(views).cards())
    table = writer(views).table("so")
    assert "Trạng thái Hạn Lý do chưa đạt" in words(table)
    assert "Chưa đạt chỉ tiêu hết tháng 11/2022 Ít nguồn." in words(table)
    origin = words(writer(views).provenance("so", "muc"))
    assert origin.count("Lý do chưa đạt: Ít nguồn.") == origin.count("Ban A") == 1
    figures = csv.DictReader(
        io.StringIO(exports(views, Edition())["data/observations.csv"].decode("utf-8-sig"))
    )
    said = {row["FIGURE"]: (row["RESPONSIBLE"], row["DUE"], row["REASON"]) for row in figures}
    assert said["so/2022/value"] == said["so/2022/plan"] == ("", "2022-11", "Ít nguồn.")
    assert said["muc/target"] == ("Ban A", "2025-06-30", "")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("due: 2022-11", "due: 2022", ""),
        ("due: 2022-11", "due: 2023-01", "due-outside"),
        ("due: 2025-06-30", "due: 2026", "due-outside"),
        ("value: 90", "value: 100", "reason-unmissed"),
        ("value: 90", "missing: Chưa họp.", "reason-unmissed"),
    ],
)
def test_what_is_due_at_another_time_or_was_not_missed_is_told(
    old: str, new: str, rule: str
) -> None:
    found = examine({DATA: edited(DUTIES, (old, new)).encode()})
    assert [problem.rule for problem in (*found.problems, *found.doubts)] == [rule] * bool(rule)


def test_the_report_of_a_change_tells_what_comes_to_need_attention() -> None:
    texts = (edited(DUTIES, ("value: 90\n", "value: 100\n")), DUTIES)
    sides = [read({DATA: text.encode()}).dataset for text in texts]
    before, after = (compute(side) for side in sides if side)
    found = compare(before, after, today=dt.date(2023, 1, 31))
    told = {section.title: [row.cells[0] for row in section.rows] for section in sections(found)}
    assert [line.replace("\u00a0", " ") for line in told["Thêm điều cần chú ý"]] == [
        "Số, năm 2022: quá hạn mà chưa đạt (năm 2022 là 90 người, so với chỉ tiêu năm 100 người)"
    ]
    back = sections(compare(after, before, today=dt.date(2023, 1, 31)))
    gone = {section.title: [row.cells[0] for row in section.rows] for section in back}
    assert gone["Không còn cần chú ý"] == told["Thêm điều cần chú ý"]


def test_the_report_tells_no_matter_again_whose_newest_number_is_another() -> None:
    texts = (DUTIES, edited(DUTIES, ("period: 2022", "period: 2021")))
    before, after = (
        compute(side) for side in (read({DATA: text.encode()}).dataset for text in texts) if side
    )
    day = dt.date(2024, 6, 30)
    assert {Urgency.STALE} <= {one.kind for one in concerns(before, day)}
    found = compare(before, after, today=day)
    told = {section.title: [row.cells[0] for row in section.rows] for section in sections(found)}
    assert not [line for line in told.get("Thêm điều cần chú ý", []) if "đã cũ" in line]
