"""What the calls of a page put into it, or why they put nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from inspect import Parameter, signature
from typing import Any, Literal, get_args, get_origin, get_type_hints

from markupsafe import Markup

from indicators.pages.calls import Call, Constant
from indicators.pages.page import Page
from indicators.reporting.problems import Problem
from indicators.reporting.rules import Fault, Rule, Section, Wording
from indicators.showing.links import NoPageError
from indicators.showing.naming import nearest, unknown
from indicators.showing.writer import Writer, macros

rule = partial(Rule, Section.PAGES)

PAGE_MACRO = rule(
    "page-macro",
    "Macro không có",
    vi="Không có macro “{written}”.",
    en="There is no macro “{written}”.",
    mend="xem tên các macro ở trang “Macro cho người soạn trang”.",
    mend_en="see the names on the page of macros.",
    why="Tên gõ nhầm sẽ để trống một chỗ trên trang.",
    bad="{{ tabel('ket-nap') }}",
    good="{{ table('ket-nap') }}",
)

PAGE_ARGUMENT = rule(
    "page-argument",
    "Đối số macro không nhận",
    vi="Macro {macro} không nhận “{written}”.",
    en="The macro {macro} does not take “{written}”.",
    mend="{allowed}; xem ví dụ của {macro} ở trang “Macro cho người soạn trang”.",
    mend_en="{allowed}; see the example of {macro} on the page of macros.",
    why="Đối số sai làm macro cho ra điều khác với ý người viết.",
    bad="{{ chart('ket-nap', 'thang') }}",
    good="{{ chart('ket-nap', 'totals') }}",
)

PAGE_ANSWER = rule(
    "page-answer",
    "Macro không cho ra kết quả",
    vi="Macro {written} không cho ra kết quả: {said}",
    en="The macro {written} gives no result: {said}",
    mend="sửa hoặc bỏ lời gọi này.",
    mend_en="mend the call or take it away.",
    why="Một chỗ trống trên trang dễ bị đọc thành không có gì.",
    bad="{{ status('muc-chua-co-can-cu', outlook=True) }}",
    good="{{ status('muc-ket-nap') }}",
)

PAGE_BLOCK = rule(
    "page-block",
    "Bảng, thẻ, biểu đồ đứng trong câu",
    vi="Macro {written} cho ra một khối (bảng, thẻ, biểu đồ), nhưng lời gọi đứng giữa câu.",
    en="The macro {written} gives a block (table, cards, chart), but is called inside a sentence.",
    mend="đặt lời gọi một mình trên một dòng, trước và sau là dòng trống.",
    mend_en="put the call on a line of its own, with an empty line before and after.",
    why="Khối đứng giữa câu làm vỡ đoạn văn quanh nó.",
    bad="Kết quả: {{ table('ket-nap') }}",
    good="{{ table('ket-nap') }}",
)

PAGE_OTHER_TERM = rule(
    "page-other-term",
    "Trang nói về nhiệm kỳ khác",
    vi="“{written}” là của nhiệm kỳ {other}, còn trang này thuộc nhiệm kỳ khác.",
    en="“{written}” is of the term {other}, and this page of another.",
    mend="trang của nhiệm kỳ ấy thì ghi term: {other} ở phần đầu trang; không thì sửa tên.",
    mend_en="if the page is of that term, write term: {other} in its front matter; else mend it.",
    why="Một trang lấy số của một nhiệm kỳ; trang nhiệm kỳ khác thì dẫn bằng liên kết thường.",
    bad="{{ table('ket-nap') }}",
    good="[Kết quả nhiệm kỳ trước](../chi-tieu/ket-nap.md)",
)

_IN_A_SENTENCE = re.compile(r"\s*(?:[^<\s]|<(?:a|abbr|span|time|strong|em)\b|\Z)")
"""How the result of a macro begins that may stand inside a sentence."""

_KINDS: Mapping[object, Wording] = {
    str: Wording("chữ trong dấu nháy", "text in quotes"),
    int: Wording("số, không có dấu nháy", "a number without quotes"),
    bool: Wording("True hoặc False", "True or False"),
}


def answers(
    page: Page, writer: Writer, gone: Collection[str] = (), asked: Writer | None = None
) -> tuple[tuple[Markup, ...], tuple[Problem, ...]]:
    """The result of each call of a page in its order, and what is wrong with calls. Where pages
    declare what is ``gone`` from the data, a call for what no page declares is not what is wrong.
    Where each call leads is noted in the writer's links.
    The macros may be ``asked`` with another writer, that sees what they read.
    """
    results: list[Markup] = []
    problems: list[Problem] = []
    writer.links.led.clear()
    for call in page.calls:
        writer.links.led.append({})
        faults = list(_faults(page, call, writer, gone))
        result = Markup()
        if not faults:
            try:
                result = result_of(call, asked or writer)
            except (LookupError, TypeError, ValueError) as error:
                if gone and isinstance(error, NoPageError):
                    results.append(result)
                    continue
                said, _, mend = str(error).partition(" Cách sửa: ")
                told = partial(PAGE_ANSWER, None, Wording(mend, mend) if mend else None)
                fault = told(written=call.name, said=Wording(said, said))
                faults.append(page.problem(call.start, fault))
        if not _IN_A_SENTENCE.match(result) and not page.alone(call):
            faults.append(page.problem(call.start, PAGE_BLOCK(written=call.name)))
        results.append(result)
        problems += faults
    return tuple(results), tuple(problems)


def result_of(call: Call, writer: Writer) -> Markup:
    """What a call puts into the page. Errors: those of the macro."""
    return macros()[call.name](writer, *call.arguments, **call.options)


def _faults(page: Page, call: Call, writer: Writer, gone: Collection[str]) -> Iterator[Problem]:
    """What is wrong with a call: its macro, its arguments, the names in it."""
    macro = macros().get(call.name)
    if macro is None:
        near = nearest(call.name, macros())
        guess = Wording(
            f"Không có macro “{{written}}”; có phải “{near}”?",
            f"There is no macro “{{written}}”; did you mean “{near}”?",
        )
        yield page.problem(call.start, PAGE_MACRO(guess if near else None, written=call.name))
        return
    wrong = list(_arguments(macro, call))
    yield from (page.problem(at, fault) for at, fault in wrong)
    named = partial(unknown, macro, call.arguments, call.options)
    for typed, fault in named(writer.views, writer.links.homes, gone) if not wrong else ():
        other = next((term for term, of in writer.others.items() if not any(named(of, {}))), "")
        told = PAGE_OTHER_TERM(written=str(typed), other=other) if other else fault
        yield page.problem(_at(call, typed), told)


def _arguments(macro: Callable[..., Any], call: Call) -> Iterator[tuple[int, Fault]]:
    """Arguments that a macro does not take, lacks, or takes otherwise, each with its place."""

    def fault(written: object, allowed: Wording) -> Fault:
        return PAGE_ARGUMENT(macro=call.name, written=str(written), allowed=allowed)

    taken, hints = _taken(macro)
    many = next((item.name for item in taken if item.kind is Parameter.VAR_POSITIONAL), "")
    single = [item.name for item in taken if item.name != many]
    names = [item.name for item in taken if item.kind is Parameter.POSITIONAL_OR_KEYWORD]
    names += [many] * (len(call.arguments) - len(names)) if many else []
    given = [*zip(names, call.arguments, strict=False), *call.options.items()]
    known = Wording(*(f"{word} {', '.join(single) or '–'}" for word in ("chỉ có", "it has")))
    for value in call.arguments[len(names) :]:
        yield _at(call, value), fault(value, known)
    for number, (name, value) in enumerate(given):
        again = any(name == other for other, _ in given[:number]) and name != many
        if name not in hints or again:
            yield _at(call, value), fault(name, known)
        elif (allowed := _refused(name, value, hints[name])) is not None:
            yield _at(call, value), fault(value, allowed)
    for item in taken:
        if item.default is Parameter.empty and item.name != many and item.name not in dict(given):
            lacking = Wording(f"thêm đối số {item.name}", f"add the argument {item.name}")
            yield call.start, fault("()", lacking)


def _at(call: Call, value: object) -> int:
    return next((at for typed, at in call.places.items() if str(typed) == str(value)), call.start)


@cache
def _taken(macro: Callable[..., Any]) -> tuple[Sequence[Parameter], Mapping[str, object]]:
    """The arguments of a macro, after its writer, and what each takes."""
    taken, hints = list(signature(macro).parameters.values())[1:], get_type_hints(macro)
    return taken, {item.name: hints[item.name] for item in taken}


def _refused(name: str, value: Constant, hint: object) -> Wording | None:
    """What an argument takes instead of a value that it does not take."""
    if get_origin(hint) is Literal:
        listed = ", ".join(f"'{value}'" for value in get_args(hint))
        told = Wording(f"{name} là một trong: {listed}", f"{name} is one of {listed}")
        return None if value in get_args(hint) else told
    kind = _KINDS[hint]
    return None if type(value) is hint else Wording(f"{name} là {kind.vi}", f"{name} is {kind.en}")
