"""The bag as a shopper handles it, with plain forms and with htmx."""

import re

import pytest
from allauth.account.models import EmailAddress

from catalog.products.models import Variant
from commerce.events.models import OutboxEvent
from orders.cart.models import Cart, CartLine
from tests.builders import commerce as accounts
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Drawer": "1"}


def test_adds_by_a_plain_form_and_leads_back() -> None:
    """X20, PRG: the form posts, the page is fetched again, a reload posts nothing."""
    front = build.open_storefront()

    answer = front.client.post(
        "/cart/lines/", {"variant": front.mug.pk, "quantity": "2", "next": "/c/mugs/"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == "/c/mugs/"
    assert answer.cookies["bag"]["httponly"]
    assert list(CartLine.objects.values_list("quantity", flat=True)) == [2]


def test_adds_by_public_id_as_well() -> None:
    front = build.open_storefront()

    front.client.post("/cart/lines/", {"variant": front.mug.public_id})

    assert CartLine.objects.get().variant_id == front.mug.pk


def test_answers_htmx_with_the_drawer_and_the_badge() -> None:
    """P12, X22: the drawer, the count out of band and a sentence for the live region."""
    front = build.open_storefront()

    answer = front.client.post("/cart/lines/", {"variant": front.mug.pk}, headers=HTMX)

    page = answer.content.decode()
    assert answer["HX-Trigger-After-Settle"] == "bag-changed"
    assert "Your bag, 1 item" in page
    assert 'id="bag-count"' in page
    assert "Added to your bag 1 item in your bag, €12.50" in page
    assert "<html" not in page


def test_says_how_many_are_left_and_keeps_the_bag() -> None:
    front = build.open_storefront(mugs=3)

    answer = front.client.post(
        "/cart/lines/", {"variant": front.mug.pk, "quantity": "4"}, headers=HTMX
    )

    assert answer.status_code == 422
    assert "Only 3 pieces are left" in answer.content.decode()
    assert not Cart.objects.exists()


@pytest.mark.parametrize("quantity", ["-1", "1.5", "many", "9" * 30, "٣"])
def test_tells_what_a_quantity_is(quantity: str) -> None:
    front = build.open_storefront()

    answer = front.client.post(
        "/cart/lines/", {"variant": front.mug.pk, "quantity": quantity}, headers=HTMX
    )

    assert answer.status_code == 422
    assert "Enter a quantity from 1 to" in answer.content.decode()
    assert not Cart.objects.exists()


@pytest.mark.parametrize("variant", ["", "0", "999999999", "var_nothing", "'; drop"])
def test_refuses_what_is_not_sold(variant: str) -> None:
    front = build.open_storefront()

    answer = front.client.post("/cart/lines/", {"variant": variant}, headers=HTMX)

    assert answer.status_code == 422
    assert not Cart.objects.exists()


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("7.1", True),
        ("999999999999999999.1", True),
        ("²².1", False),
        ("1.²", False),
        ("9999999999999999999.1", False),
        ("1.1000", False),
        ("<b>.1", False),
        (".", False),
    ],
)
def test_a_way_back_in_the_address_is_a_number_or_nothing(said: str, offered: bool) -> None:
    front = build.open_storefront()

    answer = front.client.get("/cart/", {"removed": said})

    assert answer.status_code == 200
    assert ("An article was removed" in answer.content.decode()) is offered


def test_removing_offers_the_way_back() -> None:
    """C1, X11: undo in the same place."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "3"})

    answer = front.client.post(f"/cart/lines/{front.mug.pk}/removal/", follow=True)

    page = answer.content.decode()
    assert "Blue mug was removed" in page
    assert f'name="variant" value="{front.mug.pk}"' in page
    assert 'name="quantity" value="3"' in page
    assert not CartLine.objects.exists()


def test_zero_pieces_take_the_line_out() -> None:
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})

    front.client.post(f"/cart/lines/{front.mug.pk}/", {"quantity": "0"})

    assert not CartLine.objects.exists()


def test_looking_writes_nothing(django_assert_num_queries: object) -> None:
    """No database write on GET: an empty bag needs no row and no session."""
    front = build.open_storefront()
    before = OutboxEvent.objects.count()

    answer = front.client.get("/cart/")

    assert answer.status_code == 200
    assert not answer.cookies.get("bag")
    assert not answer.cookies.get("sessionid")
    assert not Cart.objects.exists()
    assert OutboxEvent.objects.count() == before


def test_page_and_fragment_show_the_same_bag() -> None:
    """2.7: every fragment has a full-page twin with the same main content."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})

    front.client.get("/cart/")

    page = front.client.get("/cart/").content.decode()
    fragment = front.client.get("/cart/", headers={"HX-Request": "true"}).content.decode()

    main = page.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0]
    assert _without_tokens(main) in _without_tokens(fragment)


def test_forged_cookie_opens_nobodys_bag() -> None:
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})
    front.client.cookies["bag"] = Cart.objects.get().public_id

    assert "Your bag is empty" in front.client.get("/cart/").content.decode()


def test_signing_in_brings_the_bag_along() -> None:
    """N6: a guest's bag becomes the customer's."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})

    user = accounts.make_user("ada@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    front.client.post("/accounts/login/", {"login": "ada@example.com", "password": "correct horse"})

    assert Cart.objects.get().customer_id is not None
    assert "Your bag" in front.client.get("/cart/").content.decode()


def _without_tokens(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if "csrfmiddlewaretoken" not in line)


def test_estimates_delivery_and_tax_to_a_place_of_the_shopper_s_choice() -> None:
    """C3, C4: the exact amount that free delivery lacks; the place is remembered for the drawer."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})

    page = front.client.get("/cart/?country=FR&postcode=75 001").content.decode()

    assert "Delivery to France, 75 001" in page
    assert '<option value="FR" selected>France</option>' in page
    assert front.client.cookies["there"].value == "FR.75 001"
    drawer = front.client.get("/cart/", headers=HTMX).content.decode()
    assert "France" in drawer
    assert "€29.90" in drawer


@pytest.mark.parametrize("query", ["country=ZZ", "country=DE&postcode=<script>", "country="])
def test_an_impossible_place_falls_back_to_the_channel_s_home(query: str) -> None:
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})

    page = front.client.get(f"/cart/?{query}").content.decode()

    assert "Delivery to Germany" in page
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_refused_quantity_is_told_beside_its_line_with_the_last_good_value() -> None:
    """C2, C7: what to do stands at the line, tied to the field; the bag is as before."""
    front = build.open_storefront(mugs=3)
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})

    answer = front.client.post(f"/cart/lines/{front.mug.pk}/", {"quantity": "9"}, headers=HTMX)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'aria-describedby="d-problem-{front.mug.pk}"' in page
    assert f'id="d-problem-{front.mug.pk}" role="alert"' in page
    assert 'data-good="2"' in page
    assert CartLine.objects.get().quantity == 2


def test_removing_leads_the_focus_to_the_next_line_or_the_heading() -> None:
    """C1."""
    front = build.open_storefront(extra=1)
    other = Variant.objects.get(sku="THING-0")
    for variant in (front.mug, other):
        front.client.post("/cart/lines/", {"variant": variant.pk})

    first = front.client.post(f"/cart/lines/{front.mug.pk}/removal/", headers=HTMX)
    last = front.client.post(f"/cart/lines/{other.pk}/removal/", headers=HTMX)

    line = re.search(r'<a class="line__name"[^>]*>', first.content.decode())
    assert line is not None
    assert f'id="d-name-{other.pk}"' in line[0]
    assert "data-focus-me" in line[0]
    assert 'id="bag-title" tabindex="-1" data-focus-me' in last.content.decode()


def test_an_empty_bag_shows_what_sells_and_a_way_to_an_older_bag() -> None:
    """C7: best sellers, what this browser remembers, and a hint to sign in."""
    front = build.open_storefront()

    page = front.client.get("/cart/").content.decode()

    assert "What others like" in page
    assert "/p/blue-mug/" in page
    assert 'data-again="/again/"' in page
    assert "/accounts/login/?next=/cart/" in page


def test_a_changed_price_stands_at_its_line() -> None:
    """C7: old and new, before checkout."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})
    build.reprice(front.mug, "14.00", channel=front.shop.channel)

    page = front.client.get("/cart/").content.decode()

    assert "The price changed from €12.50 to €14.00" in page
    assert "Prices changed since you added these" in page
