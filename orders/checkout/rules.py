"""The one sum: lines, delivery, discounts and tax to totals, and whether both sides still mean the same."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from commerce.money import Money, Taxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What everything costs.

    `goods` is the lines as shown before discounts, `discount` what is taken off them, `shipping` the
    delivery as taxed, `total` all of it: total = net + tax = lines + shipping, to the minor unit.
    """

    goods: Money
    discount: Money
    lines: Taxed
    shipping: Taxed
    total: Taxed


def discounted(amounts: Sequence[Money], discount: Money) -> tuple[Money, ...]:
    """This takes a discount off line amounts in proportion (largest remainder), before they are taxed.

    A discount above the goods takes them to zero and no further. The reductions add up to it exactly.
    """
    currency = discount.currency
    goods = Money.total(amounts, currency)
    taken = min(max(discount, Money.zero(currency)), goods)
    if not taken or not amounts:
        return tuple(amounts)
    parts = taken.split([amount.minor for amount in amounts])
    return tuple(amount - part for amount, part in zip(amounts, parts, strict=True))


def totals(
    *, shown: Sequence[Money], lines: Sequence[Taxed], shipping: Taxed, discount: Money
) -> Totals:
    """This adds everything up. Tax was rounded per line, so nothing is rounded here.

    `shown` are line amounts before discounts, `lines` the same lines discounted and taxed.
    """
    currency = discount.currency
    taxed = Taxed.zero(currency)
    for line in lines:
        taxed += line
    goods = Money.total(shown, currency)
    return Totals(
        goods=goods,
        discount=min(max(discount, Money.zero(currency)), goods),
        lines=taxed,
        shipping=shipping,
        total=taxed + shipping,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """One line of a quote; money in minor units of the quote's currency, all pieces together."""

    variant_id: int
    product_id: int
    variant_public_id: str
    sku: str
    title: str
    options: str
    slug: str
    image: str
    category: str
    brand: str
    weight_g: int
    quantity: int
    unit_minor: int
    shown_minor: int
    discount_minor: int
    net_minor: int
    tax_minor: int
    gross_minor: int
    tax_class: str
    tax_rate: str
    tax_treatment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a shopper is asked to agree to; kept with the checkout from confirmation on.

    Minor units throughout. `hash` stands for every number in it: what was shown is what is charged.
    Delivery fields are empty while none is chosen.
    """

    currency: str
    includes_tax: bool
    lines: tuple[QuotedLine, ...]
    goods_minor: int
    discount_minor: int
    delivery_code: str
    delivery_name: str
    carrier: str
    earliest_on: date | None
    latest_on: date | None
    shipping_net_minor: int
    shipping_tax_minor: int
    shipping_gross_minor: int
    shipping_rate: str
    net_minor: int
    tax_minor: int
    total_minor: int
    hash: str

    @property
    def total(self) -> Money:
        """What will be charged."""
        return Money(self.total_minor, self.currency)

    @property
    def goods(self) -> Money:
        """The lines as shown, before discounts."""
        return Money(self.goods_minor, self.currency)

    @property
    def discount(self) -> Money:
        """What is taken off."""
        return Money(self.discount_minor, self.currency)

    @property
    def tax(self) -> Money:
        """The tax inside the total."""
        return Money(self.tax_minor, self.currency)

    @property
    def net(self) -> Money:
        """The total without tax."""
        return Money(self.net_minor, self.currency)

    @property
    def shipping(self) -> Money:
        """The delivery as the channel shows prices."""
        minor = self.shipping_gross_minor if self.includes_tax else self.shipping_net_minor
        return Money(minor, self.currency)

    @property
    def weight_g(self) -> int:
        """What everything weighs."""
        return sum(line.weight_g * line.quantity for line in self.lines)

    def tax_rows(self) -> tuple[tuple[str, Money], ...]:
        """The tax by rate ("0.19"), highest rate first; lines and delivery together."""
        found: dict[str, int] = {}
        for line in self.lines:
            found[line.tax_rate] = found.get(line.tax_rate, 0) + line.tax_minor
        if self.shipping_tax_minor:
            found[self.shipping_rate] = found.get(self.shipping_rate, 0) + self.shipping_tax_minor
        rows = sorted(found.items(), key=lambda row: -Decimal(row[0]))
        return tuple((rate, Money(minor, self.currency)) for rate, minor in rows if minor)


def fingerprint(numbers: Mapping[str, Any]) -> str:
    """This condenses the numbers of a quote: equal for equal numbers, different for any other."""
    canonical = json.dumps(numbers, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def still_agreed(seen: str, current: str) -> bool:
    """This tells whether the quote the shopper saw is the present one; an empty one never is."""
    return bool(seen) and hmac.compare_digest(seen.encode(), current.encode())
