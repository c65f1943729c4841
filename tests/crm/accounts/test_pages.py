"""Signing up and in: what the house adds to allauth, and what nobody learns."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings
from redis import Redis

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.http import throttles
from commerce.identity.actor import SYSTEM
from commerce.identity.models import User
from crm import public as crm
from crm.accounts import queries
from crm.customers.models import Customer
from tests.builders import crm as build

PASSWORD = "a long enough secret"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_up(client: Client, email: str) -> Any:
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD})


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password}, **more)


def link() -> str:
    path = re.search(r"/accounts/confirm-email/[^/\s]+/", str(mail.outbox[-1].body))
    assert path is not None
    return path[0]


def confirm(client: Client) -> Any:
    return client.post(link())


def change_address(client: Client, user: User, *, to: str) -> None:
    client.force_login(user)
    client.post("/accounts/reauthenticate/?next=/accounts/email/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": to, "action_add": ""})


def account(email: str = "ada@example.com", *, verified: bool = True) -> User:
    user = User.objects.create_user(email, PASSWORD)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=verified)
    return user


def test_a_sign_up_becomes_a_customer_once_the_address_is_proved(
    client: Client, channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    guest = build.make_customer("ada@example.com", name="Ada Lovelace")

    assert sign_up(client, "Ada@Example.com").url == "/accounts/confirm-email/"
    assert crm.find_customer(email="ada@example.com") == guest
    answer = confirm(client)

    assert answer.status_code == 302
    user = User.objects.get()
    found = crm.find_customer(user_id=user.pk)
    assert found is not None
    assert (found.email, found.name) == ("ada@example.com", "Ada Lovelace")
    assert crm.find_customer(public_id=guest.public_id) == found
    assert facts() == [
        "crm.customer_registered",
        "crm.customer_registered",
        "crm.customer_merged",
    ]
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unproved_address_brings_no_guest_home(client: Client, channel: ChannelInfo) -> None:
    """Attack: signing up with somebody's address must not show their orders."""
    guest = build.make_customer("victim@example.com")
    sign_up(client, "victim@example.com")
    sign_in(client, "victim@example.com")

    assert "_auth_user_id" not in client.session
    assert Customer.objects.get(pk=guest.customer_id).state == "active"


def test_signing_up_does_not_tell_who_has_an_account(client: Client, channel: ChannelInfo) -> None:
    """Attack: enumeration at register."""
    account("known@example.com")
    known = sign_up(Client(), "known@example.com")
    fresh = sign_up(Client(), "fresh@example.com")

    assert (known.status_code, known.url) == (fresh.status_code, fresh.url)
    assert [one.to for one in mail.outbox] == [["known@example.com"], ["fresh@example.com"]]
    assert User.objects.filter(email="known@example.com").count() == 1


def test_asking_for_a_new_password_does_not_tell_either(
    client: Client, channel: ChannelInfo
) -> None:
    """Attack: enumeration at reset."""
    account("known@example.com")
    answers: list[Any] = [
        client.post("/accounts/password/reset/", {"email": email})
        for email in ("known@example.com", "nobody@example.com")
    ]

    assert len({(one.status_code, one.url) for one in answers}) == 1
    assert len(mail.outbox) == 2


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    client: Client, channel: ChannelInfo
) -> None:
    account("known@example.com")
    answers = [
        sign_in(Client(), email, "wrong password")
        for email in ("known@example.com", "nobody@example.com")
    ]

    errors = [one.context["form"].non_field_errors() for one in answers]
    assert errors[0] == errors[1]
    assert [one.status_code for one in answers] == [200, 200]


def test_guessing_is_stopped_and_a_forged_address_does_not_help(
    client: Client, channel: ChannelInfo
) -> None:
    """Attack: brute force; not lifted by X-Forwarded-For."""
    account("known@example.com")
    for number in range(5):
        sign_in(client, "known@example.com", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")

    answer = sign_in(client, "known@example.com", HTTP_X_FORWARDED_FOR="10.9.9.9")

    assert "_auth_user_id" not in client.session
    assert "That was a lot of tries" in str(answer.context["form"].errors)


@pytest.fixture
def no_valkey(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody answers at the cache's address."""
    nowhere = "redis://127.0.0.1:1/0"
    before = settings.CACHES
    settings.CACHES = {"default": {**before["default"], "LOCATION": nowhere}}
    monkeypatch.setattr(throttles, "_client", Redis.from_url(nowhere))
    yield
    settings.CACHES = before


@pytest.mark.usefixtures("no_valkey")
def test_the_door_stays_shut_while_attempts_cannot_be_counted(
    client: Client, channel: ChannelInfo
) -> None:
    """Fault: Valkey down; limits fail closed on login, and the page says so instead of breaking."""
    account("known@example.com")

    answer = sign_in(client, "known@example.com")

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    assert "That was a lot of tries" in str(answer.context["form"].errors)


@pytest.mark.usefixtures("no_valkey")
def test_an_account_is_made_without_a_cache(
    client: Client, channel: ChannelInfo, caplog: pytest.LogCaptureFixture
) -> None:
    """Invariant 23: the limit is off meanwhile, which is logged."""
    assert sign_up(client, "ada@example.com").status_code == 302
    assert confirm(client).status_code == 302

    found = crm.find_customer(user_id=User.objects.get().pk)
    assert found is not None
    assert "the cache does not answer (ConnectionError): going on without" in caplog.messages


@pytest.mark.usefixtures("no_valkey")
def test_a_password_is_reset_without_a_cache(client: Client, channel: ChannelInfo) -> None:
    """Known and unknown addresses are answered alike; the one that is known gets its mail."""
    account("known@example.com")

    for email in ("known@example.com", "unknown@example.com"):
        answer = client.post("/accounts/password/reset/", {"email": email})
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/done/")

    path = re.search(r"/accounts/password/reset/key/[^/\s]+/", str(mail.outbox[0].body))
    assert path is not None
    asked = client.get(path[0], follow=True)
    changed = client.post(
        asked.redirect_chain[-1][0],
        {"password1": "another long secret", "password2": "another long secret"},
    )
    assert changed.status_code == 302
    assert User.objects.get(email="known@example.com").check_password("another long secret")


def test_changing_the_address_asks_for_the_password_and_tells_both(
    client: Client, channel: ChannelInfo
) -> None:
    """Attack: e-mail change; old address told."""
    user = account("old@example.com")
    client.force_login(user)
    refused: Any = client.post("/accounts/email/", {"email": "new@example.com", "action_add": ""})
    assert "reauthenticate" in refused.url
    assert mail.outbox == []

    change_address(client, user, to="new@example.com")
    assert User.objects.get().email == "old@example.com"
    confirm(client)

    assert User.objects.get().email == "new@example.com"
    found = crm.find_customer(user_id=user.pk)
    assert found is not None
    assert found.email == "new@example.com"
    assert sorted(one.to[0] for one in mail.outbox) == ["new@example.com", "old@example.com"]


def test_another_persons_link_does_not_change_my_address(
    client: Client, channel: ChannelInfo
) -> None:
    """Attack: a token of another user replayed."""
    mine, other = account("mine@example.com"), account("other@example.com")
    change_address(Client(), other, to="next@example.com")
    client.force_login(mine)
    confirm(client)

    assert User.objects.get(pk=mine.pk).email == "mine@example.com"
    assert EmailAddress.objects.get(user=mine).email == "mine@example.com"


def test_an_old_link_proves_nothing(client: Client, channel: ChannelInfo) -> None:
    sign_up(client, "known@example.com")
    confirm(client)
    assert EmailAddress.objects.get().verified

    key = link().removesuffix("/").rpartition("/")[2]
    assert EmailConfirmationHMAC.from_key(key) is None


def test_the_link_in_a_guests_mail_brings_the_orders_home(
    client: Client, channel: ChannelInfo, at: datetime
) -> None:
    guest = build.make_customer("work@example.com")
    user = account("private@example.com")
    token = crm.claim_token(customer_id=guest.customer_id)

    asked: Any = client.post(f"/account/claim/{token}/")
    assert asked.url.startswith("/accounts/login/")

    client.force_login(user)
    client.post(f"/account/claim/{token}/")
    mine = crm.find_customer(user_id=user.pk)
    assert mine is not None
    assert crm.find_customer(public_id=guest.public_id) == mine

    with pytest.raises(queries.BadClaim), house.transaction():
        crm.claim(token=token, user_id=user.pk, at=at, by=SYSTEM)


@pytest.mark.parametrize("token", ["", "x", "eyJhIjoxfQ:1abc:forged"])
def test_a_forged_claim_moves_nothing(channel: ChannelInfo, at: datetime, token: str) -> None:
    build.make_customer("work@example.com")
    user = account("private@example.com")

    with pytest.raises(queries.BadClaim), house.transaction():
        crm.claim(token=token, user_id=user.pk, at=at, by=SYSTEM)

    assert Customer.objects.guests().count() == 1


def test_a_claim_of_the_address_before_is_no_claim(channel: ChannelInfo, at: datetime) -> None:
    guest = build.make_customer("work@example.com")
    token = crm.claim_token(customer_id=guest.customer_id)
    Customer.objects.update(email="other@example.com")

    with pytest.raises(queries.BadClaim):
        queries.claimed_guest(token=token)


def test_mails_speak_the_language_of_the_account(client: Client, channel: ChannelInfo) -> None:
    user = account("ada@example.com")
    User.objects.filter(pk=user.pk).update(language="de")
    client.post("/accounts/password/reset/", {"email": "ada@example.com"})

    assert "Passwort" in mail.outbox[0].subject


def test_a_new_password_ends_the_other_sessions(client: Client, channel: ChannelInfo) -> None:
    """Attack: a revoked session still works."""
    user = account("ada@example.com")
    elsewhere = Client()
    elsewhere.force_login(user)
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post(
        "/accounts/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "another long secret",
            "password2": "another long secret",
        },
    )
    assert User.objects.get().check_password("another long secret")

    assert elsewhere.get("/accounts/email/").status_code == 302
    assert client.get("/accounts/email/").status_code == 200
