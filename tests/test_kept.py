"""What was published leads on: under former ids, at former pages, and whatever the list holds."""

import base64
import hashlib
import re
from collections import defaultdict
from pathlib import Path

import pytest
from begun import begun
from conftest import DATA, ROOT, copied

from indicators import data_files
from indicators.export import Edition, Format
from indicators.pages.allowed import GUIDES
from indicators.pages.content import Content, listed, read_content
from indicators.pages.page import read_page
from indicators.showing.site import Site, open_site

OLD, NEW = "ket-nap", "ket-nap-dang-vien"
LAST: defaultdict[object, list[Site]] = defaultdict(list)
"""The site in order that was opened last in each form: its pages that are the same stay."""


def edit(file: Path, *edits: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in edits:
        text, count = re.subn(old, new, text)
        assert count, old
    file.write_text(text, "utf-8")


def opened(project: Path, *, directories: bool = True, formats: tuple[Format, ...] = ()) -> Site:
    content = read_content(project, listed((project / "mkdocs.yml").read_text("utf-8")))
    files = data_files(project / DATA, project)
    site = open_site(
        files, content, directories=directories, formats=formats,
        edition=Edition("https://vi-du.example/"), last=LAST[directories, formats],
    )  # fmt: skip
    LAST[directories, formats] = LAST[directories, formats] if site.problems else [site]
    return site


def told(site: Site) -> list[tuple[str, str, str]]:
    return [(p.rule, p.what(), p.mend()) for p in site.problems]


def anchors(site: Site, path: str) -> list[str]:
    return re.findall(r'id="([^"]*)"', "".join(site.text(path)))


def rename(project: Path, *, pages: bool = True) -> Path:
    """An indicator and its page get other names; so does what the pages say of it."""
    name = rf"(?<![\w-]){OLD}(?![\w-])"
    kept = f"id: {NEW}\n    former-ids:\n      - {OLD}\n"
    edit(project / DATA, (name, NEW), (rf"id: {NEW}\n", kept))
    if not pages:
        return project
    for page in (project / "docs").rglob("*.md"):
        guide = page.relative_to(project / "docs").as_posix() in GUIDES
        called = rf"(?<=/){OLD}(?=\.md)" if guide else name
        page.write_text(re.sub(called, NEW, page.read_text("utf-8")), "utf-8")
    edit(project / "mkdocs.yml", (f"/{OLD}.md", f"/{NEW}.md"))
    page = project / "docs/chi-tieu" / f"{OLD}.md"
    edit(page.rename(page.with_stem(NEW)), (r"\A---\n", f"---\nformer:\n  - chi-tieu/{OLD}.md\n"))
    return project


def test_a_renamed_indicator_leads_from_its_old_page_anchors_and_files(tmp_path: Path) -> None:
    before = opened(copied(tmp_path / "cu"), formats=(Format.CSV, Format.JSON, Format.SVG))
    after = opened(rename(copied(tmp_path / "moi")), formats=(Format.CSV, Format.JSON, Format.SVG))
    assert told(after) == []
    page, old_page = f"chi-tieu/{NEW}.md", f"chi-tieu/{OLD}.md"
    there = anchors(after, page)
    assert set(anchors(before, old_page)) - {"bang-1"} <= set(there)
    assert len(there) == len(set(there))
    row = f'<tr id="{NEW}.2021.value"> <th scope="row"><span id="{OLD}.2021.value"></span>'
    assert row in "".join(after.text(page))
    solutions = "giai-phap/theo-chi-tieu.md"
    assert set(anchors(before, solutions)) <= set(anchors(after, solutions))
    assert set(before.files) <= set(after.files)
    for path in (f"data/indicators/{OLD}.csv", f"api/v1/indicators/{OLD}.json",
                 f"data/charts/{OLD}-years.svg"):  # fmt: skip
        assert path in before.files
        assert after.files[path] == after.files[path.replace(OLD, NEW)]
        sums = after.files["data/SHA256SUMS"].place.read_bytes()
        assert f" {path.removeprefix('data/')}\n".encode() in sums or path.startswith("api/")


def test_a_renamed_unit_keeps_its_anchors_with_those_of_its_indicator() -> None:
    front = "---\nhome: documents\nindicators:\n  - nguon\n  - ket-nap\n  - muc-ket-nap\n---\n"
    page = read_page("docs/a.md", f"{front}{{{{ provenance('ket-nap') }}}}".encode())
    data = (ROOT / "tests/every_kind.yaml").read_bytes()
    data = data.replace(b"  - id: ket-nap\n", b"  - id: ket-nap\n    former-ids:\n      - nap\n")
    site = open_site({"data.yaml": data}, Content({"a.md": page}))
    row = re.search(
        r'<tr id="ket-nap.2021.unit.huyen-a.value">(.*?)</th>', "".join(site.text("a.md"))
    )
    assert row
    assert re.findall('<span id="([^"]*)"></span>', row[1]) == [
        "ket-nap.2021.unit.huyen-mot.value", "nap.2021.unit.huyen-a.value",
        "nap.2021.unit.huyen-mot.value",
    ]  # fmt: skip


def test_a_renamed_term_gives_its_files_away_under_its_former_id_too() -> None:
    term = "  - id: khoa-12\n    former-ids:\n      - khoa-xii\n"
    renamed = begun().replace("khoa-xii", "khoa-12").replace("  - id: khoa-12\n", term, 1)
    before, after = (
        open_site({"d.yaml": data.encode()}, Content({}), formats=[Format.CSV]).files
        for data in (begun(), renamed)
    )
    assert set(before) <= set(after)
    old = "khoa-xii/data/indicators/ket-nap-moi.csv"
    assert after[old] == after[old.replace("khoa-xii", "khoa-12")] == before[old]


@pytest.mark.parametrize(
    ("directories", "file", "to"),
    [(True, f"chi-tieu/{OLD}/index.html", f"../{NEW}/"),
     (False, f"chi-tieu/{OLD}.html", f"{NEW}.html")],
)  # fmt: skip
def test_a_page_that_has_moved_leads_on_with_and_without_a_script(
    tmp_path: Path, directories: bool, file: str, to: str
) -> None:
    site = opened(rename(copied(tmp_path / "kho")), directories=directories)
    assert list(site.stubs) == [file]
    stub = site.stubs[file].decode()
    assert f'<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>' in stub
    assert f'<a href="{to}">' in stub
    assert '<meta name="robots" content="noindex">' in stub
    (canonical,) = re.findall('<link rel="canonical" href="([^"]*)">', stub)
    where = f"chi-tieu/{NEW}/" if directories else f"chi-tieu/{NEW}.html"
    assert canonical == f"https://vi-du.example/{where}"
    (script,) = re.findall("<script>(.*?)</script>", stub)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in stub


def test_a_page_that_calls_by_an_old_id_is_told_todays(tmp_path: Path) -> None:
    project = rename(copied(tmp_path / "kho"), pages=False)
    found = told(opened(project))
    assert (
        "page-name",
        f"Mã đã đổi: số liệu “{OLD}/latest/total” nay là “{NEW}/latest/total”.",
        f"gõ {NEW}/latest/total.",
    ) in found
    assert (
        "page-name",
        f"Mã đã đổi: chỉ tiêu, mức chỉ tiêu hoặc văn bản “{OLD}” nay là “{NEW}”.",
        f"gõ {NEW}.",
    ) in found


def test_a_page_has_never_stood_where_the_site_has_its_own(tmp_path: Path) -> None:
    project = copied(tmp_path / "kho")
    paths = ("404.md", "data/x.md", "assets/y.md", "con.md", "a" * 101 + ".md")
    lines = "".join(f"  - {path}\n" for path in paths)
    edit(project / "docs/van-ban.md", (r"\A---\n", f"---\nformer:\n{lines}"))
    found = [(p.file, p.line, p.rule) for p in opened(project).problems]
    assert found == [("docs/van-ban.md", at, "page-front-value") for at in range(3, 8)]


def test_a_former_page_is_no_page_and_that_of_one(tmp_path: Path) -> None:
    project = copied(tmp_path / "kho")
    for name in ("ket-nap", "nguon"):
        lines = "former:\n  - chi-tieu/cu.md\n  - van-ban.md\n  - chi-tieu.md\n"
        edit(project / f"docs/chi-tieu/{name}.md", (r"\A---\n", f"---\n{lines}"))
    found = [(p.file, p.line) for p in opened(project).problems if p.rule == "page-former"]
    assert found == [
        ("docs/chi-tieu/ket-nap.md", 4),
        ("docs/chi-tieu/ket-nap.md", 5),
        ("docs/chi-tieu/nguon.md", 3),
        ("docs/chi-tieu/nguon.md", 4),
        ("docs/chi-tieu/nguon.md", 5),
    ]
