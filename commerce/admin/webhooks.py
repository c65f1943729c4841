"""Staff see partners' subscriptions, what was sent, and send it again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce import clock, db
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline, StaffAdmin
from commerce.webhooks import actions
from commerce.webhooks.models import WebhookAttempt, WebhookMessage, WebhookSubscription


@admin.register(WebhookSubscription)
class WebhookSubscriptionAdmin(StaffAdmin):
    """Who listens from outside; partners add subscriptions by the API, staff may pause them."""

    list_display = ["url", "key", "channel", "active", "disabled_reason", "created_at"]
    list_select_related = ["key"]
    list_filter = ["active", "channel"]
    search_fields = ["url", "public_id"]
    fields = [
        "public_id",
        "key",
        "url",
        "events",
        "channel",
        "active",
        "disabled_reason",
        "created_at",
    ]
    readonly_fields = [
        "public_id",
        "key",
        "url",
        "events",
        "channel",
        "disabled_reason",
        "created_at",
    ]

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class AttemptInline(ReadOnlyInline):
    """Every try of a message."""

    model = WebhookAttempt
    fields = ["at", "status", "error", "answer", "milliseconds"]


@admin.register(WebhookMessage)
class WebhookMessageAdmin(ReadOnlyAdmin):
    """What was sent to whom."""

    list_display = [
        "public_id",
        "name",
        "subscription",
        "state",
        "failures",
        "next_at",
        "created_at",
    ]
    list_select_related = ["subscription"]
    list_filter = ["state", "name"]
    search_fields = ["public_id", "event_id"]
    inlines = [AttemptInline]
    actions = ["resend"]
    ordering = ["-id"]

    @override
    def has_change_permission(
        self, request: HttpRequest, obj: WebhookMessage | None = None
    ) -> bool:
        return obj is None and request.user.has_perm("commerce.change_webhookmessage")

    @admin.action(description="Send again", permissions=["change"])
    def resend(self, request: HttpRequest, queryset: QuerySet[WebhookMessage]) -> None:
        """This queues the chosen messages once more under their ids."""
        found = list(queryset)
        with db.transaction():
            for message in found:
                actions.resend(message=message, at=clock.now())
        messages.success(request, _("%d messages will be sent again") % len(found))
