"""manage.py seed_crm: the demo company's customers, with addresses and what they agreed to."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce import clock, db
from commerce.channels import queries as channels
from commerce.identity.actor import Actor, system
from commerce.identity.models import User
from crm import public as crm
from crm.consents.models import Consent
from crm.contracts import NewCustomer
from crm.demo import people, places


class Command(BaseCommand):
    """Invents a few hundred customers and gives the demo's accounts theirs; a second run changes nothing."""

    help = "Seed the demo company's customers."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        at, by = clock.now(), system("demo")
        count = 0
        with db.transaction():
            _prove_addresses()
            for code in places.LANDS:
                if code in channels.all_channels():
                    count += _people(code, at=at, by=by)
            accounts = User.objects.filter(is_staff=False, is_active=True).order_by("pk")
            for user_id, email in accounts.values_list("pk", "email"):
                _account(user_id, email, at=at, by=by)
        self.stdout.write(f"{count} customers")


def _account(user_id: int, email: str, *, at: datetime, by: Actor) -> None:
    """An account of the demo has shopped before: it knows where parcels go, and what a second place is."""
    code, book = places.BOOKS.get(email, ("", ()))
    channel = channels.get_channel(code) if code in channels.all_channels() else None
    customer = crm.customer_of(user_id=user_id, channel=channel, at=at)
    for number, address in enumerate(book):
        crm.save_address(
            customer_id=customer.customer_id,
            address=address,
            is_default=number == 0,
            at=at,
            by=by,
        )


def _prove_addresses() -> None:
    """The demo's own accounts can read their mail; nobody has to click a link first."""
    unproved = User.objects.filter(emailaddress__isnull=True).order_by("pk")
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=user, email=user.email, verified=True, primary=True)
            for user in unproved
        ]
    )


def _people(code: str, *, at: datetime, by: Actor) -> int:
    invented = list(people.customers(code))
    found = crm.remember_customers(
        wanted=[
            NewCustomer(
                email=one.email,
                name=one.name,
                language=one.language,
                phone=one.address.phone,
                address=one.address,
                created_at=at - timedelta(days=one.age_days),
            )
            for one in invented
        ],
        channel=channels.get_channel(code),
        at=at,
        by=by,
    )
    asked = set(
        Consent.objects.filter(customer__in=found.values()).values_list("customer", flat=True)
    )
    Consent.objects.bulk_create(
        [
            Consent(
                customer_id=found[one.email],
                purpose="newsletter",
                given=True,
                wording=1,
                language=one.language,
                source="checkout",
                at=at - timedelta(days=one.age_days),
                by=str(by),
            )
            for one in invented
            if one.reads_news and found[one.email] not in asked
        ],
        batch_size=500,
    )
    return len(found)
