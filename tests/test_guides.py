"""What the guides give editors to copy is taken by the check, and is the same in both guides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from indicators import examine
from indicators.reporting.rules import catalogue
from indicators.unfilled import UNFILLED

DATA = "data/indicators.yaml"
GUIDES = ("CONTRIBUTING.md", "docs/gioi-thieu/cap-nhat.md")

FILLED = {
    "MÃ-NGUỒN": "bao-cao-nam",
    "MÃ-VĂN-BẢN": "nq-dai-hoi-xi",
    "MÃ-MỨC": "muc-moi",
    "MÃ-SỐ-LIỆU": "so-lieu-moi",
    "NĂM-THÁNG-NGÀY": "2022-06-30",
    "SỐ MỚI": "1540",
    "SỐ CŨ": "1533",
}
"""What an editor might write for the capitals; other capitals become a text."""

PLACES = {
    "period": ("        value: 1533\n", "      - period: 2022\n"),
    "through": ("    totals:\n", ""),
    "documents": ("documents:\n", ""),
    "targets": ("targets:\n", ""),
    "indicators": ("\nindicators:\n", ""),
}


def templates(root: Path, guide: str) -> list[str]:
    """The YAML that a guide gives to copy, as items of lists."""
    blocks = re.findall(r"```yaml\n(.*?)```", (root / guide).read_text("utf-8"), re.DOTALL)
    return [block for block in blocks if block.lstrip().startswith("- ")]


def filled(template: str) -> str:
    for capitals, text in FILLED.items():
        template = template.replace(capitals, text)
    return re.sub(r"(?<=: )[^a-z\n]*[^\W\d][^a-z\n]*$", "Chữ thật.", template, flags=re.MULTILINE)


def test_both_guides_give_the_same_to_copy(root: Path) -> None:
    first, second = (sorted(templates(root, guide)) for guide in GUIDES)
    assert first == second
    assert len(first) == 7


def test_the_capitals_of_the_templates_are_refused_where_they_were_not_replaced(
    root: Path,
) -> None:
    blocks = [
        block
        for guide in GUIDES
        for block in re.findall(r"```yaml\n(.*?)```", (root / guide).read_text("utf-8"), re.DOTALL)
    ]
    values = re.findall(r"(?:: |- )([^:\n]+)$", "\n".join(blocks), re.MULTILINE)
    assert {value for value in values if value.isupper()} == UNFILLED


@pytest.fixture
def data(root: Path) -> str:
    """The real data without the year, the total and the share that the templates are about."""
    text = (root / DATA).read_text("utf-8")
    source = "documents:\n  - id: bao-cao-nam\n    title: Báo cáo năm\n"
    return text.replace("documents:\n", source, 1)


def replaced_year(text: str, year: int, item: str) -> str:
    """The data with another item for a year of the admissions."""
    pattern = rf"      - period: {year}\n(?:        .*\n| +.*\n)*?(?=      - period|    totals:)"
    changed, count = re.subn(pattern, lambda _: item, text, count=1)
    assert count == 1
    return changed


def test_every_template_is_taken_in_its_place(root: Path, data: str) -> None:
    seen = set()
    for template in templates(root, GUIDES[0]):
        item = filled(template)
        (entry,) = yaml.safe_load(item)
        if "missing" in entry:
            place, text = "no number", data.replace("    totals:\n", item + "    totals:\n", 1)
        elif "former" in entry:
            place, text = "change", replaced_year(data, 2022, item)
        elif "period" in entry:
            place, text = "year", replaced_year(data, 2022, item)
        elif "through" in entry:
            place = "total"
            (old,) = re.findall(r"      - through: 2023-12\n(?:        .*\n)*", data)
            text = data.replace(old, item, 1)
        elif "title" in entry:
            place = "document"
            text = data.replace("- id: bao-cao-nam\n    title", "- id: x\n    title", 1)
            text = text.replace("documents:\n", "documents:\n" + item, 1)
        elif "type" in entry:
            place = "target"
            number = "  - id: so-lieu-moi\n    name: S\n    measure: share\n    unit: phần trăm\n"
            text = data.replace("targets:\n", "targets:\n" + item, 1)
            text = text.replace(
                "\nindicators:\n", f"\nindicators:\n{number}    missing: Không nêu.\n", 1
            )
        else:
            place, text = "indicator", data.replace("\nindicators:\n", "\nindicators:\n" + item, 1)
        assert item in text, place
        problems = examine({DATA: text.encode()}).problems
        assert [f"{place}: {problem.what()}" for problem in problems] == []
        seen.add(place)
    assert len(seen) == 7


def test_the_readme_is_whole_in_two_languages_that_give_the_same_commands(root: Path) -> None:
    texts = [(root / name).read_text("utf-8") for name in ("README.md", "README.en.md")]
    for text, other in zip(texts, ("README.en.md", "README.md"), strict=True):
        assert f"]({other})" in text.splitlines()[0]

    def given(text: str) -> tuple[list[str], ...]:
        """What a reader may type, or open, and how much there is to read."""
        blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        typed = [line.partition("#")[0] for block in blocks for line in block.splitlines()]
        places = re.findall(r"^((?!make )[\w.][\w.,/ ]*?)  ", text, re.MULTILINE)
        shape = re.findall(r"^(?:#+|-|[0-9]+\.|!|```) ?", text, re.MULTILINE)
        rooms = re.findall(r"(?<=─ )[a-z.]+(?= ─)", text)
        return typed, places, shape, rooms, re.findall(r"`(make [a-z]+|[\w./-]+/[\w./-]+)`", text)

    assert given(texts[0]) == given(texts[1])
    assert all(given(texts[0]))
    for place in given(texts[0])[1]:
        assert all((root / name).exists() for name in place.split(", ")), place


def test_the_page_of_rules_shows_a_message_as_it_really_is(root: Path) -> None:
    page = (root / "docs/gioi-thieu/quy-tac.md").read_text("utf-8")
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    text = (root / DATA).read_text("utf-8").replace("value: 1533\n", "value: 1.533\n")
    (problem,) = examine({DATA: text.encode()}).problems
    told = shown.splitlines()
    assert told[0].partition(": ")[2] == problem.what()
    assert told[1].strip() == problem.source.strip()
    assert told[2].index("^") == told[1].index("1.533")
    assert told[3] == f"  Cách sửa: {problem.mend()} [{problem.rule}]"
    assert problem.rule in catalogue()
