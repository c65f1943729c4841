"""The price per liter, kilogram or meter of what is sold by measure."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

# Attributes that say how much is in it, and how many of their unit make one base unit.
CONTENTS = {
    "content_ml": ("l", 1000),
    "content_l": ("l", 1),
    "content_g": ("kg", 1000),
    "content_kg": ("kg", 1),
    "content_cm": ("m", 100),
    "content_m": ("m", 1),
}


def base_price(amount: int, values: Mapping[str, Any]) -> tuple[int, str] | None:
    """This is what a liter, kilogram or meter costs, in minor units rounded half up, and which of them.

    None for what is sold by the piece. `values` are attribute values, the variant's over the product's.
    """
    for code, (unit, parts) in CONTENTS.items():
        content = _decimal(values.get(code))
        if content is not None and content > 0:
            exact = Decimal(amount) * parts / content
            return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), unit
    return None


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value)) if value not in {None, ""} else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None
