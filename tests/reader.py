"""What a reader of a page sees: its writer without a site around it, and the words of its HTML."""

import re
from html.parser import HTMLParser

from indicators.computing.compute import Views
from indicators.showing.links import DOCUMENTS, Links
from indicators.showing.writer import Writer


def writer(views: Views, page: str = "ket-nap/", **homes: str) -> Writer:
    """The writer of a page; each indicator, target and document has a page of its name."""
    subjects = {figure.subject for figure in views.figures.values()}
    known = {name: f"{name}/" for name in (*subjects, *views.indicators, *views.targets)}
    return Writer(views, Links(page, {**known, DOCUMENTS: "van-ban/", **homes}))


def words(html: str) -> str:
    """The text of HTML with single spaces."""
    text = re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


def rows(html: str) -> list[str]:
    """The words of each row of a table's body."""
    return [words(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html)[1:]]


class Seen(HTMLParser):
    """What is seen of some HTML: its elements, their attributes, where it leads, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data
