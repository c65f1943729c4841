"""When and for how much something arrives, for the product page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_interval
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import public as catalog
from commerce import clock
from commerce.money import Money, wording
from inventory import public as inventory
from inventory.contracts import Destination

register = template.Library()

# A cut-off farther away than this hurries nobody.
SOON = 8 * 60


@dataclass(frozen=True, slots=True)
class Promise:
    """The promise in words: the days, and what delivery costs."""

    text: str
    cost: str


@register.simple_tag(takes_context=True)
def delivery_promise(
    context: dict[str, Any], *, price: Money, weight_g: int, ready_on: date | None
) -> Promise | None:
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
        ready_on=ready_on,
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
    if best.minutes_left is None or best.minutes_left > SOON:
        return Promise(text=_("Arrives %(days)s") % {"days": days}, cost=cost)
    text = _("Arrives %(days)s if ordered within %(time)s")
    return Promise(text=text % {"days": days, "time": _within(best.minutes_left)}, cost=cost)


@register.simple_tag(takes_context=True)
def pieces_left(context: dict[str, Any], sku: str) -> int:
    """This counts the pieces of a scarce variant that lie free for the channel at this moment."""
    found = catalog.variant_ids(skus=[sku])
    if not found:
        return 0
    (variant_id,) = found.values()
    left = inventory.supply(variant_ids=[variant_id], channel=context["request"].channel)
    return left[variant_id].now


def _within(minutes: int) -> str:
    """A time to hurry in: "3 h 20 min", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
