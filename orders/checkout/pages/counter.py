"""Picking up on the checkout page: who comes, from where, and which store hands it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock
from commerce.channels.queries import ChannelInfo
from commerce.errors import NotFound
from commerce.storefront import moments
from commerce.storefront.doors import ShopRequest
from inventory import public as inventory
from inventory.contracts import DeliveryOption, Destination, StoreCard
from orders.cart import queries as carts
from orders.checkout.models import Checkout

SHIP, PICK_UP = "ship", "pickup"


class CounterForm(forms.Form):
    """Who collects, and around where stores are looked for."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collector"] = forms.CharField(
            label=_("Who collects it"),
            required=False,
            max_length=160,
            help_text=_(
                "Whoever brings the code may collect. Without it we ask for this name\u2019s ID."
            ),
            widget=forms.TextInput(attrs={"autocomplete": "name", "enterkeyhint": "next"}),
        )
        self.fields["collector"].asked = True  # type: ignore[attr-defined]  # read by the field tag
        self.fields["near"] = forms.CharField(
            label=_("Stores near"),
            required=False,
            max_length=80,
            help_text=_("A town or postcode"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
        )


@dataclass(kw_only=True)
class Counter:
    """What was said about picking up; `offered` says whether any store hands over here at all.

    With `must` something in the bag cannot be sent: picking up is the one way.
    """

    offered: bool
    way: str
    form: CounterForm
    countries: tuple[str, ...]
    my_store: str
    must: bool = False

    @property
    def chosen(self) -> bool:
        """Whether the shopper wants to pick it up."""
        return self.offered and self.way == PICK_UP

    @property
    def collector(self) -> str:
        """Who comes, as typed."""
        return str(self.form["collector"].value() or "").strip()

    @property
    def near(self) -> Destination:
        """Around where stores are wanted: as typed, else around the shopper's own store, else anywhere."""
        text = str(self.form["near"].value() or "")
        town = inventory.find_town(text=text, countries=self.countries) if text.strip() else None
        if town is not None:
            return Destination(
                country=town.country, latitude=town.latitude, longitude=town.longitude
            )
        mine = self._mine()
        if mine is not None:
            return Destination(
                country=mine.country, latitude=mine.latitude, longitude=mine.longitude
            )
        return Destination(country="")

    @property
    def lost(self) -> bool:
        """Whether a place was typed that nobody knows."""
        text = str(self.form["near"].value() or "").strip()
        return bool(text) and inventory.find_town(text=text, countries=self.countries) is None

    def judge(self, *, pays_later: bool, has_bill_to: bool) -> list[str]:
        """This judges what was said; sentences that belong to no field are returned."""
        self.form.full_clean()
        if not self.collector:
            self.form.add_error("collector", _("Enter the name of whoever collects it"))
        if pays_later and not has_bill_to:
            return [_("Enter the address the invoice goes to, or pay by card")]
        return []

    def _mine(self) -> StoreCard | None:
        if not self.my_store:
            return None
        try:
            return inventory.store_card(slug=self.my_store, at=clock.now())
        except NotFound:
            return None


def read(
    request: ShopRequest, checkout: Checkout, posted: Mapping[str, str] | None, *, name: str
) -> Counter:
    """This reads the counter's part of the form, or fills it from what is known."""
    picked = inventory.is_pickup(checkout.delivery_code)
    known = {"collector": checkout.collector or name}
    must = carts.must_collect(checkout.cart, channel=request.channel)
    way = posted.get("way", SHIP) if posted is not None else PICK_UP if picked else SHIP
    if posted is not None and posted.get("update") == SHIP:
        way = SHIP
    # The part is on the page only once picking up was chosen there.
    bound = posted if posted is not None and "collector" in posted else None
    return Counter(
        offered=inventory.hands_over(channel=request.channel),
        way=PICK_UP if must else way,
        must=must,
        form=CounterForm(bound, initial=known),
        countries=_countries(request.channel),
        my_store=request.COOKIES.get(inventory.MY_STORE, ""),
    )


def default(options: tuple[DeliveryOption, ...], *, mine: str) -> str:
    """This picks a store to begin with: the shopper\u2019s own when it has everything, else the nearest that has."""
    found = [one for one in options if one.pickup is not None and one.choosable]
    own = [one for one in found if one.pickup is not None and one.pickup.store.slug == mine]
    return next((one.code for one in own or found), "")


def shown(options: tuple[DeliveryOption, ...], *, chosen: str) -> list[dict[str, Any]]:
    """This words the stores for the page: distance, hours, when it is ready, how long it is kept (K5)."""
    language = get_language() or "en"
    now = clock.now()
    found = []
    for one in options:
        point = one.pickup
        if point is None:
            continue
        store = point.store
        zone = store.time_zone
        ready, until = point.ready_at, point.hold_until
        found.append(
            {
                "code": one.code,
                "name": store.name,
                "address": f"{store.line1}, {store.postcode} {store.city}",
                "km": None if store.km is None else round(store.km),
                "today": moments.hours(store.days[0].intervals, language=language)
                if store.days[0].intervals
                else "",
                "ready": moments.near(ready, at=now, zone=zone, language=language) if ready else "",
                "until": moments.day_and_time(until, zone=zone, language=language) if until else "",
                "price": one.price,
                "choosable": one.choosable,
                "selected": one.code == chosen,
            }
        )
    return found


def _countries(channel: ChannelInfo) -> tuple[str, ...]:
    stores = inventory.store_cards(at=clock.now(), codes=channel.warehouses)
    return tuple(dict.fromkeys([one.country for one in stores] + list(channel.countries)))
