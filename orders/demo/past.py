"""Writing the invented trade through the doors of the apps below, in bulk and in one transaction."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection

from catalog import public as catalog
from commerce import db, ids
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money
from crm import public as crm
from inventory import public as inventory
from inventory.contracts import PastParcel, StockLine
from orders.demo import facts, rows, trade
from orders.demo.agreed import Agreed, agree
from orders.fulfillment.models import Fulfillment, FulfillmentLine
from orders.order.models import Order, OrderEvent, OrderLine, OrderRefund
from payments import public as payments
from payments.contracts import PastPayment, PastReceipt, PastRefund, PastSale

ORDERS = {"eu": 2600, "uk": 1100}
BATCH = 2000
# The last days belong to whoever tries the shop out.
ENDS_BEFORE = timedelta(days=1)
# Older months stand in the books as sums.
BOOKED_APART = timedelta(days=60)


@db.transaction_required
def write_past(*, by: Actor, at: datetime) -> int:
    """This writes two years of orders that ended before `at`; returns how many."""
    agreed = _numbered(_deals(at))
    costs = catalog.variant_costs(
        variant_ids={card.variant_id for one in agreed for card, _ in one.pairs}
    )
    payment_ids, refund_ids = payments.record_past(
        payments=[_payment(one, at=at) for one in agreed], by=by, at=at
    )
    orders = Order.objects.bulk_create(
        [
            rows.order(
                one,
                channel=channels.get_channel(one.deal.channel),
                payment_id=payment_ids[one.reference],
                key=ids.token(),
                at=at,
            )
            for one in agreed
        ],
        batch_size=BATCH,
    )
    pairs = list(zip(agreed, orders, strict=True))
    lines = _lines(pairs)
    parcels = inventory.record_past_parcels(
        parcels=[_parcel(one, costs) for one in agreed if not one.is_canceled], by=by
    )
    fulfillments = _fulfill(pairs, lines, parcels)
    refunds = _tell(pairs, lines, refund_ids)
    _keep_facts(pairs, lines, refunds=refunds, fulfillments=fulfillments, parcels=parcels, at=at)
    sales = [_sale(one, parcels, fulfillments=fulfillments, costs=costs) for one in agreed]
    payments.book_past(
        sales=sales,
        receipts=[*_receipts(sales), *_opening(at)],
        since=at - BOOKED_APART,
        at=at,
    )
    return len(orders)


def _deals(at: datetime) -> list[trade.Deal]:
    found: list[trade.Deal] = []
    for code in ORDERS:
        here = shop(code, at=at)
        if here.goods and here.buyers:
            found += trade.deals(here, until=(at - ENDS_BEFORE).date())
    return sorted(found, key=lambda deal: deal.placed_at)


def shop(code: str, *, at: datetime) -> trade.Shop:
    """This is a channel to trade in: its goods on sale and its buyers with addresses."""
    channel = channels.get_channel(code)
    cards = catalog.find_cards(
        channel=channel,
        language="en",
        at=at,
        variant_ids=catalog.variants_on_sale(channel=channel),
    )
    goods = [cards[key] for key in sorted(cards)]
    return trade.Shop(
        channel=code,
        zone=channel.time_zone,
        goods=goods,
        weights=trade.weights_of(goods),
        buyers=_buyers(channel),
        orders=ORDERS[code],
    )


def _buyers(channel: ChannelInfo) -> list[trade.Buyer]:
    found: list[trade.Buyer] = []
    after = 0
    while batch := crm.customers_with_addresses(channel=channel, after_id=after):
        found += [
            trade.Buyer(
                customer_id=one.customer.customer_id,
                name=one.customer.name,
                email=one.customer.email,
                language=one.customer.language or channel.language,
                address=one.address,
                has_account=one.customer.user_id is not None,
            )
            for one in batch
            if one.address is not None and one.address.country in channel.countries
        ]
        after = batch[-1].customer.customer_id
    return found


def _numbered(deals: list[trade.Deal]) -> list[Agreed]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('commerce_gapped_number') FROM generate_series(1, %s)", [len(deals)]
        )
        drawn = [int(row[0]) for row in cursor.fetchall()]
    return [
        agree(
            deal,
            number=f"{channels.get_channel(deal.channel).order_prefix}-{number}",
            reference=ids.new("chk"),
        )
        for deal, number in zip(deals, drawn, strict=True)
    ]


def _payment(one: Agreed, *, at: datetime) -> PastPayment:
    at_once = not channels.get_channel(one.deal.channel).capture_on_shipment
    taken = rows.captured_at(one, at_once=at_once, at=at)
    total = one.total
    back = one.total if one.is_canceled else one.returned.taxed if one.returned else None
    card = one.deal.method == "card"
    refund = PastRefund(
        key=rows.refund_key(one),
        amount=back.gross,
        tax=back.tax,
        shipped=not one.is_canceled,
        reason=one.deal.reason,
        at=rows.refunded_at(one),
    ) if back and taken else None  # fmt: skip
    return PastPayment(
        reference=one.reference,
        order_number=one.number,
        channel=one.deal.channel,
        customer_id=one.deal.buyer.customer_id,
        method=one.deal.method,
        at_once=at_once,
        total=total.gross,
        tax=total.tax,
        fee=Money(25 + total.gross.minor * 14 // 1000 if card else 0, total.gross.currency),
        label="Visa •••• 4242" if card else "",
        placed_at=one.deal.placed_at,
        captured_at=taken,
        shipped=not one.is_canceled,
        refunds=(refund,) if refund else (),
    )


def _lines(pairs: list[tuple[Agreed, Order]]) -> dict[str, list[OrderLine]]:
    made = OrderLine.objects.bulk_create(
        [line for one, row in pairs for line in rows.lines(one, row)], batch_size=BATCH
    )
    found: dict[str, list[OrderLine]] = {}
    for line in made:
        found.setdefault(line.order.number, []).append(line)
    return found


def _parcel(one: Agreed, costs: dict[int, Money]) -> PastParcel:
    deal = one.deal
    return PastParcel(
        order_number=one.number,
        warehouse_code=trade.warehouse_of(deal.buyer.address.country)[0],
        method="standard",
        carrier="house",
        tracking_number=rows.tracking(one),
        ship_to=dataclasses.asdict(deal.buyer.address),
        lines=tuple(
            StockLine(variant_id=card.variant_id, quantity=quantity) for card, quantity in one.pairs
        ),
        unit_costs=tuple(costs[card.variant_id] for card, _ in one.pairs),
        packed_at=deal.shipped_at - timedelta(hours=1),
        dispatched_at=deal.shipped_at,
        delivered_at=deal.delivered_at if deal.fate != "shipped" else None,
    )


def _fulfill(
    pairs: list[tuple[Agreed, Order]], lines: dict[str, list[OrderLine]], parcels: dict[str, int]
) -> dict[str, int]:
    made = Fulfillment.objects.bulk_create(
        [
            rows.fulfillment(one, row, parcel_id=parcels[one.number])
            for one, row in pairs
            if not one.is_canceled
        ],
        batch_size=BATCH,
    )
    FulfillmentLine.objects.bulk_create(
        [line for row in made for line in rows.fulfillment_lines(row, lines[row.order.number])],
        batch_size=BATCH,
    )
    return {row.order.number: row.pk for row in made}


def _tell(
    pairs: list[tuple[Agreed, Order]], lines: dict[str, list[OrderLine]], refund_ids: dict[str, int]
) -> dict[str, OrderRefund]:
    made = OrderRefund.objects.bulk_create(
        [
            rows.refund(one, row, lines[row.number], refund_id=refund_ids[rows.refund_key(one)])
            for one, row in pairs
            if rows.refund_key(one) in refund_ids
        ],
        batch_size=BATCH,
    )
    OrderEvent.objects.bulk_create(
        [event for one, row in pairs for event in rows.story(one, row)], batch_size=BATCH
    )
    return {row.order.number: row for row in made}


def _keep_facts(
    pairs: list[tuple[Agreed, Order]],
    lines: dict[str, list[OrderLine]],
    *,
    refunds: dict[str, OrderRefund],
    fulfillments: dict[str, int],
    parcels: dict[str, int],
    at: datetime,
) -> None:
    told = [
        past
        for one, row in pairs
        for past in facts.of_order(
            one,
            row,
            lines[one.number],
            fulfillment_id=fulfillments.get(one.number, 0),
            parcel_id=parcels.get(one.number, 0),
        )
    ]
    told += [
        facts.of_refund(one, refunds[one.number], lines[one.number])
        for one, _ in pairs
        if one.number in refunds and not one.is_canceled
    ]
    outbox.keep_past(told, by=rows.BY, at=at)


def _sale(
    one: Agreed, parcels: dict[str, int], *, fulfillments: dict[str, int], costs: dict[int, Money]
) -> PastSale:
    total = one.total
    return PastSale(
        order_number=one.number,
        channel=one.deal.channel,
        goods_net=one.goods_net,
        shipping_net=one.shipping.taxed.net,
        tax=total.tax,
        cost=Money.total((costs[card.variant_id] * times for card, times in one.pairs), "EUR"),
        fulfillment_id=fulfillments.get(one.number, 0),
        parcel_id=parcels.get(one.number, 0),
        shipped_at=one.deal.shipped_at,
    )


def _receipts(sales: Iterable[PastSale]) -> list[PastReceipt]:
    """Return what came in for past parcels, month by month: exactly what left."""
    months: dict[str, tuple[Money, datetime]] = {}
    for sale in sales:
        if sale.fulfillment_id:
            month = f"{sale.shipped_at:%Y-%m}"
            cost, first = months.get(month, (Money.zero("EUR"), sale.shipped_at))
            months[month] = (cost + sale.cost, min(first, sale.shipped_at))
    return [
        PastReceipt(
            document=f"demo:delivery {month}",
            text=f"Deliveries of {month}",
            cost=cost,
            at=first - timedelta(days=9),
        )
        for month, (cost, first) in sorted(months.items())
    ]


def _opening(at: datetime) -> list[PastReceipt]:
    """Return what lies on the shelves, which came in without being booked."""
    ids_on_sale = catalog.variants_on_sale(channel=channels.get_channel("eu"))
    costs = catalog.variant_costs(variant_ids=ids_on_sale)
    worth = Money.total(
        (
            costs[level.variant_id] * level.on_hand
            for level in inventory.levels(variant_ids=ids_on_sale)
            if level.variant_id in costs
        ),
        "EUR",
    )
    if not worth:
        return []
    moment = at - timedelta(days=30)
    return [PastReceipt(document="demo:opening stock", text="Opening stock", cost=worth, at=moment)]
