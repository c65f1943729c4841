"""What a value may be, what is still missing, and how complete a product is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from commerce.errors import Invalid
from commerce.money import wording

LONGEST_TEXT = 2000
MOST_DIGITS = 18


class BadValue(Invalid):
    """A value does not fit its attribute."""

    code = "bad_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a family asks: an attribute, where it is required ("*" is everywhere), whether it is an axis."""

    code: str
    kind: str
    translated: bool = False
    is_axis: bool = False
    required_in: tuple[str, ...] = ()

    def is_required(self, channel: str) -> bool:
        """This tells whether a channel demands a value."""
        return "*" in self.required_in or channel in self.required_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An attribute as values are checked against it; `options` are the codes that exist."""

    code: str
    kind: str
    many: bool = False
    translated: bool = False
    options: Collection[str] = ()


def check(attribute: Kind, value: Any) -> Any:
    """This returns the value in its stored form: text, decimal text, option code(s), or truth.

    Raises:
        BadValue: when it does not fit the attribute.
    """
    if attribute.kind == "text":
        return _texts(attribute, value) if attribute.translated else _text(attribute, value)
    if attribute.kind == "number":
        return _number(attribute, value)
    if attribute.kind == "boolean":
        if isinstance(value, bool):
            return value
        raise _bad(attribute, "is yes or no")
    if attribute.many and isinstance(value, list):
        return sorted({_option(attribute, one) for one in value})
    return _option(attribute, value)


def is_missing(value: Any, *, translated: bool, language: str) -> bool:
    """This tells whether a stored value says nothing in a language; a no is an answer."""
    if translated:
        return not (isinstance(value, Mapping) and str(value.get(language) or "").strip())
    return value is None or value in ("", [], {})


def missing(
    asked: Collection[Asked], values: Mapping[str, Any], *, channel: str, language: str
) -> tuple[str, ...]:
    """This lists the codes of required attributes without a value, in the family's order."""
    return tuple(
        one.code
        for one in asked
        if one.is_required(channel)
        and is_missing(values.get(one.code), translated=one.translated, language=language)
    )


def completeness(
    asked: Collection[Asked], values: Mapping[str, Any], *, channel: str, language: str
) -> int:
    """This is floor(100 x (required - missing) / required); nothing required is 100 (PIM vectors)."""
    required = sum(one.is_required(channel) for one in asked)
    if not required:
        return 100
    lacking = len(missing(asked, values, channel=channel, language=language))
    return 100 * (required - lacking) // required


def worded(
    value: Any, *, kind: str, unit: str, options: Mapping[str, Mapping[str, str]], language: str
) -> str:
    """This says a stored value in a language; `options` are {code: {language: name}}. Empty for none."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return said(value, language)
    if kind in {"choice", "color"}:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(said(options.get(code, {}), language) or str(code) for code in codes)
    if kind == "number":
        return wording.measure(str(value), unit, language)
    if isinstance(value, bool):
        return ("no", "yes")[value]
    return str(value)


def said(words: Mapping[str, Any], language: str) -> str:
    """This picks the text of a language, else English, else any."""
    found = words.get(language) or words.get("en") or next(iter(words.values()), "")
    return str(found)


def _text(attribute: Kind, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\x00" in value:
        raise _bad(attribute, f"is a text of at most {LONGEST_TEXT} characters")
    return value.strip()


def _texts(attribute: Kind, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise _bad(attribute, "is an object of language codes and texts")
    return {str(language)[:10]: _text(attribute, text) for language, text in value.items()}


def _number(attribute: Kind, value: Any) -> str:
    if isinstance(value, (bool, float)) or not isinstance(value, (int, str, Decimal)):
        raise _bad(attribute, 'is a number as text, such as "31.5"')
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise _bad(attribute, "is no number") from error
    if not number.is_finite() or abs(number) >= 10**12 or len(str(value)) > MOST_DIGITS:
        raise _bad(attribute, "is out of range")
    plain = f"{number.normalize():f}"
    return "0" if plain == "-0" else plain


def _option(attribute: Kind, value: Any) -> str:
    if not isinstance(value, str) or value not in attribute.options:
        raise _bad(attribute, "names an option that does not exist")
    return value


def _bad(attribute: Kind, reason: str) -> BadValue:
    return BadValue(f"{attribute.code} {reason}", field=f"values/{attribute.code}")
