"""The command line: the only part of the package that prints, writes and exits.

To add a command, write ``_its_arguments`` and ``_its_run`` and name both in ``COMMANDS``; import
inside the run function what only that command needs, so that the others start as fast as before.
"""

# ruff: noqa: PLC0415 - what a command needs is imported by that command alone

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from indicators.export import Edition
    from indicators.reporting.problems import Problem

CLEAN, PROBLEMS, USAGE = 0, 1, 2
"""What the command exits with: nothing to say, something to mend, a call that makes no sense."""

DATA = "data/indicators.yaml"
HISTORY = "build/history.json"
SCHEMA = "schema/indicators.schema.json"

COLLECTIONS = (200_000, 50, 1_000)
"""How seldom garbage is looked for: what a command reads and computes, it needs to its end."""


class _Command(NamedTuple):
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class _UsageError(Exception):
    """A call that cannot be carried out; the text says why."""


class _Parser(argparse.ArgumentParser):
    """Says in Vietnamese what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"{message}\n{self.format_usage()}")


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default=DATA, help=f"tệp dữ liệu chính ({DATA})")
    parser.add_argument(
        "--format",
        choices=("text", "github", "json"),
        help="dạng kết quả: chữ; chú thích của GitHub (tự chọn khi chạy ở đó); JSON",
    )
    parser.add_argument(
        "--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của thông báo (vi)"
    )
    parser.add_argument(
        "--rules-url",
        default=os.environ.get("INDICATORS_RULES_URL", ""),
        metavar="ĐỊA_CHỈ",
        help="địa chỉ trang quy tắc, để mỗi thông báo có liên kết (hoặc biến INDICATORS_RULES_URL)",
    )


def _check(arguments: argparse.Namespace) -> int:
    from indicators.reporting import problems as reports

    found = _problems(Path(arguments.file))
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    shape = arguments.format or ("github" if on_github else "text")
    worded = {"language": arguments.lang, "rules_url": arguments.rules_url}
    report = {
        "text": reports.as_text,
        "github": reports.as_github,
        "json": reports.as_json,
    }[shape]
    sys.stdout.write(report(found, **worded))
    if shape == "github":
        _summarise(reports.as_summary(found, **worded) if found else "")
    if shape == "text":
        sys.stdout.write(reports.conclusion(found, arguments.lang))
    return PROBLEMS if found else CLEAN


def _problems(main: Path) -> tuple[Problem, ...]:
    from indicators import examine
    from indicators.reporting.problems import DataError

    try:
        files = _files(main)
    except DataError as error:
        return error.problems
    return examine(files).problems


def _files(main: Path) -> Mapping[str, bytes]:
    from indicators.reading.files import data_files

    try:
        return data_files(main, Path.cwd())
    except OSError as error:
        raise _UsageError(f"không đọc được {error.filename}: {error.strerror}") from error


def _summarise(text: str) -> None:
    """Add to the job's summary, if the run has one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and text:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="TỆP", help=f"tệp để ghi, ví dụ {SCHEMA}")


def _schema(arguments: argparse.Namespace) -> int:
    from indicators.reading.schema import schema_text

    _write(schema_text(), arguments.out)
    return CLEAN


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="TỆP", help="bản trước và bản nay; với --base chỉ bản nay"
    )
    parser.add_argument("--base", metavar="BẢN", help="lấy bản trước từ git, ví dụ origin/main")
    parser.add_argument(
        "--format",
        choices=("markdown", "json", "text"),
        default="text",
        help="dạng báo cáo (text)",
    )
    parser.add_argument("--docs", default="docs", metavar="THƯ_MỤC", help="các trang (docs)")


def _compare(arguments: argparse.Namespace) -> int:
    from indicators.comparing.compare import compare
    from indicators.comparing.lenient import lenient_views
    from indicators.comparing.report_forms import FORMATS
    from indicators.reporting.problems import DataError, as_text
    from indicators.showing.pages import Page
    from indicators.showing.touched import touched

    views = []
    for side, files in zip(("trước", "nay"), _both(arguments), strict=True):
        try:
            views.append(lenient_views(files))
        except DataError as error:
            sys.stderr.write(f"Không so sánh được: bản {side} còn lỗi.\n")
            sys.stderr.write(as_text(error.problems))
            return PROBLEMS
    before, after = views
    paths = sorted(Path(arguments.docs).rglob("*.md"))
    pages = [Page(path.as_posix(), path.read_text("utf-8-sig")) for path in paths]
    shown = [page.name for page in touched(pages, before, after)]
    sys.stdout.write(FORMATS[arguments.format](compare(before, after), shown))
    return CLEAN


def _both(arguments: argparse.Namespace) -> Iterator[Mapping[str, bytes]]:
    """The files of both versions."""
    from indicators.comparing.git import GitError, Repository

    if arguments.base is None:
        if len(arguments.files) != 2:
            raise _UsageError("cần hai tệp, hoặc --base và nhiều nhất một tệp")
        yield from (_files(Path(name)) for name in arguments.files)
        return
    if len(arguments.files) > 1:
        raise _UsageError("với --base chỉ nêu một tệp: bản nay")
    try:
        then = Repository(Path.cwd()).files(arguments.base, DATA)
    except GitError as error:
        raise _UsageError(f"không đọc được bản trước: {error}") from error
    if not then:
        raise _UsageError(f"bản {arguments.base} không có tệp {DATA}")
    yield then
    yield _files(Path(arguments.files[0] if arguments.files else DATA))


def _place(main: Path) -> tuple[Path, str]:
    """The folder in which git is asked, and the file's name in it."""
    here = Path.cwd()
    path = (here / main).resolve()
    folder = here if path.is_relative_to(here.resolve()) else path.parent
    return folder, path.relative_to(folder.resolve()).as_posix()


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default=DATA, help=f"tệp dữ liệu chính ({DATA})")
    parser.add_argument("--out", default=HISTORY, metavar="TỆP", help=f"tệp để ghi ({HISTORY})")


def _history(arguments: argparse.Namespace) -> int:
    """A history that cannot be known is no error: it is written, and the page says so."""
    from indicators.comparing.git import GitError, Repository
    from indicators.comparing.history import as_json, history
    from indicators.comparing.versions import Extent, Versions

    folder, name = _place(Path(arguments.file))
    try:
        versions = Repository(folder).versions(name)
    except GitError as error:
        versions = Versions(Extent.MISSING, (), str(error))
    known = history(versions)
    out = Path(arguments.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _write(as_json(known), arguments.out)
    told = f"Lịch sử số liệu: {len(versions.listed)} bản, {len(known.events)} thay đổi"
    unread = f", {len(known.unread)} bản không đọc được" if known.unread else ""
    why = f" ({known.reason})" if known.reason else ""
    sys.stdout.write(f"{told}{unread}{why}.\n")
    return CLEAN


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default=DATA, help=f"tệp dữ liệu chính ({DATA})")
    parser.add_argument("--out", required=True, metavar="THƯ_MỤC", help="nơi ghi các tệp")
    parser.add_argument(
        "--format",
        nargs="+",
        choices=("csv", "json", "svg", "xlsx"),
        default=("csv", "json", "svg", "xlsx"),
        help="các dạng cần xuất (mọi dạng)",
    )
    parser.add_argument(
        "--address",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ công khai của trang, ghi vào các tệp (biến SITE_URL)",
    )


def _export(arguments: argparse.Namespace) -> int:
    from indicators import read
    from indicators.computing.compute import compute
    from indicators.export import Format
    from indicators.reporting.problems import DataError, as_text
    from indicators.showing.exports import one_by_one

    try:
        dataset = read(_files(Path(arguments.file))).dataset
    except DataError as error:
        sys.stderr.write(as_text(error.problems))
        return PROBLEMS
    assert dataset is not None, "what was read without a problem is there"
    formats = [Format(name) for name in arguments.format]
    count = 0
    for address, content in one_by_one(compute(dataset), _edition(arguments), formats):
        count += 1
        path = Path(arguments.out) / address
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise _UsageError(f"không ghi được {path}: {error.strerror}") from error
    sys.stdout.write(f"Đã ghi {count} tệp vào {arguments.out}.\n")
    return CLEAN


def _edition(arguments: argparse.Namespace) -> Edition:
    """The edition: its date from the environment, its commit from git where the data is that
    commit's.
    """
    from indicators.comparing.git import GitError, Repository
    from indicators.export.edition import edition

    folder, name = _place(Path(arguments.file))
    try:
        project = Repository(folder)
        commit = project.commit() if project.is_clean(str(Path(name).parent)) else ""
    except GitError:
        commit = ""
    try:
        return edition(os.environ, commit=commit, address=arguments.address)
    except ValueError as error:
        raise _UsageError(str(error)) from error


def _rows_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("indicator", metavar="CHỈ_TIÊU", help="mã chỉ tiêu, ví dụ ket-nap")
    parser.add_argument("year", type=int, metavar="NĂM", help="năm cần thêm dòng đơn vị")
    parser.add_argument("file", nargs="?", default=DATA, help=f"tệp dữ liệu chính ({DATA})")
    parser.add_argument(
        "--split", action="store_true", help="in thành cả tệp riêng của năm: data/NĂM.yaml"
    )


def _rows(arguments: argparse.Namespace) -> int:
    from indicators import read
    from indicators.reporting.problems import DataError, as_text
    from indicators.starting.paste import rows

    try:
        dataset = read(_files(Path(arguments.file))).dataset
    except DataError as error:
        sys.stderr.write(as_text(error.problems))
        return PROBLEMS
    assert dataset is not None, "what was read without a problem is there"
    named = {indicator.id: indicator for indicator in dataset.indicators}
    if arguments.indicator not in named:
        raise _UsageError(f"không có chỉ tiêu “{arguments.indicator}”")
    if not dataset.units:
        raise _UsageError("tệp dữ liệu chưa khai đơn vị nào ở units")
    split = arguments.split
    sys.stdout.write(rows(dataset, named[arguments.indicator], arguments.year, split=split))
    return CLEAN


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="THƯ_MỤC", help="nơi đặt trang mới; phải trống")
    parser.add_argument("--name", required=True, metavar="TÊN", help="tên tổ chức đảng")
    parser.add_argument("--term", required=True, metavar="NĂM-NĂM", help="nhiệm kỳ: 2025-2030")
    parser.add_argument("--site", default="", metavar="TÊN", help="tên trang")
    parser.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar="TÊN",
        help="một đơn vị trực thuộc; ghi nhiều lần theo thứ tự chính thức",
    )
    parser.add_argument("--colour", metavar="MÃ_MÀU", help="màu chính, ví dụ #0b5c4a")


def _new(arguments: argparse.Namespace) -> int:
    from indicators.starting.colours import ColourError, Palette
    from indicators.starting.new import NewSiteError, Plan, new_site, term_years

    folder = Path(arguments.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _UsageError(f"{folder} đã có nội dung; chọn thư mục trống")
    try:
        start, end = term_years(arguments.term)
        palette = Palette.of(arguments.colour) if arguments.colour else None
        units = tuple(arguments.unit)
        files = new_site(Plan(arguments.name, start, end, arguments.site, units, palette))
    except (NewSiteError, ColourError) as error:
        raise _UsageError(str(error)) from error
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if content.startswith(b"#!"):
            path.chmod(0o755)
    sys.stdout.write(f"Đã tạo trang trong {folder}; bước tiếp theo ghi ở {folder}/README.md.\n")
    return CLEAN


def _write(text: str, out: str | None) -> None:
    """Write to a file with the line ends as they are, or to the standard output."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        Path(out).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _UsageError(f"không ghi được {out}: {error.strerror}") from error


COMMANDS = {
    "check": _Command("kiểm tra dữ liệu", _check_arguments, _check),
    "compare": _Command("số nào đổi đối với người đọc", _compare_arguments, _compare),
    "export": _Command("xuất dữ liệu: CSV, XLSX, JSON, SVG", _export_arguments, _export),
    "history": _Command("lập lịch sử số liệu từ git", _history_arguments, _history),
    "new": _Command("tạo trang mới cho đơn vị khác", _new_arguments, _new),
    "rows": _Command("in các dòng đơn vị để dán vào tệp dữ liệu", _rows_arguments, _rows),
    "schema": _Command("in JSON Schema của tệp dữ liệu", _schema_arguments, _schema),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when all is well, 1 for problems, 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no Vietnamese letters must not stop the report.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    parser = _Parser(prog="indicators", description="Số liệu chỉ tiêu: kiểm tra và xuất.")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", required=True)
    for name, command in COMMANDS.items():
        command.arguments(commands.add_parser(name, help=command.help, description=command.help))
    usual = gc.get_threshold()
    gc.set_threshold(*COLLECTIONS)
    try:
        chosen = parser.parse_args(arguments)
        return COMMANDS[chosen.command].run(chosen)
    except _UsageError as error:
        sys.stderr.write(f"indicators: {error}\n")
        return USAGE
    finally:
        gc.set_threshold(*usual)


if __name__ == "__main__":
    sys.exit(main())
