"""Makes a new site's folder a git repository; only the command line does so."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_TYPE, _COMMIT = "gõ trong thư mục ấy:", "git add --all && git commit -m 'Lập trang'"
_BY_HAND = f"{_TYPE} git init --initial-branch=main && {_COMMIT}"
_UNMADE = f"Git không lập được kho; để xem vì sao, {_BY_HAND}"
_UNNAMED = (
    f"Đã lập kho git nhưng chưa ghi, vì git chưa biết tên người ghi; {_TYPE} git config --global "
    f"user.name 'HỌ TÊN' && git config --global user.email 'HỘP THƯ' && {_COMMIT}"
)
_UNKEPT = f"Đã lập kho git nhưng git không ghi; để xem vì sao, {_TYPE} {_COMMIT}"
_STEPS = (
    (("init", "--quiet"), _UNMADE),
    (("symbolic-ref", "HEAD", "refs/heads/main"), _UNMADE),
    (("var", "GIT_AUTHOR_IDENT"), _UNNAMED),
    (("var", "GIT_COMMITTER_IDENT"), _UNNAMED),
    (("add", "--all"), _UNKEPT),
    (("commit", "-m", "Lập trang"), _UNKEPT),
)
"""What git is asked to do, with what is told where it does not."""
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
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    for words, told in _STEPS:
        # It may not guess who commits from the name of the machine.
        call = ["git", "-c", "user.useConfigOnly=true", *words]
        made = subprocess.run(
            call, cwd=place, env=kept, capture_output=True, check=False, input=b""
        )
        if made.returncode:
            return told
    return "Đã lập kho git với lần ghi đầu tiên, ở nhánh main."
