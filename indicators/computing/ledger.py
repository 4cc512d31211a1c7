"""The ledger: what sources printed beside numbers, held against what these give.

What was printed beside a number that has changed since is held with the one that it stood beside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from indicators.computing.arithmetic import (
    Interval,
    Rounding,
    decimals_of,
    other_rounding,
    printed,
    rounded,
)
from indicators.computing.figures import (
    FORMER,
    PERCENT,
    POINTS,
    PRINTED,
    RECOMPUTED,
    CutOff,
    Division,
    Figure,
    Kind,
    Path,
    Period,
    Role,
    limits,
    qualifiers_of,
    typed,
)
from indicators.computing.formulas import Formula
from indicators.computing.scope import Scope, evidence
from indicators.computing.subject import Subject
from indicators.model import (
    Code,
    Former,
    Measure,
    Observation,
    Published,
    PublishedFigure,
    Sourced,
    Total,
)


class Verdict(Code):
    """How a published figure compares with its recomputation."""

    AGREES = "agrees", "Khớp"
    OTHER_ROUNDING = "other-rounding", "Khớp theo cách làm tròn khác"
    WITHIN_INPUTS = "within-inputs", "Trong phạm vi làm tròn của số đầu vào"
    DISAGREES = "disagrees", "Có chênh lệch"
    USED = "used-for-inference", "Dùng để suy ra, không kiểm tra độc lập được"
    ABOUT = "approximate", "Nguồn chỉ nêu gần đúng"
    NO_YEARS = "years-unnamed", "Có chênh lệch với các năm đã nêu"
    NO_INPUTS = "inputs-missing", "Không đủ số liệu để tính lại"
    NO_WHOLE_NUMBER = "no-whole-number", "Không có số nguyên nào phù hợp"
    WITHDRAWN = "withdrawn", "Phụ thuộc số đã rút"


@dataclass(frozen=True, slots=True)
class Entry:
    """One published figure in the ledger.

    ``allowed`` is the interval that the rounded inputs permit; ``rest`` the inferred part of a
    total that no period explains; ``difference`` published less recomputed, where they disagree;
    ``fitting`` the whole numbers of which the printed percentage may be, where no source tells
    the whole or another one was printed; ``present`` what the number gives that has taken the
    place of the one it was printed with.
    """

    published: Figure
    verdict: Verdict
    recomputed: Figure | None = None
    rounding: Rounding | None = None
    allowed: Interval | None = None
    difference: Figure | None = None
    rest: Figure | None = None
    explanation: str | None = None
    fitting: Figure | None = None
    present: Figure | None = None

    @property
    def path(self) -> Path:
        """The place of the published number in the data file."""
        assert self.published.path is not None
        return self.published.path

    @property
    def record(self) -> Path:
        """The place of the record that may explain it: of a grade, the year it belongs to."""
        return _holder(self.path)


CHECKED = frozenset(
    {
        Role.PERCENT_OF_PLAN, Role.PERCENT_OF_TARGET, Role.YEARS_EARLY, Role.MEAN, Role.SUM,
        Role.CHANGE, Role.CHANGE_PERCENT, Role.SAME_PERIOD_CHANGE,
        Role.SAME_PERIOD_CHANGE_PERCENT, Role.TERM_CHANGE, Role.TERM_CHANGE_PERCENT, Role.TOTAL,
    }
)  # fmt: skip


def entries(subject: Subject) -> tuple[Entry, ...]:
    """The ledger's entries about one indicator, in the order of its figures."""
    # A printed ratio, or share of what was counted, follows from other numbers, known or not.
    figures, ratio = subject.figures, subject.indicator.measure is Measure.RATIO
    return tuple(
        _entry(subject, figure, again)
        for figure in figures.of(subject.id)
        if figure.kind is Kind.PUBLISHED and FORMER not in (figure.path or ())
        if (again := figures.get(f"{figure.id}/{RECOMPUTED}"))
        or figure.role in CHECKED
        or (figure.role is Role.VALUE and (ratio or _beside(subject, figure, Role.NUMERATOR)))
    )


_SIDES = {
    Role.PERCENT_OF_PLAN: (Role.VALUE, Role.PLAN),
    Role.VALUE: (Role.NUMERATOR, Role.DENOMINATOR),
    Role.SHARE: (Role.COUNT, Role.DENOMINATOR),
}
"""Which number a printed percentage is of, and of which whole."""


def _entry(subject: Subject, figure: Figure, again: Figure | None) -> Entry:
    """What comes of one published figure."""
    assert figure.path is not None
    explanation = subject.registry.dataset.at(_holder(figure.path)).explanation
    name = figure.id.removesuffix(f"/{PRINTED}")
    present = subject.figures.get(name) if name != figure.id else None
    told = partial(Entry, figure, explanation=explanation, present=present)
    part, whole = None, None
    if figure.role in _SIDES:
        role, of = _SIDES[figure.role]
        mark = FORMER if figure.id.endswith(f"/{PRINTED}") else ""
        part, whole = _beside(subject, figure, role, mark), _beside(subject, figure, of)
        if whole and figure.id in whole.inputs:
            return told(Verdict.USED if again else Verdict.NO_INPUTS, again, fitting=whole)
        if whole is None and evidence(subject.indicator, part, figure) is not None:
            return told(Verdict.NO_WHOLE_NUMBER)
    if again is None or again.value is None:
        rest = _beside(subject, figure, Role.UNEXPLAINED) if figure.role is Role.TOTAL else None
        return told(Verdict.NO_INPUTS, rest=rest)
    if figure.about is not None:
        return told(Verdict.ABOUT, again)
    allowed = _allowed(subject, again)
    verdict, rounding = verdict_on(figure, again.value, allowed)
    difference, fits = None, None
    apart = verdict in (Verdict.DISAGREES, Verdict.WITHIN_INPUTS)
    if figure.when is None and apart:
        verdict = Verdict.NO_YEARS
    if apart and figure.exact is not None and again.exact is not None:
        scope = Scope(subject, figure.when, portion=figure.portion)
        by = partial(scope.derive, of=figure.role)
        difference = by(Role.DIFFERENCE, Formula.DIFFERENCE, figure, again)
        taken = evidence(subject.indicator, part, figure)
        if taken and verdict is Verdict.DISAGREES and whole and whole.role is Role.DENOMINATOR:
            by = partial(by, taken=taken, unit="")
            fits = by(Role.DENOMINATOR, Formula.WHOLE_NUMBER, part, figure)
    return told(verdict, again, rounding, allowed, difference, fitting=fits)


def _beside(subject: Subject, figure: Figure, role: Role, mark: str = "") -> Figure | None:
    """Another figure of the same time and portion; a plan is that of the whole year, and what
    grades are a part of that of all of them.
    """
    when, portion = figure.when, figure.portion
    if role is Role.PLAN and isinstance(when, Period):
        when = when.whole
    if role is Role.DENOMINATOR and portion and portion.division is Division.GRADE:
        portion = None
    return Scope(subject, when, portion=portion, mark=mark).kept(role)


def verdict_on(
    published: Figure, computed: Interval, allowed: Interval
) -> tuple[Verdict, Rounding | None]:
    """The verdict on a published number.

    ``computed`` follows from the inputs as printed, ``allowed`` from what their rounding leaves
    open. A published bound agrees when every computed value lies on its side. When the
    computation itself gives only a bound, its limit is held against the published number; a
    number on the right side of that limit is neither confirmed nor refuted.
    """
    value = published.value
    assert value is not None
    if value.exact is None:
        if computed.within(value):
            return Verdict.AGREES, None
        undecided = computed.exact is None and computed.meets(value)
        otherwise = Verdict.WITHIN_INPUTS if allowed.meets(value) else Verdict.DISAGREES
        return (Verdict.NO_INPUTS if undecided else otherwise), None
    number = typed(published)
    limit, places = computed.only_limit, decimals_of(number)
    ends = [end for end in (computed.low, computed.high) if end is not None]
    narrow = len(ends) == 2 and (ends[1] - ends[0]) * 10 ** (places + 2) < 1
    if (narrow or limit is not None) and all(rounded(end, places) == number for end in ends):
        return Verdict.AGREES, None
    rule = other_rounding(limit, number) if limit is not None else None
    if rule is not None:
        return Verdict.OTHER_ROUNDING, rule
    if not narrow:
        met = computed.meets(printed(number))
        return (Verdict.NO_INPUTS if met else Verdict.DISAGREES), None
    return (Verdict.WITHIN_INPUTS if allowed.meets(printed(number)) else Verdict.DISAGREES), None


def _allowed(subject: Subject, again: Figure) -> Interval:
    """The values that the recomputation may have, given what its printed inputs stand for."""
    assert again.value is not None and again.formula is not None
    values = [_as_rounded(subject, subject.figures[name], again) for name in again.inputs]
    known = [value for value in values if value is not None]
    open_ended = None in (again.value.low, again.value.high)
    if open_ended or len(known) != len(values):
        return again.value
    return again.formula.way.apply(known, again.constants) or again.value


def _as_rounded(subject: Subject, figure: Figure, again: Figure) -> Interval | None:
    """What a figure's printed number stands for: counts are exact, the rest was rounded, and so
    are whole amounts of what is no count.
    """
    amounts = figure.subject == subject.id and figure.unit == subject.indicator.unit
    amounts = amounts and subject.indicator.decimals != 0 and figure.portion is not None
    decided = figure.role in (Role.TARGET, Role.MIN, Role.MAX, Role.PLAN, Role.BASE)
    decided = decided and again.formula is not Formula.REST_OF_WHOLE
    counted = figure.decimals == 0 and figure.unit not in (PERCENT, POINTS) and not amounts
    return figure.value if decided or counted else figure.unrounded


def _holder(path: Path) -> Path:
    return path[:-3] if "grades" in path else path[:-1]


Past = tuple[Scope, Figure]
"""What was printed with a former number, and that number."""

Beside = tuple[Role, Formula, Figure | None]
"""As what a figure that is printed beside a number is kept, and how it follows from that number and
another one, if that is known.
"""


def state_printed(
    scope: Scope, record: Observation | Total, value: Role, beside: Mapping[Role, Beside]
) -> Sequence[Past]:
    """Keeps what was printed beside a record's number, in its scope; what was printed with a
    former one of its ``value`` is kept beside that, because a corrected number does not make it
    another. Gives the latter.
    """
    past: dict[int, Past] = {}
    begun = isinstance(scope.when, Period) and scope.subject.term.began_before(scope.when.year)
    for index, item in enumerate(record.published):
        if begun and item.figure is PublishedFigure.PERCENT_OF_PLAN:
            continue  # which the term before tells, with the plan
        role = Role(item.figure.value)
        how = beside.get(role)
        k = _printed_with(scope, record, item, how) if record.former else None
        if k is not None and k not in past:
            past[k] = past_of(scope, record, k, value)
        home, firm = (scope, record) if k is None else (past[k][0], record.former[k])
        stated = home.get(value)
        home.state(
            how[0] if how else role,
            item.value,
            *("published", index, "value"),
            record=item,
            status=firm.status,
            overtaken=stated is not None and stated.overtaken,
        )
    return tuple(past.values())


def _printed_with(
    scope: Scope, record: Observation | Total, item: Published, beside: Beside | None
) -> int | None:
    """Which former number a figure was printed with, None for the present one.

    A source of its own tells by when it was issued. Else it is the number that gives what was
    printed, the present one first; where none is known to, the oldest, beside which it stood.
    """
    kept = [(k, former) for k, former in enumerate(record.former) if former.value is not None]
    date = scope.subject.registry.dates.get(item.source or "")
    for k, former in kept:
        changed = dt.date(former.date.year, former.date.month or 12, former.date.day or 28)
        before = date is not None and CutOff(date).latest < changed
        if before or (item.source is not None and item.source == former.source):
            return k
    if date is not None or record.value is None or not kept:
        return None
    other = beside[2].value if beside and beside[2] else None
    if beside is None or other is None:
        return kept[0][0]
    told: list[tuple[int | None, Observation | Total | Former]] = [(None, record), *kept]
    for which, said in told:
        assert said.value is not None
        pair = limits(said.value, **qualifiers_of(said)), other
        gap = beside[1] is Formula.DIFFERENCE
        found = beside[1].way.apply(scope.subject.gained(*pair) if gap else pair, ())
        if found is None and which is None:
            return kept[0][0]
        if found is not None and found.meets(printed(item.value)):
            return which
    return None


def past_of(scope: Scope, record: Observation | Total, k: int, value: Role) -> Past:
    """The scope of what was printed with a former number, and that number as a figure, kept once:
    both read where that was.
    """
    subject, former = scope.subject, record.former[k]
    own = Sourced(source=former.source, locator=former.locator)
    records = (own,) if own.source else (*scope.records, *((own,) if own.locator else ()))
    was, again = (
        Scope(subject, scope.when, scope.path, *records, mark=mark) for mark in (FORMER, PRINTED)
    )
    kept = was.kept(value)
    if kept and kept.path != (*subject.path, *scope.path, "former", k, "value"):
        was.mark = f"{FORMER}-{k + 1}"
        kept = was.kept(value)
    figure = kept or was.stated(former, value, "former", k)
    assert figure is not None, "a number was printed with one"
    return again, figure
