"""Between lists and the bag: taken out for later, wished for instead, put back in."""

from dataclasses import dataclass
from datetime import datetime

from catalog import public as catalog
from catalog.contracts import WantedLine
from commerce import db
from commerce.errors import Conflict, Refused
from commerce.identity.actor import Actor
from orders.cart import actions as carts
from orders.cart import queries as cart_queries
from orders.cart.models import Cart
from orders.cart.queries import Holder
from orders.lists import rules
from orders.lists.actions import keeping
from orders.lists.models import SavedItem
from orders.lists.queries import kept
from orders.lists.queries.kept import Article, Owner


class ChooseVersion(Refused):
    """The article comes in versions: one must be chosen on its page (`slug` in data)."""

    code = "choose_version"


class NothingToPart(Conflict):
    """The bag has moved on: it need not be parted, or not like this."""

    code = "nothing_to_part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poured:
    """What a whole list gave to the bag: the cart, how many articles went, and which stayed."""

    cart: Cart | None
    moved: int
    left: tuple[Article, ...]


@db.transaction_required
def put_aside(
    *, owner: Owner, holder: Holder, variant_id: int, kind: str, at: datetime, by: Actor
) -> SavedItem:
    """This takes a line out of the bag and keeps it: for later, or on the main list of wishes.

    What is not sold any more cannot be kept, and stays in the bag until it is removed.

    Raises:
        UnknownCart: without a bag, or without that line in it.
        NotSold: (of catalog) when it is not sold here any more.
        ListFull: when the list is full.
    """
    cart = carts.lock_cart(holder=holder, at=at)
    line = cart.lines.filter(variant_id=variant_id).first() if cart else None
    if line is None:
        message = "there is no such line in this bag"
        raise cart_queries.UnknownCart(message)
    product_id = product_of(variant_id)
    article = keeping.find_article(owner=owner, product_id=product_id, variant_id=variant_id, at=at)
    target = keeping.main_list(owner=owner, kind=kind, at=at)
    item = keeping.put(target, article, variant_id=variant_id, quantity=line.quantity, at=at)
    carts.remove_line(holder=holder, variant_id=variant_id, at=at, by=by)
    return item


@db.transaction_required
def part(*, owner: Owner, holder: Holder, store: str, at: datetime, by: Actor) -> tuple[str, ...]:
    """This leaves in the bag what can be sent, or collected in `store`, and keeps the rest for later.

    Returns the names of what was kept for later.

    Raises:
        UnknownCart: without a bag.
        NothingToPart: when the bag need not be parted, or not like this any more.
        ListFull: when the list is full.
    """
    cart = carts.lock_cart(holder=holder, at=at)
    if cart is None:
        message = "there is no such bag"
        raise cart_queries.UnknownCart(message)
    seen = cart_queries.view(cart, language=owner.language, at=at)
    chosen = next((one for one in seen.parts if one.store == store), None)
    if chosen is None:
        message = "this bag cannot be parted like this"
        raise NothingToPart(message)
    later = keeping.main_list(owner=owner, kind=rules.LATER, at=at)
    names = []
    for line in seen.lines:
        kept_pieces = chosen.keep.get(line.variant_id, 0)
        if kept_pieces < line.quantity:
            article = keeping.find_article(
                owner=owner,
                product_id=product_of(line.variant_id),
                variant_id=line.variant_id,
                at=at,
            )
            rest = line.quantity - kept_pieces
            keeping.put(later, article, variant_id=line.variant_id, quantity=rest, at=at)
            # None left takes the line out.
            carts.set_quantity(
                holder=holder, variant_id=line.variant_id, quantity=kept_pieces, at=at, by=by
            )
            names.append(article.name)
    return tuple(names)


@db.transaction_required
def into_bag(*, owner: Owner, holder: Holder, item_id: int, at: datetime, by: Actor) -> Cart:
    """This moves an article from a list into the bag.

    Raises:
        UnknownItem: when it is on none of the owner's lists.
        ChooseVersion: when it comes in versions and none was chosen.
        NotSold, NotEnough, BadQuantity, CartFull: as for any line of a cart.
    """
    item = keeping.get_item(owner=owner, item_id=item_id)
    article = keeping.find_article(
        owner=owner, product_id=item.product_id, variant_id=item.variant_id, at=at
    )
    if article.variant_id is None:
        message = "a version must be chosen first"
        raise ChooseVersion(message, slug=article.slug)
    wanted = WantedLine(variant_id=article.variant_id, quantity=item.quantity)
    cart = carts.add_lines(holder=holder, lines=[wanted], at=at, by=by)
    SavedItem.objects.filter(pk=item.pk).delete()
    return cart


@db.transaction_required
def all_into_bag(*, owner: Owner, holder: Holder, list_id: str, at: datetime, by: Actor) -> Poured:
    """This adds everything of a list that can be bought now to the bag; the list stays as it is.

    Raises:
        UnknownList: when it is not theirs.
        CartFull, BadQuantity: when the bag would hold too much.
    """
    row = keeping.locked(owner, list_id)
    shown = kept.items(row, channel=owner.channel, language=owner.language, at=at)
    return pour(shown=[(one.article, one.quantity) for one in shown], holder=holder, at=at, by=by)


@db.transaction_required
def pour(*, shown: list[tuple[Article, int]], holder: Holder, at: datetime, by: Actor) -> Poured:
    """This adds what can be bought of some articles to the bag, and says what stayed.

    Raises:
        CartFull, BadQuantity: when the bag would hold too much.
    """
    good = [
        (article, quantity)
        for article, quantity in shown
        if article.available and article.variant_id is not None
    ]
    left = [article for article, _ in shown if not article.available or article.variant_id is None]
    cart = None
    while good:
        lines = [
            WantedLine(variant_id=article.variant_id or 0, quantity=quantity)
            for article, quantity in good
        ]
        try:
            cart = carts.add_lines(holder=holder, lines=lines, at=at, by=by)
        except carts.NotEnough as refusal:
            short = {one["variant_id"] for one in refusal.data["lines"]}
            left += [article for article, _ in good if article.variant_id in short]
            good = [pair for pair in good if pair[0].variant_id not in short]
        else:
            break
    return Poured(cart=cart, moved=len(good), left=tuple(left))


def product_of(variant_id: int) -> int:
    """This tells the product of a version.

    Raises:
        UnknownItem: for a number that is no version.
    """
    found = catalog.variant_products(variant_ids=[variant_id]).get(variant_id)
    if found is None:
        message = "there is no such article"
        raise kept.UnknownItem(message)
    return found
