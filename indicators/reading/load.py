"""Files' bytes to records: reads YAML without interpreting it, and knows where values stand.

This is the only module that imports yaml. It asks for the reader's events, which know neither
types nor aliases and need no recursion; ``tree`` builds maps, lists and texts of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import yaml

from indicators.model import Dataset
from indicators.reading import text as characters
from indicators.reading.merge import merge
from indicators.reading.placed import File, Placed, PlacedText, Positions
from indicators.reading.refusals import Refused, validate
from indicators.reading.salvage import Rest, without
from indicators.reading.tree import StopReadingError, Tree
from indicators.reporting.findings import At, Finding, Line, Path, Slip
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

    @cached_property
    def positions(self) -> Positions:
        """Where each value stands."""
        files = self._files
        first = files[0][0] if files else File("", ())
        return Positions(lambda: merge(_placed(files)).tree, first)

    def with_problems(self, problems: tuple[Problem, ...]) -> Loaded:
        """The same with other problems; what is known of positions is kept."""
        other = replace(self, problems=problems)
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
        context = {
            name: self._line(value.path, file) if isinstance(value, At) else value
            for name, value in finding.context.items()
        }
        written = self.positions.value(finding.path)
        if isinstance(written, PlacedText):
            context.setdefault("written", str(written))
        return Problem(file, line, column, finding.rule, context, source)

    def _line(self, path: Path, beside: str) -> Line:
        place = self.positions.nearest(path)
        return Line(place.file, place.line, place.file != beside)


def load(files: Mapping[str, bytes]) -> Loaded:
    """Read the files, the main one first, as one dataset.

    Further files have the main one's shape; their records join those of the same id. The
    result holds either a dataset or the problems that prevent one.
    """
    read: list[tuple[File, str | None]] = []
    problems: list[Problem] = []
    spoiled: set[tuple[str, int]] = set()
    trees: list[object] = []
    for name, data in files.items():
        checked = characters.check(data)
        file = File(name, checked.lines)
        slips = list(checked.slips)
        spoiled.update((name, line) for line in checked.spoiled)
        text = checked.text
        if text is not None:
            tree, whole = _read(file, text)
            trees.append(tree.root)
            if tree.slips:
                tree, whole = _read(file, text, placed=True)
                slips += [s for s in tree.slips if (name, s.line) not in spoiled]
                spoiled.update((name, slip.line) for slip in tree.slips)
            if not whole:
                text = None
        read.append((file, text))
        problems += (_at(file, slip) for slip in slips)
    loaded = Loaded(None, tuple(problems), tuple(read))
    if any(text is None for _, text in read):
        return loaded
    merged = merge(trees)
    if merged.clashes:
        problems += _contradictions(read)
        return Loaded(None, tuple(problems), tuple(read))
    outcome = validate(merged.tree, merged.added)
    if isinstance(outcome, Dataset):
        rest = Rest(outcome)
        dataset = None if problems else outcome
        return Loaded(dataset, tuple(problems), tuple(read), rest, frozenset(spoiled))
    problems += (p for p in loaded.locate(outcome.findings) if (p.file, p.line) not in spoiled)
    spoiled.update((problem.file, problem.line) for problem in problems)
    return Loaded(
        None, tuple(problems), tuple(read), _rest(merged.tree, outcome), frozenset(spoiled)
    )


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
            yield Problem(file, line, column, "split-differs", context, source)
        else:
            yield Problem(file, line, column, "split-shape", {}, source)


def _at(file: File, slip: Slip) -> Problem:
    name, line, column, source = file.position(slip.line, slip.column)
    return Problem(name, line, column, slip.rule, slip.context, source)


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
