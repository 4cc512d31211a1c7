"""Whatever is in a file ends in records or in problems that stand inside it: soon, and quietly."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from cases import typed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import SMALL, TERM

from indicators import examine
from indicators.computing.compute import compute
from indicators.model import Code, Dataset, Record
from indicators.reading.fields import fields
from indicators.reporting.problems import as_github, as_json, as_summary, as_text

soon = settings(
    deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow], max_examples=100
)


def hold(files: Mapping[str, bytes]) -> None:
    """The guarantee: records that can be computed, or problems that can be shown."""
    loaded = examine(files)
    for problem in loaded.problems:
        text = files[problem.file].decode("utf-8", "replace").removeprefix("\ufeff")
        lines = text.replace("\r\n", "\n").split("\n")
        assert 1 <= problem.line <= len(lines)
        line = lines[problem.line - 1]
        assert 1 <= problem.column <= len(line) + 1
        assert problem.source == line
    for language in ("vi", "en"):
        assert as_text(loaded.problems, language).count("[") >= len(loaded.problems)
        as_github(loaded.problems, language)
        as_json(loaded.problems, language)
        as_summary(loaded.problems, language)
    assert (loaded.dataset is None) <= bool(loaded.problems)
    if not loaded.problems:
        assert loaded.dataset is not None
        compute(loaded.dataset)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@soon
@given(st.binary(max_size=400) | st.text(max_size=400).map(encoded))
def test_any_bytes_or_text(data: bytes) -> None:
    hold({"d.yaml": data})


YAMLISH = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(" \n\t:-#\"'[]{},&*!|>%@`?\\.=<~0123456789abcxyz")),
        st.sampled_from("đạ\u0301\u00a0\u200b\u2028\ufeff\x00\x85\r📚"),
    ),
    max_size=12,
)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A data file with a few slips of the keys."""
    text = draw(st.sampled_from([SMALL, TERM]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 1, 2, 8, 40]))
        text = text[:at] + draw(YAMLISH) + text[at + gone :]
    return text


@soon
@given(slips(), st.none() | slips())
def test_any_slip_of_the_keys_in_one_file_or_in_two(main: str, year: str | None) -> None:
    hold({"d.yaml": main.encode()} | ({"2023.yaml": year.encode()} if year else {}))


IDS = st.sampled_from(["a", "b", "c", "bao-cao"])
NUMBERS = st.sampled_from(
    ["0", "1", "5", "9", "90", "96.75", "100", "112.15", "1514", "1.514", "6,3", "-2", "-0.5"]
)
YEARS = st.integers(2019, 2026).map(str)
DATES = st.sampled_from(["2021", "2022", "2022-06", "2023-12", "2023-12-15", "2020-01-31"])
TEXTS = st.sampled_from(["x", "đảng viên", "phần trăm", "lần", "Có 2 số", "null"])


OF_NAMES: Mapping[str, st.SearchStrategy[str]] = {
    **dict.fromkeys(("period", "start", "end", "from", "to"), YEARS),
    **dict.fromkeys(("through", "date"), DATES),
    **dict.fromkeys(("well", "answer"), st.sampled_from(["true", "false"])),
    **dict.fromkeys(("model", "decimals", "smallest-shown"), st.sampled_from(["0", "1", "2"])),
    "url": st.just("https://a.example/b"),
    **dict.fromkeys(("name", "title", "note", "locator", "code", "issuer", "purpose"), TEXTS),
    **dict.fromkeys(("missing", "reason", "explanation", "permission", "actor"), TEXTS),
    **dict.fromkeys(
        ("value", "plan", "proposed", "min", "max", "base", "population", "count", "share"), NUMBERS
    ),
}  # fmt: skip


def value(name: str, kind: Any) -> st.SearchStrategy[str]:
    """What an editor might type into a field."""
    if isinstance(kind, type) and issubclass(kind, Code):
        return st.sampled_from([code.value for code in kind])
    if name == "unit":
        return IDS if kind is not None and "Id" in str(kind) else TEXTS
    return OF_NAMES.get(name, st.one_of(IDS, NUMBERS))


@st.composite
def record(draw: st.DrawFn, kind: type[Record], depth: int = 0) -> dict[str, Any]:
    """A record with its required fields and some others, as the file would hold it."""
    made: dict[str, Any] = {}
    for field in fields(kind).values():
        nested = isinstance(field.type, type) and issubclass(field.type, Record)
        wanted = field.required or draw(st.integers(0, 3)) == 0
        if not wanted or (nested and depth > 3):
            continue
        if nested:
            assert isinstance(field.type, type)
            one = record(field.type, depth + 1)
            made[field.name] = (
                draw(st.lists(one, min_size=1, max_size=3)) if field.listed else draw(one)
            )
        elif field.listed:
            made[field.name] = draw(st.lists(IDS, min_size=1, max_size=3))
        else:
            made[field.name] = draw(value(field.name, field.type))
    return made


@pytest.mark.slow
@settings(soon, max_examples=150)
@given(record(Dataset))
def test_any_data_of_the_wanted_form(data: dict[str, Any]) -> None:
    data |= {"term": {"name": "T", "start": "2020", "end": "2025"}, "model": "1"}
    hold({"d.yaml": typed(data).encode()})
