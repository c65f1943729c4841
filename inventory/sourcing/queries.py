"""The levels that could serve a wish, with their distance."""

from collections.abc import Sequence

from commerce.channels.queries import ChannelInfo
from inventory.contracts import Destination
from inventory.sourcing.rules import distance, places
from inventory.sourcing.rules.plan import Candidate
from inventory.stock.models import Level

# Stands for "no limit" where a number is needed.
UNLIMITED = 1_000_000


def candidates(
    *,
    variant_ids: Sequence[int],
    channel: ChannelInfo,
    destination: Destination,
    own: dict[int, int],
) -> list[Candidate]:
    """This reads every level that may serve the channel, in one statement and without a lock.

    `own` (level -> pieces) is what the asker itself has set aside there, which counts as free to them.
    """
    found = Level.objects.shipping_from(channel.warehouses).filter(variant_id__in=variant_ids)
    columns = found.values_list(
        "id",
        "variant_id",
        "warehouse_id",
        "warehouse__code",
        "warehouse__latitude",
        "warehouse__longitude",
        "on_hand",
        "allocated",
        "held",
        "backorder_ceiling",
    )
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
                reach=UNLIMITED if ceiling is None else free + ceiling,
                km=distance.kilometers(here, there) if here and there else None,
            )
        )
    return listed


def whereabouts(destination: Destination) -> distance.Place | None:
    """This tells (latitude, longitude) of a destination, by its coordinates or its postcode."""
    if destination.latitude is not None and destination.longitude is not None:
        return destination.latitude, destination.longitude
    return places.find_place(country=destination.country, postcode=destination.postcode)
