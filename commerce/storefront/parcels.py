"""What sending goods costs, for pages and lists of apps that lie below the one that knows.

Search engines and price lists must be told the delivery cost beside the price, but catalog may not call
inventory. So inventory registers here once who answers, and values travel down, never calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from commerce.channels.queries import ChannelInfo
from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The cheapest delivery of one parcel to a country; days count from today to the door.

    `free_from` is the value of goods from which it costs nothing, None for never.
    """

    country: str
    method: str
    price: Money
    days_min: int
    days_max: int
    free_from: Money | None


Quoting = Callable[..., tuple[Quote, ...]]
_quoting: list[Quoting] = []


def quoted_by(answer: Quoting) -> Quoting:
    """This registers who quotes; the last one to come answers."""
    _quoting[:] = [answer]
    return answer


def quotes(
    *,
    channel: ChannelInfo,
    price: Money,
    weight_g: int,
    at: datetime,
    language: str,
    countries: tuple[str, ...],
    ready_on: date | None = None,
) -> tuple[Quote, ...]:
    """This tells what one piece of a price and weight costs to send, per country; what cannot go is left out.

    `ready_on` is the day from which it can be sent, when it does not lie there.
    """
    return tuple(
        quote
        for answer in _quoting
        for quote in answer(
            channel=channel,
            price=price,
            weight_g=weight_g,
            at=at,
            language=language,
            countries=countries,
            ready_on=ready_on,
        )
    )
