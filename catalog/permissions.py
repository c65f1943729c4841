"""Right names of catalog and the roles that hold them."""

from collections.abc import Mapping, Sequence

from commerce.permissions import ANALYST, BOOKKEEPER, EDITOR, MERCHANDISER, ORDER_DESK, WAREHOUSE

PUBLISH_PRODUCT = "catalog.publish_product"
BUILD_FEED = "catalog.build_feed"
MODERATE_REVIEW = "catalog.moderate_review"
ANSWER_QUESTION = "catalog.answer_question"

_SHELF = ("brand", "category", "family", "familyattribute", "attribute", "attributeoption")
_GOODS = ("product", "variant", "picture", "asset", "document", "productdocument", "boxline")
_SIZES = ("sizeguide", "sizemeasure", "sizeline", "sizeguideuse")
_PRICES = ("pricelist", "price", "pricepoint")
_LOOK = tuple(
    f"catalog.view_{name}" for name in (*_SHELF, *_GOODS, *_SIZES, *_PRICES, "synonyms", "landing")
)
_KEEP = tuple(
    f"catalog.{right}_{name}"
    for name in (*_SHELF, *_GOODS, *_SIZES, "pricelist", "price", "synonyms", "landing")
    for right in ("add", "change")
)
_DROP = tuple(
    f"catalog.delete_{name}"
    for name in (
        "familyattribute",
        "attributeoption",
        "picture",
        "document",
        "productdocument",
        "boxline",
        "price",
        "synonyms",
        "landing",
    )
)

_FEEDS = ("catalog.view_feedrun", BUILD_FEED)
_VOICES = (
    "catalog.view_question",
    "catalog.view_review",
    "catalog.view_stockalert",
    "catalog.view_searchmiss",
)

# Role -> rights; `sync_roles` writes them to Django's groups, and the owner holds what anybody holds.
ROLES: Mapping[str, Sequence[str]] = {
    MERCHANDISER: [
        *_LOOK,
        *_KEEP,
        *_DROP,
        *_VOICES,
        *_FEEDS,
        PUBLISH_PRODUCT,
        MODERATE_REVIEW,
        ANSWER_QUESTION,
    ],
    EDITOR: [
        *_LOOK,
        *_VOICES,
        MODERATE_REVIEW,
        ANSWER_QUESTION,
        "catalog.add_asset",
        "catalog.change_asset",
        "catalog.add_document",
        "catalog.change_document",
    ],
    ORDER_DESK: [*_LOOK, *_VOICES, MODERATE_REVIEW, ANSWER_QUESTION],
    WAREHOUSE: [f"catalog.view_{name}" for name in (*_SHELF, *_GOODS)],
    BOOKKEEPER: _LOOK,
    ANALYST: [*_LOOK, *_VOICES, "catalog.view_feedrun"],
}
