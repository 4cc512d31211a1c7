"""Another id for something of the data: in its record, and wherever another record refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from indicators.editing.lines import EditError, Tree
from indicators.editing.places import put, records_in, unknown
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
        if not named:
            raise unknown(
                self.old, (str(node.get("id", "")) for _, _, node in found), "OLD: dữ liệu"
            )
        if len(lists) != 1 or (len(named) > 1 and not lists <= _TOP):
            raise EditError(
                f"có nhiều mục mang mã “{self.old}” ({', '.join(sorted(lists))}); sửa bằng tay"
            )
        if lists == {"terms"}:
            raise EditError("mã của nhiệm kỳ là tên thư mục các trang của nó, nên không đổi được")
        for _, record, node in found:
            for field in fields(record).values():
                if field.refers in lists and field.name in node:
                    self._refer(node, field)
        for _, node in named:
            node["id"] = self.new
        place, node = named[0]
        if former := node.get("former-ids"):
            former[:] = [*(name for name in former if name != self.new), self.old]
        else:
            put(trees, (*place[:-1], self.new, "former-ids"), [self.old])

    def _refer(self, node: dict[str, Any], field: Field) -> None:
        value = node[field.name]
        if field.listed:
            value[:] = [self.new if item == self.old else item for item in value]
        elif value == self.old:
            node[field.name] = self.new
