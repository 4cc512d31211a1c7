"""The size of the code is a cost: no part grows beyond what CONTRIBUTING.md allows it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

DATA = "dữ liệu kiểm tra"
LIMITS = {
    parts: int(most)
    for parts, most in re.findall(
        r"^\| ([^|]+?) \| ([0-9]+) \| [0-9]+ \|$",
        (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
        re.MULTILINE,
    )
}


def files(part: str) -> Iterator[Path]:
    if part == DATA:
        for ending in ("yaml", "tsv"):
            yield from ROOT.glob(f"tests/**/*.{ending}")
    elif (ROOT / part).is_file():
        yield ROOT / part
    elif part == "tools":
        yield from (path for path in (ROOT / part).iterdir() if path.is_file())
    else:
        yield from (ROOT / part).rglob("*.py")


@pytest.mark.parametrize("parts", LIMITS)
def test_no_part_of_the_code_grows_beyond_its_limit(parts: str) -> None:
    found = [[*files(part)] for part in parts.split(", ")]
    lines = sum(path.read_bytes().count(b"\n") for each in found for path in each)
    assert all(found), parts
    assert lines <= LIMITS[parts], f"{parts}: {lines}"


def test_every_module_of_the_package_stands_in_the_table() -> None:
    counted = {path for parts in LIMITS for part in parts.split(", ") for path in files(part)}
    rest = set((ROOT / "indicators").rglob("*.py")) - counted
    assert {path.relative_to(ROOT).as_posix() for path in rest} == {"indicators/__init__.py"}
