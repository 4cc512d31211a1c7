"""A site is made of what is on one list: everything else that a builder would read is refused.

Each attack is a small folder laid over a copy of the site. The builder's own list of files is
walked, not ours, so that a way in which nobody has thought of is found by the walk.
"""

import random
import re
import string
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from conftest import BUILT, DATA, OWN, ROOT, Build, Captured, copied
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files

from indicators.__main__ import main
from indicators.pages.content import Content, listed, read_content
from indicators.reporting.problems import DataError, Problem
from indicators.showing.site import Site, open_site

PNG = b"\x89PNG\r\n\x1a\n"
RUNS = "{{ cycler.__init__.__globals__.os.popen('id > da-chay').read() }}"


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files by path; a text that begins with ``->`` is a link to what follows."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if isinstance(content, str) and content.startswith("->"):
            path.symlink_to(content[2:])
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def attacked(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Lays attacks over copies of what an organisation's own is."""
    return lambda files: written(copied(tmp_path / f"project-{len([*tmp_path.iterdir()])}"), files)


def opened(folder: Path, *last: Site) -> Site:
    content = read_content(folder, listed((folder / "mkdocs.yml").read_text("utf-8")))
    return open_site({DATA: (ROOT / DATA).read_bytes()}, content, last=last)


REAL = cache(lambda: opened(ROOT))
"""The site without an attack, of which those pages stay that none changes."""


def told(folder: Path) -> list[Problem]:
    return list(opened(folder, REAL()).problems)


def index(text: str, page: str = "docs/index.md") -> dict[str, str | bytes]:
    """The home page, or another one, with something at its end."""
    return {page: (ROOT / page).read_text("utf-8") + f"\n\n{text}\n"}


def front(line: str, page: str = "docs/index.md") -> dict[str, str | bytes]:
    """The home page, or another one, with a line in its front matter."""
    return {page: (ROOT / page).read_text("utf-8").replace("---\n", f"---\n{line}\n", 1)}


LISTED = "docs/van-ban.md"
ATTACKS: dict[str, tuple[dict[str, str | bytes], str]] = {
    "code in a title": (front(f'title: "{RUNS}"'), "page-front-character"),
    "code in a page of another ending": ({"docs/moi.markdown": RUNS}, "page-file"),
    "a folder that is a link": ({"docs/lk": "->../data"}, "page-link"),
    "a link to the folder above": ({"docs/tren": "->.."}, "page-link"),
    "a file that is a link": ({"docs/lk.txt": "->/etc/passwd"}, "page-link"),
    "a page that is a link": ({"docs/lk.md": "->/etc/passwd"}, "page-link"),
    "a link that leads nowhere": ({"docs/lk.md": "->khong-co"}, "page-link"),
    "includes that are a link": ({"includes/abbreviations.md": "->/etc/passwd"}, "page-link"),
    "another template": (front("template: redirect.html", LISTED), "page-front-key"),
    "a second page of documents": (
        {**front("home: documents"), LISTED: (ROOT / LISTED).read_text("utf-8")}, "page-home",
    ),
    "a script in the description": (
        front("description: 'x\"><script>'", "docs/can-chu-y.md"), "page-front-character",
    ),
    "macros switched on": (front("render_macros: true", "docs/doi-chieu.md"), "page-front-key"),
    "another include": ({"includes/moi.md": "chữ"}, "page-file"),
    "a script": ({"docs/mo.js": "alert()"}, "page-file"),
    "HTML with the ending of an image": ({"docs/anh.png": "<script></script>"}, "page-file-type"),
    "a page in capitals": ({"docs/Trang.md": "chữ"}, "page-file"),
    "a second home page": ({"docs/README.md": "chữ"}, "page-file"),
    "a name that Windows cannot store": ({"docs/con.md": "chữ"}, "page-file"),
    "a file at the place of downloads": ({"docs/data/anh.png": PNG}, "page-place"),
    "a page at the place of an error": ({"docs/404.md": "chữ"}, "page-place"),
    "an image that is missing": (index("![a](khong-co.png)"), "page-image"),
    "an argument too few": (index("{{ provenance() }}", "docs/chi-tieu/nguon.md"), "page-argument"),
    "a dead anchor": (index("[a](#khong-co)"), "page-dead"),
    "a page without a place in the menu": ({"docs/moi.md": "# Trang mới"}, "page-unlisted"),
    "a page that is not UTF-8": (
        {"docs/chi-tieu/index.md": "Đảng bộ".encode("utf-16")}, "page-encoding",
    ),
    "two pages of one address": ({"docs/van-ban/index.md": "# Trang"}, "page-place"),
    "a page too long": ({"docs/index.md": "chữ " * 300_000}, "page-size"),
    "a page's provenance removed": (
        {
            "docs/chi-tieu/nguon.md": (ROOT / "docs/chi-tieu/nguon.md")
            .read_text("utf-8")
            .replace("{{ provenance(", "{{ ledger(")
        },
        "page-provenance",
    ),
}  # fmt: skip


TO_THE_BUILDER = (
    "code in a title", "code in a page of another ending", "a folder that is a link",
    "another template", "a script in the description", "macros switched on", "a script",
    "a page that is not UTF-8", "an argument too few", "a link to the folder above",
)  # fmt: skip
"""Those that another builder would act on; each is of another page or file."""


def test_the_real_content_is_all_on_the_list() -> None:
    assert told(ROOT) == []


def test_every_attack_is_refused_with_its_place_and_its_mend(
    attacked: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    """As many at once as are each of another file."""
    left = [*ATTACKS]
    while left:
        laid: dict[str, str | bytes] = {}
        group = [name for name in left if laid.keys().isdisjoint(ATTACKS[name][0])
                 and not laid.update(ATTACKS[name][0])]  # fmt: skip
        problems = told(attacked(laid))
        assert all(problem.what() and problem.mend() for problem in problems)
        found = {(problem.file, problem.rule) for problem in problems}
        for files, rule in map(ATTACKS.__getitem__, group):
            assert {(file, rule) for file in files} & found, (files.keys(), rule)
        left = [name for name in left if name not in group]


@pytest.mark.slow
def test_attacks_stop_the_strict_build_before_anything_is_rendered(
    build: Build, attacked: Callable[[Mapping[str, str | bytes]], Path], tmp_path: Path
) -> None:
    """Each on another page or file, all at once."""
    attacks = [ATTACKS[name] for name in TO_THE_BUILDER]
    folder = attacked({path: text for made, _ in attacks for path, text in made.items()})
    copied(folder, "macros.py")
    for name in {*BUILT} - {*OWN, "macros.py"}:
        (folder / name).symlink_to(ROOT / name)
    done = build(folder, tmp_path / "site", PYTHONPATH=str(folder))
    said = done.stdout + done.stderr
    assert done.returncode != 0
    for made, rule in attacks:
        (path,) = made
        assert f"{path}:" in said
        told = said[said.index(f"{path}:") :].partition("\n\n")[0]
        assert f"[{rule}]" in told
    assert "Traceback" not in said
    assert not (tmp_path / "site").exists() or not list((tmp_path / "site").rglob("*.html"))
    assert not list(tmp_path.rglob("da-chay"))


def test_all_that_the_builder_would_read_is_on_the_list_or_refused(
    attacked: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same files at every run
    letters = string.ascii_letters + string.digits + "-_ .ế"
    endings = [
        "md", "markdown", "mkd", "mkdn", "mdown", "MD", "html", "htm", "js", "mjs", "css", "svg",
        "xml", "json", "txt", "png", "pdf", "jinja", "py", "yml",
    ]  # fmt: skip
    files: dict[str, str | bytes] = {}
    for number in range(300):
        stem = "".join(chance.choices(letters, k=chance.randint(1, 8))).strip(" .") or "a"
        ending = chance.choice([*endings, "".join(chance.choices(letters, k=3))])
        folder = chance.choice(["", "a/", "A/", "chi-tieu/", ".an/", "templates/", "a b/"])
        content = "chữ".encode() if chance.random() < 0.5 else PNG
        files[f"docs/{folder}{number}{stem}.{ending}"] = content
    project = attacked(files)
    read = read_content(project)
    refused = {problem.file for problem in read.problems}
    config = MkDocsConfig()
    config.load_dict({"site_name": "a", "docs_dir": str(project / "docs")})
    config.validate()
    for file in get_files(config):
        if file.inclusion.value > InclusionLevel.DRAFT.value:
            known = file.src_uri in read.pages or file.src_uri in read.files
            above = [f"docs/{path}" for path in PurePosixPath(file.src_uri).parents]
            assert known or {f"docs/{file.src_uri}", *above} & refused, file.src_uri


def test_every_fault_is_told_at_once_in_the_order_of_the_files(
    attacked: Callable[[Mapping[str, str | bytes]], Path],
) -> None:
    folder = attacked({**index("1514\n\n<b>\n\n[a](khong-co.md)"), "docs/a.js": "a"})
    found = [(problem.file, problem.rule) for problem in told(folder)]
    assert found == [
        ("docs/a.js", "page-file"),
        ("docs/index.md", "page-digit"),
        ("docs/index.md", "page-html"),
        ("docs/index.md", "page-dead"),
    ]


def test_pages_are_looked_at_beside_data_that_breaks_a_rule(
    attacked: Callable[[Mapping[str, str | bytes]], Path], capsys: Captured
) -> None:
    broken = (ROOT / DATA).read_text("utf-8").replace("value: 1514", "value: 1.514")
    folder = attacked({**index("1514\n\n`{{ year(2021) }}`"), DATA: broken})
    expected = ["number-thousands", "page-digit", "page-call-lost"]
    with pytest.raises(DataError) as error:
        open_site({DATA: broken.encode()}, read_content(folder))
    assert [problem.rule for problem in error.value.problems] == expected
    assert main(["check", str(folder / DATA), "--project", str(folder)]) == 1
    assert re.findall(r"\[([a-z-]+)\]$", capsys.readouterr().out, re.MULTILINE) == expected


def test_any_unit_may_be_added_to_the_data_without_an_edit_of_a_page() -> None:
    """Examples in guides are of data of their own."""
    text = (ROOT / DATA).read_text("utf-8")
    kinds = "unit-types:\n  - id: huyen\n    name: Huyện\n"
    units = f"{kinds}units:\n  - id: huyen-x\n    name: Huyện X\n    type: huyen\n"
    content: Content = read_content(ROOT)
    guides = {path: page for path, page in content.pages.items() if path.startswith("gioi-thieu/")}
    site = open_site({DATA: f"{text}{units}".encode()}, Content(guides))
    assert [problem for problem in site.problems if problem.rule != "page-dead"] == []
