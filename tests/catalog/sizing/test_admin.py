"""Staff keep size guides in one form, paste tables, and say which guide a product shows (P10)."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from catalog.models import SizeGuide, SizeGuideUse
from catalog.sizing import queries
from commerce.audit.models import Trail
from tests.builders import sizing as build
from tests.builders.commerce import make_user
from tests.catalog.publishing.test_admin import form_of

pytestmark = pytest.mark.django_db


def staff(client: Client, *rights: str) -> Client:
    user = make_user("mina@example.com", is_staff=True, is_superuser=not rights)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def change(row: SizeGuide) -> str:
    return reverse("admin:catalog_sizeguide_change", args=[row.pk])


def test_a_new_guide_is_made_with_measures_first_and_sizes_after(client: Client) -> None:
    family = build.make_attributes()
    client = staff(client)
    path = reverse("admin:catalog_sizeguide_add")
    blank = form_of(client.get(path))
    added = {
        "name__en": "Cushions", "axis": "size", "measures-TOTAL_FORMS": "2",
        "measures-0-name__en": "Width", "measures-0-kind": "length",
        "measures-0-attribute": "width_cm", "measures-0-position": "0",
        "measures-1-name__en": "Pad inside", "measures-1-kind": "length",
        "measures-1-position": "1", "uses-TOTAL_FORMS": "1", "uses-0-family": str(family.pk),
    }  # fmt: skip

    answer = client.post(path, blank | added)

    assert answer.status_code == 302
    row = SizeGuide.objects.get()
    assert [(one.code, one.attribute) for one in row.measures.all()] == [
        ("width", "width_cm"), ("pad-inside", ""),
    ]  # fmt: skip
    form = form_of(client.get(change(row)))
    lines = {
        "lines-TOTAL_FORMS": "1", "lines-0-size": "45", "lines-0-cell__pad-inside": "50",
        "lines-0-position": "0",
    }  # fmt: skip
    assert client.post(change(row), form | lines).status_code == 302
    assert queries.told(row).lines[0].cells == {"pad-inside": "50"}
    assert SizeGuideUse.objects.get().family == family
    speakers = set(
        Trail.objects.filter(table_name="catalog_sizeguide").values_list("speaker", flat=True)
    )
    assert all(one.startswith("staff:") for one in speakers)


def test_a_cell_that_is_no_length_is_said_beside_it_and_nothing_changes(client: Client) -> None:
    build.make_attributes()
    row = build.make_guide()
    client = staff(client)
    form = form_of(client.get(change(row)))

    answer = client.post(change(row), form | {"lines-0-cell__pad": "soft"})

    assert "Write a length like 45, 45.5 or 88-92" in answer.content.decode()
    assert queries.told(row).lines[0].cells == {"pad": "50"}


def test_a_measure_taken_out_takes_its_cells_along(client: Client) -> None:
    build.make_attributes()
    row = build.make_guide()
    client = staff(client)
    form = form_of(client.get(change(row)))

    assert client.post(change(row), form | {"measures-1-DELETE": "on"}).status_code == 302

    found = queries.told(row)
    assert [one.code for one in found.measures] == ["width"]
    assert [line.cells for line in found.lines] == [{}, {}]


def test_a_table_is_pasted_and_taken_along(client: Client) -> None:
    build.make_attributes()
    row = build.make_guide()
    client = staff(client)
    path = reverse("admin:catalog_sizeguide_paste", args=[row.pk])

    refused = client.post(path, {"table": "nothing"})
    done = client.post(path, {"table": "Size\tPad\tSeam\n45\t51\t2\n"})

    assert "the first row names the measures" in refused.content.decode()
    assert done.status_code == 302
    text = client.get(reverse("admin:catalog_sizeguide_download", args=[row.pk]))
    assert text.content.decode("utf-8-sig") == "size,Pad,Seam\r\n45,51,2\r\n"
    assert "attachment" in text["Content-Disposition"]


def test_a_product_chooses_another_guide_none_or_its_familys(client: Client) -> None:
    _front, product = build.open_cushions()
    own = build.make_guide(names={"en": "Own sizes"})
    client = staff(client)
    path = reverse("admin:catalog_product_size_guide", args=[product.pk])

    assert "Cushion sizes (of its family)" in client.get(path).content.decode()
    client.post(path, {"guide": own.public_id})
    assert "Own sizes (its own)" in client.get(path).content.decode()
    client.post(path, {"guide": "none"})
    assert queries.guide_of(product.pk) is None
    client.post(path, {"guide": ""})
    assert queries.guide_of(product.pk) is not None


@pytest.mark.parametrize("name", ["paste", "discard"])
def test_who_may_only_look_changes_nothing(client: Client, name: str) -> None:
    build.make_attributes()
    row = build.make_guide()
    client = staff(client, "view_sizeguide")
    path = reverse(f"admin:catalog_sizeguide_{name}", args=[row.pk])

    answer: Any = client.post(path, {"table": "Size\tPad\n45\t51\n"})

    assert answer.status_code == 403
    assert client.get(change(row)).status_code == 200
    assert queries.told(row).lines[0].cells == {"pad": "50"}


def test_a_guide_is_thrown_away_by_who_may(client: Client) -> None:
    row = build.make_guide()
    client = staff(client)

    client.post(reverse("admin:catalog_sizeguide_discard", args=[row.pk]))

    assert not SizeGuide.objects.exists()
    deleted = Trail.objects.filter(table_name="catalog_sizeguide", operation="delete").get()
    assert deleted.speaker.startswith("staff:")


def test_sizes_are_chosen_by_name_and_tables_are_pasted_in_lines(client: Client) -> None:
    build.make_attributes()
    row = build.make_guide()
    client = staff(client)

    screen = client.get(change(row)).content.decode()
    pasting = client.get(reverse("admin:catalog_sizeguide_paste", args=[row.pk])).content.decode()

    assert '<option value="45" selected>45 x 45 cm</option>' in screen
    assert 'placeholder="from the goods"' in screen
    assert '<textarea name="table"' in pasting
