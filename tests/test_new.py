"""A new organisation's site: in order from the first moment, and with no word of another one."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import REAL, Build, Captured
from programs import ran
from test_setup import make

from indicators import examine, read
from indicators.__main__ import main
from indicators.editing.lines import EditError
from indicators.pages.page import read_page
from indicators.starting.asked import ASKS, told
from indicators.starting.new import main_colour, new_site, relinked

OWN = {
    "organisation": "Đảng bộ xã Thí Dụ",
    "term": "2025-2030",
    "units": "Chi bộ thôn Một; Chi bộ thôn Hai",
}
NUMBERS = {
    re.sub(r"(?<!,)([0-9]{3})$", r"\\.?\1", number.replace(".", "[.,]"))
    for number in re.findall(r" (?:value|plan): ([0-9]+\.[0-9]+|[0-9]{4})$", REAL, re.MULTILINE)
}
"""The numbers of the real data, as they are typed or shown."""
OTHERS = re.compile(
    "Long An|long-an|phong-van|Đồng bằng sông|TTXVN|Thông tấn|BTCTU|01-CTr|Thanh Hải|interview|"
    f"(?<![0-9.,#])(?:{'|'.join(sorted(NUMBERS))})(?![0-9]|[.,][0-9])"
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return new_site(OWN)


@pytest.mark.parametrize(
    "name", ['Đảng bộ "A": B', "Đảng bộ #1", "- x", "{a}", "@NAME@", "A\\B", "yes", "Đảng bộ 'C'"]
)
def test_any_name_of_one_line_becomes_a_name_in_the_data(name: str) -> None:
    made = new_site({**OWN, "organisation": name, "units": f"{name};{name}"})
    dataset = read({"data/indicators.yaml": made["data/indicators.yaml"]}).dataset
    assert dataset is not None
    assert (dataset.organisation.name, dataset.term.name) == (name, "nhiệm kỳ 2025 – 2030")
    assert [unit.name for unit in dataset.units] == [name, name]


def test_no_word_of_another_organisation_goes_along(files: dict[str, bytes]) -> None:
    found = {
        name: OTHERS.findall(content.decode())
        for name, content in files.items()
        if not name.endswith((".py", ".woff2", ".ttf", ".png", ".min.js", ".txt"))
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_the_new_pages_hold_no_typed_figure_and_only_known_macros(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.startswith(("docs/", "includes/")):
            assert read_page(name, content).problems == (), name


@pytest.mark.slow
def test_the_new_site_builds_strictly_in_its_own_colours(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "trang"
    call = ["new", str(folder), "ORGANISATION=Đảng bộ xã Thí Dụ", "TERM=2025-2030"]
    assert main([*call, "UNITS=Chi bộ thôn Một", "COLOUR=#0b4c3a"]) == 0
    # The site must be built by the package that it brought, not by this one.
    result = build(folder, tmp_path / "site", PYTHONPATH=str(folder))
    assert result.returncode == 0, result.stdout + result.stderr
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Đảng bộ xã Thí Dụ" in home
    assert "nhiệm kỳ 2025 – 2030" in home
    style = (tmp_path / "site" / "assets" / "stylesheets" / "style.css").read_text("utf-8")
    assert "#0b4c3a" in style
    assert "#7d1d1f" not in style
    form = tmp_path / "site" / "to-chuc-thuc-hien" / "giao-chi-tieu" / "index.html"
    assert "Chi bộ thôn Một" in form.read_text("utf-8")
    pages = [*(tmp_path / "site").rglob("*.html"), tmp_path / "site/search/search_index.json"]
    shown = {path.name: OTHERS.findall(path.read_text("utf-8")) for path in pages}
    assert {name: words for name, words in shown.items() if words} == {}
    assert examine({"d": (folder / "data" / "indicators.yaml").read_bytes()}).problems == ()


def written(folder: Path) -> Path:
    call = ["new", f"OUT={folder}", "ORGANISATION=Đảng bộ xã Thí Dụ", "TERM=2025-2030"]
    assert main([*call, "UNITS=Chi bộ thôn Một; Chi bộ thôn Hai", "TITLE=Trang"]) == 0
    return folder


@pytest.fixture
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of settings of a person's git, which says a name."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Lan\nemail = lan@example.invalid\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("EMAIL", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)
    for role in ("AUTHOR", "COMMITTER"):
        for part in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{part}", raising=False)
    return settings


def test_a_page_that_goes_along_leaves_its_term_and_the_links_that_lead_nowhere() -> None:
    page = "---\nterm: khoa-xi\n---\n[A](a.md), [b](b.md)\n"
    known = {"du-lieu/a.md": "du-lieu/a.md"}
    made = relinked(page, "du-lieu/x.md", "du-lieu/x.md", lambda target: known.get(target, ""))
    assert made == "---\n---\n[A](a.md), b\n"


@pytest.mark.usefixtures("own_git")
def test_the_new_site_is_a_repository_with_its_first_commit(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = written(tmp_path / "trang mới")
    for words, answer in (
        (["log", "--format=%an <%ae> %s", "main"], "Lan <lan@example.invalid> Lập trang\n"),
        (["status", "--porcelain"], ""),
    ):
        assert ran("git", *words, folder=folder).stdout == answer
    kept = ran("git", "ls-files", "--stage", ".ci", ".github", folder=folder).stdout
    assert re.search("^100755 .*.ci/report$", kept, re.MULTILINE)
    assert "screenshot" not in kept
    told = capsys.readouterr().out
    assert "Đã lập kho git với lần ghi đầu tiên" in told
    places = [told.index(step) for step in (
        f"1. cd '{folder}'", "2. make serve", "3. Điền",
        "4. git add --all && git commit", "5. Đưa trang lên mạng",
    )]  # fmt: skip
    assert places == sorted(places)


def test_where_git_cannot_commit_it_is_told_what_to_type(
    own_git: Path, tmp_path: Path, capsys: Captured,
    monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def told(folder: Path) -> str:
        written(folder)
        return capsys.readouterr().out.splitlines()[1]

    own_git.write_text("", "utf-8")
    by_name = told(tmp_path / "a")
    assert "git config --global user.name 'HỌ TÊN' && git config --global user.email" in by_name
    assert by_name.endswith("git add --all && git commit -m 'Lập trang'")
    assert "kho git khác" in told(tmp_path / "a" / "b" / "c")
    assert not (tmp_path / "a" / "b" / "c" / ".git").exists()
    monkeypatch.setenv("PATH", str(tmp_path))
    by_hand = told(tmp_path / "d")
    assert by_hand.startswith("Máy này chưa có git")
    assert by_hand.endswith("git init --initial-branch=main && git add --all && git commit -m "
                            "'Lập trang'")  # fmt: skip


def test_the_guides_give_a_call_that_is_understood(root: Path) -> None:
    for name in ("README.md", "README.en.md", "docs/gioi-thieu/chu-trang.md"):
        [call] = re.findall("^make new (.*)$", (root / name).read_text("utf-8"), re.MULTILINE)
        assert (
            told("new", shlex.split(call)).items()
            <= told("new", shlex.split(ASKS["new"].example)).items()
        )


def test_every_command_that_the_new_makefile_offers_has_what_it_needs(tmp_path: Path) -> None:
    folder = written(tmp_path / "trang")
    offered = re.findall("^  make ([a-z-]+) ", make("help", folder=folder)[1], re.MULTILINE)
    assert {"serve", "test", "lint", "lock"} <= set(offered)
    assert {"bench", "mutation"}.isdisjoint(offered)
    for target in offered:
        _, steps = make("--dry-run", target, folder=folder)
        for file in re.findall(r"[\w/-]+\.(?:txt|in)\b|tools/\S+", steps):
            assert (folder / file).exists(), (target, file)


def test_the_checks_of_a_new_site_install_no_tool_and_ask_for_no_program(tmp_path: Path) -> None:
    """``make test``, one of its README's two commands: its data is checked, its site is built."""
    folder = written(tmp_path / "trang")
    _, steps = make("--dry-run", "test", folder=folder)
    assert "-m indicators check --project ." in steps
    assert "-m mkdocs build -f mkdocs.yml --clean --strict" in steps
    assert set(re.findall(r"--requirement ([\w./]+)", steps)) <= {
        "requirements/uv.txt", "requirements/site.txt",
    }  # fmt: skip
    asked = re.findall(
        r'^    "command -v (.*)\|', (folder / ".ci/run").read_text("utf-8"), re.MULTILINE
    )
    assert asked == ["make", "git"]
    assert not (folder / "tests").exists()


def test_a_folder_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("b", "utf-8")
    assert main(["new", str(tmp_path), "ORGANISATION=A", "TERM=2025-2030"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("text", ["2030-2025", "2025", "25-30", "2025/2030", ""])
def test_what_is_no_span_of_years_is_refused(text: str) -> None:
    with pytest.raises(EditError, match="2025-2030"):
        new_site({"organisation": "A", "term": text})


@pytest.mark.parametrize("text", ["red", "#fff", "#ffffff", "#888888", "0b4c3a"])
def test_a_colour_on_which_white_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        main_colour(text)
