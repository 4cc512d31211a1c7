"""The demonstration: invented numbers, the same every time, and every page says so."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, Build

from indicators import read
from indicators.computing.compute import Views, compute
from indicators.model import Measure, TargetType
from indicators.reading.files import data_files


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo", ROOT / "tools" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["demo"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def project(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "source"
    tool.write(folder)
    return folder


@pytest.fixture(scope="module")
def views(project: Path) -> Views:
    dataset = read(data_files(project / "data" / "indicators.yaml", project)).dataset
    assert dataset is not None
    return compute(dataset)


def test_the_same_bytes_come_out_every_time(tool: ModuleType) -> None:
    assert tool.demo() == tool.demo()


def test_it_is_as_large_as_it_says(views: Views) -> None:
    data = views.dataset
    kinds = [unit.type for unit in data.units]
    assert (kinds.count("cap-huyen"), kinds.count("co-so")) == (12, 600)
    assert len(data.indicators) == 17
    assert len(views.indicators["ket-nap"].breakdowns) == 5


def test_every_measure_and_every_type_of_target_is_shown(views: Views) -> None:
    assert {view.indicator.measure for view in views.indicators.values()} == set(Measure)
    assert {view.target.type for view in views.targets.values()} == set(TargetType)


def test_every_page_says_that_its_numbers_are_invented(tool: ModuleType, project: Path) -> None:
    pages = list((project / "docs").rglob("*.md"))
    assert len(pages) > 35
    assert all(tool.NOTICE in page.read_text("utf-8") for page in pages)
    assert tool.NOTICE in (project / "overrides" / "main.html").read_text("utf-8")
    assert all(tool.NOTICE in path.read_text("utf-8") for path in (project / "data").glob("*.yaml"))


@pytest.mark.slow
def test_it_builds_strictly_and_says_so_on_every_built_page(
    tool: ModuleType, project: Path, build: Build, tmp_path: Path
) -> None:
    result = build(project, tmp_path / "site", PYTHONPATH=str(project))
    assert result.returncode == 0, result.stdout + result.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert all(tool.NOTICE in page.read_text("utf-8") for page in pages)
    small = (tmp_path / "site" / "don-vi" / "huyen-01" / "index.html").read_text("utf-8")
    assert "không công bố" in small
