"""What stands in the workbooks: the sheets of all the data, and of one indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import repeat

from indicators.computing.arithmetic import point
from indicators.computing.attention import duty_of, duty_of_row
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import PERCENT, Figure, Period, Role, When
from indicators.computing.ledger import Entry
from indicators.computing.progress import Series, TargetView
from indicators.computing.scope import Account
from indicators.export.addresses import EVERYTHING, stem_of
from indicators.export.edition import FOR_CODE, FOR_DATA, Work, title
from indicators.export.records import ROLES, plain_text
from indicators.export.workbook import Cover, sheet_name, workbook
from indicators.words.attention import duty_columns
from indicators.words.explain import caution, kind_of, label
from indicators.words.formulas import worked
from indicators.words.names import document_in_full
from indicators.words.table import (
    Capital,
    Column,
    Piece,
    Table,
    figures_in,
    in_columns,
    joined,
    said,
    worded,
)
from indicators.words.wording import MISSING, amount, capital, when

_NOTES = "Ghi chú"

_COVER = """\
Tệp này là gì
Mức chỉ tiêu, kết quả, số tính ra và đối chiếu, lấy từ cùng một nguồn với trang.
{address}{version}
Nguồn số liệu: {source}; mỗi số ghi nguồn riêng của nó.

Cách đọc
Mỗi trang tính có một bảng; tiêu đề ở ô đầu tiên, bảng bắt đầu dưới phần lời.
Ô ghi “trên …”, “ít nhất …”, “dưới …” là giới hạn, không phải số cụ thể.
Excel không đưa ô ấy vào phép cộng hay trung bình.
Ô ghi “{missing}” là chưa có số liệu, không phải 0.
Cột “Ghi chú” dẫn đến trang tính “Ghi chú” theo số trong ngoặc vuông.
Số công bố giữ đúng chữ số của nguồn.
Số tính ra lưu đủ chữ số, chỉ làm tròn khi hiện.

Dùng lại
Dữ liệu theo giấy phép {data.title} ({data.spdx}): {data.url}
Mã nguồn tính ra các số theo {code.title} ({code.spdx}).
Khi dùng, ghi tên và địa chỉ trang, ngày truy cập và nguồn của số.
Nếu đã thay đổi số liệu thì nói rõ.
Tệp này không thay thế báo cáo chính thức của cơ quan có thẩm quyền.

Liên hệ
Báo sai sót: {contact}.
"""
"""What the cover says."""


_Part = tuple[str, str, Table]


def books(work: Work) -> Iterator[tuple[str, bytes]]:
    """The workbook of each indicator, with the figures of its targets, then that of all the data.

    What stands in both is worded once.
    """
    views, parts = work.views, dict[str, Sequence[_Part]]()
    row = cache(partial(_row, views))
    for name, view in views.indicators.items():
        parts[name] = [*_of_view(views, view)]
        yield f"{stem_of(name)}.xlsx", _book(replace(work, indicator=name), parts, row)
    yield f"{EVERYTHING}.xlsx", _book(work, parts, row)


def _book(
    work: Work, parts: Mapping[str, Sequence[_Part]], row: Callable[[str], Sequence[Piece]]
) -> bytes:
    """Each sheet has a column that refers to what must be known of a row's figures, numbered in
    the order of the first need, on a sheet of its own. A table without a row would be no table;
    what is missing is said in "Mọi số liệu".
    """
    views, edition = work.views, work.edition
    sheets: dict[str, Table] = {}
    notes: dict[str, int] = {}
    for name, table, own in _tables(work, parts, row):
        references = []
        for note, cells in zip(own or repeat(None), table.rows, strict=False):
            figures = (figure for part in cells for figure in figures_in(part))
            texts = [note, *(text for figure in figures for text in _notes(views, figure))]
            wanted = dict.fromkeys(text for text in texts if text)
            numbers = sorted(notes.setdefault(text, len(notes) + 1) for text in wanted)
            references.append(" ".join(f"[{number}]" for number in numbers))
        if references:
            columns = (*table.columns, Column(_NOTES, references))
            sheets[sheet_name(name, sheets)] = replace(table, columns=columns)
    if work.indicator is None:
        sheets["Văn bản"] = _documents(views)
    if notes:
        listed = [(f"[{number}]", text) for text, number in notes.items()]
        sheets[_NOTES] = Table(_NOTES, in_columns(("Số", _NOTES), listed))
    day = f"ngày {edition.date:%d/%m/%Y}" if edition.date else "không rõ ngày"
    commit = f", mã {edition.commit}" if edition.commit else ""
    unsaved = "chưa ghi vào lịch sử của kho mã nguồn"
    version = f"Phiên bản: {f'{day}{commit}' if edition.version else unsaved}."
    told = _COVER.format(
        address=edition.address and f"Địa chỉ của trang: {edition.address}\n",
        version=version,
        source=document_in_full(views.documents[views.dataset.source]),
        missing=MISSING,
        data=FOR_DATA,
        code=FOR_CODE,
        contact=edition.contact or "xem mục báo sai sót ở cuối mỗi trang trên mạng",
    )
    sections = [section.splitlines() for section in told.split("\n\n")]
    about = f"Giấy phép: dữ liệu {FOR_DATA.spdx}, mã nguồn {FOR_CODE.spdx}. {version}"
    return workbook(Cover(work.heading, sections, title(views), about, edition.date), sheets)


def _tables(
    work: Work, parts: Mapping[str, Sequence[_Part]], row: Callable[[str], Sequence[Piece]]
) -> Iterator[tuple[str, Table, Sequence[str | None]]]:
    """The tables by the names of their sheets, each with what is noted on its rows."""
    views, name = work.views, work.indicator
    chosen = [views.indicators[name]] if name else [*views.indicators.values()]
    figures: Iterable[Figure] = views.figures.values()
    if name is None:
        progress = [(view, series) for view in views.targets.values() for series in view.series]
        yield "Tổng hợp", _targets(views, progress), [view.target.note for view, _ in progress]
    else:
        about = (*(target.id for target in chosen[0].targets), name)
        figures = (figure for subject in about for figure in views.figures.of(subject))
    for view in chosen:
        for alone, suffix, table in parts[view.indicator.id]:
            yield alone if name else view.indicator.id + suffix, table, ()
    entries = [entry for view in chosen for entry in view.entries]
    yield "Đối chiếu", _ledger(views, entries), [entry.explanation for entry in entries]
    headings = ("Mã", "Số liệu", "Giá trị", "Đơn vị tính", "Loại số", "Nguồn hoặc cách tính")
    columns = in_columns(headings, [row(figure.id) for figure in figures])
    yield "Mọi số liệu", Table("Mọi số liệu và nguồn gốc", columns), ()


def _of_view(views: Views, view: IndicatorView) -> Iterator[tuple[str, str, Table]]:
    """The tables of an indicator, by year, cumulative and by its parts: with the name of the sheet
    where the workbook is of this indicator alone, and what follows its id where it is not.
    """
    words, term = view.indicator.name, views.dataset.term.name
    years = view.every
    if any(row.value.value or row.figures for row in years):
        yield "Theo năm", "", _by_time(views, f"{words} theo năm, {term}", years)
    if view.totals:
        yield "Lũy kế", "-luy-ke", _by_time(views, f"{words}, lũy kế từ đầu nhiệm kỳ", view.totals)
    units = [row for year in view.breakdowns for row in year.units]
    groups = [row for year in view.breakdowns for row in year.groups]
    for rows, whose, suffix in ((units, "Đơn vị", "-don-vi"), (groups, "Nhóm", "-nhom")):
        if rows:
            what = f"Theo {whose.lower()}"
            yield what, suffix, _by_time(views, f"{words} {what.lower()}, {term}", rows, whose)


def _by_time(views: Views, heading: str, rows: Sequence[Account], whose: str = "") -> Table:
    """Figures by time; with ``whose`` they are, where they are parts of a year."""
    shown = {role for row in rows for role in (row.value.role, *row.figures)}
    usual = rows[0].value.unit
    columns = [Column("Thời gian", [_time(row.value.when) for row in rows])]
    if whose:
        columns.append(Column(whose, [row.portion.name for row in rows]))
    for role in sorted(shown, key=ROLES.index):
        columns += _of_role(role, [row.get(role) for row in rows], usual)
    if any(row.judgement for row in rows):
        stands = [row.judgement.standing if row.judgement else "" for row in rows]
        columns.append(Column("Trạng thái", stands))
    columns += duty_columns([duty_of_row(views, row) for row in rows])
    return Table(heading, tuple(columns), unit=usual)


def _of_role(role: Role, figures: Sequence[Figure | None], usual: str) -> list[Column]:
    """A role's column, or two where it has ranges: from and to."""
    known = [figure for figure in figures if figure is not None]
    unit = known[0].unit
    heading = capital(role.label) + (f" ({unit})" if unit not in (PERCENT, usual, "") else "")
    ends = [_ends(figure) for figure in figures]
    if all(low is high for low, high in ends):
        return [Column(heading, figures)]
    lows, highs = zip(*ends, strict=True)
    return [Column(f"{heading}, từ", lows), Column(f"{heading}, đến", highs)]


def _ends(figure: Figure | None) -> tuple[Figure | None, Figure | None]:
    """A range as two numbers, from and to; what is none stands on both sides."""
    value = figure.value if figure else None
    if figure is None or value is None or value.exact is not None:
        return figure, figure
    if value.low is None or value.high is None:
        return figure, figure
    return figure._replace(value=point(value.low)), figure._replace(value=point(value.high))


def _time(time: When | None) -> Piece:
    """A time in a column of times, where a whole year is a number."""
    whole = isinstance(time, Period) and time.complete
    return time if whole else capital(when(time).removeprefix("năm\u00a0"))


def _notes(views: Views, figure: Figure) -> Iterator[str]:
    """What must be known of a figure before it is used; which of a row's it is is said too."""
    if figure.value is not None and figure.note:
        yield figure.note
    warning = plain_text(worded(caution(views, figure)))
    if warning:
        yield warning if figure.value is None else f"{capital(figure.role.label)}: {warning}"


def _targets(views: Views, progress: Sequence[tuple[TargetView, Series]]) -> Table:
    names = views.names
    headings = (
        "Chỉ tiêu", "Mức chỉ tiêu", "Số liệu theo dõi", "Kết quả mới nhất", "Số liệu đến",
        "Trạng thái", "Theo số dự kiến",
    )  # fmt: skip
    rows = []
    for view, series in progress:
        latest = series.latest.value if series.latest else None
        until = capital(when(latest.when)) if latest else None
        outlook = series.outlook.standing if series.outlook else ""
        levels = [said(f"{figure.role.label} {{:ub}}", figure) for figure in view.goals.values()]
        level = Capital(joined(levels, "; ") if levels else view.target.type.label)
        told = (view.target.name, level, names[series.indicator])
        rows.append((*told, latest, until, series.judgement.standing, outlook))
    caption = f"Kết quả thực hiện các chỉ tiêu, {views.dataset.term.name}"
    duties = duty_columns([duty_of(view.target) for view, _ in progress])
    return Table(caption, (*in_columns(headings, rows), *duties))


def _ledger(views: Views, entries: Sequence[Entry]) -> Table:
    names, gap = views.names, "Chênh lệch (công bố trừ tính lại)"
    headings = ("Số liệu", "Số công bố", "Số tính lại", "Kết luận", gap)
    rows = [
        (label(each.published, names), each.published, each.recomputed, each.verdict.label,
         amount(each.difference) if each.difference else "")
        for each in entries
    ]  # fmt: skip
    return Table("Đối chiếu số công bố với số tính lại", in_columns(headings, rows))


def _row(views: Views, name: str) -> Sequence[Piece]:
    figure = views.figures[name]
    called = plain_text(label(figure, views.names))
    return name, called, figure, figure.unit, kind_of(figure), _origin(views, figure)


def _origin(views: Views, figure: Figure) -> str:
    if figure.value is None:
        return figure.note or "Nguồn không nêu."
    if figure.formula is not None:
        return ": ".join(worked(views, figure))
    assert figure.source is not None
    source = document_in_full(views.documents[figure.source])
    return f"{source}, {figure.locator}" if figure.locator else source


def _documents(views: Views) -> Table:
    headings = ("Văn bản", "Số, ký hiệu", "Cơ quan ban hành", "Ngày", "Dùng để", _NOTES)
    rows = [
        (it.title, it.code or "", it.issuer or "", Capital(it.date) if it.date else "",
         it.purpose or "", it.note or "")
        for it in views.dataset.documents
    ]  # fmt: skip
    notes = ("“Không” nghĩa là chưa biết hoặc nguồn không nêu.",)
    return Table("Văn bản và nguồn", in_columns(headings, rows), notes=notes)
