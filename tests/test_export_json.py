"""The read API: every file follows the schema beside it and holds the figures exactly."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from exported import by_subject, exact_json, exports, former_files, rebuilt, standing
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from indicators.computing.arithmetic import Interval
from indicators.computing.compute import Views, compute
from indicators.computing.figures import (
    CutOff,
    Division,
    Figure,
    Kind,
    Period,
    Portion,
    Role,
    Span,
    When,
)
from indicators.computing.formulas import Formula
from indicators.export import Edition, Format
from indicators.model import PartOfMonth, Status
from indicators.scalars import PartialDate
from indicators.words.wording import shown_limits

API = "api/v1/"
SCHEMAS = ("schema.json", "dataset.schema.json")


@pytest.fixture
def files(exported_files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in exported_files.items() if name.startswith(API)}


def validator(files: Mapping[str, bytes], definition: str) -> Draft202012Validator:
    known = Registry().with_resources(
        (name, Resource.from_contents(json.loads(files[API + name]))) for name in SCHEMAS
    )
    return Draft202012Validator({"$ref": f"schema.json#/$defs/{definition}"}, registry=known)


def test_every_file_follows_the_schema_that_it_names_and_the_index_lists_it(
    either: Views, files: dict[str, bytes]
) -> None:
    for name in SCHEMAS:
        Draft202012Validator.check_schema(json.loads(files[API + name]))
    listed = [name for name in files if not name.endswith(SCHEMAS)]
    assert len(listed) > 8
    for name in listed:
        content = json.loads(files[name])
        up = "../" * (name.count("/") - API.count("/"))
        path, _, definition = content["$schema"].partition("#/$defs/")
        assert path == f"{up}schema.json", name
        errors = [error.message for error in validator(files, definition).iter_errors(content)]
        assert not errors, (name, errors)
    index = json.loads(files[f"{API}index.json"])
    told = {API + file["path"] for file in index["files"]}
    told |= {API + name for name in ("index.json", *SCHEMAS)}
    assert told | former_files(either, f"{API}indicators/{{}}.json") == set(files)


def test_the_schema_refuses_what_it_does_not_describe(files: dict[str, bytes]) -> None:
    content = json.loads(files[f"{API}observations.json"])
    check = validator(files, "observations")
    assert check.is_valid(content)
    content["observations"][0]["kind"] = "guessed"
    assert not check.is_valid(content)
    content["observations"][0].pop("kind")
    assert not check.is_valid(content)


def test_the_schema_says_in_vietnamese_what_every_field_and_code_means(
    files: dict[str, bytes],
) -> None:
    definitions = json.loads(files[f"{API}schema.json"])["$defs"]
    for name, definition in definitions.items():
        for field, value in definition.get("properties", {}).items():
            assert value.get("description"), (name, field)
        if "enum" in definition and name != "Formula":
            assert set(definition["enum"]) == {
                part.partition(": ")[0] for part in definition["description"].split("; ")
            }, name


def test_the_data_file_comes_back_digit_for_digit(either: Views, files: dict[str, bytes]) -> None:
    dataset = rebuilt(exact_json(files[f"{API}dataset.json"])["dataset"])
    assert dataset == either.dataset
    if "so" in either.indicators:
        for digits in ("97.15", "93.58", "12.0", "-15.50", "0.075"):
            assert f'"value": {digits}'.encode() in files[f"{API}dataset.json"]
    again = compute(dataset)
    assert standing(either).items() <= dict(again.figures).items()
    told = [entry for entry in either.ledger if not entry.published.is_withdrawn]
    assert [entry for entry in again.ledger if entry in told] == told


def test_every_figure_comes_back_exactly(either: Views, files: dict[str, bytes]) -> None:
    read = exact_json(files[f"{API}observations.json"])["observations"]
    listed = by_subject(either)
    assert [figure(item) for item in read] == listed
    for item, made in zip(read, listed, strict=True):
        low, high = shown_limits(made)  # with the digits of the page: a typed zero stays
        known = made.exact is not None
        digits = [low, None, None] if known else [None, low, high]
        assert list(map(str, digits)) == [str(item[name]) for name in ("value", "lower", "upper")]


def figure(item: dict[str, Any]) -> Figure:
    """The figure that one record of the API states."""
    value = None
    if item["exact"] is not None:
        value = Interval(Fraction(item["exact"]), Fraction(item["exact"]))
    elif (item["bound"], item["about"]) != (None, None):  # of what is only rough no limit is known
        low, high = (
            None if item[name] is None else Fraction(item[name])
            for name in ("exact-lower", "exact-upper")
        )
        value = Interval(low, high, item["lower-open"], item["upper-open"])
    return Figure(
        id=item["id"],
        subject=item["subject"],
        role=Role(item["role"]),
        kind=Kind(item["kind"]),
        value=value,
        unit=item["unit"] or "",
        decimals=int(item["decimals"]),
        when=when(item),
        status=Status(item["status"]) if item["status"] else None,
        formula=next((found for found in Formula if found == item["formula"]), None),
        inputs=tuple(item["inputs"]),
        constants=tuple(Fraction(constant) for constant in item["constants"]),
        source=item["source"],
        locator=item["locator"],
        note=item["note"],
        portion=portion(item),
        about=None if item["about"] is None else Decimal(str(item["about"])),
    )


def portion(item: dict[str, Any]) -> Portion | None:
    if item["division"] is None:
        return None
    return Portion(Division(item["division"]), item["portion"], item["portion-name"])


def when(item: dict[str, Any]) -> When | None:
    limit = None
    if item["through"]:
        date = PartialDate(*(int(part) for part in item["through"].split("-")))
        limit = CutOff(date, PartOfMonth(item["part"]) if item["part"] else None)
    match item["time-scope"]:
        case "period":
            return Period(int(item["time-period"]), limit)
        case "span":
            first, _, last = item["time-period"].partition("/")
            return Span(int(first), int(last))
        case "through":
            return limit
    return None


def test_an_indicators_file_holds_what_its_page_needs(long_an: Views) -> None:
    files = exports(long_an, Edition(), [Format.JSON])
    found = json.loads(files[f"{API}indicators/ket-nap.json"])
    assert found["indicator"]["name"] == "Kết nạp đảng viên"
    assert found["target"]["goals"] == {"target": "muc-ket-nap/target"}
    assert found["target"]["progress"][0]["outlook"] == "forecast-exceeded"
    year = next(row for row in found["rows"] if row["time-period"] == "2021")
    assert year["standing"] == "exceeded"
    values = {item["id"]: item for item in found["observations"]}
    assert values[year["figures"]["value"]]["value"] == 1514
    assert values[year["figures"]["plan"]]["kind"] == "inferred"
    share = values["ket-nap/through-2023-12-mid/percent-of-target/recomputed"]
    assert (share["value"], share["exact"]) == (93.11, "838/9")
    assert {entry["verdict"] for entry in found["ledger"]} >= {"agrees", "used-for-inference"}
