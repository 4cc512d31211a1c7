"""Files' bytes to records, or to what is wrong with them, each at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from indicators.model import Dataset
from indicators.reading import text as characters
from indicators.reading import tree
from indicators.reading.merge import merge
from indicators.reading.placed import File, Placed, PlacedMap, PlacedText, Positions
from indicators.reading.refused import follow, validate
from indicators.reporting.findings import Finding, Line, Path, Slip, placed
from indicators.reporting.problems import DataError, Problem
from indicators.reporting.rules import Rule, Section, Wording, same

SPLIT_DIFFERS = Rule(
    Section.FILE,
    "split-differs",
    "Tệp theo năm nói khác",
    vi="Trường {field} khác với điều đã khai ({first}).",
    mend="xóa chỗ này, hoặc sửa cho giống: cùng mẫu, cùng giá trị.",
    en="The field {field} differs from what was declared ({first}).",
    mend_en="delete it or make it the same: of the same form and value.",
    why="Các tệp được ghép theo mã; một điều khai hai nơi phải giống nhau.",
    bad="name: Kết nạp đảng",
    good="name: Kết nạp đảng viên",
    former=("split-shape",),
)

_MAY_FOLLOW = frozenset(
    {"missing-reason", "without-value", "pair-incomplete", "former-same", "published-target"}
)
"""Rules that a record may seem to break because something in it was left out."""

_MAY_FOLLOW_TERMS = frozenset({"period-outside", "term-across", "term-needed", "terms-apart"})
"""Rules that the data may seem to break because a term was left out."""


@dataclass(frozen=True)
class Rest:
    """The data without the items that were refused: without it, an editor would mend one mistake
    only to be told of the next.
    """

    dataset: Dataset
    positions: Positions
    lacking: frozenset[str] = frozenset()
    """The lists from which items are left out, by their names at the outermost level."""

    def told(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that cannot follow from what was left out."""
        for finding in findings:
            listed = finding.fault.context.get("listed") if finding.rule == "id-unknown" else ""
            may = _MAY_FOLLOW | (_MAY_FOLLOW_TERMS if "terms" in self.lacking else frozenset())
            if listed not in self.lacking and not (self.lacking and finding.rule in may):
                yield finding


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
        return _positions(self._files)

    def with_problems(
        self, problems: tuple[Problem, ...], doubts: tuple[Problem, ...] = ()
    ) -> Loaded:
        """The same with other problems; what is known of positions is kept."""
        other = replace(self, problems=problems, doubts=doubts)
        if "positions" in self.__dict__:
            other.__dict__["positions"] = self.positions
        return other

    def located(self, findings: Iterable[Finding], rest: Rest | None = None) -> Iterator[Problem]:
        """Each finding, of the whole or of the rest, as a problem at the place of its value or
        name; none on a line of which one is told already.
        """
        positions = rest.positions if rest else self.positions
        told = {(problem.file, problem.line) for problem in self.problems}
        for finding in findings:
            problem = _problem(finding, positions)
            if (problem.file, problem.line) not in self.spoiled | told:
                yield problem


def _positions(files: Iterable[tuple[File, str | None]], refused: Iterable[Path] = ()) -> Positions:
    """Where each value of the files' data stands, items that were refused left out."""
    files = tuple(files)
    first = files[0][0] if files else File("", ())
    return Positions(lambda: _without(merge(_placed(files)).tree, refused), first)


def _problem(finding: Finding, positions: Positions) -> Problem:
    find = positions.key if finding.at_key else positions.nearest
    file, line, column, source = find(finding.path)
    written = positions.value(finding.path)

    def beside(path: Path) -> Line:
        place = positions.nearest(path)
        return Line(place.file, place.line, place.file != file)

    context = {name: placed(value, beside) for name, value in finding.fault.context.items()}
    if isinstance(written, PlacedText):
        context.setdefault("written", str(written))
    return Problem(file, line, column, replace(finding.fault, context=context), source)


def load(files: Mapping[str, bytes]) -> Loaded:
    """Read the files, the main one first, as one dataset.

    Further files have the main one's shape; their records join those of the same id. The
    result holds either a dataset or the problems that prevent one.
    """
    read: list[tuple[File, tree.Read]] = []
    problems: list[Problem] = []
    spoiled: set[tuple[str, int]] = set()
    for name, data in files.items():
        file, found, lines = _read(name, data)
        read.append((file, found))
        problems += (_at(file, slip) for slip in found.slips)
        spoiled.update((name, line) for line in lines)
    texts = tuple((file, found.text) for file, found in read)
    loaded = Loaded(None, tuple(problems), texts, None, frozenset(spoiled))
    if any(found.text is None for _, found in read):
        return loaded
    guessed = any(found.guessed for _, found in read)
    merged = merge([found.root for _, found in read])
    if merged.clashes:
        more = () if guessed else tuple(_contradictions(texts))
        return replace(loaded, problems=(*problems, *more))
    outcome = validate(merged.tree, merged.added)
    if isinstance(outcome, Dataset):
        rest = None if guessed else Rest(outcome, loaded.positions)
        return replace(loaded, dataset=None if problems else outcome, rest=rest)
    findings = (f for f in outcome.findings if not guessed or f.rule not in _OF_PLACE)
    found_too = tuple(loaded.located(findings))
    rest = None if guessed else _rest(merged.tree, outcome.places, texts)
    return replace(loaded, problems=(*problems, *found_too), rest=rest)


def _rest(
    data: object, refused: Iterable[Path], texts: Iterable[tuple[File, str | None]]
) -> Rest | None:
    """The data, which is changed, without the items that hold refused values.

    None where a refused value lies in no item, or what is left makes no dataset.
    """
    ends = ([end for end, step in enumerate(path, 1) if isinstance(step, int)] for path in refused)
    items = {path[: max(end, default=0)] for path, end in zip(refused, ends, strict=True)}
    dataset = validate(_without(data, items)) if () not in items else None
    if not isinstance(dataset, Dataset):
        return None
    return Rest(dataset, _positions(texts, items), frozenset(str(path[0]) for path in items))


def _without(data: object, items: Iterable[Path]) -> object:
    """The data, which is changed, without items of its lists."""
    left_out: dict[Path, set[int]] = {}
    for item in items:
        left_out.setdefault(item[:-1], set()).add(int(item[-1]))
    for path in sorted(left_out, key=len, reverse=True):
        there = follow(path, data)
        there[:] = [item for i, item in enumerate(there) if i not in left_out[path]]
    return data


def trees(files: Mapping[str, bytes]) -> dict[str, PlacedMap]:
    """Each file's own tree, before they are merged, of values that know where they stand.

    Errors: ``DataError`` where a file is no block of fields, or a line of it cannot be read.
    """
    found: dict[str, PlacedMap] = {}
    for name, data in files.items():
        file, read, _ = _read(name, data)
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
        "dash-missing", "field-missing", "field-unknown", "id-form", "id-unknown", "indentation",
        "key-duplicate", "no-field", "shape-expected", "value-empty",
    }
)  # fmt: skip
"""Rules that a line may seem to break because another was left out or misread."""


def _read(name: str, data: bytes) -> tuple[File, tree.Read, Collection[int]]:
    """One file as far as it can be read, and the lines of which no more is told."""
    text, lines, slips, spoiled = characters.check(data)
    file = File(name, lines)
    if text is None:
        return file, tree.Read(None, None, slips, guessed=True), spoiled
    read = tree.read(text, spoiled)
    more = (slip for slip in read.slips if slip.line not in spoiled)
    return file, read._replace(slips=(*slips, *more)), spoiled


def _contradictions(files: Iterable[tuple[File, str | None]]) -> Iterator[Problem]:
    """What further files say otherwise than those before, at its place in them."""
    for path, first, other in merge(_placed(files)).clashes:
        assert isinstance(first, Placed) and isinstance(other, Placed), path
        file, line, column, source = other.position
        at = Line(first.position.file, first.position.line, first.position.file != file)
        named = same(str(path[-1])) if path else Wording("ngoài cùng", "at the top")
        yield Problem(file, line, column, SPLIT_DIFFERS(field=named, first=at), source)


def _at(file: File, slip: Slip) -> Problem:
    name, line, column, source = file.position(slip.line, slip.column)
    return Problem(name, line, column, slip.fault, source)


def _placed(files: Iterable[tuple[File, str | None]]) -> list[object]:
    """The trees of files, of values that know where they stand."""
    return [tree.placed(file, text) for file, text in files if text is not None]
