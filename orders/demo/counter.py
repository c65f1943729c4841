"""What goes on today: bags that shoppers have open, checkouts half filled in, and goods behind store counters."""

import random
from datetime import datetime, timedelta

from catalog.contracts import VariantCard, WantedLine
from commerce import db
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from inventory import public as inventory
from orders.cart import actions as carts
from orders.cart.queries import Holder
from orders.checkout import queries as checkouts
from orders.checkout.actions import filling, placing
from orders.checkout.actions.filling import Details
from orders.demo import past, trade
from orders.fulfillment import actions as fulfillment
from orders.order.models import Order
from orders.pickup import actions as pickups

BAGS = {"eu": 11, "uk": 6}
# Every so manieth bag has come as far as the checkout.
FILLING_IN = 3
# Channel, store, hours since it was ordered and made ready; None: not ready yet. The last one is overdue.
PICKUPS: tuple[tuple[str, str, int, int | None], ...] = (
    ("eu", "berlin", 3, None),
    ("eu", "amsterdam", 20, 2),
    ("eu", "paris", 30, 5),
    ("uk", "london", 5, None),
    ("uk", "london", 220, 200),
)


@db.transaction_required
def open_up(*, by: Actor, at: datetime) -> tuple[int, int]:
    """This fills bags and sends goods to counters by the verbs of shoppers and staff; returns how many of each."""
    shops = {code: past.shop(code, at=at) for code in BAGS}
    bags = sum(_fill_bags(shop, by=by, at=at) for shop in shops.values() if shop.goods)
    waiting = 0
    for number, (code, store, hours, ready) in enumerate(PICKUPS):
        order = _order_to(shops[code], store, number, by=by, at=at - timedelta(hours=hours))
        if order is not None and ready is not None:
            _put_behind_counter(order, by=by, at=at - timedelta(hours=ready))
        waiting += order is not None
    return bags, waiting


def _fill_bags(shop: trade.Shop, *, by: Actor, at: datetime) -> int:
    dice = random.Random(f"bags:{shop.channel}")  # noqa: S311 - figures, not secrets
    channel = channels.get_channel(shop.channel)
    ids = [card.variant_id for card in shop.goods]
    there = inventory.sellable(variant_ids=ids, channel=channel)
    goods = [card for card in shop.goods if there.get(card.variant_id, 0) > 2]
    for number in range(BAGS[shop.channel] if goods else 0):
        moment = at - timedelta(minutes=dice.randint(3, 2600))
        holder = Holder(channel=channel, language=channel.language)
        lines = _lines(dice.sample(goods, dice.choice((1, 1, 2, 3))), dice)
        cart = carts.open_cart(holder=holder, lines=lines, at=moment, by=by)
        if number % FILLING_IN == 0:
            mine = Holder(channel=channel, language=channel.language, public_id=cart.public_id)
            buyer = dice.choice(shop.buyers)
            checkout = filling.start(holder=mine, at=moment, by=by)
            details = Details(email=buyer.email, ship_to=buyer.address)
            filling.fill_in(checkout=checkout, details=details, at=moment, by=by)
    return BAGS[shop.channel] if goods else 0


def _lines(cards: list[VariantCard], dice: random.Random) -> list[WantedLine]:
    return [
        WantedLine(variant_id=card.variant_id, quantity=dice.choice((1, 1, 1, 2))) for card in cards
    ]


def _order_to(
    shop: trade.Shop, store: str, number: int, *, by: Actor, at: datetime
) -> Order | None:
    """Order something that lies in a store, to be picked up there; None when nothing does."""
    dice = random.Random(f"pickup:{store}:{number}")  # noqa: S311
    channel = channels.get_channel(shop.channel)
    ids = [card.variant_id for card in shop.goods]
    there = inventory.store_stock(variant_ids=ids, codes=[store]) if ids else {}
    goods = [card for card in shop.goods if there[card.variant_id, store].pieces > 1]
    if not goods or not shop.buyers:
        return None
    buyer = dice.choice(shop.buyers)
    lines = [WantedLine(variant_id=dice.choice(goods).variant_id, quantity=1)]
    holder = Holder(channel=channel, language=buyer.language)
    cart = carts.open_cart(holder=holder, lines=lines, at=at, by=by)
    mine = Holder(channel=channel, language=buyer.language, public_id=cart.public_id)
    details = Details(
        email=buyer.email,
        collector=buyer.name,
        bill_to=buyer.address,
        delivery_code=inventory.pickup_code(store),
        method="invoice",
    )
    checkout = filling.fill_in(
        checkout=filling.start(holder=mine, at=at, by=by), details=details, at=at, by=by
    )
    quote = checkouts.quote(checkout, at=at)
    came = placing.confirm(public_id=checkout.public_id, seen=quote.hash, at=at, by=by)
    return came.order


def _put_behind_counter(order: Order, *, by: Actor, at: datetime) -> None:
    [row] = fulfillment.plan(order_id=order.pk, at=at, by=by)
    fulfillment.start_picking(fulfillment_id=row.pk, at=at, by=by)
    pickups.make_ready(order_id=order.pk, at=at, by=by)
