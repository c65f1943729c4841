"""A partner places and follows an order by API alone."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from orders.order.models import Order
from tests.builders import orders as build
from tests.builders.partners import ADDRESS, READY, make_client, place, send

pytestmark = pytest.mark.django_db

Partner = Callable[..., APIClient]


@pytest.fixture
def shop() -> build.Shop:
    return build.make_shop()


@pytest.fixture
def client(shop: build.Shop) -> APIClient:
    return make_client()


def test_fills_a_cart_line_by_line(client: APIClient, shop: build.Shop) -> None:
    cart = send(client, "carts", {"lines": [{"sku": "MUG-1", "quantity": 2}]})
    assert cart.status_code == 201
    path = f"carts/{cart.json()['id']}"

    more = send(client, f"{path}/lines", {"sku": "LAMP-1", "quantity": 1})
    line = more.json()["lines"][0]["id"]
    changed = send(client, f"{path}/lines/{line}", {"quantity": 5}, method="patch")
    removed = client.delete(f"/api/v1/{path}/lines/{line}")

    assert more.json()["subtotal"] == {"amount": "124.95", "currency": "EUR"}
    assert changed.json()["lines"][0]["quantity"] == 5
    assert [one["sku"] for one in removed.json()["lines"]] == ["LAMP-1"]
    assert removed["ETag"] == '"4"'
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": '"4"'})
    assert again.status_code == 304


def test_an_edit_of_an_old_version_is_refused(client: APIClient) -> None:
    cart = send(client, "carts", {"lines": [{"sku": "MUG-1", "quantity": 2}]}).json()
    path = f"/api/v1/carts/{cart['id']}/lines"

    answer = client.post(
        path, {"sku": "MUG-1", "quantity": 1}, format="json", headers={"If-Match": '"7"'}
    )

    assert answer.status_code == 412
    assert client.get(f"/api/v1/carts/{cart['id']}").json()["pieces"] == 2


@pytest.mark.parametrize("quantity", [0, -1, 1000, 1.5, "two", None, 10**30])
def test_refuses_quantities_that_make_no_sense(client: APIClient, quantity: object) -> None:
    """attack: quantity negative, zero, huge, fractional, NaN."""
    answer = send(client, "carts", {"lines": [{"sku": "MUG-1", "quantity": quantity}]})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/lines/0/quantity"


def test_a_price_from_the_client_is_an_unknown_field(client: APIClient) -> None:
    """attack: price from the client; mass assignment."""
    line = {"sku": "MUG-1", "quantity": 1, "unit_price": "0.01"}

    assert send(client, "carts", {"lines": [line]}).status_code == 400


def test_says_how_many_are_left(client: APIClient, shop: build.Shop) -> None:
    answer = send(client, "carts", {"lines": [{"sku": "MUG-1", "quantity": 11}]})

    assert answer.status_code == 422
    assert answer.json()["code"] == "out_of_stock"
    assert answer.json()["data"]["lines"][0]["available"] == 10


def test_the_same_article_on_two_lines_is_one_line(client: APIClient) -> None:
    """invariant 9: also with the same variant on two lines."""
    lines = [{"sku": "MUG-1", "quantity": 6}, {"sku": "MUG-1", "quantity": 5}]

    assert send(client, "carts", {"lines": lines}).json()["code"] == "out_of_stock"


def test_places_an_order_in_two_requests(client: APIClient, shop: build.Shop) -> None:
    found = place(client)

    assert found["outcome"] == "placed"
    order = client.get(f"/api/v1/orders/{found['order']}").json()
    assert order["total"] == {"amount": "29.90", "currency": "EUR"}
    assert order["payment_state"] == "authorized"
    assert order["lines"][0]["sku"] == "MUG-1"


def test_a_whole_checkout_takes_few_statements(client: APIClient, shop: build.Shop) -> None:
    """performance: complete checkout by API, keys and transactions included."""
    lines = [{"sku": "MUG-1", "quantity": 1}, {"sku": "LAMP-1", "quantity": 1}]
    place(client, lines=lines)

    with CaptureQueriesContext(connection) as seen:
        place(client, lines=lines)

    assert len(seen) <= 58, "\n".join(one["sql"][:110] for one in seen.captured_queries)


def test_the_same_key_is_one_order_and_one_answer(client: APIClient, shop: build.Shop) -> None:
    """invariant 13: same key, same answer."""
    body = {"lines": [{"sku": "MUG-1", "quantity": 2}]} | READY
    checkout = send(client, "checkouts", body, key="a").json()
    path = f"checkouts/{checkout['id']}/confirmation"
    quote = {"quote": checkout["quote"]["hash"]}

    first = send(client, path, quote, key="b")
    second = send(client, path, quote, key="b")
    other = send(client, path, {"quote": "x"}, key="b")
    without = send(client, path, quote)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert (other.status_code, without.status_code) == (422, 400)
    assert Order.objects.count() == 1


def test_a_stale_quote_is_refused_with_the_new_one(client: APIClient, shop: build.Shop) -> None:
    """invariant 14."""
    body = {"lines": [{"sku": "MUG-1", "quantity": 2}]} | READY
    checkout = send(client, "checkouts", body, key="a").json()
    send(client, f"carts/{checkout['cart']}/lines", {"sku": "MUG-1", "quantity": 1})

    answer = send(
        client,
        f"checkouts/{checkout['id']}/confirmation",
        {"quote": checkout["quote"]["hash"]},
        key="b",
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "quote_changed"
    assert answer.json()["data"]["total"] == "42.40"
    assert not Order.objects.exists()


def test_says_what_is_wrong_with_an_address(client: APIClient) -> None:
    body = {"lines": [{"sku": "MUG-1", "quantity": 1}]}
    bad = {"shipping_address": ADDRESS | {"postcode": "1"}}
    abroad = {"shipping_address": ADDRESS | {"country": "BR"}}

    wrong = send(client, "checkouts", body | bad, key="a")
    far = send(client, "checkouts", body | abroad, key="b")

    assert wrong.status_code == 400
    assert far.json()["code"] == "not_delivered_there"


def test_lists_filters_and_pages_orders(client: APIClient, shop: build.Shop) -> None:
    numbers = [place(client, lines=[{"sku": "MUG-1", "quantity": 1}])["order"] for _ in range(3)]
    send(client, f"orders/{numbers[0]}/cancellation", {"reason": "test"}, key="c")

    first = client.get("/api/v1/orders?limit=2&expand=lines").json()
    rest = client.get(f"/api/v1/orders?limit=2&after={first['next_cursor']}").json()
    canceled = client.get("/api/v1/orders?status=canceled").json()
    none = client.get("/api/v1/orders?created_at[gte]=2999-01-01T00:00:00Z").json()

    assert [one["number"] for one in first["data"]] == numbers[:0:-1]
    assert first["data"][0]["lines"][0]["quantity"] == 1
    assert [one["number"] for one in rest["data"]] == numbers[:1]
    assert [one["number"] for one in canceled["data"]] == numbers[:1]
    assert none["data"] == []


@pytest.mark.parametrize(
    "query",
    ["status=lost", "colour=red", "created_at[gte]=yesterday", "expand=customer", "limit=0"],
)
def test_refuses_filters_that_make_no_sense(client: APIClient, query: str) -> None:
    assert client.get(f"/api/v1/orders?{query}").status_code == 400


def test_a_list_takes_the_same_statements_for_any_number_of_rows(
    client: APIClient, shop: build.Shop
) -> None:
    place(client, lines=[{"sku": "MUG-1", "quantity": 1}])
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get("/api/v1/orders?expand=lines")
        counts.append(len(seen))
        place(client, lines=[{"sku": "MUG-1", "quantity": 1}])

    assert counts[0] == counts[1] <= 6


def test_another_partner_sees_nothing_of_it(client: APIClient, shop: build.Shop) -> None:
    """invariant 21, attack: order IDOR, cart IDOR: foreign means absent, in path and body."""
    found = place(client)
    body = {"lines": [{"sku": "MUG-1", "quantity": 1}]} | READY
    checkout = send(client, "checkouts", body, key="z").json()
    stranger = make_client()

    assert stranger.get("/api/v1/orders").json()["data"] == []
    for path in (
        f"orders/{found['order']}",
        f"carts/{checkout['cart']}",
        f"checkouts/{checkout['id']}",
    ):
        assert stranger.get(f"/api/v1/{path}").status_code == 404
    number = found["order"]
    assert (
        send(stranger, f"orders/{number}/cancellation", {"reason": "x"}, key="a").status_code == 404
    )
    stolen = send(stranger, "checkouts", {"cart": checkout["cart"]} | READY, key="b")
    assert stolen.status_code == 404
    assert Order.objects.get().state == "placed"


def test_the_merchants_own_key_sees_the_whole_channel(client: APIClient, shop: build.Shop) -> None:
    number = place(client)["order"]
    build.make_order(shop)

    merchant = make_client("orders:read", "orders:channel")

    assert len(merchant.get("/api/v1/orders").json()["data"]) == 2
    assert merchant.get(f"/api/v1/orders/{number}").status_code == 200


def test_a_key_without_the_scope_is_refused(client: APIClient, shop: build.Shop) -> None:
    number = place(client)["order"]
    reader = make_client("orders:read")

    assert (
        send(reader, f"orders/{number}/cancellation", {"reason": "x"}, key="a").status_code == 403
    )
    assert send(reader, "carts", {}).status_code == 403
    assert APIClient().get("/api/v1/orders").status_code == 401


def test_cancels_and_refuses_what_has_left(client: APIClient, shop: build.Shop) -> None:
    first, second = place(client)["order"], place(client)["order"]
    build.ship(Order.objects.get(number=second))

    done = send(client, f"orders/{first}/cancellation", {"reason": "changed my mind"}, key="a")
    late = send(client, f"orders/{second}/cancellation", {"reason": "too late"}, key="b")

    assert (done.status_code, done.json()["state"]) == (201, "canceled")
    assert (late.status_code, late.json()["code"]) == (422, "already_shipped")


def test_shows_parcels_and_the_timeline(client: APIClient, shop: build.Shop) -> None:
    number = place(client)["order"]
    build.ship(Order.objects.get())

    shipments = client.get(f"/api/v1/orders/{number}/shipments").json()["data"]
    order = client.get(f"/api/v1/orders/{number}?expand=timeline,shipments,refunds").json()

    assert shipments[0]["tracking_number"]
    assert shipments[0]["lines"] == [{"sku": "MUG-1", "quantity": 2}]
    assert order["shipments"] == shipments
    assert order["timeline"][0]["kind"] == "placed"
    assert {one["by"] for one in order["timeline"]} <= {"staff", "system:sourcing"} | {
        order["timeline"][0]["by"]
    }
    assert order["refunds"] == []


def test_lists_the_orders_of_a_customer(client: APIClient, shop: build.Shop) -> None:
    from crm import public as crm

    place(client)
    customer_id = Order.objects.get().customer_id
    customer = crm.find_customer(customer_id=customer_id)
    assert customer is not None

    mine = client.get(f"/api/v1/customers/{customer.public_id}/orders").json()
    nobody = client.get("/api/v1/customers/cus_none/orders").json()

    assert len(mine["data"]) == 1
    assert nobody["data"] == []


def test_a_fresh_cart_takes_few_statements(client: APIClient, shop: build.Shop) -> None:
    """performance: add to cart, fresh cart, at most 8 SQL besides BEGIN and COMMIT."""
    body = {"lines": [{"sku": "MUG-1", "quantity": 1}]}
    send(client, "carts", body)

    with CaptureQueriesContext(connection) as seen:
        assert send(client, "carts", body).json()["subtotal"]["amount"] == "12.50"

    statements = [
        one["sql"] for one in seen.captured_queries if "SAVEPOINT" not in (one["sql"] or "")
    ]
    assert len(statements) <= 8, "\n".join(str(one)[:110] for one in statements)
