"""Makes the style sheets of a built site small: what one imports stands in it, and no sheet holds
a rule for what neither a page nor a script of the site names.

The theme's sheet serves every site that can be made with it; much of it serves none of these
pages. A rule goes only where each of its selectors needs a class, or an attribute's value, that is
nowhere; a variable only where nothing asks for it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from indicators import whole

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[\w-]+")
_MADE = re.compile(r"(?<![\w-])(?:md|i|focus)-[\w-]+")
_INNER = ("media", "supports")

_Test = Callable[[str], bool]


def named(site: Path) -> set[str]:
    """Every word in a tag of a page, and in scripts the names of what they make on any page: what
    a selector may find. A script that serves every site has most other English words in it too.
    """
    tags = (tag for page in site.rglob("*.html") for tag in _TAG.findall(page.read_text("utf-8")))
    scripts = (script.read_text("utf-8") for script in site.rglob("*.js"))
    return {word for tag in tags for word in _WORD.findall(tag)}.union(*map(_MADE.findall, scripts))


def joined(sheet: Path) -> str:
    """The text of a sheet, with each sheet that it imports in its place."""

    def inside(rule: Node) -> str:
        if not (isinstance(rule, AtRule) and rule.lower_at_keyword == "import"):
            return str(rule.serialize())
        address, *media = (part for part in rule.prelude if part.type != "whitespace")
        text = joined(sheet.parent / address.value)
        return f"@media {tinycss2.serialize(media)}{{{text}}}" if media else text

    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True)
    return "".join(map(inside, rules))


def slim(sheets: Iterable[str], is_named: _Test) -> list[str]:
    """The sheets of one site without the rules whose selectors need a word that is not named,
    without variables that none of them asks for, and without room for the eye.
    """
    first = [_slim(sheet, is_named, lambda _: True) for sheet in sheets]
    asked = {name for sheet in first for name in re.findall(r"var\(\s*(--[\w-]+)", sheet)}
    return [_slim(sheet, is_named, lambda it: it in asked or is_named(it)) for sheet in first]


def _slim(sheet: str, is_named: _Test, wanted: _Test) -> str:
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "".join(_rules(rules, is_named, wanted))


def _rules(rules: list[Node], is_named: _Test, wanted: _Test) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            met = [one for one in _selectors(rule.prelude) if all(map(is_named, _needs(one)))]
            told = ";".join(_declared(rule.content, wanted)) if met else ""
            if told:
                yield f"{','.join(map(_text, met))}{{{told}}}"
        elif rule.content is not None and rule.lower_at_keyword in _INNER:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_rules(inner, is_named, wanted)):
                yield f"@{rule.at_keyword} {_text(rule.prelude)}{{{kept}}}"
        else:
            yield rule.serialize()


def _selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """The selectors of a rule, which commas part."""
    one: list[Node] = []
    for part in prelude:
        if part == ",":
            yield one
            one = []
        else:
            one.append(part)
    yield one


def _needs(selector: list[Node]) -> Iterator[str]:
    """The classes and the values of attributes without which a selector finds nothing.

    What stands in brackets after a colon may be an alternative, or what must not be there.
    """
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "ident" and before == ".":
            yield token.value
        elif token.type == "[] block":
            parts = [part for part in token.content if part.type != "whitespace"]
            if len(parts) == 3 and parts[1] == "=":  # a name, a sign, a value
                yield from _WORD.findall(parts[2].value)


def _declared(content: list[Node], wanted: _Test) -> Iterator[str]:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if not isinstance(one, Declaration):  # a rule inside a rule stays as it is
            yield one.serialize()
        elif not one.name.startswith("--") or wanted(one.name):
            yield f"{one.name}:{_text(one.value)}{'!important' if one.important else ''}"


def _text(parts: Iterable[Node]) -> str:
    """What parts of a rule say, with one space where there is room between them."""
    said = (" " if part.type == "whitespace" else part.serialize() for part in parts)
    return "".join(said).strip()


def main() -> None:
    """Make the sheets of the site in the folder that the command line names small."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    words, home = named(site), (site / "index.html").read_text("utf-8")
    sheets = list(site.glob("assets/stylesheets/**/*.css"))
    linked = [sheet for sheet in sheets if sheet.name in home]
    made = slim(map(joined, linked), words.__contains__)
    for sheet, text in zip(linked, made, strict=True):
        whole.write(sheet, text.encode())
    for sheet in set(sheets).difference(linked):  # what it says stands where it is imported
        sheet.unlink()


if __name__ == "__main__":
    main()
