"""What crm itself keeps of a person, and copies on their way."""

import dataclasses
import json
from datetime import datetime, timedelta
from typing import Any

from commerce.errors import NotFound
from crm.consents import queries as consents
from crm.customers import queries as customers
from crm.customers.models import Customer, CustomerAddress
from crm.privacy.models import DataExport

# Rooms answer within seconds; after this long somebody has to look.
SLOW_AFTER = timedelta(minutes=15)


class UnknownExport(NotFound):
    """There is no such copy, or not for you."""

    code = "unknown_export"


def crm_section(*, customer_id: int) -> dict[str, Any]:
    """This is everything crm keeps of a person, as plain JSON values."""
    family = customers.family_of(customer_id=customer_id)
    people = Customer.objects.filter(pk__in=family).order_by("pk")
    addresses = CustomerAddress.objects.filter(customer__in=family).order_by("pk")
    return {
        "customers": [
            {
                "id": row.public_id,
                "email": row.email,
                "name": row.name,
                "phone": row.phone,
                "language": row.language,
                "price_group": row.price_group,
                "has_account": row.user_id is not None,
                "created_at": row.created_at.isoformat(),
            }
            for row in people
        ],
        "addresses": [
            dataclasses.asdict(customers.saved(row).address)
            | {
                "id": row.public_id,
                "is_default": row.is_default,
                "is_billing_default": row.is_billing_default,
                "deleted_at": row.deleted_at.isoformat() if row.deleted_at else None,
            }
            for row in addresses
        ],
        "consents": [
            {
                "purpose": row.purpose,
                "given": row.given,
                "at": row.at.isoformat(),
                "source": row.source,
                "wording": row.wording,
            }
            for row in consents.history(customer_id=customer_id)
        ],
        "timeline": [
            {"at": row.at.isoformat(), "what": row.kind, "about": row.subject}
            for row in customers.timeline(customer_id=customer_id)
        ],
    }


def get_export(*, customer_id: int, public_id: str) -> DataExport:
    """This finds a copy that this customer asked for.

    Raises:
        UnknownExport: when they asked for none with this id.
    """
    found = DataExport.objects.filter(customer_id=customer_id, public_id=public_id).first()
    if found is None or not public_id:
        message = "there is no such export"
        raise UnknownExport(message)
    return found


def exports_of(*, customer_id: int) -> tuple[DataExport, ...]:
    """This lists the copies a customer asked for, the newest first."""
    rows = DataExport.objects.filter(customer_id=customer_id).exclude(state="expired")
    return tuple(rows.order_by("-id")[:10])


def is_slow(export: DataExport, *, at: datetime) -> bool:
    """This tells whether a copy should have been ready by now: a room's delivery is parked."""
    return export.state == "collecting" and at - export.requested_at > SLOW_AFTER


def as_file(export: DataExport) -> bytes:
    """This is the copy as the JSON file that the person receives."""
    body = {
        "export": export.public_id,
        "requested_at": export.requested_at.isoformat(),
        "ready_at": export.ready_at.isoformat() if export.ready_at else None,
        "sections": export.sections,
    }
    return json.dumps(body, indent=2, ensure_ascii=False, sort_keys=True).encode()
