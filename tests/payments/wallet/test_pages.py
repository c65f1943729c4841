"""The account's page of payment methods."""

import pytest
from django.test import Client

from commerce.channels.queries import ChannelInfo
from payments.wallet.models import SavedCard
from tests.builders.commerce import AT
from tests.builders.crm import make_account, user_of
from tests.builders.payments import write_card

pytestmark = pytest.mark.django_db
PAGE = "/account/cards/"


@pytest.fixture
def ada(channel: ChannelInfo) -> int:
    return make_account().customer_id


@pytest.fixture
def client(ada: int) -> Client:
    from crm import public as crm

    customer = crm.find_customer(customer_id=ada)
    assert customer is not None
    found = Client()
    found.force_login(user_of(customer))
    return found


def test_strangers_sign_in_first(channel: ChannelInfo) -> None:
    assert Client().get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


def test_without_a_card_it_says_what_would_be_here(client: Client) -> None:
    """X8: empty, with one thing to do."""
    page = client.get(PAGE).content.decode()

    assert "No card kept yet" in page
    assert 'href="/account/cards/new/"' in page
    assert 'aria-current="page"' in page


def test_cards_are_listed_with_what_one_knows_them_by(client: Client, ada: int) -> None:
    """A4: the default first, an expired one said to be expired, never a provider's id."""
    write_card(ada, last4="1111", exp_year=2020)
    write_card(ada, last4="4242", is_default=True, reference="pm_secret")

    page = client.get(PAGE).content.decode()

    assert page.index("Visa •••• 4242") < page.index("Visa •••• 1111")
    assert "Valid until 12/34" in page
    assert "Expired 12/20" in page
    assert page.count("Make default") == 0
    assert "pm_secret" not in page


def test_another_card_becomes_the_default(client: Client, ada: int) -> None:
    write_card(ada, is_default=True)
    other = write_card(ada)

    answer = client.post(f"{PAGE}{other.public_id}/default/", follow=True)

    assert "Checkout begins with this card now" in answer.content.decode()
    assert SavedCard.objects.get(is_default=True) == other


def test_a_card_is_deleted_and_comes_back(client: Client, ada: int) -> None:
    """A4, X11: delete with undo."""
    card = write_card(ada, is_default=True)

    page = client.post(f"{PAGE}{card.public_id}/deletion/", follow=True).content.decode()
    assert "It can come back for 15 minutes" in page
    assert 'name="default" value="1"' in page
    back = client.post(f"{PAGE}{card.public_id}/restoration/", {"default": "1"}, follow=True)

    assert "The card is back" in back.content.decode()
    card.refresh_from_db()
    assert (card.state, card.is_default) == ("kept", True)


def test_what_is_gone_for_good_says_so(client: Client, ada: int) -> None:
    card = write_card(ada, state="removed", next_detach_at=AT)

    page = client.post(f"{PAGE}{card.public_id}/restoration/", follow=True).content.decode()

    assert "The card is gone for good" in page
    card.refresh_from_db()
    assert card.state == "removed"


@pytest.mark.parametrize("act", ["default", "deletion"])
def test_the_cards_of_others_do_not_exist(client: Client, ada: int, act: str) -> None:
    theirs = write_card(ada + 1, is_default=True)

    assert client.post(f"{PAGE}{theirs.public_id}/{act}/").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.state, theirs.is_default) == ("kept", True)


def test_nothing_is_done_by_a_link(client: Client, ada: int) -> None:
    card = write_card(ada)

    assert client.get(f"{PAGE}{card.public_id}/deletion/").status_code == 405
