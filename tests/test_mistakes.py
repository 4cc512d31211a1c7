"""Data of every kind breaks no rule, and each id that it names is looked up where it belongs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indicators import examine
from indicators.reading.fields import field_at
from indicators.reading.load import trees

WHOLE = Path(__file__).with_name("every_kind.yaml").read_text("utf-8")


def test_data_of_every_kind_breaks_no_rule() -> None:
    assert examine({"data.yaml": WHOLE.encode()}).problems == ()


def references(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Every id of the data that another list declares, as it was typed, with what it names."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        field = field_at((*path, step))
        if not isinstance(value, str):
            yield from references(value, (*path, step))
        elif field and field.refers:
            yield value, field.noun.vi


def test_every_reference_is_looked_up_in_the_list_that_declares_it() -> None:
    listed = list(references(trees({"d": WHOLE.encode()})["d"]))
    assert len(listed) > 25
    for typed, noun in listed:
        lines = WHOLE.split("\n")
        lines[typed.line - 1] += "-x"
        found = examine({"d": "\n".join(lines).encode()}).problems
        what = f"Không có {noun} nào mang mã “{typed}-x”; có phải “{typed}”?"
        assert [(one.line, one.what()) for one in found] == [(typed.line, what)]
