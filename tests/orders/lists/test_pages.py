"""Lists as a shopper handles them: hearts, names, links, the way to the bag and back."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from catalog.products.models import Variant
from orders.cart.models import CartLine
from orders.lists.models import SavedItem, SavedList
from tests.builders import commerce as accounts
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def press(front: build.Storefront, **over: object) -> object:
    return front.client.post("/lists/hearts/", {"variant": front.mug.public_id} | over)


def test_a_guest_saves_with_a_plain_form_and_is_led_back() -> None:
    """P15, X20: no account and no script needed; the cookie is signed and not for scripts."""
    front = build.open_storefront()

    answer = front.client.post(
        "/lists/hearts/", {"product": front.mug.product_id, "next": "/c/mugs/"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == "/c/mugs/"
    assert answer.cookies["lists"]["httponly"]
    item = SavedItem.objects.get()
    assert (item.variant_id, item.seen_minor, item.currency) == (front.mug.pk, 1250, "EUR")
    assert "Blue mug" in front.client.get("/lists/").content.decode()


def test_a_second_press_takes_it_off() -> None:
    front = build.open_storefront()
    press(front)

    press(front)

    assert not SavedItem.objects.exists()
    assert SavedList.objects.count() == 1


def test_htmx_gets_no_page_but_what_to_paint_and_to_say() -> None:
    """X22: the heart is painted by the page, the words go to the live region."""
    front = build.open_storefront()

    answer = front.client.post("/lists/hearts/", {"product": front.mug.product_id}, headers=HTMX)

    assert answer.status_code == 204
    told = json.loads(answer["HX-Trigger"])["kontor:listed"]
    assert told == {
        "product": str(front.mug.product_id),
        "on": True,
        "text": "Blue mug is on your list",
    }


@pytest.mark.parametrize("named", [{"product": "x"}, {"product": "999999"}, {"variant": "var_no"}])
def test_refuses_what_is_not_sold(named: dict[str, str]) -> None:
    front = build.open_storefront()

    answer = front.client.post("/lists/hearts/", named)

    assert answer.status_code == 302
    assert not SavedItem.objects.exists()


def test_pages_with_cards_name_what_is_listed() -> None:
    front = build.open_storefront()
    assert 'data-listed=""' in front.client.get("/c/mugs/").content.decode()
    press(front)

    page = front.client.get("/c/mugs/").content.decode()
    product = front.client.get("/p/mug/").content.decode()

    assert f'data-listed="{front.mug.product_id}"' in page
    assert 'aria-pressed="true"' in product


def test_looking_writes_nothing_and_gives_no_cookie() -> None:
    front = build.open_storefront()

    answer = front.client.get("/lists/")

    assert "Nothing saved yet" in answer.content.decode()
    assert not answer.cookies.get("lists")
    assert not SavedList.objects.exists()


def test_a_guest_has_several_lists_and_moves_between_them() -> None:
    """A5: several, named by their owner."""
    front = build.open_storefront()
    press(front)

    answer = front.client.post("/lists/new/", {"name": " Kitchen "}, follow=True)
    own = SavedList.objects.get(kind="own")
    front.client.post(f"/lists/items/{SavedItem.objects.get().pk}/list/", {"list": own.public_id})

    assert "Kitchen" in answer.content.decode()
    assert SavedItem.objects.get().saved_list == own
    assert "Blue mug" in front.client.get(f"/lists/{own.public_id}/").content.decode()


def test_an_empty_name_is_refused_in_words() -> None:
    front = build.open_storefront()

    answer = front.client.post("/lists/new/", {"name": " "}, follow=True)

    assert "Enter a name of up to 60 characters." in answer.content.decode()
    assert not SavedList.objects.filter(kind="own").exists()


def test_removing_a_list_offers_the_way_back() -> None:
    """X11: undo where the list was."""
    front = build.open_storefront()
    front.client.post("/lists/new/", {"name": "Kitchen"})
    own = SavedList.objects.get(kind="own")

    page = front.client.post(f"/lists/{own.public_id}/removal/", follow=True).content.decode()
    assert "The list was removed" in page
    assert front.client.get(f"/lists/{own.public_id}/").status_code == 404

    front.client.post(f"/lists/{own.public_id}/restoration/")
    assert front.client.get(f"/lists/{own.public_id}/").status_code == 200


def test_taking_off_offers_the_way_back() -> None:
    front = build.open_storefront()
    press(front)
    item = SavedItem.objects.get()

    page = front.client.post(f"/lists/items/{item.pk}/removal/", follow=True).content.decode()

    assert "It is off your list" in page
    assert f'name="variant" value="{front.mug.pk}"' in page
    front.client.post("/lists/items/", {"variant": front.mug.pk})
    assert SavedItem.objects.get().variant_id == front.mug.pk


def test_nobody_reaches_the_lists_of_others() -> None:
    front = build.open_storefront()
    press(front)
    row, item = SavedList.objects.get(), SavedItem.objects.get()
    stranger = Client()

    assert stranger.get(f"/lists/{row.public_id}/").status_code == 404
    stranger.post(f"/lists/items/{item.pk}/removal/")
    stranger.post(f"/lists/items/{item.pk}/bag/")
    stranger.post(f"/lists/{row.public_id}/removal/")
    stranger.post(f"/lists/{row.public_id}/link/", {"share": "on"})
    forged = Client()
    forged.cookies["lists"] = row.guest
    assert "Nothing saved yet" in forged.get("/lists/").content.decode()
    assert SavedItem.objects.count() == 1
    assert SavedList.objects.get().token == ""


def test_a_link_shows_the_list_to_others_until_it_is_ended() -> None:
    """A5: shareable, read only, revocable."""
    front = build.open_storefront()
    press(front)
    row = SavedList.objects.get()
    front.client.post(f"/lists/{row.public_id}/link/", {"share": "on"})
    row.refresh_from_db()
    other = Client()

    page = other.get(f"/lists/shared/{row.token}/")
    assert "Blue mug" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    other.post(f"/lists/shared/{row.token}/")
    assert CartLine.objects.get().variant_id == front.mug.pk

    front.client.post(f"/lists/{row.public_id}/link/")
    assert other.get(f"/lists/shared/{row.token}/").status_code == 404


def test_moves_to_the_bag_and_off_the_list() -> None:
    """A5: move to cart."""
    front = build.open_storefront()
    press(front)

    answer = front.client.post(f"/lists/items/{SavedItem.objects.get().pk}/bag/")

    assert answer["Location"] == "/cart/"
    assert answer.cookies["bag"]["httponly"]
    assert not SavedItem.objects.exists()
    assert list(CartLine.objects.values_list("variant_id", "quantity")) == [(front.mug.pk, 1)]


def test_what_has_sold_out_stays_on_the_list() -> None:
    front = build.open_storefront()
    press(front)
    build.sell_out(front.mug)

    front.client.post(f"/lists/items/{SavedItem.objects.get().pk}/bag/")

    assert SavedItem.objects.count() == 1
    assert not CartLine.objects.exists()


def test_a_whole_list_goes_to_the_bag_and_says_what_did_not() -> None:
    front = build.open_storefront(extra=1)
    press(front)
    thing = Variant.objects.get(sku="THING-0")
    front.client.post("/lists/items/", {"variant": thing.pk})
    build.sell_out(thing)
    row = SavedList.objects.get()

    page = front.client.post(f"/lists/{row.public_id}/bag/", follow=True).content.decode()

    assert "1 article is in your bag now" in page
    assert "Not added: Thing 000" in page
    assert SavedItem.objects.count() == 2


def test_saves_a_line_of_the_bag_for_later_and_brings_it_back() -> None:
    """C6: the pieces stay what they were."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "3"})

    page = front.client.post(f"/cart/lines/{front.mug.pk}/aside/", follow=True).content.decode()

    assert "Saved for later" in page
    assert not CartLine.objects.exists()
    item = SavedItem.objects.get()
    assert (item.saved_list.kind, item.quantity) == ("later", 3)
    assert 'data-listed=""' in front.client.get("/c/mugs/").content.decode()

    front.client.post(f"/lists/items/{item.pk}/bag/")
    assert list(CartLine.objects.values_list("quantity", flat=True)) == [3]
    assert not SavedItem.objects.exists()


def test_moves_a_line_of_the_bag_to_the_list() -> None:
    """C6"""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk})

    front.client.post(f"/cart/lines/{front.mug.pk}/aside/", {"to": "wish"})

    assert SavedItem.objects.get().saved_list.kind == "main"
    assert not CartLine.objects.exists()


def test_a_bag_is_shown_to_others_by_a_link() -> None:
    """C6: share cart link; it holds what was in the bag, and nothing of whose it was."""
    front = build.open_storefront()
    front.client.post("/cart/lines/", {"variant": front.mug.pk, "quantity": "2"})
    page = front.client.get("/cart/link/").content.decode()
    path = page.partition("http://testserver")[2].partition("<")[0].strip()
    other = Client()

    assert "Blue mug" in other.get(path).content.decode()
    other.post(path)

    assert list(CartLine.objects.order_by("id").values_list("quantity", flat=True)) == [2, 2]
    assert other.get("/cart/shared/forged/").status_code == 404


def test_an_empty_bag_has_no_link() -> None:
    front = build.open_storefront()

    assert "Your bag is empty" in front.client.get("/cart/link/").content.decode()


def test_a_guests_lists_come_along_at_sign_in() -> None:
    """P15: wishlist merges at login; what is on both is there once."""
    front = build.open_storefront(extra=1)
    press(front)
    front.client.post("/lists/new/", {"name": "Kitchen"})
    user = accounts.make_user("ada@example.com")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answer = front.client.post(
        "/accounts/login/", {"login": user.email, "password": "correct horse"}
    )

    assert answer.status_code == 302
    assert answer.cookies["lists"].value == ""
    assert set(SavedList.objects.values_list("kind", "guest")) == {("main", ""), ("own", "")}
    assert not SavedList.objects.filter(customer_id=None).exists()
    assert "Blue mug" in front.client.get("/lists/").content.decode()


def test_only_members_ask_for_mails() -> None:
    front = build.open_storefront()
    press(front)
    row = SavedList.objects.get()

    answer = front.client.post(f"/lists/{row.public_id}/news/", {"news": "on"})

    assert "/accounts/login/" in answer["Location"]
    row.refresh_from_db()
    assert not row.wants_news


@pytest.mark.parametrize("extra", [1, 8])
def test_a_list_costs_the_same_however_long(
    extra: int, django_assert_max_num_queries: object
) -> None:
    """3.2: constant in item count."""
    front = build.open_storefront(extra=extra)
    for variant in Variant.objects.all():
        front.client.post("/lists/hearts/", {"variant": variant.public_id})
    front.client.get("/lists/")

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = front.client.get("/lists/").content.decode()

    assert page.count('class="wish"') == Variant.objects.count()
