"""What can still be checked when some records were refused: the data without those records.

Without this, an editor would mend one mistake only to be told of the next. What a check then
finds is told only where the missing records cannot be its cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from indicators.model import Dataset
from indicators.reading.refused import follow, validate
from indicators.reporting.findings import Finding, Path, moved

_MAY_FOLLOW = frozenset(
    {"missing-reason", "without-value", "pair-incomplete", "former-same", "published-target"}
)
"""Rules that a record may seem to break because something in it was left out."""

_MAY_FOLLOW_TERMS = frozenset({"period-outside", "term-across", "term-needed", "terms-apart"})
"""Rules that the data may seem to break because a term was left out."""


@dataclass(frozen=True)
class Rest:
    """The records that were not refused, and where they stand in the whole data."""

    dataset: Dataset
    removed: frozenset[Path] = frozenset()
    _kept: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)

    def told(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that do not follow from what was left out, at their places in the whole."""
        return (item.moved(self._place) for item in findings if not self._follows(item))

    def _follows(self, finding: Finding) -> bool:
        if finding.rule == "id-unknown":
            return any(path[:1] == (finding.fault.context["listed"],) for path in self.removed)
        if finding.rule in _MAY_FOLLOW_TERMS:
            return any(path[:1] == ("terms",) for path in self.removed)
        if finding.rule not in _MAY_FOLLOW:
            return False
        record = _item(self._place(finding.path))
        inside = any(path[: len(record)] == record for path in self.removed)
        return inside or any(path[:1] == ("targets",) for path in self.removed)

    def _place(self, path: Path) -> Path:
        """The path in the whole data of what has this path in the rest."""
        return moved(path, self._kept)


def _item(path: Path) -> Path:
    """The way to the list item that a path leads to or into; the empty path where there is none."""
    ends = [end for end, step in enumerate(path, 1) if isinstance(step, int)]
    return path[: ends[-1]] if ends else ()


def rest_of(data: object, refused: Iterable[Path]) -> Rest | None:
    """The records of data without the list items that hold refused values; the data is changed.

    None where a refused value lies in no list, or what is left makes no dataset.
    """
    items = {_item(path) for path in refused}
    if () in items:
        return None
    outer = {path for path in items if not any(path[:end] in items for end in range(1, len(path)))}
    removed: dict[Path, set[int]] = {}
    for path in outer:
        removed.setdefault(path[:-1], set()).add(int(path[-1]))
    kept = {}
    for path in sorted(removed, key=len, reverse=True):
        there = follow(path, data)
        kept[path] = tuple(i for i in range(len(there)) if i not in removed[path])
        there[:] = [there[i] for i in kept[path]]
    dataset = validate(data)
    return Rest(dataset, frozenset(outer), kept) if isinstance(dataset, Dataset) else None
