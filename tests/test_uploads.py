"""Forms that are handed in on a branch become its data there, read by code that is not its own."""

from pathlib import Path

import pytest
from forms import DATA as TYPED
from forms import filled, form
from hosted import STRANGE, Host, Ran
from repositories import MAIN

VALUE = ("Kết nạp", "Huyện A", "value")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def hand_in(host: Host, content: bytes, data: str = TYPED, **more: str | bytes) -> str:
    """A branch with a form, as the browser makes one of it; gives its commit."""
    own = {MAIN: data, "mkdocs.yml": "site_name: Thử\nnav:\n  - A: index.md\n"}
    host.repo.commit({**own, "docs/index.md": "# A\n\nChữ.\n"})
    host.repo.git("switch", "--quiet", "--create", "nhap/x;touch${IFS}hong")
    head = host.repo.commit({"nhap/a b.xlsx": content, **STRANGE, **more})
    host.repo.git("switch", "--quiet", "main")
    return head


def read(host: Host, head: str) -> tuple[Path, Ran]:
    """The first job, on a machine."""
    machine = host.machine()
    return machine, host.run(".ci/take-in", machine, GITHUB_SHA=head)


def write(host: Host, read: Path, head: str) -> Ran:
    """The second job, on another machine, which is given what the first one made."""
    machine = host.machine()
    (read / "build/du-lieu").rename(machine / "du-lieu")
    branch = "refs/heads/nhap/x;touch${IFS}hong"
    return host.run(".ci/write-down", machine, GITHUB_SHA=head, GITHUB_REF=branch)


def test_a_form_becomes_the_data_of_its_branch_and_is_gone(host: Host) -> None:
    sent: dict[str, str | bytes] = {
        "nhap/huyen b/2/b.xlsx": filled(form(), {("Kết nạp", "Nữ", "value"): 21})
    }
    head = hand_in(host, filled(form(), {VALUE: 57}), TYPED, **sent)
    machine, ran = read(host, head)
    assert ran.code == 0, ran.said
    assert "57 đảng viên" in ran.summary
    told = write(host, machine, head)
    assert told.code == 0, told.said
    assert "“Compare & pull request”" in told.summary
    tip = host.repo.git("rev-parse", "refs/heads/nhap/x;touch${IFS}hong")
    changed = host.repo.git("diff", "--name-status", "--no-renames", head, tip)
    assert changed.split("\n") == [f"M\t{MAIN}", "D\tnhap/a b.xlsx", "D\tnhap/huyen b/2/b.xlsx"]
    lines = host.repo.git("diff", "--unified=0", head, tip, "--", MAIN).splitlines()
    assert {"+            value: 57", "+            value: 21"} <= {*lines}
    assert not [line for line in lines if line.startswith("-") and not line.startswith("---")]
    assert not list(host.root.rglob("hong"))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("smallest-shown: 1", "smallest-shown: 5", "giấu số nhỏ hơn 5"),
        (TYPED[TYPED.index("publication:") :], "", "chưa có quyết định công bố"),
    ],
)
def test_no_form_is_taken_where_numbers_may_not_be_read_by_all(
    host: Host, old: str, new: str, why: str
) -> None:
    parts = TYPED[TYPED.index("        parts:") : TYPED.index("  - id: xep-loai")]
    data = TYPED.replace(old, new).replace(parts, "") if not new else TYPED.replace(old, new)
    machine, ran = read(host, hand_in(host, b"x", data))
    assert ran.code == 1
    assert why in ran.summary
    assert not (machine / "build/du-lieu").exists()


def test_a_branch_whose_data_is_broken_says_where_it_is_told(host: Host) -> None:
    _, ran = read(host, hand_in(host, form(), TYPED.replace("value: 61", "value: x")))
    assert ran.code == 1
    assert "bước “Nhập số từ các biểu”" in ran.summary
    assert "value: x" in ran.said


def test_no_link_out_of_the_branch_is_followed(host: Host) -> None:
    secret = host.root / "khoa.csv"
    secret.write_text("bí mật", "utf-8")
    hand_in(host, filled(form(), {VALUE: 57}))
    host.repo.git("switch", "--quiet", "nhap/x;touch${IFS}hong")
    (host.repo.root / "nhap/lk.csv").symlink_to(secret)
    head = host.repo.commit()
    _, ran = read(host, head)
    assert ran.code == 1
    assert "bí mật" not in ran.summary + ran.said


def test_a_branch_that_went_on_meanwhile_is_left_as_it_is(host: Host) -> None:
    head = hand_in(host, filled(form(), {VALUE: 57}))
    machine, _ = read(host, head)
    host.repo.git("switch", "--quiet", "nhap/x;touch${IFS}hong")
    later = host.repo.commit({"nhap/b.xlsx": b"x"})
    assert write(host, machine, head).code != 0
    assert host.repo.git("rev-parse", "HEAD") == later
