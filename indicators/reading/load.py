"""Files' bytes to records: reads YAML without interpreting it, and knows where values stand.

This is the only module that imports yaml. It takes the reader's events, which know neither
types nor aliases and need no recursion, and builds maps, lists and texts of them within limits.
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
from indicators.reading.placed import (
    File,
    Placed,
    PlacedGap,
    PlacedList,
    PlacedMap,
    PlacedText,
    Positions,
)
from indicators.reading.refusals import GAP, Refused, validate
from indicators.reading.salvage import Rest, without
from indicators.reading.syntax import LONGEST_KEY, command, diagnose, flow, glued, quote
from indicators.reporting.findings import At, Finding, Line, Path, Slip
from indicators.reporting.problems import Problem

DEEPEST = 12
"""Levels of lists and blocks; the model has nine."""

LONGEST_VALUE = 4000

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
        """Where each value stands; read from the text once more when first asked for."""
        trees = [_Tree(f, placed=True).read(text) for f, text in self._files if text is not None]
        merged, _ = merge(trees)
        first = self._files[0][0] if self._files else File("", ())
        return Positions(merged, first)

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
            tree = _Tree(file)
            trees.append(tree.read(text))
            if tree.slips:
                tree = _Tree(file, placed=True)
                tree.read(text)
                slips += [s for s in tree.slips if (name, s.line) not in spoiled]
                spoiled.update((name, slip.line) for slip in tree.slips)
            if tree.stopped:
                text = None
        read.append((file, text))
        problems += (_at(file, slip) for slip in slips)
    loaded = Loaded(None, tuple(problems), tuple(read))
    if any(text is None for _, text in read):
        return loaded
    merged, clashes = merge(trees)
    if clashes:
        problems += _contradictions(read)
        return Loaded(None, tuple(problems), tuple(read))
    outcome = validate(merged)
    if isinstance(outcome, Dataset):
        rest = Rest(outcome)
        dataset = None if problems else outcome
        return Loaded(dataset, tuple(problems), tuple(read), rest, frozenset(spoiled))
    problems += (p for p in loaded.locate(outcome.findings) if (p.file, p.line) not in spoiled)
    spoiled.update((problem.file, problem.line) for problem in problems)
    return Loaded(None, tuple(problems), tuple(read), _rest(merged, outcome), frozenset(spoiled))


def _rest(data: object, refused: Refused) -> Rest | None:
    """The records that were not refused, if they make a dataset by themselves."""
    rest, removed, kept = without(data, refused.places)
    dataset = validate(rest) if rest is not None else None
    return Rest(dataset, removed, kept) if isinstance(dataset, Dataset) else None


def _contradictions(files: Sequence[tuple[File, str | None]]) -> Iterator[Problem]:
    """What further files say otherwise than those before, at its place in them."""
    trees = [_Tree(file, placed=True).read(text) for file, text in files if text is not None]
    for path, first, other in merge(trees)[1]:
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


class _StopError(Exception):
    """Reading on would tell nothing new."""


class _Tree:
    """Maps, lists and texts built of one file's events, and the slips met on the way."""

    def __init__(self, file: File, *, placed: bool = False) -> None:
        self.slips: list[Slip] = []
        self.stopped = False
        """Whether the text could not be read to its end."""
        self._file = file
        self._placed = placed
        self._root: object = None
        self._open: list[dict[Any, object] | list[object]] = []
        self._names: list[Any] = []
        """The field name that awaits its value, for each open block; None where none does."""
        self._known: dict[str, str] = {}
        self._skipping = 0
        self._documents = 0

    def read(self, text: str) -> object:
        """The value that the text holds; None where there is none."""
        self._comments = " #" in text
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        ignored = self._ignore
        try:
            for event in yaml.parse(text, Loader=_READER):
                handlers.get(event.__class__, ignored)(event)
        except _StopError:
            self.stopped = True
        except yaml.YAMLError as error:
            self.stopped = True
            self._unreadable(error)
        return self._root

    def _ignore(self, event: Any) -> None:
        """Stream and document ends say nothing."""

    def _unreadable(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if self._skipping and self.slips:
            return  # an unclosed bracket, already told
        slip = diagnose(self._file.lines, line)
        if slip:  # it comes before what was glued together because of it
            self.slips = [known for known in self.slips if known.rule not in _GLUED]
        else:
            slip = Slip(line, column, "syntax")
        if all((slip.line, slip.rule) != (known.line, known.rule) for known in self.slips):
            self.slips.append(slip)

    def _slip(self, mark: Any, rule: str, /, **context: object) -> None:
        self.slips.append(Slip(mark.line + 1, mark.column + 1, rule, context))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._slip(event.start_mark, "several-documents", written="---")
            raise _StopError
        if event.version or event.tags:
            self._slip(event.start_mark, "directive", written=self._rest(event.start_mark))

    def _rest(self, mark: Any) -> str:
        """The line from a mark on."""
        line = self._file.lines[mark.line] if mark.line < len(self._file.lines) else ""
        return line[mark.column :].rstrip(" ")

    def _scalar(self, event: Any) -> None:
        if self._skipping:
            return
        value = event.value
        if self._strange(event, value):
            self._attach(GAP, event)
        else:
            self._attach(self._known.setdefault(value, value), event)

    def _strange(self, event: Any, value: str) -> bool:
        """Whether the value does not mean what it looks like; the slip is noted."""
        start, end, style = event.start_mark, event.end_mark, event.style
        before = len(self.slips)
        if event.anchor is not None or event.tag is not None or style in _BLOCK_STYLES:
            self._command(start)
        elif start.line != end.line:
            self._several_lines(event)
        elif len(value) > LONGEST_VALUE:
            self._slip(start, "text-long", written=value[:40] + "…", length=len(value))
        elif style == '"':
            code = characters.unprintable(value)
            if code:
                self._slip(start, "invisible-escape", written=self._rest(start), code=code)
        elif not style and value and value[0] in _CURLY:
            bare = value.strip(_CURLY)
            if value[-1] in _CURLY and not any(mark in bare for mark in _CURLY):
                self._slip(start, "curly-quotes", written=bare, write=quote(bare))
        if self._comments and not (len(self.slips) > before):
            self._comment_after(event, value)
        return len(self.slips) > before

    def _command(self, mark: Any) -> None:
        rest = self._rest(mark)
        if rest[:1] in "|>" and not rest.strip("|>+-0123456789 "):
            self._slip(mark, "text-lines", written=rest)
        else:
            self.slips.append(Slip(mark.line + 1, mark.column + 1, "yaml-command", command(rest)))

    def _several_lines(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        if event.style:
            self._slip(start, "quote-open", written=self._rest(start), mark=event.style)
            return
        for number in range(start.line + 1, end.line + 1):
            content = self._file.lines[number].strip(" ")
            if content:
                self.slips.append(Slip(number + 1, 1, *glued(content)))
                return

    def _comment_after(self, event: Any, value: str) -> None:
        mark = event.end_mark
        line = self._file.lines[mark.line] if mark.line < len(self._file.lines) else ""
        rest = line[mark.column :]
        hidden = rest.lstrip(" ")
        if hidden.startswith("#") and hidden != rest:
            column = mark.column + len(rest) - len(hidden) + 1
            hidden = hidden.rstrip(" ")
            number = value.replace(",", "").replace(".", "").isdigit()
            context = {"written": hidden, "write": "" if number else quote(f"{value} {hidden}")}
            self.slips.append(Slip(mark.line + 1, column, "comment-after-value", context))

    def _alias(self, event: Any) -> None:
        if not self._skipping:
            self._command(event.start_mark)
            self._attach(GAP, event)

    def _start(self, event: Any) -> None:
        if len(self._open) + self._skipping >= DEEPEST:
            if not self._skipping:
                self._slip(event.start_mark, "nested-deep", most=DEEPEST)
            raise _StopError
        in_brackets = bool(event.flow_style)
        named = not self._open or isinstance(self._open[-1], list) or self._names[-1] is not None
        if self._skipping or in_brackets or not named:
            if not self._skipping:
                self._bracket(event.start_mark, in_brackets)
            self._skipping += 1
            return
        if event.anchor is not None or event.tag is not None:
            self._command(event.start_mark)
        listed = event.__class__ is yaml.SequenceStartEvent
        made: Any
        if self._placed:
            made = PlacedList() if listed else PlacedMap()
            self._place(made, event)
        else:
            made = [] if listed else {}
        self._attach(made, event)
        self._open.append(made)
        self._names.append(None)

    def _bracket(self, mark: Any, in_brackets: bool) -> None:
        """Note a list or fields in brackets, or a block where a field's name belongs."""
        text = self._rest(mark)
        if in_brackets and text[:1] not in ("[", "{"):
            self._command(mark)
        else:
            text = text if in_brackets else f"? {text}"
            self.slips.append(flow(mark.line + 1, mark.column + 1, text))

    def _end(self, event: Any) -> None:
        if self._skipping:
            self._skipping -= 1
            if not self._skipping:
                self._attach(GAP, event)
            return
        self._open.pop()
        self._names.pop()

    def _place(self, value: Any, event: Any) -> None:
        mark = event.start_mark
        value.file, value.line, value.column = self._file, mark.line + 1, mark.column + 1

    def _attach(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: into a list, or as a name, or beside its name."""
        if self._placed and not isinstance(value, (PlacedMap, PlacedList)):
            value = PlacedGap("") if value is GAP else PlacedText(value)
            self._place(value, event)
        if not self._open:
            self._root = value if value != "" else None
            return
        into = self._open[-1]
        if isinstance(into, list):
            into.append(value)
        elif self._names[-1] is None:
            self._name(value, into, event)
        else:
            name = self._names[-1]
            self._names[-1] = None
            if name is not GAP:
                into[name] = value

    def _name(self, name: Any, into: dict[Any, object], event: Any) -> None:
        if name is GAP or isinstance(name, PlacedGap):
            into[GAP] = GAP  # tells the model that something was refused here
            self._names[-1] = GAP
        elif len(name) > LONGEST_KEY:
            self._slip(event.start_mark, "key-long", written=f"{name[:40]}…")
            into[GAP] = GAP
            self._names[-1] = GAP
        elif name in into:
            first = into.key(name) if isinstance(into, PlacedMap) else None
            line = Line(self._file.name, first.line, False) if first else ""
            self._slip(event.start_mark, "key-duplicate", written=str(name), first=line)
            self._names[-1] = GAP
        else:
            self._names[-1] = name


_GLUED = ("line-glued", "colon-missing")
_BLOCK_STYLES = ("|", ">")
_CURLY = "“”„‟‘’‚‛«»"
