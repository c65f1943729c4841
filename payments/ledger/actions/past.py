"""Booking what is over, in bulk: by the same rules as live postings, with a few statements."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db.models import F

from commerce import db
from commerce.money import Money
from payments.collecting.models import Capture
from payments.contracts import PastReceipt, PastSale
from payments.ledger import rules
from payments.ledger.actions import posting
from payments.ledger.actions.posting import Document
from payments.ledger.models import Account, JournalEntry, JournalLine, OpenItem
from payments.refunds.models import Refund

Legs = tuple[rules.Leg, ...]
Planned = tuple[Document, str, Callable[[rules.OpenItems], Legs]]
"""An entry to be: its document, its currency, and its legs once the open items are known."""


@db.transaction_required
def book_past(*, sales: Sequence[PastSale], receipts: Sequence[PastReceipt], at: datetime) -> int:
    """This books orders that are over and goods that came in for them, in bulk; returns how many entries.

    Captures and refunds are taken from the payments of the orders. Entries stand in the order in which
    things happened, so that deposits are there before they are used up.
    """
    planned = [
        *_receipts(receipts),
        *_captures({sale.order_number for sale in sales}),
        *(one for sale in sales for one in _sold(sale)),
    ]
    return post_many(sorted(planned, key=lambda one: one[0].occurred_at), at=at)


@db.transaction_required
def post_many(planned: Sequence[Planned], *, at: datetime) -> int:
    """This books many entries that were never booked before with a few statements.

    `planned` are documents with a function from the order's open items to the legs, oldest first.

    Raises:
        Unbalanced: when debits and credits of one differ.
    """
    open_items: dict[tuple[str, str], tuple[int, int]] = {}
    entries, legs = [], []
    for document, currency, legs_for in planned:
        key = (document.order_number, currency)
        deposits, receivable = open_items.get(key, (0, 0))
        found = legs_for(
            rules.OpenItems(
                deposits=Money(deposits, currency), receivable=Money(receivable, currency)
            )
        )
        if document.order_number:
            open_items[key] = _carried(found, deposits, receivable)
        legs.append(found)
        entries.append(_entry(document, at=at))
    JournalEntry.objects.bulk_create(entries, batch_size=2000)
    accounts = {
        (code, currency): posting.open_account(code, currency)
        for code, currency in sorted(
            {(leg.account, leg.amount.currency) for row in legs for leg in row}
        )
    }
    JournalLine.objects.bulk_create(
        [
            JournalLine(
                entry=entry,
                account=accounts[leg.account, leg.amount.currency],
                currency=leg.amount.currency,
                amount_minor=leg.amount.minor,
            )
            for entry, row in zip(entries, legs, strict=True)
            for leg in row
        ],
        batch_size=5000,
    )
    _move_balances(accounts, legs)
    OpenItem.objects.bulk_create(
        [
            OpenItem(
                order_number=number,
                currency=currency,
                deposits_minor=deposits,
                receivable_minor=receivable,
            )
            for (number, currency), (deposits, receivable) in open_items.items()
        ],
        batch_size=2000,
    )
    return len(entries)


def _entry(document: Document, *, at: datetime) -> JournalEntry:
    return JournalEntry(
        source=document.source,
        event=document.event,
        order_number=document.order_number,
        channel=document.channel,
        text=document.text[:200],
        occurred_at=document.occurred_at,
        booked_at=at,
    )


def _carried(legs: tuple[rules.Leg, ...], deposits: int, receivable: int) -> tuple[int, int]:
    for leg in legs:
        if leg.account == rules.DEPOSITS:
            deposits -= leg.amount.minor
        elif leg.account == rules.RECEIVABLE:
            receivable += leg.amount.minor
    return deposits, receivable


def _move_balances(
    accounts: dict[tuple[str, str], Account], legs: Sequence[tuple[rules.Leg, ...]]
) -> None:
    moved: dict[tuple[str, str], int] = {}
    for row in legs:
        for leg in row:
            key = (leg.account, leg.amount.currency)
            moved[key] = moved.get(key, 0) + leg.amount.minor
    for key in sorted(moved, key=lambda one: accounts[one].pk):
        Account.objects.filter(pk=accounts[key].pk).update(
            balance_minor=F("balance_minor") + moved[key]
        )


def _receipts(receipts: Sequence[PastReceipt]) -> Iterator[Planned]:
    for one in receipts:
        document = Document(
            source=one.document, event="received", text=one.text, occurred_at=one.at
        )
        legs = rules.move(to=rules.INVENTORY, of=rules.GRNI, amount=one.cost)
        yield document, one.cost.currency, partial(_always, legs)


def _captures(order_numbers: Collection[str]) -> Iterator[Planned]:
    taken = Capture.objects.filter(payment__order_number__in=order_numbers, state="taken")
    for row in taken.select_related("payment"):
        payment, amount = row.payment, row.amount
        document = Document(
            source=f"capture:{row.pk}",
            event="captured",
            text=f"Payment for {payment.order_number}",
            occurred_at=row.taken_at or row.requested_at,
            order_number=payment.order_number,
            channel=payment.channel,
        )
        yield document, amount.currency, partial(_captured, amount, payment.method)
    issued = Refund.objects.filter(payment__order_number__in=order_numbers, state="issued")
    for refund in issued.select_related("payment"):
        payment = refund.payment
        document = Document(
            source=f"refund:{refund.pk}",
            event="issued:past",
            text=f"Refund for {payment.order_number}",
            occurred_at=refund.issued_at or refund.requested_at,
            order_number=payment.order_number,
            channel=payment.channel,
        )
        yield document, refund.currency, partial(_refunded, refund, payment.method)


def _sold(sale: PastSale) -> Iterator[Planned]:
    if not sale.fulfillment_id:
        return
    document = Document(
        source=f"fulfillment:{sale.fulfillment_id}",
        event="shipped",
        text=f"Shipment of {sale.order_number}",
        occurred_at=sale.shipped_at,
        order_number=sale.order_number,
        channel=sale.channel,
    )
    yield (
        document,
        sale.goods_net.currency,
        partial(_shipped, sale),
    )
    cost = Document(
        source=f"parcel:{sale.parcel_id}",
        event=f"issued:{sale.cost.currency}",
        text=f"Cost of {sale.order_number}",
        occurred_at=sale.shipped_at,
        order_number=sale.order_number,
        channel=sale.channel,
    )
    legs = rules.move(to=rules.COGS, of=rules.INVENTORY, amount=sale.cost)
    yield cost, sale.cost.currency, partial(_always, legs)


def _always(legs: Legs, _items: rules.OpenItems) -> Legs:
    return legs


def _captured(amount: Money, method: str, items: rules.OpenItems) -> Legs:
    return rules.capture(amount=amount, method=method, open_items=items)


def _refunded(row: Refund, method: str, items: rules.OpenItems) -> Legs:
    return rules.refund(
        amount=row.amount, tax=row.tax, method=method, shipped=row.shipped, open_items=items
    )


def _shipped(sale: PastSale, items: rules.OpenItems) -> Legs:
    return rules.shipment(
        goods_net=sale.goods_net, shipping_net=sale.shipping_net, tax=sale.tax, open_items=items
    )
