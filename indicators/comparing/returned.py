"""Changes that take back an earlier step of the data as a whole, as a revert does."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from indicators.comparing.renamed import under_ids_of, under_terms_of
from indicators.computing.compute import Views
from indicators.computing.figures import Kind

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
