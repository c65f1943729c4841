"""Reads of price lists, prices and their history."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import F

from catalog.pricing import rules
from catalog.pricing.models import Price, PriceList, PricePoint
from commerce.errors import NotFound

_JOURNAL_DRIFT = """
WITH asked AS (
    SELECT variant_id, price_list_id, min(amount_minor) AS price FROM catalog_price
    WHERE price_group = '' AND min_quantity = 1 AND turned_at IS NOT NULL
      AND (ends_at IS NULL OR ends_at > %(at)s OR turned_at < ends_at)
    GROUP BY variant_id, price_list_id
), said AS (
    SELECT DISTINCT ON (variant_id, price_list_id) variant_id, price_list_id, amount_minor
    FROM catalog_pricepoint WHERE price_group = '' AND min_quantity = 1
    ORDER BY variant_id, price_list_id, at DESC, id DESC
)
SELECT a.variant_id, a.price_list_id, a.price, s.amount_minor
FROM asked a LEFT JOIN said s USING (variant_id, price_list_id)
WHERE a.price IS DISTINCT FROM s.amount_minor ORDER BY 1, 2 LIMIT 100
"""


class UnknownPriceList(NotFound):
    """No price list has this code."""

    code = "unknown_price_list"


def get_list(code: str) -> PriceList:
    """This finds a price list by code.

    Raises:
        UnknownPriceList: when there is none.
    """
    found = PriceList.objects.filter(code=code).first()
    if found is None:
        message = f"there is no price list {code!r}"
        raise UnknownPriceList(message, field="price_list")
    return found


def history(*, variant_id: int, price_list_id: int) -> list[rules.Point]:
    """This lists what one piece cost everyone, oldest first."""
    rows = PricePoint.objects.filter(
        variant_id=variant_id, price_list_id=price_list_id, price_group="", min_quantity=1
    )
    return [
        rules.Point(at=at, amount=amount)
        for at, amount in rows.order_by("at", "id").values_list("at", "amount_minor")
    ]


def open_offers(variant_ids: Collection[int]) -> dict[tuple[int, int], list[rules.Offer]]:
    """This reads the prices that everyone may have, by (variant, channel); one query."""
    rows = Price.objects.filter(
        variant_id__in=variant_ids, price_group="", price_list__active=True
    ).values_list(
        "variant_id",
        "price_list__channel_id",
        "id",
        "price_list__priority",
        "amount_minor",
        "was_minor",
        "min_quantity",
        "starts_at",
        "ends_at",
    )
    found: dict[tuple[int, int], list[rules.Offer]] = {}
    for variant, channel, key, priority, amount, was, least, starts, ends in rows:
        found.setdefault((variant, channel), []).append(
            rules.Offer(
                key=key,
                priority=priority,
                amount=amount,
                was=was,
                min_quantity=least,
                starts_at=starts,
                ends_at=ends,
            )
        )
    return found


def turning(*, at: datetime, limit: int) -> list[Price]:
    """This lists scheduled prices that started or ended by a moment and were not yet announced."""
    rows = Price.objects.select_related("price_list", "variant")
    started = rows.filter(starts_at__lte=at, turned_at__isnull=True).order_by("starts_at", "id")
    ended = rows.filter(ends_at__lte=at, turned_at__lt=F("ends_at"))
    return [*started[:limit], *ended.order_by("ends_at", "id")[:limit]]


def journal_drift(*, at: datetime) -> list[str]:
    """This lists prices in force that the journal does not know; those about to turn are late, not wrong."""
    with connection.cursor() as cursor:
        cursor.execute(_JOURNAL_DRIFT, {"at": at})
        return [
            f"variant {variant} in list {price_list} costs {price}, the journal says {said}"
            for variant, price_list, price, said in cursor.fetchall()
        ]
