"""Nouns that cross the door of catalog: frozen values, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

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
    what they mean. Weight in grams. `max_quantity` is the most one line may hold. `ready_on` is the day from
    which a piece can be sent that does not lie there yet, None when that is at once.
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
    ready_on: date | None
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

    Pictures are URL paths `/pictures/<key>/<width>.<avif|webp>`, the same key in every width;
    `backdrop` is the color to show before the picture, `focus` the classes that say what a crop keeps;
    `swatches` are (name, hex color) pairs; `rating` is the average of the reviews ("4.6"), empty
    without any; `backorder` says that it can be ordered though none lies there; `base_price` is for one `base_unit` (l, kg, m) of what is sold by measure. `single_variant_id` is None when there is a choice.
    `language` is what its name is written in; `asked` is the question that opens the version it shows.
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
    backorder: bool
    swatches: tuple[tuple[str, str], ...]
    single_variant_id: int | None
    is_new: bool
    includes_tax: bool
    summary: str = ""
    hover_image: str = ""
    variant_count: int = 1
    rating: str = ""
    rating_count: int = 0
    base_price: Money | None = None
    base_unit: str = ""
    focus: str = ""
    language: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryNode:
    """A visible category in one language, with what lies below it; roots have depth 0.

    `slugs` are its addresses by language.
    """

    category_id: int
    public_id: str
    code: str
    parent_code: str
    slug: str
    name: str
    description: str
    depth: int
    children: "tuple[CategoryNode, ...]"
    google_category: int | None = None
    slugs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SellableLevel:
    """Pieces of a variant that lie free in a warehouse; without `ships` they can only be collected.

    With `beyond` more can be promised than lies there.
    """

    variant_id: int
    warehouse_code: str
    pieces: int
    ships: bool = True
    beyond: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantRow:
    """A variant as an importer hands it over; `price` is in the channel's currency and tax display.

    `sale` holds from `sale_starts_at` to `sale_ends_at`, or for good when it has neither. `values` are
    {attribute code: value}, `pictures` asset ids. Weight in grams, sizes in millimeters.
    """

    sku: str
    price: Money | None = None
    sale: Money | None = None
    sale_starts_at: datetime | None = None
    sale_ends_at: datetime | None = None
    gtin: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    cost: Money | None = None
    weight_g: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    max_quantity: int = 99
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product as an importer hands it over; `source_key` is its name there and never changes.

    `words` are {language: {name, summary, description, slug}}; a missing slug follows from the name.
    `category` and `categories` are codes of categories that exist, `family` a family's code, `brand`
    a name. With `publish` the product is live in the channel since `published_at` (None: now).
    """

    source_key: str
    words: Mapping[str, Mapping[str, str]]
    variants: tuple[VariantRow, ...]
    family: str = ""
    brand: str = ""
    category: str = ""
    categories: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    tax_class: str = "standard"
    popularity: int = 0
    pictures: tuple[int, ...] = ()
    publish: bool = True
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that was not taken, and why."""

    source_key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the rows; `variant_ids` maps every SKU of the good rows to its variant.

    `held_back` rows were taken but do not show yet, with what they lack.
    """

    created: int
    updated: int
    unchanged: int
    refused: tuple[RefusedRow, ...]
    held_back: tuple[RefusedRow, ...]
    variant_ids: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What is known of one of our pictures: its full size in pixels, color, and where to look (percent)."""

    key: str
    width: int
    height: int
    color: str
    focal_x: int = 50
    focal_y: int = 50
