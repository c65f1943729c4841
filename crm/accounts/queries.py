"""What an account's owner may see of their sign-ins."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.core import signing

from commerce.errors import NotFound
from crm.customers import queries as customers
from crm.customers.models import CustomerEvent

CLAIM_SALT = "crm.accounts.claim"
CLAIM_DAYS = 30
SIGNED_IN = "signed_in"


class BadClaim(NotFound):
    """The link is broken, too old, or was used already."""

    code = "bad_claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A place where somebody is signed in; `key` ends it."""

    key: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_this: bool


def sign_ins(*, user_id: int, session_key: str) -> tuple[SignIn, ...]:
    """This lists where an account is signed in, the newest first."""
    rows = UserSession.objects.filter(user_id=user_id).order_by("-created_at")
    return tuple(
        SignIn(
            key=row.pk,
            device=row.user_agent,
            address=row.ip,
            since=row.created_at,
            seen_at=row.last_seen_at,
            is_this=row.session_key == session_key,
        )
        for row in rows
        if row.exists()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSignIn:
    """A sign-in that was, and with what."""

    at: datetime
    device: str


def past_sign_ins(*, user_id: int, limit: int) -> tuple[PastSignIn, ...]:
    """This lists an account's last sign-ins, the newest first."""
    found = customers.find_customer(user_id=user_id)
    if found is None:
        return ()
    rows = CustomerEvent.objects.filter(customer_id=found.customer_id, kind=SIGNED_IN)
    return tuple(PastSignIn(at=row.at, device=row.subject) for row in rows.order_by("-id")[:limit])


def claim_token(*, customer_id: int) -> str:
    """This signs a link by which whoever reads a guest's mail can put the orders into an account.

    Raises:
        UnknownCustomer: when there is no such customer.
    """
    found = customers.find_customer(customer_id=customer_id)
    if found is None:
        message = "there is no such customer"
        raise customers.UnknownCustomer(message)
    return signing.dumps({"guest": found.public_id, "email": found.email}, salt=CLAIM_SALT)


def claimed_guest(*, token: str) -> int:
    """This reads a claim link: the id of the guest it speaks of.

    Raises:
        BadClaim: when it is broken, too old, used already, or the guest's address has changed.
    """
    message = "this link is broken or no longer good"
    try:
        found = signing.loads(token, salt=CLAIM_SALT, max_age=CLAIM_DAYS * 24 * 3600)
        guest = customers.find_customer(public_id=found["guest"])
    except (signing.BadSignature, KeyError, TypeError) as error:
        raise BadClaim(message) from error
    if guest is None or guest.user_id is not None or guest.email != found["email"]:
        raise BadClaim(message)
    return guest.customer_id
