"""Which files hold the data: the main one, and beside it one for each year that was split off."""

from __future__ import annotations

import re
from pathlib import Path

from indicators.reporting.problems import DataError, Problem
from indicators.reporting.rules import Rule, Section, Wording

MAIN = "indicators.yaml"
YEAR = re.compile(r"[0-9]{4}\.yaml")
"""The name of a file that holds one year, beside the main one."""
_LIKE = re.compile(r"[^.].*\.ya?ml(\.txt)?", re.IGNORECASE)
"""Names of files that an editor takes for data, such as Notepad's ``2024.yaml.txt``."""

FILE_NAME = Rule(
    Section.FILE,
    "file-name",
    "Tên tệp không được đọc",
    vi="Tệp “{written}” nằm cạnh tệp dữ liệu nhưng không được đọc.",
    en="The file “{written}” lies beside the data but is not read.",
    mend="đặt tên bằng năm và đuôi .yaml, ví dụ 2024.yaml, hoặc chuyển tệp sang thư mục khác.",
    mend_en="name it by its year with the ending .yaml, such as 2024.yaml, or move it elsewhere.",
    why="Số liệu trong tệp đặt sai tên sẽ vắng mặt trên trang mà không ai hay.",
    bad="data/2024.yml",
    good="data/2024.yaml",
    former=("file-plain",),
)
_PLAIN = (
    Wording(
        "“{written}” là một liên kết hay thư mục, không phải tệp thường.",
        "“{written}” is a link or a folder, not a plain file.",
    ),
    Wording(
        "xóa nó, rồi đặt vào đó một tệp thường cùng tên.",
        "remove it and put a plain file of that name in its place.",
    ),
)
"""Of a link, which may lead to what nobody meant to show."""


def data_files(main: Path, root: Path | None = None) -> dict[str, bytes]:
    """The bytes of the data files by name, the main one first, then the years in order.

    A main file of another name than ``indicators.yaml`` stands alone. Names are relative to
    ``root`` where the files lie below it. Errors: ``OSError`` when a file cannot be read,
    ``DataError`` when a YAML file beside the main one would silently not be read, or when what
    lies below the root is no file of its own: a link may lead to what nobody meant to show.
    """
    paths = [main]
    if main.name == MAIN and main.is_file():
        beside = sorted(path for path in main.parent.iterdir() if _LIKE.fullmatch(path.name))
        years = [path for path in beside if YEAR.fullmatch(path.name)]
        strays = [path for path in beside if path not in years and path.name != MAIN]
        if strays:
            raise DataError(_problem(_name(path, root)) for path in strays)
        paths += years
    odd = [path for path in paths if not _is_plain(path, root)]
    if odd:
        raise DataError(_problem(_name(path, root), *_PLAIN) for path in odd)
    return {_name(path, root): path.read_bytes() for path in paths}


def _is_plain(path: Path, root: Path | None) -> bool:
    """Whether what stands there is the file itself, which no link on the way from the root leads
    elsewhere. A file that is not there, or outside the root, is for its reader to judge.
    """
    if path.is_absolute() and not (root and path.is_relative_to(root)):
        return True
    way = [place for place in (path, *path.parents) if place not in (root, *(root or path).parents)]
    named = path.name == MAIN or YEAR.fullmatch(path.name)
    other = named and path.exists() and not path.is_file()
    return not other and not any(place.is_symlink() for place in way)


def _problem(name: str, *words: Wording) -> Problem:
    return Problem(name, 1, 1, FILE_NAME(*words, written=name.rpartition("/")[2]), "")


def _name(path: Path, root: Path | None) -> str:
    inside = root is not None and path.is_relative_to(root)
    return (path.relative_to(root) if inside and root else path).as_posix()
