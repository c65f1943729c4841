"""Partners send papers and give them to products (P8)."""

import io
from pathlib import Path
from typing import Any

import pytest

from catalog.models import Document, ProductDocument
from tests.builders import storefront
from tests.builders.papers import make_paper, pdf

pytestmark = pytest.mark.django_db
URL = "/api/v1/documents"


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(client: Any, data: bytes, *, name: str = "Aufbau Becher.pdf", **said: str) -> Any:
    file = io.BytesIO(data)
    file.name = name
    body = {"kind": "manual", "language": "de", "title": "Aufbau", "file": file} | said
    return client.post(URL, body, format="multipart")


def test_a_paper_is_sent_given_to_a_product_and_read_with_it(partner: Any) -> None:
    front = storefront.open_storefront()
    client = partner("catalog:read", "catalog:write")

    made = sent(client, pdf())
    again = sent(client, pdf(), title="Other")
    paper = made.json()
    path = f"/api/v1/products/{front.mug.product.public_id}"
    put = client.put(f"{path}/documents", {"data": [paper["id"]]}, format="json")
    storefront.light()
    sheet = client.get(path).json()

    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == paper["id"]
    assert (paper["name"], paper["type"], paper["size"]) == (
        "Aufbau-Becher.pdf", "application/pdf", len(pdf()),
    )  # fmt: skip
    assert put.json() == {"data": [paper]} == client.get(f"{path}/documents").json()
    assert sheet["documents"] == [paper]


def test_the_product_reads_its_papers_without_a_query_more(
    partner: Any, django_assert_num_queries: Any
) -> None:
    front = storefront.open_storefront()
    client = partner("catalog:read")
    path = f"/api/v1/products/{front.mug.product.public_id}"
    client.get(path)
    with django_assert_num_queries(1) as before:
        client.get(path)
    for number in range(3):
        make_paper(front.mug.product_id, title=f"Sheet {number}")
    storefront.light()

    with django_assert_num_queries(len(before)):
        found = client.get(path).json()["documents"]

    assert [one["title"] for one in found] == ["Sheet 0", "Sheet 1", "Sheet 2"]


def test_refuses_what_is_no_pdf_and_keeps_nothing(partner: Any, tmp_path: Path) -> None:
    client = partner("catalog:write")

    html = sent(client, b"<html>%%EOF", name="x.pdf")
    kind = sent(client, pdf(), kind="poem")
    language = sent(client, pdf(), language="tlh")
    none = client.post(URL, {"kind": "manual"}, format="multipart")

    assert (html.status_code, html.json()["code"]) == (422, "bad_document")
    assert kind.json()["code"] == language.json()["code"] == "bad_document_words"
    assert none.json()["code"] == "bad_document"
    assert Document.objects.count() == 0
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_key_without_the_scope_changes_nothing(partner: Any) -> None:
    front = storefront.open_storefront()
    paper = make_paper(front.mug.product_id)
    client = partner("catalog:read")
    of_product = f"/api/v1/products/{front.mug.product.public_id}/documents"

    answers = [
        sent(client, pdf("other")),
        client.patch(f"{URL}/{paper.public_id}", {"title": "x"}, format="json"),
        client.delete(f"{URL}/{paper.public_id}"),
        client.put(of_product, {"data": []}, format="json"),
    ]

    assert [one.status_code for one in answers] == [403] * 4
    assert list(ProductDocument.objects.values_list("document__title")) == [("",)]
    assert client.get(URL).json()["data"][0]["id"] == paper.public_id


def test_a_paper_is_worded_and_thrown_away_once_no_product_has_it(
    partner: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    front = storefront.open_storefront()
    paper = make_paper(front.mug.product_id)
    client = partner("catalog:read", "catalog:write")
    one = f"{URL}/{paper.public_id}"
    version = front.mug.product.version

    worded = client.patch(one, {"title": "Safety", "kind": "safety"}, format="json").json()
    early = client.delete(one)
    client.put(
        f"/api/v1/products/{front.mug.product.public_id}/documents", {"data": []}, format="json"
    )
    with django_capture_on_commit_callbacks(execute=True):
        gone = client.delete(one)

    front.mug.product.refresh_from_db()
    assert (worded["title"], worded["kind"], worded["language"]) == ("Safety", "safety", "en")
    assert (early.status_code, early.json()["code"]) == (409, "still_shown")
    assert (gone.status_code, client.get(one).status_code) == (204, 404)
    assert front.mug.product.version == version + 2  # worded, taken off
    assert not list(tmp_path.rglob("*.pdf"))


def test_unknown_papers_and_old_versions_are_refused(partner: Any) -> None:
    front = storefront.open_storefront()
    paper = make_paper(front.mug.product_id)
    client = partner("catalog:write")
    path = f"/api/v1/products/{front.mug.product.public_id}/documents"

    unknown = client.put(path, {"data": ["doc_none"]}, format="json")
    old = client.put(path, {"data": []}, format="json", HTTP_IF_MATCH='"old"')

    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_document")
    assert old.status_code == 412
    assert ProductDocument.objects.get().document_id == paper.pk
