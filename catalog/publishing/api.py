"""The doors of publication: what is missing, publish, take down."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products import queries as products
from catalog.publishing import actions, queries, rules
from catalog.publishing.models import Publication
from commerce import clock, db
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.http.inputs import Strict, filters
from commerce.http.views import ApiView


class PublicationInput(Strict):
    """When and where to show a product; at once and in the key's channel when nothing is said."""

    channel = serializers.SlugField(max_length=40, required=False)
    starts_at = serializers.DateTimeField(required=False, allow_null=True)


class GapItem(serializers.Serializer[Any]):
    """One thing that is missing."""

    code = serializers.CharField()
    field = serializers.CharField()
    detail = serializers.CharField()


class PublicationOutput(serializers.Serializer[Any]):
    """How a product stands in a channel."""

    channel = serializers.CharField()
    state = serializers.CharField()
    starts_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    completeness = serializers.DictField(child=serializers.IntegerField())
    gaps = GapItem(many=True)


CHANNEL = OpenApiParameter("channel", str, description="for keys that are not bound to a channel")


class PublicationView(ApiView):
    """A product in a channel."""

    scopes: ClassVar[dict[str, str]] = {
        "GET": "catalog:write",
        "POST": "catalog:write",
        "DELETE": "catalog:write",
    }

    @extend_schema(
        operation_id="products_publication_read", parameters=[CHANNEL], responses=PublicationOutput
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This tells whether the product shows, how complete it is, and what is missing."""
        channel = self._channel(filters(request, "channel").get("channel"))
        return Response(_shape(public_id, channel))

    @extend_schema(
        operation_id="products_publish",
        request=PublicationInput,
        responses={200: PublicationOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This shows the product, now or later; 422 `not_ready` lists what is missing."""
        wanted = PublicationInput.read(request)
        channel = self._channel(wanted.get("channel"))
        with db.speaking_as(str(self.actor)), db.transaction():
            actions.publish(
                product_id=products.get_product(public_id).pk,
                channel=channel,
                starts_at=wanted.get("starts_at"),
                by=self.actor,
                at=clock.now(),
            )
        return Response(_shape(public_id, channel))

    @extend_schema(operation_id="products_unpublish", parameters=[CHANNEL], responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """This takes the product out of the channel, or off its schedule."""
        channel = self._channel(filters(request, "channel").get("channel"))
        with db.speaking_as(str(self.actor)), db.transaction():
            actions.unpublish(
                product_id=products.get_product(public_id).pk,
                channel=channel,
                by=self.actor,
                at=clock.now(),
            )
        return Response(status=204)

    def _channel(self, wanted: str | None) -> ChannelInfo:
        """A key without a channel names one; a bound key has its own."""
        if wanted is None or wanted == self.channel.code:
            return self.channel
        if self.key.channel_id is not None:
            message = "this key sells in another channel"
            raise channels.UnknownChannel(message, field="channel")
        return channels.get_channel(wanted)


def _shape(public_id: str, channel: ChannelInfo) -> dict[str, Any]:
    product = products.get_product(public_id)
    row = Publication.objects.filter(product=product, channel_id=channel.id).first()
    draft = queries.draft_of(product, channel=channel, at=clock.now())
    ratios = queries.ratios([product], channels=[channel])[product.pk]
    return {
        "channel": channel.code,
        "state": row.state if row else "unpublished",
        "starts_at": row.starts_at if row else None,
        "published_at": row.published_at if row else None,
        "completeness": {language: ratio for (_, language), ratio in ratios.items()},
        "gaps": [
            {"code": gap.code, "field": gap.field, "detail": gap.detail}
            for gap in rules.gaps(draft, languages=channel.languages)
        ],
    }
