"""Writes of papers: taking them in, wording them, giving them to products, throwing them away.

Files are written outside of transactions, rows within short ones; a file without a row is waste, a
row without a file would be a lie.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalog.documents import queries, rules
from catalog.documents.models import Document, ProductDocument
from catalog.products import actions as products
from commerce import db
from commerce.errors import Conflict
from commerce.identity.actor import Actor


class StillShown(Conflict):
    """Products still come with this document."""

    code = "still_shown"


@db.outside
def take_upload(
    *, data: bytes, sent_name: str, kind: str, language: str, title: str, by: Actor, at: datetime
) -> tuple[Document, bool]:
    """This takes a paper in; returns it and whether it is new: the same bytes are the same paper.

    Raises:
        BadDocument: when it is no PDF we take.
        BadPaperWords: when kind, language or title do not fit.
    """
    tidy = title.strip()
    rules.check_words(kind=kind, language=language, title=tidy, languages=queries.languages())
    rules.check(data)
    checksum = hashlib.sha256(data).hexdigest()
    known = Document.objects.filter(checksum=checksum).first()
    if known is not None:
        return known, False
    key = secrets.token_hex(16)
    path = default_storage.save(rules.storage_path(key), ContentFile(data))
    with db.speaking_as(str(by)), db.transaction():
        return Document.objects.get_or_create(
            checksum=checksum,
            defaults={
                "key": key,
                "kind": kind,
                "language": language,
                "title": tidy,
                "name": rules.file_name(sent_name, fallback=kind),
                "size": len(data),
                "path": path,
                "created_at": at,
            },
        )


@db.transaction_required
def describe(
    *,
    public_id: str,
    by: Actor,
    at: datetime,
    kind: str | None = None,
    language: str | None = None,
    title: str | None = None,
) -> Document:
    """This says what a paper is; the products that come with it are told anew.

    Raises:
        UnknownDocument: when it does not exist.
        BadPaperWords: when something does not fit.
    """
    row = queries.get_document(public_id)
    row.kind = row.kind if kind is None else kind
    row.language = row.language if language is None else language
    row.title = row.title if title is None else title.strip()
    rules.check_words(
        kind=row.kind, language=row.language, title=row.title, languages=queries.languages()
    )
    row.save(update_fields=["kind", "language", "title"])
    shown_by = queries.products_with(row.pk)
    if shown_by:
        products.touch(shown_by, by=by, at=at)
    return row


@db.transaction_required
def enclose(*, product_id: int, document_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """This sets the papers of a product, in order.

    Raises:
        UnknownProduct: when it does not exist.
        BadPaperWords: when there are too many.
    """
    if len(document_ids) > rules.MOST_PAPERS:
        message = f"a product comes with {rules.MOST_PAPERS} documents at most"
        raise rules.BadPaperWords(message, field="data")
    products.locked_product(product_id)
    wanted = list(dict.fromkeys(document_ids))
    ProductDocument.objects.filter(product_id=product_id).exclude(document_id__in=wanted).delete()
    ProductDocument.objects.bulk_create(
        [
            ProductDocument(product_id=product_id, document_id=key, position=place)
            for place, key in enumerate(wanted)
        ],
        update_conflicts=True,
        unique_fields=["product", "document"],
        update_fields=["position"],
    )
    products.touch([product_id], by=by, at=at)


@db.transaction_required
def add_to(*, product_id: int, document_id: int, by: Actor, at: datetime) -> None:
    """This puts one more paper at the end of a product's list.

    Raises:
        UnknownProduct, BadPaperWords: as for `enclose`.
    """
    there = ProductDocument.objects.filter(product_id=product_id).order_by("position", "id")
    keys = list(there.values_list("document_id", flat=True))
    enclose(product_id=product_id, document_ids=[*keys, document_id], by=by, at=at)


@db.transaction_required
def discard(*, public_id: str) -> None:
    """This throws a paper away for good, file and row, once no product comes with it.

    Raises:
        UnknownDocument: when it does not exist.
        StillShown: when products still come with it.
    """
    row = queries.get_document(public_id)
    shown_by = queries.products_with(row.pk)
    if shown_by:
        message = f"{len(shown_by)} products still come with this document; take it off them first"
        raise StillShown(message, products=len(shown_by))
    path = row.path
    row.delete()
    db.after_commit(lambda: default_storage.delete(path))
