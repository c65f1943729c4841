"""Builders for size guides: a cushion in two sizes, and a guide for its family."""

import io
from typing import Any

from PIL import Image

from catalog.assets import actions as assets
from catalog.attributes.models import Attribute, AttributeOption, Family, FamilyAttribute
from catalog.products import actions as products
from catalog.products.models import Product
from catalog.sizing import actions, rules
from catalog.sizing.models import SizeGuide
from commerce import db
from tests.builders import catalog as goods
from tests.builders import storefront
from tests.builders.commerce import AT

WIDTH = rules.Measure(code="width", names={"en": "Width", "de": "Breite"}, attribute="width_cm")
PAD = rules.Measure(code="pad", names={"en": "Pad"})


def make_attributes() -> Family:
    """This makes a family that asks for a size, whose goods know how wide they are."""
    size = Attribute.objects.create(
        code="size", kind="choice", names={"en": "Size", "de": "Größe"}, position=1
    )
    for place, (code, name) in enumerate([("45", "45 x 45 cm"), ("55", "55 x 55 cm")]):
        AttributeOption.objects.create(
            attribute=size, code=code, names={"en": name}, position=place
        )
    width = Attribute.objects.create(
        code="width_cm", kind="number", unit="cm", names={"en": "Width"}, position=2
    )
    family = Family.objects.create(code="cushion", names={"en": "Cushion"})
    FamilyAttribute.objects.create(family=family, attribute=size, is_axis=True)
    FamilyAttribute.objects.create(family=family, attribute=width)
    return family


def make_guide(**over: Any) -> SizeGuide:
    """This keeps a guide of two measures, one of them typed, and gives it to what `uses` names."""
    uses = over.pop("uses", {})
    said: dict[str, Any] = {
        "names": {"en": "Cushion sizes", "de": "Kissengrößen"},
        "how": {"en": "From seam to seam.", "de": "Von Naht zu Naht."},
        "measures": (WIDTH, PAD),
        "lines": (
            rules.Line(size="45", cells={"pad": "50"}),
            rules.Line(size="55", cells={"pad": "60-62"}),
        ),
    }
    with db.transaction():
        row = actions.keep(guide=rules.Guide(**(said | over)), by=goods.BY, at=AT)
        return actions.hold_for(
            public_id=row.public_id, uses=actions.Uses(**uses), by=goods.BY, at=AT
        )


def open_cushions() -> tuple[storefront.Storefront, Product]:
    """This opens a shop with a cushion in two sizes, whose family has a size guide."""
    front = storefront.open_storefront()
    return front, add_cushion(front)


def add_cushion(front: storefront.Storefront) -> Product:
    """This adds the cushion to a shop that is open."""
    family = make_attributes()
    small = goods.make_product(
        "Linen cushion",
        sku="CU-45",
        channel=front.shop.channel,
        family=family,
        variant_values={"size": "45", "width_cm": "45"},
    )
    goods.add_variant(
        small.product,
        sku="CU-55",
        channel=front.shop.channel,
        values={"size": "55", "width_cm": "54.5"},
    )
    make_guide(uses={"families": [family.pk]})
    storefront.light()
    return small.product


def hang_pictures(product: Product, *, many: int) -> None:
    """This hangs so many pictures, each of one color, at a product."""
    keys = []
    for number in range(many):
        file = io.BytesIO()
        Image.new("RGB", (400, 500), (40 * number, 90, 120)).save(file, "PNG")
        asset, _fresh = assets.take_upload(
            data=file.getvalue(), title="", alts={}, by=goods.BY, at=AT
        )
        keys.append((asset.pk, None))
    with db.transaction():
        products.show_pictures(product_id=product.pk, pictures=keys, by=goods.BY, at=AT)
    storefront.light()
