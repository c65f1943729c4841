"""What is sold of a product in a channel: its versions with their prices, and how much there is of each."""

from dataclasses import dataclass
from datetime import datetime

from catalog.pricing.rules import Offer, choose
from catalog.search.rules.shown import Place, Shown, ShownVariant

FEW = 5
LIES_THERE = frozenset({"in_stock", "low"})


@dataclass(slots=True)
class Priced:
    """A variant of the channel with its price; `left` counts pieces in the channel's warehouses.

    With `more` one of them promises pieces that do not lie there.
    """

    variant: ShownVariant
    offer: Offer
    left: int
    more: bool

    @property
    def stock(self) -> str:
        """How much there is: in_stock, low, backorder or none; what is ready at once needs no stock."""
        if self.left > FEW or (self.more and not self.variant.lead_days):
            return "in_stock"
        if self.left > 0:
            return "low"
        return "backorder" if self.more else "none"


def priced(product: Shown, place: Place, *, at: datetime) -> list[Priced]:
    """These are the variants that have a price in the channel."""
    found = []
    for variant in product.variants:
        offer = choose(variant.offers.get(place.channel_id, ()), at=at, quantity=1)
        if offer is not None:
            left = sum(max(variant.pieces.get(code, 0), 0) for code in place.warehouses)
            more = any(code in variant.beyond for code in place.warehouses)
            found.append(Priced(variant, offer, left, more))
    return found
