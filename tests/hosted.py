"""A repository with a machine of its host, on which scripts of workflows run as they do there."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from conftest import ROOT
from programs import ran
from repositories import Repo

GH = '''#!/usr/bin/env python3
"""Answers as GitHub's program would, from a folder, and keeps what it is told to write."""
import json, os, pathlib, sys
if sys.argv[1] == "auth":
    sys.exit()
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
STRANGE = {"indicators.py": "hỏng(", "indicators/__init__.py": "hỏng(", "macros.py": "hỏng("}
"""What a branch may bring, and no script runs."""


class Ran(NamedTuple):
    """What a script exits with, says, and writes into the job's summary and its outputs."""

    code: int
    said: str
    summary: str
    output: str


class Host:
    """The repository, and what GitHub answers to questions about it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.repo = Repo(root / "kho")
        self.repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.repo.git("config", "receive.denyCurrentBranch", "ignore")
        self.answers = root / "github"
        self.answers.mkdir()
        python = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
        for name, text in (("bin/gh", GH), ("may/python", python)):
            place = root / name
            place.parent.mkdir()
            place.write_text(text, "utf-8")
            place.chmod(0o755)

    def machine(self) -> Path:
        """A new machine that has checked out the main branch, and installed its code."""
        place = self.root / f"may-{len(list(self.root.iterdir()))}"
        self.repo.git("clone", "--quiet", "--branch", "main", str(self.repo.root), str(place))
        (place / ".venv").mkdir()
        (place / ".venv/bin").symlink_to(self.root / "may")
        return place

    def run(self, script: str, machine: Path, **known: str) -> Ran:
        """A script of the main branch, with what the workflow tells it."""
        places = {name: machine.parent / f"{machine.name}-{name}" for name in ("summary", "output")}
        for place in places.values():
            place.write_text("", "utf-8")
        told = {
            "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
            "ANSWERS": str(self.answers),
            "GITHUB_REPOSITORY": "toi/kho",
            "GITHUB_STEP_SUMMARY": str(places["summary"]),
            "GITHUB_OUTPUT": str(places["output"]),
            # The package is installed there; here it is found by its path.
            "PYTHONPATH": str(ROOT),
            "PYTHONSAFEPATH": "1" if script == ".ci/suggest" else "",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        done = ran(ROOT / script, folder=machine, told={**told, **known})
        summary, output = (place.read_text("utf-8") for place in places.values())
        return Ran(done.returncode, done.stdout + done.stderr, summary, output)
