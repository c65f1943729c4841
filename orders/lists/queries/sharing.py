"""A bag as a link: what was in it, signed, without a word about whose it was."""

from collections.abc import Sequence
from datetime import datetime

from django.core import signing

from catalog import public as catalog
from commerce.channels.queries import ChannelInfo
from orders.cart.models import Cart
from orders.lists.queries import kept
from orders.lists.queries.kept import ItemView

SALT = "orders.lists.bag"
LIVES_DAYS = 30

Pairs = Sequence[tuple[int, int]]


def pairs_of(cart: Cart) -> tuple[tuple[int, int], ...]:
    """This lists what is in a bag: (version, pieces)."""
    return tuple(cart.lines.order_by("id").values_list("variant_id", "quantity"))


def bag_token(pairs: Pairs) -> str:
    """This signs a bag's content for a link."""
    return signing.dumps([list(pair) for pair in pairs], salt=SALT, compress=True)


def read_bag(token: str) -> tuple[tuple[int, int], ...]:
    """This reads such a link; empty for a broken one, or one older than thirty days."""
    try:
        found = signing.loads(token, salt=SALT, max_age=LIVES_DAYS * 24 * 3600)
    except signing.BadSignature:
        return ()
    return tuple((int(variant_id), int(quantity)) for variant_id, quantity in found)


def bag_items(
    pairs: Pairs, *, channel: ChannelInfo, language: str, at: datetime
) -> tuple[ItemView, ...]:
    """This shows a bag's content as it is sold now; what is not sold here any more is left out."""
    products = catalog.variant_products(variant_ids=[one for one, _ in pairs])
    good = [pair for pair in pairs if pair[0] in products]
    found = kept.articles(
        wanted=[(products[one], one) for one, _ in good],
        channel=channel,
        language=language,
        at=at,
    )
    return tuple(
        ItemView(
            item_id=0,
            quantity=quantity,
            added_at=at,
            article=found[products[one], one],
            cheaper_by=None,
        )
        for one, quantity in good
        if found[products[one], one].sold
    )
