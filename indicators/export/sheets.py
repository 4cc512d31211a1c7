"""What stands in the workbooks: the sheets of all the data, and of one indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import (
    ANSWER,
    PERCENT,
    CutOff,
    Division,
    Figure,
    Kind,
    Role,
    When,
    bound_of,
)
from indicators.computing.ledger import Entry
from indicators.computing.standing import Judgement
from indicators.export.edition import CODE, DATA, Edition, title
from indicators.export.records import plain_text
from indicators.export.workbook import (
    Cell,
    Cover,
    Number,
    Properties,
    Sheet,
    sheet_name,
    workbook,
)
from indicators.words.explain import caution, label
from indicators.words.formulas import in_numbers, in_words
from indicators.words.names import document_in_full, names_of
from indicators.words.wording import (
    KINDS,
    MISSING,
    ROLES,
    STANDINGS,
    STATUSES,
    TARGET_TYPES,
    VERDICTS,
    amount,
    capital,
    dated,
    when,
)

_ONE = "Trang tính này có một bảng."
_NONE = "Không"

_FORECAST = "Số dự kiến tại thời điểm nguồn công bố, không phải kết quả."


@dataclass
class _Notes:
    """The notes of a workbook, numbered in the order in which they are first needed."""

    known: dict[str, int] = field(default_factory=dict)

    def refer(self, texts: Iterable[str]) -> str:
        """The numbers of notes, for a cell."""
        wanted = dict.fromkeys(text for text in texts if text)
        numbers = sorted(self.known.setdefault(text, len(self.known) + 1) for text in wanted)
        return " ".join(f"[{number}]" for number in numbers) or _NONE

    def sheet(self) -> Sheet:
        rows = tuple((f"[{number}]", text) for text, number in self.known.items())
        return Sheet("Ghi chú", "Ghi chú", (_ONE,), ("Số", "Ghi chú"), rows)


def of_all(views: Views, edition: Edition) -> bytes:
    """The workbook of all the data."""
    notes = _Notes()
    sheets = [_targets(views, notes)]
    for view in views.indicators.values():
        sheets += _of_view(views, view, notes, [sheet.name for sheet in sheets])
    sheets += [
        _ledger(views, views.ledger, notes),
        _figures(views, tuple(views.figures.values()), notes),
        _documents(views),
    ]
    return _book(views, title(views), edition, sheets, notes)


def of_indicator(views: Views, name: str, edition: Edition) -> bytes:
    """The workbook of one indicator, with the figures of its target."""
    view = views.indicators[name]
    notes = _Notes()
    of_target = views.figures.of(view.target.id) if view.target else ()
    sheets = [
        *_of_view(views, view, notes, []),
        _ledger(views, view.entries, notes),
        _figures(views, (*of_target, *views.figures.of(name)), notes),
    ]
    data = views.dataset
    words = f"{view.indicator.name}: {data.organisation.name}, {data.term.name}"
    return _book(views, words, edition, sheets, notes)


def _book(views: Views, words: str, edition: Edition, sheets: list[Sheet], notes: _Notes) -> bytes:
    # A table without a row would be no table; what is missing is said in "Mọi số liệu".
    listed = [sheet for sheet in (*sheets, notes.sheet()) if sheet.rows]
    about = f"Giấy phép: dữ liệu {DATA.spdx}, mã nguồn {CODE.spdx}."
    properties = Properties(
        title=words,
        subject="Chỉ tiêu, kết quả và đối chiếu số liệu",
        author=title(views),
        comments=f"{about} {_version(edition)}",
        created=edition.date,
    )
    return workbook(Cover(words, _sections(views, edition)), listed, properties)


def _sections(views: Views, edition: Edition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    source = next(item for item in views.dataset.documents if item.id == views.dataset.source)
    address = (f"Địa chỉ của trang: {edition.address}",) if edition.address else ()
    contact = edition.contact or "xem mục báo sai sót ở cuối mỗi trang trên mạng"
    return (
        (
            "Tệp này là gì",
            (
                "Mức chỉ tiêu, kết quả, số tính ra và đối chiếu, lấy từ cùng một nguồn với trang.",
                *address,
                _version(edition),
                f"Nguồn số liệu: {document_in_full(source)}; mỗi số ghi nguồn riêng của nó.",
            ),
        ),
        (
            "Cách đọc",
            (
                "Mỗi trang tính có một bảng; tiêu đề ở ô đầu tiên, bảng bắt đầu dưới phần lời.",
                "Ô ghi “trên …”, “ít nhất …”, “dưới …” là giới hạn, không phải số cụ thể.",
                "Excel không đưa ô ấy vào phép cộng hay trung bình.",
                f"Ô ghi “{MISSING}” là chưa có số liệu, không phải 0.",
                "Cột “Ghi chú” dẫn đến trang tính “Ghi chú” theo số trong ngoặc vuông.",
                "Số công bố giữ đúng chữ số của nguồn.",
                "Số tính ra lưu đủ chữ số, chỉ làm tròn khi hiện.",
            ),
        ),
        (
            "Dùng lại",
            (
                f"Dữ liệu theo giấy phép {DATA.title} ({DATA.spdx}): {DATA.url}",
                f"Mã nguồn tính ra các số theo {CODE.title} ({CODE.spdx}).",
                "Khi dùng, ghi tên và địa chỉ trang, ngày truy cập và nguồn của số.",
                "Nếu đã thay đổi số liệu thì nói rõ.",
                "Tệp này không thay thế báo cáo chính thức của cơ quan có thẩm quyền.",
            ),
        ),
        ("Liên hệ", (f"Báo sai sót: {contact}.",)),
    )


def _version(edition: Edition) -> str:
    if not edition.version:
        return "Phiên bản: chưa ghi vào lịch sử của kho mã nguồn."
    day = f"ngày {edition.date:%d/%m/%Y}" if edition.date else "không rõ ngày"
    return f"Phiên bản: {day}" + (f", commit {edition.commit}." if edition.commit else ".")


def _of_view(views: Views, view: IndicatorView, notes: _Notes, taken: Sequence[str]) -> list[Sheet]:
    """The sheets of an indicator: by year, and cumulative; named by its id among all others."""
    made: list[Sheet] = []
    several = bool(taken)
    name, words = view.indicator.id, view.indicator.name

    def named(alone: str, suffix: str = "") -> str:
        others = [*taken, *(sheet.name for sheet in made)]
        return sheet_name(f"{name}{suffix}" if several else alone, others)

    term = views.dataset.term.name
    years = [(row.value, row.figures, row.judgement) for row in view.rows]
    for ratio in view.ratios:
        asked = {ratio.asked.role: ratio.asked} if ratio.asked else {}
        years.append((ratio.value, asked, ratio.judgement))
    if any(value.value or figures for value, figures, _ in years):
        made.append(_by_time(views, named("Theo năm"), f"{words} theo năm, {term}", years, notes))
    if view.totals:
        totals = [(row.value, row.figures, row.judgement) for row in view.totals]
        heading = f"{words}, lũy kế từ đầu nhiệm kỳ"
        made.append(_by_time(views, named("Lũy kế", "-luy-ke"), heading, totals, notes))
    for division, (alone, suffix, whose) in _DIVISIONS.items():
        parts = [
            (row.value, row.figures, row.judgement)
            for year in view.breakdowns
            for row in (*year.units, *year.groups)
            if row.portion.division is division
        ]
        if parts:
            heading = f"{words} theo {whose.lower()}, {term}"
            made.append(_by_time(views, named(alone, suffix), heading, parts, notes, whose))
    return made


_DIVISIONS = {
    Division.UNIT: ("Theo đơn vị", "-don-vi", "Đơn vị"),
    Division.GROUP: ("Theo nhóm", "-nhom", "Nhóm"),
}

_Row = tuple[Figure, dict[Role, Figure], Judgement | None]


def _by_time(
    views: Views, name: str, heading: str, rows: Sequence[_Row], notes: _Notes, whose: str = ""
) -> Sheet:
    """Figures by time; with ``whose`` they are, where they are parts of a year."""
    present = [{value.role: value, **figures} for value, figures, _ in rows]
    shown = sorted({role for row in present for role in row}, key=_place)
    usual = rows[0][0].unit
    columns = [_Column(role, [row.get(role) for row in present], usual) for role in shown]
    judged = any(judgement for _, _, judgement in rows)
    lines = []
    for (value, _, judgement), row in zip(rows, present, strict=True):
        cells: list[Cell] = [capital(_time(value.when))]
        if whose:
            cells.append(value.portion.name if value.portion else _NONE)
        for column in columns:
            cells += column.cells(row.get(column.role))
        if judged:
            cells.append(STANDINGS[judgement.standing] if judgement else _NONE)
        cells.append(notes.refer(note for figure in row.values() for note in _notes(views, figure)))
        lines.append(tuple(cells))
    headings = [heading for column in columns for heading in column.headings]
    status = ["Trạng thái"] if judged else []
    owner = [whose] if whose else []
    unit = f"Đơn vị tính: {usual}, trừ cột ghi đơn vị khác."
    named = ("Thời gian", *owner, *headings, *status, "Ghi chú")
    return Sheet(name, heading, (unit, _ONE), named, tuple(lines))


def _place(role: Role) -> int:
    """What was asked stands before what came of it, and the rest after both."""
    first = (Role.PROPOSED, Role.PLAN)
    return first.index(role) if role in first else len(first) + list(Role).index(role)


class _Column:
    """A role's column, or two where it has ranges: from and to."""

    def __init__(self, role: Role, figures: Sequence[Figure | None], usual: str) -> None:
        self.role = role
        known = [figure for figure in figures if figure is not None]
        self._ranges = any(_is_range(figure) for figure in known)
        unit = known[0].unit
        said = "" if unit in (PERCENT, usual, "") else f" ({unit})"
        words = capital(ROLES[role])
        ends = ("từ", "đến") if self._ranges else ("",)
        self.headings = [f"{words}{said}{', ' + end if end else ''}" for end in ends]

    def cells(self, figure: Figure | None) -> list[Cell]:
        if not self._ranges:
            return [_cell(figure)]
        value = figure.value if figure is not None else None
        if figure is None or value is None or not _is_range(figure):
            return [_cell(figure)] * 2
        assert value.low is not None and value.high is not None
        percent = figure.unit == PERCENT
        ends = (value.low, value.high)
        return [Number(end, figure.decimals, percent) for end in ends]


def _is_range(figure: Figure) -> bool:
    value = figure.value
    return value is not None and value.exact is None and bound_of(value) is None


def _cell(figure: Figure | None) -> Cell:
    """A number where the value is exact, else the words of the page."""
    if figure is None:
        return MISSING
    if figure.exact is None or figure.unit == ANSWER:
        return plain_text(amount(figure, sign=False))
    return Number(figure.exact, figure.decimals, figure.unit == PERCENT)


def _time(value: When | None) -> str:
    words = plain_text(when(value))
    return words if isinstance(value, CutOff) else words.removeprefix("năm ")


def _notes(views: Views, figure: Figure) -> Iterable[str]:
    """What must be known of a figure before it is used."""
    role = capital(ROLES[figure.role])
    if figure.value is None:
        yield f"{KINDS[figure.kind]}: {figure.note or 'nguồn không nêu.'}"
        return
    if figure.note:
        yield figure.note
    if figure.kind is Kind.WITHHELD:
        return
    if figure.kind is not Kind.PUBLISHED:
        inputs = [views.figures[item] for item in figure.inputs]
        warning = caution(figure, inputs)
        yield f"{role}: {warning}" if warning else ""
        return
    if figure.is_forecast:
        yield f"{role}: {_FORECAST}"
    if bound_of(figure.value) and figure.unit == PERCENT:
        yield (
            f"Nguồn chỉ nêu “{plain_text(amount(figure))}”, không nêu số cụ thể; "
            "không dùng để tính trung bình."
        )


def _targets(views: Views, notes: _Notes) -> Sheet:
    names = names_of(views)
    rows = []
    for view in views.targets.values():
        for series in view.series:
            latest = series.latest.value if series.latest else None
            figures = [*view.goals.values(), *([latest] if latest else [])]
            said = [note for figure in figures for note in _notes(views, figure)]
            wanted = "; ".join(
                f"{ROLES[role]} {plain_text(amount(figure, unit=True))}"
                for role, figure in view.goals.items()
            )
            outlook = STANDINGS[series.outlook.standing] if series.outlook else _NONE
            rows.append(
                (
                    view.target.name,
                    capital(wanted or TARGET_TYPES[view.target.type]),
                    names[series.indicator],
                    _cell(latest),
                    capital(plain_text(when(latest.when))) if latest else MISSING,
                    STANDINGS[series.judgement.standing],
                    outlook,
                    notes.refer([*said, view.target.note or ""]),
                )
            )
    headings = (
        "Chỉ tiêu", "Mức chỉ tiêu", "Số liệu theo dõi", "Kết quả mới nhất", "Số liệu đến",
        "Trạng thái", "Theo số dự kiến", "Ghi chú",
    )  # fmt: skip
    heading = f"Kết quả thực hiện các chỉ tiêu, {views.dataset.term.name}"
    return Sheet("Tổng hợp", heading, (_ONE,), headings, tuple(rows))


def _ledger(views: Views, entries: Sequence[Entry], notes: _Notes) -> Sheet:
    names = names_of(views)
    rows = tuple(
        (
            plain_text(label(entry.published, names)),
            _cell(entry.published),
            _cell(entry.recomputed),
            VERDICTS[entry.verdict],
            plain_text(amount(entry.difference)) if entry.difference else _NONE,
            notes.refer([entry.explanation or "", *_notes(views, entry.published)]),
        )
        for entry in entries
    )
    headings = (
        "Số liệu", "Số công bố", "Số tính lại", "Kết luận", "Chênh lệch (công bố trừ tính lại)",
        "Ghi chú",
    )  # fmt: skip
    return Sheet("Đối chiếu", "Đối chiếu số công bố với số tính lại", (_ONE,), headings, rows)


def _figures(views: Views, shown: Sequence[Figure], notes: _Notes) -> Sheet:
    names = names_of(views)
    rows = tuple(
        (
            figure.id,
            plain_text(label(figure, names)),
            _cell(figure),
            figure.unit or _NONE,
            _kind(figure),
            _origin(views, figure),
            notes.refer(_notes(views, figure)),
        )
        for figure in shown
    )
    headings = (
        "Mã", "Số liệu", "Giá trị", "Đơn vị tính", "Loại số", "Nguồn hoặc cách tính", "Ghi chú"
    )  # fmt: skip
    return Sheet("Mọi số liệu", "Mọi số liệu và nguồn gốc", (_ONE,), headings, rows)


def _kind(figure: Figure) -> str:
    return KINDS[figure.kind] + (f", {STATUSES[figure.status]}" if figure.status else "")


def _origin(views: Views, figure: Figure) -> str:
    if figure.value is None:
        return figure.note or "Nguồn không nêu."
    if figure.formula is not None:
        inputs = [views.figures[item] for item in figure.inputs]
        return plain_text(f"{capital(in_words(figure, inputs))}: {in_numbers(figure, inputs)}")
    source = next(item for item in views.dataset.documents if item.id == figure.source)
    return f"{document_in_full(source)}{', ' + figure.locator if figure.locator else ''}"


def _documents(views: Views) -> Sheet:
    rows = tuple(
        (
            item.title,
            item.code or _NONE,
            item.issuer or _NONE,
            capital(plain_text(dated(item.date))) if item.date else _NONE,
            item.purpose or _NONE,
            item.note or _NONE,
        )
        for item in views.dataset.documents
    )
    headings = ("Văn bản", "Số, ký hiệu", "Cơ quan ban hành", "Ngày", "Dùng để", "Ghi chú")
    return Sheet(
        "Văn bản",
        "Văn bản và nguồn",
        ("“Không” nghĩa là chưa biết hoặc nguồn không nêu.", _ONE),
        headings,
        rows,
    )
