"""What a fresh clone relies on: locks that hold, and a set-up that says what is missing."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import copied

ROOT = Path(__file__).parent.parent
LOCKS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("requirements/*.txt"))


def locked(lock: str) -> dict[str, str]:
    """Name with its marker -> version with its hashes."""
    logical = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = {}
    for line in logical.splitlines():
        if line and not line.lstrip().startswith("#"):
            name, _, rest = line.partition("==")
            entries[name] = " ".join(rest.split())
    return entries


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_has_one_exact_version_and_hashes(lock: str) -> None:
    for name, rest in locked(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+", name), name
        assert re.fullmatch(r"[0-9][^ ]*( ;[^-]*?)?( --hash=sha256:[0-9a-f]{64})+", rest), name


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^ *(-i|-f|-e|--index|--extra-index|--find-links)", text, re.MULTILINE)


def test_tests_and_measurements_use_the_very_libraries_that_the_site_is_built_with() -> None:
    site, *others = (
        locked(f"requirements/{n}.txt") for n in ("site", "dev", "pdf", "engines", "bench")
    )
    assert all(site.items() <= other.items() for other in others)


def make(*arguments: str, folder: Path = ROOT, path: str | None = None) -> tuple[int, str]:
    """Exit code, and what make printed, of a make that is no part of the one running the tests."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    environment.pop("PYTHON", None)
    executable = shutil.which("make")
    assert executable
    answer = subprocess.run(
        [executable, *arguments],
        cwd=folder,
        env=environment if path is None else environment | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.returncode, answer.stdout + answer.stderr


def test_help_names_every_target_that_a_person_may_call() -> None:
    files = [(ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "bench/bench.mk")]
    phony = re.findall(r"^(?:\.PHONY:|ASKING :=) (.*)$", "\n".join(files), re.MULTILINE)
    assert len(phony) == len(files) + 1
    code, text = make()
    assert code == 0
    named = {name for line in phony for name in line.split() if name != "$(ASKING)"}
    assert set(re.findall(r"^  make ([a-z-]+) ", text, re.MULTILINE)) == named


def test_what_is_typed_behind_make_arrives_as_it_was_typed() -> None:
    _, text = make("set", "CHANGE=ket-nap/2021 note=a$b $(c) 'd' \"e\"", "DRY=1")
    assert "+        note: a$b $(c) 'd' " in text


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What make needs before there is any Python, in a folder with a space in its name."""
    return copied(tmp_path / "bản sao", "Makefile", "pyproject.toml", "tools", "requirements")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with a shell and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "rm", "touch"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def pretend(folder: Path, name: str, answer: str) -> None:
    """Put a Python into ``folder`` that reports itself as ``answer``."""
    command = folder / name
    command.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    command.chmod(0o755)


@pytest.mark.parametrize(
    ("pythons", "told"),
    [
        ({}, ["cần Python từ 3.11 đến 3.14", "không có Python nào", "python3 python3-venv"]),
        ({"python3": "3.9.2 old", "python3.12": "3.15.0 new"},
         ["python3: 3.9.2: quá cũ", "python3.12: 3.15.0: quá mới"]),
        ({"python3": "3.11.2 bare"},
         ["python3: 3.11.2: thiếu mô-đun venv", "sudo apt install python3-venv"]),
    ],
)  # fmt: skip
def test_without_a_python_that_serves_it_is_told_what_there_is_and_what_to_install(
    clone: Path, bare_path: Path, pythons: dict[str, str], told: list[str]
) -> None:
    for name, answer in pythons.items():
        pretend(bare_path, name, answer)
    code, text = make("build", folder=clone, path=str(bare_path))
    assert code != 0
    assert [words for words in told if words not in text] == []
    assert not (clone / ".venv").exists()


def test_a_python_chosen_by_the_user_is_never_replaced_by_another(clone: Path) -> None:
    code, text = make("build", "PYTHON=/khong/co/python3", folder=clone)
    assert code != 0
    assert "/khong/co/python3: không có hoặc không chạy được" in text
    assert not (clone / ".venv").exists()


def test_what_is_typed_behind_make_is_a_word_and_no_command(clone: Path) -> None:
    make("build", 'PYTHON=";touch hong;"$(touch hong)', folder=clone)
    (clone / ".venv/bin").mkdir(parents=True)
    pretend(clone / ".venv/bin", "python", "đã gọi")
    for stamp in ("empty", "site"):
        (clone / f".venv/{stamp}.stamp").touch()
    code, text = make("serve", "ADDRESS=x;touch hong", folder=clone)
    assert (code, text.count("đã gọi"), (clone / "hong").exists()) == (0, 3, False)


def test_without_network_one_line_says_what_to_do(clone: Path) -> None:
    (clone / ".venv/bin").mkdir(parents=True)
    python = clone / ".venv/bin/python"
    python.write_text("#!/bin/sh\necho 'Failed to establish a new connection' >&2\nexit 1\n")
    python.chmod(0o755)
    (clone / ".venv/empty.stamp").touch()
    code, text = make("check", folder=clone)
    assert code != 0
    assert "\nKhông cài được thư viện vì không có mạng: nối mạng rồi chạy lại.\n" in text
    assert "Failed" not in text


def test_an_address_that_is_taken_or_none_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        host, port = taken.getsockname()
        for address in (f"{host}:{port}", "8000", "127.0.0.1:x", "127.0.0.1:99999"):
            code, told = tool("port.py", address)
            assert code == 1
            assert re.fullmatch(f"Địa chỉ {address} .*ADDRESS=.*\n", told)
    assert tool("port.py", f"{host}:{port}") == (0, "")


def tool(name: str, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / "tools" / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_in_one_line(clone: Path) -> None:
    clone.chmod(0o555)
    code, text = make("build", folder=clone)
    clone.chmod(0o755)
    assert code != 0
    assert text.splitlines()[0].startswith("Không ghi được vào thư mục này: chép dự án sang")


def test_the_makefile_names_what_builds_the_pages_once() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    assert re.findall(r"-m (mkdocs|properdocs|zensical)|^ENGINE := (.*)$", text, re.MULTILINE) == [
        ("", "mkdocs")
    ]
    _, steps = make("--dry-run", "build", "ENGINE=zensical")
    assert "-m zensical build -f mkdocs.yml --clean --strict" in steps
