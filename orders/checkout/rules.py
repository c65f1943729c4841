"""The one sum: lines, delivery, discounts and tax to totals, and whether both sides still mean the same."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.contracts import PricedLine
from commerce.money import Money, Taxed
from inventory.contracts import DeliveryOption
from orders.order.rules.agreement import AgreedLine, Agreement
from payments.contracts import TaxedLine


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


def agreement(
    priced: Sequence[PricedLine],
    taxed: Mapping[str, TaxedLine],
    *,
    currency: str,
    includes_tax: bool,
    chosen: DeliveryOption | None,
) -> Agreement:
    """This puts priced and taxed lines and the chosen delivery into one agreement, with its hash."""
    shipping = taxed["shipping"].taxed if chosen else Taxed.zero(currency)
    sums = totals(
        shown=[line.total for line in priced],
        lines=[taxed[str(line.card.variant_id)].taxed for line in priced],
        shipping=shipping,
        discount=Money.zero(currency),
    )
    unsigned = Agreement(
        currency=currency,
        includes_tax=includes_tax,
        lines=tuple(
            AgreedLine.of(line.card, quantity=line.quantity, taxed=taxed[str(line.card.variant_id)])
            for line in priced
        ),
        goods_minor=sums.goods.minor,
        discount_minor=sums.discount.minor,
        delivery_code=chosen.code if chosen else "",
        delivery_name=chosen.name if chosen else "",
        carrier=chosen.carrier if chosen else "",
        earliest_on=chosen.earliest_on if chosen else None,
        latest_on=chosen.latest_on if chosen else None,
        waits=chosen.waits if chosen else False,
        shipping_net_minor=shipping.net.minor,
        shipping_tax_minor=shipping.tax.minor,
        shipping_gross_minor=shipping.gross.minor,
        shipping_rate=str(taxed["shipping"].rate) if chosen else "0",
        net_minor=sums.total.net.minor,
        tax_minor=sums.total.tax.minor,
        total_minor=sums.total.gross.minor,
        hash="",
    )
    return replace(unsigned, hash=fingerprint(_numbers(unsigned)))


def _numbers(quote: Agreement) -> dict[str, Any]:
    """What a quote's hash stands for: every number that is charged, for what, and whether it must be waited for."""
    return {
        **({"waits": True} if quote.waits else {}),
        "currency": quote.currency,
        "lines": [
            [line.variant_id, line.quantity, line.unit_minor, line.gross_minor, line.tax_minor]
            for line in quote.lines
        ],
        "discount": quote.discount_minor,
        "delivery": [quote.delivery_code, quote.shipping_gross_minor, quote.shipping_tax_minor],
        "total": [quote.net_minor, quote.tax_minor, quote.total_minor],
    }
