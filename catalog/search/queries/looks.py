"""Which version of a product a card shows when a shelf is narrowed by a color: the one that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from catalog.assets.rules import height_of, picture_url, widths
from catalog.contracts import ProductCard
from catalog.search.rules.cards import CARD_WIDTH
from commerce.rows import fetch
from commerce.storefront import pictures

_LOOKS = """
SELECT DISTINCT ON (v.product_id) v.product_id, v.values ->> %(code)s::text, a.key, a.width, a.height,
       a.color, a.alts ->> %(language)s::text, a.focal_x, a.focal_y
FROM catalog_variant v JOIN catalog_picture i ON i.variant_id = v.id
JOIN catalog_asset a ON a.id = i.asset_id
WHERE v.product_id = ANY(%(products)s::bigint[]) AND v.active
  AND v.values ->> %(code)s::text = ANY(%(chosen)s::text[])
ORDER BY v.product_id, v.position, v.id, i.position, i.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A version's picture, and the question by which its page shows that version."""

    asked: str
    image: str
    alt: str
    width: int
    height: int
    backdrop: str
    focus: str

    def worn_by(self, card: ProductCard) -> ProductCard:
        """This is the card with the version's picture; the usual one comes second."""
        if self.image == card.image:
            return replace(card, asked=self.asked)
        return replace(
            card,
            image=self.image,
            image_alt=self.alt or card.image_alt,
            image_width=self.width,
            image_height=self.height,
            backdrop=self.backdrop,
            focus=self.focus,
            hover_image=card.image,
            asked=self.asked,
        )


def looks(
    *, product_ids: Sequence[int], code: str, chosen: Sequence[str], language: str
) -> dict[int, Look]:
    """This finds the first version of each product that has one of the values; one statement."""
    values = {
        "products": list(product_ids),
        "code": code,
        "chosen": list(chosen),
        "language": language,
    }
    return {row[0]: _look(code, row[1:]) for row in fetch(_LOOKS, values, keep=False)}


def _look(code: str, row: tuple[Any, ...]) -> Look:
    value, key, width, height, color, alt, across, down = row
    shown = min(CARD_WIDTH, widths(width)[-1])
    return Look(
        asked=urlencode({code: value}),
        image=picture_url(key, shown),
        alt=alt or "",
        width=shown,
        height=height_of(shown, original_width=width, original_height=height),
        backdrop=color,
        focus=pictures.focus(across, down),
    )
