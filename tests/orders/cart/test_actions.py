"""Carts: what changes them, whose they are, what becomes of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.contracts import WantedLine
from commerce import db
from commerce.money import Money
from orders.cart import actions, queries, rules
from orders.cart.models import Cart, CartLine
from orders.cart.queries import Holder
from orders.checkout import queries as checkouts
from orders.checkout.actions import filling
from tests.builders import orders as build
from tests.builders.commerce import AT, make_channel
from tests.builders.crm import make_account
from tests.builders.orders import SHOPPER

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> build.Shop:
    return build.make_shop()


def add(holder: Holder, variant_id: int, quantity: int = 1, version: int | None = None) -> Cart:
    line = WantedLine(variant_id=variant_id, quantity=quantity)
    with db.transaction():
        return actions.add_lines(holder=holder, lines=[line], version=version, at=AT, by=SHOPPER)


def held(cart: Cart) -> dict[int, int]:
    return dict(cart.lines.order_by("id").values_list("variant_id", "quantity"))


def test_the_first_line_makes_the_cart_in_few_statements(shop: build.Shop) -> None:
    """performance: add to a fresh cart in at most 8 SQL, transaction included."""
    add(build.holder(shop), shop.mug.pk)

    with CaptureQueriesContext(connection) as seen:
        cart = add(build.holder(shop), shop.mug.pk, 2)

    assert len(seen) <= 8
    assert held(cart) == {shop.mug.pk: 2}
    assert cart.version == 1


def test_each_change_makes_a_new_version(shop: build.Shop) -> None:
    cart = add(build.holder(shop), shop.mug.pk)
    holder = build.of_cart(shop, cart)

    add(holder, shop.mug.pk, 2)
    add(holder, shop.lamp.pk)
    with db.transaction():
        actions.set_quantity(holder=holder, variant_id=shop.mug.pk, quantity=1, at=AT, by=SHOPPER)
    with db.transaction():
        actions.remove_line(holder=holder, variant_id=shop.lamp.pk, at=AT, by=SHOPPER)

    cart.refresh_from_db()
    assert cart.version == 5
    assert held(cart) == {shop.mug.pk: 1}


def test_an_old_version_is_refused_and_changes_nothing(shop: build.Shop) -> None:
    cart = add(build.holder(shop), shop.mug.pk)

    with pytest.raises(actions.CartChanged):
        add(build.of_cart(shop, cart), shop.mug.pk, version=9)

    assert held(cart) == {shop.mug.pk: 1}


def test_refuses_more_than_there_is_and_says_how_many_are_left(shop: build.Shop) -> None:
    """P12: failed add says how many are left."""
    cart = add(build.holder(shop), shop.mug.pk, 8)

    with pytest.raises(actions.NotEnough) as refusal:
        add(build.of_cart(shop, cart), shop.mug.pk, 3)

    assert refusal.value.data["lines"] == [
        {"variant_id": shop.mug.pk, "wanted": 11, "available": 10}
    ]
    assert held(cart) == {shop.mug.pk: 8}


def test_adding_never_wraps_around(shop: build.Shop) -> None:
    """attack: quantity overflow when adding lines."""
    cart = add(build.holder(shop), shop.mug.pk)

    with pytest.raises((rules.BadQuantity, actions.NotEnough)):
        add(build.of_cart(shop, cart), shop.mug.pk, 999)

    assert held(cart) == {shop.mug.pk: 1}


def test_looking_writes_nothing_and_takes_few_statements(shop: build.Shop) -> None:
    """invariant: no row on GET; queries per page are fixed."""
    cart = add(build.holder(shop), shop.mug.pk)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            found = queries.find_cart(build.of_cart(shop, cart))
            assert found is not None
            queries.view(found, at=AT)
        counts.append(len(seen))
        add(build.of_cart(shop, cart), shop.lamp.pk)

    assert queries.find_cart(build.holder(shop)) is None
    assert Cart.objects.count() == 1
    assert counts[0] == counts[1] <= 5


def test_a_cart_says_what_changed_since(shop: build.Shop) -> None:
    """C7."""
    cart = add(build.holder(shop), shop.mug.pk, 2)
    with db.transaction():
        from catalog.pricing import actions as pricing

        pricing.set_price(
            price_list=pricing.base_list(channel=shop.channel),
            variant_id=shop.mug.pk,
            amount=Money(1500, "EUR"),
            by=build.STAFF,
            at=AT,
        )

    seen = queries.view(cart, at=AT)
    assert seen.repriced
    assert seen.subtotal == Money(3000, "EUR")
    assert seen.lines[0].notices == (rules.Notice(code="repriced", before=Money(1250, "EUR")),)

    with db.transaction():
        actions.accept_changes(holder=build.of_cart(shop, cart), at=AT, by=SHOPPER)
    assert not queries.view(cart, at=AT).repriced


def test_what_is_not_sold_any_more_stays_and_says_so(shop: build.Shop) -> None:
    cart = add(build.holder(shop), shop.mug.pk)
    CartLine.objects.create(
        cart=cart, variant_id=999_999, quantity=1, seen_unit_minor=100, currency="EUR"
    )

    seen = queries.view(cart, at=AT)

    assert [line.notices[0].code for line in seen.lines if line.notices] == ["gone"]
    assert not seen.ready
    with db.transaction():
        actions.accept_changes(holder=build.of_cart(shop, cart), at=AT, by=SHOPPER)
    assert held(cart) == {shop.mug.pk: 1}


def test_at_login_two_carts_become_one(shop: build.Shop) -> None:
    """spec 1.3: quantities add up, capped; the guest's cart is gone."""
    customer = make_account("grace@example.com")
    mine = add(build.holder(shop, customer_id=customer.customer_id), shop.mug.pk, 3)
    guest = add(build.holder(shop), shop.mug.pk, 4)
    add(build.of_cart(shop, guest), shop.lamp.pk)
    both = build.holder(shop, customer_id=customer.customer_id, public_id=guest.public_id)

    with db.transaction():
        found = actions.merge_at_login(holder=both, at=AT, by=SHOPPER)

    assert found == mine
    assert held(mine) == {shop.mug.pk: 7, shop.lamp.pk: 1}
    assert Cart.objects.count() == 1


def test_at_login_a_guests_cart_becomes_the_customers(shop: build.Shop) -> None:
    customer = make_account("grace@example.com")
    guest = add(build.holder(shop), shop.mug.pk, 4)
    both = build.holder(shop, customer_id=customer.customer_id, public_id=guest.public_id)

    with db.transaction():
        actions.merge_at_login(holder=both, at=AT, by=SHOPPER)

    assert queries.find_cart(build.holder(shop, customer_id=customer.customer_id)) == guest
    assert queries.find_cart(build.of_cart(shop, guest)) is None


def test_nobody_opens_somebody_elses_cart(shop: build.Shop) -> None:
    """invariant 21; attack: guest cart takeover, user_id nil = nil."""
    customer = make_account("grace@example.com")
    mine = add(build.holder(shop, customer_id=customer.customer_id), shop.mug.pk)
    guest = add(build.holder(shop), shop.mug.pk)
    other = make_account("eve@example.com")

    assert queries.find_cart(build.holder(shop, public_id=mine.public_id)) is None
    assert queries.find_cart(build.holder(shop)) is None
    theirs = build.holder(shop, customer_id=other.customer_id, public_id=mine.public_id)
    assert queries.find_cart(theirs) is None
    assert queries.find_cart(build.holder(shop, key_id=1, public_id=guest.public_id)) is None


@pytest.mark.parametrize("token", ["", "x", "cart_1", "e30:1:2"])
def test_a_forged_cookie_is_no_cart(token: str) -> None:
    assert queries.read_token(token) == ""


def test_a_signed_cookie_names_its_cart() -> None:
    assert queries.read_token(queries.token_of("cart_1")) == "cart_1"


def test_a_cart_moves_to_another_channel_at_its_prices(shop: build.Shop) -> None:
    cart = add(build.holder(shop), shop.mug.pk, 2)
    uk = make_channel(code="uk", currency="GBP", countries=["GB"], warehouses=["LEJ"])
    with db.transaction():
        from catalog.pricing import actions as pricing
        from catalog.publishing import actions as publishing

        pricing.set_price(
            price_list=pricing.base_list(channel=uk),
            variant_id=shop.mug.pk,
            amount=Money(1100, "GBP"),
            by=build.STAFF,
            at=AT,
        )
        publishing.publish(product_id=shop.mug.product_id, channel=uk, by=build.STAFF, at=AT)

    holder = Holder(channel=uk, language="en", public_id=cart.public_id)
    looked_at = queries.find_cart(holder)
    assert looked_at is not None
    seen = queries.view(looked_at, at=AT)
    assert (seen.channel, seen.subtotal, seen.repriced) == ("uk", Money(2200, "GBP"), False)
    cart.refresh_from_db()
    assert (cart.channel_id, cart.version) == (shop.channel.id, 1)

    moved = add(holder, shop.mug.pk)

    assert moved == cart
    cart.refresh_from_db()
    assert (cart.channel_id, cart.version) == (uk.id, 3)
    assert queries.view(cart, at=AT).subtotal == Money(3300, "GBP")


def test_a_checkout_is_taken_along_to_another_channel(shop: build.Shop) -> None:
    """The quote is made where the shopper shops now; what is not sold there is said to be gone."""
    checkout = build.make_checkout(shop)
    uk = make_channel(code="uk", currency="GBP", countries=["GB"], warehouses=["LEJ"])
    holder = Holder(channel=uk, language="en", public_id=checkout.cart.public_id)

    with db.transaction():
        kept = filling.start(holder=holder, at=AT, by=SHOPPER)

    sheet = checkouts.sheet(kept, at=AT)
    assert sheet.quote is None
    assert "lines" in sheet.missing


def test_silence_of_thirty_days_is_forgotten_but_no_payment_under_way(shop: build.Shop) -> None:
    old = add(build.holder(shop), shop.mug.pk)
    fresh = add(build.holder(shop), shop.mug.pk)
    paying = build.make_checkout(shop, method="card")
    build.confirm(paying)
    ordered = build.make_order(shop)
    Cart.objects.exclude(pk=fresh.pk).update(updated_at=AT - timedelta(days=31))

    with db.transaction():
        assert actions.forget_silent(at=AT) == 1

    assert not Cart.objects.filter(pk=old.pk).exists()
    assert Cart.objects.count() == 3
    assert ordered.pk
