"""The read API: a folder of static JSON files, each of which names the schema it follows.

Within version 1 fields may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, WithJsonSchema

from indicators.computing.compute import Views
from indicators.export import gather, records
from indicators.export.addresses import API
from indicators.export.api_schema import schema
from indicators.export.edition import CODE, DATA, Edition, title
from indicators.export.jsontext import Json, Known
from indicators.model import Document
from indicators.reading.schema import schema_text

_SCHEMA = "schema.json"
_DATASET = "dataset.schema.json"


# The data file has a schema of its own, which lies beside this one.
_AsTyped = Annotated[Any, WithJsonSchema({"allOf": [{"$ref": _DATASET}]})]


def _said(description: str, default: Any = ...) -> Any:
    return Field(default, description=description)


class Licenses(records.Made):
    """Under which licences the data and the code may be used."""

    data: Literal["CC-BY-4.0"] = _said("Giấy phép của dữ liệu, mã SPDX.", DATA.spdx)
    code: Literal["MIT"] = _said("Giấy phép của mã nguồn, mã SPDX.", CODE.spdx)


class _File(records.Made):
    license: Licenses = _said("Giấy phép sử dụng.", Licenses())


class Listed(records.Made):
    """A file of the API."""

    path: str = _said("Địa chỉ tương đối so với tệp này.")
    title: str = _said("Nội dung.")
    indicator: str | None = _said("Mã chỉ tiêu, nếu tệp chỉ nói về một chỉ tiêu.", None)


class Index(_File):
    """Where to begin: what the data is, of which edition, and every file."""

    api: Literal["v1"] = _said("Phiên bản của giao diện.", "v1")
    title: str = _said("Tên bộ dữ liệu.")
    organisation: str = _said("Tên tổ chức đảng.")
    term: str = _said("Tên nhiệm kỳ.")
    term_start: int = _said("Năm đầu nhiệm kỳ.")
    term_end: int = _said("Năm cuối nhiệm kỳ.")
    address: str | None = _said("Địa chỉ công khai của trang.")
    commit: str | None = _said("Mã commit của dữ liệu và mã nguồn.")
    date: str | None = _said("Ngày của commit, theo giờ Việt Nam.")
    contact: str | None = _said("Nơi báo sai sót.")
    files: tuple[Listed, ...] = _said("Mọi tệp của giao diện.")


class Indicators(_File):
    """Every indicator without its figures."""

    indicators: tuple[records.Indicator, ...] = _said("Các chỉ tiêu theo thứ tự của dữ liệu.")


class OneIndicator(_File):
    """All about one indicator."""

    indicator: records.Indicator = _said("Chỉ tiêu.")
    target: records.Target | None = _said("Mức chỉ tiêu mà số liệu này theo dõi.")
    rows: tuple[records.Row, ...] = _said("Từng năm, từng mốc lũy kế, rồi từng phần của năm.")
    observations: tuple[records.Observation, ...] = _said("Các số của mức chỉ tiêu và chỉ tiêu.")
    ledger: tuple[records.Entry, ...] = _said("Đối chiếu số công bố với số tính lại.")


class Observations(_File):
    """Every figure of the site."""

    observations: tuple[records.Observation, ...] = _said("Mọi số theo thứ tự của dữ liệu.")


class Targets(_File):
    """Every target with where it stands."""

    targets: tuple[records.Target, ...] = _said("Các mức chỉ tiêu.")


class Documents(_File):
    """Documents and sources."""

    documents: tuple[Document, ...] = _said("Văn bản và nguồn.")


class Ledger(_File):
    """Every published figure that can be held against its recomputation."""

    ledger: tuple[records.Entry, ...] = _said("Đối chiếu số công bố với số tính lại.")


class Typed(_File):
    """The data file itself, field by field and digit by digit."""

    dataset: _AsTyped = _said("Tệp dữ liệu đúng như đã ghi.")


_KINDS: Mapping[str, type[_File]] = {
    "index": Index,
    "indicators": Indicators,
    "indicator": OneIndicator,
    "observations": Observations,
    "targets": Targets,
    "documents": Documents,
    "ledger": Ledger,
    "dataset": Typed,
}


class _Made(NamedTuple):
    kind: str
    listed: Listed
    content: _File


def files(views: Views, edition: Edition, figures: gather.Observations) -> dict[str, bytes]:
    """The files of the API by their addresses below the site's root."""
    made = list(_made(views, figures))
    index = Listed(path="index.json", title="Mục lục")
    made.insert(0, _Made("index", index, _index(views, edition, [one.listed for one in made])))
    known: Known = {}
    out = {API + one.listed.path: _text(one, known) for one in made}
    out[API + _SCHEMA] = Json().text(schema(_KINDS)).encode()
    out[API + _DATASET] = schema_text().encode()
    return out


def _made(views: Views, figures: gather.Observations) -> Iterator[_Made]:
    def made(kind: str, words: str, content: _File, indicator: str | None = None) -> _Made:
        path = f"indicators/{indicator}.json" if indicator else f"{kind}.json"
        return _Made(kind, Listed(path=path, title=words, indicator=indicator), content)

    listed = gather.indicators(views)
    targets = {target.id: target for target in gather.targets(views)}
    yield made("indicators", "Các chỉ tiêu", Indicators(indicators=listed))
    for one in listed:
        content = OneIndicator(
            indicator=one,
            target=targets.get(one.target or ""),
            rows=gather.rows(views.indicators[one.id]),
            observations=figures.about(one.id),
            ledger=gather.ledger(views, one.id),
        )
        yield made("indicator", one.name, content, one.id)
    listing = Observations(observations=figures.all)
    yield made("observations", "Mọi số liệu", listing)
    yield made("targets", "Mức chỉ tiêu", Targets(targets=tuple(targets.values())))
    yield made("documents", "Văn bản và nguồn", Documents(documents=views.dataset.documents))
    yield made("ledger", "Đối chiếu số liệu", Ledger(ledger=gather.ledger(views)))
    yield made("dataset", "Tệp dữ liệu đúng như đã ghi", Typed(dataset=views.dataset))


def _index(views: Views, edition: Edition, listed: Sequence[Listed]) -> Index:
    data = views.dataset
    return Index(
        title=title(views),
        organisation=data.organisation.name,
        term=data.term.name,
        term_start=data.term.start,
        term_end=data.term.end,
        address=edition.address or None,
        commit=edition.commit or None,
        date=edition.date.isoformat() if edition.date else None,
        contact=edition.contact or None,
        files=tuple(listed),
    )


def _text(made: _Made, known: Known) -> bytes:
    """The file's text; its first field leads to its schema."""
    up = "../" * made.listed.path.count("/")
    # What was typed is written as it was, and its documents are others than those of the API.
    writer = Json(filled=True) if isinstance(made.content, Typed) else Json(known=known)
    return writer.text(made.content, schema=f"{up}{_SCHEMA}#/$defs/{made.kind}").encode()
