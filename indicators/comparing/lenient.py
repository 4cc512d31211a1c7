"""Views of data that may break a rule: good enough to compare versions, not to publish one."""

from __future__ import annotations

from collections.abc import Mapping

from indicators import examine
from indicators.checks.periods import check_model_version
from indicators.computing.compute import Views, compute
from indicators.reading.load import load
from indicators.reporting.problems import DataError


def lenient_views(files: Mapping[str, bytes]) -> Views:
    """What follows from the files, the main one first, although they may not pass ``check``.

    An older version was published under the rules of its time, and a new one is compared before
    its mistakes are mended. Errors: ``DataError`` where they cannot be read, are of another
    model, or nothing follows from them.
    """
    dataset = load(files).dataset
    if dataset is None or any(check_model_version(dataset)):
        raise DataError(examine(files).problems)
    try:
        return compute(dataset)
    except (ArithmeticError, AssertionError, LookupError, ValueError) as error:
        raise DataError(examine(files).problems) from error
