"""Reads of assets."""

from collections.abc import Sequence

from django.core.files.storage import default_storage

from catalog.assets import rules
from catalog.assets.models import Asset
from catalog.contracts import PictureFacts
from commerce import memo
from commerce.errors import NotFound

KEEP_SECONDS = 60.0


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


def picture_facts(keys: Sequence[str]) -> dict[str, PictureFacts]:
    """This tells the sizes of pictures by key, unknown ones left out; one query a minute."""
    return _picture_facts(tuple(sorted(set(keys)))) if keys else {}


@memo.kept(seconds=KEEP_SECONDS)
def _picture_facts(keys: tuple[str, ...]) -> dict[str, PictureFacts]:
    rows = Asset.objects.filter(key__in=keys)
    return {
        row.key: PictureFacts(
            key=row.key,
            width=row.width,
            height=row.height,
            color=row.color,
            focal_x=row.focal_x,
            focal_y=row.focal_y,
        )
        for row in rows
    }


def unrendered(*, limit: int) -> list[int]:
    """This lists uploads that no worker has rendered yet, oldest first."""
    rows = Asset.objects.filter(original__endswith=".webp", renditions__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def find_file(*, key: str, width: int, kind: str) -> str | None:
    """This finds the file to show for an address: the very one, else the next wider of its kind."""
    path = rules.rendition_path(key, width, kind)
    if default_storage.exists(path):
        return path
    folder = path.rpartition("/")[0]
    try:
        names = default_storage.listdir(folder)[1]
    except (FileNotFoundError, NotADirectoryError):
        return None
    there = [int(n.partition(".")[0]) for n in names if n.endswith(f".{kind}") and n[0].isdigit()]
    wider = min((one for one in there if one > width), default=None)
    return None if wider is None else rules.rendition_path(key, wider, kind)
