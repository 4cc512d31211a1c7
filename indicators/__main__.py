"""The command line: beside ``bridge`` the only part of the package that prints, and what exits.

To add a command, write its function and name it with its arguments in ``COMMANDS``; import inside
the function what only that command needs, so that the others start as fast as before.
"""

# ruff: noqa: PLC0415 - what a command needs is imported by that command alone

from __future__ import annotations

import argparse
import datetime as dt
import errno
import gc
import os
import shlex
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from indicators import DataError, Problem, data_files, examine, read, whole
from indicators.comparing.git import GitError, Repository, committed
from indicators.editing.lines import EditError
from indicators.reporting import problems as reports
from indicators.reporting.findings import visible

if TYPE_CHECKING:
    from indicators import Loaded
    from indicators.computing.compute import Views
    from indicators.model import Dataset
    from indicators.pages.content import Content
    from indicators.starting.project import Draft, Project

CLEAN, PROBLEMS, USAGE, FAULT = 0, 1, 2, 3
"""What the command exits with: nothing to say, something to mend, a call that makes no sense or
cannot be carried out here, a mistake of the program itself.
"""

DATA = "data/indicators.yaml"
_HISTORY = "build/history.json"
_SCHEMA = "schema/indicators.schema.json"

MOST_TRIED = 10
"""Versions in git that are looked at for one that loads."""

PATIENCE = 120
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


class _UsageError(Exception):
    """A call that cannot be carried out; the text says why."""


class _TooLongError(BaseException):
    """A version of the data is not computed in time; nothing on the way may take it for less."""


class _Parser(argparse.ArgumentParser):
    """Says in Vietnamese what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"{visible(message)}\n{self.format_usage()}")


def _say(text: str) -> None:
    sys.stdout.write(reports.inert(text))


def _complain(text: str) -> None:
    sys.stderr.write(reports.inert(text))


def _check(arguments: argparse.Namespace) -> int:
    if arguments.fix:
        _fix(Path(arguments.file))
    found = sorted(_problems(arguments), key=lambda problem: problem.doubt)
    shape = arguments.format or ("text", "github")[os.environ.get("GITHUB_ACTIONS") == "true"]
    rules_url = arguments.rules_url or os.environ.get("INDICATORS_RULES_URL", "")
    worded = {"language": arguments.lang, "rules_url": rules_url}
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if shape == "github":
        # Annotations are commands, of which all that is quoted in them is escaped.
        sys.stdout.write(reports.as_github(found, **worded))
        _summarise(summary if found else None, reports.as_summary(found, **worded))
    elif shape == "json":
        _say(reports.as_json(found, **worded))
    else:
        _say(reports.as_text(found, **worded) + reports.conclusion(found, arguments.lang))
    return CLEAN if all(problem.doubt for problem in found) else PROBLEMS


def _fix(main: Path) -> None:
    """Make the mends that are certain, and show them."""
    from indicators.reporting.mending import mended

    try:
        files = data_files(main, Path.cwd())
    except DataError:
        return  # the check tells why they are not read
    new, mends = mended(files, examine(files).problems)
    for name, content in new.items():
        if content != files[name]:
            whole.write(Path(name), content)
    for mend in mends:
        was, now = mend.before.strip(), mend.after.strip()
        _complain(f"{mend.file}:{mend.line}: đã sửa\n  - {was}\n  + {now}\n")


def _suggest(arguments: argparse.Namespace) -> int:
    """Writes what is to be done beside a proposal, and says for the job's summary what is not."""
    import html
    import json

    from indicators.comparing.suggestions import offered

    kept, main = _kept(Path(DATA))
    files = kept.files(arguments.head, main)
    shown = {name: kept.shown(arguments.head, "HEAD", name) for name in files}
    commit = kept.commit(arguments.head)
    pages = json.loads(Path(arguments.comments).read_bytes()) if arguments.comments else []
    found = offered(files, shown, commit, [comment for page in pages for comment in page])
    made = {"stale": "".join(f"{comment}\n" for comment in found.stale)}
    if found.review:
        made["review.json"] = json.dumps(found.review, ensure_ascii=False)
    whole.write_all(Path(arguments.out), [(name, text.encode()) for name, text in made.items()])
    told = (f"{mend.file}:{mend.line}: gõ {mend.after.strip()}" for mend in found.left)
    if found.left:
        listed = html.escape("\n".join(map(visible, told)))
        _say(
            f"Chắc chắn, nhưng gợi ý không ghi được ở dòng ấy; gõ lấy:\n\n<pre>\n{listed}\n</pre>\n"
        )
    return CLEAN


def _uploads(_: argparse.Namespace) -> int:
    """Whether filled forms may lie on a branch: what lies there everybody can read, for good."""
    from indicators.reading.load import load

    dataset = load(data_files(Path(DATA), Path.cwd())).dataset
    decision = dataset.publication if dataset else None
    hidden = decision.smallest_shown if decision else 0
    if dataset is None or hidden == 1:
        return CLEAN  # broken data the import tells
    why = f"quyết định công bố giấu số nhỏ hơn {hidden}" if hidden else "chưa có quyết định công bố"
    _say(
        f"## Không nhận biểu qua nhánh\n\nTệp ở đây ai cũng đọc được, cả sau khi xóa, mà {why} "
        "(mục publication của tệp dữ liệu). Xóa nhánh này ngay (Branches, hình thùng rác), báo chủ "
        "trang, và gửi biểu cho chủ trang qua thư.\n"
    )
    return PROBLEMS


def _problems(arguments: argparse.Namespace) -> Sequence[Problem]:
    """What is wrong with the data, and with the pages of a project where one is named."""
    content = _content(Path(arguments.project)) if arguments.project else None
    try:
        files = data_files(Path(arguments.file), Path.cwd())
    except DataError as error:
        return (*error.problems, *_of_text(content))
    found = examine(files, _today())
    if found.problems:
        found = examine(files, _today(), last_good=_last_good(Path(arguments.file)))
        return (*found.problems, *found.doubts, *_of_text(content))
    changed = _held(arguments, found) if arguments.base else ()
    if content is None:
        return (*changed, *found.doubts)
    from indicators.showing.site import open_site

    return (*changed, *open_site(files, content).problems, *found.doubts)


def _of_text(content: Content | None) -> Iterator[Problem]:
    if content:
        from indicators.showing.site import of_text

        yield from of_text(content)


def _held(arguments: argparse.Namespace, found: Loaded) -> Sequence[Problem]:
    """What changed since the base and needs a record, or a second look; nothing did since one
    without data.
    """
    from indicators.comparing.compare import held

    then = _then(arguments.base, Path(arguments.file))
    try:
        before = _opened(then, published=False) if then else {}
        past = _views_past(arguments.base, Path(arguments.file))
        changed = held(found, before, _today(), past) if then else ()
        return sorted(changed, key=lambda problem: (problem.file, problem.line))
    except DataError:
        why = f"số của năm đã qua chưa đối chiếu được với bản {arguments.base}: bản ấy còn lỗi"
        _complain(f"indicators: {visible(why)}\n")
        return ()


def _past(base: str, main: Path) -> Iterator[Mapping[str, bytes]]:
    """The files of the newest versions up to a revision, newest first; none where git has none.

    Along first parents, so that of a pull request merged for a try they are the branch's own.
    """
    with suppress(GitError):
        kept, name = _kept(main)
        yield from islice(kept.past(name, base), MOST_TRIED)


def _views_past(base: str, main: Path) -> Iterator[Mapping[str, Views]]:
    """What followed from those that can be read, of which nothing is withheld."""
    for files in _past(base, main):
        with suppress(DataError):
            yield _opened(files, published=False)


def _last_good(main: Path) -> Mapping[str, bytes] | None:
    """The files of the newest version in git that loads."""
    from indicators.reading.load import load

    return next((files for files in _past("HEAD", main) if files and load(files).dataset), None)


def _today() -> dt.date:
    """The day of the run, or the one that the environment gives for it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    # The command line is where the clock is read; everything below it is given the date.
    moment = int(epoch) if epoch.isdecimal() else time.time()  # noqa: TID251
    return dt.datetime.fromtimestamp(moment, dt.UTC).date()


def _content(project: Path) -> Content:
    """The pages of a project, held against the menu of its ``mkdocs.yml``."""
    from indicators.starting.project import project_in

    try:
        return project_in(project, {}, _today()).content
    except ValueError as error:
        raise _UsageError(f"{project / 'mkdocs.yml'} không phải YAML đúng: {error}") from error


def _addresses(arguments: argparse.Namespace) -> int:
    """Adds to the list what the site of today has; what is in it already stays."""
    from indicators.export import Format
    from indicators.pages.content import given_away
    from indicators.pages.published import PUBLISHED
    from indicators.showing.site import open_site

    project = Path(arguments.project)
    content = _content(project)
    chosen = given_away((project / "mkdocs.yml").read_text("utf-8"))
    formats = [form for form in Format if chosen is None or form in chosen]
    site = open_site(data_files(project / DATA, project), content, formats=formats)
    if site.problems:
        _complain(str(DataError(site.problems)))
        return PROBLEMS
    listed = content.published
    new = len(site.published - listed.addresses.keys())
    whole.write(project / PUBLISHED, listed.extended(site.published).encode())
    total = len(site.published | listed.addresses.keys())
    _say(f"{PUBLISHED}: {total} địa chỉ, {new} địa chỉ mới.\n")
    return CLEAN


def _schema(arguments: argparse.Namespace) -> int:
    from indicators.reading.schema import schema_text

    if arguments.out:
        whole.write(Path(arguments.out), schema_text().encode())
    else:
        sys.stdout.write(schema_text())
    return CLEAN


def _compare(arguments: argparse.Namespace) -> int:
    from indicators.comparing.compare import compare_terms
    from indicators.comparing.report import LED, STRUCK, TITLE, of_terms
    from indicators.pages.content import read_content
    from indicators.showing.touched import touched

    views = []
    both = _both(arguments)
    for side in ("trước", "nay"):
        files: Mapping[str, bytes] = {}
        try:
            files = next(both)
            views.append(_opened(files))
        except DataError as error:
            why = "không tính được" if files else f"không có tệp {DATA}"
            told = f"Không so sánh được: bản {side} {'còn lỗi' if error.problems else why}."
            _complain(f"{told}\n{error}")
            if arguments.format == "markdown":
                _say(f"## {TITLE}\n\n**{told}**\n")
            return PROBLEMS
    content = read_content(Path(arguments.docs).absolute().parent)
    current = [*views[1]][-1]
    changes = []
    past = _views_past(arguments.base, Path(DATA)) if arguments.base else ()
    for term, comparison in compare_terms(*views, today=_today(), past=past).items():
        pages = content.pages.values()
        own = [page for page in pages if page.front.meta.get("term", current) == term]
        changes.append((comparison, [*touched(own, comparison.before, comparison.after)]))
    struck, led = _readdressed(arguments.base, content) if arguments.base else ((), ())
    _say(of_terms(arguments.format, changes, {STRUCK: struck, LED: led}))
    return CLEAN


def _readdressed(base: str, content: Content) -> tuple[Sequence[str], Sequence[str]]:
    """The published addresses that a revision's list has and today's has not; and those of which
    only today's says that they lead elsewhere.
    """
    from indicators.pages.published import PUBLISHED, read_published

    listed, now = Repository(Path.cwd()).files(base, PUBLISHED), content.published
    then = read_published(listed.get(PUBLISHED, b"").decode(errors="replace"))
    old = {(moved.old, moved.new) for moved in then.moved}
    led = [f"{m.old} → {m.new}" for m in now.moved if (m.old, m.new) not in old]
    return sorted(then.addresses.keys() - now.addresses.keys()), led


def _opened(files: Mapping[str, bytes], *, published: bool = True) -> Mapping[str, Views]:
    """The views of any version of the data, of each term by its id. Errors: ``DataError``, also
    when it takes too long.
    """
    from indicators.comparing.versions import lenient_views

    def stop(*_: object) -> NoReturn:
        raise _TooLongError

    usual = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        return lenient_views(files, published=published)
    except _TooLongError:
        raise DataError(()) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)


def _both(arguments: argparse.Namespace) -> Iterator[Mapping[str, bytes]]:
    """The files of both versions."""
    if arguments.base is None:
        if len(arguments.files) != 2:
            raise _UsageError("cần hai tệp, hoặc --base và nhiều nhất một tệp")
        yield from (data_files(Path(name), Path.cwd()) for name in arguments.files)
        return
    if len(arguments.files) > 1:
        raise _UsageError("với --base chỉ nêu một tệp: bản nay")
    yield _then(arguments.base, Path(DATA))
    yield data_files(Path(*arguments.files or [DATA]), Path.cwd())


def _then(base: str, main: Path) -> Mapping[str, bytes]:
    """The data files of a revision in git."""
    other = ""
    try:
        kept, name = _kept(main)
        other = "; nêu bản khác, ví dụ BASE=main, hoặc chạy git fetch origin trước"
        return kept.files(base, name)
    except GitError as error:
        raise _UsageError(f"không đọc được bản trước: {_said(error)}{other}") from error


def _said(error: GitError) -> str:
    """Why git cannot be asked, with its own words for who mends it."""
    return f"{error}; git báo: {error.said}" if error.said else str(error)


def _history(arguments: argparse.Namespace) -> int:
    """A history that cannot be known is no error: it is written, and the page says so."""
    from indicators.comparing.history import history_of, to_json
    from indicators.comparing.versions import Extent, Versions

    pages: Mapping[str, str] = {}
    why, main = "", Path(arguments.file)
    try:
        kept, name = _kept(main)
        versions, pages = kept.versions(name), kept.changed("docs")
    except GitError as error:
        versions, why = Versions(Extent.MISSING, (), str(error)), _said(error)
    known = replace(history_of(versions, _opened), pages=pages)
    whole.write(Path(arguments.out), to_json(known).encode())
    unread = f", {len(known.unread)} bản không đọc được" if known.unread else ""
    why = why or known.reason
    _say(f"Lịch sử số liệu: {len(versions.listed)} bản, {len(known.events)} thay đổi{unread}")
    _say(f" ({why}).\n" if why else ".\n")
    return CLEAN


def _kept(main: Path) -> tuple[Repository, str]:
    """The repository that holds a file, and the file's name in it. Errors: ``GitError``."""
    path = Path(os.path.normpath(Path.cwd() / main))
    folder = Path.cwd() if path.is_relative_to(Path.cwd()) else path.parent
    return Repository(folder), path.relative_to(folder).as_posix()


def _export(arguments: argparse.Namespace) -> int:
    from indicators.export import Format
    from indicators.export.edition import edition
    from indicators.showing.exports import of_all_terms

    dataset = _dataset(arguments.file)
    commit, moment = committed(Path(arguments.file).parent, ".")
    try:
        told = edition(os.environ, commit=commit, moment=moment, address=arguments.address)
    except ValueError as error:
        raise _UsageError(str(error)) from error
    files = of_all_terms(dataset, told, [Format(form) for form in arguments.format])
    count = whole.write_all(Path(arguments.out), files)
    _say(f"Đã ghi {count} tệp vào {arguments.out}.\n")
    return CLEAN


def _dataset(main: str) -> Dataset:
    """What the data says. Errors: ``DataError``."""
    dataset = read(data_files(Path(main), Path.cwd())).dataset
    assert dataset is not None, "what was read without a problem is there"
    return dataset


@whole.alone(Path())
def _change(arguments: argparse.Namespace) -> int:
    """A change of the data with its pages: all of it is written, or, with a problem, nothing."""
    from indicators.starting.asked import ASKS, told
    from indicators.starting.project import project_in

    command = arguments.command
    project = project_in(Path(), data_files(Path(DATA), Path.cwd()), _today())
    draft = ASKS[command].draft
    assert draft is not None, "commands that change this project are drafted"
    asked = draft(project, told(command, arguments.words))
    # Setting is about numbers, and about all that follow from them.
    return _made(project, asked, dry=arguments.dry_run, tell=command == "set")


def _made(
    project: Project, asked: Draft, *, dry: bool, tell: bool, summary: str | None = None
) -> int:
    """Make the change and show it, with what follows from it where that is to be told."""
    from indicators.comparing.compare import compare_terms
    from indicators.comparing.report import of_terms
    from indicators.starting.project import changed

    made = changed(project, asked)
    if made.problems:
        again = "Chưa ghi gì; sửa điều đã gõ hoặc trang được nêu, rồi gọi lại.\n"
        _complain(reports.as_text(made.problems) + again)
        _summarise(summary, reports.as_summary(made.problems))
        return PROBLEMS
    _say(made.difference)
    if tell:
        after = {name: made.files.get(name, text) for name, text in project.data.items()}
        compared = compare_terms(_opened(project.data), _opened(after), today=_today())
        changes = [(found, None) for found in compared.values()]
        _say(of_terms("text", changes))
        _summarise(summary, of_terms("markdown", changes))
    if not made.files:
        _say("Không có gì phải ghi.\n")
    elif not dry:
        whole.write_all(Path(), made.files.items())
        _say(f"Đã ghi: {', '.join(made.files)}. {made.advice}".rstrip() + "\n")
    return CLEAN


def _summarise(file: str | None, text: str) -> None:
    """Adds to the summary of a job, where one is kept."""
    if file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(reports.inert(text))


def _form(arguments: argparse.Namespace) -> int:
    """The form of a period, or one for each unit."""
    from indicators.forms.writing import forms
    from indicators.starting.asked import told

    typed = told("form", arguments.words)
    dataset = _dataset(DATA)
    made = forms(dataset, typed.get("period", ""), typed.get("unit", ""))
    out = typed.get("out", "build/forms")
    whole.write_all(Path(out), made.items())
    _say("".join(f"Đã ghi {Path(out, name)}\n" for name in made))
    if dataset.publication is None and (dataset.units or dataset.groups):
        _say("Chưa có quyết định công bố (publication): biểu không hỏi số của đơn vị, nhóm.\n")
    return CLEAN


@whole.alone(Path())
def _import(arguments: argparse.Namespace) -> int:
    """What filled forms say: all of it is written, or, with anything to mend, nothing."""
    from indicators.forms.taking import as_markdown, as_text, taken
    from indicators.starting.project import Draft, project_in

    paths = {path.absolute(): path for path in _handed_in(arguments.files)}
    if not paths:
        raise _UsageError(f"không thấy biểu nào ở {', '.join(arguments.files)}")
    above = Path(os.path.commonpath([path.parent for path in paths]))
    files = {str(at.relative_to(above)): path.read_bytes() for at, path in paths.items()}
    plain = {name: str(Path(name).with_suffix(".xlsx")) for name in files}
    copies = {n: f"{n}.xlsx" if c != n and c in files else c for n, c in plain.items()}
    back = Path(arguments.returned or "")
    project = project_in(Path(), data_files(Path(DATA), Path.cwd()), _today())
    found = taken(files, project.data, _today())
    _say("".join(f"Lưu ý: {sheet}, nên không ghi gì của trang ấy.\n" for sheet in found.lost))
    if found.answers:
        _say(as_text(found.answers))
        _summarise(arguments.summary, as_markdown(found.answers))
        made = {copies[name]: copy for name, copy in found.returned.items()}
        if arguments.returned:
            whole.write_all(back, made.items())
            _say("".join(f"Bản trả lại: {back / copy}\n" for copy in made))
        _say(f"{len(found.answers)} chỗ cần sửa; chưa ghi gì.\n")
        return PROBLEMS
    asked = Draft(found.changes)
    code = _made(project, asked, dry=arguments.dry_run, tell=True, summary=arguments.summary)
    if arguments.returned and code == CLEAN and not arguments.dry_run:
        for stale in (back.absolute() / copy for copy in copies.values()):
            if stale not in paths:
                stale.unlink(missing_ok=True)
    return code


_NO_FORMS = ("~$*", ".~lock.*", "._*", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What programs leave beside the files of a folder."""


def _handed_in(names: Sequence[str]) -> Iterator[Path]:
    """The files of paths, patterns and folders, with all below them, several of which may stand
    behind one FILES=.
    """
    for name in names:
        words = [name] if name and Path(name).exists() else shlex.split(name)
        if not words:
            raise _UsageError("nêu biểu đã điền, ví dụ make import FILES='nhap/*.xlsx'")
        for word in words:
            for path in sorted(Path().glob(word)) if "*" in word else [Path(word)]:
                inside = sorted(path.rglob("*")) if path.is_dir() else [path]
                forms = (one for one in inside if not any(map(one.match, _NO_FORMS)))
                yield from (one for one in forms if one.is_file() or one == path)


def _new(arguments: argparse.Namespace) -> int:
    from indicators.founding import founded
    from indicators.starting.asked import told
    from indicators.starting.new import new_site

    typed = told("new", arguments.words)
    folder, files = Path(typed["out"]), new_site(typed)
    if not whole.is_empty(folder):
        raise _UsageError(f"{folder} đã có nội dung; chọn thư mục trống")
    whole.write_all(folder, files.items())
    _say(
        f"Đã tạo trang của {typed['organisation']} trong {folder}.\n{founded(folder)}\n"
        "Làm tiếp, theo thứ tự:\n"
        f"  1. cd {shlex.quote(str(folder))}\n"
        "  2. make serve: xem trang trên máy mình.\n"
        "  3. Điền văn bản, mức và số theo README.md, mục “Việc cần làm đầu tiên”; make check kiểm "
        "tra.\n"
        "  4. git add --all && git commit -m 'Ghi số liệu'\n"
        "  5. Đưa trang lên mạng theo docs/gioi-thieu/chu-trang.md.\n"
    )
    return CLEAN


class _Command(NamedTuple):
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: Sequence[tuple[str, Mapping[str, Any]]]


def _arg(name: str, told: str, **more: object) -> tuple[str, Mapping[str, Any]]:
    return name, {"help": told, **more}


_FILE = _arg("file", f"tệp dữ liệu chính ({DATA})", nargs="?", default=DATA)
_WORDS = _arg("words", "TÊN=giá trị; gọi không kèm gì thì được một ví dụ đủ",
              nargs="*", metavar="TÊN=…")  # fmt: skip
_CHANGE = (_WORDS, _arg("--dry-run", "chỉ in ra chỗ sẽ đổi, không ghi", action="store_true"))
_FORMS = ("csv", "json", "png", "svg", "xlsx")

COMMANDS = {
    "set": _Command("ghi số, chữ vào một mục của tệp dữ liệu", _change, _CHANGE),
    "add-indicator": _Command("thêm một chỉ tiêu, trang và mức của nó", _change, _CHANGE),
    "add-document": _Command("thêm một văn bản, nguồn", _change, _CHANGE),
    "add-target": _Command("thêm một mức chỉ tiêu", _change, _CHANGE),
    "add-solution": _Command("thêm một giải pháp", _change, _CHANGE),
    "add-units": _Command("thêm các đơn vị", _change, _CHANGE),
    "add-rows": _Command("thêm dòng của các đơn vị vào một năm", _change, _CHANGE),
    "new-term": _Command("bắt đầu một nhiệm kỳ mới; trang của nhiệm kỳ trước ở nguyên",
                         _change, _CHANGE),
    "rename": _Command("đổi một mã ở mọi nơi; mã cũ vẫn dẫn tới nơi", _change, _CHANGE),
    "form": _Command("lập biểu nhập số liệu của một kỳ", _form, (_WORDS,)),
    "import": _Command("ghi số từ các biểu đã điền vào tệp dữ liệu", _import, (
        _arg("files", "biểu .xlsx, .csv, hoặc thư mục có các biểu", nargs="+", metavar="TỆP"),
        _arg("--dry-run", "chỉ in ra chỗ sẽ đổi, không ghi", action="store_true"),
        _arg("--summary", "ghi thêm báo cáo dạng Markdown vào một tệp", metavar="TỆP"),
        _arg("--returned", "nơi ghi bản trả lại, có lời báo cạnh ô", metavar="THƯ_MỤC"),
    )),
    "new": _Command("tạo trang mới cho đơn vị khác", _new, (_WORDS,)),
    "check": _Command("kiểm tra dữ liệu", _check, (
        _FILE,
        _arg("--format", "dạng kết quả: chữ; chú thích của GitHub (tự chọn khi chạy ở đó); JSON",
             choices=("text", "github", "json")),
        _arg("--fix", "sửa luôn những chỗ chắc chắn, và in ra từng chỗ", action="store_true"),
        _arg("--project", "kiểm tra cả các trang: thư mục có mkdocs.yml, docs, includes",
             metavar="THƯ_MỤC"),
        _arg("--base", "so với một bản trong git, ví dụ origin/main: số của năm đã qua giữ nguyên",
             metavar="BẢN"),
        _arg("--lang", "ngôn ngữ của thông báo (vi)", choices=("vi", "en"), default="vi"),
        _arg("--rules-url", "địa chỉ trang quy tắc, để mỗi thông báo có liên kết (hoặc biến "
             "INDICATORS_RULES_URL)", metavar="ĐỊA_CHỈ"),
    )),
    "suggest": _Command("những chỗ chắc chắn của một đề nghị, để nhận bằng một lần bấm", _suggest, (
        _arg("--head", "bản của đề nghị, trong git", required=True, metavar="BẢN"),
        _arg("--comments", "các ý kiến đã có ở đề nghị, như GitHub trả lời", metavar="TỆP"),
        _arg("--out", "nơi ghi: review.json là điều để gửi, stale là những ý kiến để bỏ",
             required=True, metavar="THƯ_MỤC"),
    )),
    "uploads": _Command("biểu đã điền có được để ở nhánh nhap/… không", _uploads, ()),
    "compare": _Command("số nào đổi đối với người đọc", _compare, (
        _arg("files", "bản trước và bản nay; với --base chỉ bản nay", nargs="*", metavar="TỆP"),
        _arg("--base", "lấy bản trước từ git, ví dụ origin/main", metavar="BẢN"),
        _arg("--format", "dạng báo cáo (text)", choices=("markdown", "json", "text"),
             default="text"),
        _arg("--docs", "các trang (docs)", default="docs", metavar="THƯ_MỤC"),
    )),
    "export": _Command("xuất dữ liệu: CSV, XLSX, JSON, SVG, PNG", _export, (
        _FILE,
        _arg("--out", "nơi ghi các tệp", required=True, metavar="THƯ_MỤC"),
        _arg("--format", "các dạng cần xuất (mọi dạng)", nargs="+", choices=_FORMS,
             default=_FORMS),
        _arg("--address", "địa chỉ công khai của trang, ghi vào các tệp (biến SITE_URL)",
             metavar="ĐỊA_CHỈ"),
    )),
    "addresses": _Command("ghi thêm địa chỉ mới vào danh sách địa chỉ đã công bố", _addresses, (
        _arg("--project", "thư mục có mkdocs.yml, docs, includes, data (.)", default=".",
             metavar="THƯ_MỤC"),
    )),
    "history": _Command("lập lịch sử số liệu từ git", _history, (
        _FILE, _arg("--out", f"tệp để ghi ({_HISTORY})", default=_HISTORY, metavar="TỆP"),
    )),
    "schema": _Command("in JSON Schema của tệp dữ liệu", _schema, (
        _arg("--out", f"tệp để ghi, ví dụ {_SCHEMA}", metavar="TỆP"),
    )),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns one of the numbers above."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no Vietnamese letters must not stop the report.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    parser = _Parser(prog="indicators", description="Số liệu chỉ tiêu: kiểm tra và xuất.")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", required=True)
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help)
        for argument, more in command.arguments:
            own.add_argument(argument, **more)
    code = USAGE
    try:
        chosen = parser.parse_args(arguments)
        return COMMANDS[chosen.command].run(chosen)
    except DataError as error:
        code, told = PROBLEMS, str(error)
    except GitError as error:
        told = f"indicators: {_said(error)}\n"
    except (_UsageError, EditError) as error:
        told = f"indicators: {error}\n"
    except OSError as error:
        did = "ghi" if isinstance(error, whole.UnwrittenError) else "đọc"
        why = _WHY.get(error.errno or 0) or error.strerror or str(error)
        told = f"indicators: không {did} được {visible(str(error.filename))}: {why}\n"
    except Exception:  # noqa: BLE001 - whatever is wrong here, no problem of the data is
        blame = "indicators: lỗi của chương trình, không phải của dữ liệu; "
        told = f"{traceback.format_exc()}{blame}gửi những dòng trên cho người giữ mã nguồn\n"
        code = FAULT
    _complain(told)
    return code


if __name__ == "__main__":
    gc.set_threshold(*COLLECTIONS)
    sys.exit(main())
