"""Looking again at what people wait for: whoever wants news hears once of what got cheaper or came back."""

import logging
from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from celery import current_app

from commerce import db
from commerce.channels import queries as channels
from commerce.identity.actor import Actor
from commerce.money import Money
from orders.lists import rules
from orders.lists.models import ListNews, SavedItem
from orders.lists.queries import kept, letters
from orders.lists.queries.kept import Article

log = logging.getLogger(__name__)


@db.transaction_required
def look_again(*, product_ids: Collection[int], at: datetime, by: Actor) -> int:
    """This compares watched articles with what their owners know, and asks for letters; returns how many.

    What an owner was told is known from then on, so the same event is never told twice.
    """
    rows = list(
        letters.watched()
        .filter(product_id__in=list(product_ids))
        .select_related("saved_list")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    told = 0
    for (channel_id, language), some in groupby(sorted(rows, key=_place), key=_place):
        group = list(some)
        found = kept.articles(
            wanted=[(row.product_id, row.variant_id) for row in group],
            channel=channels.get_channel_by_id(channel_id),
            language=language,
            at=at,
        )
        told += sum(_compare(row, found[row.product_id, row.variant_id], at) for row in group)
    return told


def _place(row: SavedItem) -> tuple[int, str]:
    return row.saved_list.channel_id, row.saved_list.language


def _compare(row: SavedItem, article: Article, at: datetime) -> bool:
    """Note what became of one article; True when its owner gets a letter."""
    before = row.known
    kind = rules.news(known=before, price=article.price, available=article.available)
    was_out = not article.available
    if kind == "" and was_out == row.was_out:
        return False
    row.was_out = was_out
    if kind and article.price is not None:
        row.told_minor, row.currency = article.price.minor, article.price.currency
    row.save(update_fields=["was_out", "told_minor", "currency"])
    return bool(kind) and _ask_for(row, kind=kind, before=before.price, now=article.price, at=at)


def _ask_for(
    row: SavedItem, *, kind: str, before: Money | None, now: Money | None, at: datetime
) -> bool:
    news = ListNews(
        saved_list=row.saved_list,
        product_id=row.product_id,
        variant_id=row.variant_id,
        kind=kind,
        currency=now.currency if now else "",
        before_minor=before.minor if before else None,
        now_minor=now.minor if now else None,
        next_at=at,
        created_at=at,
    )
    made = ListNews.objects.bulk_create([news], ignore_conflicts=True)
    db.after_commit(_wake)
    return bool(made)


def _wake() -> None:
    try:
        current_app.send_task("orders.lists.tasks.send_due_news", queue="outside", retry=False)
    except Exception:
        log.warning("the broker does not answer; the schedule will send", exc_info=True)
