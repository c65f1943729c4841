"""Products side by side, as a shopper handles them."""

import pytest

from catalog.products.models import Product
from tests.builders import storefront as build

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def ids(front: build.Storefront) -> list[str]:
    return list(Product.objects.order_by("pk").values_list("public_id", flat=True))


def test_the_address_alone_says_what_is_compared() -> None:
    """D5b: a share URL is plain GET; any order, no cookie needed."""
    front = build.open_storefront(extra=1)
    some = ids(front)

    answer = front.client.get("/compare/", {"p": some[:2]})

    page = answer.content.decode()
    assert page.count('scope="col"') == 2
    assert 'scope="row"' in page
    assert "Blue mug" in page
    assert not answer.cookies.get("compare")


def test_picks_with_a_plain_form_and_shows_the_tray() -> None:
    """D5a, X20"""
    front = build.open_storefront(extra=1)
    some = ids(front)

    answer = front.client.post("/compare/items/", {"product": some[0], "next": "/c/mugs/"})
    assert answer["Location"] == "/c/mugs/"
    assert answer.cookies["compare"]["httponly"]
    page = front.client.get("/c/mugs/").content.decode()
    assert "1 of 4 picked" in page
    assert "Pick one more to compare." in page

    front.client.post("/compare/items/", {"product": some[1]})
    answer = front.client.get("/compare/")
    assert answer["Location"] == f"/compare/?p={some[0]}&p={some[1]}"


def test_htmx_gets_the_tray_and_what_to_say() -> None:
    front = build.open_storefront()

    page = front.client.post("/compare/items/", {"product": ids(front)[0]}, headers=HTMX)

    assert 'id="tray"' in page.content.decode()
    assert 'data-says="Picked to compare"' in page.content.decode()
    again = front.client.post("/compare/items/", {"product": ids(front)[0]}, headers=HTMX)
    assert 'data-says="No longer compared"' in again.content.decode()


def test_a_fifth_has_no_room_and_is_told_so() -> None:
    """D5a: limits are explained, and nothing changes."""
    front = build.open_storefront(extra=4)
    some = ids(front)
    for one in some[:4]:
        front.client.post("/compare/items/", {"product": one})
    before = front.client.cookies["compare"].value

    page = front.client.post("/compare/items/", {"product": some[4]}, headers=HTMX)

    assert "Four can be compared at a time." in page.content.decode()
    assert front.client.cookies["compare"].value == before


@pytest.mark.parametrize("named", ["", "prd_nothing", "<script>", "x" * 500])
def test_what_is_not_sold_is_not_picked(named: str) -> None:
    front = build.open_storefront()

    front.client.post("/compare/items/", {"product": named})

    assert not front.client.cookies.get("compare") or not front.client.cookies["compare"].value


def test_taking_out_offers_the_way_back() -> None:
    """D5b: remove with undo, as plain links and forms."""
    front = build.open_storefront(extra=2)
    some = ids(front)[:3]

    answer = front.client.post("/compare/removal/", {"p": some, "product": some[1]})
    page = front.client.get(answer["Location"]).content.decode()

    assert page.count('scope="col"') == 2
    assert "It was taken out of the comparison" in page
    assert f"/compare/?p={some[0]}&amp;p={some[2]}&amp;p={some[1]}" in page


def test_one_left_invites_a_second() -> None:
    """D5c"""
    front = build.open_storefront(extra=2)

    page = front.client.get("/compare/", {"p": ids(front)[0]}).content.decode()

    assert "Put a second one beside it" in page
    assert "Differences only" not in page


def test_nothing_picked_shows_how_to_begin() -> None:
    """X8"""
    front = build.open_storefront()

    assert "Nothing to compare yet" in front.client.get("/compare/").content.decode()
    assert "Nothing to compare yet" in front.client.get("/compare/?p=x&p=<b>").content.decode()


def test_narrow_screens_choose_their_two_columns() -> None:
    """D5c: a selector per column, plain GET."""
    front = build.open_storefront(extra=2)
    some = ids(front)[:3]

    page = front.client.get("/compare/", {"p": some, "left": some[2]}).content.decode()

    assert page.count("compare__head compare--away") == 1
    assert f'<option value="{some[2]}" selected>' in page


@pytest.mark.parametrize("many", [2, 4])
def test_costs_one_query_for_any_number(many: int, django_assert_max_num_queries: object) -> None:
    front = build.open_storefront(extra=4)
    some = ids(front)[:many]
    front.client.get("/compare/", {"p": some})

    with django_assert_max_num_queries(2):  # type: ignore[operator]
        front.client.get("/compare/", {"p": some})
