"""From a fact to a signed message, through failure to delivery."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from rest_framework.test import APIClient
from typing_extensions import override

from commerce import clock, db
from commerce.events import outbox
from commerce.webhooks import actions, rules
from commerce.webhooks.models import WebhookAttempt, WebhookMessage, WebhookSubscription
from crm.events import CustomerRegistered
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db
Partner = Callable[..., APIClient]


class Receiver:
    """A partner's server with a memory; answers with `status`."""

    def __init__(self) -> None:
        self.status = 204
        self.got: list[tuple[dict[str, str], str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.got.append(
                    ({key.lower(): value for key, value in self.headers.items()}, text)
                )
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            @override
            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


def announce() -> None:
    """A customer registers."""
    with db.transaction():
        outbox.publish(CustomerRegistered(customer_id=5, has_account=True), at=AT, channel="eu")


def test_a_fact_arrives_once_signed(
    receiver: Receiver, partner: Partner, deliver: Callable[[], int]
) -> None:
    client = partner("webhooks:write", "webhooks:read")
    made = client.post(
        "/api/v1/webhooks", {"url": receiver.url, "events": ["crm.*"]}, format="json"
    ).json()
    announce()
    deliver()

    actions.send_due()
    actions.send_due()

    (headers, text), *more = receiver.got
    assert more == []
    expected = rules.signature(
        secrets=[made["secret"]],
        message_id=headers["webhook-id"],
        timestamp=int(headers["webhook-timestamp"]),
        text=text,
    )
    assert headers["webhook-signature"] == expected
    assert '"type":"crm.customer_registered"' in text
    listed = client.get(f"/api/v1/webhooks/{made['id']}/messages").json()["data"]
    assert [(one["state"], one["attempts"][0]["status"]) for one in listed] == [("delivered", 204)]


def test_a_failed_message_is_tried_again_and_can_be_resent(
    receiver: Receiver, partner: Partner, deliver: Callable[[], int]
) -> None:
    client = partner("webhooks:write")
    made = client.post(
        "/api/v1/webhooks", {"url": receiver.url, "events": ["*"]}, format="json"
    ).json()
    receiver.status = 500
    announce()
    deliver()
    actions.send_due()
    row = WebhookMessage.objects.get()
    assert (row.state, row.failures) == ("pending", 1)
    assert row.next_at is not None
    assert row.next_at - clock.now() <= timedelta(seconds=5)

    receiver.status = 200
    client.post(f"/api/v1/webhooks/{made['id']}/messages/{row.public_id}/resend")
    actions.send_due()

    row.refresh_from_db()
    assert row.state == "delivered"
    assert receiver.got[0][0]["webhook-id"] == receiver.got[1][0]["webhook-id"]


def test_gone_disables_the_subscription(
    receiver: Receiver, partner: Partner, deliver: Callable[[], int]
) -> None:
    partner("webhooks:write").post(
        "/api/v1/webhooks", {"url": receiver.url, "events": ["*"]}, format="json"
    )
    receiver.status = 410
    announce()
    deliver()

    actions.send_due()

    assert WebhookMessage.objects.get().state == "failed"
    assert not WebhookSubscription.objects.get().active


def test_nothing_answers_and_the_reason_is_kept(
    partner: Partner, deliver: Callable[[], int]
) -> None:
    partner("webhooks:write").post(
        "/api/v1/webhooks", {"url": "http://127.0.0.1:9/hook", "events": ["*"]}, format="json"
    )
    announce()
    deliver()

    actions.send_due()

    assert "refused" in WebhookAttempt.objects.get().error


def test_another_partner_sees_nothing_of_it(receiver: Receiver, partner: Partner) -> None:
    mine, other = (
        partner("webhooks:write", "webhooks:read"),
        partner("webhooks:write", "webhooks:read"),
    )
    made = mine.post(
        "/api/v1/webhooks", {"url": receiver.url, "events": ["*"]}, format="json"
    ).json()
    url = f"/api/v1/webhooks/{made['id']}"

    assert [
        other.get(url).status_code,
        other.delete(url).status_code,
        other.post(f"{url}/secret").status_code,
    ] == [
        404,
        404,
        404,
    ]
    assert other.get("/api/v1/webhooks").json()["data"] == []
    assert "secret" not in mine.get(url).json()


def test_an_event_that_does_not_exist_is_refused(receiver: Receiver, partner: Partner) -> None:
    response = partner("webhooks:write").post(
        "/api/v1/webhooks", {"url": receiver.url, "events": ["orders.order_eaten"]}, format="json"
    )

    assert (response.status_code, response.json()["code"]) == (400, "unknown_event")
    assert not WebhookSubscription.objects.exists()


def test_a_private_address_is_refused(partner: Partner, settings: Any) -> None:
    settings.WEBHOOKS_ALLOW_PRIVATE = False

    response = partner("webhooks:write").post(
        "/api/v1/webhooks", {"url": "https://169.254.169.254/", "events": ["*"]}, format="json"
    )

    assert (response.status_code, response.json()["code"]) == (400, "bad_webhook_url")
