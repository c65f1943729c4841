"""Staff name choices: by right only, with refusals at their fields, and all in the trail."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from catalog.models import Category, Landing
from commerce.audit.models import Trail
from tests.builders import landings as build
from tests.builders.commerce import make_user

pytestmark = pytest.mark.django_db
ADD = reverse("admin:catalog_landing_add")


def staff(client: Client, *rights: str) -> Client:
    user = make_user("mina@example.com", is_staff=True, is_superuser=not rights)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def body(**over: Any) -> dict[str, Any]:
    category = Category.objects.get(code="vases").pk
    return {
        "category": category, "filters": ["color=sky", "color=ink"], "indexable": "on",
        "position": 1, "heading__en": "Blue vases", "heading__de": "Blaue Vasen",
        "slug__de": "blau", **over,
    }  # fmt: skip


def test_staff_name_a_choice_and_change_it(client: Client) -> None:
    build.open_vases()
    client = staff(client)

    form = client.get(ADD).content.decode()
    made = client.post(ADD, body())
    row = Landing.objects.get()
    change = reverse("admin:catalog_landing_change", args=[row.pk])
    shown = client.get(change).content.decode()
    client.post(change, body(heading__en="Vases in blue", filters=["color=sky"]))
    listed = client.get(reverse("admin:catalog_landing_changelist")).content.decode()

    assert "Color: Sky" in form
    assert made.status_code == 302
    assert 'value="color=ink" selected' in shown
    row.refresh_from_db()
    assert (row.chosen, row.words["en"]["slug"]) == ({"color": ["sky"]}, "vases-in-blue")
    assert row.words["de"]["slug"] == "blau"
    assert "/c/vases/vases-in-blue/" in listed
    trail = Trail.objects.filter(table_name="catalog_landing").order_by("id")
    assert [one.operation for one in trail] == ["insert", "update"]
    assert all(one.speaker.startswith("staff:") for one in trail)


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ({"filters": ["color=pink"]}, "Select a valid choice"),
        ({"filters": []}, "This field is required"),
        ({"heading__en": "", "heading__de": "", "slug__de": ""}, "give a heading"),
        ({"heading__de": ""}, "a heading is missing in de"),
        ({"slug__de": "neu"}, "has a landing page with these filters"),
        ({"filters": ["color=rust"]}, "is taken"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    client: Client, over: dict[str, Any], told: str
) -> None:
    build.open_vases()
    build.make_landing()
    client = staff(client)

    answer = client.post(ADD, body(**over))

    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Landing.objects.count() == 1


def test_to_delete_is_to_retire(client: Client) -> None:
    front = build.open_vases()
    row = build.make_landing()
    client = staff(client)

    client.post(reverse("admin:catalog_landing_delete", args=[row.pk]), {"post": "yes"})

    row.refresh_from_db()
    assert row.retired_at is not None
    assert front.client.get("/c/vases/blue-vases/").status_code == 301


def test_who_may_not_cannot(client: Client) -> None:
    build.open_vases()
    row = build.make_landing()
    client = staff(client, "view_landing")

    answers = [
        client.post(ADD, body()),
        client.post(reverse("admin:catalog_landing_delete", args=[row.pk]), {"post": "yes"}),
        client.post(reverse("admin:catalog_landing_change", args=[row.pk]), body(position=9)),
    ]

    assert [one.status_code for one in answers] == [403, 403, 403]
    row.refresh_from_db()
    assert (row.retired_at, row.position) == (None, 0)
