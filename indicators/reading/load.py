"""Files' bytes to records: reads YAML without interpreting it, and knows where values stand.

This is the only module that imports yaml. It asks for the reader's events, which know neither
types nor aliases and need no recursion; ``tree`` builds maps, lists and texts of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from indicators.model import Dataset
from indicators.reading import text as characters
from indicators.reading.merge import merge
from indicators.reading.placed import File, Placed, PlacedText, Positions
from indicators.reading.refusals import Refused, validate
from indicators.reading.repair import certain, of_value, repaired
from indicators.reading.salvage import Rest, without
from indicators.reading.tree import StopReadingError, Tree
from indicators.reporting.findings import Finding, Line, Path, Slip, placed
from indicators.reporting.messages import fault, told
from indicators.reporting.problems import Problem

_READER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Loaded:
    """What was read: records, or problems, or (for checks that need no more) both."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    _files: tuple[tuple[File, str | None], ...] = field(repr=False, default=())
    rest: Rest | None = field(repr=False, default=None)
    """The records that can be checked further; all of them where there is a dataset."""
    spoiled: frozenset[tuple[str, int]] = field(repr=False, default=frozenset())
    """The files and lines of which a problem is told already."""
    doubts: tuple[Problem, ...] = ()
    """What should be looked at again, and stops nothing."""

    @cached_property
    def positions(self) -> Positions:
        """Where each value stands."""
        files = self._files
        first = files[0][0] if files else File("", ())
        return Positions(lambda: merge(_placed(files)).tree, first)

    def with_problems(
        self, problems: tuple[Problem, ...], doubts: tuple[Problem, ...] = ()
    ) -> Loaded:
        """The same with other problems; what is known of positions is kept."""
        other = replace(self, problems=problems, doubts=doubts)
        if "positions" in self.__dict__:
            other.__dict__["positions"] = self.positions
        return other

    def locate(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Each finding as a problem at the place of its value or name."""
        for finding in findings:
            yield self._problem(finding)

    def _problem(self, finding: Finding) -> Problem:
        find = self.positions.key if finding.at_key else self.positions.nearest
        file, line, column, source = find(finding.path)
        written = self.positions.value(finding.path)
        known = {"written": str(written)} if isinstance(written, PlacedText) else {}
        found = told(finding, **known)
        context = {
            name: placed(value, lambda path: self._line(path, file))
            for name, value in found.context.items()
        }
        return Problem(file, line, column, replace(found, context=context), source)

    def _line(self, path: Path, beside: str) -> Line:
        place = self.positions.nearest(path)
        return Line(place.file, place.line, place.file != beside)


def load(files: Mapping[str, bytes]) -> Loaded:
    """Read the files, the main one first, as one dataset.

    Further files have the main one's shape; their records join those of the same id. The
    result holds either a dataset or the problems that prevent one.
    """
    sources = [_source(name, data) for name, data in files.items()]
    read = tuple((source.file, source.text) for source in sources)
    problems = [_at(source.file, slip) for source in sources for slip in source.slips]
    spoiled = {(source.file.name, line) for source in sources for line in source.spoiled}
    loaded = Loaded(None, tuple(problems), read)
    if any(source.text is None for source in sources):
        return loaded
    guessed = any(source.guessed for source in sources)
    merged = merge([source.root for source in sources])
    if merged.clashes:
        problems += () if guessed else _contradictions(read)
        return Loaded(None, tuple(problems), read)
    outcome = validate(merged.tree, merged.added)
    if isinstance(outcome, Dataset):
        rest = None if guessed else Rest(outcome)
        dataset = None if problems else outcome
        return Loaded(dataset, tuple(problems), read, rest, frozenset(spoiled))
    found = (f for f in outcome.findings if not guessed or certain(f.rule))
    problems += (p for p in loaded.locate(found) if (p.file, p.line) not in spoiled)
    spoiled.update((problem.file, problem.line) for problem in problems)
    rest = None if guessed else _rest(merged.tree, outcome)
    return Loaded(None, tuple(problems), read, rest, frozenset(spoiled))


class _Source(NamedTuple):
    """One file as far as it could be read."""

    file: File
    text: str | None
    """What was read, of the file's own lines; None where nothing can be said of its data."""
    root: object
    slips: tuple[Slip, ...]
    spoiled: frozenset[int]
    """The lines of which a mistake is told."""
    guessed: bool = False
    """Whether broken lines were read as their advice has them."""


def _source(name: str, data: bytes) -> _Source:
    checked = characters.check(data)
    file, text = File(name, checked.lines), checked.text
    if text is None:
        return _Source(file, None, None, checked.slips, checked.spoiled)
    read = _as_file(name, text) if checked.askew else file
    tree, whole = _read(read, text)
    root = tree.root
    if not tree.slips:
        return _Source(file, text, root, checked.slips, checked.spoiled, checked.askew)
    tree, whole = _read(read, text, placed=True)
    new = (s for s in tree.slips if s.line not in checked.spoiled)
    slips = (*checked.slips, *(s for s in new if not checked.askew or of_value(s.rule)))
    spoiled = checked.spoiled | {slip.line for slip in slips}
    if whole:
        return _Source(file, text, root, slips, spoiled, checked.askew)
    mended = repaired(text, tree, lambda other: _read(_as_file(name, other), other), spoiled)
    if mended is None:
        return _Source(file, None, None, slips, spoiled)
    spoiled |= mended.touched | {slip.line for slip in mended.slips}
    return _Source(file, mended.text, mended.root, (*slips, *mended.slips), spoiled, guessed=True)


def _as_file(name: str, text: str) -> File:
    return File(name, tuple(text.split("\n")))


def _rest(data: object, refused: Refused) -> Rest | None:
    """The records that were not refused, if they make a dataset by themselves."""
    rest, removed, kept = without(data, refused.places)
    dataset = validate(rest) if rest is not None else None
    return Rest(dataset, removed, kept) if isinstance(dataset, Dataset) else None


def _contradictions(files: Sequence[tuple[File, str | None]]) -> Iterator[Problem]:
    """What further files say otherwise than those before, at its place in them."""
    for path, first, other in merge(_placed(files)).clashes:
        assert isinstance(other, Placed), path
        file, line, column, source = other.file.position(other.line, other.column)
        if isinstance(first, PlacedText) and isinstance(other, PlacedText):
            at = Line(first.file.name, first.line, first.file.name != file)
            context = {"field": str(path[-1]), "written": str(other), "first": at}
            yield Problem(file, line, column, fault("split-differs", context), source)
        else:
            yield Problem(file, line, column, fault("split-shape", {}), source)


def _at(file: File, slip: Slip) -> Problem:
    name, line, column, source = file.position(slip.line, slip.column)
    return Problem(name, line, column, told(slip), source)


def _read(file: File, text: str, *, placed: bool = False) -> tuple[Tree, bool]:
    """The tree of a file's text, and whether it was read to its end."""
    tree = Tree(file, placed=placed, comments=" #" in text)
    try:
        for event in yaml.parse(text, Loader=_READER):
            tree.take(event)
    except StopReadingError:
        return tree, False
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        tree.unreadable(*((mark.line + 1, mark.column + 1) if mark else (1, 1)))
        return tree, False
    return tree, True


def _placed(files: Iterable[tuple[File, str | None]]) -> list[object]:
    """The trees of files, of values that know where they stand."""
    return [_read(file, text, placed=True)[0].root for file, text in files if text is not None]
