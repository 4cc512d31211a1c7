"""The history of numbers, made from real repositories: what is told, and what is never guessed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from reader import Seen
from repositories import MAIN, Repo, data, former

from indicators.__main__ import main
from indicators.comparing.git import GitError, Repository
from indicators.comparing.history import UNKNOWN, Event, History, from_json, history_of, to_json
from indicators.comparing.lenient import lenient_views
from indicators.comparing.versions import Extent
from indicators.pages.content import Content
from indicators.showing.links import Hosting, Links
from indicators.showing.site import open_site
from indicators.showing.writer import Writer


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "kho")


def known(repo: Repo | Path) -> History:
    root = repo.root if isinstance(repo, Repo) else repo
    return history_of(Repository(root).versions(MAIN))


def versions(repo: Repo, *texts: str) -> None:
    """Commit the data as it stood on some days, one after the other."""
    for text, day in zip(texts, ("2024-01-01", "2024-02-02", "2024-03-03"), strict=False):
        repo.commit({MAIN: text}, day=day)


def told(found: History) -> list[tuple[str, str, str, str]]:
    """Date, figure, before and after of each event, newest first; numbers without their unit."""
    return [
        (event.date, event.figure, event.before.split("\u00a0")[0], event.after.split("\u00a0")[0])
        for event in found.events
    ]


# --- changes -------------------------------------------------------------------------------------


def test_each_change_is_told_with_its_day_and_both_numbers(repo: Repo) -> None:
    versions(repo, data(y2021=100), data(y2021=110, y2022=120), data(y2021=110))
    found = known(repo)
    assert found.extent is Extent.COMPLETE
    assert told(found) == [
        ("2024-03-03", "so/2022/value", "120", ""),
        ("2024-02-02", "so/2021/value", "100", "110"),
        ("2024-02-02", "so/2022/value", "", "120"),
        ("2024-01-01", "so/2021/value", "", "100"),
    ]
    assert found.updated == {"so": "2024-03-03"}


@pytest.mark.parametrize(
    ("time", "day"),
    [("2024-05-31T18:30:00+00:00", "2024-06-01"), ("2024-12-31T23:59:59+07:00", "2024-12-31")],
)
def test_the_day_is_that_of_vietnam(repo: Repo, time: str, day: str) -> None:
    repo.commit({MAIN: data(y2021=100)}, day=time)
    assert [event.date for event in known(repo).events] == [day]


def test_a_renamed_indicator_has_the_past_that_it_had_under_its_former_id(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    moved = data(y2021=110).replace("id: so\n", "id: so-moi\n    former-ids:\n      - so\n")
    repo.commit({MAIN: moved}, day="2024-02-02")
    assert told(known(repo)) == [
        ("2024-02-02", "so-moi/2021/value", "100", "110"),
        ("2024-01-01", "so-moi/2021/value", "", "100"),
    ]


def test_moved_lines_and_wording_are_no_change_of_a_number(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    repo.commit({MAIN: "# Lời dặn\n\n" + data(y2021=100)}, day="2024-02-02")
    repo.commit({MAIN: data(y2021=100).replace("Số thử", "Số đã thử")}, day="2024-03-03")
    repo.commit({"docs/trang.md": "Một trang.\n"}, day="2024-04-04")
    found = known(repo)
    assert [event.date for event in found.events] == ["2024-01-01"]
    assert found.updated == {"so": "2024-01-01"}


def test_a_computed_number_dates_the_indicator_that_it_is_about(repo: Repo) -> None:
    ratio = (
        "  - id: ty-so\n    name: Tỷ số\n    measure: ratio\n    unit: phần trăm\n"
        "    numerator: so\n    denominator: tong\n"
        "  - id: tong\n    name: Tổng\n    measure: stock\n    unit: người\n    decimals: 0\n"
        "    observations:\n      - period: 2021\n        value: 1000\n"
    )
    versions(repo, data(y2021=100) + ratio, data(y2021=110) + ratio)
    found = known(repo)
    assert found.updated == {"so": "2024-02-02", "ty-so": "2024-02-02", "tong": "2024-01-01"}
    assert "ty-so" not in {event.subject for event in found.events}


def test_a_revert_is_a_change_back(repo: Repo) -> None:
    versions(repo, data(y2021=100), data(y2021=900))
    repo.git("revert", "--no-edit", "HEAD", GIT_COMMITTER_DATE="2024-03-03T12:00:00+07:00")
    found = known(repo)
    assert told(found)[:2] == [
        ("2024-03-03", "so/2021/value", "900", "100"),
        ("2024-02-02", "so/2021/value", "100", "900"),
    ]
    assert found.commits[found.events[0].commit].subject.startswith("Revert")


def test_a_file_of_one_year_is_part_of_the_data(repo: Repo) -> None:
    year = "indicators:\n  - id: so\n    observations:\n      - period: 2022\n        value: {}\n"
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    repo.commit({"data/2022.yaml": year.format(120)}, day="2024-02-02")
    repo.commit({"data/2022.yaml": year.format(130)}, day="2024-03-03")
    assert told(known(repo))[:2] == [
        ("2024-03-03", "so/2022/value", "120", "130"),
        ("2024-02-02", "so/2022/value", "", "120"),
    ]


# --- why -----------------------------------------------------------------------------------------


def test_the_data_says_whether_it_was_a_revision_or_a_correction_and_why(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    changed = former(data(y2021=110), 2021, 100, kind="revision", reason="Rà soát.")
    repo.commit({MAIN: changed}, day="2024-02-02")
    newest, first = known(repo).events
    assert (newest.kind, newest.reason, newest.source) == ("revision", "Rà soát.", "bao-cao")
    assert (first.kind, first.reason) == ("", "")


def test_a_reason_that_was_recorded_later_counts(repo: Repo) -> None:
    versions(repo, data(y2021=100), data(y2021=110), former(data(y2021=110), 2021, 100))
    newest, _ = known(repo).events
    assert (newest.date, newest.kind) == ("2024-02-02", "correction")


def test_a_change_from_before_the_repository_is_told_from_the_data_alone(repo: Repo) -> None:
    repo.commit({MAIN: former(data(y2021=110), 2021, 100)}, day="2024-06-06")
    events = {event.commit != "": event for event in known(repo).events}
    assert events[False] == Event(
        figure="so/2021/value",
        subject="so",
        label="Kết quả, năm\u00a02021",
        date="2024-02-01",
        before="100\u00a0người",
        after="110\u00a0người",
        kind="correction",
        reason="Ghi nhầm.",
        source="bao-cao",
    )
    assert events[True].date == "2024-06-06"


# --- who -----------------------------------------------------------------------------------------


def test_a_merge_tells_when_it_came_who_made_it_who_reviewed_it_and_who_took_it(
    repo: Repo,
) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    repo.git("switch", "--quiet", "--create", "de-nghi")
    repo.commit({MAIN: data(y2021=105)}, day="2024-02-02", author="Minh")
    repo.commit({MAIN: data(y2021=110)}, day="2024-02-03", author="Hoa")
    repo.git("switch", "--quiet", "main")
    repo.commit({"README.md": "Đọc.\n"}, day="2024-02-04")
    message = "Nhận đề nghị 7\n\nReviewed-by: Bình <binh@example.invalid>\nApproved-by: An"
    merge = repo.merge("de-nghi", day="2024-02-05", author="Dung", message=message)
    found = known(repo)
    assert told(found)[0] == ("2024-02-05", "so/2021/value", "100", "110")
    commit = found.commits[merge]
    assert set(commit.authors) == {"Minh", "Hoa"}
    assert commit.reviewers == ("Bình", "An")
    assert commit.merger == "Dung"


def test_a_plain_commit_tells_its_author_and_nobody_else(repo: Repo) -> None:
    name = repo.commit({MAIN: data(y2021=100)}, author="Minh")
    commit = known(repo).commits[name]
    assert (commit.authors, commit.reviewers, commit.merger) == (("Minh",), (), "")


def test_a_merge_that_brings_no_data_is_no_change(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    repo.git("switch", "--quiet", "--create", "trang")
    repo.commit({"docs/a.md": "Trang.\n"}, day="2024-02-02")
    repo.git("switch", "--quiet", "main")
    repo.merge("trang", day="2024-02-03", author="Dung")
    assert [event.date for event in known(repo).events] == ["2024-01-01"]


# --- renames -------------------------------------------------------------------------------------


def test_a_renamed_data_file_keeps_its_past(repo: Repo) -> None:
    repo.commit({"so-lieu.yaml": data(y2021=100)}, day="2024-01-01")
    repo.commit({"so-lieu.yaml": data(y2021=110)}, day="2024-02-02")
    (repo.root / "data").mkdir()
    repo.git("mv", "so-lieu.yaml", "data/chi-tieu.yaml")
    repo.commit(day="2024-03-03")
    repo.git("mv", "data/chi-tieu.yaml", MAIN)
    repo.commit({MAIN: data(y2021=120)}, day="2024-04-04")
    assert told(known(repo)) == [
        ("2024-04-04", "so/2021/value", "110", "120"),
        ("2024-02-02", "so/2021/value", "100", "110"),
        ("2024-01-01", "so/2021/value", "", "100"),
    ]


def test_a_rename_that_came_by_a_merge_is_followed(repo: Repo) -> None:
    repo.commit({"so-lieu.yaml": data(y2021=100)}, day="2024-01-01")
    repo.git("switch", "--quiet", "--create", "doi-ten")
    (repo.root / "data").mkdir()
    repo.git("mv", "so-lieu.yaml", MAIN)
    repo.commit(day="2024-02-02")
    repo.git("switch", "--quiet", "main")
    repo.merge("doi-ten", day="2024-02-03", author="Dung")
    assert told(known(repo)) == [("2024-01-01", "so/2021/value", "", "100")]


def test_a_file_that_was_away_for_a_while_is_the_same_file(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    repo.git("rm", "--quiet", MAIN)
    repo.commit(day="2024-02-02")
    repo.commit({MAIN: data(y2021=110)}, day="2024-03-03")
    found = known(repo)
    assert told(found)[0] == ("2024-03-03", "so/2021/value", "100", "110")
    assert found.unread == ()


# --- what cannot be read -------------------------------------------------------------------------


def test_a_version_that_breaks_a_rule_made_later_is_read(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100, y2019=50)}, day="2024-01-01")
    found = known(repo)
    assert found.unread == ()
    assert [event.date for event in found.events] == ["2024-01-01"]


def test_a_shallow_clone_tells_what_it_knows_and_that_it_is_not_all(
    repo: Repo, tmp_path: Path
) -> None:
    other = data(y2021=0).replace("id: so", "id: khac").partition("indicators:\n")[2]
    versions(repo, data(y2021=100) + other, data(y2021=110) + other, data(y2021=120) + other)
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.root}", str(tmp_path / "nong"))
    found = known(tmp_path / "nong")
    assert found.extent is Extent.SHALLOW
    assert told(found) == [("2024-03-03", "so/2021/value", "110", "120")]
    assert found.updated == {"so": "2024-03-03"}
    text = last_change(found, "khac")
    assert "chưa rõ, vì bản sao của kho chỉ có phần cuối của lịch sử" in text


def test_without_git_the_history_is_missing_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / MAIN).write_text(data(y2021=100), "utf-8")
    assert main(["history", "--out", "lich-su.json"]) == 0
    found = from_json((tmp_path / "lich-su.json").read_text("utf-8"))
    assert found.extent is Extent.MISSING
    assert found.reason == "nơi dựng trang không có lịch sử git"
    assert found.reason in capsys.readouterr().out
    monkeypatch.setenv("PATH", "")
    assert main(["history", "--out", "lich-su.json"]) == 0
    assert "máy này chưa có git" in capsys.readouterr().out


def test_data_that_was_never_committed_has_no_history(repo: Repo) -> None:
    repo.commit({"README.md": "Đọc.\n"})
    repo.write({MAIN: data(y2021=100)})
    found = known(repo)
    assert found.extent is Extent.MISSING
    assert found.reason == "tệp dữ liệu chưa có trong lịch sử git"


# --- git -----------------------------------------------------------------------------------------


def test_a_project_below_the_top_of_a_repository_is_found(repo: Repo) -> None:
    repo.commit({f"trang/{MAIN}": data(y2021=100)}, day="2024-01-01")
    repo.commit({f"trang/{MAIN}": data(y2021=110), MAIN: data(y2021=5)}, day="2024-02-02")
    project = Repository(repo.root / "trang")
    assert told(history_of(project.versions(MAIN)))[0] == (
        "2024-02-02",
        "so/2021/value",
        "100",
        "110",
    )
    assert project.files("HEAD", MAIN) == {MAIN: data(y2021=110).encode()}


def test_a_hook_of_another_repository_does_not_mislead(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({MAIN: data(y2021=100)})
    other = Repo(tmp_path / "khac")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert len(known(repo).events) == 1


def test_clean_means_that_the_data_is_the_commits(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)})
    project = Repository(repo.root)
    repo.write({"docs/trang.md": "Đang viết.\n"})
    assert project.is_clean("data")
    repo.write({"data/2022.yaml": ""})
    assert not project.is_clean("data")
    (repo.root / "data/2022.yaml").unlink()
    repo.write({MAIN: data(y2021=101)})
    assert not project.is_clean("data")
    repo.git("add", MAIN)
    assert not project.is_clean("data")


def test_the_branch_is_known_unless_a_commit_alone_is_checked_out(repo: Repo) -> None:
    name = repo.commit({MAIN: data(y2021=100)})
    project = Repository(repo.root)
    assert (project.branch(), project.commit()) == ("main", name)
    repo.git("checkout", "--quiet", "--detach")
    assert project.branch() == ""


@pytest.mark.parametrize("revision", ["--output=x", "-h", "khong-co", "HEAD:data", "", "main\n"])
def test_a_revision_is_never_taken_for_an_option(repo: Repo, revision: str) -> None:
    repo.commit({MAIN: data(y2021=100)})
    with pytest.raises(GitError, match="không có bản nào tên là"):
        Repository(repo.root).commit(revision)
    assert not (repo.root / "x").exists()


def test_names_with_spaces_marks_and_accents_are_names(repo: Repo) -> None:
    name = "số liệu [2]*/chỉ tiêu.yaml"
    repo.commit({name: data(y2021=100)}, day="2024-01-01")
    repo.git("mv", name, "khác.yaml")
    repo.commit({"khác.yaml": data(y2021=110)}, day="2024-02-02")
    found = history_of(Repository(repo.root).versions("khác.yaml"))
    assert [event.date for event in found.events] == ["2024-02-02", "2024-01-01"]


# --- the written form ----------------------------------------------------------------------------


def test_what_is_written_is_read_back(repo: Repo) -> None:
    versions(repo, data(y2021=100), "hỏng: [", former(data(y2021=110), 2021, 100))
    found = known(repo)
    assert from_json(to_json(found)) == found
    assert to_json(known(repo)) == to_json(found)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "events": 3}'])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        from_json(text)


def test_the_command_writes_the_history_and_says_how_much_it_is(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    versions(repo, data(y2021=100), data(y2021=110))
    monkeypatch.chdir(repo.root)
    assert main(["history"]) == 0
    assert capsys.readouterr().out == "Lịch sử số liệu: 2 bản, 2 thay đổi.\n"
    written = json.loads((repo.root / "build/history.json").read_text("utf-8"))
    assert written["updated"] == {"so": "2024-02-02"}


# --- compare with git ----------------------------------------------------------------------------


def test_compare_takes_the_version_before_from_git(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit({MAIN: data(y2021=100)})
    repo.write({MAIN: data(y2021=110), "docs/trang.md": "{{ figure('so/2021/value') }}\n"})
    monkeypatch.chdir(repo.root)
    assert main(["compare", "--base", "main"]) == 0
    out = capsys.readouterr().out
    assert "so: kết quả" not in out
    assert "Số thử nghiệm: kết quả, năm 2021: 100 người → 110 người (+10 người)" in out
    assert out.endswith("Trang có thay đổi:\n  docs/trang.md\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["compare"], 2, "cần hai tệp"),
        (["compare", "a"], 2, "cần hai tệp"),
        (["compare", "a", "b"], 2, "không đọc được a"),
        (["compare", "--base", "khong-co"], 2, "không có bản nào tên là “khong-co”"),
        (["compare", "--base", "main", "a", "b"], 2, "chỉ nêu một tệp"),
        (["compare", "--base", "main", "hong.yaml"], 1, "bản nay còn lỗi"),
        (["compare", "hong.yaml", MAIN], 1, "bản trước còn lỗi"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(
    repo: Repo,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    repo.commit({MAIN: data(y2021=100)})
    repo.write({"hong.yaml": "model: 1\n"})
    monkeypatch.chdir(repo.root)
    assert main(arguments) == code
    assert words in capsys.readouterr().err


# --- on the page ---------------------------------------------------------------------------------


HOSTING = Hosting(
    "https://example.invalid/kho", change="{repo}/commit/{commit}", commit="a", branch="main"
)


def page(found: History, text: str, *names: str, hosting: Hosting = HOSTING) -> Seen:
    views = lenient_views({MAIN: text.encode()})[""]
    links = Links("lich-su/", {"so": "so/", "documents": "van-ban/"}, hosting)
    return Seen(str(Writer(views, links, past=found).history(*names)))


NOTHING = lenient_views({MAIN: data(y2021=100).encode()})[""]


def last_change(found: History, *names: str) -> str:
    return Writer(NOTHING, Links("", {}), past=found).updated(*names)


def test_the_page_tells_the_change_its_reason_and_its_people(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01", author="Minh", message="Ghi số")
    repo.git("switch", "--quiet", "--create", "de-nghi")
    text = former(data(y2021=110), 2021, 100)
    repo.commit({MAIN: text}, day="2024-02-02", author="Minh")
    repo.git("switch", "--quiet", "main")
    name = repo.merge("de-nghi", day="2024-02-05", author="Dung", message="Đính chính năm 2021")
    shown = page(known(repo), text)
    told_text = re.sub(r"\s+", " ", shown.text).replace("\u00a0", " ")
    assert "Lịch sử số liệu: Số thử nghiệm" in told_text
    assert (
        "05/02/2024 Kết quả, năm 2021: từ 100 người thành 110 người Đính chính: Ghi nhầm. "
        f"Số trước theo Báo cáo thử nghiệm. Bản ghi {name[:8]} Đính chính năm 2021. "
        "Người sửa: Minh. Người nhận: Dung." in told_text
    )
    assert "01/01/2024 Kết quả, năm 2021: 100 người" in told_text
    assert f"https://example.invalid/kho/commit/{name}" in shown.links
    assert "../so/#so.2021.value" in shown.links


def test_numbers_that_came_together_are_one_row(repo: Repo) -> None:
    text = data(y2021=100, y2022=120)
    repo.commit({MAIN: text})
    shown = page(known(repo), text)
    assert shown.text.count("01/01/2024") == 1
    assert "Ghi lần đầu" in shown.text
    assert "120" in shown.text


def test_the_page_says_what_it_does_not_know(repo: Repo, tmp_path: Path) -> None:
    text = data(y2021=120)
    assert "Không có lịch sử: lịch sử chưa được lập" in page(UNKNOWN, text).text
    repo.commit({MAIN: data(y2021=100)})
    repo.commit({MAIN: "hỏng: ["}, message="Bản hỏng")
    repo.commit({MAIN: text})
    shown = page(known(repo), text).text
    assert "không đọc được nên bị bỏ qua" in shown
    assert "Bản hỏng" in shown
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / "nong"))
    assert "Lịch sử không đầy đủ" in page(known(tmp_path / "nong"), text).text


def test_data_that_is_being_edited_is_said_and_dates_nothing(repo: Repo) -> None:
    repo.commit({MAIN: data(y2021=100)})
    found = known(repo)
    same = open_site({MAIN: data(y2021=100).encode()}, Content({}), history=found).chapters[-1].past
    assert same == found
    assert "ngày" in last_change(same, "so")
    edited = data(y2021=101)
    past = open_site({MAIN: edited.encode()}, Content({}), history=found).chapters[-1].past
    assert past.behind
    assert "chưa rõ, vì tệp dữ liệu có thay đổi chưa vào lịch sử" in last_change(past, "so")
    assert "đang có thay đổi chưa vào lịch sử" in page(past, edited).text


def test_updated_is_the_day_of_the_latest_of_the_named() -> None:
    past = History(Extent.COMPLETE, updated={"a": "2024-01-02", "b": "2024-03-04"})
    assert "ngày\u00a002/01/2024" in last_change(past, "a")
    assert "ngày\u00a004/3/2024" in last_change(past, "a", "b")
    assert "chưa có số liệu" in last_change(past, "c")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror="alert(1)>',
        "{{ 7 * 7 }} {% raw %} @html:00000000000000000000000000000000@",
        "[a](javascript:alert(1)) **b**",
        "&lt;b&gt;",
    ],
)
def test_a_hostile_commit_and_a_hostile_reason_are_text(repo: Repo, text: str) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    repo.commit({MAIN: data(y2021=100)}, day="2024-01-01")
    content = former(data(y2021=110), 2021, 100, reason=quoted)
    message = f"{text}\n\nReviewed-by: {text.replace('<', '‹')}"
    repo.commit({MAIN: content}, day="2024-02-02", message=message, author=text.replace("<", "‹"))
    shown = page(from_json(to_json(known(repo))), content)
    assert f"Đính chính: {text}." in shown.text
    assert re.search(f"Bản ghi [0-9a-f]+ {re.escape(text)}\\.", shown.text)
    assert shown.elements <= {
        "figure", "div", "table", "caption", "span", "thead", "tbody", "tr", "th", "td", "time",
        "a", "code", "q", "strong",
    }  # fmt: skip
    assert all(link.startswith(("https://example.invalid/", "../")) for link in shown.links)
