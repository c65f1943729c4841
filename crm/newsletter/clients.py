"""What a mail program is told about a letter."""

from collections.abc import Mapping


def headers_to_leave(address: str) -> Mapping[str, str]:
    """These let a mail program offer leaving by itself (RFC 8058)."""
    if not address:
        return {}
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
