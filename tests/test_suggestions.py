"""What is certain is offered beside a proposal, and forms that are handed in on a branch become its
data there: by code that is not its own.
"""

import contextlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Captured
from forms import DATA as TYPED
from forms import filled, form
from hosted import STRANGE, Host, Ran
from repositories import MAIN, data

from indicators.__main__ import main
from indicators.comparing.suggestions import AUTHOR, MOST_OFFERED


class Proposed(Host):
    """A host that has a proposal."""

    summary = ""
    captured: Captured

    def propose(self, before: str, after: str) -> str:
        """A main branch, and a proposal that it has not; gives the proposal's commit."""
        self.repo.commit({MAIN: before})
        self.repo.git("switch", "--quiet", "--create", "de-nghi")
        head = self.repo.commit({MAIN: after, ".ci/suggest": "exit 1\n", **STRANGE})
        self.repo.git("switch", "--quiet", "main")
        return head

    def offered(self, head: str, there: Sequence[Any] = ()) -> tuple[list[Any], list[str]]:
        """The comments of the review, and those that no longer hold, as the command finds them."""
        (self.root / "comments.json").write_text(json.dumps([[], list(there)]), "utf-8")
        out = self.root / "goi-y"
        shutil.rmtree(out, ignore_errors=True)
        call = ["--head", head, "--comments", str(self.root / "comments.json"), "--out", str(out)]
        with contextlib.chdir(self.repo.root):
            assert main(["suggest", *call]) == 0
        self.summary, review = self.captured.readouterr().out, out / "review.json"
        told = json.loads(review.read_bytes())["comments"] if review.exists() else []
        return told, (out / "stale").read_text("utf-8").split()

    def suggest(self, head: str, there: Sequence[Any] = (), opened: str = "") -> list[Any]:
        """Both jobs, as the workflow runs them; gives what is written to GitHub."""
        listed = [[{"number": 6, "head": {"sha": "0" * 40}}],
                  [{"number": 7, "head": {"sha": opened or head}}]]  # fmt: skip
        for name, answer in (("pulls", listed), ("pulls-7-comments", [[], list(there)])):
            (self.answers / f"{name}.json").write_text(json.dumps(answer), "utf-8")
        written = self.answers / "written"
        written.write_text("", "utf-8")
        machine = self.machine()
        ran = self.run(".ci/suggest", machine, HEAD_SHA=head)
        assert ran.code == 0, ran.said
        assert not (machine / "indicators.py").exists(), "nothing of the proposal is checked out"
        self.summary = ran.summary
        if ran.output == "number=7\n":
            (machine / "build/goi-y").rename(machine / "goi-y")
            ran = self.run(".ci/offer", machine, NUMBER="7")
            assert ran.code == 0, ran.said
        return [json.loads(line) for line in written.read_text("utf-8").splitlines()]


@pytest.fixture
def host(tmp_path: Path, capsys: Captured) -> Proposed:
    made = Proposed(tmp_path)
    made.captured = capsys
    return made


GOOD = data(y2021=100, y2022=101, y2023=102)
AT = 1 + GOOD.splitlines().index("      - period: 2021")


def comments(written: Sequence[Any]) -> list[Any]:
    """The comments of the one review that was written."""
    [(method, name, told)] = written
    assert (method, name) == ("POST", "pulls-7-reviews")
    return list(json.loads(told)["comments"])


def there(told: Sequence[Any], author: str = AUTHOR, **more: object) -> list[Any]:
    """Comments as GitHub keeps them."""
    return [{**c, "id": at, "user": {"login": author}, **more} for at, c in enumerate(told, 50)]


def test_a_certain_mend_is_offered_at_its_lines_with_the_words_of_the_rule_alone(
    host: Proposed,
) -> None:
    """Lines one below the other are one suggestion."""
    typed = GOOD.replace("value: 101", "value: 1O1\n        plan: 9O\n        note: nối")
    head = host.propose(GOOD, typed)
    [(_, _, told)] = written = host.suggest(head)
    assert (json.loads(told)["commit_id"], json.loads(told)["event"]) == (head, "COMMENT")
    [comment] = comments(written)
    assert {k: comment[k] for k in ("path", "start_line", "line", "side")} == {
        "path": MAIN, "start_line": AT + 3, "line": AT + 4, "side": "RIGHT",
    }  # fmt: skip
    said, _, block = comment["body"].partition("\n\n")
    assert said == "Chữ số hoặc dấu không thông dụng."
    assert block.startswith("```suggestion\n        value: 101\n        plan: 90\n```\n")
    assert host.summary == ""


def test_what_is_there_is_not_written_again_and_what_no_longer_holds_goes(host: Proposed) -> None:
    head = host.propose(GOOD, GOOD.replace("value: 101", "value: 1O1"))
    told, _ = host.offered(head)
    assert host.offered(head, there(told)) == ([], [])
    others = [*there(told, author="ai-do"), *there(told, line=None)]  # its line has changed since
    assert host.offered(head, others) == (told, [])
    other = there([{**told[0], "line": AT + 1}])
    assert [item[:2] for item in host.suggest(head, other)] == [
        ["DELETE", "pulls-comments-50"], ["POST", "pulls-7-reviews"],
    ]  # fmt: skip


REST = "".join(f"# {number}\n" for number in range(9))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # A line that the proposal does not show, and one that would come out as another.
        (GOOD.replace("100", "1O0"), GOOD.replace("100", "1O0") + REST,
         f"<pre>\n{MAIN}:{AT + 1}: gõ value: 100\n</pre>"),
        (GOOD, GOOD.replace("value: 101\n", "value: 1O1\r\n"), "gõ value: 101"),
    ],
)  # fmt: skip
def test_a_line_that_takes_no_suggestion_is_told_in_the_summary(
    host: Proposed, before: str, after: str, said: str
) -> None:
    assert host.offered(host.propose(before, after)) == ([], [])
    assert said in host.summary


def test_a_review_has_an_end(host: Proposed) -> None:
    many = "".join(f"      - period: {year}\n        value: 1O1\n" for year in range(1950, 2000))
    assert len(host.offered(host.propose(GOOD, GOOD + many))[0]) == MOST_OFFERED
    assert host.summary.count("gõ value: 101") == 50 - MOST_OFFERED


def test_a_proposal_that_moved_on_or_was_closed_gets_nothing(host: Proposed) -> None:
    head = host.propose(GOOD, GOOD.replace("value: 101", "value: 1O1"))
    assert host.suggest(head, opened="1" * 40) == []
    assert host.summary == "Không có đề nghị nào đang mở ở bản này.\n"


VALUE = ("Kết nạp", "Huyện A", "value")


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
