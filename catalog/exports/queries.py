"""Reads of feeds: the file to serve, and the sheets they are told from."""

from collections.abc import Iterator
from typing import Any

import msgspec

from catalog.attributes import queries as attributes
from catalog.exports.models import FeedRun
from catalog.taxonomy import queries as taxonomy
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.rows import fetch

SET = 500
_SHEETS = """
SELECT product_id, sheet FROM catalog_listing
WHERE channel_id = %s::bigint AND language = %s::text AND product_id > %s::bigint
ORDER BY product_id LIMIT %s::bigint
"""
_COUNT = (
    "SELECT count(*) FROM catalog_listing WHERE channel_id = %s::bigint AND language = %s::text"
)
_decode = msgspec.json.decode


class UnknownFeed(NotFound):
    """There is no such feed, or it was never built."""

    code = "unknown_feed"


def latest(*, channel: str, language: str) -> FeedRun:
    """This finds the newest finished run of a feed.

    Raises:
        UnknownFeed: when there is none.
    """
    rows = FeedRun.objects.filter(channel_code=channel, language=language, state="ready")
    found = rows.order_by("-id").first()
    if found is None:
        message = "there is no such feed yet"
        raise UnknownFeed(message)
    return found


def wanted() -> list[tuple[ChannelInfo, str]]:
    """This lists the feeds of the house: every language of every channel on the storefront."""
    shown = [one for one in channels.all_channels().values() if one.on_storefront]
    return [(channel, language) for channel in shown for language in channel.languages]


def sheets(*, channel: ChannelInfo, language: str) -> Iterator[dict[str, Any]]:
    """This reads every product's sheet in turn; one statement per five hundred."""
    after = 0
    while True:
        rows = fetch(_SHEETS, [channel.id, language, after, SET])
        for _key, text in rows:
            yield _decode(text)
        if len(rows) < SET:
            return
        after = rows[-1][0]


def count_sheets(*, channel: ChannelInfo, language: str) -> int:
    """This counts the products a feed will tell of."""
    [(found,)] = fetch(_COUNT, [channel.id, language])
    return int(found)


def google_categories() -> tuple[dict[str, int], dict[str, int]]:
    """These are the numbers in Google's taxonomy of categories and of families, by code."""
    return taxonomy.google_categories(), attributes.google_categories()


def outdated(*, keep: int, run: FeedRun) -> list[FeedRun]:
    """This lists runs whose files nobody reads any more."""
    rows = FeedRun.objects.filter(channel_code=run.channel_code, language=run.language)
    return list(rows.exclude(file="").order_by("-id")[keep:])
