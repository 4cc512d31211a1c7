"""A handed-in file as it goes back: the very one, with each answer in the row that it is about."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol

from indicators.export.workbook import height
from indicators.forms.opened import Grid
from indicators.forms.reading import Answer
from indicators.forms.writing import ANSWERS_ID, HEADINGS, TITLE
from indicators.reporting.findings import visible
from indicators.scalars import number

ANSWERS = "Cần sửa"
_WIDTH = 60
_RED, _WHITE = "FFFFD9D6", "FFFFFFFF"


def returned(content: bytes, grids: Mapping[str, Grid], answers: Iterable[Answer]) -> bytes:
    """The workbook again, or, of a file that is none, one of what its sheets say.

    Cells to be mended are red; what is to be done stands in a column of its own, behind all others.
    """
    book, out = _book(content, grids), io.BytesIO()
    by_sheet = defaultdict(list)
    for answer in answers:
        by_sheet[answer.spot.sheet or next(iter(grids))].append(answer)
    for title, page in zip(grids, book.worksheets, strict=True):
        _mark(page, by_sheet[title])
    book.save(out)
    return out.getvalue()


def _book(content: bytes, grids: Mapping[str, Grid]) -> Any:
    # Only who returns a workbook waits for the library.
    import openpyxl  # noqa: PLC0415

    with suppress(Exception), warnings.catch_warnings():  # it fails in many ways on odd parts
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for title, grid in grids.items():
        page = book.create_sheet(title or ANSWERS)
        for at, row in enumerate(grid.rows, 1):
            for column, cell in enumerate(row, 1):
                there = page.cell(at, column)
                there.value = float(number(cell.text)) if cell.number else visible(cell.text)
                there.data_type = "n" if cell.number else "s"
    return book


def _mark(page: Any, answers: Iterable[Answer]) -> None:
    """Answers in place of those that an earlier copy had."""
    from openpyxl.styles import Alignment, PatternFill  # noqa: PLC0415 - see above

    known = [cell.column for cell in page[1] if cell.value == ANSWERS_ID]
    if known:
        page.delete_cols(known[0])
    for cell in (cell for row in page.iter_rows() for cell in row):
        if cell.fill.fgColor.rgb == _RED:
            cell.fill = PatternFill("solid", _WHITE)
    told: dict[int, list[str]] = defaultdict(list)
    for answer in answers:
        spot, at = answer.spot.cell, TITLE
        if spot:
            page[spot].fill, at = PatternFill("solid", _RED), xl_cell_to_rowcol(spot)[0]
        told[max(at, TITLE) + 1].append(f"Ô {spot}: {answer.words}" if spot else answer.words)
    if not told:
        return
    told[HEADINGS + 1].insert(0, ANSWERS)
    last = page.max_column + 1
    page.cell(1, last).value = ANSWERS_ID
    page.column_dimensions[page.cell(1, last).column_letter].width = _WIDTH
    page.print_area = None
    for at, lines in told.items():
        cell = page.cell(at, last)
        cell.value, cell.data_type = "\n".join(lines), "s"
        cell.fill, cell.alignment = (
            PatternFill("solid", _RED),
            Alignment("left", "top", wrap_text=True),
        )
        tall = sum(height([(line, _WIDTH)]) for line in lines)
        page.row_dimensions[at].height = max(tall, page.row_dimensions[at].height or 0)
