"""Keeping secrets out of logs: by the name of the field, and by the look of the value."""

import re
from collections.abc import MutableMapping
from typing import Any

SECRET_NAMES = re.compile(
    r"passw|secret|token|authorization|cookie|signature|api_?key|card|cvc|iban",
    re.IGNORECASE,
)
SECRET_LOOKS = re.compile(
    r"(sk_(?:test|live)_[A-Za-z0-9_-]{6,}|whsec_[A-Za-z0-9+/=_-]{6,}|Bearer\s+\S+|(?<!\d)(?:\d[ -]?){13,19}(?!\d))"
)
HIDDEN = "[hidden]"


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """This is a structlog processor that hides secrets in every field of a log line."""
    for name in list(event):
        event[name] = HIDDEN if SECRET_NAMES.search(name) else clean(event[name])
    return event


def clean(value: Any, depth: int = 0) -> Any:
    """This hides secrets inside text, lists and mappings."""
    if isinstance(value, str):
        return SECRET_LOOKS.sub(HIDDEN, value)
    if depth > 6:
        return value
    if isinstance(value, dict):
        return {
            key: HIDDEN
            if isinstance(key, str) and SECRET_NAMES.search(key)
            else clean(inner, depth + 1)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [clean(inner, depth + 1) for inner in value]
    return value
