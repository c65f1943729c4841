"""Partners' apps and tills send events with their key."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bi.tracking import actions, queries, rules
from bi.tracking.actions import Batch
from commerce import clock, db
from commerce.http.views import ApiView


class EventInput(serializers.Serializer[Any]):
    """One event; `id` is drawn by the sender and makes a repeat harmless."""

    id = serializers.RegexField(r"^[A-Za-z0-9_-]{8,64}$")
    name = serializers.ChoiceField(choices=rules.NAMES)
    at = serializers.DateTimeField()
    path = serializers.CharField(max_length=300, required=False, allow_blank=True)
    product = serializers.CharField(max_length=200, required=False, allow_blank=True)
    sku = serializers.CharField(max_length=80, required=False, allow_blank=True)
    query = serializers.CharField(max_length=120, required=False, allow_blank=True)
    results = serializers.IntegerField(
        min_value=0, max_value=1_000_000, required=False, allow_null=True
    )
    step = serializers.CharField(max_length=40, required=False, allow_blank=True)
    order_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    referrer = serializers.CharField(max_length=300, required=False, allow_blank=True)
    utm_source = serializers.CharField(max_length=80, required=False, allow_blank=True)
    utm_medium = serializers.CharField(max_length=80, required=False, allow_blank=True)
    utm_campaign = serializers.CharField(max_length=80, required=False, allow_blank=True)
    entry = serializers.BooleanField(required=False, default=False)


class EventsInput(serializers.Serializer[Any]):
    """A batch; `visitor` only with the person's consent, which the sender must be able to prove."""

    events = serializers.ListField(child=EventInput(), min_length=1, max_length=actions.MOST_EVENTS)
    visitor = serializers.RegexField(r"^[A-Za-z0-9_-]{8,64}$", required=False)
    sent_at = serializers.DateTimeField(required=False)


class TakenOutput(serializers.Serializer[Any]):
    """How many events were new."""

    taken = serializers.IntegerField()


class Events(ApiView):
    """Events from elsewhere."""

    scopes: ClassVar[dict[str, str]] = {"POST": "bi:write"}

    @extend_schema(operation_id="events_send", request=EventsInput, responses={202: TakenOutput})
    def post(self, request: Request) -> Response:
        """This takes a batch of events in; what was sent before counts once."""
        wanted = EventsInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        given = wanted.validated_data
        batch = Batch(
            events=tuple(queries.seen(event) for event in given["events"]),
            channel=self.channel,
            visitor=given.get("visitor", ""),
            agent="a partner's own app",
            sent_at=given.get("sent_at"),
            sender=str(self.actor),
        )
        with db.transaction():
            taken = actions.take_in(batch=batch, at=clock.now())
        return Response({"taken": taken}, status=202)
