"""Which ways to pay there are, and how a provider counts money."""

from dataclasses import dataclass

from commerce.errors import Refused
from commerce.money import Money, digits


class AmountUnfit(Refused):
    """The provider's smallest unit cannot carry this amount."""

    code = "amount_unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to pay: `gateway` carries it out, `prompt` says whether the shopper must act at it."""

    code: str
    gateway: str
    prompt: bool


WAYS = {
    "card": Way(code="card", gateway="stripe", prompt=True),
    "invoice": Way(code="invoice", gateway="invoice", prompt=False),
    "manual": Way(code="manual", gateway="manual", prompt=False),
}

# Countries whose shoppers we let pay after delivery.
INVOICE_COUNTRIES = frozenset({"AT", "BE", "CH", "DE", "ES", "FR", "GB", "IE", "IT", "NL"})

_NO_DIGITS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_THREE_DIGITS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])


def offered(*, codes: tuple[str, ...], country: str, amount: Money) -> tuple[str, ...]:
    """This picks the ways to pay that suit a country and amount, in the channel's order (PAY-5)."""
    known = [code for code in codes if code in WAYS and amount.minor > 0]
    return tuple(
        code for code in known if code != "invoice" or not country or country in INVOICE_COUNTRIES
    )


def stripe_digits(currency: str) -> int:
    """This tells how many digits Stripe counts for a currency (ISK and UGX: two, by its own rule)."""
    if currency in _NO_DIGITS:
        return 0
    return 3 if currency in _THREE_DIGITS else 2


def to_stripe(amount: Money) -> int:
    """This turns an amount into Stripe's integer.

    Raises:
        AmountUnfit: for parts smaller than Stripe carries (fils must end in 0), or below 1.
    """
    scaled, rest = _scaled(amount.minor, stripe_digits(amount.currency) - digits(amount.currency))
    if rest or scaled < 1 or (amount.currency in _THREE_DIGITS and scaled % 10):
        message = f"{amount} {amount.currency} cannot be charged by card"
        raise AmountUnfit(message)
    return scaled


def from_stripe(value: int, currency: str) -> Money:
    """This turns Stripe's integer into an amount.

    Raises:
        AmountUnfit: when Stripe counts more digits than our currency has.
    """
    code = currency.upper()
    scaled, rest = _scaled(value, digits(code) - stripe_digits(code))
    if rest:
        message = f"{value} of {code} has more digits than we keep"
        raise AmountUnfit(message)
    return Money(scaled, code)


def _scaled(value: int, places: int) -> tuple[int, int]:
    """Moves the decimal point; what falls off is the rest."""
    if places >= 0:
        return value * int(10**places), 0
    return divmod(value, int(10**-places))
