"""What git knows of the project; it changes nothing. Only ``founding`` runs git besides.

Data is followed along the first parents of a branch: each step is a state that the branch had,
so a merge counts when it arrived, by the commit that brought it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from indicators.comparing.versions import VIETNAM, Commit, Extent, Version, Versions, note_of
from indicators.reading.files import MAIN, YEAR

SECONDS = 120
"""After how long a call of git is given up."""

_SETTINGS = {
    "core.quotePath": "false",
    "core.fsmonitor": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    # A partial clone would fetch what it lacks; the build uses no network.
    "protocol.allow": "never",
}
_OWN = re.compile("GIT_(?!CONFIG|EXEC_PATH)")
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
_PLAIN = frozenset({"100644", "100755"})
_FIELDS = ("%H", "%P", "%cI", "%B")

_BROKEN = "git không đọc được kho: kho hỏng hoặc thiếu một phần"
_CLOSED = "git không mở được kho ở nơi dựng trang"
_NOWHERE = "nơi dựng trang không có lịch sử git"


class GitError(Exception):
    """Git is not there, or refuses; the text says why, ``said`` what git itself said of it."""

    def __init__(self, text: str, said: str = "") -> None:
        self.said = said
        super().__init__(text)


class Repository:
    """The repository that a folder belongs to. Errors of its methods: ``GitError``."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise GitError(f"không có thư mục {root}")
        self._root = root
        try:
            self._prefix = PurePosixPath(self._text("rev-parse", "--show-prefix"))
        except GitError as error:
            if not error.said:
                raise
            here = root.resolve()
            kept = any((place / ".git").exists() for place in (here, *here.parents))
            raise (GitError(_CLOSED, error.said) if kept else GitError(_NOWHERE)) from None

    def commit(self, revision: str = "HEAD") -> str:
        """The full id of the commit that a revision names."""
        name = f"{revision}^{{commit}}"
        try:
            return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except GitError as error:
            broken = ", hoặc kho hỏng" if error.said else ""
            raise GitError(f"không có bản nào tên là “{revision}”{broken}", error.said) from None

    def moment(self) -> str:
        """When the checked-out commit was made, in seconds since 1970."""
        return self._text("log", "-1", "--format=%ct")

    def branch(self) -> str:
        """The name of the branch that is checked out; empty when a commit alone is."""
        try:
            return self._text("symbolic-ref", "--quiet", "--short", "HEAD")
        except GitError:
            return ""

    def is_clean(self, folder: str) -> bool:
        """Whether what lies in a folder is what the checked-out commit holds there."""
        where = _top("literal", str(self._prefix / folder))
        return not self._run("status", "--porcelain", "-z", "--untracked-files=all", "--", where)

    def files(self, revision: str, main: str) -> dict[str, bytes]:
        """The data files at a revision by name, the main one first; none where it is missing."""
        return self._files(self.commit(revision), str(self._prefix / main))

    def shown(self, head: str, base: str, name: str) -> Sequence[range]:
        """The lines of a file at one revision that its difference from where it left another one
        shows: what changed, and the three lines around it.
        """
        since, path = self._text("merge-base", base, head), str(self._prefix / name)
        text = self._text("diff-tree", "-r", "-p", "-U3", since, head, "--", _top("literal", path))
        parts = re.findall(r"(?m)^@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@", text)
        return [range(int(at), int(at) + int(many or 1)) for at, many in parts]

    def past(self, main: str, revision: str = "HEAD") -> Iterator[dict[str, bytes]]:
        """The data files as a commit and those before it have them, newest first."""
        path = str(self._prefix / main)
        for step in self._log(self.commit(revision), path):
            yield self._files(step[0], path)

    def versions(self, main: str) -> Versions:
        """Every state of the data in the past of the checked-out commit, with renames followed."""
        shallow = self._text("rev-parse", "--is-shallow-repository") == "true"
        path, revision = str(self._prefix / main), self.commit()
        steps: list[tuple[str, list[str]]] = []
        while path:
            steps += [(path, fields) for fields in self._log(revision, path)]
            first = list(self._log(revision, path, "--diff-filter=A"))[-1:]
            path, revision = self._renamed(first[0], path) if first else ("", "")
        listed = [self._version(fields, path) for path, fields in reversed(steps)]
        if not listed:
            return Versions(Extent.MISSING, (), "tệp dữ liệu chưa có trong lịch sử git")
        if shallow:
            return Versions(Extent.SHALLOW, listed, "bản sao của kho chỉ có phần cuối của lịch sử")
        return Versions(Extent.COMPLETE, listed)

    def changed(self, folder: str) -> dict[str, str]:
        """The days, in Vietnam, on which the files below a folder last changed, as far as known."""
        below, days, day = str(self._prefix / folder), dict[str, str](), ""
        asked = ("log", "-z", "--first-parent", "--format=tformat:%x01%cI", "--name-only", "HEAD")
        for part in re.findall("[^\0\n]+", self._text(*asked, "--", _top("literal", below))):
            if part.startswith("\1"):
                day = _day(part[1:]).isoformat()
            else:
                days.setdefault(part.removeprefix(f"{below}/"), day)
        return {} if self._text("rev-parse", "--is-shallow-repository") == "true" else days

    def _log(self, revision: str, path: str, *options: str) -> Iterator[list[str]]:
        """The steps that touched the data, newest first; with options, the main file alone."""
        paths = [_top("literal", path)]
        if not options:
            folder = re.sub(r"([*?\[\\])", r"\\\1", str(PurePosixPath(path).parent))
            paths.append(_top("glob", f"{folder}/[0-9]*.yaml"))
        text = self._text(
            "log", "-z", "--first-parent", f"--format=tformat:{'%x00'.join(_FIELDS)}",
            *options, revision, "--", *paths,
        )  # fmt: skip
        fields = text.split("\0")
        for start in range(0, len(fields) - 1, len(_FIELDS)):
            yield fields[start : start + len(_FIELDS)]

    def _renamed(self, step: Sequence[str], path: str) -> tuple[str, str]:
        """Under which name, and at which commit, the file went on before a step; empty if not."""
        parent = step[1].partition(" ")[0]
        if not parent:
            return "", ""
        text = self._text(
            "diff-tree", "-r", "-z", "-M", "--name-status", "--diff-filter=R", parent, step[0]
        )
        names = text.split("\0")
        for old, new in zip(names[1::3], names[2::3], strict=False):
            if new == path:
                return old, parent
        return "", ""

    def _version(self, fields: Sequence[str], path: str) -> Version:
        name, parents, date, message = fields
        first, *merged = parents.split() or [""]
        if merged:  # who changed the data wrote in the commits that were merged
            message += "\n" + self._text("log", "--format=%B", *merged, f"^{first}")
        commit = Commit(name, _day(date), note_of(message))
        try:
            return Version(commit, self._files(name, path))
        except GitError:
            return Version(commit, None)

    def _files(self, commit: str, path: str) -> dict[str, bytes]:
        folder = PurePosixPath(path).parent
        inside = [] if str(folder) == "." else ["--", f"{folder}/"]
        listed = self._text("ls-tree", "--full-tree", "-z", commit, *inside)
        found = {}
        for entry in listed.split("\0")[:-1]:
            what, _, place = entry.partition("\t")
            found[PurePosixPath(place).name] = what
        main = PurePosixPath(path).name
        if main not in found:
            return {}
        years = [name for name in sorted(found) if YEAR.fullmatch(name)] if main == MAIN else []
        return {
            self._name(folder / name): self._content(folder / name, found[name])
            for name in (main, *years)
        }

    def _content(self, path: PurePosixPath, what: str) -> bytes:
        """What a plain file holds, by its line in the list of its folder, and nothing else."""
        mode, kind, name = what.split()
        if kind != "blob" or mode not in _PLAIN:
            raise GitError(f"{path} không phải tệp thường")
        content = self._run("cat-file", "blob", name)
        told = hashlib.new("sha1" if len(name) == 40 else "sha256", usedforsecurity=False)
        told.update(b"blob %d\0" % len(content) + content)
        if told.hexdigest() != name:
            raise GitError(_BROKEN, f"{name} is not what it was")
        return content

    def _name(self, path: PurePosixPath) -> str:
        """A path below the folder, or below the top where it lies outside the folder."""
        inside = path.is_relative_to(self._prefix)
        return str(path.relative_to(self._prefix) if inside else path)

    def _text(self, *arguments: str) -> str:
        """What git answers, without the line end of a single line."""
        answer = self._run(*arguments).decode("utf-8", "replace")
        return answer.removesuffix("\n")

    def _run(self, *arguments: str) -> bytes:
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        # What git's own variables say, as in a hook, would lead to another repository.
        kept = {name: value for name, value in os.environ.items() if _OWN.match(name) is None}
        try:
            answer = subprocess.run(
                ["git", "--no-pager", *settings, *arguments],
                cwd=self._root,
                env={**kept, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=SECONDS,
            )
        except FileNotFoundError:
            raise GitError("máy này chưa có git") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]} không trả lời sau {SECONDS} giây") from None
        if answer.returncode:
            said = answer.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            raise GitError(_BROKEN, said)
        return answer.stdout


def committed(root: Path, folder: str) -> tuple[str, str]:
    """The commit of a project, where what lies in a folder of it is that commit's, and when it was
    made, in seconds since 1970; each is empty where there is none.
    """
    try:
        project = Repository(root)
        return project.commit() if project.is_clean(folder) else "", project.moment()
    except GitError:
        return "", ""


def _day(time: str) -> dt.date:
    """The day of a commit; as for git itself, the first one of its count where none is told."""
    try:
        return dt.datetime.fromisoformat(time).astimezone(VIETNAM).date()
    except (OverflowError, ValueError):
        return dt.date(1970, 1, 1)


def _top(magic: str, path: str) -> str:
    """A path below the repository's top as git is asked for it."""
    return f":(top,{magic}){path}"
