"""What the guides give editors to copy: every shape of the data, and each is taken in its place."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from cases import typed
from conftest import REAL, ROOT

from indicators import examine, model
from indicators.model import Code, Dataset, Record
from indicators.reading.fields import fields, record_at
from indicators.reporting.rules import catalogue
from indicators.scalars import UNFILLED
from indicators.showing.slug import slug
from indicators.starting.adding import indicator_page

DATA = "data/indicators.yaml"
PAGES = ("docs/gioi-thieu/cap-nhat.md", "docs/gioi-thieu/mau-du-lieu.md")
GUIDES = "".join((ROOT / page).read_text("utf-8") for page in PAGES)

FILLED = {
    "MÃ-VĂN-BẢN": "nq-dai-hoi-xi",
    "MÃ-TỬ-SỐ": "ket-nap",
    "MÃ-SỐ-LIỆU-TRƯỚC": "ket-nap",
    "MÃ-MẪU-SỐ": "dang-so",
    "NĂM-THÁNG-NGÀY": "2024-06-30",
    "ĐỊA CHỈ CÔNG KHAI": "https://example.org/bao-cao",
    "SỐ": "20",
    "SỐ LỚN HƠN": "40",
    "SỐ MỚI": "1540",
    "SỐ CŨ": "1533",
}
"""What an editor might write for the capitals; another id is its own words, the rest a text."""

OWN: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("percent-of-plan", "explanation"): {"SỐ": "107"},
    ("through: 2022", "explanation"): {"SỐ": "4250"},
    ("part: mid", "percent-of-target"): {"SỐ": "5866", "TỶ LỆ": "93.11"},
    ("through: 2025", "bound"): {"SỐ": "7600"},
    ("through", "former"): {"SỐ MỚI": "5870", "SỐ CŨ": "5866"},
    ("part: mid", "change-percent"): {"SỐ LỚN HƠN": "5866"},
    ("bound", "former"): {"SỐ MỚI": "20", "SỐ CŨ": "15"},
    ("figure: mean", "bound"): {"SỐ": "96"},
    ("MÃ-NHÓM", "share"): {"SỐ": "724"},
    ("CẤP-TRÊN", "explanation"): {"SỐ LỚN HƠN": "45"},
}
"""Where a number must go with others of the data, told by two words of the template."""

DECLARED = """
documents:
  - id: ma-nguon
    title: Báo cáo năm
unit-types:
  - id: ma-loai
    name: Loại
units:
  - id: ma-don-vi-cap-tren
    name: Đảng ủy A
    type: ma-loai
  - id: ma-don-vi
    name: Chi bộ một
    type: ma-loai
    parent: ma-don-vi-cap-tren
  - id: ma-don-vi-khac
    name: Chi bộ hai
    type: ma-loai
    parent: ma-don-vi-cap-tren
  - id: dang-uy-b
    name: Đảng ủy B
    type: ma-loai
groups:
  - id: ma-nhom
    name: Nhóm
grades:
  - id: ma-muc-xep-loai
    name: Tốt
    well: true
  - id: ma-muc-xep-loai-khac
    name: Khác
publication:
  permission: Thông báo của Ban Thường vụ.
  smallest-shown: 5
indicators:
  - id: ma-so-lieu
    name: Số liệu mới
    measure: MEASURE
    unit: UNIT
    missing: Nguồn không nêu.
"""
"""What the templates refer to, as other templates declare it."""


class Template(NamedTuple):
    """What is to be copied, and where the guide says that it goes."""

    place: str
    text: str

    @property
    def path(self) -> tuple[str, ...]:
        """Lists from the outermost on, with a code behind a list whose items it chooses from."""
        return tuple(re.findall("`([^`]+)`", self.place))

    @property
    def entry(self) -> dict[str, Any]:
        """What it adds to the record or list at its place, filled in."""
        own = next((own for words, own in OWN.items() if all(w in self.text for w in words)), {})

        def filled(match: re.Match[str]) -> str:
            if not match[0].isupper():
                return match[0]
            text = slug(match[0]) if match[0].startswith("MÃ-") else "Chữ thật."
            return {**FILLED, **own}.get(match[0], text)

        text = re.sub(r"(?<=: |- )[^:\n]+$", filled, self.text, flags=re.MULTILINE)
        made = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts, lists and maps alone
        return {self.path[-1]: made} if isinstance(made, list) else made


TEMPLATES = [
    Template(*found)
    for found in re.findall(r"^Chỗ đặt: (.*)\n\n```yaml\n([^`]*)```$", GUIDES, re.MULTILINE)
]


def merged(into: dict[str, Any], entry: Mapping[str, Any]) -> None:
    """Adds fields and items to a record; what is the same item takes the other's place."""
    for key, value in entry.items():
        if not (isinstance(value, list) and isinstance(value[0], dict)):
            into[key] = value
            continue
        items = {_same(item): item for item in [*into.get(key, ()), *value]}
        times = key in ("observations", "totals")
        into[key] = sorted(items.values(), key=_time) if times else list(items.values())
    if "missing" in into and ("observations" in entry or "totals" in entry):
        del into["missing"]


def _same(item: Mapping[str, str]) -> object:
    keys = ("period", "through", "part", "unit", "group", "grade", "figure")
    return item.get("id") or tuple(item.get(key) for key in keys)


def _time(item: Mapping[str, str]) -> str:
    return item.get("through", item.get("period", ""))


def placed(template: Template) -> bytes:
    """The real data, in which what the template needs is declared, with the template in it."""
    tree = yaml.load(REAL, yaml.BaseLoader)  # noqa: S506
    entry = template.entry
    kind = str(entry.get("targets", [{}])[0].get("type"))
    measure, unit = {
        "term-total": ("flow", "đảng viên"), "done": ("yes-no", "có hoặc không"),
    }.get(kind, ("share", "phần trăm"))  # fmt: skip
    declared = DECLARED.replace("MEASURE", measure).replace("UNIT", unit)
    merged(tree, yaml.load(declared, yaml.BaseLoader))  # noqa: S506
    if template.path[1:] == ("totals",) and "explanation" in template.text:
        # Only where no year is missing can a total differ from their sum.
        merged(tree["indicators"][0], {"observations": [{"period": "2020", "value": "1152"}]})
    if "MÃ-NHIỆM-KỲ" in template.text:
        (terms,) = (one.entry for one in TEMPLATES if one.text.startswith("terms:"))
        before = {"term": terms["terms"][0]["id"]}
        del tree["organisation"], tree["term"]
        tree |= terms
        for record in (*tree["targets"], *tree["solutions"], tree["programme"]):
            record.update(before)
    merged(holder(tree, template), entry)
    return typed(tree).encode()


def holder(record: Any, template: Template) -> Any:
    """The record of the data to which a template adds."""
    item = template.text.lstrip().startswith("- ")
    indent = 0
    path = list(template.path[:-1] if item else template.path)
    while path:
        name, *path = path
        chosen = path.pop(0) if path and path[0] in set(model.Measure) else ""
        record = next(one for one in record[name] if not chosen or chosen in one.values())
        indent += 4
    assert len(template.text) - len(template.text.lstrip()) == indent + 2 * item, template
    return record


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: slug(one.text))
def test_every_template_is_taken_in_its_place(template: Template) -> None:
    problems = examine({DATA: placed(template)}).problems
    assert [f"{problem.what()} {problem.mend()} {problem.source}" for problem in problems] == []


def records(kind: type[Record]) -> Iterator[type[Record]]:
    yield kind
    for field in fields(kind).values():
        if field.record:
            yield from records(field.record)


def said(kind: type[Record], entry: Any) -> Iterator[tuple[str, str]]:
    for item in entry if isinstance(entry, list) else [entry]:
        for name, value in item.items():
            yield declared(kind, name)
            below = fields(kind)[name].record
            if below:
                yield from said(below, value)


def declared(kind: type[Record], name: str) -> tuple[str, str]:
    """A field with the record that declares it: what many share is shown once."""
    lineage = [one for one in reversed(kind.__mro__) if issubclass(one, Record)]
    owner = next(one for one in lineage if name in fields(one))
    return owner.__name__, name


def test_the_guides_have_a_template_for_every_field_and_code_of_the_model() -> None:
    here = set()
    for template in TEMPLATES:
        listed = template.path[-1:] * template.text.lstrip().startswith("- ")
        kind = record_at(template.path[: len(template.path) - len(listed)])
        here |= set(said(kind, template.entry))
    known = {declared(kind, name) for kind in records(Dataset) for name in fields(kind)}
    assert known - here == set()
    # A code is in a template, or named beside one.
    codes = {
        code.value
        for kind in Code.__subclasses__()
        if kind.__module__ == model.__name__
        for code in kind
    }
    given = set(re.findall(r"(?<=: )[a-z-]+$|(?<=`)[a-z-]+(?=`)", GUIDES, re.MULTILINE))
    assert codes - given == set()


def test_nothing_is_given_to_copy_that_the_tests_above_do_not_see() -> None:
    assert GUIDES.count("```yaml") == GUIDES.count("Chỗ đặt: ") == len(TEMPLATES)
    first = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    copied = "".join(template.text for template in TEMPLATES)
    for block in re.findall(r"```yaml\n([^`]*)```", first):
        assert block in copied


def test_the_page_to_copy_is_the_one_that_the_command_makes() -> None:
    page = indicator_page("MÃ-SỐ-LIỆU", "MÃ-MỨC").rstrip()
    assert f"```markdown\n{{% raw %}}{page}{{% endraw %}}\n```" in GUIDES


def test_the_capitals_of_the_templates_are_refused_where_they_were_not_replaced() -> None:
    text = "".join(template.text for template in TEMPLATES)
    values = re.findall(r"(?:: |- )([^:\n]+)$", text, re.MULTILINE)
    assert {value for value in values if value.isupper()} == UNFILLED


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
    text = (root / DATA).read_text("utf-8").replace("value: 1533\n", "value: 1.365\n")
    (problem,) = examine({DATA: text.encode()}).problems
    told = shown.splitlines()
    assert told[0].partition(": ")[2] == problem.what()
    assert told[1].strip() == problem.source.strip()
    assert told[2].index("^") == told[1].index("1.365")
    assert told[3] == f"  Cách sửa: {problem.mend()} [{problem.rule}]"
    assert problem.rule in catalogue()
