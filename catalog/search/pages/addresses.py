"""Addresses of a shelf: read forgivingly, written in one way."""

from datetime import datetime
from decimal import InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language

from commerce.errors import Anticipated
from commerce.money import Money, reading
from commerce.storefront.doors import ShopRequest

MARK = "catalog.shelf"
MOST_MINOR = 10**12


def path(request: ShopRequest, pairs: list[tuple[str, str]]) -> str:
    """This is the present path with a query of pairs."""
    query, path = urlencode(pairs), escape_uri_path(request.path)
    return f"{path}?{query}" if query else path


def mark(after: tuple[Any, ...], sort: str) -> str:
    """This signs where a page ended, for this order alone."""
    plain = [one.isoformat() if isinstance(one, datetime) else one for one in after]
    return signing.dumps([sort, *plain], salt=MARK)


def read_mark(text: str, sort: str) -> tuple[int | str, ...]:
    """A mark of ours for this order; any other starts from the top."""
    try:
        made_for, *after = signing.loads(text, salt=MARK) if text else [""]
    except signing.BadSignature:
        return ()
    return tuple(after) if made_for == sort else ()


def minor(text: str, currency: str) -> int | None:
    """A typed price as the reader writes numbers; anything else counts as not typed."""
    try:
        amount = Money.parse(reading.plain(text, get_language() or "en"), currency)
    except (ValueError, InvalidOperation, Anticipated):
        return None
    return amount.minor if 0 <= amount.minor < MOST_MINOR else None


def whole(text: str) -> int:
    """This reads a small whole number; anything else is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
