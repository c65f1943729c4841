"""Writes of assets: taking uploads, adopting finished files, rendering, describing.

Files are written outside of transactions, rows within short ones; a file without a row is waste, a
row without a file would be a lie.
"""

import hashlib
import logging
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from catalog import events
from catalog.assets import queries, rules
from catalog.assets.models import Asset, Rendition
from commerce import db
from commerce.errors import Invalid
from commerce.events import outbox
from commerce.identity.actor import Actor

log = logging.getLogger(__name__)


class BadFocus(Invalid):
    """A focal point lies outside of the picture."""

    code = "bad_focus"


@db.outside
def take_upload(
    *, data: bytes, title: str, alts: Mapping[str, str], by: Actor, at: datetime
) -> tuple[Asset, bool]:
    """This takes an upload; returns the asset and whether it is new: the same bytes are the same asset.

    Raises:
        BadPicture: when it is no picture we take.
    """
    from catalog.assets import clients  # a decoder of pictures is not what most requests want

    rules.check_size(sent=len(data))
    checksum = hashlib.sha256(data).hexdigest()
    known = Asset.objects.filter(checksum=checksum).first()
    if known is not None:
        return known, False
    master = clients.decode(data)
    key = secrets.token_hex(16)
    path = default_storage.save(rules.original_path(key, "webp"), ContentFile(master.data))
    asset = Asset(
        key=key,
        checksum=checksum,
        original=path,
        width=master.width,
        height=master.height,
        size=len(master.data),
        color=master.color,
        alts=dict(alts),
        title=title[:200],
        created_at=at,
    )
    return _record(asset, by=by)


@db.outside
def adopt(
    *,
    key: str,
    data: bytes,
    kind: str,
    size: tuple[int, int],
    color: str,
    alts: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> Asset:
    """This takes over a finished picture of our own making under a name of our own, as it is.

    It serves as original and as its own rendition; `size` is width and height in pixels.
    """
    checksum = hashlib.sha256(data).hexdigest()
    known = Asset.objects.filter(key=key).first() or Asset.objects.filter(checksum=checksum).first()
    if known is not None:
        return known
    path = _keep(rules.original_path(key, kind), data)
    _keep(rules.rendition_path(key, size[0], kind), data)
    asset = Asset(
        key=key,
        checksum=checksum,
        original=path,
        width=size[0],
        height=size[1],
        size=len(data),
        color=color,
        alts=dict(alts),
        title=key[:200],
        created_at=at,
    )
    return _record(asset, by=by, render=False)[0]


@db.outside
def render(*, asset_id: int, at: datetime) -> int:
    """This makes the renditions an asset lacks; returns how many."""
    asset = Asset.objects.filter(pk=asset_id).exclude(original="").first()
    if asset is None:
        return 0
    there = set(asset.renditions.values_list("width", "format"))
    wanted = [(w, kind) for kind in rules.FORMATS for w in rules.widths(asset.width)]
    missing = [one for one in wanted if one not in there]
    if not missing:
        return 0
    with default_storage.open(asset.original) as file:
        data = file.read()
    made = [_render_one(asset, data, width=width, kind=kind) for width, kind in missing]
    with db.transaction():
        Rendition.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@db.outside
def render_for_view(*, key: str, width: int, kind: str) -> str | None:
    """This makes one rendition somebody looks at before the worker came to it; returns its path.

    Only the listed widths and kinds are made, so that nobody fills the disk. None when there is no
    such picture.
    """
    from catalog.assets import clients

    if width not in rules.WIDTHS or kind not in rules.FORMATS:
        return None
    asset = Asset.objects.filter(key=key).exclude(original="").first()
    if asset is None or not default_storage.exists(asset.original):
        return None
    width = max((one for one in rules.widths(asset.width) if one <= width), default=asset.width)
    path = rules.rendition_path(key, width, kind)
    if not default_storage.exists(path):
        with default_storage.open(asset.original) as file:
            _keep(path, clients.render(file.read(), width=width, kind=kind))
    return path


@db.outside
def share_for_view(*, key: str) -> str | None:
    """This makes the picture to pass on, once per asset, when somebody first asks; returns its path."""
    from catalog.assets import clients

    path = rules.share_path(key)
    if default_storage.exists(path):
        return path
    asset = Asset.objects.filter(key=key).exclude(original="").first()
    if asset is None or not default_storage.exists(asset.original):
        return None
    with default_storage.open(asset.original) as file:
        data = file.read()
    _keep(path, clients.render_share(data, focus=(asset.focal_x, asset.focal_y)))
    return path


@db.transaction_required
def describe(
    *,
    public_id: str,
    by: Actor,
    at: datetime,
    alts: Mapping[str, str] | None = None,
    focus: tuple[int, int] | None = None,
    title: str | None = None,
) -> Asset:
    """This words a picture, or says where to look in it (percent from the left and the top).

    Raises:
        UnknownAsset: when it does not exist.
        BadFocus: when the point lies outside.
    """
    row = queries.get_asset(public_id)
    if focus is not None:
        if not all(0 <= part <= 100 for part in focus):
            message = "a focal point lies between 0 and 100 percent"
            raise BadFocus(message, field="focus")
        row.focal_x, row.focal_y = focus
    if alts is not None:
        merged = {**row.alts, **alts}
        row.alts = {language: text for language, text in merged.items() if text}
    if title is not None:
        row.title = title[:200]
    row.save(update_fields=["focal_x", "focal_y", "alts", "title"])
    outbox.publish(events.AssetChanged(asset_id=row.pk), at=at, by=by)
    return row


@db.transaction_required
def discard(*, asset_ids: Collection[int]) -> int:
    """This deletes pictures that nothing shows any more, with their files; returns how many.

    For pictures people sent of themselves or their homes. What a row still points at stays.
    """
    gone = []
    for asset in Asset.objects.filter(pk__in=asset_ids).order_by("pk"):
        paths = [asset.original, *asset.renditions.values_list("path", flat=True)]
        paths += [
            rules.rendition_path(asset.key, w, k) for w in rules.WIDTHS for k in rules.FORMATS
        ]
        paths.append(rules.share_path(asset.key))
        try:
            with db.savepoint():
                asset.delete()
        except ProtectedError:
            continue
        gone.append(dict.fromkeys(path for path in paths if path))
    if gone:
        db.after_commit(lambda: _burn(path for paths in gone for path in paths))
    return len(gone)


def _burn(paths: Iterable[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _record(asset: Asset, *, by: Actor, render: bool = True) -> tuple[Asset, bool]:
    """Two who send the same bytes at once get the same row."""
    with db.speaking_as(str(by)), db.transaction():
        row, fresh = Asset.objects.get_or_create(
            checksum=asset.checksum,
            defaults={
                field.attname: getattr(asset, field.attname)
                for field in Asset._meta.concrete_fields
                if field.attname not in {"id", "checksum"}
            },
        )
        if fresh and render:
            db.after_commit(lambda: _wake(row.pk))
    return row, fresh


def _render_one(asset: Asset, data: bytes, *, width: int, kind: str) -> Rendition:
    from catalog.assets import clients

    made = clients.render(data, width=width, kind=kind)
    height = rules.height_of(width, original_width=asset.width, original_height=asset.height)
    path = _keep(rules.rendition_path(asset.key, width, kind), made)
    return Rendition(
        asset=asset, width=width, height=height, format=kind, path=path, size=len(made)
    )


def _keep(path: str, data: bytes) -> str:
    """Names are ours and say what is inside, so what is there already is the same."""
    if default_storage.exists(path):
        return path
    return default_storage.save(path, ContentFile(data))


def _wake(asset_id: int) -> None:
    """This asks a worker to render; when the broker is down, the schedule does."""
    try:
        current_app.send_task(
            "catalog.assets.tasks.render",
            kwargs={"asset_id": asset_id},
            queue="slow",
            retry=False,
        )
    except Exception:
        log.warning("the broker does not answer; the schedule will render", exc_info=True)
