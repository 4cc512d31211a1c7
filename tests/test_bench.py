"""The measurements: every side publishes the same content, and what is measured is what is said."""

import csv
import json
import re
import sys
from fractions import Fraction
from pathlib import Path

import mkdocs.commands.build
import pytest
import yaml
from conftest import ROOT
from programs import ran
from test_site import Article

from bench import content, inside, mutation, sides
from bench.content import ORIGIN, Workload, data_file, indicator_id, page_path, typed_page
from bench.process import Cost, building, run
from bench.report import aimed
from indicators import read
from indicators.computing.compute import compute

SMALL = Workload(pages=2, rows=3)
SIDES = {side.name: side for side in sides.SIDES}


def numbers(site: Path, number: int) -> list[str]:
    """Every number and status of a built page's tables and sentences, without those that only
    number our tables.
    """
    article = Article((site / page_path(number).removesuffix(".md") / "index.html").read_text())
    words = re.sub(r"\s+", " ", "".join(f" {part} " for part in article.text))
    words = words.partition(ORIGIN)[0]
    found = re.findall(r"\d[\d.,]*\d%?|Vượt chỉ tiêu|(?:Chưa đ|Đ)ạt chỉ tiêu", words)
    return sorted(word for word in found if word not in ("1", "2"))


def test_the_data_says_what_the_written_tables_say_and_has_the_size_that_it_says() -> None:
    dataset = read({"data/indicators.yaml": data_file(SMALL).encode()}).dataset
    assert dataset is not None
    assert sum(len(item.observations) for item in dataset.indicators) == 12
    figures = compute(dataset).figures
    for indicator in SMALL.indicators:
        for row in SMALL.values(indicator):
            share = figures[f"{indicator_id(indicator)}/{row.year}/percent-of-plan"].exact
            assert share is not None
            assert abs(share - Fraction(row.cells[3][:-1].replace(",", "."))) <= Fraction(1, 200)
    own = [figures.of(indicator_id(number)) for number in (0, 1)]
    assert content.typed_origin(SMALL, 0).count("\n| Chỉ tiêu ") == sum(map(len, own))
    assert len({content.letters(number) for number in range(2000)}) == 2000


@pytest.mark.slow
def test_our_pages_and_the_written_ones_show_the_same_numbers(tmp_path: Path) -> None:
    shown = []
    for name in (sides.PLAIN, sides.OURS):
        place = SIDES[name].prepare(SMALL, tmp_path)
        run(building("mkdocs"), place)
        shown.append([numbers(place / "site", number) for number in range(SMALL.pages)])
    written, ours = shown
    assert written == ours
    assert all(len(found) > 2 * 4 * SMALL.rows for found in written)


def test_other_sides_hold_the_numbers_of_the_written_tables(tmp_path: Path) -> None:
    place = SIDES[sides.READER].prepare(SMALL, tmp_path)
    table = (place / f"data/{indicator_id(1)}.csv").read_text("utf-8")
    cells = [row.cells for row in SMALL.values(1)]
    assert list(csv.reader(table.splitlines()))[1:] == cells
    naive = SIDES["Macro đơn giản (yaml, pandas mỗi lần gọi)"].prepare(SMALL, tmp_path)
    rows = yaml.safe_load((naive / f"data/{indicator_id(1)}.yaml").read_text())
    found = [[row["period"], row["plan"], row["value"]] for row in rows]
    assert found == [[*row[:3]] for row in SMALL.values(1)]
    text = typed_page(SMALL, 0)
    assert all(cell in text for line in cells for cell in line)


def test_other_sides_get_our_settings_without_our_theme_and_macros() -> None:
    ours, plain = sides.settings(SMALL, ours=True), sides.settings(SMALL)
    for own in ("custom_dir: overrides", "macros", "indicators.showing.embed"):
        assert own in ours
        assert own not in plain
    for kept in ("navigation.prune", "lang: vi", "separator:", "abbr", page_path(1)):
        assert kept in plain
        assert kept in ours
    assert "chi-tieu/ket-nap.md" not in ours + plain


def test_a_run_tells_the_memory_of_its_own_process_and_lets_it_keep_what_it_compiled() -> None:
    measuring = (
        "import json, sys; from bench.process import ROOT, run\n"
        "small = run((sys.executable, '-c', 'import sys; print(sys.dont_write_bytecode)'), ROOT)\n"
        "large = run((sys.executable, '-c', 'bytearray(200_000_000)'), ROOT)\n"
        "print(json.dumps([small.output, large.megabytes - small.megabytes]))"
    )
    kept = {"PYTHONDONTWRITEBYTECODE": "1"}
    done = ran(sys.executable, "-c", measuring, folder=ROOT, check=True, told=kept)
    output, more = json.loads(done.stdout)
    assert output == "False\n"
    assert more > 100


def test_an_aim_is_reached_when_the_ratio_is_no_more_than_it(tmp_path: Path) -> None:
    costs = {sides.PLAIN: Cost(10, 100), sides.OURS: Cost(6, 150), sides.READER: Cost(11, 1)}
    found = list(sides.aims(Workload(20, 12), costs, tmp_path))
    assert found == [(f"Dựng 20 trang: thời gian, {sides.OURS} so với {sides.PLAIN}", 0.95, 0.6)]
    assert list(sides.aims(Workload(300, 12), costs, tmp_path)) == []
    said = aimed([("a", 0.6, 0.6), ("b", 0.5, 0.545)]).rows
    assert [row[-1] for row in said] == ["đạt", "chưa đạt"]


def test_each_part_of_a_build_is_a_function_that_is_there() -> None:
    built = Path(mkdocs.commands.build.__file__)
    for file, function in inside.PARTS:
        places = [built] if file == built.name else (ROOT / "indicators").rglob(file)
        assert any(f"def {function}(" in place.read_text("utf-8") for place in places), function


def test_the_tests_that_judge_changes_are_there() -> None:
    named = {name for names, _ in mutation.ASKED for name in names}
    assert all((ROOT / f"tests/test_{name}.py").is_file() for name in named)
    assert all([*ROOT.glob(f"indicators/{name}.py")] for name in mutation.MODULES)


def test_the_score_counts_what_some_test_noticed() -> None:
    found = {"a.b.x__1": "killed", "a.b.x__2": "survived"}
    found |= {"a.c.y__1": "timeout", "a.c.y__2": "no tests"}
    assert [tuple(row) for row in mutation.score(found, 9).rows] == [
        ("`a.b`", "2", "1", "50,0%"),
        ("`a.c`", "2", "1", "50,0%"),
        ("Tất cả", "4", "2", "50,0%"),
    ]
