"""Filled forms from the command line: from the downloaded form to the table, or an answer."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import DATA, ROOT, Captured, copied, followed
from forms import FIRST_ROW, columns, saved
from openpyxl.workbook.workbook import Workbook

from indicators.__main__ import main
from indicators.showing.links import Links
from indicators.showing.writer import Writer

pytestmark = pytest.mark.usefixtures("remembered")
UNITS = [f"Huyện thí dụ {at}" for at in range(1, 13)]


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose units are declared, and may be published."""
    folder = copied(tmp_path_factory.mktemp("kho") / "project")
    decided = ["PERMISSION=Thông báo của Ban Thường vụ.", "SMALLEST_SHOWN=5"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["add-units", f"UNITS={';'.join(UNITS)}", "TYPE=Cấp huyện", *decided]) == 0
    return folder


@pytest.fixture
def project(declared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one works in, on a day."""
    shutil.copytree(declared, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767182400")
    return tmp_path


def paste(book: Workbook, sheet: str, name: str, numbers: list[float]) -> None:
    """A column of numbers, as it is pasted below its heading."""
    there = book[sheet]
    for row, number in enumerate(numbers, FIRST_ROW):
        there.cell(row, columns(there)[name]).value = number


def four_columns(book: Workbook) -> None:
    flow, pool = "Kết nạp đảng viên", "Quần chúng trong nguồn kết nạp"
    for first, (sheet, name) in enumerate(
        [(flow, "proposed"), (flow, "plan"), (flow, "value"), (pool, "value")], 1
    ):
        paste(book, sheet, name, [first * 10 + at for at in range(12)])


def test_twelve_districts_come_from_the_downloaded_form_to_the_published_table(
    project: Path, capsys: Captured
) -> None:
    before = (project / DATA).read_text("utf-8")
    assert main(["export", "--out", "site", "--format", "xlsx"]) == 0
    downloaded = (project / "site/data/form.xlsx").read_bytes()
    (project / "nhap").mkdir()
    (project / "nhap/bieu 1.xlsx").write_bytes(saved(downloaded, four_columns))
    capsys.readouterr()
    assert main(["import", "--dry-run", "nhap"]) == 0
    shown = capsys.readouterr().out
    assert (project / DATA).read_text("utf-8") == before
    assert main(["import", "nhap", "--summary", "summary.md"]) == 0
    assert capsys.readouterr().out.startswith(shown)
    summary = (project / "summary.md").read_text("utf-8")
    assert "Số mới không ghi nguồn riêng" in summary
    lines = re.findall(r"^([+-])(?![+-]{2} ).*$", shown, re.MULTILINE)
    assert (lines.count("+"), lines.count("-")) == (77, 1)
    views = followed((project / DATA).read_bytes())
    assert str(views.figures["ket-nap/2024/unit/huyen-thi-du-12/value"].exact) == "41"
    pages = dict.fromkeys([*views.figures.subjects, "documents"], "chi-tieu/ket-nap/")
    table = str(Writer(views, Links("chi-tieu/ket-nap/", pages)).assignment("ket-nap", 2024))
    assert all(unit in table for unit in UNITS)
    guide = (ROOT / "docs/gioi-thieu/bieu-nhap.md").read_text("utf-8")
    assert "năm bước dưới đây, bốn lần dán một cột số, thay cho 121 dòng" in guide
    assert main(["import", "nhap"]) == 0
    assert "Không có gì phải ghi." in capsys.readouterr().out
    assert main(["check", "--project", "."]) == 0


def test_an_answer_is_told_summed_up_and_written_beside_its_cell(
    project: Path, capsys: Captured
) -> None:
    assert main(["form", "PERIOD=2024", "UNIT=huyen-thi-du-1"]) == 0
    path = project / "build/forms/bieu-nhap-2024-huyen-thi-du-1.xlsx"
    before = (project / DATA).read_bytes()

    def wrong(book: Workbook) -> None:
        paste(book, "Số liệu", "value", [120])
        book["Số liệu"]["F5"].value = "1 660"

    path.write_bytes(saved(path.read_bytes(), wrong))
    capsys.readouterr()
    asked = ["import", str(path), "--summary", "summary.md", "--returned", "back"]
    assert main(asked) == 1
    told = capsys.readouterr().out
    assert "trang “Số liệu”, ô F5 (Kết nạp đảng viên, Kết quả): “1 660” có dấu ngăn" in told
    assert "  Cách sửa: gõ 1660.\n" in told
    assert told.endswith("1 chỗ cần sửa; chưa ghi gì.\n")
    summary = (project / "summary.md").read_text("utf-8")
    assert summary.startswith("## Biểu nhập: 1 chỗ cần sửa\n\n<pre>\n")
    assert (project / DATA).read_bytes() == before
    back = project / "back" / path.name
    seen: list[object] = []

    def mended(book: Workbook) -> None:
        sheet = book["Số liệu"]
        beside = columns(sheet)["can-sua"]
        seen.extend([sheet["F5"].value, sheet["F5"].fill.fgColor.rgb, sheet.cell(4, beside).value])
        assert "gõ 1660" in str(sheet.cell(5, beside).value)
        sheet["F5"].value = 1660

    back.write_bytes(saved(back.read_bytes(), mended))
    assert seen == ["1 660", "FFFFD9D6", "Cần sửa"]
    assert main(["import", str(back)]) == 0
    assert "- unit: huyen-thi-du-1\n            value: 1660\n" in (project / DATA).read_text(
        "utf-8"
    )


def test_a_form_without_units_says_why_it_has_none(project: Path, capsys: Captured) -> None:
    path = project / DATA
    path.write_text(re.sub(r"\npublication:\n(  .*\n)+", "\n", path.read_text("utf-8")), "utf-8")
    assert main(["form", "PERIOD=2024"]) == 0
    assert "Chưa có quyết định công bố (publication)" in capsys.readouterr().out


def test_files_of_one_name_come_back_as_two(project: Path, capsys: Captured) -> None:
    assert main(["form", "PERIOD=2024", "UNIT=huyen-thi-du-1", "OUT=a"]) == 0
    (path,) = (project / "a").iterdir()
    path.write_bytes(saved(path.read_bytes(), lambda book: paste(book, "Số liệu", "value", [1.5])))
    shutil.copytree(project / "a", project / "b")
    assert main(["import", "a", "b", "--returned", "back"]) == 1
    assert "2 chỗ cần sửa" in capsys.readouterr().out
    copies = [one.relative_to(project / "back") for one in (project / "back").rglob("*.xlsx")]
    assert sorted(map(str, copies)) == [f"{folder}/{path.name}" for folder in "ab"]
    for folder in "ab":
        good = saved(
            (project / "back" / folder / path.name).read_bytes(),
            lambda book: paste(book, "Số liệu", "value", [9]),
        )
        (project / folder / path.name).write_bytes(good)
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db"):
        (project / "b" / name).write_bytes(b"x")
    capsys.readouterr()
    assert main(["import", "a", "b", "--returned", "back"]) == 0
    assert not [*(project / "back").rglob("*.xlsx")]


def test_the_copy_of_a_csv_file_is_a_workbook_of_its_name(project: Path) -> None:
    mark = "bieu-nhap|1|2024||ket-nap,,,value\r\n"
    row = "indicators/ket-nap/observations/2024/parts/huyen-thi-du-1,Huyện thí dụ 1,,1 660\r\n"
    (project / "nhap").mkdir()
    (project / "nhap/bieu.csv").write_text(mark + row, "utf-8")
    assert main(["import", "nhap", "--returned", "back"]) == 1
    assert [path.name for path in (project / "back").iterdir()] == ["bieu.xlsx"]


def test_each_unit_gets_a_file_and_several_are_taken_by_pattern(
    project: Path, capsys: Captured
) -> None:
    assert main(["form", "PERIOD=2024", "UNIT=huyen-thi-dụ-1"]) == 2
    assert "có phải “huyen-thi-du-1”?" in capsys.readouterr().err
    assert main(["form", "PERIOD=2024-06", "UNIT=all", "OUT=gui di"]) == 0
    files = sorted((project / "gui di").iterdir())
    assert len(files) == len(UNITS)
    for path in files[:2]:
        path.write_bytes(
            saved(path.read_bytes(), lambda book: paste(book, "Số liệu", "value", [9]))
        )
    assert main(["import", "gui?di/*.xlsx"]) == 0
    told = capsys.readouterr().out
    assert told.count("+            value: 9\n") == 2
    assert "+        through: 2024-06\n" in told
