"""``make set``: fields typed behind an address change the lines that a person would change."""

import datetime as dt
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

import pytest
from conftest import Captured
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import TERM, edited
from test_editing import UNITS
from test_terms import SPLIT

from indicators.__main__ import main
from indicators.editing import edit
from indicators.editing.lines import EditError
from indicators.editing.setting import Setting

pytestmark = pytest.mark.usefixtures("remembered")
TODAY = dt.date(2025, 1, 31)
DATA = edited(
    TERM,
    ("    title: Báo cáo\n", "    title: Báo cáo\n  - id: bao-cao-2025\n    title: Báo cáo mới\n"),
    ("indicators:\n  - id: ket-nap", UNITS + "indicators:\n  - id: ket-nap"),
)


def lines(typed: str, *, data: str = DATA) -> list[str]:
    """The lines that come and go."""
    made = edit.edited({"d.yaml": data.encode()}, [Setting(typed, TODAY)])
    assert not made.problems, [problem.what() for problem in made.problems]
    told = [*unified_diff(data.split("\n"), made.files["d.yaml"].decode().split("\n"), n=0)]
    return [line[0] + line[1:].strip() for line in told[2:] if line[0] in "+-"]


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        # A first value takes with it that there was none, and that it was only planned.
        ("ket-nap/2024 value=1702 percent-of-plan=102.53 source=bao-cao-2025 locator=câu 1, đoạn 2",
         ["+value: 1702", "-status: forecast", "+plan-status: forecast", "+plan-source: bao-cao",
          "+source: bao-cao-2025",
          "+locator: câu 1, đoạn 2", "+published:", "+- figure: percent-of-plan",
          "+value: 102.53"]),
        ("ket-nap/2024 locator='biểu 1, a=2' note=\"Số 'mới'\"",
         ["+locator: biểu 1, a=2", "+note: Số 'mới'"]),
        # Where a plan was read stays with it, when the result was read elsewhere.
        ("ket-nap/2021 value=1520 source=bao-cao-2025 kind=revision reason=Bổ sung.",
         ["-locator: trang 1", "-value: 1514", "+value: 1520", "+plan-source: bao-cao",
          "+plan-locator: trang 1", "+source: bao-cao-2025", "+former:", "+- kind: revision",
          "+date: 2025-01-31", "+reason: Bổ sung.", "+value: 1514", "+source: bao-cao",
          "+locator: trang 1"]),
        # With another source the place in the old one goes.
        ("ket-nap/2021 source=bao-cao-2025",
         ["-locator: trang 1", "+plan-source: bao-cao", "+plan-locator: trang 1",
          "+source: bao-cao-2025"]),
        ("ket-nap/2024 plan=1670 source=bao-cao-2025 kind=revision reason=Giao thêm.",
         ["-plan: 1660", "+plan: 1670", "+source: bao-cao-2025", "+former:", "+- kind: revision",
          "+date: 2025-01-31", "+reason: Giao thêm.", "+plan: 1660", "+status: forecast",
          "+source: bao-cao"]),
        ("ket-nap/2021 source=bao-cao", ["+source: bao-cao"]),
        ("ket-nap/2024 value=1702 status=preliminary",
         ["+value: 1702", "-status: forecast", "+status: preliminary", "+plan-status: forecast"]),
        # Names as they are called in Vietnamese; texts of several words, or between quotes.
        (("ket-nap/2024 Kết quả=1702 tỷ lệ so với chỉ tiêu=102.53 "
          'ghi chú="Số sơ bộ: a=1" đề xuất=1650'),
         ["+value: 1702", "-status: forecast", "+plan-status: forecast", "+proposed: 1650",
          '+note: "Số sơ bộ: a=1"',
          "+published:", "+- figure: percent-of-plan", "+value: 102.53"]),
        # A number that was known is kept, with where it was read if that changes.
        ("ket-nap/2022 value=1540 kind=revision reason=Bổ sung báo cáo.",
         ["-value: 1533", "+value: 1540", "+former:", "+- kind: revision", "+date: 2025-01-31",
          "+reason: Bổ sung báo cáo.", "+value: 1533"]),
        ("ket-nap/2022 value=1540 source=bao-cao-2025 kind=correction reason=Nhầm.",
         ["-value: 1533", "+value: 1540", "+source: bao-cao-2025", "+former:",
          "+- kind: correction", "+date: 2025-01-31", "+reason: Nhầm.", "+value: 1533",
          "+source: bao-cao"]),
        ("ket-nap/2024 plan=1670 kind=revision reason=Giao thêm.",
         ["-plan: 1660", "+plan: 1670", "+former:", "+- kind: revision", "+date: 2025-01-31",
          "+reason: Giao thêm.", "+plan: 1660", "+status: forecast"]),
        # The same number typed in another way is no other number.
        ("xep-loai/2021 value=96.20", ["-value: 96.2", "+value: 96.20"]),
        # What stands there becomes another text, or goes.
        ("ket-nap/2021 percent-of-plan=112.1", ["-value: 112.15", "+value: 112.1"]),
        ("ket-nap/2021 remove=percent-of-plan, locator",
         ["-locator: trang 1", "-published:", "-- figure: percent-of-plan", "-value: 112.15"]),
        # A new year, a total, a unit's row, a grade.
        ("ket-nap/2020 missing=Nguồn không nêu.",
         ["+- period: 2020", "+missing: Nguồn không nêu."]),
        ("ket-nap/through-2021-06 value=700 part=mid",
         ["+- through: 2021-06", "+part: mid", "+value: 700"]),
        ("ket-nap/2021/unit/a value=1500", ["+parts:", "+- unit: a", "+value: 1500"]),
        ("ket-nap/2021/group/nu value=700", ["+parts:", "+- group: nu", "+value: 700"]),
        # Records with an id, blocks, and records inside them.
        ("bao-cao-2025 số, ký hiệu=12-BC/TU date=2025-01-15",
         ["+code: 12-BC/TU", "+date: 2025-01-15"]),
        ("targets/muc-ket-nap note=Mức của nhiệm kỳ.", ["+note: Mức của nhiệm kỳ."]),
        ("publication smallest-shown=10", ["-smallest-shown: 5", "+smallest-shown: 10"]),
        ("xep-loai/published/mean-2021-2022 explanation=Nguồn làm tròn.",
         ["-explanation: Nguồn không nêu cách tính.", "+explanation: Nguồn làm tròn."]),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_the_lines_that_must_change(typed: str, changed: list[str]) -> None:
    assert lines(typed) == changed


FORECAST = """\
      - through: 2024
        value: 7526
        bound: at-least
        status: forecast
        published:
          - figure: percent-of-target
            value: 119.5
"""


def test_a_result_takes_the_place_of_a_forecast_total_with_all_that_was_said_of_it() -> None:
    data = edited(DATA, ("        value: 5866\n", f"        value: 5866\n{FORECAST}"))
    assert lines("ket-nap/through-2024 value=7568", data=data) == [
        "-value: 7526", "-bound: at-least", "-status: forecast", "-published:",
        "-- figure: percent-of-target", "-value: 119.5", "+value: 7568",
    ]  # fmt: skip


REVISED = "kind=revision reason=Bổ sung."
OLDER = [
    f"+{line}" for line in ("former:", "- kind: revision", "date: 2025-01-31", "reason: Bổ sung.")
]


def test_a_former_number_keeps_what_was_said_of_it() -> None:
    """Its bound, how firm it was, and its place in a source that stays the same."""
    said = "        value: 1533\n        bound: above\n        status: preliminary\n"
    known = edited(DATA, ("        value: 1533\n", f"{said}        locator: trang 3\n"))
    typed = f"ket-nap/2022 value=1540 remove=bound,status locator=trang 8 {REVISED}"
    assert lines(typed, data=known) == [
        "-value: 1533", "-bound: above", "-status: preliminary", "-locator: trang 3",
        "+value: 1540", "+locator: trang 8",
        *OLDER, "+value: 1533", "+bound: above", "+status: preliminary", "+source: bao-cao",
        "+locator: trang 3",
    ]  # fmt: skip


def test_a_withdrawn_number_comes_back_when_a_number_is_put_in_its_place() -> None:
    why = "        withdrawn: Ghi nhầm.\n"
    taken = edited(DATA, ("        value: 1533\n", f"        value: 1533\n{why}"))
    assert lines("ket-nap/2022 withdrawn=Ghi nhầm.") == ["+withdrawn: Ghi nhầm."]
    assert lines("ket-nap/2022 remove=withdrawn", data=taken) == ["-withdrawn: Ghi nhầm."]
    put = lines(f"ket-nap/2022 value=1540 {REVISED}", data=taken)
    assert "-withdrawn: Ghi nhầm." in put
    assert "+value: 1533" in put


def test_what_was_said_of_a_number_is_asked_of_the_one_in_its_place() -> None:
    said = "        value: 1533\n        bound: above\n        status: preliminary\n"
    known = edited(DATA, ("        value: 1533\n", said))
    told = "bound: above, status: preliminary nói về số cũ; số mới cũng vậy thì gõ lại bound=above"
    with pytest.raises(EditError, match=told):
        lines(f"ket-nap/2022 value=1540 {REVISED}", data=known)


@pytest.mark.parametrize(
    ("row", "old", "source"),
    [("2024", "12", "bao-cao"), ("2025", "20", "bao-cao"), ("2026", "17", "bao-cao-sau")],
)
def test_a_former_number_keeps_the_source_of_its_own_term(row: str, old: str, source: str) -> None:
    """Also what the later term goes on from, which was read where the earlier one was."""
    later = "  - id: bao-cao-sau\n    title: A\n  - id: moi\n    title: B\ntargets:\n"
    data = edited(SPLIT, ("targets:\n", later), ("end: 2030", "end: 2030\n    source: bao-cao-sau"))
    data = edited(data, ("value: 17\n", "value: 17\n        status: forecast\n"))
    firm = " status=forecast" if row == "2026" else ""
    told = lines(f"ket-nap/{row} value=9{firm} source=moi {REVISED}", data=data)
    assert (f"+value: {old}" in told, told[-1]) == (True, f"+source: {source}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "gõ địa chỉ của một mục rồi các trường, ví dụ 'ket-nap/2024 value=1702"),
        ("ket-nap/2022 1540", "“1540” không có dạng trường=giá trị"),
        ("ket-nep/2022 value=1", "dữ liệu không có “ket-nep”; có phải “ket-nap”?"),
        ("bao-cao-2024 title=A", "có phải “bao-cao-2025”?"),
        ("ket-nap/20222 value=1", "“20222” không gọi tên được một mục mới của observations"),
        ("ket-nap/2022/unit/c value=1", "units không có “c”"),
        ("ket-nap/quy-mot value=1", "không hiểu “quy-mot” trong địa chỉ; gõ như ket-nap/2024"),
        ("ket-nap/2022 vlaue=1", "không có trường “vlaue” ở đây; có phải “value”?"),
        ("ket-nap/2022 value=", "value để trống; muốn bỏ trường này thì gõ remove=value"),
        ("ket-nap/2022 remove=locator", "không có locator để bỏ"),
        ("ket-nap/2022 parts=1", "parts có nhiều mục"),
        ("ket-nap/2022 value=1 kết quả=2", "value gõ hai lần"),
        ("ket-nap id=khac", "mã thì đổi bằng make rename"),
        ("ket-nap/2022 value=1533", "không có gì đổi: ket-nap/2022 đã ghi như vậy"),
        ("ket-nap/2022 value=1540", "value đang là 1533; số đã có chỉ đổi được khi ghi thêm kind="),
        ("ket-nap/2022 remove=value missing=Rút lại.", "value đang là 1533"),
        ("ket-nap/2022 note=A kind=revision reason=B", "kind, reason chỉ dùng khi đổi một số"),
    ],
)
def test_what_cannot_be_set_is_told_in_one_sentence(typed: str, told: str) -> None:
    with pytest.raises(EditError) as caught:
        lines(typed)
    assert told in str(caught.value)


def test_a_first_number_takes_the_reason_of_the_whole_indicator_with_it() -> None:
    silent = "  - id: dang-so\n    name: Số đảng viên\n    measure: stock\n    unit: đảng viên\n"
    silent += "    decimals: 0\n    missing: Nguồn không nêu.\n"
    data = edited(DATA, ("indicators:\n  - id: ket-nap", f"indicators:\n{silent}  - id: ket-nap"))
    assert lines("dang-so/2024 value=52000", data=data) == [
        "-missing: Nguồn không nêu.", "+observations:", "+- period: 2024", "+value: 52000",
    ]  # fmt: skip


def test_an_id_of_two_lists_is_to_be_typed_with_its_list() -> None:
    data = edited(DATA, ("  - id: bao-cao-2025", "  - id: ket-nap"))
    with pytest.raises(EditError, match="gõ rõ documents/ket-nap hoặc indicators/ket-nap"):
        lines("ket-nap title=A", data=data)
    assert lines("documents/ket-nap title=A", data=data) == ["-title: Báo cáo mới", "+title: A"]


def test_a_number_of_a_record_in_two_files_is_known_from_both() -> None:
    year = "indicators:\n  - id: ket-nap\n    observations:\n      - period: 2022\n"
    files = {"d.yaml": DATA.replace("        value: 1533\n", "        proposed: 1500\n").encode()}
    files["2022.yaml"] = f"{year}        value: 1533\n".encode()
    with pytest.raises(EditError, match="value đang là 1533"):
        edit.edited(files, [Setting("ket-nap/2022 value=1540", TODAY)])
    typed = "ket-nap/2022 value=1540 plan=1500 kind=revision reason=Bổ sung."
    made = edit.edited(files, [Setting(typed, TODAY)])
    assert made.files["2022.yaml"].decode() == f"{year}        value: 1540\n"
    new = made.files["d.yaml"].decode()
    assert "plan: 1500\n        proposed: 1500\n        former:\n          - kind: revision" in new


PIECES = st.sampled_from(
    ["ket-nap", "muc-ket-nap", "bao-cao", "term", "indicators", "/", "/2021", "/2022-09", "/unit",
     "/a", "/through-2023", "/published", "/mean", " ", "  ", "value", "kết quả", "reason", "kind",
     "note", "remove", "percent-of-plan", "published", "=", "1", "1.5", '"', "x y", "é", "0", "-"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_is_typed_is_done_or_told(typed: str) -> None:
    with suppress(EditError):
        made = edit.edited({"d.yaml": DATA.encode()}, [Setting(typed, TODAY)])
        assert bool(made.files) != bool(made.problems)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project that one works in."""
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "includes").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "data/indicators.yaml").write_text(DATA, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def test_the_change_and_all_that_follows_is_shown_before_it_is_written(
    project: Path, capsys: Captured
) -> None:
    file = project / "data/indicators.yaml"
    call = ["set", "ket-nap/2024 value=1702"]
    assert main([*call, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert file.read_text("utf-8") == DATA
    assert shown.startswith("--- data/indicators.yaml\n+++ data/indicators.yaml\n@@ ")
    assert "+        value: 1702\n" in shown
    assert "Tỷ lệ so với chỉ tiêu, năm 2024: chưa có → 102,53%" in shown
    assert main(call) == 0
    assert capsys.readouterr().out == f"{shown}Đã ghi: data/indicators.yaml.\n"
    assert file.read_text("utf-8") == edited(
        DATA,
        (
            "plan: 1660\n        status: forecast\n",
            "value: 1702\n        plan: 1660\n        plan-status: forecast\n",
        ),
    )


def test_a_page_that_would_not_go_with_the_data_is_told_and_nothing_is_written(
    project: Path, capsys: Captured
) -> None:
    """One that went wrong before stops nothing, as the change cannot mend it."""
    page = project / "docs/index.md"
    page.write_text("# A\n\n{{ figure('ket-nap/2024/status') }}\n", "utf-8")
    assert main(["set", "ket-nap/2024 value=1702"]) == 0
    assert "Còn trang sai từ trước: xem make check." in capsys.readouterr().out
    before = (project / "data/indicators.yaml").read_text("utf-8")
    page.write_text("# A\n\n{{ figure('ket-nap/2024/plan') }}\n", "utf-8")
    assert main(["set", "ket-nap/2024 remove=plan kind=correction reason=Nhầm."]) == 1
    told = capsys.readouterr().err
    assert told.startswith("docs/index.md:")
    assert "Chưa ghi gì" in told
    assert (project / "data/indicators.yaml").read_text("utf-8") == before
