"""A form holds what is asked and known; filled in, it changes just those lines of the data."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from conftest import followed
from exported import convert, exports
from forms import DATA, columns, filled, form, saved, spot, take, told
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from samples import HEAD

from indicators.editing.edit import edited
from indicators.export import Edition, Format

NAME = "data/indicators.yaml"
BELOW = DATA.replace(
    "groups:\n", "  - id: xa-c\n    name: Xã C\n    type: huyen\n    parent: huyen-a\ngroups:\n"
)
WHOLE, FLOW, SHARE = "Toàn tổ chức", "Kết nạp", "Xếp loại"


def book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def after(*handed_in: bytes, data: str = DATA, ending: str = "xlsx") -> str:
    files = {NAME: data.encode()}
    found = take(*handed_in, data=files, ending=ending)
    assert told(found.answers) == []
    return {**files, **edited(files, found.changes).files}[NAME].decode()


def test_a_form_has_a_row_for_each_and_the_columns_that_are_asked() -> None:
    made = book(form())
    assert made.sheetnames == [WHOLE, FLOW, SHARE, "Hướng dẫn"]
    rows = [
        [str(sheet.cell(at, 2).value).strip() for at in range(5, sheet.max_row + 1)]
        for sheet in (made[WHOLE], made[FLOW])
    ]
    assert rows == [
        [FLOW, SHARE, "Tốt", "Kém", "Xây xong trụ sở"],
        ["Huyện A", "Huyện B", "Cộng các đơn vị", "Nữ"],
    ]
    beside = ["bound", "value-max", "approximate", "status", "missing", "source", "locator", "note"]
    why = ["kind", "reason"]
    numbers = ["proposed", "plan", "value", "answer", "count", "share"]
    known = columns(made[WHOLE])
    assert [name for name in known if name[0] not in "=b"] == [*numbers, *beside[1:], *why]
    flow = columns(made[FLOW])
    assert [n for n in flow if n[0] != "=" and "|" not in n] == [*numbers[:3], *beside, *why]
    assert spot(made[FLOW], "Huyện B", "value").value == 61
    assert spot(made[FLOW], "Huyện B", "status").value == "sơ bộ"
    assert spot(made[FLOW], "Huyện A", "value").value is None


def test_what_is_known_by_is_hidden_and_locked_and_sums_are_formulas() -> None:
    sheet = book(form())[FLOW]
    assert sheet.protection.sheet
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    cell = spot(sheet, "Huyện B", "value")
    assert not cell.protection.locked
    known = book(form(DATA.replace("            plan: 60", "            proposed: 62")))[FLOW]
    assert spot(known, "Huyện B", "proposed").protection.locked
    assert not spot(known, "Huyện A", "proposed").protection.locked
    assert all(sheet.cell(cell.row, at).protection.locked for at in (1, 2))
    assert spot(sheet, "Cộng các đơn vị", "value").value == "=SUM(F5:F6)"
    rules = sheet.data_validations.dataValidation
    assert [rule.type for rule in rules if cell.coordinate in rule.sqref] == ["whole"]


def test_a_unit_has_a_form_of_its_own_in_which_its_indicators_are_rows() -> None:
    made = book(form(unit="huyen-b"))
    assert made.sheetnames == ["Số liệu", "Hướng dẫn"]
    sheet = made["Số liệu"]
    assert sheet["B2"].value == "Năm\xa02024: Huyện B"
    assert spot(sheet, FLOW, "plan").value == 60
    asked = filled(form(unit="huyen-a"), {("Số liệu", FLOW, "value"): 70})
    assert "- unit: huyen-a\n            value: 70\n" in after(asked)


def test_the_form_of_a_half_year_knows_the_plan_of_the_year() -> None:
    sheet = book(form(period="2024-06"))[FLOW]
    assert sheet["B2"].value == "Kết nạp (đảng viên), sáu tháng đầu năm\xa02024: Đảng bộ Thí Dụ"
    assert spot(sheet, "Huyện B", "plan").value == 60
    assert spot(sheet, "Huyện B", "value").value is None


def test_the_guide_says_what_the_cells_take() -> None:
    rows = book(form())["Hướng dẫn"].iter_rows(min_row=5, max_col=2, values_only=True)
    told = {str(name): str(text) for name, text in rows}
    chosen = "Nguồn chỉ nêu một phía. Chọn: trên, ít nhất, dưới, không quá."
    assert told["Chỉ biết một phía"] == chosen
    assert not re.search(r"\b(true|value|documents|above)\b", " ".join(told.values()))
    assert told["Kết quả"] != "Kết quả."


def test_units_below_a_unit_stand_below_it_and_are_in_its_sum_already() -> None:
    sheet = book(form(BELOW))[FLOW]
    assert [sheet.cell(at, 2).value for at in range(5, 9)] == [
        "Huyện A", "   Xã C", "Huyện B", "Cộng các đơn vị",
    ]  # fmt: skip
    assert sheet["F8"].value == "=SUM(F5:F5)+SUM(F7:F7)"
    own = book(form(BELOW, unit="huyen-a"))
    assert own.sheetnames == ["Số liệu", FLOW, "Hướng dẫn"]
    made = after(filled(form(BELOW, unit="huyen-a"), {(FLOW, "Xã C", "value"): 5}), data=BELOW)
    assert "- unit: xa-c\n            value: 5\n" in made


def test_a_sum_above_its_unit_is_told_at_both_and_a_lost_sheet_of_its_file() -> None:
    own, data = form(BELOW, unit="huyen-a"), {NAME: BELOW.encode()}
    over = filled(own, {("Số liệu", FLOW, "value"): 5, (FLOW, "Xã C", "value"): 9})
    spots = [str(answer.spot) for answer in take(over, data=data).answers]
    assert spots == [f"1.xlsx, trang “{sheet}”, ô F5" for sheet in (FLOW, "Số liệu")]
    less = saved(own, lambda book: book.remove(book[FLOW]))
    assert take(less, data=data).lost == [f"1.xlsx: không có trang “{FLOW}”"]


def test_without_a_decision_to_publish_no_unit_is_asked() -> None:
    data = DATA[: DATA.index("publication:")]
    data = data[: data.index("        parts:")] + data[data.index("  - id: xep-loai") :]
    assert book(form(data)).sheetnames == [WHOLE, "Hướng dẫn"]


def test_a_cell_changes_one_line_and_its_new_row_stands_in_its_order() -> None:
    wanted = DATA.replace(
        "          # Lời ghi ở lại.\n",
        "          - unit: huyen-a\n            value: 70\n          # Lời ghi ở lại.\n",
    )
    assert after(filled(form(), {(FLOW, "Huyện A", "value"): 70})) == wanted
    assert after(filled(form(), {(WHOLE, SHARE, "value"): 70})) == DATA


def test_a_time_that_is_new_is_made_with_its_parts() -> None:
    cells = {(FLOW, "Huyện B", "value"): 30, (FLOW, "Huyện A", "value"): 20}
    made = after(filled(form(period="2025-06"), cells))
    assert made == DATA.replace(
        "            status: preliminary\n",
        """\
            status: preliminary
      - period: 2025
        through: 2025-06
        missing: Chưa báo cáo.
        parts:
          - unit: huyen-a
            value: 20
          - unit: huyen-b
            value: 30
""",
    )
    whole = filled(form(made, "2025-06"), {(WHOLE, FLOW, "value"): 50})
    assert "through: 2025-06\n        value: 50\n        parts:" in after(whole, data=made)


def test_a_source_of_the_whole_stands_before_what_its_parts_tell() -> None:
    cells = {(WHOLE, FLOW, "source"): "bao-cao-nam", (FLOW, "Huyện A", "value"): 20}
    assert """\
      - period: 2025
        missing: Chưa báo cáo.
        source: bao-cao-nam
        parts:
          - unit: huyen-a
            value: 20
""" in after(filled(form(period="2025"), cells))


def test_the_export_of_a_units_own_site_is_what_the_unit_tells() -> None:
    own = HEAD.replace("Đảng bộ Thí Dụ", "Huyện A") + (
        "indicators:\n  - id: ket-nap\n    name: Kết nạp\n    measure: flow\n    unit: đảng viên\n"
        "    observations:\n      - period: 2024\n        value: 70\n        status: estimate\n"
        "        note: Số ước.\n"
        "      - period: 2025\n        plan: 80\n  - id: khac\n    name: Khác\n    measure: flow\n"
        "    unit: người\n    observations:\n      - period: 2024\n        value: 9\n"
    )
    given = exports(followed(own), Edition(), [Format.CSV])["data/dataset.csv"]
    made = after(given, ending="csv")
    assert "- unit: huyen-a\n            value: 70\n            status: estimate\n" in made
    assert "            note: Số ước.\n" in made
    assert "parts:\n          - unit: huyen-a\n            plan: 80\n" in made
    assert after(given, data=made, ending="csv") == made


def test_a_known_number_changes_with_kind_and_reason_and_is_kept() -> None:
    cells = {
        (FLOW, "Huyện B", "value"): 62,
        (FLOW, "Huyện B", "kind"): "đính chính",
        (FLOW, "Huyện B", "reason"): "Ghi nhầm.",
    }
    assert after(filled(form(), cells)) == DATA.replace(
        """\
            value: 61
            status: preliminary
""",
        """\
            value: 62
            status: preliminary
            former:
              - kind: correction
                date: 2025-12-31
                reason: Ghi nhầm.
                value: 61
                status: preliminary
""",
    )


@pytest.mark.parametrize(
    ("name", "words", "line"),
    [("bound", "trên", "bound: above"), ("status", "ước tính", "status: estimate")],
)
def test_what_is_said_of_a_known_number_changes_with_kind_and_reason(
    name: str, words: str, line: str
) -> None:
    cells = {name: words, "kind": "đính chính", "reason": "Ghi nhầm."}
    made = after(filled(form(), {(FLOW, "Huyện B", name): text for name, text in cells.items()}))
    assert line in made
    assert made.count("value: 61\n") == 2
    assert made.count("reason: Ghi nhầm.") == 1


def test_words_and_codes_are_taken_by_what_the_form_calls_them() -> None:
    cells = {
        (WHOLE, FLOW, "value"): 151,
        (WHOLE, FLOW, "bound"): "Ít nhất",
        (WHOLE, FLOW, "source"): "bao-cao-nam",
        (WHOLE, FLOW, "note"): "Số “a”,\nhai dòng",
        (WHOLE, "Xây xong trụ sở", "answer"): True,
        (WHOLE, "Kém", "count"): 3,
    }
    made = after(filled(form(), cells))
    assert "        value: 151\n        bound: at-least\n        plan: 150\n" in made
    assert "        source: bao-cao-nam\n        note: Số “a”, hai dòng\n" in made
    assert "        answer: true\n" in made
    assert "          - grade: kem\n            count: 3\n" in made
    assert "        status: forecast" not in made


@pytest.mark.parametrize("unit", ["", "huyen-a", "huyen-b"])
def test_a_form_that_comes_back_as_it_was_changes_nothing(unit: str) -> None:
    for content in (form(unit=unit), saved(form(unit=unit), lambda _: None)):
        found = take(content)
        assert (list(found.changes), list(found.answers)) == ([], [])


NUMBERS = [(FLOW, unit, name) for unit in ("Huyện A", "Huyện B") for name in ("plan", "value")]


@settings(max_examples=10, deadline=None)
@given(st.dictionaries(st.sampled_from(NUMBERS), st.integers(1, 70), max_size=4))
def test_cells_changed_and_changed_back_change_nothing(
    cells: dict[tuple[str, str, str], int],
) -> None:
    clean = form()
    before = {place: spot(book(clean)[place[0]], *place[1:]).value for place in cells}
    assert after(filled(filled(clean, cells), before)) == DATA


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60))
def test_two_units_in_either_order_give_the_same_file(first: int, second: int) -> None:
    data = DATA.replace("            value: 61\n            status: preliminary\n", "")
    one = filled(form(data, unit="huyen-a"), {("Số liệu", FLOW, "value"): first})
    other = filled(form(data, unit="huyen-b"), {("Số liệu", FLOW, "value"): second})
    together = after(one, other, data=data)
    assert after(other, one, data=data) == together
    assert after(other, data=after(one, data=data)) == together
    assert after(one, data=after(other, data=data)) == together


def test_a_sheet_saved_as_csv_is_taken_and_says_what_was_known() -> None:
    sheet = book(filled(form(), {(FLOW, "Huyện A", "value"): 70}))[FLOW]
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet]
    for mark, code in ((",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")):
        text = "\r\n".join(
            mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in rows
        )
        assert "- unit: huyen-a\n            value: 70\n" in after(text.encode(code), ending="csv")


@pytest.mark.office
def test_a_form_that_libreoffice_saved_is_taken(tmp_path: Path) -> None:
    source = tmp_path / "bieu.xlsx"
    source.write_bytes(filled(form(), {(FLOW, "Huyện A", "value"): 70}))
    (full,) = convert(source, "xlsx:Calc MS Excel 2007 XML").values()
    assert book(full.read_bytes())[FLOW].row_dimensions[1].hidden
    assert openpyxl.load_workbook(full, data_only=True)[FLOW]["F7"].value == 131
    assert "- unit: huyen-a\n            value: 70\n" in after(full.read_bytes())


def test_the_published_form_holds_no_number_that_is_withheld() -> None:
    data = DATA.replace("smallest-shown: 1", "smallest-shown: 100")
    made = exports(followed(data), Edition(), [Format.XLSX])["data/form.xlsx"]
    sheet = book(made)[FLOW]
    assert spot(sheet, "Huyện B", "plan").value == 60
    assert spot(sheet, "Huyện B", "value").value is None
    assert spot(sheet, "Huyện B", "missing").value == "Ít hơn 100, không công bố."
    assert "61" not in [str(cell.value) for row in sheet for cell in row]
    found = take(made, data={NAME: data.encode()})
    assert (list(found.changes), list(found.answers)) == ([], [])
    cells = {"value": 62, "kind": "đính chính", "reason": "Ghi nhầm."}
    changed = filled(made, {(FLOW, "Huyện B", name): value for name, value in cells.items()})
    (answer,) = told(take(changed, data={NAME: data.encode()}).answers)
    assert "make form UNIT=" in answer
    assert "61" not in answer
