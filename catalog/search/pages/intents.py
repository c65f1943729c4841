"""Answers on top of a search that asks for no goods."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from catalog.search.rules import intents, words
from commerce.channels import queries as channels


def answers(term: str, *, language: str) -> list[dict[str, str]]:
    """This lists what else may be meant: an order of ours, a store, giving something back."""
    found = []
    prefixes = [one.order_prefix for one in channels.all_channels().values()]
    number = intents.order_number(term, prefixes=prefixes)
    if number:
        name = _("Where is order %(number)s?") % {"number": number}
        found.append(_answer("track", name, query=f"?number={number}"))
    names = {
        "track": _("Track an order"),
        "withdraw": _("Give something back"),
        "stores": _("Stores and opening hours"),
        "account": _("Your account"),
    }
    asked = intents.places(words.query_words(term, language))
    found += [_answer(place, names[place]) for place in asked]
    return [one for one in found if one["path"]]


def _answer(route: str, name: str, *, query: str = "") -> dict[str, str]:
    try:
        return {"name": name, "path": reverse(route) + query}
    except NoReverseMatch:
        return {"name": name, "path": ""}
