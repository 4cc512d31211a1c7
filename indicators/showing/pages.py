"""What a page may hold: text, and calls of known macros with constants; no typed figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from indicators.computing.compute import Views
from indicators.reporting.messages import fault
from indicators.reporting.problems import Problem
from indicators.showing.naming import nearest, unknown

# Digits in these parts of Markdown are addresses or structure, not figures that a reader sees.
_NOT_SHOWN = re.compile(
    r"\]\([^)\n]*\)"  # a link's address
    r"|^[ \t]*[0-9]+\.(?=[ \t])"  # the number of an item in an ordered list
    r"|\{:[^}\n]*\}"  # attributes of a heading or paragraph
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's name as shown in messages, its body, and the line on which the body begins."""

    name: str
    body: str
    first_line: int = 1
    may_show_examples: bool = False
    front: str = ""
    """The lines before the body."""

    def declaration(self, name: str) -> tuple[int, int, str]:
        """Line, column and text of the front matter's list item of this name, else of its top."""
        for number, line in enumerate(self.front.splitlines(), 1):
            item = re.fullmatch(rf"\s*-\s*[\"']?({re.escape(name)})[\"']?\s*", line)
            if item:
                return number, item.start(1) + 1, line
        return 1, 1, ""


def environment(comment_start: str = "{##", comment_end: str = "##}") -> Environment:
    """The syntax of the site's pages, which is never run from here."""
    return Environment(  # noqa: S701 - it only parses
        comment_start_string=comment_start, comment_end_string=comment_end
    )


Macros = Mapping[str, Callable[..., object]]


def check_page(page: Page, macros: Macros, views: Views | None = None) -> Iterator[Problem]:
    """Everything on a page that could run code, show a figure that was typed, or name what the
    data does not have, where that is given.

    Bad: ``Đã kết nạp 1.514 đảng viên.`` and ``{{ figure('ket-nap/2021/value') | upper }}``.
    Good: ``Đã kết nạp {{ figure('ket-nap/2021/value') }} đảng viên.``
    """
    try:
        tree = environment().parse(page.body)
    except TemplateSyntaxError as error:
        yield _problem(page, error.lineno, 1, "page-syntax", {"written": str(error.message)})
        return
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            yield _problem(page, node.lineno, 1, "page-code", {"written": _line(page, node.lineno)})
            continue
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                continue
            yield from _check_call(page, part, macros, views)
    if not page.may_show_examples:
        yield from _check_digits(page)


def _check_call(
    page: Page, node: nodes.Expr, macros: Macros, views: Views | None
) -> Iterator[Problem]:
    written = {"written": _line(page, node.lineno)}
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        yield _problem(page, node.lineno, 1, "page-code", written)
        return
    name = node.node.name
    if name not in macros:
        context = {"written": name, "guess": nearest(name, macros)}
        yield _problem(page, node.lineno, 1, "page-macro", context)
        return
    arguments = [*node.args, *(pair.value for pair in node.kwargs)]
    constant = all(isinstance(argument, nodes.Const) for argument in arguments)
    if not constant or node.dyn_args is not None or node.dyn_kwargs is not None:
        yield _problem(page, node.lineno, 1, "page-code", written)
    elif views is not None:
        yield from _check_names(page, node, macros[name], views)


def _check_names(
    page: Page, call: nodes.Call, macro: Callable[..., object], views: Views
) -> Iterator[Problem]:
    """The names in a call that the data does not have, each at its place in the line."""
    arguments = [item.as_const() for item in call.args]
    options = {pair.key: pair.value.as_const() for pair in call.kwargs}
    for context in unknown(macro, arguments, options, views):
        column = _line(page, call.lineno, whole=True).find(str(context["written"])) + 1
        yield _problem(page, call.lineno, max(column, 1), "page-name", context)


def _check_digits(page: Page) -> Iterator[Problem]:
    """Digits of the text itself; the constants of macros are names of figures."""
    hidden = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", _blanked, page.body, flags=re.DOTALL)
    hidden = _NOT_SHOWN.sub(_blanked, hidden)
    for number, line in enumerate(hidden.splitlines()):
        match = re.search(r"[^\s\d]*(\d)\S*", line)  # any script's digits
        if match:
            context = {"written": match[0]}
            yield _problem(page, number + 1, match.start(1) + 1, "page-digit", context)


def _blanked(match: re.Match[str]) -> str:
    """As many blanks as were matched, with the same line ends, so that columns stay."""
    return re.sub(r"[^\n]", " ", match[0])


def _line(page: Page, number: int, *, whole: bool = False) -> str:
    lines = page.body.splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    return line if whole else line.strip()


def _problem(
    page: Page, line: int, column: int, rule: str, context: Mapping[str, object]
) -> Problem:
    lines = page.body.splitlines()
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(page.name, page.first_line + line - 1, column, fault(rule, context), source)
