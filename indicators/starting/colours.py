"""The colours of a site: a main colour, its shades, and whether white can be read on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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

_TEXT = (".css", ".html", ".svg", ".js")


class ColourError(ValueError):
    """A text that is no colour, or a colour on which white cannot be read."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A main colour, as red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def of(cls, text: str) -> Palette:
        """The palette of a colour written as ``#0b5c4a``. Errors: ``ColourError``."""
        if not re.fullmatch("#[0-9a-fA-F]{6}", text):
            raise ColourError(f"“{text}” không phải mã màu; gõ như #0b5c4a")
        made = cls(*(int(text[at : at + 2], 16) for at in (1, 3, 5)))
        if made.contrast < LEAST_CONTRAST:
            raise ColourError(f"chữ trắng trên màu {text} khó đọc; chọn màu đậm hơn")
        return made

    @property
    def contrast(self) -> float:
        """The contrast with white, from 1 to 21, by the formula of WCAG 2.2."""
        channels = [value / 255 for value in (self.red, self.green, self.blue)]
        linear = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            for value in channels
        ]
        luminance = sum(
            part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)
        )
        return 1.05 / (luminance + 0.05)

    def shade(self, lighter: float) -> str:
        """The colour, lighter (up to 1, which is white) or darker (down to -1, which is black)."""
        towards, share = (255, lighter) if lighter >= 0 else (0, -lighter)
        mixed = (
            round(value + (towards - value) * share) for value in (self.red, self.green, self.blue)
        )
        return "#" + "".join(f"{value:02x}" for value in mixed)

    def paint(self, name: str, content: bytes) -> bytes:
        """A file of the theme with this colour and its shades in place of the usual ones."""
        if not name.endswith(_TEXT) or b"#" not in content:
            return content
        text = content.decode()
        for usual, lighter in USUAL.items():
            text = text.replace(usual, self.shade(lighter))
        return text.encode()
