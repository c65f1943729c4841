"""What a shopper and we agree on, as plain numbers: the lines, the delivery, the one sum."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalog.contracts import VariantCard
from commerce.money import Money, Taxed
from payments.contracts import TaxedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedLine:
    """One line; money in minor units of the agreement's currency, for all its pieces.

    `shown_minor` is unit price times quantity as the shopper saw it, `discount_minor` what was taken
    off it, and net + tax = gross what is left of it, taxed at `tax_rate` ("0.19").
    """

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

    @classmethod
    def of(cls, card: VariantCard, *, quantity: int, taxed: TaxedLine) -> "AgreedLine":
        """This is a line of so many pieces at the card's price, as taxed, with nothing taken off."""
        return cls(
            variant_id=card.variant_id,
            product_id=card.product_id,
            variant_public_id=card.variant_public_id,
            sku=card.sku,
            title=card.name,
            options=card.options,
            slug=card.slug,
            image=card.image,
            category=card.category,
            brand=card.brand,
            weight_g=card.weight_g,
            quantity=quantity,
            unit_minor=card.unit.minor,
            shown_minor=card.unit.minor * quantity,
            discount_minor=0,
            net_minor=taxed.taxed.net.minor,
            tax_minor=taxed.taxed.tax.minor,
            gross_minor=taxed.taxed.gross.minor,
            tax_class=card.tax_class,
            tax_rate=str(taxed.rate),
            tax_treatment=taxed.treatment,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Everything that is charged, in minor units; `hash` stands for every number in it.

    Delivery fields are empty while none is chosen: then it is a quote, and cannot be agreed to yet. With
    `waits` something in it must come or be made before it is sent.
    """

    currency: str
    includes_tax: bool
    lines: tuple[AgreedLine, ...]
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
    waits: bool = False

    @property
    def total(self) -> Money:
        """What will be charged."""
        return self._money(self.total_minor)

    @property
    def net(self) -> Money:
        """The total without tax."""
        return self._money(self.net_minor)

    @property
    def tax(self) -> Money:
        """The tax inside the total."""
        return self._money(self.tax_minor)

    @property
    def goods(self) -> Money:
        """The lines as shown, before discounts."""
        return self._money(self.goods_minor)

    @property
    def discount(self) -> Money:
        """What is taken off."""
        return self._money(self.discount_minor)

    @property
    def shipping(self) -> Money:
        """The delivery as the channel shows prices."""
        return self._money(
            self.shipping_gross_minor if self.includes_tax else self.shipping_net_minor
        )

    @property
    def shipping_taxed(self) -> Taxed:
        """The delivery, taxed."""
        return Taxed(
            self._money(self.shipping_net_minor),
            self._money(self.shipping_tax_minor),
            self._money(self.shipping_gross_minor),
        )

    @property
    def weight_g(self) -> int:
        """What everything weighs."""
        return sum(line.weight_g * line.quantity for line in self.lines)

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return sum(line.quantity for line in self.lines)

    def tax_rows(self) -> tuple[tuple[str, Money], ...]:
        """The tax by rate ("0.19"), highest rate first; lines and delivery together."""
        found: dict[str, int] = {self.shipping_rate: self.shipping_tax_minor}
        for line in self.lines:
            found[line.tax_rate] = found.get(line.tax_rate, 0) + line.tax_minor
        rows = sorted(found.items(), key=lambda row: -Decimal(row[0] or "0"))
        return tuple((rate, self._money(minor)) for rate, minor in rows if minor)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)
