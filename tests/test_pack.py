"""The offline zip depends on nothing but names, contents and one date."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def pack(folder: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "tools" / "pack.py", folder, target],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def make_site(parent: Path, names: list[str]) -> Path:
    site = parent / "trang"
    for name in names:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"nội dung {name}", encoding="utf-8")
    return site


def test_the_same_files_give_the_same_bytes_whenever_and_wherever_they_were_made(
    tmp_path: Path,
) -> None:
    names = ["index.html", "chi-tieu/index.html", "chi-tieu/ket-nap.html", "đ.txt"]
    one = make_site(tmp_path / "one", names)
    two = make_site(tmp_path / "two", names[::-1])
    for path in two.rglob("*.html"):
        os.utime(path, (1, 1))
        path.chmod(0o600)
    packed: list[bytes] = []
    for site, zone in ((one, "UTC"), (two, "Asia/Ho_Chi_Minh")):
        target = tmp_path / f"{len(packed)}.zip"
        assert pack(site, target, SOURCE_DATE_EPOCH="1700000000", TZ=zone).returncode == 0
        packed.append(target.read_bytes())
    assert packed[0] == packed[1]


def test_the_zip_opens_to_one_folder_with_every_file_and_the_commits_date(tmp_path: Path) -> None:
    site = make_site(tmp_path, ["index.html", "a/b.html"])
    target = tmp_path / "trang.zip"
    pack(site, target, SOURCE_DATE_EPOCH="1700000000")
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["trang/a/b.html", "trang/index.html"]
        assert archive.read("trang/a/b.html").decode() == "nội dung a/b.html"
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_an_empty_folder_is_refused_and_no_zip_is_left(tmp_path: Path) -> None:
    (tmp_path / "trang").mkdir()
    answer = pack(tmp_path / "trang", tmp_path / "trang.zip")
    assert answer.returncode != 0
    assert "nothing to pack" in answer.stderr
    assert not (tmp_path / "trang.zip").exists()
