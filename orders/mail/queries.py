"""What a mail says: the order in its shopper's words, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.money import Money, wording
from commerce.storefront import moments, taxing
from crm import public as crm
from crm.contracts import Address
from orders.cancellations import queries as cancellations
from orders.fulfillment import queries as fulfillments
from orders.fulfillment.models import Fulfillment
from orders.mail import rules
from orders.mail.models import OrderMail
from orders.order.models import Order, OrderLine
from orders.pickup import queries as pickups
from orders.pickup.queries import PickupNote
from orders.withdrawals import queries as withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """One article in a mail, its amounts in words."""

    title: str
    options: str
    quantity: int
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label and an amount."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything a mail's templates may use."""

    shop: str
    number: str
    name: str
    link: str
    lines: tuple[LetterLine, ...]
    rows: tuple[Row, ...]
    total: str
    address: tuple[str, ...]
    delivery: str
    arrives: str
    pays_later: bool
    paid: bool
    carrier: str
    tracking_number: str
    tracking_url: str
    more_to_come: bool
    withdrawn_at: str
    withdrawn_late: str
    withdrawal_days: int
    withdrawal_link: str
    language: str
    pickup: PickupNote | None
    pickup_hours: tuple[tuple[str, str], ...]
    canceled: tuple[LetterLine, ...]
    canceled_total: str
    money_back: bool


def due(*, before: datetime, limit: int) -> list[int]:
    """This lists mails that wait to be sent."""
    found = OrderMail.objects.waiting().filter(next_at__lte=before).order_by("next_at")
    return list(found.values_list("pk", flat=True)[:limit])


def letter(mail: OrderMail) -> rules.Letter:
    """This writes a mail in the language its order was placed in."""
    order = mail.order
    channel = channels.get_channel_by_id(order.channel_id)
    with translation.override(order.language):
        page = _page(mail, channel)
        subject = _subject(mail.kind, page)
        name = f"mail/orders/{mail.kind}"
        context = {"page": page, "subject": subject}
        markup = render_to_string(f"{name}.mjml", context)
        text = render_to_string(f"{name}.txt", context)
    return rules.Letter(
        subject=subject,
        text=text,
        markup=markup,
        sender=channel.mail_from or settings.DEFAULT_FROM_EMAIL,
        to=order.email,
        message_id=f"<{mail.key.replace(':', '.')}.{mail.pk}@{_host(channel)}>",
    )


def link_to(order: Order, channel: ChannelInfo) -> str:
    """This is the secret link that opens an order without an account; empty when it has none."""
    if not order.token:
        return ""
    return f"{_home(order, channel)}/orders/{order.public_id}/{order.token}/"


def _home(order: Order, channel: ChannelInfo) -> str:
    """Where the shop begins in the order's language."""
    prefix = "" if order.language == settings.LANGUAGE_CODE else f"/{order.language}"
    base = f"https://{channel.domain}" if channel.domain else settings.SITE_URL
    return f"{base}{prefix}"


def _page(mail: OrderMail, channel: ChannelInfo) -> Page:
    order = mail.order
    parcel = mail.fulfillment
    waits = pickups.find_pickup(order_id=order.pk)
    return Page(
        shop=settings.SHOP_NAME,
        number=order.number,
        name=order.customer_name,
        link=link_to(order, channel),
        lines=_lines(order, parcel),
        rows=_rows(order),
        total=_worded(order.total, order),
        address=crm.address_lines(address=Address(**order.ship_to)),
        delivery=order.delivery_name,
        arrives=_arrives(order),
        pays_later=order.payment_kind in {"invoice", "manual"},
        paid=order.captured_minor > order.refunded_minor,
        carrier=_carrier(parcel.carrier) if parcel else "",
        tracking_number=parcel.tracking_number if parcel else "",
        tracking_url=parcel.tracking_url if parcel else "",
        more_to_come=parcel is not None and _more_to_come(order),
        withdrawn_at=_withdrawn_at(mail, channel) if mail.kind == "withdrawn" else "",
        withdrawn_late=_withdrawn_late(mail) if mail.kind == "withdrawn" else "",
        withdrawal_days=channel.withdrawal_days,
        withdrawal_link=f"{_home(order, channel)}/withdrawal/?order={order.number}",
        language=order.language,
        pickup=pickups.note(waits, language=order.language) if waits else None,
        pickup_hours=pickups.hours(waits, language=order.language) if waits else (),
        **_canceled(mail),
    )


def _canceled(mail: OrderMail) -> dict[str, Any]:
    """What fell away, when the mail is about that, and whether money for it comes back."""
    part = rules.part_of(mail.key) if mail.kind == "lines_canceled" else ""
    found = cancellations.find_by_public_id(part) if part else None
    if found is None:
        return {"canceled": (), "canceled_total": "", "money_back": False}
    order = mail.order
    lines = {line.pk: line for line in order.lines.all()}
    gross = order.prices_include_tax
    worth = found.total if gross else found.net
    return {
        "canceled": tuple(
            LetterLine(
                title=lines[one["line_id"]].title,
                options=lines[one["line_id"]].options,
                quantity=one["quantity"],
                total=_worded(Money(one["gross" if gross else "net"], order.currency), order),
            )
            for one in found.lines
        ),
        "canceled_total": _worded(worth, order),
        "money_back": order.captured > order.total,
    }


def _carrier(code: str) -> str:
    """What we bring ourselves comes from the shop, by its name."""
    return settings.SHOP_NAME if code == "house" else code


def _lines(order: Order, parcel: Fulfillment | None) -> tuple[LetterLine, ...]:
    if parcel is None:
        kept = order.lines.filter(quantity__gte=1).order_by("position")
        rows = [(line, line.quantity) for line in kept]
    else:
        lines = parcel.lines.select_related("order_line").order_by("order_line__position")
        rows = [(line.order_line, line.quantity) for line in lines]
    return tuple(_line(line, quantity, order) for line, quantity in rows)


def _line(line: OrderLine, quantity: int, order: Order) -> LetterLine:
    cost = line.agreed.share(start=0, stop=quantity)
    total = cost.gross if order.prices_include_tax else cost.net
    return LetterLine(
        title=line.title, options=line.options, quantity=quantity, total=_worded(total, order)
    )


def _rows(order: Order) -> tuple[Row, ...]:
    gross = order.prices_include_tax
    shipping = order.shipping.gross if gross else order.shipping.net
    tax = Money(order.tax_minor, order.currency)
    found = [Row(label=_("Delivery"), amount=_worded(shipping, order))]
    if order.discount:
        found.insert(0, Row(label=_("Discount"), amount=_worded(-order.discount, order)))
    country = channels.get_channel_by_id(order.channel_id).origin_country
    label = taxing.words(country=country, gross=gross).beside
    return (*found, Row(label=label, amount=_worded(tax, order)))


def _arrives(order: Order) -> str:
    if order.earliest_on is None or order.latest_on is None:
        return ""
    return moments.days(order.earliest_on, order.latest_on, language=order.language)


def _more_to_come(order: Order) -> bool:
    return any(
        row.state in {"planned", "picking", "packed"} for row in fulfillments.of_order(order.pk)
    )


def _withdrawn_at(mail: OrderMail, channel: ChannelInfo) -> str:
    """The moment of the declaration, in the channel's own time: it decides about the deadline."""
    kinds = ["withdrawn", "withdrawn_late"]
    entry = mail.order.events.filter(kind__in=kinds).order_by("id").first()
    at = entry.at if entry else mail.created_at
    said = moments.full_moment(at, language=mail.order.language, zone=channel.time_zone)
    return f"{said} ({channel.time_zone})"


def _withdrawn_late(mail: OrderMail) -> str:
    """The day on which the time for withdrawing ended, when the declaration came after it; else empty."""
    found = withdrawals.find_withdrawal(mail.order)
    if found is None or not found.is_late or found.ends_on is None:
        return ""
    return moments.full_day(found.ends_on, language=mail.order.language)


def _subject(kind: str, page: Page) -> str:
    words = {
        "placed": _("Your order %(number)s"),
        "shipped": _("Your order %(number)s is on its way"),
        "canceled": _("Your order %(number)s is canceled"),
        "lines_canceled": _("A part of your order %(number)s is canceled"),
        "review": _("How do you like it?"),
        "ready": _("Your order %(number)s is ready to collect"),
        "reminder": _("Your order %(number)s is still waiting for you"),
        "collected": _("You have collected your order %(number)s"),
        "withdrawn": _("You withdrew from order %(number)s"),
    }
    return words[kind] % {"number": page.number}


def _worded(amount: Money, order: Order) -> str:
    return wording.in_words(amount, order.language)


def _host(channel: ChannelInfo) -> str:
    sender = channel.mail_from or settings.DEFAULT_FROM_EMAIL
    return sender.rpartition("@")[2].strip("> ") or "kontor.example"
