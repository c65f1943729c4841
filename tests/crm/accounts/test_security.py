"""Where an account is and was signed in, and how that ends."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from commerce.identity.models import User
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Gecko/20100101 Firefox/143.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def signed_in(agent: str) -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post("/accounts/login/", {"login": "ada@example.com", "password": "correct horse"})
    client.get("/account/")
    return client


@pytest.fixture(autouse=True)
def _account() -> None:
    build.make_channel()
    user = build.make_user("ada@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def test_shows_where_one_is_and_was_signed_in() -> None:
    """A4: sessions and login history."""
    here = signed_in(FIREFOX)
    signed_in(SAFARI)

    page = here.get("/account/security/").content.decode()

    assert page.count("<bdi>Safari, iPhone") == 2
    assert page.count("<bdi>Firefox, Mac") == 2
    assert "This device" in page


def test_ends_one_session_and_keeps_the_own() -> None:
    """A4: revoke."""
    here, there = signed_in(FIREFOX), signed_in(SAFARI)
    other = UserSession.objects.get(user_agent=SAFARI)

    here.post("/account/security/sessions/", {"session": other.pk})

    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_ends_all_others() -> None:
    here, there = signed_in(FIREFOX), signed_in(SAFARI)

    here.post("/account/security/sessions/")

    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_nobody_ends_the_sessions_of_others() -> None:
    signed_in(FIREFOX)
    session = UserSession.objects.get()
    build.make_user("eve@example.com")
    eve = Client()
    eve.force_login(User.objects.get(email="eve@example.com"))

    eve.post("/account/security/sessions/", {"session": session.pk})

    assert UserSession.objects.filter(pk=session.pk).exists()
