"""Two versions of the data held against each other: what changes for the reader; knows no git."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from operator import or_
from typing import Generic, NamedTuple, TypeVar

from indicators import Loaded
from indicators.check import check, check_change
from indicators.checks.doubts import UNSOURCED, Change
from indicators.comparing.leaves import ORDER, Leaf, LeafKey, Nature, inherited, leaves
from indicators.comparing.versions import as_today, under_ids_of, under_terms_of
from indicators.computing.compute import Views, compute
from indicators.computing.figures import (
    FORECASTS,
    FORMER,
    PRINTED,
    REACHED,
    RECOMPUTED,
    CutOff,
    Figure,
    Figures,
    Kind,
    Period,
    Role,
    Span,
    When,
    figure_id,
)
from indicators.computing.ledger import Entry
from indicators.computing.standing import Standing
from indicators.model import Former, Target
from indicators.reporting.findings import Finding, Path, placed
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Wording, same
from indicators.terms import lenses
from indicators.words.changes import FormerNumber, formers
from indicators.words.explain import label
from indicators.words.wording import amount, when

_T = TypeVar("_T")
_Name = TypeVar("_Name")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference(Generic[_T]):
    """Something before and after; None on the side where it was not, or is no longer, there."""

    before: _T | None
    after: _T | None

    @property
    def now(self) -> _T:
        """As it is now, or as it was."""
        found = self.before if self.after is None else self.after
        assert found is not None, "a difference has a side"
        return found


def differences(
    was: Mapping[_Name, _T], now: Mapping[_Name, _T], seen: Callable[[_T], object]
) -> Iterator[Difference[_T]]:
    """What is ``seen`` otherwise under the same name, in the order of both; None is not seen."""
    for name in dict.fromkeys([*was, *now]):
        sides = (was.get(name), now.get(name))
        first, second = (None if side is None else seen(side) for side in sides)
        if first != second:
            yield Difference(*sides)


@dataclass(frozen=True, slots=True)
class ChangedFigure(Difference[Figure]):
    """A figure of which a reader sees something else; a new one may go on from an ``earlier``
    count of its year.
    """

    earlier: Figure | None = None

    @property
    def vanished(self) -> bool:
        return self.after is None or self.after.value is None

    @property
    def added(self) -> bool:
        return self.before is None or self.before.value is None

    @property
    def moved(self) -> str:
        """That a number has stayed and only its years are others, in words; else nothing."""
        was, now = self.before, self.after
        if was is None or now is None or was.when == now.when or was.value != now.value:
            return ""
        if not (isinstance(was.when, Span | None) and isinstance(now.when, Span | None)):
            return ""
        if now.when is None:
            return "bỏ khoảng năm mà nguồn không nêu; số giữ nguyên"
        return f"nay ghi đúng là của {when(now.when)}; số giữ nguyên"

    @property
    def typed(self) -> bool:
        """Whether somebody typed it, before or now, so that it can be the cause of others."""
        return any(side and side.kind is Kind.PUBLISHED for side in (self.before, self.after))


class Outcome(NamedTuple):
    """Computed figures that follow from the same typed changes; without any, from changed
    meanings.
    """

    causes: tuple[ChangedFigure, ...]
    followers: tuple[ChangedFigure, ...]


class Reached(NamedTuple):
    """What a target, or one indicator at a time, is said to have reached; and a target's outlook,
    which its result takes the place of.
    """

    subject: str
    when: When | None
    standing: Standing
    outlook: tuple[Standing, ...] = ()

    @property
    def text(self) -> str:
        """The standing, with what is expected where no result says it."""
        expected = "; ".join(standing.label for standing in self.outlook)
        return self.standing.label + (f" (theo số dự kiến: {expected})" if expected else "")


@dataclass(frozen=True)
class Comparison:
    """What changes for the reader; ``today`` says which years are over, so that their numbers are
    held.
    """

    before: Views
    after: Views
    today: dt.date | None = None
    returned: frozenset[str] = frozenset()
    """The typed figures that are again as an earlier version had them."""

    @cached_property
    def changed(self) -> tuple[ChangedFigure, ...]:
        """Every figure of which a reader sees something else, in the order of the data."""
        return tuple(changed_figures(self.before, self.after))

    @cached_property
    def typed(self) -> tuple[ChangedFigure, ...]:
        """What somebody changed."""
        return tuple(change for change in self.changed if change.typed)

    def unsaid(self, change: ChangedFigure) -> bool:
        """Whether a number that was there is another one, or has gone, and no record says why."""
        return not (change.added or change.moved or new_records(self.before, self.after, change))

    @cached_property
    def unlikely(self) -> tuple[Finding, ...]:
        """What of it should be looked at again, or needs a record; not where it is taken back."""
        asked = [(c.before, c.after) for c in self.typed if c.now.id not in self.returned]
        return tuple(check_change(Change(self.before, self.after, asked, self.today)))

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """What should be looked at again: of what changed, and what the data says only now."""
        now = _looked_at(self.after, self.today)
        was = _looked_at(self.before, self.today) if now else {}
        new = (finding for told, finding in now.items() if told not in was)
        return (*(finding for finding in self.unlikely if finding.fault.rule.doubt), *new)

    @cached_property
    def statuses(self) -> tuple[Difference[Reached], ...]:
        """Each status that is another one, once: what was expected of a time has not gone where a
        result says now how that time stands.
        """
        was, now = _statuses(self.before), _statuses(self.after)
        at = {(status.subject, status.when): status for status in now.values()}
        told: dict[tuple[str, When | None], Difference[Reached]] = {}
        for found in differences(was, now, _standing):
            place = (found.now.subject, found.now.when)
            told.setdefault(place, Difference(found.before, found.after or at.get(place)))
        return tuple(it for it in told.values() if _standing(it.before) != _standing(it.after))

    @cached_property
    def verdicts(self) -> tuple[Difference[Entry], ...]:
        """The entries of the ledger that come to something else."""
        was, now = (
            {entry.published.id.removesuffix(_PRINTED): entry for entry in views.ledger}
            for views in (self.before, self.after)
        )
        return tuple(found for found in differences(was, now, verdict) if found.after is not None)

    @property
    def vanished(self) -> tuple[ChangedFigure, ...]:
        """What is no longer told: the typed figures, then what followed from them."""
        gone = (change for change in self.changed if change.vanished)
        return tuple(sorted(gone, key=lambda change: not change.typed))

    @property
    def numbers_change(self) -> bool:
        """Whether any number, status or verdict is another one for the reader."""
        told = (self.changed, self.statuses, self.verdicts)
        return any(told) or any(self.edited(n) for n in (Nature.NUMBER, Nature.MEANING))

    def successor(self, change: ChangedFigure) -> Figure | None:
        """The sum, or the total's row, that takes the place of one whose years changed; or the
        later count of the same year.
        """
        was = change.before
        later = next((c.after for c in self.changed if was and c.earlier is was), None)
        printed = was and (was.kind is Kind.PUBLISHED or was.id.endswith(RECOMPUTED))
        if was is None or later or change.after is not None or printed:
            return later
        known = self.after.figures
        if was.role is Role.SUM_OF_PARTS:
            # Its place is taken by the number itself; no sum of another year, or of plans, does.
            itself = known.get(was.id.rpartition("/")[0])
            return itself if itself and itself.value else None
        alike = [item for item in known.like(was) if item.value and not known.within_longer(item)]
        return alike[-1] if len(alike) == 1 else None

    @cached_property
    def groups(self) -> tuple[Outcome, ...]:
        """What was computed anew, once: what follows from one typed change alone, then from several
        together; last what follows from none, because a meaning changed.
        """
        causes = {change.now.id: change for change in self.typed}
        was, now = (_reached(views, causes) for views in (self.before, self.after))
        both = cache(or_)
        together: dict[frozenset[str], list[ChangedFigure]] = {}
        for change in self.changed:
            if not (change.typed or change.vanished):
                found = both(was.get(change.now.id, _NONE), now.get(change.now.id, _NONE))
                together.setdefault(found, []).append(change)
        place = {name: at for at, name in enumerate(causes)}
        last = len(causes) + 1
        found_first = sorted(together.items(), key=lambda item: len(item[0]) or last)
        return tuple(
            Outcome(
                tuple(causes[name] for name in sorted(names, key=place.__getitem__)), tuple(told)
            )
            for names, told in found_first
        )

    @cached_property
    def edits(self) -> tuple[Difference[Leaf], ...]:
        """Typed values that are no figures, and whole records."""
        return tuple(_edits(self.before, self.after, self.typed))

    def edited(self, nature: Nature) -> tuple[Difference[Leaf], ...]:
        """The edits of one nature."""
        return tuple(edit for edit in self.edits if edit.now.nature is nature)


def compare_terms(
    before: Mapping[str, Views],
    after: Mapping[str, Views],
    *,
    today: dt.date | None = None,
    past: Iterable[Mapping[str, Views]] = (),
) -> Mapping[str, Comparison]:
    """What changes in each term, by its id: one that is new, or gone, is held against nothing.

    What returns to one of the ``past`` versions of the first one, newest first, needs no record.
    """
    was = under_terms_of(after, before)
    found = {
        name: compare(
            was[name] if name in was else without_figures(after[name]),
            after[name] if name in after else without_figures(was[name]),
            today=today,
        )
        for name in dict.fromkeys([*was, *after])
    }
    asked = {(name, c.now.id) for name, one in found.items() for c in one.typed if one.unsaid(c)}
    back = returned(before, after, past, asked)
    for name in {name for name, _ in back}:
        again = frozenset(figure for term, figure in back if term == name)
        found[name] = replace(found[name], returned=again)
    return found


TermFigure = tuple[str, str]
"""A figure's id behind that of its term."""


def returned(
    before: Mapping[str, Views],
    now: Mapping[str, Views],
    past: Iterable[Mapping[str, Views]],
    asked: set[TermFigure],
) -> set[TermFigure]:
    """Those of the ``asked`` typed numbers that are again as they were, or were not, in one of the
    ``past`` versions of the first one, newest first, because all that changed after it, or in the
    step that followed it, is undone: one number alone is not taken back unsaid.
    """
    base, today, found = _numbers(now, before), _numbers(now, now), set[TermFigure]()
    newer = base
    for views in past if asked else ():
        then = _numbers(now, views)
        for later in (newer, base):
            step = {name for name in {*then, *later} if then.get(name) != later.get(name)}
            if all(
                today.get(name) == then.get(name) and base.get(name) == later.get(name)
                for name in step
            ):
                found |= step
        newer = then
        if asked <= found:
            break
    return found & asked


def _numbers(now: Mapping[str, Views], then: Mapping[str, Views]) -> Mapping[TermFigure, object]:
    """The typed numbers of a version, those too that are withheld, under today's ids."""
    found: dict[TermFigure, object] = {}
    for term, seen in as_today(now, then).items():
        views = seen if seen.asked.in_full else compute(seen.asked.with_all())
        typed = (figure for figure in views.figures.values() if figure.kind is Kind.PUBLISHED)
        found |= {(term, figure.id): (figure.value, figure.status) for figure in typed}
    return found


MOST_LINES = 5
"""How many further lines are named of those that lack a source."""


def held(
    loaded: Loaded,
    before: Mapping[str, Views],
    today: dt.date,
    past: Iterable[Mapping[str, Views]] = (),
) -> Iterator[Problem]:
    """What changed or went since ``before``, of which nothing is withheld, and needs a record or
    should be looked at again, at its place in the file; ``past`` is as for ``compare_terms``.
    """
    assert loaded.dataset is not None, "only data without a problem is held against another"
    seen = {lens.id: lens for lens in lenses(loaded.dataset)}
    now = {name: compute(lens.dataset.with_all()) for name, lens in seen.items()}
    told: set[tuple[str, Path]] = set()
    unsourced: dict[str, list[Problem]] = {}
    for name, one in compare_terms(before, now, today=today, past=past).items():
        place = seen[name].place if name in seen else lambda _: ()
        found = [finding.moved(place) for finding in one.unlikely]
        new = (finding for finding in found if (finding.rule, finding.path) not in told)
        for problem in map(loaded.positions.problem, new):
            if problem.fault.rule is UNSOURCED:
                unsourced.setdefault(problem.file, []).append(problem)
            else:
                yield problem
        told.update((finding.rule, finding.path) for finding in found)
    for first, *others in unsourced.values():
        more = {"others": ", ".join(str(one.line) for one in others[:MOST_LINES])}
        context = {**first.context, **more, "count": len(others)} if others else first.context
        yield replace(first, fault=replace(first.fault, context=context))


def without_figures(views: Views) -> Views:
    """The same data, of which nothing is known yet, or any more."""
    return replace(views, figures=Figures(), indicators={}, targets={})


def compare(before: Views, after: Views, *, today: dt.date | None = None) -> Comparison:
    """What the second version of the data changes for the reader of the first.

    What has another id since is the same thing: the first version is taken under today's ids.
    """
    return Comparison(under_ids_of(after.dataset, before), after, today)


def _looked_at(views: Views, today: dt.date | None) -> Mapping[str, Finding]:
    """What of a version should be looked at again, by what is told of it: whatever stands in the
    data is called by its name, a record by its id.
    """
    found = [item for item in check(views.asked, today=today) if item.fault.rule.doubt]
    typed = {leaf.path: leaf for leaf in leaves(views.asked).values()} if found else {}
    stated = {figure.path: figure for figure in views.figures.values()}

    def name(path: Path) -> Wording:
        leaf = typed[path]
        known = label(stated[path], views.names) if path in stated else leaf.label
        return same(leaf.text or known if leaf.key[-1] == "id" else known)

    told: dict[str, Finding] = {}
    for finding in found:
        fault, path = finding.fault, finding.path
        context = {key: placed(value, name) for key, value in fault.context.items()}
        context = {"written": typed[path].text, **context, "place": name(path)}
        wording = Wording(*(f"{{place}}: {text}" for text in fault.wording))
        fault = replace(fault, wording=wording, context=context)
        told[fault.what()] = replace(finding, fault=fault)
    return told


def changed_figures(before: Views, after: Views) -> Iterator[ChangedFigure]:
    """Every figure of which a reader sees something else, in the order of the data.

    What was printed with a number is the same after that has changed, and no news; what the new
    number gives in its place follows from it. What only followed from counts that go on has not
    gone with them, nor has what recomputed a forecast that is a result now.
    """
    now = _as_told(after, before)
    was = _under_ids_of(now, _as_told(before, after))
    changes = [
        ChangedFigure(found.before, found.after, _earlier(before, after, found))
        for found in differences(was, now, _seen)
    ]
    passed = {c.earlier.id for c in changes if c.earlier and c.earlier.kind is not Kind.PUBLISHED}
    for change in changes:
        same = change.earlier and change.after and amount(change.earlier) == amount(change.after)
        gone = change.vanished and (change.now.id in passed or _settled(change.now, now))
        if not gone and (change.typed or not same):
            yield change


def _settled(figure: Figure, now: Mapping[str, Figure]) -> bool:
    """Whether it recomputed what was expected, and a result stands in the place of that."""
    of, _, way = figure.id.rpartition("/")
    again, result = way == RECOMPUTED and figure.status in FORECASTS, now.get(of)
    return again and bool(result and result.value) and now[of].status not in FORECASTS


def _earlier(before: Views, after: Views, change: Difference[Figure]) -> Figure | None:
    """What a new figure goes on from: an earlier cut-off of its year, or the total that the years
    gave until then.
    """
    was, now = change.before, change.after
    if now is None or now.value is None or (was and was.value) or now.id.endswith(RECOMPUTED):
        return None
    end = now.when.end if isinstance(now.when, Period) else now.when
    past: list[tuple[CutOff, Figure]] = []
    if not isinstance(end, CutOff):
        return None
    for item in before.figures.like(now):
        there, gone = item.when, item.id not in after.figures
        summed = _of_years(before, item) and _of_years(after, now)
        if isinstance(there, Period) and there.year == getattr(now.when, "year", None):
            past.append((there.end, item))
        if isinstance(there, CutOff) and gone and summed:
            past.append((there, item))
    known = [(at, f) for at, f in past if f.value and end != at and end.reaches(at)]
    return max(known, key=lambda pair: pair[0].latest)[1] if known else None


def _of_years(views: Views, figure: Figure) -> bool:
    """Whether a total, or what follows from it, is one that the years give and no source states."""
    total = views.figures.get(figure_id(figure.subject, Role.TOTAL, figure.when))
    return figure.id.endswith(REACHED) or (total and total.kind is not Kind.PUBLISHED)


def _as_told(views: Views, other: Views) -> Mapping[str, Figure]:
    kept = {name.removesuffix(_PRINTED) for name in other.figures if name.endswith(_PRINTED)}
    return {
        name.replace(f"{_PRINTED}/", "/"): f._replace(kind=Kind.COMPUTED) if name in kept else f
        for name, f in views.figures.items()
        if not (name.endswith(_PRINTED) or FORMER in (f.path or ()))
    }


def _under_ids_of(now: Mapping[str, Figure], was: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """The figures with the ids that they have now where a limit has become a strict one, or is one
    no longer, or a published number, read in the same source, is said of other years: it, and what
    belongs to it, has neither gone nor come.
    """
    new: dict[object, list[str]] = {}
    for figure in now.values():
        if figure.id not in was and (known := _apart_from_id(figure)):
            new.setdefault(known, []).append(figure.id)
    ids: dict[str, str] = {}
    for name, figure in was.items():
        same = [] if name in now else new.get(_apart_from_id(figure), [])
        ids |= {name: same[0]} if len(same) == 1 else {}
    for old, id_now in ids.items():
        was = {
            id_now + name[len(old) :] if f"{name}/".startswith(f"{old}/") else name: figure
            for name, figure in was.items()
        }
    return was


def _apart_from_id(figure: Figure) -> object:
    """What makes a figure the same thing under another id; nothing where nothing does."""
    if figure.role in _SIDES:
        return figure.subject, _SIDES[figure.role], figure.when
    if figure.kind is Kind.PUBLISHED and isinstance(figure.when, Span | None):
        return figure.subject, figure.role, figure.portion, figure.value, figure.source
    return None


_SIDES = {Role.MIN: "low", Role.ABOVE: "low", Role.MAX: "high", Role.BELOW: "high"}
_PRINTED = f"/{PRINTED}"


def new_records(before: Views, after: Views, change: ChangedFigure) -> tuple[FormerNumber, ...]:
    """What the second version records of a figure's past and the first one does not."""
    known = formers(before, change.before) if change.before else ()
    now = formers(after, change.after) if change.after else ()
    return tuple(item for item in now if item not in known)


def _seen(figure: Figure) -> object:
    """All of a figure that a reader sees beside its source and formula; a unit that gets another
    name is a change of meaning, told once.
    """
    if figure.value is None:
        return None
    return (amount(figure), figure.kind, figure.status, figure.when, figure.role)


def _reached(views: Views, causes: Container[str]) -> Mapping[str, frozenset[str]]:
    """For each figure the causes from which it follows, through any number of steps.

    Thousands of figures may follow from the same thousands, so that they share one set.
    """
    reached: dict[str, frozenset[str]] = {}
    for name, figure in views.figures.items():  # what a figure follows from comes before it
        found = [frozenset({cause}) for cause in figure.inputs if cause in causes]
        found += {id(held): held for cause in figure.inputs if (held := reached[cause])}.values()
        most = max(found, key=len, default=_NONE)
        alone = all(held is most or held <= most for held in found)
        reached[name] = most if alone else _NONE.union(*found)
    return reached


def _statuses(views: Views) -> Mapping[tuple[str, str], Reached]:
    """Every status on the site: of targets, and of each indicator's times; a year has that of its
    latest result, which a later one continues.
    """
    found: dict[tuple[str, str], Reached] = {}
    for target in views.targets.values():
        name = target.target.id
        expected = (series.outlook.standing for series in target.series if series.outlook)
        outlook = tuple(dict.fromkeys(expected))
        found[name, ""] = Reached(name, None, target.standing, outlook)
    for name, view in views.indicators.items():
        for row in (*view.rows, *view.ratios, *view.totals):
            when = row.value.when
            if row.judgement:
                time = str(when.year) if isinstance(when, Period) else row.value.id
                if isinstance(when, CutOff) and row.value.kind is not Kind.PUBLISHED:
                    time = "latest"  # as far as the years go
                found[name, time] = Reached(name, when, row.judgement.standing)
    return found


def _standing(status: Reached | None) -> object:
    known = status and (status.outlook or status.standing is not Standing.NO_DATA)
    return (status.standing, status.outlook) if status and known else None


def verdict(entry: Entry) -> str:
    """What an entry of the ledger comes to."""
    return entry.verdict.label + (f" ({entry.rounding.label})" if entry.rounding else "")


def _edits(
    before: Views, after: Views, typed: Sequence[ChangedFigure]
) -> Iterator[Difference[Leaf]]:
    """What was edited and is not told already with a figure. A record that is new or gone is one
    edit, beside the numbers in it.
    """
    was, now = leaves(before.dataset), leaves(after.dataset)
    figures = {c.before.path for c in typed if c.before}, {c.after.path for c in typed if c.after}
    sides = zip((was, now), figures, strict=True)
    told = {leaf.key for side, paths in sides for leaf in side.values() if leaf.path in paths}
    holders = {key[:-1] for key in told}
    found = list(differences(was, now, lambda leaf: leaf.text or ""))
    whole = {edit.now.key for edit in found if edit.now.text is None}
    rows = {leaf.key[:-1] for side in (was, now) for leaf in side.values() if _withdraws(leaf)}
    for edit in found:
        leaf = edit.now
        if any(leaf.key[:end] in rows for end in range(len(leaf.key))) and not _withdraws(leaf):
            continue  # what else such a row says is not published
        inside = any(leaf.key[:end] in whole for end in range(len(leaf.key)))
        if leaf.key in told or _is_beside(leaf, holders):
            continue
        # The order of a list is another one also by what is new or gone in it.
        lists = (sorted((s.text or "").split("; ")) if s else [] for s in (edit.before, edit.after))
        ordered = leaf.field == ORDER and len({*map(tuple, lists)}) > 1
        if leaf.nature is Nature.NUMBER or not (inside or ordered):
            source = leaf.nature is Nature.SOURCE
            first = edit.before or (inherited(was, leaf) if source else None)
            second = edit.after or (inherited(now, leaf) if source else None)
            if not (source and first and second and first.text == second.text):
                yield Difference(first, second)


def _withdraws(leaf: Leaf) -> bool:
    return leaf.key[-1:] == ("withdrawn",)


def _is_beside(leaf: Leaf, told: Container[LeafKey]) -> bool:
    """Whether it says something of a number that is told, or holds it."""
    if issubclass(leaf.record, Former):
        return leaf.key[: -2 if leaf.text is None else -3] in told
    if leaf.text is None:
        return leaf.key in told and leaf.record is not Target
    ends = ("missing", "withdrawn", "value-max", "plan-max")
    beside = leaf.nature is Nature.MEANING or leaf.field in ends
    return beside and leaf.key[:-1] in told and leaf.record is not Target
