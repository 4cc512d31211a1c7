"""How a figure follows from its inputs, written in words and in numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from indicators.computing.arithmetic import point
from indicators.computing.compute import Views
from indicators.computing.figures import PERCENT, Division, Figure, Role
from indicators.computing.formulas import Formula
from indicators.words.explain import role_label
from indicators.words.names import names_of
from indicators.words.wording import DASH, MINUS, NBSP, amount, bare, capital, is_rounded

# A no-break space before each operator keeps it at the end of its line.
_PLUS = f"{NBSP}+ "
_NAMED = re.compile(r"\{[a-z]")


def worked(views: Views, figure: Figure) -> tuple[str, str]:
    """How a figure was worked out, in words that begin a sentence and in numbers."""
    inputs = views.figures.inputs_of(figure)
    subjects = dict.fromkeys(item.subject for item in inputs if item.subject in views.indicators)
    names = names_of(views) if len(subjects) > 1 else {}
    return capital(in_roles(figure, inputs, names)), in_numbers(figure, inputs)


def in_roles(
    figure: Figure, inputs: Sequence[Figure], called: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The formula with the roles of its inputs: ``kết quả : chỉ tiêu năm × 100``; of several
    indicators with what each is called.
    """
    assert figure.formula is not None, f"{figure.id} follows from nothing"
    way = figure.formula.way
    roles = [item.role.label for item in inputs]
    if figure.role is Role.DIFFERENCE:
        roles = ["số công bố", "số tính lại"]
    kinds = list(dict.fromkeys(roles))
    of_grades = any(p.portion and p.portion.division is Division.GRADE for p in inputs)
    names = {
        "last": roles[-1],
        "parts": "các mức xếp loại" if of_grades else "các đơn vị",
        "years": _PLUS.join(kinds) if len(kinds) > 1 else f"cộng {kinds[0]} của các năm",
    }
    apart = way.gap or figure.formula is Formula.CHANGE_PERCENT
    if len(kinds) == 1 and (apart or figure.role is Role.SHARE):
        roles = [role_label(item) for item in inputs]
    if called:
        roles = [f"{item.role.label} của “{called[item.subject]}”" for item in inputs]
    return _filled(way.words or way.numbers, figure, roles, names)


def in_numbers(figure: Figure, inputs: Sequence[Figure]) -> str:
    """The formula with its numbers and result: ``1.514 : 1.350 × 100 ≈ 112,15%``."""
    assert figure.formula is not None, f"{figure.id} follows from nothing"
    way, exact = figure.formula.way, figure.exact is not None
    pattern = way.numbers if exact else way.unsure or way.numbers
    result = amount(figure, unit=True, sign=False)
    told = "{result}" in pattern or "{number}" in pattern
    parts = [_limit(item) for item in inputs]
    if exact and not told:
        parts = [amount(item, sign=False) for item in inputs]
        # One below 0 stands in brackets, so that no two signs meet.
        parts = [f"({text})" if text.startswith(MINUS) else text for text in parts]
    written = _filled(pattern, figure, parts, {"result": result, "number": amount(figure)})
    if told:
        return written
    # A bound says by its own word how it compares, so no sign of equality stands before it.
    sign = (" ≈" if is_rounded(figure) else " =") if exact else ", tức"
    return f"{written}{sign} {result}"


def _filled(pattern: str, figure: Figure, parts: Sequence[str], names: Mapping[str, str]) -> str:
    """A pattern of a formula with its blanks filled in; see ``Way`` for what they are."""
    pattern = pattern.replace("~", NBSP)
    if not _NAMED.search(pattern):
        return pattern.format(*parts)  # as most are
    rest = _PLUS.join(parts[1:])
    gap = f"{NBSP}{MINUS} ".join(parts)
    grown = (
        f"(100%{NBSP}{MINUS if p.startswith(MINUS) else '+'} {p.removeprefix(MINUS)})"
        for p in parts
    )
    blanks = {
        "sum": _PLUS.join(parts),
        "rest": f"({rest})" if len(parts) > 2 else rest,
        "gap": f"({gap})" if len(parts) > 1 else gap,
        "growth": f"{NBSP}× ".join(grown),
        "product": f"{NBSP}× ".join(parts),
        "count": str(len(parts)),
        **{f"c{place}": str(value) for place, value in enumerate(figure.constants)},
        **names,
    }
    return pattern.format(*parts, **blanks)


def _limit(figure: Figure) -> str:
    """An input with the word that makes it a bound; a range in brackets."""
    known = figure.value or point(0)
    text = bare(replace(figure, value=known)) + ("%" if figure.unit == PERCENT else "")
    return f"({text})" if DASH in text else text
