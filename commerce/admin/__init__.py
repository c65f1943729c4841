"""Index of the staff screens of the ground."""

from django.utils.translation import gettext_lazy as _

from commerce.admin import channels, events, identity, trail, webhooks
from commerce.events.models import Delivery
from commerce.staff import duties
from commerce.staff.duties import Duty
from commerce.webhooks.models import WebhookMessage

__all__ = ["channels", "events", "identity", "trail", "webhooks"]

duties.wait(
    Duty(
        title=_("Deliveries of facts that are stuck"),
        model="commerce.Delivery",
        query="state__exact=parked",
        rows=lambda: Delivery.objects.filter(state="parked"),
        urgent=True,
    ),
    Duty(
        title=_("Webhook messages nobody took"),
        model="commerce.WebhookMessage",
        query="state__exact=failed",
        rows=lambda: WebhookMessage.objects.filter(state="failed"),
    ),
)
