"""Makes a new site's folder a git repository; only the command line does so."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_MAKE = "git init --initial-branch=main"
_COMMIT = "git add --all && git commit -m 'Lập trang'"
_BY_HAND = f"gõ trong thư mục ấy: {_MAKE} && {_COMMIT}"
_NAME = "git config --global user.name 'HỌ TÊN' && git config --global user.email 'HỘP THƯ'"
_MAIN = "refs/heads/main"
_ELSEWHERE = frozenset({"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"})


def founded(folder: Path) -> str:
    """Makes a repository with a first commit by whom git knows; tells so, or what to type."""
    place = folder.resolve()
    if not shutil.which("git"):
        return f"Máy này chưa có git nên chưa lập kho: cài git, rồi {_BY_HAND}"
    if any((above / ".git").exists() for above in place.parents):
        return (
            "Chưa lập kho, vì thư mục nằm trong một kho git khác mà trang phải là một kho riêng: "
            f"chuyển nó ra ngoài, rồi {_BY_HAND}"
        )
    if not (_done(place, "init", "--quiet") and _done(place, "symbolic-ref", "HEAD", _MAIN)):
        return f"Git không lập được kho; để xem vì sao, {_BY_HAND}"
    if not all(_done(place, "var", f"GIT_{role}_IDENT") for role in ("AUTHOR", "COMMITTER")):
        return (
            "Đã lập kho git nhưng chưa ghi, vì git chưa biết tên người ghi; gõ trong thư mục ấy: "
            f"{_NAME} && {_COMMIT}"
        )
    if not (_done(place, "add", "--all") and _done(place, "commit", "-m", "Lập trang")):
        return f"Đã lập kho git nhưng git không ghi; để xem vì sao, gõ trong thư mục ấy: {_COMMIT}"
    return "Đã lập kho git với lần ghi đầu tiên, ở nhánh main."


def _done(place: Path, *words: str) -> bool:
    """Whether git did so. It may not guess who commits from the name of the machine."""
    answer = subprocess.run(
        ["git", "-c", "user.useConfigOnly=true", *words],
        cwd=place,
        env={name: value for name, value in os.environ.items() if name not in _ELSEWHERE},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return not answer.returncode
