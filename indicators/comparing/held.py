"""Numbers of years that are over, held against earlier versions: none changes unsaid, unless a step
is taken back as a whole, as a revert does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence

from indicators import Loaded
from indicators.comparing.compare import compare_terms
from indicators.comparing.renamed import under_ids_of, under_terms_of
from indicators.computing.compute import Views, compute
from indicators.computing.figures import Kind
from indicators.reporting.findings import Finding
from indicators.reporting.problems import Problem
from indicators.terms import lenses


def held(
    loaded: Loaded,
    before: Mapping[str, Views],
    today: dt.date,
    past: Iterable[Mapping[str, Views]] = (),
) -> Sequence[Problem]:
    """What changed or went since ``before``, of which nothing is withheld, without a record of it;
    at its place in the file. What returns to one of the ``past`` versions, newest first, needs
    none: they tell it.
    """
    assert loaded.dataset is not None, "only data without a problem is held against another"
    seen = {lens.id: lens for lens in lenses(loaded.dataset)}
    now = {name: compute(lens.dataset.with_all()) for name, lens in seen.items()}
    told: dict[str, Finding] = {}
    unsaid = [
        (name, figure, fault)
        for name, comparison in compare_terms(before, now, today=today).items()
        for figure, fault in comparison.doubts
        if not fault.rule.doubt
    ]
    back = returned(before, now, past, {(name, figure.id) for name, figure, _ in unsaid})
    for name, figure, fault in unsaid:
        if (name, figure.id) not in back:
            place = seen[name].place(figure.path or ()) if name in seen else ()
            told.setdefault(figure.id, Finding(fault, place))
    found = map(loaded.positions.problem, told.values())
    return sorted(found, key=lambda problem: (problem.file, problem.line))


TermFigure = tuple[str, str]
"""A figure's id behind that of its term."""


def returned(
    before: Mapping[str, Views],
    now: Mapping[str, Views],
    past: Iterable[Mapping[str, Views]],
    asked: set[TermFigure],
) -> Container[TermFigure]:
    """Those of the ``asked`` typed numbers that are again as they were, or were not, in one of the
    ``past`` versions of the first one, newest first, because all that changed after it, or in the
    step that followed it, is undone: one number alone is not taken back unsaid.
    """
    base, today, found = _numbers(now, before), _numbers(now, now), set[TermFigure]()
    newer = base
    for views in past if asked else ():
        then = _numbers(now, views)
        for later in (newer, base):
            step = {name for name in {*then, *later} if then.get(name) != later.get(name)}
            if all(
                today.get(name) == then.get(name) and base.get(name) == later.get(name)
                for name in step
            ):
                found |= step
        newer = then
        if asked <= found:
            break
    return found & asked


def _numbers(now: Mapping[str, Views], then: Mapping[str, Views]) -> Mapping[TermFigure, object]:
    """The typed numbers of a version, under today's ids."""
    return {
        (term, figure.id): (figure.value, figure.status)
        for term, views in under_terms_of(now, then).items()
        for figure in (
            under_ids_of(now[term].dataset, views) if term in now else views
        ).figures.values()
        if figure.kind is Kind.PUBLISHED
    }
