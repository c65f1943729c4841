"""What the buttons of the desk do: each names its right, its words, and makes one call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commerce import db
from commerce.errors import Invalid
from commerce.identity.actor import Actor
from commerce.money import Money, reading
from orders import permissions
from orders.cancellations import actions as cancellations
from orders.cancellations.actions import Wanted
from orders.cancellations.rules import STAFF
from orders.fulfillment import actions as fulfillment
from orders.fulfillment.models import Fulfillment
from orders.mail import actions as mails
from orders.mail.models import OrderMail
from orders.order import queries as orders
from orders.order.actions import changes
from orders.order.models import Order
from orders.order.rules.refunds import WantedRefund
from orders.pickup import actions as pickups
from orders.workbench import actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One press of a button."""

    order: Order
    form: QueryDict
    at: datetime
    by: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What a button demands, does and says; `outside` opens its own transaction."""

    right: str
    label: Any
    done: Any
    work: Callable[[Call], object]
    outside: bool = False


def press(door: Door, call: Call) -> None:
    """This makes the one call of a button, in the transaction it needs."""
    if door.outside:
        door.work(call)
        return
    with db.speaking_as(str(call.by)), db.transaction():
        door.work(call)


def _plan(call: Call) -> object:
    return fulfillment.plan(order_id=call.order.pk, at=call.at, by=call.by)


def _pick(call: Call) -> object:
    return fulfillment.start_picking(fulfillment_id=_mine(call), at=call.at, by=call.by)


def _pack(call: Call) -> object:
    return fulfillment.pack(fulfillment_id=_mine(call), at=call.at, by=call.by)


def _label(call: Call) -> object:
    return fulfillment.buy_label(fulfillment_id=_mine(call), at=call.at, by=call.by)


def _ship(call: Call) -> object:
    return fulfillment.ship(fulfillment_id=_mine(call), at=call.at, by=call.by)


def _deliver(call: Call) -> object:
    return fulfillment.deliver(fulfillment_id=_mine(call), at=call.at, by=call.by)


def _ready(call: Call) -> object:
    return pickups.make_ready(order_id=call.order.pk, at=call.at, by=call.by)


def _collect(call: Call) -> object:
    return pickups.hand_over(
        order_id=call.order.pk,
        typed=call.form.get("code", "")[:40],
        identity_checked=call.form.get("identity") == "1",
        at=call.at,
        by=call.by,
    )


def _shelve(call: Call) -> object:
    return pickups.shelve(order_id=call.order.pk, at=call.at, by=call.by)


def _hold(call: Call) -> object:
    reason = call.form.get("reason", "")
    return changes.hold(order_id=call.order.pk, reason=reason, at=call.at, by=call.by)


def _release(call: Call) -> object:
    return changes.release(order_id=call.order.pk, at=call.at, by=call.by)


def _cancel(call: Call) -> object:
    reason = _reason(call)
    return changes.cancel(order_id=call.order.pk, reason=reason, at=call.at, by=call.by)


def _cancel_lines(call: Call) -> object:
    wanted = Wanted(pieces=_pieces(call, "cancel"), reason=_reason(call), reach=STAFF)
    return cancellations.cancel_lines(
        order_id=call.order.pk, wanted=wanted, key=_key(call), at=call.at, by=call.by
    )


def _note(call: Call) -> object:
    text = call.form.get("text", "").strip()
    if not text:
        message = "Write the note first"
        raise Invalid(message, field="text")
    return changes.write_note(order_id=call.order.pk, text=text, at=call.at, by=call.by)


def _mail(call: Call) -> object:
    mail = OrderMail.objects.filter(order=call.order, pk=_whole(call, "mail")).first()
    if mail is None:
        message = "there is no such mail"
        raise orders.UnknownOrder(message)
    return mails.send_again(mail_id=mail.pk, at=call.at, by=call.by)


def _receive(call: Call) -> object:
    amount = _typed(call, call.form.get("amount", ""))
    return actions.receive_money(
        order_id=call.order.pk, amount=amount, key=_key(call), at=call.at, by=call.by
    )


def _refund(call: Call) -> object:
    given = actions.Return(
        wanted=WantedRefund(
            pieces=tuple(_pieces(call, "line").items()),
            shipping=_money(call, "shipping"),
            goodwill=_money(call, "goodwill"),
        ),
        reason=_reason(call),
        restock_at=call.form.get("restock_at", "")[:40],
    )
    return actions.give_back(
        order_id=call.order.pk, given=given, key=_key(call), at=call.at, by=call.by
    )


def rights_for(step: str, form: QueryDict) -> tuple[str, ...]:
    """The rights a press demands; a gesture on top of a refund has one of its own."""
    found = (DOORS[step].right,)
    if step == "refund" and form.get("goodwill", "").strip():
        return (*found, permissions.GOODWILL_ORDER)
    return found


def _mine(call: Call) -> int:
    """The fulfillment named in the form, which must be one of this order's."""
    wanted = _whole(call, "fulfillment")
    if not Fulfillment.objects.filter(pk=wanted, order=call.order).exists():
        message = "there is no such parcel in this order"
        raise orders.UnknownOrder(message)
    return wanted


def _pieces(call: Call, name: str) -> dict[int, int]:
    """How many pieces of which lines the form names, in fields such as `line_17`."""
    return {
        line_id: quantity
        for line_id in call.order.lines.order_by("position").values_list("pk", flat=True)
        if (quantity := _whole(call, f"{name}_{line_id}"))
    }


def _reason(call: Call) -> str:
    reason = call.form.get("reason", "").strip()
    if not reason:
        message = "Say why"
        raise Invalid(message, field="reason")
    return reason[:200]


def _money(call: Call, name: str) -> Money | None:
    text = call.form.get(name, "").strip()
    return _typed(call, text) if text else None


def _typed(call: Call, text: str) -> Money:
    return reading.amount(text, currency=call.order.currency, language=get_language() or "en")


def _key(call: Call) -> str:
    key = call.form.get("key", "")[:60]
    if not key:
        message = "Open the form again"
        raise Invalid(message, field="key")
    return f"desk:{key}"


def _whole(call: Call, name: str) -> int:
    text = call.form.get(name, "").strip()
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        message = "Enter a whole number"
        raise Invalid(message, field=name)
    return int(text)


FULFILL, HOLD = permissions.FULFILL_ORDER, permissions.HOLD_ORDER
DOORS: dict[str, Door] = {
    "plan": Door(right=FULFILL, label=_("Plan parcels"), done=_("Planned"), work=_plan),
    "pick": Door(right=FULFILL, label=_("Start picking"), done=_("Being picked"), work=_pick),
    "pack": Door(right=FULFILL, label=_("Mark as packed"), done=_("Packed"), work=_pack),
    "label": Door(
        right=FULFILL, label=_("Buy label"), done=_("Label bought"), work=_label, outside=True
    ),
    "ship": Door(right=FULFILL, label=_("Hand to carrier"), done=_("Shipped"), work=_ship),
    "deliver": Door(
        right=FULFILL, label=_("Mark as delivered"), done=_("Delivered"), work=_deliver
    ),
    "ready": Door(
        right=FULFILL,
        label=_("Ready for pickup"),
        done=_("Ready: the shopper gets a mail with the code"),
        work=_ready,
    ),
    "collect": Door(right=FULFILL, label=_("Hand over"), done=_("Handed over"), work=_collect),
    "shelve": Door(
        right=FULFILL,
        label=_("Return to shelf"),
        done=_("Back on the shelf, and the order is canceled"),
        work=_shelve,
    ),
    "hold": Door(right=HOLD, label=_("Hold"), done=_("On hold"), work=_hold),
    "release": Door(right=HOLD, label=_("Release"), done=_("Released"), work=_release),
    "cancel": Door(
        right=permissions.CANCEL_ORDER,
        label=_("Cancel order"),
        done=_("Canceled"),
        work=_cancel,
    ),
    "cancel_lines": Door(
        right=permissions.CANCEL_ORDER,
        label=_("Cancel articles"),
        done=_("Articles canceled"),
        work=_cancel_lines,
    ),
    "receive": Door(
        right=permissions.CAPTURE_ORDER,
        label=_("Record payment"),
        done=_("Payment recorded"),
        work=_receive,
    ),
    "refund": Door(
        right=permissions.REFUND_ORDER,
        label=_("Refund"),
        done=_("Refund requested"),
        work=_refund,
    ),
    "note": Door(right=HOLD, label=_("Add note"), done=_("Noted"), work=_note),
    "mail": Door(right=HOLD, label=_("Send again"), done=_("It will be sent again"), work=_mail),
}
