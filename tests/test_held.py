"""A number of a year that is over changes, or goes, only with a record of what it was."""

import re
from pathlib import Path

import pytest
from conftest import Captured
from repositories import MAIN, Repo, data
from repositories import former as recorded
from samples import edited

from indicators.__main__ import main

PART = """        parts:
          - group: nu
            plan: 4
            value: 3
"""
BASE = (
    edited(
        data(y2021=100, y2022=120, y2023=130, y2024=50),
        ("        value: 100\n", f"        value: 100\n{PART}"),
        ("        value: 120\n", "        through: 2022-06\n        value: 120\n"),
        ("        value: 130\n", "        value: 130\n        status: estimate\n"),
    )
    + "    totals:\n      - through: 2023-06\n        value: 400\n"
    "groups:\n  - id: nu\n    name: Nữ\n"
    "publication:\n  permission: Thông báo\n  smallest-shown: 5\n"
)
PLANNED = edited(BASE, *((f"{n}\n", f"{n}\n        plan: {n}\n") for n in ("100", "120")))
CORRECTED = edited(BASE, ("value: 100", "value: 101"))
WITHDRAWN = edited(BASE, ("        value: 100\n", "        missing: Đã rút.\n"))


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """What is published; the day of the check is in June 2024."""
    found = Repo(tmp_path / "kho")
    found.commit({MAIN: BASE})
    monkeypatch.chdir(found.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1718000000")
    return found


def check(repo: Repo, now: str, capsys: Captured, base: str = "HEAD") -> tuple[int, list[str], str]:
    """What the check exits with, the lines at which it asks for a record, and all that it says."""
    repo.write({MAIN: now})
    code = main(["check", MAIN, "--base", base])
    said = "".join(capsys.readouterr())
    lines = told(now, said)
    assert said.count("[compare-closed]") == len(lines)
    return code, lines, said


def told(now: str, said: str, level: str = "(?!nên xem lại: )") -> list[str]:
    """The lines of the file that are told of, but for those only worth a second look."""
    found = re.findall(rf"(?m)^{MAIN}:(\d+):\d+: {level}", said)
    return [now.split("\n")[int(number) - 1].strip() for number in found]


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (BASE, []),
        # Numbers that change: of a year, a cut-off, a total; of a group, though withheld.
        (CORRECTED, ["value: 101"]),
        (edited(BASE, ("value: 120", "value: 121")), ["value: 121"]),
        (edited(BASE, ("value: 400", "value: 401")), ["value: 401"]),
        (edited(BASE, ("value: 3\n", "value: 2\n")), ["value: 2"]),
        (edited(BASE, ("plan: 4", "plan: 5")), ["plan: 5"]),
        (edited(BASE, ("value: 100\n", "value: 100\n        bound: above\n")), ["value: 100"]),
        # Numbers that go, at what is left of their row, else of their indicator, else of the file.
        (edited(BASE, ("            plan: 4\n", "")), ["- group: nu"]),
        (WITHDRAWN, ["missing: Đã rút."]),
        (edited(BASE, (f"{PART}", "")), ["- period: 2021"] * 2),
        (edited(BASE, ("through: 2023-06", "through: 2023-07")), ["- through: 2023-07"]),
        (edited(BASE, ("id: so\n", "id: so-moi\n")), ["- id: so-moi"] * 5),
        # With a record of what it was; with one of something else.
        (recorded(CORRECTED, 2021, 100), []),
        (recorded(WITHDRAWN, 2021, 100), []),
        (recorded(CORRECTED, 2021, 99), ["value: 101"]),
        # What is no change of a fact: what was expected, what is new, what has another name; and a
        # year that is not over.
        (edited(BASE, ("value: 130\n        status: estimate", "value: 131")), []),
        (edited(BASE, ("value: 100\n", "plan: 90\n        value: 100\n")), []),
        (edited(BASE, ("id: so\n", "id: so-moi\n    former-ids:\n      - so\n")), []),
        (edited(BASE, ("value: 50\n", "value: 51\n")), []),
    ],
)
def test_a_closed_year_changes_only_with_a_record(
    repo: Repo, now: str, lines: list[str], capsys: Captured
) -> None:
    code, found, said = check(repo, now, capsys)
    assert (code, found) == (int(bool(lines)), lines), said


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (BASE, []),
        (edited(BASE, ("value: 50\n", "value: 51\n")), ["value: 51"]),  # without a record
        (edited(BASE, ("value: 50\n", "value: 50\n        plan: 60\n")), ["plan: 60"]),  # source
        (edited(BASE, ("value: 130\n        status: estimate", "value: 300")),
         ["value: 300"] * 2),  # a jump, and no source
        (PLANNED, ["plan: 100"]),  # no source, told once with the other line
        (recorded(CORRECTED, 2021, 100), ["value: 400"]),  # the total stays
    ],
)  # fmt: skip
def test_what_only_the_version_before_makes_unlikely_is_told_at_its_line_and_stops_nothing(
    repo: Repo, now: str, lines: list[str], capsys: Captured
) -> None:
    code, _, said = check(repo, now, capsys)
    assert (code, told(now, said, "nên xem lại: ")) == (0, lines), said


def test_the_lines_that_are_told_make_the_change_pass(repo: Repo, capsys: Captured) -> None:
    bounded = ("value: 100\n", "value: 100\n        bound: at-least\n")
    repo.commit({MAIN: edited(BASE, bounded)})
    _, _, said = check(repo, CORRECTED, capsys)
    assert "năm 2021: số của năm đã qua đổi từ ít nhất 100 người thành 101 người" in said
    block = "".join(f"        {line}\n" for line in re.findall("“(.*?)”", said))
    assert "date: 2024-06-10" in block
    assert "            value: 100\n            bound: at-least\n" in block
    mended = edited(CORRECTED, ("value: 101\n", f"value: 101\n{block}"), ("LÝ DO", "Gõ nhầm"))
    assert check(repo, mended, capsys)[:2] == (0, [])


def test_a_withdrawn_number_may_come_back_or_go_but_changes_with_a_record(
    repo: Repo, capsys: Captured
) -> None:
    total = "        value: 400\n"
    taken = edited(BASE, (total, f"{total}        withdrawn: Sai mốc.\n"))
    assert check(repo, taken, capsys)[:2] == (0, [])
    repo.commit({MAIN: taken})
    assert check(repo, BASE, capsys)[:2] == (0, [])
    gone = re.sub(r"    totals:\n(      .*\n)+", "", taken)
    assert check(repo, gone, capsys)[:2] == (0, [])
    changed = edited(BASE, ("value: 400", "value: 401"))
    assert check(repo, changed, capsys)[:2] == (1, ["value: 401"])


def test_a_base_is_held_against_as_far_as_there_is_one(repo: Repo, capsys: Captured) -> None:
    assert main(["check", MAIN]) == 0
    repo.commit({MAIN: "hỏng: ["})
    code, lines, said = check(repo, CORRECTED, capsys)
    assert (code, lines) == (0, [])
    assert "số của năm đã qua chưa đối chiếu được với bản HEAD: bản ấy còn lỗi" in said
    (repo.root / MAIN).unlink()
    repo.commit({"README.md": "Chưa có số liệu.\n"})
    code, lines, said = check(repo, CORRECTED, capsys)
    assert (code, lines, "chưa đối chiếu" in said) == (0, [], False)
    code, _, said = check(repo, CORRECTED, capsys, base="khong-co")
    assert code == 2
    assert "không đọc được bản trước" in said


def test_a_year_of_two_terms_is_told_once_and_of_each_term_what_is_its_own(
    repo: Repo, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = (Path(__file__).parent / "rules_terms.yaml").read_text("utf-8")
    repo.commit({MAIN: terms})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    changed = edited(terms, ("value: 900", "value: 901"), ("value: 40", "value: 41"))
    assert check(repo, terms, capsys)[1] == []
    assert check(repo, changed, capsys)[1] == ["value: 901", "value: 41"]


NEW_YEAR = edited(BASE, ("      - period: 2024\n        value: 50\n", ""))
SLIP = recorded(CORRECTED, 2021, 100)


@pytest.mark.parametrize(
    ("steps", "now", "lines"),
    [
        # A revert: of new numbers, of a correction, of a step before the last, of all of them.
        ([edited(BASE, (PART, "")), BASE], edited(BASE, (PART, "")), []),
        ([BASE, SLIP, edited(SLIP, ("value: 120", "value: 121"))], BASE, []),
        ([NEW_YEAR, edited(SLIP, ("      - period: 2024\n        value: 50\n", "")), SLIP],
         BASE, []),
        # Not one number of a step alone, nor anything besides.
        ([edited(BASE, (PART, "")), BASE], edited(BASE, ("            plan: 4\n", "")),
         ["- group: nu"]),
        ([BASE, SLIP], edited(BASE, ("value: 120", "value: 121")), ["value: 121"]),
    ],
)  # fmt: skip
def test_a_step_that_is_taken_back_as_a_whole_needs_no_record(
    repo: Repo, steps: list[str], now: str, lines: list[str], capsys: Captured
) -> None:
    for step in steps:
        repo.commit({MAIN: step})
    assert check(repo, now, capsys)[:2] == (int(bool(lines)), lines)
    assert main(["compare", "--base", "HEAD"]) == 0
    again = "rả lại như bản trước" in capsys.readouterr().out
    assert again is (not lines or "121" in lines[0])
