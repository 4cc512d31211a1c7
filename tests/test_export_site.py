"""What the built site gives away: the files beside the pages, the links to them, and citations."""

import datetime as dt
import functools
import hashlib
import html
import http.server
import json
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import rdflib
from conftest import BUILT, ROOT, Build, copied, giving, held
from exported import ATTACKS, hostile
from programs import program, ran
from rdflib.namespace import RDF

from indicators.__main__ import main
from indicators.computing.compute import Views
from indicators.export import Edition, Format
from indicators.export.edition import Work, bibtex, reference
from indicators.showing.exports import exports, with_more
from indicators.showing.links import Links
from indicators.showing.writer import Writer

PAGE = ROOT / "docs" / "du-lieu" / "lap-trinh-vien.md"
ADDRESS = "https://dia-chi-trang/"
SCHEMA = rdflib.Namespace("https://schema.org/")
EDITION = Edition("https://example.org/", "1" * 40, dt.date(2026, 1, 5), "")


def writer(views: Views, edition: Edition = EDITION, formats: Sequence[Format] = ()) -> Writer:
    """The writer of a page that is the home of everything, beside files of the formats."""
    homes = dict.fromkeys((*views.indicators, *views.targets, "documents"), "trang/")
    files = with_more(exports(views, edition, formats), (), views) if formats else {}
    return Writer(views, Links("trang/", homes, files=files), edition=edition)


def test_the_site_gives_away_and_tells_the_bytes_that_the_command_writes(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["export", "--out", str(tmp_path)]) == 0
    files = held(tmp_path)
    assert {Path(name).suffix for name in files} == {"", ".csv", ".json", ".png", ".svg", ".xlsx"}
    given = held(built)
    assert {name: given[name] for name in given if name.startswith(("data/", "api/"))} == files
    page = (built / "du-lieu" / "tai-du-lieu" / "index.html").read_text("utf-8")
    linked = {html.unescape(link) for link in re.findall(r'href="\.\./\.\./([^"]+)"', page)}
    for name, content in files.items():
        assert name in linked, name
        assert hashlib.sha256(content).hexdigest() in page, name


def test_every_table_and_chart_of_an_indicator_offers_its_files(built: Path) -> None:
    page = (built / "chi-tieu" / "ket-nap" / "index.html").read_text("utf-8")
    blocks = re.findall(r'<figure class="i-(?:block"|chart).*?</figure>', page, re.DOTALL)
    assert len(blocks) == 4  # what folds at the page's end is told by its section
    for block in blocks:
        for file in ("data/indicators/ket-nap.xlsx", "data/indicators/ket-nap.csv",
                     "api/v1/indicators/ket-nap.json"):  # fmt: skip
            assert f'href="../../{file}" download' in block
        if block.startswith('<figure class="i-chart'):
            assert re.search(r'href="\.\./\.\./data/charts/ket-nap-\w+\.svg" download', block)


@pytest.mark.parametrize("formats", [(), (Format.CSV, Format.JSON, Format.SVG)])
def test_a_page_offers_no_file_that_was_not_made(
    long_an: Views, formats: tuple[Format, ...]
) -> None:
    page = writer(long_an, formats=formats)
    for shown in (page.downloads("ket-nap"), page.downloads(), page.table("ket-nap")):
        assert ".xlsx" not in shown
        assert (".csv" in shown) == bool(formats)
        assert ("không kèm tệp tải về" in shown) == (not formats and "<table" not in shown)


@pytest.mark.slow
def test_an_owner_chooses_the_forms_and_learns_of_a_slip(build: Build, tmp_path: Path) -> None:
    project = giving(copied(tmp_path / "project", *BUILT), "csv")
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stdout + result.stderr
    assert {path.suffix for path in (tmp_path / "site/data").rglob("*.*")} == {".csv", ".json"}
    assert not (tmp_path / "site" / "api").exists()
    result = build(giving(project, "pdf"), tmp_path / "site")
    assert result.returncode != 0
    assert "mkdocs.yml: extra.exports: 'pdf'" in result.stdout + result.stderr


def described(text: str) -> list[dict[str, Any]]:
    """The blocks of JSON-LD on a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return [json.loads(block) for block in found]


def graph(content: dict[str, Any], base: str = "https://example.org/") -> rdflib.Graph:
    """What an RDF parser understands; the context is schema.org's, which no test fetches."""
    assert content["@context"] == "https://schema.org/"
    context = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "contentUrl": {"@type": "@id"}}
    text = json.dumps({**content, "@context": context})
    return rdflib.Graph().parse(data=text, format="json-ld", publicID=base)


# rdflib warns of its own doing.
parsed = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@parsed
def test_what_there_is_data_of_is_described_to_machines_where_the_address_is_known(
    long_an: Views, built: Path
) -> None:
    """Search engines read absolute addresses only; the built site knows none."""
    assert not any(described(page.read_text("utf-8")) for page in built.rglob("index.html"))
    page = writer(long_an, formats=tuple(Format))
    with_data = {"ket-nap", "xep-loai-to-chuc", "xep-loai-dang-vien"}
    for name in long_an.indicators:
        found = described(page.cite(name))
        assert [content["identifier"] for content in found] == [name] * (name in with_data)
        for content in found:
            assert content["includedInDataCatalog"]["url"] == "https://example.org/"
            assert (content["dateModified"], content["version"]) == (
                "2026-01-05", "2026-01-05-1111111111",
            )  # fmt: skip
        for facts in map(graph, found):
            (dataset,) = facts.subjects(RDF.type, SCHEMA.Dataset)
            title = str(facts.value(dataset, SCHEMA.name))
            assert title.startswith(long_an.indicators[name].indicator.name)
            assert 50 <= len(str(facts.value(dataset, SCHEMA.description))) <= 5000
            licence = facts.value(dataset, SCHEMA.license)
            assert str(licence) == "https://creativecommons.org/licenses/by/4.0/"
            assert str(facts.value(dataset, SCHEMA.temporalCoverage)) == "2020/2025"
            copies = list(facts.objects(dataset, SCHEMA.distribution))
            assert len(copies) == 4
            for copy in copies:
                address = str(facts.value(copy, SCHEMA.contentUrl))
                file = page.links.files[address.removeprefix("https://example.org/")]
                given = file.place.read_bytes()
                assert str(facts.value(copy, SCHEMA.sha256)) == hashlib.sha256(given).hexdigest()
                assert str(facts.value(copy, SCHEMA.contentSize)) == f"{len(given)} B"
    (content,) = described(page.cite())
    facts = graph(content)
    (catalogue,) = facts.subjects(RDF.type, SCHEMA.DataCatalog)
    listed = [str(facts.value(it, SCHEMA.url)) for it in facts.objects(catalogue, SCHEMA.dataset)]
    assert listed == ["https://example.org/trang/"] * len(with_data)


@pytest.mark.parametrize("edition", [Edition(), EDITION])
def test_no_text_of_the_data_ends_a_block_of_data_or_is_more_than_words(edition: Edition) -> None:
    views = hostile()
    page = writer(views, edition, tuple(Format))
    for name in (*views.indicators, ""):
        shown = page.cite(name) + page.downloads(name)
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown):
            assert not re.search("[<>&\u2028\u2029]", block)
        assert len(described(shown)) <= 1
        assert "<script>" not in shown
        assert "</script><b>" not in shown
    assert any(attack in html.unescape(page.cite("so")) for attack in ATTACKS)


REFERENCE = (
    "Kết nạp đảng viên [bộ dữ liệu]. Trong: Số liệu chỉ tiêu của Đảng bộ tỉnh Long An, nhiệm kỳ "
    "2020 – 2025. Phiên bản ngày 05/01/2026, mã 1111111111. Địa chỉ: https://example.org/trang/"
    ". Truy cập ngày …/…/…. Nguồn của số liệu: Tạo nguồn, nâng cao chất lượng đội ngũ đảng viên "
    "trong giai đoạn mới, TTXVN."
)
ENTRY = """\
@misc{chi-tieu-ket-nap-2026,
  author       = {{Nhóm biên soạn “Số liệu chỉ tiêu của Đảng bộ tỉnh Long An, \
nhiệm kỳ 2020 – 2025”}},
  title        = {{Kết nạp đảng viên}},
  howpublished = {Số liệu chỉ tiêu của Đảng bộ tỉnh Long An, nhiệm kỳ 2020 – 2025},
  year         = {2026},
  url          = {https://example.org/trang/},
  note         = {Phiên bản ngày 05/01/2026, mã 1111111111. Giấy phép CC-BY-4.0. \
Nguồn của số liệu: Tạo nguồn, nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới, TTXVN},
  language     = {vietnamese},
}"""


def test_a_citation_names_title_version_address_and_source_as_far_as_they_are_known(
    long_an: Views,
) -> None:
    shown = writer(long_an, formats=[Format.CSV]).cite("ket-nap")
    assert "\n" not in shown
    assert REFERENCE in html.unescape(shown)
    assert ENTRY in html.unescape(shown)
    work = Work(long_an, Edition())
    assert "Phiên bản" not in reference(work) + bibtex(work)
    assert "Địa chỉ" not in reference(work)
    assert "@misc{chi-tieu," in bibtex(work)


def test_no_text_of_the_data_is_a_command_of_tex() -> None:
    views = hostile()
    for name in views.indicators:
        entry = bibtex(Work(views, EDITION, "", name))
        unescaped = re.sub(
            r"\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}", "", entry
        )
        assert not re.search(r"(?<!\\)[&%$#_~^]", unescaped.replace("url", ""))
        assert not re.search(r"\\(?![{}&%$#_])", unescaped)
        bare = re.sub(r"\\[{}]", "", unescaped)
        assert bare.count("{") == bare.count("}")


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[str]:
    """The address of the built site on this machine."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}/"
        found.shutdown()


def examples(language: str) -> list[str]:
    """The page's examples in one language that read from the site."""
    blocks = re.findall(
        rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [block for block in blocks if ADDRESS in block]


@pytest.mark.parametrize(
    ("index", "said"),
    [(0, "2021 1514 đảng viên\n2022 1533 đảng viên\n2023 1667 đảng viên\n"), (1, " số; ")],
)
def test_the_pages_python_examples_run(server: str, index: int, said: str) -> None:
    script = examples("python")[index].replace(ADDRESS, server)
    done = ran(sys.executable, "-", input=script, check=True)
    assert said in done.stdout


@pytest.mark.parametrize("index", [0, 1])
def test_the_pages_commands_run(server: str, built: Path, tmp_path: Path, index: int) -> None:
    program("curl", "curl")
    (tmp_path / "observations.csv").write_bytes((built / "data/observations.csv").read_bytes())
    script = examples("sh")[index].replace(ADDRESS, server)
    done = ran("sh", "-e", folder=tmp_path, input=script, check=True)
    assert '"api": "v1"' in done.stdout or "observations.csv: " in done.stdout


def test_the_pages_power_query_examples_name_files_and_columns_that_there_are(
    built: Path,
) -> None:
    table, records = examples("text")
    columns = (built / "data/observations.csv").read_text("utf-8-sig").partition("\r\n")[0]
    assert set(re.findall(r'"([A-Z_]{4,})"|\[([A-Z_]{4,})\]', table)) >= {("OBS_VALUE", "")}
    for quoted, bracketed in re.findall(r'"([A-Z_]{4,})"|\[([A-Z_]{4,})\]', table):
        assert (quoted or bracketed) in columns.split(",")
    data = json.loads((built / "api/v1/indicators/ket-nap.json").read_bytes())
    (listed,) = re.findall(r"SelectColumns\(Bang, \{(.*?)\}", records)
    for name in re.findall('"(.*?)"', listed):
        assert name in data["observations"][0]
    for address in re.findall(rf'"{ADDRESS}(.*?)"', table + records):
        assert (built / address).is_file(), urljoin(ADDRESS, address)
