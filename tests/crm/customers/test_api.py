"""Partners and the customers of their own channel."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from commerce.channels.queries import ChannelInfo
from crm.customers.models import Customer
from tests.builders import commerce as ground
from tests.builders import crm as build

Partner = Callable[..., APIClient]


@pytest.fixture
def client(partner: Partner) -> APIClient:
    return partner("customers:read", "customers:write")


def test_a_new_customer_is_made_once(client: APIClient) -> None:
    body = {"email": "Ada@Example.com", "name": "Ada Lovelace", "phone": "030 901820"}
    first = client.post("/api/v1/customers", body, format="json")
    again = client.post("/api/v1/customers", body, format="json")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json() | {"id": "", "created_at": ""} == {
        "id": "",
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "phone": "+4930901820",
        "language": "en",
        "price_group": "",
        "has_account": False,
        "state": "active",
        "merged_into": None,
        "created_at": "",
    }


def test_lists_with_cursor_and_filter(client: APIClient) -> None:
    for name in "abc":
        build.make_customer(f"{name}@example.com")

    first = client.get("/api/v1/customers?limit=2").json()
    rest = client.get(f"/api/v1/customers?limit=2&after={first['next_cursor']}").json()
    found = client.get("/api/v1/customers?email=B@example.com").json()

    emails = [one["email"] for one in first["data"] + rest["data"]]
    assert emails == ["c@example.com", "b@example.com", "a@example.com"]
    assert [one["email"] for one in found["data"]] == ["b@example.com"]
    assert client.get("/api/v1/customers?password=x").status_code == 400


def test_changes_what_is_a_partners_to_change(client: APIClient) -> None:
    customer = build.make_customer()
    path = f"/api/v1/customers/{customer.public_id}"
    tag = client.get(path)["ETag"]

    assert client.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 304
    changed = client.patch(
        path, {"name": "Ada King", "price_group": "trade"}, format="json", HTTP_IF_MATCH=tag
    )
    stale = client.patch(path, {"name": "Ada Byron"}, format="json", HTTP_IF_MATCH=tag)

    assert (changed.json()["name"], changed.json()["price_group"]) == ("Ada King", "trade")
    assert (stale.status_code, stale.json()["code"]) == (412, "old_version")
    assert Customer.objects.get().name == "Ada King"


@pytest.mark.parametrize(
    "body",
    [
        {"email": "eve@example.com"},
        {"user": 1},
        {"state": "erased"},
        {"channel_id": 2},
        {"has_account": True},
        {"language": "en; drop table"},
        {"name": "x" * 161},
    ],
)
def test_refuses_fields_that_are_not_a_partners(client: APIClient, body: dict[str, object]) -> None:
    """Attack: mass assignment."""
    customer = build.make_customer()
    answer = client.patch(f"/api/v1/customers/{customer.public_id}", body, format="json")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/" + next(iter(body))
    row = Customer.objects.get()
    assert (row.email, row.user_id, row.state) == ("ada@example.com", None, "active")


def test_another_channels_customer_does_not_exist(client: APIClient) -> None:
    """Attack: foreign ids across tenants."""
    uk = ground.make_channel(code="uk", currency="GBP")
    foreign = build.make_customer("victim@example.com", channel=uk)
    address = build.make_saved_address(foreign)
    path = f"/api/v1/customers/{foreign.public_id}"

    answers = [
        client.get(path),
        client.patch(path, {"name": "Eve"}, format="json"),
        client.get(f"{path}/addresses"),
        client.post(f"{path}/addresses", _address(), format="json"),
        client.get(f"{path}/addresses/{address.public_id}"),
        client.delete(f"{path}/addresses/{address.public_id}"),
        client.get("/api/v1/customers/cus_nobody"),
    ]

    assert {one.status_code for one in answers} == {404}
    assert {one.json()["code"] for one in answers} == {"unknown_customer"}
    assert client.get("/api/v1/customers?email=victim@example.com").json()["data"] == []


def test_another_customers_address_does_not_exist(client: APIClient) -> None:
    """Attack: address of another customer in the path."""
    victim, thief = build.make_customer(), build.make_customer("eve@example.com")
    saved = build.make_saved_address(victim)
    path = f"/api/v1/customers/{thief.public_id}/addresses/{saved.public_id}"

    assert client.get(path).status_code == 404
    assert client.patch(path, {"line1": "Mine 1"}, format="json").status_code == 404
    assert client.delete(path).status_code == 404


def test_keeps_an_address_book(client: APIClient) -> None:
    customer = build.make_customer()
    path = f"/api/v1/customers/{customer.public_id}/addresses"

    made = client.post(path, _address(), format="json")
    bad = client.patch(f"{path}/{made.json()['id']}", {"postcode": "1"}, format="json")
    changed = client.patch(f"{path}/{made.json()['id']}", {"line2": "Hof"}, format="json")

    assert made.status_code == 201
    assert (made.json()["is_default"], made.json()["postcode"]) == (True, "04107")
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (400, "/address/postcode")
    assert changed.json()["line2"] == "Hof"
    assert client.delete(f"{path}/{made.json()['id']}").status_code == 204
    assert client.get(path).json() == {"data": []}


@pytest.mark.parametrize(("scope", "method"), [("customers:read", "post"), ("orders:read", "get")])
def test_a_key_without_the_scope_is_refused(partner: Partner, scope: str, method: str) -> None:
    answer = getattr(partner(scope), method)("/api/v1/customers", {}, format="json")

    assert answer.status_code == 403


def test_a_merged_customer_names_its_heir(client: APIClient) -> None:
    guest, account = build.make_customer("a@example.com"), build.make_account("b@example.com")
    build.merge(guest, account)

    found = client.get(f"/api/v1/customers/{guest.public_id}").json()

    assert (found["state"], found["merged_into"]) == ("merged", account.public_id)


def test_costs_the_same_for_few_and_many(
    client: APIClient, channel: ChannelInfo, django_assert_max_num_queries: Callable[..., object]
) -> None:
    build.make_customer("a@example.com")
    client.get("/api/v1/customers")
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        client.get("/api/v1/customers")
    for number in range(20):
        build.make_customer(f"c{number}@example.com")
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        client.get("/api/v1/customers")


def _address() -> dict[str, str]:
    return {
        "full_name": "Ada Lovelace",
        "line1": "Karl-Liebknecht-Straße 12",
        "postcode": "04107",
        "city": "Leipzig",
        "country": "de",
    }
