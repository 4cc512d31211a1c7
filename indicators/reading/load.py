"""Files' bytes to records, or to what is wrong with them, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from indicators.model import Dataset
from indicators.reading import text as characters
from indicators.reading import tree
from indicators.reading.merge import merge
from indicators.reading.placed import File, Placed, PlacedMap, PlacedText, Positions
from indicators.reading.refused import validate
from indicators.reading.salvage import Rest, rest_of
from indicators.reporting.findings import Finding, Line, Path, Slip, placed
from indicators.reporting.problems import DataError, Problem
from indicators.reporting.rules import Rule, Section

SPLIT_DIFFERS = Rule(
    Section.FILE,
    "split-differs",
    "Tệp theo năm nói khác",
    vi="“{written}” ở trường {field} khác với điều đã khai ({first}).",
    mend="xóa dòng này, hoặc sửa cho giống.",
    en="“{written}” in the field {field} differs from what was declared ({first}).",
    mend_en="delete the line or make it the same.",
    why="Các tệp được ghép theo mã; một điều khai hai nơi phải giống nhau.",
    bad="name: Kết nạp đảng",
    good="name: Kết nạp đảng viên",
)
SPLIT_SHAPE = Rule(
    Section.FILE,
    "split-shape",
    "Tệp theo năm khác mẫu",
    vi="Chỗ này không cùng dạng với tệp chính.",
    mend="ghi theo đúng mẫu của tệp chính: “tên: giá trị”, danh sách bắt đầu bằng “- ”.",
    en="This is not of the same form as in the main file.",
    mend_en="follow the main file: “name: value”, lists beginning with “- ”.",
    why="Các tệp được ghép theo mã, nên phải cùng một mẫu.",
    bad="- ket-nap",
    good="indicators:\n  - id: ket-nap",
)


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
        context = {
            name: placed(value, lambda path: self._line(path, file))
            for name, value in finding.fault.context.items()
        }
        if isinstance(written, PlacedText):
            context.setdefault("written", str(written))
        return Problem(file, line, column, replace(finding.fault, context=context), source)

    def _line(self, path: Path, beside: str) -> Line:
        place = self.positions.nearest(path)
        return Line(place.file, place.line, place.file != beside)


def load(files: Mapping[str, bytes]) -> Loaded:
    """Read the files, the main one first, as one dataset.

    Further files have the main one's shape; their records join those of the same id. The
    result holds either a dataset or the problems that prevent one.
    """
    read: list[tuple[File, tree.Read]] = []
    problems: list[Problem] = []
    for name, data in files.items():
        file, found = _read(name, data)
        read.append((file, found))
        problems += (_at(file, slip) for slip in found.slips)
    spoiled = {(problem.file, problem.line) for problem in problems}
    texts = tuple((file, found.text) for file, found in read)
    loaded = Loaded(None, tuple(problems), texts)
    if any(found.text is None for _, found in read):
        return loaded
    guessed = any(found.guessed for _, found in read)
    merged = merge([found.root for _, found in read])
    if merged.clashes:
        problems += () if guessed else _contradictions(texts)
        return Loaded(None, tuple(problems), texts)
    outcome = validate(merged.tree, merged.added)
    if isinstance(outcome, Dataset):
        rest = None if guessed else Rest(outcome)
        dataset = None if problems else outcome
        return Loaded(dataset, tuple(problems), texts, rest, frozenset(spoiled))
    findings = (f for f in outcome.findings if not guessed or f.rule not in _OF_PLACE)
    problems += (p for p in loaded.locate(findings) if (p.file, p.line) not in spoiled)
    spoiled.update((problem.file, problem.line) for problem in problems)
    rest = None if guessed else rest_of(merged.tree, outcome.places)
    return Loaded(None, tuple(problems), texts, rest, frozenset(spoiled))


def trees(files: Mapping[str, bytes]) -> dict[str, PlacedMap]:
    """Each file's own tree, before they are merged, of values that know where they stand.

    Errors: ``DataError`` where a file is no block of fields, or a line of it cannot be read.
    """
    found: dict[str, PlacedMap] = {}
    for name, data in files.items():
        file, read = _read(name, data)
        root = tree.placed(file, read.text) if read.text is not None and not read.slips else None
        if root is None and not read.slips:
            root = PlacedMap()
            root.file, root.line, root.column = file, 1, 1
        if not isinstance(root, PlacedMap):
            raise DataError(load(files).problems)
        found[name] = root
    return found


_OF_PLACE = frozenset(
    {
        "block-expected", "dash-missing", "field-missing", "field-unknown", "id-form", "id-unknown",
        "indentation", "key-duplicate", "list-expected", "no-field", "text-expected", "value-empty",
    }
)  # fmt: skip
"""Rules that a line may seem to break because another was left out or misread."""


def _read(name: str, data: bytes) -> tuple[File, tree.Read]:
    """One file as far as it can be read; of a line whose characters are wrong, no more is told."""
    checked = characters.check(data)
    file = File(name, checked.lines)
    if checked.text is None:
        return file, tree.Read(None, None, checked.slips, guessed=True)
    read = tree.read(checked.text)
    more = (slip for slip in read.slips if slip.line not in checked.spoiled)
    more = (slip for slip in more if not checked.askew or slip.rule not in _OF_PLACE)
    slips = (*checked.slips, *more)
    return file, read._replace(slips=slips, guessed=read.guessed or checked.askew)


def _contradictions(files: Iterable[tuple[File, str | None]]) -> Iterator[Problem]:
    """What further files say otherwise than those before, at its place in them."""
    for path, first, other in merge(_placed(files)).clashes:
        assert isinstance(other, Placed), path
        file, line, column, source = other.position
        if isinstance(first, PlacedText) and isinstance(other, PlacedText):
            at = Line(first.file.name, first.line, first.file.name != file)
            fault = SPLIT_DIFFERS(field=str(path[-1]), written=str(other), first=at)
        else:
            fault = SPLIT_SHAPE()
        yield Problem(file, line, column, fault, source)


def _at(file: File, slip: Slip) -> Problem:
    name, line, column, source = file.position(slip.line, slip.column)
    return Problem(name, line, column, slip.fault, source)


def _placed(files: Iterable[tuple[File, str | None]]) -> list[object]:
    """The trees of files, of values that know where they stand."""
    return [tree.placed(file, text) for file, text in files if text is not None]
