"""Which ways to pay there are, and what a browser needs to know of them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from commerce.channels.queries import ChannelInfo
from commerce.errors import Refused
from commerce.money import Money
from payments.contracts import PaymentMethod, Prompt
from payments.gateways import rules

_SCRIPT = "https://js.stripe.com/v3/"
# The key of whoever has not set one.
NO_KEY = "pk_test_emulator"


class UnknownMethod(Refused):
    """There is no such way to pay."""

    code = "unknown_payment_method"


def way(code: str) -> rules.Way:
    """This finds a way to pay.

    Raises:
        UnknownMethod: when there is none of that code.
    """
    found = rules.WAYS.get(code)
    if found is None:
        message = f"there is no payment method {code!r}"
        raise UnknownMethod(message, field="payment_method")
    return found


def methods(*, channel: ChannelInfo, country: str, amount: Money) -> tuple[PaymentMethod, ...]:
    """This lists the ways to pay that a channel offers for a country (may be empty) and amount."""
    words = {
        "card": (_("Card"), _("Pay by credit or debit card")),
        "invoice": (_("Invoice"), _("Pay within 14 days after delivery")),
        "manual": (_("Bank transfer"), _("Transfer the amount after ordering")),
    }
    codes = rules.offered(codes=channel.payment_methods, country=country, amount=amount)
    return tuple(
        PaymentMethod(code=code, kind=code, name=words[code][0], hint=words[code][1])
        for code in codes
    )


def browser_script() -> tuple[str, str]:
    """This tells the publishable key and the address of the script for the payment page."""
    base = settings.STRIPE_API_BASE
    return settings.STRIPE_PUBLISHABLE_KEY, f"{base}/v3/" if base else _SCRIPT


def wallet_name() -> str:
    """This names the wallet whose page shoppers can be led to; "" where there is none."""
    page = settings.STRIPE_API_BASE and settings.STRIPE_EXPRESS != "element"
    return "Emulator Pay" if page else ""


def express_buttons() -> tuple[str, str]:
    """This tells the publishable key and the script that draw express buttons in our page; empty without."""
    key, script = browser_script()
    real = bool(settings.STRIPE_API_BASE) or key not in {"", NO_KEY}
    drawn = real and not wallet_name() and settings.STRIPE_EXPRESS != "page"
    return (key, script) if drawn else ("", "")


def wallet_page(*, amount: Money, countries: Sequence[str], prompt: Prompt) -> str:
    """This is the address of the wallet's page, which shows an amount and leads to `prompt.back`.

    `countries` are those that are delivered to. Empty where there is no such page.
    """
    if not wallet_name() or not amount:
        return ""
    asked = {
        "amount": str(rules.to_stripe(amount)),
        "currency": amount.currency.lower(),
        "title": prompt.title,
        "locale": prompt.language,
        "countries": ",".join(countries),
        "return_url": prompt.back,
        "cancel_url": prompt.cancel,
    }
    return f"{settings.STRIPE_API_BASE}/wallet/pay?{urlencode(asked)}"


def worded_decline(code: str, *, otherwise: str = "") -> str:
    """This tells a shopper, in their language, why a bank said no; "" when it did not.

    `otherwise` is what is said when the bank gave no reason.
    """
    not_you = _("Your bank could not confirm that it was you.")
    words = {
        "insufficient_funds": _("There is not enough money on this card."),
        "expired_card": _("This card has expired."),
        "incorrect_cvc": _("The security code does not fit this card."),
        "authentication_required": _("Your bank wanted to know whether it was you."),
        "payment_intent_authentication_failure": not_you,
        "setup_intent_authentication_failure": not_you,
    }
    refused = otherwise or _("Your bank refused this payment.")
    return words.get(code, refused) if code else ""
