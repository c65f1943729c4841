"""Numbers as people type them: with their own signs, a comma or a point for the decimals."""

import unicodedata

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from commerce.money.amounts import Money

SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009 '\u2019\u061c\u200e\u200f"))


def plain(text: str, language: str) -> str:
    """This turns a typed number into the form that programs read: "1.234,50" in German is "1234.50".

    A single comma or point is the decimal sign in every language, unless three digits follow it and
    it is the sign the language groups thousands with. Digits of other scripts become ours. What is
    no number comes back as it was typed, for the one who reads it to refuse.
    """
    typed = "".join(_digit(sign) for sign in text.strip().translate(SPACES))
    typed = typed.replace("\u066b", ".").replace("\u066c", "")
    signs = [sign for sign in typed if sign in ",."]
    if not signs:
        return typed
    if len(set(signs)) == 2:
        decimal = signs[-1]
        return typed.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    groups, after = len(signs) > 1, typed.rpartition(signs[0])[2]
    if groups or (len(after) == 3 and signs[0] == _grouping(language)):
        return typed.replace(signs[0], "")
    return typed.replace(signs[0], ".")


def amount(text: str, *, currency: str, language: str) -> Money:
    """This reads an amount as somebody typed it: "12,50" and "12.50" are both twelve and a half.

    Raises:
        Invalid: for what is no amount of the currency.
    """
    return Money.parse(plain(text, language), currency)


def decimal_sign(language: str) -> str:
    """This is the sign before the decimals in a language."""
    return str(get_decimal_symbol(Locale.parse(language, sep="-")))


def _grouping(language: str) -> str:
    sign = str(get_group_symbol(Locale.parse(language, sep="-")))
    return sign if sign in ",." else ""


def _digit(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign
