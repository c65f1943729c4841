"""What shoppers do to their own orders."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime

from commerce import db
from commerce.identity.actor import Actor
from crm import public as crm
from crm.contracts import Address
from orders.cancellations.actions import Wanted, cancel_lines
from orders.cancellations.models import Cancellation
from orders.cancellations.rules import SHOPPERS
from orders.cart.queries import Holder
from orders.lists.actions import bagging
from orders.lists.actions.bagging import Poured
from orders.lists.queries import kept
from orders.order.actions import changes, progress, timeline
from orders.order.models import Order
from orders.order.rules import notes
from orders.tracking import queries, rules


@db.transaction_required
def cancel(*, order_id: int, at: datetime, by: Actor) -> Order:
    """This cancels an order for its shopper; a canceled one stays as it is.

    Raises:
        TooLate: when somebody has begun to pick it; whoever locks the order first wins.
    """
    order = progress.lock_order(order_id)
    if order.state == "canceled":
        return order
    if not queries.choices(order).may_cancel:
        message = f"order {order.number} is being carried out"
        raise rules.TooLate(message)
    return changes.cancel(order_id=order_id, reason="canceled by the shopper", at=at, by=by)


@db.transaction_required
def shrink(
    *, order_id: int, pieces: Mapping[int, int], key: str, at: datetime, by: Actor
) -> Cancellation:
    """This takes articles (line id -> pieces) out of an order for its shopper; once per key.

    Raises:
        NotCancelable: when somebody has begun to pick them; whoever locks the order first wins.
        OrderChanged: when something else fell away since the page was opened.
        NotOpen: for an order that is over.
    """
    wanted = Wanted(pieces=pieces, reason="canceled by the shopper", reach=SHOPPERS)
    return cancel_lines(order_id=order_id, wanted=wanted, key=key, at=at, by=by)


@db.transaction_required
def leave_note(*, order_id: int, text: str, at: datetime, by: Actor) -> Order:
    """This leaves a word to those who pack, or changes or takes back the one that is there.

    The timeline says that there is one, never what: words are about people, and can be erased.

    Raises:
        TooLate: when somebody has begun to pick it.
        NoteTooLong: when nobody would read it while packing.
    """
    order = progress.lock_order(order_id)
    note = notes.tidy(text)
    if not queries.choices(order).may_note:
        message = f"order {order.number} is being carried out"
        raise rules.TooLate(message)
    if order.note != note:
        order.note, order.updated_at = note, at
        order.save(update_fields=["note", "updated_at"])
        kind = "note_left" if note else "note_taken_back"
        timeline.note_down(order=order, kind=kind, at=at, by=by)
    return order


@db.transaction_required
def redirect(*, order_id: int, ship_to: Address, at: datetime, by: Actor) -> Order:
    """This sends an order to another address in the same country; the invoice keeps its own.

    Raises:
        TooLate: when somebody has begun to pick it.
        AnotherCountry: for what would need another price.
        BadAddress: (of crm) when the country's rules are not met.
    """
    order = progress.lock_order(order_id)
    if not queries.choices(order).may_redirect:
        message = f"order {order.number} is being carried out"
        raise rules.TooLate(message)
    if ship_to.country != order.ship_country:
        message = f"order {order.number} goes to {order.ship_country}"
        raise rules.AnotherCountry(message, country=order.ship_country)
    good = crm.check_address(address=ship_to)
    order.ship_to, order.updated_at = dataclasses.asdict(good), at
    order.save(update_fields=["ship_to", "updated_at"])
    timeline.note_down(order=order, kind="redirected", at=at, by=by)
    return order


@db.transaction_required
def repeat(*, order: Order, holder: Holder, at: datetime, by: Actor) -> Poured:
    """This puts what an order held into the bag, as far as it is still sold, and says what is not.

    Raises:
        CartFull, BadQuantity: when the bag would hold too much.
    """
    lines = list(order.lines.filter(quantity__gte=1).order_by("position"))
    found = kept.articles(
        wanted=[(line.product_id, line.variant_id) for line in lines],
        channel=holder.channel,
        language=holder.language,
        at=at,
    )
    shown = [
        (_named(found[line.product_id, line.variant_id], line.title), line.quantity)
        for line in lines
    ]
    return bagging.pour(shown=shown, holder=holder, at=at, by=by)


def _named(article: kept.Article, title: str) -> kept.Article:
    """What is not sold any more keeps the name it was sold under."""
    return article if article.name else dataclasses.replace(article, name=title)
