"""What needs attention on a day: each class by its edges, worked out by hand, and where it is told.

The term of the samples is 2021 – 2025: 1,826 days, of which 911 are over on 30 June 2023.
"""

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from cases import Case, cases, tree, typed
from conftest import DATA, REAL, followed
from exported import exports
from reader import rows, words, writer
from samples import edited

from indicators import examine
from indicators.comparing.compare import compare
from indicators.comparing.report import sections
from indicators.computing.attention import Urgency, concerns
from indicators.export import Edition


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


@pytest.mark.parametrize("case", [*cases("attention")], ids=lambda case: case.guarantee)
def test_each_class_is_told_from_its_edge_on(case: Case) -> None:
    line, _, day = case.line.partition(" | on ")
    assert told(line, day.removesuffix("no day")) == case.expected


OVERDUE, SILENT = "Quá hạn mà chưa đạt", "Đến hạn mà chưa có số liệu"


def test_units_are_told_with_their_own_due_day_and_those_below_on_their_page() -> None:
    line = (
        "flow: 2023 {missing: Chưa tổng hợp., parts: {a: {plan: 200, value: 190, due: 2023-11-30, "
        "reason: Ít nguồn.}, a1: {plan: 200, missing: Chưa báo cáo.}}}"
    )
    missed = (
        f"{OVERDUE}: Số, năm 2023: Huyện A Năm 2023 là 190 người, so với chỉ tiêu năm 200 người "
        "Ngày 30/11/2023 Ít nguồn."
    )
    below = (
        f"{SILENT}: Số, năm 2023: Xã A1 Chưa có kết quả năm 2023; chỉ tiêu là 200 người; chưa báo "
        "cáo Hết năm 2023"
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


def test_the_real_data_is_told_and_the_files_say_the_same() -> None:
    """The interview names nobody and no day: only the ends of years and of the term are due."""
    files = exports(followed(REAL), Edition(date=dt.date(2026, 9, 21)))
    found = json.loads(files["api/v1/attention.json"])["attention"]
    assert [(one["id"], one["due"]) for one in found if one["kind"] != "stale"] == [
        ("due-without-data/muc-ket-nap/ket-nap", "2025"),
        ("due-without-data/ket-nap/2024/value", "2024"),
        ("due-without-data/muc-xep-loai/xep-loai-to-chuc", "2025"),
        ("due-without-data/muc-xep-loai/xep-loai-dang-vien", "2025"),
        ("no-basis/muc-ty-le-ket-nap/ty-le-ket-nap", "2025"),
        ("no-basis/muc-nguon/ty-so-nguon", "2025"),
    ]
    assert {one["responsible"] or one["reason"] or one["portion"] for one in found} == {None}
    assert found[1]["text"] == "Chưa có kết quả năm 2024; chỉ tiêu dự kiến là 1.660 đảng viên"
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
    assert "Chưa đạt chỉ tiêu Hết tháng 11/2022 Ít nguồn." in words(table)
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
