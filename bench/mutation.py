"""How much of the code the tests really hold: change it piece by piece and see who notices.

``python -m bench.mutation [MODULE …]`` changes one operator, constant, condition or statement of
a function at a time and runs the tests that enter this function, the quickest first. A change
that no test notices survives: either a test is missing, or the changed code did nothing. Tests
are collected once; each change lives in a forked process, so that nothing is left of it.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import importlib
import inspect
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest

from bench.report import Table, decimal

ROOT = Path(__file__).resolve().parent.parent

WRITTEN = ROOT / "includes" / "do-chat.md"
"""Where the last score of all modules stands; the page about speed includes it."""

MODULES = (
    "scalars", "mistyped", "mistimed", "lettering", "check", "checks.*", "reading.*",
    "computing.arithmetic",
)  # fmt: skip
"""What must not be wrong: how data is read and checked, and the arithmetic."""

TESTS = (
    "test_scalars", "test_bad_inputs", "test_load", "test_check", "test_invalid",
    "test_wording_of_problems", "test_command_line", "test_problems", "test_schema",
    "test_arithmetic", "test_ledger", "test_grades", "test_breakdowns", "test_syntax",
    "test_structure", "test_mistakes", "test_slips", "test_called", "test_lettering",
    "test_assignment", "test_paste",
)  # fmt: skip

LONGEST = 5.0
"""Seconds that a test may compute beyond ten times its usual before its change counts as noticed:
it made something endless.
"""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


class Change(NamedTuple):
    """One change of one function."""

    module: str
    function: str
    line: int
    before: str
    after: str
    code: CodeType


def functions(module: ModuleType) -> Iterator[tuple[str, ast.FunctionDef, FunctionType]]:
    """Each function and method of a module: its name, its source and itself."""
    tree = ast.parse(inspect.getsource(module))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from _whole(node.name, node, vars(module).get(node.name))
        elif isinstance(node, ast.ClassDef):
            owner = vars(module)[node.name]
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    name = f"{node.name}.{inner.name}"
                    yield from _whole(name, inner, vars(owner).get(inner.name))


def _whole(
    name: str, node: ast.FunctionDef, found: Any
) -> Iterator[tuple[str, ast.FunctionDef, FunctionType]]:
    """The function itself, below what decorators made of it."""
    for attribute in ("fget", "func", "__func__"):
        found = getattr(found, attribute, found)
    found = inspect.unwrap(found) if callable(found) else found
    if isinstance(found, FunctionType) and not found.__code__.co_freevars:
        yield name, node, found


def changes(module: ModuleType) -> Iterator[Change]:
    """Every change of every function of a module."""
    for name, node, function in functions(module):
        bare = copy.deepcopy(node)
        bare.decorator_list = []
        if ast.get_docstring(bare, clean=False) is not None:
            bare.body = bare.body[1:] or [ast.Pass()]
        for place, edit in _edits(bare):
            changed = copy.deepcopy(bare)
            target = list(ast.walk(changed))[place]
            before = ast.unparse(_statement(changed, target))
            if not edit(target):
                continue
            ast.fix_missing_locations(changed)
            after = ast.unparse(_statement(changed, target))
            whole = ast.Module([changed], [])
            compiled = compile(whole, function.__code__.co_filename, "exec")
            code = next(
                part
                for part in compiled.co_consts
                if isinstance(part, CodeType) and part.co_name == node.name
            )
            if not code.co_freevars and before != after:
                line = int(getattr(target, "lineno", node.lineno))
                yield Change(module.__name__, name, line, before, after, code)


def _statement(tree: ast.AST, target: ast.AST) -> ast.AST:
    """The smallest statement around a part of the tree, without the statements inside it."""
    best: ast.AST = tree
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and any(part is target for part in ast.walk(node)):
            best = node
    shown = copy.copy(best)
    for field in ("body", "orelse", "handlers", "cases"):
        if isinstance(getattr(shown, field, None), list):
            setattr(shown, field, [ast.Pass()] if field == "body" else [])
    return shown


Edit = Callable[[Any], bool]


def _edits(tree: ast.AST) -> Iterator[tuple[int, Edit]]:
    """Where in the tree something can be changed, and how; a change tells if it was made."""
    notes = {
        id(part)
        for node in ast.walk(tree)
        for held in (getattr(node, "returns", None), getattr(node, "annotation", None))
        if held is not None
        for part in ast.walk(held)
    }
    for place, node in enumerate(ast.walk(tree)):
        if id(node) not in notes:
            yield from ((place, edit) for edit in _edits_of(node))


def _edits_of(node: ast.AST) -> Iterator[Edit]:
    match node:
        case ast.Compare(ops=ops):
            for index, operator in enumerate(ops):
                if type(operator) in SWAPS:
                    yield functools.partial(_swap_in, index)
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() if type(node.op) in SWAPS:
            yield lambda n: _become(n, "op", SWAPS[type(n.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield lambda n: _become(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
        case ast.Constant(value=bool() | int() | str()):
            yield _constant
        case _:
            yield from _edits_of_statement(node)


def _edits_of_statement(node: ast.AST) -> Iterator[Edit]:
    match node:
        case ast.If() | ast.While() | ast.IfExp():
            yield lambda n: _become(n, "test", ast.UnaryOp(ast.Not(), n.test))
        case ast.comprehension(ifs=[_, *_]):
            yield lambda n: _become(n, "ifs", [])
        case ast.Return(value=ast.expr()) | ast.Expr(value=ast.Call()):
            yield lambda n: _become(n, "value", ast.Constant(None))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            nothing = ast.YieldFrom(ast.Tuple([], ast.Load()))  # still a generator
            yield lambda n: _become(n, "value", nothing)
        case ast.Raise():
            other = ast.Call(ast.Name("AssertionError", ast.Load()), [], [])
            yield lambda n: _become(n, "exc", other)


def _become(node: Any, field: str, value: Any) -> bool:
    setattr(node, field, value)
    return True


def _swap_in(index: int, node: Any) -> bool:
    operators = list(node.ops)
    operators[index] = SWAPS[type(operators[index])]()
    return _become(node, "ops", operators)


def _constant(node: Any) -> bool:
    match node.value:
        case bool():
            return _become(node, "value", not node.value)
        case int():
            return _become(node, "value", node.value + 1)
    return _become(node, "value", f"{node.value}XX")


class Hunter:
    """A pytest plugin: learns which tests enter which function, then tries every change."""

    def __init__(self, modules: list[ModuleType], share: float, workers: int) -> None:
        self.modules = modules
        self.share = share
        self.workers = workers
        self.failed = False
        self.enters: dict[CodeType, list[tuple[float, Any]]] = {}
        self.results: list[tuple[Change, str]] = []
        self.possible = 0

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.failed |= report.failed

    def pytest_runtestloop(self, session: Any) -> bool:
        originals = {
            (module.__name__, name): function
            for module in self.modules
            for name, _, function in functions(module)
        }
        codes = {function.__code__ for function in originals.values()}
        for item in session.items:
            self._learn(item, codes)
        if self.failed:
            raise pytest.UsageError("the tests fail already without a change")
        chosen = [c for module in self.modules for c in changes(module)]
        self.possible = len(chosen)
        random.Random(0).shuffle(chosen)  # noqa: S311 - an even choice, the same each time
        self._try_all(chosen[: max(1, round(len(chosen) * self.share))], originals)
        return True

    def _learn(self, item: Any, codes: set[CodeType]) -> None:
        """Run a test once and note the functions that it enters."""
        seen: set[CodeType] = set()
        sys.setprofile(lambda frame, event, _: seen.add(frame.f_code) if event == "call" else None)
        began = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        sys.setprofile(None)
        for code in seen & codes:
            self.enters.setdefault(code, []).append((time.process_time() - began, item))

    def _try_all(
        self, chosen: list[Change], originals: dict[tuple[str, str], FunctionType]
    ) -> None:
        running: dict[int, Change] = {}
        for count, change in enumerate(chosen, 1):
            function = originals[change.module, change.function]
            tests = sorted(self.enters.get(function.__code__, ()), key=itemgetter(0))
            if not tests:
                self.results.append((change, "not entered"))
                continue
            child = os.fork()
            if child == 0:
                self._child(change, function, tests)
            running[child] = change
            if len(running) >= self.workers:
                self._collect(running)
            if count % 100 == 0:
                print(f"{count} of {len(chosen)}", file=sys.stderr, flush=True)
        while running:
            self._collect(running)

    def _child(
        self, change: Change, function: FunctionType, tests: list[tuple[float, Any]]
    ) -> None:
        """Live with the change: exits with 1 as soon as a test notices it, with 0 if none does."""
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        signal.signal(signal.SIGPROF, lambda *_: os._exit(1))
        for module in list(sys.modules.values()):
            if module.__name__.startswith("indicators"):
                for held in vars(module).values():
                    if callable(getattr(held, "cache_clear", None)):
                        held.cache_clear()
        function.__code__ = change.code
        for usual, item in tests:
            signal.setitimer(signal.ITIMER_PROF, LONGEST + 10 * usual)
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            except BaseException:  # noqa: BLE001 - whatever it is, it was noticed
                os._exit(1)
            if self.failed:
                os._exit(1)
        os._exit(0)

    def _collect(self, running: dict[int, Change]) -> None:
        child, status = os.wait()
        outcome = "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        self.results.append((running.pop(child), outcome))


def main() -> int:
    """Change, test, and print what survived and how much was noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--share", type=float, default=1.0, help="of all changes, chosen evenly")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    modules = [importlib.import_module(name) for name in _names(arguments.modules)]
    hunter = Hunter(modules, arguments.share, arguments.workers)
    tests = [str(ROOT / "tests" / f"{name}.py") for name in TESTS]
    options = ["-o", "addopts=", "-p", "no:terminal", "-p", "no:cacheprovider"]
    pytest.main([*options, *tests], plugins=[hunter])
    if not hunter.results:
        return 1
    _tell(hunter.results)
    made = score(hunter.results, hunter.possible)
    print(made.markdown())
    if tuple(arguments.modules) == MODULES:
        WRITTEN.write_text(made.page(), "utf-8", newline="\n")
    return 0


def _names(patterns: tuple[str, ...] | list[str]) -> Iterator[str]:
    for pattern in patterns:
        path = ROOT / "indicators" / pattern.replace(".", "/").removesuffix("/*")
        if pattern.endswith(".*"):
            found = sorted(path.glob("[a-z]*.py"))
            yield from (f"indicators.{pattern[:-2]}.{file.stem}" for file in found)
        else:
            yield f"indicators.{pattern}"


def _tell(results: list[tuple[Change, str]]) -> None:
    """Print every change that no test noticed."""
    for change, outcome in sorted(results, key=lambda r: (r[0].module, r[0].line)):
        if outcome != "killed":
            print(f"{change.module}:{change.line} {change.function}: {outcome}")
            print(f"  - {change.before}\n  + {change.after}")


def score(results: list[tuple[Change, str]], possible: int) -> Table:
    """How many changes of each module, and of all that are possible, some test noticed."""
    found: dict[str, list[bool]] = {}
    for change, outcome in sorted(results, key=lambda r: r[0].module):
        found.setdefault(f"`{change.module}`", []).append(outcome == "killed")
    every = [noticed for module in found.values() for noticed in module]
    return Table(
        "Độ chặt của kiểm tra",
        ("Mô-đun", "Chỗ sửa thử", "Bị phát hiện", "Tỷ lệ"),
        [
            (
                name,
                decimal(len(noticed), 0),
                decimal(sum(noticed), 0),
                f"{decimal(100 * sum(noticed) / max(1, len(noticed)), 1)}%",
            )
            for name, noticed in (*found.items(), ("Tất cả", every))
        ],
        (
            "Mỗi chỗ sửa thử đổi một toán tử, hằng số, điều kiện hoặc câu lệnh của một hàm.",
            "Chỗ sửa được coi là bị phát hiện khi có ít nhất một phép kiểm tra vì nó mà hỏng.",
            f"Thử {decimal(len(results), 0)} trong {decimal(possible, 0)} chỗ, chọn đều.",
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
