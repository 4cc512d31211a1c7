"""What is typed to change one record, ``ket-nap/2024 value=1702``, as a change of the data."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from pydantic_core import PydanticCustomError

from indicators.editing.edit import (
    Change,
    Place,
    Put,
    Remove,
    find,
    ids,
    name_of,
    records_in,
    unknown,
    unknown_field,
    value_at,
)  # fmt: skip
from indicators.editing.lines import EditError, Tree
from indicators.lettering import unmarked
from indicators.model import Dataset, PublishedFigure, Record
from indicators.reading.fields import fields
from indicators.reading.merge import Merged
from indicators.reading.refused import validate
from indicators.scalars import number
from indicators.terms import read_in_term

_ROWS = {"unit": ("parts", "units"), "group": ("parts", "groups"), "grade": ("grades", "grades")}
"""By the word before an id: the list in which its row stands, and the one that declares it."""
_REMOVE = "remove"
_SAID = ("kind", "reason")
_KEPT = ("value", "plan", "min", "max", "above", "below")
"""The numbers that stay in ``former`` when they change."""
OF_VALUE = ("bound", "value-max", "approximate", "status")
_OF_PLAN = ("plan-status",)
"""What is said of a value or a plan, and not of another one that takes its place."""
_WHERE = ("source", "locator")
_RESULT = frozenset({"value", "answer", "numerator", "grades"})

EXAMPLE = "'ket-nap/2024 value=1702 source=bao-cao-2024 locator=trang 3'"

_Asked = dict[str, str | None]
"""What is to stand in fields and published figures; None where one is to go."""


class Setting(NamedTuple):
    """An address with the fields that are to be set there, as they are typed, and today's date."""

    typed: str
    today: dt.date

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Set the fields, and what follows: ``missing`` and ``withdrawn`` go when a value comes,
        as does a forecast when the result comes, though not that of its plan, and a number that
        was known stays in ``former``.

        Errors: ``EditError``.
        """
        address, _, rest = self.typed.strip().partition(" ")
        if not rest:
            raise EditError(f"gõ địa chỉ của một mục rồi các trường, ví dụ {EXAMPLE}")
        place, record = _place(address, trees)
        asked, own = _asked(rest, record), fields(record)
        # Beside a kind of change a reason is that of the change, else that of a miss.
        free = asked.keys() if "kind" in asked.keys() - own.keys() else asked.keys() - own.keys()
        said = {name: asked.pop(name) for name in _SAID if name in free}
        Told(place, record, asked, said, self.today).apply(trees)


class Told(NamedTuple):
    """What fields of a record are to say, None where one is to go; why known numbers change, and
    on which day.
    """

    place: Place
    record: type[Record]
    asked: Mapping[str, str | None]
    said: Mapping[str, str | None]
    today: dt.date

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Set the fields, and what follows from that. Errors: ``EditError``."""
        row = _Row(self, _there(self.place, trees), trees)
        changes = [*row.changes()]
        if not changes:
            address = "/".join(map(str, self.place[1::2] or self.place))
            raise EditError(f"không có gì đổi: {address} đã ghi như vậy")
        kept = row.kept(beside=bool(self.said))
        stale = row.beside([name for name in kept if self.asked.get(name)])
        if stale:
            said_of = ", ".join(f"{name}: {row.there[name]}" for name in stale)
            raise EditError(
                f"{said_of} nói về số cũ; số mới cũng vậy thì gõ lại "
                f"{' '.join(f'{name}={row.there[name]}' for name in stale)}, "
                f"không thì gõ {_REMOVE}={','.join(stale)}"
            )
        if kept:
            if self.said.keys() != set(_SAID):
                known = ", ".join(f"{name} đang là {text}" for name, text in kept.items())
                raise EditError(
                    f"{known}; số đã có chỉ đổi được khi ghi thêm kind=revision (điều chỉnh) hoặc "
                    "kind=correction (đính chính), và reason=LÝ DO; số cũ được giữ ở former"
                )
            changes.append(row.former({**self.said, "date": str(self.today), **kept}))
        elif self.said and not self.asked.keys() & set(_KEPT):
            raise EditError("kind, reason chỉ dùng khi đổi một số đã có (value, plan)")
        for change in (*changes, *row.follow()):
            change.apply(trees)

    def kept(self, trees: Mapping[str, Tree]) -> Mapping[str, str]:
        """The numbers that are known and become others, or of which something else is said."""
        return _Row(self, _there(self.place, trees), trees).kept(beside=True)


class _Row(NamedTuple):
    """What is told of a record, and what that says; it may stand in several files, or not yet."""

    told: Told
    there: Mapping[str, Any]
    trees: Mapping[str, Tree]

    @property
    def free(self) -> set[str]:
        """The fields that stay as they are."""
        return {*self.there} - self.told.asked.keys()

    def changes(self) -> Iterator[Change]:
        """What sets each field that is asked for, or takes it away, where it is not so already."""
        for name, text in self.told.asked.items():
            place = (*self.told.place, *self._inside(name, text))
            known = value_at(self.trees, place)
            if text is None and known is None:
                raise EditError(f"không có {name} để bỏ")
            if text != known:
                yield Remove(place) if text is None else Put(place, text)

    def _inside(self, name: str, text: str | None) -> Place:
        """The place of a field in the record; of a published figure, of its number or item."""
        if name in fields(self.told.record):
            return (name,)
        printed = self.there.get("published", ())
        items = [name_of(item) for item in printed if item.get("figure") == name]
        if len(items) > 1:
            raise EditError(f"có nhiều {name}; gõ rõ …/published/{items[0]} value=…")
        return ("published", items[0] if items else name, *(() if text is None else ("value",)))

    def kept(self, *, beside: bool) -> dict[str, str]:
        """The numbers that were known and become others, or go; else, with ``beside``, the value of
        which something else is said. A forecast is not kept when the result comes.
        """
        asked, there = self.told.asked, self.there
        known = [name for name in _KEPT if name in there and "former" in fields(self.told.record)]
        other = {n for n in known if n in asked and _differ(there[n], asked[n])}
        if beside and not other:
            told = any(asked.get(n, there.get(n)) != there.get(n) for n in OF_VALUE)
            other = {"value"} if told else other
        other -= {"value"} if self.came else set()
        return {name: there[name] for name in known if name in other}

    @property
    def came(self) -> bool:
        """Whether a first result comes: there was none, or, unless it is said why it is another
        one, a forecast, which is no result.
        """
        asked, results = self.told.asked, ("value", "answer", "numerator")
        given = any(asked.get(name) is not None for name in results)
        forecast = self.there.get("status") == "forecast" != asked.get("status")
        first = not self.there.keys() & {*results}
        return given and (first or (forecast and not self.told.said))

    def beside(self, other: Sequence[str]) -> list[str]:
        """What is said of numbers, and not asked for with the others that take their places."""
        said = [*(OF_VALUE if "value" in other else ()), *(_OF_PLAN if "plan" in other else ())]
        return [name for name in said if name in self.free]

    def former(self, change: Mapping[str, object]) -> Change:
        """What keeps the former numbers: with what was said of them, a status beside a result being
        the result's, and with where they were read if that changes too.
        """
        was, plan, there = self._read(), "value" not in change, self.there
        place, asked = self.told.place, self.told.asked
        own = {name: there[f"plan-{name}"] for name in was if plan and f"plan-{name}" in there}
        was = {**was, "locator": "", **own} if own else was
        words = ("", "plan-") if plan else ("",)
        moved = any(
            asked.get(word + name, was[name]) != was[name] for name in was for word in words
        )
        said: tuple[str, ...] = ("status",) if plan else OF_VALUE
        said = () if plan and _RESULT & there.keys() else said
        kept = {name: there.get(name, "") for name in said} | (was if moved else {})
        kept |= {"status": there["plan-status"]} if plan and "plan-status" in there else {}
        known = {name: text for name, text in kept.items() if text}
        return Put((*place, "former", len(there.get("former", ()))), {**change, **known})

    def follow(self) -> Iterator[Change]:
        """What goes when a first value comes: why there was none, also of the whole indicator, and
        what is said of one that was only expected, which still holds of its plan.
        With a source goes the place in it; where a plan was read stays with the plan.
        """
        place, asked, there = self.told.place, self.told.asked, self.there
        indicator, came = (*place[:2], "missing"), self.came
        if came and len(place) > 2 and value_at(self.trees, indicator):
            yield Remove(indicator)
        was = self._read()
        moved = asked.get("source", was["source"]) != was["source"]
        expected = came and there.get("status") == "forecast"
        put, unplanned = asked.get("value") is not None, asked.get("plan", "") is None
        stale = {"missing": came, "locator": moved, "withdrawn": put, "plan-status": unplanned}
        stale |= dict.fromkeys(OF_VALUE, expected)
        for name in stale.keys() & self.free:
            if stale[name]:
                yield Remove((*place, name))
        for item in there.get("published", ()) if expected and "value" in there else ():
            if item.get("figure") not in asked:  # printed of the forecast
                yield Remove((*place, "published", name_of(item)))
        planned = "plan" in self.free
        if expected and planned and not _RESULT & there.keys() and "plan-status" not in asked:
            yield Put((*place, "plan-status"), "forecast")
        for name in was if planned and "value" in {*there, *asked} else ():
            kept, other = f"plan-{name}", moved or (asked.get(name) or was[name]) != was[name]
            free = kept in fields(self.told.record).keys() - asked.keys() - there.keys()
            if was[name] and other and free:
                yield Put((*place, kept), was[name])

    def _read(self) -> dict[str, str]:
        """Where it was read: its source and the place in it, its own or what it has from what holds
        it, the outer first; a place in one source is none in another.
        """
        place, trees = self.told.place, self.trees
        source, locator, first = value_at(trees, ("source",)) or "", "", 1
        if any("source" in term for term in value_at(trees, ("terms",)) or ()):
            (source, locator), first = _in_term(place, trees), min(4, len(place))
        for end in range(first, len(place) + 1):
            own, at = (value_at(trees, (*place[:end], name)) for name in _WHERE)
            kept = locator if own in (None, source) else ""
            source = own if isinstance(own, str) else source
            locator = at if isinstance(at, str) else kept
        return dict(zip(_WHERE, (source, locator), strict=True))


def _in_term(place: Place, trees: Mapping[str, Tree]) -> tuple[str, str]:
    """Where a row of an indicator was read in its own one of several terms."""
    merged = Merged([json.loads(json.dumps(tree)) for tree in trees.values()])
    data, tree = validate(merged.tree, merged.added), {"": cast("Tree", merged.tree)}
    match place:
        case ("indicators", name, str(listed), row, *_) if isinstance(data, Dataset):
            at = find(value_at(tree, ("indicators",)), name) or 0
            index = find(value_at(tree, ("indicators", name, listed)) or (), row)
            return read_in_term(data, data.indicators[at], listed, index)
    return "", ""


def _differ(old: str, new: str | None) -> bool:
    """Whether one number is not the other; what is no number the check tells."""
    try:
        return new is None or number(old) != number(new)
    except PydanticCustomError:
        return False


def _words(record: type[Record]) -> dict[str, str]:
    """What may be typed for the fields and published figures of a record, and for a change."""
    own = fields(record)
    figures = tuple(PublishedFigure) if "published" in own else ()
    said = [_REMOVE, *(_SAID if "former" in own else ()), *(figure.value for figure in figures)]
    called = [(figure.value, (figure.label, *figure.typed)) for figure in figures]
    called += [(field.name, (*field.typed, field.label)) for field in own.values()]
    both = (str.lower, unmarked)  # in small letters, with and without diacritics
    known = {as_typed(w): name for name, words in called for w in words for as_typed in both}
    return known | {name: name for name in (*said, *own)}


def _asked(rest: str, record: type[Record]) -> _Asked:
    """The fields and figures that are typed, by their names in the file. Errors: ``EditError``."""
    words, asked = _words(record), _Asked()
    for written, text in pairs(rest, words, EXAMPLE):
        name = words.get(written, "")
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
            gone = (words.get(part, part) for part in re.split("[, ]+", text))
            asked |= dict.fromkeys(gone)
        else:
            asked[name] = text
    return asked


def pairs(rest: str, words: Iterable[str], example: str) -> Iterator[tuple[str, str]]:
    """The names and texts of ``name=text``; a text goes on to the next name, which may have several
    words, or stands between quotes. Errors: ``EditError``.
    """
    name = "|".join((*map(re.escape, sorted(words, key=len, reverse=True)), r"[^\s=\"']+"))
    text = rf"(?P<mark>[\"'])(?P<quoted>.*?)(?P=mark)(?=\s|$)|(?P<bare>.*?)(?=\s+(?:{name})=|\s*$)"
    pair, end = re.compile(rf"\s*({name})=(?:{text})", re.IGNORECASE), 0
    while found := pair.match(rest, end):
        yield found[1].lower(), found["quoted"] or found["bare"] or ""
        end = found.end()
    if rest[end:].strip() or not end:
        raise EditError(f"“{rest[end:].strip()}” không có dạng trường=giá trị; gõ như {example}")


def _there(place: Place, trees: Mapping[str, Tree]) -> Mapping[str, Any]:
    """What a record says in all files, the first of which counts."""
    there: dict[str, Any] = {}
    for name, tree in trees.items():
        there |= (value_at({name: tree}, place) or {}) | there
    return there


def _place(address: str, trees: Mapping[str, Tree]) -> tuple[Place, type[Record]]:
    """The place that an address names, and what may stand there."""
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
