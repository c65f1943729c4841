"""Finding warehouses."""

from collections.abc import Iterable
from typing import NamedTuple

from commerce.errors import NotFound
from inventory.warehouses.models import Warehouse


class UnknownWarehouse(NotFound):
    """No warehouse has this code."""

    code = "unknown_warehouse"


def get_warehouse(code: str) -> Warehouse:
    """This finds one warehouse by code.

    Raises:
        UnknownWarehouse: when there is none.
    """
    found = Warehouse.objects.filter(code=code).first()
    if found is None:
        message = f"there is no warehouse {code!r}"
        raise UnknownWarehouse(message, field="warehouse")
    return found


def warehouse_ids(codes: Iterable[str]) -> dict[str, int]:
    """This finds many at once: code -> id.

    Raises:
        UnknownWarehouse: naming the first that does not exist.
    """
    wanted = sorted(set(codes))
    found = dict(Warehouse.objects.filter(code__in=wanted).values_list("code", "id"))
    for code in wanted:
        if code not in found:
            message = f"there is no warehouse {code!r}"
            raise UnknownWarehouse(message, field="warehouse")
    return found


class Spot(NamedTuple):
    """A warehouse as others name it, and whether parcels leave from it."""

    code: str
    ships: bool


def places(ids: Iterable[int]) -> dict[int, Spot]:
    """This finds the codes of warehouses, and which of them send parcels: id -> spot."""
    rows = Warehouse.objects.filter(pk__in=set(ids)).values_list("id", "code", "ships")
    return {key: Spot(code=code, ships=ships) for key, code, ships in rows}
