"""Data of several terms as each of them sees it: as data of one term that knows where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from indicators.computing.figures import end_of
from indicators.model import (
    Dataset,
    Indicator,
    ListedTerm,
    Months,
    Observation,
    OfTerm,
    Organisation,
    Published,
    Record,
    Sourced,
    Term,
    Total,
)
from indicators.reading.fields import fields, records, references
from indicators.reporting.findings import Path, Position, moved


@dataclass(frozen=True)
class Lens:
    """What one term sees of the data: ``dataset`` is data of this term alone.

    ``id`` is empty where the file is of one term, ``prefix`` too for the first of several: it is
    what the addresses of a later term begin with; ``former`` are those by its former ids.
    """

    dataset: Dataset
    id: str = ""
    prefix: str = ""
    former: tuple[str, ...] = ()
    _kept: Mapping[Path, Sequence[int]] = field(default_factory=dict)

    def places(self, whole: Mapping[Path, Position]) -> Mapping[Path, Position]:
        """Where in the file each place of the term's dataset stands."""
        return _Places(self, whole) if self._kept else whole

    def place(self, path: Path) -> Path:
        """The path in the file of what has this path in the term's dataset."""
        if path[:1] == ("programme",) and ("programmes",) in self._kept:
            path = ("programmes", 0, *path[1:])
        return moved(path, self._kept)


@dataclass(frozen=True)
class _Places(Mapping[Path, Position]):
    """The positions of a file as a lens asks for them."""

    lens: Lens
    whole: Mapping[Path, Position]

    def __getitem__(self, path: Path) -> Position:
        return self.whole[self.lens.place(path)]

    def __iter__(self) -> Iterator[Path]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)


def lenses(dataset: Dataset) -> tuple[Lens, ...]:
    """The terms of a dataset, the current one last; one term's data is its own."""
    if not dataset.terms:
        return (Lens(dataset),)
    if not (_last and _last[0][0] is dataset):
        seen = _seen(dataset)
        _last[:] = [(dataset, tuple(one.lens(seen) for one in seen))]
    return _last[0][1]


_last: list[tuple[Dataset, tuple[Lens, ...]]] = []
"""What was looked at last, so that a term's dataset is one object, which is computed once."""


def read_in_term(
    dataset: Dataset, indicator: Indicator, listed: str, index: int | None
) -> tuple[str, str]:
    """The source of what stands in a list of an indicator, and the place in it, as its term has it;
    of two terms the later, which knows what goes on from the one before.
    """
    for seen in reversed(_seen(dataset) if index is not None else ()):
        row = seen.lists(indicator)[listed].get(index or 0)
        if isinstance(row, Sourced):
            whole = seen.shown(indicator)
            source = whole.source or seen.source
            kept = whole.locator if row.source in (None, source) else None
            return row.source or source, row.locator or kept or ""
    return "", ""


def spans(dataset: Dataset) -> Sequence[Term]:
    """The terms, each with the months of its neighbours, which say where a year is cut; none where
    the data says neither of one term nor of several.
    """
    listed = dataset.terms or (dataset.term,)[: dataset.term is not None]
    around = (None, *listed, None)
    return [term.between(around[at], around[at + 2]) for at, term in enumerate(listed)]


def months(row: Observation | Total) -> tuple[Months, Months]:
    """The first and the last month of what a year counts; of a total, only its last one."""
    end = end_of(row).latest
    last = (end.year, end.month)
    return ((row.period, 1) if isinstance(row, Observation) else last), last


def meets(row: Observation | Total, term: Term) -> bool:
    """Whether something of what a row counts lies in a term."""
    first, last = months(row)
    return first <= term.closes and term.opens <= last


_Name = tuple[str, str]
"""A list of the data and an id in it."""


def _seen(dataset: Dataset) -> list[_Seen]:
    found: list[_Seen] = []
    for at, listed in enumerate(dataset.terms):
        found.append(_Seen(dataset, listed, spans(dataset), at, tuple(found)))
    return found


@dataclass(frozen=True)
class _Seen:
    """A dataset as one of its terms sees it, which knows how the ones before do."""

    data: Dataset
    listed: ListedTerm
    spans: Sequence[Term]
    at: int
    before: tuple[_Seen, ...]

    @property
    def source(self) -> str:
        return self.listed.source or self.data.source

    def lies(self, row: Observation | Total) -> bool:
        """Whether the term sees a row; the first of all also sees what it is compared with."""
        earlier = not self.before and months(row)[1] < self.spans[0].opens
        return earlier or meets(row, self.spans[self.at])

    def owns(self, indicator: Indicator) -> bool:
        """Whether an indicator has a time that lies in this term and in no other."""
        rows: list[Observation | Total] = [*indicator.observations, *indicator.totals]
        alone = (row for row in rows if sum(meets(row, term) for term in self.spans) == 1)
        return any(map(self.lies, alone))

    def tagged(self, record: Record) -> bool:
        return isinstance(record, OfTerm) and record.term == self.listed.id

    @cached_property
    def used(self) -> frozenset[_Name]:
        """What this term's own records are about and name, and what belongs to that."""
        data = self.data
        known: dict[_Name, Record] = {
            **{("indicators", item.id): self.shown(item) for item in data.indicators},
            **{("units", item.id): item for item in data.units},
        }
        own = {item.id for item in data.indicators if self.owns(item)}
        own |= {it.id for it in data.indicators if {it.numerator, it.denominator} <= own}
        names: set[_Name] = {("documents", self.source), *(("indicators", name) for name in own)}
        plans = [item for item in (data.programme, *data.programmes) if item]
        ahead: list[Record] = [
            self.listed,
            *filter(self.tagged, (*data.targets, *data.solutions, *plans)),
            *(known["indicators", name] for name in own),
        ]
        while ahead:
            for _, of, name in references(records(ahead.pop())):
                found = (of.refers, name)
                if found not in names and of.name != "continues":
                    names.add(found)
                    ahead += [known[found]] if found in known else []
        return frozenset(names)

    def shown(self, indicator: Indicator) -> Indicator:
        """An indicator with what of it lies in this term; a place in the common source of an
        earlier term is none in this one's.
        """
        lists = self.lists(indicator)
        seen: dict[str, Any] = {name: tuple(own.values()) for name, own in lists.items()}
        read = {one.source for one in self.before if one.owns(indicator)} - {self.source}
        if read and indicator.source is None:
            seen["locator"] = None
        return indicator.model_copy(update=seen)

    def lists(self, indicator: Indicator) -> Mapping[str, Mapping[int, Record]]:
        """What of an indicator's lists lies in this term, by the places in them."""
        rows, totals = enumerate(indicator.observations), enumerate(indicator.totals)
        printed = enumerate(indicator.published)
        return {
            "observations": {at: self._read(indicator, row) for at, row in rows if self.lies(row)},
            "totals": {at: row for at, row in totals if self.lies(row)},
            "published": {at: item for at, item in printed if self._tells(indicator, item)},
        }

    def _read(self, indicator: Indicator, row: Observation) -> Observation:
        """A year that goes on from the term before was read where that term's numbers were."""
        if row.source is None is indicator.source:
            for before in self.before[-1:]:
                if before.lies(row) and before.owns(indicator) and before.source != self.source:
                    locator = row.locator or indicator.locator
                    return row.model_copy(update={"source": before.source, "locator": locator})
        return row

    def _tells(self, indicator: Indicator, item: Published) -> bool:
        """Whether a figure printed over years is of this term; of unnamed ones, of the first."""
        term, years = self.spans[self.at], [year for year in (item.from_, item.to) if year]
        if years:
            return all(term.first <= year <= term.last for year in years)
        return self.owns(indicator) and not any(seen.owns(indicator) for seen in self.before)

    def lens(self, terms: Sequence[_Seen]) -> Lens:
        """The lens: what says that it is of the term, or is used in it; what no term uses and
        says nothing is seen by all of them.
        """
        data, listed = self.data, self.listed
        elsewhere = frozenset[_Name]().union(*(other.used for other in terms)) - self.used
        kept: dict[Path, Sequence[int]] = {}
        seen: dict[str, Any] = {}

        def keep(name: str, wanted: Callable[[Any], bool]) -> None:
            items = fields(Dataset)[name].of(data)
            kept[name,] = [at for at, item in enumerate(items) if wanted(item)]
            seen[fields(Dataset)[name].attribute] = tuple(_plain(items[at]) for at in kept[name,])

        def seen_in(name: str, item: Any) -> bool:
            tag, of = item.term if isinstance(item, OfTerm) else None, (name, item.id)
            return tag == listed.id or of in self.used or (tag is None and of not in elsewhere)

        for name in ("documents", "targets", "indicators", "unit-types", "groups", "solutions"):
            keep(name, partial(seen_in, name))
        kinds = {kind.id for kind in seen["unit_types"]}
        keep("units", lambda unit: unit.type in kinds)
        keep("programmes", self.tagged)
        for at in kept["indicators",]:
            for name, items in self.lists(data.indicators[at]).items():
                kept["indicators", at, name] = list(items)
        seen["indicators"] = tuple(map(self.shown, seen["indicators"]))
        plan, plans = data.programme, seen.pop("programmes")
        plans = (_plain(plan), *plans) if plan and plan.term in (None, listed.id) else plans
        own = {"organisation": Organisation(name=listed.organisation), "source": self.source}
        own |= {"term": self.spans[self.at], "terms": (), "programmes": ()}
        own["programme"] = next(iter(plans), None)
        dataset = data.model_copy(update=seen | own)
        roots = tuple(f"{name}/" for name in (listed.id, *listed.former_ids)) if self.at else ("",)
        return Lens(dataset, listed.id, roots[0], roots[1:], kept)


def _plain(item: Any) -> Any:
    """A record as it would stand in data of its term alone."""
    tagged = isinstance(item, OfTerm) and item.term is not None
    return item.model_copy(update={"term": None}) if tagged else item
