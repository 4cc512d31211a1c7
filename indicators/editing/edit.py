"""One way to change the data files: what is to be changed in, the changed files' bytes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from indicators import examine
from indicators.editing import places
from indicators.editing.lines import EditError, Tree, copied, rewritten
from indicators.editing.places import Place
from indicators.model import Dataset
from indicators.reading.fields import fields
from indicators.reading.load import trees
from indicators.reporting.problems import Problem

__all__ = ["Change", "EditError", "Edited", "Place", "Put", "Remove", "Rename", "Tree", "edited"]


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
        """Put it where it belongs."""
        into = {self.file: trees[self.file]} if self.file else trees
        places.put(into, self.place, self.value)


class Remove(NamedTuple):
    """Take away what stands at a place, and what holds nothing else."""

    place: Place

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Take it out of its file."""
        places.remove(trees, self.place)


class Rename(NamedTuple):
    """Let what has one id have another, also where others refer to it; the old one is kept."""

    old: str
    new: str

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Change it in all files. Errors: ``EditError`` unless one thing has that id."""
        found = [one for tree in trees.values() for one in places.records_in(tree)]
        named = [(place, node) for place, _, node in found if node.get("id") == self.old]
        lists = {str(place[-2]) for place, _ in named}
        if not named:
            known = (str(node.get("id", "")) for _, _, node in found)
            raise places.unknown(self.old, known, "OLD: dữ liệu")
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
            places.put(trees, (*place[:-1], self.new, "former-ids"), [self.old])


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
