"""Reading what a list or a search is asked by; whatever is unknown is refused."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpRequest

from catalog.search.queries import finding
from catalog.search.rules import asking
from catalog.search.rules.asking import Asked, BadFilter
from catalog.taxonomy import queries as taxonomy
from commerce.channels.queries import ChannelInfo
from commerce.errors import Invalid
from commerce.http import pagination
from commerce.money import Money

LIMIT = 24
LONGEST_TEXT = 200
_PLAIN = frozenset(
    {
        "limit",
        "after",
        "sort",
        "language",
        "channel",
        "category",
        "fields",
        "price[gte]",
        "price[lte]",
    }
)
_DIGITS = re.compile(r"-?\d{1,18}")
FIELDS = frozenset(
    {
        "id", "slug", "name", "summary", "brand", "category", "image", "hover_image", "price",
        "price_from", "was", "includes_tax", "available", "low_stock", "backorder", "variant_count",
        "variant_id", "swatches", "published_at", "language",
    }
)  # fmt: skip


def language_of(request: HttpRequest, channel: ChannelInfo) -> str:
    """This picks the language asked for, else the channel's first.

    Raises:
        BadFilter: when the channel does not speak it.
    """
    wanted = request.GET.get("language")
    if wanted is None:
        return channel.language
    if wanted not in channel.languages:
        message = f"{channel.code} speaks {', '.join(channel.languages)}"
        raise BadFilter(message, field="language")
    return wanted


def refuse_unknown(request: HttpRequest, *allowed: str) -> None:
    """This refuses parameters nobody knows.

    Raises:
        BadFilter: naming the first.
    """
    for name in request.GET:
        if name not in allowed:
            message = f"there is no parameter {name!r}"
            raise BadFilter(message, field=name[:60])


def asked_of(
    request: HttpRequest, *, channel: ChannelInfo, language: str, more: Sequence[str] = ()
) -> Asked:
    """This reads category, facets, price span, order and page.

    Raises:
        Invalid: naming the parameter that makes no sense.
    """
    given = request.GET
    words = text_of(given.get("q", ""))
    sort = asking.check_sort(given.get("sort", ""), searching=bool(words))
    category_id, category = 0, given.get("category", "")
    if category:
        node = taxonomy.flat(language=language).get(category)
        if node is None:
            message = f"there is no category {category!r}"
            raise BadFilter(message, field="category")
        category_id = node.category_id
    return Asked(
        category_id=category_id,
        category=category,
        words=words,
        chosen=_chosen(request, language=language, more=more),
        price_from=_price(given.get("price[gte]"), channel, "price[gte]"),
        price_to=_price(given.get("price[lte]"), channel, "price[lte]"),
        sort=sort,
        after=_after(given.get("after", ""), sort),
        limit=_limit(given.get("limit", "")),
    )


def text_of(text: str) -> str:
    """This checks what was typed.

    Raises:
        BadFilter: when it is far too long or no text.
    """
    if len(text) > LONGEST_TEXT or "\x00" in text:
        message = f"q is a text of at most {LONGEST_TEXT} characters"
        raise BadFilter(message, field="q")
    return text.strip()


def cursor_of(asked: Asked, after: Sequence[object] | None) -> str | None:
    """This makes the cursor of the next page; it holds for the same order only."""
    if after is None:
        return None
    plain = [one.isoformat() if isinstance(one, datetime) else one for one in after]
    return pagination.make_cursor(asked.sort, *plain)


def fields_of(request: HttpRequest) -> frozenset[str] | None:
    """This reads which fields of a card are wanted; None for all.

    Raises:
        BadFilter: for a field that cards do not have.
    """
    raw = request.GET.get("fields")
    if raw is None:
        return None
    wanted = frozenset(raw.split(","))
    if not wanted <= FIELDS:
        message = f"fields are some of {', '.join(sorted(FIELDS))}"
        raise BadFilter(message, field="fields")
    return wanted | {"id"}


def _chosen(
    request: HttpRequest, *, language: str, more: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in request.GET:
        if name in _PLAIN or name in more:
            continue
        known = name == asking.STORE or name in finding.facet_names(language)
        if name == "category" or not known:
            message = f"there is no filter {name!r}"
            raise BadFilter(message, field=name[:60])
        found[name] = tuple(value[:120] for value in request.GET.getlist(name))
    if any("\x00" in value for values in found.values() for value in values):
        message = "a NUL byte has no place here"
        raise BadFilter(message, field="/")
    asking.tokens_by_facet(found)
    return found


def _price(raw: str | None, channel: ChannelInfo, name: str) -> int | None:
    if raw is None:
        return None
    try:
        return Money.parse(raw, channel.currency).minor
    except Invalid as error:
        raise BadFilter(error.message, field=name) from error


def _limit(raw: str) -> int:
    if not raw:
        return LIMIT
    if (
        not raw.isascii()
        or not raw.isdigit()
        or len(raw) > 4
        or not 1 <= int(raw) <= pagination.MOST
    ):
        message = f"limit is a whole number from 1 to {pagination.MOST}"
        raise BadFilter(message, field="limit")
    return int(raw)


def _after(cursor: str, sort: str) -> tuple[int | str, ...]:
    if not cursor:
        return ()
    made_for, *values = pagination.read_cursor_values(cursor)
    expected = 3 if sort == asking.BEST else 2
    if made_for != sort or len(values) != expected or not _DIGITS.fullmatch(values[-1]):
        message = "this cursor belongs to another list"
        raise BadFilter(message, field="after")
    return (*(_key(value, sort) for value in values[:-1]), int(values[-1]))


def _key(value: str, sort: str) -> int | str:
    if sort == "name":
        return value
    if sort == "newest":
        try:
            return datetime.fromisoformat(value).isoformat()
        except ValueError as error:
            message = "this cursor is not one of ours"
            raise BadFilter(message, field="after") from error
    if not _DIGITS.fullmatch(value):
        message = "this cursor is not one of ours"
        raise BadFilter(message, field="after")
    return int(value)
