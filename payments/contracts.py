"""Nouns that cross the door of payments: frozen values, no Django."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from commerce.money import Money, Taxed
from crm.contracts import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxableLine:
    """An amount to be taxed; `key` comes back with the answer, `includes_tax` says what it is."""

    key: str
    amount: Money
    tax_class: str
    includes_tax: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxedLine:
    """The same amount, taxed; `treatment` is the reason: standard, reduced, export, reverse_charge..."""

    key: str
    taxed: Taxed
    rate: Decimal
    treatment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """A way to pay that this channel offers; `kind` is card, invoice or manual."""

    code: str
    kind: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentInfo:
    """Where a payment stands. `reference` is what it pays for (a checkout's public id).

    `state` is one of the payment flow's states; amounts never exceed one another:
    refunded <= captured <= authorized. `owed` is the amount less what will not be delivered.
    `label` names the card as shoppers know it.
    """

    payment_id: int
    public_id: str
    reference: str
    order_number: str
    method: str
    kind: str
    state: str
    amount: Money
    owed: Money
    authorized: Money
    captured: Money
    refunded: Money
    decline_code: str
    decline_message: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """How the shopper is asked: in our page's card form, or (`hosted`) on the provider's page.

    `back` and `cancel` are absolute addresses of ours; `title` is what the page says is paid. `card`
    names a kept card that pays instead, `token` what a wallet handed over; `keep` keeps a new card with
    the customer for next time.
    """

    title: str
    email: str
    language: str
    back: str
    cancel: str
    hosted: bool = False
    card: str = ""
    token: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """What the shopper's browser needs to pay: a client secret for the frame, or an address to go to."""

    payment_id: int
    client_secret: str
    publishable_key: str
    script_url: str
    redirect_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCard:
    """A card that a customer keeps at the provider; `brand` as printed on it, `expired` as of today."""

    public_id: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int
    is_default: bool
    expired: bool
    saved_at: datetime

    @property
    def label(self) -> str:
        """What a shopper knows it by."""
        return f"{self.brand} •••• {self.last4}"

    @property
    def expires(self) -> str:
        """Its last month, as it is printed on cards."""
        return f"{self.exp_month:02}/{self.exp_year % 100:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What a shopper handed over in a wallet: who, where to, and what the card is known by."""

    token: str
    label: str
    email: str
    ship_to: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundInfo:
    """Where a refund stands: requested, issued or failed."""

    refund_id: int
    public_id: str
    payment_id: int
    state: str
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBalance:
    """What one account of the ledger holds: debits minus credits, in its currency."""

    code: str
    name: str
    kind: str
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRefund:
    """Money that went back at a time now past; `shipped` says whether revenue had been booked."""

    key: str
    amount: Money
    tax: Money
    shipped: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPayment:
    """The payment of a past order: taken in one piece at `captured_at`; else still owed, or let go.

    `shipped` says that the goods left; an unpaid invoice of goods that did not is let go.
    """

    reference: str
    order_number: str
    channel: str
    customer_id: int | None
    method: str
    at_once: bool
    total: Money
    tax: Money
    fee: Money
    label: str
    placed_at: datetime
    captured_at: datetime | None
    shipped: bool
    refunds: tuple[PastRefund, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSale:
    """Goods of a past order that left in one parcel, for the books: revenue, tax and their cost."""

    order_number: str
    channel: str
    goods_net: Money
    shipping_net: Money
    tax: Money
    cost: Money
    fulfillment_id: int
    parcel_id: int
    shipped_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReceipt:
    """Goods that came in at a time now past, with what they had cost."""

    document: str
    text: str
    cost: Money
    at: datetime
