"""Amounts and other figures as people read them, by CLDR: the server alone formats prices."""

from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency, format_decimal

from commerce.money.amounts import Money

# Symbols of units are the same in every Latin script.
_UNITS = {
    "ar": {"mm": "مم", "cm": "سم", "m": "م", "km": "كم", "g": "غ", "kg": "كغ", "ml": "مل", "l": "لتر",
           "W": "واط", "V": "فولت"},
}  # fmt: skip
LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "ar": "ar"}


@lru_cache(maxsize=20_000)
def worded(minor: int, currency: str, language: str) -> str:
    """This formats an amount for a language, such as "€12.50" or "12,50 €"."""
    amount = Money(minor, currency)
    return str(format_currency(amount.decimal, currency, locale=LOCALES.get(language, language)))


def in_words(amount: Money, language: str) -> str:
    """This is `worded` for a Money value."""
    return worded(amount.minor, amount.currency, language)


@lru_cache(maxsize=2_000)
def figure(value: str, language: str, *, pattern: str = "#,##0.###") -> str:
    """This writes a number ("4.6") as prices of the language are written, by CLDR; "0.0" keeps one place."""
    locale = LOCALES.get(language, language)
    return str(format_decimal(Decimal(value), format=pattern, locale=locale))


def measure(value: str, unit: str, language: str) -> str:
    """This writes a measure ("23.5", "cm") as people of the language do."""
    said = figure(value, language)
    return f"{said} {unit_name(unit, language)}" if unit else said


def unit_name(unit: str, language: str) -> str:
    """This is the symbol of a unit as the language writes it."""
    return _UNITS.get(language, {}).get(unit, unit)
