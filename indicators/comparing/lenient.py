"""Views of data that may break a rule: good enough to compare versions, not to publish one."""

from __future__ import annotations

from collections.abc import Mapping

from indicators import examine
from indicators.checks.periods import check_term_form
from indicators.checks.places import Data
from indicators.checks.totals import check_unit_loop
from indicators.computing.compute import Views, compute
from indicators.reading.load import load
from indicators.reporting.problems import DataError
from indicators.terms import lenses

GROUND = (check_term_form, check_unit_loop)
"""The rules without which nothing can be computed; what breaks another one may be compared."""


def lenient_views(files: Mapping[str, bytes], *, published: bool = True) -> Mapping[str, Views]:
    """What follows from the files, the main one first, although they may not pass ``check``: for
    each term by its id, which is empty where the data is of one term. Unless only what is
    ``published`` is asked for, nothing is withheld.

    An older version was published under the rules of its time, and a new one is compared before
    its mistakes are mended. Errors: ``DataError`` where they cannot be read, are of another
    model, or nothing follows from them; without a problem where no rule says why.
    """
    dataset = load(files).dataset if files else None
    if dataset is not None and not any(any(rule(Data(dataset))) for rule in GROUND):
        try:
            seen = dataset if published else dataset.with_all()
            return {lens.id: compute(lens.dataset) for lens in lenses(seen)}
        except Exception:  # noqa: BLE001, S110 - computing counts on rules that were not asked
            pass
    raise DataError(examine(files).problems if files else ())
