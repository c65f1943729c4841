"""What is in the box (P10)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.boxes import actions, rules
from catalog.models import BoxLine
from commerce import db
from commerce.audit.models import Trail
from tests.builders import storefront
from tests.builders.catalog import BY
from tests.builders.commerce import AT, make_user

pytestmark = pytest.mark.django_db
LEGS = rules.Line(quantity=4, words={"en": "Legs", "de": "Beine"})
KEY = rules.Line(quantity=1, words={"en": "Hex key <6 mm>"})


def pack(front: storefront.Storefront, *lines: rules.Line) -> None:
    with db.transaction():
        actions.pack(product_id=front.mug.product_id, lines=lines, by=BY, at=AT)
    storefront.light()


def test_the_page_counts_and_names_what_is_in_the_box() -> None:
    front = storefront.open_storefront()
    assert "fold-box" not in front.client.get("/p/blue-mug/").content.decode()

    pack(front, LEGS, KEY)

    page = front.client.get("/p/blue-mug/").content.decode()
    box = page.split('id="fold-box"')[1].split("</details>")[0]
    assert '<span class="numbers">4 ×</span> <span>Legs</span>' in box
    assert "Hex key &lt;6 mm&gt;" in box
    german = front.client.get("/de/p/blue-mug/").content.decode()
    assert "<span>Beine</span>" in german
    assert "Hex key" in german


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (rules.Line(quantity=0, words={"en": "Legs"}), "data/0/quantity"),
        (rules.Line(quantity=1000, words={"en": "Legs"}), "data/0/quantity"),
        (rules.Line(quantity=1, words={"en": "  "}), "data/0/words"),
        (rules.Line(quantity=1, words={"en": "a" * 121}), "data/0/words"),
        (rules.Line(quantity=1, words={"e": "Legs"}), "data/0/words"),
    ],
)
def test_refuses_lines_that_cannot_be(line: rules.Line, field: str) -> None:
    with pytest.raises(rules.BadBox) as refused:
        rules.check([line])
    assert refused.value.field == field
    with pytest.raises(rules.BadBox):
        rules.check([LEGS] * 31)


def test_partners_pack_a_box_and_read_it_with_the_product(partner: Any) -> None:
    front = storefront.open_storefront()
    writer = partner("catalog:read", "catalog:write")
    path = f"/api/v1/products/{front.mug.product.public_id}"
    body = {"data": [{"quantity": 4, "words": {"en": "Legs"}}]}

    refused = partner("catalog:read").put(f"{path}/box", body, format="json")
    bad = writer.put(f"{path}/box", {"data": [{"quantity": 0, "words": {}}]}, format="json")
    packed = writer.put(f"{path}/box", body, format="json")
    storefront.light()

    assert (refused.status_code, bad.status_code) == (403, 400)
    assert packed.json() == body == writer.get(f"{path}/box").json()
    sheet = writer.get(path).json()
    assert sheet["box"] == [{"quantity": 4, "text": "Legs"}]
    assert sheet["family"] == ""


def test_packing_the_same_again_changes_nothing() -> None:
    front = storefront.open_storefront()
    pack(front, LEGS)
    kept = list(BoxLine.objects.values_list("pk", flat=True))

    pack(front, LEGS)

    assert list(BoxLine.objects.values_list("pk", flat=True)) == kept


def test_staff_keep_the_box_in_the_product_editor(client: Client) -> None:
    from tests.catalog.publishing.test_admin import form_of

    front = storefront.open_storefront()
    pack(front, LEGS, KEY)
    client.force_login(make_user("mina@example.com", is_staff=True, is_superuser=True))
    url = reverse("admin:catalog_product_change", args=[front.mug.product_id])
    data = form_of(client.get(url))
    assert (data["box-0-quantity"], data["box-0-text__de"]) == (4, "Beine")

    changed = {"box-0-quantity": "3", "box-1-DELETE": "on"}
    answer = client.post(url, data | changed)

    assert answer.status_code == 302
    assert list(BoxLine.objects.values_list("quantity", "words")) == [
        (3, {"en": "Legs", "de": "Beine"})
    ]
    assert Trail.objects.filter(table_name="catalog_boxline", operation="delete").count() == 2
