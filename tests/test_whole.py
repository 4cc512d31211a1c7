"""What is written appears whole or not at all, whatever breaks it off."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, copied, held
from programs import ran
from repositories import MAIN, Repo, data

from indicators.whole import FORGOTTEN, is_empty, write, write_all

OLD = {"a.txt": b"old", "sub/b.txt": b"old"}
NEW = [("a.txt", b"new"), ("sub/b.txt", b"new"), ("c.sh", b"#!/bin/sh")]


def test_files_come_beside_what_a_folder_holds_and_a_script_may_be_run(tmp_path: Path) -> None:
    write(tmp_path / "there/other.txt", b"kept")
    for name, kept in (("there", {"other.txt": b"kept"}), ("not/there", {})):
        assert write_all(tmp_path / name, NEW) == 3
        assert held(tmp_path / name) == {**kept, **dict(NEW)}
        assert os.access(tmp_path / name / "c.sh", os.X_OK)


@pytest.mark.parametrize("there", [True, False])
def test_a_killed_writing_leaves_what_was_there_and_the_next_one_clears_up(
    tmp_path: Path, *, there: bool
) -> None:
    folder = tmp_path / "folder"
    if there:
        write_all(folder, OLD.items())
    script = f"""
import os, signal
from pathlib import Path
from indicators.whole import write_all
def files():
    yield "a.txt", b"new"
    os.kill(os.getpid(), signal.SIGKILL)
write_all(Path({str(folder)!r}), files())
"""
    killed = ran(sys.executable, "-c", script, folder=ROOT)
    assert killed.returncode == -9
    kept = {name: content for name, content in held(folder).items() if not name.startswith(".new")}
    assert kept == (OLD if there else {})
    assert is_empty(folder) is not there
    for left in (*tmp_path.glob(".new-*"), *folder.glob(".new-*")):
        long_ago = left.stat().st_mtime - FORGOTTEN - 1
        os.utime(left, (long_ago, long_ago))
    write_all(folder, NEW)
    assert held(folder) == dict(NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("there", [True, False])
def test_of_two_writings_at_once_none_takes_away_what_the_other_has_begun(
    tmp_path: Path, *, there: bool
) -> None:
    folder = tmp_path / "folder"
    if there:
        write_all(folder, OLD.items())

    def files() -> Iterator[tuple[str, bytes]]:
        yield NEW[0]
        if there:
            write_all(folder, [("d.txt", b"another")])
        else:
            write(folder, b"another")
            folder.unlink()
        yield from NEW[1:]

    assert write_all(folder, files()) == 3
    assert held(folder) == {**dict(NEW), **({"d.txt": b"another"} if there else {})}
    (tmp_path / "new").mkdir()
    assert folder.stat().st_mode == (tmp_path / "new").stat().st_mode


@pytest.mark.parametrize("command", ["history", "schema", "export", "new"])
def test_a_full_disk_leaves_the_last_good_files_and_one_line(tmp_path: Path, command: str) -> None:
    repo = Repo(tmp_path / "kho")
    repo.commit({MAIN: data(y2021=100)})
    out = tmp_path / "ra"
    if command in ("history", "schema"):
        out.write_bytes(b"old")
    elif command == "export":
        write_all(out, OLD.items())
    call = ["new", str(out), "ORGANISATION=A", "TERM=2025-2030"]
    call = call if command == "new" else [command, "--out", str(out)]
    done = ran(
        sys.executable, "-m", "indicators", *call, folder=repo.root,
        told={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)),
    )  # fmt: skip
    assert done.returncode == 2
    told = f"indicators: không ghi được {out}: ổ đĩa đầy hoặc không nhận thêm; "
    assert done.stderr == f"{told}dọn bớt rồi chạy lại\n"
    if command in ("history", "schema"):
        assert out.read_bytes() == b"old"
    else:
        assert held(out) == (OLD if command == "export" else {})
    assert sorted({path.name for path in tmp_path.iterdir()} - {"kho", "ra"}) == []


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    write(tmp_path / "file", b"old")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


def test_what_takes_no_content_back_is_written_to_as_it_is() -> None:
    write(Path("/dev/null"), b"new")
    assert not Path("/dev/null").is_file()


PYTHON = """\
#!/bin/sh
# Stands for Python: builds a site of one page, or only its first half.
for last; do :; done
case "$*" in
  *mkdocs*) last=$SITE_DIR; mkdir "$last"; echo half > "$last/a.html"
    case "$FAILS" in
      killed) kill -9 $PPID; sleep 1;; failed) exit 1;;
      waits) touch begun; while test ! -e go; do sleep 0.05; done;;
    esac
    echo {} > "$last/index.html";;
  *pack*) test "$FAILS" != unpacked && echo {} > "$last";;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What make needs of a project in which everything is installed."""
    folder = copied(tmp_path / "kho có dấu cách", "Makefile", "pyproject.toml", "requirements")
    (folder / ".venv/bin").mkdir(parents=True)
    for name in ("empty", "site", "dev"):
        (folder / f".venv/{name}.stamp").touch()
    return folder


def begin(project: Path, target: str, content: str, fails: str = "") -> subprocess.Popen[bytes]:
    python = project / ".venv/bin/python"
    python.unlink(missing_ok=True)  # another one may be running
    python.write_text(PYTHON.replace("{}", content), "utf-8")
    python.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.Popen(
        ["make", target],
        cwd=project,
        env={**environment, "FAILS": fails},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def make(project: Path, target: str, content: str, fails: str = "") -> int:
    return begin(project, target, content, fails).wait()


def test_two_builds_at_once_leave_a_whole_site(project: Path) -> None:
    slow = begin(project, "build", "slow", "waits")
    while not (project / "begun").exists():
        assert slow.poll() is None
        time.sleep(0.02)
    assert make(project, "build", "quick") == 0
    assert held(project / "site") == {"a.html": b"half\n", "index.html": b"quick\n"}
    (project / "go").touch()
    assert slow.wait() == 0
    assert held(project / "site") == {"a.html": b"half\n", "index.html": b"slow\n"}
    assert [path.name for path in project.glob("site*")] == ["site"]


def test_a_zip_that_cannot_be_packed_leaves_the_last_one(project: Path) -> None:
    assert make(project, "offline", "one") == 0
    for fails in ("failed", "unpacked"):
        assert make(project, "offline", "two", fails) != 0
        assert (project / "site-offline.zip").read_text("utf-8") == "one\n"


@pytest.mark.parametrize(("target", "site"), [("build", "site"), ("offline", "site-offline")])
def test_a_killed_or_failed_build_leaves_the_last_good_site_or_none(
    project: Path, target: str, site: str
) -> None:
    for fails in ("killed", "failed"):
        assert make(project, target, "one", fails) != 0
        assert not (project / site).exists()
    assert make(project, target, "one") == 0
    good = held(project / site)
    assert good == {"a.html": b"half\n", "index.html": b"one\n"}
    for fails in ("killed", "failed"):
        assert make(project, target, "two", fails) != 0
        assert held(project / site) == good
    for left in project.glob("site*.new.*"):
        os.utime(left, (0, 0))
    assert make(project, target, "two") == 0
    assert held(project / site)["index.html"] == b"two\n"
    made = {path.name for path in project.glob("site*")}
    assert made == {site} | ({"site-offline.zip"} if target == "offline" else set())


def test_of_two_commands_at_once_neither_loses_what_the_other_wrote(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / MAIN, tmp_path / "data")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nnav:\n  - A: index.md\n", "utf-8")
    changes = ("ket-nap/2021 note=Một", "ket-nap/2022 note=Hai")
    call = [sys.executable, "-m", "indicators", "set"]
    running = [
        subprocess.Popen([*call, change], cwd=tmp_path, stdout=subprocess.DEVNULL)
        for change in changes
    ]
    for command in running:
        command.wait()
    written = (tmp_path / "data/indicators.yaml").read_text("utf-8")
    assert "note: Một" in written
    assert "note: Hai" in written
