"""One screen per order: the next best thing on top, each button with its right, everything audited."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orders.fulfillment.models import Fulfillment
from orders.order.models import Order, OrderEvent, OrderNote, OrderRefund
from tests.builders import commerce
from tests.builders import inventory as warehouses
from tests.builders import orders as build

pytestmark = pytest.mark.django_db

EVERYTHING = (
    "view_order",
    "hold_order",
    "fulfill_order",
    "cancel_order",
    "capture_order",
    "refund_order",
    "goodwill_order",
)


@pytest.fixture
def shop() -> build.Shop:
    return build.make_shop()


def desk(client: Client, order: Order) -> str:
    answer = client.get(f"/admin/orders/order/{order.pk}/change/")
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, order: Order, step: str, **form: object) -> int:
    return client.post(f"/admin/orders/order/{order.pk}/do/{step}/", form).status_code


def test_carries_an_order_from_desk_to_doorstep(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    """R1, R2: whatever the primary button says next is pressed, until nothing is left."""
    order = build.make_order(shop)
    deliver()
    client = commerce.make_staff(*EVERYTHING)
    row = Fulfillment.objects.get()

    for step in ("pick", "pack", "label", "ship", "deliver"):
        page = desk(client, order)
        best = page.index("desk__button--best")
        assert f"/do/{step}/" in page[best - 400 : best]
        assert press(client, order, step, fulfillment=row.pk) == 302
        deliver()
    page = desk(client, order)
    assert "ask-receive" in page
    assert press(client, order, "receive", amount="29.90", key="k1") == 302
    deliver()

    order = Order.objects.get()
    assert (order.state, order.payment_state, order.fulfillment_state) == (
        "completed",
        "paid",
        "delivered",
    )
    assert OrderEvent.objects.filter(by__contains="mina").count() >= 5
    build.check_books()


def test_refunds_pieces_and_puts_them_back_on_the_shelf(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    """R4: by item, delivery and gesture; the restock choice; failures change nothing."""
    order = build.deliver(build.make_order(shop, (shop.mug, 3)))
    client = commerce.make_staff(*EVERYTHING)
    press(client, order, "receive", amount=str(order.total), key="k1")
    deliver()
    line = order.lines.get()

    form = {
        f"line_{line.pk}": 1,
        "shipping": "4.90",
        "goodwill": "2",
        "restock_at": "LEJ",
        "reason": "chipped",
        "key": "k2",
    }
    assert press(client, order, "refund", **form) == 302
    assert press(client, order, "refund", **form) == 302
    press(client, order, "refund", **{f"line_{line.pk}": 3, "reason": "greedy", "key": "k3"})

    refund = OrderRefund.objects.get()
    assert refund.total_minor == 1250 + 490 + 200
    assert warehouses.level(shop.mug.pk) == (8, 0, 0)
    assert "2 pieces of this line can still go back" in desk(client, order)
    deliver()
    build.work_off()
    build.check_books()


def test_a_button_without_its_right_is_not_shown_and_refuses(shop: build.Shop) -> None:
    """Deny by default; a gesture has a right of its own."""
    order = build.make_order(shop)
    build.plan(order)
    client = commerce.make_staff("view_order", "refund_order")

    page = desk(client, order)

    assert "desk__button--best" not in page
    for step in ("pick", "hold", "cancel", "receive", "note", "plan"):
        assert press(client, order, step, fulfillment=Fulfillment.objects.get().pk) == 403
    assert press(client, order, "refund", goodwill="1", reason="nice", key="k") == 403
    assert press(client, order, "explode") == 404
    assert Fulfillment.objects.get().state == "planned"
    assert Order.objects.get().state == "placed"


def test_strangers_see_no_order(shop: build.Shop) -> None:
    order = build.make_order(shop)

    assert commerce.make_staff().get(f"/admin/orders/order/{order.pk}/change/").status_code == 403
    assert Client().get(f"/admin/orders/order/{order.pk}/change/").status_code == 302


def test_a_parcel_of_another_order_is_not_touched(shop: build.Shop) -> None:
    order, other = build.make_order(shop), build.make_order(shop)
    (theirs,) = build.plan(other)
    client = commerce.make_staff(*EVERYTHING)

    press(client, order, "pick", fulfillment=theirs.pk)

    assert Fulfillment.objects.get().state == "planned"


def test_holds_notes_and_cancels(shop: build.Shop) -> None:
    order = build.make_order(shop)
    client = commerce.make_staff(*EVERYTHING)

    press(client, order, "hold", reason="odd address")
    assert "On hold: odd address" in desk(client, order)
    press(client, order, "note", text="<script>called her</script>")
    assert "&lt;script&gt;called her" in desk(client, order)
    press(client, order, "release")
    press(client, order, "cancel")
    assert Order.objects.get().state == "placed"
    press(client, order, "cancel", reason="she asked")

    assert Order.objects.get().state == "canceled"
    assert OrderNote.objects.get().by.endswith("mina@example.com") or OrderNote.objects.get().by


def test_takes_the_same_statements_for_any_number_of_lines_and_rows(
    shop: build.Shop, deliver: Callable[[], int]
) -> None:
    small = build.make_order(shop, (shop.mug, 1))
    large = build.make_order(shop, (shop.mug, 1), (shop.lamp, 1))
    deliver()
    client = commerce.make_staff(*EVERYTHING)
    desk(client, small)

    counts = []
    for order in (small, large):
        with CaptureQueriesContext(connection) as seen:
            desk(client, order)
        counts.append(len(seen))
    with CaptureQueriesContext(connection) as short:
        assert client.get("/admin/orders/order/").status_code == 200
    build.make_order(shop, (shop.mug, 1))
    with CaptureQueriesContext(connection) as long:
        page = client.get("/admin/orders/order/").content.decode()

    assert counts[0] == counts[1] <= 40
    assert len(short) == len(long) <= 20
    assert small.number in page


@pytest.mark.parametrize(
    "query",
    ["?q=EU-1", "?payment_state=authorized", "?fulfillment_state=shipped", "?state__exact=placed"],
)
def test_lists_are_searched_and_filtered(shop: build.Shop, query: str) -> None:
    build.make_order(shop)

    assert commerce.make_staff(*EVERYTHING).get(f"/admin/orders/order/{query}").status_code == 200


@pytest.mark.parametrize("screen", ["fulfillment", "cart", "checkout"])
def test_the_other_lists_open(shop: build.Shop, screen: str) -> None:
    order = build.make_order(shop)
    build.plan(order)
    client = commerce.make_staff("view_fulfillment", "view_cart", "view_checkout", "view_order")

    assert client.get(f"/admin/orders/{screen}/").status_code == 200


def test_nothing_is_deleted_or_edited_by_hand(shop: build.Shop) -> None:
    order = build.make_order(shop)
    client = commerce.make_staff(*EVERYTHING, "delete_order", "change_order", "add_order")

    assert client.get(f"/admin/orders/order/{order.pk}/delete/").status_code == 403
    assert client.get("/admin/orders/order/add/").status_code == 403


def test_cancels_articles_by_a_form_once_and_by_right_only(shop: build.Shop) -> None:
    """O4: staff take articles out until they are packed; pressed twice is once, refusals are shown."""
    order = build.make_order(shop, (shop.mug, 2), (shop.lamp, 1))
    build.plan(order)
    mug = order.lines.get(sku="MUG-1")
    client = commerce.make_staff(*EVERYTHING)
    assert f'name="cancel_{mug.pk}"' in desk(client, order)
    form = {f"cancel_{mug.pk}": "1", "reason": "broken in the oven", "key": "k1"}

    assert press(client, order, "cancel_lines", **form) == 302
    assert press(client, order, "cancel_lines", **form) == 302

    order.refresh_from_db()
    assert (order.quantity, order.canceled_minor) == (2, 1250)
    page = desk(client, order)
    assert "Articles canceled" in page
    assert "1 x MUG-1" in page
    assert "1 canceled" in page
    for bad in ({}, {"reason": ""}, {"key": "k2"}, {f"cancel_{mug.pk}": "7", "key": "k3"}):
        press(client, order, "cancel_lines", **{"reason": "x", "key": "k9", **bad})
    press(client, order, "cancel_lines", **{**form, "key": ""})
    order.refresh_from_db()
    assert order.quantity == 2


def test_nobody_cancels_articles_without_the_right(shop: build.Shop) -> None:
    order = build.make_order(shop, (shop.mug, 2))
    form = {f"cancel_{order.lines.get().pk}": "1", "reason": "x", "key": "k"}

    client = commerce.make_staff("view_order", "hold_order")
    assert press(client, order, "cancel_lines", **form) == 403

    assert "ask-cancel_lines" not in desk(client, order)
    order.refresh_from_db()
    assert order.quantity == 2


def test_shows_the_shoppers_note_to_whoever_packs(shop: build.Shop) -> None:
    """K3, O4: in the open, as words and never as markup."""
    order = build.make_order(shop)
    Order.objects.update(note="Leave it at No. 3\n<script>x</script>")

    page = desk(commerce.make_staff("view_order", "fulfill_order"), order)

    assert "Note from the shopper" in page
    assert "Leave it at No. 3<br>&lt;script&gt;" in page


@pytest.mark.parametrize("typed", ["12,50", "12.50", " 12,5 "])
def test_reads_amounts_with_a_comma_or_a_point(shop: build.Shop, typed: str) -> None:
    """I18N3: inputs accept the local decimal comma."""
    order = build.make_order(shop)

    press(commerce.make_staff(*EVERYTHING), order, "receive", amount=typed, key="k1")

    entry = order.events.get(kind="money_received")
    assert entry.data["amount"] == 1250
