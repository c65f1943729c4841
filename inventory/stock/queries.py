"""Levels as others read them."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from catalog import public as catalog
from commerce import db, rows
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from inventory import contracts
from inventory.stock import rules
from inventory.stock.models import Level
from inventory.stock.rules import Standing


class UnknownSku(NotFound):
    """No variant has this SKU."""

    code = "unknown_sku"


# What "no limit" counts as where shoppers and feeds want a number.
PLENTY = 10_000
# The same levels as LevelQuerySet.shipping_from.
_FREE = """
SELECT l.variant_id, w.code, l.on_hand, l.allocated, l.held, l.backorder_ceiling
FROM inventory_level l JOIN inventory_warehouse w ON w.id = l.warehouse_id AND w.active AND w.ships
WHERE w.code = ANY(%s::text[]) AND l.variant_id = ANY(%s::bigint[])
"""


def supply(
    *,
    variant_ids: Sequence[int],
    channel: ChannelInfo,
    own: Mapping[tuple[int, str], int] = MappingProxyType({}),
) -> dict[int, contracts.Supply]:
    """This sums what the channel's warehouses have and can promise: variant -> pieces, 0 included.

    `own` pieces, by variant and warehouse code, count as free: whoever asks holds them.
    """
    now, most = dict.fromkeys(variant_ids, 0), dict.fromkeys(variant_ids, 0)
    levels = rows.fetch(_FREE, [list(channel.warehouses), list(variant_ids)])
    for variant, code, on_hand, allocated, held, ceiling in levels:
        free = on_hand - allocated - held + own.get((variant, code), 0)
        reach = PLENTY if ceiling is None else max(free + ceiling, 0)
        now[variant] = min(now[variant] + max(free, 0), PLENTY)
        most[variant] = min(most[variant] + reach, PLENTY)
    return {one: contracts.Supply(now=now[one], most=most[one]) for one in now}


def levels(*, variant_ids: Sequence[int] = ()) -> QuerySet[Level]:
    """This lists levels with their warehouses, by variant and the warehouses' priority."""
    found = Level.objects.select_related("warehouse")
    if variant_ids:
        found = found.filter(variant_id__in=variant_ids)
    return found.order_by("variant_id", "warehouse__priority", "warehouse__code")


def variant_ids(*, skus: Sequence[str]) -> dict[str, int]:
    """This finds variants by SKU: sku -> variant.

    Raises:
        UnknownSku: naming the first that does not exist.
    """
    found = catalog.variant_ids(skus=skus)
    for sku in skus:
        if sku not in found:
            message = f"there is no SKU {sku!r}"
            raise UnknownSku(message, field="sku")
    return found


def as_contract(level: Level) -> contracts.Level:
    """This turns a row (with its warehouse) into the value that crosses the door."""
    left = standing(level).sellable
    return contracts.Level(
        variant_id=level.variant_id,
        warehouse_code=level.warehouse.code,
        warehouse_name=level.warehouse.name,
        kind=level.warehouse.kind,
        city=level.warehouse.city,
        on_hand=level.on_hand,
        allocated=level.allocated,
        held=level.held,
        backorder_ceiling=level.backorder_ceiling,
        sellable=PLENTY if left is None else left,
        low_at=level.low_at,
    )


def standing(level: Level) -> Standing:
    """This reads a level's numbers as the value that rules decide on."""
    return Standing(
        level_id=level.pk,
        variant_id=level.variant_id,
        warehouse_id=level.warehouse_id,
        on_hand=level.on_hand,
        allocated=level.allocated,
        held=level.held,
        ceiling=level.backorder_ceiling,
        low_at=level.low_at,
    )


@db.transaction_required
def locked_levels(
    *, variant_ids: Iterable[int], warehouse_ids: Iterable[int]
) -> dict[tuple[int, int], Level]:
    """This locks levels in key order and returns them by (variant, warehouse)."""
    found = Level.objects.filter(
        variant_id__in=set(variant_ids), warehouse_id__in=set(warehouse_ids)
    )
    return {(level.variant_id, level.warehouse_id): level for level in found.locked()}


def band_of(level: Level) -> str:
    """This words what can be sold of a level: none, later, few or plenty."""
    return rules.band(standing(level))


def stocked(found: "QuerySet[Level]", wanted: str) -> "QuerySet[Level]":
    """This narrows levels to a band of `rules.band`, or to those with promises; else all."""
    free = F("on_hand") - F("allocated") - F("held")
    beyond = Q(backorder_ceiling__isnull=True) | Q(free__gt=-F("backorder_ceiling"))
    narrowed = {
        "none": Q(free__lte=0) & ~beyond,
        "later": Q(free__lte=0) & beyond,
        "few": Q(free__gt=0, free__lte=F("low_at")),
        "plenty": Q(free__gt=0) & Q(free__gt=F("low_at")),
        "promised": Q(allocated__gt=0) | Q(held__gt=0),
    }
    return found.annotate(free=free).filter(narrowed[wanted]) if wanted in narrowed else found


def with_sku(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """This adds the SKU (`sku_text`) to rows that carry a variant's key, without a query per row."""
    known = Level.objects.filter(variant_id=OuterRef("variant_id")).values("variant__sku")
    found: QuerySet[Any] = rows.annotate(sku_text=Subquery(known[:1]))
    return found
