"""The one sum: lines, delivery, discounts and tax to totals, and whether both sides still mean the same."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def fingerprint(numbers: Mapping[str, Any]) -> str:
    """This condenses the numbers of a quote: equal for equal numbers, different for any other."""
    canonical = json.dumps(numbers, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def still_agreed(seen: str, current: str) -> bool:
    """This tells whether the quote the shopper saw is the present one; an empty one never is."""
    return bool(seen) and hmac.compare_digest(seen.encode(), current.encode())
