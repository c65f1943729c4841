"""Partners follow parcels, hand them over and say when they arrived."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import public as catalog
from commerce import clock
from commerce.http import pagination
from commerce.http.views import ApiView
from inventory.shipping import actions, queries
from inventory.shipping.models import Parcel


class TrackingInput(serializers.Serializer[Any]):
    """The number of a label bought elsewhere."""

    tracking_number = serializers.RegexField(r"^[A-Za-z0-9 -]{4,60}$")


class ReasonInput(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=300)


class ParcelLineOutput(serializers.Serializer[Any]):
    """So many pieces in a parcel."""

    sku = serializers.CharField()
    quantity = serializers.IntegerField()


class ParcelOutput(serializers.Serializer[Any]):
    """A parcel on its way."""

    id = serializers.CharField()
    state = serializers.CharField()
    order_number = serializers.CharField()
    warehouse = serializers.CharField()
    carrier = serializers.CharField()
    tracking_number = serializers.CharField(allow_blank=True)
    tracking_url = serializers.CharField(allow_blank=True)
    lines = ParcelLineOutput(many=True)
    dispatched_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)


class ParcelPage(serializers.Serializer[Any]):
    """A page of parcels."""

    data = ParcelOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class ShipmentView(ApiView):
    """Base: a key that belongs to a channel sees its channel's parcels, and no others exist for it."""

    scopes: ClassVar[dict[str, str]] = {"GET": "shipments:read", "POST": "shipments:write"}

    def visible(self) -> "QuerySet[Parcel]":
        """This lists the parcels that the key may see."""
        found = queries.all_parcels()
        if self.key.channel_id is not None:
            found = found.filter(channel=self.channel.code)
        return found

    def parcel(self, public_id: str) -> Parcel:
        """This finds one of the key's parcels.

        Raises:
            UnknownParcel: when there is none.
        """
        found = self.visible().filter(public_id=public_id).first()
        if found is None:
            message = "there is no such parcel"
            raise queries.UnknownParcel(message)
        return found

    def moved(
        self, request: Request, public_id: str, *, work: Callable[[Parcel], Parcel]
    ) -> Response:
        """This runs one action on a parcel, once per Idempotency-Key."""

        def once() -> Response:
            row = work(self.parcel(public_id))
            return Response(shapes([row])[0])

        return self.once(request, once)


class Shipments(ShipmentView):
    """Parcels."""

    @extend_schema(
        operation_id="shipments_list",
        parameters=[
            OpenApiParameter("order", str, description="an order number"),
            OpenApiParameter("state", str),
            OpenApiParameter("limit", int, description="1 to 200, 50 when absent"),
            OpenApiParameter("after", str, description="next_cursor of the page before"),
        ],
        responses=ParcelPage,
    )
    def get(self, request: Request) -> Response:
        """This lists parcels, newest first."""
        rows = self.visible()
        if order := request.query_params.get("order"):
            rows = rows.filter(order_number=order)
        if state := request.query_params.get("state"):
            rows = rows.filter(state=state)
        answer = pagination.page(request, rows, shape=lambda row: row)
        answer.data["data"] = shapes(answer.data["data"])
        return answer


class Shipment(ShipmentView):
    """One parcel."""

    @extend_schema(operation_id="shipments_read", responses=ParcelOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows a parcel."""
        return Response(shapes([self.parcel(public_id)])[0])


class ShipmentLabel(ShipmentView):
    """The paper to stick on it."""

    @extend_schema(operation_id="shipments_label", responses={(200, "image/svg+xml"): str})
    def get(self, request: Request, public_id: str) -> HttpResponse:
        """This is the label as SVG."""
        parcel = self.parcel(public_id)
        if not parcel.label:
            message = "this parcel has no label yet"
            raise queries.UnknownParcel(message)
        return HttpResponse(
            parcel.label,
            content_type="image/svg+xml",
            headers={"Content-Disposition": f'attachment; filename="{parcel.public_id}.svg"'},
        )


class ShipmentTracking(ShipmentView):
    """A label that was bought elsewhere."""

    @extend_schema(
        operation_id="shipments_track", request=TrackingInput, responses={200: ParcelOutput}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This notes the tracking number of a parcel whose carrier is booked by hand."""
        wanted = TrackingInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        number = wanted.validated_data["tracking_number"]
        return self.moved(
            request,
            public_id,
            work=lambda parcel: actions.record_tracking(
                parcel_id=parcel.pk, tracking_number=number, at=clock.now(), by=self.actor
            ),
        )


class ShipmentDispatch(ShipmentView):
    """The parcel leaves."""

    @extend_schema(operation_id="shipments_dispatch", request=None, responses={200: ParcelOutput})
    def post(self, request: Request, public_id: str) -> Response:
        """This hands a labeled parcel to its carrier and issues its stock."""
        return self.moved(
            request,
            public_id,
            work=lambda parcel: actions.dispatch(
                parcel_id=parcel.pk, at=clock.now(), by=self.actor
            ),
        )


class ShipmentDelivery(ShipmentView):
    """The parcel arrives."""

    @extend_schema(operation_id="shipments_deliver", request=None, responses={200: ParcelOutput})
    def post(self, request: Request, public_id: str) -> Response:
        """This notes that a parcel reached its receiver."""
        return self.moved(
            request,
            public_id,
            work=lambda parcel: actions.deliver(parcel_id=parcel.pk, at=clock.now(), by=self.actor),
        )


class ShipmentLoss(ShipmentView):
    """The parcel is lost."""

    @extend_schema(
        operation_id="shipments_lose", request=ReasonInput, responses={200: ParcelOutput}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This notes that the carrier lost a parcel."""
        wanted = ReasonInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        reason = wanted.validated_data["reason"]
        return self.moved(
            request,
            public_id,
            work=lambda parcel: actions.lose(
                parcel_id=parcel.pk, reason=reason, at=clock.now(), by=self.actor
            ),
        )


def shapes(parcels: list[Parcel]) -> list[dict[str, Any]]:
    """This shows parcels as partners see them, SKUs read at once."""
    found = [queries.as_contract(parcel) for parcel in parcels]
    skus = catalog.variant_skus(
        variant_ids={line.variant_id for parcel in found for line in parcel.lines}
    )
    return [
        {
            "id": parcel.public_id,
            "state": parcel.state,
            "order_number": parcel.order_number,
            "warehouse": parcel.warehouse_code,
            "carrier": parcel.carrier,
            "tracking_number": parcel.tracking_number,
            "tracking_url": parcel.tracking_url,
            "lines": [
                {"sku": skus.get(line.variant_id, ""), "quantity": line.quantity}
                for line in parcel.lines
            ],
            "dispatched_at": _worded(parcel.dispatched_at),
            "delivered_at": _worded(parcel.delivered_at),
        }
        for parcel in found
    ]


def _worded(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
