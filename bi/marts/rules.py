"""How the lines of an imported past count."""

GOODS = ("sold", "unknown_product", "free")
_KINDS = {"cancelled": "refunded", "postage": "delivery", **dict.fromkeys(GOODS, "placed")}


def kind_of(historic_kind: str) -> str:
    """This tells what a historic line is to the figures: placed, refunded, delivery, or other."""
    return _KINDS.get(historic_kind, "other")


def is_goods(historic_kind: str) -> bool:
    """This tells whether a historic line is about an article, sold or taken back."""
    return kind_of(historic_kind) in {"placed", "refunded"}
