"""The workloads of the measurements: every side publishes the same content, and repeatably."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from test_site import Article

from bench import aims, anatomy, growth, mutation
from bench.building import NAMES
from bench.pages import cells, charted, macros, page, written_out
from bench.process import Cost, FailedError, run
from bench.report import Table, document, seconds
from bench.sides import MKDOCS, OURS, PLAIN, Side, settings, sides
from bench.workload import (
    Workload,
    data_file,
    indicator_id,
    letters,
    page_path,
    split_files,
)
from indicators import read
from indicators.computing.compute import compute

SMALL = Workload(pages=2, rows=3)
ALL = {side.name: side for side in sides()}


def prepared(side: Side, folder: Path) -> Path:
    place = folder / side.name
    place.mkdir()
    side.prepare(SMALL, place)
    return place


def numbers(site: Path, number: int) -> list[str]:
    """Every number and status of a built page's tables and sentences, in order."""
    article = Article((site / page_path(number).removesuffix(".md") / "index.html").read_text())
    words = re.sub(r"\s+", " ", "".join(f" {part} " for part in article.text))
    return re.findall(r"\d[\d.,]*\d%?|Vượt chỉ tiêu|(?:Chưa đ|Đ)ạt chỉ tiêu", words)


def test_the_data_says_what_the_written_tables_say() -> None:
    dataset = read({"data/indicators.yaml": data_file(SMALL).encode()}).dataset
    assert dataset is not None
    figures = compute(dataset).figures
    for indicator in range(SMALL.pages * 2):
        for row in SMALL.values(indicator):
            share = figures[f"{indicator_id(indicator)}/{row.year}/percent-of-plan"]
            assert share.exact is not None
            assert abs(share.exact - Fraction(row.percent)) <= Fraction(1, 200)


def test_split_files_hold_the_same_data_as_one_file() -> None:
    whole = read({"data/indicators.yaml": data_file(SMALL).encode()}).dataset
    parts = {f"data/{name}": text.encode() for name, text in split_files(SMALL)}
    assert len(parts) == SMALL.rows + 1
    assert read(parts).dataset == whole


def test_a_workload_is_the_same_every_time_and_has_the_size_it_says() -> None:
    assert data_file(Workload(3, 4)) == data_file(Workload(3, 4))
    found = yaml.safe_load(data_file(Workload(3, 4)))["indicators"]
    assert sum(len(item["observations"]) for item in found) == Workload(3, 4).observations == 24
    assert len({letters(number) for number in range(2000)}) == 2000


@pytest.mark.slow
def test_our_pages_and_the_written_ones_show_the_same_numbers(tmp_path: Path) -> None:
    shown = []
    for name in (PLAIN, OURS):
        place = prepared(ALL[name], tmp_path)
        run(MKDOCS, place)
        shown.append([numbers(place / "site", number) for number in range(SMALL.pages)])
    written, ours = ([_tables_first(found) for found in side] for side in shown)
    assert written == ours
    assert all(len(found) > 2 * 4 * SMALL.rows for found in written)


def _tables_first(found: list[str]) -> list[str]:
    """Numbers in a stable order, without those that only number our tables."""
    return sorted(word for word in found if word not in ("1", "2"))


def test_other_sides_hold_the_numbers_of_the_written_tables(tmp_path: Path) -> None:
    place = prepared(ALL["table-reader"], tmp_path)
    table = (place / f"data/{indicator_id(1)}.csv").read_text("utf-8")
    lines = list(csv.reader(table.splitlines()))
    assert lines[1:] == [list(cells(row)) for row in SMALL.values(1)]
    naive = prepared(ALL["naive macro"], tmp_path)
    rows = yaml.safe_load((naive / f"data/{indicator_id(1)}.yaml").read_text())
    assert [(row["period"], row["plan"], row["value"]) for row in rows] == [
        (row.year, row.plan, row.value) for row in SMALL.values(1)
    ]
    text = page(SMALL, 0, written_out(SMALL))
    assert all(cell in text for row in SMALL.values(0) for cell in cells(row))


def test_pages_that_are_opened_differ_from_those_that_are_built_by_their_charts_alone() -> None:
    built, opened = page(SMALL, 0, macros(SMALL)), page(SMALL, 0, charted(macros(SMALL)))
    first, second = (f"{{{{ chart('{indicator_id(number)}') }}}}\n\n" for number in (0, 1))
    assert opened.replace(first, "", 1).replace(second, "", 1) == built
    drawn = page(SMALL, 0, written_out(SMALL, lambda indicator: f"<figure>{indicator}</figure>"))
    assert "<figure>0</figure>" in drawn
    assert "<figure>1</figure>" in drawn


def test_other_sides_get_our_settings_without_our_theme_and_macros() -> None:
    ours, plain = settings(SMALL, ours=True), settings(SMALL)
    assert "custom_dir: overrides" in ours
    assert "indicators.showing.embed" in ours
    for gone in ("custom_dir", "macros", "indicators.showing.embed", "chi-tieu/ket-nap.md"):
        assert gone not in plain
    for kept in ("navigation.prune", "lang: vi", "separator:", "abbr", page_path(1)):
        assert kept in plain
        assert kept in ours


def test_a_side_that_cannot_run_says_what_is_missing() -> None:
    side = Side("other", ALL[PLAIN].prepare, (), needs=("no_such_module",), program="no-such-thing")
    assert side.missing == ("no_such_module", "no-such-thing")


def test_a_failing_command_fails_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="why it failed"):
        run((sys.executable, "-c", "raise SystemExit('why it failed')"), tmp_path)


def test_a_run_tells_the_memory_of_its_own_process(tmp_path: Path) -> None:
    small = run((sys.executable, "-c", "pass"), tmp_path)
    large = run((sys.executable, "-c", "bytearray(200_000_000)"), tmp_path)
    assert large.megabytes - small.megabytes > 100


def test_tables_are_written_as_vietnam_writes_numbers() -> None:
    table = Table("Tên", ("Bên", "Thời gian"), [("Một", seconds(1234.5)), ("Hai", seconds(0.05))])
    assert table.markdown() == (
        "## Tên\n\n| Bên | Thời gian |\n| --- | ---: |\n| Một | 1.234,50 s |\n| Hai | 50 ms |\n"
    )
    assert document(["Máy thử."], [table]).startswith("## Máy đo\n\n- Máy thử.\n\n## Tên\n")


def test_a_page_shows_measured_tables_as_the_sites_own() -> None:
    page = Table("Tên", ("Bên", "Bộ nhớ"), [("`a` < b", "1 MB")], ("Một câu.",)).page()
    assert page == (
        '## Tên\n\n<div class="i-scroll" role="region" tabindex="0" aria-label="Tên">'
        '<table class="i-table"><thead><tr><th scope="col">Bên</th>'
        '<th scope="col" class="i-num">Bộ nhớ</th></tr></thead>'
        '<tbody><tr><th scope="row"><code>a</code> &lt; b</th>'
        '<td class="i-num" data-label="Bộ nhớ">1 MB</td></tr></tbody></table></div>\n\nMột câu.\n'
    )


def test_every_side_has_a_name_for_the_reader() -> None:
    assert {side.name for side in sides()} == set(NAMES)


def test_make_names_the_measurements() -> None:
    answer = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "make bench" in answer


def test_what_one_part_calls_of_another_counts_for_that_other_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0

    def wait(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr("bench.anatomy.time.perf_counter", lambda: now)
    watch = anatomy.Watch()
    inner = watch.timed(wait, anatomy.CALLS)

    def outer() -> None:
        wait(2)
        inner(5)
        wait(1)

    wait(7)
    watch.timed(outer, anatomy.PAGES)()
    spent = watch.stop()
    assert {part: taken for part, taken in spent.items() if taken} == {
        anatomy.REST: 7, anatomy.PAGES: 3, anatomy.CALLS: 5,
    }  # fmt: skip
    assert spent.keys() == anatomy.PARTS.keys()


def test_an_aim_is_reached_when_the_ratio_is_no_more_than_it() -> None:
    costs = {PLAIN: Cost(10, 10, 100), OURS: Cost(6, 6, 150), "table-reader": Cost(11, 11, 1)}
    found = {aim.what: aim for aim in aims.of_build(Workload(1000, 20), costs)}
    assert [(aim.most, round(aim.found, 3)) for aim in found.values()] == [
        (0.6, 0.6), (0.5, 0.545), (1.5, 1.5),
    ]  # fmt: skip
    said = [row[-1] for row in aims.table(found.values()).rows]
    assert said == ["đạt", "chưa đạt", "đạt"]
    assert list(aims.of_build(Workload(300, 12), costs)) == []


def test_the_score_counts_what_some_test_noticed() -> None:
    code = compile("0", "x", "exec")
    change = mutation.Change("indicators.check", "check", 1, "a", "b", code)
    other = change._replace(module="indicators.scalars")
    results = [(change, "killed"), (change, "survived"), (other, "killed"), (other, "not entered")]
    assert [tuple(row) for row in mutation.score(results, 9).rows] == [
        ("`indicators.check`", "2", "1", "50,0%"),
        ("`indicators.scalars`", "2", "1", "50,0%"),
        ("Tất cả", "4", "2", "50,0%"),
    ]


@pytest.mark.parametrize("split", [False, True])
def test_data_of_a_size_is_in_order_and_has_that_size(split: bool) -> None:
    dataset = read(growth.files(growth.Size(400, split=split))).dataset
    assert dataset is not None
    assert sum(len(indicator.observations) for indicator in dataset.indicators) == 400
