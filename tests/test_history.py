"""The history of numbers, made from real repositories: what is told, and what is never guessed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Captured
from reader import Seen
from repositories import MAIN, Repo, data, former
from samples import TERM, edited

from indicators.__main__ import main
from indicators.comparing.git import GitError, Repository
from indicators.comparing.history import UNKNOWN, Event, History, from_json, history_of, to_json
from indicators.comparing.versions import Extent, lenient_views
from indicators.export.edition import Edition, title
from indicators.export.feed import feeds
from indicators.pages.content import Content
from indicators.pages.page import read_page
from indicators.showing.links import Hosting, Links
from indicators.showing.site import open_site
from indicators.showing.writer import Writer

Step = Mapping[str, str]


def commit(repo: Repo, *steps: Step | str) -> None:
    """Commit states of files, the data where nothing else is named, in one month after the other;
    an empty file goes.
    """
    for number, step in enumerate(steps, 1):
        for name, text in (step if isinstance(step, Mapping) else {MAIN: step}).items():
            repo.write({name: text})
            if not text:
                (repo.root / name).unlink()
        repo.commit(day=f"2024-0{number}-01")


def known(root: Path, main: str = MAIN) -> History:
    return history_of(Repository(root).versions(main))


def told(found: History) -> list[str]:
    """Month, figure, before and after of each event, newest first; numbers without their unit."""
    return [
        f"{int(e.date[5:7])} {e.figure} {e.before.split()[:1]} {e.after.split()[:1]}".translate(
            str.maketrans("", "", "[]'")
        )
        for e in found.events
    ]


FIRST, SECOND = data(y2021=100), data(y2021=110)
VALUE = "so/2021/value"
MOVED = SECOND.replace("id: so\n", "id: so-moi\n    former-ids:\n      - so\n")
YEAR = "indicators:\n  - id: so\n    observations:\n      - period: 2022\n        value: {}\n"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        # Each change with its day and both numbers.
        ([FIRST, data(y2021=110, y2022=120), SECOND],
         ["3 so/2022/value 120 ", f"2 {VALUE} 100 110", "2 so/2022/value  120", f"1 {VALUE}  100"]),
        # A renamed indicator keeps its past.
        ([FIRST, MOVED], ["2 so-moi/2021/value 100 110", "1 so-moi/2021/value  100"]),
        # Moved lines, wording and pages are no change.
        ([FIRST, "# Lời dặn\n\n" + FIRST, FIRST.replace("Số thử", "Số đã thử"), {"a.md": "A"}],
         [f"1 {VALUE}  100"]),
        # A file of one year is part of the data.
        ([FIRST, {"data/2022.yaml": YEAR.format(120)}, {"data/2022.yaml": YEAR.format(130)}],
         ["3 so/2022/value 120 130", "2 so/2022/value  120", f"1 {VALUE}  100"]),
        # A renamed data file keeps its past, whatever it was called.
        ([{"a [2]*/số liệu.yaml": FIRST}, {"a [2]*/số liệu.yaml": SECOND},
          {"a [2]*/số liệu.yaml": "", "data/b.yaml": SECOND},
          {"data/b.yaml": "", MAIN: data(y2021=120)}],
         [f"4 {VALUE} 110 120", f"2 {VALUE} 100 110", f"1 {VALUE}  100"]),
        # A file that was away for a while is the same.
        ([FIRST, {MAIN: "", "a": "b"}, SECOND], [f"3 {VALUE} 100 110", f"1 {VALUE}  100"]),
        # A rule made later hides nothing.
        ([data(y2021=100, y2019=50)], ["1 so/2019/value  50", f"1 {VALUE}  100"]),
    ],
)  # fmt: skip
def test_the_past_is_what_the_commits_held(
    repo: Repo, steps: list[Step | str], expected: list[str]
) -> None:
    commit(repo, *steps)
    found = known(repo.root)
    assert (told(found), found.extent, found.unread) == (expected, Extent.COMPLETE, ())


@pytest.mark.parametrize(
    ("time", "day"),
    [("2024-05-31T18:30:00+00:00", "2024-06-01"), ("2024-12-31T23:59:59+07:00", "2024-12-31")],
)
def test_the_day_is_that_of_vietnam(repo: Repo, time: str, day: str) -> None:
    repo.commit({MAIN: FIRST}, day=time)
    assert [event.date for event in known(repo.root).events] == [day]


def test_a_computed_number_dates_the_indicator_that_it_is_about(repo: Repo) -> None:
    ratio = (
        "  - id: ty-so\n    name: Tỷ số\n    measure: ratio\n    unit: phần trăm\n"
        "    numerator: so\n    denominator: tong\n"
        "  - id: tong\n    name: Tổng\n    measure: stock\n    unit: người\n    decimals: 0\n"
        "    observations:\n      - period: 2021\n        value: 1000\n"
    )
    commit(repo, FIRST + ratio, SECOND + ratio)
    found = known(repo.root)
    assert found.updated == {"so": "2024-02-01", "ty-so": "2024-02-01", "tong": "2024-01-01"}
    assert "ty-so" not in {event.subject for event in found.events}


def test_a_number_whose_years_alone_change_has_neither_gone_nor_come(repo: Repo) -> None:
    span = "        from: 2021\n        to: 2022\n"
    commit(repo, TERM, edited(TERM, (span, "")))
    found = known(repo.root)
    (event,) = (one for one in found.events if one.date > "2024-01-31")
    assert (event.figure, event.before, event.after, event.kind, event.reason) == (
        "xep-loai/mean", "96,75%", "96,75%", "correction",
        "Bỏ khoảng năm mà nguồn không nêu; số giữ nguyên",
    )  # fmt: skip
    now = lenient_views({MAIN: (repo.root / MAIN).read_bytes()})[""]
    feed = dict(feeds(now, found, Edition("https://a.example/"), {"xep-loai": "x/"}))
    line = "96,75% (đính chính). Bỏ khoảng năm mà nguồn không nêu; số giữ nguyên."
    assert f"được tính: {line}" in feed["data/changes.atom"].decode()


def test_a_merge_counts_when_it_came_and_a_revert_is_a_change_back(repo: Repo) -> None:
    commit(repo, {"so-lieu.yaml": FIRST})
    repo.git("switch", "--quiet", "--create", "de-nghi")
    repo.commit({"so-lieu.yaml": data(y2021=105)}, day="2024-02-02")
    (repo.root / "data").mkdir()
    repo.git("mv", "so-lieu.yaml", MAIN)
    repo.commit({MAIN: SECOND}, day="2024-02-03")
    repo.git("switch", "--quiet", "main")
    repo.commit({"README.md": "Đọc.\n"}, day="2024-02-04")
    repo.merge("de-nghi", day="2024-03-05", author="Dung")
    repo.git("revert", "--no-edit", "-m1", "HEAD", GIT_COMMITTER_DATE="2024-04-03T12:00:00+07:00")
    assert told(known(repo.root, "so-lieu.yaml")) == [f"1 {VALUE}  100"]
    repo.git("revert", "--no-edit", "HEAD", GIT_COMMITTER_DATE="2024-05-03T12:00:00+07:00")
    assert told(known(repo.root)) == [f"3 {VALUE} 100 110", f"1 {VALUE}  100"]


def test_the_data_says_whether_it_was_a_revision_or_a_correction_and_why(repo: Repo) -> None:
    """A reason that was recorded later counts too."""
    later = former(data(y2021=120), 2021, 110, reason="Ghi nhầm.")
    changed = former(data(y2021=110), 2021, 100, kind="revision", reason="Rà soát.")
    commit(repo, data(y2021=90), FIRST, changed, data(y2021=120), later)
    kinds = [(e.date[5:7], e.kind, e.reason, e.source) for e in known(repo.root).events]
    assert kinds == [
        ("04", "correction", "Ghi nhầm.", "bao-cao"),
        ("03", "revision", "Rà soát.", "bao-cao"),
        ("02", "", "", ""),
        ("01", "", "", ""),
    ]


def test_a_change_from_before_the_repository_is_told_from_the_data_alone(repo: Repo) -> None:
    commit(repo, former(SECOND, 2021, 100))
    events = {event.commit != "": event for event in known(repo.root).events}
    assert events[False] == Event(
        figure=VALUE,
        subject="so",
        label="Kết quả, năm\u00a02021",
        date="2024-02-01",
        before="100\u00a0người",
        after="110\u00a0người",
        kind="correction",
        reason="Ghi nhầm.",
        source="bao-cao",
    )
    assert events[True].date == "2024-01-01"


@pytest.mark.parametrize(
    ("message", "note"),
    [
        ("Sửa số liệu", ""),
        ("Sửa số\n\nTheo báo cáo. Ghi-chú là gì?", ""),
        ("Ghi-chú: a\u202eb\x1b[31m\2c\3", "ab[31mc"),
        (f"Ghi-chú: {'a' * 501}", f"{'a' * 500}…"),
        ("Sửa số\n\nGhi-chú: Theo báo cáo quý.\nCo-authored-by: An <an@vi-du.example>",
         "Theo báo cáo quý."),
        ("Sửa số (#7)\n\n* Sửa năm 2021\n\nGhi chú: Một.\n\n* Sửa nữa\n\n  ghi-chú : Hai,\n  ba.\n",
         "Một. Hai, ba."),
    ],
)  # fmt: skip
def test_of_a_commit_only_what_its_author_wrote_for_readers_is_known(
    repo: Repo, message: str, note: str
) -> None:
    """In the commit itself, as GitHub squashes several, or in those that a merge brings."""
    repo.commit({MAIN: FIRST}, message=message)
    repo.git("switch", "--quiet", "--create", "de-nghi")
    repo.commit({MAIN: SECOND}, message=message)
    repo.git("switch", "--quiet", "main")
    repo.merge("de-nghi", day="2024-02-05", author="Dung")
    assert [event.note for event in known(repo.root).events] == [note, note]


def test_a_shallow_clone_tells_what_it_knows_and_that_it_is_not_all(
    repo: Repo, tmp_path: Path
) -> None:
    other = data(y2021=0).replace("id: so", "id: khac").partition("indicators:\n")[2]
    commit(repo, FIRST + other, SECOND + other, data(y2021=120) + other)
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.root}", str(tmp_path / "nong"))
    found = known(tmp_path / "nong")
    assert (found.extent, told(found)) == (Extent.SHALLOW, [f"3 {VALUE} 110 120"])
    assert found.updated == {"so": "2024-03-01"}
    text = last_change(found, "khac")
    assert "chưa rõ ngày đưa lên trang, vì bản sao của kho chỉ có phần cuối của lịch sử" in text
    assert "Lịch sử không đầy đủ" in page(found, data(y2021=120)).text


def test_without_git_the_history_is_missing_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / MAIN).write_text(FIRST, "utf-8")
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
    repo.write({MAIN: FIRST})
    found = known(repo.root)
    assert found.extent is Extent.MISSING
    assert found.reason == "tệp dữ liệu chưa có trong lịch sử git"


def test_a_project_below_the_top_of_a_repository_is_found(repo: Repo) -> None:
    commit(repo, {f"trang/{MAIN}": FIRST}, {f"trang/{MAIN}": SECOND, MAIN: data(y2021=5)})
    project = repo.root / "trang"
    assert told(known(project))[0] == f"2 {VALUE} 100 110"
    assert Repository(project).files("HEAD", MAIN) == {MAIN: SECOND.encode()}


def test_a_hook_of_another_repository_does_not_mislead(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repo, FIRST)
    other = Repo(tmp_path / "khac")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert len(known(repo.root).events) == 1


def test_clean_means_that_the_data_is_the_commits(repo: Repo) -> None:
    repo.commit({MAIN: FIRST})
    project = Repository(repo.root)
    repo.write({"docs/trang.md": "Đang viết.\n"})
    assert project.is_clean("data")
    repo.write({"data/2022.yaml": ""})
    assert not project.is_clean("data")
    (repo.root / "data/2022.yaml").unlink()
    repo.write({MAIN: SECOND})
    assert not project.is_clean("data")
    repo.git("add", MAIN)
    assert not project.is_clean("data")


def test_the_branch_is_known_unless_a_commit_alone_is_checked_out(repo: Repo) -> None:
    name = repo.commit({MAIN: FIRST})
    project = Repository(repo.root)
    assert (project.branch(), project.commit()) == ("main", name)
    repo.git("checkout", "--quiet", "--detach")
    assert project.branch() == ""


@pytest.mark.parametrize("revision", ["--output=x", "-h", "khong-co", "HEAD:data", "", "main\n"])
def test_a_revision_is_never_taken_for_an_option(repo: Repo, revision: str) -> None:
    repo.commit({MAIN: FIRST})
    with pytest.raises(GitError, match="không có bản nào tên là"):
        Repository(repo.root).commit(revision)
    assert not (repo.root / "x").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "events": 3}'])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        from_json(text)


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
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: Captured,
    arguments: list[str], code: int, words: str
) -> None:  # fmt: skip
    commit(repo, FIRST)
    repo.write({"hong.yaml": "model: 1\n"})
    monkeypatch.chdir(repo.root)
    assert main(arguments) == code
    assert words in capsys.readouterr().err


HOSTING = Hosting(
    "https://example.invalid/kho", change="{repo}/commit/{commit}", commit="a", branch="main"
)
NOTHING = lenient_views({MAIN: FIRST.encode()})[""]


def page(found: History, text: str) -> Seen:
    views = lenient_views({MAIN: text.encode()})[""]
    links = Links("lich-su/", {"so": "so/", "muc": "so/", "documents": "van-ban/"}, HOSTING)
    return Seen(str(Writer(views, links, past=found).history()))


def last_change(found: History, *names: str) -> str:
    return Writer(NOTHING, Links("", {}), past=found).updated(*names)


def test_the_page_tells_what_changed_when_from_what_to_what_how_and_why(repo: Repo) -> None:
    """Numbers that came together are one row, and nothing else of a commit is told."""
    expected = data(y2021=90, y2022=80).replace("value: 80", "plan: 80\n        status: forecast")
    settled = data(y2021=100, y2022=81)
    text = former(data(y2021=110, y2022=81), 2021, 100)
    repo.commit({MAIN: expected}, message="Raw subject")
    repo.commit({MAIN: settled}, day="2024-02-01", message="Raw\n\nGhi-chú: Có kết quả")
    name = repo.commit({MAIN: text}, day="2024-03-05", message="Đính chính\n\nGhi-chú: Báo lại.")
    repo.commit({MAIN: data(y2021=110, y2022=81)}, day="2024-04-05", author="Minh")
    shown = page(known(repo.root), text)
    rows = re.split(r"(?=\b[0-9]{2}/[0-9]+/2024)", re.sub(r"\s+", " ", shown.text))
    note = "Ghi chú: Có kết quả."
    assert [row.strip().removesuffix(" Xem bản ghi") for row in rows[1:]] == [
        (
            "05/3/2024 Kết quả, năm 2021 100 người 110 người Đính chính Ghi nhầm. "
            "Số trước theo Báo cáo thử nghiệm. Ghi chú: Báo lại."
        ),
        f"01/02/2024 Kết quả, năm 2021 90 người 100 người Không ghi loại {note}",
        f"01/02/2024 Chỉ tiêu năm, năm 2022 80 người (dự kiến) không còn Không còn số {note}",
        f"01/02/2024 Kết quả, năm 2022 81 người Ghi lần đầu {note}",
        (
            "01/01/2024 Kết quả, năm 2021: 90 người Chỉ tiêu năm, năm 2022: 80 người (dự kiến) "
            "2 số Ghi lần đầu"
        ),
    ]
    assert f"https://example.invalid/kho/commit/{name}" in shown.links
    assert "../so/#so.2021.value" in shown.links


def test_a_number_and_a_target_of_one_name_have_tables_of_their_own_names(repo: Repo) -> None:
    goal = "targets:\n  - id: muc\n    name: Số thử nghiệm\n    type: term-total\n    value: 900\n"
    text = FIRST.replace("indicators:\n", f"{goal}    indicators:\n      - so\nindicators:\n", 1)
    commit(repo, text)
    told = page(known(repo.root), text).text
    assert re.findall(r"Lịch sử số liệu: Số thử nghiệm(?: \(mức chỉ tiêu\))?", told) == [
        "Lịch sử số liệu: Số thử nghiệm (mức chỉ tiêu)", "Lịch sử số liệu: Số thử nghiệm",
    ]  # fmt: skip


def test_the_page_says_what_it_does_not_know(repo: Repo) -> None:
    assert "Không có lịch sử: lịch sử chưa được lập" in page(UNKNOWN, SECOND).text
    commit(repo, FIRST, "hỏng: [", SECOND)
    found = known(repo.root)
    assert from_json(to_json(found)) == found
    assert "Dữ liệu của bản ngày 01/02/2024 không đọc được nên bị bỏ qua" in re.sub(
        r"\s+", " ", page(found, SECOND).text
    )


def test_data_that_is_being_edited_is_said_and_dates_nothing(repo: Repo) -> None:
    commit(repo, FIRST)
    found = known(repo.root)
    same, past = (
        open_site({MAIN: text.encode()}, Content({}), history=found).chapters[-1].past
        for text in (FIRST, SECOND)
    )
    assert same == found
    assert "ngày" in last_change(same, "so")
    assert past.behind
    assert "chưa rõ ngày đưa lên trang, vì tệp dữ liệu có thay đổi chưa vào lịch sử" in last_change(
        past, "so"
    )
    assert "đang có thay đổi chưa vào lịch sử" in page(past, SECOND).text


def test_updated_is_the_day_of_the_latest_of_the_named() -> None:
    past = History(Extent.COMPLETE, updated={"a": "2024-01-02", "b": "2024-03-04"})
    assert "ngày\u00a002/01/2024" in last_change(past, "a")
    assert "ngày\u00a004/3/2024" in last_change(past, "a", "b")
    assert "Chưa có kết quả" in last_change(past, "c")


def test_a_hostile_note_and_a_hostile_reason_are_text(repo: Repo) -> None:
    text = (
        '"><img src=x onerror="alert(1)><script>alert(1)</script> [a](javascript:alert(1)) **b** '
    )
    text += f"{{{{ 7 * 7 }}}} {{% raw %}} @html:{'0' * 32}@ &lt;b&gt;"
    content = former(SECOND, 2021, 100, reason="'" + text.replace("'", "''") + "'")
    commit(repo, FIRST)
    repo.commit({MAIN: content}, day="2024-02-02", message=f"Sửa\n\nGhi-chú: {text}")
    shown = page(from_json(to_json(known(repo.root))), content)
    assert f"{text}. Số trước theo" in shown.text
    assert f"Ghi chú: {text}. Xem bản ghi" in re.sub(r"\s+", " ", shown.text)
    assert shown.elements <= {
        "figure", "div", "table", "caption", "span", "thead", "tbody", "tr", "th", "td", "time",
        "a", "strong",
    }  # fmt: skip
    assert all(link.startswith(("https://example.invalid/", "../")) for link in shown.links)


def test_a_page_is_as_new_as_its_text_or_the_numbers_that_it_shows(
    repo: Repo, tmp_path: Path
) -> None:
    """The map of the site dates each page by itself, as far as the whole past is at hand."""
    text = {"docs/a.md": "# A\n", "docs/b/c.md": "# C\n\n{{ table('so') }}\n"}
    repo.commit({MAIN: data(y2021=90), **text}, day="2024-01-01")
    repo.commit({MAIN: data(y2021=100)}, day="2024-02-01T00:30:00+07:00")
    days = Repository(repo.root).changed("docs")
    assert days == {"a.md": "2024-01-01", "b/c.md": "2024-01-01"}
    past = replace(known(repo.root), pages=days)
    read = {name.removeprefix("docs/"): read_page(name, it.encode()) for name, it in text.items()}
    site = open_site({MAIN: data(y2021=100).encode()}, Content(read), history=past)
    assert {name: site.changed(name) for name in read} == {
        "a.md": "2024-01-01",
        "b/c.md": "2024-02-01",
    }
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / "nong"))
    assert Repository(tmp_path / "nong").changed("docs") == {}


ATOM = "{http://www.w3.org/2005/Atom}"


def test_what_changed_is_told_as_feeds_whose_names_and_addresses_stay(repo: Repo) -> None:
    """An entry is what one commit changed of one indicator, dated by it; no feed holds a relative
    address, so without the site's there is none.
    """
    repo.commit({MAIN: data(y2021=90, y2022=80)})
    note = "Raw\n\nGhi-chú: 1 < 2 & 3"
    repo.commit({MAIN: former(data(y2021=100, y2022=80), 2021, 90)}, day="2024-03-05", message=note)
    text = (repo.root / MAIN).read_text("utf-8")
    views, past = lenient_views({MAIN: text.encode()})[""], known(repo.root)
    homes, told = {"so": "so/"}, "kết quả, năm 2021: 90 người → 100 người (đính chính)"
    corrected = f"Số thử nghiệm: {told}. Ghi nhầm; 1 < 2 & 3"
    assert not dict(feeds(views, past, Edition(), homes))
    found = dict(feeds(views, past, Edition("https://a.example/b/"), homes))
    assert list(found) == ["data/changes.atom", "data/indicators/so.atom"]
    for path, content in found.items():
        feed = ET.fromstring(content)  # noqa: S314 - our own
        links = {it.get("rel"): it.get("href") for it in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"https://a.example/b/{path}"
        assert [feed.findtext(f"{ATOM}{it}") for it in ("title", "updated")] == [
            f"Thay đổi số liệu: {'Số thử nghiệm' if 'so' in path.split('/')[-1] else title(views)}",
            "2024-03-05T00:00:00+07:00",
        ]
        entries = feed.findall(f"{ATOM}entry")
        assert [it.findtext(f"{ATOM}title") for it in entries] == [
            corrected,
            "Số thử nghiệm: 2 số ghi lần đầu",
        ]
        assert "1 &lt; 2 &amp; 3" in (entries[0].findtext(f"{ATOM}content") or "")
        assert [it.findtext(f"{ATOM}updated") for it in entries][1] == "2024-01-01T00:00:00+07:00"
        moved = dict(feeds(views, past, Edition("https://c.example/"), {"so": "d/"}))[path]
        names = [[it.text for it in ET.fromstring(each).iter(f"{ATOM}id")]  # noqa: S314
                 for each in (content, moved)]  # fmt: skip
        assert names[0] == names[1]
        assert len(set(names[0])) == 3
