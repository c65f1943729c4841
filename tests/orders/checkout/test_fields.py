"""Fields are labeled, ask for the right keyboard, take what people type, and help stays where it was."""

import re
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from cms.demo import planting
from commerce import db, memo
from orders.checkout.models import Checkout
from orders.withdrawals.models import Withdrawal
from tests.builders import orders as build
from tests.builders import storefront
from tests.builders.commerce import AT
from tests.builders.storefront import GUEST, seen

pytestmark = pytest.mark.django_db
TYPED = {"text", "email", "tel", "number", "search", "password", "textarea", "select"}


class Fields(HTMLParser):
    """The typed fields of a page's main part, and the labels that came before them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.labels: set[str] = set()
        self.found: dict[str, dict[str, str]] = {}
        self.bare: list[str] = []
        self.feed(page[page.index("<main") : page.index("</main>")])

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "label":
            self.labels.add(given.get("for", ""))
        kind = given.get("type", "text") if tag == "input" else tag
        if kind not in TYPED:
            return
        self.found[given.get("name", "")] = given
        if given.get("id") not in self.labels and "aria-label" not in given:
            self.bare.append(given.get("name", ""))


@pytest.mark.parametrize("path", ["/checkout/", "/track/", "/withdrawal/", "/cart/"])
def test_every_field_has_a_label_before_it(path: str) -> None:
    """X13: a placeholder never stands in for one, and what may be left out says so."""
    front = storefront.open_with_bag()

    page = front.client.get(path).content.decode()

    fields = Fields(page)
    assert fields.found
    assert fields.bare == []
    assert not [one for one in fields.found.values() if "placeholder" in one]
    if path in {"/checkout/", "/withdrawal/"}:
        assert "(optional)" in page


def test_fields_ask_for_the_right_keyboard_and_what_the_browser_knows() -> None:
    """X17: delivery and invoice are sections of their own."""
    front = storefront.open_with_bag()

    found = Fields(front.client.get("/checkout/").content.decode()).found

    asked = {name: one.get("autocomplete", "") for name, one in found.items()}
    assert asked["email"] == "email"
    assert found["email"]["type"] == found["email"]["inputmode"] == "email"
    assert asked["full_name"] == "shipping name"
    assert asked["postcode"] == "shipping postal-code"
    assert asked["country"] == "shipping country"
    assert asked["billing-postcode"] == "billing postal-code"
    assert found["phone"]["type"] == "tel" or found["phone"]["inputmode"] == "tel"


def test_what_people_type_is_tidied_not_refused() -> None:
    """X17: spaces and case in a postcode, an e-mail address and an order number."""
    front = storefront.open_with_bag()
    front.client.post("/checkout/", GUEST | seen(front) | {"postcode": " 10 115 ", "quote": "old"})

    kept = Checkout.objects.get()
    assert kept.ship_to["postcode"].replace(" ", "") == "10115"

    order = build.deliver(build.make_order(front.shop))
    said = {"number": f" {order.number.lower()} ", "email": f" {order.email.upper()} "}
    assert front.client.post("/withdrawal/", said).status_code == 302
    assert Withdrawal.objects.get().order_id == order.pk


def test_help_stands_in_the_same_place_on_every_page() -> None:
    """X19: above the page, in the shop and in checkout, and it leads to the same address."""
    front = storefront.open_with_bag()
    with db.transaction():
        planting.plant(channel=front.shop.channel, at=AT, by=build.STAFF)
    memo.forget_all()

    led = set()
    for path in ("/", "/cart/", "/products/", "/track/", "/checkout/", "/nothing-here/"):
        page = front.client.get(path).content.decode()
        above = page[: page.index("<main")]
        found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?\s*Help\s*</a>', above)
        assert found, path
        led |= set(found)

    assert led == {"/pages/shipping-and-returns/"}
