"""Facts that catalog announces."""

from dataclasses import dataclass
from typing import ClassVar

from commerce.events.facts import Fact
from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductChanged(Fact):
    """Words, pictures, attributes or variants of a product changed: lists, feeds and marts care."""

    name: ClassVar[str] = "catalog.product_changed"
    about: ClassVar[str] = "product_id"
    product_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPublished(Fact):
    """A product went live in a channel: search, feeds, forecasting and marts care."""

    name: ClassVar[str] = "catalog.product_published"
    about: ClassVar[str] = "product_id"
    product_id: int
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductUnpublished(Fact):
    """A product left a channel: search, carts and feeds care."""

    name: ClassVar[str] = "catalog.product_unpublished"
    about: ClassVar[str] = "product_id"
    product_id: int
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChanged(Fact):
    """A variant costs something else in a price list: lists, feeds and price history care."""

    name: ClassVar[str] = "catalog.price_changed"
    about: ClassVar[str] = "product_id"
    product_id: int
    variant_id: int
    price_list: str
    before: Money | None
    after: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChanged(Fact):
    """A category was renamed, moved or hidden: navigation, lists and breadcrumbs care."""

    name: ClassVar[str] = "catalog.category_changed"
    about: ClassVar[str] = "category_id"
    category_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeChanged(Fact):
    """The words of an attribute or of its options changed: lists and facets care."""

    name: ClassVar[str] = "catalog.attribute_changed"
    about: ClassVar[str] = "attribute"
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListChanged(Fact):
    """A price list was made, ranked or switched: the products it prices care."""

    name: ClassVar[str] = "catalog.price_list_changed"
    about: ClassVar[str] = "price_list"
    price_list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeGuideChanged(Fact):
    """A size guide, or what it holds for, changed: the goods in these families and categories care."""

    name: ClassVar[str] = "catalog.size_guide_changed"
    about: ClassVar[str] = "guide_id"
    guide_id: int
    families: tuple[int, ...]
    categories: tuple[int, ...]
    products: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetChanged(Fact):
    """A picture got other words, another focus or other files: the products it shows care."""

    name: ClassVar[str] = "catalog.asset_changed"
    about: ClassVar[str] = "asset_id"
    asset_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsImported(Fact):
    """Many products came in or changed at once, listings included: feeds and marts care.

    Said once per set instead of one ProductChanged each; `product_ids` are those that differ now.
    """

    name: ClassVar[str] = "catalog.products_imported"
    about: ClassVar[str] = "channel"
    channel: str
    product_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewApproved(Fact):
    """A shopper's review shows from now on: lists, feeds and marts care."""

    name: ClassVar[str] = "catalog.review_approved"
    about: ClassVar[str] = "product_id"
    product_id: int
    review_id: int
    stars: int
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWithdrawn(Fact):
    """A review that everybody could read shows no longer: lists, feeds and marts care."""

    name: ClassVar[str] = "catalog.review_withdrawn"
    about: ClassVar[str] = "product_id"
    product_id: int
    review_id: int
