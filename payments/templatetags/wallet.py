"""What pages of other apps show of kept cards."""

from typing import Any

from django import template

from commerce import clock
from commerce.channels import destinations
from commerce.channels.queries import ChannelInfo
from payments.contracts import KeptCard
from payments.gateways import queries as gateways
from payments.wallet import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def wallet_name(context: dict[str, Any]) -> str:
    """This names the wallet whose button shows in this channel; empty hides it (C5)."""
    channel: ChannelInfo = context["request"].channel
    return gateways.wallet_name() if "card" in channel.payment_methods else ""


@register.simple_tag(takes_context=True)
def express_buttons(context: dict[str, Any]) -> dict[str, str]:
    """This is what express buttons in our page need: key, script, countries; empty hides them (C5)."""
    channel: ChannelInfo = context["request"].channel
    key, script = gateways.express_buttons() if "card" in channel.payment_methods else ("", "")
    countries = ",".join(destinations.served(channel, at=clock.now())) if key else ""
    return {"key": key, "script": script, "countries": countries} if key else {}


@register.simple_tag
def saved_cards(customer_id: int) -> tuple[KeptCard, ...]:
    """This lists the cards a customer keeps; the page asks for the right to see them."""
    return queries.cards_of(customer_id=customer_id, on=clock.now().date())
