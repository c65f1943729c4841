"""Reads of reviews: what a product page shows, what staff decide on, what a person wrote."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from catalog.assets.rules import height_of, picture_url, widths
from catalog.products.models import Product, ProductSlug, Variant
from catalog.reviews import rules
from catalog.reviews.models import Purchase, Review, ReviewPhoto
from commerce.errors import NotFound

PAGE = 6
MOST_PAGES = 200
_ORDERS = {
    "helpful": ("-helpful", "-id"),
    "newest": ("-id",),
    "highest": ("-stars", "-id"),
    "lowest": ("stars", "-id"),
}


class UnknownReview(NotFound):
    """No review has this id, or it is not shown."""

    code = "unknown_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A shopper's picture: address, thumbnail, and its size in pixels."""

    src: str
    thumb: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A review as a page shows it; `options` words the variant bought."""

    public_id: str
    stars: int
    title: str
    text: str
    name: str
    language: str
    verified: bool
    options: str
    fit: str
    written_at: datetime
    helpful: int
    reply: str
    replied_at: datetime | None
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which reviews are wanted: with so many stars (0: any), only with pictures, in which order, which page."""

    stars: int = 0
    photos: bool = False
    sort: str = "helpful"
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page of reviews; `more` says that another follows."""

    reviews: tuple[Told, ...]
    more: bool


def shown(*, product_id: int, wish: Wish, language: str) -> Shown:
    """This reads a page of approved reviews with their pictures; two queries."""
    rows = Review.objects.shown().filter(product_id=product_id)
    if wish.stars:
        rows = rows.filter(stars=wish.stars)
    if wish.photos:
        rows = rows.filter(photo_count__gt=0)
    start = (wish.page - 1) * PAGE
    found = list(
        rows.order_by(*_ORDERS[wish.sort])
        .select_related("variant")
        .prefetch_related(_PHOTOS)[start : start + PAGE + 1]
    )
    return Shown(
        reviews=tuple(told(row, language=language) for row in found[:PAGE]),
        more=len(found) > PAGE and wish.page < MOST_PAGES,
    )


def count(*, product_id: int, wish: Wish) -> int:
    """This counts the approved reviews that a wish finds."""
    rows = Review.objects.shown().filter(product_id=product_id)
    rows = rows.filter(stars=wish.stars) if wish.stars else rows
    return (rows.filter(photo_count__gt=0) if wish.photos else rows).count()


def get_shown(public_id: str) -> Review:
    """This finds a review that everybody may read.

    Raises:
        UnknownReview: when there is none.
    """
    found = Review.objects.shown().select_related("product").filter(public_id=public_id).first()
    if found is None:
        message = "there is no such review"
        raise UnknownReview(message)
    return found


def get_review(public_id: str) -> Review:
    """This finds a review whatever its state, for staff and partners who moderate.

    Raises:
        UnknownReview: when there is none.
    """
    found = Review.objects.select_related("product").filter(public_id=public_id).first()
    if found is None or found.state == "erased":
        message = "there is no such review"
        raise UnknownReview(message)
    return found


def of_product(product: Product) -> Any:
    """This lists the approved reviews of a product, for the API."""
    rows = Review.objects.shown().filter(product=product)
    return rows.select_related("variant", "product").prefetch_related(_PHOTOS)


def to_moderate(state: str) -> Any:
    """This lists reviews in a state, for partners who moderate."""
    rows = Review.objects.filter(state=state)
    return rows.select_related("variant", "product").prefetch_related(_PHOTOS)


def find_product(slug: str, *, language: str) -> Product | None:
    """This finds the product that a slug leads or once led to, in any language."""
    rows = ProductSlug.objects.filter(slug=slug, product__state="active").select_related("product")
    found = sorted(rows, key=lambda row: (row.language != language, not row.current, row.pk))
    return found[0].product if found else None


def find_product_by_sku(sku: str) -> Product | None:
    """This finds the active product that has a SKU."""
    row = Variant.objects.filter(sku=sku, product__state="active").select_related("product").first()
    return row.product if row else None


def slug_of(product: Product, *, language: str) -> str:
    """This is the product's present slug in a language, else in any."""
    words = product.words
    return str(
        words.get(language, {}).get("slug")
        or next((said["slug"] for said in words.values() if said.get("slug")), product.public_id)
    )


def name_of(product: Product, *, language: str) -> str:
    """This is the product's name in a language, else in any."""
    words = product.words
    return str(
        words.get(language, {}).get("name")
        or next((said["name"] for said in words.values() if said.get("name")), "")
    )


def find_purchase(*, order_number: str, sku: str) -> Purchase | None:
    """This finds what was bought, by order and SKU."""
    return Purchase.objects.filter(order_number=order_number, sku=sku).order_by("line_id").first()


def purchase_of(*, customer_id: int, product_id: int) -> Purchase | None:
    """This finds a delivered piece of a product that a customer has not written about yet."""
    rows = Purchase.objects.filter(
        customer_id=customer_id,
        product_id=product_id,
        delivered_at__isnull=False,
        review__isnull=True,
    )
    return rows.order_by("-delivered_at", "line_id").first()


def written_by(*, customer_id: int) -> list[dict[str, Any]]:
    """This lists what a person wrote, for the copy of their data."""
    rows = Review.objects.filter(customer_id=customer_id).exclude(state="erased").order_by("pk")
    return [
        {
            "product": row.product.public_id,
            "stars": row.stars,
            "fit": row.fit,
            "title": row.title,
            "text": row.text,
            "name": row.name,
            "state": row.state,
            "written_at": row.written_at.isoformat(),
            "photos": [picture_url(one.asset.key) for one in row.photos.all()],
        }
        for row in rows.select_related("product").prefetch_related(_PHOTOS)
    ]


def told(row: Review, *, language: str) -> Told:
    """This words a review for a page."""
    return Told(
        public_id=row.public_id,
        stars=row.stars,
        title=row.title,
        text=row.text,
        name=row.name,
        language=row.language,
        verified=row.verified,
        options=_options(row.variant, language),
        fit=row.fit,
        written_at=row.written_at,
        helpful=row.helpful,
        reply=row.reply,
        replied_at=row.replied_at,
        photos=tuple(_photo(one) for one in row.photos.all()),
    )


def counts(product_id: int) -> rules.Tally:
    """This counts the approved reviews of a product by stars and fit, from the rows themselves."""
    rows = Review.objects.shown().filter(product_id=product_id)
    stars: Counter[int] = Counter()
    fits: Counter[str] = Counter()
    for given, fit, verified in rows.values_list("stars", "fit", "verified"):
        stars[given] += 1
        fits[fit] += verified
    return rules.tally(sorted(stars.items()), fits)


def assets_of(review_ids: Collection[int]) -> Sequence[int]:
    """This lists the assets that reviews show."""
    rows = ReviewPhoto.objects.filter(review_id__in=review_ids)
    return list(rows.order_by("id").values_list("asset_id", flat=True))


def _options(variant: Variant | None, language: str) -> str:
    if variant is None:
        return ""
    return str(variant.options.get(language) or next(iter(variant.options.values()), ""))


def _photo(row: ReviewPhoto) -> Photo:
    asset = row.asset
    many = widths(asset.width)
    width = max(one for one in many if one <= 1280) if min(many) <= 1280 else many[0]
    return Photo(
        src=picture_url(asset.key, width),
        thumb=picture_url(asset.key, many[0]),
        width=width,
        height=height_of(width, original_width=asset.width, original_height=asset.height),
    )


_PHOTOS = Prefetch("photos", queryset=ReviewPhoto.objects.select_related("asset"))
