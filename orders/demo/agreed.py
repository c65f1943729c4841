"""What an invented deal came to: taxed line by line, and summed up as the order book wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.contracts import VariantCard
from commerce.money import Money, Taxed
from orders.demo import trade
from orders.demo.trade import Deal
from payments import public as payments
from payments.contracts import TaxableLine, TaxedLine

SHIPPING = "shipping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A deal with its number, its taxed lines (in the basket's order) and its taxed delivery."""

    number: str
    reference: str
    deal: Deal
    lines: tuple[TaxedLine, ...]
    shipping: TaxedLine

    @property
    def total(self) -> Taxed:
        """Net, tax and gross of everything."""
        parts = [*(line.taxed for line in self.lines), self.shipping.taxed]
        currency = parts[0].gross.currency
        return Taxed(
            Money.total((part.net for part in parts), currency),
            Money.total((part.tax for part in parts), currency),
            Money.total((part.gross for part in parts), currency),
        )

    @property
    def goods_net(self) -> Money:
        """The lines without tax."""
        return Money.total(
            (line.taxed.net for line in self.lines), self.shipping.taxed.net.currency
        )

    @property
    def is_canceled(self) -> bool:
        """Whether it was never carried out."""
        return self.deal.fate == "canceled"

    @property
    def returned(self) -> TaxedLine | None:
        """The line that came back, if one did."""
        return self.lines[self.deal.refunded_line] if self.deal.fate == "refunded" else None

    @property
    def pairs(self) -> Sequence[tuple[VariantCard, int]]:
        """Articles with their quantities."""
        return self.deal.basket


def agree(deal: Deal, *, number: str, reference: str) -> Agreed:
    """This taxes a deal by the rates of its day."""
    country = deal.buyer.address.country
    price = trade.delivery_price(country=country, goods=deal.goods)
    wanted = [
        TaxableLine(
            key=str(place),
            amount=card.unit * quantity,
            tax_class=card.tax_class,
            includes_tax=card.includes_tax,
        )
        for place, (card, quantity) in enumerate(deal.basket)
    ]
    delivery = TaxableLine(key=SHIPPING, amount=price, tax_class="standard", includes_tax=True)
    *lines, shipping = payments.assess_tax(
        lines=[*wanted, delivery], channel=deal.channel, country=country, at=deal.placed_at
    )
    return Agreed(
        number=number, reference=reference, deal=deal, lines=tuple(lines), shipping=shipping
    )
