"""Asking for a copy, collecting it, and being forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commerce import db, ids
from commerce.errors import Refused
from commerce.events import outbox, registry
from commerce.identity.actor import Actor
from crm import events
from crm.accounts import actions as accounts
from crm.customers import queries as customers
from crm.customers.actions import register, unite
from crm.privacy import queries
from crm.privacy.models import DataExport
from crm.privacy.states import DataExportFlow

# A copy lies ready this long; then its contents are dropped.
KEEP = timedelta(days=7)


class TooSoon(Refused):
    """A copy is being collected already."""

    code = "export_running"


@db.transaction_required
def request_export(*, customer_id: int, at: datetime, by: Actor) -> DataExport:
    """This starts a copy of everything the house keeps of a person.

    Raises:
        TooSoon: while another copy is being collected.
        UnknownCustomer: when the customer is merged, erased or absent.
    """
    register.locked(customer_id)
    if DataExport.objects.filter(customer_id=customer_id, state="collecting").exists():
        message = "a copy of your data is being collected already"
        raise TooSoon(message)
    row = DataExport.objects.create(
        public_id=ids.new("exp"),
        customer_id=customer_id,
        awaited=1 + _listeners(),
        sections={"crm": queries.crm_section(customer_id=customer_id)},
        requested_at=at,
        requested_by=str(by)[:120],
    )
    register.note(customer_id, "export_requested", subject=row.public_id, at=at, by=by)
    outbox.publish(
        events.DataExportRequested(customer_id=customer_id, export_id=row.public_id), at=at, by=by
    )
    _finish_when_complete(row, at=at, by=by)
    return row


@db.transaction_required
def add_section(
    *, export_id: str, section: str, content: Mapping[str, Any], at: datetime, by: Actor
) -> None:
    """This adds what another app keeps of the person; a section given twice is replaced.

    Raises:
        UnknownExport: when there is no such copy.
    """
    row = DataExport.objects.select_for_update().filter(public_id=export_id).order_by("pk").first()
    if row is None:
        message = "there is no such export"
        raise queries.UnknownExport(message)
    if row.state != "collecting":
        return
    row.sections = row.sections | {section: dict(content)}
    DataExport.objects.filter(pk=row.pk).update(sections=row.sections)
    _finish_when_complete(row, at=at, by=by)


@db.transaction_required
def expire_exports(*, at: datetime) -> int:
    """This drops the contents of copies that lay ready long enough; returns how many."""
    due = list(
        DataExport.objects.filter(requested_at__lte=at - KEEP)
        .exclude(state="expired")
        .order_by("pk")[:500]
    )
    for row in due:
        DataExportFlow.move(row, "expire", by="system", at=at, sections={})
    return len(due)


@db.transaction_required
def erase_person(*, customer_id: int, reason: str, at: datetime, by: Actor) -> tuple[int, ...]:
    """This forgets a person: rows here lose name and contact, the sign-in closes, every room is told.

    Returns the ids of the customers that were erased; they stay, because the books point at them.

    Raises:
        UnknownCustomer: when the customer is merged, erased or absent.
    """
    found = customers.find_customer(customer_id=customer_id)
    user_id = found.user_id if found else None
    erased = unite.erase(customer_id=customer_id, reason=reason, at=at, by=by)
    DataExport.objects.filter(customer__in=erased).update(sections={})
    if user_id is not None:
        accounts.close(user_id=user_id)
    return erased


def _listeners() -> int:
    """Who answers this wish; those who hear every fact, such as the relay to partners, do not."""
    everybody = registry.listeners("")
    return sum(one not in everybody for one in registry.listeners(events.DataExportRequested.name))


def _finish_when_complete(row: DataExport, *, at: datetime, by: Actor) -> None:
    if len(row.sections) >= row.awaited:
        DataExportFlow.move(row, "finish", by=str(by), at=at, ready_at=at)
