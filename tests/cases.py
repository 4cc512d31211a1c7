"""Files of cases: under each guarantee lines of what is typed, with what follows after arrows.

``flow: 2021 1514/1350 112.15%; 2022-06 >=800 forecast`` is an indicator with years: value,
``/plan``, percentage of plan, ``met:assessed``, status, ``-`` for none; further fields in braces.
Behind bars stand totals of the term, figures printed over years, the target, the term, the date of
the source, and further fields of the indicator (``+``) and the file (``/``) as YAML.
``(1, 2)`` is once the one and once the other. Below ``with …`` stands only what a case adds.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from indicators.computing.compute import Views, compute
from indicators.model import Dataset

BOUNDS = {">": "above", ">=": "at-least", "<": "below", "<=": "at-most", "": None}
STATUSES = {"official", "preliminary", "estimate", "forecast"}
WORDS = {
    "explained": {"explanation": "Nguồn không nêu cách tính."},
    "-": {"missing": "Nguồn không nêu."},
    "yes": {"answer": "true"},
    "no": {"answer": "false"},
}
KINDS: Mapping[str, Mapping[str, str]] = {
    "flow": {"unit": "người", "decimals": "0"},
    "money": {"measure": "flow", "unit": "tỷ đồng"},
    "stock": {"unit": "người", "decimals": "0"},
    "share": {"unit": "phần trăm"},
    "rate": {"unit": "phần trăm"},
    "index": {"unit": "phần trăm"},
    "rank": {"unit": "thứ hạng", "decimals": "0"},
    "yes-no": {"unit": "có hoặc không"},
    "ratio": {"unit": "phần trăm"},
}
DATES = {"issued": "date", "knows": "knows-through"}
GROUPS = {"nu": "Nữ", "tre": "Trẻ"}
GRADES = {"xuat-sac": "Xuất sắc", "tot": "Tốt", "hoan-thanh": "Hoàn thành", "khong": "Không đạt"}
REGISTRY: Mapping[str, Any] = {
    "publication": {"permission": "Quyết định thử nghiệm.", "smallest-shown": "5"},
    "unit-types": [{"id": "cap-huyen", "name": "Cấp huyện"}, {"id": "co-so", "name": "Cơ sở"}],
    "units": dict(
        zip(("tinh", "a", "b", "c", "a1", "a2", "a3"), ("", *["tinh"] * 3, *"aaa"), strict=True)
    ),
    "groups": [{"id": name, "name": GROUPS[name]} for name in GROUPS],
    "grades": [
        {"id": name, "name": GRADES[name], **({"well": "true"} if name in "xuat-sac tot" else {})}
        for name in GRADES
    ],
}
"""What a file with parts or grades declares: three districts below a province, three grassroots
organisations below the first of them, groups and grades.
"""


class Case(NamedTuple):
    """A line of a file of cases, and the line to which it adds something."""

    guarantee: str
    base: str
    line: str
    expected: list[str]


def cases(name: str) -> Iterator[Case]:
    """All cases of a file, one for each choice."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text("utf-8")
    for guarantee, block in yaml.safe_load(text).items():
        base = ""
        for lines in re.split(r"\n(?! )", block.strip()):
            line, *expected = re.sub(r"\s+", " ", lines).removesuffix(" →").split(" → ")
            whole = re.match("(with )?[(a-z][(a-z, -]+[0-9?]?( of [a-z-]+)?[0-9?)]*:", line)
            if whole:
                line = base = line.removeprefix("with ")
            for one in chosen(line):
                known = "" if whole else base
                yield Case(guarantee, known, added(known, one) if known else one, expected)


def chosen(line: str) -> Iterator[str]:
    """The line with each of its choices."""
    first, found, rest = line.partition("(")
    if not found:
        yield line
        return
    choices, _, rest = rest.partition(")")
    for choice in choices.split(", "):
        yield from chosen(first + choice + rest)


def added(base: str, line: str) -> str:
    """A case with what it adds to another: years behind years, the rest behind the rest."""
    (first, *parts), (more, *others) = (text.split("|") for text in (base, line))
    measure, _, known = first.partition(":")
    listed = "; ".join(text.strip() for text in (known, more) if text.strip())
    return "|".join([f"{measure}: {listed} ", *parts, *others])


# --- what a line says ----------------------------------------------------------------------------


def number(text: str) -> dict[str, Any]:
    """A value with its bound."""
    bound, value = re.fullmatch(r"([<>]=?|)(.+)", text).groups()  # type: ignore[union-attr]
    return {"value": value, **({"bound": BOUNDS[bound]} if bound else {})}


def fields(text: str) -> tuple[str, dict[str, Any]]:
    """Words, and the fields in braces behind them."""
    words, brace, rest = text.partition("{")
    return words.strip(), yaml.load(brace + rest, yaml.BaseLoader) or {}  # noqa: S506 - texts


def record(text: Any) -> dict[str, Any]:
    """A year, a total or a part, but for its time or owner."""
    words, more = fields(text) if isinstance(text, str) else ("", text)
    made: dict[str, Any] = {}
    for word in words.split():
        name, equals, value = word.partition("=")
        if word in STATUSES:
            made["status"] = word
        elif word in WORDS:
            made |= WORDS[word]
        elif equals and name.strip("<>"):
            made.setdefault("published", []).append({"figure": name, **number(value)})
        elif word.endswith("%"):
            printed_one = {"figure": "percent-of-plan", **number(word[:-1])}
            made.setdefault("published", []).append(printed_one)
        elif ":" in word:
            made["numerator"], made["denominator"] = word.split(":")
        else:
            value, slash, plan = word.partition("/")
            made |= number(value) if value else {}
            made |= {"plan": plan} if slash else {}
    made |= more
    for name, owner in (("parts", owned), ("grades", graded), ("former", replaced)):
        if name in made:
            made[name] = [owner(item) for item in listed(made[name])]
    return made


def listed(items: Any) -> list[Any]:
    return list(items.items()) if isinstance(items, dict) else items


def owned(item: tuple[str, Any]) -> dict[str, Any]:
    """The part of a unit or group, beside whose number a printed figure is a field."""
    made = record(item[1])
    printed_ones = {one["figure"]: one["value"] for one in made.pop("published", ())}
    return {"group" if item[0] in GROUPS else "unit": item[0], **made, **printed_ones}


def graded(item: tuple[str, Any]) -> dict[str, Any]:
    return {"grade": item[0], **(item[1] if isinstance(item[1], dict) else {"count": item[1]})}


def replaced(item: str) -> dict[str, Any]:
    """What stood before: ``2022-01 1510``."""
    date, _, rest = item.partition(" ")
    return {"kind": "revision", "date": date, "reason": "Bổ sung.", **record(rest)}


def through(time: str) -> dict[str, Any]:
    """A cut-off: ``2023``, ``2023-06``, ``2023-12-15`` or ``2023-12-mid``."""
    date, _, part = time.rpartition("-")
    return {"through": date, "part": part} if part.isalpha() else {"through": time}


def total(text: str) -> dict[str, Any]:
    time, _, rest = text.partition(" ")
    return {**through(time), **record(rest)}


def year(text: str) -> dict[str, Any]:
    time, _, rest = text.strip().partition(" ")
    assert re.fullmatch("[0-9]{4}(-[0-9-]+)?(-(early|mid|late))?", time), text
    return {"period": time[:4], **(through(time) if "-" in time else {}), **record(rest)}


def years(text: str) -> list[dict[str, Any]]:
    return [year(item) for item in text.split(";") if item.strip()]


def printed(text: str) -> dict[str, Any]:
    """A figure printed over years: ``mean 2021-2022 96.75 explained``."""
    words, more = fields(text)
    figure, *span, value = [word for word in words.split() if word not in WORDS]
    first, _, last = (span or ["-"])[0].partition("-")
    ends = {key: year for key, year in (("from", first), ("to", last)) if year}
    why = WORDS["explained"] if "explained" in words.split() else {}
    return {"figure": figure, **ends, **number(value), **why, **more}


def aim(text: str, name: str) -> dict[str, Any]:
    """A target: ``range 3 4``, ``end-value 60 from 50``."""
    words, more = fields(text)
    kind, *numbers = words.replace("from ", "").split()
    keys = {"floor": ["min"], "ceiling": ["max"], "range": ["min", "max"]}
    known = dict(zip(keys.get(kind, ["value", "base"]), numbers, strict=False))
    return {
        "id": "muc", "name": "Mức thử nghiệm", "type": kind, "indicators": [name], **known, **more,
    }  # fmt: skip


def indicator(name: str, kind: str, text: str) -> dict[str, Any]:
    """An indicator with its years; a digit behind its kind are its decimals, ``?`` any."""
    made = {"id": name, "name": name, "measure": kind.rstrip("0123456789?")}
    made |= KINDS[made["measure"]]
    if kind[-1] == "?":
        del made["decimals"]
    elif kind[-1].isdigit():
        made["decimals"] = kind[-1]
    return {**made, "observations": years(text)}


def indicators(measure: str, text: str) -> list[dict[str, Any]]:
    """The indicator, behind its two sides where it is a ratio."""
    kind, _, side = measure.partition(" of ")
    if not kind.startswith("ratio"):
        return [indicator("ty-le" if kind.startswith("share") else "so", kind, text)]
    top, _, bottom = text.partition("//")
    of = {"denominator-figure": side} if side else {}
    decimals = kind.removeprefix("ratio")
    return [
        indicator("so", f"flow{decimals}", top),
        indicator("dang-so", f"stock{decimals}", bottom),
        {**indicator("ty-so", "ratio", ""), "numerator": "so", "denominator": "dang-so", **of},
    ]


def unit(name: str, above: str) -> dict[str, str]:
    kind, called = ("co-so", "Xã") if name[-1].isdigit() else ("cap-huyen", "Huyện")
    parent = {"parent": above} if above else {}
    return {"id": name, "name": f"{called} {name.upper()}", "type": kind, **parent}


def tree(line: str) -> dict[str, Any]:
    """The whole file that a line stands for, of texts alone; its last indicator is the case's."""
    first, *more = (part.strip() for part in line.split("|"))
    kind, _, listed_years = first.partition(":")
    made = indicators(kind, listed_years)
    terms = [part for part in more if part.startswith("term ")]
    term = terms[0].removeprefix("term ").split("-") if terms else ("2020", "2025")
    document = {"id": "bao-cao", "title": "Báo cáo thử nghiệm"}
    whole: dict[str, Any] = {
        "model": "1",
        "organisation": {"name": "Đảng bộ thử nghiệm (số liệu không có thật)"},
        "term": dict(zip(("name", "start", "end"), ("nhiệm kỳ", *term), strict=True)),
        "source": "bao-cao",
        "documents": [document],
        "targets": [],
        "indicators": made,
    }
    for part in (part for part in more if part not in terms):
        word, _, rest = part.partition(" ")
        if word in ("total", "printed"):
            name, read = ("totals", total) if word == "total" else ("published", printed)
            made[-1].setdefault(name, []).append(read(rest))
        elif word == "aim":
            whole["targets"].append(aim(rest, made[-1]["id"]))
        elif word == "beside":
            made.insert(0, indicator("y", rest, "2021 -"))
        elif word in DATES:
            document[DATES[word]] = rest
        else:
            {"+": made[-1], "/": whole}[word].update(fields(rest)[1])
    whole = {**(REGISTRY if "parts" in line or "grades" in line else {}), **whole}
    if isinstance(units := whole.get("units"), dict):
        whole["units"] = [unit(name, above) for name, above in units.items()]
    return {name: value for name, value in whole.items() if value}


def dataset(line: str) -> Dataset:
    """The records of the file that a line stands for."""
    return Dataset.model_validate(tree(line))


def views(line: str) -> Views:
    """What follows from the file that a line stands for."""
    return compute(dataset(line))


def typed(data: Any, indent: str = "") -> str:
    """Records and lists as an editor types them; what is empty is left out."""
    if isinstance(data, str):
        plain = re.fullmatch(r"[\w.,/-](?:[^:#\"']|[:#](?! ))*(?<![ :])", data)
        return data if plain else json.dumps(data, ensure_ascii=False)
    pairs = data.items() if isinstance(data, dict) else ((None, item) for item in data)
    lines = []
    for name, item in pairs:
        if name is None:
            lines.append(f"{indent}- {typed(item, indent + '  ').lstrip(' ')}")
        elif item and isinstance(item, str):
            lines.append(f"{indent}{name}: {typed(item)}")
        elif item:
            lines.append(f"{indent}{name}:\n{typed(item, indent + '  ')}")
    return "\n".join(lines)
