"""Nouns that cross the door of catalog: frozen values, no Django."""

from dataclasses import dataclass

from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLine:
    """Somebody wants so many of a variant."""

    variant_id: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantCard:
    """A sellable variant in one channel and language; `options` words its axes ("Cobalt / 31 cm").

    `unit` is the present price of one piece, `was` the price before a reduction; `includes_tax` says
    what they mean. Weight in grams. `max_quantity` is the most one line may hold.
    """

    variant_id: int
    variant_public_id: str
    product_id: int
    product_public_id: str
    sku: str
    gtin: str
    name: str
    options: str
    slug: str
    image: str
    unit: Money
    was: Money | None
    includes_tax: bool
    tax_class: str
    weight_g: int
    max_quantity: int
    price_list: str
    category: str
    brand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A wanted line with its price: `total` is the card's unit price times the quantity."""

    card: VariantCard
    quantity: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCard:
    """A product as lists show it; `price` is the lowest of its variants, `ranged` says there are higher.

    Pictures are URL paths; `swatches` are (name, hex color) pairs.
    """

    product_id: int
    public_id: str
    slug: str
    name: str
    brand: str
    image: str
    image_alt: str
    image_width: int
    image_height: int
    backdrop: str
    price: Money
    was: Money | None
    ranged: bool
    available: bool
    low_stock: bool
    swatches: tuple[tuple[str, str], ...]
    single_variant_id: int | None
    is_new: bool
