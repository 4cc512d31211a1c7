"""Rows of units made beforehand: two districts' edits merge; files of years join the main one."""

from pathlib import Path

import pytest
from conftest import followed
from repositories import Repo

from indicators import examine, read
from indicators.__main__ import main
from indicators.computing.compute import compute

MAIN = """\
model: 1
organisation:
  name: Đảng bộ thử nghiệm (số liệu không có thật)
term:
  name: nhiệm kỳ 2021 – 2022
  start: 2021
  end: 2022
source: bao-cao
documents:
  - id: bao-cao
    title: Báo cáo thử nghiệm
publication:
  permission: Quyết định thử nghiệm.
  smallest-shown: 1
unit-types:
  - id: huyen
    name: Cấp huyện
    to: 2021
  - id: xa
    name: Cấp xã
    from: 2022
units:
  - id: huyen-a
    name: Huyện A
    type: huyen
  - id: huyen-b
    name: Huyện B
    type: huyen
  - id: xa-c
    name: Xã C
    type: xa
indicators:
  - id: ket-nap
    name: Kết nạp
    measure: flow
    unit: đảng viên
    decimals: 0
    observations:
      - period: 2021
        value: 100
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with data and no page."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "indicators.yaml").write_text(MAIN, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(project: Path, *words: str, name: str = "indicators") -> str:
    assert main(["add-rows", "INDICATOR=ket-nap", *words]) == 0
    return (project / "data" / f"{name}.yaml").read_text("utf-8")


def test_rows_are_added_for_the_units_of_the_year_in_their_order(project: Path) -> None:
    made = rows(project, "YEAR=2021")
    assert made == MAIN + (
        "        parts:\n"
        "          - unit: huyen-a\n"
        "            missing: Chưa báo cáo.\n"
        "          - unit: huyen-b\n"
        "            missing: Chưa báo cáo.\n"
    )
    assert rows(project, "YEAR=2021") == made
    assert rows(project, "YEAR=2022-09") == made + (
        "      - period: 2022\n"
        "        through: 2022-09\n"
        "        missing: Chưa báo cáo.\n"
        "        parts:\n"
        "          - unit: xa-c\n"
        "            missing: Chưa báo cáo.\n"
    )


def test_two_districts_fill_in_their_rows_and_git_merges_both(project: Path) -> None:
    repo, path = Repo(project), project / "data" / "indicators.yaml"
    rows(project, "YEAR=2021")
    repo.commit()
    for unit, number in (("huyen-a", 60), ("huyen-b", 40)):
        repo.git("switch", "--create", unit, "main")
        row = f"          - unit: {unit}\n            "
        text = path.read_text("utf-8")
        text = text.replace(f"{row}missing: Chưa báo cáo.", f"{row}value: {number}")
        repo.commit({"data/indicators.yaml": text})
    repo.git("switch", "main")
    for unit in ("huyen-a", "huyen-b"):
        repo.merge(unit, day="2024-02-02", author="Lan")
    made = followed(path.read_bytes())
    assert made.figures["ket-nap/2021/value/recomputed"].exact == 100


def test_a_file_of_a_year_joins_the_year_of_the_main_file(project: Path) -> None:
    made = rows(project, "YEAR=2021", "SPLIT=1", name="2021")
    filled = made.replace("missing: Chưa báo cáo.", "value: 60", 1)
    files = {"indicators.yaml": MAIN.encode(), "2021.yaml": filled.encode()}
    dataset = read(files).dataset
    assert dataset is not None
    assert [item.period for item in dataset.indicators[0].observations] == [2021]
    assert compute(dataset).figures["ket-nap/2021/value-left"].exact == 40


def test_a_mistake_in_a_file_of_a_year_is_told_with_that_file_and_line(project: Path) -> None:
    made = rows(project, "YEAR=2021", "SPLIT=1", name="2021")
    for wrong, line, rule in (
        (made.replace("missing: Chưa báo cáo.", "value: 1.5", 1), 7, "number-limits"),
        (made.replace("huyen-b", "huyen-x"), 8, "id-unknown"),
        (made.replace("huyen-b", "huyen-a"), 8, "repeated"),
        (made.replace("missing: Chưa báo cáo.", "value: 900", 1), 7, "parts-over"),
        (made.replace("period: 2021\n", "period: 2021\n        value: 90\n"), 5, "split-differs"),
    ):
        files = {"indicators.yaml": MAIN.encode(), "2021.yaml": wrong.encode()}
        found = [(item.file, item.line, item.rule) for item in examine(files).problems]
        assert found == [("2021.yaml", line, rule)]
