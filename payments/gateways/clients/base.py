"""The port: what every provider of payments must be able to do, in our own words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from commerce.errors import Refused, Unavailable
from commerce.money import Money


class GatewayDown(Unavailable):
    """The provider gave no clear answer: what was asked may or may not have been done."""

    code = "payment_provider_unavailable"


class GatewayRefused(Refused):
    """The provider understood and said no; nothing was done."""

    code = "payment_provider_refused"


class BankRefused(GatewayRefused):
    """The shopper's bank said no to this card; the payment waits for another try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a shopper is to pay. `ours` are our ids, given back with every event.

    `save` keeps the card with `customer` (the provider's id of the person) for later orders.
    """

    amount: Money
    description: str
    email: str
    ours: dict[str, str]
    customer: str = ""
    save: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as a provider keeps it: its id there, and what a shopper knows it by. Never its number."""

    reference: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A card on its way to be kept without a payment, as the provider sees it now.

    `state` is waiting (for the shopper or the bank), kept, or refused; `customer` is the provider's id of
    the person it stays with. `card` is known once it is kept.
    """

    reference: str
    state: str
    customer: str
    client_secret: str = ""
    card: Card | None = None
    decline_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a shopper handed over in a wallet: who, where to (region as the wallet writes it), which card.

    `wallet` is its name as people know it, empty when the provider does not say.
    """

    wallet: str
    brand: str
    last4: str
    email: str
    name: str
    phone: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A payment as the provider sees it now.

    `state` is waiting (for the shopper), authorized, captured, canceled or expired. `captured` is
    what was taken so far, `fee` what the provider kept of that, `refunded` what went back. `failure`
    names the last failed attempt, so that one decline is told once. `next_url` is where the bank
    wants to see the shopper. `card` is what was paid with; it stays with `customer` if it `keeps`.
    """

    reference: str
    state: str
    amount: Money
    captured: Money
    refunded: Money
    fee: Money
    several_captures: bool = False
    lapses_at: datetime | None = None
    label: str = ""
    failure: str = ""
    decline_code: str = ""
    decline_message: str = ""
    client_secret: str = ""
    ours: dict[str, str] = field(default_factory=dict)
    next_url: str = ""
    card: Card | None = None
    customer: str = ""
    keeps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A provider's own page, to pay or to keep a card.

    `intent` is empty until the shopper has paid there, `setup` until a card was entered to be kept.
    """

    reference: str
    url: str
    open: bool
    intent: str
    setup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A refund as the provider sees it: pending, issued or failed; `ours` are our ids, if it was us."""

    reference: str
    state: str
    amount: Money
    error: str = ""
    ours: dict[str, str] = field(default_factory=dict)


class Gateway(Protocol):
    """A provider. Every writing call carries a key; the same key is never carried out twice.

    All methods raise GatewayDown when the outcome is unknown and GatewayRefused when it is a no.
    """

    def create(self, *, wish: Wish, key: str) -> Seen:
        """This makes a payment that waits for the shopper's card."""

    def create_page(self, *, wish: Wish, back: str, cancel: str, language: str, key: str) -> Page:
        """This makes a payment page at the provider."""

    def look(self, *, reference: str) -> Seen:
        """This asks how a payment stands."""

    def look_at_page(self, *, reference: str) -> Page:
        """This asks how a payment page stands."""

    def close_page(self, *, reference: str, key: str) -> Page:
        """This closes a payment page, so that nobody can pay there any more."""

    def capture(self, *, reference: str, amount: Money, final: bool, key: str) -> Seen:
        """This takes authorized money; `final` lets go of the rest."""

    def release(self, *, reference: str, key: str) -> Seen:
        """This lets go of what is authorized and not taken."""

    def refund(self, *, reference: str, amount: Money, ours: dict[str, str], key: str) -> Returned:
        """This gives taken money back."""

    def look_at_refund(self, *, reference: str) -> Returned:
        """This asks how a refund stands."""

    def refunds_of(self, *, reference: str) -> tuple[Returned, ...]:
        """This lists what went back of a payment, whoever asked for it, oldest first."""

    def adjust(self, *, reference: str, wish: Wish) -> Seen:
        """This tells a waiting payment whose it is and whether its card stays; asked twice it is the same."""

    def charge(self, *, reference: str, card: str, back: str, key: str) -> Seen:
        """This pays with a kept card, or with what a wallet gave (`card` is its token), on the session.

        A bank's no is an answer (`failure`).

        A bank that wants to see the shopper leaves the payment waiting with `next_url`; from there they
        come to `back`.
        """

    def set_up(self, *, customer: str, ours: dict[str, str], key: str) -> Setup:
        """This begins to keep a card with a person without a payment; it waits for the shopper's card."""

    def set_up_on_page(
        self,
        *,
        customer: str,
        ours: dict[str, str],
        back: str,
        cancel: str,
        language: str,
        key: str,
    ) -> Page:
        """This makes a page at the provider on which a card is entered to be kept."""

    def look_at_setup(self, *, reference: str) -> Setup:
        """This asks what became of a card that was to be kept."""

    def open_token(self, *, token: str) -> Opened:
        """This asks what a shopper handed over in a wallet."""

    def open_customer(self, *, ours: dict[str, str], key: str) -> str:
        """This opens a place for one person's cards and returns its id; no name goes along."""

    def close_customer(self, *, reference: str, key: str) -> None:
        """This ends a person's place with all that is in it; one that is gone is fine."""

    def cards_of(self, *, customer: str) -> tuple[Card, ...]:
        """This lists the cards kept for a person."""

    def drop_card(self, *, reference: str, key: str) -> None:
        """This lets go of a kept card for good; one that is gone is fine."""
