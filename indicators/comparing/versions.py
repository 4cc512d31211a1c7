"""The versions of the data that a repository keeps: what each held, when, and what of it
its authors wrote for readers.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""Dates are those of Vietnam, wherever a commit was made."""

_NOTE = re.compile(r"(?im)^[ \t*-]*ghi[- ]chú[ \t]*:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)")


class Extent(StrEnum):
    """How much of the past is known."""

    COMPLETE = "complete"
    SHALLOW = "shallow"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of the main branch: when it came, and what its authors wrote for readers."""

    id: str
    date: dt.date
    note: str = ""


LONGEST_NOTE = 500
"""Characters of what a commit says for readers."""


def note_of(message: str) -> str:
    """What a commit's message says for readers: behind each “Ghi-chú:” to the end of its line, and
    on the lines below that begin with a blank, as git reads what ends a message.
    """
    found = _NOTE.findall(unicodedata.normalize("NFC", message))
    told = " ".join(dict.fromkeys(" ".join(text.split()) for text in found))
    # Nothing that turns the direction of a text, or that a terminal or Markdown obeys.
    plain = "".join(letter for letter in told if unicodedata.category(letter)[0] != "C")
    return plain if len(plain) <= LONGEST_NOTE else f"{plain[:LONGEST_NOTE]}…"


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
