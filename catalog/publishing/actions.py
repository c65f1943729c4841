"""Writes of publications."""

from datetime import datetime

from catalog import events
from catalog.products.models import Product
from catalog.publishing import queries, rules
from catalog.publishing.models import Publication
from catalog.publishing.states import PublicationFlow
from commerce import db
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.events import outbox
from commerce.identity.actor import Actor

DUE_BATCH = 200


class UnknownProduct(NotFound):
    """No such product."""

    code = "unknown_product"


@db.transaction_required
def publish(
    *,
    product_id: int,
    channel: ChannelInfo,
    by: Actor,
    at: datetime,
    starts_at: datetime | None = None,
) -> Publication:
    """This shows a product in a channel, now or from `starts_at` on; a product that shows stays.

    Raises:
        UnknownProduct: when there is no such product.
        NotReady: carrying the gaps.
        IllegalMove: when it is scheduled already and should be scheduled again.
    """
    product = Product.objects.select_related("family").filter(pk=product_id).locked_one()
    if product is None:
        message = "there is no such product"
        raise UnknownProduct(message)
    draft = queries.draft_of(product, channel=channel, at=at)
    rules.refuse_gaps(rules.gaps(draft, languages=channel.languages))
    row, _ = Publication.objects.get_or_create(product=product, channel_id=channel.id)
    if row.state == "published":
        return row
    if starts_at is not None and starts_at > at:
        PublicationFlow.move(row, "schedule", by=str(by), at=at, starts_at=starts_at)
        return row
    _go_live(row, channel=channel.code, by=by, at=at)
    return row


@db.transaction_required
def unpublish(*, product_id: int, channel: ChannelInfo, by: Actor, at: datetime) -> None:
    """This takes a product out of a channel, or off its schedule; what does not show stays so."""
    row = Publication.objects.filter(product_id=product_id, channel_id=channel.id).locked_one()
    if row is None or row.state == "unpublished":
        return
    PublicationFlow.move(row, "unpublish", by=str(by), at=at, starts_at=None)
    outbox.publish(
        events.ProductUnpublished(product_id=product_id, channel=channel.code),
        at=at,
        by=by,
        channel=channel.code,
    )


@db.transaction_required
def publish_due(*, by: Actor, at: datetime) -> int:
    """This shows scheduled products whose time has come; returns how many."""
    due = Publication.objects.filter(state="scheduled", starts_at__lte=at)
    rows = list(due.order_by("pk").select_for_update(skip_locked=True)[:DUE_BATCH])
    for row in rows:
        channel = channels.get_channel_by_id(row.channel_id)
        _go_live(row, channel=channel.code, by=by, at=at)
    return len(rows)


def _go_live(row: Publication, *, channel: str, by: Actor, at: datetime) -> None:
    first = row.published_at or at
    PublicationFlow.move(row, "publish", by=str(by), at=at, starts_at=None, published_at=first)
    outbox.publish(
        events.ProductPublished(product_id=row.product_id, channel=channel),
        at=at,
        by=by,
        channel=channel,
    )
