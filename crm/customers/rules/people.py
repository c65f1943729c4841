"""What a name, an e-mail address and a phone number must look like."""

import re
import unicodedata

import phonenumbers

from commerce.errors import Invalid

LONGEST_NAME = 160
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"_/]{1,190}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_DIALLED = re.compile(r"[+0-9()./ \-]{4,30}(?:\s?(?:x|ext\.?)\s?\d{1,6})?", re.IGNORECASE)


class BadEmail(Invalid):
    """This is not an e-mail address that mail can be sent to."""

    code = "email"


class BadName(Invalid):
    """This is not a name."""

    code = "name"


class BadPhone(Invalid):
    """This is not a phone number that somebody could dial."""

    code = "phone"


def normal_email(text: str, *, field: str = "email") -> str:
    """This brings an e-mail address into the one form we store: trimmed, lower case, composed.

    Raises:
        BadEmail: when no mail could reach it.
    """
    found = unicodedata.normalize("NFC", text).strip().lower()
    if len(found) > LONGEST_EMAIL or not _EMAIL.fullmatch(found) or has_control(found):
        message = "Enter an e-mail address, like name@example.com"
        raise BadEmail(message, field=field)
    local, _, domain = found.partition("@")
    labels = domain.split(".")
    if (
        len(labels) < 2
        or not all(_LABEL.fullmatch(label) for label in labels)
        or local.startswith(".")
        or local.endswith(".")
        or ".." in local
    ):
        message = "Enter an e-mail address, like name@example.com"
        raise BadEmail(message, field=field)
    return found


def normal_name(text: str, *, field: str = "name") -> str:
    """This tidies a person's name and otherwise leaves it as its owner writes it.

    Raises:
        BadName: when it is too long or holds control characters.
    """
    found = tidy(text)
    if len(found) > LONGEST_NAME or has_control(found):
        message = f"Enter a name of at most {LONGEST_NAME} characters"
        raise BadName(message, field=field)
    return found


def normal_phone(text: str, *, country: str, field: str = "phone") -> str:
    """This brings a phone number into E.164, such as +4930123456; empty stays empty.

    A number that the numbering plans do not know is kept as it was typed: plans change faster
    than our copy of them, and the courier can read it.

    Raises:
        BadPhone: when it could not be dialled at all.
    """
    found = tidy(text)
    if not found:
        return ""
    if not _DIALLED.fullmatch(found):
        message = "Enter a phone number, like +49 30 901820"
        raise BadPhone(message, field=field)
    number = _parsed(found, country)
    if number is None or not phonenumbers.is_valid_number(number):
        return found
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def known_phone(text: str, *, country: str) -> bool:
    """This tells whether the numbering plans know such a number."""
    number = _parsed(text, country)
    return number is not None and phonenumbers.is_valid_number(number)


def worded_phone(text: str) -> str:
    """This writes a stored number as people read it, such as +49 30 123456."""
    number = _parsed(text, None)
    if number is None:
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def masked_email(email: str) -> str:
    """This hides most of an e-mail address, so that a list can be told apart but not copied."""
    local, at, domain = email.partition("@")
    return f"{local[:2]}{'•' * 4}{at}{domain}" if at else "•" * 6


def masked_phone(phone: str) -> str:
    """This hides a phone number but for its last three digits."""
    return f"{'•' * 6}{phone[-3:]}" if phone else ""


def tidy(text: str) -> str:
    """This composes characters and folds runs of white space into single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_control(text: str) -> bool:
    """This tells whether a text hides control characters, lone surrogates or bidi overrides."""
    return any(
        unicodedata.category(one) in {"Cc", "Cs"} or "\u202a" <= one <= "\u202e" for one in text
    )


def _parsed(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
