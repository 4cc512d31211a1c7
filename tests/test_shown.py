"""Whatever text the data accepts, a reader finds: each is marked, and looked for on the pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from markupsafe import escape
from reader import writer
from samples import EVERY, edited

from indicators import read
from indicators.computing.compute import Views, compute
from indicators.model import Dataset, Indicator, Record
from indicators.scalars import Reason, Text
from indicators.showing.naming import Named
from indicators.showing.writer import Writer, macros

# What the data of every kind lacks: results that are missing, and what does not add up.
EDITS = (
    (
        "      - period: 2024\n",
        """\
      - period: 2023
        missing: Chưa tổng hợp.
        parts:
          - unit: huyen-a
            missing: Chưa báo cáo.
      - period: 2024
""",
    ),
    (
        "            value: 800\n",
        """\
            value: 800
            explanation: Có người tính hai lần.
          - unit: xa-a
            value: 790
          - unit: xa-b
            value: 9
""",
    ),
    (
        "groups:\n",
        """\
  - id: xa-a
    name: Xã A
    type: cap-huyen
    parent: huyen-a
  - id: xa-b
    name: Xã B
    type: cap-huyen
    parent: huyen-a
groups:
""",
    ),
    ("population: 120\n", "population: 120\n        value: 91\n        explanation: Khác.\n"),
    ("value: 93.58\n", "value: 93.58\n        explanation: Không rõ.\n"),
    ("      - period: 2021\n", "      - period: 2020\n        value: 1000\n      - period: 2021\n"),
    (
        "    totals:\n",
        """\
    totals:
      - through: 2021
        value: 2520
        explanation: Không rõ.
""",
    ),
)


def records(value: object) -> Iterator[Record]:
    """Every record within a value of the data."""
    if isinstance(value, Record):
        yield value
        for name in type(value).model_fields:
            yield from records(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from records(item)


def texts(kind: type[Record]) -> list[str]:
    """The fields of a record that hold words for a reader."""
    words = [get_args(scalar)[1] for scalar in (Text, Reason)]
    hints = get_type_hints(kind, include_extras=True)
    return [
        name
        for name, hint in hints.items()
        if name in kind.model_fields
        and any(part in words for side in (hint, *get_args(hint)) for part in get_args(side))
    ]


def marked(value: Any, kind: type[Record], marks: dict[str, str]) -> Any:
    """The same with a word of its own in every text of the records of a kind."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(marked(item, kind, marks) for item in value)
    if not isinstance(value, Record):
        return value
    changed = {name: marked(getattr(value, name), kind, marks) for name in type(value).model_fields}
    kept = ["withdrawn"] if getattr(value, "withdrawn", None) else texts(kind)  # and nothing more
    for name in kept if type(value) is kind else ():
        # Reasons and explanations belong where the data needs them, and a ratio is not read.
        needed = name not in ("missing", "explanation", "plan_locator", "withdrawn") or getattr(
            value, name
        )
        if needed and not (isinstance(value, Indicator) and value.numerator and name == "locator"):
            letters = "".join(chr(ord("a") + int(digit)) for digit in f"{len(marks):03}")
            mark = f"<{letters}>{{0}} & {{{{ x }}}}"  # which is shown as it is typed
            marks[mark] = f"{kind.__name__}.{name} = {getattr(value, name)}"
            changed[name] = mark
    return value.model_copy(update=changed)


def pages(views: Views) -> str:
    """All that macros write, each called with everything that it takes."""
    page = writer(views)
    return " ".join(text for macro in macros().values() for text in written(page, macro))


def written(page: Writer, macro: Any) -> Iterator[str]:
    hints = get_type_hints(macro, include_extras=True)
    names = [part for hint in hints.values() for part in get_args(hint) if isinstance(part, Named)]
    if names:
        for known in names[-1].known(page.views):
            call = known.rsplit("/", 1) if names[-1].of else [known]
            try:
                yield macro(page, *[int(part) if part.isdigit() else part for part in call])
            except LookupError as error:  # a unit without a page; a year that is asked nothing
                if isinstance(error, KeyError):
                    raise
    elif macro is macros()["solutions"]:
        yield from (macro(page, by) for by in ("indicator", "document"))
    else:
        yield macro(page)


@pytest.fixture(scope="module")
def data() -> Dataset:
    text = edited(EVERY, *EDITS)
    dataset = read({"data.yaml": text.encode()}).dataset
    assert dataset is not None
    return dataset


def test_every_text_that_the_data_accepts_stands_on_a_page(data: Dataset) -> None:
    seen: set[str] = set()
    kinds = dict.fromkeys(type(record) for record in records(data))
    for kind in kinds:  # one at a time: a place in a source is inherited from the record around
        marks: dict[str, str] = {}
        shown = pages(compute(marked(data, kind, marks)))
        assert [what for mark, what in marks.items() if escape(mark) not in shown] == []
        assert [what for mark, what in marks.items() if mark in shown] == []  # as HTML
        seen |= {what.partition(" ")[0] for what in marks.values()}
    assert seen == {f"{kind.__name__}.{name}" for kind in kinds for name in texts(kind)}


def test_a_macro_writes_one_line_of_html_without_styles(data: Dataset) -> None:
    made = pages(compute(data))
    assert "<table" in made
    assert "<svg" in made
    assert "\n" not in made  # else Markdown would take it apart
    assert "style=" not in made  # which the page's policy forbids


def test_the_data_of_every_kind_has_every_record_of_the_model(data: Dataset, root: Path) -> None:
    terms = read({"terms.yaml": (root / "tests" / "rules_terms.yaml").read_bytes()}).dataset
    here = {type(record) for record in (*records(data), *records(terms))}
    known = {kind for kind in Record.__subclasses__() if kind.__module__ == Dataset.__module__}
    below = {kind for one in known for kind in one.__subclasses__()}
    assert {kind for kind in known | below if not kind.__subclasses__()} <= here
