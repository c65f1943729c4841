"""The beacon: small, silent, same-origin, and blind without consent."""

import json
from typing import Any

import pytest
from django.test import Client

from bi.tracking import pages
from bi.tracking.models import Visit, VisitEvent
from commerce import clock
from commerce.channels.queries import ChannelInfo
from crm import public as crm
from tests.builders.bi import BROWSER

pytestmark = pytest.mark.django_db


def event(message_id: str, name: str = "page_view", path: str = "/", **more: Any) -> dict[str, Any]:
    return {
        "id": message_id.ljust(8, "-"),
        "n": name,
        "t": int(clock.now().timestamp() * 1000),
        "p": path,
        **more,
    }


def send(body: Any, *, consent: str = "", **headers: str) -> int:
    client = Client(headers={"user-agent": BROWSER, **headers})
    if consent:
        client.cookies[crm.CONSENT_COOKIE] = consent
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post("/t/", text, content_type="text/plain").status_code


def test_takes_a_batch_and_says_nothing(channel: ChannelInfo) -> None:
    status = send({"events": [event("a", e=True)]})

    assert status == 204
    assert (Visit.objects.count(), VisitEvent.objects.count()) == (1, 1)


def test_knows_a_visitor_only_with_consent(channel: ChannelInfo) -> None:
    """TRK-3"""
    agreed = crm.cookie_choice(cookie="")
    assert agreed.visitor == ""

    send({"events": [event("a", e=True)]}, consent="1.abcdefgh12345678abcdefgh12.a1.m0")
    send({"events": [event("b", e=True)]}, consent="1.abcdefgh12345678abcdefgh12.a0.m0")

    visitors = sorted(Visit.objects.values_list("visitor", flat=True))
    assert visitors[0] == ""
    assert len(visitors) == 2


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/p/blue-mug/?color=red", ("product_view", "blue-mug", "")),
        ("/c/mugs/", ("list_view", "", "")),
        ("/search/?q=mug", ("search", "", "")),
        ("/checkout/", ("checkout_step", "", "checkout")),
        ("/nowhere/at/all", ("page_view", "", "")),
    ],
)
def test_reads_from_the_address_what_was_seen(
    channel: ChannelInfo, path: str, expected: tuple[str, str, str]
) -> None:
    send({"events": [event("a", path=path)]})

    found = VisitEvent.objects.get()
    assert (found.name, found.product, found.step) == expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"events": 1}',
        '{"events": [{"id": "x", "n": "page_view", "t": 1}]}',
        '{"events": [{"id": "xxxxxxxx", "n": "steal", "t": 1}]}',
        '{"events": [{"id": "xxxxxxxx", "n": "page_view", "t": 1e99}]}',
        '{"events": [{"id": "xxxxxxxx", "n": "page_view", "t": 1, "p": "\\u0000"}]}',
        '{"events": [{"id": "xxxxxxxx", "n": "page_view", "t": 99999999999999999}]}',
        "[" * 5000,
    ],
)
def test_refuses_nonsense_quietly(channel: ChannelInfo, body: str) -> None:
    """attack: deep JSON, NUL, huge numbers"""
    assert send(body) == 400
    assert VisitEvent.objects.count() == 0


def test_refuses_other_sites_and_floods(channel: ChannelInfo) -> None:
    assert send({"events": [event("a")]}, **{"sec-fetch-site": "cross-site"}) == 403
    assert send("x" * 70_000) == 413
    assert Client().get("/t/").status_code == 405


def test_one_address_cannot_flood_us(channel: ChannelInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    """attack: public write to shared state"""
    monkeypatch.setattr(pages, "PER_MINUTE", 2)
    headers = {"user-agent": BROWSER}

    statuses = [
        Client(headers=headers, REMOTE_ADDR="198.51.100.7")
        .post("/t/", json.dumps({"events": [event(f"e{n}")]}), content_type="text/plain")
        .status_code
        for n in range(3)
    ]

    assert statuses == [204, 204, 429]
    assert VisitEvent.objects.count() == 2
