"""How the data is cited: in a sentence, and for programs that keep references."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.computing.compute import Views
from indicators.export.edition import FOR_DATA, Edition, title
from indicators.model import Document
from indicators.scalars import PartialDate
from indicators.words.names import document_in_full
from indicators.words.wording import date


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: the whole of the data, or one indicator; with the address of its page."""

    views: Views
    edition: Edition
    page: str = ""
    indicator: str | None = None

    @property
    def title(self) -> str:
        if self.indicator is None:
            return title(self.views)
        return self.views.indicators[self.indicator].indicator.name

    @property
    def unit(self) -> str:
        """The unit of the one indicator."""
        return (
            "" if self.indicator is None else self.views.indicators[self.indicator].indicator.unit
        )

    @property
    def address(self) -> str:
        """The public address of the page; empty when the site's is not known."""
        return self.edition.address + self.page if self.edition.address else ""

    @property
    def version(self) -> str:
        parts = []
        day = self.edition.date
        if day is not None:
            parts.append(f"ngày {date(PartialDate(day.year, day.month, day.day))}")
        if self.edition.commit:
            parts.append(f"commit {self.edition.commit[:10]}")
        return ", ".join(parts)

    @property
    def sources(self) -> list[Document]:
        """The documents that the cited figures were read from."""
        figures = self.views.figures
        cited = figures.values() if self.indicator is None else figures.of(self.indicator)
        read = {figure.source for figure in cited} or {self.views.dataset.source}
        return [document for document in self.views.dataset.documents if document.id in read]

    @property
    def origin(self) -> str:
        """Those documents in words."""
        return "; ".join(map(document_in_full, self.sources))


def reference(work: Work) -> str:
    """The reference as a text in Vietnamese; the reader adds the day of reading."""
    parts = [f"{work.title} [bộ dữ liệu]"]
    if work.indicator is not None:
        parts.append(f"Trong: {title(work.views)}")
    if work.version:
        parts.append(f"Phiên bản {work.version}")
    if work.address:
        parts.append(f"Địa chỉ: {work.address}")
    parts.append("Truy cập ngày …/…/…")
    parts.append(f"Nguồn của số liệu: {work.origin}")
    return ". ".join(parts) + "."


def bibtex(work: Work) -> str:
    """The reference as a BibTeX entry."""
    year = work.edition.date.year if work.edition.date else None
    key = "-".join(str(part) for part in ("chi-tieu", work.indicator, year) if part)
    notes = [
        f"Phiên bản {work.version}" if work.version else "",
        f"Giấy phép {FOR_DATA.spdx}",
        f"Nguồn của số liệu: {work.origin}",
    ]
    fields = {
        "title": f"{{{_escaped(work.title)}}}",
        "howpublished": _escaped(title(work.views)) if work.indicator else "Bộ dữ liệu",
        "year": str(year or ""),
        "url": work.address,
        "note": _escaped(". ".join(note for note in notes if note)),
        "language": "vietnamese",
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}&%$#_"},
    }
)


def _escaped(text: str) -> str:
    """A text in which nothing is a command of TeX; braces stay balanced."""
    return " ".join(text.split()).translate(_SPECIAL)
