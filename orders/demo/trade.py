"""Inventing the trade: seasons, weekdays, bestsellers, baskets and mishaps, by dice that repeat."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.contracts import VariantCard
from commerce.money import Money
from crm.contracts import Address

DAYS = 730
# January to December: gifts before Christmas, a quiet summer.
SEASON = (0.80, 0.74, 0.84, 0.92, 0.98, 0.86, 0.74, 0.78, 0.96, 1.06, 1.52, 1.74)
WEEKDAYS = (1.06, 0.98, 0.96, 1.00, 0.90, 0.94, 1.22)
HOURS = (1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 8, 8, 8, 7, 7, 7, 7, 8, 9, 11, 12, 10, 6, 3)
GROWTH = 0.85
"""How much more is sold at the end than at the start."""
CANCELED, REFUNDED, ON_INVOICE = 0.03, 0.05, 0.18
TOGETHER = 0.7
"""How often a second thing is one that goes with the first."""
REASONS = ("Changed their mind", "Ordered twice", "Found it too large", "Damaged on arrival")


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """A customer as an order remembers them."""

    customer_id: int
    name: str
    email: str
    language: str
    address: Address
    has_account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A channel to trade in: its goods with weights, its buyers, and how it delivers.

    `orders` is how many there should be in all; `weights` stand beside `goods`.
    """

    channel: str
    zone: str
    goods: Sequence[VariantCard]
    weights: Sequence[float]
    buyers: Sequence[Buyer]
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One invented order. `fate` is placed, shipped, delivered, refunded or canceled; times in UTC."""

    channel: str
    buyer: Buyer
    placed_at: datetime
    basket: tuple[tuple[VariantCard, int], ...]
    method: str
    fate: str
    shipped_at: datetime
    delivered_at: datetime
    paid_late_by: timedelta
    reason: str
    refunded_line: int

    @property
    def goods(self) -> Money:
        """What the basket costs, as shown."""
        return Money.total(
            (card.unit * quantity for card, quantity in self.basket),
            self.basket[0][0].unit.currency,
        )


def deals(shop: Shop, *, until: date) -> Iterator[Deal]:
    """This invents the orders of the two years before `until`, oldest first."""
    dice = random.Random(f"trade:{shop.channel}")  # noqa: S311 - figures, not secrets
    first = until - timedelta(days=DAYS)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    crowd = [_crowd(day, number / DAYS) for number, day in enumerate(days)]
    share = shop.orders / sum(crowd)
    # Whoever has an account comes back; the demo's own accounts should have something to show.
    regulars = [dice.paretovariate(1.6) * (6 if one.has_account else 1) for one in shop.buyers]
    for day, wish in zip(days, crowd, strict=True):
        for moment in _moments(dice, day, wish * share, zone=shop.zone):
            buyer = dice.choices(shop.buyers, regulars)[0]
            yield _deal(dice, shop, buyer, placed_at=moment, newest=(until - day).days)


def waiting(dice: random.Random, shop: Shop, *, placed_at: datetime) -> Deal:
    """This invents an order that was placed and not touched since, on invoice."""
    deal = _deal(dice, shop, dice.choice(shop.buyers), placed_at=placed_at, newest=0)
    return replace(deal, method="invoice", fate="placed")


def weights_of(goods: Sequence[VariantCard]) -> list[float]:
    """This draws how well each article sells: a few bestsellers, a long tail, siblings alike."""
    found = []
    for card in goods:
        product = random.Random(f"hit:{card.name}")  # noqa: S311
        sibling = random.Random(f"hit:{card.sku}")  # noqa: S311
        cheap = (4000 / max(900, card.unit.minor)) ** 0.55
        found.append(min(40.0, product.paretovariate(1.15)) * sibling.uniform(0.5, 1.3) * cheap)
    return found


def delivery_price(*, country: str, goods: Money) -> Money:
    """This is what delivery cost then: the same as today's standard rates."""
    price, free_from = {
        "GB": (395, 6000), "NL": (490, 7500), "DE": (490, 7500), "BE": (490, 7500),
        "AT": (690, 9000), "FR": (690, 9000),
    }.get(country, (990, 12000))  # fmt: skip
    return Money(0 if goods.minor >= free_from else price, goods.currency)


def warehouse_of(country: str) -> tuple[str, str]:
    """This is the warehouse (code, name) that served a country."""
    if country == "GB":
        return "birmingham", "Birmingham"
    return ("leipzig", "Leipzig") if country in {"DE", "AT", "IT"} else ("utrecht", "Utrecht")


def _crowd(day: date, progress: float) -> float:
    """Return how busy a day is: season, weekday and growth together, Christmas days quiet."""
    if (day.month, day.day) in {(12, 24), (12, 25), (12, 26), (1, 1)}:
        return 0.25
    rush = 1.9 if day.month == 11 and 24 <= day.day <= 29 else 1.0
    return SEASON[day.month - 1] * WEEKDAYS[day.weekday()] * (1 + GROWTH * progress) * rush


def _moments(dice: random.Random, day: date, expected: float, *, zone: str) -> list[datetime]:
    count = int(expected) + (dice.random() < expected % 1)
    count = max(0, count + dice.choice((-1, 0, 0, 0, 1)))
    hours = dice.choices(range(24), HOURS, k=count)
    local = ZoneInfo(zone)
    found = [
        datetime.combine(day, time(hour, dice.randrange(60), dice.randrange(60)), local)
        for hour in hours
    ]
    return sorted(moment.astimezone(UTC) for moment in found)


def _deal(
    dice: random.Random, shop: Shop, buyer: Buyer, *, placed_at: datetime, newest: int
) -> Deal:
    basket = _basket(dice, shop)
    shipped_at = placed_at + timedelta(hours=dice.uniform(5, 30))
    transit = timedelta(hours=dice.uniform(26, 80))
    fate = dice.choices(
        ("canceled", "refunded", "delivered"), (CANCELED, REFUNDED, 1 - CANCELED - REFUNDED)
    )[0]
    if newest < 18 and fate == "refunded":
        fate = "delivered"
    if newest <= 4 and fate == "delivered":
        fate = "shipped"
    return Deal(
        channel=shop.channel,
        buyer=buyer,
        placed_at=placed_at,
        basket=basket,
        method="invoice" if dice.random() < ON_INVOICE else "card",
        fate=fate,
        shipped_at=shipped_at,
        delivered_at=shipped_at + transit,
        paid_late_by=timedelta(days=dice.uniform(3, 16)),
        reason=dice.choice(REASONS),
        refunded_line=dice.randrange(len(basket)),
    )


def _basket(dice: random.Random, shop: Shop) -> tuple[tuple[VariantCard, int], ...]:
    size = dice.choices((1, 2, 3, 4, 5), (46, 28, 15, 7, 4))[0]
    first = dice.choices(shop.goods, shop.weights)[0]
    drawn = {first.variant_id: first}
    for _ in range(size - 1):
        card = _next(dice, shop, first)
        drawn[card.variant_id] = card
    return tuple(
        (card, dice.choices((1, 2, 3, 4, 6), (78, 13, 3, 4, 2))[0] if card.unit.minor < 6000 else 1)
        for card in drawn.values()
    )


def _next(dice: random.Random, shop: Shop, first: VariantCard) -> VariantCard:
    """People do not draw lots: with one thing go a few others, for everybody the same."""
    if dice.random() >= TOGETHER:
        return dice.choices(shop.goods, shop.weights)[0]
    taste = random.Random(first.slug)  # noqa: S311
    others = [
        card
        for card in taste.choices(shop.goods, shop.weights, k=12)
        if card.category != first.category
    ]
    return dice.choice(others[:5] or shop.goods)
