"""A partner's own subscriptions and what was sent to them."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.http.pagination import PARAMETERS, page
from commerce.http.views import ApiView
from commerce.webhooks import actions
from commerce.webhooks.models import WebhookMessage, WebhookSubscription

SCOPES = {
    "GET": "webhooks:read",
    "POST": "webhooks:write",
    "PATCH": "webhooks:write",
    "DELETE": "webhooks:write",
}


class SubscriptionInput(serializers.Serializer[Any]):
    """What a partner sends to subscribe."""

    url = serializers.URLField(max_length=500)
    events = serializers.ListField(
        child=serializers.CharField(max_length=80), min_length=1, max_length=50
    )
    active = serializers.BooleanField(default=True)


class SubscriptionOutput(serializers.Serializer[Any]):
    """A subscription as partners see it; `secret` only when it was just drawn."""

    id = serializers.CharField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField())
    active = serializers.BooleanField()
    disabled_reason = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    secret = serializers.CharField(required=False)


class AttemptOutput(serializers.Serializer[Any]):
    """One try to deliver."""

    at = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    milliseconds = serializers.IntegerField()


class MessageOutput(serializers.Serializer[Any]):
    """A message with its tries."""

    id = serializers.CharField()
    type = serializers.CharField()
    state = serializers.CharField()
    created_at = serializers.DateTimeField()
    next_at = serializers.DateTimeField(allow_null=True)
    attempts = AttemptOutput(many=True)


class SubscriptionPage(serializers.Serializer[Any]):
    """A page of subscriptions."""

    data = SubscriptionOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class MessagePage(serializers.Serializer[Any]):
    """A page of messages."""

    data = MessageOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class OwnedView(ApiView):
    """Base: a partner sees the subscriptions of its own key, and no others exist for it."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    def subscription(self, public_id: str) -> WebhookSubscription:
        """This finds one of the key's own.

        Raises:
            NoSuchMessage: when there is none.
        """
        found = WebhookSubscription.objects.filter(key=self.key, public_id=public_id).first()
        if found is None:
            message = "there is no such webhook"
            raise actions.NoSuchMessage(message)
        return found


class Webhooks(OwnedView):
    """The key's subscriptions."""

    @extend_schema(operation_id="webhooks_list", parameters=PARAMETERS, responses=SubscriptionPage)
    def get(self, request: Request) -> Response:
        """This lists the key's subscriptions, newest first."""
        return page(request, WebhookSubscription.objects.filter(key=self.key), shape=shape)

    @extend_schema(
        operation_id="webhooks_create",
        request=SubscriptionInput,
        responses={201: SubscriptionOutput},
    )
    def post(self, request: Request) -> Response:
        """This subscribes; the answer carries the signing secret, this once."""
        wanted = SubscriptionInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        actions.check_address(url=wanted.validated_data["url"])
        with db.speaking_as(str(self.actor)), db.transaction():
            row = actions.subscribe(
                url=wanted.validated_data["url"],
                events=wanted.validated_data["events"],
                channel=self.channel.code if self.key.channel_id else "",
                key_id=self.key.pk,
                at=clock.now(),
            )
        return Response(shape(row) | {"secret": row.secret}, status=201)


class Webhook(OwnedView):
    """One subscription."""

    @extend_schema(operation_id="webhooks_read", responses=SubscriptionOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows one subscription."""
        return Response(shape(self.subscription(public_id)))

    @extend_schema(
        operation_id="webhooks_change",
        request=SubscriptionInput,
        responses=SubscriptionOutput,
    )
    def patch(self, request: Request, public_id: str) -> Response:
        """This changes address, events or activity."""
        wanted = SubscriptionInput(data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        if "url" in wanted.validated_data:
            actions.check_address(url=wanted.validated_data["url"])
        with db.speaking_as(str(self.actor)), db.transaction():
            row = actions.change(
                subscription=self.subscription(public_id),
                changes=dict(wanted.validated_data),
            )
        return Response(shape(row))

    @extend_schema(operation_id="webhooks_delete", responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """This ends a subscription and forgets its messages."""
        with db.speaking_as(str(self.actor)), db.transaction():
            self.subscription(public_id).delete()
        return Response(status=204)


class WebhookSecret(OwnedView):
    """The signing secret."""

    @extend_schema(operation_id="webhooks_roll_secret", request=None, responses=SubscriptionOutput)
    def post(self, request: Request, public_id: str) -> Response:
        """This draws a new secret; messages are signed with both until the next roll."""
        with db.speaking_as(str(self.actor)), db.transaction():
            row = actions.roll_secret(subscription=self.subscription(public_id))
        return Response(shape(row) | {"secret": row.secret})


class WebhookMessages(OwnedView):
    """What was sent to a subscription."""

    @extend_schema(operation_id="webhooks_messages", parameters=PARAMETERS, responses=MessagePage)
    def get(self, request: Request, public_id: str) -> Response:
        """This lists messages with every try, newest first."""
        rows = WebhookMessage.objects.filter(
            subscription=self.subscription(public_id)
        ).prefetch_related("attempts")
        return page(request, rows, shape=shape_message)

    @extend_schema(operation_id="webhooks_ping", request=None, responses={202: MessageOutput})
    def post(self, request: Request, public_id: str) -> Response:
        """This sends a test event."""
        with db.transaction():
            row = actions.ping(subscription=self.subscription(public_id), at=clock.now())
        return Response(shape_message(row), status=202)


class WebhookResend(OwnedView):
    """Sending a message again."""

    @extend_schema(operation_id="webhooks_resend", request=None, responses={202: MessageOutput})
    def post(self, request: Request, public_id: str, message_id: str) -> Response:
        """This queues the message once more, under the same id."""
        owner = self.subscription(public_id)
        found = WebhookMessage.objects.filter(subscription=owner, public_id=message_id).first()
        if found is None:
            message = "there is no such message"
            raise actions.NoSuchMessage(message)
        with db.transaction():
            actions.resend(message=found, at=clock.now())
        found.refresh_from_db()
        return Response(shape_message(found), status=202)


def shape(row: WebhookSubscription) -> dict[str, Any]:
    """This is a subscription as JSON."""
    return {
        "id": row.public_id,
        "url": row.url,
        "events": row.events,
        "active": row.active,
        "disabled_reason": row.disabled_reason,
        "created_at": row.created_at,
    }


def shape_message(row: WebhookMessage) -> dict[str, Any]:
    """This is a message as JSON."""
    return {
        "id": row.public_id,
        "type": row.name,
        "state": row.state,
        "created_at": row.created_at,
        "next_at": row.next_at,
        "attempts": [
            {
                "at": one.at,
                "status": one.status,
                "answer": one.answer,
                "error": one.error,
                "milliseconds": one.milliseconds,
            }
            for one in row.attempts.all()
        ],
    }
