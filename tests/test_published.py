"""The list of published addresses only grows, and what of it leads nowhere any more is told."""

import random
import re
from pathlib import Path

import pytest
from conftest import DATA, Captured, copied
from repositories import Repo, data
from samples import SMALL, TERM
from test_kept import NEW, OLD, edit, opened, rename, told

from indicators.__main__ import main
from indicators.export import Format
from indicators.pages.content import Content
from indicators.pages.page import read_page
from indicators.pages.published import HEAD, NOTHING, PUBLISHED, read_published
from indicators.showing.site import Site, open_site

FORMS = (Format.CSV, Format.JSON, Format.SVG)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The list of all that the real site has today."""
    folder = copied(tmp_path_factory.mktemp("kho") / "kho")
    return NOTHING.extended(opened(folder, formats=FORMS).published)


@pytest.fixture
def project(tmp_path: Path, everything: str) -> Path:
    """The real site, all of whose addresses are published."""
    folder = copied(tmp_path / "kho")
    (folder / PUBLISHED).write_text(everything, "utf-8")
    return folder


def lost(project: Path) -> list[tuple[int, str, str]]:
    """The line of the list, what is said of it, and how to mend it."""
    problems = opened(project, formats=FORMS).problems
    assert {problem.file for problem in problems} <= {PUBLISHED}
    return [(p.line, p.what(), p.mend()) for p in problems]


def line_of(project: Path, text: str) -> int:
    lines = (project / PUBLISHED).read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def site_of(data: str, listed: str, **pages: str) -> Site:
    """A site of pages by their names, whose list of published addresses is this."""
    read = {
        f"{name}.md": read_page(f"docs/{name}.md", text.encode()) for name, text in pages.items()
    }
    return open_site({"d.yaml": data.encode()}, Content(read, published=read_published(listed)))


def test_the_list_holds_what_others_may_lead_to_in_few_lines(project: Path) -> None:
    text = (project / PUBLISHED).read_text("utf-8")
    assert text.startswith(HEAD)
    block = text[text.index("\nchi-tieu/nguon/\n") :].split("\n")
    assert "  ty-so-nguon.{2020-2025,2021,2022,2023,2024}.{needed,value}" in block
    assert "data/{observations,years}{.csv,.excel.csv}" in text.split("\n")
    listed = read_published(text).addresses
    for address in ("./", "chi-tieu/ket-nap/", "chi-tieu/ket-nap/#ket-nap.2021.value",
                    "chi-tieu/ket-nap/#tom-luoc", "van-ban/#nq-21",
                    "gioi-thieu/quy-tac/#number-thousands",
                    "api/v1/indicators/ket-nap.json", "data/charts/ket-nap-years.svg"):  # fmt: skip
        assert address in listed
    # What is numbered, or an example of a guide, is no promise.
    assert not [name for name in listed if re.search("#(bang|hinh)-[0-9]", name)]
    assert not [name for name in listed if name.startswith("gioi-thieu/macro/#") and "." in name]


def test_the_list_is_never_shortened_and_reads_back_what_was_written() -> None:
    draw = random.Random(15)  # noqa: S311 - the same at every run
    parts = ["a", "b", "c-d", "2021", "2022", "through-2023-12-mid", "value", "plan"]
    pages = ["./", "a/", "a/b/", "c/"]
    text, known = "", set[str]()
    for _ in range(40):
        for _ in range(draw.randrange(12)):
            page = draw.choice(pages)
            name = ".".join(draw.choices(parts, k=draw.randrange(1, 6)))
            known |= {page, f"{page}#{name}"} if draw.random() < 0.8 else {f"data/{name}.csv"}
        found = read_published(text)
        again = found.extended(known)
        assert read_published(again).addresses.keys() == known
        assert read_published(again).extended(()) == again
        text = again
    moved = "a/#b.* -> c/\n"
    assert moved in read_published(moved + text).extended(["d/"])


NO_ADDRESSES = [
    "/chi-tieu/", "chi-tieu/kết-nạp/", "../ra-ngoai/", "data/", "  #ket-nap", "a/ -> ", "a/ b/",
    # What would take the place of a page, of the site's own files, or of every address.
    "chi-tieu/index/", "404/", "con/", f"{'a' * 101}/", "* -> van-ban/",
    # What would say one address and lead to another, or never be done.
    "a/ -> https://vi-du.example/\u202eab", "a/ -> https://vi-du.example/\2wzxhzdk:0\3",
    f"a/#{'*a' * 10} -> van-ban/", "du-lieu/" + "{a,b}" * 26,
]  # fmt: skip


def test_a_line_that_is_no_address_is_told(project: Path) -> None:
    first = (project / PUBLISHED).read_text("utf-8").count("\n") + 1
    with (project / PUBLISHED).open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in NO_ADDRESSES)
    found = [
        (line, what.endswith("” không phải một địa chỉ của trang."))
        for line, what, _ in lost(project)
    ]
    assert found == [(first + at, True) for at, _ in enumerate(NO_ADDRESSES)]


def test_the_command_adds_what_is_new_and_says_how_much(project: Path, capsys: Captured) -> None:
    before = (project / PUBLISHED).read_text("utf-8")
    edit(project / "docs/van-ban.md", ("## Danh mục", "## Một mục mới\n\nChữ.\n\n## Danh mục"))
    assert main(["addresses", "--project", str(project)]) == 0
    assert capsys.readouterr().out.endswith(" địa chỉ mới.\n")
    after = read_published((project / PUBLISHED).read_text("utf-8")).addresses
    assert read_published(before).addresses.keys() < after.keys()
    assert "van-ban/#mot-muc-moi" in after


def test_the_command_writes_nothing_while_something_is_lost(
    project: Path, capsys: Captured
) -> None:
    before = (project / PUBLISHED).read_bytes()
    edit(project / "docs/van-ban.md", ("## Danh mục", "## Danh sách"))
    assert main(["addresses", "--project", str(project)]) == 1
    assert "van-ban/#danh-muc" in capsys.readouterr().err
    assert (project / PUBLISHED).read_bytes() == before


def test_a_proposal_tells_which_addresses_it_strikes_from_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    repo = Repo(tmp_path)
    repo.commit({DATA: data(y2021=1), PUBLISHED: "a/\n  so.{2021,2022}.value\n"})
    repo.write({PUBLISHED: "b/ -> a/\na/\n  so.2021.value\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["compare", "--base", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Không có số liệu nào đổi.\n")
    struck = "Địa chỉ bị xóa khỏi danh sách đã công bố: 1 (liên kết cũ sẽ hỏng)"
    assert f"  [ ] {struck}\n    a/#so.2022.value\n" in out
    led = "Địa chỉ đã công bố nay dẫn sang nơi khác: 1 (xem nơi mới có đúng chỗ không)"
    assert f"  [ ] {led}\n    b/ → a/\n" in out


def test_a_folder_in_the_place_of_the_list_is_no_list(project: Path) -> None:
    (project / PUBLISHED).unlink()
    (project / PUBLISHED).mkdir()
    assert len(lost(project)) == 1


def test_the_list_may_come_from_an_editor_of_windows(project: Path) -> None:
    text = (project / PUBLISHED).read_bytes()
    (project / PUBLISHED).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert lost(project) == []


def test_a_rename_that_is_not_kept_is_told_once_for_what_it_takes_along(project: Path) -> None:
    rename(project)
    edit(project / DATA, (rf"    former-ids:\n      - {OLD}\n", ""))
    edit(project / f"docs/chi-tieu/{NEW}.md", (rf"former:\n  - chi-tieu/{OLD}.md\n", ""))
    found = {what: mend for _, what, mend in lost(project)}
    page = f"chi-tieu/{OLD}/"
    assert found.pop(f"Địa chỉ đã công bố “{page}” không còn dẫn tới đâu.") == (
        "trang đổi tên thì ghi ở đầu trang mới: former: rồi dòng dưới, thụt vào: - "
        f"chi-tieu/{OLD}.md; bỏ hẳn thì thêm vào đầu tệp này dòng: {page} -> địa chỉ thay cho nó."
    )
    section = f"giai-phap/theo-chi-tieu/#giai-phap-{OLD}"
    assert found.pop(f"Địa chỉ đã công bố “{section}” không còn dẫn tới đâu.") == (
        f"đặt lại tên ấy ở cuối tiêu đề của mục: {{: #giai-phap-{OLD} }}; mã đã đổi thì ghi mã cũ "
        f"ở former-ids; bỏ hẳn thì thêm vào đầu tệp này dòng: {section} -> địa chỉ thay cho nó."
    )
    assert {what.partition("“")[2].partition("/")[0] for what in found} == {"api", "data"}
    edit(
        project / f"docs/chi-tieu/{NEW}.md", (r"\A---\n", f"---\nformer:\n  - chi-tieu/{OLD}.md\n")
    )
    told = {what: mend for _, what, mend in lost(project)}
    (mend,) = (told[what] for what in told if f"/#{OLD}." in what)
    assert mend == (
        "mã đã đổi thì ghi mã cũ ở former-ids của mục nay mang mã mới; bỏ hẳn thì thêm "
        f"vào đầu tệp này dòng: {page}#{OLD}.* -> địa chỉ thay cho nó."
    )


SHARES = TERM[TERM.index("  - id: xep-loai") :]
INDEX = "---\nhome: documents\n---\n{{ documents() }}"
ONE = "---\nindicators:\n  - ket-nap\n---\n{{ provenance('ket-nap') }}\n"
OTHER = "---\nindicators:\n  - xep-loai\n---\n{{ provenance('xep-loai') }}"
BOTH = "---\nindicators:\n  - ket-nap\n  - xep-loai\n---\n{{ provenance('ket-nap', 'xep-loai') }}"


@pytest.mark.parametrize(
    ("before", "lost", "line", "leads"),
    [
        (
            {"a": ONE, "b": OTHER},
            "b/",
            "b/ -> a/#ket-nap.2021.value",
            '<a href="../a/#ket-nap.2021.value">',
        ),
        (
            {"a": BOTH},
            "a/#xep-loai.2021-2022.mean",
            "a/#xep-loai.* -> https://vi-du.example/",
            '<span id="xep-loai.2025.value"></span>Nội dung từng ở đây nay ở: <a href="https://vi-',
        ),
    ],
)
def test_a_withdrawn_indicator_is_told_once_until_a_line_says_where_to_go(
    before: dict[str, str], lost: str, line: str, leads: str
) -> None:
    listed = NOTHING.extended(site_of(SMALL + SHARES, "", index=INDEX, **before).published)
    (problem,) = site_of(SMALL, listed, index=INDEX, a=ONE).problems
    assert problem.what() == f"Địa chỉ đã công bố “{lost}” không còn dẫn tới đâu."
    assert f"dòng: {line.partition(' ')[0]} -> địa chỉ thay cho nó" in problem.mend()
    site = site_of(SMALL, f"{line}\n{listed}", index=INDEX, a=ONE)
    assert site.problems == ()
    assert leads in "".join([*site.below.values(), *map(bytes.decode, site.stubs.values())])


def test_a_heading_that_went_is_named_again_or_leads_elsewhere(project: Path) -> None:
    page = project / "docs/van-ban.md"
    edit(page, ("## Danh mục", "## Danh sách"))
    ((line, what, _),) = lost(project)
    assert (line, what) == (
        line_of(project, "  danh-muc"),
        "Địa chỉ đã công bố “van-ban/#danh-muc” không còn dẫn tới đâu.",
    )
    listed = (project / PUBLISHED).read_text("utf-8")
    edit(project / PUBLISHED, (r"\A", "van-ban/#danh-muc -> chi-tieu/#cach-doc-bang\n"))
    site = opened(project)
    assert told(site) == []
    assert "".join(site.text("van-ban.md")).endswith(
        '<p><span id="danh-muc"></span>Nội dung từng ở đây nay ở: '
        '<a href="../chi-tieu/#cach-doc-bang">Tổng hợp kết quả</a>.</p> </div>'
    )
    (project / PUBLISHED).write_text(f"van-ban/#danh-muc -> van-ban/#khong-co\n{listed}", "utf-8")
    assert [what for _, what, _ in lost(project)] == [
        "Không có trang, tệp hoặc mục “van-ban/#khong-co”."
    ]
    (project / PUBLISHED).write_text(listed, "utf-8")
    edit(page, ("## Danh sách", "## Danh sách {: #danh-muc }"))
    assert lost(project) == []


@pytest.mark.parametrize(
    ("gone", "there"),
    [
        ("ket-nap.2021.percent-of-plan.printed", "ket-nap.2021.percent-of-plan"),
        ("ket-nap.2021.proposed", "ket-nap.2021.value"),
        ("ket-nap.2021-06.value", "ket-nap.2021.value"),
        ("ket-nap.through-2022.total", "ket-nap.through-2024.total"),
        ("muc-ket-nap.max", "muc-ket-nap.target"),
    ],
)
def test_a_figure_that_gave_way_leads_to_what_says_most_of_the_same(
    project: Path, gone: str, there: str
) -> None:
    edit(project / PUBLISHED, (r"chi-tieu/ket-nap/\n", f"chi-tieu/ket-nap/\n  {gone}\n"))
    site = opened(project)
    assert told(site) == []
    row = f'<tr id="{there}"> <th scope="row"><span id="{gone}"></span>'
    assert row in "".join(site.text("chi-tieu/ket-nap.md"))


def test_a_result_in_the_place_of_a_forecast_loses_no_address(project: Path) -> None:
    """The forecast of a total gives way to the total of another day, whose row takes its links."""
    data = project / DATA
    forecast = r"      - through: 2024\n        value: 7526\n(?:        .*\n)*"
    total = "      - through: 2025-01\n        value: 7400\n"
    edit(data, (forecast, total), (r"plan: 1660\n        status: forecast", "value: 1534"))
    problems = [p for p in opened(project, formats=FORMS).problems if p.file == PUBLISHED]
    assert problems == []
    there = "".join(opened(project).text("chi-tieu/ket-nap.md"))
    row = re.search(r'<tr id="ket-nap.through-2025-01.total"> <th scope="row">(.*?)</th>', there)
    assert row
    assert '<span id="ket-nap.through-2024.total"></span>' in row[1]
    planned = re.search(r'<tr id="ket-nap.2024.value"> <th scope="row">(.*?)</th>', there)
    assert planned
    assert '<span id="ket-nap.2024.plan"></span>' in planned[1]
