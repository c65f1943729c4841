"""What may be written on a product and on its label."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from stdnum import ean
from stdnum.exceptions import ValidationError

from commerce.errors import Invalid, Refused

LONGEST = {"name": 200, "slug": 200, "summary": 600, "description": 20_000}
LONGEST_SKU = 80
PARTS = " / "
# What an address answers whose product is sold no more.
PAGE, MOVE, GONE = "page", "move", "gone"
FAREWELLS = (
    (PAGE, "A page that leads to the successor"),
    (MOVE, "A redirect to the successor"),
    (GONE, "Gone (410)"),
)


# Who says nothing else must deliver within 30 days of the order (Directive 2011/83/EU, article 18); three weeks
# leave time for the way.
LEAD_DAYS = 21
MOST_LEAD_DAYS = 730
SATURDAY = 6


class BadWords(Invalid):
    """The words of a product do not fit."""

    code = "bad_words"


class BadSku(Invalid):
    """A SKU is empty, too long, or holds control characters."""

    code = "bad_sku"


class BadGtin(Invalid):
    """The number on the label fails its check digit."""

    code = "bad_gtin"


class NoVariantLeft(Refused):
    """A product keeps at least one variant."""

    code = "no_variant_left"


def check_words(words: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """This returns the words stripped; {language: {name, slug, summary, description}}.

    Raises:
        BadWords: for other keys, other than texts, texts too long, or no name at all.
    """
    found = {}
    for language, said in words.items():
        if not 2 <= len(language) <= 10 or not isinstance(said, Mapping):
            message = "words are an object per language"
            raise BadWords(message, field="words")
        found[language] = {name: _text(language, name, text) for name, text in said.items()}
    if not any(said.get("name") for said in found.values()):
        message = "a product needs a name in one language"
        raise BadWords(message, field="words")
    return found


def check_sku(sku: str) -> str:
    """This returns the SKU stripped.

    Raises:
        BadSku: when it cannot be one.
    """
    found = sku.strip()
    if not found or len(found) > LONGEST_SKU or not found.isprintable():
        message = f"a SKU has 1 to {LONGEST_SKU} printable characters"
        raise BadSku(message, field="sku")
    return found


def check_gtin(gtin: str) -> str:
    """This returns a GTIN-8, -12, -13 or -14 as digits, or nothing for nothing.

    Raises:
        BadGtin: when the length or the check digit is wrong.
    """
    if not gtin.strip():
        return ""
    try:
        return str(ean.validate(gtin))
    except ValidationError as error:
        message = f"{gtin!r} is not a valid GTIN"
        raise BadGtin(message, field="gtin") from error


def options_text(axes: Collection[str]) -> str:
    """This words the axes of a variant: "Cobalt / 31 cm"."""
    return PARTS.join(part for part in axes if part)


def _text(language: str, name: str, text: Any) -> str:
    field = f"words/{language}/{name}"
    if name not in LONGEST:
        message = f"{name!r} is not one of {', '.join(LONGEST)}"
        raise BadWords(message, field=field)
    if not isinstance(text, str) or len(text) > LONGEST[name] or "\x00" in text:
        message = f"{name} is a text of at most {LONGEST[name]} characters"
        raise BadWords(message, field=field)
    return text.strip()


def ready_on(*, lead_days: int, expected_on: date | None, today: date) -> date | None:
    """This is the day from which a piece can be sent that does not lie there; None when it is ready at once.

    It comes with the next delivery that is expected, else it is made, and nobody sends on a weekend.
    """
    if not lead_days:
        return None
    if expected_on is not None and expected_on > today:
        return expected_on
    ready = today + timedelta(days=lead_days)
    while ready.isoweekday() >= SATURDAY:
        ready += timedelta(days=1)
    return ready
