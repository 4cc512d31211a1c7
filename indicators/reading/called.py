"""Which declared id was meant where a name, or several ids, stand in the place of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.reading import codes
from indicators.reporting.findings import Finding, Path
from indicators.scalars import as_id

_LISTS = {
    "source": "documents", "set-by": "documents", "plan-set-by": "documents",
    "document": "documents", "documents": "documents", "indicators": "indicators",
    "numerator": "indicators", "denominator": "indicators", "unit": "units", "parent": "units",
    "type": "unit-types", "group": "groups", "grade": "grades",
}  # fmt: skip
"""The list that declares what each field names by its id."""

_NAMES = ("name", "title", "code")


def not_an_id(path: Path, value: object, data: object) -> Finding:
    """What to tell of a text that is no id: which one was meant, or one that is made of it."""
    written = str(value)
    field = next(str(step) for step in reversed(path) if isinstance(step, str))
    listed = _LISTS.get(field, "")
    if not listed:
        return Finding("id-form", path, {"write": as_id(written)})
    declared = dict(_declared(data, listed))
    context: dict[str, object] = {"listed": listed}
    if isinstance(path[-1], int) and set(re.split("[ ,;]+", written)) <= set(declared.values()):
        return Finding("id-form", path, context | {"several": written})
    meant = declared.get(codes.folded(written), "")
    if meant:
        called = {"called": written} if meant != codes.folded(written) else {}
        return Finding("id-form", path, context | {"write": meant} | called)
    near = codes.closest(tuple(declared.values()), written)
    return Finding("id-form", path, context | {"write": near})


def _declared(data: object, listed: str) -> Iterator[tuple[str, str]]:
    """The ids of a list, each by itself and by its names as they are typed without diacritics."""
    records = data.get(listed) if isinstance(data, dict) else None
    for record in records if isinstance(records, list) else ():
        name = record.get("id") if isinstance(record, dict) else None
        if isinstance(name, str):
            yield from (
                (codes.folded(called), name)
                for called in (name, *(record.get(field) for field in _NAMES))
                if isinstance(called, str)
            )
