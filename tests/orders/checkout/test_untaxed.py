"""Countries a channel names but has no tax rate for: said where they matter, offered nowhere, never an error."""

import pytest

from commerce import memo
from commerce.channels.models import Channel
from commerce.identity.models import User
from orders.checkout.models import Checkout
from orders.order.models import Order
from payments.taxes.models import TaxRate
from tests.builders import payments
from tests.builders import storefront as build
from tests.builders.crm import make_account, make_saved_address
from tests.builders.partners import ADDRESS, READY, make_client, send
from tests.builders.storefront import GUEST, seen

pytestmark = pytest.mark.django_db
NOT_AUSTRIA = "Tax for Austria, 1010 cannot be worked out at the moment"


@pytest.fixture
def front() -> build.Storefront:
    """A channel that names Germany, Austria, France and the Netherlands; rates are known for DE and FR."""
    return build.open_with_bag()


def forget_rates() -> None:
    """No rate is known any more, for any country."""
    TaxRate.objects.all().delete()
    memo.forget_all()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Drawer": "1"}])
def test_the_bag_says_where_nothing_can_be_ordered(
    front: build.Storefront, headers: dict[str, str]
) -> None:
    front.client.cookies["there"] = "AT.1010"

    answer = front.client.get("/cart/", headers=headers)

    assert answer.status_code == 200
    assert "€25.00" in answer.content.decode()
    if not headers:
        assert NOT_AUSTRIA in answer.content.decode()


def test_the_bag_and_checkout_offer_only_countries_that_can_be_taxed(
    front: build.Storefront,
) -> None:
    front.client.cookies["there"] = "AT.1010"
    for path in ("/cart/", "/checkout/"):
        page = front.client.get(path).content.decode()

        assert 'value="DE"' in page
        assert 'value="FR"' in page
        assert 'value="AT"' not in page
        assert 'value="NL"' not in page


def test_an_order_into_such_a_country_is_refused_and_nothing_is_placed(
    front: build.Storefront,
) -> None:
    answer = front.client.post(
        "/checkout/", GUEST | seen(front) | {"country": "AT", "postcode": "1010", "city": "Wien"}
    )

    assert answer.status_code == 422
    assert 'id="checkout-form"' in answer.content.decode()
    assert not Order.objects.exists()


def test_a_checkout_kept_from_before_begins_where_it_can(front: build.Storefront) -> None:
    payments.make_rate("AT", "20")
    abroad = GUEST | seen(front) | {"country": "AT", "postcode": "1010", "city": "Wien"}
    front.client.post("/checkout/", abroad | {"quote": "old"})
    assert Checkout.objects.get().ship_to["country"] == "AT"
    TaxRate.objects.filter(country="AT").delete()
    memo.forget_all()

    page = front.client.get("/checkout/")

    assert page.status_code == 200
    assert '<option value="DE" selected>' in page.content.decode()


def test_saved_addresses_there_are_not_offered(front: build.Storefront) -> None:
    ada = make_account()
    make_saved_address(ada, country="AT", postcode="1010", city="Wien")
    front.client.force_login(User.objects.get())
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "1"})

    page = front.client.get("/checkout/")

    assert page.status_code == 200
    assert "Wien" not in page.content.decode()


def test_without_any_rate_the_bag_says_so_and_checkout_leads_there(
    front: build.Storefront,
) -> None:
    forget_rates()

    bag = front.client.get("/cart/")
    checkout = front.client.get("/checkout/")

    assert bag.status_code == 200
    assert "Tax for Germany cannot be worked out" in bag.content.decode()
    assert checkout.status_code == 302
    assert checkout["Location"] == "/cart/"


def test_express_buttons_learn_that_it_cannot_be_quoted(front: build.Storefront) -> None:
    good = front.client.post("/checkout/express/quote/", {"country": "FR"})
    bad = front.client.post("/checkout/express/quote/", {"country": "AT"})

    assert good.status_code == 200
    assert bad.status_code == 409
    assert bad.json() == {}


def test_partners_are_refused_by_a_code_of_its_own(front: build.Storefront) -> None:
    client = make_client()
    lines = {"lines": [{"sku": "MUG-1", "quantity": 1}]}
    vienna = ADDRESS | {"country": "AT", "postcode": "1010", "city": "Wien"}

    answer = send(client, "checkouts", lines | {"shipping_address": vienna}, key="a")

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "no_tax_rate"
    assert answer.json()["data"]["countries"] == ["DE", "FR"]
    assert not Checkout.objects.filter(cart__api_key__isnull=False).exists()


def test_a_partner_s_checkout_outlives_the_loss_of_a_rate(front: build.Storefront) -> None:
    client = make_client()
    lines = {"lines": [{"sku": "MUG-1", "quantity": 1}]}
    made = send(client, "checkouts", lines | READY, key="a").json()
    forget_rates()

    read = client.get(f"/api/v1/checkouts/{made['id']}")
    confirmed = send(
        client,
        f"checkouts/{made['id']}/confirmation",
        {"quote": made["quote"]["hash"]},
        key="b",
    )

    assert (read.status_code, read.json()["quote"]) == (200, None)
    assert confirmed.status_code == 422
    assert confirmed.json()["code"] == "no_tax_rate"
    assert not Order.objects.exists()


def test_a_channel_can_export_without_rates_of_others(front: build.Storefront) -> None:
    Channel.objects.update(countries=["DE", "CH"])
    memo.forget_all()

    page = front.client.get("/checkout/").content.decode()
    assert 'value="CH"' in page
