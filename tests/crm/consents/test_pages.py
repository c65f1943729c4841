"""The cookie banner."""

import pytest
from django.test import Client

from commerce.channels.queries import ChannelInfo
from crm import public as crm
from crm.consents.models import Consent
from tests.builders import crm as build


def test_nothing_is_agreed_before_an_answer(client: Client, channel: ChannelInfo) -> None:
    """X32: reject is as prominent as accept; nothing before consent."""
    page = client.get("/products/").content.decode()

    assert 'value="reject"' in page
    assert 'value="accept"' in page
    assert crm.CONSENT_COOKIE not in client.cookies
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("form", "analytics", "marketing"),
    [
        ({"answer": "accept"}, True, True),
        ({"answer": "reject"}, False, False),
        ({"answer": "choose", "analytics": "on"}, True, False),
        ({"answer": "reject", "analytics": "on"}, False, False),
        ({}, False, False),
    ],
)
def test_keeps_the_answer_with_its_proof(
    client: Client, channel: ChannelInfo, form: dict[str, str], analytics: bool, marketing: bool
) -> None:
    answer = client.post("/cookies/choice/", form | {"next": "/products/"})

    choice = crm.cookie_choice(cookie=client.cookies[crm.CONSENT_COOKIE].value)
    assert answer.headers["Location"] == "/products/"
    assert (choice.analytics, choice.marketing) == (analytics, marketing)
    assert client.cookies[crm.CONSENT_COOKIE]["httponly"]
    row = Consent.objects.get(purpose="analytics")
    assert (row.given, row.visitor) == (analytics, choice.visitor)
    assert row.proof.startswith("req_")
    assert 'class="consent"' not in client.get("/products/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_leads_back_into_the_shop_only(client: Client, channel: ChannelInfo, target: str) -> None:
    """Attack: open redirect."""
    answer = client.post("/cookies/choice/", {"answer": "reject", "next": target})

    assert answer.headers["Location"] == "/"


def test_an_account_remembers_the_answer_too(client: Client, channel: ChannelInfo) -> None:
    account = build.make_account()
    client.force_login(build.user_of(account))

    client.post("/cookies/choice/", {"answer": "accept"})

    assert crm.agrees(customer_id=account.customer_id, purpose="analytics")


def test_the_choice_can_be_changed_later(client: Client, channel: ChannelInfo) -> None:
    client.post("/cookies/choice/", {"answer": "accept"})
    first = crm.cookie_choice(cookie=client.cookies[crm.CONSENT_COOKIE].value)
    page = client.get("/cookies/").content.decode()
    assert page.count(" checked") == 2

    client.post("/cookies/choice/", {"answer": "reject"})

    second = crm.cookie_choice(cookie=client.cookies[crm.CONSENT_COOKIE].value)
    assert (second.visitor, second.analytics) == (first.visitor, False)


def test_whoever_uses_keys_answers_before_everything_else(
    client: Client, channel: ChannelInfo
) -> None:
    """X1, X32: the skip link first, then the answers; not after two hundred links."""
    page = client.get("/track/").content.decode()

    skip, reject, header = (
        page.index(one) for one in ('class="skip"', 'value="reject"', '<header class="header')
    )
    assert skip < reject < header
