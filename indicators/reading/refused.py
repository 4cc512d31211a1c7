"""What the model refuses, told as broken rules: pydantic's errors become findings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from indicators.model import Dataset, Published, Record
from indicators.reading import codes
from indicators.reading.fields import Field, field_at, fields, homes, record_at
from indicators.reading.form import GAP
from indicators.reading.placed import follow
from indicators.reporting.findings import Finding, Path
from indicators.reporting.rules import TYPE_THIS, Fault, Rule, Section, Wording, same
from indicators.scalars import NUMBER_WORD

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
_OR_ABOVE = Wording(
    "thêm {lines}; nếu các dòng này thuộc mục trên thì thay dấu “-” bằng một dấu cách.",
    "add {lines}; if these lines belong to the item above, put a space in place of the dash.",
)
_OR_MAIN = Wording(
    "mục đã khai ở tệp chính thì ghi đúng id của nó; mục mới thì thêm {lines}.",
    "of an item of the main file write its id; to a new one add {lines}.",
)
FIELD_UNKNOWN = rule(
    "field-unknown",
    "Trường không có trong mẫu",
    vi="Không có trường “{written}”{more} ở mục này.",
    mend="xóa dòng này, hoặc thụt lề cho đúng mục của nó; các trường dùng được ở đây: {known}.",
    en="There is no field “{written}”{more} in this item.",
    mend_en="delete the line, or indent it into its own item; the fields used here: {known}.",
    why="Trường gõ sai tên sẽ không hiện ở đâu cả, mà cũng không ai hay.",
    bad="vlaue: 1347",
    good="value: 1347",
)
_IS_IT = Wording(
    "Không có trường “{written}”; có phải “{write}”?",
    "There is no field “{written}”; is it “{write}”?",
)
_RENAMED = Wording(
    "đổi tên thành {write} hoặc xóa dòng này.", "rename it to {write} or delete the line."
)
_AS_LINES = Wording("ghi thành các dòng: {lines}.", "write it as these lines: {lines}.")
_ELSEWHERE = Wording(
    "Trường “{written}”{more} không dùng ở mục này; “{written}” chỉ dùng trong {home}.",
    "The field “{written}”{more} is not used here; “{written}” only in {home}.",
)
_NO_REASON = Wording(
    "xóa dòng này; mục chỉ có số ấy thì xóa cả mục, khi nguồn nêu số thì thêm lại.",
    "delete the line, or the item if it holds nothing else, until a source gives the number.",
)
_COUNTED = Wording(
    "gõ số được đếm, không phải tỷ lệ; tỷ lệ so với chỉ tiêu thì khai ở percent-of-plan.",
    "type what was counted, no percentage; one of the plan belongs in percent-of-plan.",
)
_OUTERMOST = Wording("phần ngoài cùng", "the outermost part")
VALUE_EMPTY = rule(
    "value-empty",
    "Trường để trống",
    vi="Trường “{field}” để trống.",
    mend="ghi giá trị; trường không bắt buộc thì xóa dòng; số chưa có thì ghi lý do ở missing.",
    en="The field “{field}” is empty.",
    mend_en="write it, or delete the line unless it is required; an unknown number has missing.",
    why="Dòng để trống không nói được là chưa có, quên gõ hay bằng 0.",
    bad="value:",
    good="missing: Nguồn không nêu.",
)
SHAPE_EXPECTED = rule(
    "shape-expected",
    "Danh sách, trường con hay giá trị",
    vi="“{field}” phải là {shape}.",
    mend="ghi như sau: {lines}.",
    en="“{field}” must be {shape}.",
    mend_en="write it in this way: {lines}.",
    why="Mỗi mục của danh sách bắt đầu bằng “- ”; mỗi trường con một dòng; còn lại một giá trị.",
    bad="indicators: ket-nap",
    good="indicators:\n  - ket-nap",
    former=("list-expected", "block-expected", "text-expected"),
)
_LIST = Wording(
    "danh sách, mỗi mục bắt đầu bằng “- ”", "a list, each item of which begins with “- ”"
)
_BLOCK = Wording("các dòng “tên: giá trị”", "lines “name: value”")
_TEXT = Wording("một giá trị trên cùng dòng", "one value on its line")
_LACKS = Wording("Tệp thiếu trường bắt buộc {field}.", "The file lacks {field}.")
_NO_DATA = Wording("Tệp chưa có dữ liệu.", "The file holds no data.")
CODE_UNKNOWN = rule(
    "code-unknown",
    "Mã không có trong danh sách",
    vi="“{written}” không phải mã {kind}.",
    mend="gõ một trong các mã: {known}.",
    en="“{written}” is no code of the field {field}.",
    mend_en="type one of the codes: {known}.",
    why="Tệp, chương trình và dữ liệu xuất ra dùng chung các mã tiếng Anh cố định.",
    bad="status: dự kiến",
    good="status: forecast",
    former=("not-a-flag",),
)
_FLAGS = "true (có), false (không)"
_SAID = {"co": "true", "yes": "true", "dung": "true", "khong": "false", "no": "false"}


@dataclass(frozen=True)
class Refused:
    """Why data is no dataset: what to tell, and every place that was refused."""

    findings: tuple[Finding, ...]
    places: frozenset[Path]


def validate(data: object, added: Container[Path] = frozenset()) -> Dataset | Refused:
    """The data as records, or why it is none.

    ``added`` are items that only a file beside the main one has.
    """
    try:
        return Dataset.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        records = {tuple(e["loc"][:-1]) for e in errors if e["type"] in ("missing", "invalid_key")}
        # What an item lacks may stand in the one above, as a dash too much makes two of one.
        above = {up for path in records if (up := _above(path))}
        places = records | above | {tuple(e["loc"]) for e in errors}
        return Refused(tuple(_findings(errors, data, added)), frozenset(places))


def _above(path: Path) -> Path:
    """The item above another one in its list; the empty path where there is none."""
    last = path[-1] if path else 0
    return (*path[:-1], last - 1) if isinstance(last, int) and last else ()


def _findings(
    errors: Sequence[ErrorDetails], data: object, added: Container[Path]
) -> Iterator[Finding]:
    """A finding for each error, without those that only follow from another one."""
    told = [e for e in errors if not _gap(e, data)][:_MOST]
    missing: dict[Path, list[str]] = {}
    foreign: dict[Path, list[str]] = {}
    for e in told:
        path = tuple(e["loc"])
        if e["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        elif e["type"] == "extra_forbidden":
            foreign.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            yield _of_value(path, e, data)
    strayed = {name for names in foreign.values() for name in names}
    # A dash too much makes two items of one, each without what the other has; the lower one tells
    # of both.
    pairs = ((_above(path), {*names}) for path, names in missing.items())
    torn = {up for up, names in pairs if up in missing and names.isdisjoint(missing[up])}
    for path in missing.keys() - torn - foreign.keys():
        if lacks := [name for name in missing[path] if name not in strayed]:
            item = path and isinstance(path[-1], int)
            advice = _OR_MAIN if path in added else _OR_ABOVE if item else None
            yield _missing(path, lacks, data, advice)
    for path, names in foreign.items():
        yield from _unknown(path, names, data)


def _gap(error: ErrorDetails, data: object) -> bool:
    """Whether what is refused was refused already, while the text was read."""
    record = follow(tuple(error["loc"][:-1]), data)
    lacks = error["type"] == "missing" and isinstance(record, dict) and GAP in record
    holds = isinstance(error["input"], dict) and GAP in error["input"]
    return lacks or holds or GAP in error["loc"]


def _missing(path: Path, names: list[str], data: object, advice: Wording | None) -> Finding:
    """The fields that a record lacks, with the lines that they would be."""
    record, known = follow(path, data), fields(record_at(path))
    called = (str(record[name]) for name in _NAMING if isinstance(record.get(name), str))
    name = next(called, next((str(step) for step in reversed(path) if isinstance(step, str)), ""))
    lines = ", ".join(_hinted(known[name]) for name in names)
    fault = FIELD_MISSING(
        None if path else _LACKS, advice, record=name, field=same(_quoted(names)), lines=same(lines)
    )
    return Finding(fault, path)


def _unknown(path: Path, names: list[str], data: object) -> Iterator[Finding]:
    """The fields that a record should not have; those that are like no other are told as one."""
    known = fields(record_at(path))
    meant = {name: codes.field_for(tuple(known), name) for name in names}
    for name, write in meant.items():
        field, value = known.get(write), follow((*path, name), data)
        if field and field.record and isinstance(value, str):
            lines = same(_quoted(_lines(field, _typed_in(field.record, {name: value}))))
            told = FIELD_UNKNOWN(_IS_IT, _AS_LINES, written=name, write=write, lines=lines)
        elif field:
            told = FIELD_UNKNOWN(_IS_IT, _RENAMED, written=name, write=write)
        else:
            continue
        yield Finding(told, (*path, name), at_key=True)
    others = [name for name in names if not meant[name]]
    if others:
        first, more = others[0], "".join(f", “{name}”" for name in others[1:10])
        home = same(", ".join(homes(first))) if homes(first) else _OUTERMOST
        what = _ELSEWHERE if homes(first) or first in fields(Dataset) else None
        context = {"more": same(more), "home": home, "known": same(", ".join(known))}
        fault = FIELD_UNKNOWN(what, written=first, **context)
        yield Finding(fault, (*path, first), at_key=True)


def _of_value(path: Path, error: ErrorDetails, data: object) -> Finding:
    """The finding of a value that is refused by itself."""
    value, field = error["input"], field_at(path)
    if fault := error.get("ctx", {}).get("fault"):
        return Finding(replace(fault, advice=_advice(fault, path, error["input"], data)), path)
    if field is None:
        what, file = (_NO_DATA if value is None else None), Wording("Tệp", "The file")
        fault = SHAPE_EXPECTED(what, field=file, shape=_BLOCK, lines=same("“model: 1”"))
        return Finding(fault, path)
    if value == "" or error["type"] == "value-empty":
        return Finding(VALUE_EMPTY(field=field.name), path)
    if error["type"] == "id-form":
        return Finding(codes.not_an_id(field, str(value), data), path)
    if error["type"] in ("enum", "code-unknown") and isinstance(value, str):
        kind = field.codes
        write = codes.code_for(kind, value) if kind else _SAID.get(codes.folded(value), "")
        known = _listed_codes(field) or _FLAGS
        mend = TYPE_THIS if write else None
        context = {"kind": field.label, "field": field.name, "known": same(known)}
        return Finding(CODE_UNKNOWN(None, mend, written=value, write=write, **context), path)
    item = isinstance(path[-1], int)
    shape = _LIST if field.listed and not item else _BLOCK if field.record else _TEXT
    typed = _typed_in(field.record, value) if field.record else {"": _short(value)}
    lines = same(_quoted(_lines(field, typed)))
    return Finding(SHAPE_EXPECTED(field=field.name, shape=shape, lines=lines), path)


def _advice(fault: Fault, path: Path, written: str, data: object) -> Wording:
    """How to mend a value where it stands, so that what is typed then is taken there."""
    record = record_at(path[:-1])
    if fault.rule is NUMBER_WORD and "missing" not in fields(record):
        return _NO_REASON
    counted = follow((*path[:2], "measure"), data) in ("flow", "stock")
    shares = record is Published or path[-1] in ("share", "percent-of-plan")
    return _COUNTED if counted and written.endswith("%") and not shares else fault.advice


# ----------------------------------------------------- the lines that a field would be, as typed

_NAMING = (
    "period", "through", "id", "figure", "grade", "name", "title", "unit", "group", "date",
)  # fmt: skip
"""Fields by which records are told apart; the first that a record has names it."""


def _lines(field: Field, typed: Mapping[str, str]) -> list[str]:
    """The lines of a field with what its records must have, or with what was typed for it."""
    if not field.record:
        inside = typed.get("", "…")
        return [f"{field.name}:", f"  - {inside}"] if field.listed else [f"{field.name}: {inside}"]
    lines = []
    for part in fields(field.record).values():
        if part.name in typed:
            lines.append(f"{part.name}: {typed[part.name]}")
        elif part.required:
            lines += _lines(part, {})
    start = "- " if field.listed else ""
    begun = (f"  {' ' * len(start) if i else start}{line}" for i, line in enumerate(lines))
    return [f"{field.name}:", *begun]


def _hinted(field: Field) -> str:
    """The lines of a field, with what belongs there."""
    described = re.split("[.,:;(]", field.description)[0]
    hint = _listed_codes(field) or described[:1].lower() + described[1:]
    return _quoted(_lines(field, {})) + ("" if field.record else f" ({hint})")


def _typed_in(record: type[Record], value: object) -> dict[str, str]:
    """What was typed in the place of a record, by the fields where it probably belongs."""
    known = fields(record)
    naming = next((name for name in _NAMING if name in known), next(iter(known)))
    holder = "value" if "value" in known else naming
    if not isinstance(value, dict):
        number = re.fullmatch("[0-9.,%]+", str(value))
        return {holder if number else naming: _short(value)}
    if value.keys() <= known.keys():
        return {str(name): _short(part) for name, part in value.items()}
    name, part = next(iter(value.items()))
    return {naming: _short(name)} | ({holder: _short(part)} if isinstance(part, str) else {})


def _short(value: object) -> str:
    return value[:80] if isinstance(value, str) else "…"


def _quoted(lines: Sequence[str]) -> str:
    return ", ".join(f"“{line}”" for line in lines)


def _listed_codes(field: Field) -> str:
    """The codes that a field may hold, with what they mean; nothing for what holds none."""
    return ", ".join(f"{code.value} ({code.label})" for code in field.codes or ())
