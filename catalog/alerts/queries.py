"""Reads of alerts: what is wanted and missing, whose link this is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min

from catalog.alerts.models import StockAlert
from commerce.errors import NotFound


class UnknownAlert(NotFound):
    """The link stops nothing."""

    code = "unknown_alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A variant that people wait for."""

    sku: str
    name: str
    options: str
    product_id: int
    waiting: int
    since: Any


def get_by_token(token: str) -> StockAlert:
    """This finds an alert by the secret of its link.

    Raises:
        UnknownAlert: when there is none.
    """
    found = StockAlert.objects.filter(token=token).select_related("variant__product").first()
    if found is None:
        message = "this link stops nothing"
        raise UnknownAlert(message)
    return found


def wanted(*, limit: int = 20) -> list[Wanted]:
    """This lists what people wait for, the most wanted first; one query."""
    rows = (
        StockAlert.objects.filter(state="waiting")
        .values(
            "variant__sku", "variant__options", "variant__product_id", "variant__product__words"
        )
        .annotate(waiting=Count("pk"), since=Min("created_at"))
        .order_by("-waiting", "variant__sku")[:limit]
    )
    return [
        Wanted(
            sku=row["variant__sku"],
            name=_first(row["variant__product__words"], "name"),
            options=str(next(iter(row["variant__options"].values()), "")),
            product_id=row["variant__product_id"],
            waiting=row["waiting"],
            since=row["since"],
        )
        for row in rows
    ]


def waiting_of(*, customer_id: int) -> list[dict[str, Any]]:
    """This lists what a person waits for, for the copy of their data."""
    rows = StockAlert.objects.filter(customer_id=customer_id, state="waiting")
    return [
        {"sku": sku, "email": email, "since": since.isoformat()}
        for sku, email, since in rows.order_by("pk").values_list(
            "variant__sku", "email", "created_at"
        )
    ]


def _first(words: dict[str, dict[str, str]], part: str) -> str:
    return next((said[part] for said in words.values() if said.get(part)), "")
