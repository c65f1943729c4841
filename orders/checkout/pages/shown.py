"""What the checkout page shows: the choices, the sums, what is decided so far, and what may be a slip."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commerce import clock
from commerce.money import Money, wording
from commerce.storefront.doors import ShopRequest
from crm import public as crm
from inventory import public as inventory
from orders.cart.pages import words as bag
from orders.cart.queries import CartView
from orders.checkout.pages import counter as counters
from orders.checkout.pages import form
from orders.checkout.queries import Sheet
from orders.order.rules.agreement import Agreement
from payments import public as payments
from payments.contracts import KeptCard


def context(request: ShopRequest, sheet: Sheet, typed: form.Typed) -> dict[str, Any]:
    """Everything the checkout page shows, as it was typed and as it stands."""
    quote = sheet.quote
    assert quote is not None
    key, script = payments.browser_script()
    stores = counters.shown(sheet.options, chosen=typed.delivery)
    return {
        "form": typed.form,
        "problem": " ".join(typed.problems),
        "contact": typed.contact,
        "address": typed.address,
        "billing": typed.billing,
        "note": typed.note,
        "billing_same": typed.billing_same,
        "new_address": not typed.saved_id,
        "counter": typed.counter,
        "stores": stores,
        "nowhere": bool(stores) and not any(one["choosable"] for one in stores),
        "hints": hints(typed),
        "recaps": recaps(sheet, typed),
        "opens": _opens(typed),
        "since": int(clock.now().timestamp()),
        "updated": "update" in request.POST,
        **_choices(sheet, typed),
        **_sums(quote),
        "publishable_key": key,
        "card_script": script if any(one.kind == "card" for one in sheet.methods) else "",
        "capture_method": "manual",
    }


def _choices(sheet: Sheet, typed: form.Typed) -> dict[str, Any]:
    """What may be picked: saved addresses, deliveries and ways to pay, with what is picked now."""
    language = get_language() or "en"
    method = typed.method or (sheet.methods[0].code if sheet.methods else "")
    method = form.KEPT + typed.card if typed.card else method
    method = typed.express.code if typed.express else method
    return {
        "saved": [
            {
                "id": entry.public_id,
                "text": ", ".join(crm.address_lines(address=entry.address)),
                "selected": entry.public_id == typed.saved_id,
            }
            for entry in typed.saved
        ],
        "options": [
            {
                "code": one.code,
                "name": one.name,
                "carrier": one.carrier,
                "promise": form.arrives(one.earliest_on, one.latest_on, language),
                "price": one.price,
                "free": not one.price,
                "selected": one.code == typed.delivery,
            }
            for one in sheet.options
            if one.pickup is None
        ],
        "cards": _express(typed) + [_kept(one, typed) for one in typed.cards],
        "may_keep": typed.may_keep,
        "express": typed.express is not None,
        "keep": typed.keep,
        "methods": [
            {
                "code": one.code,
                "kind": one.kind,
                "name": one.name,
                "hint": one.hint,
                "selected": one.code == method,
            }
            for one in sheet.methods
        ],
    }


def _express(typed: form.Typed) -> list[dict[str, Any]]:
    """What a wallet handed over, as a way to pay."""
    if typed.express is None:
        return []
    code, label = typed.express.code, typed.express.label
    return [{"id": "express", "label": label, "code": code, "selected": True}]


def _kept(card: KeptCard, typed: form.Typed) -> dict[str, Any]:
    """A card one keeps, as a way to pay."""
    return {
        "id": card.public_id,
        "label": card.label,
        "code": form.KEPT + card.public_id,
        "until": card.expires,
        "expired": card.expired,
        "selected": card.public_id == typed.card,
    }


def _sums(quote: Agreement) -> dict[str, Any]:
    """What is bought and what it comes to."""
    return {
        "lines": [
            {
                "image": line.image,
                "name": line.title,
                "options": line.options,
                "quantity": line.quantity,
                "total": Money(line.shown_minor, quote.currency),
            }
            for line in quote.lines
        ],
        "count": quote.pieces,
        "totals": {
            "subtotal": quote.goods,
            "discount": quote.discount,
            "delivery": quote.shipping if quote.delivery_code else None,
            "delivery_name": quote.delivery_name,
            "tax": quote.tax,
            "includes_tax": quote.includes_tax,
            "total": quote.total,
        },
        "total": quote.total,
        "total_minor": quote.total_minor,
        "quote_hash": quote.hash,
    }


def hints(typed: form.Typed) -> list[dict[str, str]]:
    """This words likely slips of the delivery address; `value` is what the town may have been meant to be (K4)."""
    address = typed.ship_to
    if typed.counter.chosen or typed.saved_id or not (address.line1 and address.city):
        return []
    words = {
        "house_number": _("Is the house number missing?"),
        "phone": _("Is the phone number complete?"),
        "other_region": _("Does the postcode belong to another region?"),
    }
    found = [
        {"text": words[one.code], "value": ""}
        for one in crm.address_hints(address=address)
        if one.code in words
    ]
    meant = inventory.meant_town(
        city=address.city, postcode=address.postcode, country=address.country
    )
    if meant:
        found.append({"text": _("Did you mean %(town)s?") % {"town": meant}, "value": meant})
    return found


def recaps(sheet: Sheet, typed: form.Typed) -> dict[str, str]:
    """What was decided in each section, in a line, for screens that show one section at a time (K2)."""
    language = get_language() or "en"
    chosen = next((one for one in sheet.options if one.code == typed.delivery), None)
    address = typed.ship_to
    parts = (address.full_name, address.line1, address.postcode, address.city)
    place = ", ".join(one for one in parts if one)
    method = ""
    if chosen is not None and chosen.pickup is not None:
        place = ", ".join(one for one in (chosen.pickup.store.name, typed.counter.collector) if one)
    elif chosen is not None:
        days = form.arrives(chosen.earliest_on, chosen.latest_on, language)
        price = wording.in_words(chosen.price, language) if chosen.price else _("free")
        method = " \N{MIDDLE DOT} ".join(one for one in (chosen.name, days, price) if one)
    return {
        "contact": str(typed.contact["email"].value() or ""),
        "delivery": place,
        "method": method,
    }


def changed_lines(view: CartView) -> list[str]:
    """This words line by line what is not as it was when it was added (K11)."""
    language = get_language() or "en"
    return [
        f"{line.card.name if line.card else _('No longer sold')}: "
        f"{bag.warning(notice, line, language)}"
        for line in view.lines
        for notice in line.notices
    ]


def declined(reference: str) -> str:
    """Why the last try to pay failed, in the shopper's words; empty when it did not."""
    payment = payments.find_payment(reference=reference) if reference else None
    return payment.decline_message if payment else ""


def story(problem: str) -> list[str]:
    """This words why a payment came to nothing."""
    words = {
        "changed": _("Your bag changed while you were paying, so we did not place the order."),
        "sold_out": _("While you were paying, something in your bag sold out."),
        "store_gone": _(
            "While you were paying, the store stopped handing over orders. Choose another way."
        ),
        "lapsed": _("The time for paying ran out, so we put the goods back."),
    }
    return [words[problem]] if problem in words else []


def repriced(before: Money, now: Money) -> list[str]:
    """This words how a total changed; or that something else did, when it is the same by chance."""
    language = get_language() or "en"
    if before == now:
        return story("changed")
    sums = {
        "now": wording.in_words(now, language),
        "before": wording.in_words(before, language),
    }
    return [_("The total is now %(now)s; it was %(before)s.") % sums]


def _opens(typed: form.Typed) -> str:
    """The section to begin with where only one is shown: the first that still asks for something."""
    if not str(typed.contact["email"].value() or "").strip():
        return "contact"
    told = typed.counter.collector if typed.counter.chosen else typed.ship_to.line1.strip(" -")
    return "payment" if told else "delivery"
