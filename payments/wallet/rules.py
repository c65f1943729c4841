"""When a kept card is past its day, what it is called, and when a provider is asked again."""

from datetime import date, timedelta

# So long a deleted card can come back; then the provider is told to let go of it.
UNDO = timedelta(minutes=15)
# More cards than this are not offered to be kept.
MOST = 10

_TRIES = (10, 30, 60, 300, 900, 3600)
_BRANDS = {
    "amex": "American Express",
    "cartes_bancaires": "Cartes Bancaires",
    "diners": "Diners Club",
    "discover": "Discover",
    "jcb": "JCB",
    "mastercard": "Mastercard",
    "unionpay": "UnionPay",
    "visa": "Visa",
}


def is_expired(*, month: int, year: int, on: date) -> bool:
    """This tells whether a card's last month is over; it is good until that month's last day."""
    return (year, month) < (on.year, on.month)


def is_reference(text: str) -> bool:
    """This tells whether a text, if there is any, could be an id of a provider."""
    return text.replace("_", "").isalnum() and text.isascii() if text else True


def brand_name(brand: str) -> str:
    """This writes a card's brand as it is printed on the card."""
    return _BRANDS.get(brand, brand.replace("_", " ").title())


def try_again_after(tries: int) -> timedelta:
    """This spaces out requests to let go that got no clear answer."""
    return timedelta(seconds=_TRIES[min(tries, len(_TRIES) - 1)])
