"""Finding warehouses."""

from collections.abc import Iterable

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


def codes(ids: Iterable[int]) -> dict[int, str]:
    """This finds the codes of warehouses: id -> code."""
    return dict(Warehouse.objects.filter(pk__in=set(ids)).values_list("id", "code"))
