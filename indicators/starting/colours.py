"""The colours of a site: a main colour, its shades, and whether white can be read on it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indicators.editing.lines import EditError

LEAST_CONTRAST = 7.0
"""White letters of the header on the main colour: the stricter level of WCAG, 1.4.6."""

USUAL: Mapping[str, float] = {
    "#7d1d1f": 0.0,
    "#8f2a2a": 0.12,
    "#651517": -0.18,
    "#4d1416": -0.35,
    "#5d1c1e": -0.25,
    "#3c0f11": -0.5,
    "#8f1d1f": 0.06,
}
"""The main colour and its shades as the styles write them, with how much lighter each is."""


def main_colour(text: str) -> str:
    """A colour written as ``#0b5c4a``. Errors: ``EditError``."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise EditError(f"“{text}” không phải mã màu; gõ như #0b5c4a")
    if contrast(text) < LEAST_CONTRAST:
        raise EditError(f"chữ trắng trên màu {text} khó đọc; chọn màu đậm hơn")
    return text


def contrast(colour: str) -> float:
    """The contrast with white, from 1 to 21, by the formula of WCAG 2.2."""
    parts = (value / 255 for value in bytes.fromhex(colour[1:]))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    weights = (0.2126, 0.7152, 0.0722)
    return 1.05 / (sum(p * weight for p, weight in zip(linear, weights, strict=True)) + 0.05)


def shade(colour: str, lighter: float) -> str:
    """A colour, lighter (up to 1, which is white) or darker (down to -1, which is black)."""
    towards, share = (255, lighter) if lighter >= 0 else (0, -lighter)
    parts = (round(part + (towards - part) * share) for part in bytes.fromhex(colour[1:]))
    return f"#{bytes(parts).hex()}"


def painted(text: str, colour: str) -> str:
    """A file of the theme with a colour and its shades in place of the usual ones."""
    for usual, lighter in USUAL.items():
        text = text.replace(usual, shade(colour, lighter))
    return text
