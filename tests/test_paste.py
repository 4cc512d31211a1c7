"""Rows of units made beforehand: two districts' edits merge; files of years join the main one."""

from __future__ import annotations

from pathlib import Path

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


def printed(capsys: object, *arguments: str) -> str:
    assert main(["rows", *arguments]) == 0
    return capsys.readouterr().out  # type: ignore[attr-defined, no-any-return]


def data(folder: Path) -> Path:
    path = folder / "indicators.yaml"
    path.write_text(MAIN, "utf-8")
    return path


def test_rows_are_printed_for_the_units_of_the_year_in_their_order(
    tmp_path: Path, capsys: object
) -> None:
    made = printed(capsys, "ket-nap", "2021", str(data(tmp_path)))
    assert made == (
        "        parts:\n"
        "          - unit: huyen-a\n"
        "            missing: Chưa báo cáo.\n"
        "          - unit: huyen-b\n"
        "            missing: Chưa báo cáo.\n"
    )
    assert "unit: xa-c\n" in printed(capsys, "ket-nap", "2022", str(tmp_path / "indicators.yaml"))


def test_pasted_rows_pass_the_check(tmp_path: Path, capsys: object) -> None:
    made = printed(capsys, "ket-nap", "2021", str(data(tmp_path)))
    assert examine({"indicators.yaml": (MAIN + made).encode()}).problems == ()


def test_an_unknown_indicator_is_a_wrong_call(tmp_path: Path) -> None:
    assert main(["rows", "khong-co", "2021", str(data(tmp_path))]) == 2


def test_two_districts_fill_in_their_rows_and_git_merges_both(
    tmp_path: Path, capsys: object
) -> None:
    repo, path = Repo(tmp_path), data(tmp_path)
    path.write_text(MAIN + printed(capsys, "ket-nap", "2021", str(path)), "utf-8")
    repo.commit()
    for unit, number in (("huyen-a", 60), ("huyen-b", 40)):
        repo.git("switch", "--create", unit, "main")
        row = f"          - unit: {unit}\n            "
        text = path.read_text("utf-8")
        text = text.replace(f"{row}missing: Chưa báo cáo.", f"{row}value: {number}")
        repo.commit({path.name: text})
    repo.git("switch", "main")
    for unit in ("huyen-a", "huyen-b"):
        repo.merge(unit, day="2024-02-02", author="Lan")
    dataset = read({"indicators.yaml": path.read_bytes()}).dataset
    assert dataset is not None
    assert compute(dataset).figures["ket-nap/2021/value/recomputed"].exact == 100


def test_a_file_of_a_year_joins_the_year_of_the_main_file(tmp_path: Path, capsys: object) -> None:
    made = printed(capsys, "ket-nap", "2021", str(data(tmp_path)), "--split")
    filled = made.replace("missing: Chưa báo cáo.", "value: 60", 1)
    files = {"indicators.yaml": MAIN.encode(), "2021.yaml": filled.encode()}
    dataset = read(files).dataset
    assert dataset is not None
    assert [item.period for item in dataset.indicators[0].observations] == [2021]
    assert compute(dataset).figures["ket-nap/2021/value-left"].exact == 40


def test_a_mistake_in_a_file_of_a_year_is_told_with_that_file_and_line(
    tmp_path: Path, capsys: object
) -> None:
    made = printed(capsys, "ket-nap", "2021", str(data(tmp_path)), "--split")
    for wrong, line, rule in (
        (made.replace("missing: Chưa báo cáo.", "value: 1.5", 1), 7, "number-decimals"),
        (made.replace("huyen-b", "huyen-x"), 8, "id-unknown"),
        (made.replace("huyen-b", "huyen-a"), 8, "part-repeated"),
        (made.replace("missing: Chưa báo cáo.", "value: 900", 1), 7, "parts-over"),
        (made.replace("period: 2021\n", "period: 2021\n        value: 90\n"), 5, "split-differs"),
    ):
        files = {"indicators.yaml": MAIN.encode(), "2021.yaml": wrong.encode()}
        found = [(item.file, item.line, item.rule) for item in examine(files).problems]
        assert found == [("2021.yaml", line, rule)]
