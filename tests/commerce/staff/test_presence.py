"""T5: a form shows who else has it open, until they saved or a while has passed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from commerce import clock
from commerce.staff import presence
from tests.builders import cms, commerce, inventory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody() -> None:
    cache.clear()


def sign_in(email: str) -> Client:
    client = Client()
    client.force_login(commerce.make_user(email, is_staff=True, is_superuser=True))
    return client


def seen(client: Client, path: str) -> list[str]:
    """Who else a page says has it open."""
    return [name for name, _since in client.get(path).context["others"]]


def test_who_has_a_form_open_is_shown_to_others_until_they_save() -> None:
    row = inventory.make_warehouse()
    path = f"/admin/inventory/warehouse/{row.pk}/change/"
    mina, otto = sign_in("mina@example.com"), sign_in("otto@example.com")

    assert seen(mina, path) == []
    assert seen(mina, path) == []
    assert seen(otto, path) == ["mina@example.com"]
    assert "mina@example.com has had this open since" in otto.get(path).content.decode()
    mina.post(path, staff.opened(mina, path))
    assert seen(otto, path) == []


def test_whoever_went_away_without_saving_fades(monkeypatch: pytest.MonkeyPatch) -> None:
    row = inventory.make_warehouse()
    path = f"/admin/inventory/warehouse/{row.pk}/change/"
    mina, otto = sign_in("mina@example.com"), sign_in("otto@example.com")
    mina.get(path)
    later = clock.now() + presence.KEPT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert seen(otto, path) == []


def test_readers_are_not_announced() -> None:
    row = inventory.make_warehouse()
    path = f"/admin/inventory/warehouse/{row.pk}/change/"
    commerce.make_staff("view_warehouse", email="rita@example.com").get(path)

    assert seen(sign_in("otto@example.com"), path) == []


def test_the_editor_of_pages_shows_it_too() -> None:
    commerce.make_channel()
    path = f"/admin/cms/page/{cms.make_page().pk}/change/"
    sign_in("mina@example.com").get(path)

    assert seen(sign_in("otto@example.com"), path) == ["mina@example.com"]
