"""What needs attention on a day: each class by its edges, worked out by hand, and where it is told.

The term of the samples is 2021 – 2025: 1,826 days, of which 911 are over on 30 June 2023.
"""

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from cases import tree, typed
from conftest import DATA, ROOT, followed
from reader import rows, words, writer
from samples import edited

from indicators import examine
from indicators.comparing.compare import compare
from indicators.comparing.report import sections
from indicators.computing.attention import Urgency, concerns
from indicators.export import Edition
from indicators.showing.exports import exports


def text(line: str) -> str:
    """The file that a line stands for, of a term from 2021 on."""
    whole = tree(f"{line} | term 2021-2025")
    for name, records in (("Số", whole["indicators"]), ("Mức", whole.get("targets", ()))):
        for record in records:
            record["name"] = name
    return typed(whole)


def told(line: str, day: str, *unit: str) -> list[str]:
    """The lines of the page on a day, each with its class before it."""
    made = followed(text(line))
    date = dt.date.fromisoformat(day) if day else None
    html = replace(writer(made), edition=Edition(date=date)).attention(*unit)
    found = []
    for block in html.split("<figure")[1:]:
        caption = words(block.split("<caption")[1].split("</caption>")[0]).partition(". ")[2]
        found += [f"{caption}: {row}" for row in rows(block)]
    return [line.replace(" ,", ",").replace(" ;", ";") for line in found]


OVERDUE, RISK, SILENT = "Quá hạn mà chưa đạt", "Có nguy cơ không đạt", "Đến hạn mà chưa có số liệu"
STALE, NO_BASIS = "Số liệu đã cũ", "Chưa đủ căn cứ đánh giá"
CASES: dict[str, tuple[str, ...]] = {
    "an even course gives 1000 × 911 : 1826, which is 498,9": (
        "flow: | total 2023-06 498 | aim term-total 1000", "2023-07-31",
        (f"{RISK}: Mức Đến hết tháng 6/2023 là 498 người, tiến độ đều đến lúc ấy là 499 "
         "người hết năm 2025"),
    ),
    "not behind it": ("flow: | total 2023-06 499 | aim term-total 1000", "2023-07-31"),
    "a nearer due day asks for more: 1000 × 911 : 1095": (
        "flow: | total 2023-06 499 | aim term-total 1000 {due: 2023, responsible: Ban A}",
        "2023-07-31",
        (f"{RISK}: Mức Đến hết tháng 6/2023 là 499 người, tiến độ đều đến lúc ấy là 832 "
         "người Ban A hết năm 2023"),
    ),
    "due today is not late": (
        "flow: | total 2023-06 800 | aim term-total 1000 {due: 2023-06}", "2023-06-30"),
    "late on the day after": (
        "flow: | total 2023-06 800 | aim term-total 1000 {due: 2023-06}", "2023-07-01",
        (f"{OVERDUE}: Mức Đến hết tháng 6/2023 là 800 người, so với mức chỉ tiêu 1.000 người "
         "hết tháng 6/2023"),
    ),
    "met early, and never late": (
        "flow: | total 2023-06 1000 | aim term-total 1000 {due: 2023-06}", "2025-12-31",
        f"{STALE}: Số Số mới nhất: đến hết tháng 6/2023 là 1.000 người",
    ),
    "nobody knows whether it was met in time": (
        "flow: | total 2023-06 800 | aim term-total 1000 {due: 2023-09}", "2023-10-01",
        f"{SILENT}: Mức Mới có số đến hết tháng 6/2023 là 800 người hết tháng 9/2023",
    ),
    "a forecast is no result": (
        "flow: 2023 120/100 forecast", "2024-01-01",
        (f"{SILENT}: Số, năm 2023 Mới có số năm 2023 dự kiến là 120 người; chỉ tiêu là 100 "
         "người hết năm 2023"),
    ),
    "a year's plan that was missed, with its reason": (
        "flow: 2022 90/100 {reason: Ít nguồn., responsible: Ban A}", "2023-01-01",
        (f"{OVERDUE}: Số, năm 2022 Năm 2022 là 90 người, so với chỉ tiêu năm 100 người Ban A "
         "hết năm 2022 Ít nguồn."),
    ),
    "is not late before the year is over": ("flow: 2022 90/100", "2022-12-31"),
    "half a year behind 200 × 181 : 365, which is 99,2": (
        "flow: 2023-06 99/200", "2023-07-31",
        (f"{RISK}: Số, năm 2023 (đến hết tháng 6/2023) Năm 2023 (đến hết tháng 6/2023) là 99 "
         "người, tiến độ đều đến lúc ấy là 99 người hết năm 2023"),
    ),
    "half a year that is not": ("flow: 2023-06 100/200", "2023-07-31"),
    "half a year is no result of the whole": (
        "flow: 2023-06 100/200", "2024-02-01",
        (f"{SILENT}: Số, năm 2023 (đến hết tháng 6/2023) Mới có số năm 2023 (đến hết tháng "
         "6/2023) là 100 người; chỉ tiêu là 200 người hết năm 2023"),
    ),
    "a unit is known by its percentage alone": (
        "flow: 2023 250/200 {parts: {a: {percent-of-plan: 81.2}}}", "2024-02-01",
        (f"{OVERDUE}: Số, năm 2023: Huyện A Tỷ lệ so với chỉ tiêu, Huyện A, năm 2023 là 81,2% hết "
         "năm 2023"),
    ),
    "a total of what was withdrawn is none": (
        ("flow: " + "; ".join(f"{at} 50 {{withdrawn: Sai.}}" for at in range(2021, 2026))
         + " | aim term-total 1000"), "2026-02-01",
        f"{NO_BASIS}: Mức Số đến hết năm 2025 phụ thuộc số đã rút: sai hết năm 2025",
    ),
    "a number that was withdrawn is none": (
        "flow: 2023 250/200 {withdrawn: Đếm hai lần.}", "2024-02-01",
        (f"{NO_BASIS}: Số, năm 2023 Chỉ tiêu là 200 người; số năm 2023 đã rút: "
         "đếm hai lần hết năm 2023"),
    ),
    "what is only rough decides nothing": (
        "flow: 2023 250/200 {approximate: true}", "2024-02-01",
        (f"{NO_BASIS}: Số, năm 2023 Năm 2023 là khoảng 250 người, chưa đủ để so với chỉ tiêu "
         "năm 200 người hết năm 2023"),
    ),
    "a bound that decides nothing is no miss": (
        "flow: 2023 >=150/200", "2024-02-01",
        (f"{NO_BASIS}: Số, năm 2023 Năm 2023 là ít nhất 150 người, chưa đủ để so với chỉ "
         "tiêu năm 200 người hết năm 2023"),
    ),
    "a limit is due every year": (
        "share: 2021 88; 2022 {missing: Chưa họp.} | aim floor 90", "2023-06-01",
        f"{OVERDUE}: Mức Năm 2021 là 88%, so với mức tối thiểu 90% hết năm 2021",
        f"{SILENT}: Mức Chưa có kết quả năm 2022; chưa họp hết năm 2022",
        f"{STALE}: Số Số mới nhất: năm 2021 là 88%",
    ),
    "nothing newer than a year": (
        "flow: 2022 9", "2024-01-01",
        f"{STALE}: Số Số mới nhất: năm 2022 là 9 người",
    ),
    "a year to the day is not old": ("flow: 2022 9", "2023-12-31"),
    "nothing more can come after the term": ("flow: 2025 9", "2028-01-01"),
    "on the way down from 10 to 5, of which 7,5 are the half": (
        "share: 2023 8 | aim end-value 5 from 10", "2024-03-01",
        f"{RISK}: Mức Năm 2023 là 8%, tiến độ đều đến lúc ấy là 7,5% hết năm 2025",
    ),
    "down by the half": ("share: 2023 7.5 | aim end-value 5 from 10", "2024-03-01"),
    "an average is on its way as it stands": (
        "share: 2021 88; 2022 90 | aim average {min: 90}", "2023-02-01",
        (f"{RISK}: Mức Trung bình, các năm 2021 – 2022 là 89,00%, tiến độ đều đến lúc ấy là "
         "90% hết năm 2025"),
    ),
    "less is better: half a year may bring 99,2 of 200": (
        "flow: 2023-06 100/200 | + {better: lower}", "2023-07-31",
        (f"{RISK}: Số, năm 2023 (đến hết tháng 6/2023) Năm 2023 (đến hết tháng 6/2023) là "
         "100 người, tiến độ đều đến lúc ấy là 99 người hết năm 2023"),
    ),
    "nothing at all is known after a year": (
        "flow: | aim term-total 1000 | + {missing: Nguồn không nêu.}", "2022-01-01",
        f"{NO_BASIS}: Mức Chưa có số liệu để so; nguồn không nêu hết năm 2025",
    ),
    "nothing is asked of a term that begins": (
        "flow: | aim term-total 1000 | + {missing: Nguồn không nêu.}", "2021-12-31"),
    "no day, nothing due, but what no day decides is told": (
        "share: 2021 88; 2023 >85 | aim floor 90", "",
        (f"{NO_BASIS}: Mức Năm 2023 là trên 85%, chưa đủ để so với mức tối thiểu 90% hết năm "
         "2023"),
    ),
    "an end value that was withdrawn": (
        "share: 2025 8 {withdrawn: Sai.} | aim end-value 10", "2026-03-01",
        f"{NO_BASIS}: Mức Số năm 2025 đã rút: sai hết năm 2025",
    ),
    "a year that was withdrawn, and one that is known only roughly": (
        "share: 2021 95 {approximate: true}; 2022 95 {withdrawn: Sai.} | aim floor 90",
        "2022-12-31",
        (f"{NO_BASIS}: Mức Mới có số năm 2021 là khoảng 95%; số năm 2022 đã rút: "
         "sai hết năm 2022"),
    ),
    "what is to be done, and why it was not": (
        "yes-no: 2023-06 no {reason: Thiếu vốn.} | aim done {due: 2023-06}", "2023-07-01",
        (f"{OVERDUE}: Mức Năm 2023 (đến hết tháng 6/2023): chưa hoàn thành hết tháng 6/2023 "
         "Thiếu vốn."),
    ),
    "an average of a year that was withdrawn": (
        ("share: 2021 88; 2022 88; 2023 88; 2024 88; 2025 88 {withdrawn: Sai.}"
         " | aim average {min: 90}"),
        "2026-03-01",
        f"{STALE}: Số Số mới nhất: năm 2024 là 88%",
        f"{NO_BASIS}: Mức Số các năm 2021 – 2025 phụ thuộc số đã rút: sai hết năm 2025",
    ),
    "a yearly fall is told as one": (
        ("share: 2022 1.6; 2023 1.5 | aim yearly-change {min: 0.2, max: 0.3}"
         " | + {better: lower}"), "2024-02-01",
        (f"{OVERDUE}: Mức Năm 2023 giảm 0,10 điểm phần trăm; mỗi năm cần giảm từ 0,2 điểm "
         "phần trăm đến 0,3 điểm phần trăm hết năm 2023"),
        f"{SILENT}: Mức Chưa có kết quả năm 2021 hết năm 2021",
    ),
    "a limit asks nothing of years before the document that set it": (
        ("share: 2021 88; 2022 91; 2023 92 | aim floor 90 {set-by: nq}"
         " | / {documents: [{id: bao-cao, title: B}, {id: nq, title: N, date: 2022-06-16}]}"),
        "2024-02-01",
    ),
    "a year is known by its percentage alone, where 158 % is enough and 80 % is not": (
        "flow: 2023 - 80%; 2024 - 158.18%", "2025-02-01",
        f"{OVERDUE}: Số, năm 2023 Tỷ lệ so với chỉ tiêu, năm 2023 là 80% hết năm 2023",
    ),
    "half a year typed as a year is no miss": (
        "flow: 2022 288/815 | issued 2022-07", "2023-03-01",
        (f"{SILENT}: Số, năm 2022 Mới có số năm 2022 là 288 người; chỉ tiêu là 815 người hết "
         "năm 2022"),
    ),
    "nor is an estimate made before the year was over": (
        "flow: 2022 288/815 estimate | issued 2022-10", "2023-03-01",
        (f"{SILENT}: Số, năm 2022 Mới có số năm 2022 là 288 người ước tính; chỉ tiêu là 815 "
         "người hết năm 2022"),
    ),
    "at least 40 + 50 of 300 is no miss": (
        "flow: 2021 40; 2023 50 | aim term-total 300 {due: 2023-12}", "2024-06-01",
        (f"{NO_BASIS}: Mức Đến hết năm 2023 là ít nhất 90 người, chưa đủ để so với mức chỉ "
         "tiêu 300 người hết tháng 12/2023"),
    ),
    "a limit that is due within a year is judged then": (
        "share: 2021-06 85 {reason: Ít nguồn.} | aim floor 90 {due: 2021-06-30}", "2021-07-15",
        (f"{OVERDUE}: Mức Năm 2021 (đến hết tháng 6/2021) là 85%, so với mức tối thiểu 90% "
         "ngày 30/6/2021 Ít nguồn."),
    ),
    "before which nothing need be kept, but every year since": (
        "share: 2021 80; 2022 91; 2023 85 | aim floor 90 {due: 2022-12-31}", "2024-01-15",
        f"{OVERDUE}: Mức Năm 2023 là 85%, so với mức tối thiểu 90% hết năm 2023",
    ),
    "a plan that is due within a year as well": (
        "flow: 2021-11 85/90 {due: 2021-11-30}", "2021-12-15",
        (f"{OVERDUE}: Số, năm 2021 (đến hết tháng 11/2021) Năm 2021 (đến hết tháng 11/2021) "
         "là 85 người, so với chỉ tiêu năm 90 người ngày 30/11/2021"),
    ),
    "place 3 is better than 5": ("rank: 2021 3; 2022 3 | aim average 5", "2023-02-01"),
    "20 of at most 80 is less than the half, and a ceiling says that less is better": (
        "flow: 2021-06 20/80 | aim ceiling 80", "2021-07-31"),
    "half a year behind a plan that is a limit or a span: 80 × 181 : 365 is 39,7": (
        "flow: 2021-06 20/80 {plan-max: 100}", "2021-07-31",
        (f"{RISK}: Số, năm 2021 (đến hết tháng 6/2021) Năm 2021 (đến hết tháng 6/2021) là 20 "
         "người, tiến độ đều đến lúc ấy là 40 người hết năm 2021"),
    ),
    "the reason of the year in which a target was missed": (
        "share: 2025 90 {reason: Ít nguồn.} | aim end-value 95", "2026-03-01",
        f"{OVERDUE}: Mức Năm 2025 là 90%, so với mức chỉ tiêu 95% hết năm 2025 Ít nguồn.",
    ),
    "a limit to stay under is broken for good at half-year": (
        "flow: 2021-06 95 | aim ceiling {below: 90}", "2022-01-01",
        (f"{OVERDUE}: Mức Năm 2021 (đến hết tháng 6/2021) là 95 người, so với mức phải thấp "
         "hơn 90 người hết năm 2021"),
    ),
    "a change that is printed without its year": (
        "flow: 2021 - change=2 | aim yearly-change {min: 3}", "2022-02-01",
        f"{OVERDUE}: Mức Năm 2021 tăng 2 người; mỗi năm cần tăng ít nhất 3 người hết năm 2021",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_class_is_told_from_its_edge_on(case: str) -> None:
    line, day, *expected = CASES[case]
    assert told(line, day) == expected


def test_units_are_told_with_their_own_due_day_and_those_below_on_their_page() -> None:
    line = (
        "flow: 2023 {missing: Chưa tổng hợp., parts: {a: {plan: 200, value: 190, due: 2023-11-30, "
        "reason: Ít nguồn.}, a1: {plan: 200, missing: Chưa báo cáo.}}}"
    )
    missed = (
        f"{OVERDUE}: Số, năm 2023: Huyện A Năm 2023 là 190 người, so với chỉ tiêu năm 200 người "
        "ngày 30/11/2023 Ít nguồn."
    )
    below = (
        f"{SILENT}: Số, năm 2023: Xã A1 Chưa có kết quả năm 2023; chỉ tiêu là 200 người; chưa báo "
        "cáo hết năm 2023"
    )
    assert told(line, "2023-11-30") == []
    assert told(line, "2024-01-02") == [missed]
    assert told(line, "2024-01-02", "a") == [missed, below]


def test_a_calm_page_says_so_in_one_sentence_and_an_unknown_day_is_said() -> None:
    page = writer(followed(text("flow: 2021 120/100")))
    calm = replace(page, edition=Edition(date=dt.date(2022, 1, 31)))
    assert words(calm.attention()) == "Xét đến ngày 31/01/2022 : không có điều gì cần chú ý."
    assert words(replace(page, edition=Edition()).attention()) == (
        "Bản này không rõ ngày nên chưa xét hạn nào. Chưa biết có gì quá hạn hay không."
    )


LONG_AN = """\
due-without-data ; Kết nạp đảng viên trong nhiệm kỳ ; Mới có số đến giữa tháng 12/2023 là 5.866 \
đảng viên ; 2025
due-without-data ; Kết nạp đảng viên, năm 2024 ; Chưa có kết quả năm 2024; chỉ tiêu dự kiến là \
1.660 đảng viên ; 2024
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
    files = exports(followed((ROOT / DATA).read_text("utf-8")), Edition(date=dt.date(2026, 9, 21)))
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


DUTIES = text(
    "flow: 2022 90/100 {due: 2022-11, reason: Ít nguồn.}"
    " | aim term-total 1000 {responsible: Ban A, due: 2025-06-30}"
)


def test_cards_tables_and_files_name_who_answers_and_why_not() -> None:
    made = followed(DUTIES)
    assert "Chịu trách nhiệm Ban A Hạn ngày 30/6/2025" in words(writer(made).cards())
    table = writer(made).table("so")
    assert "Trạng thái Hạn Lý do chưa đạt" in words(table)
    assert "Chưa đạt chỉ tiêu hết tháng 11/2022 Ít nguồn." in words(table)
    origin = words(writer(made).provenance("so", "muc"))
    assert origin.count("Lý do chưa đạt: Ít nguồn.") == origin.count("Ban A") == 1
    figures = csv.DictReader(
        io.StringIO(exports(made, Edition())["data/observations.csv"].decode("utf-8-sig"))
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
    before, after = followed(edited(DUTIES, ("value: 90\n", "value: 100\n"))), followed(DUTIES)
    found = compare(before, after, today=dt.date(2023, 1, 31))
    told = {section.title: [row.cells[0] for row in section.rows] for section in sections(found)}
    assert [line.replace("\u00a0", " ") for line in told["Thêm điều cần chú ý"]] == [
        "Số, năm 2022: quá hạn mà chưa đạt (năm 2022 là 90 người, so với chỉ tiêu năm 100 người)"
    ]
    back = sections(compare(after, before, today=dt.date(2023, 1, 31)))
    gone = {section.title: [row.cells[0] for row in section.rows] for section in back}
    assert gone["Không còn cần chú ý"] == told["Thêm điều cần chú ý"]


def test_the_report_tells_no_matter_again_whose_newest_number_is_another() -> None:
    before, after = followed(DUTIES), followed(edited(DUTIES, ("period: 2022", "period: 2021")))
    day = dt.date(2024, 6, 30)
    assert {Urgency.STALE} <= {one.kind for one in concerns(before, day)}
    found = compare(before, after, today=day)
    told = {section.title: [row.cells[0] for row in section.rows] for section in sections(found)}
    assert not [line for line in told.get("Thêm điều cần chú ý", []) if "đã cũ" in line]
