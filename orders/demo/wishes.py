"""What the demo's people keep for another day: lists of its accounts, and of guests who only looked."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from catalog.contracts import VariantCard
from commerce import db, ids
from commerce.channels import queries as channels
from crm import public as crm
from orders.demo import past
from orders.lists import rules
from orders.lists.models import SavedItem, SavedList

GUESTS = 60
ACCOUNTS = {
    "mia.hoffmann@example.com": ("eu", "de", "Für die neue Küche"),
    "oliver.reed@example.com": ("uk", "en", "Reading corner"),
}


@db.transaction_required
def keep(*, at: datetime) -> int:
    """This writes the lists in two statements per channel; returns how many there are."""
    made = 0
    for code in ("eu", "uk"):
        if code not in channels.all_channels():
            continue
        goods = past.shop(code, at=at).goods
        if goods:
            made += _keep(code, list(goods), at=at)
    return made


def _keep(code: str, goods: list[VariantCard], *, at: datetime) -> int:
    dice = random.Random(f"wishes:{code}")  # noqa: S311 - figures, not secrets
    lists: list[SavedList] = []
    for email, (home, language, name) in ACCOUNTS.items():
        customer = crm.find_customer(email=email) if home == code else None
        if customer is not None:
            mine = {"customer_id": customer.customer_id, "wants_news": True}
            lists.append(_list(code, language, rules.MAIN, at, **mine))
            lists.append(_list(code, language, rules.OWN, at, name=name, **mine))
            lists.append(_list(code, language, rules.LATER, at, **{**mine, "wants_news": False}))
    lists += [_list(code, "en", rules.MAIN, at, guest=ids.new("gst")) for _ in range(GUESTS)]
    SavedList.objects.bulk_create(lists)
    SavedItem.objects.bulk_create(
        [item for row in lists for item in _items(row, goods, dice, at=at)], batch_size=1000
    )
    return len(lists)


def _list(code: str, language: str, kind: str, at: datetime, **over: object) -> SavedList:  # noqa: PLR0917 - a row
    return SavedList(
        channel_id=channels.get_channel(code).id,
        language=language,
        kind=kind,
        created_at=at,
        updated_at=at,
        **over,
    )


def _items(
    row: SavedList, goods: Sequence[VariantCard], dice: random.Random, *, at: datetime
) -> list[SavedItem]:
    """Some goods, popular ones more often; one in four was dearer when it was saved."""
    most = 2 if row.kind == rules.LATER else 5
    picked = {card.product_id: card for card in dice.choices(goods, k=dice.randint(2, most))}
    return [
        SavedItem(
            saved_list=row,
            product_id=card.product_id,
            variant_id=card.variant_id,
            currency=card.unit.currency,
            seen_minor=card.unit.minor * (115 if number % 4 == 1 else 100) // 100,
            told_minor=card.unit.minor,
            added_at=at - timedelta(days=dice.randint(0, 60)),
        )
        for number, card in enumerate(picked.values())
    ]
