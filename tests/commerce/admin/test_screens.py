"""Every registered staff screen opens, and none opens to a stranger."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from commerce import ids
from commerce.events.models import Delivery, OutboxEvent
from tests.builders.commerce import AT, make_boss, make_channel, make_user

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_lists_and_forms_open(model: type) -> None:
    make_channel()
    client = make_boss()
    name = f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]

    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:{name}_add")).status_code in {200, 403}


def test_strangers_and_shoppers_are_sent_away() -> None:
    shopper = Client()
    shopper.force_login(make_user())

    for client in (Client(), shopper):
        assert client.get("/admin/").status_code == 302
        assert client.get("/admin/commerce/trail/").status_code == 302


def test_a_parked_delivery_is_skipped_only_with_a_reason() -> None:
    from commerce import db
    from commerce.events import outbox
    from crm.events import CustomerRegistered

    with db.transaction():
        outbox.publish(CustomerRegistered(customer_id=1, has_account=False), at=AT)
    event = OutboxEvent.objects.get()
    row = Delivery.objects.create(
        event=event, listener="x", subject="s", next_at=AT, state="parked"
    )
    client, form = make_boss(), {"action": "skip", "_selected_action": [row.pk]}

    assert b"Reason" in client.post("/admin/commerce/delivery/", form).content
    row.refresh_from_db()
    assert row.state == "parked"
    client.post("/admin/commerce/delivery/", form | {"reason": "never existed"})

    row.refresh_from_db()
    assert (row.state, row.skip_reason) == ("skipped", "never existed")


def test_the_sidebar_shows_what_a_person_may_see() -> None:
    from django.contrib.auth.models import Permission

    clerk = make_user("clerk@example.com", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_trail"))
    client = Client()
    client.force_login(clerk)

    page = client.get("/admin/").content.decode()

    assert "/admin/commerce/trail/" in page
    assert "/admin/commerce/apikey/" not in page


def test_the_staff_door_counts_tries_per_name_and_address() -> None:
    client, form = Client(), {"username": f"{ids.new('boss')}@example.com", "password": "guess"}

    statuses = [client.post("/admin/login/", form).status_code for _ in range(12)]
    spoofed = client.post("/admin/login/", form, headers={"X-Forwarded-For": "203.0.113.9"})

    assert statuses == [200] * 10 + [429] * 2
    assert spoofed.status_code == 429
    assert spoofed["Retry-After"] == "60"


def test_the_staff_door_stays_shut_without_a_counter(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commerce.http import throttles

    monkeypatch.setattr(throttles, "_client", None)
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert Client().post("/admin/login/", {"username": "x", "password": "y"}).status_code == 429

    monkeypatch.setattr(throttles, "_client", None)
