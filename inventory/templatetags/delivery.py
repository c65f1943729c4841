"""When and for how much something arrives, for the product page."""

from dataclasses import dataclass
from typing import Any

from babel.dates import format_interval
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock
from commerce.money import Money, wording
from inventory import public as inventory
from inventory.contracts import Destination

register = template.Library()


@dataclass(frozen=True, slots=True)
class Promise:
    """The promise in words: the days, and what delivery costs."""

    text: str
    cost: str


@register.simple_tag(takes_context=True)
def delivery_promise(context: dict[str, Any], price: Money, weight_g: int) -> Promise | None:
    """This promises the cheapest delivery of one piece to the channel's first country."""
    channel = context["request"].channel
    language = get_language() or "en"
    options = inventory.delivery_options(
        channel=channel,
        destination=Destination(country=channel.countries[0]),
        weight_g=weight_g,
        subtotal=price,
        at=clock.now(),
        language=language,
    )
    if not options:
        return None
    best = min(options, key=lambda one: (one.price.minor, one.earliest_on))
    locale = {"en": "en_GB"}.get(language, language)
    days = format_interval(best.earliest_on, best.latest_on, "MMMEd", locale=locale)
    cost = _("Free delivery")
    if best.price:
        cost = _("Delivery %(price)s") % {"price": wording.in_words(best.price, language)}
        if best.free_from:
            free = wording.in_words(best.free_from, language)
            cost = _("%(cost)s, free from %(free)s") % {"cost": cost, "free": free}
    return Promise(text=_("Arrives %(days)s") % {"days": days}, cost=cost)
