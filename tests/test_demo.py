"""The demonstration: invented numbers, the same every time, and every page says so."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from test_guides import records as kinds_of

from indicators import read
from indicators.computing.compute import Views, compute
from indicators.model import Code, Dataset, Indicator, ListedTerm, OfTerm, Record, Term
from indicators.reading.fields import fields, records
from indicators.reading.files import data_files


@pytest.fixture(scope="module")
def views(demo_project: Path) -> Views:
    dataset = read(data_files(demo_project / "data" / "indicators.yaml", demo_project)).dataset
    assert dataset is not None
    return compute(dataset)


def test_the_same_bytes_come_out_every_time(demo: ModuleType) -> None:
    assert demo.demo() == demo.demo()


def test_it_is_as_large_as_it_says(views: Views) -> None:
    data = views.dataset
    kinds = [unit.type for unit in data.units]
    assert (kinds.count("cap-huyen"), kinds.count("co-so")) == (12, 600)
    assert len(data.indicators) == 35
    assert len(views.indicators["ket-nap"].breakdowns) == 5


SEVERAL = {
    (ListedTerm, "organisation"), (ListedTerm, "source"), (OfTerm, "term"),
    (Indicator, "continues"), (Dataset, "terms"), (Dataset, "programmes"), (Term, "resolution"),
}  # fmt: skip
"""What only a file of several terms says; the demonstration is of one."""


def test_every_field_and_every_code_of_the_model_is_shown(views: Views) -> None:
    told, codes = set(), set()
    for _, record in records(views.dataset):
        said = {name: getattr(record, name) for name in type(record).model_fields}
        said = {name: value for name, value in said.items() if value not in (None, ())}
        told |= {declared(type(record), name) for name in said}
        codes |= {value for value in said.values() if isinstance(value, Code)}
    kinds = set(kinds_of(Dataset))
    known = {declared(kind, name) for kind in kinds for name in kind.model_fields}
    assert known - told - SEVERAL == set()
    every = [field.codes for kind in kinds for field in fields(kind).values()]
    assert {code for kind in every if kind for code in kind} - codes == set()


def declared(kind: type[Record], name: str) -> tuple[type, str]:
    """A field with the class of the record that declares it."""
    having = [made for made in kind.__mro__ if name in getattr(made, "model_fields", ())]
    return having[-1], name


def test_no_page_tells_a_reader_what_to_declare(demo: ModuleType, demo_project: Path) -> None:
    start = (demo_project / "docs" / "index.md").read_text("utf-8")
    assert "{{ cards() }}" in start
    assert "khai" not in start.replace(demo.NOTICE, "")


def test_every_page_says_that_its_numbers_are_invented(
    demo: ModuleType, demo_project: Path
) -> None:
    data = list((demo_project / "data").glob("*.yaml"))
    assert all(demo.NOTICE in path.read_text("utf-8") for path in data)
    assert demo.NOTICE in (demo_project / "overrides" / "main.html").read_text("utf-8")


@pytest.mark.slow
def test_it_builds_strictly_and_says_so_on_every_built_page(
    demo: ModuleType, demo_built: Path
) -> None:
    pages = list(demo_built.rglob("*.html"))
    # Once: a second notice pushes what one came for off the first screen of a phone.
    times = {page.read_text("utf-8").partition("<article")[0].count(demo.NOTICE) for page in pages}
    assert times == {1}
    small = (demo_built / "don-vi" / "huyen-03" / "index.html").read_text("utf-8")
    assert "ít hơn\u00a05, không công bố" in small


@pytest.mark.slow
def test_every_number_leads_to_the_row_of_its_origin(demo_built: Path) -> None:
    texts = {page: page.read_text("utf-8") for page in demo_built.rglob("*.html")}
    rows = {page: set(re.findall(r'<tr id="([^"]+)"', text)) for page, text in texts.items()}
    led, astray = 0, []
    for page, text in texts.items():
        for href in re.findall(r'<a class="i-fig[^"]*" href="([^"]+)"', text):
            address, _, row = href.partition("#")
            home = (page.parent / address / "index.html").resolve() if address else page
            led += 1
            if row not in rows.get(home, ()):
                astray.append((page, href))
    assert led > 1500
    assert astray == []
