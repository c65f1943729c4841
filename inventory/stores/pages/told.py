"""Stores in the words of their pages: open now, distance, hours, stock; and the same for search engines."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce.money import wording
from commerce.storefront import addressing, moments
from commerce.storefront import structured as data
from inventory.contracts import StoreCard, StoreDay

# From so far on kilometers are told without a digit behind the point.
FAR = 10
# Special days farther ahead than this are told on the store's own page only.
SOON = timedelta(days=14)
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def card(store: StoreCard, *, at: datetime, mine: str) -> dict[str, Any]:
    """This words one store for a list (D2b)."""
    language = get_language() or "en"
    return {
        "slug": store.slug,
        "name": store.name,
        "path": reverse("store", args=[store.slug]),
        "front": store.front,
        "lines": (store.line1, f"{store.postcode} {store.city}".strip(),
                  addressing.country_name(store.country, language)),
        "phone": store.phone,
        "km": distance(store.km),
        "open": store.open,
        "standing": standing(store, at=at),
        "exceptions": [day(one) for one in store.exceptions if one.on <= at.date() + SOON],
        "services": [word for _code, word in store.services],
        "directions": directions(store),
        "mine": store.slug == mine,
        "pickup": store.pickup,
    }  # fmt: skip


def standing(store: StoreCard, *, at: datetime) -> str:
    """This words whether a store is open, and when that changes."""
    language, zone = get_language() or "en", store.time_zone
    if store.closes_at is not None:
        time = moments.time_of_day(store.closes_at, zone=zone, language=language)
        return _("Open now, until %(time)s") % {"time": time}
    if store.opens_at is not None:
        when = moments.near(store.opens_at, at=at, zone=zone, language=language)
        return _("Closed, opens %(when)s") % {"when": when}
    return _("Closed until further notice")


def distance(km: float | None) -> str:
    """This words a distance; empty when it is not known."""
    if km is None:
        return ""
    return _("%(km)s km") % {
        "km": wording.figure(f"{km:.1f}" if km < FAR else f"{km:.0f}", get_language() or "en")
    }


def day(one: StoreDay) -> dict[str, Any]:
    """This words one day of a store."""
    return {
        "on": one.on,
        "name": moments.day(one.on, language=get_language() or "en"),
        "hours": moments.hours(one.intervals, language=get_language() or "en"),
        "note": one.note,
        "special": one.special,
    }


def level(word: str) -> str:
    """This words how much lies in a store."""
    return {"plenty": _("In stock"), "few": _("Few left")}.get(word, _("Not here"))


def directions(store: StoreCard) -> str:
    """A link that opens the visitor's own map application or site; nothing of it is embedded."""
    if store.latitude is None or store.longitude is None:
        return ""
    place = f"{store.latitude:.5f},{store.longitude:.5f}"
    return f"https://www.openstreetmap.org/directions?to={place}"


def structured(store: StoreCard, *, address: str, image: str) -> SafeString:
    """What search engines read of a store: the same name, address and hours as the page shows (SEO5)."""
    found: dict[str, Any] = {
        "@type": "Store",
        "@id": address,
        "name": store.name,
        "url": address,
        "image": image,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": store.line1,
            "postalCode": store.postcode,
            "addressLocality": store.city,
            "addressCountry": store.country,
        },
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{WEEK[one.on.weekday()]}",
                "opens": opens,
                "closes": closes,
                "validFrom": one.on.isoformat(),
                "validThrough": one.on.isoformat(),
            }
            for one in store.days
            for opens, closes in one.intervals or (("00:00", "00:00"),)
        ],
    }
    if store.phone:
        found["telephone"] = store.phone
    if store.latitude is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": store.latitude,
            "longitude": store.longitude,
        }
    return data.script(found)
