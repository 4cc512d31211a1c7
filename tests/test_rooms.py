"""The rooms of the package: each uses only those that come before it in the flow of the data."""

import ast
from pathlib import Path

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
