"""The control door of the Stripe emulator, for what a real provider would simply remember."""

import json
import urllib.request
from collections.abc import Sequence
from typing import Any

PATIENCE = 20.0


def adopt(
    *,
    base: str,
    payments: Sequence[dict[str, Any]] = (),
    customers: Sequence[dict[str, Any]] = (),
) -> int:
    """This tells the emulator at `base` of payments that are over, and of customers with saved cards.

    Returns how many were new to it.

    Raises:
        OSError: when nobody answers there, or refuses.
    """
    request = urllib.request.Request(  # noqa: S310 - an address of our own settings
        f"{base}/_control/adopt",
        data=json.dumps({"payments": list(payments), "customers": list(customers)}).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        return int(json.load(answer)["adopted"])
