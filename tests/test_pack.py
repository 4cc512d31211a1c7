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
