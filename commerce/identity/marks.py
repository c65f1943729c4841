"""A customer's number on its way through a page: signed for one account, so that rooms below crm may trust it."""

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
