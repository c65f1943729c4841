"""How many digits a currency has: ISO 4217 through CLDR (EUR 2, JPY 0, KWD 3)."""

from functools import cache

from babel.core import get_global


@cache
def digits(currency: str) -> int:
    """This tells the number of minor digits of a currency.

    Raises:
        ValueError: when it is not an ISO 4217 code known to CLDR.
    """
    if not is_currency(currency):
        message = f"{currency!r} is not a currency"
        raise ValueError(message)
    fractions = get_global("currency_fractions")
    return int(fractions.get(currency, fractions["DEFAULT"])[0])


@cache
def is_currency(code: str) -> bool:
    """This tells whether CLDR knows the ISO 4217 code."""
    return code in get_global("all_currencies")
