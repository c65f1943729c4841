"""Remembering what was searched in vain, for merchandisers."""

from datetime import datetime

from django.db import connection

from catalog.search.rules import words
from commerce import db
from commerce.channels.queries import ChannelInfo


@db.transaction_required
def note(*, term: str, helped: str, channel: ChannelInfo, language: str, at: datetime) -> None:
    """This counts a search that found nothing as typed; equal words count together."""
    folded = " ".join(words.query_words(term, language))[:120]
    if not folded:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO catalog_searchmiss AS m
                   (channel_id, language, term, helped, times, first_at, last_at)
               VALUES (%s, %s, %s, %s, 1, %s, %s)
               ON CONFLICT (channel_id, language, term) DO UPDATE SET
                   times = m.times + 1, helped = EXCLUDED.helped, last_at = EXCLUDED.last_at""",
            [channel.id, language, folded, helped[:120], at, at],
        )
