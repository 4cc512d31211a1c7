"""Which declared id was meant where a name, or several ids, stand in the place of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators.reading import codes
from indicators.reading.fields import field_at
from indicators.reporting.findings import Finding, Path
from indicators.scalars import as_id

_NAMES = ("name", "title", "code")


def not_an_id(path: Path, value: object, data: object) -> Finding:
    """What to tell of a text that is no id: which one was meant, or one that is made of it."""
    written = str(value)
    field = field_at(path)
    listed = field.refers if field else ""
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
