"""Hanging the album's pictures: every print becomes an asset, every product gets its gallery."""

from collections.abc import Collection
from datetime import datetime

from catalog.assets import actions as assets
from catalog.assets.models import Asset
from catalog.demo import album, assortment, planting
from catalog.products.models import Picture, Product
from commerce import db
from commerce.identity.actor import Actor

KIND = "avif"


def take_in(*, by: Actor, at: datetime) -> int:
    """This adopts the prints that are no assets yet, under their own names; returns how many.

    Files are written outside of transactions, so this is called before one is opened.
    """
    known = set(Asset.objects.filter(key__in=album.prints()).values_list("key", flat=True))
    fresh = [one for one in album.prints().values() if one.name not in known]
    for one in fresh:
        assets.adopt(
            key=one.name,
            data=one.path.read_bytes(),
            kind=KIND,
            size=(one.width, one.height),
            color=one.dominant,
            alts={"en": one.alt_en, "de": one.alt_de},
            by=by,
            at=at,
        )
    return len(fresh)


@db.transaction_required
def hang(*, product_ids: Collection[int]) -> int:
    """This gives products their galleries: each variant its portrait, then what all share."""
    keys = dict(Asset.objects.filter(key__in=album.prints()).values_list("key", "pk"))
    planned = {planting.source_key(one): one for one in assortment.products()}
    rows = []
    products = Product.objects.filter(pk__in=product_ids).prefetch_related("variants")
    for product in products:
        found = planned[str(product.source_key)]
        names = {variant.sku: variant.picture for variant in found.variants}
        wall = [
            (keys[names[variant.sku]], variant.pk)
            for variant in product.variants.all()
            if names.get(variant.sku) in keys
        ]
        wall += [(keys[name], None) for name in found.gallery if name in keys]
        rows += [
            Picture(product=product, variant_id=variant, asset_id=asset, position=place)
            for place, (asset, variant) in enumerate(wall)
        ]
    Picture.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
