"""Two versions of the data held against each other: what changes for the reader; knows no git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.comparing.edits import LeafChange, Nature, leaf_changes
from indicators.comparing.unlikely import Doubt, doubts
from indicators.computing.compute import Views
from indicators.computing.figures import Figure, Kind, When
from indicators.computing.ledger import Entry
from indicators.computing.standing import Standing
from indicators.words.changes import Change as Former
from indicators.words.changes import changes as formers
from indicators.words.wording import amount


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; one side is None where it was not, or is no longer, there.

    ``formers`` are the revisions and corrections that the new data records for it, and
    ``successor`` a figure that says of another time what a vanished one said.
    """

    before: Figure | None
    after: Figure | None
    formers: tuple[Former, ...] = ()
    successor: Figure | None = None

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None, "a change has a side"
        return found

    @property
    def vanished(self) -> bool:
        return _has_value(self.before) and not _has_value(self.after)

    @property
    def added(self) -> bool:
        return _has_value(self.after) and not _has_value(self.before)

    @property
    def typed(self) -> bool:
        """Whether somebody typed it, before or now, so that it can be the cause of others."""
        return any(f is not None and f.kind is Kind.PUBLISHED for f in (self.before, self.after))

    @property
    def difference(self) -> Fraction | None:
        """How much more it is now, where both are exact and of one unit."""
        before, after = self.before, self.after
        if before is None or after is None or before.unit != after.unit:
            return None
        if before.exact is None or after.exact is None:
            return None
        return after.exact - before.exact


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that follow from the same typed changes; without causes, from changed meanings."""

    causes: tuple[Change, ...]
    followers: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """A status that changes: of a target, or of one indicator at a time; None where there was,
    or is, none.
    """

    subject: str
    when: When | None
    outlook: bool
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A published figure of which the ledger says something else, or for the first time."""

    before: Entry | None
    after: Entry


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes for the reader, the gravest first."""

    before: Views
    after: Views
    vanished: tuple[Change, ...]
    doubts: tuple[Doubt, ...]
    flips: tuple[Flip, ...]
    verdicts: tuple[VerdictChange, ...]
    groups: tuple[Group, ...]
    rest: tuple[LeafChange, ...]

    @property
    def numbers_change(self) -> bool:
        """Whether any number, status or verdict is another one for the reader."""
        return bool(
            self.vanished
            or self.flips
            or self.verdicts
            or self.groups
            or self.of(Nature.NUMBER)
            or self.of(Nature.MEANING)
        )

    def of(self, nature: Nature) -> tuple[LeafChange, ...]:
        """The changes of typed values that are no figures, of one nature."""
        return tuple(change for change in self.rest if change.nature is nature)


def compare(before: Views, after: Views) -> Comparison:
    """What the second version of the data changes for the reader of the first."""
    changed = list(changed_figures(before, after))
    typed = [change for change in changed if change.typed]
    rest = leaf_changes(
        before.dataset,
        after.dataset,
        {change.before.path for change in typed if change.before and change.before.path},
        {change.after.path for change in typed if change.after and change.after.path},
    )
    return Comparison(
        before=before,
        after=after,
        vanished=tuple(
            sorted((c for c in changed if c.vanished), key=lambda change: not change.typed)
        ),
        doubts=tuple(doubts(before, after, [(c.before, c.after) for c in typed])),
        flips=tuple(_flips(before, after)),
        verdicts=tuple(_verdicts(before, after)),
        groups=tuple(_groups(before, after, changed)),
        rest=tuple(rest),
    )


def _has_value(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def _seen(figure: Figure) -> tuple[object, ...]:
    """All of a figure that a reader sees beside its source and formula; a unit that gets another
    name is a change of meaning, told once.
    """
    return (amount(figure), figure.kind, figure.status, figure.when)


def changed_figures(before: Views, after: Views) -> Iterator[Change]:
    """Every figure of which a reader sees something else, in the order of the data."""
    for name in dict.fromkeys([*before.figures, *after.figures]):
        was, now = before.figures.get(name), after.figures.get(name)
        if not (_has_value(was) or _has_value(now)):
            continue
        if was is not None and now is not None and _seen(was) == _seen(now):
            continue
        yield Change(was, now, _new_formers(before, after, was, now), _successor(after, was, now))


def _new_formers(
    before: Views, after: Views, was: Figure | None, now: Figure | None
) -> tuple[Former, ...]:
    if now is None:
        return ()
    known = formers(before, was) if was is not None else ()
    return tuple(item for item in formers(after, now) if item not in known)


def _successor(after: Views, was: Figure | None, now: Figure | None) -> Figure | None:
    """The sum, or the total's row, that takes the place of one whose years changed."""
    if was is None or now is not None or was.kind is Kind.PUBLISHED:
        return None
    same = (f for f in after.figures.of(was.subject) if f.portion == was.portion)
    alike = [f for f in same if f.role is was.role and _has_value(f)]
    return alike[-1] if len(alike) == 1 else None


def _groups(before: Views, after: Views, changed: Iterable[Change]) -> Iterator[Group]:
    """Every change once: the typed ones, each with what follows from it alone; then what follows
    from several together; last what follows from none, because a meaning changed.
    """
    listed = list(changed)
    causes = {change.figure.id: change for change in listed if change.typed}
    together: dict[tuple[str, ...], list[Change]] = {(name,): [] for name in causes}
    for change in listed:
        if change.typed:
            continue
        found = _causes(before, after, change, causes)
        if not change.vanished or found:
            together.setdefault(found, []).append(change)
    last = len(causes) + 1
    for names, followers in sorted(together.items(), key=lambda item: len(item[0]) or last):
        shown = tuple(change for change in followers if not change.vanished)
        own = tuple(causes[name] for name in names)
        if shown or (len(own) == 1 and not own[0].vanished):
            yield Group(own, shown)


def _causes(
    before: Views, after: Views, change: Change, causes: Mapping[str, Change]
) -> tuple[str, ...]:
    """The typed changes from which a figure follows, through any number of steps."""
    reached: set[str] = set()
    for views in (before, after):
        seen: set[str] = set()
        pending = [change.figure.id]
        while pending:
            figure = views.figures.get(pending.pop())
            new = set(figure.inputs) - seen if figure else set()
            seen |= new
            pending += new
        reached |= seen
    return tuple(name for name in causes if name in reached)


def _flips(before: Views, after: Views) -> Iterator[Flip]:
    was, now = _standings(before), _standings(after)
    silent = (None, Standing.NO_DATA)
    for key in dict.fromkeys([*was, *now]):
        (when, first), (later, second) = was.get(key, _NOTHING), now.get(key, _NOTHING)
        if first is not second and not (first in silent and second in silent):
            subject, _, outlook = key
            yield Flip(subject, later or when, outlook, first, second)


_NOTHING: tuple[When | None, Standing | None] = (None, None)


def _standings(
    views: Views,
) -> dict[tuple[str, str, bool], tuple[When | None, Standing | None]]:
    """Every status on the site: of targets, of their outlook, and of each indicator's times."""
    found: dict[tuple[str, str, bool], tuple[When | None, Standing | None]] = {}
    for target in views.targets.values():
        found[target.target.id, "", False] = (None, target.standing)
        for series in target.series:
            if series.outlook is not None:
                found[target.target.id, "", True] = (None, series.outlook.standing)
    for name, view in views.indicators.items():
        for row in (*view.rows, *view.ratios, *view.totals):
            when = row.value.when
            if row.judgement is not None and when is not None:
                found[name, when.key, False] = (when, row.judgement.standing)
    return found


def _verdicts(before: Views, after: Views) -> Iterator[VerdictChange]:
    was = {entry.published.id: entry for entry in before.ledger}
    for entry in after.ledger:
        old = was.get(entry.published.id)
        if old is None or (old.verdict, old.rounding) != (entry.verdict, entry.rounding):
            yield VerdictChange(old, entry)
