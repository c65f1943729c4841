"""What came in overnight: orders on invoice, placed by the same verbs as a shopper's, waiting for hands."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from commerce import db, ids
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from inventory import public as inventory
from inventory.contracts import Destination, StockLine
from orders.cancellations.actions import Wanted, cancel_lines
from orders.cancellations.rules import SHOPPERS
from orders.demo import past, trade
from orders.demo.agreed import Agreed, agree
from orders.order.actions import record
from orders.order.models import Order
from orders.order.rules.agreement import AgreedLine, Agreement
from payments import public as payments

WAITING = {"eu": 9, "uk": 5}


@db.transaction_required
def place_waiting(*, by: Actor, at: datetime) -> int:
    """This places the orders that nobody has picked yet; returns how many.

    Goods are allocated, money is promised and OrderPlaced announced: the rest follows by itself once a
    worker runs.
    """
    placed = [
        _place(deal, by=by)
        for code, wanted in WAITING.items()
        for deal in _deals(past.shop(code, at=at), wanted=wanted, at=at)
    ]
    kept = [order for order in placed if order is not None]
    _cancel_a_part(kept, by=by, at=at)
    return len(kept)


def _cancel_a_part(placed: Sequence[Order], *, by: Actor, at: datetime) -> None:
    """One buyer thought better of a piece: the desk has an order of which a part fell away."""
    order = next((one for one in placed if one.quantity > 1), None)
    if order is None:
        return
    line = order.lines.order_by("-unit_minor", "position")[0]
    wanted = Wanted(pieces={line.pk: 1}, reason="canceled by the shopper", reach=SHOPPERS)
    cancel_lines(order_id=order.pk, wanted=wanted, key="page:0", at=at, by=by)


def _deals(shop: trade.Shop, *, wanted: int, at: datetime) -> Sequence[trade.Deal]:
    if not shop.goods or not shop.buyers:
        return []
    dice = random.Random(f"overnight:{shop.channel}")  # noqa: S311 - figures, not secrets
    moments = sorted(at - timedelta(minutes=dice.randint(15, 1100)) for _ in range(wanted))
    return [trade.waiting(dice, shop, placed_at=moment) for moment in moments]


def _place(deal: trade.Deal, *, by: Actor) -> Order | None:
    channel, at = channels.get_channel(deal.channel), deal.placed_at
    there = inventory.sellable(
        variant_ids=[card.variant_id for card, _ in deal.basket], channel=channel
    )
    if any(there.get(card.variant_id, 0) < many for card, many in deal.basket):
        return None
    one = agree(deal, number=record.next_number(channel), reference=ids.new("chk"))
    total = one.total
    payment = payments.open_intent(
        amount=total.gross,
        reference=one.reference,
        method="invoice",
        channel=deal.channel,
        customer_id=deal.buyer.customer_id,
        by=by,
        at=at,
    )
    address = deal.buyer.address
    inventory.allocate(
        order_number=one.number,
        lines=[StockLine(variant_id=card.variant_id, quantity=many) for card, many in deal.basket],
        channel=channel,
        destination=Destination(country=address.country, postcode=address.postcode),
        at=at,
        by=by,
    )
    order = record.record_order(
        agreement=_agreement(one, at=at),
        parties=_parties(one, payment_id=payment.payment_id),
        number=one.number,
        at=at,
        by=by,
    )
    payments.attach_order(
        payment_id=payment.payment_id,
        order_number=one.number,
        total=total.gross,
        tax=total.tax,
        by=by,
        at=at,
    )
    return order


def _parties(one: Agreed, *, payment_id: int) -> record.Parties:
    buyer = one.deal.buyer
    return record.Parties(
        channel=channels.get_channel(one.deal.channel),
        source="storefront",
        key_id=None,
        customer_id=buyer.customer_id,
        customer_name=buyer.name,
        email=buyer.email,
        language=buyer.language,
        visitor="",
        checkout_reference=one.reference,
        ship_to=buyer.address,
        bill_to=buyer.address,
        payment_id=payment_id,
        payment_method="invoice",
        payment_kind="invoice",
    )


def _agreement(one: Agreed, *, at: datetime) -> Agreement:
    total, delivery = one.total, one.shipping.taxed
    return Agreement(
        currency=total.gross.currency,
        includes_tax=True,
        lines=tuple(_lines(one)),
        goods_minor=one.deal.goods.minor,
        discount_minor=0,
        delivery_code="standard",
        delivery_name="Standard delivery",
        carrier="house",
        earliest_on=(at + timedelta(days=2)).date(),
        latest_on=(at + timedelta(days=4)).date(),
        shipping_net_minor=delivery.net.minor,
        shipping_tax_minor=delivery.tax.minor,
        shipping_gross_minor=delivery.gross.minor,
        shipping_rate=str(one.shipping.rate),
        net_minor=total.net.minor,
        tax_minor=total.tax.minor,
        total_minor=total.gross.minor,
        hash=one.reference,
    )


def _lines(one: Agreed) -> Sequence[AgreedLine]:
    return [
        AgreedLine.of(card, quantity=many, taxed=taxed)
        for (card, many), taxed in zip(one.pairs, one.lines, strict=True)
    ]
