"""The account's privacy page."""

import json
from typing import Any

import pytest
from django.test import Client

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from commerce.identity.models import User
from crm import public as crm
from crm.contracts import CustomerInfo
from crm.customers.models import Customer
from crm.privacy import actions
from crm.privacy.models import DataExport
from tests.builders import crm as build
from tests.builders.commerce import AT

PASSWORD = "correct horse"


@pytest.fixture
def me(channel: ChannelInfo) -> CustomerInfo:
    return build.make_account()


@pytest.fixture
def browser(me: CustomerInfo) -> Client:
    client = Client()
    client.force_login(build.user_of(me))
    return client


def prove(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_says_yes_and_no_per_purpose(browser: Client, me: CustomerInfo) -> None:
    """A8: switches per purpose with date."""
    browser.post("/account/privacy/consents/", {"newsletter": "on", "soul": "on"})

    given = {one.purpose: one.given for one in crm.consents_of(customer_id=me.customer_id)}
    assert given == {"newsletter": True, "analytics": False, "marketing": False}
    assert "Agreed on" in browser.get("/account/privacy/").content.decode()

    browser.post("/account/privacy/consents/", {})
    assert not crm.agrees(customer_id=me.customer_id, purpose="newsletter")


def test_a_copy_asks_for_the_password_and_is_handed_to_its_owner(
    browser: Client, me: CustomerInfo, channel: ChannelInfo
) -> None:
    """A8: export."""
    refused: Any = browser.post("/account/privacy/copies/")
    assert "reauthenticate" in refused.url
    assert not DataExport.objects.exists()

    prove(browser)
    browser.post("/account/privacy/copies/")
    export = DataExport.objects.get()
    DataExport.objects.update(state="ready")
    answer = browser.get(f"/account/privacy/copies/{export.public_id}/")

    assert json.loads(answer.content)["sections"]["crm"]["customers"][0]["email"] == me.email
    assert answer["Cache-Control"] == "private, no-store"


def test_a_copy_shows_how_much_of_it_is_there(browser: Client, me: CustomerInfo) -> None:
    """X10, A8: a job with progress that looks again by itself, and says when it takes too long."""
    prove(browser)
    browser.post("/account/privacy/copies/")
    export = DataExport.objects.get()

    page = browser.get("/account/privacy/").content.decode()
    assert f'<progress class="meter" value="1" max="{export.awaited}"' in page
    assert f"1 of {export.awaited} parts collected" in page
    assert 'hx-trigger="load delay:4s"' in page
    assert "This takes longer than it should" not in page

    DataExport.objects.update(requested_at=AT)
    assert "This takes longer than it should" in browser.get("/account/privacy/").content.decode()

    DataExport.objects.update(state="ready")
    page = browser.get("/account/privacy/").content.decode()
    assert "parts collected" not in page
    assert 'hx-trigger="load' not in page


def test_anothers_copy_is_not_found(browser: Client, me: CustomerInfo) -> None:
    """PRT-1."""
    victim = build.make_account("victim@example.com")
    with house.transaction():
        export = actions.request_export(customer_id=victim.customer_id, at=AT, by=SYSTEM)
    DataExport.objects.update(state="ready")
    prove(browser)

    assert browser.get(f"/account/privacy/copies/{export.public_id}/").status_code == 404


def test_being_forgotten_asks_twice(browser: Client, me: CustomerInfo) -> None:
    """A8, PRT-4: delete, and says what stays."""
    prove(browser)
    page = browser.get("/account/privacy/deletion/").content.decode()
    assert "for as long as tax law demands" in page

    refused = browser.post("/account/privacy/deletion/")
    assert refused.status_code == 422
    # X14: the summary takes the focus, and the same sentence stands beside the box.
    told = refused.content.decode()
    assert told.count("Tick the box if you are sure") == 2
    assert "data-error-summary" in told
    assert 'aria-describedby="sure-error"' in told
    assert Customer.objects.get().state == "active"
    browser.post("/account/privacy/deletion/", {"sure": "yes"})

    assert Customer.objects.get().state == "erased"
    assert not User.objects.get().is_active
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("path", ["", "consents/", "copies/", "copies/exp_1/", "deletion/"])
def test_strangers_are_led_to_sign_in(channel: ChannelInfo, path: str) -> None:
    for method in ("get", "post"):
        answer = getattr(Client(), method)(f"/account/privacy/{path}")

        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or "login" in answer.url


def test_a_copy_asked_for_before_the_password_is_asked_for_after_it(browser: Client) -> None:
    """A8: proving who one is loses nothing on the way."""
    asked = browser.post("/account/privacy/copies/")
    assert "/accounts/reauthenticate/" in asked["Location"]
    assert not DataExport.objects.exists()

    after = browser.post(asked["Location"], {"password": "correct horse"}, follow=True)

    assert after.redirect_chain[-1][0] == "/account/privacy/"
    assert DataExport.objects.count() == 1


def test_the_address_of_a_form_opened_by_hand_shows_a_way_on(browser: Client) -> None:
    """X27: not a blank page, wherever a door takes only what is posted."""
    answer = browser.get("/account/privacy/consents/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "To the shop</a>" in answer.content.decode()
