"""Files become records with the place of every value; several files become one dataset."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from samples import HEAD, SMALL, TERM, edited

from indicators import DataError, Problem, data_files, examine, read
from indicators.model import Dataset
from indicators.reading.load import trees
from indicators.reading.placed import PlacedText

MAIN, LATER = "data/indicators.yaml", "data/2023.yaml"


def taken(main: str, year: str = "") -> Dataset:
    """The records of a main file, and of one beside it."""
    dataset = read(files(main, year)).dataset
    assert dataset is not None
    return dataset


def told(main: str, year: str = "") -> tuple[Problem, ...]:
    return tuple(examine(files(main, year)).problems)


def files(main: str, year: str) -> dict[str, bytes]:
    return {MAIN: main.encode()} | ({LATER: year.encode()} if year else {})


def places(*problems: Problem) -> list[tuple[str, int, int, str]]:
    return [(p.file, p.line, p.column, p.rule) for p in problems]


def test_every_value_has_its_place() -> None:
    positions = examine({MAIN: SMALL.encode()}).positions
    path = ("indicators", 0, "observations", 1, "value")
    assert positions[path] == (MAIN, 22, 16, "        value: 1533")
    assert positions[("indicators", 0)] == (MAIN, 13, 5, "  - id: ket-nap")
    assert positions[("organisation",)] == (MAIN, 3, 3, "  name: Đảng bộ Thí Dụ")
    assert positions.key(path) == (MAIN, 22, 9, "        value: 1533")


def test_a_file_without_data_is_a_block_without_fields() -> None:
    made = trees({MAIN: b"# x\n"})[MAIN]
    assert (made, made.position) == ({}, (MAIN, 1, 1, "# x"))


def test_positions_list_what_the_data_holds() -> None:
    positions = examine({MAIN: TERM.encode()}).positions
    plain = yaml.load(TERM, yaml.BaseLoader)  # noqa: S506 - it makes texts only

    def paths(node: object, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
        inside: list[tuple[str | int, object]] = []
        if isinstance(node, dict):
            inside = list(node.items())
        elif isinstance(node, list):
            inside = list(enumerate(node))
        deeper = [p for step, value in inside for p in paths(value, (*path, step))]
        return [path, *deeper] if path else deeper

    assert list(positions) == paths(plain, ())
    assert len(positions) == len(list(positions))
    for path in positions:
        position, value = positions[path], positions.value(path)
        if isinstance(value, PlacedText):
            assert position.text[position.column - 1 :].startswith(str(value))


def test_a_place_that_is_not_there_has_no_position() -> None:
    positions = examine({MAIN: SMALL.encode()}).positions
    for path in [("indicators", 7), ("nothing",), ("model", "x"), ("indicators", "id")]:
        with pytest.raises(KeyError):
            positions[path]
    assert positions.nearest(("indicators", 0, "totals", 3)).line == 13
    assert positions.nearest(("nothing",)).line == 1
    assert positions.key(("nothing",)).line == 1


YEAR = """\
indicators:
  - id: ket-nap
    observations:
      - period: 2023
        value: 1667
  - id: dang-so
    name: Số đảng viên
    measure: stock
    unit: đảng viên
    missing: Nguồn không nêu.
"""


def test_a_files_records_join_those_of_the_same_id() -> None:
    first, second = taken(SMALL, YEAR).indicators
    assert [row.value for row in first.observations] == [*map(Decimal, (1514, 1533, 1667))]
    assert second.id == "dang-so"
    positions = examine(files(SMALL, YEAR)).positions
    path = ("indicators", 0, "observations", 2, "value")
    assert positions[path] == (LATER, 5, 16, "        value: 1667")
    assert positions[("indicators", 1, "id")].file == LATER


@pytest.mark.parametrize(
    ("item", "missing"),
    [("id: ketnap", "“name”, “measure”, “unit”"), ("locator: câu 1", "“id”, “name”")],
)
def test_a_years_item_that_names_nothing_is_told_once(item: str, missing: str) -> None:
    year = f"# 2023\nindicators:\n  - {item}\n    observations:\n      - period: 2023\n"
    (problem,) = told(SMALL, year + "        value: 1667\n")
    assert places(problem) == [(LATER, 3, 5, "field-missing")]
    assert missing in problem.what()
    assert problem.mend().startswith("mục đã khai ở tệp chính thì ghi đúng id của nó;")


def test_a_file_may_hold_a_year_between_others() -> None:
    total = "      - through: {}\n        value: {}\n".format
    mid = total("2022-12", 3000).replace("value", "part: mid\n        value")
    year = edited(YEAR, ("period: 2023\n        value: 1667", "period: 2022\n        value: 1533"))
    year = edited(year, ("  - id: dang-so", f"    totals:\n{mid}  - id: dang-so"))
    main = edited(SMALL, ("period: 2022\n        value: 1533", "period: 2024\n        value: 1700"))
    main += "    totals:\n" + total("2021", 1514) + total("2022-12", 3047) + total("2024", 6400)
    indicator = taken(main, year).indicators[0]
    assert [row.period for row in indicator.observations] == [2021, 2022, 2024]
    assert [row.value for row in indicator.totals] == [*map(Decimal, (1514, 3000, 3047, 6400))]
    place = examine(files(main, year)).positions[("indicators", 0, "observations", 1, "value")]
    assert (place.file, place.line) == (LATER, 5)


def test_what_two_files_say_of_one_time_is_one_item() -> None:
    item = "      - period: 2022\n{}        {}\n".format
    times = ["        through: 2022-06\n        part: mid\n", "        through: 2022-06\n", ""]
    head = "indicators:\n  - id: ket-nap\n    observations:\n"
    main = SMALL[: SMALL.index("      - period: 2022")]
    main += "".join(item(time, f"value: {1530 + at}") for at, time in enumerate(times))
    year = head + "".join(item(time, f"note: Số {at}.") for at, time in enumerate(times[::-1]))
    rows = taken(main, year).indicators[0].observations[1:]
    assert [(row.value, row.note) for row in rows] == [
        (Decimal(1530 + at), f"Số {2 - at}.") for at in range(3)
    ]


def test_what_is_out_of_order_in_one_file_is_told() -> None:
    year = edited(YEAR[: YEAR.index("  - id: dang-so")], ("2023", "2020"), ("1667", "9"))
    main = edited(SMALL, ("period: 2021", "period: 2023"), ("period: 2022", "period: 2021"))
    assert places(*told(main, year)) == [(MAIN, 21, 17, "order")]


def test_a_problem_names_the_file_and_line_where_it_was_typed() -> None:
    year = edited(YEAR, ("  - id: dang-so", "  - id: ket-nap"), ("    measure: stock\n", ""))
    year = edited(year, ("Số đảng viên", "Kết nạp"), ("    missing: Nguồn không nêu.\n", ""))
    totals = "    totals:\n      - through: 2022\n        value: {}\n".format
    (problem,) = told(SMALL + totals(3050), year + totals(3060))
    assert places(problem) == [(LATER, 10, 18, "repeated")]
    assert problem.what() == "“2022” đã có ở dòng 24 của data/indicators.yaml."


def test_problems_of_all_files_are_told_in_order() -> None:
    main = edited(SMALL, ("value: 1533", "value: 1.533"))
    year = edited(YEAR, ("value: 1667", "value: 16%67"))
    assert [p[0] for p in places(*told(main, year))] == [MAIN, LATER]
    broken = edited(SMALL, ("value: 1533", "value:1533"))
    tabbed = edited(YEAR, ("value: 1667", "\tvalue: 1667"))
    assert [p[3] for p in places(*told(broken, tabbed))] == ["no-field", "invisible-character"]


def test_a_repeated_field_must_say_the_same() -> None:
    same = edited(YEAR, ("  - id: ket-nap", "  - id: ket-nap\n    name: Kết nạp"))
    assert told(SMALL, same) == ()
    (problem,) = told(SMALL, edited(same, ("name: Kết nạp", "name: Kết nạp mới")))
    assert places(problem) == [(LATER, 3, 11, "split-differs")]
    assert problem.what() == "Trường name khác với điều đã khai (dòng 14 của data/indicators.yaml)."


@pytest.mark.parametrize(
    ("year", "line"),
    [("- ket-nap\n", 1), ("indicators:\n  ket-nap: 1\n", 2), ("organisation: Đảng bộ\n", 1)],
)
def test_a_file_of_another_shape_is_refused(year: str, line: int) -> None:
    (problem,) = told(SMALL, year)
    assert (problem.file, problem.line, problem.rule) == (LATER, line, "split-differs")
    if year.startswith("-"):
        assert problem.what("en").startswith("The field at the top differs from what was declared")
        assert problem.what().startswith("Trường ngoài cùng khác với điều đã khai (dòng 1 của")


def test_a_file_that_holds_only_comments_adds_nothing() -> None:
    assert taken(SMALL, "# Chưa có số.\n") == taken(SMALL)


def test_a_mistake_repeated_on_many_lines_is_told_once_with_its_lines() -> None:
    lines = SMALL.split("\n")
    many = "\n".join(line + "\u00a0" if 2 <= i < 12 else line for i, line in enumerate(lines))
    (problem,) = told(many)
    assert (problem.line, problem.rule) == (3, "invisible-character")
    assert problem.what().endswith("(Cả ở dòng 4, 5, 6, 7, 8; tất cả thêm 9 dòng.)")


def test_limits_are_where_they_are_said_to_be() -> None:
    named = [told(edited(SMALL, ("name: Kết nạp", "name: " + "x" * by))) for by in (4000, 4001)]
    assert named[1][0].what().startswith(f"“{'x' * 40}…” dài 4.001 ký tự")
    padded = SMALL.encode() + b"#" * (20_000_000 - len(SMALL.encode()))
    whole = [examine({MAIN: data}).problems for data in (padded, padded + b"#")]
    assert [places(*found) for found in (*named, *whole)] == [
        [], [(MAIN, 14, 11, "text-long")], [], [(MAIN, 1, 1, "not-data")],
    ]  # fmt: skip


def test_the_years_beside_the_main_file_belong_to_the_data(tmp_path: Path) -> None:
    for name in (
        "indicators.yaml", "2024.yaml", "2023.yaml", "readme.txt", ".indicators.yaml.swp",
        "indicators.yaml~",
    ):  # fmt: skip
        (tmp_path / name).write_text(name, encoding="utf-8")
    found = data_files(tmp_path / "indicators.yaml", tmp_path)
    assert list(found) == ["indicators.yaml", "2023.yaml", "2024.yaml"]
    assert found["2023.yaml"] == b"2023.yaml"
    assert list(data_files(tmp_path / "2024.yaml", tmp_path)) == ["2024.yaml"]
    assert next(iter(data_files(tmp_path / "2024.yaml"))).endswith("/2024.yaml")


@pytest.mark.parametrize(
    "name",
    [
        "2024.yml", "24.yaml", "2024-2.yaml", "indicators.yml", "2024.yaml.txt", "2024.YAML",
        "2024.Yml.TXT",
    ],
)  # fmt: skip
def test_a_yaml_file_that_would_not_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / "indicators.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / name).write_text(YEAR, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        data_files(tmp_path / "indicators.yaml", tmp_path)
    (problem,) = caught.value.problems
    assert (*places(problem), problem.source) == ((name, 1, 1, "file-name"), "")
    assert problem.what().startswith(f"Tệp “{name}” nằm cạnh")


@pytest.mark.parametrize("odd", ["data/indicators.yaml", "data/2024.yaml", "data", "folder"])
def test_what_is_no_file_of_its_own_is_not_read(tmp_path: Path, odd: str) -> None:
    root, kept = tmp_path / "project", tmp_path / "kept"
    names = ["indicators.yaml", "2024.yaml"]
    for folder in (root / "data", kept / "data"):
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).write_text(HEAD, encoding="utf-8")
    if odd == "folder":
        (root / "data/2024.yaml").unlink()
        (root / "data/2024.yaml").mkdir()
    else:
        (root / odd).rename(root / "moved")
        (root / odd).symlink_to(kept / odd)
    with pytest.raises(DataError) as caught:
        data_files(root / "data/indicators.yaml", root)
    assert [(one.file, one.what()) for one in caught.value.problems] == [
        (f"data/{name}", f"“{name}” là một liên kết hay thư mục, không phải tệp thường.")
        for name in {"folder": names[1:], "data": names}.get(odd, [odd.removeprefix("data/")])
    ]


@pytest.mark.parametrize("blanks", ["\t", "  \u00a0 \t", "\u3000"])
def test_what_stands_on_an_empty_line_harms_nobody(blanks: str) -> None:
    assert taken(edited(SMALL, ("indicators:\n", f"{blanks}\nindicators:\n"))) == taken(SMALL)
