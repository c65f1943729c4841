"""A product as lists, pages and search tell it: pure assembly of what the tables hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec

from catalog.assets.rules import height_of, picture_url, widths
from catalog.attributes.rules import said, worded
from catalog.boxes.rules import said as in_the_box
from catalog.documents.rules import in_order
from catalog.pricing.rules import Offer
from catalog.reviews.rules import fitting, reached
from catalog.search.rules.measures import base_price
from catalog.search.rules.priced import FEW, LIES_THERE, Priced
from catalog.search.rules.priced import priced as priced_of
from catalog.search.rules.shown import Named, Place, Row, Shown, ShownPicture, others
from commerce.money import digits

CARD_WIDTH = 640
MOST_SWATCHES = 12
# Count up when rows are told or folded otherwise, so that a rebuild writes all of them.
SHAPE = 10
_encode = msgspec.json.Encoder().encode


def rows(product: Shown, place: Place, named: Mapping[str, Named], *, at: datetime) -> list[Row]:
    """This tells a product in a channel, once per language; nothing when it is not sold there."""
    published_at = product.published.get(place.channel_id)
    if published_at is None:
        return []
    priced = priced_of(product, place, at=at)
    if not priced:
        return []
    tokens = _tokens(product, priced, named)
    return [
        _row(_Telling(product, place, language, priced, named), tokens, published_at)
        for language in place.languages
    ]


@dataclass(slots=True)
class _Telling:
    product: Shown
    place: Place
    language: str
    priced: list[Priced]
    named: Mapping[str, Named]

    def text(self, name: str) -> str:
        """A text of the product in this language, else in the channel's first, else in any."""
        words = self.product.words
        for language in (self.language, *self.place.languages[:1], *words):
            found = words.get(language, {}).get(name)
            if found:
                return found
        return ""

    def spoken(self, name: str) -> str:
        """The language that `text` finds a text in; this one where there is none."""
        words = self.product.words
        order = (self.language, *self.place.languages[:1], *words)
        return next((one for one in order if words.get(one, {}).get(name)), self.language)

    def option(self, code: str, value: Any) -> str:
        """A value in this language."""
        about = self.named[code]
        return worded(
            value, kind=about.kind, unit=about.unit, options=about.options, language=self.language
        )


def _row(telling: _Telling, tokens: list[str], published_at: datetime) -> Row:
    product, place, priced = telling.product, telling.place, telling.priced
    card = _card(telling, published_at)
    sheet = card | _sheet(telling)
    card_text, sheet_text = _encode(card), _encode(sheet)
    texts = _texts(telling)
    codes = [code for one in priced for code in (one.variant.sku, one.variant.gtin) if code]
    amount = min(one.offer.amount for one in priced)
    print_ = blake2b(sheet_text, digest_size=12)
    print_.update(_encode([SHAPE, tokens, texts, product.popularity, sorted(product.categories)]))
    return Row(
        channel_id=place.channel_id,
        language=telling.language,
        product_id=product.id,
        public_id=product.public_id,
        slug=card["slug"],
        name=card["name"],
        single_variant_id=priced[0].variant.id if len(priced) == 1 else None,
        price_minor=amount,
        available=card["available"],
        popularity=product.popularity,
        rating=product.rated.score if product.rated else 0,
        published_at=published_at,
        tokens=tokens,
        texts=texts,
        codes=codes,
        card=card_text.decode(),
        sheet=sheet_text.decode(),
        etag=print_.hexdigest(),
    )


def _card(telling: _Telling, published_at: datetime) -> dict[str, Any]:
    product, priced, currency = telling.product, telling.priced, telling.place.currency
    cheapest = min(priced, key=lambda one: one.offer.amount)
    stocks = {one.stock for one in priced}
    more = any(one.more for one in priced)
    pictures = product.pictures
    return {
        "id": product.public_id,
        "slug": telling.text("slug") or product.public_id,
        "name": telling.text("name"),
        "language": telling.spoken("name"),
        "summary": telling.text("summary"),
        "brand": product.brand[1],
        "category": product.trail[-1].code if product.trail else "",
        "image": _image(telling, pictures[0]) if pictures else None,
        "hover_image": "".join(picture_url(one.key, CARD_WIDTH) for one in others(pictures)[:1]),
        "price": money(cheapest.offer.amount, currency),
        "price_from": any(one.offer.amount != cheapest.offer.amount for one in priced),
        "was": _was(cheapest.offer, currency),
        "base_price": _base_price(product, cheapest, currency),
        "includes_tax": telling.place.includes_tax,
        "available": stocks != {"none"},
        "low_stock": 0 < sum(one.left for one in priced) <= FEW and not more,
        "backorder": "backorder" in stocks and not stocks & LIES_THERE,
        "variant_count": len(priced),
        "variant_id": priced[0].variant.public_id if len(priced) == 1 else None,
        "swatches": _swatches(telling),
        "rating": _rating(product),
        "published_at": published_at.isoformat().replace("+00:00", "Z"),
    }


def _sheet(telling: _Telling) -> dict[str, Any]:
    product, language = telling.product, telling.language
    return {
        "description": telling.text("description"),
        "rating": _rating(product, spread=True),
        "slugs": {code: words["slug"] for code, words in product.words.items() if "slug" in words},
        "tax_class": product.tax_class,
        "version": product.version,
        "categories": [
            {
                "code": one.code,
                "name": said({k: v.get("name", "") for k, v in one.words.items()}, language),
                "slug": said({k: v.get("slug", "") for k, v in one.words.items()}, language),
            }
            for one in product.trail
        ],
        "attributes": _attributes(telling, product.values),
        "options": _options(telling),
        "media": [_media(telling, picture) for picture in product.pictures],
        "family": product.family,
        "size_guide": _guide(telling),
        "box": in_the_box(product.box, (language, *telling.place.languages[:1])),
        "documents": in_order(product.documents, language=language),
        "variants": [_variant(telling, one) for one in telling.priced],
    }


def _rating(product: Shown, *, spread: bool = False) -> dict[str, Any] | None:
    """What shoppers think; None without reviews, never zero stars."""
    rated = product.rated
    if rated is None or not rated.count:
        return None
    found: dict[str, Any] = {"average": rated.average, "count": rated.count}
    if not spread:
        return found
    return found | {"stars": list(rated.stars), "fit": fitting(rated.fit)}


def _guide(telling: _Telling) -> dict[str, str] | None:
    guide = telling.product.size_guide
    if guide is None:
        return None
    name = said(guide.names, telling.language)
    return {"id": guide.public_id, "name": name, "axis": guide.axis}


def _attributes(telling: _Telling, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": said(about.names, telling.language) or code,
            "kind": about.kind,
            "value": values[code],
            "text": telling.option(code, values[code]),
        }
        for code, about in telling.named.items()
        if code in values
    ]


def _options(telling: _Telling) -> list[dict[str, Any]]:
    """What a shopper chooses: each axis with the values that variants have, in their order."""
    found = []
    for code in telling.product.axes:
        about = telling.named.get(code)
        chosen = [one.variant.values.get(code) for one in telling.priced]
        values = [value for value in dict.fromkeys(map(_plain, chosen)) if value != ""]
        if about is None or not values:
            continue
        found.append(
            {
                "code": code,
                "name": said(about.names, telling.language) or code,
                "kind": about.kind,
                "values": [
                    {
                        "value": value,
                        "text": telling.option(code, value),
                        "hex": about.colors.get(value, ""),
                    }
                    for value in values
                ],
            }
        )
    return found


def _variant(telling: _Telling, one: Priced) -> dict[str, Any]:
    variant, currency = one.variant, telling.place.currency
    picture = next((p for p in telling.product.pictures if p.variant_id == variant.id), None)
    tiers = sorted(
        (
            offer
            for offer in variant.offers.get(telling.place.channel_id, ())
            if offer.min_quantity > 1
            and offer.priority == one.offer.priority
            and offer.starts_at is None
            and offer.ends_at is None
        ),
        key=lambda offer: offer.min_quantity,
    )
    return {
        "id": variant.public_id,
        "sku": variant.sku,
        "gtin": variant.gtin,
        "options": variant.options.get(telling.language, ""),
        "values": {code: _plain(variant.values.get(code)) for code in telling.product.axes},
        "attributes": _attributes(
            telling, {k: v for k, v in variant.values.items() if k not in telling.product.axes}
        ),
        "price": money(one.offer.amount, currency),
        "was": _was(one.offer, currency),
        "price_since": _moment(one.offer.starts_at),
        "price_until": _moment(one.offer.ends_at),
        "base_price": _base_price(telling.product, one, currency),
        "tiers": [
            {"min_quantity": tier.min_quantity, "price": money(tier.amount, currency)}
            for tier in tiers
        ],
        "stock": one.stock,
        "backorder": one.more,
        "expected_on": variant.expected_on.isoformat() if variant.expected_on else None,
        "lead_days": variant.lead_days,
        "image": picture_url(picture.key, CARD_WIDTH) if picture else "",
        "weight_g": variant.weight_g,
        "length_mm": variant.size_mm[0],
        "width_mm": variant.size_mm[1],
        "height_mm": variant.size_mm[2],
        "max_quantity": variant.max_quantity,
    }


def _image(telling: _Telling, picture: ShownPicture) -> dict[str, Any]:
    width = min(CARD_WIDTH, widths(picture.width)[-1])
    return {
        "url": picture_url(picture.key, width),
        "alt": picture.alts.get(telling.language) or telling.text("name"),
        "width": width,
        "height": height_of(width, original_width=picture.width, original_height=picture.height),
        "color": picture.color,
        "focal_x": picture.focus[0],
        "focal_y": picture.focus[1],
    }


def _media(telling: _Telling, picture: ShownPicture) -> dict[str, Any]:
    return _image(telling, picture) | {
        "sources": [
            {"url": picture_url(picture.key, width, kind), "width": width, "type": f"image/{kind}"}
            for kind in ("avif", "webp")
            for width in widths(picture.width)
        ],
        "variant_id": next(
            (
                one.variant.public_id
                for one in telling.priced
                if one.variant.id == picture.variant_id
            ),
            None,
        ),
    }


def _swatches(telling: _Telling) -> list[dict[str, str]]:
    colors = [code for code in telling.product.axes if _kind(telling, code) == "color"]
    if not colors:
        return []
    about = telling.named[colors[0]]
    values = dict.fromkeys(_plain(one.variant.values.get(colors[0])) for one in telling.priced)
    return [
        {"name": telling.option(colors[0], value), "hex": about.colors.get(value, "")}
        for value in values
        if value
    ][:MOST_SWATCHES]


def _kind(telling: _Telling, code: str) -> str:
    about = telling.named.get(code)
    return about.kind if about else ""


def _tokens(product: Shown, priced: list[Priced], named: Mapping[str, Named]) -> list[str]:
    found = {f"category:{code}" for code in product.categories.values()}
    if product.brand[0]:
        found.add(f"brand:{product.brand[0]}")
    if any(one.stock in LIES_THERE for one in priced):
        found.add("available:yes")
    if any(one.offer.was is not None for one in priced):
        found.add("sale:yes")
    found.update(_rated_tokens(product))
    for values in (product.values, *(one.variant.values for one in priced)):
        for code, value in values.items():
            about = named.get(code)
            if about is not None and about.is_facet:
                many = value if isinstance(value, list) else [value]
                found.update(f"{code}:{_plain(one)}" for one in many)
    return sorted(found)


def _rated_tokens(product: Shown) -> list[str]:
    """One token per minimum of stars that the average reaches, so that a filter is one look-up."""
    minimums = reached(product.rated.average) if product.rated else ()
    return [f"rating:{least}" for least in minimums]


def _texts(telling: _Telling) -> tuple[str, str, str, str]:
    product, language = telling.product, telling.language
    places = [
        said({k: v.get("name", "") for k, v in c.words.items()}, language) for c in product.trail
    ]
    options = [one.variant.options.get(language, "") for one in telling.priced]
    values = [
        telling.option(code, value)
        for code, value in product.values.items()
        if code in telling.named and telling.named[code].is_searchable
    ]
    return (
        telling.text("name"),
        " ".join([product.brand[1], *places, *dict.fromkeys(options)]),
        " ".join([telling.text("summary"), *values]),
        telling.text("description"),
    )


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _base_price(product: Shown, one: Priced, currency: str) -> dict[str, str] | None:
    """What a liter, kilogram or meter costs, for what is sold by measure."""
    found = base_price(one.offer.amount, {**product.values, **one.variant.values})
    return None if found is None else money(found[0], currency) | {"unit": found[1]}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _was(offer: Offer, currency: str) -> dict[str, str] | None:
    return None if offer.was is None else money(offer.was, currency)


def money(minor: int, currency: str) -> dict[str, str]:
    """This is an amount of the API: {"amount": "84.00", "currency": "EUR"}."""
    places = digits(currency)
    if not places:
        return {"amount": str(minor), "currency": currency}
    whole, part = divmod(minor, 10**places)
    return {"amount": f"{whole}.{part:0{places}d}", "currency": currency}
