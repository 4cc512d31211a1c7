"""Indicator data of one Party organisation's term: read, checked, computed, worded.

Files' bytes become records in ``reading`` (or problems with their lines), ``check`` finds what
records contradict, ``computing`` derives exact figures and views, ``words`` says them in
Vietnamese, ``showing`` makes pages of them and ``export`` files. The command line and ``bridge``,
which ``macros.py`` calls, decide what of files, git and the environment is read; the rest is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

try:
    from indicators import check
    from indicators.reading import changed, load
    from indicators.reading.files import data_files
    from indicators.reading.load import Loaded
    from indicators.reporting.problems import DataError, Path, Position, Problem
except ModuleNotFoundError as absent:  # another Python than the one that make prepared
    raise SystemExit(
        f"Python này chưa có thư viện {absent.name}: gõ lệnh qua make (ví dụ make check), hoặc "
        ".venv/bin/python thay cho python."
    ) from None

__all__ = ["DataError", "Loaded", "Path", "Position", "Problem", "data_files", "examine", "read"]


def read(files: Mapping[str, bytes]) -> Loaded:
    """The files, the main one first, as checked records.

    Keys are the names that messages show. Errors: ``DataError`` with all problems by position.
    """
    loaded = examine(files)
    if loaded.problems:
        raise DataError(loaded.problems)
    return loaded


def examine(
    files: Mapping[str, bytes],
    today: dt.date | None = None,
    *,
    last_good: Mapping[str, bytes] | None = None,
) -> Loaded:
    """Like ``read``, but problems stand in the result instead of being raised.

    Data without a problem is looked at for what should be looked at again, dates after ``today``
    among that. ``last_good`` are the files of the last version that could be read: with them,
    problems of lines that changed since come first and say what stood there before.
    """
    loaded = load.load(files)
    problems = list(loaded.problems)
    if loaded.rest is not None:
        whole = loaded.dataset is not None
        findings = check.check(loaded.rest.dataset, whole=whole, today=today)
        found = loaded.rest.told(findings)
        problems += (p for p in found if (p.file, p.line) not in loaded.spoiled)
    order = {name: place for place, name in enumerate(files)}
    problems.sort(key=lambda p: (order[p.file], p.line, p.column, p.rule))
    doubts = tuple(problem for problem in problems if problem.doubt)
    problems = [problem for problem in problems if not problem.doubt]
    if last_good:
        problems = changed.explained(
            problems, files, last_good, lambda: examine(last_good).problems
        )
    return replace(loaded, problems=tuple(problems), doubts=doubts)
