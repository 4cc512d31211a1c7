"""Several terms in one file: each is seen as data of one term, and nothing is summed over two."""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from begun import OLD, begun, project
from cases import tree, typed
from conftest import DATA, ROOT
from samples import edited

from indicators import examine, read
from indicators.bridge import Build
from indicators.comparing.compare import compare_terms
from indicators.comparing.git import GitError, Repository
from indicators.comparing.history import from_json, history_of, to_json
from indicators.comparing.report import of_terms
from indicators.comparing.versions import Commit, Extent, Version, Versions, lenient_views
from indicators.computing.compute import Views, compute
from indicators.computing.standing import Standing
from indicators.export import Format
from indicators.model import Dataset
from indicators.pages.content import Content, read_content
from indicators.pages.page import read_page
from indicators.showing.links import Links
from indicators.showing.site import Site, open_site
from indicators.showing.writer import Writer
from indicators.terms import Lens, lenses

BEGUN = begun()


def terms(text: str) -> tuple[Lens, ...]:
    dataset = read({DATA: text.encode()}).dataset
    assert dataset is not None
    return lenses(dataset)


def told(text: str) -> list[tuple[str, str, str]]:
    found = examine({DATA: text.encode()})
    return [(p.source.strip(), p.rule, f"{p.what()} {p.mend()}") for p in found.problems]


def test_the_first_term_is_as_it_was_before_another_began() -> None:
    old = read({DATA: OLD.encode()}).dataset
    first, second = terms(BEGUN)
    assert old is not None
    assert first.dataset.model_dump() == old.model_dump()
    assert (first.id, first.prefix, second.id, second.prefix) == (
        "khoa-xi", "", "khoa-xii", "khoa-xii/",
    )  # fmt: skip


def ids(dataset: Dataset) -> Mapping[str, list[str]]:
    names = ("documents", "targets", "indicators", "solutions", "groups")
    return {name: [item.id for item in getattr(dataset, name)] for name in names}


def test_a_term_sees_what_is_its_own_and_what_none_uses_alone() -> None:
    _, second = terms(BEGUN)
    data = second.dataset
    shared = ["nq-dai-hoi-xiii", "nq-tw4-xi", "nq-tw4-xii"]
    groups = [group.id for group in terms(OLD)[0].dataset.groups]
    assert ids(data) == {
        "documents": [*shared, "nq-moi", "bao-cao-moi"],
        "targets": ["muc-moi"],
        "indicators": ["ket-nap-moi"],
        "solutions": [],
        "groups": groups,
    }
    assert (data.organisation.name, data.term.opens, data.programme, data.source) == (
        "Đảng bộ tỉnh Thí Dụ", (2025, 10), None, "bao-cao-moi",
    )  # fmt: skip


def test_what_is_kept_by_one_term_may_be_used_by_another() -> None:
    """A document that no record names stays where it was when the next term names it."""
    name = "  - id: nq-dai-hoi-xiii\n"
    used = BEGUN.replace("set-by: nq-moi", "set-by: nq-dai-hoi-xiii")
    for text, seen in (
        (used, [False, True]),
        (used.replace(name, f"{name}    term: khoa-xi\n"), [True, True]),
        (BEGUN.replace(name, f"{name}    term: khoa-xi\n"), [True, False]),
    ):
        documents = [ids(lens.dataset)["documents"] for lens in terms(text)]
        assert ["nq-dai-hoi-xiii" in known for known in documents] == seen


def test_a_place_in_a_term_is_known_in_the_file() -> None:
    loaded = read({DATA: BEGUN.encode()})
    assert loaded.dataset is not None
    _, second = lenses(loaded.dataset)
    path = ("indicators", 0, "observations", 1, "value")
    assert second.dataset.at(path) == loaded.dataset.at(second.place(path)) == 3100
    assert loaded.positions[second.place(path)].text == "        value: 3100"


def split() -> str:
    """Counts of the years around a congress in September 2025, with a target before and after."""
    data = tree("flow: 2023 10; 2024 12; 2025 20; 2026 17")
    (made,) = data["indicators"]
    made |= {"id": "ket-nap", "name": "Kết nạp", "unit": "đảng viên"}
    spans = {"khoa-xi": ("2023", "2025-09"), "khoa-xii": ("2025", "2030")}
    data["terms"] = [
        {"id": name, "name": f"nhiệm kỳ {start[:4]} – {end[:4]}",
         "organisation": "Đảng bộ xã Thí Dụ", "start": start, "end": end}
        for name, (start, end) in spans.items()
    ]  # fmt: skip
    data["targets"] = [
        {"id": name, "term": term, "name": "Mức", "type": "term-total", "value": value,
         "indicators": ["ket-nap"]}
        for name, term, value in (("muc-truoc", "khoa-xi", "40"), ("muc-sau", "khoa-xii", "90"))
    ]  # fmt: skip
    order = ("model", "terms", "source", "documents", "targets", "indicators")
    return typed({name: data[name] for name in order}) + "\n"


SPLIT = split()


def views(text: str) -> list[Views]:
    return [compute(lens.dataset) for lens in terms(text)]


def shown(views: Views) -> dict[str, str]:
    return {
        name: str(figure.exact)
        for name, figure in views.figures.items()
        if figure.exact is not None and name.startswith("ket-nap/")
    }


def test_a_whole_year_over_the_border_is_shown_in_both_terms_and_summed_in_none() -> None:
    before, after = views(SPLIT)
    assert shown(before) == {
        "ket-nap/2023/value": "10", "ket-nap/2024/value": "12", "ket-nap/2025/value": "20",
        "ket-nap/2023-2024/sum": "22", "ket-nap/through-2024/total": "22",
        "ket-nap/through-2024/percent-of-target": "55", "ket-nap/through-2024/remaining": "18",
        "ket-nap/through-2024/remaining-percent": "45",
        "ket-nap/through-2024/required-per-period": "18",
        "ket-nap/2024/change": "2", "ket-nap/2025/change": "8",
    }  # fmt: skip
    assert shown(after) == OF_LATER


OF_LATER = {"ket-nap/2025/value": "20", "ket-nap/2026/value": "17", "ket-nap/2026/change": "-3"}


def test_the_plan_of_a_year_that_two_terms_share_is_told_by_the_first() -> None:
    printed = "published:\n          - figure: percent-of-plan\n            value: 125"
    row = f"value: 20\n        plan: 16\n        {printed}"
    before, after = views(SPLIT.replace("value: 20", row, 1))
    planned = {f"ket-nap/2025/{role}" for role in ("plan", "percent-of-plan", "over-plan")}
    assert (planned <= shown(before).keys(), planned & shown(after).keys()) == (True, set())


UP_TO = "      - period: 2025\n        through: 2025-09\n        value: 15\n"


def test_a_year_split_by_the_congress_counts_up_to_it_for_the_term_before() -> None:
    before, after = views(SPLIT.replace("      - period: 2025\n", f"{UP_TO}      - period: 2025\n"))
    total = {name: value for name, value in shown(before).items() if name.endswith("/total")}
    assert total == {"ket-nap/through-2025-09/total": "37"}  # 10 + 12 + 15
    assert before.targets["muc-truoc"].standing is Standing.NOT_MET  # 37 of 40, and it is over
    both = {"ket-nap/2025-09/value": "15", "ket-nap/2025/value": "20"}
    assert both.items() <= shown(before).items()
    assert shown(after) == OF_LATER


def test_a_stated_total_of_each_term_is_its_own() -> None:
    totals = "    totals:\n      - through: 2025-09\n        value: 37\n"
    totals += "      - through: 2026\n        value: 22\n"
    before, after = views(SPLIT + totals)
    assert shown(before)["ket-nap/through-2025-09/total"] == "37"
    assert "ket-nap/through-2026/total" not in shown(before)
    assert shown(after)["ket-nap/through-2026/unexplained"] == "5"  # what the border left of 2025


MEAN = """\
    published:
      - figure: mean
        from: 2024
        to: 2026
        value: 16.3
"""
FIRST, SECOND = "end: 2025-09", "start: 2025\n"
MISTAKES = (
    # a gap, an overlap, a year without a month, the later one first
    (((SECOND, "start: 2026\n"),), "start: 2026", "terms-apart",
     "kết thúc 2025-09 (dòng 7). sửa một trong hai mốc: nhiệm kỳ sau bắt đầu ngay tháng sau đó"),
    (((SECOND, "start: 2025-09\n"),), "start: 2025-09", "terms-apart",
     "không nối liền nhiệm kỳ trước, kết thúc 2025-09 (dòng 7)."),
    (((FIRST, "end: 2025"),), "start: 2025", "terms-apart",
     "ghi tháng ở một trong hai dòng: tháng đại hội ở start,"),
    ((("start: 2023\n", "start: 2027\n"), (FIRST, "end: 2031"), (SECOND, "start: 2023\n")),
     "start: 2023", "order", "“2023” đứng sau 2027."),
    # a year of no term, an unknown term, no term, a mean over both, both forms
    ((("- period: 2023", "- period: 2020"),), "- period: 2020", "period-outside",
     "“2020” nằm ngoài các nhiệm kỳ đã khai, từ 2023 đến 2030."),
    ((("    term: khoa-xii\n", ""),), "- id: muc-sau", "needs",
     "thêm term, một trong: khoa-xi, khoa-xii như nguồn nêu;"),
    ((("decimals: 0\n", f"decimals: 0\n{MEAN}"),), "from: 2024", "term-across",
     "Từ 2024 đến 2026 là hai nhiệm kỳ;"),
    ((("terms:\n", "term:\n  name: nhiệm kỳ\n  start: 2023\n  end: 2030\nterms:\n"),),
     "term:", "clash", "“term” không đi cùng “terms” trong một mục."),
    # two programmes of one term
    ((("terms:\n", ("programme:\n  document: bao-cao\n  term: khoa-xi\nprogrammes:\n"
                    "  - document: bao-cao\n    term: khoa-xi\nterms:\n")),),
     "term: khoa-xi", "repeated", "“khoa-xi” đã có ở dòng"),
)  # fmt: skip


@pytest.mark.parametrize(("edits", "line", "rule", "words"), MISTAKES)
def test_each_mistake_is_told_once_where_it_stands_with_what_to_write(
    edits: tuple[tuple[str, str], ...], line: str, rule: str, words: str
) -> None:
    ((where, broken, message),) = told(edited(SPLIT, *edits))
    assert (where, broken) == (line, rule)
    assert words in message


def test_one_of_the_two_ends_that_meet_says_where_the_year_is_cut() -> None:
    for first, second in (("2025-09", "2025"), ("2025", "2025-10"), ("2025-09", "2025-10")):
        text = edited(SPLIT, (FIRST, f"end: {first}"), (SECOND, f"start: {second}\n"))
        before, after = terms(text)
        assert (before.dataset.term.closes, after.dataset.term.opens) == ((2025, 9), (2025, 10))


def test_each_term_has_a_common_source_of_its_own() -> None:
    dated = edited(SPLIT, ("title: Báo cáo thử nghiệm", "title: Báo cáo\n    date: 2025-12-31"))
    later = "  - id: bao-cao-sau\n    title: Báo cáo sau\n    date: 2026-12-31\ntargets:\n"
    own = edited(dated, ("targets:\n", later), ("end: 2030", "end: 2030\n    source: bao-cao-sau"))
    assert [(line, rule) for line, rule, _ in told(dated)] == [("value: 17", "told-too-early")]
    assert told(own) == []
    located = edited(own, ("decimals: 0\n", "decimals: 0\n    locator: trang 1\n"))
    _, after = views(located)
    read = [after.figures[f"ket-nap/{year}/value"] for year in (2025, 2026)]
    # A year over the border was read before, and the place in that source is none in the later.
    assert [(figure.source, figure.locator) for figure in read] == [
        ("bao-cao", "trang 1"), ("bao-cao-sau", None),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """The site before a term began, and since."""
    since = project(tmp_path_factory.mktemp("begun"))
    before = open_site({DATA: OLD.encode()}, read_content(ROOT), formats=tuple(Format))
    after = open_site({DATA: BEGUN.encode()}, read_content(since), formats=tuple(Format))
    assert before.problems == after.problems == ()
    return before, after


def text(site: Site, path: str) -> str:
    """What a page says, but for where in the file: it has grown."""
    shown = "".join(map(str, site.text(path))).replace("\u00a0", " ")
    return re.sub("dòng [0-9]+", "dòng", shown)


def test_the_pages_and_files_of_the_first_term_stay_as_they_are(sites: tuple[Site, Site]) -> None:
    before, after = sites
    pages = before.content.pages.keys() - {"index.md"}
    assert {path: text(before, path) for path in pages} == {p: text(after, p) for p in pages}
    assert before.files.items() <= after.files.items()
    home = {name for name in before.published if name.startswith("./")}
    assert before.published - home <= after.published


def test_a_later_term_has_pages_and_files_of_its_own(sites: tuple[Site, Site]) -> None:
    _, after = sites
    own = text(after, "khoa-xii/ket-nap.md")
    assert re.search('href="#muc-moi.target"[^>]*>15.000', own)
    assert 'href="../data/indicators/ket-nap-moi.csv"' in own
    assert "Số liệu chỉ tiêu của Đảng bộ tỉnh Thí Dụ, nhiệm kỳ 2025 – 2030" in own
    assert 'href="../van-ban/#bao-cao-moi"' in own
    home = text(after, "index.md")
    assert "Chỉ tiêu của Đảng bộ tỉnh Thí Dụ" in home
    assert 'href="khoa-xii/ket-nap/#muc-moi.target"' in home
    assert "Đảng bộ tỉnh Long An" in text(after, "van-ban.md")
    assert b"muc-moi/target" in after.files["khoa-xii/data/observations.csv"].place.read_bytes()
    described = after.files["khoa-xii/data/datapackage.json"].place.read_text("utf-8")
    assert '"name": "chi-tieu-2025-2030"' in described


@pytest.mark.parametrize(
    ("data", "front", "body", "what"),
    [
        ("BEGUN", "", "{{ table('ket-nap') }}", "thì ghi term: khoa-xi ở phần đầu trang"),
        ("BEGUN", "term: khoa-xi\n", "{{ table('ket-nap-moi') }}", "thì ghi term: khoa-xii ở"),
        ("BEGUN", "indicators:\n  - ket-nap\n", "", "“ket-nap” là của nhiệm kỳ khoa-xi"),
        ("BEGUN", "term: khoa-x\n", "", "gõ một trong: khoa-xi, khoa-xii."),
        ("BEGUN", "term: Khóa XI\n", "", "gõ một mã đã khai trong dữ liệu, như khoa-xii"),
        ("OLD", "term: khoa-xi\n", "", "xóa dòng này: dữ liệu chỉ có một nhiệm kỳ"),
    ],
)
def test_a_page_is_of_one_term_that_the_data_has(
    data: str, front: str, body: str, what: str
) -> None:
    typed = f"---\n{front}description: Thử.\n---\n\n# A\n\n{body}\n"
    page = read_page("docs/a.md", typed.encode())
    site = open_site({DATA: {"BEGUN": BEGUN, "OLD": OLD}[data].encode()}, Content({"a.md": page}))
    problems = (*page.problems, *site.problems)
    assert any(what in f"{problem.what()} {problem.mend()}" for problem in problems)


def compared(before: str, after: str, form: str = "text") -> str:
    versions = [lenient_views({DATA: text.encode()}) for text in (before, after)]
    made = of_terms(form, [(found, ()) for found in compare_terms(*versions).values()])
    return made.replace("\u00a0", " ")


def test_a_term_that_begins_changes_nothing_of_the_one_before() -> None:
    name = "Kết nạp đảng viên của tỉnh mới"
    found = compared(OLD, BEGUN)
    assert found.startswith(
        "Nhiệm kỳ 2025 – 2030, Đảng bộ tỉnh Thí Dụ\n\nSố liệu đổi; xem lần lượt bên dưới.\n"
    )
    news = (
        ("mức chỉ tiêu", "15.000"), ("kết quả, năm 2025", "4.000"), ("kết quả, năm 2026", "3.100"),
    )  # fmt: skip
    for what, number in news:
        told = f"    {name}: {what}: chưa có → {number} đảng viên\n      Theo Báo cáo thử nghiệm.\n"
        assert told in found
    assert found.count("[ ]") == 1


def test_a_report_names_the_term_in_which_a_number_changes() -> None:
    changed = edited(BEGUN, ("value: 1514", "value: 1515"))
    assert compared(BEGUN, changed).startswith("Nhiệm kỳ 2020 – 2025, Đảng bộ tỉnh Long An\n\n")
    assert compared(BEGUN, changed, "markdown").startswith("# Nhiệm kỳ 2020 – 2025")
    (term,) = json.loads(compared(BEGUN, changed, "json"))["terms"]
    assert term["term"] == "Nhiệm kỳ 2020 – 2025, Đảng bộ tỉnh Long An"
    assert compared(BEGUN, BEGUN).endswith("\n\nKhông có số liệu nào đổi.\n")


def versions(*texts: str) -> Versions:
    """Versions of the data, one a day."""
    days = (Commit(str(at), dt.date(2026, 1, at), str(at)) for at, _ in enumerate(texts, 1))
    listed = [Version(day, {DATA: text.encode()}) for day, text in zip(days, texts, strict=True)]
    return Versions(Extent.COMPLETE, listed)


def test_a_term_keeps_its_history_when_another_begins() -> None:
    earlier = OLD.replace("value: 1514", "value: 1513")
    later = BEGUN.replace("value: 3100", "value: 3200")
    whole = history_of(versions(earlier, OLD, BEGUN, later))
    alone = history_of(versions(earlier, OLD))
    first, second = whole.of_term("khoa-xi"), whole.of_term("khoa-xii")
    assert [replace(event, term="") for event in first.events] == list(alone.events)
    assert (first.updated, first.updated["ket-nap"]) == (alone.updated, "2026-01-02")
    assert [(event.date, event.before, event.after) for event in second.events[:1]] == [
        ("2026-01-04", "3.100\u00a0đảng viên", "3.200\u00a0đảng viên")
    ]
    assert from_json(to_json(whole)) == whole
    shown = [
        one.past.events
        for one in open_site({DATA: BEGUN.encode()}, Content({}), history=alone).chapters
    ]
    assert shown == [alone.events, ()]  # as it was written before the term began


def test_every_version_of_the_real_data_reads_as_the_first_term_today() -> None:
    try:
        past = Repository(ROOT).versions(DATA)
    except GitError:
        pytest.skip("no repository is at hand, such as in a source archive")
    if past.extent is not Extent.COMPLETE:
        pytest.skip("only a part of the history is at hand")
    known = history_of(past)
    assert known.unread == ()
    later = Version(Commit("z", dt.date(2100, 1, 1), "z"), {DATA: BEGUN.encode()})
    begun = history_of(Versions(Extent.COMPLETE, [*past.listed, later]))
    first = [event for event in begun.of_term("khoa-xi").events if event.commit != "z"]
    assert [replace(event, term="") for event in first] == list(known.events)


def test_what_a_reader_must_know_of_a_cut_year_and_of_a_continued_indicator_is_said() -> None:
    site = open_site({DATA: BEGUN.encode()}, Content({}))
    old, new = (chapter.views for chapter in site.chapters)
    page = Writer(new, Links("", defaultdict(str)), others={"khoa-xi": old})
    shown = str(page.table("ket-nap-moi")).replace("\u00a0", " ")
    assert (
        'Số của năm <time datetime="2025">2025</time> có cả phần ngoài nhiệm kỳ, nên không cộng '
        "vào lũy kế nào của nhiệm kỳ." in shown
    )
    assert "Nối tiếp “Kết nạp đảng viên” của Đảng bộ tỉnh Long An, nhiệm kỳ 2020 – 2025;" in shown
    terms = re.sub("<[^>]*>", "|", str(page.terms()))
    assert "nhiệm kỳ 2020 – 2025" in terms
    assert "Đảng bộ tỉnh Thí Dụ" in terms
    assert "tháng 10/2025" in terms.replace("|", "").replace("\u00a0", " ")
    assert "Nghị quyết thử nghiệm" in terms


def test_a_page_of_an_earlier_term_is_called_by_whose_that_term_was(tmp_path: Path) -> None:
    site = open_site({DATA: BEGUN.encode()}, read_content(project(tmp_path)))
    build = Build(site, name="Chỉ tiêu – Đảng bộ tỉnh Thí Dụ")
    assert (
        build.page("van-ban.md", tmp_path / "site", asking=True)["site"]
        == "Chỉ tiêu – Đảng bộ tỉnh Long An"
    )
    assert "site" not in build.page("khoa-xii/ket-nap.md", tmp_path / "site", asking=True)
