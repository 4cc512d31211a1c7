"""The command line: the only part of the package that prints, writes and exits.

To add a command, write ``_its_arguments`` and ``_its_run`` and name both in ``COMMANDS``; import
inside the run function what only that command needs, so that the others start as fast as before.
"""

# ruff: noqa: PLC0415 - what a command needs is imported by that command alone

from __future__ import annotations

import argparse
import errno
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from indicators import whole

if TYPE_CHECKING:
    from indicators.comparing.git import GitError
    from indicators.computing.compute import Views
    from indicators.export import Edition
    from indicators.pages.content import Content
    from indicators.reporting.problems import Problem

CLEAN, PROBLEMS, USAGE, FAULT = 0, 1, 2, 3
"""What the command exits with: nothing to say, something to mend, a call that makes no sense or
cannot be carried out here, a mistake of the program itself.
"""

DATA = "data/indicators.yaml"
HISTORY = "build/history.json"
SCHEMA = "schema/indicators.schema.json"

SECONDS = 120
"""After how long computing one version of the data is given up."""

COLLECTIONS = (200_000, 50, 1_000)
"""How seldom garbage is looked for: what a command reads and computes, it needs to its end."""


_FULL = "ổ đĩa đầy hoặc không nhận thêm; dọn bớt rồi chạy lại"
_SHUT = "không có quyền; chọn nơi khác hoặc xin quyền"
_TAKEN = "nơi ấy có một tệp hay thư mục khác; chọn tên khác"
_WHY: Mapping[int, str] = {
    errno.EACCES: _SHUT, errno.EPERM: _SHUT, errno.EROFS: _SHUT,
    errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _FULL,
    errno.EISDIR: "đó là một thư mục; nêu tên tệp",
    errno.ENOTDIR: _TAKEN, errno.EEXIST: _TAKEN, errno.ENOTEMPTY: _TAKEN,
    errno.ENOENT: "không có ở đó; xem lại tên",
    errno.ENAMETOOLONG: "tên quá dài; chọn tên ngắn hơn",
    errno.ELOOP: "liên kết dẫn về chính nó; chọn nơi khác",
}  # fmt: skip
"""Why a file cannot be read or written, and what to do."""


class _Command(NamedTuple):
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class _UsageError(Exception):
    """A call that cannot be carried out; the text says why."""


class _TooLongError(BaseException):
    """A version of the data is not computed in time; nothing on the way may take it for less."""


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
        "--project",
        metavar="THƯ_MỤC",
        help="kiểm tra cả các trang: thư mục có mkdocs.yml, docs, includes",
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

    found = _problems(Path(arguments.file), Path(arguments.project) if arguments.project else None)
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


def _problems(main: Path, project: Path | None) -> tuple[Problem, ...]:
    """What is wrong with the data, and with the pages of a project where one is named."""
    from indicators import examine
    from indicators.reporting.problems import DataError

    content = _content(project) if project else None
    others = content.problems if content else ()
    try:
        files = _files(main)
    except DataError as error:
        return (*error.problems, *others)
    found = examine(files).problems
    if found or content is None:
        return (*found, *others)
    from indicators.showing.site import open_site

    return open_site(files, content).problems


def _content(project: Path) -> Content:
    """The pages of a project, held against the menu of its ``mkdocs.yml``."""
    from indicators.pages.content import read_content
    from indicators.pages.navigation import listed

    settings = project / "mkdocs.yml"
    try:
        return read_content(project, listed(settings.read_text("utf-8")))
    except OSError as error:
        raise _UsageError(f"không đọc được {settings}: {error.strerror}") from error
    except ValueError as error:
        raise _UsageError(f"{settings} không phải YAML đúng: {error}") from error


def _files(main: Path) -> Mapping[str, bytes]:
    from indicators.reading.files import data_files

    try:
        return data_files(main, Path.cwd())
    except OSError as error:
        raise _UsageError(
            f"không đọc được {error.filename}: {_WHY.get(error.errno or 0, error.strerror)}"
        ) from error


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
    from indicators.comparing.report import FORMATS, TITLE
    from indicators.pages.content import read_content
    from indicators.reporting.problems import DataError, as_text
    from indicators.showing.touched import touched

    views = []
    for side, files in zip(("trước", "nay"), _both(arguments), strict=True):
        try:
            views.append(_opened(files))
        except DataError as error:
            why = "còn lỗi" if error.problems else "không tính được"
            told = f"Không so sánh được: bản {side} {why}."
            sys.stderr.write(f"{told}\n{as_text(error.problems)}")
            if arguments.format == "markdown":
                sys.stdout.write(f"## {TITLE}\n\n**{told}**\n")
            return PROBLEMS
    before, after = views
    pages = read_content(Path(arguments.docs).absolute().parent).pages.values()
    shown = [page.name for page in touched(pages, before, after)]
    sys.stdout.write(FORMATS[arguments.format](compare(before, after), shown))
    return CLEAN


def _opened(files: Mapping[str, bytes]) -> Views:
    """The views of any version of the data. Errors: ``DataError``, also when it takes too long."""
    from indicators.comparing.lenient import lenient_views
    from indicators.reporting.problems import DataError

    def stop(*_: object) -> NoReturn:
        raise _TooLongError

    if not hasattr(signal, "setitimer"):  # a system without alarms
        return lenient_views(files)
    usual = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return lenient_views(files)
    except _TooLongError:
        raise DataError(()) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)


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
        raise _UsageError(f"không đọc được bản trước: {_said(error)}") from error
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


def _said(error: GitError) -> str:
    """Why git cannot be asked, with its own words for who mends it."""
    return f"{error}; git báo: {error.said}" if error.said else str(error)


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default=DATA, help=f"tệp dữ liệu chính ({DATA})")
    parser.add_argument("--out", default=HISTORY, metavar="TỆP", help=f"tệp để ghi ({HISTORY})")


def _history(arguments: argparse.Namespace) -> int:
    """A history that cannot be known is no error: it is written, and the page says so."""
    from indicators.comparing.git import GitError, Repository
    from indicators.comparing.history import history, to_json
    from indicators.comparing.versions import Extent, Versions

    folder, name = _place(Path(arguments.file))
    why = ""
    try:
        versions = Repository(folder).versions(name)
    except GitError as error:
        versions = Versions(Extent.MISSING, (), str(error))
        why = _said(error)
    known = history(versions, _opened)
    _write(to_json(known), arguments.out)
    told = f"Lịch sử số liệu: {len(versions.listed)} bản, {len(known.events)} thay đổi"
    unread = f", {len(known.unread)} bản không đọc được" if known.unread else ""
    why = why or known.reason
    sys.stdout.write(f"{told}{unread}{f' ({why})' if why else ''}.\n")
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
    files = one_by_one(compute(dataset), _edition(arguments), formats)
    try:
        count = whole.write_all(Path(arguments.out), files)
    except OSError as error:
        raise _UsageError(_unwritten(arguments.out, error)) from error
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
    try:
        if not whole.is_empty(folder):
            raise _UsageError(f"{folder} đã có nội dung; chọn thư mục trống")
        start, end = term_years(arguments.term)
        palette = Palette.of(arguments.colour) if arguments.colour else None
        units = tuple(arguments.unit)
        files = new_site(Plan(arguments.name, start, end, arguments.site, units, palette))
        whole.write_all(folder, files.items())
    except (NewSiteError, ColourError) as error:
        raise _UsageError(str(error)) from error
    except OSError as error:
        raise _UsageError(_unwritten(arguments.folder, error)) from error
    sys.stdout.write(f"Đã tạo trang trong {folder}; bước tiếp theo ghi ở {folder}/README.md.\n")
    return CLEAN


def _write(text: str, out: str | None) -> None:
    """Write to a file with the line ends as they are, or to the standard output."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        whole.write(Path(out), text.encode())
    except OSError as error:
        raise _UsageError(_unwritten(out, error)) from error


def _unwritten(place: str, error: OSError) -> str:
    return f"không ghi được {place}: {_why(error)}"


def _why(error: OSError) -> str:
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


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
    except OSError as error:
        place = error.filename or ""
        sys.stderr.write(f"indicators: không đọc hoặc không ghi được {place}: {_why(error)}\n")
        return USAGE
    except Exception:  # noqa: BLE001 - whatever is wrong here, no problem of the data is
        traceback.print_exc()
        sys.stderr.write(
            "indicators: lỗi của chương trình, không phải của dữ liệu; "
            "gửi những dòng trên cho người giữ mã nguồn\n"
        )
        return FAULT
    finally:
        gc.set_threshold(*usual)


if __name__ == "__main__":
    sys.exit(main())
