"""Emulator Pay: a wallet of the emulator's own, where a shopper picks an address and a card at once.

It answers with a ConfirmationToken, as Stripe's express buttons do: who, where to, and a card that has
not been charged yet.
"""

import html
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from payments.stripe_emulator import cards, customers, errors
from payments.stripe_emulator.forms import Params
from payments.stripe_emulator.world import World, render

Row = dict[str, Any]

NAME = "Emulator Pay"
_LIFETIME = 12 * 3600
# Whom the wallet knows: two who are easily sent to, one abroad, one with a postcode that cannot be right.
PEOPLE: dict[str, Row] = {
    "berlin": {
        "name": "Ada Byron",
        "email": "ada.byron@example.com",
        "phone": "+4930901820",
        "address": ("Ackerstr. 1", "Berlin", "", "10115", "DE"),
    },
    "paris": {
        "name": "Blaise Pascal",
        "email": "blaise.pascal@example.com",
        "phone": "",
        "address": ("12 rue de Rivoli", "Paris", "", "75004", "FR"),
    },
    "london": {
        "name": "Grace Brewster",
        "email": "grace.brewster@example.com",
        "phone": "",
        "address": ("221B Baker Street", "London", "", "NW1 6XE", "GB"),
    },
    "new_york": {
        "name": "Murray Hopper",
        "email": "murray.hopper@example.com",
        "phone": "",
        "address": ("350 Fifth Avenue", "New York", "NY", "10118", "US"),
    },
    "wrong": {
        "name": "Conrad Zuse",
        "email": "conrad.zuse@example.com",
        "phone": "",
        "address": ("Methfesselstr. 7", "Berlin", "", "1096", "DE"),
    },
}
DECK = (
    ("4242424242424242", "Approved"),
    ("5555555555554444", "Approved"),
    ("4000000000003220", "3-D Secure"),
    ("4000000000000002", "Declined"),
)


def choices(countries: str) -> dict[str, str]:
    """This writes the radio buttons of the wallet's page; `countries` are those the shop sends to."""
    near = [key for key, one in PEOPLE.items() if one["address"][-1] in countries.split(",")]
    people = "".join(_radio("who", key, _line(PEOPLE[key]), checked=key == near[0]) for key in near)
    deck = "".join(
        _radio(
            "card",
            number,
            f"{cards.CARDS[number].brand.title()} \u2022\u2022\u2022\u2022 {number[-4:]} ({what})",
            checked=nth == 0,
        )
        for nth, (number, what) in enumerate(DECK)
    )
    return {"people": people, "deck": deck}


def _line(person: Row) -> str:
    return ", ".join(one for one in (person["name"], *person["address"]) if one)


def _radio(name: str, value: str, text: str, *, checked: bool) -> str:
    mark = " checked" if checked else ""
    return (
        f'<label class="pick"><input type="radio" name="{name}" value="{html.escape(value)}"{mark}>'
        f"<span>{html.escape(text)}</span></label>"
    )


def checked_return(query: Row, allows: Callable[[str], bool]) -> str:
    """This refuses to lead anywhere but to a shop that the emulator knows.

    Raises:
        ApiError: for another address.
    """
    back = str(query.get("return_url", ""))
    parts = urlsplit(back)
    if not allows(f"{parts.scheme}://{parts.netloc}"):
        raise errors.invalid("This return_url is not allowed.", param="return_url")
    return back


def approve(world: World, form: Row, back: str) -> str:
    """This is the shopper's press in the wallet; it returns where to go: back, with a token.

    Raises:
        ApiError: for a person or card that the wallet does not know.
    """
    who, card = str(form.get("who", "")), str(form.get("card", ""))
    token = _hand_over(world, who=who, card=card, back=back)
    return f"{back}{'&' if '?' in back else '?'}{urlencode({'confirmation_token': token['id']})}"


def _hand_over(world: World, *, who: str, card: str, back: str) -> Row:
    person = PEOPLE.get(who)
    if person is None or card not in dict(DECK):
        raise errors.invalid("Choose an address and a card.")
    line1, city, state, postcode, country = person["address"]
    address = {
        "line1": line1,
        "line2": None,
        "city": city,
        "state": state or None,
        "postal_code": postcode,
        "country": country,
    }
    given = {"number": card, "exp_month": "12", "exp_year": "2034", "cvc": "123"}
    billing = {"name": person["name"], "email": person["email"], "address": address}
    method = customers.method_from_data(
        world, Params({"type": "card", "card": given, "billing_details": billing})
    )
    return _token(world, method, person=person, address=address, back=back)


def _token(world: World, method: Row, *, person: Row, address: Row, back: str) -> Row:
    shown = {name: method[name] for name in ("type", "billing_details", "card")}
    return world.new(
        "confirmation_token",
        "ctoken",
        expires_at=world.now() + _LIFETIME,
        mandate_data=None,
        payment_intent=None,
        payment_method_options=None,
        payment_method_preview=shown | {"customer": None, "allow_redisplay": "unspecified"},
        return_url=back,
        setup_future_usage=None,
        setup_intent=None,
        shipping={"name": person["name"], "phone": person["phone"] or None, "address": address},
        use_stripe_sdk=False,
        _method=method["id"],
    )


def create_token(world: World, params: Params) -> Row:
    """POST /v1/confirmation_tokens: what our equivalent of Stripe.js asks for when its button is pressed."""
    who, card, back = params.need("who"), params.need("card"), params.text("return_url") or ""
    params.finish()
    return render(_hand_over(world, who=who, card=card, back=back))


def get_token(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/confirmation_tokens/{id}."""
    params.finish()
    return render(world.store.get("confirmation_token", identifier))


def spend(world: World, identifier: str, intent: str) -> str:
    """This takes a token for one intent and returns the method it stands for; it works once.

    Raises:
        ApiError: for an unknown token, or one that is used or too old.
    """
    row = world.store.get("confirmation_token", identifier, param="confirmation_token")
    if row["payment_intent"] not in {None, intent} or row["expires_at"] <= world.now():
        raise errors.ApiError(
            "This ConfirmationToken was used already or has expired.",
            code="confirmation_token_already_used",
            param="confirmation_token",
        )
    row["payment_intent"] = intent
    world.store.save(row)
    return str(row["_method"])
