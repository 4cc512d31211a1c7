"""The rules that are still worded in ``messages.toml``, until each has its record.

A message may have several wordings there: the first one whose blanks can all be filled from the
problem's context is used.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from indicators.reporting.findings import Finding, Slip
from indicators.reporting.number_words import read_aloud, read_digits
from indicators.reporting.rules import Fault, Rule, Section, Wording, registered

_WHOLE = frozenset({"allowed", "home", "known", "used"})
"""Blanks that list what may be typed, which helps only whole."""


@cache
def _listed() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The wordings of each rule in the file, all of them registered with their first ones."""
    data = tomllib.loads(Path(__file__).with_name("messages.toml").read_text("utf-8"))
    section, wordings = Section.FILE, {}
    for name, entry in data.items():
        section = Section(entry["section"]) if "section" in entry else section
        listed = {
            key: (value,) if isinstance(value := entry[key], str) else tuple(value)
            for key in ("vi", "en", "mend", "mend-en")
        }
        texts = {key: entry[key].strip("\n") for key in ("why", "bad", "good")}
        worded = {key.replace("-", "_"): value[0] for key, value in listed.items()}
        Rule(section, name, entry["title"], **worded, **texts)
        wordings[name] = listed
    return wordings


def catalogue() -> Mapping[str, Rule]:
    """All rules by name, in the order of the page of rules."""
    _listed()
    return registered()


def fault(rule: str, context: Mapping[str, object]) -> Fault:
    """The fault of breaking a rule of the file, in the wordings that the context can fill."""
    if rule not in _listed():
        known: dict[str, Any] = {**context}
        return catalogue()[rule](**known)
    wordings = _listed()[rule]
    aloud = {f"{key}_aloud": read_aloud(str(value)) for key, value in context.items()}
    digits = {f"{key}_digits": read_digits(str(value)) for key, value in context.items()}
    both = {key: _whole(key, value) for key, value in context.items()}
    known = {**both, **aloud, **digits}
    vi, en, mend, mend_en = (
        _first(wordings[key], known) for key in ("vi", "en", "mend", "mend-en")
    )
    return Fault(catalogue()[rule], Wording(vi, en), Wording(mend, mend_en), known)


def told(broken: Slip | Finding, **more: object) -> Fault:
    """The fault of a slip or finding, which may name a rule of the file."""
    if isinstance(broken.broken, str):
        return fault(broken.broken, {**more, **broken.context})
    return replace(broken.broken, context={**more, **broken.broken.context})


def _whole(key: str, value: object) -> object:
    return Wording(value, value) if key in _WHOLE and isinstance(value, str) and value else value


def _first(wordings: tuple[str, ...], context: Mapping[str, object]) -> str:
    """The first wording whose blanks can be filled; the last one takes an empty text too."""
    for wording in wordings:
        blanks = {name for _, name, _, _ in string.Formatter().parse(wording) if name}
        filled = all(str(context.get(blank, "")) for blank in blanks)
        if filled or (wording is wordings[-1] and blanks <= context.keys()):
            return wording
    raise LookupError(f"no wording of {wordings!r} fits {dict(context)!r}")
