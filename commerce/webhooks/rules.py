"""What goes out, how it is signed, and when it is tried again: pure."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from commerce.money import Money

API_VERSION = "2026-11-01"
# After each failed try; the ninth failure ends it, about three days after the first.
WAITS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 86_400, 172_800)
)
PREFIX = "whsec_"
# Facts that speak of the house's own machinery or of nobody a partner should know about.
HOUSE_ONLY = frozenset(
    {"crm.customer_merged", "payments.provider_reported", "payments.refund_failed"}
)


def wants(*, patterns: Iterable[str], name: str) -> bool:
    """This tells whether a subscription's patterns (`orders.*`, `*`, exact names) want a fact."""
    if name in HOUSE_ONLY:
        return False
    return any(
        pattern in {"*", name} or (pattern.endswith(".*") and name.startswith(pattern[:-1]))
        for pattern in patterns
    )


def outward(payload: Any) -> Any:
    """This turns a fact's payload into what partners see.

    Money becomes `{"amount": "84.00", "currency": "EUR"}`; internal numeric keys stay home.
    """
    if isinstance(payload, dict):
        if set(payload) == {"minor", "currency"}:
            return {
                "amount": str(Money(payload["minor"], payload["currency"])),
                "currency": payload["currency"],
            }
        return {key: outward(value) for key, value in payload.items() if not _internal(key, value)}
    if isinstance(payload, list | tuple):
        return [outward(value) for value in payload]
    return payload


def body(
    *,
    event_id: str,
    name: str,
    created_at: datetime,
    payload: dict[str, Any],
    live: bool,
) -> str:
    """This writes the message's body, the very bytes that are signed."""
    return json.dumps(
        {
            "id": event_id,
            "type": name.partition(".")[0] + "." + name.partition(".")[2],
            "created_at": created_at.isoformat().replace("+00:00", "Z"),
            "api_version": API_VERSION,
            "livemode": live,
            "data": {"object": outward(payload)},
        },
        separators=(",", ":"),
    )


def signature(*, secrets: Iterable[str], message_id: str, timestamp: int, text: str) -> str:
    """This signs `id.timestamp.body` with every secret in force (several while one is rotated).

    Source: Standard Webhooks 1.0, HMAC-SHA256 over the base64-decoded secret.
    """
    signed = f"{message_id}.{timestamp}.{text}".encode()
    found = []
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix(PREFIX))
        digest = hmac.new(key, signed, hashlib.sha256).digest()
        found.append("v1," + base64.b64encode(digest).decode())
    return " ".join(found)


def next_try(*, failures: int, at: datetime) -> datetime | None:
    """This tells when to try again after so many failures; None when enough is enough."""
    return at + WAITS[failures - 1] if failures <= len(WAITS) else None


def _internal(key: str, value: Any) -> bool:
    return (key.endswith("_id") or key == "visitor") and (
        value is None or type(value) is int or key == "visitor"
    )
