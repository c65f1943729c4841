"""Hanging the album's pictures: every print becomes an asset, every product gets its gallery."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalog.assets import rules
from catalog.assets.models import Asset
from catalog.demo import album, assortment, planting
from catalog.products.models import Picture, Product
from commerce import db
from commerce.identity.actor import Actor

KIND = "avif"
_LOW = 80
"""Where drawings with numbers below look, in percent from the top, so that no crop cuts them off."""


@db.outside
def take_in(*, by: Actor, at: datetime) -> int:
    """This makes assets of the prints that are none yet, under their own names; returns how many.

    All files first, then all rows at once: a file without a row is waste, a row without a file a lie.
    A print is its own first rendition, so nothing has to be rendered before it can be shown.
    """
    known = set(_by_checksum())
    fresh = {checksum: name for name, checksum in _checksums().items() if checksum not in known}
    rows = [_kept(album.prints()[name], checksum, at=at) for checksum, name in fresh.items()]
    with db.speaking_as(str(by)), db.transaction():
        Asset.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def _checksums() -> dict[str, str]:
    """Return the SHA-256 of each print; the same drawing under two names is one asset."""
    return {
        one.name: hashlib.sha256(one.path.read_bytes()).hexdigest()
        for one in album.prints().values()
    }


def _by_checksum() -> dict[str, int]:
    found = Asset.objects.filter(checksum__in=set(_checksums().values()))
    return dict(found.values_list("checksum", "pk"))


def _kept(one: album.Print, checksum: str, *, at: datetime) -> Asset:
    data = one.path.read_bytes()
    path = rules.rendition_path(one.name, one.width, KIND)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return Asset(
        key=one.name,
        checksum=checksum,
        original=path,
        width=one.width,
        height=one.height,
        size=len(data),
        color=one.dominant,
        focal_y=_LOW if one.name.endswith(("--scale", "--measured")) else 50,
        alts=one.alts,
        title=one.alts["en"][:200],
        created_at=at,
    )


@db.transaction_required
def hang(*, product_ids: Collection[int]) -> int:
    """This gives products their galleries: each variant its portrait, then what all share."""
    there = _by_checksum()
    keys = {name: there[checksum] for name, checksum in _checksums().items() if checksum in there}
    planned = {planting.source_key(one): one for one in assortment.products()}
    rows = []
    products = Product.objects.filter(pk__in=product_ids).prefetch_related("variants")
    for product in products:
        found = planned[str(product.source_key)]
        names = {variant.sku: variant.picture for variant in found.variants}
        wall: list[tuple[int, int | None]] = [
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
