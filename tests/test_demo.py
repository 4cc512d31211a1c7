"""The demonstration: invented numbers, the same every time, and every page says so."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from indicators import read
from indicators.computing.compute import Views, compute
from indicators.model import Measure, TargetType
from indicators.reading.files import data_files


@pytest.fixture(scope="module")
def views(demo_project: Path) -> Views:
    dataset = read(data_files(demo_project / "data" / "indicators.yaml", demo_project)).dataset
    assert dataset is not None
    return compute(dataset)


def test_the_same_bytes_come_out_every_time(demo: ModuleType) -> None:
    assert demo.demo() == demo.demo()


def test_it_is_as_large_as_it_says(views: Views) -> None:
    data = views.dataset
    kinds = [unit.type for unit in data.units]
    assert (kinds.count("cap-huyen"), kinds.count("co-so")) == (12, 600)
    assert len(data.indicators) == 21
    assert len(views.indicators["ket-nap"].breakdowns) == 5


def test_every_measure_and_every_type_of_target_is_shown(views: Views) -> None:
    assert {view.indicator.measure for view in views.indicators.values()} == set(Measure)
    assert {view.target.type for view in views.targets.values()} == set(TargetType)


def test_no_page_tells_a_reader_what_to_declare(demo: ModuleType, demo_project: Path) -> None:
    start = (demo_project / "docs" / "index.md").read_text("utf-8")
    assert "{{ cards() }}" in start
    assert "khai" not in start.replace(demo.NOTICE, "")


def test_every_page_says_that_its_numbers_are_invented(
    demo: ModuleType, demo_project: Path
) -> None:
    pages = list((demo_project / "docs").rglob("*.md"))
    data = list((demo_project / "data").glob("*.yaml"))
    assert len(pages) > 35
    assert all(demo.NOTICE in path.read_text("utf-8") for path in pages + data)
    assert demo.NOTICE in (demo_project / "overrides" / "main.html").read_text("utf-8")


@pytest.mark.slow
def test_it_builds_strictly_and_says_so_on_every_built_page(
    demo: ModuleType, demo_built: Path
) -> None:
    pages = list(demo_built.rglob("*.html"))
    assert all(demo.NOTICE in page.read_text("utf-8") for page in pages)
    small = (demo_built / "don-vi" / "huyen-03" / "index.html").read_text("utf-8")
    assert "ít hơn\u00a05, không công bố" in small


@pytest.mark.slow
def test_every_number_leads_to_the_row_of_its_origin(demo_built: Path) -> None:
    texts = {page: page.read_text("utf-8") for page in demo_built.rglob("*.html")}
    rows = {page: set(re.findall(r'<tr id="([^"]+)"', text)) for page, text in texts.items()}
    led, astray = 0, []
    for page, text in texts.items():
        for href in re.findall(r'<a class="i-fig[^"]*" href="([^"]+)"', text):
            address, _, row = href.partition("#")
            home = (page.parent / address / "index.html").resolve() if address else page
            led += 1
            if row not in rows.get(home, ()):
                astray.append((page, href))
    assert led > 1500
    assert astray == []
