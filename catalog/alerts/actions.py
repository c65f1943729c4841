"""Asking to be told, telling, and no longer telling."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation

from catalog.alerts import queries, rules
from catalog.alerts.models import StockAlert
from catalog.alerts.states import AlertFlow
from catalog.letters import actions as letters
from catalog.letters.queries import base_of
from catalog.products.models import Variant
from commerce import db, ids
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.identity import marks
from commerce.identity.actor import Actor

AT_ONCE = 1000


@db.transaction_required
def ask(
    *,
    variant: Variant,
    channel: ChannelInfo,
    language: str,
    email: str,
    customer_id: int | None,
    at: datetime,
) -> StockAlert:
    """This remembers who wants to hear when something is back; asked again, it stays one alert.

    Raises:
        BadAddress: when the address makes no sense.
    """
    to = rules.tidy(email)
    row, _fresh = StockAlert.objects.get_or_create(
        variant=variant,
        channel_id=channel.id,
        digest=marks.digest(to),
        state="waiting",
        defaults={
            "language": language,
            "email": to,
            "customer_id": customer_id,
            "token": ids.token(),
            "created_at": at,
        },
    )
    return row


@db.transaction_required
def fire(*, variant_id: int, warehouse_code: str, by: Actor, at: datetime) -> int:
    """This writes to everybody who waits for a variant that a warehouse of theirs can send again."""
    served = {
        one.id: one for one in channels.all_channels().values() if warehouse_code in one.warehouses
    }
    rows = StockAlert.objects.filter(
        variant_id=variant_id, channel_id__in=served, state="waiting"
    ).locked()[:AT_ONCE]
    if not rows:
        return 0
    variant = Variant.objects.select_related("product").get(pk=variant_id)
    for row in rows:
        letters.ask_for(
            kind="back_in_stock",
            key=row.token,
            to=row.email,
            language=row.language,
            channel_id=row.channel_id,
            content=_content(row, variant, served[row.channel_id]),
            at=at,
        )
        AlertFlow.move(row, "fire", by=str(by), at=at, fired_at=at, email="")
    return len(rows)


@db.transaction_required
def stop(*, token: str, by: Actor, at: datetime) -> StockAlert:
    """This ends an alert, and all others of the same address; a letter that still waits is taken back.

    Raises:
        UnknownAlert: when the link is not one of ours.
    """
    found = queries.get_by_token(token)
    _end(StockAlert.objects.filter(digest=found.digest).locked(), by=by, at=at)
    return found


@db.transaction_required
def erase_person(*, customer_id: int, email_digest: str, by: Actor, at: datetime) -> None:
    """This forgets whoever was erased, by number and by address."""
    rows = StockAlert.objects.filter(customer_id=customer_id)
    if email_digest:
        rows = rows | StockAlert.objects.filter(digest=email_digest)
    keys = list(rows.values_list("pk", flat=True))
    _end(StockAlert.objects.filter(pk__in=keys).locked(), by=by, at=at)
    StockAlert.objects.filter(pk__in=keys).update(customer_id=None, digest="", email="")


@db.transaction_required
def expire(*, by: Actor, at: datetime) -> int:
    """This lets go of alerts that waited too long; returns how many."""
    rows = StockAlert.objects.filter(state="waiting", created_at__lt=at - rules.KEEP).locked()
    for row in rows:
        AlertFlow.move(row, "expire", by=str(by), at=at, email="")
    return len(rows)


def _end(rows: list[StockAlert], *, by: Actor, at: datetime) -> None:
    letters.drop(keys=[f"back_in_stock:{row.token}" for row in rows], at=at)
    for row in rows:
        if row.state in {"waiting", "fired"}:
            AlertFlow.move(row, "stop", by=str(by), at=at, email="")


def _content(row: StockAlert, variant: Variant, channel: ChannelInfo) -> dict[str, str]:
    words = variant.product.words
    said: dict[str, str] = words.get(row.language) or next(iter(words.values()), {})
    base = base_of(channel)
    with translation.override(row.language):
        path = reverse("product", args=[said.get("slug") or variant.product.public_id])
        stop_path = reverse("alert_stop", args=[row.token])
    return {
        "name": said.get("name", ""),
        "options": variant.options.get(row.language, ""),
        "link": f"{base}{path}?sku={variant.sku}",
        "stop": f"{base}{stop_path}",
    }
