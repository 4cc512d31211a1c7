"""Values that begin with a sign which YAML obeys: what was meant, by the field that holds them."""

from __future__ import annotations

import re

from indicators.model import Bound, Observation
from indicators.reading import codes
from indicators.reading.fields import fields, nested
from indicators.reporting.findings import Slip

COMMANDS = "%@`&*!|>,]}"
"""The signs with which no plain value may begin."""

_NUMBER = r"-?[0-9]+(?:[.,][0-9]+)?"
_SPREADSHEET = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)")


def command(text: str, field: str = "") -> tuple[str, dict[str, object]]:
    """The rule and context of a value that begins with a sign by which YAML is told something."""
    text = text.rstrip(" ")
    if field == "bound":
        code = codes.code_for(Bound, text)
        kind = str(fields(Observation)["bound"].label)
        return "code-unknown", {
            "written": text,
            "kind": kind,
            "field": field,
            "write": code,
            "known": ", ".join(Bound),
        }
    bound = re.fullmatch(rf">(=?) *({_NUMBER})%?", text)
    if bound:
        kind = "at-least" if bound[1] else "above"
        context: dict[str, object] = {"written": text, "mark": ">", "number": bound[2]}
        beside = {"bound": kind} if field in ("value", "") else {"field": field}
        return "yaml-command", context | beside
    context = {"written": text, "mark": text[0], "write": quote(text)}
    if text == "?":
        return "yaml-command", context | {"unknown": text}
    number = re.fullmatch(rf"[^\w\s]+({_NUMBER})[^\w\s]*", text)
    return "yaml-command", context | ({"number": number[1]} if number else {})


def flow(line: int, column: int, text: str, field: str = "") -> Slip:
    """The slip of writing a list or fields between brackets on one line."""
    text = text.rstrip(" ")
    opening = text[0] if text[0] in "[{" else "?"
    inner = re.fullmatch(rf"\[\s*({_NUMBER})\s*\]", text)
    context = {
        "written": text,
        "opening": opening,
        "closing": {"[": "]", "{": "}"}.get(opening, ""),
        "write": inner[1] if inner else "",
        "text": quote(text) if field and field not in nested() else "",
    }
    rule = {"[": "flow-list", "{": "flow-map"}.get(opening, "key-complex")
    return Slip(line, column, rule, context)


def lone_dash(text: str, field: str) -> dict[str, object]:
    """The context of a dash where a value belongs."""
    write = text[2:].strip(" ")
    if not field or field in nested() or not write:
        return {"write": write}
    if re.fullmatch(_NUMBER, write):
        return {"number": f"{field}: {write}", "negative": f"{field}: -{write}"}
    return {"plain": f"{field}: {write}"}


def remark(value: str, hidden: str) -> dict[str, object]:
    """The context of what stands behind a value, or in place of one, after a ``#``."""
    if not value:
        error = _SPREADSHEET.match(hidden)
        plain = "" if error else hidden.strip("# ")
        return {"empty": hidden, "error": error[0] if error else "", "plain": plain, "write": ""}
    number = value.replace(",", "").replace(".", "").isdigit()
    return {"written": hidden, "write": "" if number else quote(f"{value} {hidden}")}


def quote(text: str) -> str:
    """The text between straight quotes, as YAML reads it back unchanged."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
