"""What the model refuses, told as broken rules: pydantic's errors become findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from indicators.model import Dataset
from indicators.reading import codes
from indicators.reading.called import not_an_id
from indicators.reading.fields import Field, codes_at, field_at, fields, homes, record_at
from indicators.reading.form import GAP
from indicators.reading.template import (
    NAMING,
    codes_in,
    hinted,
    item_of,
    lines_of,
    listed_codes,
    quoted,
    typed_in,
)
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import TYPE_THIS, Fault, Rule, Section, Wording, same

_MOST = 100
"""Mistakes that are told of one dataset; of thousands, the rest says nothing new."""

rule = partial(Rule, Section.FIELDS)

FIELD_MISSING = rule(
    "field-missing",
    "Thiếu trường bắt buộc",
    vi="Mục “{record}” thiếu trường bắt buộc {field}.",
    mend="thêm {lines}, thụt lề bằng các dòng cùng mục.",
    en="The item “{record}” lacks what it must have: {field}.",
    mend_en="add {lines}, aligned with the item's other lines.",
    why="Thiếu trường này thì không biết số liệu thuộc đâu hoặc hiện thế nào.",
    bad="- id: nq-dai-hoi\n  issuer: Đại hội đại biểu",
    good="- id: nq-dai-hoi\n  title: Nghị quyết Đại hội đại biểu\n  issuer: Đại hội đại biểu",
    former=("dash-extra", "item-strayed"),
)
FIELD_UNKNOWN = rule(
    "field-unknown",
    "Trường không có trong mẫu",
    vi="Không có trường “{written}”{more}.",
    mend="xóa dòng này; các trường dùng được ở đây: {known}.",
    en="There is no field “{written}”{more}.",
    mend_en="delete the line; the fields used here: {known}.",
    why="Trường gõ sai tên sẽ không hiện ở đâu cả, mà cũng không ai hay.",
    bad="vlaue: 1514",
    good="value: 1514",
)
VALUE_EMPTY = rule(
    "value-empty",
    "Trường để trống",
    vi="Trường “{field}” để trống.",
    mend="ghi giá trị sau dấu hai chấm, hoặc xóa cả dòng; số chưa có thì ghi lý do ở missing.",
    en="The field “{field}” is empty.",
    mend_en="write the value after the colon or delete the line; for a number that is not known "
    "give the reason in missing.",
    why="Dòng để trống không nói được là chưa có, quên gõ hay bằng 0.",
    bad="value:",
    good="missing: Nguồn không nêu.",
)
BLOCK_EXPECTED = rule(
    "block-expected",
    "Phải là các dòng tên: giá trị",
    vi="“{field}” phải gồm các dòng “tên: giá trị”.",
    mend="ghi mỗi trường một dòng: {lines}.",
    en="“{field}” must hold lines “name: value”.",
    mend_en="write one field a line: {lines}.",
    why="Mục này gồm nhiều trường, mỗi trường có tên.",
    bad="term: 2020 – 2025",
    good="term:\n  name: nhiệm kỳ 2020 – 2025\n  start: 2020\n  end: 2025",
)
LIST_EXPECTED = rule(
    "list-expected",
    "Phải là danh sách",
    vi="“{field}” phải là danh sách, mỗi mục bắt đầu bằng “- ”.",
    mend="ghi mỗi mục dưới {field}: như sau, mỗi trường một dòng: {lines}.",
    en="“{field}” must be a list, each item beginning with “- ”.",
    mend_en="write each item below {field}: in this way, one field a line: {lines}.",
    why="Trường này có thể có nhiều mục; mỗi mục bắt đầu bằng “- ”.",
    bad="indicators: ket-nap",
    good="indicators:\n  - ket-nap",
)
TEXT_EXPECTED = rule(
    "text-expected",
    "Phải là một giá trị",
    vi="“{field}” phải là một giá trị, không phải danh sách hay các trường con.",
    mend="ghi giá trị trên cùng dòng với {field}:",
    en="“{field}” must be one value, not a list or fields.",
    mend_en="write the value on the line of {field}:",
    why="Trường này chỉ có một giá trị.",
    bad="name:\n  - Kết nạp đảng viên",
    good="name: Kết nạp đảng viên",
)
CODE_UNKNOWN = rule(
    "code-unknown",
    "Mã không có trong danh sách",
    vi="“{written}” không phải mã {kind}.",
    mend="gõ một trong các mã: {known}.",
    en="“{written}” is no code of the field {field}.",
    mend_en="type one of the codes: {known}.",
    why="Trường này chỉ nhận các mã tiếng Anh cố định, để tệp, chương trình và dữ liệu xuất ra "
    "dùng chung.",
    bad="status: dự kiến",
    good="status: forecast",
)


@dataclass(frozen=True)
class Refused:
    """Why data is no dataset: what to tell, and every place that was refused."""

    findings: tuple[Finding, ...]
    places: frozenset[Path]


def validate(data: object, added: frozenset[Path] = frozenset()) -> Dataset | Refused:
    """The data as records, or why it is none.

    ``added`` are items that only a file beside the main one has.
    """
    try:
        return Dataset.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        records = {tuple(e["loc"][:-1]) for e in errors if e["type"] in ("missing", "invalid_key")}
        cut = set(_cut_off(errors)) - added
        findings = _findings(errors, data, added, cut)
        places = records | {tuple(e["loc"]) for e in errors} | {above(path) for path in cut}
        return Refused(tuple(findings), frozenset(places))


def _cut_off(errors: Sequence[ErrorDetails]) -> Iterator[Path]:
    """The items without what tells them from others, which a dash cut off from the one above."""
    for e in errors:
        path = tuple(e["loc"][:-1])
        if e["type"] == "missing" and path and path[-1] and isinstance(path[-1], int):
            required = (name for name, f in fields(record_at(path)).items() if f.required)
            if next(required) == e["loc"][-1]:
                yield path


def _findings(
    errors: Sequence[ErrorDetails], data: object, added: frozenset[Path], cut: set[Path]
) -> Iterator[Finding]:
    """A finding for each error, without those that only follow from another one."""
    told = [e for e in errors if not _gap(e)][:_MOST]
    foreign = dict.fromkeys(tuple(e["loc"][:-1]) for e in told if e["type"] == "extra_forbidden")
    missing: dict[Path, list[str]] = {}
    for e in told:
        path: Path = tuple(e["loc"])
        record = path[:-1]
        if e["type"] == "missing" and record not in foreign and GAP not in follow(record, data):
            missing.setdefault(record, []).append(str(path[-1]))
    follows = {above(path) for path in cut} - cut
    for path, names in missing.items():
        if path not in follows:
            yield _missing(path, names, data, (path in added, path in cut))
    for path in foreign:
        yield from _unknown(path, data)
    for e in told:
        if e["type"] not in ("missing", "extra_forbidden"):
            yield _of_one(e, data)


def _of_one(error: ErrorDetails, data: object) -> Finding:
    """The finding of an error that is told by itself."""
    path, value = tuple(error["loc"]), error["input"]
    match error["type"]:
        case "model_type" | "tuple_type":
            return _of_shape(path, value)
        case "enum":
            return _not_a_code(path, value)
        case "text-expected":
            return _of_field(TEXT_EXPECTED, path)
        case "value-empty":
            return _of_field(VALUE_EMPTY, path)
        case "id-form":
            return not_an_id(path, value, data)
        case _:
            return Finding(error["ctx"]["fault"], path)


def _gap(error: ErrorDetails) -> bool:
    """Whether what is refused was refused already, while the text was read."""
    value = error["input"]
    inside = isinstance(value, dict) and error["type"] != "missing" and GAP in value
    return GAP in error["loc"] or inside


def above(path: Path) -> Path:
    """The item before the one that a path leads to."""
    return (*path[:-1], int(path[-1]) - 1)


def follow(path: Path, data: object) -> Any:
    """The value that a path leads to, or None."""
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def name_of(path: Path, data: object) -> str:
    """What a message calls the record at a path: its period, its id, or the field it is in."""
    record = follow(path, data)
    if isinstance(record, dict):
        for naming in NAMING:
            if isinstance(record.get(naming), str) and record[naming]:
                return str(record[naming])
    names = [str(step) for step in path if isinstance(step, str)]
    return names[-1] if names else ""


def _missing(path: Path, names: list[str], data: Any, found: tuple[bool, bool]) -> Finding:
    """The fields that a record lacks, with the lines that they would be.

    ``found`` is whether only a file beside the main one has it, and whether a dash cut it off.
    """
    added, cut_off = found
    item, known = follow(path, data), fields(record_at(path))
    required = [name for name, field in known.items() if field.required]
    what = mend = None
    if added and "id" in required and not any(n in item for n in required if n != "id"):
        if "id" in item:
            return _unknown_id(path, data)
        names = ["id"]
    elif cut_off:
        mend = Wording(
            FIELD_MISSING.mend[:-1]
            + "; nếu các dòng này thuộc mục trên thì thay dấu “-” bằng một dấu cách.",
            FIELD_MISSING.mend_en[:-1]
            + "; if these lines belong to the item above, put a space in place of the dash.",
        )
    elif not path:
        what = Wording("Tệp thiếu trường bắt buộc {field}.", "The file lacks {field}.")
    hints = ", ".join(line for name in names for line in hinted(known[name]))
    lines = quoted(line for name in names for line in lines_of(known[name]))
    told = {"field": same(quoted(iter(names))), "lines": Wording(hints, lines)}
    return Finding(FIELD_MISSING(what, mend, record=name_of(path, data), **told), path)


def _unknown_id(path: Path, data: Any) -> Finding:
    """The id of a file beside the main one that names nothing in it."""
    items, listed = follow(path[:-1], data), str(path[-2])
    known = (item.get("id") for item in items[: int(path[-1])] if isinstance(item, dict))
    ids = [name for name in known if isinstance(name, str)]
    meant = codes.closest(ids, str(items[path[-1]]["id"]))
    field = field_at(path[:-1])
    noun = Wording(field.label if field else "", listed.removesuffix("s"))
    return Finding(codes.unknown_id(noun, listed, meant), (*path, "id"))


def _unknown(path: Path, data: Any) -> Iterator[Finding]:
    """The fields that a record should not have; those that are like no other are told as one."""
    record, known = follow(path, data), fields(record_at(path))
    foreign: list[str] = []
    for written in [name for name in record if name not in known and name != GAP][:_MOST]:
        context: dict[str, Any] = {"written": written, "more": ""}
        holders = (field for field in known.values() if written in codes_in(field))
        holder, write = next(holders, None), codes.field_for(tuple(known), written)
        inside = record[written] if isinstance(record[written], str) else "…"
        if "period" in known and re.fullmatch("[0-9]{4}", written):
            told = FIELD_UNKNOWN(_A_YEAR, _PERIOD, **context, typed=inside)
        elif holder is not None:
            typed = {codes_in(holder)[written]: written, "value": inside}
            lines = quoted(iter((f"{holder.name}:", *item_of(holder, typed, "  "))))
            told = FIELD_UNKNOWN(mend=_BELONGS, **context, lines=same(lines))
        elif write:
            told = FIELD_UNKNOWN(_MEANT, _RENAMED, **context, write=write)
        else:
            foreign.append(written)
            continue
        yield Finding(told, (*path, written), at_key=True)
    if foreign:
        yield Finding(_foreign(foreign, known), (*path, foreign[0]), at_key=True)


_A_YEAR = Wording(
    "“{written}” là năm, không phải tên trường.", "“{written}” is a year, not a field's name."
)
_PERIOD = Wording(
    "gõ period: {written}, rồi value: {typed} ở dòng dưới.",
    "type period: {written}, then value: {typed} on the line below.",
)
_BELONGS = Wording("ghi thành các dòng: {lines}.", "write it as these lines: {lines}.")
_MEANT = Wording(
    "Không có trường “{written}”; có phải “{write}”?",
    "There is no field “{written}”; is it “{write}”?",
)
_RENAMED = Wording(
    "đổi tên thành {write} hoặc xóa dòng này.", "rename it to {write} or delete the line."
)


def _foreign(names: list[str], known: Mapping[str, Field]) -> Fault:
    """What to tell of fields that belong elsewhere, or nowhere."""
    first, *others = names
    more = f", “{'”, “'.join(others[:9])}”" if others else ""
    context: dict[str, Any] = {"written": first, "more": same(more)}
    if first in fields(Dataset) and not homes(first):
        what = Wording(
            "Trường “{written}”{more} không dùng ở mục này, chỉ dùng ở ngoài cùng.",
            "The field “{written}”{more} is not used here, only at the outermost level.",
        )
        mend = Wording(
            "xóa hết dấu cách ở đầu dòng {written}.", "delete all spaces before {written}."
        )
        return FIELD_UNKNOWN(what, mend, **context)
    if homes(first):
        home = ", ".join(homes(first))
        what = Wording(
            "Trường “{written}”{more} không dùng ở mục này; “{written}” chỉ dùng trong {home}.",
            "The field “{written}”{more} is not used here; “{written}” only in {home}.",
        )
        mend = Wording(
            "thụt lề cho dòng này vào đúng mục của nó, hoặc xóa; nếu từ đây là một danh sách khác "
            "thì thêm lại dòng tên danh sách ở trên.",
            "indent the line into its item, or delete it; if another list begins here, type the "
            "line with its name above.",
        )
        return FIELD_UNKNOWN(what, mend, **context, home=same(home))
    listed = ", ".join(known)
    return FIELD_UNKNOWN(**context, known=same(listed))


def _of_shape(path: Path, value: object) -> Finding:
    """A text or list where a record belongs, or another thing where a list belongs."""
    field = field_at(path)
    if field is None:
        what = Wording(
            "Tệp phải gồm các dòng “tên: giá trị”.", "The file must hold lines “name: value”."
        )
        if value is None:
            what = Wording("Tệp chưa có dữ liệu.", "The file holds no data.")
        return Finding(BLOCK_EXPECTED(what, lines="“model: 1”"), path)
    if value == "":
        return _of_field(VALUE_EMPTY, path)
    name, record = field.name, field.record
    broken = LIST_EXPECTED if field.listed and not isinstance(path[-1], int) else BLOCK_EXPECTED
    mend = None
    if record is None:
        lines = f"“- {value[:80]}”" if isinstance(value, str) else "“- …”"
    elif isinstance(value, list):
        lines = ""
        mend = Wording(
            "thay dấu “-” ở đầu dòng bằng một dấu cách.",
            "put a space in place of the dash at the start of the line.",
        )
    elif isinstance(value, dict) and value.keys() <= fields(record).keys():
        first, inside = next(iter(value.items()))
        lines = f"{first}: {inside}" if isinstance(inside, str) else f"{first}:"
        mend = Wording(
            "gõ - {lines}, các dòng khác của mục giữ nguyên, thẳng cột với {lines}.",
            "type - {lines} and keep the item's other lines straight below {lines}.",
        )
    else:
        lines = quoted(item_of(field, typed_in(record, value)))
    return Finding(broken(None, mend, field=name, lines=same(lines)), path)


def _not_a_code(path: Path, value: object) -> Finding:
    field, kind = field_at(path), codes_at(path)
    if not isinstance(value, str) or not value:
        return _of_field(VALUE_EMPTY if value == "" else TEXT_EXPECTED, path)
    assert field is not None and kind is not None, path
    meant, known = codes.code_for(kind, value), listed_codes(kind)
    context: dict[str, Any] = {"written": value, "kind": field.label, "write": meant}
    mend = TYPE_THIS if meant else None
    return Finding(
        CODE_UNKNOWN(None, mend, **context, field=str(path[-1]), known=same(known)), path
    )


def _of_field(broken: Rule, path: Path) -> Finding:
    field = field_at(path)
    name = field.name if field else ""
    mend = None
    if broken is VALUE_EMPTY and field and field.required:
        mend = Wording(
            "ghi giá trị sau {field}: vì mục nào cũng phải có trường này.",
            "write the value after {field}: as no item goes without this field.",
        )
    return Finding(broken(None, mend, field=name), path)
