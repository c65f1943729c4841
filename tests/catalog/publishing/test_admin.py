"""Staff keep products, prices, places and pictures on screens whose saving is actions."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from PIL import Image

from catalog import permissions
from catalog.assets.models import Asset
from catalog.attributes import actions as attributes
from catalog.models import Category, Price, PricePoint, Product, Publication, Variant
from catalog.products.models import Picture
from commerce import db
from commerce.channels.queries import ChannelInfo
from tests.builders import catalog as build
from tests.builders.commerce import AT, make_user

pytestmark = pytest.mark.django_db
SCREENS = [
    "product", "variant", "category", "brand", "family", "attribute", "asset", "pricelist", "price",
    "pricepoint", "synonyms", "review", "stockalert", "searchmiss", "question", "document",
    "landing", "sizeguide",
]  # fmt: skip


@pytest.fixture
def staff(client: Client) -> Any:
    user = make_user("mina@example.com", is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.fixture
def mug(channel: ChannelInfo) -> Any:
    build.make_category("mugs", en="Mugs", de="Becher")
    with db.transaction():
        for code, kind in (("color", "color"), ("care", "text")):
            attributes.define_attribute(
                code=code,
                kind=kind,
                names={"en": code.capitalize()},
                options=[attributes.OptionWords(code="blue", names={"en": "Blue"}, hex="#0000ff")]
                if kind == "color"
                else [],
                by=build.BY,
                at=AT,
            )
        family = attributes.define_family(
            code="mug",
            names={"en": "Mug"},
            asks=[
                attributes.Ask(attribute="color", is_axis=True),
                attributes.Ask(attribute="care", required_in=("*",)),
            ],
        )
    return build.make_product(
        "Mug", sku="MUG-1", channel=channel, published=False, family=family, category="mugs"
    )


def form_of(response: Any) -> Any:
    """What a browser would send back unchanged."""
    context = response.context
    found = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is True:
                found[bound.html_name] = "on"
            elif value is not None and value is not False:
                found[bound.html_name] = value
    return found


@pytest.mark.parametrize("name", SCREENS)
def test_every_list_and_empty_form_opens(staff: Any, mug: Any, name: Any) -> None:
    assert staff.get(reverse(f"admin:catalog_{name}_changelist")).status_code == 200
    add = staff.get(reverse(f"admin:catalog_{name}_add"))
    assert add.status_code == (
        403
        if name in {"variant", "pricepoint", "review", "stockalert", "searchmiss", "question"}
        else 200
    )


def test_the_list_of_products_costs_the_same_for_any_number(
    staff: Any, channel: ChannelInfo, mug: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("admin:catalog_product_changelist")
    staff.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        staff.get(url)
    for number in range(30):
        build.make_product(f"Thing {number}", sku=f"T-{number}", channel=channel)
    with CaptureQueriesContext(connection) as many:
        staff.get(url)

    assert len(many) == len(few)


def test_saving_the_form_changes_words_values_variant_and_price(
    staff: Any, mug: Any, channel: ChannelInfo
) -> None:
    url = reverse("admin:catalog_product_change", args=[mug.product_id])
    page = staff.get(url)
    assert "care is required in en" in page.content.decode()
    data = form_of(page) | {"name__de": "Becher, blau", "value_care": "By hand"}
    row = next(name for name in data if name.endswith("-sku")).removesuffix("-sku")
    data |= {
        f"{row}-value_color": "blue",
        f"{row}-price_eu-base": "13.90",
        f"{row}-weight_g": "360",
    }

    answer = staff.post(url, data)

    assert answer.status_code == 302, answer.context["errors"]
    product = Product.objects.get(pk=mug.product_id)
    assert product.words["de"]["name"] == "Becher, blau"
    assert product.values == {"care": "By hand"}
    variant = Variant.objects.get(pk=mug.pk)
    assert (variant.values, variant.options["en"], variant.weight_g) == (
        {"color": "blue"},
        "Blue",
        360,
    )
    assert Price.objects.get(variant=mug).amount_minor == 1390
    assert PricePoint.objects.order_by("-id").values_list("by", flat=True)[0].startswith("staff:")


def test_a_price_that_is_none_is_shown_beside_its_field(staff: Any, mug: Any) -> None:
    url = reverse("admin:catalog_product_change", args=[mug.product_id])
    data = form_of(staff.get(url))
    row = next(name for name in data if name.endswith("-sku")).removesuffix("-sku")

    answer = staff.post(
        url, data | {f"{row}-price_eu-base": "cheap", f"{row}-gtin": "4006381333932"}
    )

    assert answer.status_code == 200
    assert "is not an amount of EUR" in answer.content.decode()
    assert "not a valid GTIN" in answer.content.decode()
    assert Price.objects.get(variant=mug).amount_minor == 1250


def test_a_new_product_gets_words_and_a_slug(staff: Any, channel: ChannelInfo) -> None:
    url = reverse("admin:catalog_product_add")
    answer = staff.post(url, {"name__en": "Tall vase", "tax_class": "standard"})

    assert answer.status_code == 302
    product = Product.objects.get()
    assert product.words["en"] == {
        "name": "Tall vase",
        "slug": "tall-vase",
        "summary": "",
        "description": "",
    }


def test_publishing_asks_refuses_with_the_gaps_and_acts(
    staff: Any, mug: Any, channel: ChannelInfo, facts: Callable[[], list[str]]
) -> None:
    url = reverse("admin:catalog_product_publish", args=[mug.product_id])
    refused = staff.post(url, {"channel": "eu"})

    assert "care is required in en" in refused.content.decode()
    assert Publication.objects.filter(state="published").count() == 0

    Product.objects.filter(pk=mug.product_id).update(values={"care": "By hand"})
    Variant.objects.filter(pk=mug.pk).update(values={"color": "blue"})
    assert staff.post(url, {"channel": "eu"}).status_code == 302
    assert Publication.objects.get().state == "published"
    assert facts()[-1] == "catalog.product_published"

    down = reverse("admin:catalog_product_unpublish", args=[mug.product_id])
    assert staff.post(down, {"channel": "eu"}).status_code == 302
    assert Publication.objects.get().state == "unpublished"


def test_publishing_needs_its_own_right(client: Client, mug: Any) -> None:
    user = make_user("otto@example.com", is_staff=True)
    client.force_login(user)

    answer = client.post(
        reverse("admin:catalog_product_publish", args=[mug.product_id]), {"channel": "eu"}
    )

    assert answer.status_code == 403
    assert Publication.objects.count() == 0


def test_categories_are_saved_by_the_action(staff: Any, channel: ChannelInfo) -> None:
    url = reverse("admin:catalog_category_add")
    answer = staff.post(url, {"code": "bowls", "name__en": "Bowls", "position": "3"})

    assert answer.status_code == 302
    row = Category.objects.get(code="bowls")
    assert (row.path, row.words["en"]["slug"], row.position) == (f"/{row.pk}/", "bowls", 3)


def test_a_price_is_removed_with_its_journal(staff: Any, mug: Any) -> None:
    price = Price.objects.get(variant=mug)

    staff.post(reverse("admin:catalog_price_delete", args=[price.pk]), {"post": "yes"})

    assert not Price.objects.exists()
    assert list(PricePoint.objects.order_by("id").values_list("amount_minor", flat=True)) == [
        1250,
        None,
    ]


def test_a_picture_is_sent_and_hung(staff: Any, mug: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (400, 500), "#aa3311").save(out, "PNG")
    out.seek(0)
    out.name = "mug.png"
    answer = staff.post(
        reverse("admin:catalog_asset_add"), {"file": out, "title": "", "alt__en": "A mug"}
    )
    assert answer.status_code == 302
    asset = Asset.objects.get()
    assert (asset.title, asset.alts) == ("mug.png", {"en": "A mug"})

    url = reverse("admin:catalog_product_change", args=[mug.product_id])
    data = form_of(staff.get(url))
    data |= {
        "pictures-TOTAL_FORMS": "1",
        "pictures-0-asset": str(asset.pk),
        "pictures-0-position": "0",
    }
    data |= {"pictures-0-product": str(mug.product_id)}
    assert staff.post(url, data).status_code == 302
    assert list(Picture.objects.values_list("asset_id", "product_id")) == [
        (asset.pk, mug.product_id)
    ]


def test_what_is_no_picture_is_refused_on_the_form(
    staff: Any, channel: ChannelInfo, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO(b"<svg/>")
    file.name = "evil.svg"

    answer = staff.post(reverse("admin:catalog_asset_add"), {"file": file})

    assert answer.status_code == 200
    assert "drawings (SVG) are not taken" in answer.content.decode()
    assert Asset.objects.count() == 0


def test_rights_exist() -> None:
    from django.contrib.auth.models import Permission

    known = {f"catalog.{code}" for code in Permission.objects.values_list("codename", flat=True)}
    wanted = {right for rights in permissions.ROLES.values() for right in rights}
    assert wanted <= known
    assert {
        model.__name__.lower()
        for model in admin.site._registry
        if model._meta.app_label == "catalog"
    } == {*SCREENS, "feedrun"}  # runs of feeds are read only: nobody adds one by hand
