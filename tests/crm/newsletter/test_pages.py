"""Letters: asked for twice, proved by the mailed link, ended by one click (N5)."""

import json
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from commerce.channels.queries import ChannelInfo
from crm.consents.models import Consent
from crm.customers.models import Customer
from crm.newsletter import actions, queries, tasks
from crm.newsletter.rules import Wish
from tests.builders import commerce as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> ChannelInfo:
    return build.make_channel(languages=["en", "de"])


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _mailed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's part is done in place, with the very values the queue would carry."""

    class Desk:
        def send_task(self, name: str, *, kwargs: dict[str, str], **_: object) -> None:
            assert name == "crm.newsletter.tasks.send_letter"
            tasks.send_letter(**kwargs)

    monkeypatch.setattr(actions, "current_app", Desk())
    monkeypatch.setattr(actions, "send", actions.send.__wrapped__)  # type: ignore[attr-defined]


def _link(letter: int = -1) -> str:
    found = re.search(r"https?://[^/\s]+(/\S*newsletter/\S+/)", str(mail.outbox[letter].body))
    assert found
    return found[1]


def test_an_address_is_asked_by_mail_and_stored_nowhere(
    client: Client, channel: ChannelInfo
) -> None:
    answer = client.post(
        "/newsletter/", {"email": " Ada@Example.com "}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200
    assert "we sent a link to ada@example.com" in answer.content.decode()
    assert len(mail.outbox) == 1
    assert mail.outbox[0].subject == "Do you want letters from Kontor?"
    assert not Customer.objects.exists()
    assert not Consent.objects.exists()


def test_visiting_the_link_is_no_word_pressing_its_button_is(
    client: Client, channel: ChannelInfo
) -> None:
    client.post("/newsletter/", {"email": "ada@example.com"})
    link = _link()

    seen = client.get(link)
    assert seen.status_code == 200
    assert not Consent.objects.exists()
    pressed = client.post(link)

    assert pressed["Location"] == "/newsletter/done/"
    word = Consent.objects.get()
    assert (word.purpose, word.given, word.source) == ("newsletter", True, "newsletter link")
    assert word.customer is not None
    assert word.customer.email == "ada@example.com"


def test_pressing_twice_is_one_word(client: Client, channel: ChannelInfo) -> None:
    client.post("/newsletter/", {"email": "ada@example.com"})
    link = _link()

    client.post(link)
    client.post(link)

    assert Consent.objects.count() == 1
    assert Customer.objects.count() == 1


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.com"])
def test_an_address_no_mail_reaches_is_refused_beside_its_field(
    client: Client, channel: ChannelInfo, email: str
) -> None:
    """X14, X15: the typed value stays."""
    answer = client.post("/newsletter/", {"email": email}, headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter an e-mail address, like name@example.com" in page
    assert 'aria-invalid="true"' in page
    assert f'value="{email}"' in page
    assert mail.outbox == []


def test_without_javascript_the_answer_is_a_page(client: Client, channel: ChannelInfo) -> None:
    """X20."""
    page = client.post("/newsletter/", {"email": "ada@example.com"}).content.decode()

    assert page.startswith("<!doctype html>")
    assert "Look into your mail" in page


def test_a_forged_link_agrees_to_nothing(client: Client, channel: ChannelInfo) -> None:
    for path in ("/newsletter/confirmation/forged/", "/newsletter/end/forged/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert not Consent.objects.exists()


def test_a_mail_program_ends_letters_by_itself(client: Client, channel: ChannelInfo) -> None:
    """RFC 8058: a plain POST without a token, from nowhere."""
    client.post("/newsletter/", {"email": "ada@example.com"})
    client.post(_link())
    customer = Customer.objects.get()
    path = queries.leave_path(customer.public_id)
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.get(path).status_code == 200
    assert Consent.objects.count() == 1
    stranger.post(path, {"List-Unsubscribe": "One-Click"})
    stranger.post(path)

    assert list(Consent.objects.order_by("id").values_list("given", flat=True)) == [True, False]


def test_the_first_letter_offers_the_way_out_in_its_headers(channel: ChannelInfo) -> None:
    wish = Wish(email="ada@example.com", language="de", channel=channel.code)

    letter = queries.welcome(wish, customer_public_id="cus_1")

    assert "/de/newsletter/end/cus_1" in letter.leave
    assert letter.leave in letter.text
    assert "Diese Briefe beenden" in letter.text


def test_too_many_addresses_from_one_place_must_wait(client: Client, channel: ChannelInfo) -> None:
    answers = [client.post("/newsletter/", {"email": f"a{n}@example.com"}) for n in range(6)]

    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert len(mail.outbox) == 5


def test_a_form_in_the_footer_is_not_replaced_by_the_page_that_asks_to_wait(
    client: Client, channel: ChannelInfo
) -> None:
    """X27: a script gets a note to show, and leaves the region as it is."""
    for number in range(6):
        answer = client.post(
            "/newsletter/", {"email": f"a{number}@example.com"}, headers={"hx-request": "true"}
        )

    told = "That was a lot at once. Try again in 10 minutes."
    assert (answer.status_code, answer["HX-Reswap"]) == (429, "none")
    assert json.loads(answer["HX-Trigger"]) == {"kontor:toast": {"text": told}}
    assert answer.content.decode() == told
