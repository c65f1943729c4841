"""What makes an alert."""

from datetime import timedelta

from commerce.errors import Invalid

# Whoever has waited half a year has bought something else.
KEEP = timedelta(days=180)


class BadAddress(Invalid):
    """This is no e-mail address."""

    code = "bad_email"


def tidy(email: str) -> str:
    """This folds an address as far as everybody agrees: no spaces, the domain in small letters.

    Raises:
        BadAddress: when it has no @ with something on both sides.
    """
    name, _at, domain = email.strip().rpartition("@")
    if not name or "." not in domain or " " in email.strip() or len(email) > 254:
        message = "this is no e-mail address"
        raise BadAddress(message, field="email")
    return f"{name}@{domain.lower()}"
