"""Where is my order: by link, by number and e-mail address, by account."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from commerce import db
from commerce.events.models import OutboxEvent
from crm import public as crm
from orders.order.models import Order
from orders.tracking import queries
from orders.tracking.queries import address_lines
from tests.builders import commerce as ground
from tests.builders import orders as build
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    cache.clear()
    return build.make_order(build.make_shop())


def test_secret_link_opens_the_order_and_no_other_word_does(client: Client, order: Order) -> None:
    """O2: signed link; private, and no referrer for others."""
    good = client.get(f"/orders/{order.public_id}/{order.token}/")
    bad = client.get(f"/orders/{order.public_id}/{'x' * len(order.token)}/")

    assert order.number in good.content.decode()
    assert good["Cache-Control"] == "private, no-store"
    assert good["Referrer-Policy"] == "same-origin"
    assert bad.status_code == 404


def test_thanks_are_said_right_after_ordering(client: Client, order: Order) -> None:
    """O1: number, e-mail, what comes next; noindex."""
    page = client.get(f"/orders/{order.public_id}/{order.token}/?thanks=1").content.decode()

    assert "Thank you, your order is in" in page
    assert order.email in page
    assert 'content="noindex"' in page


def test_number_and_email_open_it(client: Client, order: Order) -> None:
    written = order.number.lower().replace("-", " ")
    answer = client.post("/track/", {"number": f"# {written}", "email": order.email.upper()})

    assert answer["Location"] == f"/orders/{order.public_id}/{order.token}/"


def test_answers_the_same_whichever_is_wrong(client: Client, order: Order) -> None:
    """O2: same answer for unknown pairs."""
    number = client.post("/track/", {"number": "EU-999", "email": order.email})
    email = client.post("/track/", {"number": order.number, "email": "eve@example.com"})

    said = "We know no order with this number and e-mail address or postcode."
    assert said in number.content.decode()
    assert said in email.content.decode()
    assert number.status_code == email.status_code == 422


def test_asks_for_patience_after_many_tries(client: Client, order: Order) -> None:
    """X27: 429 in the shop's design."""
    for _ in range(10):
        client.post("/track/", {"number": "EU-999", "email": "eve@example.com"})

    answer = client.post("/track/", {"number": order.number, "email": order.email})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    page = answer.content.decode()
    assert "That was a lot at once" in page
    assert "Try again in 10 minutes." in page
    assert 'href="/track/"' in page


def test_account_lists_its_own_orders_only(client: Client, order: Order) -> None:
    client.force_login(ground.make_user("eve@example.com"))

    assert "No order yet" in client.get("/account/orders/").content.decode()
    assert client.get(f"/account/orders/{order.number}/").status_code == 404
    assert client.get("/account/").status_code == 200


def _signed_in(client: Client, order: Order) -> None:
    user = ground.make_user("ada.account@example.com")
    with db.transaction():
        me = crm.customer_of(user_id=user.pk, at=AT)
    Order.objects.filter(pk=order.pk).update(customer_id=me.customer_id)
    client.force_login(user)


def test_orders_are_found_by_number_by_article_and_by_state(client: Client, order: Order) -> None:
    """A2: search and chips, both in the address."""
    _signed_in(client, order)

    def found(query: str) -> bool:
        return (
            f'/account/orders/{order.number}/"'
            in client.get(f"/account/orders/{query}").content.decode()
        )

    assert found("")
    assert found(f"?q={order.number[-4:]}")
    assert found("?q=mug&state=open")
    assert not found("?q=nothing+like+it")
    assert not found("?state=canceled")
    assert found("?state=%27drop")
    assert "No order is like that" in client.get("/account/orders/?q=zzz").content.decode()


def test_the_first_page_leads_everywhere(client: Client, order: Order) -> None:
    """A1: next delivery, last orders, tiles; the present page is marked in both navigations."""
    _signed_in(client, order)

    page = client.get("/account/").content.decode()

    assert "On its way to you" in page
    assert "1 order so far" in page
    assert "0 articles saved" in page
    assert page.count('aria-current="page"') == 2


def test_a_receipt_sums_up_to_the_order(client: Client, order: Order) -> None:
    """A2: printable, taxes by rate."""
    _signed_in(client, order)

    answer = client.get(f"/account/orders/{order.number}/receipt/")

    page = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "Receipt for order" in page
    order.refresh_from_db()
    assert sum(one["tax"].minor for one in queries.taxes(order)) == order.tax_minor
    assert sum(one["net"].minor for one in queries.taxes(order)) == order.net_minor
    assert Client().get(f"/account/orders/{order.number}/receipt/").status_code == 302


def test_orders_of_others_do_not_exist(client: Client, order: Order) -> None:
    client.force_login(ground.make_user("eve@example.com"))

    for door in ("", "receipt/", "end/", "address/"):
        assert client.get(f"/account/orders/{order.number}/{door}").status_code == 404
    assert client.post(f"/account/orders/{order.number}/again/").status_code == 404
    order.refresh_from_db()
    assert order.state == "placed"


def test_the_days_of_delivery_go_into_a_calendar(client: Client, order: Order) -> None:
    """O1: whole days, the last one included; only by the secret link, and not when all is over."""
    Order.objects.update(earliest_on=date(2026, 11, 25), latest_on=date(2026, 11, 26))
    path = f"/orders/{order.public_id}/{order.token}/delivery.ics"

    answer = client.get(path)

    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261125\r\n" in text
    assert "DTEND;VALUE=DATE:20261127\r\n" in text
    assert f"Order {order.number} arrives" in text
    assert client.get(path.replace(order.token, "wrong")).status_code == 404
    Order.objects.update(earliest_on=None)
    assert client.get(path).status_code == 404


def test_confirmation_says_what_comes_next_and_offers_an_account_by_one_field(
    client: Client, order: Order
) -> None:
    """O1, K12: days, a calendar, and one password field; the address is known already."""
    Order.objects.update(earliest_on=date(2026, 11, 25), latest_on=date(2026, 11, 26))

    page = client.get(f"/orders/{order.public_id}/{order.token}/?thanks=1").content.decode()

    main = page.partition("<main")[2].partition("</main>")[0]
    assert "It arrives Wed" in main
    assert "delivery.ics" in main
    assert main.count('type="password"') == 1
    assert f'type="hidden" name="email" value="{order.email}"' in main


def test_says_why_an_order_is_late(client: Client, order: Order) -> None:
    """O3: what was promised, and what holds it up."""
    Order.objects.update(earliest_on=date(2020, 1, 6), latest_on=date(2020, 1, 7))

    page = client.get(f"/orders/{order.public_id}/{order.token}/").content.decode()

    assert "It was to arrive by Tue" in page
    assert "Not everything was ready to leave in time." in page


def test_looking_again_counts_no_second_purchase(client: Client, order: Order) -> None:
    """O1: a reload of the confirmation is just a look."""
    before = OutboxEvent.objects.count()

    for _turn in range(2):
        client.get(f"/orders/{order.public_id}/{order.token}/?thanks=1")

    assert OutboxEvent.objects.count() == before


def test_an_address_keeps_its_order_on_a_page_from_right_to_left(
    client: Client, order: Order
) -> None:
    """I18N4: postcode before town, as the post reads it: each line by itself."""
    lines = address_lines(order.ship_to)

    page = client.get(f"/ar/orders/{order.public_id}/{order.token}/").content.decode()

    assert any(line[0].isdigit() for line in lines)
    assert all(f"<bdi>{line}</bdi><br>" in page for line in lines)
