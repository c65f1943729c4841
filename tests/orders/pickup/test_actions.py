"""Click and collect from the checkout to the counter (K5, O1, D2d, CNC-1, CNC-3)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from commerce import db, memo
from commerce.errors import Anticipated
from commerce.states import IllegalMove
from inventory.models import Store
from orders.checkout import queries as checkouts
from orders.checkout.actions import filling, placing
from orders.checkout.actions.filling import Details
from orders.checkout.actions.placing import Incomplete
from orders.checkout.models import Checkout
from orders.fulfillment.models import Fulfillment
from orders.mail.models import OrderMail
from orders.order.actions.changes import cancel
from orders.order.models import Order
from orders.pickup import actions, queries
from orders.pickup.models import Pickup
from payments.models import Payment
from tests.builders import inventory, orders, stores
from tests.builders.commerce import AT
from tests.builders.payments import running_shop

pytestmark = pytest.mark.django_db


def _fresh(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def _hand_over(order: Order, code: str, *, identity: bool = False) -> Pickup:
    with db.transaction():
        return actions.hand_over(
            order_id=order.pk, typed=code, identity_checked=identity, at=AT, by=stores.BY
        )


def test_an_order_takes_its_goods_from_the_store_alone() -> None:
    shop = stores.make_shop(pieces=3)

    order = stores.make_order(shop)

    assert inventory.level(shop.mug.pk, "berlin") == (3, 2, 0)
    assert inventory.level(shop.mug.pk, "LEJ") == (10, 0, 0)
    assert order.delivery_code == "pickup-berlin"
    assert order.delivery_name == "Pick up at Kontor Berlin"
    assert order.shipping_gross_minor == 0
    assert order.ship_to["line1"] == "Torstr. 140"
    assert order.ship_to["full_name"] == "Ada Byron"
    assert order.bill_to["line1"] == "Ackerstr. 1"
    pickup = queries.get_pickup(order_id=order.pk)
    assert pickup.state == "expected"
    assert pickup.store["name"] == "Kontor Berlin"
    assert len(pickup.code) == 6
    assert pickup.promised_at > AT


def test_a_store_that_lacks_a_piece_cannot_be_chosen() -> None:
    shop = stores.make_shop(pieces=1)
    cart = orders.make_cart(shop, (shop.mug, 2))

    with pytest.raises(filling.UnknownDelivery), db.transaction():
        checkout = filling.start(holder=orders.of_cart(shop, cart), at=AT, by=orders.SHOPPER)
        filling.fill_in(
            checkout=checkout,
            details=Details(delivery_code="pickup-berlin"),
            at=AT,
            by=orders.SHOPPER,
        )

    assert inventory.level(shop.mug.pk, "berlin") == (1, 0, 0)


def test_the_offer_says_what_is_missing() -> None:
    shop = stores.make_shop(pieces=1)
    checkout = orders.make_checkout(shop, (shop.mug, 2))

    [offer] = checkouts.pickup_options(checkout, at=AT, near=inventory.BERLIN)

    assert offer.pickup is not None
    assert offer.pickup.short == (shop.mug.pk,)
    assert not offer.choosable
    assert offer.pickup.store.km is not None
    assert offer.pickup.store.km < 5


def test_goods_that_sold_out_in_the_store_meanwhile_are_not_taken_from_elsewhere() -> None:
    shop = stores.make_shop(pieces=2)
    checkout = stores.make_checkout(shop)
    stores.make_order(shop)

    with pytest.raises(Incomplete) as refusal:
        orders.confirm(checkout)

    assert refusal.value.data["missing"] == ["delivery"]
    assert inventory.level(shop.mug.pk, "LEJ") == (10, 0, 0)


def test_who_confirms_again_finds_the_pieces_held_for_them() -> None:
    shop = stores.make_shop(pieces=2)
    checkout = stores.make_checkout(shop, method="card")
    orders.confirm(checkout)

    again = orders.confirm(checkout)

    assert again.outcome == "paying"
    assert inventory.level(shop.mug.pk, "berlin") == (2, 0, 2)


def test_an_invoice_needs_an_address_and_a_card_only_a_name() -> None:
    shop = stores.make_shop()
    checkout = stores.make_checkout(shop)
    checkout.bill_to = {}

    by_invoice = checkouts.sheet(checkout, at=AT).missing
    checkout.method = "card"
    by_card = checkouts.sheet(checkout, at=AT).missing
    checkout.collector = ""
    nameless = checkouts.sheet(checkout, at=AT).missing

    assert (by_invoice, by_card, nameless) == (("billing_address",), (), ("collector",))


def test_what_is_picked_up_is_taxed_where_the_store_is() -> None:
    shop = stores.make_shop()
    checkout = stores.make_checkout(shop)
    checkout.ship_to = {"country": "FR", "line1": "Rue 1", "full_name": "Ada", "city": "Paris"}

    quote = checkouts.quote(checkout, at=AT)

    assert {line.tax_rate for line in quote.lines} == {"0.19000"}


def test_the_quote_knows_parcel_from_pickup() -> None:
    shop = stores.make_shop()
    checkout = stores.make_checkout(shop)
    picked_up = checkouts.quote(checkout, at=AT)
    checkout.delivery_code = ""

    assert checkouts.quote(checkout, at=AT).hash != picked_up.hash


def test_ready_tells_the_shopper_once() -> None:
    order = stores.make_order(stores.make_shop())

    pickup = stores.make_ready(order)
    with db.transaction():
        actions.make_ready(order_id=order.pk, at=AT + timedelta(hours=1), by=stores.BY)
    orders.work_off()

    assert pickup.state == "ready"
    assert pickup.hold_until is not None
    assert pickup.hold_until > AT + timedelta(days=4)
    assert Pickup.objects.get(pk=pickup.pk).ready_at == AT
    assert OrderMail.objects.filter(order=order, kind="ready", state="sent").count() == 1
    assert _fresh(order).fulfillment_state == "unfulfilled"


def test_collecting_takes_the_money_and_completes_the_order() -> None:
    shop = stores.make_shop()
    order = stores.make_order(shop)
    pickup = stores.make_ready(order)

    _hand_over(order, f"{pickup.code[:3].lower()}-{pickup.code[3:]}")
    orders.work_off()

    found = _fresh(order)
    assert (found.state, found.fulfillment_state) == ("completed", "delivered")
    assert Fulfillment.objects.get(order=order).carrier == "pickup"
    assert inventory.level(shop.mug.pk, "berlin") == (1, 0, 0)
    assert found.captured_minor == 0  # an invoice is paid later
    kinds = set(OrderMail.objects.filter(order=order).values_list("kind", flat=True))
    assert kinds == {"placed", "ready", "collected", "review"}
    orders.check_books()


def test_a_wrong_code_hands_nothing_over() -> None:
    shop = stores.make_shop()
    order = stores.make_order(shop)
    stores.make_ready(order)

    for typed in ("", "AAAAAA", "   "):
        with pytest.raises(actions.WrongCode):
            _hand_over(order, typed)

    assert queries.get_pickup(order_id=order.pk).state == "ready"
    assert inventory.level(shop.mug.pk, "berlin") == (3, 2, 0)


def test_a_document_stands_in_for_the_code_and_is_noted() -> None:
    order = stores.make_order(stores.make_shop())
    stores.make_ready(order)

    found = _hand_over(order, "", identity=True)

    assert (found.state, found.identity_checked) == ("collected", True)


def test_nothing_is_handed_over_before_it_is_ready() -> None:
    order = stores.make_order(stores.make_shop())
    orders.plan(order)
    code = queries.get_pickup(order_id=order.pk).code

    with pytest.raises(Anticipated):
        _hand_over(order, code)

    assert queries.get_pickup(order_id=order.pk).state == "expected"


def test_a_parcel_order_is_no_pickup() -> None:
    order = orders.make_order(stores.make_shop())

    with pytest.raises(queries.UnknownPickup):
        _hand_over(order, "AAAAAA")


def test_what_nobody_came_for_goes_back_once_its_time_is_over() -> None:
    shop = stores.make_shop()
    order = stores.make_order(shop)
    pickup = stores.make_ready(order)
    assert pickup.hold_until is not None

    with pytest.raises(actions.StillKept), db.transaction():
        actions.shelve(order_id=order.pk, at=pickup.hold_until, by=stores.BY)
    for _ in range(2):
        with db.transaction():
            late = pickup.hold_until + timedelta(minutes=1)
            actions.shelve(order_id=order.pk, at=late, by=stores.BY)
    orders.work_off()

    assert queries.get_pickup(order_id=order.pk).state == "returned"
    assert _fresh(order).state == "canceled"
    assert inventory.level(shop.mug.pk, "berlin") == (3, 0, 0)
    with pytest.raises(IllegalMove):
        _hand_over(order, pickup.code)
    orders.check_books()


def test_a_canceled_order_is_not_expected_any_more() -> None:
    order = stores.make_order(stores.make_shop())
    stores.make_ready(order)

    with db.transaction():
        cancel(order_id=order.pk, reason="changed my mind", at=AT, by=stores.BY)
    orders.work_off()

    assert queries.get_pickup(order_id=order.pk).state == "canceled"


def test_a_reminder_goes_out_once_before_the_end() -> None:
    order = stores.make_order(stores.make_shop())
    pickup = stores.make_ready(order)
    assert pickup.remind_at is not None
    assert queries.to_remind(at=AT, limit=10) == []
    assert queries.to_remind(at=pickup.remind_at, limit=10) == [order.pk]

    told = []
    for _ in range(2):
        with db.transaction():
            told.append(actions.remind(order_id=order.pk, at=pickup.remind_at, by=stores.BY))
    orders.work_off()

    assert told == [True, False]
    assert OrderMail.objects.filter(order=order, kind="reminder", state="sent").count() == 1


@pytest.mark.parametrize("change", [{"pickup": False}, {"published": False}])
def test_a_store_that_stops_while_it_is_paid_lets_money_and_goods_go(
    change: dict[str, bool], settings: object, deliver: Callable[[], int]
) -> None:
    """invariant 10: a card that is charged becomes an order, or is let go."""
    with running_shop(settings) as stripe:  # type: ignore[arg-type]
        shop = stores.make_shop(pieces=2)
        checkout = stores.make_checkout(shop, method="card")
        paying = orders.confirm(checkout)
        assert paying.payment_id is not None
        stripe.confirm(stripe.present(Payment.objects.get(pk=paying.payment_id)))
        Store.objects.filter(warehouse__code="berlin").update(**change)
        memo.forget_all()

        came = placing.settle(public_id=checkout.public_id, at=AT, by=orders.SHOPPER)
        deliver()

        state = Payment.objects.get(pk=paying.payment_id).state

    assert (came.outcome, state) == ("store_gone", "voided")
    assert not Order.objects.exists()
    assert inventory.level(shop.mug.pk, "berlin") == (2, 0, 0)
    again = Checkout.objects.get()
    assert (again.state, again.problem, again.payment_id) == ("open", "store_gone", None)
