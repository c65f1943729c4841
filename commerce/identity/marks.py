"""People as rooms below crm may know them: a customer signed for one account, an address as a keyed digest."""

import hashlib
import hmac

from django.conf import settings
from django.core import signing

SALT = "kontor.customer"


def make(*, user_id: int, customer_id: int) -> str:
    """This signs that an account belongs to a customer."""
    return signing.dumps([user_id, customer_id], salt=SALT)


def read(text: str, *, user_id: int | None) -> int | None:
    """This is the customer that a mark names, if it was made for this account."""
    if not text or user_id is None:
        return None
    try:
        made_for, customer_id = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(customer_id) if made_for == user_id else None


def digest(email: str) -> str:
    """This stands for an e-mail address where the address itself need not be known."""
    key = f"{SALT}:{settings.SECRET_KEY}".encode()
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()
