"""Verbs that other apps may call in payments.

Taxing is pure reading. Opening, attaching, voiding and refunding happen inside the caller's
transaction; `present` and `refresh` reach the provider and refuse an open one. Captures follow
FulfillmentShipped by themselves; a canceled order's money is let go or refunded by itself.
"""

from collections.abc import Sequence
from datetime import datetime

from commerce import db
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from commerce.money import Money
from payments.collecting import queries as collecting
from payments.collecting.actions import (
    capturing,
    letting_go,
    opening,
    past,
    presenting,
    provider,
    waiving,
)
from payments.collecting.models import Payment
from payments.contracts import (
    AccountBalance,
    KeptCard,
    PastPayment,
    PastReceipt,
    PastSale,
    PaymentInfo,
    PaymentMethod,
    Presented,
    Prompt,
    Purse,
    RefundInfo,
    TaxableLine,
    TaxedLine,
)
from payments.gateways import queries as gateways
from payments.ledger import actions as books
from payments.ledger import queries as ledger
from payments.refunds import actions as refund_actions
from payments.refunds import queries as refunds
from payments.taxes import queries as taxes
from payments.wallet import queries as wallet
from payments.wallet import rules as keeping
from payments.wallet.actions import provider as wallets

MOST_KEPT_CARDS = keeping.MOST


def assess_tax(
    *, lines: Sequence[TaxableLine], channel: str, country: str, at: datetime, vat_id: str = ""
) -> tuple[TaxedLine, ...]:
    """This taxes lines that a channel sells into a country (ISO alpha-2), line by line.

    Answers come in the order of the lines. `vat_id` of a firm elsewhere in the EU makes it a
    reverse charge.

    Raises:
        NoTaxRate: for a country without rates.
    """
    return taxes.assess(lines=tuple(lines), channel=channel, country=country, vat_id=vat_id, at=at)


def methods(*, channel: str, country: str, amount: Money) -> tuple[PaymentMethod, ...]:
    """This lists the ways to pay for an amount from a country, in the channel's order."""
    return gateways.methods(channel=channels.get_channel(channel), country=country, amount=amount)


@db.transaction_required
def open_intent(
    *,
    amount: Money,
    reference: str,
    method: str,
    channel: str,
    customer_id: int | None,
    by: Actor,
    at: datetime,
) -> PaymentInfo:
    """This opens the payment of a checkout (`reference`), or returns the one that is open.

    Invoice and bank transfer come back `authorized`; cards wait for `present` and the shopper. For
    another amount or method the earlier payment is let go and a new one opened.

    Raises:
        MethodNotOffered: when the channel does not take the method.
        Conflict: when the reference has become a paid order already.
    """
    row = opening.open_payment(
        amount=amount,
        reference=reference,
        method=method,
        channel=channel,
        customer_id=customer_id,
        by=by,
        at=at,
    )
    return collecting.info(row)


@db.outside
def present(*, payment_id: int, prompt: Prompt, at: datetime) -> Presented:
    """This readies the provider for the shopper: a client secret, or (`hosted`) a page to go to.

    Asked again it gives the same place to pay. Empty for methods that need no prompt. A kept card
    (`prompt.card`) is charged at once; `redirect_url` is then where the bank wants the shopper, or
    `prompt.back`.

    Raises:
        NotWaiting: when the payment is past paying (perhaps paid in another tab).
        UnknownCard, CardGone: when the kept card is not theirs, or the provider keeps it no more.
        GatewayDown: when the provider does not answer; asking again is safe.
    """
    return presenting.present(payment_id=payment_id, prompt=prompt, at=at)


def kept_cards(*, customer_id: int, at: datetime) -> tuple[KeptCard, ...]:
    """This lists the cards a customer keeps to pay again, the default first."""
    return wallet.cards_of(customer_id=customer_id, on=at.date())


def wallet_page(*, amount: Money, countries: Sequence[str], prompt: Prompt) -> str:
    """This is where a shopper finds the wallet, which comes back to `prompt.back`; "" without one."""
    return gateways.wallet_page(amount=amount, countries=countries, prompt=prompt)


@db.outside
def open_purse(*, token: str) -> Purse:
    """This asks what a shopper handed over in a wallet: who, where to (not judged yet), which card.

    Raises:
        GatewayRefused: for a token that is unknown or too old.
        GatewayDown: when the provider does not answer.
    """
    return wallets.open_purse(token=token)


def browser_script() -> tuple[str, str]:
    """This tells the publishable key and the address of the script that draws the card frame."""
    return gateways.browser_script()


@db.outside
def refresh(*, payment_id: int, at: datetime) -> PaymentInfo:
    """This asks the provider how a payment stands, for the page the shopper returns to.

    Announces PaymentAuthorized and the like as the webhook would, whichever comes first. When the
    provider does not answer, the payment comes back as it is known.
    """
    return collecting.info(provider.refresh(payment_id=payment_id, at=at))


@db.transaction_required
def attach_order(
    *, payment_id: int, order_number: str, total: Money, tax: Money, by: Actor, at: datetime
) -> PaymentInfo:
    """This ties a promised payment to the order it pays for; call it while placing the order.

    Channels that take money at once have the capture asked for here. A repeat changes nothing.

    Raises:
        NotAuthorized: when the money is not promised, is another sum, or pays another order.
    """
    row = opening.attach_order(
        payment_id=payment_id, order_number=order_number, total=total, tax=tax, by=by, at=at
    )
    return collecting.info(row)


@db.transaction_required
def record_receipt(
    *, payment_id: int, amount: Money, key: str, by: Actor, at: datetime
) -> PaymentInfo:
    """This records money that arrived at the bank for an invoice or a transfer; same key, once.

    Raises:
        NothingToCapture: for card payments, or more than is still owed.
    """
    capturing.record_receipt(payment_id=payment_id, amount=amount, key=key, by=by, at=at)
    return get_payment(payment_id=payment_id)


@db.transaction_required
def void(*, payment_id: int, reason: str, by: Actor, at: datetime) -> PaymentInfo:
    """This lets go of what is promised and not captured; a second time it changes nothing.

    Raises:
        AlreadyCaptured: when all was taken; refund instead.
        CaptureUnderWay: while a capture has no answer.
    """
    return collecting.info(letting_go.void(payment_id=payment_id, reason=reason, by=by, at=at))


@db.transaction_required
def waive(
    *, payment_id: int, amount: Money, tax: Money, reason: str, by: Actor, at: datetime
) -> PaymentInfo:
    """This lets an order owe less, by `amount` with the `tax` in it: that much will never be delivered.

    What is promised is taken for less, what was taken beyond goes back by itself.

    Raises:
        Invalid: for more than is owed.
    """
    waiving.waive(payment_id=payment_id, amount=amount, tax=tax, reason=reason, by=by, at=at)
    refund_actions.refund_waived(payment_id=payment_id, by=by, at=at)
    return get_payment(payment_id=payment_id)


@db.transaction_required
def refund(
    *,
    payment_id: int,
    amount: Money,
    key: str,
    reason: str,
    by: Actor,
    at: datetime,
    tax: Money | None = None,
    shipped: bool | None = None,
) -> RefundInfo:
    """This asks for money to go back under the key of its cause (`return:17`); same key, same refund.

    `tax` within the amount and whether the goods had `shipped` steer the books; without them the
    payment's own share and history are used. RefundIssued or RefundFailed follows.

    Raises:
        MoreThanCaptured: when less is left.
    """
    row = refund_actions.request_refund(
        payment_id=payment_id,
        amount=amount,
        key=key,
        reason=reason,
        by=by,
        at=at,
        tax=tax,
        shipped=shipped,
    )
    return refunds.info(row)


def get_payment(*, payment_id: int) -> PaymentInfo:
    """This finds a payment.

    Raises:
        UnknownPayment: when there is none.
    """
    return collecting.info(collecting.get_payment(payment_id))


def find_payment(*, reference: str) -> PaymentInfo | None:
    """This finds the live payment of a checkout, or its latest one."""
    row = collecting.find_for_reference(reference)
    return collecting.info(row) if row else None


def payments_of(*, order_numbers: Sequence[str]) -> tuple[PaymentInfo, ...]:
    """This lists the payments of orders, oldest first."""
    rows = Payment.objects.filter(order_number__in=list(order_numbers)).order_by("pk")
    return tuple(collecting.info(row) for row in rows)


def trial_balance(*, until: datetime | None = None) -> tuple[AccountBalance, ...]:
    """This lists every ledger account with its balance, now or as of a moment."""
    return ledger.trial_balance(until=until)


def violations(*, at: datetime) -> list[str]:
    """This checks the books of payments and returns what is wrong, one line each; for verify_books."""
    return [*collecting.violations(at=at), *refunds.violations(), *ledger.violations()]


@db.transaction_required
def record_past(
    *, payments: Sequence[PastPayment], by: Actor, at: datetime
) -> tuple[dict[str, int], dict[str, int]]:
    """This writes payments of orders that are over, for seeds and imports; no provider is asked.

    Returns {reference: payment id} and {refund key: refund id}. The books follow by `book_past`.
    """
    made = past.record_past(payments=payments, by=by, at=at)
    return made, refund_actions.record_past(payments=payments, payment_ids=made, by=by, at=at)


@db.transaction_required
def book_past(
    *, sales: Sequence[PastSale], receipts: Sequence[PastReceipt], since: datetime, at: datetime
) -> int:
    """This books past sales, their captures and refunds, and receipts; returns how many entries.

    From `since` on document by document, before it in monthly sums.
    """
    return books.book_past(sales=sales, receipts=receipts, since=since, at=at)
