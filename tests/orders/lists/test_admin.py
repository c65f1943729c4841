"""Staff see what is wished for most, and no owner's link."""

import pytest
from django.test import Client

from orders.lists.models import SavedList
from tests.builders import commerce as accounts
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db


def test_shows_what_is_wished_for_most_above_the_lists() -> None:
    front = build.open_storefront()
    for _ in range(2):
        Client().post("/lists/hearts/", {"variant": front.mug.public_id})
    SavedList.objects.update(token="a-secret-of-its-owner")
    staff = Client()
    staff.force_login(accounts.make_user("boss@example.com", is_staff=True, is_superuser=True))

    page = staff.get("/admin/orders/savedlist/").content.decode()
    row = staff.get(f"/admin/orders/savedlist/{SavedList.objects.first().pk}/change/")  # type: ignore[union-attr]

    assert "Wished for most" in page
    assert "Blue mug" in page
    assert "<td>2</td><td>0</td><td>yes</td>" in page
    assert row.status_code == 200
    assert "a-secret-of-its-owner" not in row.content.decode()
