"""How much of the code the tests hold: what they notice of an even sample of changes.

``python -m bench.mutation [MODULE …]`` lets mutmut change loading, rules and
arithmetic, in a copy of the project. A change that no test notices survives: either a test is
missing, or the changed code did nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.process import ROOT
from bench.report import TIGHTNESS, Measured, decimal, write_down

MODULES = (
    "scalars", "lettering", "check", "checks/*", "reading/*",
    "computing/arithmetic",
)  # fmt: skip
"""What must not be wrong: how data is read and checked, and the arithmetic."""

TESTS = (
    "arithmetic", "attention", "bad_inputs", "changed", "check", "compare", "form", "formulas",
    "invalid", "ledger", "lettering", "load", "report", "reports", "scalars", "schema", "terms",
)  # fmt: skip
SLOW = ("compute", "computing", "form")
QUICK = "not full_of_mistakes and (not test_compare or unlikely) and (not test_attention or missed)"
ASKED = ((TESTS, f"not deep and {QUICK}"), (SLOW, "not deep"))
"""Which tests are asked of a change, and which of them; the slow ones only of what survived."""

# What mutmut puts around a function makes calls deeper than the tests of deep nesting allow for,
# and works in the process of the tests only. Names of tests must be as they are to be found again.
SETTINGS = """[mutmut]
source_paths = indicators
use_git_change_detection = false
track_dependencies = false
only_mutate = {changed}
also_copy = {copied}
pytest_add_cli_args = {options}
pytest_add_cli_args_test_selection = {tests}
"""

UNICODE = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support"
OPTIONS = ("-p", "no:cacheprovider", "-o", f"{UNICODE}=true", "-k")

# mutmut forks after it ran the tests once: what ran at import, and what was kept of an answer,
# would hide the change made since. So everything is imported anew, and what runs at import is
# tried with every test. A process of its own would run the code without the change. The tests that
# are about a room of the package come first, since they are most likely to notice.
ANEW = """\
import os
import sys
from pathlib import Path
for _name, _module in [*sys.modules.items()] if os.environ["MUTANT_UNDER_TEST"] != "fail" else ():
    _file = getattr(_module, "__file__", None)
    if _name != __name__ and _file and Path(__file__).parents[1] in Path(_file).parents:
        del sys.modules[_name]

"""
ALONE = """

NEAR = {
    "checks": ("check", "invalid"), "reading": ("form", "load", "bad_inputs"),
    "computing": ("arithmetic", "formulas"),
}

def pytest_collection_modifyitems(items):
    room = (*os.environ["MUTANT_UNDER_TEST"].split("."), "")[1]
    near = {f"test_{name}" for name in NEAR.get(room, (room,))}
    items.sort(key=lambda item: item.path.stem not in near)

AT_IMPORT, KEPT = set(), []

def pytest_collection_finish():
    if os.environ["MUTANT_UNDER_TEST"] == "stats":
        import gc
        from functools import _lru_cache_wrapper
        from mutmut.state import state
        AT_IMPORT.update(state()._stats)
        KEPT.extend(each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper))

@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    from mutmut.state import state
    state()._stats.update(AT_IMPORT)
    for kept in KEPT:
        kept.cache_clear()
    monkeypatch.setattr("subprocess.Popen.__init__", lambda *_, **__: pytest.skip("a process"))
"""

SAMPLE = 1_500
"""How many changes are tried."""


def prepare(modules: Iterable[str], tests: Iterable[str], chosen: str, folder: Path) -> None:
    """Copy the project and write what mutmut has to know."""
    made = shutil.ignore_patterns(".*", "site", "build", "mutants", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=made)
    wanted = {
        "changed": [f"indicators/{name}.py" for name in modules],
        "copied": [path.name for path in folder.iterdir() if path.name != "indicators"],
        "options": (*OPTIONS, chosen),
        "tests": [f"tests/test_{name}.py" for name in tests],
    }
    lists = {name: "\n    ".join(["", *texts]) for name, texts in wanted.items()}
    shared = folder / "tests" / "conftest.py"
    shared.write_text(ANEW + shared.read_text("utf-8") + ALONE, "utf-8")
    (folder / "setup.cfg").write_text(SETTINGS.format(**lists), "utf-8")


def mutmut(folder: Path, *arguments: str, check: bool = True) -> str:
    """What mutmut says; when it cannot work, everything ends with that."""
    command = (sys.executable, "-m", "mutmut", *arguments)
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env=compiled, check=False, capture_output=True, text=True
    )
    if check and done.returncode:
        sys.exit(f"{done.stdout[-3000:]}\n{done.stderr[-1000:]}")
    return done.stdout


def outcomes(folder: Path) -> dict[str, str]:
    """Every change by its name, with what came of it."""
    told = mutmut(folder, "results", "--all", "true")
    return dict(re.findall(r"^ +(\S+): (.+)$", told, re.MULTILINE))


def score(found: dict[str, str], possible: int) -> Measured:
    """How many changes of each module some test noticed."""
    noticed = {name: outcome not in SURVIVED for name, outcome in sorted(found.items())}
    modules: dict[str, list[bool]] = {}
    for name, held in noticed.items():
        modules.setdefault(f"`{name.rpartition('.')[0]}`", []).append(held)
    endless = [*found.values()].count("timeout")
    rows = []
    for module, each in [*modules.items(), ("Tất cả", [*noticed.values()])]:
        share = f"{decimal(100 * sum(each) / len(each), 1)}%"
        rows.append((module, decimal(len(each), 0), decimal(sum(each), 0), share))
    return Measured(
        TIGHTNESS,
        ("Mô-đun", "Chỗ sửa thử", "Bị phát hiện", "Tỷ lệ"),
        rows,
        (
            "Mỗi chỗ sửa thử của mutmut đổi một toán tử, hằng số, lời gọi của một hàm.",
            "Chỗ sửa được coi là bị phát hiện khi có ít nhất một phép kiểm tra vì nó mà hỏng.",
            f"Thử {decimal(len(found), 0)} trong {decimal(possible, 0)} chỗ, chọn đều.",
            *[f"{decimal(endless, 0)} chỗ được coi là bị phát hiện vì chương trình chạy mãi."]
            * bool(endless),
        ),
    )


SURVIVED = ("survived", "no tests", "not checked")


def main() -> None:
    """Change, test, print what survived, and write down how much was noticed."""
    modules = sys.argv[1:] or MODULES
    found: dict[str, str] = {}
    names: list[str] = []
    folder = Path()
    with tempfile.TemporaryDirectory(prefix="mutation-") as above:
        for number, (tests, asked) in enumerate(ASKED):
            folder = Path(above) / str(number)
            prepare(modules, tests, asked, folder)
            # That no change is of this name is refused once all are made and the tests are known.
            mutmut(folder, "run", "none", check=False)
            names = sorted(outcomes(folder))
            tried = min(SAMPLE, len(names))
            chosen = [names[at * len(names) // tried] for at in range(tried)]
            if found:
                chosen = [name for name in chosen if found[name] in SURVIVED]
            if not chosen:
                break  # nothing is left that could go unnoticed
            sys.stderr.write(f"{len(chosen)} of {len(names)}\n")
            mutmut(folder, "run", *chosen)
            every = outcomes(folder)
            found |= {name: every[name] for name in chosen}
        for name in (name for name, outcome in found.items() if outcome in SURVIVED):
            print(mutmut(folder, "show", name))
    made = score(found, len(names)).markdown() + f"Đo ngày {dt.datetime.now(dt.UTC):%d/%m/%Y}.\n"
    print(made)
    if modules == MODULES:
        write_down(made)


if __name__ == "__main__":
    main()
