"""Another id for something of the data: in its record, and wherever another record refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from indicators.editing.lines import EditError, Tree
from indicators.editing.places import records_in
from indicators.model import Dataset
from indicators.reading.fields import Field, fields

_TOP = frozenset(fields(Dataset))


class Rename(NamedTuple):
    """Let what has one id have another; the old one is kept beside it."""

    old: str
    new: str

    def apply(self, trees: Mapping[str, Tree]) -> None:
        """Change it in all files. Errors: ``EditError`` unless one thing has that id."""
        found = [one for tree in trees.values() for one in records_in(tree)]
        named = [(place, node) for place, _, node in found if node.get("id") == self.old]
        lists = {str(place[-2]) for place, _ in named}
        if len(lists) != 1 or (len(named) > 1 and not lists <= _TOP):
            raise EditError(self._untold(lists, [str(node.get("id")) for _, _, node in found]))
        if lists == {"terms"}:
            raise EditError("mã của nhiệm kỳ là tên thư mục các trang của nó, nên không đổi được")
        for _, record, node in found:
            for field in fields(record).values():
                if field.refers in lists and field.name in node:
                    self._refer(node, field)
        for _, node in named:
            node["id"] = self.new
        _keep(named[0][1], self.old)

    def _refer(self, node: dict[str, Any], field: Field) -> None:
        value = node[field.name]
        if field.listed:
            value[:] = [self.new if item == self.old else item for item in value]
        elif value == self.old:
            node[field.name] = self.new

    def _untold(self, lists: set[str], known: list[str]) -> str:
        if lists:
            return f"có nhiều mục mang mã “{self.old}” ({', '.join(sorted(lists))}); sửa bằng tay"
        near = get_close_matches(self.old, known, n=1)
        return f"không có mục nào mang mã “{self.old}”" + (
            f"; có phải OLD={near[0]}?" if near else ""
        )


def _keep(node: dict[str, Any], old: str) -> None:
    """Note a former id below the present one, which is none any more."""
    former = node.get("former-ids")
    if former is None:
        (name, value), *rest = node.items()
        node.clear()
        node.update([(name, value), ("former-ids", [old]), *rest])
    else:
        former[:] = [*(name for name in former if name != node["id"]), old]
