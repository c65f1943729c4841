"""Every form that staff may save: opened and sent back it changes nothing, and it knows what it showed."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from catalog.products.models import Picture
from commerce.events.models import Delivery
from commerce.staff.edits import SHOWN
from commerce.staff.screens import ReadOnlyAdmin, StaffAdmin
from tests.builders import cms, commerce, landings, papers, payments, sizing, staff, stores
from tests.builders import storefront as shops

pytestmark = pytest.mark.django_db
# They count what was done, by whom and when; saving is something that was done.
COUNTED = {"version", "updated_at", "changed_at", "turned_at"}


def changeable() -> dict[str, Any]:
    """Every screen on which somebody who may do everything can save a row."""
    request = RequestFactory().get("/")
    request.user = commerce.make_user("boss@example.com", is_staff=True, is_superuser=True)
    probe = Delivery(pk=1)
    return {
        model._meta.label: screen
        for model, screen in admin.site._registry.items()
        if screen.has_change_permission(request, probe)
    }


def furnish() -> None:
    """This makes a row, and rows beneath, for each of them."""
    front = landings.open_vases()
    landings.make_landing()
    stores.make_store()
    family = sizing.make_attributes()
    sizing.make_guide(uses={"families": [family.pk]})
    papers.make_paper(front.mug.product_id)
    channel = front.shop.channel
    for country in channel.countries:
        if not apps.get_model("payments.TaxRate").objects.filter(country=country).exists():
            payments.make_rate(country, "20")
    cms.make_menu(channel, "header", {"to": "/products/", "titles": {"en": "All", "de": "Alles"}})
    key, _secret = commerce.make_api_key("orders:read")
    rows: dict[str, dict[str, Any]] = {
        "auth.Group": {"name": "Clerks"},
        "catalog.Brand": {"name": "Hay", "code": "hay"},
        "catalog.Synonyms": {"language": "en", "words": ["sofa", "couch"]},
        "commerce.WebhookSubscription": {
            "key": key, "url": "https://a.example/", "events": ["*"], "created_at": commerce.AT,
        },
        "account.EmailAddress": {"user": commerce.make_user(), "email": "ada@example.com"},
        "catalog.Asset": {
            "key": "k" * 32, "checksum": "c" * 64, "width": 800, "height": 1000,
            "title": "Mug", "alts": {"en": "A mug"}, "created_at": commerce.AT,
        },
    }  # fmt: skip
    for label, columns in rows.items():
        apps.get_model(label).objects.create(**columns)
    asset = apps.get_model("catalog.Asset").objects.get(key="k" * 32)
    Picture.objects.create(product_id=front.mug.product_id, asset=asset, position=0)
    shops.light()


def stored() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of ours that a form could change."""
    return {
        label: [
            {name: value for name, value in row.items() if name not in COUNTED}
            for row in apps.get_model(label).objects.order_by("pk").values()
        ]
        for label in [*changeable_labels(), "catalog.Variant", "catalog.Picture", "catalog.Price",
                      "inventory.DeliveryRate", "catalog.AttributeOption", "catalog.SizeLine"]
    }  # fmt: skip


def changeable_labels() -> list[str]:
    return [
        model._meta.label
        for model, screen in admin.site._registry.items()
        if not isinstance(screen, ReadOnlyAdmin)
    ]


def test_every_form_that_saves_stands_on_the_base() -> None:
    """No screen of its own: whoever forgets the base forgets its lock and its look at others."""
    found = changeable()

    assert {"catalog.Product", "commerce.Channel", "commerce.User"} <= found.keys()
    assert not [label for label, one in found.items() if not isinstance(one, StaffAdmin)]


def test_every_form_sent_back_unchanged_is_saved_and_changes_nothing() -> None:
    """T5: nobody is told of changes that nobody made, and saving touches nothing beside."""
    screens = changeable()
    client = Client()
    client.force_login(apps.get_model("commerce.User").objects.get(email="boss@example.com"))
    furnish()
    before = stored()

    for label, screen in screens.items():
        row = screen.model.objects.first()
        assert row is not None, f"furnish() makes no {label}"
        opts = screen.model._meta
        path = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        said = staff.opened(client, path)
        assert json.loads(said[SHOWN][0])["marks"], label

        answer = client.post(path, said)

        faults = [] if answer.status_code == 302 else answer.context["adminform"].form.errors
        assert (answer.status_code, label, faults) == (302, label, [])
        assert stored() == before, label
