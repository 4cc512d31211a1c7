"""Places of the data by names that do not move, and what belongs where: fields, items, files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from indicators.editing.lines import EditError, Tree
from indicators.model import (
    Answerable,
    Cited,
    Dataset,
    Measured,
    PartOfMonth,
    Planned,
    PublishedFigure,
    Record,
    Sourced,
)
from indicators.reading.codes import closest, field_for
from indicators.reading.fields import Field, fields
from indicators.reading.merge import time_of

Place = tuple[str | int, ...]
"""The way to a value: names of fields, and for the items of a list what ``name_of`` calls them, or
their index from 0: ``("indicators", "ket-nap", "observations", "2024-09", "value")``.
"""

_PARTS = tuple(part.value for part in PartOfMonth)
_NAMED_BY = (
    ("id",), ("through", "part"), ("period",), ("figure", "from", "to"),
    ("unit",), ("group",), ("grade",),
)  # fmt: skip
"""What tells an item from the others of its list; the first of which it has the first field."""
_TIME = re.compile(
    rf"(?P<period>[0-9]{{4}})(?P<more>(-[0-9]{{2}}){{0,2}})(?:-(?P<part>{'|'.join(_PARTS)}))?"
)
_PRINTED = re.compile(
    rf"(?P<figure>{'|'.join(figure.value for figure in PublishedFigure)})"
    r"(?:-(?P<from>[0-9]{4}))?(?:-(?P<to>[0-9]{4}))?"
)


def name_of(item: object) -> str:
    """What an item is called in a place; nothing where it can only be told by its index."""
    if isinstance(item, str):
        return item
    if isinstance(item, Mapping):
        for names in _NAMED_BY:
            if names[0] in item:
                return "-".join(str(item[name]) for name in names if name in item)
    return ""


def find(items: Sequence[object], step: str | int) -> int | None:
    """The index of the item that a step of a place names."""
    if isinstance(step, int):
        return step if 0 <= step < len(items) else None
    return next((at for at, item in enumerate(items) if name_of(item) == step), None)


def put(trees: Mapping[str, Tree], place: Place, value: object) -> None:
    """Let a text, list or record stand at a place, and what leads there. Errors: ``EditError``."""
    _into_block(_home(trees, place), Dataset, place, value, trees)


def remove(trees: Mapping[str, Tree], place: Place) -> None:
    """Take away what stands at a place, and what is empty without it. Errors: ``EditError``."""
    way = _along(_home(trees, place), place)
    if len(way) <= len(place):
        *_, where, step = ("dữ liệu", *place[: len(way)])
        raise unknown(step, map(name_of, way[-1]), where)
    for holder, step in reversed(list(zip(way, place, strict=False))):
        del holder[find(holder, step) if isinstance(holder, list) else step]
        if holder:
            break


def value_at(trees: Mapping[str, Tree], place: Place) -> Any:
    """What stands at a place, in the file that holds it; None where nothing does."""
    way = _along(_home(trees, place), place)
    return way[-1] if len(way) > len(place) else None


def _along(tree: Tree, place: Place) -> list[Any]:
    """The tree and what each step of a place leads to, as far as it is there."""
    way: list[Any] = [tree]
    for step in place:
        node = way[-1]
        if isinstance(node, list):
            at = find(node, step)
            if at is None:
                break
            way.append(node[at])
        elif isinstance(node, dict) and step in node:
            way.append(node[step])
        else:
            break
    return way


def _home(trees: Mapping[str, Tree], place: Place) -> Tree:
    """The tree in which a place lies, or would: for a new year the file of that year, where there
    is one, else the one that has most of what leads there.
    """
    depths = {name: len(_along(tree, place)) for name, tree in trees.items()}
    most = max(depths.values())
    above = max(most - 2, 0)
    for listed, item in zip(place[above:], place[above + 1 :], strict=False):
        time = _TIME.fullmatch(str(item)) if listed in ("observations", "totals") else None
        for name, tree in trees.items():
            if time and name.rpartition("/")[2] == f"{time['period']}.yaml":
                return tree
    return next(tree for name, tree in trees.items() if depths[name] == most)


def _into_block(
    node: dict[str, Any], record: type[Record], place: Place, value: object, trees: _Trees
) -> None:
    name, rest = str(place[0]), place[1:]
    field = fields(record).get(name)
    if field is None:
        raise EditError(unknown_field(record, name))
    if not rest:
        if name not in node:
            _add_field(node, record, name, _ordered(field, value))
        elif isinstance(node[name], str) and isinstance(value, str):
            node[name] = value
        else:
            raise EditError(f"“{name}” đã có ở đây; không ghi đè cả một danh sách hay một mục")
        return
    if name not in node:
        _add_field(node, record, name, [] if field.listed else {})
    if field.listed and isinstance(node[name], list):
        _into_list(node[name], field, rest, value, trees)
    elif field.record and not field.listed and isinstance(node[name], dict):
        _into_block(node[name], field.record, rest, value, trees)
    else:
        raise EditError(f"“{name}” không có gì bên trong")


def _into_list(items: list[Any], field: Field, place: Place, value: object, trees: _Trees) -> None:
    step, rest = place[0], place[1:]
    at = find(items, step)
    item: Any = _named(field, step, trees) if at is None else items[at]
    if rest:
        if not field.record or not isinstance(item, dict):
            raise EditError(f"“{step}” không có gì bên trong")
        _into_block(item, field.record, rest, value, trees)
    elif at is None and isinstance(item, dict) == isinstance(value, Mapping):
        item = _ordered(field, item | value if isinstance(value, Mapping) else value)
    elif at is not None and isinstance(item, str) and isinstance(value, str):
        items[at] = value
    else:
        raise EditError(f"“{step}” đã có trong {field.name}, hoặc khác dạng với điều cần ghi")
    if at is None:
        items.insert(_index(item, items, trees), item)


_Trees = Mapping[str, Tree]


def _named(field: Field, step: str | int, trees: _Trees) -> str | dict[str, str]:
    """A new item of a list: what a step of a place says of it."""
    if field.record is None or isinstance(step, int):
        return {} if field.record else str(step)
    known = fields(field.record)
    naming = next((name for name in ("id", *_OF) if name in known), "")
    if naming:
        return {"group" if naming == "unit" and step in ids(trees, "groups") else naming: step}
    found = (_TIME if "through" in known else _PRINTED).fullmatch(step)
    if found is None:
        raise EditError(f"“{step}” không gọi tên được một mục mới của {field.name}")
    said = {name: text for name, text in found.groupdict().items() if text}
    if "more" in said or ("period" in said and "period" not in known):
        said["through"] = said["period"] + said.pop("more", "")
    return {name: said[name] for name in _order(field.record) if name in said}


def records_in(
    node: Any, record: type[Record] = Dataset, place: Place = ()
) -> Iterator[tuple[Place, type[Record], dict[str, Any]]]:
    """A tree and all blocks in it, each with its place and what it is."""
    yield place, record, node
    for name, field in fields(record).items():
        inside = node.get(name)
        for at, item in enumerate(inside if isinstance(inside, list) else [inside]):
            if field.record and isinstance(item, dict):
                step = (name_of(item) or at,) if field.listed else ()
                yield from records_in(item, field.record, (*place, name, *step))


def ids(trees: _Trees, listed: str) -> list[str]:
    """The ids of a list of the data, in its order."""
    return [name_of(item) for tree in trees.values() for item in _list(tree, listed)]


def _list(tree: Tree, listed: str) -> list[Any]:
    items = tree.get(listed)
    return items if isinstance(items, list) else []


@cache
def _order(record: type[Record]) -> tuple[str, ...]:
    """The names of a record's fields as a person types them: what it is and says, each number with
    how it is said, who answers for it, where that was read, and last the lists that it holds. The
    whole file is in the order of its model.
    """
    own = fields(record)
    if record is Dataset:
        return tuple(own)
    if issubclass(record, Measured):
        own = {name: own[name] for name in (*_FIRST, *own) if name in own}
    behind = {name: tuple(fields(kind)) for name, kind in _SAID.items() if issubclass(record, kind)}
    beside = (kind for kind in (Answerable, Cited, Sourced) if issubclass(record, kind))
    where = dict.fromkeys(name for kind in beside for name in fields(kind))
    held = [name for name, field in own.items() if field.listed and (field.record or field.refers)]
    others = {*where, *held, *chain(*behind.values())}
    said = ((name, *behind.get(name, ())) for name in own if name not in others)
    return (*chain(*said), *where, *held)


_FIRST = ("period", "through", "part", "unit", "group")
"""What a row is of stands first."""
_SAID: Mapping[str, type[Record]] = {"value": Measured, "plan": Planned}
"""How a number is said stands behind it."""


def _add_field(node: dict[str, Any], record: type[Record], name: str, value: object) -> None:
    """Put a field behind the one that comes before it in the order of its record."""
    order, items = _order(record), list(node.items())
    ranks = [(order.index(other),) if other in order else None for other in node]
    items.insert(_behind(ranks, (order.index(name),)), (name, value))
    node.clear()
    node.update(items)


def _behind(ranks: Sequence[Any], rank: Any) -> int:
    """Where something belongs: behind the last of what comes before it; the end without a rank."""
    before = [at for at, other in enumerate(ranks) if rank and other is not None and other <= rank]
    return before[-1] + 1 if before else 0 if rank else len(ranks)


def _index(item: Any, items: Sequence[Any], trees: _Trees) -> int:
    """Where a new item belongs: in the order of time, or in that in which units, groups and grades
    are declared; else at the end.
    """
    if isinstance(item, str) or "id" in item:
        return len(items)
    if time_of(item):
        return _behind([time_of(other) for other in items], time_of(item))
    declared = [(name, one) for name in _OF for one in ids(trees, f"{name}s")]
    order = {pair: (at,) for at, pair in enumerate(declared)}
    ranks = [
        next((order[name, of] for name in _OF if (name, of := other.get(name)) in order), None)
        for other in (*items, item)
    ]
    return _behind(ranks[:-1], ranks[-1])


_OF = ("unit", "group", "grade")
"""The fields that say whose row an item is."""


def _ordered(field: Field, value: object) -> Any:
    """A new value as it is typed, with the fields of records in their order."""
    if isinstance(value, Mapping) and field.record:
        known, order = fields(field.record), _order(field.record)
        wrong = next((name for name in value if name not in known), None)
        if wrong is not None:
            raise EditError(unknown_field(field.record, wrong))
        return {name: _ordered(known[name], value[name]) for name in order if name in value}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_ordered(field, item) for item in value]
    return value


def unknown_field(record: type[Record], written: str) -> str:
    """That a record has no such field, with the one that was meant or those that there are."""
    meant = field_for(tuple(fields(record)), written)
    hint = f"có phải “{meant}”?" if meant else f"các trường dùng được: {', '.join(_order(record))}"
    return f"không có trường “{written}” ở đây; {hint}"


def unknown(written: str | int, known: Iterable[str], where: str | int) -> EditError:
    """That a list or block holds nothing of a name, with the one that was meant."""
    meant = closest([name for name in known if name], str(written))
    return EditError(f"{where} không có “{written}”" + (f"; có phải “{meant}”?" if meant else ""))
