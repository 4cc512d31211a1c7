"""Files' bytes to records, or to what is wrong with them, each at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from indicators.model import Dataset
from indicators.reading import text as characters
from indicators.reading import tree
from indicators.reading.merge import Clash, Merged
from indicators.reading.placed import File, PlacedMap, Positions, follow
from indicators.reading.refused import validate
from indicators.reporting.findings import Finding, Line, Path
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

_MAY_FOLLOW = frozenset({"missing-reason", "needs", "former-same"})
"""Rules that a record may seem to break because something in it was left out."""

_MAY_FOLLOW_TERMS = frozenset({"period-outside", "term-across", "terms-apart"})
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

    def told(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """The findings that cannot follow from what was left out, each at its place."""
        may_follow = _MAY_FOLLOW if self.lacking else frozenset()
        may_follow |= _MAY_FOLLOW_TERMS if "terms" in self.lacking else frozenset()
        for finding in findings:
            unknown = finding.rule == "id-unknown"
            listed = finding.fault.context.get("listed") if unknown else None
            if finding.rule not in may_follow and listed not in self.lacking:
                yield self.positions.problem(finding)


@dataclass(frozen=True)
class Loaded:
    """What was read: records, or problems, or (for checks that need no more) both."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    positions: Positions = field(repr=False, compare=False)
    """Where each value stands."""
    spoiled: frozenset[tuple[str, int]] = field(repr=False, default=frozenset())
    """The files and lines of which no more is to be told."""
    rest: Rest | None = field(repr=False, default=None)
    """The records that can be checked further; all of them where there is a dataset."""
    doubts: tuple[Problem, ...] = ()
    """What should be looked at again, and stops nothing."""


def load(files: Mapping[str, bytes]) -> Loaded:
    """Read the files, the main one first, as one dataset.

    Further files have the main one's shape; their records join those of the same id. The
    result holds either a dataset or the problems that prevent one.
    """
    read: list[tuple[File, tree.Read]] = []
    problems: list[Problem] = []
    spoiled: set[tuple[str, int]] = set()
    for name, data in files.items():
        file, found, known = _read(name, data)
        read.append((file, found))
        problems += (Problem.at(file.position(s.line, s.column), s.fault) for s in found.slips)
        spoiled.update((name, line) for line in known)
    spoiled.update((problem.file, problem.line) for problem in problems)

    texts = [(file, found.text) for file, found in read if found.text is not None]

    def typed() -> Merged:
        return Merged([tree.placed(file, text) for file, text in texts])

    first = read[0][0] if read else File("", "")
    positions = Positions(lambda: typed().tree, first)
    loaded = Loaded(None, tuple(problems), positions, frozenset(spoiled))
    if len(texts) < len(read):
        return loaded
    guessed = any(found.guessed for _, found in read)
    merged = Merged([found.root for _, found in read])
    if merged.clashes:
        problems += () if guessed else map(_contradiction, typed().clashes)
        return replace(loaded, problems=tuple(problems))
    outcome = validate(merged.tree, merged.added)
    if isinstance(outcome, Dataset):
        rest = None if guessed else Rest(outcome, positions)
        return replace(loaded, dataset=None if problems else outcome, rest=rest)
    findings = (f for f in outcome.findings if not guessed or f.rule not in _OF_PLACE)
    found_too = map(positions.problem, findings)
    problems += (p for p in found_too if (p.file, p.line) not in spoiled)
    spoiled.update((problem.file, problem.line) for problem in problems)
    loaded = replace(loaded, problems=tuple(problems), spoiled=frozenset(spoiled))
    items = {_item(path) for path in outcome.places}
    dataset = validate(_without(merged.tree, items)) if () not in items and not guessed else None
    if not isinstance(dataset, Dataset):
        return loaded
    places = Positions(lambda: _without(typed().tree, items), first)
    return replace(loaded, rest=Rest(dataset, places, frozenset(str(path[0]) for path in items)))


def _item(path: Path) -> Path:
    """The way to the list item that a path leads to or into; the empty path where there is none."""
    ends = [end for end, step in enumerate(path, 1) if isinstance(step, int)]
    return path[: ends[-1]] if ends else ()


def _without(data: object, items: Iterable[Path]) -> object:
    """The data, which is changed, without items of its lists."""
    left_out: dict[Path, set[int]] = {}
    for item in items:
        left_out.setdefault(item[:-1], set()).add(int(item[-1]))
    for path in sorted(left_out, key=len, reverse=True):
        there = follow(path, data)
        there[:] = [item for i, item in enumerate(there) if i not in left_out[path]]
    return data


def trees(files: Mapping[str, bytes], *, slips: bool = False) -> dict[str, PlacedMap]:
    """Each file's own tree, before they are merged, of values that know where they stand.

    Errors: ``DataError`` where a file is no block of fields, or a line of it cannot be read;
    ``slips`` takes such lines for what they may have meant.
    """
    found: dict[str, PlacedMap] = {}
    for name, data in files.items():
        file, read, _ = _read(name, data)
        readable = slips or not read.slips
        root = tree.placed(file, read.text) if readable and read.text is not None else None
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
    text, typed, slips, spoiled = characters.check(data)
    file = File(name, typed)
    if text is None:
        return file, tree.Read(None, None, slips, guessed=True), spoiled
    read = tree.read(text, spoiled)
    more = (slip for slip in read.slips if slip.line not in spoiled)
    return file, read._replace(slips=(*slips, *more)), spoiled


def _contradiction(clash: Clash) -> Problem:
    """What a further file says otherwise than those before, at its place in it."""
    path, first, other = clash
    at = Line(first.line, first.file.name, first.file != other.file)
    named = same(str(path[-1])) if path else Wording("ngoài cùng", "at the top")
    return Problem.at(other.position, SPLIT_DIFFERS(field=named, first=at))
