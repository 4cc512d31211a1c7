"""Numbers of years that are over, held against an earlier version: none changes unsaid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from indicators import Loaded
from indicators.comparing.compare import compare_terms
from indicators.comparing.returned import returned
from indicators.computing.compute import Views, compute
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
