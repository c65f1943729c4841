"""The usual test cards and what happens to each."""

import time
from dataclasses import dataclass

from payments.stripe_emulator import errors


@dataclass(frozen=True, slots=True)
class Card:
    """One test card: its brand and what it does when charged.

    `challenge` asks for 3-D Secure; `decline` is (code, decline code, words); `after` is what
    happens later: "dispute", "refund_fails" or "refund_pending"; a card that pays `once` is declined
    when it is saved.
    """

    number: str
    brand: str
    decline: tuple[str, str, str] | None = None
    challenge: bool = False
    always_challenge: bool = False
    after: str = ""
    once: bool = False


_GENERIC = ("card_declined", "generic_decline", "Your card was declined.")
_FUNDS = ("card_declined", "insufficient_funds", "Your card has insufficient funds.")
_EXPIRED = ("expired_card", "expired_card", "Your card has expired.")
_CVC = ("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")
_PROCESSING = (
    "processing_error",
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
)

_CARDS = (
    Card("4242424242424242", "visa"),
    Card("4000056655665556", "visa"),
    Card("5555555555554444", "mastercard"),
    Card("378282246310005", "amex"),
    Card("4000000000000002", "visa", decline=_GENERIC),
    Card("4000000000009995", "visa", decline=_FUNDS),
    Card("4000000000000069", "visa", decline=_EXPIRED),
    Card("4000000000000127", "visa", decline=_CVC),
    Card("4000000000000119", "visa", decline=_PROCESSING),
    Card("4000000000000341", "visa", decline=_GENERIC, once=True),
    Card("4000002500003155", "visa", challenge=True),
    Card("4000002760003184", "visa", challenge=True, always_challenge=True),
    Card("4000000000003220", "visa", challenge=True, always_challenge=True),
    Card(
        "4000008260003178",
        "visa",
        decline=_FUNDS,
        challenge=True,
        always_challenge=True,
    ),
    Card("4000000000000259", "visa", after="dispute"),
    Card("4000000000005126", "visa", after="refund_fails"),
    Card("4000000000007726", "visa", after="refund_pending"),
)
CARDS = {card.number: card for card in _CARDS}

TOKENS = {
    "pm_card_visa": "4242424242424242",
    "pm_card_visa_debit": "4000056655665556",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_amex": "378282246310005",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_visa_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_visa_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeDeclinedExpiredCard": "4000000000000069",
    "pm_card_chargeDeclinedIncorrectCvc": "4000000000000127",
    "pm_card_chargeDeclinedProcessingError": "4000000000000119",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_authenticationRequiredOnSetup": "4000002500003155",
    "pm_card_authenticationRequired": "4000002760003184",
    "pm_card_threeDSecure2Required": "4000000000003220",
    "pm_card_threeDSecureRequired": "4000000000003220",
    "pm_card_createDispute": "4000000000000259",
    "pm_card_refundFail": "4000000000005126",
    "pm_card_pendingRefund": "4000000000007726",
}

# What the card frame and the hosted page tell whoever tries the shop.
HINTS = (
    ("4242 4242 4242 4242", "Approved"),
    ("4000 0025 0000 3155", "3-D Secure"),
    ("4000 0000 0000 0002", "Declined"),
    ("4000 0000 0000 9995", "Insufficient funds"),
    ("4000 0000 0000 0259", "Disputed later"),
)


def decline_of(card: Card, *, saved: bool, expiry: tuple[int, int]) -> tuple[str, str, str] | None:
    """This is why a bank says no to a card, if it does; `expiry` is (year, month)."""
    today = time.gmtime()
    if expiry < (today.tm_year, today.tm_mon):
        return _EXPIRED
    return card.decline if saved or not card.once else None


def find(number: str, *, exp_month: int, exp_year: int, cvc: str | None) -> Card:
    """This finds the test card behind a typed number; other numbers never work here.

    Raises:
        ApiError: 402 card errors for a wrong number, month, year or security code.
    """
    digits = number.replace(" ", "").replace("-", "")
    if not digits.isdigit() or not _checks(digits):
        raise _card_error("incorrect_number", "Your card number is incorrect.", "number")
    if not 1 <= exp_month <= 12:
        raise _card_error(
            "invalid_expiry_month",
            "Your card's expiration month is invalid.",
            "exp_month",
        )
    year = exp_year + 2000 if exp_year < 100 else exp_year
    today = time.gmtime()
    if (year, exp_month) < (today.tm_year, today.tm_mon) or year > today.tm_year + 50:
        raise _card_error(
            "invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year"
        )
    if cvc is not None and not (cvc.isdigit() and len(cvc) in {3, 4}):
        raise _card_error("invalid_cvc", "Your card's security code is invalid.", "cvc")
    if digits not in CARDS:
        raise _card_error(
            "card_declined",
            "Your card was declined. Only test cards work with the emulator.",
            "number",
        )
    return CARDS[digits]


def _card_error(code: str, message: str, param: str) -> errors.ApiError:
    decline = "test_mode_live_card" if code == "card_declined" else None
    return errors.ApiError(
        message,
        status=402,
        kind="card_error",
        code=code,
        param=param,
        decline_code=decline,
    )


def _checks(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
