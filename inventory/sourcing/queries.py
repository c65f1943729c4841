"""The levels that could serve a wish, with their distance."""

from collections.abc import Sequence

from commerce import rows
from commerce.channels.queries import ChannelInfo
from inventory.contracts import Destination
from inventory.sourcing.rules import distance, places
from inventory.sourcing.rules.plan import Candidate

# Stands for "no limit" where a number is needed.
UNLIMITED = 1_000_000
# The same levels as LevelQuerySet.shipping_from; as lying_in for what is picked up.
_LEVELS = """
SELECT l.id, l.variant_id, l.warehouse_id, w.code, w.latitude, w.longitude,
       l.on_hand, l.allocated, l.held, l.backorder_ceiling
FROM inventory_level l JOIN inventory_warehouse w ON w.id = l.warehouse_id AND w.active
WHERE w.code = ANY(%s::text[]) AND (w.ships OR %s) AND l.variant_id = ANY(%s::bigint[])
"""


def candidates(
    *,
    variant_ids: Sequence[int],
    channel: ChannelInfo,
    destination: Destination,
    own: dict[int, int],
) -> list[Candidate]:
    """This reads every level that may serve the channel, in one statement and without a lock.

    `own` (level -> pieces) is what the asker itself has set aside there, which counts as free to them.
    Goods that are picked up come from that one place, and only what lies there.
    """
    only = destination.warehouse
    codes = [code for code in channel.warehouses if only in {"", code}]
    columns = rows.fetch(_LEVELS, [codes, bool(only), list(variant_ids)])
    there = whereabouts(destination)
    listed = []
    for level, variant, warehouse, code, north, east, on_hand, allocated, held, ceiling in columns:
        free = on_hand - allocated - held + own.get(level, 0)
        here = None if north is None or east is None else (north, east)
        listed.append(
            Candidate(
                level_id=level,
                variant_id=variant,
                warehouse_id=warehouse,
                warehouse=code,
                place=channel.warehouses.index(code),
                free=free,
                reach=_reach(free, 0 if destination.warehouse else ceiling),
                km=distance.kilometers(here, there) if here and there else None,
            )
        )
    return listed


def _reach(free: int, ceiling: int | None) -> int:
    return UNLIMITED if ceiling is None else free + ceiling


def whereabouts(destination: Destination) -> distance.Place | None:
    """This tells (latitude, longitude) of a destination, by its coordinates or its postcode."""
    if destination.latitude is not None and destination.longitude is not None:
        return destination.latitude, destination.longitude
    return places.find_place(country=destination.country, postcode=destination.postcode)
