"""The size guide beside the options, in a drawer and on a page of its own (P10, X20)."""

import re

import pytest

from catalog.models import Review
from catalog.reviews.actions import deciding, people
from catalog.sizing import actions
from commerce import db
from commerce.channels import queries as channels
from commerce.channels.models import Channel
from tests.builders import reviews as voices
from tests.builders import sizing as build
from tests.builders import storefront
from tests.builders.catalog import BY
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db
PATH = "/p/linen-cushion/sizes/"


def cells(page: str) -> list[list[str]]:
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in body.split("</tr>")[:-1]
    ]


def test_the_guide_stands_beside_the_sizes_and_works_without_scripts() -> None:
    front, product = build.open_cushions()
    page = front.client.get("/p/linen-cushion/?size=55").content.decode()
    sizes = page.split('id="group-size"')[1].split("</fieldset>")[0]
    link = re.search(r'id="sizes-open" href="([^"]+)"', sizes)
    assert link is not None
    assert '<dialog class="dialog dialog--drawer" id="sizes"' in page

    guide = front.client.get(link[1]).content.decode()

    assert cells(guide) == [
        ["45 x 45 cm", "45 cm 17.7 in", "50 cm 19.7 in"],
        ["55 x 55 cm chosen", "54.5 cm 21.5 in", "60\u201362 cm 23.6\u201324.4 in"],
    ]
    assert "From seam to seam." in guide
    assert 'href="/p/linen-cushion/?size=55"' in guide
    assert 'id="sizes-cm" name="sizes-unit" value="cm" checked' in guide
    drawer = front.client.get(link[1], headers={"HX-Request": "true", "HX-Drawer": "1"})
    assert "<h1" not in drawer.content.decode()
    assert 'id="sizes-close"' in drawer.content.decode()
    assert product.pk


def test_the_guide_speaks_the_language_and_measures_as_the_country_does() -> None:
    front, _product = build.open_cushions()
    german = front.client.get("/de" + PATH).content.decode()
    assert "Kissengrößen" in german
    assert "54,5" in german
    assert "Von Naht zu Naht." in german
    Channel.objects.update(countries=["US"])
    channels.forget()
    american = front.client.get(PATH).content.decode()
    assert 'id="sizes-in" name="sizes-unit" value="in" checked' in american


def test_goods_without_a_guide_have_no_such_page() -> None:
    front, product = build.open_cushions()
    assert front.client.get("/p/blue-mug/sizes/").status_code == 404
    assert front.client.get("/p/none/sizes/").status_code == 404
    assert "sizes-open" not in front.client.get("/p/blue-mug/").content.decode()

    with db.transaction():
        actions.differ(product_id=product.pk, public_id="", by=BY, at=AT)
    storefront.light()

    assert front.client.get(PATH).status_code == 404
    assert "sizes-open" not in front.client.get("/p/linen-cushion/").content.decode()


def test_says_how_it_turns_out_once_enough_verified_buyers_told() -> None:
    """P10: "fits true to size" from verified reviews only, above a least number of answers."""
    front, product = build.open_cushions()
    for number, fit in enumerate(["true", "true", "true", "small"], start=1):
        bought = voices.make_purchase(product, line_id=number, customer_id=number)
        voices.make_review(product, purchase=bought, fit=fit)
    voices.make_review(product, fit="large")
    storefront.light()
    assert "True to size, say" not in front.client.get("/p/linen-cushion/").content.decode()

    fifth = voices.make_purchase(product, line_id=5, customer_id=5)
    last = voices.make_review(product, purchase=fifth, fit="true")
    storefront.light()

    page = front.client.get("/p/linen-cushion/").content.decode()
    assert page.count("True to size, say 80% of 5 buyers") == 2
    assert "True to size, say 80% of 5 buyers" in front.client.get(PATH).content.decode()
    with db.transaction():
        deciding.reject(public_id=last.public_id, reason="untrue", by=BY, at=AT)
    storefront.light()
    assert "80%" not in front.client.get("/p/linen-cushion/").content.decode()
    with db.transaction():
        deciding.approve(public_id=last.public_id, by=BY, at=AT)
        people.erase_customer(customer_id=1, by=BY, at=AT)
    storefront.light()
    assert "80%" not in front.client.get("/p/linen-cushion/").content.decode()
    last.refresh_from_db()
    assert (last.fit, Review.objects.get(purchase_id=1).fit) == ("true", "")


def test_the_review_form_asks_only_where_a_guide_does() -> None:
    front, product = build.open_cushions()
    assert 'id="fit-small"' not in front.client.get("/p/blue-mug/reviews/new/").content.decode()
    assert 'id="fit-small"' in front.client.get("/p/linen-cushion/reviews/new/").content.decode()
    said = {"stars": "4", "text": voices.TEXT, "name": "Ada"}

    odd = front.client.post("/p/linen-cushion/reviews/new/", said | {"fit": "huge"})
    sent = front.client.post("/p/linen-cushion/reviews/new/", said | {"fit": "small"})
    quiet = front.client.post("/p/blue-mug/reviews/new/", said | {"fit": "small"})

    assert (odd.status_code, sent.status_code, quiet.status_code) == (422, 302, 302)
    assert "Choose how the size turns out" in odd.content.decode()
    assert list(Review.objects.order_by("id").values_list("product_id", "fit")) == [
        (product.pk, "small"),
        (front.mug.product_id, ""),
    ]
