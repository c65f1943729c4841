"""Every fact may be a partner's business."""

from commerce.events.facts import Envelope, Fact
from commerce.events.registry import on_everything
from commerce.webhooks import actions, queries


@on_everything(wanted=queries.wanted_names)
def relay_to_partners(fact: Fact, envelope: Envelope) -> None:
    """This writes messages for the subscriptions that want the fact."""
    actions.write_messages(fact=fact, envelope=envelope)
