"""What is kept: whose they are, what is on them at today's prices. Nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Count, Q, QuerySet

from catalog import public as catalog
from catalog.contracts import ProductCard, VariantCard
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.money import Money
from inventory import public as inventory
from orders.lists import rules
from orders.lists.models import SavedItem, SavedList, SavedListQuerySet

SALT = "orders.lists"


class UnknownList(NotFound):
    """There is no such list, or it is not yours."""

    code = "unknown_list"


class UnknownItem(NotFound):
    """There is no such article on your lists."""

    code = "unknown_list_item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose lists a request is about, and where they shop now; `guest` comes out of the signed cookie."""

    channel: ChannelInfo
    language: str
    guest: str = ""
    customer_id: int | None = None

    @property
    def nobody(self) -> bool:
        """Whether there can be no list yet."""
        return self.customer_id is None and not self.guest


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A product or one version of it, as the shop shows it now.

    `variant_id` is what a bag would take; None when a version must be chosen first. `price` is None
    when it is not sold here any more; `ranged` says that other versions cost more.
    """

    product_id: int
    variant_id: int | None
    name: str
    options: str
    slug: str
    sku: str
    image: str
    price: Money | None
    was: Money | None
    ranged: bool
    includes_tax: bool
    available: bool

    @property
    def sold(self) -> bool:
        """Whether it is sold here at all."""
        return self.price is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One line of a list; `cheaper_by` is what it costs less than when it was saved."""

    item_id: int
    quantity: int
    added_at: datetime
    article: Article
    cheaper_by: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A list as one of several; an empty `name` is the main one's."""

    public_id: str
    kind: str
    name: str
    count: int
    wants_news: bool
    token: str


def token_of(guest: str) -> str:
    """This signs a guest's key for the cookie."""
    return signing.dumps(guest, salt=SALT)


def read_token(token: str) -> str:
    """This reads the cookie of a guest; a forged or broken one is nobody's."""
    try:
        found = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return ""
    return found if isinstance(found, str) else ""


def owned(owner: Owner) -> SavedListQuerySet:
    """The lists of an owner that were not removed."""
    return SavedList.objects.filter(whose(owner)).kept()


def whose(owner: Owner) -> Q:
    """The condition by which lists are an owner's: the account's, or the cookie's, never both."""
    if owner.customer_id is not None:
        return Q(customer_id=owner.customer_id)
    return Q(guest=owner.guest, customer_id=None) if owner.guest else Q(pk=None)


def get_list(owner: Owner, public_id: str) -> SavedList:
    """This finds one of the owner's lists.

    Raises:
        UnknownList: when they have none of this id.
    """
    found = owned(owner).wished().filter(public_id=public_id).first()
    if found is None:
        message = "there is no such list"
        raise UnknownList(message)
    return found


def find_shared(token: str) -> SavedList | None:
    """This opens a list by the link its owner gave away; an empty token opens nothing."""
    return SavedList.objects.wished().filter(token=token).first() if token else None


def entries(owner: Owner) -> tuple[ListEntry, ...]:
    """This lists an owner's lists of wishes, the main one first; one query."""
    rows: QuerySet[Any] = owned(owner).wished().annotate(held=Count("items")).order_by("id")
    found = [
        ListEntry(
            public_id=row.public_id,
            kind=row.kind,
            name=row.name,
            count=row.held,
            wants_news=row.wants_news,
            token=row.token,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.kind != rules.MAIN))


def listed_products(owner: Owner) -> tuple[int, ...]:
    """This tells which products hang on an owner's hearts; one query."""
    if owner.nobody:
        return ()
    rows = SavedItem.objects.filter(saved_list__in=owned(owner).wished())
    return tuple(rows.order_by("product_id").values_list("product_id", flat=True).distinct())


def items(
    saved_list: SavedList, *, channel: ChannelInfo, language: str, at: datetime
) -> tuple[ItemView, ...]:
    """This shows a list at today's prices, the newest first; four queries however long it is."""
    rows = list(saved_list.items.order_by("-id"))
    found = articles(
        wanted=[(row.product_id, row.variant_id) for row in rows],
        channel=channel,
        language=language,
        at=at,
    )
    return tuple(
        ItemView(
            item_id=row.pk,
            quantity=row.quantity,
            added_at=row.added_at,
            article=article,
            cheaper_by=rules.cheaper(article.price, row.seen),
        )
        for row in rows
        for article in [found[row.product_id, row.variant_id]]
    )


def later_items(owner: Owner, *, at: datetime) -> tuple[ItemView, ...]:
    """This shows what was taken out of the bag for later."""
    if owner.nobody:
        return ()
    found = owned(owner).filter(kind=rules.LATER).first()
    if found is None:
        return ()
    return items(found, channel=owner.channel, language=owner.language, at=at)


def articles(
    *,
    wanted: Sequence[tuple[int, int | None]],
    channel: ChannelInfo,
    language: str,
    at: datetime,
) -> Mapping[tuple[int, int | None], Article]:
    """This shows (product, version) pairs as they are sold now, in three queries."""
    if not wanted:
        return {}
    products = catalog.cards_of_products(
        product_ids=[product_id for product_id, _ in wanted],
        channel=channel,
        language=language,
        at=at,
    )
    versions = [variant_id for _, variant_id in wanted if variant_id is not None]
    known: Mapping[int, VariantCard] = {}
    pieces: Mapping[int, int] = {}
    if versions:
        known = catalog.find_cards(variant_ids=versions, channel=channel, language=language, at=at)
        pieces = inventory.sellable(variant_ids=versions, channel=channel)
    return {
        (product_id, variant_id): _article(
            product_id,
            variant_id,
            product=products.get(product_id),
            version=known.get(variant_id) if variant_id is not None else None,
            pieces=pieces.get(variant_id, 0) if variant_id is not None else 0,
        )
        for product_id, variant_id in wanted
    }


def _article(
    product_id: int,
    variant_id: int | None,
    *,
    product: ProductCard | None,
    version: VariantCard | None,
    pieces: int,
) -> Article:
    if variant_id is not None:
        return _of_version(product_id, variant_id, version=version, pieces=pieces, product=product)
    return Article(
        product_id=product_id,
        variant_id=product.single_variant_id if product else None,
        name=product.name if product else "",
        options="",
        slug=product.slug if product else "",
        sku="",
        image=product.image if product else "",
        price=product.price if product else None,
        was=product.was if product else None,
        ranged=product.ranged if product else False,
        includes_tax=product.includes_tax if product else True,
        available=product.available if product else False,
    )


def _of_version(
    product_id: int,
    variant_id: int,
    *,
    version: VariantCard | None,
    pieces: int,
    product: ProductCard | None,
) -> Article:
    shown = version or product
    return Article(
        product_id=product_id,
        variant_id=variant_id,
        name=shown.name if shown else "",
        options=version.options if version else "",
        slug=shown.slug if shown else "",
        sku=version.sku if version else "",
        image=shown.image if shown else "",
        price=version.unit if version else None,
        was=version.was if version else None,
        ranged=False,
        includes_tax=shown.includes_tax if shown else True,
        available=version is not None and pieces > 0,
    )
