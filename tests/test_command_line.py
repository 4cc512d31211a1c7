"""``python -m indicators check`` and ``schema``: what is printed, written and exited with."""

import os
import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Captured
from programs import Done, ran
from repositories import MAIN, Repo
from samples import SMALL, edited

from indicators.__main__ import COMMANDS, main
from indicators.reading.schema import schema_text

WRONG = edited(SMALL, ("value: 1514", "value: 1.514"))
REPORT = """\
data/indicators.yaml:20:16: “1.514” có thể là số nguyên 1514, hoặc số có ba chữ số lẻ.
            value: 1.514
                   ^
  Cách sửa: gõ 1514 (ở trường phần trăm, ba chữ số lẻ như 95.675 được chấp nhận). [number-thousands]
1 chỗ cần sửa.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a data file in order, outside GitHub."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "INDICATORS_RULES_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    write(tmp_path, SMALL)
    return tmp_path


def write(project: Path, text: str, name: str = "indicators.yaml") -> None:
    (project / "data" / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "asked", "printed"),
    [
        ("data/readme.txt", "", ["check"], "Dữ liệu hợp lệ.\n"),
        ("data/indicators.yaml", WRONG, ["check"], REPORT),
        # Files of years too, and another file under the name that it was given.
        ("data/2024.yaml", "indicators: x\n", ["check"], "data/2024.yaml:1:13: "),
        ("data/2024.yml", SMALL, ["check"], "data/2024.yml:1:1: Tệp “2024.yml” nằm cạnh"),
        ("khac.yaml", WRONG, ["check", "khac.yaml"], REPORT.replace(MAIN, "khac.yaml")),
    ],
)
def test_the_check_prints_what_is_to_be_mended_and_exits_with_1_for_it(
    project: Path, capsys: Captured, name: str, text: str, asked: list[str], printed: str
) -> None:
    (project / name).write_text(text, encoding="utf-8")
    assert main(asked) == (printed != "Dữ liệu hợp lệ.\n")
    out, err = capsys.readouterr()
    assert (out.startswith(printed), err) == (True, "")


def test_what_changed_since_the_last_version_that_loads_is_told_first(
    project: Path, capsys: Captured
) -> None:
    broken = edited(SMALL, ("        value: 1514", "       value: 1514"))
    repository = Repo(project)
    repository.commit({"data/indicators.yaml": SMALL})
    repository.commit({"data/indicators.yaml": broken})
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("data/indicators.yaml:20:8: ")
    assert "(Dòng này vừa sửa; trước đó là “value: 1514”.)" in told
    write(project, edited(broken, ("period: 2022", "period: 2023")))
    assert main(["check", "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "(This line was just changed; before, it was “value: 1514”.)" in told


@pytest.mark.parametrize("how", ["option", "variable"])
def test_each_problem_leads_to_its_rule(
    how: str, project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, WRONG)
    url = "https://so-lieu.example/quy-tac/"
    if how == "variable":
        monkeypatch.setenv("INDICATORS_RULES_URL", url)
    assert main(["check", *(["--rules-url", url] if how == "option" else [])]) == 1
    assert f"[number-thousands] {url}#number-thousands\n" in capsys.readouterr().out


def test_on_github_problems_become_annotations_and_a_summary(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = project / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""
    assert summary.read_text("utf-8") == "before\n"
    write(project, WRONG)
    assert main(["check"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("::error file=data/indicators.yaml,line=20,col=16,title=number-")
    assert printed.count("\n") == 1
    told = summary.read_text("utf-8")
    assert told.startswith("before\n## Kiểm tra dữ liệu: 1 chỗ cần sửa\n\n<pre>\n")
    assert REPORT.removesuffix("1 chỗ cần sửa.\n") in told


def test_on_github_another_form_can_be_asked_for(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write(project, WRONG)
    assert main(["check", "--format", "text"]) == 1
    assert capsys.readouterr().out == REPORT


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "khong-co.yaml"], "không đọc được khong-co.yaml"),
        (["check", "data"], "không đọc được data"),
        (["check", "--format", "html"], "argument --format: invalid choice: 'html'"),
        (["chek"], "invalid choice: 'chek'"),
        (["export"], "--out"),
        (["export", "--out", "ra", "--format", "pdf"], "pdf"),
        (["export", "khong-co.yaml", "--out", "ra"], "khong-co.yaml"),
        ([], "LỆNH"),
    ],
)
def test_a_call_that_makes_no_sense_exits_with_2(
    arguments: list[str], said: str, capsys: Captured
) -> None:
    assert main(arguments) == 2
    printed, complaint = capsys.readouterr()
    assert printed == ""
    assert complaint.startswith("indicators: ")
    assert said in complaint


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "call",
    [
        ["check", "a\n::error::x\r ::stop-commands::x\x1b[2J ##[error]x"],
        ["check", "--x\n::error::x\r::stop-commands::x\x1b[2J ##[error]x"],
        ["export", "--out", "x", "a\n::error::x\r::stop-commands::x\x1b[2J ##[error]x"],
        ["new", "ORGANISATION=A", "TERM=\n::error::\x1b\r ##[error]x", "a"],
    ],
)
def test_nothing_that_is_echoed_is_a_command_to_a_runner_or_a_terminal(
    call: list[str], capsys: Captured
) -> None:
    assert main(call) == 2
    printed, complaint = capsys.readouterr()
    assert printed == ""
    assert "error" in complaint
    assert "##[" not in complaint
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]|^\s*::", complaint, re.MULTILINE)


NEW = ["new", "ORGANISATION=A", "TERM=2025-2030"]


@pytest.mark.parametrize(
    "call", [["schema", "--out"], ["history", "--out"], ["export", "--format", "csv", "--out"], NEW]
)
@pytest.mark.parametrize(
    ("place", "mend"),
    [("tep/x", "chọn tên khác"), ("/proc/khong/co", "xem lại tên"), ("a" * 300, "ngắn hơn")],
)
def test_a_place_that_cannot_be_written_is_told_in_one_line_with_what_to_do(
    call: list[str], place: str, mend: str, project: Path, capsys: Captured
) -> None:
    (project / "tep").write_text("a", "utf-8")
    assert main([*call, place]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"indicators: không ghi được {place}: ")
    assert err.endswith(f"{mend}\n")
    assert err.count("\n") == 1
    assert sorted(path.name for path in project.iterdir()) == ["data", "tep"]


def test_a_folder_is_no_place_for_a_file(project: Path, capsys: Captured) -> None:
    for command in ("schema", "history"):
        assert main([command, "--out", "data"]) == 2
        assert "đó là một thư mục; nêu tên tệp" in capsys.readouterr().err
    assert [path.name for path in (project / "data").iterdir()] == ["indicators.yaml"]


@pytest.mark.parametrize("name", ["indicators.yaml", "2023.yaml"])
@pytest.mark.parametrize(
    "odd", ["folder", "secret", "dangling", "itself", "pipe", "folder elsewhere"]
)
def test_data_that_is_no_file_of_its_own_is_told_and_nothing_of_it_shown(
    name: str, odd: str, project: Path, capsys: Captured, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("ngoai") / "secret"
    secret.write_text("mật-khẩu: bí mật\n", "utf-8")
    path = project / "data" / name
    path.unlink(missing_ok=True)
    if odd == "folder":
        path.mkdir()
    elif odd == "pipe":
        os.mkfifo(path)
    elif odd == "folder elsewhere":
        write(project, SMALL, name)
        (project / "data").rename(project / "khac")
        (project / "data").symlink_to("khac")
    else:
        path.symlink_to({"secret": str(secret), "itself": name}.get(odd, "khong-co"))
    for call in (["check"], ["check", str(project / "data/indicators.yaml")]):
        assert main(call) == 1
        out = capsys.readouterr().out
        assert f"data/{name}:1:1: “{name}” là một liên kết hay thư mục" in out
        assert "đặt vào đó một tệp thường" in out
        assert "mật" not in out


def test_a_fault_of_the_program_is_told_apart_from_problems_of_the_data(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr("indicators.__main__.examine", fails)
    assert main(["check"]) == 3
    err = capsys.readouterr().err
    assert "nobody foresaw this" in err
    assert err.splitlines()[-1].startswith("indicators: lỗi của chương trình, không phải của dữ")
    assert project.exists()


@pytest.mark.usefixtures("project")
def test_help_lists_every_command_and_exits_with_0(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert name in printed
        assert command.help.split()[0] in printed


def test_the_schema_is_printed_or_written_as_it_is(project: Path, capsys: Captured) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()
    assert main(["schema", "--out", "s.json"]) == 0
    assert (project / "s.json").read_bytes() == schema_text().encode()


def run(project: Path, *arguments: str, **environment: str) -> Done:
    """The command line as a process of its own."""
    environment["PYTHONPATH"] = str(ROOT)
    return ran(sys.executable, *arguments, folder=project, told=environment)


def test_a_console_that_knows_no_vietnamese_still_gets_the_report(project: Path) -> None:
    write(project, WRONG)
    done = run(project, "-m", "indicators", "check", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout == REPORT


def test_another_python_than_the_prepared_one_is_told_in_one_line(project: Path) -> None:
    done = run(project, "-S", "-m", "indicators", "check")
    assert done.returncode == 1
    [told] = done.stderr.splitlines()
    assert told.startswith("Python này chưa có thư viện ")
    assert "make check" in told


def test_the_check_loads_nothing_that_only_other_commands_need(project: Path) -> None:
    script = (
        "import sys; from indicators.__main__ import main; code = main(['check']);"
        "heavy = {'jinja2', 'markdown', 'mkdocs', 'xlsxwriter', 'babel'};"
        "print(sorted(heavy & sys.modules.keys())); sys.exit(code)"
    )
    done = run(project, "-c", script)
    assert done.stdout.splitlines() == ["Dữ liệu hợp lệ.", "[]"]
