"""A pickup is expected, made ready, collected or put back; each step once, whoever presses first."""

import secrets
from datetime import datetime

from commerce import db
from commerce.channels import queries as channels
from commerce.errors import Refused
from commerce.events import outbox
from commerce.events.facts import Fact
from commerce.identity.actor import Actor
from inventory import public as inventory
from orders import events
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.order.actions import changes, progress, timeline
from orders.order.models import Order
from orders.pickup import queries, rules
from orders.pickup.models import Pickup
from orders.pickup.states import PickupFlow

NOT_COLLECTED = "not collected in time"
GONE = "this store does not hand orders over any more"


class WrongCode(Refused):
    """This is not the code of the order: nothing is handed over."""

    code = "wrong_pickup_code"


class StillKept(Refused):
    """The shopper was promised more time (`hold_until` in data)."""

    code = "pickup_still_kept"


class StoreGone(Refused):
    """The store does not hand over any more: another way of delivery is needed."""

    code = "pickup_store_gone"


@db.transaction_required
def expect(*, order: Order, at: datetime, by: Actor) -> Pickup:
    """This notes that an order placed just now is picked up, with its code and the store as it was.

    Raises:
        StoreGone: when the store is not shown any more.
    """
    offer = inventory.pickup_point(delivery_code=order.delivery_code, at=at)
    if offer is None or offer.ready_at is None:
        raise StoreGone(GONE)
    store = offer.store
    return Pickup.objects.create(
        order=order,
        store_code=store.code,
        store={
            "name": store.name,
            "slug": store.slug,
            "line1": store.line1,
            "postcode": store.postcode,
            "city": store.city,
            "country": store.country,
            "phone": store.phone,
            "time_zone": store.time_zone,
        },
        code="".join(secrets.choice(rules.ALPHABET) for _ in range(rules.LENGTH)),
        promised_at=offer.ready_at,
    )


@db.transaction_required
def make_ready(*, order_id: int, at: datetime, by: Actor) -> Pickup:
    """This packs what was picked and tells the shopper that it waits, with code and deadline; once.

    Raises:
        UnknownPickup: when the order goes by parcel.
        NotOpen, OnHold, PaymentGone: when nothing of the order may leave.
        IllegalMove: before it is being picked, or when it is over.
    """
    pickup = _locked(order_id)
    if pickup.state == "ready":
        return pickup
    row = _fulfillment(order_id)
    if row.state != "packed":
        fulfillment.pack(fulfillment_id=row.pk, at=at, by=by)
    until = inventory.pickup_kept_until(code=pickup.store_code, ready=at)
    PickupFlow.move(
        pickup,
        "make_ready",
        by=str(by),
        at=at,
        ready_at=at,
        hold_until=until,
        remind_at=rules.remind_after(until, at),
    )
    _note(pickup, "ready_for_pickup", at=at, by=by)
    fact = events.PickupReady(
        order_id=order_id,
        number=pickup.order.number,
        fulfillment_id=row.pk,
        store_code=pickup.store_code,
        hold_until=until,
    )
    _announce(pickup.order, fact, at=at, by=by)
    return pickup


@db.transaction_required
def hand_over(
    *, order_id: int, typed: str, identity_checked: bool, at: datetime, by: Actor
) -> Pickup:
    """This hands a ready order over against its code (or a document): goods leave, money is taken, all is done.

    Two who press at once hand over once. Whoever locks the order first wins against putting it back.

    Raises:
        UnknownPickup: when the order goes by parcel.
        WrongCode: for another code; nothing changes.
        NotOpen, OnHold, PaymentGone: when nothing of the order may leave.
        IllegalMove: when it is not ready, or back on the shelf.
    """
    pickup = _locked(order_id)
    if pickup.state == "collected":
        return pickup
    if not identity_checked and not rules.same_code(typed, pickup.code):
        message = "this is not the code of the order"
        raise WrongCode(message, field="code")
    # The pickup moves first: what hears of the parcel finds it collected.
    PickupFlow.move(
        pickup,
        "collect",
        by=str(by),
        at=at,
        collected_at=at,
        remind_at=None,
        identity_checked=identity_checked,
    )
    row = _fulfillment(order_id)
    fulfillment.ship(fulfillment_id=row.pk, at=at, by=by)
    fulfillment.deliver(fulfillment_id=row.pk, at=at, by=by)
    return pickup


@db.transaction_required
def shelve(*, order_id: int, at: datetime, by: Actor) -> Pickup:
    """This puts back what nobody came for: the order is canceled, its goods and money are let go; once.

    Raises:
        UnknownPickup: when the order goes by parcel.
        StillKept: before the promised time is over.
        IllegalMove: when it was collected meanwhile.
    """
    pickup = _locked(order_id)
    if pickup.state == "returned":
        return pickup
    if pickup.state == "ready" and not rules.is_overdue(hold_until=pickup.hold_until, at=at):
        message = "the shopper was promised more time"
        raise StillKept(message, hold_until=str(pickup.hold_until))
    PickupFlow.move(pickup, "shelve", by=str(by), at=at, returned_at=at, remind_at=None)
    changes.cancel(order_id=order_id, reason=NOT_COLLECTED, at=at, by=by)
    return pickup


@db.transaction_required
def remind(*, order_id: int, at: datetime, by: Actor) -> bool:
    """This reminds the shopper of what waits for them, once; returns whether it did."""
    pickup = _locked(order_id)
    if pickup.state != "ready" or pickup.remind_at is None or pickup.hold_until is None:
        return False
    pickup.remind_at = None
    pickup.save(update_fields=["remind_at"])
    fact = events.PickupDue(
        order_id=order_id,
        number=pickup.order.number,
        store_code=pickup.store_code,
        hold_until=pickup.hold_until,
    )
    _announce(pickup.order, fact, at=at, by=by)
    return True


@db.transaction_required
def follow_order(*, order_id: int, move: str, at: datetime, by: Actor) -> None:
    """This follows an order that was canceled, or shipped past the counter; nothing when we know."""
    if queries.find_pickup(order_id=order_id) is None:
        return
    pickup = _locked(order_id)
    if PickupFlow.allows(pickup.state, move):
        collected_at = at if move == "collect" else None
        PickupFlow.move(pickup, move, by=str(by), at=at, remind_at=None, collected_at=collected_at)


def _locked(order_id: int) -> Pickup:
    """Lock the order first: it is the one door for goods and money."""
    order = progress.lock_order(order_id)
    pickup = queries.get_pickup(order_id=order_id)
    pickup.order = order
    return pickup


def _fulfillment(order_id: int) -> Fulfillment:
    found = Fulfillment.objects.live().filter(order_id=order_id).first()
    if found is None:
        message = "nothing of this order is planned yet"
        raise fulfillment.NotPacked(message)
    return found


def _announce(order: Order, fact: Fact, *, at: datetime, by: Actor) -> None:
    channel = channels.get_channel_by_id(order.channel_id)
    outbox.publish(fact, at=at, by=by, channel=channel.code)


def _note(pickup: Pickup, kind: str, *, at: datetime, by: Actor) -> None:
    timeline.note_down(order=pickup.order, kind=kind, at=at, by=by, warehouse=pickup.store_code)
