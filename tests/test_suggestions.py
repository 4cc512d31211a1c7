"""What is certain is offered beside a proposal: once, at its line, by code that is not its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from repositories import MAIN, Repo, data

from indicators.comparing.suggestions import AUTHOR, MOST_OFFERED

GH = '''#!/usr/bin/env python3
"""Answers as GitHub's program would, from a folder, and keeps what it is told to write."""
import json, os, pathlib, sys
place = pathlib.Path(os.environ["ANSWERS"])
called = [part for part in sys.argv[1:] if part.startswith("repos/")][0]
name = called.partition("?")[0].removeprefix("repos/toi/kho/").replace("/", "-")
if "--method" not in sys.argv:
    assert sys.argv[1:4] == ["api", "--paginate", "--slurp"]
    print((place / f"{name}.json").read_text("utf-8"))
else:
    told = pathlib.Path(sys.argv[-1]).read_text("utf-8") if "--input" in sys.argv else ""
    with (place / "written").open("a", encoding="utf-8") as file:
        file.write(json.dumps([sys.argv[sys.argv.index("--method") + 1], name, told]) + "\\n")
'''


class Host:
    """A repository, the main branch's copy on a machine, and GitHub's answers about a proposal."""

    def __init__(self, root: Path) -> None:
        self.root, self.summary = root, ""
        self.repo = Repo(root / "kho")
        self.repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.answers = root / "github"
        for name, text in (
            ("bin/gh", GH),
            ("may/python", f'#!/bin/sh\nexec {sys.executable} "$@"\n'),
        ):
            place = root / name
            place.parent.mkdir(parents=True)
            place.write_text(text, "utf-8")
            place.chmod(0o755)
        self.answers.mkdir()

    def propose(self, before: str, after: str) -> str:
        """A main branch, and a proposal that it has not; gives the proposal's commit."""
        self.repo.commit({MAIN: before})
        self.repo.git("switch", "--quiet", "--create", "de-nghi")
        head = self.repo.commit({MAIN: after, ".ci/suggest": "exit 1\n", "indicators.py": "hỏng("})
        self.repo.git("switch", "--quiet", "main")
        return head

    def run(self, head: str, there: Sequence[Any] = (), opened: str = "") -> list[Any]:
        """Both jobs, as the workflow runs them; gives what is written to GitHub."""
        for name, answer in (
            ("pulls", [[{"number": 6, "head": {"sha": "0" * 40}}],
                       [{"number": 7, "head": {"sha": opened or head}}]]),
            ("pulls-7-comments", [[], list(there)]),
        ):  # fmt: skip
            (self.answers / f"{name}.json").write_text(json.dumps(answer), "utf-8")
        machine = self.root / f"may-{len(list(self.root.iterdir()))}"
        self.repo.git("clone", "--quiet", "--branch", "main", str(self.repo.root), str(machine))
        (machine / ".venv").mkdir()
        (machine / ".venv/bin").symlink_to(self.root / "may")
        places = {name: machine / name for name in ("summary", "output")}
        environment = {
            **os.environ, "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}", "HEAD_SHA": head,
            "ANSWERS": str(self.answers), "GITHUB_REPOSITORY": "toi/kho", "NUMBER": "7",
            "GITHUB_STEP_SUMMARY": str(places["summary"]), "GITHUB_OUTPUT": str(places["output"]),
            "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1",
        }  # fmt: skip
        for place in places.values():
            place.touch()
        (self.answers / "written").write_text("", "utf-8")
        self._script("suggest", machine, environment)
        self.summary = places["summary"].read_text("utf-8")
        if places["output"].read_text("utf-8") == "number=7\n":
            (machine / "build/goi-y").rename(machine / "goi-y")
            self._script("offer", machine, environment)
        lines = (self.answers / "written").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def _script(self, name: str, machine: Path, environment: dict[str, str]) -> None:
        done = subprocess.run(
            [ROOT / ".ci" / name], cwd=machine, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert not (machine / "indicators.py").exists(), "nothing of the proposal is checked out"


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


GOOD = data(y2021=100, y2022=101, y2023=102)
AT = 1 + GOOD.splitlines().index("      - period: 2021")


def comments(written: Sequence[Any]) -> list[Any]:
    """The comments of the one review that was written."""
    [(method, name, told)] = written
    assert (method, name) == ("POST", "pulls-7-reviews")
    return list(json.loads(told)["comments"])


def there(told: Sequence[Any], author: str = AUTHOR, **more: object) -> list[Any]:
    """Comments as GitHub keeps them."""
    return [{**c, "id": at, "user": {"login": author}, **more} for at, c in enumerate(told, 50)]


def test_a_certain_mend_is_offered_at_its_line_with_the_words_of_the_rule_alone(host: Host) -> None:
    head = host.propose(GOOD, GOOD.replace("value: 101", "value: 1O1"))
    [(_, _, told)] = written = host.run(head)
    assert (json.loads(told)["commit_id"], json.loads(told)["event"]) == (head, "COMMENT")
    [comment] = comments(written)
    assert {k: comment[k] for k in ("path", "line", "side")} == {
        "path": MAIN, "line": AT + 3, "side": "RIGHT",
    }  # fmt: skip
    said, _, block = comment["body"].partition("\n\n")
    assert said == "Chữ số hoặc dấu không thông dụng."
    assert block.startswith("```suggestion\n        value: 101\n```\n")
    assert host.summary == ""


def test_lines_one_below_the_other_are_one_suggestion(host: Host) -> None:
    typed = GOOD.replace("value: 101", "value: 1O1\n        plan: 9O\n        note: nối")
    [comment] = comments(host.run(host.propose(GOOD, typed)))
    assert (comment["start_line"], comment["line"]) == (AT + 3, AT + 4)
    assert "```suggestion\n        value: 101\n        plan: 90\n```" in comment["body"]


def test_what_is_there_is_not_written_again_and_what_no_longer_holds_goes(host: Host) -> None:
    head = host.propose(GOOD, GOOD.replace("value: 101", "value: 1O1"))
    told = comments(host.run(head))
    assert host.run(head, there(told)) == []
    assert len(comments(host.run(head, there(told, author="ai-do")))) == 1
    assert len(comments(host.run(head, there(told, line=None)))) == 1, "its line has changed since"
    other = there([{**told[0], "line": AT + 1}])
    assert [item[:2] for item in host.run(head, other)] == [
        ["DELETE", "pulls-comments-50"], ["POST", "pulls-7-reviews"],
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["value: 1.514", "value: khoảng 101", "value: 101"])
def test_what_is_not_certain_stays_words(host: Host, typed: str) -> None:
    assert host.run(host.propose(GOOD, GOOD.replace("value: 101", typed))) == []


def test_a_line_that_the_proposal_does_not_show_is_told_in_the_summary(host: Host) -> None:
    rest = "".join(f"# {number}\n" for number in range(9))
    head = host.propose(GOOD.replace("100", "1O0"), GOOD.replace("100", "1O0") + rest)
    assert host.run(head) == []
    assert f"<pre>\n{MAIN}:{AT + 1}: gõ value: 100\n</pre>" in host.summary


def test_a_line_that_would_come_out_as_another_is_told_in_the_summary(host: Host) -> None:
    head = host.propose(GOOD, GOOD.replace("value: 101\n", "value: 1O1\r\n"))
    assert host.run(head) == []
    assert "gõ value: 101" in host.summary


def test_a_review_has_an_end(host: Host) -> None:
    many = "".join(f"      - period: {year}\n        value: 1O1\n" for year in range(1950, 2000))
    assert len(comments(host.run(host.propose(GOOD, GOOD + many)))) == MOST_OFFERED
    assert host.summary.count("gõ value: 101") == 50 - MOST_OFFERED


def test_a_proposal_that_moved_on_or_was_closed_gets_nothing(host: Host) -> None:
    head = host.propose(GOOD, GOOD.replace("value: 101", "value: 1O1"))
    assert host.run(head, opened="1" * 40) == []
    assert host.summary == "Không có đề nghị nào đang mở ở bản này.\n"
