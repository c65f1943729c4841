"""manage.py seed_channels: the demo company's channels, its people, and its partners' keys."""

import secrets
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce import clock, db, env
from commerce.channels import queries as channels
from commerce.channels.models import Channel
from commerce.embedded.state import read, write
from commerce.identity.models import ApiKey, User, hash_of

SPOKEN = ["en", "de", "fr", "ar"]
CHANNELS: dict[str, dict[str, Any]] = {
    "eu": {
        "name": "Kontor Europe",
        "currency": "EUR",
        "languages": SPOKEN,
        "countries": ["DE", "AT", "FR", "NL", "BE", "IT", "ES", "IE"],
        "origin_country": "NL",
        "prices": "gross",
        "withdrawal_days": 30,
        "capture": "on_shipment",
        "warehouses": ["utrecht", "leipzig", "berlin", "amsterdam", "paris"],
        "payment_methods": ["card", "invoice"],
        "order_prefix": "EU",
        "time_zone": "Europe/Amsterdam",
        "mail_from": "Kontor <hello@kontor.example>",
        "position": 1,
    },
    "uk": {
        "name": "Kontor United Kingdom",
        "currency": "GBP",
        "languages": SPOKEN,
        "countries": ["GB"],
        "origin_country": "GB",
        "prices": "gross",
        "withdrawal_days": 30,
        "capture": "at_once",
        "warehouses": ["birmingham", "london"],
        "payment_methods": ["card", "invoice"],
        "order_prefix": "UK",
        "time_zone": "Europe/London",
        "mail_from": "Kontor <hello@kontor.example>",
        "position": 2,
    },
    # Delaware has no sales tax, and no other state is sold enough to for its own: prices are net,
    # and what a state may ask for one day is a rate to add, not a price to change.
    "us": {
        "name": "Kontor United States",
        "currency": "USD",
        "languages": SPOKEN,
        "countries": ["US"],
        "origin_country": "US",
        "prices": "net",
        "withdrawal_days": 30,
        "capture": "on_shipment",
        "warehouses": ["wilmington"],
        "payment_methods": ["card"],
        "order_prefix": "US",
        "time_zone": "America/New_York",
        "mail_from": "Kontor <hello@kontor.example>",
        "position": 3,
    },
    # Japanese law asks for the price with consumption tax (10 %).
    "jp": {
        "name": "Kontor Japan",
        "currency": "JPY",
        "languages": SPOKEN,
        "countries": ["JP"],
        "origin_country": "JP",
        "prices": "gross",
        "withdrawal_days": 30,
        "capture": "on_shipment",
        "warehouses": ["osaka"],
        "payment_methods": ["card"],
        "order_prefix": "JP",
        "time_zone": "Asia/Tokyo",
        "mail_from": "Kontor <hello@kontor.example>",
        "position": 4,
    },
}
STAFF = (
    ("owner@kontor.example", "Vera Brandt", "Owner"),
    ("merchandiser@kontor.example", "Joost de Wit", "Merchandiser"),
    ("desk@kontor.example", "Amara Okafor", "Order desk"),
    ("warehouse@kontor.example", "Piotr Zieliński", "Warehouse"),
    ("books@kontor.example", "Helene Maurer", "Bookkeeper"),
    ("editor@kontor.example", "Tomás Ribeiro", "Editor"),
    ("analyst@kontor.example", "Ingrid Lund", "Analyst"),
)
SHOPPERS = (
    ("mia.hoffmann@example.com", "Mia Hoffmann", "de"),
    ("oliver.reed@example.com", "Oliver Reed", "en"),
)
SCOPES = (
    "catalog:read", "inventory:read", "shipments:read", "customers:read", "customers:write",
    "checkout:write", "orders:read", "orders:write", "payments:read", "webhooks:read",
    "webhooks:write",
)  # fmt: skip
PARTNERS = (("Nordlicht Interiors", "eu"), ("Marlow Gifts", "uk"))


class Command(BaseCommand):
    """Writes channels, staff by role, two shoppers and two partners; secrets go to a private file.

    A second run changes nothing, unless the file is gone: then passwords and keys are drawn anew.
    """

    help = "Seed the demo company's channels, people and partners."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        with db.transaction():
            for code, columns in CHANNELS.items():
                Channel.objects.get_or_create(code=code, defaults=columns)
        channels.forget()
        file = env.state_folder() / "demo-accounts.json"
        if file.exists() and User.objects.filter(email=STAFF[0][0]).exists():
            self.stdout.write("channels and people are there already")
            return
        with db.transaction():
            accounts = {
                "staff": [_staff(*person) for person in STAFF],
                "customers": [_shopper(*person) for person in SHOPPERS],
                "partners": [_partner(*partner) for partner in PARTNERS],
            }
        write(file, {**read(file), **accounts})
        self.stdout.write(f"{len(CHANNELS)} channels, {len(STAFF)} staff, {len(PARTNERS)} partners")


def _staff(email: str, name: str, role: str) -> dict[str, str]:
    user, password = _user(email, name, language="en")
    user.is_staff = True
    user.is_superuser = role == "Owner"
    user.save()
    user.groups.set(Group.objects.filter(name=role))
    return {"email": email, "password": password, "name": name, "role": role}


def _shopper(email: str, name: str, language: str) -> dict[str, str]:
    _, password = _user(email, name, language=language)
    return {"email": email, "password": password, "name": name}


def _partner(name: str, channel: str) -> dict[str, Any]:
    at = clock.now()
    ApiKey.objects.filter(name=name, revoked_at__isnull=True).update(revoked_at=at)
    key = ApiKey.draw(live=False)
    ApiKey.objects.create(
        name=name,
        prefix=key[:12],
        hashed=hash_of(key),
        scopes=list(SCOPES),
        channel=Channel.objects.get(code=channel),
        created_at=at,
    )
    return {"name": name, "api_key": key, "channel": channel, "scopes": list(SCOPES)}


def _user(email: str, name: str, *, language: str) -> tuple[User, str]:
    first, last = name.split(" ", 1)
    user, _ = User.objects.get_or_create(
        email=email, defaults={"first_name": first, "last_name": last, "language": language}
    )
    password = _password()
    user.set_password(password)
    user.save()
    return user, password


def _password() -> str:
    """Draw a password that can be typed from a terminal."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))
