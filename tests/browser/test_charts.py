"""Charts on a screen: read at any width, in both schemes and in the reader's own colours."""

import pytest

from browser.conftest import Open, settled

pytestmark = pytest.mark.browser

PAGE = "chi-tieu/ket-nap/"

_FONTS = """() => [...new Set([...document.querySelectorAll('svg.i-c text')].map(text =>
    getComputedStyle(text).fontFamily.split(',')[0].replaceAll('"', '')))]"""

_PAINT = """(kind) => {
    const style = getComputedStyle(document.querySelector('svg.i-c ' + kind))
    return style.fill + ' ' + style.stroke
}"""


def test_words_of_a_chart_are_in_the_font_of_the_page(tab: Open, server: str) -> None:
    page = settled(tab().page, server + PAGE)
    assert page.evaluate(_FONTS) == ["Inter"]


def test_a_chart_takes_the_colours_of_the_scheme_and_of_paper(tab: Open, server: str) -> None:
    light = settled(tab().page, server + PAGE)
    dark = settled(tab(dark=True).page, server + PAGE)
    for kind in ("text", "rect.i-c-bar", "line.i-c-grid"):
        assert light.evaluate(_PAINT, kind) != dark.evaluate(_PAINT, kind), kind
    dark.emulate_media(media="print")
    light.emulate_media(media="print")
    for kind in ("text", "rect.i-c-bar", "line.i-c-grid"):
        assert light.evaluate(_PAINT, kind) == dark.evaluate(_PAINT, kind), kind


def test_in_the_readers_own_colours_every_mark_is_still_seen_on_the_background(
    tab: Open, server: str
) -> None:
    page = settled(tab(forced_colors="active").page, server + PAGE)
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for kind, painted in (
        ("text", "fill"),
        ("rect.i-c-result", "fill"),
        ("rect.i-c-plan-inferred", "stroke"),
        ("rect.i-c-plan-forecast", "stroke"),
        ("rect.i-c-forecast", "stroke"),
        (".i-c-hatch", "stroke"),
        (".i-c-range", "stroke"),
        (".i-c-head", "fill"),
        ("line.i-c-axis", "stroke"),
        ("line.i-c-target", "stroke"),
    ):
        mark = page.locator(f"svg.i-c {kind}").first
        colour = mark.evaluate("(mark, painted) => getComputedStyle(mark)[painted]", painted)
        assert colour not in ("none", canvas), kind
