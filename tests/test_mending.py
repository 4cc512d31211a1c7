"""``check --fix`` changes what is certainly meant, shows it, and leaves every other byte."""

from pathlib import Path

import pytest
from conftest import Captured
from samples import SMALL
from test_invalid import TOLD, spoiled

from indicators import examine
from indicators.__main__ import main
from indicators.reporting.mending import mended
from indicators.reporting.rules import catalogue


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("value: 15l4", "value: 1514"),
        ("value: １５１４", "value: 1514"),
        ('value: "15O4"', 'value: "1504"'),
        ("value: 15l4\r", "value: 1514\r"),
    ],
)
def test_a_certain_mend_is_made_shown_and_nothing_else_changes(
    typed: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    Path("data").mkdir()
    path = Path("data/indicators.yaml")
    path.write_bytes(SMALL.replace("value: 1514", typed).encode())
    assert main(["check", "--fix"]) == 0
    assert path.read_bytes() == SMALL.replace("value: 1514", meant).encode()
    out, err = capsys.readouterr()
    assert out == "Dữ liệu hợp lệ.\n"
    assert err.split("\n")[0] == "data/indicators.yaml:20: đã sửa"
    assert f"  - {typed.strip()}\n  + {meant.strip()}\n" in err


def test_what_a_machine_mends_breaks_no_rule_any_more() -> None:
    told = set()
    for name in [name for name in TOLD if catalogue()[name].certain]:
        for text in spoiled(catalogue()[name]):
            files = {"data.yaml": text.encode()}
            problems = examine(files).problems
            new, mends = mended(files, problems)
            assert len(examine(new).problems) == len(problems) - len(mends), (name, mends)
            told |= {name} if mends else set()
    assert told >= {"number-digits", "not-a-number"}


@pytest.mark.parametrize("typed", ["value: 1.514", "value: khoảng 1514", "value: 3 – 4"])
def test_what_is_not_certain_is_left_to_its_author(typed: str) -> None:
    files = {"data.yaml": SMALL.replace("value: 1514", typed).encode()}
    new, mends = mended(files, examine(files).problems)
    assert (new, mends) == (files, ())
