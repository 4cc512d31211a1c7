"""Addresses in the repository: a line as it was built, its editor, a commit, or none of them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import BUILT, DATA, REAL, ROOT, Build, copied, giving
from repositories import Repo

from indicators.comparing.git import Repository
from indicators.comparing.history import history_of, to_json
from indicators.pages.content import Content
from indicators.pages.page import read_page
from indicators.showing.links import NOWHERE, Hosting
from indicators.showing.site import Site, open_site

GITHUB = Hosting(
    repository="https://github.com/co-quan/chi-tieu",
    view="{repo}/blob/{commit}/{file}#L{line}",
    edit="{repo}/edit/{branch}/{file}#L{line}",
    change="{repo}/commit/{commit}",
    commit="c0ffee",
    branch="main",
    clean=True,
)


GITLAB = "{repo}/-/blob/{commit}/{file}#L{line}"
HOME = "https://github.com/co-quan/chi-tieu"


@pytest.mark.parametrize(
    ("host", "line", "editor", "change"),
    [
        (replace(GITHUB, repository="https://git.example/a/", view=GITLAB, edit=""),
         "https://git.example/a/-/blob/c0ffee/s%E1%BB%91/a%23b%3F.yaml%22#L1", "",
         "https://git.example/a/commit/b"),
        # What is put into an address cannot change it.
        (replace(GITHUB, branch='sửa#1?"><x>', view=""),
         "", f"{HOME}/edit/s%E1%BB%ADa%231%3F%22%3E%3Cx%3E/s%E1%BB%91/a%23b%3F.yaml%22#L1",
         f"{HOME}/commit/b"),
        # A work tree with changes in the data has no lines, but still commits.
        (replace(GITHUB, clean=False), "", "", f"{HOME}/commit/b"),
        (replace(GITHUB, commit="", branch=""), "", "", f"{HOME}/commit/b"),
        (NOWHERE, "", "", ""),
    ],
)  # fmt: skip
def test_each_host_has_its_own_addresses_and_none_for_what_is_not_known(
    host: Hosting, line: str, editor: str, change: str
) -> None:
    file = 'số/a#b?.yaml"'
    found = host.line(file, 1), host.editor(file, 1), host.commit_page("b")
    assert found == (line, editor, change)


@pytest.mark.parametrize("form", ["{repo}/{rev}", "{repo}/{0}", "{repo}/{", "{repo.__class__}"])
def test_a_form_that_names_what_there_is_not_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"extra\.hosting\.edit"):
        replace(GITHUB, edit=form)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "github.com/a/b", "https://a b"])
def test_a_repository_without_a_web_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="repo_url"):
        replace(GITHUB, repository=address)


def site(hosting: Hosting) -> Site:
    pages = (
        read_page("docs/a.md", b"---\nindicators:\n  - ket-nap\n  - muc-ket-nap\n---\n"),
        read_page("docs/b.md", b"---\nhome: documents\n---\n"),
    )
    content = Content({page.path: page for page in pages})
    return open_site({DATA: (ROOT / DATA).read_bytes()}, content, hosting=hosting)


def line_of(text: str) -> int:
    return REAL.splitlines().index(text) + 1


def test_each_table_and_chart_leads_to_where_its_data_is_edited() -> None:
    writer = site(GITHUB).writer("a.md")
    start = line_of("  - id: ket-nap")
    for made in (writer.table("ket-nap"), writer.totals("ket-nap"), writer.chart("ket-nap")):
        link = f'<a href="{GITHUB.editor(DATA, start)}">Sửa số liệu</a>'
        assert made.count(link) == 1
    first_document = line_of("documents:") + 1
    assert GITHUB.editor(DATA, first_document) in writer.documents()


def test_each_row_of_provenance_leads_to_its_own_line_and_its_editor() -> None:
    shown = site(GITHUB).writer("a.md").provenance("ket-nap")
    line = line_of("        value: 1533")
    [row] = [row for row in re.findall("<tr.*?</tr>", shown) if 'id="ket-nap.2022.value"' in row]
    assert f"{DATA}, dòng {line}" in row
    assert f'href="{GITHUB.line(DATA, line)}"' in row
    assert f'href="{GITHUB.editor(DATA, line)}"' in row
    assert "Xem dòng dữ liệu" in row
    assert "Sửa số liệu" in row


def test_without_a_host_rows_name_the_line_and_nothing_leads_away() -> None:
    writer = site(NOWHERE).writer("a.md")
    shown = writer.provenance("ket-nap") + writer.table("ket-nap") + writer.chart("ket-nap")
    assert f"{DATA}, dòng {line_of('        value: 1533')}" in shown
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", shown)
    assert "Sửa số liệu" not in shown


@pytest.mark.slow
def test_the_built_site_knows_its_commit_whether_its_data_was_edited_and_where_to_report(
    build: Build, tmp_path: Path
) -> None:
    project = giving(copied(tmp_path / "project", *BUILT, ".gitignore"), "csv")
    repo = Repo(project)
    commit = repo.commit()
    written = project / "build" / "history.json"
    written.parent.mkdir()
    written.write_text(to_json(history_of(Repository(project).versions(DATA))), "utf-8")
    page, lines = "chi-tieu/ket-nap/index.html", "https://git.example/kho/blob/{}/{}#L"
    told = {"REPORT_URL": "mailto:a@example.invalid", "REPORT_TEXT": "Văn phòng <b>, số máy"}
    told |= {"REPO_URL": "https://git.example/kho", "SITE_URL": "https://a.example/"}
    done = build(project, tmp_path / "clean", **told)
    assert done.returncode == 0, done.stdout + done.stderr
    source = (tmp_path / "clean" / page).read_text("utf-8")
    assert lines.format(commit, DATA) in source
    assert f"https://git.example/kho/edit/main/{DATA}#L" in source
    feed = re.search(r'<link rel="(.*?)" type="application/atom\+xml"', source)
    assert feed, "the page says by which feeds it can be followed"
    # Beside a link that is an alternate and nothing more, the theme asks for a site's map.
    assert {"alternate"} < set(feed[1].split())
    for path in (tmp_path / "clean").rglob("*.html"):
        if "tom-tat" in path.parts:  # a sheet of paper, nothing to answer to
            continue
        shown = path.read_text("utf-8")
        assert '<a href="mailto:a@example.invalid">' in shown, path
        assert "Văn phòng &lt;b&gt;, số máy" in shown, path
    past = (tmp_path / "clean/du-lieu/lich-su/index.html").read_text("utf-8")
    assert f"https://git.example/kho/commit/{commit}" in past
    assert "Ghi lần đầu" in past
    watched = (tmp_path / "clean/can-chu-y/index.html").read_text("utf-8")
    assert "không rõ ngày" not in watched, "its day is the commit's"

    repo.write({DATA: (project / DATA).read_text("utf-8") + "# Đang sửa\n"})
    done = build(project, tmp_path / "edited", REPO_URL="https://git.example/kho")
    assert done.returncode == 0, done.stdout + done.stderr
    source = (tmp_path / "edited" / page).read_text("utf-8")
    assert "/blob/" not in source
    assert "/edit/" not in source
    past = (tmp_path / "edited/du-lieu/lich-su/index.html").read_text("utf-8")
    assert "Tệp dữ liệu đang có thay đổi chưa vào lịch sử" in past
