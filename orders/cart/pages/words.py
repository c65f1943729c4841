"""What the bag says: its lines, its sums, and why it stays as it is."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce import clock
from commerce.channels import destinations
from commerce.errors import Anticipated
from commerce.money import wording
from commerce.storefront import addressing, moments
from commerce.storefront.doors import ShopRequest
from orders.cart import queries, rules
from orders.cart.pages import holding
from orders.cart.queries import CartView, LineView


def sums(request: ShopRequest, view: CartView, language: str) -> dict[str, Any]:
    """The sums of a bag with delivery to where it may go, and what free delivery still lacks."""
    if not view.lines:
        return {}
    there, at = holding.destination_of(request), clock.now()
    found = queries.estimate(view, channel=request.channel, there=there, language=language, at=at)
    served = destinations.served(request.channel, at=at)
    place = addressing.country_name(there.country, language)
    option = found.option
    days = moments.days(option.earliest_on, option.latest_on, language=language) if option else ""
    return {
        "totals": {
            "subtotal": view.subtotal,
            "total": found.total,
            "delivery": option.price if option else None,
            "delivery_name": place,
            "estimated": True,
            "tax": found.tax,
            "includes_tax": view.includes_tax,
        },
        "nudge": {"missing": found.missing, "percent": found.percent},
        "there": {
            "country": there.country,
            "postcode": there.postcode,
            "place": f"{place}, {there.postcode}" if there.postcode else place,
            "choices": addressing.country_choices(served, language),
            "untaxed": found.tax is None,
            "option": option,
            "days": days,
        },
    }


def line_for_page(line: LineView, language: str) -> dict[str, Any]:
    """This shapes a line for templates, with its warnings in words."""
    card = line.card
    return {
        "key": line.variant_id,
        "product_id": card.product_id if card else 0,
        "category": card.category if card else "",
        "slug": card.slug if card else "",
        "image": card.image if card else "",
        "name": card.name if card else _("No longer sold"),
        "options": card.options if card else "",
        "unit": line.unit,
        "was": card.was if card else None,
        "total": line.total,
        "quantity": line.quantity,
        "most": min(card.max_quantity if card else line.quantity, rules.MOST_PER_LINE),
        "warnings": [warning(notice, line, language) for notice in line.notices],
    }


def warning(notice: rules.Notice, line: LineView, language: str) -> str:
    """This words what a shopper must know about a line."""
    if notice.code == "repriced" and notice.before is not None and line.unit is not None:
        return _("The price changed from %(before)s to %(now)s") % {
            "before": wording.in_words(notice.before, language),
            "now": wording.in_words(line.unit, language),
        }
    if notice.code == "fewer":
        return ngettext("Only %(left)d left", "Only %(left)d left", notice.left) % {
            "left": notice.left
        }
    if notice.code == "later" and notice.on is not None:
        day = moments.day(notice.on, language=language)
        if not notice.left:
            return _("Made to order: can be sent from %(day)s") % {"day": day}
        return ngettext(
            "%(left)d lies here, the rest can be sent from %(day)s",
            "%(left)d lie here, the rest can be sent from %(day)s",
            notice.left,
        ) % {"left": notice.left, "day": day}
    if notice.stores:
        alone = _(
            "No store has the rest of your bag: order it by itself, to collect in %(stores)s."
        )
        said = alone if notice.blocks else _("This cannot be sent. Collect it in %(stores)s.")
        return said % {"stores": ", ".join(notice.stores)}
    return _("Sold out") if notice.code == "sold_out" else _("No longer sold here")


def parts(view: CartView) -> list[dict[str, Any]]:
    """This words the ways to begin with a bag that can neither be sent nor collected as a whole."""
    names = {line.variant_id: line.card.name for line in view.lines if line.card}
    wanted = {line.variant_id: line.quantity for line in view.lines}
    return [
        {
            "store": one.store,
            "names": ", ".join(
                names[key]
                if many == wanted[key]
                else f"{many} \N{MULTIPLICATION SIGN} {names[key]}"
                for key, many in one.keep.items()
                if key in names
            ),
        }
        for one in view.parts
    ]


def told(refusal: Anticipated) -> str:
    """This says to a shopper why the bag stays as it was, and what to do."""
    if refusal.code == "out_of_stock":
        left = min((line["available"] for line in refusal.data.get("lines", ())), default=0)
        if left > 0:
            return ngettext(
                "Only %(left)d piece is left. Choose a smaller quantity.",
                "Only %(left)d pieces are left. Choose a smaller quantity.",
                left,
            ) % {"left": left}
        return _("This has just sold out.")
    if refusal.code == "bad_quantity":
        most = refusal.data.get("most", rules.MOST_PER_LINE)
        return _("Enter a quantity from 1 to %(most)d.") % {"most": most}
    if refusal.code == "cart_full":
        return _("Your bag is full. Order what it holds, or remove something.")
    if refusal.code == "unknown_cart":
        return _("This is no longer in your bag.")
    return _("This cannot be bought here at the moment.")


def announcement(view: CartView, said: str, language: str) -> str:
    """This tells what happened and what the bag holds now, for ears."""
    pieces = ngettext("%(count)d item in your bag", "%(count)d items in your bag", view.count)
    total = wording.in_words(view.subtotal, language)
    return f"{said} {pieces % {'count': view.count}}, {total}".strip()
