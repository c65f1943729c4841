"""Giving a word and taking it back."""

from datetime import datetime

from commerce import db, ids
from commerce.events import outbox
from commerce.identity.actor import Actor
from crm import events
from crm.consents import queries, rules
from crm.consents.models import Consent
from crm.contracts import CookieChoice
from crm.customers import queries as customers


@db.transaction_required
def record(
    *,
    customer_id: int,
    purpose: str,
    given: bool,
    source: str,
    proof: str = "",
    language: str = "",
    at: datetime,
    by: Actor,
) -> None:
    """This records a customer's word on a purpose; repeating oneself is not a new word.

    Raises:
        UnknownPurpose: when nobody is asked for it.
        UnknownCustomer: when there is nobody to have said it.
    """
    asked = rules.purpose(purpose)
    if customers.find_customer(customer_id=customer_id) is None:
        message = "there is no such customer"
        raise customers.UnknownCustomer(message)
    if queries.agrees(customer_id=customer_id, purpose=purpose) == given:
        return
    Consent.objects.create(
        customer_id=customer_id,
        purpose=purpose,
        given=given,
        wording=asked.version,
        language=language,
        source=source,
        proof=proof,
        at=at,
        by=str(by)[:120],
    )
    outbox.publish(
        events.ConsentChanged(customer_id=customer_id, purpose=purpose, given=given), at=at, by=by
    )


@db.transaction_required
def choose_cookies(
    *,
    cookie: str,
    analytics: bool,
    marketing: bool,
    customer_id: int | None = None,
    proof: str = "",
    language: str = "",
    at: datetime,
    by: Actor,
) -> str:
    """This records what a visitor answered to the cookie banner and returns the cookie's new value.

    `cookie` is the present value or empty; a visitor keeps the name under which the proof lies.
    """
    known = rules.read_choice(cookie)
    visitor = known.visitor or ids.new("vis").removeprefix("vis_")
    said = {"analytics": analytics, "marketing": marketing}
    Consent.objects.bulk_create(
        Consent(
            visitor=visitor,
            purpose=purpose,
            given=given,
            wording=rules.purpose(purpose).version,
            language=language,
            source="cookie banner",
            proof=proof,
            at=at,
            by=str(by)[:120],
        )
        for purpose, given in said.items()
    )
    if customer_id is not None:
        for purpose, given in said.items():
            record(
                customer_id=customer_id,
                purpose=purpose,
                given=given,
                source="cookie banner",
                proof=proof,
                language=language,
                at=at,
                by=by,
            )
    return rules.written_choice(CookieChoice(visitor=visitor, decided=True, **said))
