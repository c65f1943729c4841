"""What every endpoint works with: the store, the clock, ids, events, lists and expansion."""

import secrets
import string
import time
from collections.abc import Callable
from typing import Any

from payments.stripe_emulator import errors
from payments.stripe_emulator.forms import Params
from payments.stripe_emulator.store import Store

Row = dict[str, Any]

API_VERSION = "2026-10-28.endive"
_ALPHABET = string.ascii_letters + string.digits


class World:
    """One emulated Stripe account; endpoints run under the store's lock, one at a time."""

    def __init__(self, *, store: Store, base_url: str, publish: Callable[[Row], bool]) -> None:
        self.store = store
        self.base_url = base_url
        self._publish = publish
        self._fresh: list[Row] = []

    def now(self) -> int:
        """This is the time in whole seconds."""
        return int(time.time())

    def new_id(self, prefix: str) -> str:
        """This makes an id as long as Stripe's."""
        return f"{prefix}_{random_text(24)}"

    def new(self, kind: str, prefix: str, **fields: Any) -> Row:
        """This keeps a new object."""
        head = {"id": self.new_id(prefix), "object": kind, "created": self.now()}
        return self.store.save(head | {"livemode": False} | fields)

    def emit(self, kind: str, row: Row) -> None:
        """This records an event about an object; webhooks go out when the request has ended."""
        event = self.new(
            "event",
            "evt",
            api_version=API_VERSION,
            type=kind,
            data={"object": render(row)},
            pending_webhooks=1,
            request={"id": self.new_id("req"), "idempotency_key": None},
        )
        self._fresh.append(event)

    def flush(self) -> None:
        """This hands the request's events to the webhook sender and makes all of it durable."""
        fresh, self._fresh = self._fresh, []
        for event in fresh:
            if not self._publish(event):
                self.delivered(event)
        self.store.commit()

    def delivered(self, event: Row) -> None:
        """This notes that nobody waits for an event any more."""
        with self.store.lock:
            event["pending_webhooks"] = 0
            self.store.save(event)
            self.store.commit()


def random_text(length: int) -> str:
    """This is an unguessable text of letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def render(row: Row) -> Row:
    """This is an object as the API shows it: without the emulator's own notes."""
    return {key: value for key, value in row.items() if not key.startswith("_")}


def listing(world: World, params: Params, kind: str, *, url: str, **filters: str | None) -> Row:
    """This is one page of a list, newest first, as Stripe pages: limit, starting_after, ending_before."""
    limit = params.integer("limit") or 10
    after, before = params.text("starting_after"), params.text("ending_before")
    bounds = {name: params.take("created") for name in ("created",)}["created"]
    params.finish()
    if not 1 <= limit <= 100:
        raise errors.invalid("Invalid integer: limit must be between 1 and 100", param="limit")
    rows = [
        row
        for row in world.store.newest(kind)
        if all(value is None or row.get(name) == value for name, value in filters.items())
        and _created_within(row, bounds)
    ]
    page, more = _page(rows, limit=limit, after=after, before=before)
    return {
        "object": "list",
        "url": url,
        "has_more": more,
        "data": [render(row) for row in page],
    }


def _created_within(row: Row, bounds: Any) -> bool:
    if not isinstance(bounds, dict):
        return bounds is None or row["created"] == int(bounds)
    tests = {
        "gt": lambda limit: row["created"] > limit,
        "gte": lambda limit: row["created"] >= limit,
        "lt": lambda limit: row["created"] < limit,
        "lte": lambda limit: row["created"] <= limit,
    }
    return all(tests[name](int(limit)) for name, limit in bounds.items() if name in tests)


def _page(
    rows: list[Row], *, limit: int, after: str | None, before: str | None
) -> tuple[list[Row], bool]:
    keys = [row["id"] for row in rows]
    cursor = after or before
    if cursor and cursor not in keys:
        name = "starting_after" if after else "ending_before"
        raise errors.invalid(f"No such object: '{cursor}'", param=name, code="resource_missing")
    if before:
        newer = rows[: keys.index(before)]
        return newer[-limit:], len(newer) > limit
    start = keys.index(after) + 1 if after else 0
    return rows[start : start + limit], len(rows) > start + limit


def expand(world: World, row: Row, paths: list[Any]) -> Row:
    """This replaces ids by whole objects along paths such as `latest_charge.balance_transaction`."""
    for path in paths:
        _expand_one(world, row, str(path).split("."))
    return row


def _expand_one(world: World, node: Any, steps: list[str]) -> None:
    if isinstance(node, list):
        for item in node:
            _expand_one(world, item, steps)
        return
    if not isinstance(node, dict) or not steps or steps[0] not in node:
        return
    value = node[steps[0]]
    found = world.store.find(value) if isinstance(value, str) else None
    if found is not None:
        node[steps[0]] = value = render(found)
    _expand_one(world, value, steps[1:])
