"""Events: what happened, for whoever missed the webhook."""

from typing import Any

from payments.stripe_emulator.forms import Params
from payments.stripe_emulator.world import World, listing, render

Row = dict[str, Any]


def get(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/events/{id}."""
    params.finish()
    return render(world.store.get("event", identifier))


def list_all(world: World, params: Params) -> Row:
    """GET /v1/events, by type or time of creation."""
    kind = params.text("type")
    return listing(world, params, "event", url="/v1/events", type=kind)
