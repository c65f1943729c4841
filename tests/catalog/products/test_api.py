"""Partners write products, variants, prices and publications."""

from typing import Any

import pytest

from catalog.models import Price, Product, Publication, Variant
from commerce.channels.models import Channel
from tests.builders import catalog as build
from tests.builders.commerce import make_channel

pytestmark = pytest.mark.django_db
URL = "/api/v1"


@pytest.fixture
def writer(partner: Any) -> Any:
    return partner("catalog:read", "catalog:write")


def make(writer: Any, **over: Any) -> Any:
    body = {"words": {"en": {"name": "Blue mug"}}} | over
    return writer.post(f"{URL}/products", body, format="json")


def test_a_product_is_made_priced_published_and_read_by_api_alone(
    writer: Any, channel: Any, deliver: Any
) -> None:
    """A partner brings a product to the shop without a person."""
    from catalog.pricing import actions as pricing
    from catalog.search import actions
    from commerce import clock, db

    build.make_category("mugs", en="Mugs", de="Becher")
    with db.transaction():
        pricing.base_list(channel=channel)
    made = make(writer, category="mugs")
    assert made.status_code == 201
    path = f"{URL}/products/{made.json()['id']}"
    variant = {"sku": "MUG-9", "gtin": "4006381333931", "weight_g": 350}
    assert writer.post(f"{path}/variants", variant, format="json").status_code == 201
    missing = writer.post(f"{path}/publication", {}, format="json")
    assert (missing.status_code, missing.json()["code"]) == (422, "not_ready")
    assert [gap["code"] for gap in missing.json()["data"]["gaps"]] == ["no_price"]

    price = {
        "price_list": "eu-base",
        "sku": "MUG-9",
        "price": {"amount": "12.50", "currency": "EUR"},
    }
    assert writer.post(f"{URL}/prices", price, format="json").status_code == 200
    shown = writer.post(f"{path}/publication", {}, format="json")
    assert (shown.status_code, shown.json()["state"]) == (200, "published")
    deliver()
    with db.transaction():
        actions.refresh_stale(at=clock.now())

    sheet = writer.get(path).json()
    assert sheet["variants"][0]["gtin"] == "4006381333931"
    assert sheet["price"]["amount"] == "12.50"
    assert writer.delete(f"{path}/publication").status_code == 204
    assert Publication.objects.get().state == "unpublished"


def test_an_edit_of_an_old_version_is_refused(writer: Any, channel: Any) -> None:
    made = make(writer)
    path = f"{URL}/products/{made.json()['id']}"
    first = writer.patch(
        path, {"words": {"de": {"name": "Becher"}}}, format="json", HTTP_IF_MATCH=made["ETag"]
    )
    second = writer.patch(
        path, {"words": {"en": {"name": "Cup"}}}, format="json", HTTP_IF_MATCH=made["ETag"]
    )

    assert (first.status_code, second.status_code) == (200, 412)
    words = Product.objects.get().words
    assert (words["en"]["name"], words["de"]["name"]) == ("Blue mug", "Becher")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"words": {}}, 400, "bad_words"),
        ({"words": {"en": {"name": "x" * 201}}}, 400, "bad_words"),
        ({"words": {"en": {"title": "x"}}}, 400, "bad_words"),
        ({"words": []}, 400, "invalid"),
        ({"family": "none"}, 404, "unknown_family"),
        ({"category": "none"}, 404, "unknown_category"),
        ({"values": {"color": "blue"}}, 400, "bad_value"),
        ({"surprise": 1}, 400, "invalid"),
    ],
)
def test_refuses_what_does_not_fit_and_makes_nothing(
    writer: Any, channel: Any, body: Any, status: Any, code: Any
) -> None:
    answer = make(writer, **body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Product.objects.count() == 0


def test_skus_and_gtins_are_unique_and_checked(writer: Any, channel: Any) -> None:
    build.make_product(sku="MUG-1", channel=channel)
    path = f"{URL}/products/{make(writer).json()['id']}/variants"

    taken = writer.post(path, {"sku": "MUG-1"}, format="json")
    wrong = writer.post(path, {"sku": "MUG-2", "gtin": "4006381333932"}, format="json")

    assert (taken.status_code, taken.json()["code"]) == (409, "sku_taken")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad_gtin")
    assert Variant.objects.count() == 1


def test_writing_needs_its_scope(partner: Any, channel: Any) -> None:
    mug = build.make_product(channel=channel)
    reader = partner("catalog:read")
    path = f"{URL}/products/{mug.product.public_id}"

    assert make(reader).status_code == 403
    assert reader.patch(path, {}, format="json").status_code == 403
    assert reader.post(f"{path}/publication", {}, format="json").status_code == 403
    assert reader.get(f"{path}/record").status_code == 403
    assert reader.put(f"{URL}/categories/mugs", {}, format="json").status_code == 403


def test_prices_of_another_channel_do_not_exist(writer: Any, channel: Any) -> None:
    """Invariant 21: a partner reads and writes only its own channel's prices."""
    uk = make_channel(code="uk", currency="GBP", languages=["en"])
    mug = build.make_product(channel=channel)
    build.add_variant(mug.product, sku="MUG-2", price="9.00", channel=uk, published=False)
    foreign = Price.objects.get(price_list__channel=Channel.objects.get(code="uk"))
    body = {"price_list": "uk-base", "sku": "MUG-2", "price": {"amount": "1.00", "currency": "GBP"}}

    assert writer.post(f"{URL}/prices", body, format="json").status_code == 404
    assert writer.delete(f"{URL}/prices/{foreign.pk}").status_code == 404
    assert {row["sku"] for row in writer.get(f"{URL}/prices").json()["data"]} == {"MUG-1"}
    foreign.refresh_from_db()
    assert foreign.amount_minor == 900


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"price": {"amount": "1.00", "currency": "GBP"}}, "wrong_currency"),
        ({"price": {"amount": "1.001", "currency": "EUR"}}, "invalid"),
        ({"price": {"amount": "-1.00", "currency": "EUR"}}, "bad_price"),
        ({"starts_at": "2026-11-02T00:00:00Z", "ends_at": "2026-11-01T00:00:00Z"}, "bad_price"),
        ({"sku": "NONE"}, "unknown_variant"),
    ],
)
def test_refuses_prices_that_make_no_sense(writer: Any, channel: Any, over: Any, code: Any) -> None:
    build.make_product(channel=channel)
    price = {
        "price_list": "eu-base",
        "sku": "MUG-1",
        "price": {"amount": "9.00", "currency": "EUR"},
    }

    answer = writer.post(f"{URL}/prices", price | over, format="json")

    assert answer.status_code in {400, 404}
    assert answer.json()["code"] == code
    assert Price.objects.get().amount_minor == 1250


def test_a_category_is_set_and_keeps_its_old_slug(writer: Any, channel: Any) -> None:
    body = {"words": {"en": {"name": "Mugs"}, "de": {"name": "Becher"}}}
    assert writer.put(f"{URL}/categories/mugs", body, format="json").json()["slug"] == "mugs"
    body["words"]["en"] = {"name": "Cups", "slug": "cups"}
    writer.put(f"{URL}/categories/mugs", body, format="json")

    from catalog.taxonomy import queries

    node, present = queries.find_by_slug(slug="mugs", language="en")
    assert node is not None
    assert (node.slug, present) == ("cups", False)
    loop = writer.put(f"{URL}/categories/mugs", body | {"parent": "mugs"}, format="json")
    assert (loop.status_code, loop.json()["code"]) == (422, "branch_into_itself")
    assert [one["code"] for one in writer.get(f"{URL}/categories").json()["data"]] == ["mugs"]
