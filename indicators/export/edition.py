"""The edition: whose data an export holds, as of which commit, and under which licences; and how
it is cited: in a sentence, for programs that keep references, and as schema.org describes it to
search engines.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from indicators.comparing.versions import VIETNAM
from indicators.computing.compute import Views
from indicators.export.given import Given
from indicators.export.shapes import Stated, filled
from indicators.model import Code, Document, Indicator
from indicators.scalars import PartialDate
from indicators.words.names import document_in_full
from indicators.words.wording import date


class Format(Code):
    """Forms that the data can be had in, by the ending of their files, each with its media type."""

    CSV = "csv", "text/csv"
    JSON = "json", "application/json"
    PNG = "png", "image/png"
    SVG = "svg", "image/svg+xml"
    XLSX = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class License(NamedTuple):
    """A licence by its SPDX name, its title, and where its text stands."""

    spdx: str
    title: str
    url: str


FOR_DATA = License(
    "CC-BY-4.0",
    "Creative Commons Ghi công 4.0 Quốc tế",
    "https://creativecommons.org/licenses/by/4.0/",
)
FOR_CODE = License("MIT", "Giấy phép MIT", "https://opensource.org/license/mit")
BOTH = f"{FOR_DATA.spdx} (dữ liệu); {FOR_CODE.spdx} (mã nguồn)"


@dataclass(frozen=True, slots=True)
class Edition:
    """What an export says of itself beside the data; all of it is given, nothing is looked up.

    ``address`` is the public address of the site with a slash at its end, ``commit`` the full
    name of the commit and ``date`` its date, ``contact`` a text or an address to report errors
    to; each may be empty or None when it is not known.
    """

    address: str = ""
    commit: str = ""
    date: dt.date | None = None
    contact: str = ""

    @property
    def version(self) -> str:
        """The version of the data: the commit's date and the first digits of its name."""
        return "-".join(filter(None, (str(self.date or ""), self.commit[:10])))


UNSTATED = Edition()
"""An edition of which nothing is known."""


def edition(
    environment: Mapping[str, str],
    *,
    commit: str = "",
    moment: str = "",
    address: str | None = None,
    contact: Sequence[str] | None = None,
) -> Edition:
    """The edition that environment variables describe, of a commit when the data is that one's.

    ``SOURCE_DATE_EPOCH`` is its time in seconds since 1970, else ``moment`` is; unless they are
    given, ``SITE_URL`` is the address, ``REPORT_TEXT`` and ``REPORT_URL`` are the contact. Errors:
    ``ValueError`` when the time is none, or the address is not that of a folder.
    """
    if contact is None:
        contact = [environment.get(name, "").strip() for name in ("REPORT_TEXT", "REPORT_URL")]
    public = (environment.get("SITE_URL", "") if address is None else address).strip()
    epoch = environment.get("SOURCE_DATE_EPOCH", moment).strip()
    if set(public) & set("?#"):
        folder = "chỉ ghi địa chỉ đến thư mục của trang"
        raise ValueError(f"SITE_URL: “{public}” có dấu ? hoặc #; {folder}")
    if not re.fullmatch("[0-9]{0,11}", epoch):
        raise ValueError(f"SOURCE_DATE_EPOCH: “{epoch}” không phải số giây tính từ năm 1970")
    return Edition(
        address=public and f"{public.removesuffix('/')}/",
        commit=commit,
        date=dt.datetime.fromtimestamp(int(epoch), VIETNAM).date() if epoch else None,
        contact=" – ".join(filter(None, contact)),
    )


def title(views: Views) -> str:
    """What the whole of the data is called."""
    data = views.dataset
    return f"Số liệu chỉ tiêu của {data.organisation.name}, {data.term.name}"


def author(views: Views) -> str:
    """Who made the whole of it; no office is named that did not."""
    return f"Nhóm biên soạn “{title(views)}”"


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: the whole of the data, or one indicator; with the address of its page."""

    views: Views
    edition: Edition
    page: str = ""
    indicator: str | None = None

    @property
    def _of(self) -> Indicator | None:
        return self.views.indicators[self.indicator].indicator if self.indicator else None

    @property
    def title(self) -> str:
        return self._of.name if self._of else title(self.views)

    @property
    def heading(self) -> str:
        """The title, which says whose the data are."""
        data = self.views.dataset
        whose = f": {data.organisation.name}, {data.term.name}"
        return self.title + (whose if self.indicator else "")

    @property
    def unit(self) -> str:
        """The unit of the one indicator."""
        assert self._of is not None, "all of them have no unit in common"
        return self._of.unit

    @property
    def address(self) -> str:
        """The public address of the page; empty when the site's is not known."""
        return self.edition.address + self.page if self.edition.address else ""

    @property
    def version(self) -> str:
        day, commit = self.edition.date, self.edition.commit
        when = f"ngày {date(PartialDate(day.year, day.month, day.day))}" if day else ""
        return ", ".join(filter(None, (when, commit and f"mã {commit[:10]}")))

    @property
    def sources(self) -> list[Document]:
        """The documents that the cited figures were read from."""
        figures = self.views.figures
        cited = figures.values() if self.indicator is None else figures.of(self.indicator)
        read = {one.source for one in cited if one.source} or {self.views.dataset.source}
        return [document for document in self.views.dataset.documents if document.id in read]

    @property
    def origin(self) -> str:
        """Those documents in words."""
        return "; ".join(map(document_in_full, self.sources))


def reference(work: Work) -> str:
    """The reference as a text in Vietnamese; the reader adds the day of reading."""
    parts = [
        f"{work.title} [bộ dữ liệu]",
        work.indicator and f"Trong: {title(work.views)}",
        work.version and f"Phiên bản {work.version}",
        work.address and f"Địa chỉ: {work.address}",
        "Truy cập ngày …/…/…",
        f"Nguồn của số liệu: {work.origin}",
    ]
    return ". ".join(filter(None, parts)) + "."


def bibtex(work: Work) -> str:
    """The reference as a BibTeX entry."""
    year = work.edition.date.year if work.edition.date else None
    key = "-".join(map(str, filter(None, ("chi-tieu", work.indicator, year))))
    version = f"Phiên bản {work.version}. " if work.version else ""
    note = f"{version}Giấy phép {FOR_DATA.spdx}. Nguồn của số liệu: {work.origin}"
    fields = {
        "author": f"{{{_escaped(author(work.views))}}}",
        "title": f"{{{_escaped(work.title)}}}",
        "howpublished": _escaped(title(work.views)) if work.indicator else "Bộ dữ liệu",
        "year": year,
        "url": work.address,
        "note": _escaped(note),
        "language": "vietnamese",
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in filled(fields).items()]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


_SIGNS = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum"}
_SPECIAL = str.maketrans(
    {sign: f"\\text{name}{{}}" for sign, name in _SIGNS.items()}
    | {sign: f"\\{sign}" for sign in "{}&%$#_"}
)


def _escaped(text: str) -> str:
    """A text in which nothing is a command of TeX; braces stay balanced."""
    return " ".join(text.split()).translate(_SPECIAL)


_CONTEXT = "https://schema.org/"


def stated_in_data(work: Work) -> bool:
    """Whether a source states a number of the one indicator, so that there is data to describe."""
    assert work.indicator is not None
    return any(it.source and it.value for it in work.views.figures.of(work.indicator))


def dataset(work: Work, files: Mapping[str, Given]) -> Stated:
    """One indicator as a Dataset, on a site whose address is known; ``files`` are its own."""
    term, site = work.views.dataset.term, work.edition.address
    return {
        "@context": _CONTEXT,
        **_described(work),
        **_edition(work),
        "temporalCoverage": f"{term.first}/{term.last}",
        "variableMeasured": _thing("PropertyValue", name=work.title, unitText=work.unit),
        "isBasedOn": [
            _thing("CreativeWork", name=document_in_full(item), url=item.url)
            for item in work.sources
        ],
        "includedInDataCatalog": _thing("DataCatalog", name=title(work.views), url=site),
        "distribution": [
            _thing(
                "DataDownload",
                contentUrl=site + path,
                encodingFormat=Format(path.rpartition(".")[2]).label,
                contentSize=f"{file.size} B",
                sha256=file.digest,
            )
            for path, file in files.items()
        ],
    }


def data_catalogue(work: Work, address: Callable[[str], str]) -> Stated:
    """All indicators with data as a DataCatalog; ``address`` gives the page of each."""
    data = work.views.dataset
    whose = f"{data.organisation.name}, {data.term.name}"
    about = f"Mức chỉ tiêu, kết quả, số tính ra và đối chiếu của {whose}"
    parts = [replace(work, page=address(it), indicator=it) for it in work.views.indicators]
    parts = [part for part in parts if stated_in_data(part)]
    return {
        "@context": _CONTEXT,
        "@type": "DataCatalog",
        "name": work.title,
        "description": f"{about}; mỗi số ghi nguồn và cách tính.",
        "url": work.address,
        **_edition(work),
        "dataset": list(map(_described, parts)),
    }


def _thing(kind: str, **said: str | None) -> Stated:
    return filled({"@type": kind, **said})


def _described(work: Work) -> Stated:
    about = f"Chỉ tiêu, kết quả, số tính ra và đối chiếu về “{work.title}”"
    return {
        "@type": "Dataset",
        "name": work.heading,
        "description": f"{about}, đơn vị tính: {work.unit}. Nguồn: {work.origin}.",
        "identifier": work.indicator,
        "url": work.address,
        "license": FOR_DATA.url,
        "creator": _thing("Organization", name=author(work.views)),
    }


def _edition(work: Work) -> Stated:
    known = {
        "license": FOR_DATA.url,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "dateModified": work.edition.date.isoformat() if work.edition.date else "",
        "version": work.edition.version,
    }
    return filled(known)


_HARMFUL = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(content: Stated) -> Markup:
    """A description as an element of a page: data that no browser runs and nothing in it ends."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_HARMFUL)
    return Markup(  # noqa: S704 - what could end the element is escaped
        f'<script type="application/ld+json">{text}</script>'
    )
