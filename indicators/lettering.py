"""Letters: a text without diacritics, and what shows that it was typed in an old font or read in a
wrong code.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_STROKES = str.maketrans("đð", "dd")  # decomposition leaves these letters alone


def unmarked(text: str) -> str:
    """The text as it is typed without diacritics, in lower case."""
    apart = unicodedata.normalize("NFD", text.lower().translate(_STROKES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_CODE = {
    **{bytes([byte]).decode("latin-1"): byte for byte in range(0x80, 0x100)},
    **{
        character: byte
        for byte in range(0x80, 0xA0)
        if (character := bytes([byte]).decode("cp1252", "ignore"))
    },
}
"""The byte that each character stands for where UTF-8 was read as Windows-1252."""

_LATER = "".join(re.escape(character) for character, byte in _CODE.items() if byte < 0xC0)
_MISREAD = re.compile(rf"[Â-ß][{_LATER}]|[à-ï][{_LATER}]{{2}}")

_SYMBOL = "[¡¢£¤¥¦§¨©ª«¬®¯±´µ¶¸¹º»¼½¾¿]"
_LETTER = r"[^\W\d_]"
_SYMBOLS = re.compile(
    rf"(?<={_LETTER}){_SYMBOL}(?={_LETTER})|(?<={_LETTER})[¢¤¥¦¨¬¶]|[¢¤¥¦¨¬®¶](?={_LETTER})"
    rf"|{_SYMBOL}{{2}}(?={_LETTER})"
)
"""Signs in the place of letters, as in the TCVN3 of “n¹p ®¶ng viªn”; no text has one in a word."""

_FOREIGN = re.compile(
    "[ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]|(?<=[a-zà-ý])[À-ÖØ-Þ]|(?<=[aeAE])[à-öø-ýÀ-ÖØ-Ý]"
)
"""Letters that Vietnamese has not, or not there; a foreign name may hold one, as in “Müller”."""

_SUSPECT = re.compile(f"[¡-¿Â-ßà-ï][{_LATER}]|{_SYMBOL}|{_FOREIGN.pattern}")


@lru_cache(maxsize=4096)
def misread(text: str) -> bool:
    """Whether a text that should be Vietnamese shows signs of TCVN3, VNI or a wrong code."""
    if text.isascii() or not _SUSPECT.search(text):
        return False
    return bool(_SYMBOLS.search(text)) or repaired(text) != text or _several(text)


def _several(text: str) -> bool:
    """Whether more letters that Vietnamese has not stand here than a foreign name among it has."""
    found = [len(_FOREIGN.findall(word)) for word in text.split()]
    return max(found) > 1 or (sum(found) > 1 and 2 * sum(map(bool, found)) >= len(found))


def repaired(text: str) -> str:
    """The text that was read in a wrong code, where each of its letters can be told; else as is."""
    again = _MISREAD.sub(_decoded, text)
    return again if again != text and not _MISREAD.search(again) else text


def _decoded(match: re.Match[str]) -> str:
    """The letter whose bytes were read as several characters."""
    try:
        letter = bytes(_CODE[character] for character in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    vietnamese = letter.isalpha() and not _FOREIGN.match(letter)
    return letter if vietnamese else match[0]
