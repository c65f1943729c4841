"""Whose a cart is, and what it holds at today's prices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core import signing

from catalog import public as catalog
from catalog.contracts import PricedLine, VariantCard, WantedLine
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound, Refused
from commerce.money import Money
from inventory import public as inventory
from inventory.contracts import Supply
from orders.cart import rules
from orders.cart.models import Cart, CartLine, CartQuerySet

SALT = "orders.cart"


class UnknownCart(NotFound):
    """There is no such open cart, or it is not yours."""

    code = "unknown_cart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a cart, and where they shop now.

    `public_id` comes out of the guest's signed cookie or a partner's address; it opens a cart only together
    with the customer or API key it belongs to. A customer without one has at most one open cart.
    """

    channel: ChannelInfo
    language: str
    public_id: str = ""
    customer_id: int | None = None
    key_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line at today's price; `card`, `unit` and `total` are None when it is not sold here any more."""

    line_id: int
    variant_id: int
    quantity: int
    card: VariantCard | None
    unit: Money | None
    total: Money | None
    available: int
    notices: tuple[rules.Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CartView:
    """A cart as pages and partners see it.

    `count` is pieces, `subtotal` what the sold lines cost as the channel shows prices; `ready` says that
    nothing stands between the cart and a checkout. `parts` are ways to begin with a cart that can neither be
    sent nor collected as a whole.
    """

    public_id: str
    version: int
    channel: str
    currency: str
    includes_tax: bool
    lines: tuple[LineView, ...]
    subtotal: Money
    count: int
    ready: bool
    parts: tuple[rules.Part, ...] = ()

    @property
    def collected(self) -> bool:
        """Whether a line can only be collected, so that the whole cart is."""
        return any(notice.code == "collect" for line in self.lines for notice in line.notices)

    @property
    def ready_on(self) -> date | None:
        """The day from which all of it can be sent; None when all of it lies there."""
        days = [notice.on for line in self.lines for notice in line.notices if notice.on]
        return max(days, default=None)

    @property
    def repriced(self) -> bool:
        """Whether a line costs something else than when it was added."""
        return any(notice.code == "repriced" for line in self.lines for notice in line.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshCart:
    """A cart with its lines, and their prices and stock by variant as they were read with it.

    `stores` tell what could be collected where; they are asked only when something cannot be sent.
    """

    cart: Cart
    lines: Sequence[CartLine]
    priced: Mapping[int, PricedLine]
    supply: Mapping[int, Supply]
    stores: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

    @property
    def sent(self) -> dict[int, int]:
        """How many pieces of each variant can be sent."""
        return {variant: one.most for variant, one in self.supply.items()}


def token_of(public_id: str) -> str:
    """This signs a guest's cart for their cookie."""
    return signing.dumps(public_id, salt=SALT)


def read_token(token: str) -> str:
    """This reads a cart's public id out of a cookie; a forged, foreign or empty one gives nothing."""
    try:
        found = signing.loads(token, salt=SALT) if token else ""
    except signing.BadSignature:
        return ""
    return found if isinstance(found, str) else ""


def held_by(holder: Holder) -> CartQuerySet:
    """The open carts a holder may see: a customer's own, a key's own, or the one of their cookie.

    No customer never matches no customer: a guest needs the public id.
    """
    carts = Cart.objects.open()
    if holder.key_id is not None:
        return carts.filter(api_key_id=holder.key_id, public_id=holder.public_id)
    if holder.customer_id is not None:
        return carts.filter(api_key=None, customer_id=holder.customer_id)
    if holder.public_id:
        return carts.filter(api_key=None, customer_id=None, public_id=holder.public_id)
    return carts.none()


def find_cart(holder: Holder) -> Cart | None:
    """This finds the holder's open cart, without making one.

    A cart filled in another channel is shown in the one its holder looks at; it moves there for
    good with their next step, because looking writes nothing.
    """
    cart = held_by(holder).first()
    if cart is not None and cart.channel_id != holder.channel.id:
        cart.channel_id, cart.language = holder.channel.id, holder.language
    return cart


def get_cart(holder: Holder) -> Cart:
    """This finds the holder's open cart.

    Raises:
        UnknownCart: when there is none that is theirs.
    """
    found = find_cart(holder)
    if found is None:
        message = "there is no such cart"
        raise UnknownCart(message)
    return found


def count(holder: Holder) -> int:
    """This counts the pieces in the holder's cart, for the badge on every page."""
    if not (holder.public_id or holder.customer_id):
        return 0
    lines = CartLine.objects.filter(cart__in=held_by(holder)).values_list("quantity", flat=True)
    return sum(lines)


def wanted_lines(cart: Cart) -> tuple[WantedLine, ...]:
    """The cart's lines in the order they were added."""
    rows = cart.lines.order_by("id").values_list("variant_id", "quantity")
    return tuple(WantedLine(variant_id=variant, quantity=quantity) for variant, quantity in rows)


def variant_of(holder: Holder, *, line_id: int) -> int:
    """This finds which variant a line of the holder's cart holds.

    Raises:
        UnknownCart: when there is no such line in a cart of theirs.
    """
    lines = CartLine.objects.filter(pk=line_id, cart__in=held_by(holder))
    found = lines.values_list("variant_id", flat=True).first()
    if found is None:
        message = "there is no such line in this cart"
        raise UnknownCart(message)
    return found


def view(cart: Cart, *, language: str = "", at: datetime) -> CartView:
    """This shows a cart at today's prices and stock, in a fixed number of statements."""
    channel = channels.get_channel_by_id(cart.channel_id)
    rows = list(cart.lines.order_by("id"))
    wanted = [WantedLine(variant_id=row.variant_id, quantity=row.quantity) for row in rows]
    priced = prices(lines=wanted, channel=channel, language=language or cart.language, at=at)
    ids = [row.variant_id for row in rows]
    supply = inventory.supply(variant_ids=ids, channel=channel) if ids else {}
    stores = stores_for({row.variant_id: row.quantity for row in rows}, supply, channel=channel)
    return view_fresh(FreshCart(cart=cart, lines=rows, priced=priced, supply=supply, stores=stores))


def stores_for(
    wanted: Mapping[int, int], supply: Mapping[int, Supply], *, channel: ChannelInfo
) -> dict[int, dict[str, int]]:
    """This asks stores for everything wanted when something of it cannot be sent; else nothing, without a query."""
    if all(supply[one].most >= many for one, many in wanted.items()):
        return {}
    return inventory.collectable(variant_ids=list(wanted), channel=channel)


def view_fresh(fresh: FreshCart) -> CartView:
    """This shows a cart whose lines, prices and stock were read at this very moment."""
    wanted = {row.variant_id: row.quantity for row in fresh.lines}
    whole = rules.together(wanted, fresh.stores)
    lines = tuple(
        _line(
            row,
            fresh.priced.get(row.variant_id),
            _reach(row.variant_id, fresh.priced.get(row.variant_id), fresh, together=whole),
        )
        for row in fresh.lines
    )
    channel = channels.get_channel_by_id(fresh.cart.channel_id)
    blocking = {notice.code for line in lines for notice in line.notices if notice.blocks}
    parted = blocking == {"apart"}
    return CartView(
        public_id=fresh.cart.public_id,
        version=fresh.cart.version,
        channel=channel.code,
        currency=channel.currency,
        includes_tax=channel.gross_prices,
        lines=lines,
        subtotal=Money.total([line.total for line in lines if line.total], channel.currency),
        count=sum(line.quantity for line in lines),
        ready=bool(lines) and not blocking,
        parts=rules.parts(wanted, fresh.sent, fresh.stores) if parted else (),
    )


def _reach(
    variant_id: int, priced: PricedLine | None, fresh: FreshCart, *, together: frozenset[str]
) -> rules.Reach:
    """This tells how a variant of a cart can be had."""
    there = fresh.supply[variant_id]
    return rules.Reach(
        sent=there.most,
        now=there.now,
        later_on=priced.card.ready_on if priced else None,
        stores=fresh.stores.get(variant_id, {}),
        together=together,
    )


def ready_on(priced: Iterable[PricedLine], there: Mapping[int, Supply]) -> date | None:
    """The day from which priced lines can be sent together; None when all of it lies there."""
    waiting = [
        line.card.ready_on
        for line in priced
        if line.card.ready_on and _awaited(there[line.card.variant_id], line.quantity)
    ]
    return max(waiting, default=None)


def must_collect(cart: Cart, *, channel: ChannelInfo) -> bool:
    """This tells whether something in a cart cannot be sent; two statements, none where no store hands over."""
    if cart.pk is None or not inventory.hands_over(channel=channel):
        return False
    wanted = {line.variant_id: line.quantity for line in wanted_lines(cart)}
    sent = inventory.sellable(variant_ids=list(wanted), channel=channel)
    return any(sent.get(one, 0) < many for one, many in wanted.items())


def _awaited(there: Supply, quantity: int) -> bool:
    return there.now < quantity <= there.most


def empty_view(channel: ChannelInfo) -> CartView:
    """This shows a cart that does not exist yet."""
    return CartView(
        public_id="",
        version=0,
        channel=channel.code,
        currency=channel.currency,
        includes_tax=channel.gross_prices,
        lines=(),
        subtotal=Money.zero(channel.currency),
        count=0,
        ready=False,
    )


def prices(
    *, lines: list[WantedLine], channel: ChannelInfo, language: str, at: datetime
) -> dict[int, PricedLine]:
    """This prices what is sold in the channel, by variant; what is not sold is left out."""
    while lines:
        try:
            found = catalog.price_lines(lines=lines, channel=channel, language=language, at=at)
        except Refused as refusal:
            if refusal.code != "not_sold":
                raise
            unsold = set(refusal.data["variant_ids"])
            lines = [line for line in lines if line.variant_id not in unsold]
        else:
            return {line.card.variant_id: line for line in found}
    return {}


def _line(row: CartLine, priced: PricedLine | None, reach: rules.Reach) -> LineView:
    unit = priced.card.unit if priced else None
    return LineView(
        line_id=row.pk,
        variant_id=row.variant_id,
        quantity=row.quantity,
        card=priced.card if priced else None,
        unit=unit,
        total=priced.total if priced else None,
        available=reach.most,
        notices=rules.notices(
            sold=priced is not None,
            quantity=row.quantity,
            reach=reach,
            unit=unit,
            before=row.seen_unit,
        ),
    )
