"""Builders for landing pages: a shelf of vases in colors, and a name for the blue ones."""

from typing import Any

from catalog.attributes import actions as attributes
from catalog.landings import actions
from catalog.landings.models import Landing
from commerce import db, memo
from tests.builders import catalog as goods
from tests.builders import storefront
from tests.builders.commerce import AT

COLORS = {"sky": "Sky", "ink": "Ink", "rust": "Rust"}
WORDS = {
    "en": {"heading": "Blue vases", "intro": "For green stems."},
    "de": {"heading": "Blaue Vasen"},
}


def open_vases(*, blue: int = 3, rust: int = 2) -> storefront.Storefront:
    """This opens a shop with the mug, blue vases (sky and ink by turns) and rust ones."""
    front = storefront.open_storefront()
    goods.make_category("vases", en="Vases", de="Vasen")
    with db.transaction():
        attributes.define_attribute(
            code="color", kind="color", names={"en": "Color", "de": "Farbe"}, is_facet=True,
            options=[
                attributes.OptionWords(code=code, names={"en": name}, hex="#112233")
                for code, name in COLORS.items()
            ],
            by=goods.BY, at=AT,
        )  # fmt: skip
        family = attributes.define_family(
            code="vase", names={"en": "Vase"}, asks=[attributes.Ask(attribute="color")]
        )
    colors = [("sky", "ink")[number % 2] for number in range(blue)] + ["rust"] * rust
    for number, color in enumerate(colors):
        goods.make_product(
            f"Vase {number:02}", sku=f"VASE-{number}", channel=front.shop.channel,
            category="vases", family=family, values={"color": color},
        )  # fmt: skip
    storefront.light()
    memo.forget_all()
    return front


def make_landing(**over: Any) -> Landing:
    """This names the blue vases."""
    asked: dict[str, Any] = {
        "category": "vases", "chosen": {"color": ["sky", "ink"]}, "words": WORDS, "at": AT,
    }  # fmt: skip
    with db.transaction():
        row = actions.save_landing(**asked | over)
    memo.forget_all()
    return row


def retire(row: Landing) -> None:
    """This takes the name away."""
    with db.transaction():
        actions.retire_landing(public_id=row.public_id, at=AT)
    memo.forget_all()
