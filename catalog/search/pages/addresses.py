"""Addresses of a shelf: read forgivingly, written in one way."""

from dataclasses import dataclass
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
# Parameters that choose no facet.
PLAIN = {"q", "sort", "price_min", "price_max", "page", "after", "seen", "of"}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A shelf at an address that says some of its filters itself; any others belong to the `shelf` it is of."""

    shelf: str
    fixed: frozenset[tuple[str, str]]


def stand(request: ShopRequest, *, shelf: str, fixed: Pairs) -> None:
    """This tells that the present path stands for filters of the shelf at another path."""
    request.standing = Standing(shelf=shelf, fixed=frozenset(fixed))  # type: ignore[attr-defined]


def place(request: ShopRequest, pairs: Pairs) -> tuple[str, Pairs]:
    """This is the path at which a state of the shelf stands, and what its query has to say beside it."""
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        return request.path, pairs
    if {pair for pair in pairs if pair[0] not in PLAIN} != standing.fixed:
        return standing.shelf, pairs
    return request.path, [pair for pair in pairs if pair not in standing.fixed]


def shelf(request: ShopRequest) -> str:
    """This is the path that every filter is a question to."""
    standing: Standing | None = getattr(request, "standing", None)
    return standing.shelf if standing else request.path


def path(request: ShopRequest, pairs: Pairs) -> str:
    """This is the address of a state of the shelf."""
    bare, asked = place(request, pairs)
    query, path = urlencode(asked), escape_uri_path(bare)
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
