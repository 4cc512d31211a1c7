"""Owns the address of a heading: its words in ASCII, as Vietnamese is typed without diacritics."""

import re
import unicodedata

# Decomposition leaves this letter alone, so it would vanish ("đảng" became "ang").
_D_WITH_STROKE = str.maketrans("đĐ", "dD")


def slug(text: str, separator: str = "-") -> str:
    """Return ``text`` as an anchor: ``"Kết nạp đảng viên"`` becomes ``"ket-nap-dang-vien"``.

    ``separator`` stands between words, as Python-Markdown's ``toc`` extension passes it.
    A text without any letter or digit of the ASCII range gives an empty anchor,
    which ``toc`` replaces by a number.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_D_WITH_STROKE))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return separator.join(re.findall(r"[a-z0-9]+", plain.lower()))
