"""Planting what shoppers say: reviews in bulk, with their pictures and the summaries."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from catalog.demo import assortment, measuring, voices
from catalog.demo.planting import source_key
from catalog.products.models import Picture, Product, Variant
from catalog.reviews import rules
from catalog.reviews.models import Review, ReviewPhoto, ReviewSummary
from commerce import db


@db.transaction_required
def talk(*, products: Sequence[Product], at: datetime) -> int:
    """This writes the reviews of new products; returns how many."""
    by_key = {row.source_key: row for row in products}
    ids = [row.pk for row in products]
    variants: dict[int, list[Variant]] = {}
    for variant in Variant.objects.filter(product__in=ids).order_by("position", "pk"):
        variants.setdefault(variant.product_id, []).append(variant)
    pictures = _pictures(ids)
    rows: list[Review] = []
    photos: list[tuple[Review, int]] = []
    for one in assortment.products():
        product = by_key.get(source_key(one))
        if product is None:
            continue
        for place, voice in enumerate(voices.of_product(one)):
            row = _review(product, variants[product.pk], voice, place=place, at=at)
            row.fit = measuring.fit_of(voice, product=one.key, family=one.family, place=place)
            rows.append(row)
            if voice.photo and product.pk in pictures:
                row.photo_count = 1
                photos.append((row, pictures[product.pk]))
    Review.objects.bulk_create(rows, batch_size=1000)
    ReviewPhoto.objects.bulk_create(
        ReviewPhoto(review=row, asset_id=asset_id) for row, asset_id in photos
    )
    _summarize(rows)
    return len(rows)


def _review(
    product: Product, variants: list[Variant], voice: voices.Voice, *, place: int, at: datetime
) -> Review:
    # What waits to be read was written these days.
    days = voice.days_ago % 3 if voice.waits else voice.days_ago
    written_at = at - timedelta(days=days, minutes=37 * (place + 1))
    return Review(
        product=product,
        variant=variants[place % len(variants)] if voice.verified else None,
        verified=voice.verified,
        stars=voice.stars,
        title=voice.title,
        text=voice.text,
        name=voice.name,
        language=voice.language,
        state="pending" if voice.waits else "approved",
        reply="" if voice.waits else voice.reply,
        replied_at=written_at + timedelta(days=1) if voice.reply and not voice.waits else None,
        helpful=0 if voice.waits else voice.helpful,
        written_at=written_at,
    )


def _summarize(rows: list[Review]) -> None:
    counts: dict[int, Counter[int]] = {}
    fits: dict[int, Counter[str]] = {}
    for row in rows:
        if row.state == "approved":
            counts.setdefault(row.product_id, Counter())[row.stars] += 1
            fits.setdefault(row.product_id, Counter())[row.fit] += row.verified
    made = []
    for product_id, stars in counts.items():
        tally = rules.tally(sorted(stars.items()), fits[product_id])
        one, two, three, four, five = tally.stars
        small, true, large = tally.fit
        made.append(
            ReviewSummary(
                product_id=product_id,
                count=tally.count,
                total=tally.total,
                score=tally.score,
                one=one,
                two=two,
                three=three,
                four=four,
                five=five,
                fit_small=small,
                fit_true=true,
                fit_large=large,
            )
        )
    ReviewSummary.objects.bulk_create(made)


def _pictures(product_ids: list[int]) -> dict[int, int]:
    """The last picture of each product's gallery: the one that looks least like a catalog."""
    rows = Picture.objects.filter(product_id__in=product_ids).order_by("position", "id")
    return dict(rows.values_list("product_id", "asset_id"))
