"""What Stripe tells us, believed only with its signature."""

import json
from datetime import datetime
from typing import Any

from payments.gateways.clients.base import GatewayRefused


def verified(
    *, raw: bytes, signature: str, secret: str, tolerance: int, at: datetime
) -> dict[str, Any]:
    """This checks a webhook's signature over the raw bytes and reads it.

    Raises:
        GatewayRefused: for a missing secret, a wrong or old signature, or a body that is no event.
    """
    if not secret or not signature:
        raise GatewayRefused("this webhook is not signed")
    import stripe  # the SDK weighs as much as a room of ours, and few processes need it

    try:
        stripe.WebhookSignature.verify_header(raw.decode(), signature, secret, tolerance)
        _not_from_the_future(signature, tolerance=tolerance, at=at)
        event = json.loads(raw)
    except (stripe.SignatureVerificationError, ValueError) as error:
        raise GatewayRefused("this webhook's signature does not fit") from error
    if not _is_event(event):
        raise GatewayRefused("this is no event")
    found: dict[str, Any] = event
    return found


def _is_event(event: Any) -> bool:
    if not isinstance(event, dict) or not isinstance(event.get("id"), str):
        return False
    subject = event["data"].get("object") if isinstance(event.get("data"), dict) else None
    return event.get("object") == "event" and isinstance(subject, dict)


def _not_from_the_future(signature: str, *, tolerance: int, at: datetime) -> None:
    """The SDK refuses what is old; a stamp ahead of our clock is no better."""
    stamp = next(part[2:] for part in signature.split(",") if part.startswith("t="))
    if int(stamp) > at.timestamp() + tolerance:
        raise ValueError(stamp)
