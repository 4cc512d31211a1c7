"""A form as a workbook: its cells to fill in, what they mean, and the answers to a filled one."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.checks.places import may_be_negative
from indicators.export.edition import BOTH
from indicators.export.workbook import FONT, Cover, filled, height, sheet_name
from indicators.forms import refusals
from indicators.forms.form import (
    NUMBERS,
    WHY,
    Asked,
    Entry,
    Form,
    Row,
    Sheet,
    heading,
    is_number,
    meaning,
)
from indicators.forms.opened import Grid
from indicators.model import Dataset
from indicators.reading.fields import Field
from indicators.reporting.findings import visible
from indicators.reporting.rules import Rule
from indicators.scalars import number
from indicators.words.wording import capital

NAMES, TITLE, HEADINGS, FIRST = 0, 1, 3, 4
"""The rows of a sheet: what the columns are known by, which is hidden; what it is; how to fill it
in; what the columns are called; the first one to fill in.
"""
BASE = "="
"""What a hidden column is known by that holds what was known: this sign before the field's name."""
TITLE_ID, HEADINGS_ID, SUM_ID, ANSWERS_ID = "tieu-de", "cot", "cong", "can-sua"
"""What those rows are known by, in the hidden first column; the last one, the column of answers."""
GUIDE = "Hướng dẫn"
NAME, FILE = "Biểu nhập số liệu", "bieu-nhap"
EACH = "all"
"""What stands for every unit."""

LABELS = ("Nội dung", "Đơn vị tính")
"""What the columns are called that say what is asked."""
_HOW = (
    "Điền vào ô trắng và ô vàng; ô vàng là số đang chờ. Để trống là không đổi gì, không xóa gì. "
    "Cách ghi từng cột: xem trang tính “Hướng dẫn”."
)
_WIDTHS = {"locator": 12, "note": 18, "missing": 14, "reason": 16, "source": 13}
_LABEL_WIDTH = 34
_MOST = 10**15
_ANSWERS, _ANSWER_WIDTH = "Cần sửa", 60
_RED, _NO_RED = "FFFFD9D6", "FFFFFFFF"
_Columns = Sequence[tuple[int, Field]]
_WHITE, _YELLOW, _GREY = "#FFFFFF", "#FFF4C2", "#F1F3F5"


def forms(dataset: Dataset, period: str, unit: str) -> Mapping[str, bytes]:
    """The form of a period by its file's name: of the whole organisation, of a unit, or of each
    unit that is asked by itself (``all``). Errors: ``EditError``.
    """
    asked = Asked(dataset, period)
    made = {}
    for one in asked.units if unit == EACH else [unit]:
        form = asked.of(one)
        cover = Cover(f"{NAME}: {form.whose}", (), form.whose, f"{_HOW} Giấy phép: {BOTH}.")
        name = "-".join(filter(None, (FILE, period, one)))
        made[f"{name}.xlsx"] = filled(cover, _Writer(form).write)
    return made


class _Writer:
    """Writes a form into a workbook; the same form gives the same bytes."""

    def __init__(self, form: Form) -> None:
        self._form, self._documents = form, ""

    def write(self, book: Workbook) -> None:
        look = {**FONT, "text_wrap": True}
        self._book, self._look = book, cache(lambda **more: book.add_format({**look, **more}))
        names: dict[str, str] = {}
        for sheet in self._form.sheets:
            names[sheet.key] = sheet_name(sheet.name, names.values())
        pages = [book.add_worksheet(name) for name in names.values()]
        self._guide()
        for page, sheet in zip(pages, self._form.sheets, strict=True):
            self._sheet(page, sheet)

    def _sheet(self, page: Worksheet, sheet: Sheet) -> None:
        columns = [*enumerate(sheet.columns, 3)]
        last = 2 + len(columns)
        self._laid_out(page, columns, last)
        page.write_string(NAMES, 0, self._form.mark(sheet))
        page.write_string(TITLE, 0, TITLE_ID)
        title = self._look(bold=True, font_size=14, text_wrap=False)
        page.write_string(TITLE, 1, sheet.title, title)
        page.write_string(TITLE + 1, 1, _HOW, self._look(text_wrap=False))
        page.write_string(HEADINGS, 0, HEADINGS_ID)
        head = self._look(bold=True, bg_color=_GREY, border=1, valign="vcenter")
        page.write_row(HEADINGS, 1, [*LABELS, *map(heading, sheet.columns)], head)
        for at, field in columns:
            page.write_string(NAMES, at, field.name)
            page.write_string(NAMES, at + last - 2, BASE + field.name)
            page.write_comment(HEADINGS, at, meaning(field), {"x_scale": 2})
            entries = [row.entries.get(field.name) for row in sheet.rows]
            # The cells of a column take what they may hold, those of one rule together.
            rules = [self._rule(entry) if entry else {} for entry in entries]
            for rule, run in groupby(range(len(rules)), rules.__getitem__):
                rows = [row_of(sheet, n) for n in run]
                if rule:
                    page.data_validation(rows[0], at, rows[-1], at, rule)
        for n, row in enumerate(sheet.rows):
            self._row(page, row_of(sheet, n), row, columns, last)
        if sheet.units:
            self._total(page, FIRST + sheet.units, sheet, last)
        # Why a known number changes is rarely filled in; without it the rest is printed larger.
        rare = sum(field.name in WHY for _, field in columns)
        page.print_area(TITLE, 1, FIRST + len(sheet.rows) + 2, last - rare)

    def _laid_out(self, page: Worksheet, columns: _Columns, last: int) -> None:
        page.set_paper(9)  # A4
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(0.4, 0.4, 0.5, 0.6)
        page.set_footer("&L&A&RTrang &P/&N")
        page.freeze_panes(FIRST, 2)
        page.repeat_rows(HEADINGS)
        page.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
        page.set_column(0, 0, None, None, {"hidden": True})
        page.set_column(1, 1, _LABEL_WIDTH)
        page.set_column(2, 2, 11)
        for at, field in columns:
            page.set_column(at, at, _WIDTHS.get(field.name, 10))
        page.set_column(1 + last, last + len(columns), None, None, {"hidden": True})
        page.set_row(NAMES, None, None, {"hidden": True})
        for row, tall in ((TITLE, 24), (TITLE + 1, 20), (HEADINGS, 48)):
            page.set_row(row, tall)

    def _row(self, page: Worksheet, at: int, row: Row, columns: _Columns, last: int) -> None:
        page.write_string(at, 0, row.id)
        page.write_row(at, 1, (row.label, row.unit), self._look(border=1, valign="vcenter"))
        page.set_row(at, 5 + height([(row.label, _LABEL_WIDTH - 4), (row.unit, 10)]))
        for column, field in columns:
            entry = row.entries.get(field.name)
            if entry is None:
                page.write_blank(at, column, None, self._look(border=1, bg_color=_GREY))
                continue
            text = entry.base
            value = exact(text) if entry.numeric else None
            asked = field.name in NUMBERS and not text
            look = self._look(
                locked=entry.fixed,
                border=1,
                bg_color=_YELLOW if asked else _GREY if entry.fixed else _WHITE,
                # One that begins like a formula keeps being a text when it is edited.
                quote_prefix=value is None and text.startswith(("=", "+", "-", "@", "'")),
            )
            told = entry.choices.get(text, text) if value is None else float(value)
            page.write(at, column, told, look)
            if text:
                page.write_string(at, column + last - 2, text)

    def _rule(self, entry: Entry) -> dict[str, Any]:
        """What a cell takes, so far as a workbook can say it."""
        if entry.numeric:
            parts = ", không phần lẻ, không dấu chấm, dấu phẩy." if entry.counted else "."
            return {
                "validate": "integer" if entry.counted else "decimal",
                "criteria": "between",
                "minimum": -_MOST if may_be_negative(entry.indicator) else 0,
                "maximum": _MOST,
                "error_title": heading(entry.field),
                "error_message": f"Chỉ gõ một số{parts}",
            }
        cited = self._documents if entry.field.refers == "documents" else ""
        source = [*entry.choices.values()] or cited
        return {"validate": "list", "source": source} if source else {}

    def _total(self, page: Worksheet, at: int, sheet: Sheet, last: int) -> None:
        look = self._look(bold=True, border=1, bg_color=_GREY)
        for column in range(1, last + 1):
            page.write_blank(at, column, None, look)
        page.write_string(at, 0, SUM_ID)
        page.write_string(at, 1, "Cộng các đơn vị", look)
        tops = groupby(range(sheet.units), lambda n: sheet.rows[n].depth == 0)
        runs = [[*run] for top, run in tops if top]
        for column, field in enumerate(sheet.columns, 3):
            if field.name not in NUMBERS:
                continue
            cells = [[xl_rowcol_to_cell(FIRST + n, column) for n in run] for run in runs]
            sums = "+".join(f"SUM({run[0]}:{run[-1]})" for run in cells)
            own = (exact(sheet.rows[n].entries[field.name].base) for run in runs for n in run)
            total = sum((one for one in own if one is not None), Decimal(0))
            page.write_formula(at, column, f"={sums}", look, float(total))

    def _guide(self) -> None:
        """What each column means, what may be cited, and what is refused."""
        form, page = self._form, self._book.add_worksheet(GUIDE)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 90)
        lines = [(NAME, form.whose), ("", _HOW), ("", ""), ("Cột", "Ghi gì")]
        lines += [(heading(field), meaning(field)) for field in form.columns.values()]
        lines += [("", ""), ("Mã nguồn", "Văn bản, nguồn"), *form.documents.items()]
        if form.documents:
            first = len(lines) - len(form.documents) + 1
            self._documents = f"='{GUIDE}'!$A${first}:$A${len(lines)}"
        lines += [("", ""), ("Máy không nhận", "Cách sửa")]
        refused = (rule for rule in vars(refusals).values() if isinstance(rule, Rule))
        lines += [(rule.title, capital(rule.mend)) for rule in refused]
        for at, (name, told) in enumerate(lines):
            bold = bool(name) and (at == 0 or lines[at - 1] == ("", ""))
            page.write_string(at, 0, name, self._look(bold=bold))
            page.write_string(at, 1, told, self._look(bold=bold and at > 0))
            page.set_row(at, height([(name, 30), (told, 90)]))
        page.protect()


def row_of(sheet: Sheet, index: int) -> int:
    """Where a row of a sheet stands; the sum stands below the units."""
    return FIRST + index + (0 < sheet.units <= index)


def exact(text: str) -> Decimal | None:
    """The number of a text, where a cell holds it without losing a digit."""
    value = number(text) if is_number(text) else None
    return value if value is not None and Decimal(f"{float(value):.15g}") == value else None


def returned(
    content: bytes, grids: Mapping[str, Grid], answers: Sequence[tuple[str, str, str]]
) -> bytes:
    """A filled form again, the very one, or, of a file that is no workbook, one of what its sheets
    say; with answers, each of which has its sheet and cell, so far as it is about one.

    Cells to be mended are red; what is to be done stands in a column of its own, behind all others.
    """
    book, out = _book(content, grids), io.BytesIO()
    for title, page in zip(grids, book.worksheets, strict=True):
        first = title == next(iter(grids))
        _marked(page, [(at, told) for of, at, told in answers if of == title or (first and not of)])
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
        page = book.create_sheet(title or _ANSWERS)
        for at, row in enumerate(grid.rows, 1):
            for column, cell in enumerate(row, 1):
                there = page.cell(at, column)
                there.value = float(number(cell.text)) if cell.number else visible(cell.text)
                there.data_type = "n" if cell.number else "s"
    return book


def _marked(page: Any, answers: Iterable[tuple[str, str]]) -> None:
    """Answers in place of those that an earlier copy had."""
    from openpyxl.styles import Alignment, PatternFill  # noqa: PLC0415 - see above

    known = [cell.column for cell in page[1] if cell.value == ANSWERS_ID]
    if known:
        page.delete_cols(known[0])
    for cell in (cell for row in page.iter_rows() for cell in row):
        if cell.fill.fgColor.rgb == _RED:
            cell.fill = PatternFill("solid", _NO_RED)
    told: dict[int, list[str]] = defaultdict(list)
    for spot, words in answers:
        at = max(xl_cell_to_rowcol(spot)[0], TITLE) if spot else TITLE
        if spot:
            page[spot].fill = PatternFill("solid", _RED)
        told[at + 1].append(f"Ô {spot}: {words}" if spot else words)
    if not told:
        return
    told[HEADINGS + 1].insert(0, _ANSWERS)
    last = page.max_column + 1
    page.cell(1, last).value = ANSWERS_ID
    page.column_dimensions[page.cell(1, last).column_letter].width = _ANSWER_WIDTH
    page.print_area = None
    for at, lines in told.items():
        cell = page.cell(at, last)
        cell.value, cell.data_type = "\n".join(lines), "s"
        cell.fill, cell.alignment = (
            PatternFill("solid", _RED),
            Alignment("left", "top", wrap_text=True),
        )
        tall = sum(height([(line, _ANSWER_WIDTH)]) for line in lines)
        page.row_dimensions[at].height = max(tall, page.row_dimensions[at].height or 0)
