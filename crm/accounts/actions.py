"""A customer for every account, and guests who come home."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from commerce import db
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor
from commerce.identity.models import User
from crm.accounts import queries
from crm.contracts import CustomerInfo
from crm.customers.actions import register, unite


@db.transaction_required
def welcome(
    *, user_id: int, channel: ChannelInfo | None, device: str = "", at: datetime, by: Actor
) -> CustomerInfo:
    """This gives an account that signs in its customer, and brings home guests with its address.

    Only an address that the account has proved to own brings anybody home. The `device` is kept on
    the customer's timeline, so that a stranger's sign-in can be noticed.
    """
    customer = register.customer_of(user_id=user_id, channel=channel, at=at)
    register.note(customer.customer_id, queries.SIGNED_IN, subject=device, at=at, by=by)
    if proved(user_id=user_id, email=customer.email):
        unite.merge_guests(user_id=user_id, email=customer.email, at=at, by=by)
    return customer


@db.transaction_required
def accept_email(*, user_id: int, email: str, at: datetime, by: Actor) -> None:
    """This follows an e-mail address that the account has just proved to own."""
    register.customer_of(user_id=user_id, at=at)
    register.follow_email(user_id=user_id, email=email, at=at, by=by)
    unite.merge_guests(user_id=user_id, email=email, at=at, by=by)


@db.transaction_required
def claim(*, token: str, user_id: int, at: datetime, by: Actor) -> CustomerInfo:
    """This puts a guest's history into the account of whoever holds the link from the guest's mail.

    Raises:
        BadClaim: when the link is broken, too old or used already.
    """
    guest_id = queries.claimed_guest(token=token)
    account = register.customer_of(user_id=user_id, at=at)
    return unite.merge(
        from_id=guest_id, into_id=account.customer_id, reason="claimed by link", at=at, by=by
    )


@db.transaction_required
def end_sign_in(*, user_id: int, key: int) -> bool:
    """This ends one of an account's sessions; False when it has no such session."""
    row = UserSession.objects.filter(user_id=user_id, pk=key).first()
    if row is None:
        return False
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    return True


@db.transaction_required
def end_other_sign_ins(*, user_id: int, session_key: str) -> int:
    """This ends all of an account's sessions but the present one; returns how many."""
    rows = UserSession.objects.filter(user_id=user_id).exclude(session_key=session_key)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


@db.transaction_required
def close(*, user_id: int) -> None:
    """This closes an erased person's sign-in for good: no address, no password, no way in.

    The row stays as a number, because the trail names it. A member of staff keeps theirs.
    """
    user = User.objects.filter(pk=user_id, is_staff=False).first()
    if user is None:
        return
    end_other_sign_ins(user_id=user_id, session_key="")
    EmailAddress.objects.filter(user_id=user_id).delete()
    Authenticator.objects.filter(user_id=user_id).delete()
    user.set_unusable_password()
    User.objects.filter(pk=user_id).update(
        email=f"erased-{user_id}@erased.invalid",
        first_name="",
        last_name="",
        password=user.password,
        is_active=False,
    )


def proved(*, user_id: int, email: str) -> bool:
    """This tells whether an account has proved to own an e-mail address."""
    rows = EmailAddress.objects.filter(user_id=user_id, email__iexact=email, verified=True)
    return bool(email) and rows.exists()
