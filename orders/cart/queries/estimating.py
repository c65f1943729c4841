"""What a cart would cost delivered to a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commerce.channels import destinations
from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from inventory import public as inventory
from inventory.contracts import DeliveryOption, Destination
from orders.cart import rules
from orders.cart.queries.views import CartView, LineView
from payments import public as payments
from payments.contracts import TaxableLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a cart would cost delivered to a place, before anything is agreed.

    `option` is the cheapest way there, None when nothing goes there. `missing` is what free delivery still
    lacks, zero when it is free, None when it never is; `percent` is how far the cart has come towards it.
    Where no tax rate is known `tax` is None, nothing goes there, and `total` is the goods as shown.
    """

    option: DeliveryOption | None
    missing: Money | None
    percent: int
    tax: Money | None
    total: Money


def place(*, country: str, postcode: str, channel: ChannelInfo, at: datetime) -> Destination:
    """This takes a typed place as far as it makes sense: a country of the channel, a postcode's signs.

    Without one it is the first country the channel can sell to.
    """
    plain = postcode.strip().upper()[:12]
    return Destination(
        country=country if country in channel.countries else home(channel, at=at),
        postcode=plain if plain.isascii() and plain.replace(" ", "").isalnum() else "",
    )


def home(channel: ChannelInfo, *, at: datetime) -> str:
    """The country a channel sells to when nobody said where; the first of all if it can sell to none."""
    return next(iter(destinations.served(channel, at=at) or channel.countries), "")


def estimate(
    view: CartView, *, channel: ChannelInfo, there: Destination, language: str, at: datetime
) -> Estimate:
    """This estimates delivery and tax of a cart to a place (C3, C4), by what is kept at hand anyway."""
    sold = [line for line in view.lines if line.card is not None and line.total is not None]
    if there.country not in destinations.served(channel, at=at):
        return Estimate(option=None, missing=None, percent=0, tax=None, total=view.subtotal)
    options: tuple[DeliveryOption, ...] = ()
    if not view.collected:
        options = inventory.delivery_options(
            channel=channel,
            destination=there,
            weight_g=sum(line.card.weight_g * line.quantity for line in sold if line.card),
            subtotal=view.subtotal,
            at=at,
            language=language,
            ready_on=view.ready_on,
        )
    option = min(options, key=lambda one: one.price.minor, default=None)
    goal = min((one.free_from.minor for one in options if one.free_from), default=None)
    tax = _tax(sold, option, channel=channel, country=there.country, at=at)
    total = view.subtotal + option.price if option else view.subtotal
    return Estimate(
        option=option,
        missing=None if goal is None else Money(max(0, goal - view.subtotal.minor), view.currency),
        percent=rules.progress(view.subtotal.minor, goal=goal),
        tax=tax,
        total=total if view.includes_tax else total + tax,
    )


def _tax(
    sold: Sequence[LineView],
    option: DeliveryOption | None,
    *,
    channel: ChannelInfo,
    country: str,
    at: datetime,
) -> Money:
    wanted = [
        TaxableLine(
            key=str(line.variant_id),
            amount=line.total,
            tax_class=line.card.tax_class,
            includes_tax=line.card.includes_tax,
        )
        for line in sold
        if line.card is not None and line.total is not None
    ]
    if option is not None:
        wanted.append(
            TaxableLine(
                key="delivery",
                amount=option.price,
                tax_class=option.tax_class,
                includes_tax=channel.gross_prices,
            )
        )
    taxed = payments.assess_tax(lines=wanted, channel=channel.code, country=country, at=at)
    return Money.total([line.taxed.tax for line in taxed], channel.currency)
