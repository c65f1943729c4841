"""The address book as its owner handles it."""

import pytest
from django.test import Client

from crm.customers.models import CustomerAddress
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db
GOOD = {
    "country": "DE",
    "full_name": "Ada Byron",
    "line1": "Ackerstr. 1",
    "postcode": "10115",
    "city": "Berlin",
}


@pytest.fixture
def member(client: Client) -> Client:
    build.make_channel()
    client.force_login(build.make_user())
    return client


def test_guests_are_led_to_sign_in_and_back(client: Client) -> None:
    build.make_channel()

    answer = client.get("/account/addresses/")

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/account/addresses/"


def test_saves_changes_deletes_and_brings_back(member: Client) -> None:
    """A4: defaults, validation by country, delete with undo."""
    member.post("/account/addresses/new/", GOOD)
    row = CustomerAddress.objects.get()

    member.post(f"/account/addresses/{row.public_id}/", GOOD | {"city": "Potsdam"})
    gone = member.post(f"/account/addresses/{row.public_id}/deletion/")
    page = member.get(gone["Location"]).content.decode()
    member.post(f"/account/addresses/{row.public_id}/restoration/", {"default": "1"})

    assert "The address was deleted" in page
    row.refresh_from_db()
    assert (row.city, row.is_default, row.deleted_at) == ("Potsdam", True, None)


def test_names_every_fault_beside_its_field(member: Client) -> None:
    """X14, X15: what to do, with an example of the country."""
    answer = member.post("/account/addresses/new/", GOOD | {"postcode": "1", "city": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the postcode, like" in page
    assert "Enter the town or city" in page
    assert 'value="Ada Byron"' in page
    assert not CustomerAddress.objects.exists()


def test_opens_nobody_else_s_address(member: Client) -> None:
    member.post("/account/addresses/new/", GOOD)
    row = CustomerAddress.objects.get()
    member.force_login(build.make_user("eve@example.com"))

    assert member.get(f"/account/addresses/{row.public_id}/").status_code == 404
    assert member.post(f"/account/addresses/{row.public_id}/deletion/").status_code == 404


def test_one_address_is_for_parcels_and_one_for_invoices(member: Client) -> None:
    """A4: both defaults show, move, and come back with Undo."""
    member.post("/account/addresses/new/", GOOD)
    member.post(
        "/account/addresses/new/", GOOD | {"line1": "Torstr. 2", "is_billing_default": "on"}
    )
    parcels, invoices = CustomerAddress.objects.order_by("pk")

    assert (parcels.is_default, parcels.is_billing_default) == (True, False)
    assert (invoices.is_default, invoices.is_billing_default) == (False, True)
    page = member.get("/account/addresses/").content.decode()
    assert page.count("Default for parcels") == page.count("Default for invoices") == 1

    gone = member.post(f"/account/addresses/{invoices.public_id}/deletion/")
    assert gone["Location"].endswith(f"?gone={invoices.public_id}&billing=1")
    assert 'name="billing" value="1"' in member.get(gone["Location"]).content.decode()
    member.post(f"/account/addresses/{invoices.public_id}/restoration/", {"billing": "1"})

    invoices.refresh_from_db()
    assert (invoices.is_billing_default, invoices.is_default) == (True, False)
