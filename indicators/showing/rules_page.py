"""The page of rules: each rule with why it is one, a bad line and a good one."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from markupsafe import Markup, escape

from indicators.reporting.findings import visible
from indicators.reporting.rules import Rule, catalogue
from indicators.showing.macro import Writer, macro
from indicators.showing.naming import RULE
from indicators.showing.render import render


class _Entry(NamedTuple):
    """A rule as the template shows it; its lines are one line of HTML."""

    rule: Rule
    bad: Markup
    good: Markup


@macro
def rules(writer: Writer, *names: Annotated[str, RULE]) -> Markup:
    """The named rules, or all of the data and the pages by section, each with a bad and a good
    example; a rule's name is its anchor.
    """
    known = catalogue()
    if names:
        chosen = [("", [_entry(known[name]) for name in names])]
        return render("rules.html.jinja", writer.links, sections=chosen)
    sections: dict[str, list[_Entry]] = {}
    for rule in known.values():
        sections.setdefault(rule.section.value, []).append(_entry(rule))
    return render("rules.html.jinja", writer.links, sections=list(sections.items()))


def _entry(rule: Rule) -> _Entry:
    return _Entry(rule, _lines(rule.bad), _lines(rule.good))


def _lines(text: str) -> Markup:
    """Lines of data with every character to be seen, and line ends that the page keeps."""
    shown = (escape(visible(line, mark_spaces=True)) for line in text.split("\n"))
    return Markup("&#10;").join(shown)
