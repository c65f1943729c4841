"""The doors of papers: send one, word it, give it to a product, throw it away."""

from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.documents import actions, queries, rules
from catalog.documents.models import Document
from catalog.products import queries as products
from commerce import clock, db
from commerce.http import etags
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import page
from commerce.http.views import ApiView

SCOPES = {
    "GET": "catalog:read",
    "POST": "catalog:write",
    "PATCH": "catalog:write",
    "PUT": "catalog:write",
    "DELETE": "catalog:write",
}


class DocumentUpload(serializers.Serializer[Any]):
    """A paper as a form with a file; PDF, up to 10 MB. Leave `language` empty for one without words."""

    file = serializers.FileField()
    kind = serializers.ChoiceField(choices=rules.KINDS)
    language = serializers.CharField(max_length=10, required=False, allow_blank=True)
    title = serializers.CharField(max_length=rules.LONGEST_TITLE, required=False, allow_blank=True)


class DocumentChanges(Strict):
    """What may be said of a paper."""

    kind = serializers.ChoiceField(choices=rules.KINDS, required=False)
    language = serializers.CharField(max_length=10, required=False, allow_blank=True)
    title = serializers.CharField(max_length=rules.LONGEST_TITLE, required=False, allow_blank=True)


class DocumentOutput(serializers.Serializer[Any]):
    """A paper; `size` is in bytes, `url` downloads it."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=rules.KINDS)
    language = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    url = serializers.CharField()


class DocumentPage(serializers.Serializer[Any]):
    """A page of papers."""

    data = DocumentOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class Enclosed(serializers.Serializer[Any]):
    """The papers of one product, in order."""

    data = DocumentOutput(many=True)  # type: ignore[assignment]


class EnclosedInput(Strict):
    """All papers of a product by id, in order."""

    data = serializers.ListField(  # type: ignore[assignment]
        child=serializers.CharField(max_length=40), max_length=rules.MOST_PAPERS
    )


class Documents(ApiView):
    """Papers."""

    scopes: ClassVar[dict[str, str]] = SCOPES
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="documents_list", responses=DocumentPage)
    def get(self, request: Request) -> Response:
        """This lists papers, the latest first."""
        filters(request)
        return page(request, Document.objects.all(), shape=shape)

    @extend_schema(
        operation_id="documents_create",
        request={"multipart/form-data": DocumentUpload},
        responses={200: DocumentOutput, 201: DocumentOutput},
    )
    def post(self, request: Request) -> Response:
        """This takes a PDF, judged by its content; the same bytes again are the same paper (200)."""
        said: Any = request.data
        sent = said.get("file")
        if not isinstance(sent, UploadedFile) or not 0 < (sent.size or 0) <= rules.MOST_BYTES:
            message = "send a PDF of at most 10 MB as the form field `file`"
            raise rules.BadDocument(message, field="file")
        row, fresh = actions.take_upload(
            data=sent.read(),
            sent_name=sent.name or "",
            kind=str(said.get("kind", "")),
            language=str(said.get("language", "")),
            title=str(said.get("title", "")),
            by=self.actor,
            at=clock.now(),
        )
        return etags.answer(request, shape(row), status=201 if fresh else 200)


class DocumentDetail(ApiView):
    """One paper."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(operation_id="documents_read", responses=DocumentOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows one paper."""
        return etags.answer(request, shape(queries.get_document(public_id)))

    @extend_schema(
        operation_id="documents_change", request=DocumentChanges, responses=DocumentOutput
    )
    def patch(self, request: Request, public_id: str) -> Response:
        """This says what a paper is: its kind, its language, its title."""
        wanted = DocumentChanges.read(request, partial=True)
        with db.speaking_as(str(self.actor)), db.transaction():
            etags.check(request, shape(queries.get_document(public_id)))
            row = actions.describe(public_id=public_id, by=self.actor, at=clock.now(), **wanted)
        return etags.answer(request, shape(row))

    @extend_schema(operation_id="documents_delete", responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """This throws a paper away that no product comes with any more (409 otherwise)."""
        with db.speaking_as(str(self.actor)), db.transaction():
            actions.discard(public_id=public_id)
        return Response(status=204)


class ProductDocuments(ApiView):
    """The papers of a product."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    @extend_schema(operation_id="products_documents", responses=Enclosed)
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the papers of a product, published or not, in order."""
        return etags.answer(request, _enclosed(products.get_product(public_id).pk))

    @extend_schema(operation_id="products_documents_set", request=EnclosedInput, responses=Enclosed)
    def put(self, request: Request, public_id: str) -> Response:
        """This sets all papers of a product, in order."""
        wanted = EnclosedInput.read(request)["data"]
        with db.speaking_as(str(self.actor)), db.transaction():
            product_id = products.get_product(public_id).pk
            etags.check(request, _enclosed(product_id))
            actions.enclose(
                product_id=product_id,
                document_ids=queries.ids(wanted),
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, _enclosed(product_id))


def shape(row: Document) -> dict[str, Any]:
    """This is a paper as JSON."""
    return {
        "id": row.public_id,
        "kind": row.kind,
        "language": row.language,
        "title": row.title,
        "name": row.name,
        "type": rules.MIME,
        "size": row.size,
        "url": rules.address(row.key, row.name),
    }


def _enclosed(product_id: int) -> dict[str, Any]:
    return {"data": queries.papers_of([product_id]).get(product_id, [])}
