"""The versions of the data that a repository keeps: what each held, and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""Dates are those of Vietnam, wherever a commit was made."""


class Extent(StrEnum):
    """How much of the past is known."""

    COMPLETE = "complete"
    SHALLOW = "shallow"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of the main branch, as far as git tells.

    ``authors`` changed the data, ``reviewers`` are named in its trailers, ``merger`` took the
    change into the branch: an empty text or list where git does not tell.
    """

    id: str
    date: dt.date
    subject: str
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    merger: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The data files as a commit left them, the main one first.

    Empty where they were removed, None where git cannot give them.
    """

    commit: Commit
    files: Mapping[str, bytes] | None


@dataclass(frozen=True, slots=True)
class Versions:
    """What changed the data, oldest first; ``reason`` says why the past is not known in full."""

    extent: Extent
    listed: Sequence[Version] = ()
    reason: str = ""
