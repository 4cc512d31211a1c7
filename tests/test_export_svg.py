"""Charts as files: well-formed drawings that say by themselves what they show and whose it is."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from exported import exports, hostile

from indicators.computing.compute import Views, compute
from indicators.export import Edition, Format

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
