"""Booking what is over, in bulk: by the same rules as live postings, with a few statements."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db.models import F

from commerce import db
from commerce.money import Money
from payments.collecting.models import Capture, Payment
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
def book_past(
    *, sales: Sequence[PastSale], receipts: Sequence[PastReceipt], since: datetime, at: datetime
) -> int:
    """This books orders that are over and goods that came in for them, in bulk; returns how many entries.

    What happened from `since` on is booked document by document, what came before in one sum per
    month, channel and kind, as a bookkeeper takes over a house. An order that is still owed is always
    booked by itself. Captures and refunds are taken from the payments of the orders.
    """
    planned = sorted(
        [
            *_receipts(receipts),
            *_payments({sale.order_number for sale in sales}),
            *(one for sale in sales for one in _sold(sale)),
        ],
        key=lambda one: one[0].occurred_at,
    )
    late = {
        document.order_number for document, _, _ in planned if document.occurred_at >= since
    } | _owed({sale.order_number for sale in sales})
    apart = [one for one in planned if one[0].order_number in late or not one[0].order_number]
    early = [one for one in planned if one[0].order_number and one[0].order_number not in late]
    return post_many([*_summed(early), *apart], at=at)


def _owed(order_numbers: Collection[str]) -> set[str]:
    rows = Payment.objects.filter(order_number__in=order_numbers, state="authorized")
    return set(rows.values_list("order_number", flat=True))


def _summed(planned: Sequence[Planned]) -> Iterator[Planned]:
    """Yield one entry per month, channel, kind and currency; open items are followed per order."""
    sums: dict[tuple[str, str, str, str], dict[str, int]] = {}
    last: dict[tuple[str, str, str, str], datetime] = {}
    items: dict[tuple[str, str], tuple[int, int]] = {}
    for document, currency, legs_for in planned:
        legs = _follow(items, document.order_number, currency, legs_for=legs_for)
        kind = f"{document.source.partition(':')[0]} {document.event.partition(':')[0]}"
        key = (f"{document.occurred_at:%Y-%m}", document.channel, kind, currency)
        moved = sums.setdefault(key, {})
        last[key] = document.occurred_at
        for leg in legs:
            moved[leg.account] = moved.get(leg.account, 0) + leg.amount.minor
    for key, moved in sorted(sums.items()):
        month, channel, kind, currency = key
        document = Document(
            source=f"past:{channel}:{month}",
            event=f"{kind}:{currency}",
            text=f"Sum of {month}: {kind}",
            occurred_at=last[key],
            channel=channel,
        )
        legs = rules.balanced(
            tuple(
                rules.Leg(account=code, amount=Money(minor, currency))
                for code, minor in sorted(moved.items())
            )
        )
        yield document, currency, partial(_always, legs)


def _follow(
    items: dict[tuple[str, str], tuple[int, int]],
    order_number: str,
    currency: str,
    *,
    legs_for: Callable[[rules.OpenItems], Legs],
) -> Legs:
    """Return an entry's legs and carry what it leaves open of its order."""
    deposits, receivable = items.get((order_number, currency), (0, 0))
    legs = legs_for(
        rules.OpenItems(deposits=Money(deposits, currency), receivable=Money(receivable, currency))
    )
    if order_number:
        items[order_number, currency] = _carried(legs, deposits, receivable)
    return legs


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
        legs.append(_follow(open_items, document.order_number, currency, legs_for=legs_for))
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


def _payments(order_numbers: Collection[str]) -> Iterator[Planned]:
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
            event="issued:0",
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
