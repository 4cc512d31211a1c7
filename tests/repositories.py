"""Real git repositories for tests, apart from whatever git is set to on this machine."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

MAIN = "data/indicators.yaml"

_APART = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "HOME": os.devnull,
}


class Repo:
    """A repository whose commits are made at given times by given people."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, **environment: str) -> str:
        """What git answers. Errors: ``CalledProcessError`` with git's own words."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        people = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", "Lan"), ("EMAIL", "lan@example.invalid"))
        }
        result = subprocess.run(
            ["git", "-c", "core.autocrlf=false", *arguments],
            cwd=self.root,
            env={**kept, **_APART, **people, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Put files into the work tree."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self,
        files: Mapping[str, str | bytes] | None = None,
        *,
        day: str = "2024-01-01",
        message: str = "Sửa số liệu",
        author: str = "Lan",
    ) -> str:
        """Commit everything at noon of a day, or at the time that ``day`` gives; gives the id."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, **dated(day, author))
        return self.git("rev-parse", "HEAD")

    def merge(
        self, branch: str, *, day: str, author: str, message: str = "Nhận đề nghị thay đổi"
    ) -> str:
        """Merge a branch into the present one with a commit of its own."""
        self.git("merge", "--quiet", "--no-ff", "-m", message, branch, **dated(day, author))
        return self.git("rev-parse", "HEAD")


def dated(day: str, author: str) -> Mapping[str, str]:
    """The environment of a commit at that time."""
    time = day if "T" in day else f"{day}T12:00:00+07:00"
    return {"GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, "GIT_AUTHOR_NAME": author}


def data(**values: int | None) -> str:
    """A data file with one indicator: ``y2021=100`` and so on; nobody reported these numbers."""
    years = "".join(
        f"      - period: {name[1:]}\n        value: {value}\n"
        for name, value in values.items()
        if value is not None
    )
    return (
        "model: 1\norganisation:\n  name: Đảng bộ thử nghiệm\n"
        "term:\n  name: nhiệm kỳ 2020 – 2025\n  start: 2020\n  end: 2025\n"
        "source: bao-cao\ndocuments:\n  - id: bao-cao\n    title: Báo cáo thử nghiệm\n"
        "indicators:\n  - id: so\n    name: Số thử nghiệm\n    measure: flow\n    unit: người\n"
        f"    decimals: 0\n    observations:\n{years}"
    )


def former(text: str, year: int, value: int, *, kind: str = "correction", reason: str = "") -> str:
    """The same file with a record of what the value of a year was before."""
    lines = text.splitlines(keepends=True)
    at = lines.index(f"      - period: {year}\n") + 2
    record = (
        f"        former:\n          - kind: {kind}\n            date: 2024-02-01\n"
        f"            reason: {reason or 'Ghi nhầm.'}\n            value: {value}\n"
        "            source: bao-cao\n"
    )
    return "".join([*lines[:at], record, *lines[at:]])
