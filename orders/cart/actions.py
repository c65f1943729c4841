"""Changes of carts; each bumps the cart's version, which a payment under way is bound to."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import F

from catalog import public as catalog
from catalog.contracts import PricedLine, WantedLine
from commerce import db, ids, rows
from commerce.errors import Conflict, Refused
from commerce.identity.actor import Actor
from inventory import public as inventory
from inventory.contracts import Supply
from orders.cart import queries, rules
from orders.cart.models import Cart, CartLine, CartQuerySet
from orders.cart.queries import FreshCart, Holder
from orders.cart.states import CartFlow

SILENCE = timedelta(days=30)
CHUNK = 1000


class NotEnough(Refused):
    """Fewer pieces are left than wanted; data lines=[{variant_id, wanted, available}]."""

    code = "out_of_stock"


class CartChanged(Conflict):
    """The cart is not in the version the caller knows (`version` in data)."""

    code = "cart_changed"


@db.transaction_required
def open_cart(*, holder: Holder, lines: Sequence[WantedLine] = (), at: datetime, by: Actor) -> Cart:
    """This makes a fresh cart with lines; the holder's `public_id` is not looked at.

    Raises:
        NotSold, NotEnough, BadQuantity, CartFull: as for `add_lines`.
    """
    return open_priced(holder=holder, lines=lines, at=at, by=by).cart


@db.transaction_required
def open_priced(
    *, holder: Holder, lines: Sequence[WantedLine], at: datetime, by: Actor
) -> FreshCart:
    """This is `open_cart` that hands on what it found, to show the cart or check it out at once.

    Raises:
        NotSold, NotEnough, BadQuantity, CartFull: as for `add_lines`.
    """
    wanted = _summed(lines)
    priced, supply, stores = _priced(holder, wanted, at)
    cart = _create(holder, at)
    return FreshCart(
        cart=cart, lines=_write(cart, priced), priced=priced, supply=supply, stores=stores
    )


@db.transaction_required
def add_lines(
    *,
    holder: Holder,
    lines: Sequence[WantedLine],
    version: int | None = None,
    at: datetime,
    by: Actor,
) -> Cart:
    """This puts pieces into the holder's cart, on top of what it holds, and makes the cart if need be.

    Raises:
        NotSold: (of catalog) when a variant cannot be bought in the channel.
        NotEnough: when fewer pieces are left; nothing is added then.
        BadQuantity, CartFull: when a line or the cart would hold too much.
        CartChanged: when `version` is given and is not the cart's.
    """
    cart = _lock_or_make(holder, at)
    held = dict(cart.lines.values_list("variant_id", "quantity")) if cart else {}
    _check_version(cart, version)
    added = _summed(lines)
    total = {variant: held.get(variant, 0) + quantity for variant, quantity in added.items()}
    rules.checked_size(len(held | total))
    priced, _, _ = _priced(holder, total, at)
    if cart is None:
        cart = _create(holder, at)
        _write(cart, priced)
        return cart
    _touch(cart, at)
    return _fill(cart, held, priced)


@db.transaction_required
def set_quantity(
    *,
    holder: Holder,
    variant_id: int,
    quantity: int,
    version: int | None = None,
    at: datetime,
    by: Actor,
) -> Cart:
    """This sets how many pieces a line holds; zero takes it out.

    Raises:
        UnknownCart: without a cart, or without that line in it.
        NotSold, NotEnough, BadQuantity, CartChanged: as for `add_lines`.
    """
    if quantity == 0:
        return remove_line(holder=holder, variant_id=variant_id, version=version, at=at, by=by)
    cart = _locked(holder, version, at)
    held = dict(cart.lines.values_list("variant_id", "quantity"))
    if variant_id not in held:
        message = "there is no such line in this cart"
        raise queries.UnknownCart(message, field="variant")
    rules.checked_quantity(quantity, most=rules.MOST_PER_LINE)
    priced, _, _ = _priced(holder, {variant_id: quantity}, at)
    _touch(cart, at)
    return _fill(cart, held, priced)


@db.transaction_required
def remove_line(
    *, holder: Holder, variant_id: int, version: int | None = None, at: datetime, by: Actor
) -> Cart:
    """This takes a line out; a line that is not there stays away.

    Raises:
        UnknownCart, CartChanged: as for `set_quantity`.
    """
    cart = _locked(holder, version, at)
    gone, _ = cart.lines.filter(variant_id=variant_id).delete()
    if gone:
        _touch(cart, at)
    return cart


@db.transaction_required
def accept_changes(*, holder: Holder, at: datetime, by: Actor) -> Cart:
    """This takes today's prices and stock as agreed: gone lines leave, short ones shrink.

    Raises:
        UnknownCart: without a cart.
    """
    cart = _locked(holder, None, at)
    seen = queries.view(cart, at=at)
    gone = [line.variant_id for line in seen.lines if line.card is None or line.available <= 0]
    cart.lines.filter(variant_id__in=gone).delete()
    for line in seen.lines:
        if line.unit is not None and line.available > 0 and line.notices:
            cart.lines.filter(variant_id=line.variant_id).update(
                quantity=min(line.quantity, line.available),
                seen_unit_minor=line.unit.minor,
                currency=line.unit.currency,
            )
    if any(line.notices for line in seen.lines):
        _touch(cart, at)
    return cart


@db.transaction_required
def merge_at_login(*, holder: Holder, at: datetime, by: Actor) -> Cart | None:
    """This makes the cart of the holder's cookie the customer's, adding it to the one they had.

    Quantities add up to what a line may hold; nothing is refused here, because the next view of the
    cart says what is not available. Returns the customer's cart, if they have one now.
    """
    mine = queries.held_by(holder).locked_one()
    guest = _not_paying().filter(api_key=None, customer_id=None, public_id=holder.public_id or "-")
    theirs = guest.locked_one()
    if theirs is None or holder.customer_id is None:
        return mine
    if mine is None:
        Cart.objects.filter(pk=theirs.pk).update(customer_id=holder.customer_id, updated_at=at)
        theirs.customer_id = holder.customer_id
        return theirs
    _pour(theirs, mine, at)
    return mine


@db.transaction_required
def lock_cart(*, holder: Holder, at: datetime) -> Cart | None:
    """This locks the holder's open cart, and takes it along to the channel they shop in now.

    Its lines are priced there; articles not sold there stay in the cart and say so.
    """
    cart = queries.held_by(holder).locked_one()
    if cart is None or cart.channel_id == holder.channel.id:
        return cart
    wanted = list(queries.wanted_lines(cart))
    priced = queries.prices(lines=wanted, channel=holder.channel, language=holder.language, at=at)
    cart.channel_id, cart.language = holder.channel.id, holder.language
    Cart.objects.filter(pk=cart.pk).update(channel_id=holder.channel.id, language=holder.language)
    _touch(cart, at)
    return _fill(cart, {line.variant_id: line.quantity for line in wanted}, priced)


@db.transaction_required
def close(cart: Cart, *, at: datetime, by: Actor) -> None:
    """This closes a cart that has become an order."""
    CartFlow.move(cart, "order", by=str(by), at=at, updated_at=at)


@db.transaction_required
def move_customer(*, from_id: int, into_id: int, at: datetime, by: Actor) -> None:
    """This hands a merged customer's cart to the one they are now."""
    carts = _not_paying().filter(customer_id__in=[from_id, into_id]).locked()
    theirs = [cart for cart in carts if cart.customer_id == from_id]
    mine = [cart for cart in carts if cart.customer_id == into_id]
    if theirs and mine:
        _pour(theirs[0], mine[0], at)
    taken = Cart.objects.open().filter(customer_id=into_id).exists()
    rest = Cart.objects.filter(customer_id=from_id)
    (rest.exclude(state="open") if taken else rest).update(customer_id=into_id)


@db.transaction_required
def forget_customer(*, customer_id: int, at: datetime) -> None:
    """This removes an erased person's open cart and cuts them out of closed ones."""
    Cart.objects.open().filter(customer_id=customer_id).delete()
    Cart.objects.filter(customer_id=customer_id).update(customer_id=None)


@db.transaction_required
def forget_silent(*, at: datetime) -> int:
    """This removes carts nobody has touched for thirty days; returns how many of at most a chunk."""
    silent = _not_paying().filter(updated_at__lt=at - SILENCE).order_by("pk")
    found = list(silent.select_for_update(skip_locked=True, of=("self",))[:CHUNK])
    Cart.objects.filter(pk__in=[cart.pk for cart in found]).delete()
    return len(found)


def _locked(holder: Holder, version: int | None, at: datetime) -> Cart:
    cart = lock_cart(holder=holder, at=at)
    if cart is None:
        message = "there is no such cart"
        raise queries.UnknownCart(message)
    _check_version(cart, version)
    return cart


def _check_version(cart: Cart | None, version: int | None) -> None:
    present = cart.version if cart else 0
    if version is not None and version != present:
        message = f"the cart has moved on to version {present}"
        raise CartChanged(message, version=present)


def _summed(lines: Sequence[WantedLine]) -> dict[int, int]:
    for line in lines:
        rules.checked_quantity(line.quantity, most=rules.MOST_PER_LINE)
    return rules.summed([(line.variant_id, line.quantity) for line in lines])


def _priced(
    holder: Holder, total: Mapping[int, int], at: datetime
) -> tuple[dict[int, PricedLine], dict[int, Supply], dict[int, dict[str, int]]]:
    """Prices and stock of what is wanted, after checking that a line may hold it and that there is enough.

    What cannot be sent is enough when one store could hand it over.
    """
    rules.checked_size(len(total))
    if not total:
        return {}, {}, {}
    found = catalog.price_lines(
        lines=[WantedLine(variant_id=one, quantity=many) for one, many in total.items()],
        channel=holder.channel,
        language=holder.language,
        at=at,
    )
    for line in found:
        rules.checked_quantity(line.quantity, most=line.card.max_quantity)
    supply = inventory.supply(variant_ids=list(total), channel=holder.channel)
    stores = queries.stores_for(total, supply, channel=holder.channel)
    reach = {one: rules.Reach(sent=supply[one].most, stores=stores.get(one, {})) for one in total}
    short = [
        {"variant_id": one, "wanted": many, "available": reach[one].most}
        for one, many in total.items()
        if reach[one].most < many
    ]
    if short:
        message = "there are not enough pieces left"
        raise NotEnough(message, lines=short)
    return {line.card.variant_id: line for line in found}, supply, stores


def _lock_or_make(holder: Holder, at: datetime) -> Cart | None:
    """Lock the holder's cart. A customer gets theirs here, because two tabs may both be the first."""
    cart = lock_cart(holder=holder, at=at)
    if cart is None and holder.customer_id is not None:
        Cart.objects.bulk_create([_new(holder, at)], ignore_conflicts=True)
        cart = queries.held_by(holder).locked_one()
    return cart


def _not_paying() -> CartQuerySet:
    """Open carts whose shopper is not with the bank: only these may be poured out or forgotten."""
    return Cart.objects.open().exclude(checkout__state="paying")


def _create(holder: Holder, at: datetime) -> Cart:
    cart = _new(holder, at)
    rows.insert([cart])
    return cart


def _new(holder: Holder, at: datetime) -> Cart:
    return Cart(
        public_id=ids.new("cart"),
        channel_id=holder.channel.id,
        language=holder.language,
        customer_id=holder.customer_id,
        api_key_id=holder.key_id,
        created_at=at,
        updated_at=at,
    )


def _fill(cart: Cart, held: Mapping[int, int], priced: Mapping[int, PricedLine]) -> Cart:
    """Write the priced lines over those the cart holds, in one statement."""
    if not held:
        _write(cart, priced)
    elif priced:
        CartLine.objects.bulk_create(
            _lines(cart, priced),
            update_conflicts=True,
            unique_fields=["cart", "variant_id"],
            update_fields=["quantity", "seen_unit_minor", "currency"],
        )
    return cart


def _write(cart: Cart, priced: Mapping[int, PricedLine]) -> list[CartLine]:
    """Write the lines of an empty cart."""
    lines = _lines(cart, priced)
    rows.insert(lines)
    return lines


def _lines(cart: Cart, priced: Mapping[int, PricedLine]) -> list[CartLine]:
    return [
        CartLine(
            cart=cart,
            variant_id=variant_id,
            quantity=line.quantity,
            seen_unit_minor=line.card.unit.minor,
            currency=line.card.unit.currency,
        )
        for variant_id, line in priced.items()
    ]


def _touch(cart: Cart, at: datetime) -> None:
    cart.version, cart.updated_at = cart.version + 1, at
    Cart.objects.filter(pk=cart.pk).update(version=F("version") + 1, updated_at=at)


def _pour(source: Cart, target: Cart, at: datetime) -> None:
    """Empty one locked cart into another and remove it."""
    first = {line.variant_id: line for line in target.lines.order_by("id")}
    second = {line.variant_id: line for line in source.lines.order_by("id")}
    sums = rules.merged(
        {variant: line.quantity for variant, line in first.items()},
        {variant: line.quantity for variant, line in second.items()},
    )
    lines = [
        CartLine(
            cart=target,
            variant_id=variant,
            quantity=quantity,
            seen_unit_minor=(first.get(variant) or second[variant]).seen_unit_minor,
            currency=(first.get(variant) or second[variant]).currency,
        )
        for variant, quantity in sums.items()
        if variant in second
    ]
    CartLine.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["cart", "variant_id"],
        update_fields=["quantity"],
    )
    source.delete()
    _touch(target, at)
