"""The doors of assets: send a picture, word it."""

from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.assets import actions, queries, rules
from catalog.assets.models import Asset
from commerce import clock, db
from commerce.http import etags
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import page
from commerce.http.views import ApiView


class AssetUpload(serializers.Serializer[Any]):
    """A picture as a form with a file."""

    file = serializers.FileField()
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)


class AssetChanges(Strict):
    """What may be said of a picture; alts are merged, an empty one is taken away."""

    alts = serializers.DictField(
        child=serializers.CharField(max_length=300, allow_blank=True), required=False
    )
    focal_x = serializers.IntegerField(min_value=0, max_value=100, required=False)
    focal_y = serializers.IntegerField(min_value=0, max_value=100, required=False)
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)


class AssetOutput(serializers.Serializer[Any]):
    """A picture; other widths (320, 480, 640, 960, 1280) and AVIF lie under the same key."""

    id = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    color = serializers.CharField()
    focal_x = serializers.IntegerField()
    focal_y = serializers.IntegerField()
    alts = serializers.DictField(child=serializers.CharField())


class AssetPage(serializers.Serializer[Any]):
    """A page of pictures."""

    data = AssetOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class Assets(ApiView):
    """Pictures."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read", "POST": "catalog:write"}
    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="assets_list", responses=AssetPage)
    def get(self, request: Request) -> Response:
        """This lists pictures, the latest first."""
        filters(request)
        return page(request, Asset.objects.all(), shape=shape)

    @extend_schema(
        operation_id="assets_create",
        request={"multipart/form-data": AssetUpload},
        responses={200: AssetOutput, 201: AssetOutput},
    )
    def post(self, request: Request) -> Response:
        """This takes a picture, decoded and written anew; the same bytes again are the same asset (200)."""
        said: Any = request.data
        sent = said.get("file")
        if not isinstance(sent, UploadedFile) or not 0 < (sent.size or 0) <= rules.MOST_BYTES:
            rules.check_size(sent=getattr(sent, "size", 0) or 0)
            message = "send the picture as the form field `file`"
            raise rules.BadPicture(message, field="file")
        row, fresh = actions.take_upload(
            data=sent.read(),
            title=str(said.get("title", ""))[:200].replace("\x00", ""),
            alts={},
            by=self.actor,
            at=clock.now(),
        )
        return etags.answer(request, shape(row), status=201 if fresh else 200)


class AssetDetail(ApiView):
    """One picture."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read", "PATCH": "catalog:write"}

    @extend_schema(operation_id="assets_read", responses=AssetOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows one picture."""
        return etags.answer(request, shape(queries.get_asset(public_id)))

    @extend_schema(operation_id="assets_change", request=AssetChanges, responses=AssetOutput)
    def patch(self, request: Request, public_id: str) -> Response:
        """This words a picture or moves its focal point."""
        wanted = AssetChanges.read(request, partial=True)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = queries.get_asset(public_id)
            etags.check(request, shape(row))
            focus = (wanted.get("focal_x", row.focal_x), wanted.get("focal_y", row.focal_y))
            row = actions.describe(
                public_id=public_id,
                alts=wanted.get("alts"),
                focus=focus,
                title=wanted.get("title"),
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, shape(row))


def shape(row: Asset) -> dict[str, Any]:
    """This is a picture as JSON."""
    return {
        "id": row.public_id,
        "url": rules.picture_url(row.key),
        "title": row.title,
        "width": row.width,
        "height": row.height,
        "color": row.color,
        "focal_x": row.focal_x,
        "focal_y": row.focal_y,
        "alts": row.alts,
    }
