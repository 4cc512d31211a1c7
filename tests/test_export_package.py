"""The Data Package: frictionless finds every table as the descriptor says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pytest
from exported import hostile

from indicators.computing.compute import Views
from indicators.export import Edition, Format
from indicators.showing.exports import exports


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "data" / "datapackage.json"


@pytest.fixture(params=["real", "hostile"])
def package(request: pytest.FixtureRequest, long_an: Views, tmp_path: Path) -> Path:
    views = long_an if request.param == "real" else hostile()
    return written(exports(views, Edition(), [Format.CSV]), tmp_path)


def problems(package: Path) -> list[str]:
    report = frictionless.validate(str(package))
    return [error.type for task in report.tasks for error in task.errors] + [
        error.type for error in report.errors
    ]


def test_frictionless_validates_every_table_with_its_size_hash_and_keys(package: Path) -> None:
    assert problems(package) == []
    names = {resource.name for resource in frictionless.Package(str(package)).resources}
    assert names == {"observations", "indicators", "targets", "ledger", "documents", "dataset"}


@pytest.mark.parametrize(
    ("table", "old", "new", "found"),
    [
        ("targets", "term-total", "term-sum", "constraint-error"),
        ("observations", ",1514,", ",1515,", "hash-count"),
        ("observations", ",1514,", ",1.514.0,", "type-error"),
        ("targets", ",phong-van,", ",phong-vam,", "foreign-key"),
    ],
)
def test_frictionless_finds_what_was_changed_afterwards(
    long_an: Views, tmp_path: Path, table: str, old: str, new: str, found: str
) -> None:
    package = written(exports(long_an, Edition(), [Format.CSV]), tmp_path)
    path = package.with_name(f"{table}.csv")
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    assert found in problems(package)


def test_the_descriptor_names_version_licences_and_sources(package: Path) -> None:
    found = json.loads(package.read_bytes())
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [item["name"] for item in found["licenses"]] == ["CC-BY-4.0", "MIT"]
    assert found["sources"]
    for resource in found["resources"]:
        assert resource["type"] == "table"
        assert all(field["description"] for field in resource["schema"]["fields"])
