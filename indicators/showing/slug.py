"""Owns the address of a heading: its words in ASCII, as Vietnamese is typed without diacritics."""

import re

from indicators.lettering import unmarked


def slug(text: str, separator: str = "-") -> str:
    """Return ``text`` as an anchor: ``"Kết nạp đảng viên"`` becomes ``"ket-nap-dang-vien"``.

    ``separator`` stands between words, as Python-Markdown's ``toc`` extension passes it.
    A text without any letter or digit of the ASCII range gives an empty anchor,
    which ``toc`` replaces by a number.
    """
    return separator.join(re.findall("[a-z0-9]+", unmarked(text)))
