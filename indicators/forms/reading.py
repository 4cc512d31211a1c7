"""Filled forms as they were handed in, what each cell says and what is no cell of its form; and as
they go back, each answer in the row that it is about.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from indicators.computing.unpublished import withhold
from indicators.editing.edit import EditError, Place
from indicators.editing.setting import OF_VALUE
from indicators.export.workbook import height
from indicators.forms import refusals
from indicators.forms.form import (
    MARK,
    NUMBERS,
    TIME,
    VERSION,
    Asked,
    Entry,
    Form,
    Row,
    Sheet,
    heading,
    is_number,
    shown,
)
from indicators.forms.opened import NOTHING, Cell, Grid, RefusedError, opened
from indicators.forms.writing import (
    ANSWERS_ID,
    BASE,
    GUIDE,
    HEADINGS,
    HEADINGS_ID,
    LABELS,
    SUM_ID,
    TITLE,
    TITLE_ID,
)
from indicators.model import Dataset
from indicators.reporting.findings import visible
from indicators.reporting.rules import Fault, same
from indicators.scalars import number

EXPORTED = ["KEY", "LABEL", "VALUE"]
"""How the file begins in which a site gives away all that was typed (``dataset.csv``)."""
EMPTY = "ô trống"
_ROW, _COLUMN = "dòng", "cột"
_ANSWERS, _WIDTH = "Cần sửa", 60
_RED, _WHITE = "FFFFD9D6", "FFFFFFFF"
_NO_LONGER = "Biểu này có trang của đơn vị hoặc chỉ tiêu mà dữ liệu nay không có."
_NO_UNIT = "“{written}” không phải tên đơn vị nào ở đây; các đơn vị: {units}."
_OLDER = "Biểu này là bản {told}, nay dùng bản {now}."
_MARK = re.compile(rf"{MARK}\|([0-9]+)\|({TIME})\|([^|]*)\|([^|]*)")


class Spot(NamedTuple):
    """A cell of a file that was handed in; without it the sheet or file."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        sheet = f", trang “{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}{f', ô {self.cell}' if self.cell else ''}"


class Answer(NamedTuple):
    """What must be mended at a spot, and what that is."""

    spot: Spot
    fault: Fault
    about: str = ""

    @property
    def words(self) -> str:
        """The answer as it stands beside the cell."""
        return visible(f"{self.fault.what()} Cách sửa: {self.fault.mend()}")


class Given(NamedTuple):
    """A cell of a form that was filled in or left, and what was known when the form was made; None
    where the file does not say.
    """

    spot: Spot
    row: Row
    entry: Entry
    cell: Cell
    base: str | None

    @property
    def text(self) -> str:
        """What is typed in the file for it."""
        return self.entry.meant(self.cell.text)

    @property
    def kept(self) -> bool:
        """Whether it says what the form said, or nothing."""
        text = self.text
        return not text or (self.base is not None and self.entry.same(text, self.base))

    @property
    def about(self) -> str:
        return f"{self.row.label.strip()}, {heading(self.entry.field)}"

    def answer(self, fault: Fault) -> Answer:
        return Answer(self.spot, fault, self.about)

    def refused(self) -> Fault | None:
        """Why it is nothing to take, whatever the data is."""
        entry, cell = self.entry, self.cell
        truth = entry.kind is bool and cell.text in ("TRUE", "FALSE")
        if cell.fault and not truth:
            return cell.fault
        if entry.percent and cell.number and not cell.percent and 0 < abs(number(cell.text)) < 1:
            whole = shown(f"{(number(cell.text) * 100).normalize():f}")
            return refusals.FORM_SHARE(written=shown(cell.text), percent=whole)
        typed = cell.text.removesuffix("%").rstrip()
        percent = cell.percent or (typed != cell.text and is_number(typed))
        if entry.counted and (percent or (cell.number and "." in cell.text)):
            written = shown(typed) + "%" * percent if cell.number else cell.text
            return refusals.FORM_COUNT(written=written, unit=entry.counted)
        return None


class HandedIn:
    """Files that are handed in together, read one after the other."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.answers: list[Answer] = []
        self.given: list[Given] = []
        seen = cache(lambda published: withhold(dataset)[0] if published else dataset)
        self.asked = cache(
            lambda period, published=False: Asked(seen(published), period, every=True)
        )
        self.grids: dict[str, Mapping[str, Grid]] = {}
        self.forms: dict[str, Form] = {}
        """The form of each file that is one."""
        self.lost: list[str] = []
        """The sheets that a file lacks, of which nothing is known."""
        self.spoiled: set[Place] = set()
        """The rows of which it is not sure whose they are or what they say."""

    def open(self, name: str, content: bytes) -> None:
        try:
            grids = self.grids[name] = opened(name, content)
        except RefusedError as error:
            self.answers.append(Answer(Spot(name), error.fault))
            return
        for title, grid in grids.items():
            if grid.names[:3] == EXPORTED:
                self._export(Spot(name, title), grid)
                return
        marks = {title: _MARK.fullmatch(grid.at(0, 0).text) for title, grid in grids.items()}
        own = {title: mark.groups() for title, mark in marks.items() if mark}
        if not own:
            self.answers.append(Answer(Spot(name), refusals.FORM_UNKNOWN()))
        for title, grid in grids.items() if own else ():
            if title not in {*own, GUIDE} and any(cell.counts for row in grid.rows for cell in row):
                self.answers.append(Answer(Spot(name, title), refusals.FORM_SHEET()))
        for title, mark in own.items():
            spot = Spot(name, title)
            try:
                sheet = self._asked(name, *mark)
            except RefusedError as error:
                again = Answer(Spot(name), error.fault)
                self.answers += [again] if again not in self.answers else []
                continue
            _Handed(self, spot, grids[title], sheet).read()
        if name in self.forms and "" not in grids:  # a sheet saved as CSV is one of several
            form, there = self.forms[name], {key for *_, key in own.values()}
            asked = Asked(self.dataset, form.period).of(form.unit).sheets
            self.lost += [f"{name}: không có trang “{s.name}”" for s in asked if s.key not in there]

    def _export(self, spot: Spot, grid: Grid) -> None:
        """What a unit's own site gives away: the numbers of its organisation are the unit's here.

        Times and indicators of which nothing is asked here are no concern of this data.
        """
        said = {row[0].text: (at, row[2]) for at, row in enumerate(grid.rows) if len(row) > 2}
        _, whose = said.get("organisation/name", (0, NOTHING))
        unit = next((one.id for one in self.dataset.units if one.name == whose.text), "")
        if not unit:
            names = ", ".join(one.name for one in self.dataset.units)
            fault = refusals.FORM_PLACE(
                same(_NO_UNIT), written=whose.text or EMPTY, units=same(names)
            )
            self.answers.append(Answer(spot, fault))
            return
        times = {steps[3] for key in said if (steps := key.split("/"))[2:3] == ["observations"]}
        rows: dict[str, Row] = {}
        for time in times:
            with suppress(EditError):
                for sheet in self.asked(time).of(unit).sheets:
                    rows |= {row.id.removesuffix(f"/parts/{unit}"): row for row in sheet.rows}
        for key, (at, cell) in said.items():
            place, _, name = key.rpartition("/")
            entry = rows[place].entries.get(name) if place in rows else None
            if entry and name in (*NUMBERS, *OF_VALUE, "note"):
                here = spot._replace(cell=xl_rowcol_to_cell(at, 2))
                self.given.append(Given(here, rows[place], entry, cell, None))

    def _asked(self, name: str, version: str, period: str, unit: str, key: str) -> Sheet:
        """The sheet that a form has, as the data asks now. Errors: ``RefusedError``."""
        if version != VERSION:
            raise RefusedError(refusals.FORM_UNKNOWN(same(_OLDER), told=version, now=VERSION))
        first = self.forms.get(name)
        if first and first.period != period:
            raise RefusedError(refusals.FORM_PERIOD(written=period, other=first.period))
        if unit and unit not in {one.id for one in self.dataset.units}:
            raise RefusedError(refusals.FORM_UNKNOWN(same(_NO_LONGER)))
        try:
            form = first if first and first.unit == unit else self.asked(period).of(unit)
        except EditError as error:
            raise RefusedError(refusals.FORM_UNKNOWN(same(f"{error}."))) from None
        sheet = next((one for one in form.sheets if one.key == key), None)
        if sheet is None:
            raise RefusedError(refusals.FORM_UNKNOWN(same(_NO_LONGER)))
        self.forms.setdefault(name, form)
        return sheet

    def of_one_period(self) -> None:
        """Refuse the forms of another period than most."""
        periods = Counter(form.period for form in self.forms.values())
        usual = next((period for period, _ in periods.most_common(1)), "")
        for name, period in [(name, form.period) for name, form in self.forms.items()]:
            if period != usual:
                del self.forms[name]
                self.given = [given for given in self.given if given.spot.file != name]
                self.answers = [answer for answer in self.answers if answer.spot.file != name]
                fault = refusals.FORM_PERIOD(written=period, other=usual)
                self.answers.append(Answer(Spot(name), fault))


class _Handed:
    """A sheet that was handed in, held against the form's own."""

    def __init__(self, said: HandedIn, spot: Spot, grid: Grid, sheet: Sheet) -> None:
        if ANSWERS_ID in grid.names:
            at = grid.names.index(ANSWERS_ID)
            rows = [[*row[:at], NOTHING, *row[at + 1 :]] for row in grid.rows]
            grid = Grid(rows, grid.merged)
        self._said, self._spot, self._grid, self._sheet = said, spot, grid, sheet
        self._names, self._known = grid.names, {row.id: row for row in sheet.rows}

    def read(self) -> None:
        """Tell what its cells say, and what of it is not the form's."""
        grid, names, columns = self._grid, self._names, {f.name: f for f in self._sheet.columns}
        for at, name in enumerate(names[1:], 1):
            if name and name.removeprefix(BASE) not in columns:
                told = grid.at(HEADINGS, at).text or EMPTY
                self._refuse(HEADINGS, at, refusals.FORM_PLACE(written=told, thing=_COLUMN))
        self._merged()
        titles = dict(enumerate(LABELS, 1))
        titles |= {at: heading(columns[name]) for at, name in enumerate(names) if name in columns}
        words = {TITLE_ID: {1: self._sheet.title}, HEADINGS_ID: titles}
        for at, row in enumerate(grid.rows[1:], 1):
            name = row[0].text if row else ""
            if name in self._known:
                self._words(at, {1: self._known[name].label}, [self._known[name]])
                self._row(at, self._known[name])
            elif name in words:
                self._words(at, words[name], self._sheet.rows)
            elif name and name != SUM_ID:
                own = [n for n, of in enumerate(names) if n and of and of[0] != BASE]
                said = ", ".join(filter(None, (grid.at(at, n).text for n in own)))
                written = ": ".join(filter(None, (grid.at(at, 1).text, said))) or EMPTY
                self._refuse(at, 1, refusals.FORM_PLACE(written=written, thing=_ROW))
            elif not name:  # words around a form are nobody's numbers
                words_of = (cell.text for cell in row if cell.text and not cell.counts)
                label = next((f"{text[:99]}: " for text in words_of), "")
                for n, cell in ((n, cell) for n, cell in enumerate(row) if cell.counts):
                    self._refuse(at, n, refusals.FORM_PLACE(written=label + cell.text, thing=_ROW))

    def _merged(self) -> None:
        """Cells of the form's rows that were made one."""
        end = len(self._grid.rows)
        for cells in self._grid.merged:
            first, _, last = cells.partition(":")
            (top, left), (bottom, _) = map(xl_cell_to_rowcol, (first, last or first))
            own = (self._grid.at(at, 0).text for at in range(top, min(bottom + 1, end)))
            rows = [self._known[one] for one in own if one in self._known]
            if rows:
                self._said.spoiled.update(row.place for row in rows)
                self._refuse(top, left, refusals.FORM_MERGED(written=cells))

    def _words(self, at: int, told: Mapping[int, str], rows: Sequence[Row]) -> None:
        """Refuse other words than the form's own in a row, with the rows that they are said of."""
        for n, was in told.items():
            now = self._grid.at(at, n).text
            if now.split() != was.split():
                self._said.spoiled.update(row.place for row in rows)
                fault = refusals.FORM_HEADING(was=was.strip(), written=now or EMPTY)
                self._refuse(at, n, fault)

    def _row(self, at: int, row: Row) -> None:
        for n, cell in enumerate(self._grid.rows[at]):
            name = self._names[n] if n < len(self._names) else ""
            if entry := row.entries.get(name):
                known = BASE + name in self._names
                base = self._grid.at(at, self._names.index(BASE + name)).text if known else None
                self._said.given.append(Given(self._at(at, n), row, entry, cell, base))
            elif cell.text and n > len(LABELS) and not name.startswith(BASE):
                self._refuse(at, n, refusals.FORM_PLACE(written=cell.text, thing=_COLUMN))

    def _refuse(self, row: int, column: int, fault: Fault) -> None:
        self._said.answers.append(Answer(self._at(row, column), fault))

    def _at(self, row: int, column: int) -> Spot:
        return self._spot._replace(cell=xl_rowcol_to_cell(row, column))


def returned(content: bytes, grids: Mapping[str, Grid], answers: Iterable[Answer]) -> bytes:
    """The workbook again, or, of a file that is none, one of what its sheets say.

    Cells to be mended are red; what is to be done stands in a column of its own, behind all others.
    """
    book, out = _book(content, grids), io.BytesIO()
    by_sheet = defaultdict(list)
    for answer in answers:
        by_sheet[answer.spot.sheet or next(iter(grids))].append(answer)
    for title, page in zip(grids, book.worksheets, strict=True):
        _marked(page, by_sheet[title])
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


def _marked(page: Any, answers: Iterable[Answer]) -> None:
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
    told[HEADINGS + 1].insert(0, _ANSWERS)
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
