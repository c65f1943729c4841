"""Staff see what a kept card is known by, with the right to, and take one away."""

import pytest
from django.test import Client

from commerce.audit import trail
from commerce.channels.queries import ChannelInfo
from commerce.identity.models import User
from payments.wallet.models import SavedCard
from tests.builders.commerce import make_user
from tests.builders.crm import make_customer
from tests.builders.payments import write_card

pytestmark = pytest.mark.django_db
SUBMIT = {"_form_submitted": "on"}


def staff(*rights: str) -> Client:
    """A member of staff with these rights."""
    from django.contrib.auth.models import Permission

    user = make_user("staff@example.com", is_staff=True)
    for right in rights:
        app, _, code = right.partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=code)
        )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def card(channel: ChannelInfo) -> SavedCard:
    ada = make_customer()
    return write_card(ada.customer_id, last4="4242", reference="pm_secret", is_default=True)


def test_the_customer_s_page_shows_cards_to_those_who_may_see_them(card: SavedCard) -> None:
    path = f"/admin/crm/customer/{card.customer_id}/change/"

    seen = staff("crm.view_customer", "payments.view_savedcard").get(path).content.decode()

    assert "Visa •••• 4242" in seen
    assert "pm_secret" not in seen


def test_and_to_nobody_else(card: SavedCard) -> None:
    path = f"/admin/crm/customer/{card.customer_id}/change/"

    seen = staff("crm.view_customer").get(path).content.decode()

    assert "Saved cards" not in seen
    assert "4242" not in seen


def test_the_list_shows_no_provider_s_id(card: SavedCard) -> None:
    client = staff("payments.view_savedcard")

    pages = [
        client.get(path).content.decode()
        for path in (
            "/admin/payments/savedcard/",
            f"/admin/payments/savedcard/{card.pk}/change/",
        )
    ]

    assert all("Visa •••• 4242" in page and "pm_secret" not in page for page in pages)


def test_staff_take_a_card_away_with_the_right_to(card: SavedCard) -> None:
    path = f"/admin/payments/savedcard/{card.pk}/remove/"
    forbidden = staff("payments.view_savedcard").post(path, SUBMIT)
    card.refresh_from_db()
    assert (forbidden.status_code, card.state) == (403, "kept")


def test_and_the_trail_says_who(card: SavedCard) -> None:
    client = staff("payments.view_savedcard", "payments.remove_savedcard")
    user = User.objects.get(email="staff@example.com")
    client.post(f"/admin/payments/savedcard/{card.pk}/remove/", SUBMIT)

    card.refresh_from_db()
    assert (card.state, card.is_default) == ("removed", False)
    assert [move.by for move in trail.moves_of(card)] == [f"staff:{user.pk}:staff@example.com"]
