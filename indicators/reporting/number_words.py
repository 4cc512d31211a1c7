"""Numbers read aloud in Vietnamese, so that a doubtful one can be told both ways."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu", " tỷ")


def read_aloud(written: str) -> str:
    """The whole number as it is read: 1514 is "một nghìn năm trăm mười bốn".

    Empty for what is no whole number below a thousand billion.
    """
    sign, digits = ("âm ", written[1:]) if written.startswith("-") else ("", written)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
        return ""
    number = int(digits)
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    last = len(groups) - 1
    spoken = [
        _hundreds(group, full=place < last) + _GROUPS[place]
        for place, group in reversed(list(enumerate(groups)))
        if group
    ]
    return sign + " ".join(spoken)


def _hundreds(number: int, *, full: bool) -> str:
    """A number below a thousand; ``full`` reads the hundreds even where they are none."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or full:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0 and ones and words:
        words += ["linh", _DIGITS[ones]]
    elif tens == 0 and ones:
        words.append(_DIGITS[ones])
    elif tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
        words += [_one(tens, ones)] if ones else []
    return " ".join(words)


def _one(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else _DIGITS[ones]


def read_digits(written: str) -> str:
    """The decimal number with its decimals read one by one: "một phẩy năm một bốn"."""
    whole, mark, decimals = written.replace(",", ".").partition(".")
    spoken = read_aloud(whole)
    if not (mark and spoken and decimals.isascii() and decimals.isdigit()):
        return ""
    return " ".join([spoken, "phẩy", *(_DIGITS[int(digit)] for digit in decimals)])
