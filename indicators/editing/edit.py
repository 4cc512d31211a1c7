"""One way to change the data files: what is to be changed in, the changed files' bytes out.

Places are told by names that do not move; fields, items and files go where they belong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from indicators import examine
from indicators.editing.lines import EditError, Tree, copied, rewritten
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
from indicators.reading.load import trees
from indicators.reading.merge import time_of
from indicators.reporting.problems import Problem

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


class Change(Protocol):
    """What is to be changed."""

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Change the trees of the files, which are copies. Errors: ``EditError``."""


class Put(NamedTuple):
    """Let a text, or a new list or record, stand at a place, and whatever leads there."""

    place: Place
    value: object
    file: str = ""
    """The file for it; empty for that in which its place lies."""

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Put it where it belongs, and what leads there."""
        into = {self.file: trees[self.file]} if self.file else trees
        _into_block(_home(into, self.place), Dataset, self.place, self.value, into)


class Remove(NamedTuple):
    """Take away what stands at a place, and what holds nothing else."""

    place: Place

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Take it out of its file, and what is empty without it."""
        way = _along(_home(trees, self.place), self.place)
        if len(way) <= len(self.place):
            *_, where, step = ("dữ liệu", *self.place[: len(way)])
            raise unknown(step, map(name_of, way[-1]), where)
        for holder, step in reversed(list(zip(way, self.place, strict=False))):
            del holder[find(holder, step) if isinstance(holder, list) else step]
            if holder:
                break


class Rename(NamedTuple):
    """Let what has one id have another, also where others refer to it; the old one is kept."""

    old: str
    new: str

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Change it in all files. Errors: ``EditError`` unless one thing has that id."""
        found = [one for tree in trees.values() for one in records_in(tree)]
        named = [(place, node) for place, _, node in found if node.get("id") == self.old]
        lists = {str(place[-2]) for place, _ in named}
        if not named:
            known = (str(node.get("id", "")) for _, _, node in found)
            raise unknown(self.old, known, "OLD: dữ liệu")
        if len(lists) != 1 or (len(named) > 1 and not lists <= fields(Dataset).keys()):
            told = ", ".join(sorted(lists))
            raise EditError(f"có nhiều mục mang mã “{self.old}” ({told}); sửa bằng tay")
        if lists == {"terms"}:
            raise EditError("mã của nhiệm kỳ là tên thư mục các trang của nó, nên không đổi được")
        for _, record, node in found:
            for name in (f.name for f in fields(record).values() if f.refers in lists):
                value = node.get(name)
                if isinstance(value, list):
                    value[:] = [self.new if item == self.old else item for item in value]
                elif value == self.old:
                    node[name] = self.new
        for _, node in named:
            node["id"] = self.new
        place, node = named[0]
        if former := node.get("former-ids"):
            former[:] = [*(name for name in former if name != self.new), self.old]
        else:
            Put((*place[:-1], self.new, "former-ids"), [self.old]).apply(trees)


class Edited(NamedTuple):
    """What came of changes: the bytes of the files that changed, or what is wrong with them."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    tried: Mapping[str, bytes] = MappingProxyType({})
    """The bytes of the changed files in which the problems stand."""


def edited(files: Mapping[str, bytes], changes: Iterable[Change]) -> Edited:
    """The files after changes, made one after another; only those that are other bytes now.

    Nothing comes of changes with which the data would break a rule. Errors: ``EditError`` where
    a change cannot be made, ``DataError`` where the files cannot be read as they are.
    """
    before = trees(files)
    wanted = {name: copied(tree) for name, tree in before.items()}
    for change in changes:
        change.apply(wanted)
    made = {
        name: rewritten(files[name], before[name], tree)
        for name, tree in wanted.items()
        if tree != before[name]
    }
    problems = examine({**files, **made}).problems if made else ()
    if problems:
        return Edited({}, problems, made)
    for name, tree in trees(made).items():
        if tree != wanted[name]:
            raise EditError(f"không sửa được {name} mà giữ nguyên các dòng khác; sửa bằng tay")
    return Edited(made)


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
    node: dict[str, Any],
    record: type[Record],
    place: Place,
    value: object,
    trees: Mapping[str, Tree],
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


def _into_list(
    items: list[Any], field: Field, place: Place, value: object, trees: Mapping[str, Tree]
) -> None:
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


def _named(field: Field, step: str | int, trees: Mapping[str, Tree]) -> str | dict[str, str]:
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


def ids(trees: Mapping[str, Tree], listed: str) -> list[str]:
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


def _index(item: Any, items: Sequence[Any], trees: Mapping[str, Tree]) -> int:
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
