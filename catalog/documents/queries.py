"""Reads of papers."""

from collections.abc import Collection, Sequence
from typing import Any

from django.conf.locale import LANG_INFO

from catalog.documents import rules
from catalog.documents.models import Document, ProductDocument
from commerce import rows
from commerce.errors import NotFound

_OF_PRODUCTS = """
SELECT l.product_id, d.public_id, d.kind, d.language, d.title, d.name, d.size, d.key
FROM catalog_productdocument l JOIN catalog_document d ON d.id = l.document_id
WHERE l.product_id = ANY(%s::bigint[]) ORDER BY l.position, l.id
"""


class UnknownDocument(NotFound):
    """No document has this id."""

    code = "unknown_document"


def get_document(public_id: str) -> Document:
    """This finds a paper by public id.

    Raises:
        UnknownDocument: when there is none.
    """
    found = Document.objects.filter(public_id=public_id).first()
    if found is None:
        message = f"there is no document {public_id!r}"
        raise UnknownDocument(message, field="document_id")
    return found


def find_by_key(key: str) -> Document | None:
    """This finds a paper by the name it is served under."""
    return Document.objects.filter(key=key).first()


def ids(public_ids: Sequence[str]) -> list[int]:
    """This maps public ids to keys, in their order; one query.

    Raises:
        UnknownDocument: naming the first that does not exist.
    """
    found = dict(Document.objects.filter(public_id__in=public_ids).values_list("public_id", "id"))
    for public_id in public_ids:
        if public_id not in found:
            message = f"there is no document {public_id!r}"
            raise UnknownDocument(message, field="document_id")
    return [found[public_id] for public_id in public_ids]


def products_with(document_id: int) -> list[int]:
    """This lists the products a paper comes with."""
    found = ProductDocument.objects.filter(document_id=document_id)
    return list(found.order_by("product_id").values_list("product_id", flat=True))


def papers_of(product_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """This tells the papers of products as the API and the product page show them; one query."""
    found: dict[int, list[dict[str, Any]]] = {}
    for product, public_id, kind, language, title, name, size, key in rows.fetch(
        _OF_PRODUCTS, [list(product_ids)], keep=False
    ):
        paper = {
            "id": public_id,
            "kind": kind,
            "language": language,
            "title": title,
            "name": name,
            "type": rules.MIME,
            "size": size,
            "url": rules.address(key, name),
        }
        found.setdefault(product, []).append(paper)
    return found


def languages() -> dict[str, str]:
    """This lists the languages papers may be in, by code, as their speakers call them."""
    return {
        code: str(about["name_local"]) for code, about in LANG_INFO.items() if "name_local" in about
    }
