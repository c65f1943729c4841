"""Stock alerts: asked once, told once, forgotten."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from catalog.alerts import actions, queries
from catalog.letters import actions as letters
from catalog.models import Letter, StockAlert
from commerce import db
from commerce.identity import marks
from commerce.money import Money
from inventory import public as inventory
from tests.builders import orders as build
from tests.builders import storefront

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Tries of other tests do not count."""
    cache.clear()
    yield
    cache.clear()


def _ask(front: storefront.Storefront, at: datetime, email: str = "ada@example.com") -> StockAlert:
    with db.transaction():
        return actions.ask(
            variant=front.mug,
            channel=front.shop.channel,
            language="en",
            email=email,
            customer_id=None,
            at=at,
        )


def _fire(front: storefront.Storefront, at: datetime, warehouse: str = "LEJ") -> int:
    with db.transaction():
        return actions.fire(
            variant_id=front.mug.pk, warehouse_code=warehouse, by=build.STAFF, at=at
        )


def test_the_form_stands_in_place_of_the_button() -> None:
    """P13: sold out shows the form; in stock shows the button."""
    front = storefront.open_storefront(mugs=0)

    page = front.client.get("/p/blue-mug/").content.decode()

    assert "Tell me when it is back" in page
    assert 'id="add-button"' not in page


def test_asks_without_scripts_and_with_them() -> None:
    """P13, X20: the same address answers a form and htmx, and asking twice is one alert."""
    front = storefront.open_storefront(mugs=0)
    path = f"/notify/{front.mug.public_id}/"

    plain = front.client.post(path, {"email": " ada@Example.com "})
    piece = front.client.post(
        path, {"email": "ada@example.com"}, headers={"HX-Request": "true"}
    ).content.decode()

    row = StockAlert.objects.get()
    assert plain.headers["Location"] == "/p/blue-mug/"
    assert "We will write to you" in piece
    assert (row.email, row.language, row.state) == ("ada@example.com", "en", "waiting")


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.com", "a da@example.com"])
def test_refuses_what_is_no_address(email: str) -> None:
    """X14, X15: status 422 and what to do."""
    front = storefront.open_storefront(mugs=0)

    answer = front.client.post(f"/notify/{front.mug.public_id}/", {"email": email})

    assert answer.status_code == 422
    assert "Enter an e-mail address, like name@example.com" in answer.content.decode()
    assert StockAlert.objects.count() == 0


def test_unknown_variants_are_not_found() -> None:
    front = storefront.open_storefront()

    assert front.client.post("/notify/var_none/", {"email": "a@b.cd"}).status_code == 404


def test_tells_once_and_forgets_the_address(at: datetime) -> None:
    """P13: one mail with a link that stops; afterwards neither alert nor letter knows the address."""
    front = storefront.open_storefront(mugs=0)
    row = _ask(front, at)

    told = [_fire(front, at), _fire(front, at)]
    sent = letters.send(letter_id=Letter.objects.get().pk, at=at)

    row.refresh_from_db()
    letter = Letter.objects.get()
    message = mail.outbox[0]
    assert (told, sent) == ([1, 0], True)
    assert (row.state, row.email) == ("fired", "")
    assert (letter.state, letter.to, letter.content) == ("sent", "", {})
    assert message.to == ["ada@example.com"]
    assert message.subject == "Blue mug is back"
    assert f"/notify/stop/{row.token}/" in message.body
    assert message.extra_headers["List-Unsubscribe"].endswith(f"/notify/stop/{row.token}/>")


def test_a_warehouse_of_another_channel_tells_nobody(at: datetime) -> None:
    front = storefront.open_storefront(mugs=0)
    _ask(front, at)

    assert _fire(front, at, warehouse="MOON") == 0
    assert Letter.objects.count() == 0


def test_arriving_goods_tell_whoever_waits(at: datetime, deliver: Callable[[], int]) -> None:
    """The fact StockLevelChanged is all it takes."""
    front = storefront.open_storefront(mugs=0)
    _ask(front, at)
    deliver()

    with db.transaction():
        inventory.receive(
            variant_id=front.mug.pk,
            warehouse_code="LEJ",
            quantity=5,
            unit_cost=Money(500, "EUR"),
            reference="late",
            at=at,
            by=build.STAFF,
        )
    deliver()

    assert StockAlert.objects.get().state == "fired"
    assert Letter.objects.get().kind == "back_in_stock"


def test_the_link_stops_on_the_button_only(at: datetime) -> None:
    """Mail scanners follow links; nothing ends before the button is pressed."""
    front = storefront.open_storefront(mugs=0)
    row = _ask(front, at)

    looked = front.client.get(f"/notify/stop/{row.token}/")
    row.refresh_from_db()
    before = row.state
    front.client.post(f"/notify/stop/{row.token}/")

    row.refresh_from_db()
    assert (looked.status_code, before) == (200, "waiting")
    assert (row.state, row.email) == ("stopped", "")
    assert front.client.get("/notify/stop/forged/").status_code == 404


def test_an_erased_person_is_found_by_address(at: datetime) -> None:
    """CustomerErased carries a keyed digest, so that guests are forgotten, too."""
    front = storefront.open_storefront(mugs=0)
    row = _ask(front, at)
    other = _ask(front, at, email="bob@example.com")

    with db.transaction():
        actions.erase_person(
            customer_id=1, email_digest=marks.digest("Ada@example.com"), by=build.STAFF, at=at
        )

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, row.email, row.digest) == ("stopped", "", "")
    assert other.state == "waiting"


def test_old_alerts_expire(at: datetime) -> None:
    front = storefront.open_storefront(mugs=0)
    row = _ask(front, at)

    with db.transaction():
        early = actions.expire(by=build.STAFF, at=at + timedelta(days=179))
        late = actions.expire(by=build.STAFF, at=at + timedelta(days=181))

    row.refresh_from_db()
    assert (early, late, row.state, row.email) == (0, 1, "expired", "")


def test_staff_see_what_is_wanted(at: datetime) -> None:
    front = storefront.open_storefront(mugs=0)
    _ask(front, at)
    _ask(front, at, email="bob@example.com")

    (found,) = queries.wanted()

    assert (found.sku, found.name, found.waiting) == (front.mug.sku, "Blue mug", 2)
