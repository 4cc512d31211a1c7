"""What is typed to change one record, ``ket-nap/2024 value=1702``, as a change of the data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from indicators.editing.edit import Change, Put, Remove
from indicators.editing.lines import EditError, Tree
from indicators.editing.places import (
    Place,
    ids,
    name_of,
    records_in,
    unknown,
    unknown_field,
    value_at,
)  # fmt: skip
from indicators.model import Dataset, PublishedFigure, Record
from indicators.reading.codes import folded
from indicators.reading.fields import fields
from indicators.scalars import number

_PAIR = re.compile(r"""([^\s="']+)=((["']).*?\3(?=\s|$)|.*?(?=\s+[^\s="']+=|\s*$))""")
_ROWS = {"unit": ("parts", "units"), "group": ("parts", "groups"), "grade": ("grades", "grades")}
"""By the word before an id: the list in which its row stands, and the one that declares it."""
_REMOVE = "remove"
_SAID = ("kind", "reason")
_KEPT = ("value", "plan")
"""The numbers that stay in ``former`` when they change."""

EXAMPLE = "'ket-nap/2024 value=1702 source=bao-cao-2024 locator=trang 3'"

_Asked = dict[str, str | None]
"""What is to stand in fields and published figures; None where one is to go."""


class Setting(NamedTuple):
    """An address with the fields that are to be set there, as they are typed, and today's date."""

    typed: str
    today: dt.date

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Set the fields, and what follows: ``missing`` goes when a value comes, as does the
        forecast of one that was only planned, and a number that was known stays in ``former``.

        Errors: ``EditError``.
        """
        address, _, rest = self.typed.strip().partition(" ")
        if not rest:
            raise EditError(f"gõ địa chỉ của một mục rồi các trường, ví dụ {EXAMPLE}")
        place, record = _place(address, trees)
        there: dict[str, Any] = {}
        for name, tree in trees.items():  # a record may stand in several files
            there |= (value_at({name: tree}, place) or {}) | there
        asked = _asked(rest, record)
        said = {name: asked.pop(name) for name in _SAID if name in asked.keys() - fields(record)}
        places = {name: (*place, *_inside(name, asked[name], record, there)) for name in asked}
        changes = [*_changes(asked, places, trees)]
        if not changes:
            raise EditError(f"không có gì đổi: {address} đã ghi như vậy")
        kept = {name: there[name] for name in _KEPT if _replaced(name, record, there, asked)}
        if kept:
            former = _former(kept, said) | {"date": str(self.today)}
            if "source" in asked and (source := _source(place, trees)):
                former["source"] = source
            changes.append(Put((*place, "former", len(there.get("former", ()))), former))
        elif said and not asked.keys() & set(_KEPT):
            raise EditError("kind, reason chỉ dùng khi đổi một số đã có (value, plan)")
        for change in (*changes, *_follow(asked, place, there, trees)):
            change.apply(trees)


def _changes(
    asked: _Asked, places: Mapping[str, Place], trees: Mapping[str, Tree]
) -> Iterator[Change]:
    """What sets each field that is asked for, or takes it away, where it is not so already."""
    for name, text in asked.items():
        known = value_at(trees, places[name])
        if text is None and known is None:
            raise EditError(f"không có {name} để bỏ")
        if text != known:
            yield Remove(places[name]) if text is None else Put(places[name], text)


def _follow(
    asked: _Asked, place: Place, there: Mapping[str, Any], trees: Mapping[str, Tree]
) -> Iterator[Change]:
    """What goes when a first value comes: why there was none, and that it was only expected; and
    with a source the place in it.
    """
    came = bool({"value", "answer"} & asked.keys() - there.keys())
    stale = {
        "missing": came,
        "status": came and there.get("status") == "forecast",
        "locator": "source" in asked and asked["source"] != _source(place, trees),
    }
    for name in stale.keys() & there.keys() - asked.keys():
        if stale[name]:
            yield Remove((*place, name))


def _former(kept: Mapping[str, str], said: _Asked) -> dict[str, Any]:
    """What a number was, and why it changed."""
    if said.keys() != set(_SAID):
        known = ", ".join(f"{name} đang là {text}" for name, text in kept.items())
        raise EditError(
            f"{known}; số đã có chỉ đổi được khi ghi thêm kind=revision (điều chỉnh) hoặc "
            "kind=correction (đính chính), và reason=LÝ DO; số cũ được giữ ở former"
        )
    return {**said, **kept}


def _replaced(name: str, record: type[Record], there: Mapping[str, Any], asked: _Asked) -> bool:
    """Whether a number that was known becomes another one, or goes."""
    if "former" not in fields(record) or name not in there or name not in asked:
        return False
    try:
        return asked[name] is None or number(there[name]) != number(asked[name])
    except PydanticCustomError:
        return False  # the check says what is wrong with it


def _source(place: Place, trees: Mapping[str, Tree]) -> str:
    """Where a record was read: its own source, or the one that it has from what holds it; nothing
    where terms may have others than the file.
    """
    above = [value_at(trees, (*place[:end], "source")) for end in range(len(place), 0, -1)]
    if not any("source" in term for term in value_at(trees, ("terms",)) or ()):
        above.append(value_at(trees, ("source",)))
    return next((source for source in above if isinstance(source, str)), "")


def _inside(name: str, text: str | None, record: type[Record], there: Mapping[str, Any]) -> Place:
    """The place of a field in its record; of a published figure, that of its number or item."""
    if name in fields(record):
        return (name,)
    items = [name_of(item) for item in there.get("published", ()) if item.get("figure") == name]
    if len(items) > 1:
        raise EditError(f"có nhiều {name}; gõ rõ …/published/{items[0]} value=…")
    return ("published", items[0] if items else name, *(() if text is None else ("value",)))


def _words(record: type[Record]) -> dict[str, str]:
    """What may be typed for the fields and published figures of a record, and for a change."""
    known: dict[str, str] = {_REMOVE: _REMOVE}
    if "former" in fields(record):
        known |= {name: name for name in _SAID}
    for figure in PublishedFigure if "published" in fields(record) else ():
        known |= {folded(word): figure.value for word in (figure.label, *figure.typed)}
        known[figure.value] = figure.value
    for field in fields(record).values():
        known |= {folded(word): field.name for word in (*field.typed, field.label)}
    return known | {name: name for name in fields(record)}


def _asked(rest: str, record: type[Record]) -> _Asked:
    """The fields and figures that are typed, by their names in the file. Errors: ``EditError``."""
    words, asked = _words(record), _Asked()
    for written, text in _pairs(rest, words):
        name = words.get(folded(written), "")
        field = fields(record).get(name)
        if not name:
            raise EditError(unknown_field(record, written))
        if name in asked:
            raise EditError(f"{name} gõ hai lần")
        if name == "id":
            raise EditError("mã thì đổi bằng make rename OLD=… NEW=…, để mọi nơi gọi nó cùng đổi")
        if field and (field.listed or field.record):
            raise EditError(f"{name} có nhiều mục; gõ địa chỉ của một mục trong đó")
        if not text:
            raise EditError(f"{name} để trống; muốn bỏ trường này thì gõ {_REMOVE}={name}")
        if name == _REMOVE:
            gone = (words.get(folded(part), part) for part in re.split("[, ]+", text))
            asked |= dict.fromkeys(gone)
        else:
            asked[name] = text
    return asked


def _pairs(rest: str, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The names and texts of ``name=text``; a text goes on to the next name, which may have several
    words, or stands between quotes.
    """
    names, texts, end = list[str](), [""], 0
    for pair in _PAIR.finditer(rest):
        parts = f"{texts[-1]} {rest[end : pair.start()]}".strip().split(" ")
        called = (" ".join((*parts[at:], pair[1])) for at in range(len(parts)))
        at = next((at for at, name in enumerate(called) if folded(name) in words), len(parts))
        names.append(" ".join((*parts[at:], pair[1])))
        texts[-1:] = [" ".join(parts[:at]), pair[2]]
        end = pair.end()
    if texts[0] or not names:
        raise EditError(f"“{texts[0] or rest}” không có dạng trường=giá trị; gõ như {EXAMPLE}")
    for name, text in zip(names, texts[1:], strict=True):
        quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
        yield name, text[1:-1] if quoted else text.strip()


def _place(address: str, trees: Mapping[str, Tree]) -> tuple[Place, type[Record]]:
    """The place that an address names, and what may stand there. Errors: ``EditError``."""
    first, *rest = address.split("/")
    top = fields(Dataset)
    if first in top and top[first].record:
        return _along((), Dataset, [first, *rest], trees)
    known = [
        (str(node["id"]), place, record)
        for tree in trees.values()
        for place, record, node in records_in(tree)
        if "id" in node
    ]
    homes = {place: record for name, place, record in known if name == first}
    if len(homes) > 1:
        choices = " hoặc ".join("/".join(map(str, place)) for place in homes)
        raise EditError(f"mã “{first}” có ở nhiều nơi; gõ rõ {choices}")
    for place, record in homes.items():
        return _along(place, record, rest, trees)
    raise unknown(first, (name for name, _, _ in known), "dữ liệu")


def _along(
    place: Place, record: type[Record], steps: list[str], trees: Mapping[str, Tree]
) -> tuple[Place, type[Record]]:
    """Where further steps of an address lead from a place."""
    while steps:
        step, known = steps.pop(0), fields(record)
        name, declared = step, ""
        if step.startswith("through-") and "totals" in known:
            name, steps = "totals", [step.removeprefix("through-"), *steps]
        elif step[:1].isdigit() and "observations" in known:
            name, steps = "observations", [step, *steps]
        elif step in _ROWS:
            name, declared = _ROWS[step]
        inner = known[name].record if name in known else None
        if inner is None or (known[name].listed and not steps):
            raise EditError(f"không hiểu “{step}” trong địa chỉ; {_HOW}")
        place, record = (*place, name), inner
        if known[name].listed:
            place = (*place, steps.pop(0))
            ids_there = ids(trees, declared) if declared else []
            if "id" in fields(record):
                ids_there = [name_of(item) for item in value_at(trees, place[:-1]) or ()]
            if (declared or "id" in fields(record)) and place[-1] not in ids_there:
                raise unknown(place[-1], ids_there, declared or name)
    return place, record


_HOW = "gõ như ket-nap/2024, ket-nap/2024-09, ket-nap/through-2024-06, ket-nap/2024/unit/MÃ"
