"""The rooms of the package: each uses only those that come before it in the flow of the data, and
none grows beyond what CONTRIBUTING.md allows it: the size of code is a cost.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

# What each room may use, besides itself; the vocabulary and the rules may be used by all.
VOCABULARY = {"model", "scalars", "lettering", "reporting"}
ROOMS: dict[str, set[str]] = {
    "lettering": set(),
    "scalars": {"reporting", "lettering"},
    "model": {"scalars"},
    "reporting": set(),
    "reading": {"reporting"},
    "computing": set(),
    "words": {"computing"},
    "terms": {"reading", "reporting", "computing"},
    "checks": {"reading", "reporting", "computing", "words", "terms"},
    "check": {"checks", "reporting", "computing", "terms"},
    "comparing": {"reading", "reporting", "checks", "check", "computing", "terms", "words"},
    "editing": {"reading", "reporting", "check", "terms"},
    "export": {"reading", "computing", "words", "comparing"},
    "forms": {
        "reading",
        "reporting",
        "checks",
        "computing",
        "words",
        "terms",
        "comparing",
        "editing",
        "export",
    },
    "pages": {"reporting"},
    "showing": {
        "reporting",
        "computing",
        "terms",
        "words",
        "comparing",
        "export",
        "forms",
        "pages",
    },
    "bridge": {"reading", "reporting", "comparing", "export", "pages", "showing"},
    "starting": {"reading", "computing", "words", "terms", "editing", "forms", "pages", "showing"},
    "whole": set(),
    "founding": set(),
}
# The whole package may be opened by its public names: ``from indicators import read``.
OPENERS = {"showing", "comparing", "editing", "forms"}


def room_of(module: str) -> str:
    return ([*module.split("."), ""])[1]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "indicators":
            found |= {f"indicators.{name.name}" for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def test_each_room_uses_only_the_rooms_before_it(root: Path) -> None:
    package = root / "indicators"
    wrong = []
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        if room in ("__init__", "__main__", "skeleton"):
            continue
        allowed = ROOMS[room] | {room} | (VOCABULARY if room not in VOCABULARY else set())
        for module in imports(path):
            used = room_of(module)
            if module.partition(".")[0] != "indicators" or used in allowed:
                continue
            if room in OPENERS and used in ("read", "examine", "Loaded", "DataError"):
                continue
            wrong.append(f"{path.relative_to(root)} uses {module}")
    assert not wrong


def test_the_package_never_imports_mkdocs_and_only_two_modules_read_yaml(root: Path) -> None:
    for path in (root / "indicators").rglob("*.py"):
        used = {module.partition(".")[0] for module in imports(path)}
        assert "mkdocs" not in used, path
        assert ("yaml" in used) == (path.name in ("tree.py", "content.py")), path


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
    found = [path for part in parts.split(", ") for path in files(part)]
    lines = sum(path.read_bytes().count(b"\n") for path in found)
    assert found
    assert lines <= LIMITS[parts], f"{parts}: {lines}"


def test_every_module_of_the_package_stands_in_the_table() -> None:
    counted = {path for parts in LIMITS for part in parts.split(", ") for path in files(part)}
    rest = set((ROOT / "indicators").rglob("*.py")) - counted
    assert {path.relative_to(ROOT).as_posix() for path in rest} == {"indicators/__init__.py"}
