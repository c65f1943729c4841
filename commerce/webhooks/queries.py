"""Reads of the webhooks room."""

from commerce.webhooks import rules
from commerce.webhooks.models import WebhookSubscription


def wanted_names(names: set[str]) -> set[str]:
    """This tells which of the fact names any active subscription wants."""
    if not names:
        return set()
    patterns = WebhookSubscription.objects.filter(active=True).values_list("events", flat=True)
    wishes = [wish for events in patterns for wish in events]
    return {name for name in names if rules.wants(patterns=wishes, name=name)}
