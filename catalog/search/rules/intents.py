"""What somebody means who types no goods into the search: an order, a store, giving something back."""

import re
from collections.abc import Collection

# Words that stand for a place of the shop, folded as search folds them, in every language we speak.
PLACES: dict[str, frozenset[str]] = {
    "track": frozenset(
        [
            "order",
            "orders",
            "delivery",
            "shipping",
            "tracking",
            "parcel",
            "shipment",
            "where",
            "bestellung",
            "lieferung",
            "versand",
            "sendung",
            "paket",
            "commande",
            "livraison",
            "colis",
            "suivi",
            "طلب",
            "طلبي",
            "شحن",
            "توصيل",
            "تتبع",
        ]
    ),
    "withdraw": frozenset(
        [
            "return",
            "returns",
            "refund",
            "refunds",
            "exchange",
            "withdrawal",
            "widerruf",
            "rucksendung",
            "rucksendungen",
            "retoure",
            "retouren",
            "umtausch",
            "rueckgabe",
            "ruckgabe",
            "retour",
            "retours",
            "remboursement",
            "echange",
            "ارجاع",
            "استرجاع",
        ]
    ),
    "stores": frozenset(
        [
            "store",
            "stores",
            "opening",
            "hours",
            "filiale",
            "filialen",
            "offnungszeiten",
            "laden",
            "geschaft",
            "magasin",
            "magasins",
            "horaires",
            "boutique",
            "boutiques",
            "متجر",
            "متاجر",
            "فروع",
        ]
    ),
    "account": frozenset(
        ["account", "login", "password", "konto", "anmelden", "passwort", "compte", "حساب"]
    ),
}
_NUMBER = re.compile(r"([a-z]{1,12})[ -]?(\d{3,12})", re.IGNORECASE)


def order_number(text: str, *, prefixes: Collection[str]) -> str:
    """This reads an order number as our channels write them; empty when it is none."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return ""
    known = {prefix.strip("- ").upper() for prefix in prefixes if prefix.strip("- ")}
    return f"{found[1].upper()}-{found[2]}" if found[1].upper() in known else ""


def places(words: Collection[str]) -> tuple[str, ...]:
    """This tells which places folded words ask for: names of PLACES, in their order."""
    asked = set(words)
    return tuple(place for place, names in PLACES.items() if asked & names)
