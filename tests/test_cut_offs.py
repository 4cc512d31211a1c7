"""A year that is reported in parts, and numbers that were printed with others that changed since.

The real data with invented numbers of 2024; all that is expected was worked out by hand.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reader import rows, words, writer
from samples import edited

from indicators import examine
from indicators.comparing.compare import compare
from indicators.comparing.lenient import lenient_views
from indicators.comparing.report import FORMATS
from indicators.computing.compute import Views

MAIN = "data/indicators.yaml"
CORRECTION = """\
        value: 1535
        former:
          - kind: correction
            date: 2024-05-02
            reason: Bổ sung hồ sơ.
            value: 1533
"""


@pytest.fixture(scope="module")
def real(root: Path) -> str:
    return (root / MAIN).read_text("utf-8")


def views(text: str) -> Views:
    found = examine({MAIN: text.encode()})
    assert [problem.what() for problem in found.problems] == []
    return lenient_views({MAIN: text.encode()})[""]


# --- printed with a number that has changed since ------------------------------------------------


def test_a_correction_moves_neither_the_plan_nor_what_was_printed(real: str) -> None:
    """1.533 at 111,9 % can only be 1.370; 1.535 of that are 112,04 %."""
    before, after = views(real), views(edited(real, ("        value: 1533\n", CORRECTION)))
    page = writer(after, "ket-nap/")
    assert rows(page.table("ket-nap"))[2] == (
        "2022 1.370 suy ra 1.535 112,04% suy ra Vượt chỉ tiêu"
    )
    assert rows(page.ledger("ket-nap"))[1] == (
        "Tỷ lệ so với chỉ tiêu, năm 2022 (in cùng số trước khi thay đổi) 111,9% "
        "Kết quả : chỉ tiêu năm × 100: 1.533 : 1.370 × 100 ≈ 111,90% . "
        "Số công bố đi cùng số trước khi thay đổi; số hiện nay cho 112,04% suy ra . "
        "Dùng để suy ra, không kiểm tra độc lập được"
    )
    report = FORMATS["text"](compare(before, after), ())
    assert "Tỷ lệ so với chỉ tiêu, năm 2022: 111,9% → 112,04% (suy ra)" in report
    assert "Số không còn trên trang" not in report
    assert "Kết luận đối chiếu đổi" not in report
    assert "Chỉ tiêu năm, năm 2022" not in report


@pytest.mark.parametrize(
    ("source", "date", "plan"),
    [
        ("", "", 1370),  # it stood there before
        ("bao-cao-moi", "2024-04-30", 1370),  # older than the correction
        ("bao-cao-moi", "2024-06-01", 1372),  # printed with the corrected number
    ],
)
def test_a_percentage_belongs_to_the_number_that_its_source_knew(
    real: str, source: str, date: str, plan: int
) -> None:
    """1.535 at 111,9 % can only be 1.372."""
    document = f"documents:\n  - id: bao-cao-moi\n    title: Báo cáo mới\n    date: {date}\n"
    printed = "          - figure: percent-of-plan\n            value: 111.9\n"
    text = edited(real, ("        value: 1533\n", CORRECTION))
    if source:
        text = edited(text, ("documents:\n", document))
        text = edited(text, (printed, f"{printed}            source: {source}\n"))
    assert views(text).figures["ket-nap/2022/plan"].exact == plan


def test_a_corrected_total_keeps_the_percentage_that_was_printed_with_the_former_one(
    real: str,
) -> None:
    """5.866 of 6.300 are 93,11 %, 5.896 are 93,59 %."""
    new = "        value: 5896\n" + CORRECTION.replace("1533", "5866").partition("\n")[2]
    made = views(edited(real, ("        value: 5866\n", new)))
    assert "5.896 đảng viên Chỉ tiêu nhiệm kỳ 6.300 đảng viên Tỷ lệ hoàn thành 93,59%" in words(
        writer(made, "ket-nap/").cards("muc-ket-nap")
    )
    (entry,) = (e for e in made.ledger if e.published.id.endswith("/printed"))
    assert (entry.verdict.value, entry.recomputed and entry.recomputed.inputs) == (
        "agrees",
        ("ket-nap/through-2023-12-mid/total/former", "muc-ket-nap/target"),
    )


# --- what a source can know ----------------------------------------------------------------------

PLAN = "      - period: 2024\n        plan: 1660\n        status: forecast\n"
MEMBERS = "    missing: Nguồn không nêu số đảng viên của Đảng bộ tỉnh.\n"


NEXT = "      - period: 2024\n        value: 1702\n"
KNOWN = "    observations:\n      - period: 2021\n        value: 45000\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # The interview has no date; it told results until the end of 2023.
        (PLAN, NEXT, "1.702 đảng viên theo Tạo nguồn, .*, mà .* chỉ có kết quả đến hết năm 2023"),
        (PLAN, f"{NEXT}        source: nq-21\n", "mà nguồn ấy chỉ có kết quả đến hết năm 2022"),
        (MEMBERS, KNOWN, "năm 2021: 45.000 đảng viên là số mới, không ghi nguồn"),
        (MEMBERS, f"{KNOWN}        source: phong-van\n", ""),
        (MEMBERS, f"    source: phong-van\n{KNOWN}", ""),
        ("        value: 1533\n", CORRECTION, ""),  # no new number
    ],
)
def test_a_new_number_without_a_source_that_can_know_it_is_doubted(
    real: str, old: str, new: str, told: str
) -> None:
    sides = (real, edited(real, (old, new)))
    before, after = (lenient_views({MAIN: text.encode()})[""] for text in sides)
    found = [
        doubt.fault.what().replace("\u00a0", " ")
        for doubt in compare(before, after).doubts
        if doubt.fault.rule.name == "compare-source"
    ]
    assert len(found) == bool(told)
    assert not told or re.search(told, found[0])
