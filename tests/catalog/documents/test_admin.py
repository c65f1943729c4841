"""Staff add papers in the product editor; who may not, cannot, and all is in the trail."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from catalog.models import Document, ProductDocument
from commerce.audit.models import Trail
from tests.builders import storefront
from tests.builders.commerce import make_user
from tests.builders.papers import make_paper, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def staff(client: Client, *rights: str) -> Client:
    user = make_user("mina@example.com", is_staff=True, is_superuser=not rights)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def file(data: bytes, name: str = "Manual.pdf") -> io.BytesIO:
    found = io.BytesIO(data)
    found.name = name
    return found


def added(client: Client, product_id: int, data: bytes) -> Any:
    path = reverse("admin:catalog_product_add_paper", args=[product_id])
    body = {"file": file(data), "kind": "manual", "language": "de", "title": "Aufbau"}
    return client.post(path, body, follow=True)


def test_a_paper_is_added_in_the_product_editor_and_stands_in_the_trail(client: Client) -> None:
    front = storefront.open_storefront()
    client = staff(client)

    asked = client.get(reverse("admin:catalog_product_add_paper", args=[front.mug.product_id]))
    answer = added(client, front.mug.product_id, pdf())

    row = ProductDocument.objects.select_related("document").get()
    assert 'enctype="multipart/form-data"' in asked.content.decode()
    assert "comes with the product now" in answer.content.decode()
    assert (row.product_id, row.document.title, row.document.language) == (
        front.mug.product_id, "Aufbau", "de",
    )  # fmt: skip
    trail = Trail.objects.filter(table_name="catalog_productdocument").get()
    assert trail.operation == "insert"
    assert trail.speaker.startswith("staff:")
    assert trail.speaker.endswith(":mina@example.com")


def test_what_is_no_pdf_is_refused_beside_the_field(client: Client) -> None:
    front = storefront.open_storefront()

    answer = added(staff(client), front.mug.product_id, b"<html>%%EOF")

    assert "this is no complete PDF" in answer.content.decode()
    assert Document.objects.count() == ProductDocument.objects.count() == 0


def test_who_may_not_change_products_adds_nothing(client: Client) -> None:
    front = storefront.open_storefront()

    answer = added(staff(client, "view_product"), front.mug.product_id, pdf())

    assert answer.status_code == 403
    assert Document.objects.count() == 0


def test_the_editor_takes_a_paper_off(client: Client) -> None:
    from tests.catalog.publishing.test_admin import form_of

    front = storefront.open_storefront()
    kept = make_paper(front.mug.product_id, title="Kept")
    make_paper(front.mug.product_id, title="Taken off")
    client = staff(client)
    url = reverse("admin:catalog_product_change", args=[front.mug.product_id])

    answer = client.post(url, form_of(client.get(url)) | {"papers-1-DELETE": "on"})

    assert answer.status_code == 302
    assert list(ProductDocument.objects.values_list("document_id", flat=True)) == [kept.pk]


def test_the_library_takes_words_and_throws_away_what_no_product_has(client: Client) -> None:
    front = storefront.open_storefront()
    client = staff(client)
    client.post(
        reverse("admin:catalog_document_add"),
        {"file": file(pdf()), "kind": "care", "language": "", "title": ""},
    )
    row = Document.objects.get()
    change = reverse("admin:catalog_document_change", args=[row.pk])
    assert client.get(change).status_code == 200
    client.post(change, {"kind": "manual", "language": "fr", "title": "Montage"})
    row.refresh_from_db()
    assert (row.kind, row.language, row.title, row.name) == (
        "manual",
        "fr",
        "Montage",
        "Manual.pdf",
    )

    shown = make_paper(front.mug.product_id)
    refused = client.post(reverse("admin:catalog_document_discard", args=[shown.pk]))
    client.post(reverse("admin:catalog_document_discard", args=[row.pk]))

    assert "1 products still come with this document" in refused.content.decode()
    assert list(Document.objects.values_list("pk", flat=True)) == [shown.pk]


def test_a_paper_names_the_products_it_comes_with(client: Client) -> None:
    front = storefront.open_storefront()
    client = staff(client)
    added(client, front.mug.product_id, pdf())
    row = Document.objects.get()

    page = client.get(reverse("admin:catalog_document_change", args=[row.pk])).content.decode()

    product = reverse("admin:catalog_product_change", args=[front.mug.product_id])
    assert f'href="{product}">Blue mug</a>' in page
