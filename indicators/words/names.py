"""What documents are called, in short and in full."""

from __future__ import annotations

from indicators.model import Document
from indicators.words.wording import dated


def document_in_short(document: Document) -> str:
    """Kind and code, ``Nghị quyết số 21-NQ/TW``, where the document has a code; else its title."""
    if not document.code:
        return document.title
    kind = document.title.partition(" về ")[0]
    return f"{kind if kind.count(' ') == 1 else 'Văn bản'} số {document.code}"


def document_in_full(document: Document) -> str:
    """Title, code, date and issuer, as far as they are known: in the order of administrative texts
    (``Quy định số … ngày … của … về …``) where the title begins with the kind of document.
    """
    code, date = document.code and f"số {document.code}", document.date and dated(document.date)
    kind, about, what = document.title.partition(" về ")
    if code and about and kind.count(" ") == 1:
        issuer = document.issuer and f"của {document.issuer}"
        return " ".join(filter(None, (kind, code, date, issuer))) + about + what
    return ", ".join(filter(None, (document.title, code, date, document.issuer)))
