"""What is wished for most, for those who buy and price."""

from dataclasses import dataclass

from django.db.models import Count, Q

from catalog import public as catalog
from commerce import clock
from commerce.channels import queries as channels
from orders.lists import rules
from orders.lists.models import SavedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """A product on many lists: how many, how many of those wait for news, and if it can be bought."""

    product_id: int
    name: str
    lists: int
    waiting: int
    available: bool


def report(*, limit: int) -> tuple[Wished, ...]:
    """This lists the products on the most lists, in two statements."""
    rows = list(
        SavedItem.objects.filter(saved_list__removed_at=None, saved_list__kind__in=rules.WISHED)
        .values("product_id")
        .annotate(
            lists=Count("saved_list", distinct=True),
            waiting=Count("saved_list", distinct=True, filter=Q(saved_list__wants_news=True)),
        )
        .order_by("-lists", "product_id")[:limit]
    )
    here = next(iter(channels.all_channels().values()), None)
    if not rows or here is None:
        return ()
    cards = catalog.cards_of_products(
        product_ids=[row["product_id"] for row in rows],
        channel=here,
        language=here.language,
        at=clock.now(),
    )
    return tuple(
        Wished(
            product_id=row["product_id"],
            name=cards[row["product_id"]].name if row["product_id"] in cards else "",
            lists=row["lists"],
            waiting=row["waiting"],
            available=row["product_id"] in cards and cards[row["product_id"]].available,
        )
        for row in rows
    )
