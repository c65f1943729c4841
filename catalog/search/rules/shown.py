"""What a product card is told from: plain values of the tables, and the row it becomes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from catalog.pricing.rules import Offer


@dataclass(slots=True, kw_only=True)
class Place:
    """A channel as cards need it."""

    channel_id: int
    currency: str
    languages: tuple[str, ...]
    warehouses: tuple[str, ...]
    includes_tax: bool


@dataclass(slots=True, kw_only=True)
class Named:
    """An attribute: its names, and names and colors of its options by code."""

    code: str
    kind: str
    names: Mapping[str, str]
    unit: str = ""
    is_facet: bool = False
    is_searchable: bool = True
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class ShownVariant:
    """A variant with its offers and pieces per channel id and warehouse, and the warehouses that promise more."""

    id: int
    public_id: str
    sku: str
    gtin: str
    values: Mapping[str, Any]
    options: Mapping[str, str]
    weight_g: int
    size_mm: tuple[int, int, int]
    max_quantity: int
    offers: Mapping[int, Sequence[Offer]]
    pieces: Mapping[str, int]
    expected_on: date | None = None
    lead_days: int = 0
    beyond: Collection[str] = ()


@dataclass(slots=True, kw_only=True)
class ShownPicture:
    """A picture in the gallery; `variant_id` None shows the whole product; `focus` is in percent."""

    key: str
    width: int
    height: int
    color: str
    alts: Mapping[str, str]
    variant_id: int | None
    focus: tuple[int, int] = (50, 50)


def others(pictures: Sequence[ShownPicture]) -> list[ShownPicture]:
    """These show something else than the first: one may stand for the product and for a version of it."""
    return [one for one in pictures if one.key != pictures[0].key]


@dataclass(slots=True, kw_only=True)
class ShownCategory:
    """A category on the way from the root to the product."""

    id: int
    code: str
    words: Mapping[str, Mapping[str, str]]


@dataclass(slots=True, kw_only=True)
class Rated:
    """What shoppers think: the average ("4.6"), the score to sort by, and how many gave 1 to 5 stars.

    `fit` counts the buyers who say that it runs small, is true to size, runs large.
    """

    average: str
    score: int
    stars: tuple[int, int, int, int, int]
    fit: tuple[int, int, int] = (0, 0, 0)

    @property
    def count(self) -> int:
        """How many reviews there are."""
        return sum(self.stars)


@dataclass(slots=True, kw_only=True)
class ShownGuide:
    """The size guide that holds for a product; `axis` is the attribute whose values are the sizes."""

    public_id: str
    names: Mapping[str, str]
    axis: str


@dataclass(slots=True, kw_only=True)
class Shown:
    """A product as gathered; `trail` leads to its main category, `category_ids` are all it is in."""

    id: int
    public_id: str
    words: Mapping[str, Mapping[str, str]]
    values: Mapping[str, Any]
    brand: tuple[str, str]
    trail: Sequence[ShownCategory]
    categories: Mapping[int, str]
    axes: Sequence[str]
    tax_class: str
    popularity: int
    version: int
    variants: Sequence[ShownVariant]
    pictures: Sequence[ShownPicture]
    published: Mapping[int, datetime]
    rated: Rated | None = None
    documents: Sequence[Mapping[str, Any]] = ()
    family: str = ""
    box: Sequence[tuple[int, Mapping[str, str]]] = ()
    size_guide: ShownGuide | None = None


@dataclass(slots=True, kw_only=True)
class Row:
    """One row of the read model; `texts` are the words of search by weight A to D, folded later."""

    channel_id: int
    language: str
    product_id: int
    public_id: str
    slug: str
    name: str
    single_variant_id: int | None
    price_minor: int
    available: bool
    popularity: int
    rating: int
    published_at: datetime
    tokens: list[str]
    texts: tuple[str, str, str, str]
    codes: list[str]
    card: str
    sheet: str
    etag: str
