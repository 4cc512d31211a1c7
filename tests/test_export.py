"""All exports together: the same bytes for the same data, from the command as from the build; and
charts as files, which say by themselves what they show and whose it is.
"""

import datetime as dt
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from cases import views
from conftest import DATA, REAL, ROOT, Captured, held
from exported import exports, hostile

from indicators.__main__ import main
from indicators.computing.compute import Views, compute
from indicators.export import Edition, Format, records
from indicators.export.edition import edition
from indicators.export.shapes import maybe, plain
from indicators.whole import write_all

SUMS = "data/SHA256SUMS"
DAY = dt.date(2026, 11, 23)
FIRST = Edition("https://example.org/", "1" * 40, DAY, "Văn phòng")
SECOND = Edition("https://example.com/", "2" * 40, dt.date(2026, 12, 1), "Khác")


@pytest.mark.parametrize("either", ["hostile"], indirect=True)
def test_the_same_data_gives_the_same_bytes_all_at_once_or_form_by_form(
    exported_files: dict[str, bytes],
) -> None:
    parts: dict[str, bytes] = {}
    for form in Format:
        parts |= exports(hostile(), Edition(), [form])
    assert {**parts, SUMS: exported_files[SUMS]} == exported_files


def test_only_what_names_the_edition_changes_with_it(long_an: Views) -> None:
    forms = {*Format} - {Format.PNG}  # which is drawn of the SVG beside it
    first, second = exports(long_an, FIRST, forms), exports(long_an, SECOND, forms)
    changed = {name for name in first if first[name] != second[name]}
    named = {"api/v1/index.json", "data/datapackage.json", SUMS}
    assert named < changed
    assert all(name.endswith(".xlsx") for name in changed - named)
    index = json.loads(first["api/v1/index.json"])
    assert (index["commit"], index["date"], index["contact"]) == ("1" * 40, str(DAY), "Văn phòng")
    package = json.loads(first["data/datapackage.json"])
    assert (package["version"], package["homepage"]) == ("2026-11-23-1111111111", FIRST.address)


def test_every_output_states_both_licences(exported_files: dict[str, bytes]) -> None:
    for name, content in exported_files.items():
        if name.endswith((".xlsx", ".png", "dataset.schema.json")):
            continue  # read elsewhere, or drawn; this one describes the input
        text = content.decode("utf-16" if name.endswith(".excel.csv") else "utf-8")
        assert all(license_ in text for license_ in ("CC-BY-4.0", "MIT")), name


def test_a_field_that_is_described_once_is_in_every_file_and_schema() -> None:
    shape = records.STATED_INDICATOR
    told = "Số chữ số thập phân nhiều nhất."
    slots = (*shape.slots, maybe("decimals", int, told, of="indicator."))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(shape), "__setattr__", object.__setattr__)  # shapes are frozen
        patch.setattr(shape, "slots", slots)
        made = exports(views("flow:"), Edition(), [Format.CSV, Format.JSON])
    assert made["data/indicators.csv"].splitlines()[0].endswith(b",FORMER_IDS,DECIMALS,LICENSE")
    (indicator,) = json.loads(made["api/v1/indicators.json"])["indicators"]
    assert "decimals" in indicator
    package = json.loads(made["data/datapackage.json"])
    (table,) = [item for item in package["resources"] if item["name"] == "indicators"]
    described = {field["name"]: field for field in table["schema"]["fields"]}
    assert described["DECIMALS"]["type"] == "integer"
    schema = json.loads(made["api/v1/schema.json"])["$defs"]["Indicator"]["properties"]
    assert schema["decimals"]["description"] == described["DECIMALS"]["description"]


@pytest.mark.parametrize("nothing", ["flow:", "flow: | + {missing: Nguồn không nêu.}"])
def test_every_indicator_has_its_files_even_without_a_figure(nothing: str) -> None:
    made = exports(views(nothing), Edition())
    ways = ("data/indicators/so.csv", "data/indicators/so.xlsx", "api/v1/indicators/so.json")
    assert {*ways, "data/observations.csv", "api/v1/ledger.json"} < set(made)


def test_rows_of_an_indicator_are_those_of_the_file_of_all(
    either: Views, exported_files: dict[str, bytes]
) -> None:
    """A figure is worded once, so it reads the same wherever it stands."""
    for ending, encoding in ((".csv", "utf-8"), (".excel.csv", "utf-16")):
        stems = ("observations", *(f"indicators/{name}" for name in either.indicators))
        everything, *each = (
            exported_files[f"data/{stem}{ending}"].decode(encoding).split("\r\n") for stem in stems
        )
        for view, own in zip(either.indicators.values(), each, strict=True):
            assert own[0] == everything[0]
            assert set(own) <= set(everything)
            about = (view.indicator.id, view.target.id if view.target else "")
            assert len(own) == 2 + sum(len(either.figures.of(name)) for name in about)


def test_the_checksums_are_those_that_sha256sum_finds(
    exported_files: dict[str, bytes], tmp_path: Path
) -> None:
    write_all(tmp_path, exported_files.items())
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    result = subprocess.run(command, cwd=tmp_path / "data", capture_output=True, check=False)
    assert (result.returncode, result.stdout) == (0, b""), result.stderr
    licence, *listed = exported_files[SUMS].decode().splitlines()
    assert licence.startswith("# ")
    assert len(listed) == len(exported_files) - 1


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Edition()),
        ({"SITE_URL": "https://example.org"}, Edition("https://example.org/")),
        # 17:00 in UTC is the next day in Vietnam.
        ({"SOURCE_DATE_EPOCH": "1795453200"}, Edition(date=dt.date(2026, 11, 24))),
        ({"REPORT_TEXT": "Văn phòng", "REPORT_URL": "https://x.vn"}, Edition(contact="Văn phòng – https://x.vn")),
    ],
)  # fmt: skip
def test_an_edition_is_what_the_environment_says(
    environment: Mapping[str, str], expected: Edition
) -> None:
    assert edition(environment) == expected


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH: “hôm nay”"):
        edition({"SOURCE_DATE_EPOCH": "hôm nay"})
    with pytest.raises(ValueError, match=r"“https://a.example/\?b=1” có dấu"):
        edition({"SITE_URL": "https://a.example/?b=1"})


def test_a_number_without_exact_digits_never_gets_into_json() -> None:
    with pytest.raises(TypeError, match="has no place in an export"):
        plain({"value": (1.5,)})


def test_no_file_holds_a_number_that_is_not_to_be_published() -> None:
    """Neither the small number, nor the one hidden with it, nor what it was before."""
    parts = "{a: 50000, b: 46811, c: {value: 3, former: [2022-01-01 55331]}}"
    made = exports(views(f"flow: 2021 96814 {{parts: {parts}}}"), FIRST)
    assert b"50000" in made["data/observations.csv"], "what is shown is there"
    for name, content in made.items():
        texts = [content.decode("utf-16" if name.endswith(".excel.csv") else "utf-8", "replace")]
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                texts = [book.read(item).decode() for item in book.namelist()]
        for hidden in ("46811", "46.811", "55331", "55.331"):
            assert not [text for text in texts if hidden in text], name


def test_wrong_data_is_not_exported_and_the_editor_learns_why(
    tmp_path: Path, capsys: Captured
) -> None:
    data = tmp_path / "indicators.yaml"
    text = REAL
    data.write_text(text.replace("value: 1514", "value: 1.514"), "utf-8")
    assert main(["export", str(data), "--out", str(tmp_path / "ra")]) == 1
    assert "Cách sửa: gõ 1514" in capsys.readouterr().err
    assert not (tmp_path / "ra").exists()


def test_the_command_writes_the_formats_asked_for_and_names_no_commit_that_is_not_the_datas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is no repository has no commit to name."""
    (tmp_path / "indicators.yaml").write_bytes((ROOT / DATA).read_bytes())
    monkeypatch.chdir(tmp_path)
    assert main(["export", "indicators.yaml", "--out", "ra", "--format", "csv", "json"]) == 0
    written = held(tmp_path / "ra")
    assert {Path(name).suffix for name in written} == {"", ".csv", ".json"}
    assert json.loads(written["api/v1/index.json"])["commit"] is None


SVG = "{http://www.w3.org/2000/svg}"


def drawings(views: Views) -> dict[str, ET.Element]:
    files = exports(views, Edition(), [Format.SVG])
    return {
        name.rpartition("/")[2]: ET.fromstring(content)  # noqa: S314 - our own
        for name, content in files.items()
        if name.endswith(".svg")
    }


def words(element: ET.Element) -> str:
    texts = ("".join(text.itertext()) for text in element.iter(f"{SVG}text"))
    return re.sub(r"\s+", " ", " ".join(texts))


def test_every_chart_is_also_an_image_twice_as_fine_in_which_its_words_stand(
    long_an: Views,
) -> None:
    made = exports(long_an, Edition(), [Format.PNG])
    sizes = {}
    for name, content in made.items():
        if name.endswith(".png"):
            assert content.startswith(b"\x89PNG"), name
            wide, tall = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
            sizes[Path(name).stem] = (wide / 2, tall / 2)
    assert sizes == {
        Path(name).stem: (float(root.attrib["width"]), float(root.attrib["height"]))
        for name, root in drawings(long_an).items()
    }
    term = long_an.dataset.term.model_copy(update={"name": "nhiệm kỳ 2020 – 2026"})
    other = long_an.dataset.model_copy(update={"term": term})
    others = exports(compute(other), Edition(), [Format.PNG])
    name = "data/charts/ket-nap-years.png"
    assert others[name] != made[name]


SAID = {
    "ket-nap-years.svg": [
        "Kết nạp đảng viên theo năm", "đảng viên", "2021 1.514 1.350 suy ra",
        "Chỉ tiêu năm (dự kiến)", "Nguồn: Tạo nguồn", "CC-BY-4.0", "MIT",
    ],
    "ket-nap-totals.svg": [
        "Chỉ tiêu nhiệm kỳ: 6.300", "ít nhất 7.526 dự kiến", "Chỉ biết mức thấp nhất",
    ],
    "xep-loai-to-chuc-years.svg": [
        "trên 90%", "Trục bắt đầu từ", "Chưa có kết quả các năm 2020, 2024 và 2025.",
    ],
}  # fmt: skip


def test_a_drawing_says_what_the_page_says_around_it_and_has_room_for_it(long_an: Views) -> None:
    made = drawings(long_an)
    for name, parts in SAID.items():
        shown = words(made[name])
        assert all(part in shown for part in parts), name
    for name, root in made.items():
        height, width = float(root.attrib["height"]), float(root.attrib["width"])
        for text in root.findall(f"{SVG}text"):
            assert 0 < float(text.attrib["y"]) < height, name
            # A letter of the widest usual font is six tenths as wide as it is tall.
            assert len("".join(text.itertext())) * 9 < width, name


def test_a_drawing_needs_nothing_else_and_runs_nothing() -> None:
    made = drawings(hostile())
    assert made
    for name, root in made.items():
        assert root.tag == f"{SVG}svg", name
        assert {element.tag for element in root.iter()} <= {
            f"{SVG}{tag}"
            for tag in (
                "svg", "title", "metadata", "style", "rect", "text", "tspan", "g", "line",
                "circle", "path", "pattern", "marker", "defs",
            )
        }, name  # fmt: skip
        for element in root.iter():
            for attribute, value in element.attrib.items():
                assert not attribute.lower().startswith(("on", "href")), name
                assert "//" not in value, name
                assert "javascript" not in value.lower()
        (style,) = root.iter(f"{SVG}style")
        assert not re.search("url|@import|expression", style.text or "")
