"""Staff describe stores; hours that cannot be right are refused with their day, changes are on the trail."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from commerce import db
from commerce.audit.models import Trail
from inventory.models import Store, Warehouse
from inventory.stores import actions
from tests.builders import commerce, stores
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db
FORM = {
    "slug": "berlin",
    "published": "on",
    "front": "corner",
    "pickup": "on",
    "hours_until_ready": "2",
    "hold_days": "5",
    "fee_minor": "0",
    "services": ["pickup"],
    "day_1": "10:00-13:00, 14:00-19:00",
    "special": "2026-12-24 10:00-14:00 Christmas Eve",
}


def _client(*rights: str) -> Client:
    user = commerce.make_user("mina@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def test_staff_write_hours_a_line_per_day() -> None:
    row = stores.make_store()
    before = Trail.objects.count()
    client = _client("view_store", "change_store")

    answer = client.post(f"/admin/inventory/store/{row.pk}/change/", FORM)

    assert answer.status_code == 302
    place = Warehouse.objects.get(code="berlin")
    assert place.opening_hours == {"1": [["10:00", "13:00"], ["14:00", "19:00"]]}
    fresh = Store.objects.get(pk=row.pk)
    assert fresh.exceptions == [
        {"on": "2026-12-24", "hours": [["10:00", "14:00"]], "note": "Christmas Eve"}
    ]
    assert Trail.objects.count() > before


def test_overlapping_hours_are_refused_with_their_day() -> None:
    row = stores.make_store()
    week = Warehouse.objects.get(code="berlin").opening_hours
    client = _client("view_store", "change_store")

    answer = client.post(
        f"/admin/inventory/store/{row.pk}/change/",
        FORM | {"day_3": "10:00-15:00, 14:00-19:00"},
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Wednesday: these hours overlap" in page
    assert Warehouse.objects.get(code="berlin").opening_hours == week


def test_who_may_only_look_changes_nothing() -> None:
    row = stores.make_store()

    answer = _client("view_store").post(f"/admin/inventory/store/{row.pk}/change/", FORM)

    assert answer.status_code == 403
    assert Store.objects.get(pk=row.pk).exceptions == []


def test_the_action_refuses_what_the_form_would() -> None:
    stores.make_store()
    said = actions.Described(slug="berlin", week={2: "10:00-12:00, 11:00-13:00"})

    with pytest.raises(actions.BadHours) as refusal, db.transaction():
        actions.describe(warehouse_code="berlin", said=said, at=AT, by=stores.BY)

    assert [one["day"] for one in refusal.value.data["faults"]] == ["2"]
    assert Store.objects.get().services == ["pickup", "returns"]
