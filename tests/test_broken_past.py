"""Whatever git holds, no command hangs or ends in a traceback, and nothing wrong is told."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT, Captured
from repositories import MAIN, Repo, data
from samples import EVERY
from test_bad_inputs import rows
from test_form import TOLD as FORMS
from test_form import edits
from test_invalid import RULES, TOLD, spoiled

from indicators import __main__ as command
from indicators.__main__ import main
from indicators.comparing import versions
from indicators.comparing.compare import compare_terms
from indicators.comparing.history import history_of
from indicators.comparing.report import of_terms
from indicators.comparing.versions import Commit, Extent, Version, Versions, lenient_views
from indicators.computing import compute
from indicators.computing.compute import Views

TESTS = ROOT / "tests"
LAST = EVERY.replace("value: 1514\n", "value: 1515\n", 1)
LOOP = data(y2021=100) + (
    "unit-types:\n  - id: xa\n    name: Xã\n"
    "units:\n  - id: xa-a\n    name: Xã A\n    type: xa\n    parent: xa-a\n"
)

OLDER = ("older model", "older field", "older key", "bytes")


def broken() -> Mapping[str, bytes]:
    """Every wrong file that the tests know, by a name."""
    mistaken = [text.encode() for told in FORMS for text, *_ in edits(told) if "(every)" in told]
    chain = "".join(
        f"  - id: u{n}\n    name: U{n}\n    type: xa\n    parent: u{n - 1}\n" for n in range(1200)
    ).replace("    parent: u-1\n", "")
    return {
        **{name: next(spoiled(RULES[name])).encode() for name in TOLD},
        "loop": LOOP.encode(),
        **{f"mistake {n}": content for n, content in enumerate(mistaken)},
        **{f"input {n}": row.data() for n, row in enumerate(rows())},
        "older model": EVERY.replace("model: 1", "model: 0", 1).encode(),
        "older field": EVERY.replace("measure: flow", "kind: flow", 1).encode(),
        "older key": EVERY.replace("- period: 2021", "- year: 2021", 1).encode(),
        "bytes": b"\xff\xfe\x00",
        "empty": b"",
        "zeros": bytes(1000),
        "deep": EVERY.replace("units:\n", f"units:\n{chain}", 1).encode(),
    }


@pytest.mark.slow
def test_any_broken_version_is_told_or_counts_as_unread() -> None:
    named = {name: Commit(name, dt.date(2024, 1, 1), name) for name in ("first", *broken(), "last")}
    contents = {"first": EVERY.encode(), **broken(), "last": LAST.encode()}
    listed = [Version(named[name], {MAIN: content}) for name, content in contents.items()]
    opened: list[Mapping[str, Views]] = []

    def remembered(files: Mapping[str, bytes]) -> Mapping[str, Views]:
        opened.append(lenient_views(files))
        return opened[-1]

    found = history_of(Versions(Extent.COMPLETE, listed), remembered)
    unread = {commit.id for commit in found.unread}
    assert {"loop", "key-duplicate", "empty", "zeros", *OLDER} <= unread
    assert "published-disagrees" not in unread
    told = {event.commit for event in found.events}
    assert {"first", "last"} <= told
    assert told.isdisjoint(unread)
    good, *others = opened
    for at, other in enumerate(others):
        sides = (good, other) if at % 2 else (other, good)
        assert of_terms("markdown", [(one, ()) for one in compare_terms(*sides).values()])


@pytest.fixture(autouse=True)
def _there(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.root)


def told(root: Path, captured: Captured) -> tuple[int, list[str]]:
    """How many changes the history tells after the command, and the notes of the unread."""
    assert main(["history"]) == 0
    assert captured.readouterr().err == ""
    found = json.loads((root / "build/history.json").read_text("utf-8"))
    return len(found["events"]), [commit["note"] for commit in found["unread"]]


def test_a_unit_below_itself_stops_neither_the_history_nor_a_comparison(
    repo: Repo, capsys: Captured
) -> None:
    repo.commit({MAIN: data(y2021=100)})
    repo.commit({MAIN: LOOP}, message="Ghi-chú: Vòng")
    repo.commit({MAIN: data(y2021=110)})
    assert told(repo.root, capsys) == (2, ["Vòng"])
    assert main(["compare", "--base", "HEAD^", "--format", "markdown"]) == 1
    out, err = capsys.readouterr()
    assert out == "## Thay đổi đối với người đọc\n\n**Không so sánh được: bản trước còn lỗi.**\n"
    assert "[misfit]" in err


def test_what_cannot_be_computed_or_takes_for_ever_counts_as_unread(
    repo: Repo, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def computed(dataset: object) -> object:
        value = dataset.indicators[0].observations[0].value  # type: ignore[attr-defined]
        if value == 7:
            raise RecursionError
        while value == 8:
            pass
        return compute.compute(dataset)  # type: ignore[arg-type]

    monkeypatch.setattr(versions, "compute", computed)
    monkeypatch.setattr(command, "PATIENCE", 0.2)
    for value in (100, 7, 8, 110):
        repo.commit({MAIN: data(y2021=value)}, message=f"Ghi-chú: {value}")
    assert told(repo.root, capsys) == (2, ["8", "7"])
    assert main(["compare", "--base", "HEAD^"]) == 1
    assert "bản trước không tính được" in capsys.readouterr().err


@pytest.mark.parametrize("odd", ["folder", "link", "link of the main file", "lost", "changed"])
def test_a_data_file_that_git_cannot_give_makes_its_version_unread(
    repo: Repo, capsys: Captured, odd: str
) -> None:
    repo.commit({MAIN: data(y2021=100)})
    year = repo.root / "data/2023.yaml"
    if odd == "folder":
        repo.commit({MAIN: data(y2021=105), "data/2023.yaml/a": "b"}, message="Ghi-chú: Hỏng")
        shutil.rmtree(year)
    elif odd == "link":
        year.symlink_to("/etc/passwd")
        repo.commit(message="Ghi-chú: Hỏng")
        year.unlink()
    elif odd == "link of the main file":
        (repo.root / MAIN).rename(repo.root / "khac.yaml")
        (repo.root / MAIN).symlink_to("../khac.yaml")
        repo.commit(message="Ghi-chú: Hỏng")
        (repo.root / MAIN).unlink()
    else:
        repo.commit({MAIN: data(y2021=105)}, message="Ghi-chú: Hỏng")
        name = repo.git("rev-parse", f"HEAD:{MAIN}")
        kept = repo.root / ".git/objects" / name[:2] / name[2:]
        other = repo.git("rev-parse", f"HEAD^:{MAIN}")
        kept.unlink()
        if odd == "changed":
            shutil.copy(repo.root / ".git/objects" / other[:2] / other[2:], kept)
        (repo.root / MAIN).write_text(data(y2021=110), "utf-8")
        repo.git("add", MAIN)
    repo.commit({MAIN: data(y2021=110)})
    assert told(repo.root, capsys) == (2, ["Hỏng"])
    assert main(["compare", "--base", "HEAD^"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"indicators: không đọc được bản trước: .*(tệp thường|hỏng).*\n", err)


@pytest.mark.parametrize("part", ["pack", "idx"])
def test_a_damaged_pack_is_told_in_one_line_and_stops_no_build(
    repo: Repo, capsys: Captured, part: str
) -> None:
    for value in (100, 105, 110):
        repo.commit({MAIN: data(y2021=value)})
    repo.git("gc", "--quiet")
    [pack] = (repo.root / ".git/objects/pack").glob(f"*.{part}")
    pack.chmod(0o644)
    with pack.open("r+b") as file:
        file.truncate(pack.stat().st_size // 2)
    assert main(["compare", "--base", "HEAD^"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"indicators: không đọc được bản trước: .*hỏng.*\n", err)
    assert main(["history"]) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"Lịch sử số liệu: 0 bản, 0 thay đổi \(.*hỏng.*\)\.\n", out)
    reason = json.loads(Path("build/history.json").read_text("utf-8"))["reason"]
    assert not re.search("error|fatal", reason)


def test_a_commit_whose_date_no_calendar_knows_is_read(repo: Repo, capsys: Captured) -> None:
    repo.commit({MAIN: data(y2021=100)})
    text = repo.git("cat-file", "commit", "HEAD")
    odd = re.sub(r"committer (.*>) .*", r"committer \1 99999999999999 +0700", text)
    made = subprocess.run(
        ["git", "hash-object", "--literally", "-t", "commit", "-w", "--stdin"],
        cwd=repo.root, input=odd.encode() + b"\n", capture_output=True, check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    repo.git("reset", "--quiet", made.stdout.decode().strip())
    assert told(repo.root, capsys) == (1, [])


def test_a_page_that_is_no_text_does_not_stop_a_comparison(repo: Repo, capsys: Captured) -> None:
    repo.commit({MAIN: data(y2021=100)})
    repo.write({MAIN: data(y2021=101), "docs/a.md": b"{{ figure('so/2021/value') }}\n"})
    repo.write({"docs/d.md": b"\xff{{ figure('so/2021/value') }}\n"})
    (repo.root / "docs/b.md").mkdir()
    (repo.root / "docs/c.md").symlink_to("khong-co")
    assert main(["compare", "--base", "HEAD"]) == 0
    assert capsys.readouterr().out.endswith("Trang có thay đổi:\n  docs/a.md\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    min: 90\n", ""),
        ("value: ", "value: -"),
    ],
)
def test_what_a_macro_makes_of_a_version_that_breaks_rules_stops_no_comparison(
    repo: Repo, capsys: Captured, old: str, new: str
) -> None:
    text = (ROOT / MAIN).read_text("utf-8")
    assert old in text
    shutil.copytree(ROOT / "docs", repo.root / "docs")
    repo.commit({MAIN: text})
    repo.write({MAIN: text.replace(old, new, 1)})
    assert main(["compare", "--base", "HEAD"]) == 0
    out, err = capsys.readouterr()
    assert "Trang có thay đổi:\n  docs/" in out
    assert err == ""
