"""The report of a comparison: what a pull request changes for the reader, as text or Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.comparing.compare import Change, Comparison, Flip, Group
from indicators.comparing.edits import LeafChange, Nature
from indicators.comparing.unlikely import Doubt, Suspicion
from indicators.computing.arithmetic import rounded
from indicators.computing.figures import PERCENT, POINTS, Figure
from indicators.computing.ledger import Entry
from indicators.computing.standing import Standing
from indicators.words.changes import in_words
from indicators.words.explain import label, role_label
from indicators.words.names import names_of
from indicators.words.wording import (
    ROUNDINGS,
    STANDINGS,
    VERDICTS,
    amount,
    capital,
    fraction,
    in_text,
    unit_text,
    when,
)

NOTHING = "Không có số liệu nào đổi."
LONGEST_TEXT = 300
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a section: its cells, and whether it follows from the line before."""

    cells: tuple[str, ...]
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; without a ``head`` it is a list and its rows have one cell."""

    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


def sections(comparison: Comparison, pages: Iterable[str] = ()) -> Iterator[Section]:
    """The parts of the report that have something to say, the gravest first, in plain text.

    ``pages`` are the pages on which the change is seen.
    """
    words = _Words(comparison)
    fresh = [group for group in comparison.groups if _is_fresh(group)]
    rest = [group for group in comparison.groups if not _is_fresh(group)]
    compared = ("Số liệu", "Trước", "Nay", "Chênh lệch")
    made = (
        Section("Số không còn trên trang", compared[:3], words.vanished()),
        Section("Cần xem lại", (), tuple(Row((words.doubt(item),)) for item in comparison.doubts)),
        Section("Trạng thái đổi", ("Chỉ tiêu", "Trước", "Nay"), words.flips()),
        Section("Kết luận đối chiếu đổi", compared[:3], words.verdicts()),
        Section("Số đổi", compared, words.groups(rest)),
        Section("Số mới", compared, words.groups(fresh)),
        Section("Số khác trong tệp dữ liệu", compared[:3], words.leaves(Nature.NUMBER)),
        Section("Cách hiểu số liệu đổi", ("Mục", "Trước", "Nay"), words.leaves(Nature.MEANING)),
        Section("Nguồn đổi", ("Mục", "Trước", "Nay"), words.leaves(Nature.SOURCE)),
        Section("Câu chữ đổi", ("Mục", "Trước", "Nay"), words.leaves(Nature.WORDING)),
        Section("Trang có thay đổi", (), tuple(Row((page,)) for page in pages)),
    )
    yield from (section for section in made if section.rows)


def summary(comparison: Comparison) -> str:
    """The report in one sentence."""
    if not comparison.numbers_change:
        return NOTHING
    typed = [cause for group in comparison.groups for cause in _own(group)]
    counts = (
        (sum(change.typed for change in comparison.vanished), "số không còn"),
        (sum(not cause.added for cause in typed), "số đổi"),
        (sum(cause.added for cause in typed), "số mới"),
        (len(comparison.flips), "trạng thái đổi"),
        (len(comparison.verdicts), "kết luận đối chiếu đổi"),
        (len(comparison.doubts), "chỗ cần xem lại"),
    )
    told = ", ".join(f"{fraction(Fraction(count), 0)} {what}" for count, what in counts if count)
    return f"{capital(told)}." if told else "Cách hiểu số liệu đổi; xem bên dưới."


def _own(group: Group) -> Iterable[Change]:
    return [cause for cause in group.causes if not cause.vanished] if len(group.causes) == 1 else ()


def _is_fresh(group: Group) -> bool:
    return bool(group.causes) and all(cause.added for cause in group.causes)


class _Words:
    """A comparison's parts as rows of plain text."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        before, after = comparison.before, comparison.after
        self._names: Mapping[str, str] = {**names_of(before), **names_of(after)}

    def _label(self, figure: Figure) -> str:
        return label(figure, self._names)

    def vanished(self) -> tuple[Row, ...]:
        return tuple(
            Row((self._label(change.figure), _value(change.before), self._instead(change)))
            for change in self._comparison.vanished
        )

    def _instead(self, change: Change) -> str:
        if change.successor is not None:
            return f"thay bằng {role_label(change.successor)}: {_value(change.successor)}"
        return _value(change.after) if change.after is not None else "không còn"

    def flips(self) -> tuple[Row, ...]:
        return tuple(
            Row((self._flip(flip), _standing(flip.before), _standing(flip.after)))
            for flip in self._comparison.flips
        )

    def _flip(self, flip: Flip) -> str:
        name = self._names[flip.subject]
        time = when(flip.when)
        return name + (f", {time}" if time else "") + (", theo số dự kiến" if flip.outlook else "")

    def verdicts(self) -> tuple[Row, ...]:
        return tuple(
            Row((self._label(item.after.published), _verdict(item.before), _verdict(item.after)))
            for item in self._comparison.verdicts
        )

    def groups(self, groups: Iterable[Group]) -> tuple[Row, ...]:
        rows = []
        for group in groups:
            rows += self._lead(group)
            subjects = {cause.figure.subject for cause in group.causes}
            rows += [self._change(change, follow=subjects) for change in group.followers]
        return tuple(rows)

    def _lead(self, group: Group) -> list[Row]:
        """What a group's followers follow from: the changed number itself, or its names."""
        if not group.causes:
            return [Row(("Do cách hiểu số liệu đổi", "", "", ""))]
        if len(group.causes) == 1 and not group.causes[0].vanished:
            cause = group.causes[0]
            told = [in_words(item, cause.figure) for item in cause.formers]
            return [self._change(cause), *(Row((text, "", "", ""), follows=True) for text in told)]
        named = "; ".join(self._label(cause.figure) for cause in group.causes)
        lead = "Do không còn" if len(group.causes) == 1 else "Do cùng đổi"
        return [Row((f"{lead}: {named}", "", "", ""))]

    def _change(self, change: Change, *, follow: Collection[str] | None = None) -> Row:
        """A changed figure; among what follows from one subject, that is not named again."""
        figure = change.figure
        known = follow is not None and set(follow) == {figure.subject}
        name = capital(role_label(figure)) if known else self._label(figure)
        cells = (name, _value(change.before), _value(change.after), _difference(change))
        return Row(cells, follow is not None)

    def leaves(self, nature: Nature) -> tuple[Row, ...]:
        return tuple(
            Row((capital(item.leaf.label), self._leaf(item, old=True), self._leaf(item, old=False)))
            for item in self._comparison.of(nature)
        )

    def _leaf(self, item: LeafChange, *, old: bool) -> str:
        leaf = item.before if old else item.after
        if leaf is None:
            return "không có"
        if leaf.text is None:
            return "có"
        named = leaf.field in ("source", "set-by", "plan-set-by") and leaf.text in self._names
        text = self._names[leaf.text] if named else leaf.text
        return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"

    def doubt(self, doubt: Doubt) -> str:
        """Why a change deserves a second look, with its numbers."""
        figure = doubt.figure
        named, shown = self._label(figure), _value(figure)
        match doubt.suspicion:
            case Suspicion.JUMP:
                return (
                    f"{named}: {shown} cách xa số đã có ({_past(doubt)}). Đối chiếu lại với nguồn."
                )
            case Suspicion.UNRECORDED:
                return (
                    f"{named}: số đã công bố đổi từ {_value(doubt.beside[0])} thành {shown} "
                    "mà không có mục former. Ghi số cũ, loại thay đổi (điều chỉnh hay đính chính), "
                    "ngày và lý do."
                )
        assert doubt.moved is not None, "a total that is out of step has moved by something"
        if doubt.expected is None:
            return (
                f"{named}: {shown} cách lũy kế trước ({_value(doubt.beside[0])}) "
                f"{_signed(doubt.moved, figure)}, xa hơn mức mà số từng năm cho phép. "
                "Đối chiếu lại với nguồn."
            )
        years = f" ({', '.join(when(item.when) for item in doubt.beside)})" if doubt.beside else ""
        return (
            f"{named}: các năm nằm trong lũy kế đổi {_signed(doubt.expected, figure)}{years}, còn "
            f"lũy kế đổi {_signed(doubt.moved, figure)}. Xem lại cả hai với nguồn."
        )


def _value(figure: Figure | None) -> str:
    """A figure's number with its unit and the words that qualify it."""
    if figure is None:
        return "chưa có"
    if figure.value is None:
        return "chưa có số liệu"
    return in_text(figure, unit=True)


def _difference(change: Change) -> str:
    if not change.difference or change.before is None:
        return ""
    return _signed(change.difference, change.figure, change.before.decimals)


def _signed(value: Fraction, figure: Figure, decimals: int = 0) -> str:
    """A difference with its sign and unit; between percentages it is in points.

    It shows as many decimals as the numbers do, or as it takes not to look like nothing.
    """
    shown = max(figure.decimals, decimals)
    while value and shown < MOST_DECIMALS and rounded(value, shown) == 0:
        shown += 1
    unit = POINTS if figure.unit == PERCENT else figure.unit
    sign = "+" if value > 0 else ""
    return sign + fraction(value, shown) + unit_text(unit, in_full=True)


def _past(doubt: Doubt) -> str:
    shown = [
        f"{when(item.when)}: {amount(item)}" if item.when else amount(item) for item in doubt.beside
    ]
    return "; ".join(shown)


def _standing(standing: Standing | None) -> str:
    return STANDINGS[standing] if standing is not None else "không có"


def _verdict(entry: Entry | None) -> str:
    if entry is None:
        return "chưa có"
    rule = f" ({ROUNDINGS[entry.rounding]})" if entry.rounding is not None else ""
    return VERDICTS[entry.verdict] + rule
