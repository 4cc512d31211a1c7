"""The data as schema.org describes it: for search engines, inside a page, as JSON-LD."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from indicators.export.citation import Work
from indicators.export.edition import FOR_DATA, title
from indicators.words.names import document_in_full

_CONTEXT = "https://schema.org/"

MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a file is, by its ending."""


def dataset(
    work: Work, files: Mapping[str, bytes], address: Callable[[str], str]
) -> dict[str, Any]:
    """One indicator as a Dataset; ``files`` are its own, ``address`` gives how a page leads to one.

    Addresses are relative to the page where the site's own is not known.
    """
    term, site = work.views.dataset.term, work.edition.address
    return {
        "@context": _CONTEXT,
        **_described(work),
        **_edition(work),
        "temporalCoverage": f"{term.start}/{term.end}",
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": work.title,
            "unitText": work.unit,
        },
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": document_in_full(item),
                **({"url": item.url} if item.url else {}),
            }
            for item in work.sources
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": title(work.views),
            "url": site or address(""),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": site + path if site else address(path),
                "encodingFormat": MEDIA_TYPES[path.rpartition(".")[2]],
                "contentSize": f"{len(content)} B",
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for path, content in files.items()
        ],
    }


def data_catalogue(work: Work, address: Callable[[str], str]) -> dict[str, Any]:
    """All indicators as a DataCatalog; ``address`` gives how the page leads to an indicator's."""
    data = work.views.dataset
    return {
        "@context": _CONTEXT,
        "@type": "DataCatalog",
        "name": work.title,
        "description": (
            f"Mức chỉ tiêu, kết quả, số tính ra và đối chiếu của {data.organisation.name}, "
            f"{data.term.name}; mỗi số ghi nguồn và cách tính."
        ),
        "url": work.address or "./",
        **_edition(work),
        "dataset": [
            _described(replace(work, page=address(name), indicator=name))
            for name in work.views.indicators
        ],
    }


def _described(work: Work) -> dict[str, Any]:
    data = work.views.dataset
    return {
        "@type": "Dataset",
        "name": f"{work.title}: {data.organisation.name}, {data.term.name}",
        "description": (
            f"Chỉ tiêu, kết quả, số tính ra và đối chiếu về “{work.title}”, "
            f"đơn vị tính: {work.unit}. Nguồn: {work.origin}."
        ),
        "identifier": work.indicator,
        "url": work.address or work.page or "./",
        "license": FOR_DATA.url,
        "creator": {
            "@type": "Organization",
            "name": f"Nhóm biên soạn “{title(work.views)}”",
        },
    }


def _edition(work: Work) -> dict[str, Any]:
    known = {
        "license": FOR_DATA.url,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "dateModified": work.edition.date.isoformat() if work.edition.date else None,
        "version": work.edition.version or None,
    }
    return {name: value for name, value in known.items() if value is not None}


_HARMFUL = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(content: Mapping[str, Any]) -> Markup:
    """A description as an element of a page: data that no browser runs and nothing in it ends."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_HARMFUL)
    return Markup(  # noqa: S704 - what could end the element is escaped
        f'<script type="application/ld+json">{text}</script>'
    )
