"""Staff say where to look in a picture, and see what crops keep."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalog.assets.models import Asset
from tests.builders.commerce import AT, make_user

pytestmark = pytest.mark.django_db


def test_the_picture_can_be_pressed_on_and_shows_its_crops(client: Client) -> None:
    asset = Asset.objects.create(
        key="k" * 32, checksum="c" * 64, width=800, height=1000, focal_x=20, created_at=AT
    )
    client.force_login(make_user("mina@example.com", is_staff=True, is_superuser=True))

    page = client.get(reverse("admin:catalog_asset_change", args=[asset.pk])).content.decode()

    assert re.search(r'<script src="[^"]*staff/focal[^"]*\.js"[^>]* defer', page)
    assert page.count("data-focal-crop") == 3
    assert re.search(r'name="focal_x"[^>]*value="20"|value="20"[^>]*name="focal_x"', page)
