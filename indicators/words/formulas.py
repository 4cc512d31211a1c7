"""How a figure follows from its inputs, written in words and in numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from indicators.computing.arithmetic import point
from indicators.computing.compute import Views
from indicators.computing.figures import PERCENT, Division, Figure, Period, Role
from indicators.computing.formulas import Formula, Way
from indicators.words.explain import role_label
from indicators.words.wording import DASH, MINUS, NBSP, amount, bare, capital

# A no-break space before each operator keeps it at the end of its line.
_PLUS = f"{NBSP}+ "
_NAMED = re.compile(r"\{[a-z]")


def worked(views: Views, figure: Figure) -> tuple[str, str]:
    """How a figure was worked out, in words that begin a sentence and in numbers."""
    inputs = views.figures.inputs_of(figure)
    return words_of(views, figure, inputs), in_numbers(figure, inputs)


def names_inputs(figure: Figure, inputs: Sequence[Figure]) -> bool:
    """Whether the words of a formula name each input, in the order of its numbers."""
    assert figure.formula is not None, f"{figure.id} follows from nothing"
    return not figure.formula.way.words or _years(figure.formula.way, inputs) is not None


def _years(way: Way, inputs: Sequence[Figure]) -> str | None:
    """The years of what is added up, where it is the same of each."""
    first, times = inputs[0] if inputs else None, [item.when for item in inputs]
    years = [time.year for time in times if isinstance(time, Period) and time.complete]
    if way.words != "{years}" or len(years) < len(times) or first is None:
        return None
    alike = first.subject, first.role, first.portion
    if any((item.subject, item.role, item.portion) != alike for item in inputs):
        return None
    row = len(years) > 2 and years == list(range(years[0], years[-1] + 1))
    each = ", ".join(map(str, years)).rsplit(", ", 1)
    return f"{years[0]}{DASH}{years[-1]}" if row else " và ".join(each)


def words_of(views: Views, figure: Figure, inputs: Sequence[Figure]) -> str:
    """The formula in words that begin a sentence, with the roles of its inputs: ``Kết quả : chỉ
    tiêu năm × 100``; of several indicators with what each is called.
    """
    assert figure.formula is not None, f"{figure.id} follows from nothing"
    way = figure.formula.way
    roles = [item.role.label for item in inputs]
    if figure.role is Role.DIFFERENCE:
        roles = ["số công bố", "số tính lại"]
    kinds = list(dict.fromkeys(roles))
    names = {}
    if way.words:
        of_grades = any(p.portion and p.portion.division is Division.GRADE for p in inputs)
        years = _years(way, inputs)
        added = f"cộng {kinds[0]} " + (f"các năm{NBSP}{years}" if years else "của các năm")
        names = {
            "last": roles[-1],
            "parts": "các mức xếp loại" if of_grades else "các đơn vị",
            "years": _PLUS.join(kinds) if len(kinds) > 1 else added,
        }
    apart = way.gap or figure.formula is Formula.CHANGE_PERCENT
    if len(kinds) == 1 and (apart or figure.role is Role.SHARE):
        roles = [role_label(item) for item in inputs]
    if len({item.subject for item in inputs if item.subject in views.indicators}) > 1:
        roles = [f"{item.role.label} của “{views.names[item.subject]}”" for item in inputs]
    return capital(_filled(way.words or way.numbers, figure, roles, names))


def in_formula(figure: Figure, exact: bool) -> str:
    """A number as an input of a formula: of one that is ``exact``, else with the word that makes
    it a bound. One below 0 and a range stand in brackets, so that no two signs meet.
    """
    if exact:
        text = amount(figure, sign=False)
        return f"({text})" if text.startswith(MINUS) else text
    known = figure.value or point(0)
    text = bare(figure._replace(value=known)) + ("%" if figure.unit == PERCENT else "")
    return f"({text})" if DASH in text else text


def in_numbers(
    figure: Figure,
    inputs: Sequence[Figure],
    part: Callable[[Figure, bool], str] = in_formula,
    result: Callable[[str], str] = str,
) -> str:
    """The formula with its numbers and result: ``1.514 : 1.350 × 100 ≈ 112,15%``; each ``part`` and
    the ``result`` as they are to be written.
    """
    assert figure.formula is not None, f"{figure.id} follows from nothing"
    way, exact = figure.formula.way, figure.exact is not None
    pattern = way.numbers if exact else way.unsure or way.numbers
    made = result(amount(figure, unit=True, sign=False))
    told = "{result}" in pattern or "{number}" in pattern
    parts = [part(item, exact and not told) for item in inputs]
    names = {"result": made, "number": amount(figure)} if told else {}
    written = _filled(pattern, figure, parts, names)
    if told:
        return written
    # A bound says by its own word how it compares, so no sign of equality stands before it.
    if figure.exact is None:
        return f"{written}, tức {made}"
    return f"{written} {'≈' if figure.exact * 10**figure.decimals % 1 else '='} {made}"


def _filled(pattern: str, figure: Figure, parts: Sequence[str], names: Mapping[str, str]) -> str:
    """A pattern of a formula with its blanks filled in; see ``Way`` for what they are."""
    pattern = pattern.replace("~", NBSP)
    if not _NAMED.search(pattern):
        return pattern.format(*parts)  # as most are
    blanks = {name: make(parts) for name, make in _BLANKS.items() if f"{{{name}}}" in pattern}
    constants = {f"c{place}": str(value) for place, value in enumerate(figure.constants)}
    return pattern.format(*parts, **blanks, **constants, **names)


def _grown(part: str) -> str:
    return f"(100%{NBSP}{MINUS if part.startswith(MINUS) else '+'} {part.removeprefix(MINUS)})"


_BLANKS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "sum": _PLUS.join,
    "rest": lambda parts: f"({_PLUS.join(parts[1:])})" if len(parts) > 2 else parts[1],
    "gap": lambda parts: f"({f'{NBSP}{MINUS} '.join(parts)})" if len(parts) > 1 else parts[0],
    "growth": lambda parts: f"{NBSP}× ".join(map(_grown, parts)),
    "product": f"{NBSP}× ".join,
    "count": lambda parts: str(len(parts)),
}
