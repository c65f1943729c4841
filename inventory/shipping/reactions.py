"""Questions of the lower floors about parcels, answered from delivery rates."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from commerce.channels.queries import ChannelInfo
from commerce.money import Money
from commerce.storefront import parcels
from commerce.storefront.parcels import Quote
from inventory.contracts import Destination
from inventory.shipping import queries


@parcels.quoted_by
def cheapest_to_each_country(
    *,
    channel: ChannelInfo,
    price: Money,
    weight_g: int,
    at: datetime,
    language: str,
    countries: tuple[str, ...],
    ready_on: date | None = None,
) -> tuple[Quote, ...]:
    """This quotes the delivery that a product page promises: the cheapest, then the soonest."""
    found = []
    today = at.astimezone(ZoneInfo(channel.time_zone)).date()
    for country in countries:
        options = queries.delivery_options(
            channel=channel,
            destination=Destination(country=country),
            weight_g=weight_g,
            subtotal=price,
            at=at,
            language=language,
            ready_on=ready_on,
        )
        best = min(options, key=lambda one: (one.price.minor, one.earliest_on), default=None)
        if best is not None:
            quote = Quote(
                country=country,
                method=best.name,
                price=best.price,
                days_min=(best.earliest_on - today).days,
                days_max=(best.latest_on - today).days,
                free_from=best.free_from,
            )
            found.append(quote)
    return tuple(found)
