"""What can be measured on an open page: rules of axe-core, what is too wide, a chart's words."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import Page
from pypdf import PdfReader

from browser.conftest import settled

SCREENSHOTS = ROOT / "build" / "screenshots"
PHONE, DESK = 360, 1280

_OUTSIDE = """() => [...document.querySelectorAll('svg.i-c text')].filter(text => {
    const inner = text.getBoundingClientRect()
    const outer = text.closest('svg.i-c').getBoundingClientRect()
    return inner.right > outer.right + 1 || inner.left < outer.left - 1
        || inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1
}).map(text => text.textContent)"""

_COVERED = """() => [...document.querySelectorAll('svg.i-c')].flatMap(svg => {
    const boxes = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()])
    return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([b, q]) =>
        p.x < q.x + q.width - 1 && q.x < p.x + p.width - 1
        && p.y < q.y + q.height - 4 && q.y < p.y + p.height - 4
    ).map(([b]) => a.textContent + ' / ' + b.textContent))
})"""

_SMALL = """() => [...document.querySelectorAll('svg.i-c text')].filter(text => {
    const {a, b} = text.getScreenCTM()
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b) < 11
}).map(text => text.textContent)"""


def violations(page: Page, leave_out: str = "") -> list[str]:
    """What axe-core finds wrong on the page as it is shown, rule by rule.

    What the selector ``leave_out`` names is not judged.
    """
    context = {"exclude": [[leave_out]]} if leave_out else None
    options = {"resultTypes": ["violations"]}
    found: dict[str, Any] = Axe().run(page, context=context, options=options).response
    return [
        f"{rule['id']}: {node['html']}\n{node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def broken_rules(
    page: Page, server: str, addresses: Iterable[str], *, pictures: str = "", leave_out: str = ""
) -> dict[tuple[str, int], list[str]]:
    """What axe-core finds wrong on which page, on a phone and on a desk.

    A name of the ``pictures`` keeps one of each page, as it was judged.
    """
    wrong = {}
    for address in addresses:
        settled(page, server + address)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 800})
            if pictures:
                _keep_screenshot(page, address, f"{width}-{pictures}")
            if found := violations(page, leave_out):
                wrong[address, width] = found
    return wrong


def _keep_screenshot(page: Page, address: str, form: str) -> None:
    """A picture of the page for whoever looks at it after the run."""
    name = address.removesuffix(".html").strip("/").replace("/", "_") or "index"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{form}.png", full_page=True)


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"))


def unreadable(page: Page) -> list[str]:
    """Words of charts that leave their chart, cover each other or are smaller than 11 pixels."""
    return [words for script in (_OUTSIDE, _COVERED, _SMALL) for words in page.evaluate(script)]


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every named font of a document, and whether it is embedded.

    Letters with an outline, as charts have them, are drawings (a font of type 3 without a name).
    """
    found = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()
            if inner["/Subtype"] == "/Type3":
                continue
            for part in inner.get("/DescendantFonts", [inner]):
                descriptor = part.get_object().get("/FontDescriptor", {})
                name = str(inner["/BaseFont"]).split("+")[-1]
                found[name] = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor))
    return found
