"""Identifiers and prices of the demo assortment, by arithmetic alone."""

import unicodedata

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"}
)


def gtin13(serial: int) -> str:
    """Return a GTIN-13 of the in-store range 229, with its check digit."""
    body = f"229{serial:09d}"
    weighted = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(body))
    return f"{body}{-weighted % 10}"


def retail(cents: float) -> int:
    """Return the price tag nearest to `cents`: 24.90 below fifty, 85 or 89 above, 245 above 150."""
    if cents < 5000:
        return max(90, round((cents - 90) / 100) * 100 + 90)
    if cents < 15000:
        tens = int(cents // 1000) * 1000
        return min((tens - 100, tens + 500, tens + 900), key=lambda tag: abs(tag - cents))
    return round(cents / 500) * 500


def retail_yen(yen: float) -> int:
    """Return the price tag nearest to `yen`: 3,980 below ten thousand, 14,800 above, 46,000 above 30,000.

    Japanese tags end in 80 or 800, and from thirty thousand on in whole thousands.
    """
    if yen < 10_000:
        return max(480, round((yen - 80) / 100) * 100 + 80)
    if yen < 30_000:
        return round((yen - 800) / 1000) * 1000 + 800
    return round(yen / 1000) * 1000


def slugged(text: str) -> str:
    """Return `text` as it stands in an address: lower case, ASCII, hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_UMLAUTS)).encode("ascii", "ignore")
    kept = "".join(c if c.isalnum() else " " for c in plain.decode().lower())
    return "-".join(kept.split())


def abbreviated(text: str, length: int = 3) -> str:
    """Return the first letters and digits of `text` for a SKU."""
    kept = [c for c in slugged(text).upper() if c.isalnum()]
    return "".join(kept[:length])
