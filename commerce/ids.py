"""Sortable public ids and gapless number series."""

import secrets

from commerce import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 26


def new(prefix: str) -> str:
    """This makes an id such as `ord_01hq…`: 48 bits of milliseconds, 80 bits of chance, Crockford base 32.

    Ids made later sort later (to the millisecond), and cannot be counted or guessed.
    """
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds << 80) | secrets.randbits(80)
    return f"{prefix}_{_base32(value)}"


def token() -> str:
    """This makes a secret of 256 bits for links that prove themselves."""
    return secrets.token_urlsafe(32)


def _base32(value: int) -> str:
    digits = []
    for _ in range(_LENGTH):
        value, rest = divmod(value, 32)
        digits.append(_ALPHABET[rest])
    return "".join(reversed(digits))
