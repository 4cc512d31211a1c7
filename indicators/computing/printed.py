"""What a source printed beside a number, held with the number that it was printed with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from indicators.computing.arithmetic import printed
from indicators.computing.figures import (
    FORMER,
    PRINTED,
    CutOff,
    Figure,
    Period,
    Role,
    limits,
    qualifiers_of,
)
from indicators.computing.formulas import Formula
from indicators.computing.scope import Scope
from indicators.model import Former, Observation, Published, PublishedFigure, Sourced, Total

Past = tuple[Scope, Figure]
"""What was printed with a former number, and that number."""

Beside = tuple[Role, Formula, Figure | None]
"""As what a figure that is printed beside a number is kept, and how it follows from that number and
another one, if that is known.
"""


def state_printed(
    scope: Scope,
    record: Observation | Total,
    value: Role,
    beside: Mapping[Role, Beside],
) -> Sequence[Past]:
    """Keeps what was printed beside a record's number, in its scope; what was printed with a
    former one of its ``value`` is kept beside that, because a corrected number does not make it
    another. Gives the latter.
    """
    past: dict[int, Past] = {}
    when, term = scope.when, scope.subject.term
    planned = not (isinstance(when, Period) and term.began_before(when.year))
    for index, item in enumerate(record.published):
        if item.figure is PublishedFigure.PERCENT_OF_PLAN and not planned:
            continue  # which the term before tells, with the plan
        role = Role(item.figure.value)
        how = beside.get(role)
        k = _printed_with(scope, record, item, how) if record.former else None
        if k is not None and k not in past:
            past[k] = past_of(scope, record, k, value)
        home, firm = (scope, record) if k is None else (past[k][0], record.former[k])
        stated = home.get(value)
        passed = stated is not None and stated.overtaken
        place, told = ("published", index, "value"), partial(home.state, how[0] if how else role)
        told(item.value, *place, record=item, status=firm.status, overtaken=passed)
    return tuple(past.values())


def _printed_with(
    scope: Scope,
    record: Observation | Total,
    item: Published,
    beside: Beside | None,
) -> int | None:
    """Which former number a figure was printed with, None for the present one.

    A source of its own tells by when it was issued. Else it is the number that gives what was
    printed, the present one first; where none is known to, the oldest, beside which it stood.
    """
    kept = [(k, former) for k, former in enumerate(record.former) if former.value is not None]
    dates = {document.id: document.date for document in scope.subject.registry.dataset.documents}
    date = dates.get(item.source or "")
    for k, former in kept:
        changed = dt.date(former.date.year, former.date.month or 12, former.date.day or 28)
        before = date is not None and CutOff(date).latest < changed
        if before or (item.source is not None and item.source == former.source):
            return k
    if date is not None or record.value is None or not kept:
        return None
    printed_as = printed(item.value)
    told: list[tuple[int | None, Observation | Total | Former]] = [(None, record), *kept]
    for which, said in told:
        assert said.value is not None
        number, found = limits(said.value, **qualifiers_of(said)), None
        if beside and (other := beside[2]) and other.value:  # what the number gives for it
            gap = beside[1] is Formula.DIFFERENCE
            pair = scope.subject.gained(number, other.value) if gap else (number, other.value)
            found = beside[1].way.apply(pair, ())
        if found is None and which is None:
            return kept[0][0]
        if found is not None and found.meets(printed_as):
            return which
    return None


def past_of(scope: Scope, record: Observation | Total, k: int, value: Role) -> Past:
    """The scope of what was printed with a former number, and that number as a figure, kept once:
    both read where that was.
    """
    subject, former = scope.subject, record.former[k]
    own = Sourced(source=former.source, locator=former.locator)
    records = (own,) if own.source else (*scope.records, *((own,) if own.locator else ()))
    place = (*subject.path, *scope.path, "former", k, "value")
    figure = next((item for item in subject.figures.of(subject.id) if item.path == place), None)
    if figure is None:
        was = Scope(subject, scope.when, scope.path, *records, mark=FORMER)
        if was.kept(value):
            was.mark = f"{FORMER}-{k + 1}"
        figure = was.stated(former, value, "former", k)
        assert figure is not None, "a number was printed with one"
    return Scope(subject, scope.when, scope.path, *records, mark=PRINTED), figure
