"""What a fresh clone relies on: locks that hold, a set-up that says what is missing, and a zip that
depends on nothing but names, contents and one date.
"""

import os
import re
import shutil
import socket
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, copied
from programs import Done, ran

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
    around = {k: v for k, v in os.environ.items() if not re.match("MAKE|MFLAGS|PYTHON$", k)}
    executable = shutil.which("make")
    assert executable
    env = around if path is None else around | {"PATH": path}
    answer = ran(executable, *arguments, folder=folder, env=env)
    return answer.returncode, answer.stdout + answer.stderr


def test_help_names_every_target_that_a_person_may_call() -> None:
    files = [(ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "bench/bench.mk")]
    phony = re.findall(r"^(?:\.PHONY:|ASKING :=) (.*)$", "\n".join(files), re.MULTILINE)
    assert len(phony) == len(files) + 1
    code, text = make()
    assert code == 0
    named = {name for line in phony for name in line.split() if name != "$(ASKING)"}
    assert set(re.findall(r"^  make ([a-z-]+) ", text, re.MULTILINE)) == named


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


def prepared(clone: Path, script: str) -> None:
    """What make needs where everything is installed, with a script in the place of Python."""
    (clone / ".venv/bin").mkdir(parents=True)
    python = clone / ".venv/bin/python"
    python.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    python.chmod(0o755)
    for stamp in ("empty", "site"):
        (clone / f".venv/{stamp}.stamp").touch()


def test_what_is_typed_behind_make_arrives_as_it_was_typed_and_is_no_command(clone: Path) -> None:
    make("build", 'PYTHON=";touch hong;"$(touch hong)', folder=clone)
    prepared(clone, 'printf "%s\\n" "$@"')
    change = "CHANGE=ket-nap/2021 note=a$b $(touch hong) 'd' \"e\""
    code, text = make("set", change, "DRY=1", folder=clone)
    assert (code, text.split("\n")[-3:]) == (0, ["--dry-run", change, ""])
    code, text = make("serve", "ADDRESS=x;touch hong", folder=clone)
    assert (code, text.count("\nx;touch hong\n"), (clone / "hong").exists()) == (0, 2, False)


def test_without_network_one_line_says_what_to_do(clone: Path) -> None:
    prepared(clone, "echo 'Failed to establish a new connection' >&2; exit 1")
    (clone / ".venv/site.stamp").unlink()
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
    done = ran(sys.executable, ROOT / "tools" / name, *arguments)
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


def pack(folder: Path, target: Path, **environment: str) -> Done:
    return ran(sys.executable, ROOT / "tools" / "pack.py", folder, target, told=environment)


def make_site(parent: Path, names: list[str]) -> Path:
    site = parent / "trang"
    for name in names:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"nội dung {name}", encoding="utf-8")
    return site


def test_the_same_files_give_the_same_zip_of_one_folder_whenever_and_wherever_they_were_made(
    tmp_path: Path,
) -> None:
    names = ["a/b.html", "index.html", "đ.txt"]
    made = [make_site(tmp_path / "one", names), make_site(tmp_path / "two", names[::-1])]
    for path in made[1].rglob("*.html"):
        os.utime(path, (1, 1))
        path.chmod(0o600)
    packed = [tmp_path / f"{zone[0]}.zip" for zone in ("UTC", "Asia/Ho_Chi_Minh")]
    for site, zone, target in zip(made, ("UTC", "Asia/Ho_Chi_Minh"), packed, strict=True):
        assert pack(site, target, SOURCE_DATE_EPOCH="1700000000", TZ=zone).returncode == 0
    assert packed[0].read_bytes() == packed[1].read_bytes()
    with zipfile.ZipFile(packed[0]) as archive:
        assert archive.namelist() == [f"trang/{name}" for name in names]
        assert archive.read("trang/a/b.html").decode() == "nội dung a/b.html"
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_an_empty_folder_is_refused_and_no_zip_is_left(tmp_path: Path) -> None:
    (tmp_path / "trang").mkdir()
    answer = pack(tmp_path / "trang", tmp_path / "trang.zip")
    assert answer.returncode != 0
    assert "nothing to pack" in answer.stderr
    assert not (tmp_path / "trang.zip").exists()
