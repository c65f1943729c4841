"""Reads of assets."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from catalog.assets.models import Asset, Rendition
from commerce.errors import NotFound


class UnknownAsset(NotFound):
    """No asset has this id."""

    code = "unknown_asset"


def get_asset(public_id: str) -> Asset:
    """This finds an asset by public id.

    Raises:
        UnknownAsset: when there is none.
    """
    found = Asset.objects.filter(public_id=public_id).first()
    if found is None:
        message = f"there is no asset {public_id!r}"
        raise UnknownAsset(message, field="asset_id")
    return found


def ids(public_ids: Sequence[str]) -> dict[str, int]:
    """This maps public ids to keys; one query.

    Raises:
        UnknownAsset: naming the first that does not exist.
    """
    rows = Asset.objects.filter(public_id__in=public_ids)
    found = dict(rows.values_list("public_id", "id"))
    for public_id in public_ids:
        if public_id not in found:
            message = f"there is no asset {public_id!r}"
            raise UnknownAsset(message, field="asset_id")
    return found


def unrendered(asset_ids: Collection[int]) -> "QuerySet[Asset]":
    """This lists assets with an original of which no rendition exists yet."""
    made = Rendition.objects.filter(asset_id__in=asset_ids).values("asset_id")
    return Asset.objects.filter(pk__in=asset_ids).exclude(original="").exclude(pk__in=made)
